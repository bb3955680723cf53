"""Workflows: states with what happens and runs in them, groups, openings, counters, parts, intake."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from feedback_rules.profiles.build_cited import UNCITED, cited, inner, text
from feedback_rules.profiles.build_clocks import Written, clock_spec, given_fields
from feedback_rules.profiles.build_events import Timing, transitions
from feedback_rules.profiles.build_outcomes import outcomes, routes
from feedback_rules.workflow.spec import CounterSpec, IntakeSpec, PartSpec, StateSpec, WorkflowSpec

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from feedback_rules.profiles.build_cited import Citing
    from feedback_rules.profiles.build_names import Names
    from feedback_rules.profiles.tree import Path
    from feedback_rules.workflow.spec import ClockSpec, Transition

__all__ = ["entries", "group_states", "places", "workflow_spec", "written_clocks"]


def entries(document: Mapping[str, Any], key: str) -> Iterator[tuple[str, Any]]:
    """Walk the named entries of a mapping, hidden keys left out."""
    return ((name, entry) for name, entry in document.get(key, {}).items() if not name.startswith("~"))


def places(workflow: Mapping[str, Any], path: Path) -> Iterator[tuple[tuple[str, ...], Mapping[str, Any], Path]]:
    """Walk the places where events and clocks stand: each state alone, then each group with its states."""
    for name, state in entries(workflow, "states"):
        yield (name,), state, (*path, "states", name)
    for name, group in entries(workflow, "groups"):
        yield group_states(workflow, group), group, (*path, "groups", name)


def group_states(workflow: Mapping[str, Any], group: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the states of a group; ``all`` means every state, ``open`` every state that is not final.

    >>> group_states({"states": {"a": {}, "b": {"final": True}}}, {"states": ["open"]})
    ('a',)
    """
    named = group["states"]
    if named in ("all", ["all"]):
        return tuple(name for name, _ in entries(workflow, "states"))
    if named in ("open", ["open"]):
        return tuple(name for name, state in entries(workflow, "states") if not state.get("final"))
    return tuple(named)


def written_clocks(workflow: Mapping[str, Any], path: Path) -> Iterator[Written]:
    """Walk every clock of a workflow as the document has it: clocks, windows of events, clocks of effects."""
    everywhere = frozenset(name for name, _ in entries(workflow, "states"))
    for states, place, where in places(workflow, path):
        outer = _readings_of(place)
        scope = frozenset(states)
        for name, clock in entries(place, "clocks"):
            at = (*where, "clocks", name)
            yield Written(name, clock, scope, outer, at)
            yield from _of_outcomes(clock.get("at_due", ()), everywhere, cited(clock, outer), (*at, "at_due"))
        for name, event in entries(place, "events"):
            yield from _of_event(name, event, scope, everywhere, outer, (*where, "events", name))
    for name, event in entries(workflow, "opens_with"):
        yield from _of_event(name, event, frozenset(), everywhere, UNCITED, (*path, "opens_with", name))
    for key in ("counters", "parts"):
        for name, entry in entries(workflow, key):
            yield from _of_outcomes(entry.get("then", ()), everywhere, cited(entry), (*path, key, name, "then"))


def workflow_spec(name: str, workflow: Mapping[str, Any], names: Names, path: Path) -> WorkflowSpec:
    """Compile one workflow whose references are known to hold."""
    written = list(written_clocks(workflow, path))
    timing = Timing(
        windows={clock.window_of: clock.id for clock in reversed(written) if clock.window_of is not None},
        clocks={clock.id: {**clock.entry, "kind": clock.kind} for clock in written},
        given=frozenset(chain.from_iterable(given_fields(clock.entry) for clock in written)),
        states=frozenset(state for state, _ in entries(workflow, "states")),
    )
    events = _events(name, workflow, names, timing, path)
    opening = _opening(name, workflow, names, timing, path)
    clocks = {}
    for clock in written:
        leaving = [
            move for state in events if state in clock.scope for moves in events[state].values() for move in moves
        ]
        clocks[clock.id] = clock_spec(clock, name, names, leaving, citizens=_is_citizens(clock, workflow, leaving))
    states = {
        state: _state(state, entry, name, names, events[state], clocks, (*path, "states", state))
        for state, entry in entries(workflow, "states")
    }
    every = chain(opening, *(moves for moves in events.values()))
    return WorkflowSpec(
        id=name,
        states=states,
        clocks=clocks,
        opening=opening,
        events=frozenset(every),
        counters=_counters(workflow, names, path),
        parts={part: _part(part, entry, names, (*path, "parts", part)) for part, entry in entries(workflow, "parts")},
        intake=_intake(workflow["intake"], names) if "intake" in workflow else None,
        is_part=workflow.get("part", False),
        judged_by=workflow.get("judged_by", "opened"),
        no_end=text(workflow["no_end"]) if "no_end" in workflow else None,
        named_dues=_named_dues(clocks),
        **cited(workflow),
    )


