"""One outcome performed whole: facts, move, ends and starts of clocks, parts, effects, in a fixed order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.conditions import holds
from feedback_rules.workflow.case import UNSET, Part
from feedback_rules.workflow.draft import PartDraft
from feedback_rules.workflow.event import NOBODY
from feedback_rules.workflow.facts import bring
from feedback_rules.workflow.happens import describe, happen, hold, routed, unit_named
from feedback_rules.workflow.ledger import Ledger
from feedback_rules.workflow.refusal import Refusal
from feedback_rules.workflow.runs import (
    bound,
    count_from,
    follows_holder,
    fulfil,
    give,
    leave,
    recount,
    restart,
    start,
    supersede,
)
from feedback_rules.workflow.spec import ALWAYS
from feedback_rules.workflow.values import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from feedback_rules.workflow.draft import Draft
    from feedback_rules.workflow.runs import Hold
    from feedback_rules.workflow.spec import ClockSpec, Outcome, PartSpec

__all__ = ["beginning", "first_that_holds", "fresh_part", "joins", "others", "perform"]


def perform(
    draft: Draft,
    part: PartDraft,
    outcome: Outcome,
    at: int,
    cause: str,
    before: tuple[Any, ...],
    event: str | None,
    *,
    ended_day: bool = False,
) -> None:
    """Perform ``outcome``; ``before`` are the facts before the event brought any, ``event`` is its name, if any."""
    part.touched = True
    part.wake = UNSET
    came_from, held, lost = part.state, part.hold(), part.holder == NOBODY and part.orphaned()
    happen(draft, part, outcome, at, lost=lost)
    kind, subject = ("moved", cause) if event is None else ("applied", event)
    draft.trace.append((draft.at, kind, part.address, subject, outcome.to or "", outcome.basis))
    if event is not None and part.live:
        fulfil(draft, part, event, at, before)
    orphaned = part.holder == NOBODY and part.orphaned()
    starting = [] if orphaned else beginning(part, came_from, held, before, event, lost=lost)
    for spec in starting:
        if spec.replaces:
            supersede(draft, part, spec, at)
    if part.live:
        leave(draft, part, at, everything=orphaned)
        if part.facts is not before and part.facts != before:
            recount(draft, part, before, at, cause)
        if event in part.spec.recounted:
            count_from(draft, part, event, at)
    if orphaned and not lost:
        _orphan(draft, part)
    for spec in starting:
        if event in spec.restarts_on:
            restart(draft, part, spec, at, cause)
        else:
            start(draft, part, spec, at, cause, ended_day=ended_day)
    if outcome.effects:
        describe(draft, part, outcome.effects, at, cause)
    if outcome.opens or outcome.closes:
        others(draft, part, outcome, at, cause)
    hold(part, at)


def others(draft: Draft, part: PartDraft, outcome: Outcome, at: int, cause: str) -> None:
    """Close and open the parts that the outcome names."""
    for name in outcome.closes:
        _close(draft, part, name, at)
    for name in outcome.opens:
        _open(draft, part, part.spec.parts[name], at, cause)


def _orphan(draft: Draft, part: PartDraft) -> None:
    """Note that the part came to a holder that has ended."""
    kind = draft.book.holders.get(part.spec.states[part.state].holder(part.facts) or "")
    basis = () if kind is None else kind.end_basis
    draft.note("orphaned", part, "" if kind is None else kind.id, "", basis)


def beginning(
    part: PartDraft, came_from: str, held: Hold, before: tuple[Any, ...], event: str | None, *, lost: bool = False
) -> list[ClockSpec]:
    """List the clocks of the state that may start now: on entering, at this event, or because their condition has come
    to hold (S11a); ``lost`` says that nobody held the part until now.
    """
    return [
        spec
        for spec, surely in part.spec.states[part.state].starting(came_from, event)
        if surely or lost or _again(part, spec, held, before)
    ]


def _again(part: PartDraft, spec: ClockSpec, held: Hold, before: tuple[Any, ...]) -> bool:
    """Tell whether the part, within the clock's scope, comes to another unit or newly meets the clock's condition."""
    now = part.hold()
    if held != now and follows_holder(spec) and bound(spec, held) != bound(spec, now):
        return True
    return spec.when is not ALWAYS and part.facts != before and not holds(spec.when, before)


def first_that_holds(
    draft: Draft, part: PartDraft, outcomes: Iterable[Outcome], at: int, cause: str, *, ended_day: bool = False
) -> None:
    """Perform the alternative whose condition holds, if any."""
    for outcome in outcomes:
        if outcome.when is ALWAYS or holds(outcome.when, part.facts):
            perform(draft, part, outcome, at, cause, part.facts, None, ended_day=ended_day)
            return


def fresh_part(draft_facts: tuple[Any, ...], address: str, workflow: Any, at: int) -> PartDraft:
    """Give a part of which nothing has happened yet."""
    blank = Ledger(workflow.id, "", None, None, (), (), (), (), (), at, None, ())
    return PartDraft(workflow, Part.of(address, draft_facts, workflow.zeros, blank))


def _open(draft: Draft, parent: PartDraft, spec: PartSpec, at: int, cause: str) -> None:
    """Open a part for each unit named, or one; it starts with a copy of the case's facts (S27)."""
    workflow = draft.book.workflows[spec.workflow]
    name, options = next(iter(workflow.opening.items()))
    event = draft.event
    brought = None if spec.one_for is None or event is None else event.data.get(spec.one_for)
    units: Sequence[str | None] = [None] if is_blank(brought) else list(brought)  # type: ignore[arg-type] # a list of names
    base = f"{parent.address}/{spec.id}" if parent.address else spec.id
    taken = sum(1 for part in draft.parts if part.address.rpartition("/")[0] == base)
    for number, unit in enumerate(units, taken + 1):
        part = fresh_part(parent.facts, f"{base}/{number}", workflow, at)
        part.units = parent.units
        for kind, field in spec.routes:
            named = unit if field == "each" else unit_named(event, field)
            part.units = routed(part.units, kind, named)
        draft.parts.append(part)
        draft.note("part-opened", part, spec.id, unit or "", spec.basis)
        chosen = next((one for one in options if holds(one.guard, part.facts)), options[0])
        if event is not None:
            facts = bring(draft.book, chosen, event, part.facts)
            part.facts = part.facts if isinstance(facts, Refusal) else facts
        if name in workflow.counted:
            part.count(name, at)
        perform(draft, part, chosen, at, cause, part.facts, name)
        if event is not None and chosen.gives:
            give(draft, part, chosen, event)


