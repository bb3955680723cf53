"""Lay the shelf into a wheel: profiles, day table and logs as they are, and the profiles compiled beside them.

An editable install gets no shelf: it reads the checkout, so that an edited profile is what runs. What it compiles is
laid into the checkout's ``build`` folder and used for as long as nothing that it was made from is touched.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

DATA = (".yaml", ".jsonl", ".csv")


class Shelf(BuildHookInterface):  # type: ignore[type-arg] # its parameter is the builder's configuration, unused here
    """Puts ``profiles/`` under ``feedback_rules/_shelf`` and ``examples/`` under ``feedback_rules/_shelf/examples``."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Copy, compile and hand the shelf to the builder of a standard wheel."""
        root = Path(self.root)
        if version == "editable":
            self._compile_checkout(root)
        if version != "standard":
            return
        self.shelf = Path(mkdtemp(prefix="shelf-"))
        for source, target in ((root / "profiles", self.shelf), (root / "examples", self.shelf / "examples")):
            for path in sorted(source.rglob("*")):
                if path.suffix in DATA:
                    copy = target / path.relative_to(source)
                    copy.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(path, copy)
        sys.path.insert(0, str(root / "src"))
        from feedback_rules.profiles.compiled import compile_shelf

        compile_shelf(root / "profiles", self.shelf)
        for path in sorted(self.shelf.rglob("*")):  # file by file: a folder would leave out what git ignores
            if path.is_file():
                inside = path.relative_to(self.shelf).as_posix()
                build_data["force_include"][str(path)] = f"feedback_rules/_shelf/{inside}"

    def _compile_checkout(self, root: Path) -> None:
        """Compile for the checkout; a profile that somebody is working on must not stand in the way of installing."""
        sys.path.insert(0, str(root / "src"))
        from feedback_rules.errors import FeedbackRulesError
        from feedback_rules.profiles.compiled import compile_checkout

        try:
            compile_checkout()
        except FeedbackRulesError as error:
            self.app.display_warning(f"the shelf is not compiled, profiles are read from YAML: {error}")

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Clear away the copy once it stands in the wheel."""
        del build_data, artifact_path
        if version == "standard":
            shutil.rmtree(self.shelf)
