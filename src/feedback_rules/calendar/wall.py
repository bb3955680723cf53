"""The fast path: answers read off the calendar's own clock, by day and minute (S8).

A start is looked up by its local day and minute, and its due is a day's midnight plus a time of day: no conversion to
UTC and back. A day on which the clock is changed has no row; what begins or ends on it is answered the exact way.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

from feedback_rules.calendar.counting import AMOUNTS, compile_rule
from feedback_rules.calendar.sessions import DAY_MINUTES
from feedback_rules.calendar.zone import (
    EPOCH_DAY,
    MICROSECOND,
    MINUTE,
    SECOND,
    from_instant,
    refused_instant,
    to_instant,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feedback_rules.calendar.limit import TimeLimit
    from feedback_rules.calendar.sessions import Pattern
    from feedback_rules.calendar.tables import Tables

__all__ = ["Ask", "Wall"]

Ask = Callable[[datetime], datetime]
"""From a start to a due, both aware."""

Rows = dict[int, tuple[int, list[int], datetime]]

Elapsed = Callable[[datetime, datetime], timedelta]
"""The office time between two aware instants."""


class Wall:
    """A calendar's tables laid out by the wall clock of its zone, built when first needed.

    Sessions are cut at midnight here, since office time does not ask to which day a session belongs.
    """

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self._base = datetime.min.replace(tzinfo=tables.zone.info) + timedelta(tables.first + EPOCH_DAY - 1)
        self._changed = set(tables.changed)
        self._days = [*tables.patterns] if not tables.nights else _cut_at_midnight(tables.patterns)
        lengths = {pattern: sum(closing - opening for opening, closing in pattern) for pattern in set(self._days)}
        minutes = [lengths[pattern] for pattern in self._days]
        for day in tables.changed:
            minutes[day] = (tables.used(tables.midnights[day + 1]) - tables.used(tables.midnights[day])) // MINUTE
        self._before = [0, *accumulate(minutes)]
        self.elapsed = self._elapsed()

    def compile(self, limit: TimeLimit) -> Ask:
        """Give the function from a start to the due of a limit."""
        unit = limit.unit
        if unit in {"working_minute", "working_hour"}:
            amount = (limit.amount or 0) * AMOUNTS[unit] // MINUTE
            alike = {self._days[day] for day in self._worked}
            if len(alike) == 1 and not self._changed.intersection(self._worked):
                return self._alike(limit, amount, alike.pop())
            return self._unlike(limit, amount)
        if unit in {"day", "week", "month", "year", "working_day"}:
            return self._by_date(limit)
        if unit in {"minute", "hour"} and self.tables.offset is not None:
            span = timedelta(0, (limit.amount or 0) * AMOUNTS[unit] // SECOND)
            return self._steady(limit, span) if span.days < self.tables.count else self._exactly(limit)
        return self._exactly(limit)

    @cached_property
    def _worked(self) -> list[int]:
        """The days on which there is office time, by whatever session."""
        before = self._before
        return [day for day in range(len(before) - 1) if before[day + 1] > before[day]]

    @cached_property
    def _midnights(self) -> list[datetime]:
        """The midnight with which each day begins, to which its times of day are added."""
        return [*accumulate([timedelta(1)] * (len(self._days) - 1), datetime.__add__, initial=self._base)]

    @cached_property
    def _rows(self) -> Rows:
        """By day: the office minutes before it, those passed at each of its minutes, and its midnight."""
        passed = {pattern: _passed(pattern) for pattern in set(self._days)}
        rows = {
            day: (before, passed[each], midnight)
            for day, (before, each, midnight) in enumerate(zip(self._before, self._days, self._midnights, strict=False))
        }
        for day in self._changed:
            del rows[day]
        return rows

    @cached_property
    def _laid(self) -> list[tuple[int, datetime, list[timedelta], list[timedelta]]]:
        """By worked day: the office minutes before it, its midnight, where its office minutes begin, and end."""
        minutes = {pattern: _office_minutes(pattern) for pattern in set(self._days)}
        nothing: tuple[list[timedelta], list[timedelta]] = ([], [])  # a day to be answered the exact way
        return [
            (
                self._before[day],
                self._midnights[day],
                *(nothing if day in self._changed else minutes[self._days[day]]),
            )
            for day in self._worked
        ]

    def _exactly(self, limit: TimeLimit) -> Ask:
        rule, info = compile_rule(self.tables, limit), self.tables.zone.info

        def ask(start: datetime) -> datetime:
            return from_instant(rule(to_instant(start), False), info)  # noqa: FBT003 - no start is a 24:00 here

        return ask

    def _home(self) -> Ask:
        """Give the function that takes an instant of another zone to the calendar's own; a naive one is refused."""
        info = self.tables.zone.info

        def home(start: datetime) -> datetime:
            if not _is_aware(start):
                raise refused_instant(start)
            return start.astimezone(info)

        return home

    def _steady(self, limit: TimeLimit, span: timedelta) -> Ask:
        """Add plain time on a clock that is never changed between the first and the last day."""
        exactly, info, first = self._exactly(limit), self.tables.zone.info, self._base
        latest = first + (timedelta(self.tables.count) - span)

        def ask(start: datetime) -> datetime:
            if getattr(start, "tzinfo", None) is info and first <= start <= latest:
                return start + span
            return exactly(start)

        return ask

    def _by_date(self, limit: TimeLimit) -> Ask:
        """Remember each day's answer, which is that of all starts on it: at most one a day of the table."""
        exactly, home, info = self._exactly(limit), self._home(), self.tables.zone.info
        changed = {self.tables.first + EPOCH_DAY + day for day in self._changed}
        dues: dict[int, datetime] = {}

        def slowly(start: datetime) -> datetime:
            start = home(start)
            day = start.toordinal()
            if day in changed:
                return exactly(start)
            if day not in dues:
                dues[day] = exactly(start)
            return dues[day]

        def ask(start: datetime) -> datetime:
            try:
                if start.tzinfo is info:
                    return dues[start.toordinal()]
            except (KeyError, AttributeError):
                pass
            return slowly(start)

        return ask

    def _alike(self, limit: TimeLimit, amount: int, pattern: Pattern) -> Ask:
        """Count office time where all working days are alike: a division finds the day."""
        rows, exactly, home = self._rows, self._exactly(limit), self._home()
        base, info = self._base, self.tables.zone.info
        midnights = [self._midnights[day] for day in self._worked]
        begins, ends = _office_minutes(pattern)
        length, last, clock = len(ends), amount - 1, _CLOCK

        def ask(start: datetime) -> datetime:
            try:
                if start.tzinfo is not info:
                    start = home(start)
                since = start - base
                seconds = since.seconds
                before, passed, midnight = rows[since.days]
                minute = seconds // 60
                target = before + passed[minute] + last
                if (seconds % 60 or since.microseconds) and passed[minute + 1] > passed[minute]:
                    target += 1
                    begun = midnights[target // length] + begins[target % length]
                    return begun + (start - midnight - clock[minute])
                return midnights[target // length] + ends[target % length]
            except (KeyError, IndexError, AttributeError):
                pass
            return exactly(start)

        return ask

    def _unlike(self, limit: TimeLimit, amount: int) -> Ask:
        """Count office time where days differ: a search finds the day."""
        rows, exactly, home = self._rows, self._exactly(limit), self._home()
        base, info = self._base, self.tables.zone.info
        laid = self._laid
        starts, last, clock = [row[0] for row in laid], amount - 1, _CLOCK
        total = self._before[-1]

        def ask(start: datetime) -> datetime:
            try:
                if start.tzinfo is not info:
                    start = home(start)
                since = start - base
                seconds = since.seconds
                before, passed, midnight = rows[since.days]
                minute = seconds // 60
                target = before + passed[minute] + last
                if (seconds % 60 or since.microseconds) and passed[minute + 1] > passed[minute]:
                    target += 1
                    if target < total:
                        before, last_midnight, begins, _ = laid[bisect_right(starts, target) - 1]
                        return last_midnight + begins[target - before] + (start - midnight - clock[minute])
                elif target < total:
                    before, last_midnight, _, ends = laid[bisect_right(starts, target) - 1]
                    return last_midnight + ends[target - before]
            except (KeyError, IndexError, AttributeError):
                pass
            return exactly(start)

        return ask

    def _elapsed(self) -> Elapsed:
        """Give the function from two instants to the office time between them.

        A day's marks are, in turn, the office time up to its sessions, and the moment from which that would have passed
        without a break at one of its sessions: what has passed is a mark, or the time since one. Each day's are made
        when it is first asked for.
        """
        used, base, info = self.tables.used, self._base, self.tables.zone.info
        home, mark, changed, count = self._home(), self._mark, self._changed, self.tables.count
        marks: dict[int, tuple[bytes, list[Any]]] = {}

        def elapsed(start: datetime, end: datetime) -> timedelta:
            try:
                if start.tzinfo is not info:
                    start = home(start)
                if end.tzinfo is not info:
                    end = home(end)
                since = start - base
                parts, passed = marks[since.days]
                part = parts[since.seconds // 60]
                gone = start - passed[part] if part & 1 else passed[part]
                since = end - base
                parts, passed = marks[since.days]
                part = parts[since.seconds // 60]
                return (end - passed[part] if part & 1 else passed[part]) - gone  # type: ignore[no-any-return] # see marks
            except (KeyError, AttributeError):
                pass
            days = {(home(start) - base).days, (home(end) - base).days}
            if any(day in changed or not 0 <= day < count for day in days):
                return (used(to_instant(end)) - used(to_instant(start))) * MICROSECOND
            marks.update({day: mark(day) for day in days if day not in marks})
            return elapsed(start, end)

        return elapsed

    def _mark(self, day: int) -> tuple[bytes, list[Any]]:
        """Give which part of a day each minute lies in, odd if in a session, and the mark of each part."""
        midnight, gone = self._base + timedelta(day), timedelta(0, 60 * self._before[day])
        parts, passed = bytearray(DAY_MINUTES), [gone]
        out: list[Any] = passed
        for part, (opening, closing) in enumerate(self._days[day]):
            out.append(midnight + _CLOCK[opening] - gone)
            gone += timedelta(0, 60 * (closing - opening))
            out.append(gone)
            parts[opening:closing] = bytes([2 * part + 1]) * (closing - opening)
            parts[closing:] = bytes([2 * part + 2]) * (DAY_MINUTES - closing)
        return bytes(parts), out


def _is_aware(start: object) -> bool:
    return isinstance(start, datetime) and start.utcoffset() is not None


def _cut_at_midnight(patterns: Sequence[Pattern]) -> list[Pattern]:
    """Give the sessions of each day by the clock: the night session of the day before, then its own to 24:00."""
    cuts: dict[tuple[Pattern, Pattern], Pattern] = {}
    out = []
    before: Pattern = ()
    for pattern in patterns:
        if (before, pattern) not in cuts:
            night = [(max(opening - DAY_MINUTES, 0), closing - DAY_MINUTES) for opening, closing in before]
            own = [(opening, min(closing, DAY_MINUTES)) for opening, closing in pattern if opening < DAY_MINUTES]
            cuts[before, pattern] = (*(session for session in night if session[1] > 0), *own)
        out.append(cuts[before, pattern])
        before = pattern
    return out


def _passed(pattern: Pattern) -> list[int]:
    """Give the office minutes passed at each minute of a day, its 24:00 included."""
    worked = bytearray(DAY_MINUTES)
    for opening, closing in pattern:
        worked[opening:closing] = b"\1" * (closing - opening)
    return [0, *accumulate(worked)]


def _office_minutes(pattern: Pattern) -> tuple[list[timedelta], list[timedelta]]:
    """Give the times of day at which each office minute begins, and ends."""
    minutes = [minute for opening, closing in pattern for minute in range(opening, closing)]
    return [_CLOCK[minute] for minute in minutes], [_CLOCK[minute + 1] for minute in minutes]


_CLOCK: Final = [timedelta(0, 60 * minute) for minute in range(DAY_MINUTES + 1)]
"""The time of day at each minute, made once: making a timedelta costs more than all else in a question."""
