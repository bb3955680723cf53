"""What moved a part at an instant: the event, due or end of a holder, as far as the case itself still tells.

A case keeps the causes of its runs, the states visited and who held it, not the log: where several events could have
led from one state to the next, all of them are named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from feedback_rules.explain.moments import joined
from feedback_rules.workflow.spec import EMPTY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from feedback_rules.explain.naming import Naming
    from feedback_rules.workflow.case import Part, Run
    from feedback_rules.workflow.spec import ClockSpec, Outcome, Text, Transition, WorkflowSpec

__all__ = ["Origin", "ended_by", "opened_by", "origin_of"]


class Origin(NamedTuple):
    """What it was, by whom it may be done, and on which articles."""

    what: Text
    by: Text
    basis: tuple[str, ...]
    inferred: Text | None


def origin_of(names: Naming, flow: WorkflowSpec, part: Part, run: Run, spec: ClockSpec) -> Origin:
    """Tell what started a run."""
    cause = run.cause
    if cause.endswith(".due"):
        return _of_due(names, flow, part, cause.removesuffix(".due"))
    if cause.startswith("end."):
        return _of_end(names, cause.removeprefix("end."))
    events = _narrowed(flow, part, run.started, _starters(flow, part, run, spec))
    return _of_events(names, flow, events, cause)


def ended_by(names: Naming, flow: WorkflowSpec, part: Part, run: Run, spec: ClockSpec) -> Origin:
    """Tell which event fulfilled a run, or led away from what it measures."""
    at = run.ended or 0
    if run.end == "fulfilled":
        acts = spec.ways[spec.rows[run.row].way].events
        found = [move for name in sorted(acts) for move in names.moves(flow, name) if move.source in spec.scope]
        leading = [move for move in found if move.to is None or move.to in part.visits]
        return _of_events(names, flow, _narrowed(flow, part, at, leading or found), "")
    return _of_events(names, flow, _narrowed(flow, part, at, _leavers(flow, part, run, spec)), "")


def opened_by(names: Naming, flow: WorkflowSpec, part: Part) -> Origin:
    """Tell what opened a part."""
    return _of_events(names, flow, _openings(flow, part), "e1")


def _openings(flow: WorkflowSpec, part: Part) -> list[Transition]:
    """List the openings that lead to where the part began."""
    return [move for moves in flow.opening.values() for move in moves if move.to == part.visits[0]]


def _of_due(names: Naming, flow: WorkflowSpec, part: Part, run: str) -> Origin:
    """Name a due: the part's own, of a part that has joined (behind its path), or of one above that opened this one."""
    path, _, name = run.rpartition("/")
    clock = name.rpartition(".")[0]
    address = part.address
    if path:
        flow = next(names.flows(f"{address}/{path}" if address else path))
    elif not any(one.id == name and one.passed is not None for one in part.runs):
        address = address.rpartition("/")[0].rpartition("/")[0]
        flow = next(one for one in names.flows(address) if clock in one.clocks)
    spec = flow.clocks[clock]
    return Origin(names.cause(f"{run}.due", address), EMPTY, spec.basis, spec.inferred)


def _of_end(names: Naming, kind: str) -> Origin:
    spec = names.book.holders[kind]
    return Origin(names.cause(f"end.{kind}"), EMPTY, spec.end_basis or spec.basis, spec.inferred)


def _of_events(names: Naming, flow: WorkflowSpec, moves: list[Transition], cause: str) -> Origin:
    """Name the events of these transitions and whose they are; where none is known, the number that the log has."""
    if not moves:
        return Origin(names.cause(cause), EMPTY, (), None)
    events: dict[str, set[str | None]] = {}
    for move in moves:
        events.setdefault(move.event, set()).add(move.source)
    roles = frozenset().union(*(move.by for move in moves))
    basis = tuple(dict.fromkeys(cited for move in moves for cited in move.basis))
    what = joined((names.event(event, flow, states=sources) for event, sources in events.items()), "explain.or")
    return Origin(what, names.roles(roles), basis, next((move.inferred for move in moves if move.inferred), None))


def _starters(flow: WorkflowSpec, part: Part, run: Run, spec: ClockSpec) -> list[Transition]:
    """List the transitions that can have started a run."""
    openings = _openings(flow, part)
    named = spec.starts_on | (spec.restarts_on if _restarted(part, run) else frozenset())
    if run.started == part.opened and (spec.of_effect or spec.on_entry or not named):
        return openings
    every = [move for state in flow.states.values() for moves in state.events.values() for move in moves]
    if spec.of_effect:
        return [move for move in every if _orders(move, spec.id)]
    if named:
        return [move for move in [*openings, *every] if move.event in named]
    entries = list(_entries(part, spec))
    begun = [one.number for one in part.runs if one.clock == run.clock and not _restarted(part, one)]
    if len(entries) == len(begun) and run.number in begun:
        entries = [entries[begun.index(run.number)]]
    crossing = _between(flow, entries)
    inside = [move for move in every if move.source in spec.scope and (move.to is None or move.to in spec.scope)]
    changing = [move for move in inside if move.brings or move.sets or move.routes or move.supplement]
    return crossing if crossing or entries else changing


def _restarted(part: Part, run: Run) -> bool:
    """Tell whether a run took the place of the one before at that very instant."""
    before = (one for one in part.runs if one.clock == run.clock and one.number == run.number - 1)
    return any(one.end == "replaced" and one.ended == run.started for one in before)


def _leavers(flow: WorkflowSpec, part: Part, run: Run, spec: ClockSpec) -> list[Transition]:
    """List the transitions that can have led out of what a run measures."""
    pairs = zip(part.visits, part.visits[1:], strict=False)
    exits = [(here, there) for here, there in pairs if here in spec.scope and there not in spec.scope]
    if len(exits) == sum(1 for one in part.runs if one.clock == run.clock and one.ended is not None):
        exits = [exits[run.number - 1]]
    return _between(flow, exits)


def _orders(outcome: Outcome, clock: str) -> bool:
    return any(effect.clock == clock for effect in outcome.effects)


def _entries(part: Part, spec: ClockSpec) -> Iterator[tuple[str, str]]:
    """Walk the steps by which the part came into the scope of a clock."""
    before = ""
    for state in part.visits:
        if state in spec.scope and before not in spec.scope:
            yield before, state
        before = state


def _between(flow: WorkflowSpec, steps: Iterable[tuple[str, str]]) -> list[Transition]:
    """List the transitions that lead from one state to the next."""
    found: list[Transition] = []
    for here, there in steps:
        events = flow.states[here].events if here else flow.opening
        found += [move for moves in events.values() for move in moves if move.to == there]
    return found


def _narrowed(flow: WorkflowSpec, part: Part, at: int, moves: list[Transition]) -> list[Transition]:
    """Keep the transitions that agree with what else the case says of this instant."""
    last = {name: instant for name, _, instant in part.counts}
    fitting = [move for move in moves if move.event not in flow.counted or last.get(move.event, -1) >= at]
    acts: set[str] = set()
    for run in part.runs:
        if run.ended == at and run.end == "fulfilled":
            spec = flow.clocks[run.clock]
            acts |= spec.ways[spec.rows[run.row].way].events
    agreeing = [move for move in fitting if move.event in acts]
    return agreeing or fitting or moves
