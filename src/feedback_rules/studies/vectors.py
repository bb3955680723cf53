"""Conformance vectors: logs with every state, clock and effect that must come out, for any language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from feedback_rules.studies.exercised import observe
from feedback_rules.studies.results import results
from feedback_rules.studies.simulate import simulate
from feedback_rules.workflow.case import SEMANTICS
from feedback_rules.workflow.replay import signals

if TYPE_CHECKING:
    from feedback_rules.engine import Engine
    from feedback_rules.workflow.event import Event

__all__ = ["CASES", "vectors"]

CASES: Final = 300
"""How many simulated cases are looked through."""


def vectors(engine: Engine, n: int = CASES, seed: int = 0) -> dict[str, Any]:
    """Give cases that together exercise whatever ``n`` simulated ones do, each with its log and what must come out.

    A case that adds nothing is left out. ``expected`` is the result that ``run`` gives, read at the last event. Where
    cases signal to each other they are told as one story.
    """
    book = engine.book
    by_case: dict[str, list[Event]] = {}
    for event in simulate(engine, n, seed):
        by_case.setdefault(event.case.partition("/")[0], []).append(event)
    kept = [list(by_case.values())] if signals(book) else [[events] for events in _telling(engine, by_case)]
    stories = []
    for together in kept:
        events = [event for rows in together for event in rows]
        stories.append(
            {"log": [event.to_dict(book.zone) for event in events], "expected": results(engine, events)["cases"]}
        )
    return {"profile": book.name, "digest": book.digest, "semantics": SEMANTICS, "zone": book.zone, "cases": stories}


def _telling(engine: Engine, by_case: dict[str, list[Event]]) -> list[list[Event]]:
    """Keep the cases that exercise something that those before them do not."""
    known: set[Any] = set()
    kept = []
    for events in by_case.values():
        seen = observe(engine, events)
        told = {*seen.taken, *seen.effects, *((key, fate) for key, fates in seen.limits.items() for fate in fates)}
        if not told <= known:
            known |= told
            kept.append(events)
    return kept
