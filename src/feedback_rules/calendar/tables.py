"""The tables: a calendar as arrays, so that a deadline a year away costs what one tomorrow does (S6, S8)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from feedback_rules.calendar.sessions import DAY_MINUTES, Pattern
from feedback_rules.calendar.zone import DAY, EPOCH_DAY, MINUTE
from feedback_rules.errors import CalendarHorizonError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feedback_rules.calendar.counting import Counting, Rule
    from feedback_rules.calendar.limit import TimeLimit
    from feedback_rules.calendar.plan import Plan
    from feedback_rules.calendar.zone import Zone

__all__ = ["Dial", "Spans", "Tables", "dial"]

OfficeTime = tuple[Callable[[int], int], Callable[[int], int]]
"""How much office time has passed by an instant, and the instant by which an amount has."""

Days = tuple[list[int], list[list[int]], list[list[int]]]
"""By day: the office time before it, and the ``lost`` and ``skip`` of its dial."""


class Spans(NamedTuple):
    """Every session of the calendar as instants, in order, with the index of the day on which it opens."""

    opens: list[int]
    closes: list[int]
    before: list[int]  # office time that passed before the session opens
    owner: list[int]


class Dial(NamedTuple):
    """One day's sessions by the minute, for a clock that is not changed.

    ``lost[m]``: how much of the day until minute ``m`` was not office time if the office is open in that minute,
    else the complement of the office time passed. ``skip[w]``: how much of the day is not office time before
    the ``w``-th office minute ends. Both in microseconds.
    """

    lost: list[int]
    skip: list[int]


def dial(pattern: Pattern) -> Dial:
    """Lay out one day's sessions, none of which reaches past midnight.

    >>> morning = dial(((450, 690),))
    >>> morning.lost[449], morning.lost[451] // MINUTE, ~morning.lost[700] // MINUTE, morning.skip[0] // MINUTE
    (-1, 450, 240, 450)
    """
    lost: list[int] = []
    skip: list[int] = []
    worked = 0
    for opening, closing in (*pattern, (DAY_MINUTES, DAY_MINUTES)):
        lost += [~(worked * MINUTE)] * (opening - len(lost))
        away = (opening - worked) * MINUTE
        lost += [away] * (closing - opening)
        skip += [away] * (closing - opening)
        worked += closing - opening
    return Dial(lost, skip)


class Tables:
    """A plan of days set in a zone: midnights, working days, sessions, and office time added up.

    Indices count days from ``first`` (days since 1970). All lists hold instants or amounts in microseconds.
    """

    __slots__ = (
        "_closings",
        "_days",
        "_office",
        "_spans",
        "_uneven",
        "begin",
        "changed",
        "count",
        "end",
        "ends",
        "first",
        "midnights",
        "nights",
        "offset",
        "patterns",
        "plan",
        "rank",
        "rules",
        "working",
        "zone",
    )

    def __init__(self, plan: Plan, zone: Zone) -> None:
        self.plan = plan
        self.zone = zone
        self.patterns: Sequence[Pattern] = plan.patterns
        self.count = count = len(self.patterns)
        self.first = plan.first.toordinal() - EPOCH_DAY
        # Beyond the last 24:00 two midnights more, for a session of the last night.
        self.midnights, self.offset = zone.midnights(self.first, count + 3)
        self.changed = [] if self.offset is not None else _changed(self.midnights[: count + 1], self.first, zone)
        self._uneven = set() if self.offset is not None else _uneven(self.midnights)
        del self.midnights[count + 1 :]
        self.begin, self.end = self.midnights[0], self.midnights[-1]
        self.nights = any(pattern and pattern[-1][1] > DAY_MINUTES for pattern in set(self.patterns))
        self._spans: Spans | None = None
        self._closings: list[int] | None = None
        if self.offset is None:  # where the clock is changed, a session may vanish in a gap, and its day with it
            opened = bytearray(count)
            for owner in self.spans.owner:
                opened[owner] = 1
        else:
            opened = bytearray(map(bool, self.patterns))
        self.rank: list[int] = [0, *accumulate(opened)]
        self.working: list[int] = [index for index, open_ in enumerate(opened) if open_]
        self.ends: list[int] = [self.midnights[index + 1] for index in self.working]
        self._office: OfficeTime | None = None
        self._days: Days | None = None
        self.rules: dict[tuple[TimeLimit, Counting], Rule] = {}  # those compiled for a question, by what was asked

    @property
    def spans(self) -> Spans:
        """Every session as instants; a later one gives way where a clock set back makes two overlap."""
        if self._spans is None:
            self._spans = self._lay_spans()
        return self._spans

    @property
    def closings(self) -> list[int]:
        """The close of business of each working day, in order."""
        if self._closings is None:
            # Of several sessions of a day the last stays.
            self._closings = list(dict(zip(self.spans.owner, self.spans.closes, strict=True)).values())
        return self._closings

    @property
    def used(self) -> Callable[[int], int]:
        """Office time from the first day to an instant; outside the table a ``CalendarHorizonError``."""
        return self._office_time()[0]

    @property
    def reach(self) -> Callable[[int], int]:
        """The earliest instant by which an amount of office time, counted from the first day, has passed."""
        return self._office_time()[1]

    def _office_time(self) -> OfficeTime:
        if self._office is None:
            self._office = self._by_day() if self.by_day else self._by_session()
        return self._office

    @property
    def by_day(self) -> bool:
        """Whether each day stands by itself: the clock is never changed, no session reaches past midnight."""
        return self.offset is not None and not self.nights

    def day_of(self, instant: int) -> int:
        """Give the index of the local day of an instant; outside the table a ``CalendarHorizonError``."""
        if self.begin <= instant < self.end:
            if self.offset is not None:
                return (instant - self.begin) // DAY
            return bisect_right(self.midnights, instant) - 1
        if instant == self.end:
            return self.count
        raise self.outside(instant)

    def spans_of(self, index: int) -> range:
        """Give the positions in ``spans`` of the sessions that open on a day."""
        owner = self.spans.owner
        return range(bisect_left(owner, index), bisect_right(owner, index))

    def date_at(self, index: int) -> date:
        """Give the date of a day by its index."""
        return date.fromordinal(self.first + index + EPOCH_DAY)

    def outside(self, instant: int | None = None) -> CalendarHorizonError:
        """Say that a question reaches beyond the table (S7)."""
        first, last = self.plan.first, self.plan.last
        if instant is not None and instant < self.begin:
            return CalendarHorizonError(
                "before-calendar",
                en=f"the question begins before {first}, the first day that this calendar knows",
                vi=f"câu hỏi bắt đầu trước {first}, ngày đầu tiên mà lịch này có",
                first=first,
                last=last,
            )
        return CalendarHorizonError(
            "beyond-calendar",
            en=f"the answer lies beyond {last}, the last day that this calendar knows",
            vi=f"kết quả vượt quá {last}, ngày cuối cùng mà lịch này có",
            first=first,
            last=last,
        )

    def _lay_spans(self) -> Spans:
        opens: list[int] = []
        closes: list[int] = []
        owners: list[int] = []
        zone, first, uneven, midnights = self.zone, self.first, self._uneven, self.midnights
        plain = {
            pattern: tuple((opening * MINUTE, closing * MINUTE) for opening, closing in pattern)
            for pattern in set(self.patterns)
        }
        latest = self.begin
        for index, pattern in enumerate(self.patterns):
            if not pattern:
                continue
            midnight = midnights[index]
            for opening, closing in plain[pattern]:
                if index in uneven:  # around a change of the clock each border is asked of the zone
                    wall = (first + index) * DAY
                    opened, closed = zone.at(wall + opening), zone.at(wall + closing, last=True)
                else:
                    opened, closed = midnight + opening, midnight + closing
                opened = max(opened, latest)
                if opened < closed:
                    opens.append(opened)
                    closes.append(closed)
                    owners.append(index)
                    latest = closed
        lengths = (closed - opened for opened, closed in zip(opens, closes, strict=True))
        return Spans(opens, closes, [0, *accumulate(lengths)], owners)

    def _by_session(self) -> OfficeTime:
        opens, closes, before, _ = self.spans
        begin, end = self.begin, max(self.end, closes[-1] if closes else self.end)
        outside = self.outside

        def used(instant: int) -> int:
            if not begin <= instant <= end:
                raise outside(instant)
            index = bisect_right(opens, instant) - 1
            if index < 0:
                return 0
            closed = closes[index]
            return before[index] + (instant if instant < closed else closed) - opens[index]

        def reach(amount: int) -> int:
            index = bisect_left(before, amount) - 1
            if index == len(opens):
                raise outside()
            return opens[index] + amount - before[index]

        return used, reach

    def _by_day(self) -> OfficeTime:
        before, losts, skips = self.added_up()
        midnights = self.midnights
        begin, end, count = self.begin, self.end, self.count
        outside = self.outside

        def used(instant: int) -> int:
            if not begin <= instant <= end:
                raise outside(instant)
            day, rest = divmod(instant - begin, DAY)
            lost = losts[day][rest // MINUTE]
            return before[day] + (rest - lost if lost >= 0 else ~lost)

        def reach(amount: int) -> int:
            day = bisect_left(before, amount) - 1
            if day == count:
                raise outside()
            rest = amount - before[day] - 1
            return midnights[day] + rest + skips[day][rest // MINUTE] + 1

        return used, reach

    def added_up(self) -> Days:
        """Give, by day, the office time before it and its dial; one closed day more stands at the end."""
        if self._days is None:
            self._days = self._add_up()
        return self._days

    def _add_up(self) -> Days:
        dials = {pattern: dial(pattern) for pattern in {*self.patterns, ()}}
        lengths = {pattern: len(each.skip) * MINUTE for pattern, each in dials.items()}
        before = [0, *accumulate([lengths[pattern] for pattern in self.patterns])]
        losts = [dials[pattern].lost for pattern in self.patterns]
        skips = [dials[pattern].skip for pattern in self.patterns]
        return before, [*losts, dials[()].lost], skips


def _changed(midnights: list[int], first: int, zone: Zone) -> list[int]:
    """Give the days on which the clock is changed, and those that it shows again after their 24:00."""
    days = {index for index in range(len(midnights) - 1) if midnights[index + 1] - midnights[index] != DAY}
    for index in list(days):
        last_minute = (first + index) * DAY - MINUTE
        if index and zone.at(last_minute) != zone.at(last_minute, last=True):
            days.add(index - 1)
    return sorted(days)


def _uneven(midnights: list[int]) -> set[int]:
    """Give the days around each change of the clock: the day itself, the one before and the one after."""
    changed = [index for index in range(len(midnights) - 1) if midnights[index + 1] - midnights[index] != DAY]
    return {index + away for index in changed for away in (-1, 0, 1)}
