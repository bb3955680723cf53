"""A part's history: its ledger, written out from the planned steps that it has taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.workflow.case import NO_DUE, Run
from feedback_rules.workflow.clock import due_of, ends_a_day, fresh_due
from feedback_rules.workflow.event import cause_named
from feedback_rules.workflow.ledger import STAMP, Ledger, unit_of
from feedback_rules.workflow.plan import ENDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from feedback_rules.workflow.case import Part
    from feedback_rules.workflow.plan import Order, Plan
    from feedback_rules.workflow.spec import ClockSpec

__all__ = ["counted_from", "counts_of", "last_due", "open_run", "ordered", "written_out"]

Units = tuple[tuple[str, str], ...]
Counts = tuple[tuple[str, int, int], ...]

_new = tuple.__new__


def written_out(part: Part) -> Ledger:  # noqa: C901, PLR0912 - a move in one piece: an archive writes out each of them
    """Take the moves of a part again, on lists: what each of them did to the runs, the holders and the counts."""
    log = part.log
    base: Ledger | None = log[0]
    past = base or Ledger(part.workflow, "", None, None, (), (), (), (), (), part.opened, None, ())
    workflow, _, holder, unit, units, before, counts, visited, spans, opened, ended, open_before = past
    runs, visits, live, held = [*before], [*visited], [*open_before], [*spans]
    numbers = {run.clock: run.number for run in runs} if runs else {}
    stamps = STAMP.iter_unpack(part.stamps)
    more: list[Any] = []
    for plan in log[1:]:
        if plan.__class__ is tuple:
            more.append(plan)
            continue
        at, number = next(stamps)
        values: tuple[Any, ...] = ()
        if more:
            units, values = more
            more.clear()
        if plan.to is not None:
            visits.append(plan.to)
            ended = at if plan.final else None
        if not plan.fixed:
            holder = plan.holder
            unit = unit_of(units, holder) if units else None
            while held and held[-1][2] == at:  # what began at this very instant has not been
                held.pop()
            if not held or held[-1][0] != holder or held[-1][1] != unit:
                held.append((holder, unit, at))
        if plan.quiet:
            continue
        cause, from_day = "", False
        if plan.falls >= 0:
            index = live[plan.falls]
            run = runs[index] = runs[index].fallen()
            cause, from_day = f"{run.id}.due", bool(plan.starts) and ends_a_day(plan.origin.book, at)
        elif plan.falls == ENDS:
            cause, from_day = plan.name, True
        if plan.counted:
            counts = _counted(counts, plan.name, at)
        if plan.first:
            _obey(runs, live, plan, plan.first, values, at)
        if plan.changes or plan.replaced:
            _change(runs, live, plan, at)
        if not plan.keeps:
            live = [live[position] for position in plan.stays]
        for spec, rows, by_effect in plan.begins:
            clock = spec.id
            numbers[clock] = count = numbers.get(clock, 0) + 1
            bound, own = holder, unit
            if spec.binds is not None and spec.binds != holder:
                bound, own = spec.binds, unit_of(units, spec.binds)
            counted, day = at, from_day and not by_effect
            if spec.counts_from:
                last = counted_from(counts, spec)
                if last is not None:
                    counted, day = last, False
            due = fresh_due(spec, rows, counted, day)
            why = cause or cause_named(number)
            live.append(len(runs))
            runs.append(
                _new(
                    Run,
                    (clock, count, bound, own, at, counted, day, why, rows, None, 0, None, (), (), None, "", -1, due),
                )
            )
        if plan.orders:
            _obey(runs, live, plan, plan.orders, values[len(plan.first) :], at)
    return Ledger(
        workflow, plan.state, holder, unit, units, tuple(runs), counts, tuple(visits), tuple(held), opened, ended,
        tuple(live),
    )  # fmt: skip


def _change(runs: list[Run], live: list[int], plan: Plan, at: int) -> None:
    """End the runs that a move fulfilled, left or replaced, and count anew those whose limits it changed."""
    for position, end, row, _, _, spec, rows, _, _ in plan.changes:
        index = live[position]
        if end:
            runs[index] = runs[index].closed(at, end, row)
        else:
            run = runs[index].counting(rows)
            runs[index] = run.dated(due_of(plan.origin.book, spec, run), 0)
    for position in plan.replaced:
        runs[live[position]] = runs[live[position]].closed(at, "replaced", -1)


def ordered(run: Run, kind: str, value: Any, at: int) -> Run | None:
    """Give the run as an order leaves it; ``None`` where there is nothing to order: nothing brought, a limit that was
    given before, a clock that is paused already or not at all.
    """
    if value is None or (kind == "given" and run.given is not None):
        return None
    if kind == "given":
        return run._replace(given=value)
    if kind == "extended":
        return run._replace(extensions=(*run.extensions, (at, *value)))
    paused = bool(run.pauses) and run.pauses[-1][1] is None
    if paused != (kind == "resumed"):
        return None
    if paused:
        return run._replace(pauses=(*run.pauses[:-1], (run.pauses[-1][0], at)))
    return run._replace(pauses=(*run.pauses, (at, None)))


def _obey(
    runs: list[Run], live: list[int], plan: Plan, orders: tuple[Order, ...], values: tuple[Any, ...], at: int
) -> None:
    """Put the runs in their places of which something was ordered."""
    for (kind, position, _, spec, _, _), value in zip(orders, values, strict=False):
        index = live[position]
        run = ordered(runs[index], kind, value, at)
        if run is not None:
            runs[index] = run.dated(due_of(plan.origin.book, spec, run), run.floor)


def open_run(part: Part, position: int) -> Run:
    """Give one open run of a part, as it is at that position of its configuration."""
    standing = part.configuration
    assert standing is not None  # noqa: S101 - it has a position in it
    clock, rows, passed, holder = standing.live[position]
    place = len(part.stamps)
    for plan in part.log[:0:-1]:
        if plan.__class__ is tuple:
            continue
        place -= STAMP.size
        if plan.objects and any(order[3].id == clock for order in (*plan.first, *plan.orders)):
            break
        if clock in plan.clocks:
            spec, _, by_effect = next(begun for begun in plan.begins if begun[0].id == clock)
            if passed or spec.counts_from:
                break
            at, _ = STAMP.unpack_from(part.stamps, place)
            day = not by_effect and (plan.falls == ENDS or (plan.falls >= 0 and ends_a_day(standing.book, at)))
            due = part.dues[position]
            return _new(Run, (clock, 1, holder, None, at, at, day, "", rows, None, 0, None, (), (), None, "", -1, due))
    ledger = part.ledger
    return ledger.runs[ledger.live[position]]


def last_due(part: Part, clock: str) -> tuple[bool, int]:
    """Tell whether the due of the last run of a clock has passed, and when it is; ``NO_DUE`` where there is none."""
    standing, started = part.configuration, part.started
    assert standing is not None  # noqa: S101 - whoever asks is about to take a planned step
    assert started is not None  # noqa: S101 - and knows what has started
    for (known, _, passed, _), due in zip(standing.live, part.dues, strict=True):
        if known == clock:
            return passed, due
    if clock not in started.ids:
        return False, NO_DUE
    run = next(run for run in reversed(part.runs) if run.clock == clock)
    return run.passed is not None, run.due


def counts_of(part: Part) -> Counts:
    """Give how often and when last the events happened whose number or instant matters."""
    base: Ledger | None = part.log[0]
    counts: Counts = () if base is None else base.counts
    place = 0
    for plan in part.log[1:]:
        if plan.__class__ is tuple:
            continue
        if plan.counted:
            at, _ = STAMP.unpack_from(part.stamps, place)
            counts = _counted(counts, plan.name, at)
        place += STAMP.size
    return counts


def counted_from(counts: Iterable[tuple[str, int, int]], spec: ClockSpec) -> int | None:
    """Give the instant of the last event that a run of the clock looks back at; ``None`` where there was none."""
    return max([last for name, _, last in counts if name in spec.counts_from], default=None)


def _counted(counts: Counts, event: str, at: int) -> Counts:
    """Remember how often and when last an event happened."""
    times = 0
    for name, before, _ in counts:
        if name == event:
            times = before
    return (*[entry for entry in counts if entry[0] != event], (event, times + 1, at))
