"""Every name that a document declares, by kind; what is used must be among them, and each of them must be used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.profiles.build_calendars import default_calendar
from feedback_rules.profiles.build_facts import categories
from feedback_rules.profiles.build_holders import ALWAYS_THERE
from feedback_rules.profiles.build_workflows import entries, written_clocks
from feedback_rules.profiles.checks_finding import Finding, unknown
from feedback_rules.workflow.intake import BUILT_IN, CHECKS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from feedback_rules.profiles.checks_references import Reference
    from feedback_rules.profiles.checks_survey import Survey

__all__ = ["undeclared", "unused"]

LISTS = ("categories", "channels", "languages", "excluded", "grounds", "required")
"""What ``one_of`` may name instead of a list."""

HOLDER = "holder"
ACTORS = ("citizen", "system", HOLDER)
PUBLIC = "public"
_ANYWHERE = ""


class _Declared:
    """The declared names by kind, and by workflow where they belong to one."""

    def __init__(self, survey: Survey, tables: Collection[str]) -> None:
        document = survey.document
        listed = {
            key: [name for name, _ in entries(document, key)] for key in ("holders", "roles", "fields", "calendars")
        }
        facts = [fact.id for fact in survey.facts]
        holders = [*listed["holders"], *(name for name in ALWAYS_THERE if name not in listed["holders"])]
        self.names: dict[str, Collection[str]] = {
            "holder": holders,
            "role": [*listed["roles"], *ACTORS],
            "bound": [*holders, *listed["roles"]],
            "addressee": [*holders, *listed["roles"], PUBLIC],
            "fact": facts,
            "field": listed["fields"],
            "carried": [*listed["fields"], *facts],
            "calendar": listed["calendars"],
            "day-table": tables,
            "list": LISTS,
            "check": tuple(CHECKS),
            "workflow": [name for name, _ in entries(document, "workflows")],
            "category": [name for name, *_ in categories(document.get("categories", {}))],
        }
        self.flows: dict[str, dict[str, Collection[str]]] = {
            name: _flow(name, flow) for name, flow in entries(document, "workflows")
        }

    def known(self, reference: Reference) -> Collection[str]:
        """Give the names that a reference may use."""
        if reference.kind in self.names:
            return self.names[reference.kind]
        if reference.flow != _ANYWHERE:
            return self.flows[reference.flow][reference.kind]
        kind = "state" if reference.kind == "entered" else reference.kind
        return {name: None for flow in self.flows.values() for name in flow[kind]}


def _flow(name: str, flow: Mapping[str, Any]) -> dict[str, Collection[str]]:
    events: dict[str, None] = dict.fromkeys(event for event, _ in entries(flow, "opens_with"))
    for key in ("states", "groups"):
        for _, place in entries(flow, key):
            events.update(dict.fromkeys(event for event, _ in entries(place, "events")))
    safe = {key: value for key, value in flow.items() if key != "groups"}
    groups = {group: {**entry, "states": ()} for group, entry in entries(flow, "groups")}
    written = list(written_clocks({**safe, "groups": groups}, ("workflows", name)))
    clocks = dict.fromkeys(clock.id for clock in written)
    windows = dict.fromkeys(clock.window_of for clock in written if clock.window_of is not None)
    return {
        "state": dict.fromkeys(state for state, _ in entries(flow, "states")),
        "event": events,
        "clock": clocks,
        "due": {**clocks, **windows},
        "part": dict.fromkeys(part for part, _ in entries(flow, "parts")),
    }


_SAID = {"carried": "field", "entered": "state", "bound": "holder", "due": "clock"}


def undeclared(survey: Survey, tables: Collection[str]) -> Iterator[Finding]:
    """Find every name that is used but not declared; ``after_due`` may not name an event without a window."""
    declared = _Declared(survey, tables)
    for reference in survey.references:
        known = declared.known(reference)
        if reference.name in known:
            continue
        if reference.kind == "due" and reference.name in declared.flows[reference.flow]["event"]:
            yield Finding("after-due-of-nothing", reference.path, {"name": reference.name})
            continue
        yield unknown(_SAID.get(reference.kind, reference.kind), reference.name, reference.path, known)


def unused(survey: Survey) -> Iterator[Finding]:
    """Find every name that is declared but not used: a mistake, or a rule that was forgotten."""
    document = survey.document
    used: dict[str, set[str]] = {}
    opened: set[tuple[str, str]] = set()
    for reference in survey.references:
        used.setdefault(reference.kind, set()).add(reference.name)
        if reference.kind == "part":
            opened.add((reference.flow, reference.name))
    _spread(document, used)
    used["inference"], used["reading"] = survey.reasons, survey.readings
    for kind, key in _OWNED:
        for name, _ in entries(document, key):
            if name not in used.get(kind, ()):
                yield Finding(f"unused-{kind}", (key, name), {"name": name})
    for flow, workflow in entries(document, "workflows"):
        for name, _ in entries(workflow, "parts"):
            if (flow, name) not in opened:
                yield Finding("unused-part", ("workflows", flow, "parts", name), {"name": name})
        if workflow.get("part") and flow not in used.get("workflow", ()):
            yield Finding("unused-workflow", ("workflows", flow), {"name": flow})


_OWNED = (
    ("holder", "holders"),
    ("role", "roles"),
    ("fact", "facts"),
    ("field", "fields"),
    ("calendar", "calendars"),
    ("inference", "inferences"),
    ("reading", "readings"),
)


def _spread(document: Mapping[str, Any], used: dict[str, set[str]]) -> None:
    """Count a name that several kinds share for each of them; what is always there needs no use."""
    for kind, others in (
        ("carried", ("field", "fact")),
        ("bound", ("holder", "role")),
        ("addressee", ("holder", "role")),
    ):
        for other in others:
            used.setdefault(other, set()).update(used.get(kind, ()))
    if HOLDER in used.get("role", ()):
        holding = _holding(document)
        used["role"].update(name for name, role in entries(document, "roles") if role["of"] in holding)
    used.setdefault("holder", set()).update(ALWAYS_THERE)
    used.setdefault("fact", set()).update(BUILT_IN)
    used.setdefault("calendar", set()).add(default_calendar(document))
    channels = (duty.get("channel", "") for _, duty in entries(document, "duties"))
    used["holder"].update(channels)


def _holding(document: Mapping[str, Any]) -> set[str]:
    """Name the kinds that hold a state in which ``by: holder`` may stand: each of their roles acts there."""
    found: set[str] = set()
    for _, workflow in entries(document, "workflows"):
        for _, state in entries(workflow, "states"):
            held = state.get("held_by", ())
            found.update([held] if isinstance(held, str) else (row["is"] for row in held))
    return found
