"""What falls due: judged first, then its consequences, then the ends of holders (S14, S22, S34)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedback_rules.workflow.case import NO_DUE, UNSET
from feedback_rules.workflow.clock import PAST_DUE, falls_at
from feedback_rules.workflow.happens import held_by, hold
from feedback_rules.workflow.perform import beginning, first_that_holds, joins
from feedback_rules.workflow.runs import day_ended, leave, start, supersede

if TYPE_CHECKING:
    from feedback_rules.workflow.draft import Draft, PartDraft

__all__ = ["let_pass"]


def let_pass(draft: Draft, to: int) -> bool:
    """Let everything happen that is due before ``to``; tell whether anything did."""
    happened = False
    while True:
        first = NO_DUE
        for part in draft.parts:
            if part.wake < first:
                first = part.wake
        if first >= to:
            return happened
        happened = True
        _fall_due(draft, first)
        for part in draft.parts:
            if part.wake == UNSET:
                draft.settle(part)


def _fall_due(draft: Draft, due: int) -> None:
    """Judge every run due at this instant; then their consequences happen, then holders end (S14, S22, S34)."""
    draft.event = None
    draft.at = due
    fallen: list[tuple[str, str, int, PartDraft]] = []
    for part in draft.parts:
        if part.wake == due:
            for index in part.live:
                run = part.runs[index]
                if run.passed is None and falls_at(run) == due:
                    fallen.append((part.address, run.clock, run.number, part))
                    part.replace_run(index, run.fallen())
    fallen.sort(key=lambda one: one[:3])
    for _, clock, number, part in fallen:
        spec = part.spec.clocks[clock]
        draft.note(PAST_DUE[spec.kind], part, f"{clock}.{number}", "", spec.basis)
    for _, clock, number, part in fallen:
        _consequence(draft, part, clock, number, due)
    for part in draft.parts:
        if part.holder in draft.book.ending:
            _end_holder(draft, part, due)
    draft.at = due + 1


def _consequence(draft: Draft, part: PartDraft, clock: str, number: int, due: int) -> None:
    """Let the due of one run have its effect, unless an earlier one of the same instant took its state away."""
    spec = part.spec.clocks[clock]
    followers = [other for other in part.spec.clocks.values() if clock in other.starts_after]
    if not spec.at_due and not followers:
        return
    run = next(run for run in part.runs if run.clock == clock and run.number == number)
    if run.ended is not None:
        draft.note("overtaken", part, run.id, "", spec.basis)
        return
    was_open = part.ended is None
    from_day = day_ended(draft, run)
    cause = f"{run.id}.due"
    first_that_holds(draft, part, spec.at_due, due, cause, ended_day=from_day)
    for other in followers:
        if part.state in other.scope and not part.orphaned():
            supersede(draft, part, other, due)
            start(draft, part, other, due, cause, ended_day=from_day)
    if was_open and part.ended is not None and part.address:
        joins(draft, part, due, cause)


def _end_holder(draft: Draft, part: PartDraft, due: int) -> None:
    """Pass a part whose kind of holder ends now to the successor, or leave it with nobody (S34)."""
    kind = draft.book.holders[part.holder or ""]
    if kind.until != due:
        return
    part.touched = True
    part.wake = UNSET
    held = part.hold()
    part.holder, part.unit = held_by(draft.book, part, due + 1)
    if part.orphaned():
        draft.note("orphaned", part, kind.id, "", kind.end_basis)
        leave(draft, part, due, everything=True)
    else:
        draft.note("succeeded", part, kind.id, part.holder or "", kind.end_basis)
        starting = beginning(part, part.state, held, part.facts, None)
        for spec in starting:
            supersede(draft, part, spec, due)
        leave(draft, part, due)
        for spec in starting:
            start(draft, part, spec, due, f"end.{kind.id}", ended_day=True)
    hold(part, due)