def _is_citizens(clock: Written, workflow: Mapping[str, Any], leaving: list[Transition]) -> bool:
    """Tell a citizen's own limit: a window of what citizens alone do, or an obligation of the citizen (S6)."""
    if clock.kind == "timer":
        return False
    if clock.window_of is not None:
        return all(move.by == {"citizen"} for move in leaving if move.event == clock.window_of)
    if "binds" in clock.entry:
        return bool(clock.entry["binds"] == "citizen")
    return all(workflow["states"][state].get("held_by") == "citizen" for state in clock.scope)


def _events(
    name: str, workflow: Mapping[str, Any], names: Names, timing: Timing, path: Path
) -> dict[str, dict[str, tuple[Transition, ...]]]:
    """Give the transitions by state and event; a group's events are copied to each of its states."""
    found: dict[str, dict[str, tuple[Transition, ...]]] = {state: {} for state, _ in entries(workflow, "states")}
    for states, place, where in places(workflow, path):
        here = place.get("events", {})
        for event, entry in entries(place, "events"):
            outer = _readings_of(place)
            at = (*where, "events", event)
            for move in transitions(event, entry, states, name, names, timing, outer, at, here=here):
                listed = found[str(move.source)]
                listed[event] = (*listed.get(event, ()), move)
    return found


def _opening(
    name: str, workflow: Mapping[str, Any], names: Names, timing: Timing, path: Path
) -> dict[str, tuple[Transition, ...]]:
    intake = workflow.get("intake", {})
    asked = [entry["field"] for key in ("required", "optional") for entry in intake.get(key, ())]
    return {
        event: tuple(
            transitions(
                event, entry, [None], name, names, timing, UNCITED, (*path, "opens_with", event), here={}, asked=asked
            )
        )
        for event, entry in entries(workflow, "opens_with")
    }


def _state(
    name: str,
    entry: Mapping[str, Any],
    workflow: str,
    names: Names,
    events: Mapping[str, tuple[Transition, ...]],
    clocks: Mapping[str, ClockSpec],
    path: Path,
) -> StateSpec:
    held = entry.get("held_by")
    here = tuple(clock for clock in clocks.values() if name in clock.scope)
    state = StateSpec(
        id=name,
        workflow=workflow,
        held_by=tuple((names.conditions(row.get("when")), row["is"]) for row in held)
        if isinstance(held, list)
        else held,
        final=entry.get("final", False),
        outcome=entry.get("outcome"),
        no_limit=text(entry["no_limit"]) if "no_limit" in entry else None,
        events=events,
        entry=tuple(clock for clock in here if clock.on_entry),
        clocks=here,
        **cited(entry),
    )
    names.at(state, path)
    return state


def _counters(workflow: Mapping[str, Any], names: Names, path: Path) -> tuple[CounterSpec, ...]:
    found = []
    for index, (name, entry) in enumerate(entries(workflow, "counters")):
        own = cited(entry)
        counter = CounterSpec(
            id=name,
            index=index,
            adds=frozenset(entry["adds"]),
            resets=frozenset(entry.get("resets", ())),
            at=entry["at"],
            then=outcomes(entry.get("then", ()), names, own, (*path, "counters", name, "then")),
            **own,
        )
        names.at(counter, (*path, "counters", name))
        found.append(counter)
    return tuple(found)


