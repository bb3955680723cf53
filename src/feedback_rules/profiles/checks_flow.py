"""Where a case can be, and what its facts can be there: a walk over the graph of a workflow with sets of values.

The walk keeps for each state and fact every value that some path can bring there, each fact by itself: it may think
possible what only two facts together exclude, and never calls impossible what a case can do.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from feedback_rules.profiles.checks_values import Change, Domains, Layout, Values
from feedback_rules.workflow.intake import CATEGORY, CHANNEL, COMPLETE, EXCLUDED, IN_HOURS, LANGUAGE
from feedback_rules.workflow.spec import ALWAYS, Transition

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from feedback_rules.conditions import Condition
    from feedback_rules.profiles.checks_values import Alternatives
    from feedback_rules.workflow.spec import Outcome, Rulebook, WorkflowSpec

__all__ = ["Flow", "Step", "flows", "steps"]


class Step(NamedTuple):
    """One thing that can happen in a state: by an event, at a due, with a full counter, at a join."""

    kind: str
    source: str
    outcome: Outcome
    when: Condition = ALWAYS

    @property
    def target(self) -> str:
        """The state afterwards."""
        return self.outcome.to if self.outcome.to is not None else self.source


def steps(flow: WorkflowSpec) -> Iterator[Step]:
    """Walk everything that can happen in the states of a workflow."""
    for state in flow.states.values():
        for moves in state.events.values():
            for move in moves:
                yield Step("event", state.id, move)
    for clock in flow.clocks.values():
        for outcome in clock.at_due:
            for name in flow.states:
                if name in clock.scope:
                    yield Step("due", name, outcome, clock.when)
    for counter in flow.counters:
        for name in dict.fromkeys(_after(flow, counter.adds)):
            for outcome in counter.then:
                yield Step("counter", name, outcome)
    for part in flow.parts.values():
        for name in _while_open(flow, part.id):
            for outcome in part.then:
                yield Step("join", name, outcome)


def _moves(flow: WorkflowSpec) -> Iterator[Transition]:
    for moves in flow.opening.values():
        yield from moves
    for state in flow.states.values():
        for moves in state.events.values():
            yield from moves


def _after(flow: WorkflowSpec, events: frozenset[str]) -> Iterator[str]:
    """Walk the states in which a case can be right after one of ``events``."""
    for move in _moves(flow):
        if move.event in events:
            yield move.to or move.source or ""


def _while_open(flow: WorkflowSpec, part: str) -> list[str]:
    """List the states that can be reached once the part is open, guards not considered."""
    found = deque(move.to or move.source or "" for move in _moves(flow) if part in move.opens)
    seen = dict.fromkeys(found)
    while found:
        name = found.popleft()
        targets = [move.to for moves in flow.states[name].events.values() for move in moves]
        targets += [outcome.to for clock in flow.states[name].clocks for outcome in clock.at_due]
        for to in targets:
            if to is not None and to not in seen:
                seen[to] = None
                found.append(to)
    return list(seen)


def flows(book: Rulebook) -> dict[str, Flow]:
    """Walk every workflow, a part with the facts that its case can have when it opens.

    Parts that open each other in a circle are taken to know every value of every fact.
    """
    layout = Layout(book.facts)
    found: dict[str, Flow] = {}
    waiting = sorted(book.workflows.values(), key=lambda flow: flow.is_part)
    while waiting:
        ready = [flow for flow in waiting if not flow.is_part or _openers(book, flow.id) <= found.keys()]
        for flow in ready or waiting[:1]:
            given = _given(book, flow.id, found) if flow.is_part and ready else None
            found[flow.id] = Flow(book, flow, given=given, layout=layout)
            waiting.remove(flow)
    return {name: found[name] for name in book.workflows}


def _openers(book: Rulebook, part: str) -> set[str]:
    """Name the workflows that open a part by the workflow ``part``."""
    return {flow.id for flow in book.workflows.values() if any(spec.workflow == part for spec in flow.parts.values())}


def _given(book: Rulebook, part: str, found: Mapping[str, Flow]) -> int | None:
    """Give what the facts can be where a part is opened."""
    known: int | None = None
    for opener in _openers(book, part):
        named = {spec.id for spec in found[opener].flow.parts.values() if spec.workflow == part}
        for values in found[opener].after_opening(named):
            known = values if known is None else known | values
    return known


class _Taken(NamedTuple):
    """A step or an opening as the walk takes it: on which values it can be taken, and what it makes of them."""

    step: Step
    target: str
    brings: Change
    asks: tuple[Alternatives, ...]
    sets: Change

    def after(self, values: int) -> int | None:
        """Give the facts after the step, None if it can't be taken with any of ``values``."""
        left = self.brings.of(values)
        for condition in self.asks:
            passing = condition.among(left)
            if passing is None:
                return None
            left = passing
        return self.sets.of(left)


