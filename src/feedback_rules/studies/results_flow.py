"""From rows to replayed cases, one after another, keeping no more rows than have to wait (S24, S27)."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import chain, groupby, islice, pairwise
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from feedback_rules.calendar.zone import to_instant
from feedback_rules.errors import LogError
from feedback_rules.studies.gathered import gathered
from feedback_rules.studies.log import Batch
from feedback_rules.workflow.replay import hear, signals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from feedback_rules.engine import Engine
    from feedback_rules.studies.log import Row
    from feedback_rules.workflow.event import Event
    from feedback_rules.workflow.replay import CaseRun

__all__ = ["batched", "replayed"]


def replayed(
    engine: Engine,
    rows: Iterable[Row | Batch],
    *,
    at: datetime | None,
    mode: str,
    recover: str,
    ahead: int,
    keep: Callable[[], BinaryIO] = BytesIO,
) -> Iterator[tuple[str, CaseRun]]:
    """Give each case replayed, in the order in which the log first names them.

    If the first ``ahead`` rows come case by case, the cases in order, each is replayed as soon as its rows have been
    read. Any other log, and one whose cases signal to each other, is read whole first, its rows packed away in the
    file that ``keep`` opens; then only the cases that signals join are held together.
    """
    engine.replay((), mode=mode, recover=recover)  # refuses a mode that there is none of
    to = None if at is None else to_instant(at)
    flow = batched(rows)
    first: list[Batch] = []
    seen = 0
    while seen < ahead and (batch := next(flow, None)) is not None:
        first.append(batch)
        seen += len(batch.events)
    order = None if signals(engine.book) else _order(islice(_events(first), ahead))
    if order is not None:
        for name, events in _grouped(chain(first, flow), order, ahead):
            yield name, hear(engine.book, events, mode=mode, recover=recover, to=to)
        return
    waiting: dict[str, CaseRun] = {}
    for name, group in gathered(engine.book, chain(_taken(first), _events(flow)), keep):
        if group is not None:
            waiting |= group.stands(engine.book, mode=mode, recover=recover, to=to)
        yield name, waiting.pop(name)


def batched(rows: Iterable[Row | Batch]) -> Iterator[Batch]:
    """Give rows that come one by one as batches of one."""
    for row in rows:
        yield row if isinstance(row, Batch) else Batch(row.file, row.line, [row.event])


def _events(batches: Iterable[Batch]) -> Iterator[Event]:
    """Give the events of all rows."""
    for batch in batches:
        yield from batch.events


def _taken(first: list[Batch]) -> Iterator[Event]:
    """Give the events of the rows that were looked at, which are forgotten then."""
    yield from _events(first)
    first.clear()


NUMBERS: Final = re.compile(r"(\d+)", re.ASCII)


def _natural(case: str) -> list[tuple[int, str]]:
    """Order numbers inside names by their size: ``HN-2`` before ``HN-10``."""
    return [(int(word), word) if word.isdigit() and len(word) < 20 else (-1, word) for word in NUMBERS.split(case)]  # noqa: PLR2004 - longer is no number of a case


def _order(events: Iterable[Event]) -> Callable[[str], Any] | None:
    """Tell by which order the cases of these rows are sorted, if they are."""
    names = [name for name, _ in groupby(event.case.partition("/")[0] for event in events)]
    for order in (str, _natural):
        keys: list[Any] = [order(name) for name in names]
        if all(before < after for before, after in pairwise(keys)):
            return order
    return None


def _grouped(batches: Iterable[Batch], order: Callable[[str], Any], ahead: int) -> Iterator[tuple[str, list[Event]]]:
    """Gather the rows of one case after another; a case out of order is an error that names its row."""
    name, key = "", None
    gathered: list[Event] = []
    for batch in batches:
        for event in batch.events:
            case = event[0]
            if case != name:
                case = case.partition("/")[0]
                if case != name:
                    if gathered:
                        yield name, gathered
                    after = order(case)
                    if key is not None and not key < after:
                        raise _disorder(batch, event, name, ahead)
                    name, key, gathered = case, after, []
            gathered.append(event)
    if gathered:
        yield name, gathered


def _disorder(batch: Batch, event: Event, before: str, ahead: int) -> LogError:
    line = batch.line + next(place for place, one in enumerate(batch.events) if one is event)
    case = event.case.partition("/")[0]
    return LogError(
        "log-unsorted",
        en=f"{batch.file}:{line}: the case {case} comes after {before}, though the first {ahead} rows are "
        "sorted by case; sort the whole log by case, or leave out --jsonl",
        vi=f"{batch.file}:{line}: hồ sơ {case} đứng sau {before}, dù {ahead} dòng đầu xếp theo hồ sơ; "
        "hãy xếp cả nhật ký theo hồ sơ, hoặc bỏ --jsonl",
        file=batch.file,
        line=line,
    )
