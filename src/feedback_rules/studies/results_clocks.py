"""One run of a clock as its JSON, without a view in between; whatever is unusual about it goes through the view.

What never changes about a clock (its limit, its ways, its source, its title) is written once for a regulation.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from feedback_rules.calendar.counting import COUNTING, reads_days
from feedback_rules.errors import CalendarHorizonError
from feedback_rules.studies.results_texts import Bound, amount, dumps
from feedback_rules.workflow.case import NO_DUE, UNSET
from feedback_rules.workflow.clock import decisive, row_due, status
from feedback_rules.workflow.view import limit_id, view

if TYPE_CHECKING:
    from collections.abc import Mapping

    from feedback_rules.calendar.working import WorkCalendar
    from feedback_rules.studies.results_texts import Instants, Quoted
    from feedback_rules.workflow.case import Part, Run
    from feedback_rules.workflow.spec import ClockSpec, LimitRow, Rulebook

__all__ = ["BAD", "Clocks"]

BAD: Final = frozenset({"late", "breached"})
"""The statuses of an obligation that was not kept (S12)."""

ELAPSED: Final = frozenset({"minute", "hour"})
WORKED: Final = frozenset({"working_minute", "working_hour"})


class _Limit:
    """What is the same in every run that a row of a limit decides about."""

    __slots__ = ("calendar", "edge", "head", "row", "tail", "unit", "way")

    def __init__(self, book: Rulebook, spec: ClockSpec, row: LimitRow) -> None:
        self.row = row
        self.unit = row.limit.unit
        self.calendar: WorkCalendar = book.calendars[row.calendar]
        text = dumps(row.limit.text("en"))
        self.head = f', "limit": {text}, "limit_id": {dumps(limit_id(spec, row))}, "ways": '
        basis, inferred = row.basis or spec.basis, row.inferred or spec.inferred
        readings = {**dict(spec.readings), **dict(row.readings)}
        self.tail = (
            f', "beyond": null, "basis": {dumps(list(basis))}, "inferred": {_both(inferred)}, '
            f'"readings": {dumps(dict(sorted(readings.items())))}, "title": {_both(spec.title)}}}'
        )
        events = dumps(sorted(spec.ways[row.way].events))
        self.way = (f'{{"events": {events}, "limit": {text}, "due": ', f', "basis": {dumps(list(row.basis))}}}')
        self.edge = _edge(self.calendar) if reads_days(row.limit, row.counting or COUNTING) else NO_DUE


def _both(words: tuple[str, str] | None) -> str:
    return "null" if words is None else dumps({"vi": words[0], "en": words[1]})


def _edge(calendar: WorkCalendar) -> int:
    """Give the instant at which the first provisional year begins: no due up to it rests on such a day (S7)."""
    years = () if calendar.days is None else calendar.days.years.values()
    first = min((year.year for year in years if year.status == "provisional"), default=None)
    return NO_DUE if first is None else calendar.midnight_us(date(first, 1, 1))


class _Clock:
    """What is the same in every run of a clock."""

    __slots__ = ("given", "head", "kind", "limits", "obligation", "spec")

    def __init__(self, book: Rulebook, spec: ClockSpec) -> None:
        self.spec = spec
        self.obligation = spec.kind == "obligation"
        self.head = f', "clock": {dumps(spec.id)}, "run": '
        self.kind = f', "kind": {dumps(spec.kind)}, "status": "'
        self.limits = {row.index: _Limit(book, spec, row) for row in spec.rows}


class Clocks:
    """Writes runs of the clocks of a regulation, as ``ClockView.to_dict`` has them, byte for byte."""

    __slots__ = ("_book", "_bound", "_clocks", "_quoted", "_when")

    def __init__(self, book: Rulebook, quoted: Quoted, when: Instants) -> None:
        self._book = book
        self._quoted = quoted
        self._when = when
        self._bound = Bound()
        self._clocks: Mapping[str, dict[str, _Clock]] = {
            name: {clock.id: _Clock(book, clock) for clock in flow.clocks.values()}
            for name, flow in book.workflows.items()
        }

    def __call__(self, part: Part, run: Run, at: int) -> tuple[str, bool]:
        """Give the text of a run at ``at``, and whether it is an obligation that was not kept."""
        clock = self._clocks[part.workflow][run.clock]
        if run.pauses or run.extensions or run.given is not None or run.due == UNSET:
            return self._slowly(clock, part, run, at)
        book, spec = self._book, clock.spec
        row = spec.rows[run.row] if run.row >= 0 else decisive(book, spec, run)
        if row.rule is None:
            return self._slowly(clock, part, run, at)
        limit = clock.limits[row.index]
        try:
            due = row.rule(run.counted, run.ended_day)
            used, left, over, share = _used(limit, run, due, at if run.ended is None else run.ended)
        except CalendarHorizonError:
            return self._slowly(clock, part, run, at)
        if run.end == "fulfilled" and run.row >= 0:
            is_ = "late" if run.passed is not None or (run.ended or 0) > due else "met"
        else:
            is_ = status(book, spec, run, at)
        first = "null"
        if due > limit.edge:
            found = limit.calendar.first_provisional(run.counted, due)
            first = "null" if found is None else f'"{found}"'
        when = self._when
        ended = "null" if run.ended is None else when[run.ended]
        ways = "[]" if len(spec.rows) == 1 else self._ways(clock, run)
        text = (
            f'{{"part": {self._quoted[part.address]}{clock.head}{run.number}{clock.kind}{is_}", '
            f'"bound_unit": {self._bound[run.holder, run.unit]}{limit.head}{ways}, "started": {when[run.started]}, '
            f'"counts_from": {when[run.counted]}, "due": {when[due]}, "ended": {ended}, "elapsed": {used}, '
            f'"remaining": {left}, "overdue": {over}, "share": {share}, "provisional": {first}{limit.tail}'
        )
        return text, clock.obligation and is_ in BAD

    def _slowly(self, clock: _Clock, part: Part, run: Run, at: int) -> tuple[str, bool]:
        """Go through the view."""
        seen = view(self._book, clock.spec, part, run, at)
        return dumps(seen.to_dict()), clock.obligation and seen.status in BAD

    def _ways(self, clock: _Clock, run: Run) -> str:
        """Write every way with its due (S11b)."""
        found = []
        for row in clock.spec.rows:
            if run.rows >> row.index & 1 or row.index == run.row:
                due = row_due(self._book, row, run)
                before, after = clock.limits[row.index].way
                found.append(f"{before}{'null' if due == NO_DUE else self._when[due]}{after}")
        return f"[{', '.join(found)}]"


def _used(limit: _Limit, run: Run, due: int, until: int) -> tuple[Any, Any, Any, Any]:
    """Measure a run without pauses in the unit of its limit: elapsed, remaining, overdue and share, as JSON."""
    start = run.counted
    if limit.unit in ELAPSED:
        used, total, over = max(until - start, 0), max(due - start, 0), max(until - due, 0)
    elif limit.unit in WORKED:
        office = limit.calendar.tables.used
        begin, end = office(start), office(due)
        here = office(until)
        used = here - begin if until > start else 0
        total = end - begin if due > start else 0
        over = here - end if until > due else 0
    else:
        return _days(limit, run, due, until)
    left = max(total - used, 0) if until <= due else 0
    return amount(used), amount(left), amount(over), round(used / total, 4) if total else "null"


def _days(limit: _Limit, run: Run, due: int, until: int) -> tuple[Any, Any, Any, Any]:
    """Measure in days; the closing that was due is not one too many."""
    tables, unit, start, ended = limit.calendar.tables, limit.unit, run.counted, run.ended_day
    before = start - ended
    alike = tables.offset is not None and unit != "same_working_day"
    if alike and tables.begin <= before and due <= tables.end and until <= tables.end and until >= start < due:
        # The clock is never changed, so that days are told by division, and none is passed over.
        day_of = tables.day_of
        day, last, here = day_of(before), day_of(due), day_of(until)
        over = 0
        if unit == "working_day":
            rank = tables.rank
            begun = rank[day + 1]
            used = rank[here] - begun if here > day else 0
            total = rank[last] - begun if last > day else 0
            if until > due:
                over = max(0, rank[here] - rank[day_of(due - 1) + 1])
        else:
            used, total = here - 1 - day, last - 1 - day
            if until > due:
                over = max(0, here - 1 - day_of(due - 1))
        used, total = max(0, used), max(0, total)
    else:
        elapsed = limit.calendar.elapsed_us
        used = elapsed(start, until, unit, ended_day=ended) if until > start else 0
        total = elapsed(start, due, unit, ended_day=ended) if due > start else 0
        over = elapsed(due + (unit == "same_working_day"), until, unit, ended_day=True) if until > due else 0
    left = max(total - used, 0) if until <= due else 0
    return used, left, over, round(used / total, 4) if total else "null"
