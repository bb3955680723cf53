"""What a scenario expects of the law itself on a day: in force or not, who sees what, reports, monitors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.profiles.profile import Profile
from feedback_rules.profiles.tree import Text
from feedback_rules.studies.duties import duties
from feedback_rules.studies.expectations import Difference, named, none_of, unlike
from feedback_rules.studies.oversight import oversight
from feedback_rules.wording import pair

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from feedback_rules.engine import Engine
    from feedback_rules.profiles.tree import Node, Pairs
    from feedback_rules.workflow.event import Event
    from feedback_rules.workflow.spec import FieldSpec

__all__ = ["compare_law"]

EVERYBODY = "all"
"""Stands for the unit of a monitor that is not counted by unit."""


def compare_law(expect: Pairs, engine: Engine, events: list[Event], day: date, clause: str) -> Iterator[Difference]:
    """Give every difference between ``expect`` and what the law says on ``day``.

    ``in_force``: whether ``day`` lies between the first and the last day in force (S33). ``fields``: what may be shown
    to everybody, and to whom else. ``duties``: the reports on periods that end on ``day``, and those made on request
    (S29). ``monitors``: as they stand at the end of the period in which ``day`` lies (S28).
    """
    zone, profile = engine.book.zone, engine.profile
    assert isinstance(profile, Profile)  # noqa: S101 - the engine of a scenario is that of a profile
    if "in_force" in expect.pairs:
        first, last = profile.in_force
        binds = (first is None or first <= day) and (last is None or day <= last)
        yield from unlike("in_force", expect.pairs["in_force"], binds, zone, clause)
    if "fields" in expect.pairs:
        seen = {name: _seen(field) for name, field in engine.book.fields.items()}
        for name, node in named(expect.pairs["fields"]).items():
            yield from _entry(f"fields.{name}", node, seen.get(name), seen, zone, clause)
    if "duties" in expect.pairs:
        owed = _owed(profile, day)
        for name, node in named(expect.pairs["duties"]).items():
            yield from _entry(f"duties.{name}", node, owed.get(name), owed, zone, clause)
    if "monitors" in expect.pairs:
        counted: dict[str, dict[str, Any]] = {}
        for row in oversight(engine, events, day.strftime("%Y-%m"), recover="stay"):
            if row["kind"] == "monitor":
                counted.setdefault(row["monitor"], {})[row["unit"] or EVERYBODY] = row
        for name, units in named(expect.pairs["monitors"]).items():
            rows = counted.get(name, {})
            for unit, node in named(units).items():
                yield from _entry(f"monitors.{name}.{unit}", node, rows.get(unit), rows, zone, clause)


def _seen(field: FieldSpec) -> dict[str, Any]:
    """Say who may see a field; one of which the text says nothing is public neither way."""
    return {"public": field.public, "shown_to": list(field.shown_to), "basis": list(field.basis)}


def _owed(profile: Profile, day: date) -> dict[str, dict[str, Any]]:
    """Give the reports of a day by the duty that asks for them."""
    found: dict[str, dict[str, Any]] = {}
    for row in duties(profile, day, day):
        owed = found.setdefault(row["duty"], {**row, "periods": [], "on_request": False})
        if row["period"] is None:
            owed["on_request"] = True
        else:
            owed["periods"].append(row["period"])
    return found


def _entry(
    where: str, node: Node, got: Mapping[str, Any] | None, known: Mapping[str, Any], zone: str, clause: str
) -> Iterator[Difference]:
    """Compare one named entry; the word ``none`` stands for one that must not be there."""
    if isinstance(node, Text):
        if got is not None:
            yield Difference(where, node.text, pair("difference.there-is-one"), clause)
    elif got is None:
        yield Difference(where, pair("difference.an-entry"), none_of(known), clause)
    else:
        basis = ", ".join(got["basis"]) or clause
        for key, value in named(node).items():
            yield from unlike(f"{where}.{key}", value, got[key], zone, basis)
