"""Events compiled to transitions: one for each target, and for each state from which the event can go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from feedback_rules.conditions import Condition, Test
from feedback_rules.profiles.build_cited import cited, inner, text
from feedback_rules.profiles.build_conditions import both
from feedback_rules.profiles.build_limits import read_limit
from feedback_rules.profiles.build_outcomes import brings, effects, fixed, routes
from feedback_rules.workflow.spec import ALWAYS, Extension, Need, Transition

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from feedback_rules.profiles.build_cited import Citing
    from feedback_rules.profiles.build_names import Names
    from feedback_rules.profiles.tree import Path

__all__ = ["Timing", "targets", "transitions"]

CATEGORY = 0
"""The index of the fact that sends a case to the state of its category."""


class Timing(NamedTuple):
    """A workflow as its events see it: windows by event, clocks by id, fields that give limits, states."""

    windows: Mapping[str, str]
    clocks: Mapping[str, Mapping[str, Any]]
    given: frozenset[str]
    states: frozenset[str]

    def meant(self, name: str, here: Mapping[str, Any]) -> str:
        """Give the clock that ``after_due`` names: the window of an event (of this place first), or a clock."""
        window = here.get(name, {}).get("within")
        if window is not None:
            return str(window.get("id", name))
        return self.windows.get(name, name)


def transitions(
    name: str,
    event: Mapping[str, Any],
    sources: Sequence[str | None],
    workflow: str,
    names: Names,
    timing: Timing,
    outer: Citing,
    path: Path,
    *,
    here: Mapping[str, Any],
    asked: Iterable[str] = (),
) -> list[Transition]:
    """Give the transitions of one event of the document, source by source, target by target.

    ``sources`` is ``[None]`` for an opening event; ``here`` holds the events of the same state or group; ``asked`` are
    fields that intake takes besides those that the event needs.
    """
    cite = cited(event, outer)
    when = names.conditions(event.get("when"))
    needs = tuple(_need(need, names, cite) for need in event.get("needs", ()))
    may = frozenset(event.get("may", ()))
    carried = dict.fromkeys([*(field for need in needs for field in need.fields), *event.get("may", ()), *asked])
    common: dict[str, Any] = {
        "event": name,
        "workflow": workflow,
        "by": frozenset(event.get("by", ())),
        "needs": needs,
        "may": may,
        "window": event["within"].get("id", name) if "within" in event else None,
        "after_due": timing.meant(event["after_due"], here) if "after_due" in event else None,
        "at_most": event.get("at_most"),
        "unbounded": text(event["unbounded"]) if "unbounded" in event else None,
        "supplement": event.get("supplement", False),
        "extends": _extension(event["extends"], names, timing, cite) if "extends" in event else None,
        "pauses": tuple(event.get("pauses", ())),
        "resumes": tuple(event.get("resumes", ())),
        "reroutes": event.get("reroutes", False),
        "opens": tuple(event.get("opens", ())),
        "closes": tuple(event.get("closes", ())),
        "gives": tuple(field for field in carried if field in timing.given),
    }
    found = []
    own_effects = effects(event.get("effects", ()), names, cite, (*path, "effects"))
    for state, guard, entry, place in targets(event, names, path, timing.states):
        own = inner(entry, cite, titled=True) if entry is not event else cite
        values = {
            **common,
            **own,
            "to": state,
            "guard": both(when, both(guard, names.conditions(entry.get("when"))))
            if entry is not event
            else both(when, guard),
            "brings": brings(event, names),
            "sets": fixed(event, names),
            "routes": routes(event),
            "effects": own_effects,
        }
        if entry is not event:
            values["brings"] += brings(entry, names)
            values["sets"] += fixed(entry, names)
            values["routes"] = tuple({**dict(values["routes"]), **dict(routes(entry))}.items())
            values["effects"] += effects(entry.get("effects", ()), names, own, (*place, "effects"))
        for source in sources:
            transition = Transition(source=source, **values)
            names.at(transition, place)
            found.append(transition)
    return found


def targets(
    event: Mapping[str, Any], names: Names, path: Path, states: frozenset[str]
) -> Iterator[tuple[str | None, Condition, Mapping[str, Any], Path]]:
    """Walk the targets of an event as (state or None, guard of the category, entry, place in the document)."""
    to = event.get("to")
    if to is None:
        yield None, ALWAYS, event, path
        return
    if isinstance(to, dict):
        yield from ((state, guard, event, (*path, "to")) for state, guard in _by_category(names, states))
        return
    for index, entry in enumerate(to):
        place = (*path, "to", index)
        if isinstance(entry["to"], dict):
            yield from ((state, guard, entry, place) for state, guard in _by_category(names, states))
        else:
            yield entry["to"], ALWAYS, entry, place


def _by_category(names: Names, states: frozenset[str]) -> Iterator[tuple[str, Condition]]:
    """Give the states that categories enter; where all enter the same one, the category need not be known.

    A state of another workflow is entered there: its categories open no case here.
    """
    for state, categories in names.enters.items():
        if state in states:
            known = len(names.enters) > 1
            yield state, ((Test(CATEGORY, frozenset(categories)),),) if known else ALWAYS


def _need(need: Mapping[str, Any], names: Names, cite: Citing) -> Need:
    return Need(fields=tuple(need["any_of"]), when=names.conditions(need.get("when")), **inner(need, cite))


def _extension(entry: Mapping[str, Any], names: Names, timing: Timing, cite: Citing) -> Extension:
    """Compile an extension; its limits count as the clock that it extends does (S17)."""
    clock = timing.clocks[entry["clock"]]
    manner = names.limits.manner(clock, timer=clock.get("kind") == "timer")
    to = read_limit(entry["to"]) if "to" in entry else None
    ceiling = entry.get("ceiling")
    most = read_limit(ceiling) if isinstance(ceiling, str) else None
    return Extension(
        clock=entry["clock"],
        field=entry.get("by"),
        to=to,
        to_rule=names.limits.rule(to, manner) if to is not None else None,
        ceiling=most,
        ceiling_rule=names.limits.rule(most, manner) if most is not None else None,
        no_ceiling=text(ceiling["none"]) if isinstance(ceiling, dict) else None,
        after_due=entry.get("last", "due") != "due",
        **inner(entry, cite),
    )
