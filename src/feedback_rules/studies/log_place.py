"""Where in its files a row stands that was met again later: rows carry no place of their own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from feedback_rules.errors import LogError
from feedback_rules.studies.log import Row, read_rows
from feedback_rules.workflow.replay import number

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping

    from feedback_rules.profiles.profile import Profile

__all__ = ["find_row"]


def find_row(row: Mapping[str, Any], *paths: str | os.PathLike[str], profile: Profile) -> Row | None:
    """Read the files once more for the row that a replay has numbered and, refusing it, shows as ``details["row"]``.

    ``None``: it stands in none of them, as a signal of another case, or it came by standard input or a pipe, which
    can't be read twice. Of the log only the rows of that one case are kept.
    """
    zone = profile.rulebook.zone
    case = row["case"].partition("/")[0]
    known = [one for one in _readable(paths, profile) if one.event.case.partition("/")[0] == case]
    numbered = number(one.event for one in known)
    return next((one for one, (event, _) in zip(known, numbered, strict=True) if event.to_dict(zone) == row), None)


def _readable(paths: tuple[str | os.PathLike[str], ...], profile: Profile) -> Iterator[Row]:
    """Give the rows of what can be read twice, up to the first that can't be read at all."""
    try:
        yield from read_rows(*(path for path in paths if Path(path).is_file()), profile=profile)
    except LogError:
        return
