"""Every name that a document uses, as references: what is used must be declared, what is declared must be used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from feedback_rules.profiles.build_conditions import NESTING
from feedback_rules.profiles.build_outcomes import VERBS
from feedback_rules.profiles.build_workflows import entries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from feedback_rules.profiles.checks_walk import Thing
    from feedback_rules.profiles.tree import Path

__all__ = ["MONITORED", "Reference", "facts_asked", "references"]

SAME = "same"
"""In ``routes``: the actor's own unit; ``each`` names the unit of each part."""
EACH = "each"
MONITORED = ("share", "count")
"""Under either a monitor says which cases it counts."""
EVERY = ("all", "open", ["all"], ["open"])
"""The states of a group that no name lists."""


class Reference(NamedTuple):
    """A name used at a place: its kind, and the workflow in which it must be declared (``""``: anywhere)."""

    kind: str
    name: str
    path: Path
    flow: str = ""


def references(document: Mapping[str, Any], things: Iterable[Thing]) -> Iterator[Reference]:
    """Walk every name that the document uses, in its ``things`` too."""
    yield from _tables(document)
    yield from _populations(document)
    for thing in things:
        if "when" in thing.entry:
            for fact, path in facts_asked(thing.entry["when"], (*thing.path, "when")):
                yield Reference("fact", fact, path)
        speaks = _SPEAKERS.get(thing.kind)
        if speaks is not None:
            yield from speaks(thing)


def facts_asked(condition: Mapping[str, Any], path: Path) -> Iterator[tuple[str, Path]]:
    """Walk the facts that a condition asks, with their paths.

    >>> list(facts_asked({"any_of": [{"complete": [True]}]}, ()))
    [('complete', ('any_of', 0, 'complete'))]
    """
    for key, value in condition.items():
        if key in NESTING:
            for index, inner in enumerate(value):
                yield from facts_asked(inner, (*path, key, index))
        elif not key.startswith("~"):
            yield key, (*path, key)


def _each(kind: str, thing: Thing, key: str, flow: str = "") -> Iterator[Reference]:
    """Walk the names listed under a key: a list, a mapping whose keys are names, or one name alone."""
    value: Any = thing.entry.get(key, ())
    if isinstance(value, str):
        yield Reference(kind, value, (*thing.path, key), flow)
        return
    for index, name in enumerate(value):
        if isinstance(name, str) and not name.startswith("~"):
            yield Reference(kind, name, (*thing.path, key, name if isinstance(value, dict) else index), flow)


def _tables(document: Mapping[str, Any]) -> Iterator[Reference]:
    for name, calendar in entries(document, "calendars"):
        if "days" in calendar:
            yield Reference("day-table", calendar["days"], ("calendars", name, "days"))
    for name, holder in entries(document, "holders"):
        if "successor" in holder.get("at_end", {}):
            yield Reference("holder", holder["at_end"]["successor"], ("holders", name, "at_end", "successor"))
    for name, role in entries(document, "roles"):
        yield Reference("holder", role["of"], ("roles", name, "of"))
    for key in ("fields", "facts"):
        for name, entry in entries(document, key):
            yield from _field(entry, (key, name))
    yield from _categories(document.get("categories", {}), ("categories",))


def _field(entry: Mapping[str, Any], path: Path) -> Iterator[Reference]:
    if isinstance(entry.get("one_of"), str):
        yield Reference("list", entry["one_of"], (*path, "one_of"))
    for key in ("unit_of", "of"):
        kinds = entry.get(key, ())
        for kind in [kinds] if isinstance(kinds, str) else kinds:
            yield Reference("holder", kind, (*path, key))
    for index, name in enumerate(entry.get("shown_to", ())):
        yield Reference("addressee", name, (*path, "shown_to", index))


def _categories(tree: Mapping[str, Any], path: Path) -> Iterator[Reference]:
    for name, entry in tree.items():
        if not name.startswith("~"):
            if "enters" in entry:
                yield Reference("entered", entry["enters"], (*path, name, "enters"))
            yield from _categories(entry.get("in", {}), (*path, name, "in"))


def _populations(document: Mapping[str, Any]) -> Iterator[Reference]:
    for name, duty in entries(document, "duties"):
        for key in ("by", "addressee"):
            listed = duty.get(key, ())
            for index, who in enumerate([listed] if isinstance(listed, str) else listed):
                yield Reference("addressee", who, ("duties", name, key, index))
    for name, monitor in entries(document, "monitors"):
        for key in MONITORED:
            if isinstance(monitor.get(key), dict):
                for fact, path in facts_asked(monitor[key], ("monitors", name, key)):
                    yield Reference("fact", fact, path)
    rating = document.get("rating", {})
    if "event" in rating:
        yield Reference("event", rating["event"], ("rating", "event"))


def _intake(thing: Thing) -> Iterator[Reference]:
    if "hours" in thing.entry:
        yield Reference("calendar", thing.entry["hours"], (*thing.path, "hours"))


def _asked(thing: Thing) -> Iterator[Reference]:
    yield Reference("carried", thing.entry["field"], (*thing.path, "field"))