class _Graph:
    """What all walks over one workflow share: its steps, what each does to the values, what an opening finds."""

    __slots__ = ("by_source", "layout", "opened", "opening", "steps")

    def __init__(self, layout: Layout, flow: WorkflowSpec, given: int | None) -> None:
        self.layout = layout
        self.opened = _opened(layout, flow) if given is None else given
        self.steps = tuple(steps(flow))
        self.opening = [self._taken(Step("opening", "", move)) for moves in flow.opening.values() for move in moves]
        self.by_source: dict[str, list[_Taken]] = {}
        for step in self.steps:
            self.by_source.setdefault(step.source, []).append(self._taken(step))

    def _taken(self, step: Step) -> _Taken:
        outcome = step.outcome
        guard = outcome.guard if isinstance(outcome, Transition) else outcome.when
        asks = tuple(self.layout.alternatives(each) for each in (guard, step.when) if each != ALWAYS)
        return _Taken(step, step.target, self.brings(outcome), asks, self._sets(outcome))

    def brings(self, outcome: Outcome) -> Change:
        """Give what an event brings in its data; what it needs is there for certain."""
        if not isinstance(outcome, Transition) or not outcome.brings:
            return Change(0, 0)
        needed = {need.fields[0] for need in outcome.needs if len(need.fields) == 1 and need.when == ALWAYS}
        certain = {taken.fact: taken.field in needed for taken in outcome.brings}
        layout, drops, adds = self.layout, 0, 0
        for fact, there in certain.items():
            if not layout.facts[fact].many:
                drops |= layout.whole[fact] if there else 0
                adds |= layout.known[fact]
        return Change(drops, adds)

    def _sets(self, outcome: Outcome) -> Change:
        """Give what a step makes of the facts."""
        layout, drops, adds = self.layout, 0, 0
        if isinstance(outcome, Transition) and outcome.supplement:
            drops, adds = layout.whole[COMPLETE], layout.known[COMPLETE]
        for one in outcome.sets:
            if not layout.facts[one.fact].many:
                whole = layout.whole[one.fact]
                value = layout.known[one.fact] if one.field is not None else layout.one(one.fact, one.value)
                drops, adds = drops | whole, adds & ~whole | value
        return Change(drops, adds)


def _opened(layout: Layout, flow: WorkflowSpec) -> int:
    """Give the facts of a case that opens: those of intake are known, a part has what its parent may have."""
    found = 0
    intake = flow.intake
    for fact in layout.facts:
        known, unset = layout.known[fact.index], layout.unset[fact.index]
        asked = fact.index in {CATEGORY, CHANNEL, LANGUAGE} or (intake is not None and fact.index == COMPLETE)
        if flow.is_part or fact.many:
            found |= known | unset
        elif asked or (fact.index == IN_HOURS and intake is not None and intake.hours is not None):
            found |= known or unset
        elif fact.index == EXCLUDED and intake is not None:
            found |= known | unset
        else:
            found |= unset
    return found


class Flow:
    """The states that can be reached, with what the facts can be there.

    ``given`` is what a part finds when it opens.
    """

    __slots__ = ("_graph", "at", "book", "flow", "taken")

    def __init__(
        self, book: Rulebook, flow: WorkflowSpec, *, given: int | None = None, layout: Layout | None = None
    ) -> None:
        self.book = book
        self.flow = flow
        self._graph = _Graph(layout or Layout(book.facts), flow, given)
        self._walk(None)

    def _walk(self, skip: Callable[[Outcome], bool] | None) -> None:
        """Take every step that can be taken, from the openings on; ``skip`` leaves out those for which it holds."""
        graph, at = self._graph, dict[str, int]()
        self.taken: dict[int, Step] = {}
        waiting: deque[str] = deque()
        opening, by_source = graph.opening, graph.by_source
        if skip is not None:
            opening = [way for way in opening if not skip(way.step.outcome)]
            by_source = {name: [way for way in here if not skip(way.step.outcome)] for name, here in by_source.items()}
        for way in opening:
            after = way.after(graph.opened) if way.target else None
            if after is not None:
                _join(at, way.target, after, waiting)
        while waiting:
            name = waiting.popleft()
            for way in by_source.get(name, ()):
                after = way.after(at[name])
                if after is not None:
                    self.taken[id(way.step)] = way.step
                    _join(at, way.target, after, waiting)
        self.at: dict[str, Values] = {name: Values(graph.layout, mask) for name, mask in at.items()}

    @property
    def steps(self) -> tuple[Step, ...]:
        """Everything that can happen, whether a case comes there or not."""
        return self._graph.steps

    def edges(self) -> Iterator[Step]:
        """Walk the steps that some case can take."""
        return iter(self.taken.values())

    def without(self, skip: Callable[[Outcome], bool]) -> Flow:
        """Walk the same workflow without the steps for which ``skip`` holds."""
        other = object.__new__(Flow)
        other.book, other.flow, other._graph = self.book, self.flow, self._graph
        other._walk(skip)
        return other

    def after_opening(self, parts: set[str]) -> Iterator[int]:
        """Walk what the facts can be right after a step that opens one of ``parts``."""
        graph = self._graph
        ways = [(graph.opened, way) for way in graph.opening]
        ways += [(self.at[way.step.source].mask, way) for here in graph.by_source.values() for way in here
                 if id(way.step) in self.taken]  # fmt: skip
        for values, way in ways:
            if parts.intersection(way.step.outcome.opens):
                after = way.after(values)
                if after is not None:
                    yield after

    def domains(self, state: str | None, free: Iterable[int] = ()) -> Domains:
        """Give what each fact can be in ``state``; those of ``free`` can be anything besides (an event brings them).

        Without a state: what each can be before the case or part is opened.
        """
        layout = self._graph.layout
        mask = self._graph.opened if state is None else self.at[state].mask
        for fact in free:
            mask |= layout.known[fact]
        return Domains(layout, mask)

    def read(self, state: str, step: Outcome) -> Values:
        """Give what the facts can be in ``state`` when the guard of ``step`` is judged."""
        return Values(self._graph.layout, self._graph.brings(step).of(self.at[state].mask))


def _join(at: dict[str, int], state: str, values: int, waiting: deque[str]) -> None:
    before = at.get(state)
    joined = values if before is None else before | values
    if joined != before:
        at[state] = joined
        if state not in waiting:
            waiting.append(state)
