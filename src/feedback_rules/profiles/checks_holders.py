"""Holders and their units: every kind has its dates and its end, every case that a unit holds has been routed to it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from feedback_rules.conditions import overlap
from feedback_rules.profiles.build_workflows import entries
from feedback_rules.profiles.checks_finding import Finding, listed
from feedback_rules.workflow.spec import ALWAYS, Transition

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from feedback_rules.profiles.build import Built
    from feedback_rules.profiles.checks_flow import Flow
    from feedback_rules.profiles.checks_survey import Survey
    from feedback_rules.profiles.tree import Path
    from feedback_rules.workflow.spec import HolderSpec, Outcome, Rulebook, StateSpec

__all__ = ["ended_holders", "ends", "joins", "kinds_of", "may_hold", "names_unit_of", "not_routed", "routes"]

SAME = "same"
EACH = "each"


def ends(survey: Survey) -> Iterator[Finding]:
    """Find kinds that end without a word about what becomes of their cases (S34)."""
    for name, entry in entries(survey.document, "holders"):
        if "until" in entry and not entry.get("at_end"):
            yield Finding("at-end-missing", ("holders", name, "until"), {"name": name, "until": entry["until"]})


def joins(survey: Survey) -> Iterator[Finding]:
    """Find joins of all parts that do not say what happens when one never ends (S27)."""
    for flow, workflow in entries(survey.document, "workflows"):
        for name, part in entries(workflow, "parts"):
            if part.get("join") == "all" and "if_never" not in part:
                yield Finding("if-never-missing", ("workflows", flow, "parts", name), {"name": name})


def routes(built: Built, flow: Flow) -> Iterator[Finding]:
    """Find routes of a kind that has no units, by a field that names no unit of it, or by an actor of another kind."""
    book = flow.book
    listed_routes: list[tuple[Path, tuple[str, str], frozenset[str]]] = []
    for step in flow.steps:
        by = step.outcome.by if isinstance(step.outcome, Transition) else frozenset()
        listed_routes += [(built.path(step.outcome), route, by) for route in step.outcome.routes]
    for moves in flow.flow.opening.values():
        listed_routes += [(built.path(move), route, move.by) for move in moves for route in move.routes]
    for part in flow.flow.parts.values():
        listed_routes += [(built.path(part), route, frozenset()) for route in part.routes]
    for path, (kind, field), by in dict.fromkeys(listed_routes):
        place = (*path, "routes", kind)
        if not book.holders[kind].many:
            yield Finding("route-not-many", place, {"kind": kind})
        elif field == SAME:
            wrong = sorted(name for name in by if name in book.roles and book.roles[name].of != kind)
            if wrong:
                yield Finding("route-mismatch", place, {"kind": kind, "field": field, "why": listed(wrong)})
        elif field != EACH and not _names_unit(book, field, kind):
            spec = book.fields[field]
            yield Finding(
                "route-mismatch", place, {"kind": kind, "field": field, "why": listed(spec.values) or spec.type}
            )


def _names_unit(book: Rulebook, field: str, kind: str) -> bool:
    spec = book.fields[field]
    return spec.type == "unit_of" and kind in spec.values


def not_routed(built: Built, flow: Flow) -> Iterator[Finding]:
    """Find states held by a unit of a kind to which no unit has been named on some path (S34).

    A part is routed by its case, and is not looked at.
    """
    if flow.flow.is_part:
        return
    held = {kind for name in flow.at for kind in kinds_of(flow.flow.states[name]) if flow.book.holders[kind].many}
    for kind in sorted(held):
        unnamed = flow.without(partial(names_unit_of, kind))
        for name in unnamed.at:
            state = flow.flow.states[name]
            if not state.final and may_hold(unnamed, state, kind):
                yield Finding("unit-not-routed", (*built.path(state), "held_by"), {"name": name, "kind": kind})


def names_unit_of(kind: str, outcome: Outcome) -> bool:
    """Tell whether an outcome routes the case to a unit of a kind."""
    return bool(outcome.routes) and any(named == kind for named, _ in outcome.routes)


def may_hold(flow: Flow, state: StateSpec, kind: str) -> bool:
    """Tell whether the kind can hold the state with the facts that a walk brings there."""
    if not isinstance(state.held_by, tuple):
        return state.held_by == kind
    domains = flow.domains(state.id)
    return any(overlap(condition, ALWAYS, domains) is not None for condition, held in state.held_by if held == kind)


def ended_holders(built: Built, flow: Flow, on: date) -> Iterator[Finding]:
    """Find rules that on a day lead to a holder that has ended without a successor, or that has not begun (S34)."""
    book = flow.book
    noon = book.calendars[book.default_calendar].midnight_us(on)
    gone = {kind for kind in book.holders if _absent(book, kind, noon)}
    if not gone:
        return
    seen = set()
    openings = (move for here in flow.flow.opening.values() for move in here)
    moves: list[tuple[str, Outcome]] = [(move.to, move) for move in openings if move.to is not None]
    moves += [(step.target, step.outcome) for step in flow.edges() if step.target != step.source]
    for to, outcome in moves:
        for kind in kinds_of(flow.flow.states[to]):
            path = built.path(outcome)
            if kind in gone and (path, kind) not in seen:
                seen.add((path, kind))
                yield Finding("holder-ended", path, {"kind": kind, "state": to, "day": on.isoformat()})


def _absent(book: Rulebook, kind: str, at: int) -> bool:
    """Tell whether neither the kind nor a successor is there at an instant."""
    seen: set[str] = set()
    current: str | None = kind
    while current is not None and current not in seen:
        seen.add(current)
        holder: HolderSpec = book.holders[current]
        if holder.since is not None and holder.since > at:
            return True
        if holder.until is None or holder.until > at:
            return False
        current = holder.successor
    return True


def kinds_of(state: StateSpec) -> list[str]:
    """Name the kinds that can hold a state."""
    if isinstance(state.held_by, tuple):
        return [kind for _, kind in state.held_by]
    return [] if state.held_by is None else [state.held_by]
