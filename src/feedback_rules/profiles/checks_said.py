"""What a profile says of itself: dates in their order, options that differ, clocks that go on after a pause."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.profiles.build_workflows import entries
from feedback_rules.profiles.checks_finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedback_rules.profiles.checks_survey import Survey

__all__ = ["dates", "never_resumed", "options_alike"]

NONE = "none"
_CLOCKS = frozenset({"clock", "window", "effect-clock"})


def dates(survey: Survey) -> Iterator[Finding]:
    """Find a status of a day before the text was issued, and warn of a text that binds from before it was (S33)."""
    regulation = survey.document.get("regulation", {})
    issued = regulation.get("issued")
    first = regulation.get("in_force", {}).get("from")
    as_of = regulation.get("status", {}).get("as_of")
    if issued is None:
        return
    if as_of is not None and as_of < issued:
        yield Finding("status-before-issue", ("regulation", "status", "as_of"), {"day": as_of, "issued": issued})
    if first is not None and first < issued:
        params = {"day": first, "issued": issued}
        yield Finding("in-force-before-issue", ("regulation", "in_force", "from"), params, severity="warning")


def options_alike(survey: Survey) -> Iterator[Finding]:
    """Warn of two options of a reading that say the same: no answer depends on which is chosen.

    The places of a reading may say with ``is`` what sets its options apart, so that it is a doubt; ``none`` for all of
    them says so.
    """
    for name, reading in entries(survey.document, "readings"):
        known: list[tuple[str, Any]] = []
        for option, value in reading["options"].items():
            other = next((before for before, same in known if same == value != NONE), None)
            if other is not None:
                params = {"name": name, "first": other, "second": option}
                yield Finding("options-alike", ("readings", name, "options", option), params, severity="warning")
            known.append((option, value))


def never_resumed(survey: Survey) -> Iterator[Finding]:
    """Warn of clocks that an event pauses and none resumes: they stand still until the case moves on (S13)."""
    pausing = [thing for thing in survey.things if "pauses" in thing.entry]
    if not pausing:
        return
    resumed = {(thing.flow, clock) for thing in survey.things for clock in thing.entry.get("resumes", ())}
    declared = {(thing.flow, thing.name) for thing in survey.things if thing.kind in _CLOCKS}
    for thing in pausing:
        for index, clock in enumerate(thing.entry["pauses"]):
            if (thing.flow, clock) in declared - resumed:
                params = {"event": thing.name, "clock": clock}
                yield Finding("never-resumed", (*thing.path, "pauses", index), params, severity="warning")
