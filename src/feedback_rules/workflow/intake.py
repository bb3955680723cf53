"""Intake: what an opening event lacks or forbids becomes facts, on which transitions decide (S23)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from unicodedata import normalize

from feedback_rules.conditions import holds
from feedback_rules.errors import CalendarHorizonError
from feedback_rules.workflow.values import is_blank

if TYPE_CHECKING:
    from collections.abc import Mapping

    from feedback_rules.calendar.working import WorkCalendar
    from feedback_rules.workflow.event import Event
    from feedback_rules.workflow.spec import IntakeSpec, Rulebook

__all__ = [
    "ASSESSED",
    "BUILT_IN",
    "CHECKS",
    "SETTLED",
    "assess",
    "ground_found",
    "in_hours",
    "supplement",
    "vietnamese_diacritics",
]

BUILT_IN: Final = ("category", "channel", "language", "complete", "lacks", "excluded", "grounds", "in_hours")
"""The facts that every case has, in the order of their indices."""

OTHER: Final = "other"
"""What a language reads that the regulation does not name; it is among the values wherever any is declared."""

CATEGORY, CHANNEL, LANGUAGE, COMPLETE, LACKS, EXCLUDED, GROUNDS, IN_HOURS = range(len(BUILT_IN))

SETTLED: Final = frozenset((EXCLUDED,))
"""The facts of intake that are known also where they are unset: nothing excludes the report."""

ASSESSED: Final = frozenset((COMPLETE, LACKS, EXCLUDED, GROUNDS, IN_HOURS))
"""The facts that intake finds."""


def assess(book: Rulebook, intake: IntakeSpec, event: Event, facts: list[Any]) -> None:
    """Set the facts of intake from what an opening event brings; facts it brings itself are already set.

    Grounds come last: one may ask whether the report is complete.
    """
    data = event.data
    if intake.hours is not None:
        facts[IN_HOURS] = in_hours(book.calendars[intake.hours], event.at)
    for name, condition, *_ in intake.excluded:
        if holds(condition, facts):
            facts[EXCLUDED] = name
            break
    lacks = []
    for field, condition, _ in intake.required:
        if is_blank(data.get(field)) and holds(condition, facts):
            lacks.append(field)
    facts[LACKS] = tuple(lacks)
    facts[COMPLETE] = not lacks
    named = facts[GROUNDS]
    found = []
    for name, when, check, text, _ in intake.grounds if named else intake.found:
        if name in named or _found(when, check, text, data, facts):
            found.append(name)
    facts[GROUNDS] = tuple(found)


def in_hours(calendar: WorkCalendar, at: int) -> bool | None:
    """Tell whether office time passes right after an instant; not known beyond the day table (S7)."""
    used = calendar.tables.used
    try:
        return used(at + 1) > used(at)
    except CalendarHorizonError:
        return None


def supplement(facts: list[Any], data: Mapping[str, Any]) -> None:
    """Take what a supplement brings out of ``lacks`` and recompute ``complete`` (S23)."""
    facts[LACKS] = tuple(field for field in facts[LACKS] if is_blank(data.get(field)))
    facts[COMPLETE] = not facts[LACKS]


def _found(condition: Any, check: str | None, field: str | None, data: Mapping[str, Any], facts: list[Any]) -> bool:
    """Tell whether intake itself finds this ground; one without check or condition is for a person to set."""
    if check is not None and field is not None:
        return ground_found(check, data.get(field))
    return condition is not None and holds(condition, facts)


def ground_found(check: str, value: Any) -> bool:
    """Tell whether a text fails a check."""
    return isinstance(value, str) and bool(value.strip()) and not CHECKS[check](value)


def vietnamese_diacritics(text: str) -> bool:
    """Tell whether a text carries the marks of written Vietnamese: at least one letter with a mark, or đ.

    >>> vietnamese_diacritics("Đèn đường hỏng"), vietnamese_diacritics("Den duong hong")
    (True, False)
    """
    return _MARKED.search(normalize("NFD", text)) is not None


_MARKED: Final = re.compile("[đĐ\u0300-\u0323]")

CHECKS: Final = {"vietnamese_diacritics": vietnamese_diacritics}
"""The closed list of checks that a ground may name."""