def _close(draft: Draft, parent: PartDraft, name: str, at: int) -> None:
    """Leave the open parts of that name, and theirs: the case goes on without them."""
    within = f"{parent.address}/{name}/" if parent.address else f"{name}/"
    for part in draft.parts:
        if part.address.startswith(within) and part.ended is None:
            part.touched = True
            part.ended = at
            part.holder, part.unit = None, None
            leave(draft, part, at, everything=True)
            hold(part, at)
            part.wake = UNSET
            draft.note("part-closed", part, name, "", parent.spec.parts[name].basis)


def joins(draft: Draft, part: PartDraft, at: int, cause: str) -> None:
    """Let the parent go on when its parts are complete: the step that ended ``part`` makes the join, once (S27).

    A parent that has ended itself takes only what stays; its effects are named after the part whose due made the join.
    """
    above, _, number = part.address.rpartition("/")
    parent_address, _, name = above.rpartition("/")
    parent = draft.find(parent_address)
    assert parent is not None  # noqa: S101 - a part lives inside another one
    final = parent.spec.states[parent.state].final
    if parent.ended is not None and not final:
        return
    spec = parent.spec.parts[name]
    same = [one for one in draft.parts if one.address.rpartition("/")[0] == above]
    together = [one for one in same if one.opened == part.opened]
    complete = spec.join == "all" and all(one.ended is not None for one in same)
    first = spec.join == "any" and sum(1 for one in together if one.ended is not None) == 1
    if complete or first:
        open_before = parent.ended is None
        draft.note("joined", parent, name, spec.join, spec.basis)
        after = f"{name}/{number}/{cause}" if cause.endswith(".due") else cause
        first_that_holds(draft, parent, [one for one in spec.then if not final or one.to is None], at, after)
        if open_before and parent.ended is not None and parent.address:
            joins(draft, parent, at, after)
