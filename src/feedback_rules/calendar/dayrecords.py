"""The records of a day table, and how each is read (S7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from feedback_rules.calendar.reading import closed_keys
from feedback_rules.errors import CalendarError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

__all__ = ["KINDS", "STATUSES", "DayOff", "MakeUp", "Source", "Year"]

KINDS: Final = ("statutory", "adjacent", "tet", "tet_or_substitute", "substitute", "swap")
"""Why a day is off; ``swap`` binds state bodies only, so a citizen's limit does not see it (S6)."""

STATUSES: Final = ("verified", "provisional")


class Source(NamedTuple):
    """A document that orders days, as it is cited, and where and how it was found."""

    cite: str
    found: str


class DayOff(NamedTuple):
    """A dated day off: its kind, its name ``(vi, en)`` and the sources that order it."""

    day: date
    kind: str
    name: tuple[str, str]
    sources: tuple[str, ...]


class MakeUp(NamedTuple):
    """A day worked in exchange, with the hours of the weekday that it replaces (S6)."""

    day: date
    replaces: date | None
    sources: tuple[str, ...]


class Year(NamedTuple):
    """What is known of one year: ``verified`` or ``provisional``, since when and from what."""

    year: int
    status: str
    confidence: str
    sources: tuple[str, ...]
    pending: tuple[tuple[date, tuple[str, str]], ...]
    notes: tuple[str, ...]


def pair_from(fields: Mapping[Any, Any], where: str = "") -> tuple[str, str]:
    """Give words in Vietnamese and English; with ``where`` both are needed."""
    vi, en = str(fields.get("vi", "")), str(fields.get("en", ""))
    if where and not (vi and en):
        raise CalendarError(
            "days-without-name",
            en=f"{where}: a name in Vietnamese (vi) and in English (en) is needed",
            vi=f"{where}: cần tên bằng tiếng Việt (vi) và tiếng Anh (en)",
            where=where,
        )
    return vi, en


def source_from(value: object, where: str) -> Source:
    """Read a source: how it is cited, and where it was found."""
    if not isinstance(value, dict):
        return Source(str(value), "")
    closed_keys(value, ("cite", "found"), where)
    cite = str(value.get("cite", ""))
    if not cite:
        raise CalendarError(
            "days-source-unnamed",
            en=f"{where}: say how the source is cited, cite: 12/TB-BNV",
            vi=f"{where}: hãy nêu cách viện dẫn nguồn, cite: 12/TB-BNV",
            where=where,
        )
    return Source(cite, str(value.get("found", "")))


def year_from(key: object) -> int:
    """Read a year."""
    text = str(key)
    if len(text) == len("2026") and text.isascii() and text.isdecimal() and text >= "1000":
        return int(text)
    raise CalendarError(
        "days-year-unreadable",
        en=f"years: {key!r} is no year: write it as 2026",
        vi=f"years: {key!r} không phải năm: hãy viết dạng 2026",
        where="years",
        value=key,
    )


def twice(where: str, what: str) -> CalendarError:
    """Say that a day or a year stands twice."""
    return CalendarError(
        "days-twice",
        en=f"{where}: {what} stands twice: keep one of them",
        vi=f"{where}: {what} xuất hiện hai lần: hãy giữ một",
        where=where,
        value=what,
    )


def both_off_and_made_up(day: date) -> CalendarError:
    """Say that a day can't be off and worked in exchange at once (S6)."""
    return CalendarError(
        "day-off-and-made-up",
        en=f"{day} is both a day off and a make-up working day: keep one of them",
        vi=f"{day} vừa là ngày nghỉ vừa là ngày làm bù: hãy giữ một",
        value=day,
    )
