"""The heart: one pure step, first what fell due, then the event, then what it causes at once (S20)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.workflow.case import NO_DUE, UNSET
from feedback_rules.workflow.choose import asked_extension, choose, open_here
from feedback_rules.workflow.configuration import UNPLANNED, Fork
from feedback_rules.workflow.draft import Draft
from feedback_rules.workflow.dues import let_pass
from feedback_rules.workflow.event import SYSTEM, cause_named
from feedback_rules.workflow.execute import execute
from feedback_rules.workflow.facts import bring
from feedback_rules.workflow.falling import let_fall
from feedback_rules.workflow.happening import Happening, Trace
from feedback_rules.workflow.instants import iso
from feedback_rules.workflow.intake import supplement
from feedback_rules.workflow.parting import let_part
from feedback_rules.workflow.perform import first_that_holds, joins, others, perform
from feedback_rules.workflow.planning import plan_event
from feedback_rules.workflow.refusal import Refusal
from feedback_rules.workflow.runs import changed, give
from feedback_rules.workflow.values import bad_value

if TYPE_CHECKING:
    from feedback_rules.workflow.case import Case, Run
    from feedback_rules.workflow.draft import PartDraft
    from feedback_rules.workflow.effect import Effect
    from feedback_rules.workflow.event import Event
    from feedback_rules.workflow.happening import Line
    from feedback_rules.workflow.plan import Plan
    from feedback_rules.workflow.spec import Extension, Rulebook, Transition

__all__ = ["Done", "advance", "apply", "apply_in_full", "carry_out", "cause_of", "done", "mark_of", "take", "wake_of"]

_new = tuple.__new__

SIGNALLED = -1
"""Stands for the number of an event that is a signal: it is known by the effect that sent it."""

Done = tuple["Case", "tuple[Effect, ...]", "Trace"]
"""A case, the effects and the happenings of the step that made it."""


def wake_of(book: Rulebook, case: Case) -> int:
    """Give the first instant at which time alone changes the case, or ``NO_DUE`` (S14)."""
    first = NO_DUE
    for part in case.parts:
        if part.wake < first:
            first = part.wake
    if first == UNSET:
        first = min(part.wake for part in Draft(book, case).parts)
    return first + 1 if first < NO_DUE else NO_DUE


def advance(book: Rulebook, case: Case, to: int) -> Done:
    """Let time pass: everything due before ``to`` happens, in order (S14)."""
    lines: list[Line] = []
    effects: list[Effect] = []
    fallen = let_fall(book, case, to, lines, effects)
    if fallen is not None:
        return fallen, tuple(effects), tuple.__new__(Trace, lines)
    draft = Draft(book, case)
    return done(draft) if let_pass(draft, to) else (case, (), Trace())


def done(draft: Draft, applied: tuple[tuple[int, int], ...] | None = None) -> Done:
    """Freeze a draft."""
    return draft.freeze(applied), tuple(draft.effects), tuple.__new__(Trace, draft.trace)


def apply(book: Rulebook, case: Case, event: Event, address: str, *, marked: bool = True) -> Done | Refusal:
    """Apply one event of the part at ``address``, or say why it is refused; a refused event changes nothing.

    ``marked`` is false for a row whose number was given when it was read: it can't come twice.
    """
    at, by = event.at, event.by
    applied = case.applied
    if (marked and event.seq is not None) or by == SYSTEM:
        mark = mark_of(event, marked=marked)
        if mark is not None:
            if mark in applied:
                return case, (), Trace([Happening(at, "repeated", address, event.name, "", ())])
            if mark[0] != SIGNALLED and any(seq == event.seq for seq, _ in applied):
                return _turned_away(book, case, event, address, "seq-taken", seq=event.seq)
            applied = (*applied, mark)
    if at < case.at:
        shown, last = iso(at, book.zone), iso(case.at, book.zone)
        return _turned_away(book, case, event, address, "out-of-order", at=shown, last=last)
    if by != SYSTEM:
        taken = _foreseen(book, case, event, address, applied)
        if taken is not None:
            return taken
    return apply_in_full(book, case, event, address, applied)


def _foreseen(
    book: Rulebook, case: Case, event: Event, address: str, applied: tuple[tuple[int, int], ...]
) -> Done | None:
    """Take the step by its plan, after what falls due before it; ``None`` where there is none."""
    lines: list[Line] = []
    effects: list[Effect] = []
    _, name, at, by, _, _, _, _, data = event
    if case.root.wake < at or (case.inner and wake_of(book, case) <= at):
        fallen = let_fall(book, case, at, lines, effects)
        if fallen is None:
            return None
        case = fallen
    own = case.part(address) if address else case.root
    if own is None or own.configuration is None or (data and bad_value(book, data) is not None):
        return None
    plan: Any = own.configuration.moves.get((name, by), UNPLANNED)
    if plan.__class__ is Fork:
        brought = plan.recognise(data)
        if brought is None:
            return None
        plan = plan.plans.get(brought, UNPLANNED)
    if plan is UNPLANNED:
        plan = plan_event(book, own.configuration, event)
    if plan is None:
        return None
    taken = execute(book, case, own, plan, event, applied, lines, effects)
    if taken is None:
        return None
    if plan.tail or (address and plan.final):
        parted = let_part(book, plan, event, address, taken, lines, effects)
        if parted is None:
            return _tail(book, plan, event, address, taken, lines, effects)
        taken = parted
    return taken, tuple(effects), _new(Trace, lines)


def _tail(
    book: Rulebook, plan: Plan, event: Event, address: str, case: Case, lines: list[Line], effects: list[Effect]
) -> Done:
    """Let a planned step have its consequences for other parts: those that it closes and opens, and the join (S27)."""
    draft = Draft(book, case)
    draft.event, draft.trace, draft.effects = event, lines, effects
    part = draft.find(address)
    assert part is not None  # noqa: S101 - it has just been stepped
    cause = cause_named(case.seq)
    others(draft, part, plan.option, event.at, cause)
    if plan.origin.open and part.ended is not None and address:
        joins(draft, part, event.at, cause)
    return done(draft)


def apply_in_full(
    book: Rulebook, case: Case, event: Event, address: str, applied: tuple[tuple[int, int], ...]
) -> Done | Refusal:
    """Take the step on a draft of the case, whether it is planned or not."""
    draft = Draft(book, case)
    let_pass(draft, event.at)
    part = draft.find(address)
    if part is None:
        return _no_part(draft, event, address)
    chosen = choose(book, part, event)
    if not isinstance(chosen, Refusal):
        _take(draft, part, *chosen, event)
        return done(draft, applied)
    run = confirmed(part, event)
    if run is None:
        return chosen
    confirm(draft, part, run, event)
    return done(draft, applied)


def _turned_away(book: Rulebook, case: Case, event: Event, address: str, code: str, **params: Any) -> Refusal:
    """Refuse an event that comes too late to be heard, with what is open now."""
    draft = Draft(book, case)
    part = draft.find(address)
    if part is None:
        return _no_part(draft, event, address)
    return Refusal.of(code, event, part.state, **params)._replace(open=open_here(book, part))


def _no_part(draft: Draft, event: Event, address: str) -> Refusal:
    """Refuse an event of a part that the case does not have, with what is open to the case itself."""
    root = draft.parts[0]
    return Refusal.of("no-such-part", event, root.state, part=address)._replace(open=open_here(draft.book, root))


def confirmed(part: PartDraft, event: Event) -> Run | None:
    """Give the run whose due the event names, the last that has passed: a step that the engine has derived (S24)."""
    clocks = part.spec.named_dues.get(event.name, ())
    passed = [run for run in part.runs if run.clock in clocks and run.passed is not None]
    return max(passed, key=lambda run: run.passed or 0, default=None)


def confirm(draft: Draft, part: PartDraft, run: Run, event: Event) -> None:
    """Note how late the step was recorded; it takes a number like any row."""
    cause_of(draft, event)
    draft.at = event.at
    part.touched = True  # moves are numbered one by one: where a number is left out, what was before is written out
    due = iso(run.passed or 0, draft.book.zone)
    draft.note("confirmed", part, event.name, due, part.spec.clocks[run.clock].basis)


def mark_of(event: Event, *, marked: bool) -> tuple[int, int] | None:
    """Give what an event is known by when it comes twice: its own number, or the signal that it is (S23a)."""
    if event.by == SYSTEM and event.signal is not None:
        return (SIGNALLED, event.fingerprint())
    return None if event.seq is None or not marked else (event.seq, event.fingerprint())


def cause_of(draft: Draft, event: Event) -> str:
    """Give the cause that an event's effects are named after (S25), and number the event."""
    if event.by == SYSTEM and event.signal is not None:
        return event.signal
    draft.seq = event.seq if event.seq is not None else draft.seq + 1
    return cause_named(draft.seq)


