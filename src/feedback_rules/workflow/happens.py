"""What happens when an outcome is performed: facts, routing, the move, the effects that it orders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.conditions import holds
from feedback_rules.workflow.effect import Effect
from feedback_rules.workflow.event import CITIZEN, NOBODY
from feedback_rules.workflow.runs import start
from feedback_rules.workflow.spec import ALWAYS, Transition
from feedback_rules.workflow.values import is_blank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feedback_rules.workflow.draft import Draft, PartDraft
    from feedback_rules.workflow.event import Event
    from feedback_rules.workflow.spec import EffectSpec, Outcome, Rulebook

__all__ = ["describe", "happen", "held_by", "hold", "linked", "routed", "standing", "unit_named"]

Units = tuple[tuple[str, str], ...]
"""The unit of each kind to which a part was routed."""


def happen(draft: Draft, part: PartDraft, outcome: Outcome, at: int, *, lost: bool) -> None:
    """Set the facts, route the units and move the part; what is ``lost``, with nobody to hold it, is held again once it
    moves or is re-routed.
    """
    if outcome.sets:
        facts = list(part.facts)
        for one in outcome.sets:
            facts[one.fact] = one.value
        part.facts = tuple(facts)
    for kind, field in outcome.routes:
        part.units = routed(part.units, kind, unit_named(draft.event, field))
    to = outcome.to
    if to is not None:
        part.state = to
        part.visits = (*part.visits, to)
        part.ended = at if part.spec.states[to].final else None  # an audit may follow a row out of an end (S24)
    if not lost or to is not None or (isinstance(outcome, Transition) and outcome.reroutes):
        part.holder, part.unit = held_by(draft.book, part, at + _succeeded(draft.book, part, at))


def unit_named(event: Event | None, field: str) -> str | None:
    """Give the unit that an event names: the one in the field, or with ``same`` the actor's own."""
    if event is None:
        return None
    unit = event.unit if field == "same" else event.data.get(field)
    return None if is_blank(unit) else str(unit)


def routed(units: Units, kind: str, unit: str | None) -> Units:
    """Give the units with the one that is named now; nothing named leaves them as they are."""
    return units if unit is None else (*(pair for pair in units if pair[0] != kind), (kind, unit))


def held_by(book: Rulebook, part: PartDraft, at: int) -> tuple[str | None, str | None]:
    """Give the kind and unit that hold the part at ``at``: a kind that has ended hands on to its successor (S34).

    A kind whose last day ends at ``at`` still holds then: it ends after all that happens at that instant.
    """
    state = part.spec.states[part.state]
    if state.final:
        return None, None
    kind = state.holder(part.facts)
    if kind is None:
        return None, None
    if kind in book.ending:
        kind = standing(book, kind, at)
        until = book.holders[kind].until if kind in book.ending else None
        if until is not None and until < at:
            return NOBODY, None
    return kind, None if kind == CITIZEN or not part.units else part.unit_of(kind)


def _succeeded(book: Rulebook, part: PartDraft, at: int) -> bool:
    """Tell whether the kind that held the part has ended at this very instant, and another has taken over: what is due
    then because of that does not undo it (S34).
    """
    if not part.held or part.held[-1][2] != at or part.holder is None:
        return False
    return any(
        book.holders[kind].until == at and standing(book, kind, at + 1) == part.holder != kind for kind in book.ending
    )


def standing(book: Rulebook, kind: str, at: int) -> str:
    """Give the kind that has taken over from ``kind`` by ``at``; one that nobody follows stays what it was (S34)."""
    for _ in book.holders:  # at most so many successions: where they run in a circle all have ended
        holder = book.holders.get(kind)
        if holder is None or holder.until is None or holder.until >= at or holder.successor is None:
            break
        kind = holder.successor
    return kind


def hold(part: PartDraft, at: int) -> None:
    """Write who holds the part from now, if that has changed (S18)."""
    held = part.held
    if held:
        holder, unit, since = held[-1]
        if holder == part.holder and unit == part.unit:
            return
        if since == at:
            part.held = held[:-1]
            hold(part, at)
            return
    part.held = (*held, (part.holder, part.unit, at))


def describe(draft: Draft, part: PartDraft, effects: tuple[EffectSpec, ...], at: int, cause: str) -> None:
    """Describe the effects, each with its id; an effect with a clock starts it (S25)."""
    book = draft.book
    case = f"{draft.case.id}/{part.address}" if part.address else draft.case.id
    base = f"{case}/{cause}"
    number = draft.index.get(base, 0)
    for spec in effects:
        if spec.when is not ALWAYS and not holds(spec.when, part.facts):
            continue
        unit = None
        if spec.case_field is None:
            to = standing(book, spec.to, at) if spec.to in book.ending else spec.to
            if part.units:
                kind = book.actors.get(to)
                unit = part.unit_of(to if kind is None else kind.id)
        else:
            to = linked(book, draft.event, part.facts, spec.case_field) or ""
            if not to:
                continue
        channel = spec.channel
        if spec.channel_fact is not None:
            chosen = part.facts[spec.channel_fact]
            channel = "" if chosen is None else str(chosen)
        run = None
        if spec.clock is not None:
            start(draft, part, part.spec.clocks[spec.clock], at, cause)
            last = part.last_run(spec.clock)
            run = None if last is None else last.id
        draft.effects.append(
            tuple.__new__(
                Effect,
                (
                    f"{base}/{number}", spec.verb, to, unit, spec.by, channel, at, case, spec.event, spec.carries, run,
                    spec.basis, spec.title,
                ),
            )
        )  # fmt: skip
        number += 1
    draft.index[base] = number


def linked(book: Rulebook, event: Event | None, facts: Sequence[Any], field: str) -> str | None:
    """Give the other case of a signal: from the event's data, else from the link fact of that name."""
    brought = None if event is None else event.data.get(field)
    if not is_blank(brought):
        return str(brought)
    for fact in book.facts:
        if fact.id == field:
            named = facts[fact.index]
            return None if named is None else str(named)
    return None
