"""What a log comes to, case by case, as JSON values: states, clocks, effects, violations, who held it."""

from __future__ import annotations

import re
from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING, Any, Final

from feedback_rules.calendar.zone import from_instant, to_instant
from feedback_rules.errors import LogError
from feedback_rules.explain.reason import refusal_words
from feedback_rules.workflow.instants import iso, zone_info
from feedback_rules.workflow.replay import hear, signals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from feedback_rules.engine import Engine
    from feedback_rules.studies.log import Row
    from feedback_rules.workflow.case import Part
    from feedback_rules.workflow.event import Event
    from feedback_rules.workflow.replay import CaseRun
    from feedback_rules.workflow.spec import Rulebook
    from feedback_rules.workflow.violation import Violation

__all__ = ["LOOKAHEAD", "case_result", "results", "stream"]

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
    replayed = engine.replay(events, mode=mode, recover=recover, at=at)
    return {
        "profile": engine.book.name,
        "digest": engine.book.digest,
        "cases": [case_result(engine, name, run, at=at) for name, run in replayed.cases.items()],
    }


def stream(
    engine: Engine,
    rows: Iterable[Row],
    *,
    at: datetime | None = None,
    mode: str = "control",
    recover: str = "follow",
) -> Iterator[dict[str, Any]]:
    """Give the result of each case as soon as its rows have been read.

    Memory does not grow with the log if its rows come case by case, the cases in order (``HN-2`` before ``HN-10``, or
    as texts); the first 10,000 rows tell. Any other log, and one whose cases signal to each other, is read whole first.
    """
    flow = iter(rows)
    first = list(islice(flow, LOOKAHEAD))
    order = None if signals(engine.book) else _order(first)
    if order is None:
        events = [row.event for row in chain(first, flow)]
        replayed = engine.replay(events, mode=mode, recover=recover, at=at)
        for name, run in replayed.cases.items():
            yield case_result(engine, name, run, at=at)
        return
    engine.replay((), mode=mode, recover=recover)  # refuses a mode that there is none of
    to = None if at is None else to_instant(at)
    for name, events in _grouped(chain(first, flow), order):
        run = hear(engine.book, events, mode=mode, recover=recover, to=to)
        yield case_result(engine, name, run, at=at)


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


NUMBERS: Final = re.compile(r"(\d+)", re.ASCII)


def _natural(case: str) -> list[tuple[int, str]]:
    """Order numbers inside names by their size: ``HN-2`` before ``HN-10``."""
    return [(int(word), word) if word.isdigit() and len(word) < 20 else (-1, word) for word in NUMBERS.split(case)]  # noqa: PLR2004 - longer is no number of a case


def _order(rows: list[Row]) -> Callable[[str], Any] | None:
    """Tell by which order the cases of these rows are sorted, if they are."""
    names: list[str] = []
    for row in rows:
        name = row.event.case.partition("/")[0]
        if not names or names[-1] != name:
            names.append(name)
    for order in (str, _natural):
        keys: list[Any] = [order(name) for name in names]
        if all(before < after for before, after in pairwise(keys)):
            return order
    return None


def _grouped(rows: Iterable[Row], order: Callable[[str], Any]) -> Iterator[tuple[str, list[Event]]]:
    """Gather the rows of one case after another; a case out of order is an error that names its row."""
    name, key = "", None
    events: list[Event] = []
    for row in rows:
        case = row.event.case.partition("/")[0]
        if case != name:
            if events:
                yield name, events
            after = order(case)
            if key is not None and not key < after:
                raise _disorder(row, case, name)
            name, key, events = case, after, []
        events.append(row.event)
    if events:
        yield name, events


def _disorder(row: Row, case: str, before: str) -> LogError:
    return LogError(
        "log-unsorted",
        en=f"{row.file}:{row.line}: the case {case} comes after {before}, though the first {LOOKAHEAD} rows are "
        "sorted by case; sort the whole log by case, or leave out --jsonl",
        vi=f"{row.file}:{row.line}: hồ sơ {case} đứng sau {before}, dù {LOOKAHEAD} dòng đầu xếp theo hồ sơ; "
        "hãy xếp cả nhật ký theo hồ sơ, hoặc bỏ --jsonl",
        file=row.file,
        line=row.line,
    )
