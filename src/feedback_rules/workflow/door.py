"""Doors: what an opening event is recognised by, so that intake judges each kind of report once (S23)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from feedback_rules.workflow.configuration import placed, recognised
from feedback_rules.workflow.intake import BUILT_IN, ground_found, in_hours
from feedback_rules.workflow.values import is_blank

if TYPE_CHECKING:
    from collections.abc import Callable

    from feedback_rules.workflow.case import Part
    from feedback_rules.workflow.event import Event
    from feedback_rules.workflow.plan import Plan
    from feedback_rules.workflow.spec import Rulebook

__all__ = ["ASKED", "Door", "door_of"]

ASKED: Final = 3
"""Category, channel and language are taken from the data of every opening event."""

MOST: Final = 50_000
"""So many kinds of report are remembered; further ones are judged each time."""

_space: Final[Callable[[Any], bool]] = str.isspace

Opened = tuple["Part", "Plan | None"]
"""The root as it is before its opening, with the facts that it will have, and the plan of the step."""


class Door:
    """All that can decide how an event opens a case: the values of some fields (of links, that there is one), which of
    others are empty, whether the checks of grounds find something, and whether it is office time; ``known`` is what was
    decided so far.
    """

    __slots__ = ("asked", "checks", "hours", "known", "links", "values")

    def __init__(self, book: Rulebook, event: str) -> None:
        options = book.opening[event]
        intakes = [book.workflows[option.workflow].intake for option in options]
        listed = [intake for intake in dict.fromkeys(intakes) if intake is not None]
        brought = {field or "": book.facts[fact] for option in options for fact, field in option.takes}
        self.values = tuple(dict.fromkeys((*BUILT_IN[:ASKED], *brought)))
        self.links = placed(self.values, {field: fact for field, fact in brought.items() if fact.link})
        self.asked = tuple(dict.fromkeys(field for intake in listed for field, _, _ in intake.required))
        grounds = [ground for intake in listed for ground in intake.found]
        self.checks = tuple(dict.fromkeys((check, field) for _, _, check, field, _ in grounds if check and field))
        self.hours = tuple(dict.fromkeys(intake.hours for intake in listed if intake.hours is not None))
        self.known: dict[tuple[Any, ...], Opened] = {}

    def key(self, book: Rulebook, event: Event) -> tuple[Any, ...] | None:
        """Give what the event is recognised by; ``None`` where a value is of a kind that is not."""
        data = event.data
        get = data.get
        values = recognised(tuple(map(get, self.values)), self.links)
        if values is None:
            return None
        asked = [*map(get, self.asked)]
        try:
            lacks = not all(asked) or any(map(_space, asked))
        except TypeError:  # a list of files, a number
            lacks = True
        key = (event.by, *values)
        if lacks:
            key += tuple([field for field, value in zip(self.asked, asked, strict=True) if is_blank(value)])
        if self.checks:
            key += tuple([ground_found(check, data.get(field)) for check, field in self.checks])
        if self.hours:
            key += tuple([in_hours(book.calendars[name], event.at) for name in self.hours])
        return key

    def remember(self, key: tuple[Any, ...] | None, opened: Opened) -> None:
        """Keep what was decided on a key."""
        if key is not None and len(self.known) < MOST:
            self.known[key] = opened


def door_of(book: Rulebook, event: str) -> Door:
    """Give the door of an event that opens cases."""
    found = book.doors.get(event)
    if found is None:
        found = book.doors[event] = Door(book, event)
    return found
