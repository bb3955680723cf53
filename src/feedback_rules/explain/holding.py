"""Who held a case, and for how long: its whole time among its holders, with no gap and no overlap (S18)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from feedback_rules.errors import CalendarHorizonError
from feedback_rules.explain.moments import MICROSECOND
from feedback_rules.explain.naming import Naming
from feedback_rules.workflow.instants import iso

if TYPE_CHECKING:
    from datetime import timedelta

    from feedback_rules.workflow.case import Case, Part
    from feedback_rules.workflow.spec import Rulebook, Text

__all__ = ["Span", "held", "spans_of"]


class Span(NamedTuple):
    """A stretch of a part's time with one holder: from ``start`` to ``end`` (µs UTC), elapsed and of office time.

    ``office`` is counted on the default calendar, ``None`` where the day table does not reach; ``waiting`` names the
    parts that were open in it. ``nobody`` holds what a holder that has ended leaves behind.
    """

    part: str
    holder: str | None
    unit: str | None
    title: Text
    start: int
    end: int
    elapsed: timedelta
    office: timedelta | None
    waiting: tuple[str, ...]

    def to_dict(self, zone: str = "UTC") -> dict[str, Any]:
        """Give the span as JSON values: instants ISO in ``zone``, lengths in seconds."""
        return {
            "part": self.part,
            "holder": self.holder,
            "unit": self.unit,
            "title": {"vi": self.title[0], "en": self.title[1]},
            "from": iso(self.start, zone),
            "to": iso(self.end, zone),
            "elapsed": self.elapsed.total_seconds(),
            "office": None if self.office is None else self.office.total_seconds(),
            "waiting": list(self.waiting),
        }


def held(book: Rulebook, case: Case, at: int) -> tuple[Span, ...]:
    """Give who held the case and each of its parts until ``at`` (µs UTC), part after part, in the order of time.

    Together the spans of a part are its time from its opening to its end, or to ``at`` while it is open; the time after
    the end is nobody's and stands in none.
    """
    return tuple(span for part in case.parts for span in spans_of(book, case, part, at))


def spans_of(book: Rulebook, case: Case, part: Part, at: int) -> tuple[Span, ...]:
    """Give the spans of one part."""
    until = at if part.ended is None else min(part.ended, at)
    ends = [since for _, _, since in part.held[1:]] + [until]
    names = Naming(book)
    found = []
    for (holder, unit, since), end in zip(part.held, ends, strict=True):
        start, stop = min(since, until), min(end, until)
        if start < stop:
            office = _office(book, start, stop)
            waiting = _waiting(case, part, start, stop)
            elapsed = (stop - start) * MICROSECOND
            found.append(
                Span(part.address, holder, unit, names.holder(holder, unit), start, stop, elapsed, office, waiting)
            )
    return tuple(found)


def _office(book: Rulebook, start: int, end: int) -> timedelta | None:
    try:
        return book.calendars[book.default_calendar].elapsed_us(start, end, "working_hour") * MICROSECOND
    except CalendarHorizonError:
        return None


def _waiting(case: Case, part: Part, start: int, end: int) -> tuple[str, ...]:
    """Name the parts of this part that were open in a span."""
    return tuple(
        one.address
        for one in case.parts
        if one.address
        and one.address.rpartition("/")[0].rpartition("/")[0] == part.address
        and one.opened < end
        and (one.ended is None or one.ended > start)
    )
