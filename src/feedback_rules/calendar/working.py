"""The working calendar: sessions, days and a zone, asked what is due when (S4-S8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.calendar.counting import COUNTING, Counting, Rule, compile_rule, reads_days
from feedback_rules.calendar.elapsed import elapsed_with_pauses
from feedback_rules.calendar.limit import TimeLimit
from feedback_rules.calendar.pauses import due_with_pauses
from feedback_rules.calendar.plan import Plan, span_of
from feedback_rules.calendar.reading import day_from, frozen
from feedback_rules.calendar.seasons import parse_periods
from feedback_rules.calendar.tables import Tables
from feedback_rules.calendar.wall import Ask, Wall
from feedback_rules.calendar.zone import DAY, EPOCH_DAY, Zone, from_instant, to_instant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date, datetime, timedelta

    from feedback_rules.calendar.daytable import DayTable
    from feedback_rules.calendar.derivation import Derivation
    from feedback_rules.calendar.pauses import Pause

__all__ = ["COUNTING", "Counting", "WorkCalendar"]


class WorkCalendar:
    """When an office is open, in one zone; immutable, safe to share between threads, picklable (S6).

    Hours come in exactly one form: ``week`` (``{"mon-fri": ["07:30-11:30", "13:00-17:00"]}``), ``seasons`` (``from``,
    ``to`` and ``week`` each, together the whole year) or ``periods`` (``from`` and a week or seasons, from that date
    on). ``days`` is the national day table; ``closures`` name the document that ordered them; ``days_off`` and
    ``make_ups`` add to the table. ``swaps=False`` leaves out the swaps ordered for state bodies, for a citizen's
    own limit; ``hours_basis`` cites the hours in explanations. Without a day table the calendar knows the days from
    ``first`` to ``last`` (2000 to 2100).

    Errors: ``InputError`` for what can't be read, ``CalendarError`` for what contradicts itself.

    >>> from datetime import datetime
    >>> from zoneinfo import ZoneInfo
    >>> office = WorkCalendar(week={"mon-fri": ["07:30-11:30", "13:00-17:00"]})
    >>> friday = datetime(2026, 3, 6, 16, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    >>> office.due(friday, "8 working hours").isoformat()
    '2026-03-09T16:00:00+07:00'
    >>> office.due(friday, "1 ngày").isoformat()
    '2026-03-10T00:00:00+07:00'
    >>> office.elapsed(friday, office.due(friday, "8 working hours"))
    datetime.timedelta(seconds=28800)
    """

    __slots__ = ("_dues", "_elapsed", "_given", "_plan", "_tables", "_wall", "days", "hours_basis", "last_day", "zone")

    def __init__(  # noqa: PLR0913 - keywords, each a part of what a calendar is
        self,
        *,
        zone: str = "Asia/Ho_Chi_Minh",
        week: Mapping[str, Sequence[str]] | None = None,
        seasons: Sequence[Mapping[str, Any]] | None = None,
        periods: Sequence[Mapping[str, Any]] | None = None,
        days: DayTable | None = None,
        closures: Sequence[Mapping[str, Any]] = (),
        days_off: Sequence[Any] = (),
        make_ups: Sequence[Any] = (),
        swaps: bool = True,
        first: date | str | None = None,
        last: date | str | None = None,
        hours_basis: Sequence[str] = (),
    ) -> None:
        self._given: dict[str, Any] = {
            "zone": zone,
            "week": week,
            "seasons": seasons,
            "periods": periods,
            "days": days,
            "closures": closures,
            "days_off": days_off,
            "make_ups": make_ups,
            "swaps": swaps,
            "first": first,
            "last": last,
            "hours_basis": hours_basis,
        }
        self._given = {key: frozen(value) for key, value in self._given.items()}
        self.zone = Zone(zone)
        self.days = days
        self.hours_basis = tuple(hours_basis)
        begin, end = span_of(days, first, last)
        self._plan = Plan(
            periods=parse_periods(week, seasons, periods),
            days=days,
            closures=closures,
            days_off=days_off,
            make_ups=make_ups,
            swaps=swaps,
            first=begin,
            last=end,
        )
        self.last_day = self._plan.last
        self._tables: Tables | None = None
        self._wall: Wall | None = None
        self._dues: dict[TimeLimit | str, Ask] = {}
        self._elapsed: Callable[[datetime, datetime], timedelta] = self._first_elapsed

    @property
    def first_day(self) -> date:
        """The first day that this calendar knows."""
        return self._plan.first

    @property
    def plan(self) -> Plan:
        """The sessions of each day and what ordered them."""
        return self._plan

    @property
    def tables(self) -> Tables:
        """The calendar as arrays, built when first needed."""
        if self._tables is None:
            self._tables = Tables(self._plan, self.zone)
        return self._tables

    # ------------------------------------------------------------------------------- asked with datetimes and dates

    def due(
        self,
        start: datetime,
        limit: TimeLimit | str,
        pauses: Iterable[tuple[datetime, datetime | None]] = (),
        counting: Counting = COUNTING,
    ) -> datetime:
        """Give the instant until which an act is in time, in the calendar's zone (S4, S5).

        ``start`` is aware, else ``InputError``; a limit may be text. 24:00 is 00:00 of the next day. A question
        beyond the calendar's last day is a ``CalendarHorizonError``.

        >>> from datetime import datetime
        >>> office = WorkCalendar(week={"mon-fri": ["07:30-11:30", "13:00-17:00"]})
        >>> monday = datetime.fromisoformat("2026-03-02T10:00:00+07:00")
        >>> str(office.due(monday, "2 working days"))
        '2026-03-05 00:00:00+07:00'
        >>> str(office.due(monday, "2 working days", counting=Counting(day_end="same_time")))
        '2026-03-04 10:00:00+07:00'
        """
        # Neither is a keyword alone: those cost a look-up of their default, a sixth of the time of an answer in days.
        if pauses or counting is not COUNTING:
            return self._due(start, limit, pauses, counting)
        try:
            ask = self._dues[limit]
        except (KeyError, TypeError):  # a limit not asked before, or no limit at all
            ask = None
        return (ask or self._remembered(limit))(start)

    def elapsed(self, start: datetime, end: datetime) -> timedelta:
        """Give the office time between two instants, negative if the second is the earlier one (S8)."""
        return self._elapsed(start, end)

    def is_working_day(self, day: date) -> bool:
        """Say whether a session opens on a day (S6).

        >>> from datetime import date
        >>> WorkCalendar(week={"mon-fri": ["08:00-12:00"]}).is_working_day(date(2026, 3, 7))
        False
        """
        index = self._index(day)
        rank = self.tables.rank
        return rank[index + 1] > rank[index]

    def sessions(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """Give the sessions that open on a day as pairs of aware datetimes, also past midnight (S6).

        >>> from datetime import date
        >>> night = WorkCalendar(week={"fri": ["22:00-02:00"]})
        >>> [(str(begin), str(end)) for begin, end in night.sessions(date(2026, 3, 6))]
        [('2026-03-06 22:00:00+07:00', '2026-03-07 02:00:00+07:00')]
        """
        tables = self.tables
        opens, closes, _, _ = tables.spans
        to_datetime = self.to_datetime
        return tuple((to_datetime(opens[at]), to_datetime(closes[at])) for at in tables.spans_of(self._index(day)))

    def explain(
        self,
        start: datetime,
        limit: TimeLimit | str,
        *,
        pauses: Iterable[tuple[datetime, datetime | None]] = (),
        counting: Counting = COUNTING,
        ended_day: bool = False,
    ) -> Derivation:
        """Give the answer of ``due`` with the numbered, cited steps that add up to it (S35).

        >>> from datetime import datetime
        >>> office = WorkCalendar(week={"mon-fri": ["07:30-11:30", "13:00-17:00"]})
        >>> print(office.explain(datetime.fromisoformat("2026-03-06T16:00:00+07:00"), "8 working hours").text("en"))
        8 working hours from 16:00 Fri 6 Mar 2026: due 16:00 Mon 9 Mar 2026
        1. 16:00 Fri 6 Mar 2026: the count begins at that moment [BLDS 147.1]
        2. 16:00-17:00 Fri 6 Mar 2026: 1 hour [BLDS 144]
        3. Sat 7 Mar 2026 to Sun 8 Mar 2026: weekly rest, not counted [BLLD 111.1]
        4. 07:30-11:30 Mon 9 Mar 2026: 4 hours [BLDS 144]
        5. 13:00-16:00 Mon 9 Mar 2026: 3 hours [BLDS 144]
        6. Due 16:00 Mon 9 Mar 2026 [BLDS 144]
        """
        from feedback_rules.calendar.derivation import derive

        spans = tuple((to_instant(begin), None if end is None else to_instant(end)) for begin, end in pauses)
        known = _limit(limit)
        return derive(self, to_instant(start), known, pauses=spans, counting=counting, ended_day=ended_day)

    def without_swaps(self) -> WorkCalendar:
        """Give the calendar as a citizen's own limit sees it: without the swaps ordered for state bodies (S6)."""
        return WorkCalendar(**{**self._given, "swaps": False})

    # ------------------------------------------------------------- asked with microseconds UTC since 1970 (the engine)

    def rule(self, limit: TimeLimit, counting: Counting = COUNTING) -> Rule:
        """Compile a limit: ``rule(limit)(start, ended_day)`` is its due, in microseconds UTC (S4, S5).

        >>> rule = WorkCalendar(week={"mon-fri": ["08:00-12:00"]}).rule(TimeLimit(24, "hour"))
        >>> rule(0, False)
        86400000000
        """
        return compile_rule(self.tables, limit, counting)

    def due_us(
        self,
        start: int,
        limit: TimeLimit,
        *,
        counting: Counting = COUNTING,
        pauses: Iterable[Pause] = (),
        ended_day: bool = False,
    ) -> int:
        """Give the due of a limit with pauses; an open pause that leaves none is a ``CalendarHorizonError`` (S13)."""
        return due_with_pauses(self.tables, start, limit, counting, pauses, ended_day=ended_day)

    def elapsed_us(
        self, start: int, end: int, unit: str, pauses: Iterable[Pause] = (), *, ended_day: bool = False
    ) -> int:
        """Give what of a limit in ``unit`` has gone by: microseconds, or for day units whole days counted (S15)."""
        return elapsed_with_pauses(self.tables, start, end, unit, pauses, ended_day=ended_day)

    def first_provisional(self, start: int, end: int) -> date | None:
        """Give the first provisional day between two instants, or None; 24:00 belongs to the day that ends (S7)."""
        if self.days is None:
            return None
        return self.days.first_provisional(self.date_of(start), self.date_of(max(start, end - 1)))

    def provisional(self, start: int, due: int, limit: TimeLimit, counting: Counting = COUNTING) -> date | None:
        """Give the first provisional day that a due rests on; none where no day decides, as for plain hours (S7)."""
        return self.first_provisional(start, due) if reads_days(limit, counting) else None

    def date_of(self, instant: int) -> date:
        """Give the local date of an instant.

        >>> WorkCalendar(week={"mon": ["08:00-12:00"]}).date_of(0)
        datetime.date(1970, 1, 1)
        """
        return self.zone.date_of(instant)

    def midnight_us(self, day: date) -> int:
        """Give the instant at which a day begins; it is 24:00 of the day before (S5)."""
        return self.zone.at((day.toordinal() - EPOCH_DAY) * DAY)

    def to_datetime(self, instant: int) -> datetime:
        """Give an instant as an aware datetime in the calendar's zone."""
        return from_instant(instant, self.zone.info)

    # -----------------------------------------------------------------------------------------------------------------

    def _due(
        self,
        start: datetime,
        limit: TimeLimit | str,
        pauses: Iterable[tuple[datetime, datetime | None]],
        counting: Counting,
    ) -> datetime:
        known = _limit(limit)
        spans = [(to_instant(begin), None if end is None else to_instant(end)) for begin, end in pauses]
        return self.to_datetime(due_with_pauses(self.tables, to_instant(start), known, counting, spans))

    @property
    def _by_clock(self) -> Wall:
        if self._wall is None:
            self._wall = Wall(self.tables)
        return self._wall

    def _first_elapsed(self, start: datetime, end: datetime) -> timedelta:
        self._elapsed = self._by_clock.elapsed
        return self._elapsed(start, end)

    def _remembered(self, limit: TimeLimit | str) -> Ask:
        known = _limit(limit)
        if len(self._dues) >= 128:  # noqa: PLR2004 - more than any regulation names; a host can't make it grow
            self._dues.clear()
        return self._dues.setdefault(limit, self._by_clock.compile(known))

    def _index(self, day: date) -> int:
        known = day_from(day, "day")
        if not self._plan.first <= known <= self.last_day:
            raise self.tables.outside(self.midnight_us(known))
        return known.toordinal() - self._plan.first.toordinal()

    def __eq__(self, other: object) -> bool:
        """Hold calendars equal that were given the same."""
        return isinstance(other, WorkCalendar) and self._given == other._given

    def __hash__(self) -> int:
        """Hash by zone and span."""
        return hash((self.zone.name, self._plan.first, self.last_day))

    def __repr__(self) -> str:
        """Show the zone and the span."""
        return f"<WorkCalendar {self.zone.name} {self._plan.first} .. {self.last_day}>"

    def __reduce__(self) -> tuple[Any, ...]:
        """Go through a pickle as what was given; the tables are built again where they are needed."""
        return _again, (self._given,)


def _limit(limit: TimeLimit | str) -> TimeLimit:
    return limit if isinstance(limit, TimeLimit) else TimeLimit.parse(limit)


def _again(given: dict[str, Any]) -> WorkCalendar:
    return WorkCalendar(**given)
