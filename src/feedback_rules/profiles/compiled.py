"""The compiled shelf: canonical documents and day tables as JSON, made when a wheel is built."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from feedback_rules.profiles.places import FORM, OVERLAYS, compiled_path, fingerprint
from feedback_rules.profiles.tables import FOLDER, read_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["compile_shelf"]


def compile_shelf(source: Path, target: Path) -> list[Path]:
    """Compile every profile and day table under ``source`` into ``target``, beside the copies of the same names.

    The compiled form is used only while the YAML beside it has the bytes it was made from. ``ProfileError``: a profile
    that does not pass its checks is not shipped.
    """
    from feedback_rules.profiles.loading import load_source

    written = []
    for path in sorted((source / FOLDER).glob("*.yaml")):
        content = read_table(path).to_dict()
        written.append(_write(target / FOLDER / path.name, source / FOLDER, [path], content))
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
            written.append(_write(target / path.relative_to(source), folder, sources, content))
    return written


def _write(target: Path, folder: Path, sources: Sequence[Path], content: dict[str, Any]) -> Path:
    """Write one compiled file; sources are named relative to the first, which stands beside it."""
    names = [[_relative(path, folder), fingerprint(path)] for path in sources]
    path = compiled_path(target)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"form": FORM, "sources": names, "content": content}, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8")
    return path


def _relative(path: Path, folder: Path) -> str:
    import os

    return os.path.relpath(path.resolve(), folder.resolve()).replace(os.sep, "/")
