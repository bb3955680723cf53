"""The cases of the shipped logs, each with the engine that accepts it."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import feedback_rules as fr
from feedback_rules.calendar.zone import from_instant
from feedback_rules.studies.log import read_log

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

__all__ = ["ROOT", "Accepted", "accepted", "by_case", "nearest", "paths"]

ROOT = Path(__file__).parents[1]


class Accepted(NamedTuple):
    """The cases of a shipped log that run by themselves: one that waits for another's signal is left to replay."""

    name: str
    path: Path
    engine: fr.Engine
    cases: list[list[fr.Event]]


def paths() -> dict[str, Path]:
    """Give the shipped logs by profile; the audit logs, which hold mistakes, are left out."""
    found = sorted((ROOT / "examples").glob("*.jsonl"))
    return {path.stem: path for path in found if not path.stem.endswith("-audit")}


def by_case(events: Iterable[fr.Event]) -> dict[str, list[fr.Event]]:
    """Give the events of each case with those of its parts."""
    cases: dict[str, list[fr.Event]] = {}
    for event in events:
        cases.setdefault(event.case.partition("/")[0], []).append(event)
    return cases


def accepted() -> Iterator[Accepted]:
    """Give the shipped logs, each with a new engine that has seen its cases once."""
    for name, path in paths().items():
        profile = fr.load_profile(name)
        engine = fr.Engine(profile)
        cases = by_case(read_log(path, profile=profile)).values()
        yield Accepted(name, path, engine, [events for events in cases if _runs(engine, events)])


def _runs(engine: fr.Engine, events: list[fr.Event]) -> bool:
    case = None
    try:
        for event in events:
            case = engine.apply(case, event).case
    except fr.FeedbackRulesError:
        return False
    return True


def nearest(count: int, logs: Iterable[Accepted]) -> tuple[Sequence[fr.Event], Callable[[], object]]:
    """Give the case nearest to so many events, and a replay of it with its clocks' verdicts at the last of them."""
    found = [(abs(len(events) - count), log, events) for log in logs for events in log.cases]
    _, log, events = min(found, key=lambda one: one[0])
    last = from_instant(max(event.at for event in events), UTC)
    apply, clocks = log.engine.apply, log.engine.clocks

    def ride() -> object:
        case = None
        for event in events:
            case = apply(case, event).case
        assert case is not None  # a shipped case has events
        return clocks(case, at=last)

    return events, ride
