"""Which transition an event takes, or why none (S21, S23)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.conditions import holds, may_hold
from feedback_rules.errors import CalendarHorizonError
from feedback_rules.workflow.case import NO_DUE
from feedback_rules.workflow.clock import decisive, row_due
from feedback_rules.workflow.event import CITIZEN, NOBODY, SYSTEM
from feedback_rules.workflow.facts import bring, faulty
from feedback_rules.workflow.instants import iso
from feedback_rules.workflow.intake import SETTLED
from feedback_rules.workflow.refusal import Refusal, near_name
from feedback_rules.workflow.spec import ALWAYS
from feedback_rules.workflow.values import bad_value, given_limit, is_blank

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from feedback_rules.calendar.limit import TimeLimit
    from feedback_rules.workflow.case import Run
    from feedback_rules.workflow.draft import PartDraft
    from feedback_rules.workflow.event import Event
    from feedback_rules.workflow.spec import Extension, HolderSpec, LimitRow, Rulebook, Transition

__all__ = [
    "acts",
    "asked_extension",
    "choose",
    "is_past",
    "may_open",
    "near_actor",
    "object_to",
    "open_here",
    "past_promise",
    "stuck",
    "who",
]

HOLDER = "holder"
"""In ``by``: any role of the kind, and of the unit, that holds the state now."""


def choose(book: Rulebook, part: PartDraft, event: Event) -> tuple[Transition, tuple[Any, ...]] | Refusal:
    """Give the one transition open to ``event`` in the part's state, with the facts as the event leaves them, or the
    reason why there is none.
    """
    state = part.spec.states[part.state]
    options = state.events.get(event.name, ())
    if part.holder == NOBODY and part.orphaned():
        options = tuple(option for option in options if option.reroutes)
    if part.ended is not None and not state.final:
        options = ()  # a part that the case went on without takes nothing more (S27)
    if not options:
        return _not_here(book, part, event)
    fitting = [option for option in options if acts(book, option, event, part.holder)]
    if not fitting:
        roles = ", ".join(who(book, part, options))
        return _refuse(book, part, event, "wrong-actor", options[0], who=roles, **near_actor(book, event.by))
    if event.data:
        wrong = bad_value(book, event.data)
        if wrong is not None:
            return _refuse(book, part, event, "bad-value", fitting[0], **faulty(wrong))
    found = []
    for option in fitting:
        facts = bring(book, option, event, part.facts) if option.brings else part.facts
        if isinstance(facts, Refusal):
            return facts._replace(state=part.state, open=open_here(book, part))
        if option.guard is ALWAYS or holds(option.guard, facts):
            found.append((option, facts))
    if not found:
        return _refuse(book, part, event, "unmet-condition", fitting[0], condition=_condition(book, fitting))
    if len(found) > 1:
        first, second = (f"{option.to or option.source} ({', '.join(option.basis)})" for option, _ in found[:2])
        return _refuse(book, part, event, "two-transitions", found[0][0], first=first, second=second)
    return object_to(book, part, found[0][0], event, found[0][1]) or found[0]


def acts(book: Rulebook, transition: Transition, event: Event, holder: str | None) -> bool:
    """Tell whether the actor is one of those named; ``holder`` is the kind that holds now."""
    if event.by in transition.by:
        return event.by != HOLDER
    if HOLDER not in transition.by:
        return False
    role = book.roles.get(event.by)
    return holder == (event.by if role is None else role.of)


def who(book: Rulebook, part: PartDraft, options: Iterable[Transition]) -> tuple[str, ...]:
    """Name those who may act: roles, ``citizen``, ``system``; ``holder`` as the roles of the kind that holds now."""
    named: set[str] = set()
    for option in options:
        named |= option.by
    if HOLDER in named:
        named.remove(HOLDER)
        named |= {role.id for role in book.roles.values() if role.of == part.holder} or {part.holder or NOBODY}
    return tuple(sorted(named))


def near_actor(book: Rulebook, by: str) -> dict[str, str]:
    """Ask whether somebody of a like name was meant, where nobody has this one and somebody has."""
    known = {*book.roles, *book.holders, CITIZEN, SYSTEM}
    near = "" if by in known else near_name(by, known)
    return {"near": near} if near else {}


def object_to(
    book: Rulebook, part: PartDraft, option: Transition, event: Event, facts: Sequence[Any]
) -> Refusal | None:
    """Say what stands against taking this transition: unit, needs, windows, number of times, extension."""
    kind = book.actors.get(event.by)
    refused = None if kind is None else _unit(book, part, option, event, kind)
    if refused is not None or not option.asks:
        return refused
    for need in option.needs:
        for name in need.fields:
            if not is_blank(event.data.get(name)):
                break
        else:
            if not holds(need.when, facts):
                continue
            specs = [book.fields.get(name) for name in need.fields]
            evidence = all(spec is not None and spec.type == "file" for spec in specs)
            code = "missing-evidence" if evidence else "missing-field"
            return _refuse(book, part, event, code, option, fields=" / ".join(need.fields))
    if option.at_most is not None:
        for name, times, _ in part.counts:
            if name == event.name and times >= option.at_most:
                return _refuse(book, part, event, "too-often", option, times=option.at_most)
    if option.window is not None:
        run = part.last_run(option.window)
        if run is not None and part.spec.clocks[option.window].after == "refuse" and is_past(run, event.at):
            return _refuse(book, part, event, "too-late", option, due=iso(run.due, book.zone))
    if option.after_due is not None:
        run = part.last_run(option.after_due)
        if run is None or run.passed is None:
            due = "" if run is None or run.due == NO_DUE else f" ({iso(run.due, book.zone)})"
            return _refuse(book, part, event, "too-early", option, clock=option.after_due, due=due)
    return (_past_date(book, part, option, event) or _extension(book, part, option, event)) if option.orders else None


def is_past(run: Run, at: int) -> bool:
    """Tell whether an act at ``at`` comes after the due of the run, also of one that has ended."""
    return run.passed is not None or run.due < at


def _unit(book: Rulebook, part: PartDraft, option: Transition, event: Event, kind: HolderSpec) -> Refusal | None:
    """Who acts must belong to the unit that the case was routed to (S34)."""
    if kind.until is not None and kind.until < event.at:
        day = iso(kind.until, book.zone)[:10]
        return _refuse(book, part, event, "holder-ended", option, kind=kind.id, day=day)
    if kind.since is not None and event.at < kind.since:
        day = iso(kind.since, book.zone)[:10]
        return _refuse(book, part, event, "holder-to-come", option, kind=kind.id, day=day)
    table = part.spec.states[part.state].held_by if part.state else None
    if (
        type(table) is tuple
        and kind.id != part.holder
        and not (option.reroutes and part.holder == NOBODY)  # nobody's unit is wrong where nobody holds the case
        and any(other == kind.id for _, other in table)
    ):
        return _refuse(book, part, event, "wrong-unit", option, unit=event.unit or kind.id, expected=part.holder)
    if not kind.many:
        return None
    if event.unit is None:
        return _refuse(book, part, event, "missing-unit", option, kind=kind.id)
    expected = part.unit_of(kind.id)
    if expected is not None and expected != event.unit:
        return _refuse(book, part, event, "wrong-unit", option, unit=event.unit, expected=expected)
    return None


def _past_date(book: Rulebook, part: PartDraft, option: Transition, event: Event) -> Refusal | None:
    """A promise that lies in the past is refused (S10a)."""
    field = past_promise(book, option, event)
    if field is None:
        return None
    at = iso(event.at, book.zone)
    return _refuse(book, part, event, "past-date", option, field=field, value=event.data[field], at=at)


def past_promise(book: Rulebook, option: Transition, event: Event) -> str | None:
    """Give the first field that promises a date or an instant before the event itself."""
    extension = () if option.extends is None or option.extends.field is None else (option.extends.field,)
    fields: tuple[str, ...] = (*option.gives, *extension)
    for field in fields:
        value = event.data.get(field)
        if is_blank(value) or book.fields[field].type == "limit":
            continue
        _, given = given_limit(book.fields[field], value, book.zone)
        if int(given) < event.at:
            return field
    return None


def _extension(book: Rulebook, part: PartDraft, option: Transition, event: Event) -> Refusal | None:
    """An extension is made in time and stays under its ceiling, counted from the clock's own start (S17)."""
    extension = option.extends
    if extension is None:
        return None
    run = part.last_run(extension.clock)
    if run is None or run.ended is not None:
        return _refuse(book, part, event, "no-clock", option, clock=extension.clock)
    if not extension.after_due and is_past(run, event.at):
        return _refuse(book, part, event, "too-late", option, due=iso(run.due, book.zone))
    if extension.ceiling is None:
        return None
    row = decisive(book, part.spec.clocks[run.clock], run)
    asked = asked_extension(book, extension, event)
    if asked is None:
        return None
    due = row_due(book, row, run._replace(extensions=(*run.extensions, (event.at, *asked))))
    if due > _ceiling(book, row, extension.ceiling, run):
        shown = "-" if due == NO_DUE else iso(due, book.zone)
        ceiling = (extension.ceiling.text("vi"), extension.ceiling.text("en"))
        return _refuse(book, part, event, "over-ceiling", option, due=shown, ceiling=ceiling)
    return None