def _ground(thing: Thing) -> Iterator[Reference]:
    if "of" in thing.entry:
        yield Reference("field", thing.entry["of"], (*thing.path, "of"))
    if "check" in thing.entry:
        yield Reference("check", thing.entry["check"], (*thing.path, "check"))


def _group(thing: Thing) -> Iterator[Reference]:
    if thing.entry["states"] not in EVERY:
        yield from _each("state", thing, "states", thing.flow)


def _state(thing: Thing) -> Iterator[Reference]:
    held = thing.entry.get("held_by")
    if isinstance(held, str):
        yield Reference("holder", held, (*thing.path, "held_by"))
    for index, row in enumerate(held if isinstance(held, list) else ()):
        at = (*thing.path, "held_by", index)
        yield Reference("holder", row["is"], (*at, "is"))
        for fact, path in facts_asked(row.get("when", {}), (*at, "when")):
            yield Reference("fact", fact, path)


def _event(thing: Thing) -> Iterator[Reference]:
    yield from _each("role", thing, "by")
    yield from _each("carried", thing, "may")
    for key in ("pauses", "resumes"):
        yield from _each("clock", thing, key, thing.flow)
    if "after_due" in thing.entry:
        yield Reference("due", thing.entry["after_due"], (*thing.path, "after_due"), thing.flow)
    yield from _done(thing)


def _done(thing: Thing) -> Iterator[Reference]:
    """Walk what an event, a target or an outcome says about the case: state, facts, units, parts."""
    if isinstance(thing.entry.get("to"), str):
        yield Reference("state", thing.entry["to"], (*thing.path, "to"), thing.flow)
    sets = thing.entry.get("sets", {})
    for fact in (*sets.get("take", ()), *sets.get("fixed", {}), *sets.get("from", {})):
        if not fact.startswith("~"):
            yield Reference("fact", fact, (*thing.path, "sets", fact))
    for fact, field in sets.get("from", {}).items():
        yield Reference("carried", field, (*thing.path, "sets", fact))
    for kind, field in entries(thing.entry, "routes"):
        yield Reference("holder", kind, (*thing.path, "routes", kind))
        if field not in {SAME, EACH}:
            yield Reference("field", field, (*thing.path, "routes", kind))
    for key in ("opens", "closes"):
        yield from _each("part", thing, key, thing.flow)


def _need(thing: Thing) -> Iterator[Reference]:
    yield from _each("carried", thing, "any_of")


def _extension(thing: Thing) -> Iterator[Reference]:
    yield Reference("clock", thing.entry["clock"], (*thing.path, "clock"), thing.flow)
    if "by" in thing.entry:
        yield Reference("field", thing.entry["by"], (*thing.path, "by"))


def _clock(thing: Thing) -> Iterator[Reference]:
    for key in ("met_by", "counts_from", "restarts_on", "starts_on"):
        yield from _each("event", thing, key, thing.flow)
    for index, start in enumerate(thing.entry.get("starts_on", ())):
        if isinstance(start, dict):
            yield Reference("clock", start["due"], (*thing.path, "starts_on", index, "due"), thing.flow)
    yield from _each("clock", thing, "replaces", thing.flow)
    if "binds" in thing.entry:
        yield Reference("bound", thing.entry["binds"], (*thing.path, "binds"))
    yield from _calendar(thing)


def _calendar(thing: Thing) -> Iterator[Reference]:
    if "calendar" in thing.entry:
        yield Reference("calendar", thing.entry["calendar"], (*thing.path, "calendar"))


def _row(thing: Thing) -> Iterator[Reference]:
    yield from _calendar(thing)
    limit = thing.entry["is"]
    if isinstance(limit, dict) and "given" in limit:
        yield Reference("field", limit["given"], (*thing.path, "is", "given"))


def _effect(thing: Thing) -> Iterator[Reference]:
    verb = next((verb for verb in VERBS if verb in thing.entry), None)
    if verb == "signal":
        yield Reference("carried", thing.entry["signal"], (*thing.path, "signal"))
        if "event" in thing.entry:
            yield Reference("event", thing.entry["event"], (*thing.path, "event"))
    elif verb is not None:
        yield Reference("addressee", thing.entry[verb], (*thing.path, verb))
    if "by" in thing.entry:
        yield Reference("addressee", thing.entry["by"], (*thing.path, "by"))
    yield from _each("carried", thing, "with")


def _counter(thing: Thing) -> Iterator[Reference]:
    for key in ("adds", "resets"):
        yield from _each("event", thing, key, thing.flow)


def _part(thing: Thing) -> Iterator[Reference]:
    yield Reference("workflow", thing.entry["workflow"], (*thing.path, "workflow"))
    if "one_for" in thing.entry:
        yield Reference("field", thing.entry["one_for"], (*thing.path, "one_for"))
    yield from _done(thing)


_SPEAKERS: dict[str, Callable[[Thing], Iterable[Reference]]] = {
    "intake": _intake,
    "required": _asked,
    "optional": _asked,
    "ground": _ground,
    "group": _group,
    "state": _state,
    "opening": _event,
    "event": _event,
    "target": _done,
    "outcome": _done,
    "need": _need,
    "extension": _extension,
    "clock": _clock,
    "window": _clock,
    "effect-clock": _clock,
    "row": _row,
    "effect": _effect,
    "counter": _counter,
    "part": _part,
}
