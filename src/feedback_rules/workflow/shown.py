"""Runs as they are shown, the quick way: what all runs of a clock show alike is put together once (S10-S16).

A run that was paused, extended or given its limit, or whose due lies beyond the day table, is shown by
:func:`~feedback_rules.workflow.view.view`; a property holds both to the same answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.calendar.counting import COUNTING, reads_days
from feedback_rules.errors import CalendarHorizonError
from feedback_rules.workflow.amounts import NEVER, edge_of, measure_of, timed
from feedback_rules.workflow.case import NO_DUE, UNSET
from feedback_rules.workflow.clock import PAST_DUE, due_of, row_due
from feedback_rules.workflow.view import MICROSECOND, ClockView, WayView, datetimes, limit_id, view

if TYPE_CHECKING:
    from collections.abc import Iterable

    from feedback_rules.workflow.case import Part, Run
    from feedback_rules.workflow.spec import ClockSpec, LimitRow, Rulebook
    from feedback_rules.workflow.view import Amount

__all__ = ["Shown"]

_new = tuple.__new__


class _Clock:
    """What all runs of a clock show alike: ``alone`` of its only row, ``told`` of each; found when first shown.

    ``simple`` says that no limit is to be given where there are several, ``ways`` has the events of each row.
    """

    __slots__ = ("alone", "simple", "spec", "told", "ways")

    def __init__(self, spec: ClockSpec) -> None:
        self.spec = spec
        self.simple = len(spec.rows) == 1 or not any(row.field for row in spec.rows)
        self.ways = [(row, 1 << row.index, tuple(sorted(spec.ways[row.way].events))) for row in spec.rows]
        self.alone: tuple[Any, ...] | None = None
        self.told: dict[int, tuple[Any, ...]] = {}

    def of(self, book: Rulebook, index: int) -> tuple[Any, ...]:
        """Give what all runs show that a row decides about."""
        found = self.told.get(index)
        if found is None:
            found = self.told[index] = _told(book, self.spec, self.spec.rows[index])
            if len(self.spec.rows) == 1:
                self.alone = found
        return found


def _told(book: Rulebook, spec: ClockSpec, row: LimitRow) -> tuple[Any, ...]:
    calendar = book.calendars[row.calendar]
    rests_on_days = row.rule is not None and reads_days(row.limit, row.counting or COUNTING)
    return (
        spec.kind,
        PAST_DUE[spec.kind],
        "running" if row.field is None else "awaiting_limit",
        "met" if row.rule is not None or row.limit.unit == "at_once" else "unjudged",
        row.rule is not None,
        row.limit,
        limit_id(spec, row),
        measure_of(calendar, row),
        timed(row),
        edge_of(calendar) if rests_on_days else NEVER,
        calendar.first_provisional,
        row.basis or spec.basis,
        row.inferred or spec.inferred,
        tuple(sorted({**dict(spec.readings), **dict(row.readings)}.items())),
        spec.title,
    )


class Shown:
    """Shows the runs of the clocks of one regulation."""

    __slots__ = ("_book", "_clocks", "_when")

    def __init__(self, book: Rulebook) -> None:
        self._book = book
        self._when = datetimes(book.zone)
        self._clocks = {
            name: {clock.id: _Clock(clock) for clock in flow.clocks.values()} for name, flow in book.workflows.items()
        }

    def __call__(self, parts: Iterable[Part], at: int) -> tuple[ClockView, ...]:
        """Show every run of every part at ``at``, in the order in which they started."""
        book, quick = self._book, self._quick
        out = []
        for part in parts:
            clocks, address = self._clocks[part.workflow], part.address
            for run in part.runs:
                clock = clocks[run.clock]
                out.append(quick(clock, address, run, at) or view(book, clock.spec, part, run, at))
        return tuple(out)

    def _quick(self, clock: _Clock, address: str, run: Run, at: int) -> ClockView | None:
        """Show a run that is like most; ``None`` for any other."""
        (
            name, number, holder, unit, started, counted, ended_day, _, _, given, floor, passed, pauses, extensions,
            ended, end, _, due,
        ) = run  # fmt: skip
        if pauses or extensions or given is not None:
            return None
        if due == UNSET:  # of a case that came from JSON
            due = due_of(self._book, clock.spec, run)
        falls = due if due > floor else floor
        told = clock.alone
        ways: tuple[WayView, ...] = ()
        if told is None:
            if not clock.simple:
                return None
            told, due, ways = self._chosen(clock, run, due)
        (
            kind, past, is_open, kept, limited, limit, called, measure, by_time, edge, provisional, basis, inferred,
            readings, title,
        ) = told  # fmt: skip
        if limited and due == NO_DUE:  # beyond the table
            return None
        until = at if ended is None else ended
        try:
            amounts = measure(counted, ended_day, due, until)
        except CalendarHorizonError:
            return None
        if amounts is None:
            return None
        used, left, over, share = amounts
        elapsed: Amount = used
        remaining: Amount | None = left
        overdue: Amount | None = over
        if by_time:
            elapsed = used * MICROSECOND
            remaining = None if left is None else left * MICROSECOND
            overdue = None if over is None else over * MICROSECOND
        if end == "fulfilled":
            verdict = "late" if passed is not None or until > due else kept
        elif passed is not None or falls < until:
            verdict = past
        elif ended is None:
            verdict = is_open
        else:
            verdict = "replaced" if end == "replaced" else "cancelled"
        first = provisional(counted, due) if due >= edge else None
        when = self._when
        begun = when[started]
        return _new(
            ClockView,
            (
                address, name, number, kind, verdict, holder, unit, limit, called, ways, begun,
                begun if counted == started else when[counted],
                when[due] if limited else None,
                None if ended is None else when[ended],
                elapsed, remaining, overdue, share,
                None if first is None else str(first),
                None, basis, inferred, readings, title,
            ),
        )  # fmt: skip

    def _chosen(self, clock: _Clock, run: Run, last: int) -> tuple[tuple[Any, ...], int, tuple[WayView, ...]]:
        """Give what is told of the row that decides, its due, and the ways there are (S11b): the row that judged the
        act, else the one that gives ``last``, the last due of those that may apply.
        """
        book, when, judged, rows = self._book, self._when, run.row, run.rows
        chosen, due = -1, -NO_DUE
        found = []
        for row, bit, events in clock.ways:
            index = row.index
            if rows & bit or index == judged:
                own = last if rows == bit else row_due(book, row, run)
                shown = None if own == NO_DUE else when[own]
                found.append(_new(WayView, (events, row.limit, shown, row.basis)))
                if index == judged or (judged < 0 and own > due):
                    chosen, due = index, own
        return clock.of(book, chosen), due, tuple(found) if len(clock.ways) > 1 else ()
