"""A planned step: the event's instant, units and dues put into what the plan foresees (S20)."""

from __future__ import annotations

from sys import intern
from typing import TYPE_CHECKING, Any, Final

from feedback_rules.workflow.case import NO_DUE, Case, Part, Run
from feedback_rules.workflow.clock import due_of, fresh_due, status
from feedback_rules.workflow.configuration import UNPLANNED, Fork, configuration_of, recognised
from feedback_rules.workflow.effect import Effect
from feedback_rules.workflow.event import CITIZEN
from feedback_rules.workflow.happening import Trace
from feedback_rules.workflow.happens import linked
from feedback_rules.workflow.planning import plan_event, plan_turned
from feedback_rules.workflow.values import is_blank

if TYPE_CHECKING:
    from collections.abc import Mapping

    from feedback_rules.workflow.event import Event
    from feedback_rules.workflow.happening import Line
    from feedback_rules.workflow.plan import Plan
    from feedback_rules.workflow.spec import ClockSpec, Rulebook, WorkflowSpec

__all__ = ["execute", "planned"]

Units = tuple[tuple[str, str], ...]
Held = tuple[tuple["str | None", "str | None", int], ...]
Counts = tuple[tuple[str, int, int], ...]

NONE: Final[frozenset[str]] = frozenset()

MANY: Final = 256
CAUSES: Final = tuple([f"e{number}" for number in range(MANY)])
"""What the effects of an event are named after; the texts are shared by all cases."""

MADE: Final = 1000
"""So many outcomes of a plan's facts are shared."""

_new = tuple.__new__


def planned(book: Rulebook, part: Part, event: Event) -> Plan | None:
    """Give the plan of an event for a part that stands as this one does, if there is one."""
    configuration = part.configuration
    if configuration is None:
        configuration = configuration_of(book, part)
        if configuration is None:
            return None
    plan: Any = configuration.moves.get((event.name, event.by), UNPLANNED)
    if plan.__class__ is Fork:
        brought = recognised(map(event.data.get, plan.fields), plan.fields, plan.carried)
        if brought is None:
            return None
        plan = plan.plans.get(brought, UNPLANNED)
    found: Plan | None = plan_event(book, configuration, part, event) if plan is UNPLANNED else plan
    return found