def take(draft: Draft, part: PartDraft, chosen: Transition, event: Event) -> None:
    """Perform a chosen transition and what it causes at once; what is wrong with the data is left out."""
    brought = bring(draft.book, chosen, event, part.facts)
    _take(draft, part, chosen, part.facts if isinstance(brought, Refusal) else brought, event)


def _take(draft: Draft, part: PartDraft, chosen: Transition, brought: tuple[Any, ...], event: Event) -> None:
    """Perform a transition on the facts that the event has brought."""
    draft.at = event.at
    draft.event = event
    before = part.facts
    part.facts = brought
    if chosen.supplement:
        facts = list(part.facts)
        supplement(facts, event.data)
        part.facts = tuple(facts)
    carry_out(draft, part, chosen, event, cause_of(draft, event), before)


def carry_out(
    draft: Draft, part: PartDraft, chosen: Transition, event: Event, cause: str, before: tuple[Any, ...]
) -> None:
    """Perform a transition whose facts have been brought; ``before`` are those before it."""
    at, name = event.at, event.name
    was_open = part.ended is None
    if name in part.spec.counted:
        part.count(name, at)
    if chosen.orders:
        give(draft, part, chosen, event)
        perform(draft, part, chosen, at, cause, before, name)
        give(draft, part, chosen, event)
        if chosen.extends is not None:
            _extend(draft, part, chosen.extends, event)
        for clock in chosen.pauses:
            _pause(draft, part, clock, at, resume=False)
        for clock in chosen.resumes:
            _pause(draft, part, clock, at, resume=True)
    else:
        perform(draft, part, chosen, at, cause, before, name)
    if name in part.spec.tallied:
        _counters(draft, part, name, at, cause)
    if was_open and part.ended is not None and part.address:
        joins(draft, part, at, cause)


