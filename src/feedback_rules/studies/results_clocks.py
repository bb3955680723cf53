"""One run of a clock as its JSON, without a view in between; whatever is unusual about it goes through the view.

What never changes about a clock (its limit, its ways, its source, its title) is written once for a regulation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from feedback_rules.calendar.counting import COUNTING, reads_days
from feedback_rules.errors import CalendarHorizonError
from feedback_rules.studies.results_texts import Made, amount, dumps
from feedback_rules.workflow.amounts import NEVER, edge_of, measure_of, timed
from feedback_rules.workflow.case import NO_DUE, UNSET
from feedback_rules.workflow.clock import decisive, row_due, status
from feedback_rules.workflow.view import limit_id, view

if TYPE_CHECKING:
    from collections.abc import Mapping

    from feedback_rules.calendar.working import WorkCalendar
    from feedback_rules.studies.results_texts import Instants
    from feedback_rules.workflow.amounts import Used
    from feedback_rules.workflow.case import Part, Run
    from feedback_rules.workflow.ledger import Ledger
    from feedback_rules.workflow.spec import ClockSpec, LimitRow, Rulebook

__all__ = ["BAD", "Clocks"]

BAD: Final = frozenset({"late", "breached"})
"""The statuses of an obligation that was not kept (S12)."""


class _Limit:
    """What is the same in every run that a row of a limit decides about."""

    __slots__ = ("calendar", "edge", "head", "heads", "measure", "measured", "say", "tail", "way")

    def __init__(self, book: Rulebook, spec: ClockSpec, row: LimitRow) -> None:
        self.heads = Made(self._head)
        self.measured = Made(self._told)
        self.calendar: WorkCalendar = book.calendars[row.calendar]
        text = dumps(row.limit.text("en"))
        own = f'"clock": {dumps(spec.id)}', f'"kind": {dumps(spec.kind)}, "status": '
        self.head = (*own, f'"limit": {text}, "limit_id": {dumps(limit_id(spec, row))}, "ways": ')
        basis, inferred = row.basis or spec.basis, row.inferred or spec.inferred
        readings = {**dict(spec.readings), **dict(row.readings)}
        self.tail = (
            f', "beyond": null, "basis": {dumps(list(basis))}, "inferred": {_both(inferred)}, '
            f'"readings": {dumps(dict(sorted(readings.items())))}, "title": {_both(spec.title)}}}'
        )
        events = dumps(sorted(spec.ways[row.way].events))
        self.way = (f'{{"events": {events}, "limit": {text}, "due": ', f', "basis": {dumps(list(row.basis))}}}')
        self.measure = measure_of(self.calendar, row)
        self.say = amount if timed(row) else str
        self.edge = edge_of(self.calendar) if reads_days(row.limit, row.counting or COUNTING) else NEVER

    def _head(self, key: tuple[str, int, str, str | None, str | None]) -> str:
        """Write what stands before the ways."""
        address, number, is_, holder, unit = key
        clock, kind, limit = self.head
        bound = f"{holder}/{unit}" if unit else holder or ""
        return (
            f'{{"part": {dumps(address)}, {clock}, "run": {number}, {kind}"{is_}", "bound_unit": {dumps(bound)}, '
            f"{limit}"
        )

    def _told(self, used: Used) -> str:
        """Write what is elapsed, remaining and overdue, and the share that is used."""
        *amounts, share = used
        elapsed, remaining, overdue = ("null" if each is None else self.say(each) for each in amounts)
        return (
            f', "elapsed": {elapsed}, "remaining": {remaining}, "overdue": {overdue}, '
            f'"share": {"null" if share is None else share}, "provisional": '
        )


def _both(words: tuple[str, str] | None) -> str:
    return "null" if words is None else dumps({"vi": words[0], "en": words[1]})


class _Clock:
    """What is the same in every run of a clock."""

    __slots__ = ("limits", "obligation", "rows", "spec")

    def __init__(self, book: Rulebook, spec: ClockSpec) -> None:
        self.spec = spec
        self.obligation = spec.kind == "obligation"
        self.rows = spec.rows
        self.limits = {row.index: _Limit(book, spec, row) for row in spec.rows}


class Clocks:
    """Writes runs of the clocks of a regulation, as ``ClockView.to_dict`` has them, byte for byte."""

    __slots__ = ("_book", "_clocks", "_when")

    def __init__(self, book: Rulebook, when: Instants) -> None:
        self._book = book
        self._when = when
        self._clocks: Mapping[str, dict[str, _Clock]] = {
            name: {clock.id: _Clock(book, clock) for clock in flow.clocks.values()}
            for name, flow in book.workflows.items()
        }

    def __call__(self, texts: list[str], part: Part, told: Ledger, at: int) -> bool:
        """Add the texts of the runs of a part at ``at``; tell whether one is an obligation that was not kept."""
        book, when, clocks = self._book, self._when, self._clocks[told.workflow]
        address = part.address
        bad = False
        for run in told.runs:
            (
                name, number, holder, unit, started, counted, day, _, rows, given, _, passed, pauses, extensions, ended,
                end, judged, due,
            ) = run  # fmt: skip
            clock = clocks[name]
            if pauses or extensions or given is not None or due == UNSET:
                bad |= self._slowly(texts, clock, part, run, at)
                continue
            row = clock.rows[judged] if judged >= 0 else decisive(book, clock.spec, run)
            if row.rule is None:
                bad |= self._slowly(texts, clock, part, run, at)
                continue
            limit = clock.limits[row.index]
            try:
                if rows != 1 << row.index or due == NO_DUE:
                    due = row.rule(counted, day)
                used = limit.measure(counted, day, due, at if ended is None else ended)
            except CalendarHorizonError:
                used = None
            if used is None:
                bad |= self._slowly(texts, clock, part, run, at)
                continue
            if end == "fulfilled" and judged >= 0:
                is_ = "late" if passed is not None or (ended or 0) > due else "met"
            else:
                is_ = status(book, clock.spec, run, at)
            first = "null"
            if due >= limit.edge:
                found = limit.calendar.first_provisional(counted, due)
                first = "null" if found is None else f'"{found}"'
            ways = "[]" if len(clock.rows) == 1 else self._ways(clock, run)
            texts.append(
                f'{limit.heads[address, number, is_, holder, unit]}{ways}, "started": {when[started]}, '
                f'"counts_from": {when[counted]}, "due": {when[due]}, "ended": '
                f"{'null' if ended is None else when[ended]}{limit.measured[used]}{first}{limit.tail}"
            )
            bad |= clock.obligation and is_ in BAD
        return bad

    def _slowly(self, texts: list[str], clock: _Clock, part: Part, run: Run, at: int) -> bool:
        """Go through the view."""
        seen = view(self._book, clock.spec, part, run, at)
        texts.append(dumps(seen.to_dict()))
        return clock.obligation and seen.status in BAD

    def _ways(self, clock: _Clock, run: Run) -> str:
        """Write every way with its due (S11b)."""
        found = []
        for row in clock.spec.rows:
            if run.rows >> row.index & 1 or row.index == run.row:
                due = row_due(self._book, row, run)
                before, after = clock.limits[row.index].way
                found.append(f"{before}{'null' if due == NO_DUE else self._when[due]}{after}")
        return f"[{', '.join(found)}]"
