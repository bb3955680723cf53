"""Conditions and values written as a reader of the profile writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from feedback_rules.conditions import Condition
    from feedback_rules.workflow.spec import Rulebook

__all__ = ["show_condition", "show_value"]


def show_value(value: Any) -> str:
    """Write one value of a fact.

    >>> show_value(True), show_value(None), show_value(("photo", "phone"))
    ('true', 'unset', '[photo, phone]')
    """
    if value is None or value == ():
        return "unset"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(show_value, value))}]"
    return str(value)


def show_condition(book: Rulebook, condition: Condition) -> str:
    """Write a condition, for example ``competence: [commune, district], complete: true``."""
    rows = []
    for tests in condition:
        words = []
        for fact, allowed, _ in tests:
            values = sorted(map(show_value, allowed))
            shown = values[0] if len(values) == 1 else f"[{', '.join(values)}]"
            words.append(f"{book.facts[fact].id}: {shown}")
        rows.append(", ".join(words) or "always")
    return " | ".join(rows) or "never"