def _part(name: str, entry: Mapping[str, Any], names: Names, path: Path) -> PartSpec:
    own = cited(entry)
    part = PartSpec(
        id=name,
        workflow=entry["workflow"],
        one_for=entry.get("one_for"),
        routes=routes(entry),
        join=entry.get("join", "none"),
        then=outcomes(entry.get("then", ()), names, own, (*path, "then")),
        if_never=text(entry["if_never"]) if "if_never" in entry else None,
        **own,
    )
    names.at(part, path)
    return part


def _intake(entry: Mapping[str, Any], names: Names) -> IntakeSpec:
    """Compile what an opening event is measured against; an exclusion without a condition is for a person to set."""
    titled = chain(
        entries(entry, "channels"),
        entries(entry, "languages"),
        ((item["id"], item) for key in ("excluded", "grounds") for item in entry.get(key, ())),
    )
    return IntakeSpec(
        required=tuple(
            (item["field"], names.conditions(item.get("when")), tuple(item.get("basis", ())))
            for item in entry.get("required", ())
        ),
        optional=tuple((item["field"], tuple(item.get("basis", ()))) for item in entry.get("optional", ())),
        channels=tuple(name for name, _ in entries(entry, "channels")),
        languages=tuple(name for name, _ in entries(entry, "languages")),
        excluded=tuple(
            (
                item["id"],
                names.conditions(item["when"]) if "when" in item else (),
                text(item.get("redirect")),
                tuple(item.get("basis", ())),
            )
            for item in entry.get("excluded", ())
        ),
        grounds=tuple(
            (
                item["id"],
                names.conditions(item["when"]) if "when" in item else None,
                item.get("check"),
                item.get("of"),
                tuple(item.get("basis", ())),
            )
            for item in entry.get("grounds", ())
        ),
        hours=entry.get("hours"),
        titles={name: text(item["title"]) for name, item in titled if isinstance(item, dict) and "title" in item},
    )


def _named_dues(clocks: Mapping[str, ClockSpec]) -> dict[str, tuple[str, ...]]:
    """Give the clocks of each step that a due performs, by the names that a log may record it under (S24).

    Several clocks may lead to one step: it is escalated when the limit passes, or the promise in its place.
    """
    found: dict[str, tuple[str, ...]] = {f"{clock}.due": (clock,) for clock in clocks}
    for clock in clocks.values():
        for outcome in clock.at_due:
            if outcome.named and clock.id not in found.get(outcome.named, ()):
                found[outcome.named] = (*found.get(outcome.named, ()), clock.id)
    return found


def _of_event(
    name: str, event: Mapping[str, Any], scope: frozenset[str], everywhere: frozenset[str], outer: Citing, path: Path
) -> Iterator[Written]:
    own = cited(event, outer)
    if "within" in event:
        window = event["within"]
        at = (*path, "within")
        yield Written(window.get("id", name), window, scope, own, at, window_of=name)
        yield from _of_outcomes(window.get("at_due", ()), everywhere, own, (*at, "at_due"))
    yield from _of_effects(event.get("effects", ()), everywhere, own, (*path, "effects"))
    to = event.get("to")
    if isinstance(to, list):
        yield from _of_outcomes(to, everywhere, own, (*path, "to"))


def _of_outcomes(listed: Any, everywhere: frozenset[str], outer: Citing, path: Path) -> Iterator[Written]:
    for index, outcome in enumerate(listed):
        yield from _of_effects(outcome.get("effects", ()), everywhere, cited(outcome, outer), (*path, index, "effects"))


def _of_effects(listed: Any, everywhere: frozenset[str], outer: Citing, path: Path) -> Iterator[Written]:
    for index, effect in enumerate(listed):
        if "within" in effect:
            at, own = (*path, index, "within"), inner(effect, outer, titled=True)
            yield Written(effect["within"]["id"], effect["within"], everywhere, own, at, of_effect=True)


def _readings_of(place: Mapping[str, Any]) -> Citing:
    """Give what a state or group hands on to all that stands in it: the readings it depends on."""
    return {**UNCITED, "readings": cited(place)["readings"]}
