"""Which facts still matter: those that anything asks for in a state, or in one that may follow it (S20)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedback_rules.workflow.intake import COMPLETE, GROUNDS, LACKS, LANGUAGE
from feedback_rules.workflow.spec import Transition

if TYPE_CHECKING:
    from collections.abc import Iterable

    from feedback_rules.workflow.spec import ClockSpec, Outcome, Rulebook, WorkflowSpec

__all__ = ["irrelevant"]

Asked = tuple[set[int], set[str]]
"""Facts that are asked for, and the states that may follow."""


def irrelevant(book: Rulebook, flow: WorkflowSpec, state: str) -> tuple[int, ...]:
    """Give the facts that decide nothing any more once a part is in ``state`` (``""``: before it has opened)."""
    if not flow.irrelevant:
        _fill(flow, len(book.facts))
    return flow.irrelevant[state]


def _fill(flow: WorkflowSpec, facts: int) -> None:
    """Follow the states of a workflow to their ends, once."""
    always, anywhere = _of_outcomes(
        [outcome for counter in flow.counters for outcome in counter.then]
        + [outcome for part in flow.parts.values() for outcome in part.then]
    )
    for clock in flow.clocks.values():
        if clock.of_effect:  # it may run on where its states have been left
            _add((always, anywhere), _of_clock(clock))
    own: dict[str, Asked] = {}
    for state in flow.states.values():
        moves = [one for options in state.events.values() for one in options]
        found = _of_outcomes(moves)
        found[0].update(always)
        found[1].update(anywhere)
        for clock in state.clocks:
            _add(found, _of_clock(clock))
        if isinstance(state.held_by, tuple):
            found[0].update(test.fact for condition, _ in state.held_by for tests in condition for test in tests)
        own[state.id] = found
    every = {*range(facts)}
    found_of: dict[str, tuple[int, ...]] = {}
    for name in own:
        asked: set[int] = set()
        seen: set[str] = set()
        waiting = [name]
        while waiting:
            state_id = waiting.pop()
            if state_id not in seen:
                seen.add(state_id)
                asked |= own[state_id][0]
                waiting += own[state_id][1]
        found_of[name] = tuple(sorted(every - asked))
    found_of[""] = tuple(sorted(every - flow.asked - {LANGUAGE, COMPLETE, LACKS, GROUNDS}))
    flow.irrelevant = found_of  # whole: other threads may ask for it meanwhile


def _add(found: Asked, more: Asked) -> None:
    found[0].update(more[0])
    found[1].update(more[1])


def _of_outcomes(outcomes: Iterable[Outcome]) -> Asked:
    """Give what is asked for by outcomes, and where they lead; new grounds add to old ones, a supplement takes from
    what lacks.
    """
    asked: set[int] = set()
    to: set[str] = set()
    for outcome in outcomes:
        conditions = [outcome.when, *(effect.when for effect in outcome.effects)]
        asked.update(effect.channel_fact for effect in outcome.effects if effect.channel_fact is not None)
        if outcome.to is not None:
            to.add(outcome.to)
        if isinstance(outcome, Transition):
            conditions += [outcome.guard, *(need.when for need in outcome.needs)]
            asked.update(taken.fact for taken in outcome.brings if taken.fact == GROUNDS)
            asked.update((COMPLETE, LACKS) if outcome.supplement else ())
        asked.update(test.fact for condition in conditions for tests in condition for test in tests)
    return asked, to


def _of_clock(clock: ClockSpec) -> Asked:
    """Give what a clock asks for, and where its due leads."""
    asked, to = _of_outcomes(clock.at_due)
    conditions = [clock.when, *(row.when for row in clock.rows), *(way.open_when for way in clock.ways)]
    asked.update(test.fact for condition in conditions for tests in condition for test in tests)
    return asked | clock.depends, to
