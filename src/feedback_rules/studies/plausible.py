"""Plausible values for the fields of an event, drawn from a stream of numbers between 0 and 1."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from feedback_rules.calendar.zone import from_instant
from feedback_rules.workflow.instants import zone_info

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from feedback_rules.conditions import Condition
    from feedback_rules.workflow.spec import FactSpec, FieldSpec, Rulebook

__all__ = ["Wanted", "choice", "fact_for", "field_for", "met_by", "unit_for", "wanted"]


Wanted = dict[int, frozenset[Any]]
"""The values that each of some facts should have."""

UNITS: Final = 5
"""How many units of a kind the simulated province has."""


def choice(draw: Callable[[], float], items: Sequence[Any]) -> Any:
    """Draw one of the items, each as likely as the others.

    >>> choice(lambda: 0.999, "abc")
    'c'
    """
    return items[int(draw() * len(items))]


def unit_for(book: Rulebook, kind: str, draw: Callable[[], float]) -> str:
    """Name a unit of a kind."""
    title = book.holders[kind].title[0] or kind
    return f"{title} {1 + int(draw() * UNITS)}"


def field_for(book: Rulebook, spec: FieldSpec, at: int, draw: Callable[[], float]) -> Any:
    """Give a value of a field at an instant; ``None`` for another case, which is named where a signal needs it."""
    kind = spec.type
    if kind == "one_of":
        return choice(draw, spec.values) if spec.values else None
    if kind == "unit_of":
        return f"{spec.id} {1 + int(draw() * UNITS)}" if spec.kind is None else unit_for(book, spec.kind, draw)
    if kind == "units":
        names = [unit_for(book, spec.kind, draw) if spec.kind else f"{spec.id} {1 + int(draw() * UNITS)}"]
        return list(dict.fromkeys([*names, unit_for(book, spec.kind, draw) if spec.kind else names[0]]))
    if kind == "flag":
        return draw() < 0.5  # noqa: PLR2004 - heads or tails
    if kind == "number":
        return 1 + int(draw() * 100)
    if kind == "file":
        return f"{spec.id}-{1 + int(draw() * 9000)}.jpg"
    if kind == "limit":
        return f"{1 + int(draw() * 5)} working days"
    if kind in {"date", "instant"}:
        moment = from_instant(at, zone_info(book.zone)) + timedelta(days=1 + int(draw() * 12))
        return moment.date().isoformat() if kind == "date" else moment.replace(microsecond=0).isoformat()
    if kind == "case":
        return None
    return f"{spec.title[0] or spec.id} ({1 + int(draw() * 900)})"


def fact_for(spec: FactSpec, draw: Callable[[], float], *wishes: Wanted) -> Any:
    """Give a value of a fact that agrees with as many of the wishes as it can, the first before the others."""
    values = list(spec.values)
    for wish in wishes:
        if spec.index in wish:
            values = [value for value in values if value in wish[spec.index]] or values
    return choice(draw, values) if values else None


def wanted(condition: Condition) -> list[Wanted]:
    """Give, for each way in which a condition can hold, the values that it asks for."""
    ways = []
    for tests in condition:
        way: Wanted = {}
        for fact, allowed, _ in tests:
            way[fact] = way.get(fact, allowed) & allowed
        ways.append(way)
    return ways


def met_by(way: Wanted, facts: Sequence[Any], free: Mapping[int, Any]) -> bool:
    """Tell whether facts agree with what is asked, those in ``free`` left out: the event brings them."""
    for fact, allowed in way.items():
        if fact in free:
            continue
        value = facts[fact]
        if isinstance(value, tuple):
            if not (any(member in allowed for member in value) if value else None in allowed):
                return False
        elif value not in allowed:
            return False
    return True