def _extend(draft: Draft, part: PartDraft, extension: Extension, event: Event) -> None:
    """Write an extension into the ledger of the open run (S17)."""
    asked = asked_extension(draft.book, extension, event)
    if asked is None:
        return
    for index in part.live:
        run = part.runs[index]
        if run.clock == extension.clock and run.passed is None:
            extended = run._replace(extensions=(*run.extensions, (event.at, *asked)))
            changed(draft, part, index, extended, event.at, "extended", extension.basis)


def _pause(draft: Draft, part: PartDraft, clock: str, at: int, *, resume: bool) -> None:
    """Open or close a pause of the open run (S13)."""
    for index in part.live:
        run = part.runs[index]
        if run.clock != clock or run.passed is not None:
            continue
        paused = bool(run.pauses) and run.pauses[-1][1] is None
        if paused == resume:
            spans = (*run.pauses[:-1], (run.pauses[-1][0], at)) if resume else (*run.pauses, (at, None))
            changed(draft, part, index, run._replace(pauses=spans), at, "resumed" if resume else "paused")


def _counters(draft: Draft, part: PartDraft, event: str, at: int, cause: str) -> None:
    """Count, and let a full counter act, once (S20)."""
    for counter in part.spec.counters:
        value = part.counters[counter.index]
        value = 0 if event in counter.resets else value + (event in counter.adds)
        full = value >= counter.at
        part.counters = (*part.counters[: counter.index], 0 if full else value, *part.counters[counter.index + 1 :])
        if full:
            draft.note("counted", part, counter.id, str(counter.at), counter.basis)
            first_that_holds(draft, part, counter.then, at, cause)
