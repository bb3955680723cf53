"""What has gone by of a limit, in the limit's own kind, pauses left out (S8, S13, S15)."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from feedback_rules.calendar.business import first_closing
from feedback_rules.calendar.pauses import merged, paused_days

if TYPE_CHECKING:
    from collections.abc import Iterable

    from feedback_rules.calendar.pauses import Pause
    from feedback_rules.calendar.tables import Tables

__all__ = ["elapsed_with_pauses"]


def elapsed_with_pauses(
    tables: Tables,
    start: int,
    end: int,
    unit: str,
    pauses: Iterable[Pause] = (),
    *,
    ended_day: bool = False,
) -> int:
    """Give what of a limit in ``unit`` has gone by: microseconds, or whole days counted (S8, S15).

    Minutes and hours give microseconds elapsed, their working kind office time; days, weeks, months and years give
    days whose 24:00 has passed, ``working_day`` those worked, ``same_working_day`` closings of business.
    """
    spans = [(max(begin, start), min(stop, end)) for begin, stop in merged(pauses) if begin < end and stop > start]
    if unit in {"working_minute", "working_hour"}:
        used = tables.used
        return used(end) - used(start) - sum(used(stop) - used(begin) for begin, stop in spans)
    if unit not in {"day", "week", "month", "year", "working_day", "same_working_day"}:
        return end - start - sum(stop - begin for begin, stop in spans)
    if end <= start:
        return 0
    zone, first = tables.zone, tables.first
    skipped = paused_days(tables, spans)
    if unit == "same_working_day":
        if start < tables.begin or end > tables.end:
            raise tables.outside(min(start, end))
        low, high = first_closing(tables, start, ended_day=ended_day), bisect_right(tables.closings, end)
        days = [tables.working[index] for index in range(low, high)]
        return sum(1 for day in days if not any(begin <= day <= stop for begin, stop in skipped))
    if unit == "working_day":
        if start < tables.begin or end > tables.end:
            raise tables.outside(min(start, tables.end))
        day = tables.day_of(start - ended_day) if start - ended_day >= tables.begin else -1
        until = tables.day_of(end)
        rank = tables.rank
        away = sum(rank[stop + 1] - rank[max(begin, day + 1)] for begin, stop in skipped if stop > day)
        return max(0, rank[until] - rank[day + 1] - away) if until > day else 0
    day = zone.day_of(start - ended_day) - first
    until = zone.day_of(end) - first
    away = sum(stop - max(begin, day + 1) + 1 for begin, stop in skipped if stop > day)
    return max(0, until - 1 - day - away)
