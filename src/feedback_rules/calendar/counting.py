"""How each kind of limit is counted: from a start to its due, compiled once for one calendar (S4, S5)."""

from __future__ import annotations

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from feedback_rules.calendar.business import first_closing, opening_at, time_of_day
from feedback_rules.calendar.office_time import office_time
from feedback_rules.calendar.zone import DAY, EPOCH_DAY, HOUR, MINUTE
from feedback_rules.errors import CalendarHorizonError, InputError

if TYPE_CHECKING:
    from feedback_rules.calendar.limit import TimeLimit
    from feedback_rules.calendar.tables import Tables

__all__ = [
    "AMOUNTS",
    "COUNTING",
    "DAY_ENDS",
    "Counting",
    "Rule",
    "compile_rule",
    "day_after_months",
    "nominal_days",
    "reads_days",
    "rule_of",
]

Rule = Callable[[int, bool], int]
"""From a start, and whether it is a 24:00, to the due: both in microseconds UTC."""

DAY_ENDS: Final = ("end_of_day", "close_of_business", "same_time")

AMOUNTS: Final = {"minute": MINUTE, "hour": HOUR, "working_minute": MINUTE, "working_hour": HOUR}
"""Microseconds in one unit of the limits that count time and not days."""

_KEPT: Final = 128
"""How many rules are kept, more than any regulation names; what is asked can't make them grow."""

_LAST_INSTANT: Final = (date.max.toordinal() - EPOCH_DAY) * DAY


class Counting(NamedTuple):
    """How a profile counts days: where a working day ends, and whether a last day that is off rolls on (S4).

    ``day_end`` is ``"end_of_day"`` (24:00), ``"close_of_business"`` or ``"same_time"``, for working days;
    ``roll`` is False for timers, which nobody has to meet (S11).
    """

    day_end: str = "end_of_day"
    roll: bool = True


COUNTING: Final = Counting()
"""The method of the Civil Code."""


def reads_days(limit: TimeLimit, counting: Counting = COUNTING) -> bool:
    """Say whether a limit's due depends on which days are worked: only then can it be provisional (S7).

    >>> from feedback_rules.calendar.limit import TimeLimit
    >>> reads_days(TimeLimit(8, "working_hour")), reads_days(TimeLimit(24, "hour"))
    (True, False)
    """
    if limit.unit in {"minute", "hour", "at_once", "given", "unknown"}:
        return False
    return counting.roll or limit.unit in {"working_minute", "working_hour", "working_day", "same_working_day"}


def day_after_months(day: int, months: int) -> int:
    """Give the day that corresponds ``months`` later, the month's last where there is none (days since 1970).

    >>> january_31 = date(2024, 1, 31).toordinal() - EPOCH_DAY
    >>> date.fromordinal(day_after_months(january_31, 1) + EPOCH_DAY)
    datetime.date(2024, 2, 29)
    """
    start = date.fromordinal(day + EPOCH_DAY)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > date.max.year:
        raise _beyond_dates()
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])).toordinal() - EPOCH_DAY


def nominal_days(limit: TimeLimit, day: int) -> int:
    """Give how many plain days a limit in days, weeks, months or years takes when ``day`` is not counted."""
    amount = limit.amount or 0
    if limit.unit == "day":
        return amount
    if limit.unit == "week":
        return 7 * amount
    return day_after_months(day, amount * (12 if limit.unit == "year" else 1)) - day


def compile_rule(tables: Tables, limit: TimeLimit, counting: Counting = COUNTING) -> Rule:
    """Give the function from a start (microseconds UTC) to the due of ``limit`` on a calendar's tables.

    Its second argument says that the start is a 24:00 and belongs to the day that ended (S5). It raises
    ``CalendarHorizonError`` where the answer would need a day beyond the table (S7).
    """
    if counting.day_end not in DAY_ENDS:
        raise InputError(
            "day-end-unknown",
            en=f"{counting.day_end!r} is no end of a working day: write one of {', '.join(DAY_ENDS)}",
            vi=f"{counting.day_end!r} không phải cách kết thúc ngày làm việc: hãy dùng {', '.join(DAY_ENDS)}",
            value=counting.day_end,
        )
    unit, amount = limit.unit, limit.amount or 0
    if unit in {"minute", "hour"}:
        return _elapsed(amount * AMOUNTS[unit])
    if unit in {"working_minute", "working_hour"}:
        return office_time(tables, amount * AMOUNTS[unit])
    if unit == "same_working_day":
        return _same_working_day(tables)
    if unit == "working_day":
        if counting.day_end == "same_time":
            return _same_time(tables, amount)
        return _working_days(tables, amount, counting.day_end)
    if unit in {"day", "week", "month", "year"}:
        return _days(tables, limit) if counting.roll else _days_unrolled(tables, limit)
    raise InputError(
        "limit-without-due",
        en=f'"{limit.text("en")}" names no length of time, so nothing is due',
        vi=f'"{limit.text("vi")}" không nêu độ dài thời gian nên không có hạn',
        value=limit,
    )


