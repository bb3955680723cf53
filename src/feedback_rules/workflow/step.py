"""The heart: one pure step, first what fell due, then the event, then what it causes at once (S20)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.errors import InputError
from feedback_rules.workflow.case import NO_DUE, UNSET
from feedback_rules.workflow.choose import asked_extension, choose, open_here
from feedback_rules.workflow.configuration import UNPLANNED, Fork
from feedback_rules.workflow.deeds import Record
from feedback_rules.workflow.draft import Draft
from feedback_rules.workflow.dues import let_pass
from feedback_rules.workflow.event import SYSTEM, cause_named
from feedback_rules.workflow.execute import execute
from feedback_rules.workflow.facts import bring
from feedback_rules.workflow.falling import let_fall
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
    from feedback_rules.workflow.deeds import Deed, Done
    from feedback_rules.workflow.draft import PartDraft
    from feedback_rules.workflow.event import Event
    from feedback_rules.workflow.plan import Plan
    from feedback_rules.workflow.spec import Extension, Rulebook, Transition

__all__ = ["advance", "apply", "apply_in_full", "carry_out", "cause_of", "done", "mark_of", "take", "wake_of"]

SIGNALLED = -1
"""Stands for the number of an event that is a signal: it is known by the effect that sent it."""


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
    deeds: list[Deed] = []
    fallen = let_fall(book, case, to, deeds)
    if fallen is not None:
        return fallen, tuple(deeds)
    draft = Draft(book, case)
    return done(draft) if let_pass(draft, to) else (case, ())


def done(draft: Draft, applied: tuple[tuple[int, int], ...] | None = None) -> Done:
    """Freeze a draft."""
    return draft.freeze(applied), (Record(tuple(draft.trace), tuple(draft.effects)),)


def apply(book: Rulebook, case: Case, event: Event, *, marked: bool = True) -> Done | Refusal:
    """Apply one event of a case or of its part, or say why it is refused; a refused event changes nothing.

    ``marked`` is false for a row whose number was given when it was read: it can't come twice.
    """
    named, name, at, by, _, _, seq, _, data = event
    id_, _, last, _, applied, root, inner = case
    address = "" if named == id_ else _address(id_, named)
    if by == SYSTEM or (marked and seq is not None):
        mark = mark_of(event, marked=marked)
        if mark is not None:
            if mark in applied:
                return case, (Record(((at, "repeated", address, name, "", ()),), ()),)
            if mark[0] != SIGNALLED and any(number == seq for number, _ in applied):
                return _turned_away(book, case, event, address, "seq-taken", seq=seq)
            applied = (*applied, mark)
    if at < last:
        shown, when = iso(at, book.zone), iso(last, book.zone)
        return _turned_away(book, case, event, address, "out-of-order", at=shown, last=when)
    if by == SYSTEM:
        return apply_in_full(book, case, event, address, applied)
    fallen: list[Deed] = []
    now = case if root.wake >= at and not inner else let_fall(book, case, at, fallen)
    if now is not None:
        part = now.part(address) if address else now.root
        configuration = None if part is None else part.configuration
        if configuration is not None and (not data or bad_value(book, data) is None):
            plan: Any = configuration.moves.get((name, by), UNPLANNED)
            if plan.__class__ is Fork:
                plan = plan.plan(data)
            if plan is UNPLANNED:
                plan = plan_event(book, configuration, event)
            taken = None if plan is None else execute(book, now, part, plan, event, applied)  # type: ignore[arg-type] # a part
            if taken is not None:
                if fallen or plan.tail or (address and plan.final):
                    return _beside(book, plan, event, address, taken, fallen)
                return taken
    return apply_in_full(book, case, event, address, applied)


def _address(case: str, named: str) -> str:
    """Give the address of the part that is named."""
    root, _, address = named.partition("/")
    if root != case:
        raise InputError(
            "other-case",
            en=f"the event names the case {root}, it was applied to {case}; apply it to the case that it names",
            vi=f"sự kiện nêu hồ sơ {root} nhưng được áp dụng cho {case}; hãy áp dụng cho đúng hồ sơ",
        )
    return address


def _beside(book: Rulebook, plan: Plan, event: Event, address: str, taken: Done, fallen: list[Deed]) -> Done:
    """Put a planned step behind what fell due before it, and let it have its consequences for other parts."""
    case, own = taken
    deeds = [*fallen, *own]
    if plan.tail or (address and plan.final):
        parted = let_part(book, plan, event, address, case, deeds)
        if parted is None:
            return _tail(book, plan, event, address, case, deeds)
        case = parted
    return case, tuple(deeds)


def _tail(book: Rulebook, plan: Plan, event: Event, address: str, case: Case, deeds: list[Deed]) -> Done:
    """Let a planned step have its consequences for other parts: those that it closes and opens, and the join (S27)."""
    draft = Draft(book, case)
    draft.event = event
    part = draft.find(address)
    assert part is not None  # noqa: S101 - it has just been stepped
    cause = cause_named(case.seq if event.seq is None else event.seq)
    others(draft, part, plan.option, event.at, cause)
    if plan.origin.open and part.ended is not None and address:
        joins(draft, part, event.at, cause)
    parted, more = done(draft)
    return parted, (*deeds, *more)


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
    number = draft.seq + 1 if event.seq is None else event.seq
    draft.seq = max(draft.seq, number)  # whatever has no number gets one that nobody has had
    return cause_named(number)


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
