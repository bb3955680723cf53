"""Why an event was not taken, in one sentence with the names that the regulation gives to things (S23)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from feedback_rules.explain.moments import both, due_words, joined, moment_words, worded
from feedback_rules.explain.naming import Naming
from feedback_rules.wording import pair
from feedback_rules.workflow.instants import read_instant

if TYPE_CHECKING:
    from collections.abc import Callable

    from feedback_rules.workflow.refusal import Refusal
    from feedback_rules.workflow.spec import Rulebook, Text

__all__ = ["reason", "refusal_words"]

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?[+-]\d\d:\d\d")


def refusal_words(refusal: Refusal, book: Rulebook) -> Text:
    """Give the reason and what is open instead, in Vietnamese and English.

    >>> from feedback_rules import load_profile
    >>> from feedback_rules.workflow.event import Event
    >>> from feedback_rules.workflow.refusal import Refusal
    >>> row = {"case": "LS-1", "name": "assign", "at": "2024-03-04T08:00:00+07:00", "by": "commune_leader"}
    >>> refused = Refusal.of("missing-unit", Event.from_dict(row), "at_commune", kind="commune")
    >>> print(refusal_words(refused, load_profile("langson").rulebook)[1])
    Commune leader must name a unit (there are many of the kind Commune People's Committee). Nothing is open.
    """
    names = Naming(book)
    why = reason(refusal, names)
    if refusal.says_all:
        return f"{why[0]}.", f"{why[1]}."
    if not refusal.open:
        return _filled(why, "refusal.nothing_open")
    address = refusal.case.partition("/")[2]
    offers = [
        worded("offered", event=names.event(name, address=address, states=(refusal.state,)), by=names.roles(roles))
        for name, roles in refusal.open
    ]
    return _filled(why, "refusal.open", offers=joined(offers, "explain.semicolon"))


def reason(refusal: Refusal, names: Naming) -> Text:
    """Give the reason alone: units, kinds, clocks, fields by their titles, instants in words.

    Conditions stay as the profile writes them.
    """
    address = refusal.case.partition("/")[2]
    words: dict[str, Text] = {
        "event": names.event(refusal.event, address=address, states=(refusal.state,)),
        "by": names.role(refusal.by),
        "state": names.state(refusal.state, address=address),
        "near": both(""),
    }
    named: dict[str, Callable[[str], Text]] = {
        "kind": names.holder,
        "unit": lambda unit: _holder(names, unit),
        "expected": lambda unit: _holder(names, unit),
        "who": lambda listed: names.roles(listed.split(", ")),
        "field": lambda field: names.fields([field]),
        "fields": lambda listed: joined((names.fields([field]) for field in listed.split(" / ")), "explain.or"),
        "clock": lambda clock: names.run(f"{clock}.1", address),
        "first": lambda state: names.state(state, address=address),
        "second": lambda state: names.state(state, address=address),
    }
    for key, value in refusal.params:
        words[key] = named[key](value) if key in named and isinstance(value, str) else _said(value, key, names)
    vi, en = pair(refusal.sentence)
    return _in(vi, words, 0), _in(en, words, 1)


def _filled(why: Text, key: str, **params: Text) -> Text:
    vi, en = pair(key)
    return why[0] + _in(vi, params, 0), why[1] + _in(en, params, 1)


def _in(template: str, words: dict[str, Text], column: int) -> str:
    """Fill a sentence in one language."""
    return template.format(**{name: text[column] for name, text in words.items()})


def _holder(names: Naming, unit: str) -> Text:
    """Name a kind by its title; a unit has its name only."""
    return names.holder(unit) if unit in names.book.holders else both(unit)


def _said(value: Any, key: str, names: Naming) -> Text:
    """Write a value as people do: instants on the regulation's clock, a due at midnight as 24:00."""
    if type(value) is tuple and len(value) == 2:  # noqa: PLR2004 - Vietnamese, English
        return value
    text = str(value)
    write = due_words if key == "due" else moment_words

    def moment(found: re.Match[str], column: int) -> str:
        return write(read_instant(found.group()), names.book.zone)[column]

    return _INSTANT.sub(lambda found: moment(found, 0), text), _INSTANT.sub(lambda found: moment(found, 1), text)
