"""Where a case can be, and what its facts can be there: a walk over the graph of a workflow with sets of values.

The walk keeps for each state and fact every value that some path can bring there, each fact by itself: it may think
possible what only two facts together exclude, and never calls impossible what a case can do.
"""

from __future__ import annotations

from collections import deque
from operator import or_
from typing import TYPE_CHECKING, Any, NamedTuple

from feedback_rules.conditions import Condition, Domain
from feedback_rules.workflow.intake import CATEGORY, CHANNEL, COMPLETE, EXCLUDED, IN_HOURS, LANGUAGE
from feedback_rules.workflow.spec import ALWAYS, Transition

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from feedback_rules.workflow.spec import FactSpec, Outcome, Rulebook, WorkflowSpec

__all__ = ["LINKED", "Flow", "Step", "declared_domains", "flows", "steps", "values_of"]

LINKED = "linked"
"""Stands for every case that a link can name."""

Values = tuple[frozenset[Any], ...]
"""For each fact, by index, what it can be; None is unset. A set-valued fact is not followed."""


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


def values_of(fact: FactSpec) -> tuple[Any, ...]:
    """Give all values of a fact, without unset."""
    return (LINKED,) if fact.link else fact.values


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
    found: dict[str, Flow] = {}
    waiting = sorted(book.workflows.values(), key=lambda flow: flow.is_part)
    while waiting:
        ready = [flow for flow in waiting if not flow.is_part or _openers(book, flow.id) <= found.keys()]
        for flow in ready or waiting[:1]:
            found[flow.id] = Flow(book, flow, given=_given(book, flow.id, found) if flow.is_part and ready else None)
            waiting.remove(flow)
    return {name: found[name] for name in book.workflows}


def _openers(book: Rulebook, part: str) -> set[str]:
    """Name the workflows that open a part by the workflow ``part``."""
    return {flow.id for flow in book.workflows.values() if any(spec.workflow == part for spec in flow.parts.values())}


def _given(book: Rulebook, part: str, found: Mapping[str, Flow]) -> Values | None:
    """Give what the facts can be where a part is opened."""
    known: Values | None = None
    for opener in _openers(book, part):
        named = {spec.id for spec in found[opener].flow.parts.values() if spec.workflow == part}
        for values in found[opener].after_opening(named):
            known = values if known is None else tuple(map(or_, known, values))
    return known


