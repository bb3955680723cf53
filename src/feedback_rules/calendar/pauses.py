"""Pauses: spans in which a clock stands still, and what is due, or has elapsed, in spite of them (S13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedback_rules.calendar.business import first_closing, opening_at, time_of_day
from feedback_rules.calendar.counting import AMOUNTS, nominal_days, rule_of
from feedback_rules.calendar.zone import DAY
from feedback_rules.errors import CalendarHorizonError, InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from feedback_rules.calendar.counting import Counting
    from feedback_rules.calendar.limit import TimeLimit
    from feedback_rules.calendar.tables import Tables

__all__ = ["FOREVER", "Pause", "due_with_pauses", "merged", "paused_days", "running_opening"]

Pause = tuple[int, int | None]
"""From an instant to another, or to nobody knows when."""

FOREVER = 1 << 62
"""Later than any instant that a date can say."""


def merged(pauses: Iterable[Pause]) -> list[tuple[int, int]]:
    """Give pauses in order, those that touch as one, an open one until :data:`FOREVER`.

    >>> merged([(50, None), (10, 20), (15, 30), (40, 40)])
    [(10, 30), (50, 4611686018427387904)]
    """
    out: list[tuple[int, int]] = []
    for start, given in sorted(((start, FOREVER if end is None else end) for start, end in pauses)):
        if given < start:
            raise InputError(
                "pause-backwards",
                en=f"a pause ends at {given}, before it begins at {start}",
                vi=f"khoảng tạm dừng kết thúc lúc {given}, trước khi bắt đầu lúc {start}",
                start=start,
                end=given,
            )
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], given))
        elif given > start:
            out.append((start, given))
    return out


def paused_days(tables: Tables, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give the days, first to last, at whose 24:00 the clock stands still: these do not count (S13).

    A pause that begins at 24:00 does not take the day that ends there; one that ends at 24:00 does.
    """
    zone, first = tables.zone, tables.first
    out = []
    for start, end in spans:
        begin = zone.day_of(start) - first
        stop = FOREVER if end == FOREVER else zone.day_of(end) - first - 1
        if begin <= stop:
            out.append((begin, stop))
    return out


def due_with_pauses(
    tables: Tables,
    start: int,
    limit: TimeLimit,
    counting: Counting,
    pauses: Iterable[Pause],
    *,
    ended_day: bool = False,
) -> int:
    """Give the due of a limit whose clock stands still in ``pauses``; one without an end may leave none."""
    rule = rule_of(tables, limit, counting)
    spans = [span for span in merged(pauses) if span[1] > start]
    if not spans:
        return rule(start, ended_day)
    unit = limit.unit
    if unit in {"minute", "hour"}:
        return _running(start, (limit.amount or 0) * AMOUNTS[unit], spans)
    if unit in {"working_minute", "working_hour"}:
        return _office_time(tables, start, (limit.amount or 0) * AMOUNTS[unit], spans)
    if unit in {"same_working_day", "working_day"}:
        # A day that ends before its 24:00 is not undone by a pause that begins after it ended.
        for known, (begin, _) in enumerate(spans):
            due = _by_working_days(tables, start, limit, counting, spans[:known], ended_day=ended_day)
            if due <= begin:
                return due
        return _by_working_days(tables, start, limit, counting, spans, ended_day=ended_day)
    skipped = paused_days(tables, spans)
    day = tables.zone.day_of(start - ended_day) - tables.first
    last = day + nominal_days(limit, tables.first + day)
    for begin, stop in skipped:
        if begin > last:
            break
        _closed(stop)
        last += max(0, stop - max(begin, day + 1) + 1)
    if not counting.roll:
        return tables.zone.at((tables.first + last + 1) * DAY)
    if start < tables.begin:
        raise tables.outside(start)
    return tables.midnights[_rolled(tables, last, skipped) + 1]


def _running(start: int, amount: int, spans: list[tuple[int, int]]) -> int:
    due = start + amount
    for begin, end in spans:
        if begin >= due:
            break
        _closed(end)
        due += end - max(begin, start)
    return due


