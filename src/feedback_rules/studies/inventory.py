"""The inventory of a regulation: every transition, consequence, limit and effect that a log can exercise, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from feedback_rules.workflow.view import limit_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedback_rules.workflow.spec import (
        ClockSpec,
        EffectSpec,
        LimitRow,
        Outcome,
        Rulebook,
        Transition,
        WorkflowSpec,
    )

__all__ = ["KEPT_AND_MISSED", "Entry", "Limit", "effects_of", "inventory", "rows_of", "transitions"]

KEPT_AND_MISSED: Final = {
    "obligation": ("started", "met", "missed"),
    "window": ("started", "used", "passed"),
    "timer": ("started", "stopped", "expired"),
}
"""What a limit of each kind can come to; one without a figure only starts and ends."""


class Entry(NamedTuple):
    """One transition or consequence: ``source`` is its state, empty for an opening or a consequence."""

    kind: str
    id: str
    workflow: str
    source: str
    name: str
    outcome: Outcome


class Limit(NamedTuple):
    """One row of the limits: ``key`` is (workflow, clock, row), ``wanted`` what it can come to."""

    id: str
    key: tuple[str, str, int]
    wanted: tuple[str, ...]
    basis: tuple[str, ...]


def inventory(book: Rulebook) -> list[Entry]:
    """List every way that an event can go from every state, and every outcome of a due, a full counter and a join."""
    entries: list[Entry] = []
    for flow in book.workflows.values():
        entries += transitions(flow)
        for clock in flow.clocks.values():
            entries += _outcomes(flow, f"clocks.{clock.id}.at_due", f"{clock.id}.due", clock.at_due)
        for counter in flow.counters:
            entries += _outcomes(flow, f"counters.{counter.id}.then", counter.id, counter.then)
        for part in flow.parts.values():
            entries += _outcomes(flow, f"parts.{part.id}.then", part.id, part.then)
    return entries


def transitions(flow: WorkflowSpec) -> Iterator[Entry]:
    """List the openings of a workflow, then what each event does in each state."""
    for event, options in flow.opening.items():
        yield from _options(flow, "", f"{flow.id}.opens_with.{event}", event, options)
    for state in flow.states.values():
        for event, options in state.events.items():
            yield from _options(flow, state.id, f"{flow.id}.{state.id}.events.{event}", event, options)


def rows_of(book: Rulebook) -> Iterator[Limit]:
    """List every row of every clock's limits with what it can come to."""
    for flow in book.workflows.values():
        for clock in flow.clocks.values():
            for row in clock.rows:
                wanted = _wanted(flow, clock, row)
                yield Limit(limit_id(clock, row), (flow.id, clock.id, row.index), wanted, row.basis)


def effects_of(entry: Entry) -> Iterator[tuple[str, EffectSpec]]:
    """Name the effects of an entry."""
    for number, effect in enumerate(entry.outcome.effects, 1):
        yield f"{entry.id}.effects.{number} {effect.verb} {effect.case_field or effect.to}", effect


def _wanted(flow: WorkflowSpec, clock: ClockSpec, row: LimitRow) -> tuple[str, ...]:
    if row.limit.unit in {"at_once", "unknown"}:
        return ("started", "ended")
    wanted = KEPT_AND_MISSED[clock.kind]
    return (
        wanted
        if clock.kind != "timer" or _can_stop(flow, clock)
        else tuple(fate for fate in wanted if fate != "stopped")
    )


def _can_stop(flow: WorkflowSpec, clock: ClockSpec) -> bool:
    """Tell whether anything can end a timer before its due: an event of its own, or a way out of its states."""
    if clock.restarts_on or any(way.events for way in clock.ways):
        return True
    acts = (option for name in clock.scope for options in flow.states[name].events.values() for option in options)
    dues = (outcome for other in flow.clocks.values() if other is not clock for outcome in other.at_due)
    counted = (outcome for counter in flow.counters for outcome in counter.then)
    joined = (outcome for part in flow.parts.values() for outcome in part.then)
    leads = (outcome.to for outcome in (*acts, *dues, *counted, *joined))
    return any(to is not None and to not in clock.scope for to in leads)


def _options(
    flow: WorkflowSpec, source: str, base: str, event: str, options: tuple[Transition, ...]
) -> Iterator[Entry]:
    """Name the ways of one event in one state: by their target, and by number where that is the same."""
    targets = [option.to or "stay" for option in options]
    for number, option in enumerate(options, 1):
        target = option.to or "stay"
        suffix = "" if len(options) == 1 else f" -> {target}"
        if targets.count(target) > 1:
            suffix += f" #{number}"
        yield Entry("transition", base + suffix, flow.id, source, event, option)


def _outcomes(flow: WorkflowSpec, base: str, name: str, outcomes: tuple[Outcome, ...]) -> Iterator[Entry]:
    for number, outcome in enumerate(outcomes, 1):
        suffix = "" if len(outcomes) == 1 else f" #{number}"
        yield Entry("consequence", f"{flow.id}.{base}{suffix}", flow.id, "", name, outcome)