def _ceiling(book: Rulebook, row: LimitRow, ceiling: TimeLimit, run: Run) -> int:
    """Give the last instant that an extension may reach, counted like the limit from the run's own start.

    Beyond the day table, and while the clock is paused, there is none to compare with (S7, S13).
    """
    calendar = book.calendars[row.calendar]
    try:
        return calendar.due_us(run.started, ceiling, counting=row.counting, pauses=run.pauses, ended_day=run.ended_day)
    except CalendarHorizonError:
        return NO_DUE


def asked_extension(book: Rulebook, extension: Extension, event: Event) -> tuple[str, int | str] | None:
    """Give what an extension asks for, as the ledger keeps it: ``at`` an instant, ``by`` or ``to`` a limit;
    ``None`` where the event says nothing of it.
    """
    if extension.to is not None:
        return "to", extension.to.text("en")
    field = extension.field or ""
    if is_blank(event.data.get(field)):
        return None
    kind, value = given_limit(book.fields[field], event.data[field], book.zone)
    return ("by", value) if kind == "limit" else ("at", value)


def open_here(book: Rulebook, part: PartDraft) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """List the events that have a transition from here whose guard may hold, and whose they are."""
    if not part.state or (part.ended is not None and not part.spec.states[part.state].final):
        return ()  # not opened yet (who opens it knows what is open), or left by the case that went on without it
    found = []
    orphaned = part.orphaned()
    for name, options in part.spec.states[part.state].events.items():
        there = [one for one in options if not orphaned or one.reroutes]
        roles = who(book, part, (one for one in there if may_open(one, part.facts)))
        if roles:
            found.append((name, roles))
    return tuple(sorted(found))


