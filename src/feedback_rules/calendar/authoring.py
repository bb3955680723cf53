"""Authoring a day table: the `holidays` package proposes and cross-checks, and never decides an answer (S7)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from feedback_rules.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from feedback_rules.calendar.daytable import DayTable

__all__ = ["Difference", "check", "propose"]


class Difference(NamedTuple):
    """A day on which the table and the package disagree: each says ``off``, ``made_up`` or ``ordinary``."""

    day: date
    table: str
    package: str
    name: str

    def text(self, lang: str = "en") -> str:
        """Word the difference in ``"vi"`` or ``"en"``."""
        from feedback_rules.wording import say

        words = {kind: (say(f"calendar.is_{kind}", "vi"), say(f"calendar.is_{kind}", "en")) for kind in _KINDS}
        name = f" ({self.name})" if self.name else ""
        params = {"table": words[self.table], "package": words[self.package], "name": name}
        return say("calendar.difference", lang, day=self.day.isoformat(), **params)


_KINDS = ("off", "made_up", "ordinary")
_SATURDAY = 5


def check(table: DayTable, years: Iterable[int] | None = None) -> tuple[Difference, ...]:
    """List the days of the table's years on which it and the installed `holidays` package disagree (S7).

    Days off that fall on a weekend are no difference: nobody works on them either way.

    >>> from feedback_rules.calendar.daytable import DayTable
    >>> empty = DayTable.from_dict({"years": {"2025": {"status": "provisional"}}})
    >>> check(empty)[0].text("en")
    '2025-01-01: the table says an ordinary day, the package a day off (Tết Dương lịch)'
    """
    chosen = sorted(table.years if years is None else years)
    package = _package(chosen)
    out = []
    for year in chosen:
        day = date(year, 1, 1)
        while day.year == year:
            ours = "off" if day in table.off else "made_up" if day in table.made_up else "ordinary"
            theirs, name = _says(package, day)
            if day.weekday() >= _SATURDAY:
                ours = "ordinary" if ours == "off" else ours
                theirs = "ordinary" if theirs == "off" else theirs
            if ours != theirs:
                known = table.off.get(day)
                out.append(Difference(day, ours, theirs, known.name[0] if known is not None else name))
            day += timedelta(1)
    return tuple(out)


def propose(year: int) -> dict[str, Any]:
    """Give a provisional year for a day table, as the package would have it; a person adds sources and decides (S7).

    >>> from feedback_rules.calendar.daytable import DayTable
    >>> draft = DayTable.from_dict(propose(2025))
    >>> draft.years[2025].status, draft.made_up[date(2025, 4, 26)].replaces
    ('provisional', None)
    """
    package = _package([year])
    entry: dict[str, Any] = {"status": "provisional", "sources": ["package"], "off": {}, "made_up": {}}
    day = date(year, 1, 1)
    while day.year == year:
        kind, name = _says(package, day)
        if kind == "off":
            entry["off"][day.isoformat()] = {"kind": "statutory", "vi": name, "en": name, "sources": ["package"]}
        elif kind == "made_up":
            entry["made_up"][day.isoformat()] = {"sources": ["package"]}
        day += timedelta(1)
    return {
        "days": "proposal",
        "sources": {"package": {"cite": f"holidays {_version()}", "found": "a proposal of software, no document"}},
        "years": {str(year): entry},
    }


def _package(years: list[int]) -> Any:
    try:
        import holidays
    except ImportError:
        raise MissingExtraError(
            "holidays-missing",
            en="checking a day table needs the holidays package: pip install holidays",
            vi="kiểm tra bảng ngày cần gói holidays: pip install holidays",
        ) from None
    # The years and the language are said, since the package fills years when asked and names days by the locale.
    return holidays.country_holidays("VN", years=years, language="vi")


def _version() -> str:
    from importlib.metadata import version

    return version("holidays")


def _says(package: Any, day: date) -> tuple[str, str]:
    if day in package:
        return "off", str(package[day])
    if day.weekday() >= _SATURDAY and package.is_working_day(day):
        return "made_up", ""
    return "ordinary", ""