def execute(  # noqa: C901, PLR0912, PLR0915 - one step in one piece: what is called for each event costs each event
    book: Rulebook,
    case: Case,
    part: Part,
    plan: Plan,
    event: Event,
    applied: tuple[tuple[int, int], ...],
    lines: list[Line],
) -> tuple[Case, tuple[Effect, ...], Trace] | None:
    """Take a planned step with ``part`` of ``case``; ``None`` where the event is not what the plan is for.

    ``lines`` are those of the trace so far. An objection is left to the full step, which words it.
    """
    _, name, at, _, own_unit, _, seq, _, data = event
    (
        address, workflow, _, holder, unit, units, facts, runs, counters, counts, visits, held, opened, ended, _, live,
        _,
    ) = part  # fmt: skip
    if not plan.since <= at <= plan.until or (plan.asks and not _granted(plan, part, event)):
        return None
    if plan.unit_kind is not None and (own_unit is None or _unit(units, plan.unit_kind) not in (None, own_unit)):
        return None
    if plan.routes:
        units, turned = _routed(plan, units, event)
        if turned:
            other: Any = plan.turned.get(turned, UNPLANNED)
            other = plan_turned(book, plan, event, turned) if other is UNPLANNED else other
            if other is None:
                return None
            plan = other
    if plan.tallied is not None:
        tallied = _tallied(plan.tallied, counters, name)
        if tallied is None:
            return None
        counters = tallied
    if plan.counted:
        counts = _counted(counts, name, at)

    id_, profile, law, days, began, _, number, _, parts = case
    number = number + 1 if seq is None else seq
    cause = CAUSES[number] if 0 <= number < MANY else f"e{number}"
    if plan.sets:
        facts = plan.made.get(facts) or _known(book, plan, facts, data)
    to = plan.to
    if to is not None:
        visits = (*visits, to)
        ended = at if plan.final else None
    if not plan.fixed:
        holder = plan.holder
        unit = None if not units or holder is None or holder == CITIZEN else _unit(units, holder)
        if not held or held[-1][0] != holder or held[-1][1] != unit:
            held = _holding(held, holder, unit, at)
    lines.append((at, "applied", address, name, to or "", plan.basis))
    if plan.changes:
        runs = _changed(book, plan, runs, live, at, address, lines)
    if not plan.keeps:
        live = tuple([live[position] for position in plan.stays])
    for spec, rows, replaced in plan.starts:
        if replaced >= 0:
            index = part.live[replaced]
            old = runs[index].closed(at, "replaced", -1)
            runs = (*runs[:index], old, *runs[index + 1 :])
            lines.append((at, status(book, spec, old, at), address, f"{old.clock}.{old.number}", "", spec.basis))
        live = (*live, len(runs))
        runs = (*runs, _started(spec, rows, at, cause, runs, (holder, unit, units), counts))
        lines.append((at, "started", address, f"{spec.id}.{runs[-1].number}", "", spec.basis))
    effects: list[Effect] = []
    for what, kind, channel, start in plan.effects:
        timed = None
        if what.case_field is None:
            receiver: str | None = what.to
        else:
            receiver = linked(book, event, facts, what.case_field)
            if receiver is None:
                continue
        if start is not None:
            spec, rows = start
            live = (*live, len(runs))
            runs = (*runs, _started(spec, rows, at, cause, runs, (holder, unit, units), counts))
            timed = f"{spec.id}.{runs[-1].number}"
            lines.append((at, "started", address, timed, "", spec.basis))
        where = f"{id_}/{address}" if address else id_
        addressed = _unit(units, kind) if units and what.case_field is None else None
        effects.append(
            _new(
                Effect,
                (
                    f"{where}/{cause}/{len(effects)}", what.verb, receiver, addressed, what.by, channel, at, where,
                    what.event, what.carries, timed, what.basis, what.title,
                ),
            )
        )  # fmt: skip
    wake = plan.ends
    for index in live:
        run = runs[index]
        if run.passed is None:
            falls = run.due if run.due > run.floor else run.floor
            if falls < wake:
                wake = falls
    now = _new(
        Part,
        (
            address, workflow, plan.state, holder, unit, units, facts, runs, counters, counts, visits, held, opened,
            ended, wake, live, plan.after,
        ),
    )  # fmt: skip
    parts = (now,) if len(parts) <= 1 else tuple([now if one is part else one for one in parts])
    stepped = _new(Case, (id_, profile, law, days, began, at, number, applied, parts))
    return stepped, tuple(effects), _new(Trace, lines)


def _unit(units: Units, kind: str) -> str | None:
    """Give the unit of a kind to which a part was routed."""
    for known, unit in units:
        if known == kind:
            return unit
    return None


def _known(book: Rulebook, plan: Plan, facts: tuple[Any, ...], data: Mapping[str, Any]) -> tuple[Any, ...]:
    """Give the facts as the step leaves them; where nothing but the plan decides, cases that stand alike share them."""
    known = [*facts]
    alike = len(plan.made) < MADE
    for fact, value, field in plan.sets:
        known[fact] = value if field is None else data[field]
        alike = alike and field is None
    found = tuple(known)
    if alike and all(found[link] is None for link in book.links):
        plan.made[facts] = found
    return found


