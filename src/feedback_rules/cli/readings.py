"""``run --all-readings``: which cases come out differently under which reading (S31)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.cli import shown, tables
from feedback_rules.cli.progress import watched
from feedback_rules.cli.session import dumps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from feedback_rules.cli.law import Law
    from feedback_rules.cli.session import Session
    from feedback_rules.profiles.profile import Profile
    from feedback_rules.workflow.event import Event

__all__ = ["differences", "print_changes"]

COMPARED = ("state", "outcome", "facts", "held")


def print_changes(
    session: Session,
    law: Law,
    profile: Profile,
    rows: Sequence[Event],
    base: Mapping[str, Any],
    settings: Mapping[str, Any],
    *,
    as_json: bool,
) -> None:
    """Replay the rows under every other option of every reading, one at a time, and print what changes."""
    from feedback_rules.engine import Engine
    from feedback_rules.studies.results import results

    found: list[dict[str, Any]] = []
    others = list(_others(profile))
    for reading, option in watched(others, session.word("readings.running")):
        other = law.load(**{reading: option})
        result = results(Engine(other), rows, **settings)
        changes = [
            {"case": was["case"], "changed": changed}
            for was, now in zip(base["cases"], result["cases"], strict=True)
            if (changed := differences(was, now))
        ]
        found.append({"reading": reading, "option": option, "chosen": profile.readings[reading], "cases": changes})
    if as_json:
        session.json({"profile": base["profile"], "digest": base["digest"], "readings": found})
        return
    tables.heading(session, session.word("readings.title"))
    for entry in found:
        count = len(entry["cases"])
        session.print(
            session.word("readings.option", count=count, **{k: entry[k] for k in ("reading", "option", "chosen")})
        )
        for case in entry["cases"]:
            for change in case["changed"]:
                session.print(f"  {case['case']}  {_worded(session, change)}")


def _others(profile: Profile) -> Iterator[tuple[str, str]]:
    for reading, entry in profile.document.get("readings", {}).items():
        for option in entry.get("options", {}):
            if option != profile.readings[reading]:
                yield reading, option


def differences(was: Mapping[str, Any], now: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Give what a case became otherwise: its state, facts, holders, and each clock's status and due.

    >>> clock = {"part": "", "clock": "pass_up", "run": 1, "due": "2024-03-05T00:00:00+07:00"}
    >>> was = {"state": "closed", "clocks": [{**clock, "status": "late"}], "effects": []}
    >>> now = {"state": "closed", "clocks": [{**clock, "status": "met"}], "effects": []}
    >>> differences(was, now)
    [{'what': 'pass_up.1 status', 'was': 'late', 'now': 'met'}]
    """
    found = [
        {"what": key, "was": was.get(key), "now": now.get(key)} for key in COMPARED if was.get(key) != now.get(key)
    ]
    before, after = ({_run(clock): clock for clock in side["clocks"]} for side in (was, now))
    for name in dict.fromkeys([*before, *after]):
        for key in ("status", "due"):
            one, other = before.get(name, {}).get(key), after.get(name, {}).get(key)
            if one != other:
                found.append({"what": f"{name} {key}", "was": one, "now": other})
    sides = [[effect["id"] for effect in side["effects"]] for side in (was, now)]
    if sides[0] != sides[1]:
        found.append({"what": "effects", "was": sides[0], "now": sides[1]})
    return found


def _run(clock: Mapping[str, Any]) -> str:
    part = f"{clock['part']}:" if clock.get("part") else ""
    return f"{part}{clock['clock']}.{clock['run']}"


def _worded(session: Session, change: Mapping[str, Any]) -> str:
    """Word one change: instants as instants, verdicts as verdicts, holders in their order."""
    what = str(change["what"])
    run, _, key = what.rpartition(" ")
    sides = [_shown(session, key, change[side]) for side in ("was", "now")]
    named = session.word(f"readings.{key}") if key in ("status", "due", *COMPARED, "effects") else key
    return f"{run} {named}: ".lstrip() + " -> ".join(sides)


def _shown(session: Session, key: str, value: Any) -> str:
    if value is None:
        return "–"
    if key == "status":
        return shown.verdict(session, value).text
    if key == "due":
        return shown.instant(value, session.lang, due=True)
    if key == "held":
        return ", ".join("/".join(filter(None, (span["holder"], span["unit"]))) for span in value)
    return value if isinstance(value, str) else dumps(value, indent=None)
