"""The oracle: a slow, obvious walk, minute by minute and day by day, that shares no code with the library.

It reads the same plain values that a calendar is given and answers from the definition of each rule: an office minute
is a minute between an opening and a closing, a due is found by walking there.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

MINUTE = 60_000_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

if TYPE_CHECKING:
    from collections.abc import Callable

Pauses = list[tuple[int, int | None]]


class BeyondError(Exception):
    """The answer needs a day that the calendar does not know."""


def instant(moment: datetime) -> int:
    """Give microseconds since 1970."""
    return round((moment - EPOCH) / timedelta(microseconds=1))


class Oracle:
    """One calendar, walked."""

    def __init__(self, given: dict[str, Any], first: date, last: date) -> None:
        self.given, self.first, self.last = given, first, last
        self.zone = ZoneInfo(given["zone"])
        begin = datetime(first.year, first.month, first.day, tzinfo=UTC) - timedelta(days=2)
        minutes = ((last - first).days + 6) * 1440
        self.origin = instant(begin) // MINUTE
        self.walls: list[int] = []  # the wall time of each minute, in minutes since 1970
        self.shown: dict[int, list[int]] = {}  # the minutes at which the clock shows a wall time
        ahead = 0
        for step in range(minutes):
            if step % 15 in {0, 1}:  # clocks are changed on a quarter of an hour, or a minute after
                ahead = instant((begin + timedelta(minutes=step)).astimezone(self.zone).replace(tzinfo=UTC)) // MINUTE
                ahead -= self.origin + step
            wall = self.origin + step + ahead
            self.walls.append(wall)
            self.shown.setdefault(wall, []).append(self.origin + step)
        self.owners: list[date | None] = [None] * minutes
        begun = self.midnight(first) // MINUTE
        for day in self.days():
            for opening, closing in self.hours(day):
                wall = (day - date(1970, 1, 1)).days * 1440
                for minute in range(self.at(wall + opening), self.at(wall + closing, last=True)):
                    if minute >= begun and self.owners[minute - self.origin] is None:
                        self.owners[minute - self.origin] = day
        self.closes = {day: self.origin + index + 1 for index, day in enumerate(self.owners) if day is not None}
        self.worked = set(self.closes)
        self.open = bytearray(owner is not None for owner in self.owners)

    # What the calendar is given, read again.

    def days(self) -> list[date]:
        """Give every day of the calendar."""
        return [self.first + timedelta(days=step) for step in range((self.last - self.first).days + 1)]

    def hours(self, day: date) -> list[tuple[int, int]]:
        """Give the sessions of a day in minutes since its 00:00: closures, then exceptions, then the week."""
        week = self.week(day)
        own = week.get(WEEKDAYS[day.weekday()], [])
        for off in self.given.get("days_off", []):
            if off == day:
                own = []
        for made_up in self.given.get("make_ups", []):
            if made_up["date"] == day:
                own = week.get(WEEKDAYS[made_up["replaces"].weekday()], []) or own
        sessions = [self.read(text) for text in own]
        for closure in self.given.get("closures", []):
            if "hours" not in closure:
                if closure["from"] <= day <= closure["to"]:
                    return []
                continue
            low, high = self.read(closure["hours"])
            for away in range(-2, 3):
                closed = day + timedelta(days=away)
                if closure["from"] <= closed <= closure["to"]:
                    sessions = [
                        piece
                        for begin, end in sessions
                        for piece in (
                            (begin, min(end, low + 1440 * away)),
                            (max(begin, high + 1440 * away), end),
                        )
                        if piece[0] < piece[1]
                    ]
        return sessions

    def week(self, day: date) -> dict[str, list[str]]:
        """Give the week in force on a day, every weekday by itself."""
        given = self.given
        for period in given.get("periods") or []:
            if period["from"] <= day:
                given = period
        if given.get("week") is not None:
            return self.spread(given["week"])
        for season in given["seasons"]:
            low, high, now = season["from"], season["to"], f"{day:%m-%d}"
            if (low <= now <= high) if low <= high else (now >= low or now <= high):
                return self.spread(season["week"])
        raise AssertionError(day)

    @staticmethod
    def spread(week: dict[str, list[str]]) -> dict[str, list[str]]:
        """Give a week with each of its weekdays named."""
        out = {}
        for key, texts in week.items():
            first, _, last = key.partition("-")
            for index in range(WEEKDAYS.index(first), WEEKDAYS.index(last or first) + 1):
                out[WEEKDAYS[index]] = texts
        return out

    @staticmethod
    def read(text: str) -> tuple[int, int]:
        """Read a session."""
        low, high = ([int(part) for part in border.split(":")] for border in text.split("-"))
        begin, end = low[0] * 60 + low[1], high[0] * 60 + high[1]
        return begin, end if end > begin else end + 1440

    # The clock.

    def at(self, wall: int, *, last: bool = False) -> int:
        """Give the minute at which the clock shows a wall time, or the next that it does show."""
        if wall not in self.shown:
            while wall not in self.shown:
                wall += 1
            return self.shown[wall][0]
        return self.shown[wall][-1 if last else 0]

    def midnight(self, day: date) -> int:
        """Give the instant at which a day begins."""
        return self.at((day - date(1970, 1, 1)).days * 1440) * MINUTE

    def date_of(self, moment: int) -> date:
        """Give the local date of an instant: the latest that the clock has shown."""
        index = moment // MINUTE - self.origin
        shown = max(self.walls[max(index - 300, 0) : index + 1])
        return date(1970, 1, 1) + timedelta(minutes=shown)

    # Time that runs.

    def check(self, moment: int) -> None:
        """Refuse an instant outside the calendar."""
        if not self.midnight(self.first) <= moment <= self.midnight(self.last + timedelta(days=1)):
            raise BeyondError

    def due_office(self, start: int, amount: int, pauses: Pauses) -> int:
        """Walk until that much office time has passed."""
        self.check(start)
        moment = start
        while True:
            index = self.open.find(1, moment // MINUTE - self.origin)  # the next minute in which the office is open
            if index < 0:
                raise BeyondError
            moment = max(moment, (index + self.origin) * MINUTE)
            end = (index + self.origin + 1) * MINUTE
            for begin, stop in self.running(moment, end, pauses) if pauses else [(moment, end)]:
                if stop - begin >= amount:
                    return begin + amount
                amount -= stop - begin
            moment = end

    def office(self, start: int, end: int, pauses: Pauses) -> int:
        """Add up the office minutes between two instants, the first and the last perhaps in part."""
        self.check(start)
        total, moment = 0, start
        while moment < end:
            if not pauses and moment % MINUTE == 0:
                whole = (end - moment) // MINUTE
                index = moment // MINUTE - self.origin
                total += sum(self.open[index : index + whole]) * MINUTE
                moment += whole * MINUTE
            index = self.open.find(1, moment // MINUTE - self.origin)  # the next minute in which the office is open
            if index < 0:
                break
            moment = max(moment, (index + self.origin) * MINUTE)
            stop = min(end, (index + self.origin + 1) * MINUTE)
            if moment < stop:
                total += sum(high - low for low, high in self.running(moment, stop, pauses))
            moment = stop
        return total

    @staticmethod
    def running(begin: int, end: int, pauses: Pauses) -> list[tuple[int, int]]:
        """Give what of a span is not paused."""
        spans = [(begin, end)]
        for low, given in pauses:
            high = end if given is None else given
            if low >= end or high <= begin:  # a pause that does not touch the span
                continue
            spans = [piece for a, b in spans for piece in ((a, min(b, low)), (max(a, high), b)) if piece[0] < piece[1]]
        return spans

    def due_elapsed(self, start: int, amount: int, pauses: Pauses) -> int:
        """Go on until that much time has run."""
        left, moment = amount, start
        borders = sorted({border for pause in pauses for border in pause if border is not None and border > start})
        for border in [*borders, None]:
            if border is None and any(end is None for _, end in pauses):
                raise BeyondError
            end = moment + left if border is None else border
            for begin, stop in self.running(moment, max(end, moment), pauses):
                if stop - begin >= left:
                    return begin + left
                left -= stop - begin
            moment = max(moment, end)
        raise AssertionError(amount)

    # Days.

    def zero(self, start: int, *, ended_day: bool) -> date:
        """Give the day that is not counted."""
        return self.date_of(start - 1 if ended_day else start)

    def counts(self, day: date, pauses: Pauses) -> bool:
        """Say whether the clock runs at the 24:00 of a day."""
        midnight = self.midnight(day + timedelta(days=1))
        return not any(low < midnight and (high is None or midnight <= high) for low, high in pauses)

    def next_day(self, day: date) -> date:
        """Give the next day, as far as the calendar knows."""
        if day >= self.last:
            raise BeyondError
        return day + timedelta(days=1)

    def due_days(self, start: int, amount: int, unit: str, pauses: Pauses, *, roll: bool, ended_day: bool) -> int:
        """Count plain days one by one, then roll to a day that is worked."""
        zero = self.zero(start, ended_day=ended_day)
        target = {
            "day": zero + timedelta(days=amount),
            "week": zero + timedelta(weeks=amount),
            "month": zero + relativedelta(months=amount),
            "year": zero + relativedelta(years=amount),
        }[unit]
        left, day = (target - zero).days, zero
        while left:
            day = self.next_day(day)
            left -= self.counts(day, pauses)
        while roll and not (day in self.worked and self.counts(day, pauses)):
            day = self.next_day(day)
        if roll:
            self.check(start)
        return self.midnight(day + timedelta(days=1))

    def due_working_days(self, start: int, amount: int, day_end: str, pauses: Pauses, *, ended_day: bool) -> int:
        """Count worked days one by one."""
        self.check(start)
        shown = 0
        if day_end == "same_time":
            moved, zero = self.opening(start, pauses, ended_day=ended_day)
            shown = self.shown_at(moved) - (zero - date(1970, 1, 1)).days * 1440 * MINUTE
            following = self.next_day(zero)
            while following not in self.worked:
                following = self.next_day(following)
            shown = min(shown, (1440 + min(self.hours(following))[0]) * MINUTE)
        else:
            zero = self.zero(start, ended_day=ended_day)
        day = zero
        while amount:
            day = self.next_day(day)
            amount -= day in self.worked and self.counts(day, pauses)
        if day_end == "end_of_day":
            return self.midnight(day + timedelta(days=1))
        if day_end == "close_of_business":
            return self.after_pause(self.closing(day), pauses)
        wall = (day - date(1970, 1, 1)).days * 1440 * MINUTE + shown
        minute, rest = divmod(wall, MINUTE)
        if minute not in self.shown:
            return self.after_pause(self.at(minute) * MINUTE, pauses)
        return self.after_pause(self.at(minute, last=True) * MINUTE + rest, pauses)

    def opening(self, start: int, pauses: Pauses, *, ended_day: bool) -> tuple[int, date]:
        """Walk to the first instant at which the office is open, its closing included, and the clock runs."""
        moment, first = start, True
        while True:
            index = moment // MINUTE - self.origin
            if index >= len(self.owners):
                raise BeyondError
            paused = any(low <= moment and (high is None or moment < high) for low, high in pauses)
            owner, before = self.owners[index], self.owners[index - 1] if moment % MINUTE == 0 else None
            if not paused and first and ended_day and before is not None:
                return moment, before
            if not paused and owner is not None:
                return moment, owner
            if not paused and before is not None and (first or moment in {high for _, high in pauses}):
                return moment, before
            ends = [high for low, high in pauses if high is not None and low <= moment < high]
            moment = min([(moment // MINUTE + 1) * MINUTE, *ends])
            first = False

    def shown_at(self, moment: int) -> int:
        """Give the latest wall time that the clock has shown, in microseconds."""
        index = moment // MINUTE - self.origin
        earlier = max(self.walls[index - 300 : index]) + 1
        return max(earlier * MINUTE, self.walls[index] * MINUTE + moment % MINUTE)

    def closing(self, day: date) -> int:
        """Give the close of business of a day that is worked."""
        return self.closes[day] * MINUTE

    @staticmethod
    def after_pause(moment: int, pauses: Pauses) -> int:
        """Give the instant, or the end of the pause in which it lies."""
        changed = True
        while changed:
            changed = False
            for low, high in pauses:
                if high is None and low < moment:
                    raise BeyondError
                if high is not None and low < moment < high:
                    moment, changed = high, True
        return moment

    @staticmethod
    def one_by_one(pauses: Pauses, answer: Callable[[Pauses], int]) -> int:
        """Let the pauses come in their order; what was due before one came stays due."""
        known: Pauses = []
        beyond = False
        for pause in sorted(pauses, key=lambda span: (span[0], span[1] or 1 << 62)):
            try:
                if answer(known) <= pause[0]:
                    return answer(known)
            except BeyondError:
                beyond = True
            known = [*known, pause]
        if beyond:
            raise BeyondError
        return answer(known)

    def due_same_working_day(self, start: int, pauses: Pauses, *, ended_day: bool) -> int:
        """Give the first close of business not before the start; a pause that was over before the clock ran is none."""
        self.check(start)
        pauses = [(low, high) for low, high in pauses if high is None or high > start]
        begins = not ended_day and start == self.midnight(self.date_of(start))
        for day in sorted(self.worked):
            closing = self.closing(day)
            if closing > start or (closing == start and not begins):
                while not (day in self.worked and self.counts(day, pauses)):
                    day = self.next_day(day)  # noqa: PLW2901 - walks on
                return self.after_pause(self.closing(day), pauses)
        raise BeyondError

    def days_counted(self, start: int, end: int, pauses: Pauses, *, worked: bool, ended_day: bool) -> int:
        """Count the days after the start's whose 24:00 has come while the clock ran."""
        day, count = self.zero(start, ended_day=ended_day) + timedelta(days=1), 0
        while day <= self.last and self.midnight(day + timedelta(days=1)) <= end:
            count += self.counts(day, pauses) and (day in self.worked or not worked)
            day += timedelta(days=1)
        return count
