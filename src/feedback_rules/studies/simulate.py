"""A simulated log: plausible cases from a seed, that take every transition, keep limits and miss them too."""

from __future__ import annotations

from datetime import datetime, timedelta
from heapq import heapreplace
from random import Random
from typing import TYPE_CHECKING, Final, NamedTuple

from feedback_rules.calendar.zone import to_instant
from feedback_rules.errors import InputError
from feedback_rules.studies.walk import Goal, Walk, goals
from feedback_rules.workflow.case import NO_DUE
from feedback_rules.workflow.instants import iso, zone_info

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from feedback_rules.engine import Engine
    from feedback_rules.workflow.event import Event

__all__ = ["SPAN", "simulate"]

SPAN: Final = timedelta(days=365)
"""Cases open within a year from the start."""


class _Tally(NamedTuple):
    """How often a goal was reached, and how often it was tried."""

    goal: Goal
    counts: list[int]


def simulate(engine: Engine, n: int, seed: int, start: date | None = None) -> Iterator[Event]:
    """Give the rows of ``n`` cases, case by case; the same seed gives the same rows, fewer cases a beginning of more.

    Each case sets out for the transition, in time or late, that was reached least so far, and goes on to an end; the
    rows replay without refusal in control mode. ``start`` is the first day on which cases open (default: the
    first in force). Only ``random.Random(seed).random()`` is drawn from, which is the same in every Python.
    """
    if n < 0:
        raise InputError(
            "bad-number-of-cases",
            en=f"{n} cases can't be simulated; give 0 or more",
            vi=f"không thể mô phỏng {n} hồ sơ; hãy cho số từ 0 trở lên",
            value=n,
        )
    draw = Random(seed).random
    first = start or _first_day(engine)
    begin = to_instant(datetime(first.year, first.month, first.day, tzinfo=zone_info(engine.book.zone)))
    if not engine.book.since <= begin <= engine.book.until:
        raise InputError(
            "start-not-in-force",
            en=f"no case can open on {first} (--start): the regulation is in force "
            f"{_force(engine, ('from', 'until'))}; start within that time",
            vi=f"không hồ sơ nào mở được vào {first} (--start): quy chế có hiệu lực "
            f"{_force(engine, ('từ', 'đến hết'))}; hãy bắt đầu trong thời gian ấy",
            value=first,
        )
    known = max(calendar.first_day for calendar in engine.book.calendars.values())
    if first < known:
        raise InputError(
            "start-before-calendar",
            en=f"the start {first} (--start) lies before {known}, the first day that the calendar knows; "
            "give that day or a later one",
            vi=f"ngày bắt đầu {first} (--start) trước {known}, ngày đầu tiên mà lịch có; hãy cho ngày đó hoặc ngày sau",
            value=first,
        )
    span = min(SPAN, timedelta(microseconds=engine.book.until - begin)) // timedelta(minutes=1)
    tallies = [_Tally(goal, [0, 0]) for goal in goals(engine.book)]
    by_goal = {tally.goal: tally for tally in tallies}
    walk = Walk(engine, draw)
    prefix = engine.book.name.upper()
    queue = [(0.0, place) for place in range(len(tallies))]  # what has grown since is put right when it comes first
    for number in range(1, n + 1):
        while queue[0][0] != _need(tally := tallies[queue[0][1]]):
            heapreplace(queue, (_need(tally), queue[0][1]))
        tally.counts[1] += 1
        at = begin + int(draw() * span) * 60_000_000
        rows, reached = walk.case(f"{prefix}-{number:06}", at, tally.goal)
        for goal in reached:
            if goal in by_goal:
                by_goal[goal].counts[0] += 1
        yield from rows


def _need(tally: _Tally) -> float:
    """Order the goals by how often they were reached; one that is tried in vain counts as reached now and then."""
    reached, tried = tally.counts
    return reached + tried / 8


def _force(engine: Engine, words: tuple[str, str]) -> str:
    """Name the first and the last day in force, as far as there are any."""
    bounds = zip(words, (engine.book.since, engine.book.until), strict=True)
    return " ".join(f"{word} {iso(at, engine.book.zone)[:10]}" for word, at in bounds if -NO_DUE < at < NO_DUE)


def _first_day(engine: Engine) -> date:
    """Give the day from which the regulation applies, or the first one that its days are known for."""
    book = engine.book
    calendar = book.calendars[book.default_calendar]
    return max(calendar.first_day, calendar.date_of(book.since)) if book.since > -NO_DUE else calendar.first_day
