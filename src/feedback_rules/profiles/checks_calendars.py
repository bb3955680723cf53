"""Names that must be unique and calendars that must be there before anything can be compiled."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from feedback_rules.calendar.sessions import DAY_MINUTES, WEEKDAYS, parse_hours, shown, weekdays
from feedback_rules.errors import CalendarError, InputError
from feedback_rules.profiles.build_calendars import calendars
from feedback_rules.profiles.build_workflows import entries, written_clocks
from feedback_rules.profiles.checks_finding import Finding
from feedback_rules.workflow.intake import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from feedback_rules.calendar.daytable import DayTable
    from feedback_rules.profiles.checks_survey import Survey
    from feedback_rules.profiles.tree import Path

__all__ = ["broken_calendars", "duplicate_clocks", "taken_names"]

_STEP: Final = re.compile(r"[^.\[\]]+")
_SEASON: Final = re.compile(r"seasons\[([0-9]+)\]")


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
                where = str(error.details.get("where", ""))
                params = {
                    "name": name,
                    "why": (_said(error.vi, where, "mùa thứ {}"), _said(error.en, where, "season {}")),
                }
                yield Finding("bad-calendar", ("calendars", name, *_place(entry, error)), params)


def _said(message: str, where: str, season: str) -> str:
    """Say what is wrong as people count, without the place, which is shown as line and column."""
    return _SEASON.sub(lambda found: season.format(int(found[1]) + 1), message.removeprefix(f"{where}: "))


def _place(entry: Mapping[str, Any], error: CalendarError | InputError) -> Path:
    """Give the place in a calendar that its error names; a weekday is found under the key that includes it."""
    steps = _STEP.findall(str(error.details.get("where", "")))
    named = _SEASON.findall(error.en)
    if error.code == "seasons-overlap":
        steps.append(named[-1])
    path: list[str | int] = []
    node: Any = entry
    for step in steps:
        if isinstance(node, list):
            path.append(int(step))
        else:
            key = step if step in node else next((key for key in node if _includes(key, step)), None)
            if key is None:
                break
            path.append(key)
        node = node[path[-1]]
    if error.code == "sessions-overlap" and isinstance(node, list):
        path.append(_session(node, error.details["value"]))
    return tuple(path)


def _includes(key: str, day: str) -> bool:
    return day in WEEKDAYS and WEEKDAYS.index(day) in weekdays(key, "")


def _session(sessions: list[str], overlapping: Sequence[str]) -> int:
    """Give which session to look at: one that reaches into the next day, else the later of the two that overlap."""
    read = [parse_hours(text, "") for text in sessions]
    here = [index for index, hours in enumerate(read) if shown(hours) in overlapping]
    return max(here, key=lambda index: (read[index][1] > DAY_MINUTES, read[index]))


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
