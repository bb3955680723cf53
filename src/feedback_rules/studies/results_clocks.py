"""One run of a clock as its JSON, without a view in between; whatever is unusual about it goes through the view.

What never changes about a clock (its limit, its ways, its source, its title) is written once for a regulation.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from feedback_rules.calendar.counting import COUNTING, reads_days
from feedback_rules.errors import CalendarHorizonError
from feedback_rules.studies.results_texts import Made, amount, dumps
from feedback_rules.workflow.case import NO_DUE, UNSET
from feedback_rules.workflow.clock import decisive, row_due, status
from feedback_rules.workflow.view import limit_id, view

if TYPE_CHECKING:
    from collections.abc import Mapping

    from feedback_rules.calendar.working import WorkCalendar
    from feedback_rules.studies.results_texts import Instants
    from feedback_rules.workflow.case import Part, Run
    from feedback_rules.workflow.ledger import Ledger
    from feedback_rules.workflow.spec import ClockSpec, LimitRow, Rulebook

__all__ = ["BAD", "Clocks"]

BAD: Final = frozenset({"late", "breached"})
"""The statuses of an obligation that was not kept (S12)."""

ELAPSED: Final = frozenset({"minute", "hour"})
WORKED: Final = frozenset({"working_minute", "working_hour"})


class _Limit:
    """What is the same in every run that a row of a limit decides about."""

    __slots__ = ("calendar", "edge", "head", "heads", "measured", "tail", "unit", "way")

    def __init__(self, book: Rulebook, spec: ClockSpec, row: LimitRow) -> None:
        self.unit = row.limit.unit
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
        self.edge = _edge(self.calendar) if reads_days(row.limit, row.counting or COUNTING) else NO_DUE

    def _head(self, key: tuple[str, int, str, str | None, str | None]) -> str:
        """Write what stands before the ways."""
        address, number, is_, holder, unit = key
        clock, kind, limit = self.head
        bound = f"{holder}/{unit}" if unit else holder or ""
        return (
            f'{{"part": {dumps(address)}, {clock}, "run": {number}, {kind}"{is_}", "bound_unit": {dumps(bound)}, '
            f"{limit}"
        )

    def _told(self, key: tuple[int, int, int]) -> str:
        """Write what is used of a total, and how far it is overdue (negative: it is not)."""
        used, total, over = key
        left = max(total - used, 0) if over < 0 else 0
        share = round(used / total, 4) if total else "null"
        say = amount if self.unit in ELAPSED or self.unit in WORKED else str
        return (
            f', "elapsed": {say(used)}, "remaining": {say(left)}, "overdue": {say(max(over, 0))}, "share": {share}, '
            '"provisional": '
        )


def _both(words: tuple[str, str] | None) -> str:
    return "null" if words is None else dumps({"vi": words[0], "en": words[1]})


def _edge(calendar: WorkCalendar) -> int:
    """Give the instant at which the first provisional year begins: no due up to it rests on such a day (S7)."""
    years = () if calendar.days is None else calendar.days.years.values()
    first = min((year.year for year in years if year.status == "provisional"), default=None)
    return NO_DUE if first is None else calendar.midnight_us(date(first, 1, 1))


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
                key = _used(limit, counted, day, due, at if ended is None else ended)
            except CalendarHorizonError:
                bad |= self._slowly(texts, clock, part, run, at)
                continue
            if end == "fulfilled" and judged >= 0:
                is_ = "late" if passed is not None or (ended or 0) > due else "met"
            else:
                is_ = status(book, clock.spec, run, at)
            first = "null"
            if due > limit.edge:
                found = limit.calendar.first_provisional(counted, due)
                first = "null" if found is None else f'"{found}"'
            ways = "[]" if len(clock.rows) == 1 else self._ways(clock, run)
            texts.append(
                f'{limit.heads[address, number, is_, holder, unit]}{ways}, "started": {when[started]}, '
                f'"counts_from": {when[counted]}, "due": {when[due]}, "ended": '
                f"{'null' if ended is None else when[ended]}{limit.measured[key]}{first}{limit.tail}"
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


def _used(limit: _Limit, start: int, ended_day: bool, due: int, until: int) -> tuple[int, int, int]:  # noqa: FBT001 - as a run has it
    """Measure a run without pauses in the unit of its limit: used, total, and overdue or, in time, -1."""
    if limit.unit in WORKED:
        office = limit.calendar.tables.used
        begin, end = office(start), office(due)
        here = end if until == due else office(until)
        used = here - begin if until > start else 0
        return used, end - begin if due > start else 0, here - end if until > due else -1
    if limit.unit in ELAPSED:
        return max(until - start, 0), max(due - start, 0), until - due if until > due else -1
    return _days(limit, start, ended_day, due, until)


def _days(limit: _Limit, start: int, ended_day: bool, due: int, until: int) -> tuple[int, int, int]:  # noqa: FBT001 - as above
    """Measure in days; the closing that was due is not one too many."""
    tables, unit = limit.calendar.tables, limit.unit
    before = start - ended_day
    over = -1
    alike = tables.offset is not None and unit != "same_working_day"
    if alike and tables.begin <= before and due <= tables.end and until <= tables.end and until >= start < due:
        # The clock is never changed, so that days are told by division, and none is passed over.
        day_of = tables.day_of
        day, last, here = day_of(before), day_of(due), day_of(until)
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
        return max(0, used), max(0, total), over
    elapsed = limit.calendar.elapsed_us
    used = elapsed(start, until, unit, ended_day=ended_day) if until > start else 0
    total = elapsed(start, due, unit, ended_day=ended_day) if due > start else 0
    if until > due:
        over = elapsed(due + (unit == "same_working_day"), until, unit, ended_day=True)
    return used, total, over
