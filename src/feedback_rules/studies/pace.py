"""The pace of a simulated case: when somebody acts, in time or late, officials mostly in office hours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from feedback_rules.calendar.zone import DAY, MINUTE, from_instant, to_instant
from feedback_rules.workflow.case import NO_DUE
from feedback_rules.workflow.clock import row_due
from feedback_rules.workflow.event import CITIZEN, SYSTEM
from feedback_rules.workflow.instants import zone_info

if TYPE_CHECKING:
    from collections.abc import Callable

    from feedback_rules.workflow.case import Case, Part
    from feedback_rules.workflow.spec import Rulebook, Transition

__all__ = ["Pace"]

LAST_MOMENT: Final = 0.02
LONGEST: Final = 3 * DAY
"""Nobody who is in time lets more than this pass."""


class Pace:
    """Draws the instants of a case."""

    def __init__(self, book: Rulebook, draw: Callable[[], float]) -> None:
        self.book = book
        self.draw = draw

    def opening(self, at: int, option: Transition) -> int:
        """Choose when a case opens: citizens report at any hour, officials begin in office hours."""
        return self._in_office(at, option, NO_DUE)

    def when(self, case: Case, part: Part, option: Transition, *, late: bool) -> tuple[int, bool]:
        """Choose the instant of an act: before its due, sometimes on it, or after; tell whether it is late."""
        now = case.at
        due = self._due(part, option)
        if option.after_due is not None:
            past = max(
                (run.due for run in part.runs if run.clock == option.after_due and run.due != NO_DUE), default=now
            )
            return max(past, now) + self._while(), True
        if due is None:
            return self._in_office(now + self._while(), option, NO_DUE), late
        if late or due <= now:
            return max(due, now) + self._while(), True
        if self.draw() < LAST_MOMENT:
            return due, False
        spare = min(due - now, LONGEST)
        at = now + max(int(self.draw() * 0.9 * spare) // MINUTE * MINUTE, min(MINUTE, due - now))
        return self._in_office(at, option, due), False

    def _while(self) -> int:
        """Draw how long people take: minutes mostly, up to two days."""
        return MINUTE * (1 + int(self.draw() ** 2 * 2 * DAY // MINUTE))

    def _due(self, part: Part, option: Transition) -> int | None:
        """Give the due by which this act is judged; where it fulfils nothing, the nearest due of the state."""
        clocks = self.book.workflows[part.workflow].clocks
        dues = []
        for run in part.runs:
            if run.ended is None:
                spec = clocks[run.clock]
                if option.event in spec.met_by:
                    rows = spec.ways[spec.met_by[option.event]].rows
                    own = [row_due(self.book, spec.rows[row], run) for row in rows if run.rows >> row & 1]
                    dues += [due for due in own if due != NO_DUE]
        if not dues:
            dues = [run.due for run in part.runs if run.ended is None and run.passed is None and run.due != NO_DUE]
        return min(dues, default=None)

    def _in_office(self, at: int, option: Transition, due: int) -> int:
        """Move an official's act to the office hours that begin next, if that is still in time."""
        if CITIZEN in option.by or SYSTEM in option.by:
            return at
        calendar = self.book.calendars[self.book.default_calendar]
        moment = from_instant(at, zone_info(self.book.zone))
        for later in range(12):
            day = calendar.date_of(at + later * DAY)
            if day > calendar.last_day:
                break
            for begins, ends in calendar.sessions(day):
                if moment < ends:
                    opening = to_instant(begins)
                    moved = at if at >= opening else opening + MINUTE * int(self.draw() * 60)
                    return moved if moved <= due else at
        return at
