"""The law compiled: the canonical document of a profile becomes the rulebook that an engine runs.

Neither a YAML parser nor a model of the document is loaded for it: a compiled profile needs only this.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from feedback_rules.profiles.build_calendars import ZONE, calendars, default_calendar
from feedback_rules.profiles.build_conditions import Conditions
from feedback_rules.profiles.build_facts import categories, fact_specs, field_specs
from feedback_rules.profiles.build_holders import holder_specs, role_specs
from feedback_rules.profiles.build_limits import Limits
from feedback_rules.profiles.build_names import Names
from feedback_rules.profiles.build_source import source_spec
from feedback_rules.profiles.build_workflows import entries, workflow_spec
from feedback_rules.workflow.spec import Rulebook

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from feedback_rules.calendar.daytable import DayTable
    from feedback_rules.calendar.working import WorkCalendar
    from feedback_rules.profiles.tree import Path
    from feedback_rules.workflow.spec import Transition

__all__ = ["Built", "build", "build_with_paths"]


class Built(NamedTuple):
    """A rulebook, and where each of its entries stands in the document, by identity."""

    rulebook: Rulebook
    paths: Mapping[int, Path]

    def path(self, entry: object) -> Path:
        """Give the path of a compiled entry in the document; the root for one that the document does not hold."""
        return self.paths.get(id(entry), ())


def build(document: Mapping[str, Any], tables: Mapping[str, DayTable], **identity: Any) -> Rulebook:
    """Compile a canonical document whose references are known to hold.

    ``tables`` holds the day tables by name; ``identity`` takes ``digest``, ``law`` and ``days`` (S26) and ``readings``,
    the option chosen for each reading (S31). ``InputError``, ``CalendarError``: a limit or calendar that means nothing.
    """
    return build_with_paths(document, tables, **identity).rulebook


def build_with_paths(
    document: Mapping[str, Any],
    tables: Mapping[str, DayTable],
    *,
    digest: str = "",
    law: str = "",
    days: str = "",
    readings: Mapping[str, str] | None = None,
    working: Mapping[str, WorkCalendar] | None = None,
) -> Built:
    """Compile a canonical document, and keep where each entry stands, for whoever has to point at it.

    ``working`` hands in calendars that were made before from the same document and tables.
    """
    office = calendars(document, tables) if working is None else dict(working)
    default = default_calendar(document)
    conditions = Conditions(fact_specs(document))
    names = Names(
        document,
        conditions=conditions,
        holders=holder_specs(document, office[default].midnight_us),
        roles=role_specs(document),
        calendars=office,
        limits=Limits(office, conditions, default=default, day_end=document.get("counting", {}).get("days")),
        enters=_enters(document),
    )
    workflows = {
        name: workflow_spec(name, entry, names, ("workflows", name)) for name, entry in entries(document, "workflows")
    }
    opening: dict[str, tuple[Transition, ...]] = {}
    openings = chain.from_iterable(flow.opening.items() for flow in workflows.values() if not flow.is_part)
    for event, moves in openings:
        opening[event] = (*opening.get(event, ()), *moves)
    rulebook = Rulebook(
        name=document["profile"],
        digest=digest,
        law=law,
        days=days,
        zone=document.get("zone", ZONE),
        **_in_force(document, office[default].midnight_us),
        calendars=office,
        default_calendar=default,
        holders=names.holders,
        roles=names.roles,
        facts=conditions.facts,
        fields=field_specs(document),
        workflows=workflows,
        opening=opening,
        readings=dict(readings or {}),
        source=source_spec(document, readings or {}),
    )
    return Built(rulebook, names.paths)


def _in_force(document: Mapping[str, Any], midnight: Callable[[date], int]) -> dict[str, int]:
    """Give the first and the last instant in force, as far as the text has them (S33)."""
    span = document.get("regulation", {}).get("in_force", {})
    found = {}
    if "from" in span:
        found["since"] = midnight(date.fromisoformat(span["from"]))
    if "until" in span:
        found["until"] = midnight(date.fromisoformat(span["until"]) + timedelta(days=1)) - 1
    return found


def _enters(document: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """List the categories by the state that they enter."""
    found: dict[str, tuple[str, ...]] = {}
    for name, _, state in categories(document.get("categories", {})):
        if state:
            found[state] = (*found.get(state, ()), name)
    return found
