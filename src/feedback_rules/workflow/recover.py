"""How an audit goes on after a row that the law does not allow (S24)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedback_rules.conditions import holds
from feedback_rules.workflow.choose import acts
from feedback_rules.workflow.draft import Draft
from feedback_rules.workflow.dues import let_pass
from feedback_rules.workflow.facts import bring
from feedback_rules.workflow.refusal import Refusal
from feedback_rules.workflow.step import done, mark_of, take
from feedback_rules.workflow.values import bad_value

if TYPE_CHECKING:
    from feedback_rules.workflow.case import Case
    from feedback_rules.workflow.deeds import Done
    from feedback_rules.workflow.draft import PartDraft
    from feedback_rules.workflow.event import Event
    from feedback_rules.workflow.spec import Rulebook, Transition

__all__ = ["follow"]


def follow(book: Rulebook, case: Case, event: Event, address: str, *, marked: bool) -> tuple[Done, str] | None:
    """Take the row's transition from the latest state in which it was open, else from its only source, else nothing.

    Gives the step and the name of the transition, ``state -> state``; ``None`` where there is nothing to follow.
    ``marked`` as for :func:`step.apply`.
    """
    draft = Draft(book, case)
    let_pass(draft, event.at)
    part = draft.find(address)
    if part is None:
        return None
    clean = _without_faults(book, event)
    chosen = _latest(book, part, clean) or _only(part, clean)
    if chosen is None:
        return None
    take(draft, part, chosen, clean)
    mark = mark_of(event, marked=marked)
    applied = None if mark is None else (*case.applied, mark)
    return done(draft, applied), f"{chosen.source} -> {chosen.to or chosen.source}"


def _without_faults(book: Rulebook, event: Event) -> Event:
    """Leave out of the data what is of the wrong kind."""
    data = dict(event.data)
    while (wrong := bad_value(book, data)) is not None:
        del data[wrong[0]]
    return event._replace(data=data)


def _latest(book: Rulebook, part: PartDraft, event: Event) -> Transition | None:
    """Search the states of the part from the last to the first for one in which the event was open."""
    for state in dict.fromkeys(reversed(part.visits)):
        options = part.spec.states[state].events.get(event.name, ())
        fitting = [one for one in options if acts(book, one, event, part.holder)] or list(options)
        holding = [one for one in fitting if _holds(book, one, event, part)]
        if len(holding) == 1:
            return holding[0]
        if len(options) == 1:
            return options[0]
    return None


def _holds(book: Rulebook, option: Transition, event: Event, part: PartDraft) -> bool:
    facts = bring(book, option, event, part.facts)
    return not isinstance(facts, Refusal) and holds(option.guard, facts)


def _only(part: PartDraft, event: Event) -> Transition | None:
    """Give the only transition of that name in the workflow."""
    found = [one for state in part.spec.states.values() for one in state.events.get(event.name, ())]
    return found[0] if len(found) == 1 else None
