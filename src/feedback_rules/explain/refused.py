"""A refusal explained: what was asked, where the case stood, why it was not taken, what is open instead (S23)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.explain.moments import worded
from feedback_rules.explain.reason import reason
from feedback_rules.explain.story import Story
from feedback_rules.wording import pair
from feedback_rules.workflow.spec import Cited, Rulebook

if TYPE_CHECKING:
    from feedback_rules.explain.explanation import Explanation
    from feedback_rules.workflow.refusal import Refusal
    from feedback_rules.workflow.spec import StateSpec

__all__ = ["explain_refusal"]

UTC = "UTC"


def explain_refusal(refusal: Refusal, book: Rulebook | None = None) -> Explanation:
    """Give a refusal step by step; with its regulation, things have their names and articles are printed in full."""
    known = book if book is not None else _nothing()
    ground = Cited(basis=refusal.basis, inferred=None if refusal.basis else pair("explain.nothing_allows"))
    story = Story(known, ground)
    names = story.names
    address = refusal.case.partition("/")[2]
    event = names.event(refusal.event, address=address, states=(refusal.state,))
    who = names.role(refusal.by)
    words: dict[str, Any] = {"event": event, "by": who, "case": refusal.case}
    words["at"] = story.when(refusal.at) if book is not None else worded("utc", at=story.when(refusal.at))
    story.tell("happened", "asked", start=refusal.at, **words)
    if refusal.state:
        state = _state(known, refusal.state)
        story.tell("happened", "stood", cited=state, state=names.state(refusal.state, address=address))
    story.tell("verdict", "refused", code=refusal.code, why=reason(refusal, names))
    for name, roles in refusal.open:
        basis = _basis(known, refusal.state, name)
        words = {"event": names.event(name, address=address, states=(refusal.state,)), "by": names.roles(roles)}
        story.tell("open", "offer", basis=basis, **words)
    if not refusal.open:
        story.tell("open", "no_offer")
    return story.told("head_refusal", event=event, case=refusal.case)


def _state(book: Rulebook, state: str) -> StateSpec | None:
    return next((flow.states[state] for flow in book.workflows.values() if state in flow.states), None)


def _basis(book: Rulebook, state: str, event: str) -> tuple[str, ...]:
    """Give the articles by which an event is open in a state, or opens a case."""
    for flow in book.workflows.values():
        moves = flow.states[state].events.get(event, ()) if state in flow.states else flow.opening.get(event, ())
        found = tuple(dict.fromkeys(cited for move in moves for cited in move.basis))
        if found:
            return found
    return ()


def _nothing() -> Rulebook:
    """Give a regulation of which nothing is known, so that ids stand for names."""
    empty: dict[str, Any] = {"calendars": {}, "holders": {}, "roles": {}, "fields": {}, "workflows": {}, "opening": {}}
    texts = dict.fromkeys(("name", "digest", "law", "days", "default_calendar"), "")
    return Rulebook(**empty, **texts, zone=UTC, facts=(), readings={})
