"""Clocks: who holds a case is obliged or it is said why not; every clock can be met, none contradicts another."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from feedback_rules.conditions import overlap, uncovered
from feedback_rules.profiles.build_clocks import leading_out
from feedback_rules.profiles.build_conditions import both
from feedback_rules.profiles.checks_finding import Finding, listed, witness
from feedback_rules.profiles.checks_tables import MOST
from feedback_rules.profiles.checks_values import declared_domains
from feedback_rules.workflow.intake import COMPLETE, LACKS
from feedback_rules.workflow.spec import Transition

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedback_rules.calendar.limit import TimeLimit
    from feedback_rules.profiles.build import Built
    from feedback_rules.profiles.checks_flow import Flow, Step
    from feedback_rules.workflow.spec import ClockSpec, Outcome, StateSpec

__all__ = [
    "at_due_missing", "binding", "ceilings", "due_conflicts", "given_limits", "met_by", "no_obligation", "policies",
]  # fmt: skip

ELAPSED = frozenset({"minute", "hour"})
MINUTES = {
    "minute": 1, "hour": 60, "working_minute": 1, "working_hour": 60, "day": 1440, "week": 10_080, "month": 40_320,
    "year": 525_600, "working_day": 1440,
}  # fmt: skip
"""What one of each unit takes at least: a day is counted to its end, from a start on the day before."""

UNBOUND = frozenset({None, "nobody", "system"})
GIVING = ("date", "instant", "limit")


def no_obligation(built: Built, flow: Flow) -> Iterator[Finding]:
    """Find held states in which, on some facts, no clock obliges anybody and nothing says why (S11).

    A clock that starts on an event counts only where every way in is such an event. A report, and a part of one, is
    always held by somebody; an account may be held by nobody.
    """
    for name in flow.at:
        state = flow.flow.states[name]
        if state.final:
            continue
        if state.held_by is None:
            if flow.flow.intake is not None or flow.flow.is_part:
                yield Finding("no-holder", built.path(state), {"name": name})
            continue
        if state.no_limit is not None or (isinstance(state.held_by, str) and state.held_by in UNBOUND):
            continue
        clocks = [clock for clock in state.clocks if clock.kind == "obligation" and _runs(flow, clock)]
        domains = flow.domains(name)
        asked = {test.fact for clock in clocks for tests in clock.when for test in tests}
        size = 1
        for fact in asked:
            size *= max(1, len(domains[fact].values))
        hole = uncovered([clock.when for clock in clocks], domains) if size <= MOST else {}
        if hole is not None:
            yield Finding("no-obligation", built.path(state), {"name": name, "facts": witness(hole)})


def _runs(flow: Flow, clock: ClockSpec) -> bool:
    """Tell whether a clock runs for certain once a case is in its scope: it starts on entering, or on what leads in."""
    if clock.on_entry or clock.of_effect:
        return clock.on_entry
    openings = (move for here in flow.flow.opening.values() for move in here if move.to in clock.scope)
    if any(move.event not in clock.starts_on for move in openings):
        return False
    dues = {outcome for name in clock.starts_after for outcome in flow.flow.clocks[name].at_due}
    return all(
        step.outcome in dues if step.kind == "due" else getattr(step.outcome, "event", None) in clock.starts_on
        for step in flow.edges()
        if step.target in clock.scope and step.source not in clock.scope
    )


def met_by(built: Built, flow: Flow) -> Iterator[Finding]:
    """Find obligations that nothing fulfils, and events of ``met_by`` that are not open where the clock runs."""
    for clock in flow.flow.clocks.values():
        path = built.path(clock)
        open_here = {event for name in clock.scope for event in flow.flow.states[name].events}
        if clock.kind == "obligation" and not clock.met_by:
            moves = [move for name in clock.scope for here in flow.flow.states[name].events.values() for move in here]
            ways_out = [] if clock.of_effect else leading_out(clock.scope, moves)
            yield Finding("met-by-missing", path, {"name": clock.id, "events": listed(ways_out)})
        for event in clock.met_by:
            if event not in open_here and event in flow.flow.events:
                yield Finding(
                    "met-by-elsewhere", path, {"name": clock.id, "event": event, "states": listed(sorted(clock.scope))}
                )


def at_due_missing(built: Built, flow: Flow) -> Iterator[Finding]:
    """Find timers that nothing follows: a timer that only passes says nothing (S11)."""
    clocks = flow.flow.clocks.values()
    asked = {move.after_due for state in flow.flow.states.values() for moves in state.events.values() for move in moves}
    asked |= {name for clock in clocks for name in clock.starts_after}
    for clock in clocks:
        if clock.kind == "timer" and not clock.at_due and clock.id not in asked:
            yield Finding("timer-without-due", built.path(clock), {"name": clock.id})


def binding(built: Built, flow: Flow) -> Iterator[Finding]:
    """Find obligations of which nobody can say whom they bind: their states are held by several kinds."""
    for clock in flow.flow.clocks.values():
        if clock.kind != "obligation" or clock.binds is not None:
            continue
        states = [flow.flow.states[name] for name in sorted(clock.scope) if not flow.flow.states[name].final]
        holders = {str(state.held_by) for state in states}
        if len(holders) > 1 or clock.of_effect:
            kinds = sorted({kind for state in states for kind in _kinds(state)})
            yield Finding("binds-needed", built.path(clock), {"name": clock.id, "kinds": listed(kinds)})


def _kinds(state: StateSpec) -> list[str]:
    if isinstance(state.held_by, tuple):
        return [kind for _, kind in state.held_by]
    return [] if state.held_by is None else [state.held_by]


def policies(built: Built, flow: Flow) -> Iterator[Finding]:
    """Find limits that depend on a fact which can change while they run, where nothing says what then (S16).

    A fact that only the acts of the clock itself bring does not count, nor one that is set for the first time.
    """
    for clock in flow.flow.clocks.values():
        for fact in sorted(clock.depends):
            if None in clock.policy or set(flow.book.facts[fact].values) <= set(clock.policy):
                continue
            change = next((step for step in flow.steps if _changes(flow, clock, step, fact)), None)
            if change is not None:
                params = {
                    "name": clock.id,
                    "fact": flow.book.facts[fact].id,
                    "by": getattr(change.outcome, "event", None) or change.outcome.named or change.kind,
                }
                yield Finding("policy-missing", built.path(clock), params)
                break


def _changes(flow: Flow, clock: ClockSpec, step: Step, fact: int) -> bool:
    """Tell whether a step can give the fact another value while the clock runs on."""
    if step.source not in clock.scope or step.target not in clock.scope or step.source not in flow.at:
        return False
    event = getattr(step.outcome, "event", None)
    if event in clock.met_by or not _touches(step.outcome, fact):
        return False
    before = flow.at.get(step.source)
    if getattr(step.outcome, "at_most", None) == 1:
        before = flow.without(lambda outcome: getattr(outcome, "event", None) == event).at.get(step.source)
    return before is not None and before.can_be_set(fact)


def _touches(outcome: Outcome, fact: int) -> bool:
    if any(one.fact == fact for one in outcome.sets):
        return True
    if not isinstance(outcome, Transition):
        return False
    return any(one.fact == fact for one in outcome.brings) or (outcome.supplement and fact in {COMPLETE, LACKS})


def due_conflicts(built: Built, flow: Flow) -> Iterator[Finding]:
    """Find two clocks that can run at once in a state and at due move the case to different states (S22)."""
    for name in flow.at:
        moving = [clock for clock in flow.flow.states[name].clocks if any(each.to is not None for each in clock.at_due)]
        for first, second in combinations(moving, 2):
            if first.id in second.starts_after or second.id in first.starts_after:
                continue
            for one in first.at_due:
                for other in second.at_due:
                    if one.to is None or other.to is None or one.to == other.to:
                        continue
                    whens = (both(first.when, one.when), both(second.when, other.when))
                    facts = overlap(*whens, flow.domains(name))
                    if facts is not None:
                        params = {
                            "state": name, "first": first.id, "second": second.id, "to": one.to, "other": other.to,
                            "facts": witness(facts),
                        }  # fmt: skip
                        yield Finding("due-conflict", built.path(other), params)


def given_limits(built: Built, flow: Flow) -> Iterator[Finding]:
    """Find limits given by a field that is no date, instant or amount, or that no event brings (S10a)."""
    fields = flow.book.fields
    moves = [move for state in flow.flow.states.values() for here in state.events.values() for move in here]
    moves += [move for here in flow.flow.opening.values() for move in here]
    for clock in flow.flow.clocks.values():
        for row in clock.rows:
            if row.field is None:
                continue
            path = built.path(row)
            if fields[row.field].type not in GIVING:
                yield Finding("given-type", path, {"name": row.field, "type": fields[row.field].type})
            elif not any(row.field in move.gives for move in moves):
                yield Finding("given-nowhere", path, {"name": row.field, "clock": clock.id})
    for path, move in dict.fromkeys((built.path(move), move) for move in moves):
        if move.extends is not None and move.extends.field is not None:
            kind = fields[move.extends.field].type
            if kind not in GIVING:
                yield Finding("given-type", (*path, "extends"), {"name": move.extends.field, "type": kind})


def ceilings(built: Built, flow: Flow) -> Iterator[Finding]:
    """Find extensions of which nothing says how far they may go, or whose ceiling lies below the limit itself (S17).

    A ceiling may lie below the longest rows of a limit, which then can't be extended, but not below all.
    """
    for state in flow.flow.states.values():
        for moves in state.events.values():
            for move in moves:
                extends = move.extends
                if extends is None:
                    continue
                path = (*built.path(move), "extends")
                ceiling = extends.ceiling
                if ceiling is None:
                    if extends.no_ceiling is None:
                        yield Finding("ceiling-missing", path, {"name": extends.clock})
                    continue
                limits = [extends.to] if extends.to is not None else _extended(flow, move, extends.clock)
                if limits and all(_shorter(ceiling, limit) for limit in limits):
                    least = min(limits, key=_least)
                    params = {"name": extends.clock, "ceiling": _both(ceiling), "limit": _both(least)}
                    yield Finding("ceiling-below", (*path, "ceiling"), params)


def _extended(flow: Flow, move: Transition, clock: str) -> list[TimeLimit]:
    """List the limits that an extension can find: those of the rows that can hold where it is made."""
    found = []
    for row in flow.flow.clocks[clock].rows:
        domains = declared_domains(flow.book, [move.guard, row.when])
        if overlap(move.guard, row.when, domains) is not None:
            found.append(row.limit)
    return found


def _shorter(ceiling: TimeLimit, limit: TimeLimit) -> bool:
    """Tell whether a ceiling certainly ends before a limit: units are not converted but for what they take at least."""
    if ceiling.amount is None or limit.amount is None:
        return False
    if ceiling.unit == limit.unit:
        return ceiling.amount < limit.amount
    return ceiling.unit in ELAPSED and _least(ceiling) < _least(limit)


def _least(limit: TimeLimit) -> int:
    """Give the minutes that a limit takes at least."""
    return 0 if limit.amount is None else limit.amount * MINUTES[limit.unit]


def _both(limit: TimeLimit) -> tuple[str, str]:
    return limit.text("vi"), limit.text("en")