def may_open(option: Transition, facts: Sequence[Any]) -> bool:
    """Tell whether the guard holds, or may hold with what the event itself brings."""
    return holds(option.guard, facts) or (
        bool(option.brings) and may_hold(option.guard, facts, frozenset(taken.fact for taken in option.brings), SETTLED)
    )


def _not_here(book: Rulebook, part: PartDraft, event: Event) -> Refusal:
    """Tell an unknown event from one that is not open here."""
    if event.name in part.spec.events or any(event.name in flow.events for flow in book.workflows.values()):
        if part.orphaned():
            return _refuse(book, part, event, "orphaned", None, why=stuck(book, part))
        return _refuse(book, part, event, "wrong-state", None)
    return _refuse(book, part, event, "unknown-event", None, near=near_name(event.name, part.spec.events))


def stuck(book: Rulebook, part: PartDraft) -> tuple[str, str]:
    """Say why nobody holds the part any more: what the regulation says, else that nobody has taken it over."""
    kind = book.holders.get(part.spec.states[part.state].holder(part.facts) or "")
    for _ in book.holders:
        if kind is None or kind.successor is None:
            break
        kind = book.holders[kind.successor]
    if kind is None or kind.stuck is None:
        from feedback_rules.wording import pair

        return pair("refusal.not_taken_over")
    return kind.stuck


def _refuse(
    book: Rulebook, part: PartDraft, event: Event, code: str, option: Transition | None, **params: Any
) -> Refusal:
    basis = () if option is None else option.basis
    return Refusal.of(code, event, part.state, basis=basis, **params)._replace(open=open_here(book, part))


def _condition(book: Rulebook, options: Sequence[Transition]) -> str:
    """Write the guards as a reader of the profile would."""
    from feedback_rules.workflow.show import show_condition

    return " | ".join(dict.fromkeys(show_condition(book, option.guard) for option in options))