class Flow:
    """The states that can be reached, with what the facts can be there.

    ``given`` is what a part finds when it opens; ``skip`` leaves out the steps for which it holds.
    """

    __slots__ = ("_facts", "at", "book", "flow", "given", "taken")

    def __init__(
        self,
        book: Rulebook,
        flow: WorkflowSpec,
        *,
        given: Values | None = None,
        skip: Callable[[Outcome], bool] | None = None,
    ) -> None:
        self.book = book
        self.flow = flow
        self.given = given
        self._facts = book.facts
        self.at: dict[str, Values] = {}
        self.taken: dict[int, Step] = {}
        by_source: dict[str, list[Step]] = {}
        for step in steps(flow):
            if skip is None or not skip(step.outcome):
                by_source.setdefault(step.source, []).append(step)
        waiting: deque[str] = deque()
        for moves in flow.opening.values():
            for move in moves:
                after = None if skip is not None and skip(move) else self._after(self._opened(), move, ALWAYS)
                if after is not None and move.to is not None:
                    self._join(move.to, after, waiting)
        while waiting:
            name = waiting.popleft()
            for step in by_source.get(name, ()):
                after = self._after(self.at[name], step.outcome, step.when)
                if after is not None:
                    self.taken[id(step)] = step
                    self._join(step.target, after, waiting)

    def edges(self) -> Iterator[Step]:
        """Walk the steps that some case can take."""
        return iter(self.taken.values())

    def without(self, skip: Callable[[Outcome], bool]) -> Flow:
        """Walk the same workflow without the steps for which ``skip`` holds."""
        return Flow(self.book, self.flow, given=self.given, skip=skip)

    def after_opening(self, parts: set[str]) -> Iterator[Values]:
        """Walk what the facts can be right after a step that opens one of ``parts``."""
        starts = [(self._opened(), move, ALWAYS) for moves in self.flow.opening.values() for move in moves]
        for values, outcome, when in (*starts, *((self.at[one.source], one.outcome, one.when) for one in self.edges())):
            if parts.intersection(outcome.opens):
                after = self._after(values, outcome, when)
                if after is not None:
                    yield after

    def domains(self, state: str | None, free: Iterable[int] = ()) -> dict[int, Domain]:
        """Give what each fact can be in ``state``; those of ``free`` can be anything besides (an event brings them).

        Without a state: what each can be before the case or part is opened.
        """
        found = {}
        brought = frozenset(free)
        for fact, possible in zip(self._facts, self._opened() if state is None else self.at[state], strict=True):
            known = values_of(fact)
            if fact.many:
                values: tuple[Any, ...] = (*known, None)
            else:
                values = tuple(
                    each for each in (*known, None) if each in possible or (fact.index in brought and each is not None)
                )
            found[fact.index] = Domain(fact.id, values, fact.many)
        return found

    def read(self, state: str, step: Outcome) -> Values:
        """Give what the facts can be in ``state`` when the guard of ``step`` is judged."""
        return self._brought(self.at[state], step)

    def _join(self, state: str, values: Values, waiting: deque[str]) -> None:
        before = self.at.get(state)
        if values == before:
            return
        joined = values if before is None else tuple(map(or_, before, values))
        if joined != before:
            self.at[state] = joined
            if state not in waiting:
                waiting.append(state)

    def _opened(self) -> Values:
        """Give the facts of a case that opens: those of intake are known, a part has what its parent may have."""
        if self.given is not None:
            return self.given
        unset = frozenset({None})
        found = []
        intake = self.flow.intake
        for fact in self._facts:
            known = frozenset(values_of(fact))
            asked = fact.index in {CATEGORY, CHANNEL, LANGUAGE} or (intake is not None and fact.index == COMPLETE)
            if self.flow.is_part or fact.many:
                found.append(known | unset)
            elif asked or (fact.index == IN_HOURS and intake is not None and intake.hours is not None):
                found.append(known or unset)
            elif fact.index == EXCLUDED and intake is not None:
                found.append(known | unset)
            else:
                found.append(unset)
        return tuple(found)

    def _brought(self, values: Values, step: Outcome) -> Values:
        """Add what an event brings in its data; what it needs is there for certain."""
        if not isinstance(step, Transition) or not step.brings:
            return values
        needed = {need.fields[0] for need in step.needs if len(need.fields) == 1 and need.when == ALWAYS}
        after = list(values)
        for taken in step.brings:
            fact = self._facts[taken.fact]
            known = frozenset(values_of(fact))
            if not fact.many:
                after[fact.index] = known if taken.field in needed else values[fact.index] | known
        return tuple(after)

    def _after(self, values: Values, step: Outcome, when: Condition) -> Values | None:
        """Give the facts after a step, None if it can't be taken with any of ``values``."""
        guard = step.guard if isinstance(step, Transition) else step.when
        narrowed = self._narrowed(self._brought(values, step), guard)
        narrowed = None if narrowed is None else self._narrowed(narrowed, when)
        if narrowed is None:
            return None
        after = list(narrowed)
        if isinstance(step, Transition) and step.supplement:
            after[COMPLETE] = frozenset({True, False})
        for one in step.sets:
            fact = self._facts[one.fact]
            if not fact.many:
                after[one.fact] = frozenset(values_of(fact)) if one.field is not None else frozenset({one.value})
        return tuple(after)

    def _narrowed(self, values: Values, condition: Condition) -> Values | None:
        """Give the part of ``values`` on which ``condition`` can hold, None if there is none."""
        if condition == ALWAYS:
            return values
        found: Values | None = None
        for tests in condition:
            one = list(values)
            for test in tests:
                if not test.many:
                    one[test.fact] = frozenset(each for each in one[test.fact] if each in test.allowed)
            if all(one[test.fact] for test in tests if not test.many):
                found = tuple(one) if found is None else tuple(map(or_, found, one))
        return found


def declared_domains(book: Rulebook, conditions: Iterable[Condition]) -> Mapping[int, Domain]:
    """Give the declared values of every fact; unset is among them only where one of ``conditions`` asks for it."""
    asked = {test.fact for condition in conditions for tests in condition for test in tests if None in test.allowed}
    return {
        fact.index: Domain(
            fact.id, (*values_of(fact), None) if fact.many or fact.index in asked else values_of(fact), fact.many
        )
        for fact in book.facts
    }
