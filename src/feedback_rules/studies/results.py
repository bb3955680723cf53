"""What a log comes to, case by case, as JSON values: states, clocks, effects, violations, who held it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from feedback_rules.calendar.zone import from_instant, to_instant
from feedback_rules.explain.reason import refusal_words
from feedback_rules.studies.results_flow import replayed
from feedback_rules.studies.results_lines import Line, Writer
from feedback_rules.workflow.instants import iso, zone_info

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime
    from typing import BinaryIO

    from feedback_rules.engine import Engine
    from feedback_rules.studies.log import Batch, Row
    from feedback_rules.workflow.case import Part
    from feedback_rules.workflow.event import Event
    from feedback_rules.workflow.replay import CaseRun
    from feedback_rules.workflow.spec import Rulebook
    from feedback_rules.workflow.violation import Violation

__all__ = ["LOOKAHEAD", "case_result", "lines", "packed", "results", "results_of", "stream"]

LOOKAHEAD: Final = 10_000
"""How many rows are looked at to tell whether a log is sorted by case."""


def results(
    engine: Engine,
    events: Iterable[Event],
    *,
    at: datetime | None = None,
    mode: str = "control",
    recover: str = "follow",
) -> dict[str, Any]:
    """Replay a log and give what has become of each case: ``{profile, digest, cases: […]}``.

    ``at`` lets time pass to that instant and reads the clocks there; by default each case is read at its last event.
    """
    return results_of(engine, engine.replay(events, mode=mode, recover=recover, at=at).cases, at=at)


def results_of(engine: Engine, cases: Mapping[str, CaseRun], *, at: datetime | None = None) -> dict[str, Any]:
    """Give the results of cases that have been replayed."""
    return {
        "profile": engine.book.name,
        "digest": engine.book.digest,
        "cases": [case_result(engine, name, run, at=at) for name, run in cases.items()],
    }


def stream(
    engine: Engine,
    rows: Iterable[Row | Batch],
    *,
    at: datetime | None = None,
    mode: str = "control",
    recover: str = "follow",
) -> Iterator[dict[str, Any]]:
    """Give the result of each case as soon as its rows have been read.

    Memory does not grow with the log if its rows come case by case, the cases in order (``HN-2`` before ``HN-10``, or
    as texts); the first 10,000 rows tell. Any other log, and one whose cases signal to each other, is read whole first.
    """
    cases = replayed(engine, rows, at=at, mode=mode, recover=recover, ahead=LOOKAHEAD)
    return (case_result(engine, name, run, at=at) for name, run in cases)


def lines(
    engine: Engine,
    rows: Iterable[Row | Batch],
    *,
    at: datetime | None = None,
    mode: str = "control",
    recover: str = "follow",
    keep: Callable[[], BinaryIO] = BytesIO,
) -> Iterator[Line]:
    """Give what :func:`stream` gives, each case as its line of JSON, made without going through values.

    ``keep`` opens the file in which the rows of an unsorted log wait; by default they stay in memory.
    """
    for text, late in packed(engine, rows, at=at, mode=mode, recover=recover, keep=keep):
        yield Line(text.decode("utf-8", "surrogatepass"), late)


def packed(
    engine: Engine,
    rows: Iterable[Row | Batch],
    *,
    at: datetime | None = None,
    mode: str = "control",
    recover: str = "follow",
    keep: Callable[[], BinaryIO] = BytesIO,
) -> Iterator[tuple[bytes, bool]]:
    """Give the same lines as the bytes that a file has, which is what they are made of."""
    write = Writer(engine, _violation).packed
    to = None if at is None else to_instant(at)
    for name, run in replayed(engine, rows, at=at, mode=mode, recover=recover, ahead=LOOKAHEAD, keep=keep):
        yield write(name, run, to)


def case_result(engine: Engine, name: str, run: CaseRun, *, at: datetime | None = None) -> dict[str, Any]:
    """Give one replayed case as JSON values; a case that no row opened has neither state nor clocks."""
    book = engine.book
    case = run.case
    row: dict[str, Any] = {"case": name, "workflow": None, "state": None, "outcome": None, "holder": None, "unit": None}
    row |= {"opened": None, "ended": None, "at": None, "facts": {}, "clocks": [], "parts": []}
    row["effects"] = [effect.to_dict(book.zone) for effect in run.effects]
    row["violations"] = [_violation(book, violation) for violation in run.violations]
    row["held"] = []
    if case is None:
        return row
    moment = case.at if at is None else max(to_instant(at), case.at)
    shown = from_instant(moment, zone_info(book.zone))
    row |= _part(book, case.parts[0])
    row["at"] = shown.isoformat()
    row["facts"] = engine.facts(case)
    row["clocks"] = [view.to_dict() for view in engine.clocks(case, at=shown)]
    row["parts"] = [
        {
            "part": part.address,
            **_part(book, part),
            "facts": engine.facts(case, part.address),
            "held": _held(book, part),
        }
        for part in case.parts[1:]
    ]
    row["held"] = _held(book, case.parts[0])
    return row


def _violation(book: Rulebook, violation: Violation) -> dict[str, Any]:
    """Give a violation as JSON values; a refusal is worded with the names of the regulation."""
    if violation.refusal is None:
        return violation.to_dict(book.zone)
    return violation._replace(message=refusal_words(violation.refusal, book)).to_dict(book.zone)


def _part(book: Rulebook, part: Part) -> dict[str, Any]:
    return {
        "workflow": part.workflow,
        "state": part.state,
        "outcome": book.workflows[part.workflow].states[part.state].outcome if part.ended is not None else None,
        "holder": part.holder,
        "unit": part.unit,
        "opened": iso(part.opened, book.zone),
        "ended": None if part.ended is None else iso(part.ended, book.zone),
    }


def _held(book: Rulebook, part: Part) -> list[dict[str, Any]]:
    """Give the spans of time among the holders (S18); the last is open unless the part has ended."""
    ends = [since for _, _, since in part.held[1:]] + [part.ended]
    return [
        {
            "holder": holder,
            "unit": unit,
            "from": iso(since, book.zone),
            "to": None if end is None else iso(end, book.zone),
        }
        for (holder, unit, since), end in zip(part.held, ends, strict=True)
        if holder is not None
    ]
