"""The batch: one calendar asked with arrays, equal to what it answers one by one (S4, S8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedback_rules.calendar.batch.days import ask, by_day, closings, due_by_day
from feedback_rules.calendar.batch.extra import INVALID, ArrayLike, Ints, NDArray, np
from feedback_rules.calendar.batch.instants import read
from feedback_rules.calendar.batch.office import Office
from feedback_rules.calendar.counting import AMOUNTS, COUNTING, Counting, reads_days
from feedback_rules.calendar.limit import TimeLimit
from feedback_rules.calendar.zone import DAY, EPOCH_DAY
from feedback_rules.errors import CalendarHorizonError

if TYPE_CHECKING:
    from collections.abc import Callable

    from feedback_rules.calendar.working import WorkCalendar

    Answer = Callable[[Ints], Ints]

__all__ = ["Batch"]

_OFFICE = frozenset({"working_minute", "working_hour"})
_DAYS = frozenset({"day", "week", "month", "year"})
_MOST_LIMITS = 32
_LAST_INSTANT = (3_652_059 - EPOCH_DAY) * DAY  # 9999-12-31, as for one question


class Batch:
    """A calendar that is asked with arrays; what a limit needs is laid out once and kept.

    Instants are ``datetime64`` of any unit (UTC) or integers (microseconds UTC since 1970), in any shape. A row that is
    NaT, or whose answer one question would refuse as outside the calendar, is marked: NaT, or ``INVALID`` among
    integers. No row is left out and none makes the others fail.

    >>> from feedback_rules.calendar.working import WorkCalendar
    >>> office = Batch(WorkCalendar(week={"mon-fri": ["07:30-11:30", "13:00-17:00"]}))
    >>> friday = np.array(["2026-03-06T09:00", "NaT", "2199-01-01"], dtype="datetime64[s]")
    >>> office.due(friday, "8 working hours").astype(str).tolist()
    ['2026-03-09T09:00:00.000000', 'NaT', 'NaT']
    """

    __slots__ = ("_answers", "_office", "calendar")

    def __init__(self, calendar: WorkCalendar) -> None:
        self.calendar = calendar
        self._office: Office | None = None
        self._answers: dict[tuple[TimeLimit, Counting, bool], Answer] = {}

    def due(
        self,
        starts: ArrayLike,
        limit: TimeLimit | str,
        *,
        counting: Counting = COUNTING,
        ended_day: bool = False,
    ) -> NDArray[np.int64 | np.datetime64]:
        """Give for each start the instant until which an act is in time (S4, S5): ``WorkCalendar.due``, row by row.

        The answer has the shape of ``starts``, as ``datetime64[us]`` if these are dates, else as integers.
        ``ended_day`` says that each start is a 24:00 and belongs to the day that ended. Working days that end at the
        ``same_time`` are asked one by one.

        >>> from feedback_rules.calendar.working import WorkCalendar
        >>> Batch(WorkCalendar(week={"mon-fri": ["08:00-12:00"]})).due([0, INVALID], "24 hours").tolist()
        [86400000000, -9223372036854775808]
        """
        known = limit if isinstance(limit, TimeLimit) else TimeLimit.parse(limit)
        asked = read(starts)
        key = known, counting, ended_day
        if key not in self._answers:
            if len(self._answers) >= _MOST_LIMITS:
                self._answers.clear()
            self._answers[key] = self._compile(known, counting, ended_day=ended_day)
        return asked.due(self._answers[key](asked.values))

    def elapsed(
        self, starts: ArrayLike, ends: ArrayLike, unit: str = "working_hour", *, ended_day: bool = False
    ) -> NDArray[np.int64 | np.timedelta64]:
        """Give for each pair what of a limit in ``unit`` has gone by (S8, S15): ``elapsed_us``, row by row.

        Units of time give microseconds (``timedelta64[us]`` if either side is dates), day units whole days counted, as
        integers. ``starts`` and ``ends`` are broadcast. Closings of business are counted one by one.

        >>> from feedback_rules.calendar.working import WorkCalendar
        >>> office = Batch(WorkCalendar(week={"mon-fri": ["07:30-11:30", "13:00-17:00"]}))
        >>> friday = np.datetime64("2026-03-06T09:00")
        >>> office.elapsed(friday, friday + np.arange(3, dtype="timedelta64[D]"))
        array([          0,  3600000000,  3600000000], dtype='timedelta64[us]')
        """
        one, two = read(starts), read(ends)
        begun, ended = np.broadcast_arrays(one.values.reshape(one.shape), two.values.reshape(two.shape))
        start, end = begun.reshape(-1), ended.reshape(-1)
        gone = self._gone(start, end, unit, ended_day=ended_day)
        gone[(start == INVALID) | (end == INVALID)] = INVALID
        shaped = gone.reshape(begun.shape)
        timed = unit not in _DAYS and unit not in {"working_day", "same_working_day"}
        return shaped.view("timedelta64[us]") if timed and (one.dated or two.dated) else shaped

    # -----------------------------------------------------------------------------------------------------------------

    def _compile(self, limit: TimeLimit, counting: Counting, *, ended_day: bool) -> Answer:
        rule = self.calendar.rule(limit, counting)  # refuses what names no length of time
        tables, unit = self.calendar.tables, limit.unit
        if unit in _OFFICE:
            return self._sessions().due((limit.amount or 0) * AMOUNTS[unit])
        if unit in AMOUNTS:
            return _later((limit.amount or 0) * AMOUNTS[unit])
        if unit == "same_working_day":
            return closings(tables, rule, ended_day=ended_day)

        def one_by_one(starts: Ints) -> Ints:
            return np.array([ask(rule, start, ended_day=ended_day) for start in starts.tolist()], np.int64)

        if counting.day_end == "same_time" and unit == "working_day":
            return _known(one_by_one)
        inside = due_by_day(tables, rule, ended_day=ended_day)
        # A timer's days are counted on the zone's clock alone, also beyond the table.
        return inside if reads_days(limit, counting) else _known(_filled(inside, one_by_one))

    def _sessions(self) -> Office:
        if self._office is None:
            self._office = Office(self.calendar.tables)
        return self._office

    def _gone(self, start: Ints, end: Ints, unit: str, *, ended_day: bool) -> Ints:
        tables = self.calendar.tables
        if unit in _OFFICE:
            used = self._sessions().used
            from_start, to_end = used(start), used(end)
            lost = (from_start == INVALID) | (to_end == INVALID)
            return np.where(lost, INVALID, to_end - from_start)
        ranks = tables.rank if unit == "working_day" else range(tables.count + 1)
        if unit in _DAYS or unit == "working_day":
            before = by_day(tables, ranks[1:], {tables.begin: 0} if ended_day else {}, ended_day=ended_day)
            until = by_day(tables, ranks[:-1], {tables.end: ranks[-1]}, ended_day=False)
            low, high = before(start), until(end)
            inside = (low != INVALID) & (high != INVALID)
            gone = np.where(inside, np.maximum(high - low, 0), INVALID)
            left = ~inside & (start != INVALID) & (end != INVALID)
        elif unit == "same_working_day":
            gone = np.full(len(start), INVALID)
            left = (start != INVALID) & (end != INVALID)
        else:
            # What 64 bits can't say is asked for by nobody who has dates; it is marked.
            gone = end - start
            wrapped = ((end ^ start) & (end ^ gone)) < 0
            return np.where(wrapped, INVALID, gone)
        for row in np.flatnonzero(left).tolist():
            gone[row] = self._one(int(start[row]), int(end[row]), unit, ended_day=ended_day)
        return gone

    def _one(self, start: int, end: int, unit: str, *, ended_day: bool) -> int:
        try:
            return self.calendar.elapsed_us(start, end, unit, ended_day=ended_day)
        except CalendarHorizonError:
            return INVALID


def _later(span: int) -> Answer:
    latest = max(_LAST_INSTANT - span, INVALID)

    def answer(starts: Ints) -> Ints:
        return np.where((starts <= latest) & (starts != INVALID), starts + span, INVALID)

    return answer


def _filled(inside: Answer, outside: Answer) -> Answer:
    def answer(starts: Ints) -> Ints:
        out = inside(starts)
        left = out == INVALID
        if left.any():
            out[left] = outside(starts[left])
        return out

    return answer


def _known(answer: Answer) -> Answer:
    """Give the answer with NaT for NaT, which a rule would take for an instant."""

    def known(starts: Ints) -> Ints:
        out = answer(starts)
        out[starts == INVALID] = INVALID
        return out

    return known