def _office_time(tables: Tables, start: int, amount: int, spans: list[tuple[int, int]]) -> int:
    used, reach = tables.used, tables.reach
    at = used(start)
    for begin, end in spans:
        if begin > start:
            if begin > tables.end:
                break
            ran = used(begin) - at
            if ran >= amount:
                break
            amount -= ran
        _closed(end)
        if end > tables.end:
            raise tables.outside()
        at = used(end)
    return reach(at + amount)


def _rolled(tables: Tables, last: int, skipped: list[tuple[int, int]]) -> int:
    """Give the first working day from ``last`` on at whose 24:00 the clock runs."""
    while True:
        if last >= tables.count or tables.rank[last] >= len(tables.working):
            raise tables.outside()
        last = tables.working[tables.rank[last]]
        hit = next((stop for begin, stop in skipped if begin <= last <= stop), None)
        if hit is None:
            return last
        _closed(hit)
        last = hit + 1


def _moved_on(instant: int, spans: list[tuple[int, int]]) -> int:
    """Give the instant, or the end of the pause that it lies in."""
    for begin, end in spans:
        if begin <= instant < end:
            _closed(end)
            return end
    return instant


def running_opening(tables: Tables, start: int, spans: list[tuple[int, int]], *, ended_day: bool) -> tuple[int, int]:
    """Give the first instant from ``start`` on at which the office is open and the clock runs, and its day."""
    moved, day = opening_at(tables, start, ended_day=ended_day)
    while (later := _moved_on(moved, spans)) != moved:
        moved, day = opening_at(tables, later, ended_day=False)
    return moved, day


def _by_working_days(
    tables: Tables,
    start: int,
    limit: TimeLimit,
    counting: Counting,
    spans: list[tuple[int, int]],
    *,
    ended_day: bool,
) -> int:
    skipped = paused_days(tables, spans)
    if limit.unit == "same_working_day":
        return _same_working_day(tables, start, spans, skipped, ended_day=ended_day)
    return _working_days(tables, start, limit, counting, spans, skipped, ended_day=ended_day)


def _same_working_day(
    tables: Tables, start: int, spans: list[tuple[int, int]], skipped: list[tuple[int, int]], *, ended_day: bool
) -> int:
    if start < tables.begin:
        raise tables.outside(start)
    index = first_closing(tables, start, ended_day=ended_day)
    if index >= len(tables.working):
        raise tables.outside()
    day = _rolled(tables, tables.working[index], skipped)
    return _moved_on(tables.closings[tables.rank[day]], _inner(spans))


def _working_days(
    tables: Tables,
    start: int,
    limit: TimeLimit,
    counting: Counting,
    spans: list[tuple[int, int]],
    skipped: list[tuple[int, int]],
    *,
    ended_day: bool,
) -> int:
    rank, working = tables.rank, tables.working
    shown = 0
    if counting.day_end == "same_time":
        moved, day = running_opening(tables, start, spans, ended_day=ended_day)
        shown = time_of_day(tables, moved, day)
    else:
        day = tables.day_of(start - ended_day) if start - ended_day >= tables.begin else tables.day_of(start) - 1
        if day >= tables.count:
            raise tables.outside()
    target = rank[day + 1] + (limit.amount or 0) - 1
    for begin, stop in skipped:
        low = max(begin, day + 1)
        if low > stop or low >= tables.count or rank[low] > target:
            continue
        _closed(stop)
        target += rank[min(stop + 1, tables.count)] - rank[low]
    if target >= len(working):
        raise tables.outside()
    if counting.day_end == "end_of_day":
        return tables.ends[target]
    if counting.day_end == "close_of_business":
        return _moved_on(tables.closings[target], _inner(spans))
    return _moved_on(tables.zone.at((tables.first + working[target]) * DAY + shown, last=True), _inner(spans))


def _inner(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give the spans without their first instants: what is due exactly when a pause begins is due then."""
    return [(begin + 1, end) for begin, end in spans]


def _closed(end: int) -> None:
    if end == FOREVER:
        raise CalendarHorizonError(
            "pause-open",
            en="the clock is paused and nobody has said until when, so nothing is due yet",
            vi="đồng hồ đang tạm dừng và chưa biết đến khi nào nên chưa có hạn",
        )
