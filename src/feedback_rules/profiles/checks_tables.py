"""Tables are total and without overlap over the declared facts; facts are set before they are read."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

from feedback_rules.conditions import Condition, Domain, overlap, uncovered
from feedback_rules.profiles.build_conditions import both
from feedback_rules.profiles.checks_finding import Finding, witness
from feedback_rules.profiles.checks_values import declared_domains
from feedback_rules.workflow.intake import EXCLUDED
from feedback_rules.workflow.spec import ALWAYS, Transition

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from feedback_rules.profiles.build import Built
    from feedback_rules.profiles.checks_flow import Flow
    from feedback_rules.profiles.checks_values import Values
    from feedback_rules.profiles.tree import Path
    from feedback_rules.workflow.spec import ClockSpec

__all__ = ["MOST", "held_tables", "limit_tables", "outcome_tables", "part_tables", "read_before_set"]

MOST = 20_000
"""More combinations of facts than a table can sensibly be about; what asks more is not proved but refused."""


def limit_tables(built: Built, flow: Flow) -> Iterator[Finding]:
    """Find limits that some facts leave without a row, or give two (S11b: an unset fact is not yet known)."""
    for clock in flow.flow.clocks.values():
        for way in clock.ways:
            rows = [clock.rows[index] for index in way.rows]
            yield from _limit_table(built, clock, [row.when for row in rows], [built.path(row) for row in rows])


def _limit_table(built: Built, clock: ClockSpec, whens: list[Condition], paths: list[Path]) -> Iterator[Finding]:
    place = built.path(clock)
    domains = declared_domains(built.rulebook, [*whens, clock.when])
    if _size(domains, [*whens, clock.when]) > MOST:
        yield Finding("table-too-wide", place, {"name": clock.id, "most": MOST})
        return
    for tests in clock.when:
        inside = _inside(domains, tests)
        hole = uncovered(whens, inside)
        if hole is not None:
            yield Finding("table-hole", paths[-1] or place, {"name": clock.id, "facts": witness(hole)})
            break
    for (first, _), (second, path) in combinations(zip(whens, paths, strict=True), 2):
        facts = overlap(both(first, clock.when), second, domains)
        if facts is not None:
            yield Finding("table-overlap", path or place, {"name": clock.id, "facts": witness(facts)})


def held_tables(built: Built, flow: Flow) -> Iterator[Finding]:
    """Find states that nobody holds on some facts that a case can have there, or two kinds hold (S18)."""
    for name in flow.at:
        state = flow.flow.states[name]
        if not isinstance(state.held_by, tuple):
            continue
        path = (*built.path(state), "held_by")
        domains = flow.domains(name)
        whens = [condition for condition, _ in state.held_by]
        if _size(domains, whens) > MOST:
            yield Finding("table-too-wide", path, {"name": name, "most": MOST})
            continue
        hole = uncovered(whens, domains)
        if hole is not None:
            yield Finding("table-hole", path, {"name": name, "facts": witness(hole)})
        for (_, first), (index, second) in combinations(enumerate(whens), 2):
            facts = overlap(first, second, domains)
            if facts is not None:
                yield Finding("table-overlap", (*path, index), {"name": name, "facts": witness(facts)})


def outcome_tables(built: Built, flow: Flow) -> Iterator[Finding]:
    """Find alternatives of an outcome that can hold together: order in the file decides nothing (S21)."""
    listed: list[tuple[str, Sequence[Any]]] = [(clock.id, clock.at_due) for clock in flow.flow.clocks.values()]
    listed += [(counter.id, counter.then) for counter in flow.flow.counters]
    listed += [(part.id, part.then) for part in flow.flow.parts.values()]
    for name, outcomes in listed:
        for first, second in combinations(outcomes, 2):
            domains = declared_domains(built.rulebook, [first.when, second.when])
            facts = overlap(first.when, second.when, domains)
            if facts is not None:
                yield Finding("table-overlap", built.path(second), {"name": name, "facts": witness(facts)})


def part_tables(built: Built, flow: Flow) -> Iterator[Finding]:
    """Find parts that no opening takes in on some facts that the case can have then (S27)."""
    for moves in flow.flow.opening.values() if flow.flow.is_part else ():
        guards = [move.guard for move in moves]
        domains = flow.domains(None)
        if _size(domains, guards) > MOST:
            yield Finding("table-too-wide", built.path(moves[-1]), {"name": flow.flow.id, "most": MOST})
            continue
        hole = uncovered(guards, domains)
        if hole is not None:
            yield Finding("table-hole", built.path(moves[-1]), {"name": flow.flow.id, "facts": witness(hole)})


def read_before_set(built: Built, flow: Flow) -> Iterator[Finding]:
    """Find conditions on a fact that nothing can have set where they are asked.

    A condition that tests for unset, and one on a fact that the event itself brings, may ask it.
    """
    unset: dict[tuple[Path, int], bool] = {}
    for path, condition, known, brought in _reads(built, flow):
        for tests in condition:
            for test in tests:
                if not test.many and test.fact != EXCLUDED and None not in test.allowed:
                    key = (path, test.fact)
                    unset[key] = unset.get(key, True) and test.fact not in brought and known.never_set(test.fact)
    for (path, fact), never in unset.items():
        if never:
            yield Finding("set-before-read", path, {"name": built.rulebook.facts[fact].id})


_Read = tuple["Path", Condition, "Values", frozenset[int]]
"""A condition that is asked, where, with what the facts can be there, and the facts that may be anything besides."""

_NOTHING: frozenset[int] = frozenset()


def _reads(built: Built, flow: Flow) -> Iterator[_Read]:
    """Walk every condition that a workflow asks; one that always holds asks nothing."""
    for step in flow.steps:
        if step.source in flow.at:
            outcome = step.outcome
            asked = [outcome.guard, *(need.when for need in outcome.needs)] if isinstance(outcome, Transition) else []
            for condition in asked or [outcome.when]:
                if condition != ALWAYS:
                    yield built.path(outcome), condition, flow.read(step.source, outcome), _NOTHING
    for name, values in flow.at.items():
        state = flow.flow.states[name]
        if isinstance(state.held_by, tuple):
            for condition, _ in state.held_by:
                yield (*built.path(state), "held_by"), condition, values, _NOTHING
        for clock in state.clocks:
            yield built.path(clock), clock.when, values, _NOTHING
            if not clock.of_effect:
                # What an act brings that is judged by a row may be anything (S11b).
                for row in clock.rows:
                    yield built.path(row) or built.path(clock), row.when, values, clock.ways[row.way].free
    for step in flow.edges():
        for effect in step.outcome.effects:
            if effect.when != ALWAYS:  # asked after the step that has the effect
                before, after = flow.read(step.source, step.outcome), flow.at[step.target]
                yield built.path(effect), effect.when, before | after, _NOTHING


def _inside(domains: Mapping[int, Domain], tests: Sequence[Any]) -> Mapping[int, Domain]:
    """Leave in the domains what a clock's own condition lets through."""
    found = dict(domains)
    for test in tests:
        if not test.many:
            domain = found[test.fact]
            found[test.fact] = domain._replace(values=tuple(each for each in domain.values if each in test.allowed))
    return found


def _size(domains: Mapping[int, Domain], conditions: Sequence[Condition]) -> int:
    """Count the combinations of the facts that are asked."""
    found = 1
    for fact in {test.fact for condition in conditions for tests in condition for test in tests}:
        found *= max(1, len(domains[fact].values))
    return found