def rule_of(tables: Tables, limit: TimeLimit, counting: Counting = COUNTING) -> Rule:
    """Give what :func:`compile_rule` gives, compiled once for a limit that is asked for again."""
    if counting.day_end not in DAY_ENDS:
        return compile_rule(tables, limit, counting)
    rules = tables.rules
    found = rules.get((limit, counting))
    if found is None:
        if len(rules) >= _KEPT:
            rules.clear()
        found = rules[limit, counting] = compile_rule(tables, limit, counting)
    return found


def _elapsed(span: int) -> Rule:
    last = _LAST_INSTANT

    def rule(start: int, ended_day: bool = False) -> int:  # noqa: ARG001, FBT001, FBT002 - one shape for all rules
        due = start + span
        if due > last:
            raise _beyond_dates()
        return due

    return rule


def _days(tables: Tables, limit: TimeLimit) -> Rule:
    lengths: dict[int, int] = {}  # how many days a limit in months takes from each day, found once
    ends, rank, begin, first = tables.ends, tables.rank, tables.begin, tables.first
    midnights, offset, outside = tables.midnights, tables.offset, tables.outside
    fixed = limit.amount if limit.unit == "day" else 7 * (limit.amount or 0) if limit.unit == "week" else None

    def rule(start: int, ended_day: bool = False) -> int:  # noqa: FBT001, FBT002 - one shape for all rules
        if start < begin:
            raise outside(start)
        start -= ended_day
        day = (start - begin) // DAY if offset is not None else bisect_right(midnights, start) - 1
        try:
            if fixed is not None:
                return ends[rank[day + fixed]]
            if day not in lengths:
                lengths[day] = nominal_days(limit, first + day)
            return ends[rank[day + lengths[day]]]
        except IndexError:
            raise outside() from None

    return rule


def _days_unrolled(tables: Tables, limit: TimeLimit) -> Rule:
    """Count plain days on the zone's clock alone: no day of the table decides, so none bounds it."""
    zone, midnights, first = tables.zone, tables.midnights, tables.first
    count = tables.count

    def rule(start: int, ended_day: bool = False) -> int:  # noqa: FBT001, FBT002 - one shape for all rules
        day = zone.day_of(start - ended_day)
        after = day + nominal_days(limit, day) + 1
        return midnights[after - first] if 0 <= after - first <= count else zone.at(after * DAY)

    return rule


def _working_days(tables: Tables, amount: int, day_end: str) -> Rule:
    ends = tables.ends if day_end == "end_of_day" else tables.closings
    rank, begin, midnights, offset, outside = tables.rank, tables.begin, tables.midnights, tables.offset, tables.outside

    def rule(start: int, ended_day: bool = False) -> int:  # noqa: FBT001, FBT002 - one shape for all rules
        if start < begin:
            raise outside(start)
        start -= ended_day
        day = (start - begin) // DAY if offset is not None else bisect_right(midnights, start) - 1
        try:
            return ends[rank[day + 1] + amount - 1]
        except IndexError:
            raise outside() from None

    return rule


def _same_working_day(tables: Tables) -> Rule:
    closed = tables.closings

    def rule(start: int, ended_day: bool = False) -> int:  # noqa: FBT001, FBT002 - one shape for all rules
        if start < tables.begin:
            raise tables.outside(start)
        index = first_closing(tables, start, ended_day=ended_day)
        if index >= len(closed):
            raise tables.outside()
        return closed[index]

    return rule


def _same_time(tables: Tables, amount: int) -> Rule:
    working, rank, zone, first = tables.working, tables.rank, tables.zone, tables.first

    def rule(start: int, ended_day: bool = False) -> int:  # noqa: FBT001, FBT002 - one shape for all rules
        moved, day = opening_at(tables, start, ended_day=ended_day)
        shown = time_of_day(tables, moved, day)
        target = rank[day + 1] - 1 + amount
        if target >= len(working):
            raise tables.outside()
        return zone.at((first + working[target]) * DAY + shown, last=True)

    return rule


def _beyond_dates() -> CalendarHorizonError:
    return CalendarHorizonError(
        "beyond-dates",
        en="the answer lies outside the years 1 to 9999 that a date can say",
        vi="kết quả nằm ngoài các năm 1 đến 9999 mà ngày tháng biểu diễn được",
    )
