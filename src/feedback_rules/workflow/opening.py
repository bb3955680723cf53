"""The opening of a case: the one event that makes something out of nothing (S23)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.conditions import holds
from feedback_rules.workflow.case import Case
from feedback_rules.workflow.choose import acts, object_to, who
from feedback_rules.workflow.draft import Draft, blank_facts
from feedback_rules.workflow.facts import bring, faulty
from feedback_rules.workflow.intake import BUILT_IN, LANGUAGE, OTHER, assess
from feedback_rules.workflow.perform import fresh_part
from feedback_rules.workflow.refusal import Refusal
from feedback_rules.workflow.step import carry_out, cause_of, done, mark_of
from feedback_rules.workflow.values import bad_value, is_blank, wrong_fact

if TYPE_CHECKING:
    from feedback_rules.workflow.draft import PartDraft
    from feedback_rules.workflow.event import Event
    from feedback_rules.workflow.spec import Rulebook, Transition
    from feedback_rules.workflow.step import Done

__all__ = ["open_case"]

ASKED = 3
"""Category, channel and language are taken from the data of every opening event."""


def open_case(book: Rulebook, event: Event, *, marked: bool = True) -> Done | Refusal:
    """Open a case by its first event, or refuse the event for its shape; ``marked`` as for :func:`step.apply`."""
    options = () if "/" in event.case else book.opening.get(event.name, ())  # a part is opened by its case
    if not options:
        return _closed(book, event)
    wrong = bad_value(book, event.data)
    if wrong is not None:
        return _refuse(book, "bad-value", event, **faulty(wrong))
    found: list[tuple[Transition, PartDraft]] = []
    unmet: Refusal | None = None
    for option in options:
        part = _part(book, option, event)
        if isinstance(part, Refusal):
            return part
        if not holds(option.guard, part.facts):
            continue
        if acts(book, option, event, part):
            found.append((option, part))
        else:
            unmet = _refuse(book, "wrong-actor", event, who=", ".join(who(book, part, options)))
    if len(found) != 1:
        return _several(book, event, found) if found else unmet or _unmet(book, event)
    option, part = found[0]
    objection = object_to(book, part, option, event, part.facts)
    if objection is not None:
        return objection._replace(open=_open(book))
    return _begin(book, option, part, event, mark_of(event, marked=marked))


def _begin(book: Rulebook, option: Transition, part: PartDraft, event: Event, mark: tuple[int, int] | None) -> Done:
    """Make the case and perform its opening."""
    applied = () if mark is None else (mark,)
    blank = Case(event.case, book.name, book.law, book.days, event.at, event.at, 0, applied, ())
    draft = Draft(book, blank)
    draft.parts.append(part)
    draft.event = event
    draft.note("opened", part, event.name, part.spec.id, option.basis)
    carry_out(draft, part, option, event, cause_of(draft, event), part.facts)
    return done(draft)


def _part(book: Rulebook, option: Transition, event: Event) -> PartDraft | Refusal:
    """Give the part that this opening would make, with the facts of data and intake."""
    workflow = book.workflows[option.workflow]
    part = fresh_part(blank_facts(book), "", workflow, event.at)
    facts = list(part.facts)
    for index in range(ASKED):
        value = event.data.get(BUILT_IN[index])
        spec = book.facts[index]
        if is_blank(value) or not spec.values:  # what a regulation does not tell apart is no fact of its cases
            continue
        if index == LANGUAGE and value not in spec.values:
            value = OTHER
        wrong = wrong_fact(spec, value)
        if wrong is not None:
            return _refuse(book, "bad-value", event, **faulty(wrong))
        facts[index] = value
    brought = bring(book, option, event, tuple(facts))
    if isinstance(brought, Refusal):
        return brought._replace(open=_open(book))
    facts = list(brought)
    if workflow.intake is not None:
        assess(book, workflow.intake, event, facts)
    part.facts = tuple(facts)
    return part


def _closed(book: Rulebook, event: Event) -> Refusal:
    """Say that this event opens no case: it is unknown, or it needs a case."""
    if any(event.name in workflow.events for workflow in book.workflows.values()):
        return _refuse(book, "not-open", event)
    from difflib import get_close_matches

    near = get_close_matches(event.name, sorted(book.opening), n=1)
    return _refuse(book, "unknown-event", event, near=f" ({near[0]}?)" if near else "")


def _unmet(book: Rulebook, event: Event) -> Refusal:
    from feedback_rules.workflow.show import show_condition

    guards = dict.fromkeys(show_condition(book, option.guard) for option in book.opening[event.name])
    return _refuse(book, "unmet-condition", event, condition=" | ".join(guards))


def _several(book: Rulebook, event: Event, found: list[tuple[Transition, PartDraft]]) -> Refusal:
    first, second = (f"{option.workflow}.{option.to} ({', '.join(option.basis)})" for option, _ in found[:2])
    return _refuse(book, "two-transitions", event, first=first, second=second)


def _refuse(book: Rulebook, code: str, event: Event, **params: Any) -> Refusal:
    return Refusal.of(code, event, "", **params)._replace(open=_open(book))


def _open(book: Rulebook) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """List the events that open a case, and whose they are."""
    return tuple(
        (name, tuple(sorted(set().union(*(option.by for option in options)))))
        for name, options in sorted(book.opening.items())
    )
