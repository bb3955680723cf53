"""The facts that an event brings in its data, judged before its guard is (S23)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.workflow.intake import GROUNDS, LANGUAGE, OTHER
from feedback_rules.workflow.refusal import Refusal
from feedback_rules.workflow.values import fact_value, wrong_fact

if TYPE_CHECKING:
    from feedback_rules.workflow.event import Event
    from feedback_rules.workflow.spec import Rulebook, Transition
    from feedback_rules.workflow.values import Fault

__all__ = ["bring", "faulty"]


def bring(book: Rulebook, transition: Transition, event: Event, facts: tuple[Any, ...]) -> tuple[Any, ...] | Refusal:
    """Give the facts with those that the event brings in its data; a person's grounds add to those of intake."""
    if not transition.brings:
        return facts
    data = event.data
    after: list[Any] | None = None
    for taken in transition.brings:
        name = taken.field or ""
        value = data.get(name)
        if value is None:
            continue
        spec = book.facts[taken.fact]
        if value.__class__ in _PLAIN and not spec.many and value in spec.values:
            if after is None:
                after = [*facts]
            after[taken.fact] = value
            continue
        if taken.fact == LANGUAGE and value not in spec.values:
            value = OTHER
        wrong = wrong_fact(spec, value)
        if wrong is not None:
            return Refusal.of("bad-value", event, "", basis=transition.basis, **faulty((name, *wrong[1:])))
        if after is None:
            after = list(facts)
        value = fact_value(spec, value)
        after[taken.fact] = fact_value(spec, (*facts[taken.fact], *value)) if taken.fact == GROUNDS else value
    return facts if after is None else tuple(after)


_PLAIN = frozenset({str, bool})
"""The types of the values of facts."""


def faulty(wrong: Fault) -> dict[str, Any]:
    """Give the parameters of a refusal that shows a wrong value."""
    field, value, why_vi, why_en = wrong
    return {"field": field, "value": repr(value)[:200], "why_vi": why_vi, "why_en": why_en}
