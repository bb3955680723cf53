"""How much of a limit is used by an instant, where its clock was never paused: one function for each row (S8, S15).

What such a limit leaves and what goes beyond it follow from what is used, since a due is the instant by which the
whole limit has passed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Final

from feedback_rules.calendar.counting import AMOUNTS
from feedback_rules.calendar.zone import DAY
from feedback_rules.workflow.case import NO_DUE

if TYPE_CHECKING:
    from feedback_rules.calendar.tables import Tables
    from feedback_rules.calendar.working import WorkCalendar
    from feedback_rules.workflow.spec import LimitRow

__all__ = ["NEVER", "Measure", "Used", "edge_of", "measure_of", "timed"]

Used = tuple[int, int | None, int | None, float | None]
"""What is elapsed, remaining and overdue, in microseconds or in days, and the share that is used."""

Measure = Callable[[int, bool, int, int], Used | None]
"""From what a run counts from, whether that is a 24:00, its due and an instant; ``None``: ask the calendar itself."""

NEVER: Final = NO_DUE + 1
"""Later than every due, also than none."""


def measure_of(calendar: WorkCalendar, row: LimitRow) -> Measure:
    """Give the function that measures runs by a row of a limit in the row's own unit."""
    unit = row.limit.unit
    if row.rule is None:
        return _running
    if unit in AMOUNTS:
        amount = (row.limit.amount or 0) * AMOUNTS[unit]
        return _elapsed(amount) if unit in {"minute", "hour"} else _worked(calendar.tables, amount)
    if calendar.tables.offset is None or unit == "same_working_day":
        return _unlike
    return _working_days(calendar.tables) if unit == "working_day" else _days(calendar.tables)


def timed(row: LimitRow) -> bool:
    """Tell whether a row is measured in microseconds: minutes and hours, and where there is no due."""
    return row.rule is None or row.limit.unit in AMOUNTS


def edge_of(calendar: WorkCalendar) -> int:
    """Give the instant at which the first provisional year begins; no due before it rests on such a day (S7)."""
    years = () if calendar.days is None else calendar.days.years.values()
    first = min((year.year for year in years if year.status == "provisional"), default=None)
    return NEVER if first is None else calendar.midnight_us(date(first, 1, 1))


def _running(counted: int, ended_day: bool, due: int, until: int) -> Used:  # noqa: ARG001, FBT001 - one shape for all
    """Measure where there is no due: time elapses all the same."""
    return until - counted if until > counted else 0, None, None, None


def _unlike(counted: int, ended_day: bool, due: int, until: int) -> None:  # noqa: FBT001 - one shape for all
    """Leave to the calendar what days that are not all of one length, or closings, decide."""


def _elapsed(total: int) -> Measure:
    def measure(counted: int, ended_day: bool, due: int, until: int) -> Used:  # noqa: ARG001, FBT001 - one shape for all
        used = until - counted
        if used <= 0:
            return 0, total, 0, 0.0
        if until <= due:
            return used, total - used, 0, _share(used, total)
        return used, 0, used - total, _share(used, total)

    return measure


def _worked(tables: Tables, total: int) -> Measure:
    office = tables.used

    def measure(counted: int, ended_day: bool, due: int, until: int) -> Used:  # noqa: ARG001, FBT001 - one shape for all
        used = office(until) - office(counted) if until > counted else 0
        if until <= due:
            return used, total - used, 0, _share(used, total)
        return used, 0, used - total, _share(used, total)

    return measure


def _working_days(tables: Tables) -> Measure:
    rank, begin, end = tables.rank, tables.begin, tables.end

    def measure(counted: int, ended_day: bool, due: int, until: int) -> Used | None:  # noqa: FBT001 - one shape for all
        before = counted - ended_day
        if before < begin or due > end or until > end or due <= counted or until < counted:
            return None
        day = (before - begin) // DAY
        here = (until - begin) // DAY
        last = (due - begin) // DAY
        first = rank[day + 1]
        used = rank[here] - first if here > day else 0
        total = rank[last] - first if last > day else 0
        if until <= due:
            return used, total - used, 0, _share(used, total) if total else None
        day = (due - 1 - begin) // DAY
        return used, 0, rank[here] - rank[day + 1] if here > day else 0, _share(used, total) if total else None

    return measure


def _days(tables: Tables) -> Measure:
    begin, end = tables.begin, tables.end

    def measure(counted: int, ended_day: bool, due: int, until: int) -> Used | None:  # noqa: FBT001 - one shape for all
        before = counted - ended_day
        if before < begin or due > end or until > end or due <= counted or until < counted:
            return None
        day = (before - begin) // DAY + 1
        used = (until - begin) // DAY - day
        if used < 0:
            used = 0
        total = (due - begin) // DAY - day
        if until <= due:
            return used, total - used, 0, _share(used, total) if total > 0 else None
        over = (until - begin) // DAY - 1 - (due - 1 - begin) // DAY
        return used, 0, over if over > 0 else 0, _share(used, total) if total > 0 else None

    return measure


def _share(used: int, total: int) -> float:
    """Give ``round(used / total, 4)``, in half of its time.

    Where the fourth figure is not near a half, the whole number nearest to ten thousand times the share is beyond
    doubt, and a ten-thousandth of it is the float that ``round`` gives, too.
    """
    share = used / total
    scaled = share * 1e4
    whole = int(scaled + 0.5)
    return whole / 1e4 if -_SURE < scaled - whole < _SURE and whole < _LARGE else round(share, 4)


_SURE: Final = 0.4999
_LARGE: Final = 1 << 40
