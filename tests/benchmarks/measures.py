"""What is counted: questions to a calendar, steps, a replay, a row read and a result written. Run, it prints them all.

python -m tests.benchmarks.measures
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import feedback_rules as fr
from benchmarks import calendars, inputs
from benchmarks.cases import Accepted, accepted, nearest
from feedback_rules.calendar.limit import TimeLimit
from feedback_rules.studies.log import read_log, read_rows
from feedback_rules.studies.results_lines import Writer
from feedback_rules.workflow import opening, step
from tests.benchmarks.counting import yards

__all__ = ["AUTHORED", "logs", "measured", "stepped_in_full"]

ROOT = Path(__file__).parents[2]
AUTHORED = "langson"
"""The log whose rows are read and whose results are written."""


@cache
def measured() -> dict[str, float]:
    """Give every measure in yards."""
    found = {**_calendar(), **_steps()}
    found["replay of a case of 12 events"] = _replay()
    return found | _files()


def _calendar() -> dict[str, float]:
    """Ask a calendar from instants in and out of office hours."""
    calendar = calendars.office()
    moments = [moment for kind in inputs.starts(calendars.HOME, 6).values() for moment in kind]
    later = [moment.replace(year=moment.year + 1, day=min(moment.day, 28)) for moment in moments]
    due, elapsed = calendar.due, calendar.elapsed
    limits = {f"due of {hours} working hours": TimeLimit(hours, "working_hour") for hours in (8, 48, 1000)}
    limits["due of 5 working days"] = TimeLimit(5, "working_day")
    limits["due of 5 days"] = TimeLimit(5, "day")
    found = {
        name: yards(lambda limit=limit: [due(moment, limit) for moment in moments], len(moments))  # type: ignore[misc] # mypy can't infer a lambda's default
        for name, limit in limits.items()
    }
    pairs = [*zip(moments, later, strict=True)]
    found["elapsed over a year"] = yards(lambda: [elapsed(start, end) for start, end in pairs], len(pairs))
    return found


@cache
def logs() -> tuple[Accepted, ...]:
    """Give the shipped logs with engines that have seen them."""
    return tuple(accepted())


def _steps() -> dict[str, float]:
    """Apply the events of the shipped cases one by one: the openings, and what follows them."""
    first: list[tuple[fr.Engine, None, fr.Event]] = []
    then: list[tuple[fr.Engine, Any, fr.Event]] = []
    for log in logs():
        for events in log.cases:
            case = None
            for event in events:
                (first if case is None else then).append((log.engine, case, event))  # type: ignore[arg-type] # the first has no case
                case = log.engine.apply(case, event).case
    taken = [engine.apply(case, event) for engine, case, event in (*first, *then)]
    return {
        "an opening, mean over the shipped logs": _applied(first),
        "a step after it, mean over the shipped logs": _applied(then),
        "the effects and the trace of a step, read": yards(
            lambda: [([*step.effects], [*step.trace]) for step in taken], len(taken)
        ),
    }


def _applied(moves: list[Any]) -> float:
    return yards(lambda: [engine.apply(case, event) for engine, case, event in moves], len(moves))


def _replay() -> float:
    """Replay the shipped case nearest to twelve events with its clocks' verdicts."""
    events, ride = nearest(12, logs())
    assert len(events) == 12
    return yards(ride)


def _files() -> dict[str, float]:
    """Read the rows of a shipped log with the standard library, and write the result of each of its cases."""
    path = ROOT / "examples" / f"{AUTHORED}.jsonl"
    profile = fr.load_profile(AUTHORED)
    engine = fr.Engine(profile)
    with patch.dict(sys.modules, orjson=None):  # installed or not, the same is counted
        reading = yards(lambda: [*read_rows(path, profile=profile)], len([*read_rows(path, profile=profile)]))
    runs = engine.replay(read_log(path, profile=profile)).cases
    writer = Writer(engine, lambda _book, violation: violation.to_dict())
    writing = yards(lambda: [writer(name, run, None) for name, run in runs.items()], len(runs))
    return {"reading a row of JSONL": reading, "writing the line of a result": writing}


@cache
def stepped_in_full() -> dict[str, float]:
    """Give the share of the shipped cases' events that no plan foresees: for each log, and for all."""
    shares, every, full = {}, 0, 0
    for log in logs():
        with (
            patch.object(step, "apply_in_full", wraps=step.apply_in_full) as stepped,
            patch.object(opening, "open_in_full", wraps=opening.open_in_full) as opened,
        ):
            for events in log.cases:
                case = None
                for event in events:
                    case = log.engine.apply(case, event).case
        count, calls = sum(map(len, log.cases)), stepped.call_count + opened.call_count
        shares[log.name] = calls / count
        every, full = every + count, full + calls
    return {**shares, "all logs": full / every}


if __name__ == "__main__":
    for what, amount in measured().items():
        sys.stdout.write(f"{amount:8.2f}  {what}\n")
    for what, amount in stepped_in_full().items():
        sys.stdout.write(f"{amount:8.2%}  stepped through in full, {what}\n")
