"""The shelf's day tables, read once (S7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedback_rules.calendar.daytable import DayTable
from feedback_rules.errors import FeedbackRulesError, InputError
from feedback_rules.profiles.canonical import tables_named
from feedback_rules.profiles.places import shelf, stored
from feedback_rules.profiles.problem import found, near, refuse
from feedback_rules.profiles.tree import Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from typing import Any


__all__ = ["day_table", "files_of", "read_table", "tables_for"]

FOLDER = "calendars"

_READ: dict[tuple[str, int, int], DayTable] = {}


def day_table(name: str) -> DayTable:
    """Give a shipped day table by name; ``InputError``: there is none so named.

    >>> day_table("vietnam").first.isoformat()
    '2018-01-01'
    """
    folders = _folders(())
    path = _file(name, folders)
    if path is not None:
        return read_table(path)
    known = _known(folders)
    close = near(name, known)
    listed = ", ".join(known) or "–"
    raise InputError(
        "unknown-days",
        en=f'there is no day table "{name}"' + (f'; did you mean "{close}"?' if close else "") + f" (known: {listed})",
        vi=f'không có bảng ngày "{name}"' + (f'; ý là "{close}"?' if close else "") + f" (có sẵn: {listed})",
        value=name,
        hint=close,
    )


def _folders(beside: Sequence[Path]) -> list[Path]:
    """List where to look: beside a profile first, then on the shelf."""
    return [folder / FOLDER for folder in (*beside, shelf())]


def _file(name: str, folders: Sequence[Path]) -> Path | None:
    return next((folder / f"{name}.yaml" for folder in folders if (folder / f"{name}.yaml").is_file()), None)


def _known(folders: Sequence[Path]) -> list[str]:
    return sorted({path.stem for folder in folders if folder.is_dir() for path in folder.glob("*.yaml")})


def read_table(path: Path) -> DayTable:
    """Read a day table from its file, once for as long as the file does not change; ``ProfileError``: it is broken."""
    stat = path.stat()
    key = (str(path), stat.st_mtime_ns, stat.st_size)
    if key not in _READ:
        table = stored(path)
        _READ[key] = DayTable.from_dict(table) if table is not None else _parsed(path)
    return _READ[key]


def _parsed(path: Path) -> DayTable:
    from feedback_rules.profiles.reader import read_file
    from feedback_rules.profiles.tree import plain

    document = plain(read_file(path))
    try:
        return DayTable.from_dict(document)
    except FeedbackRulesError as error:
        raise refuse([found("bad-days", Place(str(path), 1, 1), why=(error.vi, error.en))], str(path)) from None


def files_of(document: Mapping[str, Any], beside: Sequence[Path]) -> list[Path]:
    """Give the files of the day tables that a document names, as far as they are there."""
    files = (_file(name, _folders(beside)) for name in tables_named(document))
    return [path for path in files if path is not None]


def tables_for(document: Mapping[str, Any], beside: Sequence[Path]) -> dict[str, DayTable]:
    """Give the day tables that a document names; where one is not there, all that are, so that a near name is found."""
    folders = _folders(beside)
    named = tables_named(document)
    files = {name: _file(name, folders) for name in named}
    if None in files.values():
        files |= {name: _file(name, folders) for name in _known(folders)}
    return {name: read_table(path) for name, path in files.items() if path is not None}
