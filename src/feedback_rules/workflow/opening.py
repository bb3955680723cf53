"""The opening of a case: the one event that makes something out of nothing (S23)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.conditions import holds, may_hold
from feedback_rules.workflow.case import UNSET, Case, Part
from feedback_rules.workflow.choose import near_actor, object_to
from feedback_rules.workflow.configuration import without_links
from feedback_rules.workflow.door import ASKED, door_of
from feedback_rules.workflow.draft import Draft
from feedback_rules.workflow.execute import execute
from feedback_rules.workflow.facts import bring, faulty
from feedback_rules.workflow.instants import iso
from feedback_rules.workflow.intake import ASSESSED, BUILT_IN, LANGUAGE, OTHER, assess
from feedback_rules.workflow.perform import fresh_part
from feedback_rules.workflow.planning import plan_opening
from feedback_rules.workflow.refusal import Refusal, near_name
from feedback_rules.workflow.step import carry_out, cause_of, done, mark_of
from feedback_rules.workflow.values import bad_value, is_blank, wrong_fact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feedback_rules.workflow.deeds import Done
    from feedback_rules.workflow.draft import PartDraft
    from feedback_rules.workflow.event import Event
    from feedback_rules.workflow.plan import Plan
    from feedback_rules.workflow.spec import Rulebook, Transition

__all__ = ["open_case", "open_in_full"]


def open_case(book: Rulebook, event: Event, *, marked: bool = True) -> Done | Refusal:
    """Open a case by its first event, or refuse the event for its shape; ``marked`` as for :func:`step.apply`."""
    if (
        "/" in event.case
        or event.name not in book.opening
        or not book.since <= event.at <= book.until
        or bad_value(book, event.data) is not None
    ):
        return open_in_full(book, event, marked=marked)
    door = door_of(book, event.name)
    key = door.key(book, event)
    opened = door.known.get(key) if key is not None else None
    if opened is None:
        chosen = _chosen(book, event)
        if isinstance(chosen, Refusal):
            return chosen
        option, facts = chosen
        opened = (_blank(book, option, without_links(book, facts)[0]), plan_opening(book, option, facts, event))
        door.remember(key, opened)
    blank, plan = opened
    foreseen = None if plan is None or plan.tail else _begin_planned(book, blank, plan, event, marked=marked)
    return foreseen or open_in_full(book, event, marked=marked)


def _blank(book: Rulebook, option: Transition, facts: tuple[Any, ...]) -> Part:
    """Give the part as it is before its opening; cases that are opened alike share it."""
    zeros = book.workflows[option.workflow].zeros
    return tuple.__new__(Part, ("", (), facts, (), zeros, (None,), b"", UNSET, (), book.started[()], None))


def open_in_full(book: Rulebook, event: Event, *, marked: bool = True) -> Done | Refusal:
    """Open a case on a draft, whatever is remembered of others like it."""
    if "/" in event.case or event.name not in book.opening:  # a part is opened by its case
        return _closed(book, event)
    if not book.since <= event.at <= book.until:
        return _not_in_force(book, event)
    wrong = bad_value(book, event.data)
    if wrong is not None:
        return _refuse(book, "bad-value", event, **faulty(wrong))
    chosen = _chosen(book, event)
    if isinstance(chosen, Refusal):
        return chosen
    option, facts = chosen
    part = fresh_part(facts, "", book.workflows[option.workflow], event.at)
    objection = object_to(book, part, option, event, facts)
    if objection is not None:
        return objection._replace(open=_open(book))
    return _begin(book, option, part, event, mark_of(event, marked=marked))


def _chosen(book: Rulebook, event: Event) -> tuple[Transition, tuple[Any, ...]] | Refusal:
    """Give the one opening whose guard holds, with the facts that the case begins with."""
    options = book.opening[event.name]
    found: list[tuple[Transition, tuple[Any, ...]]] = []
    unmet: Refusal | None = None
    asked = _asked(book, event)
    if isinstance(asked, Refusal):
        return asked
    alike: dict[tuple[tuple[int, str | None], ...], tuple[Any, ...]] = {}
    for option in options:
        brought = alike.get(option.takes) or bring(book, option, event, asked)
        if isinstance(brought, Refusal):
            return brought._replace(open=_open(book))
        alike[option.takes] = brought
        if not may_hold(option.guard, brought, ASSESSED):
            continue
        facts = _assessed(book, option, event, brought)
        if not holds(option.guard, facts):
            continue
        if event.by in option.by:
            found.append((option, facts))
        else:
            openers = ", ".join(_openers(options))
            unmet = _refuse(book, "wrong-actor", event, who=openers, **near_actor(book, event.by))
    if len(found) == 1:
        return found[0]
    return _several(book, event, found) if found else unmet or _unmet(book, event)


def _begin_planned(book: Rulebook, blank: Part, plan: Plan, event: Event, *, marked: bool) -> Done | None:
    """Make the case by a plan; ``None`` where the event is not what the plan is for."""
    mark = mark_of(event, marked=marked)
    applied = () if mark is None else (mark,)
    case = tuple.__new__(Case, (event.case, book.kept, event.at, 0, applied, blank, ()))
    return execute(book, case, blank, plan, event, applied)


def _begin(book: Rulebook, option: Transition, part: PartDraft, event: Event, mark: tuple[int, int] | None) -> Done:
    """Make the case and perform its opening."""
    applied = () if mark is None else (mark,)
    draft = Draft(book, Case(event.case, book.kept, event.at, 0, applied, part.was, ()))
    draft.parts = [part]
    draft.event = event
    draft.note("opened", part, event.name, part.spec.id, option.basis)
    carry_out(draft, part, option, event, cause_of(draft, event), part.facts)
    return done(draft)


def _asked(book: Rulebook, event: Event) -> tuple[Any, ...] | Refusal:
    """Give the facts that every opening takes from the data."""
    facts = [*book.blank]
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
    return tuple(facts)


def _assessed(book: Rulebook, option: Transition, event: Event, brought: tuple[Any, ...]) -> tuple[Any, ...]:
    """Give the facts with those that intake finds."""
    intake = book.workflows[option.workflow].intake
    if intake is None:
        return brought
    assessed = [*brought]
    assess(book, intake, event, assessed)
    return tuple(assessed)


def _openers(options: Sequence[Transition]) -> list[str]:
    """Name those who may open a case so."""
    return sorted(frozenset().union(*(option.by for option in options)))


def _not_in_force(book: Rulebook, event: Event) -> Refusal:
    """Say that the text does not govern a case of this day, with its first or last day in force (S33)."""
    early = event.at < book.since
    code, bound = ("not-yet-in-force", book.since) if early else ("no-longer-in-force", book.until)
    said = {"text": book.source.number or book.name, "day": iso(bound, book.zone)[:10]}
    return Refusal.of(code, event, "", basis=book.source.in_force.basis, **said)


def _closed(book: Rulebook, event: Event) -> Refusal:
    """Say that this event opens no case: it names a part where there is no case, needs a case, or is unknown."""
    if event.name in book.opening:
        return _refuse(book, "slash-in-id", event, id=event.case, instead=event.case.replace("/", "-"))
    if any(event.name in workflow.events for workflow in book.workflows.values()):
        return _refuse(book, "not-open", event)
    return _refuse(book, "unknown-event", event, near=near_name(event.name, book.opening))


def _unmet(book: Rulebook, event: Event) -> Refusal:
    from feedback_rules.workflow.show import show_condition

    guards = dict.fromkeys(show_condition(book, option.guard) for option in book.opening[event.name])
    return _refuse(book, "unmet-condition", event, condition=" | ".join(guards))


def _several(book: Rulebook, event: Event, found: list[tuple[Transition, tuple[Any, ...]]]) -> Refusal:
    first, second = (f"{option.workflow}.{option.to} ({', '.join(option.basis)})" for option, _ in found[:2])
    return _refuse(book, "two-transitions", event, first=first, second=second)


def _refuse(book: Rulebook, code: str, event: Event, **params: Any) -> Refusal:
    return Refusal.of(code, event, "", **params)._replace(open=_open(book))


def _open(book: Rulebook) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """List the events that open a case, and whose they are."""
    return tuple((name, tuple(_openers(options))) for name, options in sorted(book.opening.items()))
