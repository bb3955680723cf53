"""The compiled shelf: canonical documents and day tables as JSON, made when a wheel is built."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from feedback_rules.profiles import places
from feedback_rules.profiles.places import FORM, OVERLAYS, compiled_path, fingerprint, form_here
from feedback_rules.profiles.tables import FOLDER, files_of, read_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["compile_checkout", "compile_shelf"]


def compile_shelf(source: Path, target: Path, form: str = FORM) -> list[Path]:
    """Compile every profile and day table under ``source`` into ``target``, beside the copies of the same names.

    The compiled form is used only while the YAML beside it, and the day tables that it names, have the bytes it was
    made from. ``ProfileError``: a profile that does not pass its checks is not shipped.
    """
    from feedback_rules.profiles.loading import load_source

    written = []
    for path in sorted((source / FOLDER).glob("*.yaml")):
        content = read_table(path).to_dict()
        written.append(_write(target / FOLDER / path.name, source / FOLDER, [path], content, form))
    for folder in (source, source / OVERLAYS):
        for path in sorted(folder.glob("*.yaml")):
            profile, sources = load_source(path)
            content = {
                "document": profile.document,
                "digest": profile.digest,
                "law": profile.law,
                "days": profile.days,
                "readings": profile.readings,
            }
            files = [*sources, *files_of(profile.document, [each.parent for each in sources])]
            written.append(_write(target / path.relative_to(source), folder, files, content, form))
    return written


def compile_checkout() -> list[Path]:
    """Compile the shelf of the checkout that this package runs from, for its own use alone.

    Nothing is written when a profile is loaded: only an editable installation, or ``make shelf``, calls this.
    """
    return compile_shelf(places.checkout(), places.built(), form_here())


def _write(target: Path, folder: Path, sources: Sequence[Path], content: dict[str, Any], form: str) -> Path:
    """Write one compiled file; sources are named relative to the first, which stands beside it."""
    names = [[_relative(path, folder), fingerprint(path)] for path in sources]
    path = compiled_path(target)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"form": form, "sources": names, "content": content}, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8")
    return path


def _relative(path: Path, folder: Path) -> str:
    import os

    return os.path.relpath(path.resolve(), folder.resolve()).replace(os.sep, "/")
