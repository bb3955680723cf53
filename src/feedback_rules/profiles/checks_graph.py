"""The graph of a workflow: every state is reached and has a way out; no two transitions are open to one event."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from feedback_rules.conditions import overlap
from feedback_rules.profiles.checks_finding import Finding, witness
from feedback_rules.workflow.intake import CATEGORY
from feedback_rules.workflow.spec import Transition

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from feedback_rules.conditions import Condition, Domain
    from feedback_rules.profiles.build import Built
    from feedback_rules.profiles.checks_flow import Flow, Step
    from feedback_rules.profiles.tree import Path
    from feedback_rules.workflow.spec import ClockSpec, Outcome, Rulebook, WorkflowSpec

__all__ = [
    "allows", "apart", "category_path", "cycles", "dead_ends", "final_moves", "nowhere", "self_moves", "two_open",
    "unreachable",
]  # fmt: skip

MOST = 10_000
"""More pairs of alternatives than two guards can sensibly have; what asks more is not compared but refused."""

HOLDER = "holder"
"""In ``by``: any role of the kind that holds the state."""


def unreachable(built: Built, flow: Flow) -> Iterator[Finding]:
    """Find states to which no case can come."""
    for state in flow.flow.states.values():
        if flow.flow.opening and state.id not in flow.at:
            yield Finding("unreachable-state", built.path(state), {"name": state.id})


def dead_ends(built: Built, flow: Flow) -> Iterator[Finding]:
    """Find states that are not final and lead nowhere, or never to an end."""
    leaving: dict[str, set[str]] = {name: set() for name in flow.at}
    for step in flow.edges():
        if step.target != step.source:
            leaving[step.source].add(step.target)
    final = {name for name in flow.at if flow.flow.states[name].final}
    ending = _leading_to(final, leaving)
    told: set[str] = set()
    for name in flow.at:
        state = flow.flow.states[name]
        if state.final:
            continue
        if not leaving[name]:
            yield Finding("no-way-out", built.path(state), {"name": name})
        elif (
            flow.flow.no_end is None
            and name not in ending | told
            and all(leaving[other] for other in _reach(name, leaving))
        ):
            told |= _reach(name, leaving)
            yield Finding("no-end", built.path(state), {"name": name})


def _leading_to(ends: Iterable[str], leaving: Mapping[str, set[str]]) -> set[str]:
    """Gather the states from which one of ``ends`` can be reached."""
    entering: dict[str, set[str]] = {}
    for source, targets in leaving.items():
        for target in targets:
            entering.setdefault(target, set()).add(source)
    return _reach_all(ends, entering)


def _reach(start: str, edges: Mapping[str, set[str]]) -> set[str]:
    return _reach_all([start], edges)


def _reach_all(starts: Iterable[str], edges: Mapping[str, set[str]]) -> set[str]:
    waiting = list(starts)
    found = set(waiting)
    while waiting:
        for other in edges.get(waiting.pop(), ()):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found


def nowhere(built: Built, flow: Flow) -> Iterator[Finding]:
    """Find categories whose cases come to nobody or to no end, on the paths that are open to that category.

    Asked of workflows that take reports in; an account or a broadcast has no category.
    """
    book = built.rulebook
    held = {name for name, state in flow.flow.states.items() if state.held_by not in {None, "nobody", "system"}}
    guards = [move.guard for moves in flow.flow.opening.values() for move in moves]
    asked = any(test.fact == CATEGORY for guard in guards for tests in guard for test in tests)
    if flow.flow.is_part or (flow.flow.intake is None and not asked):
        return
    reached = _Reached(flow)
    for category in book.facts[CATEGORY].values:
        seen = reached.by(category)
        if seen and not (seen & held and any(flow.flow.states[name].final for name in seen)):
            yield Finding("category-nowhere", category_path(book, category), {"name": category, "flow": flow.flow.id})


class _Reached:
    """The states that a case of one category or another can come to, which are few different sets."""

    def __init__(self, flow: Flow) -> None:
        self.fixed = not any(_sets_category(step.outcome) for step in flow.edges())
        self.open: dict[str, set[str]] = {}
        self.guarded: list[tuple[Condition, str, str]] = []
        for step in flow.edges():
            guard = step.outcome.guard if isinstance(step.outcome, Transition) else step.outcome.when
            if self.fixed and _asks_category(guard):
                self.guarded.append((guard, step.source, step.target))
            else:
                self.open.setdefault(step.source, set()).add(step.target)
        openings = [move for moves in flow.flow.opening.values() for move in moves]
        self.starts = [(move.guard, move.to) for move in openings if move.to]
        self.known: dict[tuple[bool, ...], set[str]] = {}

    def by(self, category: str) -> set[str]:
        """Gather the states that a case of ``category`` can come to."""
        starting = [allows(guard, category) for guard, _ in self.starts]
        passing = [allows(guard, category) for guard, _, _ in self.guarded]
        allowed = (*starting, *passing)
        if allowed not in self.known:
            edges = {source: set(targets) for source, targets in self.open.items()}
            for passes, (_, source, target) in zip(passing, self.guarded, strict=True):
                if passes:
                    edges.setdefault(source, set()).add(target)
            starts = [to for starts, (_, to) in zip(starting, self.starts, strict=True) if starts]
            self.known[allowed] = _reach_all(starts, edges)
        return self.known[allowed]


def _asks_category(condition: Condition) -> bool:
    """Tell whether a condition may not hold for some category: it asks for it, or holds for none."""
    return not condition or any(test.fact == CATEGORY for tests in condition for test in tests)


def _sets_category(outcome: Outcome) -> bool:
    brings = outcome.brings if isinstance(outcome, Transition) else ()
    return any(one.fact == CATEGORY for one in (*outcome.sets, *brings))


def allows(condition: Condition, value: str, fact: int = CATEGORY) -> bool:
    """Tell whether a condition can hold for the category, or for this value of another fact."""
    return any(all(value in test.allowed for test in tests if test.fact == fact) for tests in condition)


def category_path(book: Rulebook, name: str) -> Path:
    """Give the place of a category, which may stand under others."""
    parents = book.facts[CATEGORY].parents
    path: Path = (name,)
    while path[0] in parents:
        path = (parents[str(path[0])], "in", *path)
    return ("categories", *path)


def final_moves(built: Built, flow: Flow) -> Iterator[Finding]:
    """Find events that would move a case out of a final state: it has ended."""
    for state in flow.flow.states.values():
        if state.final:
            for moves in state.events.values():
                for move in moves:
                    if move.to is not None:
                        params = {"event": move.event, "state": state.id, "to": move.to}
                        yield Finding("final-moves", built.path(move), params)


def self_moves(built: Built, flow: Flow) -> Iterator[Finding]:
    """Find events of a state that move it to itself: that is written ``stay: true``."""
    for state in flow.flow.states.values():
        for moves in state.events.values():
            for move in moves:
                path = built.path(move)
                if move.to == state.id and path[2:3] == ("states",):
                    yield Finding("self-move", path, {"event": move.event, "state": state.id})


def two_open(built: Built, flow: Flow) -> Iterator[Finding]:
    """Find two transitions of one state that are open to one event (S21), with facts on which both are.

    A part opens from within its case: its openings are a table of their own.
    """
    for state in flow.flow.states.values():
        for moves in state.events.values() if state.id in flow.at else ():
            for first, second in combinations(moves, 2):
                free = {taken.fact for move in (first, second) for taken in move.brings}
                yield from _both_open(built, flow, state.id, flow.domains(state.id, free), first, second)
    for moves in flow.flow.opening.values() if flow.flow.is_part else ():
        for first, second in combinations(moves, 2):
            yield from _both_open(built, flow, flow.flow.id, flow.domains(None), first, second)


def _both_open(
    built: Built, flow: Flow, name: str, domains: Mapping[int, Domain], first: Transition, second: Transition
) -> Iterator[Finding]:
    if apart(built.rulebook, first, second) or _in_turn(flow.flow, first, second):
        return
    if len(first.guard) * len(second.guard) > MOST:
        yield Finding("condition-too-wide", built.path(second), {"most": MOST})
        return
    facts = overlap(first.guard, second.guard, domains)
    if facts is not None:
        params = {
            "event": first.event,
            "state": name,
            "first": _goes(first),
            "second": _goes(second),
            "facts": witness(facts),
        }
        yield Finding("two-transitions", built.path(second), params)


def _goes(move: Transition) -> str:
    return move.to or "stay"


def apart(book: Rulebook, first: Transition, second: Transition) -> bool:
    """Tell whether nobody may do both; whoever holds a state may be of any role of any kind."""
    if HOLDER in first.by or HOLDER in second.by:
        other = (second if HOLDER in first.by else first).by
        return HOLDER not in other and not any(name in book.roles for name in other)
    return not first.by & second.by


def _in_turn(flow: WorkflowSpec, first: Transition, second: Transition) -> bool:
    """Tell whether one is open only until the due after which the other is."""
    for early, late in ((first, second), (second, first)):
        if early.window is not None and early.window == late.after_due and flow.clocks[early.window].after == "refuse":
            return True
    return False


def cycles(built: Built, flow: Flow) -> Iterator[Finding]:
    """Find cycles of moves that nothing bounds: no ``at_most``, no last instant, no clock that goes on all the way.

    An event with ``unbounded`` says why; what a due or a counter does is bounded by it. A window that begins anew with
    each round bounds the round, not their number.
    """
    edges: dict[str, list[Step]] = {}
    for step in flow.edges():
        move = step.outcome
        free = step.kind == "event" and step.target != step.source
        if (
            free
            and not any(getattr(move, name) is not None for name in ("at_most", "unbounded"))
            and not _ends(flow, move)
        ):
            edges.setdefault(step.source, []).append(step)
    for ring in _rings({source: [step.target for step in steps] for source, steps in edges.items()}):
        if any(_goes_on(clock, ring) for clock in flow.flow.clocks.values()):
            continue
        order = [name for name in flow.flow.states if name in ring]
        back = next(step for name in reversed(order) for step in edges.get(name, ()) if step.target in ring)
        params = {"states": " → ".join(order), "event": getattr(back.outcome, "event", "")}
        yield Finding("unbounded-cycle", built.path(back.outcome), params)


def _ends(flow: Flow, outcome: Outcome) -> bool:
    """Tell whether a window ends for good: it refuses what comes later, and counts from what opened the case."""
    window = getattr(outcome, "window", None)
    if window is None:
        return False
    clock = flow.flow.clocks[window]
    again = {event for state in flow.flow.states.values() for event in state.events}
    counted = frozenset(clock.counts_from)
    return clock.after == "refuse" and bool(counted) and counted <= flow.flow.opening.keys() - again


def _goes_on(clock: ClockSpec, ring: frozenset[str]) -> bool:
    """Tell whether a clock with a due runs through all states of a cycle without starting anew."""
    counts = all(row.limit.unit not in {"at_once", "unknown"} for row in clock.rows)
    return clock.on_entry and not clock.restarts_on and counts and ring <= clock.scope


def _rings(edges: Mapping[str, list[str]]) -> list[frozenset[str]]:
    """Give the strongly connected parts of more than one state (Tarjan, without recursion)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    inside: set[str] = set()
    found = []
    for root in edges:
        if root in index:
            continue
        work = [(root, iter(edges.get(root, ())))]
        index[root] = low[root] = len(index)
        stack.append(root)
        inside.add(root)
        while work:
            name, targets = work[-1]
            for target in targets:
                if target not in index:
                    index[target] = low[target] = len(index)
                    stack.append(target)
                    inside.add(target)
                    work.append((target, iter(edges.get(target, ()))))
                    break
                if target in inside:
                    low[name] = min(low[name], index[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[name])
                if low[name] == index[name]:
                    ring = set()
                    while name not in ring:
                        last = stack.pop()
                        inside.discard(last)
                        ring.add(last)
                    if len(ring) > 1:
                        found.append(frozenset(ring))
    return found
