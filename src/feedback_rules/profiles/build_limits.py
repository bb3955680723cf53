"""Limits compiled to rules of the calendar that they count on (S3, S4)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from feedback_rules.calendar.counting import Counting, reads_days
from feedback_rules.calendar.limit import TimeLimit
from feedback_rules.profiles.build_cited import inner, text
from feedback_rules.profiles.build_conditions import both
from feedback_rules.workflow.spec import LimitRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from feedback_rules.calendar.working import WorkCalendar
    from feedback_rules.profiles.build_cited import Citing
    from feedback_rules.profiles.build_conditions import Conditions

__all__ = ["Limits", "Manner", "read_limit"]

GIVEN = TimeLimit(None, "given")
UNKNOWN = TimeLimit(None, "unknown")
UNRULED = frozenset({"at_once", "given", "unknown"})

OWN = "~citizen"
"""Ends the name of a calendar as a citizen's own limit sees it: without the swaps ordered for state bodies (S6)."""


class Manner(NamedTuple):
    """How a limit is counted: on which calendar, with which end of a day and roll-over (S4), and for whom (S6)."""

    calendar: str
    counting: Counting
    citizens: bool = False


@lru_cache(maxsize=2048)
def read_limit(words: str) -> TimeLimit:
    """Read the text of a limit, once for each text.

    >>> read_limit("01 ngày làm việc")
    TimeLimit(amount=1, unit='working_day', at_least=None)
    """
    return TimeLimit.parse(words)


class Limits:
    """Compiles limits: one rule for each limit, calendar and way of counting, however often it is written."""

    __slots__ = ("_calendars", "_conditions", "_day_end", "_default", "_rules")

    def __init__(
        self, calendars: dict[str, WorkCalendar], conditions: Conditions, *, default: str, day_end: str | None
    ) -> None:
        self._calendars = calendars
        self._conditions = conditions
        self._default = default
        self._day_end = day_end or "end_of_day"
        self._rules: dict[tuple[TimeLimit, Manner], Callable[[int, bool], int]] = {}

    def manner(self, clock: Mapping[str, Any], *, timer: bool = False, citizens: bool = False) -> Manner:
        """Give how a clock counts: what it says itself, else the profile's way; a timer does not roll (S11).

        ``citizens`` marks a citizen's own limit, which does not see swaps unless the clock names its calendar (S6).
        """
        counting = Counting(clock.get("counting", self._day_end), clock.get("roll", not timer))
        return Manner(clock.get("calendar", self._default), counting, citizens and "calendar" not in clock)

    def rule(self, limit: TimeLimit, manner: Manner) -> Callable[[int, bool], int] | None:
        """Give ``f(start, ended_day) -> due`` in µs UTC; None for a limit that has no due of its own."""
        if limit.unit in UNRULED:
            return None
        key = (limit, manner)
        found = self._rules.get(key)
        if found is None:
            found = self._rules[key] = self._calendars[manner.calendar].rule(limit, manner.counting)
        return found

    def rows(
        self,
        rows: Sequence[Mapping[str, Any]],
        way: tuple[int, Mapping[str, Any]],
        first: int,
        manner: Manner,
        cite: Citing,
    ) -> Iterator[LimitRow]:
        """Compile the rows of one way's limit; they are numbered from ``first`` through all ways of the clock.

        ``way`` is the number of the way and its entry, which may narrow when the way applies and how it counts.
        """
        number, said = way
        for index, row in enumerate(rows, first):
            counted = Manner(
                row.get("calendar", manner.calendar),
                Counting(row["counting"], manner.counting.roll) if "counting" in row else manner.counting,
            )
            limit, field, unknown = _meant(row["is"])
            if manner.citizens and "calendar" not in row and reads_days(limit, counted.counting):
                counted = Manner(self._without_swaps(counted.calendar), counted.counting)
            at_least = row.get("at_least", said.get("at_least"))
            yield LimitRow(
                index=index,
                way=number,
                when=both(self._conditions(said.get("when")), self._conditions(row.get("when"))),
                limit=limit,
                at_least=read_limit(at_least) if at_least is not None else limit.at_least,
                calendar=counted.calendar,
                counting=counted.counting,
                rule=self.rule(limit, counted),
                field=field,
                unknown=unknown,
                **inner(row, cite, titled=True),
            )

    def _without_swaps(self, name: str) -> str:
        own = name + OWN
        if own not in self._calendars:
            self._calendars[own] = self._calendars[name].without_swaps()
        return own


def _meant(limit: str | Mapping[str, Any]) -> tuple[TimeLimit, str | None, tuple[str, str] | None]:
    """Tell a limit in words from one that an event gives and one that the text leaves unknown."""
    if isinstance(limit, str):
        return read_limit(limit), None, None
    if "given" in limit:
        return GIVEN, limit["given"], None
    return UNKNOWN, None, text(limit["unknown"])
