"""``run --all-readings``: which cases come out differently under which reading (S31)."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Any

from feedback_rules.cli import shown, tables
from feedback_rules.cli.names import Names
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
    names = Names(profile, session)
    workflows = {case["case"]: case["workflow"] or "" for case in base["cases"]}
    tables.heading(session, session.word("readings.title"))
    for entry in found:
        count = len(entry["cases"])
        session.print(
            session.word("readings.option", count=count, **{k: entry[k] for k in ("reading", "option", "chosen")})
        )
        for case in entry["cases"]:
            moved = any(change["what"] == "state" for change in case["changed"])
            for change in case["changed"]:
                if change["what"] == "outcome" and moved:
                    continue  # the state says it
                session.print(f"  {case['case']}  {_worded(session, names, workflows[case['case']], change)}")


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


def _worded(session: Session, names: Names, workflow: str, change: Mapping[str, Any]) -> str:
    """Word one change: clocks, states and holders by title, instants as instants, verdicts as verdicts."""
    what = str(change["what"])
    run, _, key = what.rpartition(" ")
    if key == "facts":
        return _facts(session, names, change)
    if key == "held":
        change = _parted(change)
    sides = [_shown(session, names, workflow, key, change[side]) for side in ("was", "now")]
    if key == "effects":
        return _effects(session, change)
    return f"{_titled(names, workflow, run)} {session.word(f'readings.{key}')}: ".lstrip() + " → ".join(sides)


def _titled(names: Names, workflow: str, run: str) -> str:
    """Name a run by its clock, with its part and, from the second on, its number."""
    part, _, name = run.rpartition(":")
    clock, _, number = name.rpartition(".")
    flows = [flow for flow, spec in names.book.workflows.items() if clock in spec.clocks]
    title = names.clock(workflow if workflow in flows or not flows else flows[0], clock)
    quoted = names.session.word("quoted", title=title) if title else ""
    return (f"{part}: " if part else "") + quoted + (f" ({number})" if number not in {"", "1"} else "")


def _facts(session: Session, names: Names, change: Mapping[str, Any]) -> str:
    """Give the facts that differ, and no others."""
    was, now = ({} if change[side] is None else change[side] for side in ("was", "now"))
    told = [
        f"{names.fact(fact)}: {names.value(fact, was.get(fact))} → {names.value(fact, now.get(fact))}"
        for fact in dict.fromkeys([*was, *now])
        if was.get(fact) != now.get(fact)
    ]
    return f"{session.word('readings.facts')}: {'; '.join(told)}"


def _effects(session: Session, change: Mapping[str, Any]) -> str:
    """Give the effects that only one side has; ids stay, for they are what a host compares."""
    was, now = (change[side] or () for side in ("was", "now"))
    gone = [effect for effect in was if effect not in now]
    new = [effect for effect in now if effect not in was]
    told = [
        session.word(f"readings.{key}", ids=", ".join(ids)) for key, ids in (("gone", gone), ("new", new)) if ids
    ] or [session.word("readings.reordered")]
    return f"{session.word('readings.effects')}: {'; '.join(told)}"


def _shown(session: Session, names: Names, workflow: str, key: str, value: Any) -> str:
    if value is None:
        return "–"
    if key == "status":
        return shown.verdict(session, value).text
    if key == "due":
        return shown.instant(value, session.lang, due=True)
    if key == "state":
        return names.state(workflow, value)
    if key == "outcome":
        return names.outcome(workflow, value)
    if key == "held":
        return ", ".join(_span(session, names, span) for span in value) or "–"
    return value if isinstance(value, str) else dumps(value, indent=None)


def _parted(change: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out the spans with which both sides begin, or end, alike."""
    was, now = change["was"] or [], change["now"] or []
    for _ in range(2):
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(was, now, strict=False)))
        was, now = was[same:][::-1], now[same:][::-1]
    return {**change, "was": was, "now": now}


def _span(session: Session, names: Names, span: Mapping[str, Any]) -> str:
    """Name a holder with the instants between which it held the case."""
    words = {end: shown.instant(span[end], session.lang) for end in ("from", "to") if span[end] is not None}
    key = "readings.between" if "to" in words else "readings.since"
    holder = names.holder(span["holder"], span["unit"])
    return session.word(key, holder=holder, at=words["from"], end=words.get("to", ""))