def _granted(plan: Plan, part: Part, event: Event) -> bool:
    """Tell whether the event brings what it must, and the part's past lets it happen: its number, its window, the due
    it waits for.
    """
    for needed in plan.needs:
        for field in needed:
            if not is_blank(event.data.get(field)):
                break
        else:
            return False
    if plan.at_most is not None:
        for name, times, _ in part.counts:
            if name == event.name and times >= plan.at_most:
                return False
    if plan.window is not None:
        run = part.last_run(plan.window)
        if run is not None and (run.passed is not None or run.due < event.at):
            return False
    if plan.after_due is None:
        return True
    run = part.last_run(plan.after_due)
    return run is not None and run.passed is not None


def _routed(plan: Plan, units: Units, event: Event) -> tuple[Units, frozenset[str]]:
    """Give the units with those that the event names, and the kinds that must not change theirs but do."""
    turned = NONE
    for kind, field in plan.routes:
        brought = event.unit if field == "same" else event.data.get(field)
        if is_blank(brought):
            continue
        named = intern(str(brought))
        if kind in plan.sensitive and (kind, named) not in units:
            turned |= {kind}
        units = (*[pair for pair in units if pair[0] != kind], (kind, named))
    return units, turned


def _tallied(flow: WorkflowSpec, counters: tuple[int, ...], event: str) -> tuple[int, ...] | None:
    """Count an event; ``None`` where a counter is full, which has consequences."""
    values = [*counters]
    for counter in flow.counters:
        value = 0 if event in counter.resets else values[counter.index] + (event in counter.adds)
        if value >= counter.at:
            return None
        values[counter.index] = value
    return tuple(values)


def _counted(counts: Counts, event: str, at: int) -> Counts:
    """Remember how often and when last an event happened."""
    times = 0
    for name, before, _ in counts:
        if name == event:
            times = before
    return (*[entry for entry in counts if entry[0] != event], (event, times + 1, at))


def _changed(
    book: Rulebook, plan: Plan, runs: tuple[Run, ...], live: tuple[int, ...], at: int, address: str, lines: list[Line]
) -> tuple[Run, ...]:
    """End the runs that the step fulfils or leaves, and count anew those whose limits have changed."""
    changing = [*runs]
    for position, end, row, said, basis, spec, rows in plan.changes:
        run = changing[live[position]]
        if end:
            run = run.closed(at, end, row)
            if end == "fulfilled" and run.due < NO_DUE and rows == 1 << row:
                kind = "late" if run.passed is not None or at > run.due else "met"
            else:
                kind = status(book, spec, run, at)
        else:
            run = run.counting(rows)
            due = due_of(book, spec, run)
            run = run.dated(due, at if due < at else 0)
            kind = "recomputed"
        changing[live[position]] = run
        lines.append((at, kind, address, f"{run.clock}.{run.number}", said, basis))
    return tuple(changing)


def _started(
    spec: ClockSpec,
    rows: int,
    at: int,
    cause: str,
    runs: tuple[Run, ...],
    hold: tuple[str | None, str | None, Units],
    counts: Counts,
) -> Run:
    """Give the run that starts."""
    clock = spec.id
    number = 1
    for run in reversed(runs):
        if run.clock == clock:
            number = run.number + 1
            break
    counted = at
    if spec.counts_from:
        for name, _, last in counts:
            if name in spec.counts_from and (counted == at or last > counted):
                counted = last
    holder, unit, units = hold
    binds = spec.binds
    if binds is not None and binds != holder:
        holder, unit = binds, _unit(units, binds)
    due = fresh_due(spec, rows, counted, False)  # noqa: FBT003 - as a rule takes it
    return _new(
        Run,
        (
            clock, number, holder, unit, at, counted, False, cause, rows, None, at if due < at else 0, None, (), (),
            None, "", -1, due,
        ),
    )  # fmt: skip


def _holding(held: Held, holder: str | None, unit: str | None, at: int) -> Held:
    """Write who holds the part from now (S18); what began at this very instant has not been."""
    while held and held[-1][2] == at:
        held = held[:-1]
    if held and held[-1][0] == holder and held[-1][1] == unit:
        return held
    return (*held, (holder, unit, at))
