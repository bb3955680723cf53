"""A walk over everything that a document declares in its workflows: each thing once, with its kind and its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from feedback_rules.profiles.build_workflows import entries

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from feedback_rules.profiles.tree import Path

__all__ = ["Thing", "things"]


class Thing(NamedTuple):
    """An entry of a workflow: what it is, what it says, where it stands, in which workflow, under which name."""

    kind: str
    entry: Mapping[str, Any]
    path: Path
    flow: str
    name: str = ""


def things(document: Mapping[str, Any]) -> Iterator[Thing]:
    """Walk the workflows, those above before those below.

    >>> [thing.kind for thing in things({"workflows": {"report": {"states": {"closed": {"final": True}}}}})]
    ['workflow', 'state']
    """
    for flow, workflow in entries(document, "workflows"):
        path: Path = ("workflows", flow)
        yield Thing("workflow", workflow, path, flow, flow)
        yield from _intake(workflow.get("intake", {}), (*path, "intake"), flow)
        for name, event in entries(workflow, "opens_with"):
            yield from _event("opening", name, event, (*path, "opens_with", name), flow)
        for key, kind in (("states", "state"), ("groups", "group")):
            for name, place in entries(workflow, key):
                at = (*path, key, name)
                yield Thing(kind, place, at, flow, name)
                for clock, entry in entries(place, "clocks"):
                    yield from _clock("clock", clock, entry, (*at, "clocks", clock), flow)
                for event, entry in entries(place, "events"):
                    yield from _event("event", event, entry, (*at, "events", event), flow)
        for key, kind in (("counters", "counter"), ("parts", "part")):
            for name, entry in entries(workflow, key):
                at = (*path, key, name)
                yield Thing(kind, entry, at, flow, name)
                yield from _outcomes("outcome", entry.get("then", ()), (*at, "then"), flow)


def _intake(intake: Mapping[str, Any], path: Path, flow: str) -> Iterator[Thing]:
    if intake:
        yield Thing("intake", intake, path, flow)
    for key, kind in (("channels", "channel"), ("languages", "language")):
        for name, entry in entries(intake, key):
            yield Thing(kind, entry, (*path, key, name), flow, name)
    for key, kind in (
        ("required", "required"),
        ("optional", "optional"),
        ("excluded", "excluded"),
        ("grounds", "ground"),
    ):
        for index, entry in enumerate(intake.get(key, ())):
            yield Thing(kind, entry, (*path, key, index), flow, entry.get("id", entry.get("field", "")))


def _event(kind: str, name: str, event: Mapping[str, Any], path: Path, flow: str) -> Iterator[Thing]:
    yield Thing(kind, event, path, flow, name)
    for index, need in enumerate(event.get("needs", ())):
        yield Thing("need", need, (*path, "needs", index), flow)
    if "within" in event:
        window = event["within"]
        yield from _clock("window", window.get("id", name), window, (*path, "within"), flow)
    if "extends" in event:
        yield Thing("extension", event["extends"], (*path, "extends"), flow, name)
    yield from _effects(event, path, flow)
    if isinstance(event.get("to"), list):
        yield from _outcomes("target", event["to"], (*path, "to"), flow)


def _clock(kind: str, name: str, clock: Mapping[str, Any], path: Path, flow: str) -> Iterator[Thing]:
    yield Thing(kind, clock, path, flow, name)
    yield from _rows(clock.get("limit", ()), (*path, "limit"), flow, name)
    met_by = clock.get("met_by")
    if isinstance(met_by, dict):
        for event, way in entries(clock, "met_by"):
            yield Thing("way", way, (*path, "met_by", event), flow, name)
            yield from _rows(way.get("limit", ()), (*path, "met_by", event, "limit"), flow, name)
    yield from _outcomes("outcome", clock.get("at_due", ()), (*path, "at_due"), flow)


def _rows(rows: Sequence[Mapping[str, Any]], path: Path, flow: str, clock: str) -> Iterator[Thing]:
    for index, row in enumerate(rows):
        yield Thing("row", row, (*path, index), flow, clock)


def _outcomes(kind: str, listed: Sequence[Mapping[str, Any]], path: Path, flow: str) -> Iterator[Thing]:
    for index, entry in enumerate(listed):
        yield Thing(kind, entry, (*path, index), flow)
        yield from _effects(entry, (*path, index), flow)


def _effects(entry: Mapping[str, Any], path: Path, flow: str) -> Iterator[Thing]:
    for index, effect in enumerate(entry.get("effects", ())):
        at = (*path, "effects", index)
        yield Thing("effect", effect, at, flow)
        if "within" in effect:
            yield from _clock("effect-clock", effect["within"].get("id", ""), effect["within"], (*at, "within"), flow)
