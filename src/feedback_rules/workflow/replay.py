"""A log of many cases replayed, each alone or, where signals join them, in one order of time (S25-S27)."""

from __future__ import annotations

from collections import deque
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Final

from feedback_rules.wording import pair
from feedback_rules.workflow.case import NO_DUE
from feedback_rules.workflow.deeds import signals_of
from feedback_rules.workflow.event import SYSTEM, Event
from feedback_rules.workflow.hearing import FOLLOW, CaseRun, Hearing, hear_row, hear_signal, in_order, pass_until
from feedback_rules.workflow.step import advance, wake_of
from feedback_rules.workflow.violation import Violation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from feedback_rules.workflow.deeds import Deeds
    from feedback_rules.workflow.effect import Effect
    from feedback_rules.workflow.hearing import Numbered
    from feedback_rules.workflow.spec import Rulebook

__all__ = ["CaseRun", "by_case", "hear", "number", "replay", "replay_numbered", "signals"]

_new: Final = tuple.__new__


def signals(book: Rulebook) -> bool:
    """Tell whether a case of this regulation can reach another one by a signal."""
    return any(
        effect.case_field is not None
        for workflow in book.workflows.values()
        for outcome in workflow.outcomes()
        for effect in outcome.effects
    )


def number(rows: Iterable[Event]) -> list[Numbered]:
    """Give each row of one case its number: its own, else the next free one in file order; tell which had one (S25).

    A signal needs none: it is known by the effect that sent it.
    """
    listed = list(rows)
    numbered: list[Numbered] = []
    for free, (case, name, at, by, unit, person, seq, noted, data) in enumerate(listed, 1):
        if seq is not None or by == SYSTEM:
            break
        numbered.append((_new(Event, (case, name, at, by, unit, person, free, noted, data)), False))
    else:
        return numbered  # of its own has none a number, as in nearly all logs
    numbered.clear()
    taken = {row.seq for row in listed if row.seq is not None}
    free = 0
    for row in listed:
        if row.seq is not None or (row.by == SYSTEM and row.signal is not None):
            numbered.append((row, row.seq is not None))
            continue
        free += 1
        while free in taken:
            free += 1
        numbered.append((row.numbered(free), False))
    return numbered


def replay(
    book: Rulebook, rows: Iterable[Event], *, mode: str = "control", recover: str = FOLLOW, to: int | None = None
) -> dict[str, CaseRun]:
    """Replay a log of many cases; ``to`` lets time pass to an instant after the last row of each."""
    return replay_numbered(book, by_case(rows), mode=mode, recover=recover, to=to)


def by_case(rows: Iterable[Event]) -> dict[str, list[Numbered]]:
    """Sort the rows of a log by case, each with its number."""
    found: dict[str, list[Event]] = {}
    for row in rows:
        found.setdefault(row.case.partition("/")[0], []).append(row)
    return {case: number(own) for case, own in found.items()}


def replay_numbered(
    book: Rulebook, rows: Mapping[str, Sequence[Numbered]], *, mode: str, recover: str, to: int | None = None
) -> dict[str, CaseRun]:
    """Replay rows that have been sorted by case and numbered."""
    if signals(book):
        return _together(book, rows, mode, recover, to)
    return {case: _hear(book, own, mode, recover, to) for case, own in rows.items()}


def hear(
    book: Rulebook, rows: Iterable[Event], *, mode: str = "control", recover: str = FOLLOW, to: int | None = None
) -> CaseRun:
    """Replay the rows of one case that no signal reaches."""
    return _hear(book, number(rows), mode, recover, to)


def _hear(book: Rulebook, rows: Sequence[Numbered], mode: str, recover: str, to: int | None) -> CaseRun:
    hearing = Hearing()
    for row, own in in_order(hearing, rows, mode):
        hear_row(book, hearing, row, own, mode, recover)
    pass_until(book, hearing, to)
    return hearing.result()


def _together(
    book: Rulebook, rows: Mapping[str, Sequence[Numbered]], mode: str, recover: str, to: int | None
) -> dict[str, CaseRun]:
    """Replay cases that reach each other by signals: rows and dues of all of them in one order of time."""
    hearings = {name: Hearing() for name in rows}
    queue: list[tuple[int, int, int, str, Event | None, bool]] = []
    count = 0
    left = {name: len(listed) for name, listed in rows.items()}
    for name, listed in rows.items():
        for one, own in in_order(hearings[name], listed, mode):
            heappush(queue, (one.at, 0, count, name, one, own))
            count += 1
    while queue:
        at, _, _, name, row, own = heappop(queue)
        hearing = hearings[name]
        if row is not None:
            left[name] -= 1
        elif to is None and not left[name]:
            continue  # with no instant asked for, a case stays at its own last event
        made = _wake(book, hearing, at) if row is None else hear_row(book, hearing, row, own, mode, recover)
        for reached in _spread(book, hearings, name, made, mode, recover):
            case = hearings[reached].case
            wake = NO_DUE if case is None else wake_of(book, case)
            if wake != NO_DUE and (left[reached] > 0 if to is None else wake <= to):
                heappush(queue, (wake, -1, count, reached, None, False))
                count += 1
    for hearing in hearings.values():
        pass_until(book, hearing, to)
    return {name: hearing.result() for name, hearing in hearings.items()}


def _wake(book: Rulebook, hearing: Hearing, at: int) -> Deeds:
    """Let a case's next due happen, if that is still when it is."""
    if hearing.case is None or wake_of(book, hearing.case) != at:
        return ()
    return hearing.add(advance(book, hearing.case, at))


def _spread(book: Rulebook, hearings: dict[str, Hearing], name: str, made: Deeds, mode: str, recover: str) -> list[str]:
    """Hand on the signals among the effects of a step, and those that they cause, at once; name the cases reached.

    What would bring an event to a case that it has already come through is listed with its sender (S20).
    """
    reached = {name: None}
    waiting: deque[tuple[str, Effect, tuple[tuple[str, str | None], ...]]]
    waiting = deque((name, effect, ()) for effect in signals_of(made))
    while waiting:
        sender, effect, through = waiting.popleft()
        root = effect.to.partition("/")[0]
        target = hearings.get(root)
        if target is None or target.case is None:
            hearings[sender].violations.append(_undelivered(effect, "signal"))
        elif (effect.to, effect.event) in through:
            hearings[sender].violations.append(_undelivered(effect, "signal-again"))
        else:
            reached[root] = None
            more = hear_signal(book, target, effect, mode, recover)
            path = (*through, (effect.to, effect.event))
            waiting.extend((root, one, path) for one in signals_of(more))
    return list(reached)


def _undelivered(effect: Effect, kind: str) -> Violation:
    vi, en = (words.format(event=effect.event, to=effect.to) for words in pair(f"audit.{kind}"))
    code = "not-open" if kind == "signal" else "repeated"
    return Violation(effect.case, None, effect.event or "", effect.at, "signal", code, (vi, en), effect.basis, "")
