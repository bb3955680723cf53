"""Names that must be unique and calendars that must be there before anything can be compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedback_rules.errors import CalendarError, InputError
from feedback_rules.profiles.build_calendars import calendars
from feedback_rules.profiles.build_workflows import entries, written_clocks
from feedback_rules.profiles.checks_finding import Finding
from feedback_rules.workflow.intake import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from feedback_rules.calendar.daytable import DayTable
    from feedback_rules.profiles.checks_survey import Survey

__all__ = ["broken_calendars", "duplicate_clocks", "taken_names"]


def broken_calendars(survey: Survey, tables: Mapping[str, DayTable]) -> Iterator[Finding]:
    """Find a profile without a calendar or with several default ones, and calendars that contradict themselves (S6)."""
    document = survey.document
    listed = dict(entries(document, "calendars"))
    if not listed:
        yield Finding("no-calendar", ("calendars",), {})
        return
    marked = [name for name, entry in listed.items() if entry.get("default")]
    if len(marked) != 1 and len(listed) > 1:
        yield Finding(
            "default-calendar", ("calendars", (marked or list(listed))[-1]), {"marked": ", ".join(marked) or "–"}
        )
    for name, entry in listed.items():
        if entry.get("days") in {None, *tables}:
            try:
                calendars({**document, "calendars": {name: entry}}, tables)
            except (CalendarError, InputError) as error:
                yield Finding("bad-calendar", ("calendars", name), {"name": name, "why": (error.vi, error.en)})


def duplicate_clocks(survey: Survey) -> Iterator[Finding]:
    """Find two clocks of one workflow with one id: windows and the clocks of effects are clocks too."""
    for flow, workflow in entries(survey.document, "workflows"):
        seen: set[str] = set()
        for clock in written_clocks(workflow, ("workflows", flow)):
            if clock.id in seen:
                yield Finding("duplicate-clock", clock.path, {"name": clock.id})
            seen.add(clock.id)


def taken_names(survey: Survey) -> Iterator[Finding]:
    """Find names that mean something else already: a built-in fact, a role or holder that ``by`` understands."""
    document = survey.document
    for name, _ in entries(document, "facts"):
        if name in BUILT_IN:
            yield Finding("name-taken", ("facts", name), {"name": name})
    for name, _ in entries(document, "roles"):
        if name in {"citizen", "system", "holder", "public", "nobody"} or name in document.get("holders", {}):
            yield Finding("name-taken", ("roles", name), {"name": name})
    for name, _ in entries(document, "holders"):
        if name in {"holder", "public"}:
            yield Finding("name-taken", ("holders", name), {"name": name})
