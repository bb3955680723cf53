"""The library and the oracle give the same answers: ten thousand times in every run, a million times in a long one."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_rules.calendar.counting import DAY_ENDS, Counting
from feedback_rules.calendar.limit import TimeLimit
from feedback_rules.errors import CalendarHorizonError
from tests.clock.calendars import Made, calendars
from tests.clock.oracle import MINUTE, BeyondError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.clock.oracle import Pauses

CASES = 100  # questions asked of each calendar
CALENDARS = 100
LONG_CALENDARS = 10_000


def ask(answer: Callable[[], int]) -> int | str:
    """Give an answer, or that there is none in the table."""
    try:
        return answer()
    except (CalendarHorizonError, BeyondError):
        return "beyond"


def draw_start(made: Made, rng: Random) -> tuple[int, bool]:
    """Draw a start: any microsecond, a whole minute, a border of a session, a 24:00."""
    tables = made.calendar.tables
    kind = rng.random()
    if kind < 0.3:
        return rng.randrange(tables.begin, tables.end), False
    if kind < 0.6:
        return rng.randrange(tables.begin, tables.end) // MINUTE * MINUTE, False
    if kind < 0.85 and tables.spans.opens:
        border = rng.choice(rng.choice([tables.spans.opens, tables.spans.closes]))
        return min(max(border + rng.choice([-1, 0, 0, 1]), tables.begin), tables.end), False
    return rng.choice(tables.midnights), rng.random() < 0.5


def draw_pauses(start: int, rng: Random, made: Made) -> Pauses:
    """Draw no pause mostly, else one to three, some meeting, some without an end."""
    if rng.random() < 0.6:
        return []
    pauses: Pauses = []
    for _ in range(rng.randint(1, 3)):
        begin = start + rng.randrange(-2 * 1440, 6 * 1440) * MINUTE
        if rng.random() < 0.3:
            begin = rng.choice(made.calendar.tables.midnights)
        pauses.append((begin, begin + rng.randrange(0, 3 * 1440) * MINUTE))
    if rng.random() < 0.1:
        pauses[-1] = (pauses[-1][0], None)
    return pauses


def compare(made: Made, rng: Random) -> None:
    """Ask one question of both."""
    calendar, oracle = made.calendar, made.oracle
    start, ended_day = draw_start(made, rng)
    pauses = draw_pauses(start, rng, made)
    unit = rng.choice(["working_minute", "working_hour", "working_hour", "hour", "day", "week", "month", "working_day"])
    unit = rng.choice([unit, unit, unit, "working_day", "same_working_day"])
    amount = rng.randint(1, {"working_minute": 3000, "week": 3, "month": 1, "hour": 200}.get(unit, 20))
    counting = Counting(rng.choice(DAY_ENDS), rng.random() < 0.7)
    limit = TimeLimit(None if unit == "same_working_day" else amount, unit)

    def expected() -> int:
        if unit == "hour":
            return oracle.due_elapsed(start, amount * 60 * MINUTE, pauses)
        if unit in {"working_minute", "working_hour"}:
            return oracle.due_office(start, amount * MINUTE * (60 if unit == "working_hour" else 1), pauses)
        if unit == "working_day":
            return oracle.one_by_one(
                pauses,
                lambda known: oracle.due_working_days(start, amount, counting.day_end, known, ended_day=ended_day),
            )
        if unit == "same_working_day":
            return oracle.one_by_one(
                pauses, lambda known: oracle.due_same_working_day(start, known, ended_day=ended_day)
            )
        return oracle.due_days(start, amount, unit, pauses, roll=counting.roll, ended_day=ended_day)

    question = f"{made.given} {oracle.first} {oracle.last} {start} {limit} {counting} {pauses} {ended_day}"
    want = ask(expected)
    got = ask(lambda: calendar.due_us(start, limit, counting=counting, pauses=pauses, ended_day=ended_day))
    if want == "beyond" and got != "beyond" and unit in {"day", "week", "month"} and not counting.roll:
        return  # the oracle knows no midnight beyond its last day, the library does
    assert got == want, question
    if want == "beyond":
        return
    if not pauses:
        assert calendar.rule(limit, counting)(start, ended_day) == want, question
        if counting == Counting() and not ended_day:
            asked = calendar.due(calendar.to_datetime(start), limit)
            assert asked == calendar.to_datetime(int(want)), question
            assert asked.isoformat() == calendar.to_datetime(int(want)).isoformat(), question
    end = min(max(start, start + rng.randrange(0, 12 * 1440) * MINUTE + rng.choice([0, 1])), calendar.tables.end)
    closed: Pauses = [(low, high) for low, high in pauses if high is not None]
    if unit in {"working_minute", "working_hour"}:
        gone = oracle.office(start, end, closed)
    elif unit == "hour":
        gone = sum(high - low for low, high in oracle.running(start, end, closed) if end > start)
    elif unit == "same_working_day":
        return
    else:
        gone = oracle.days_counted(start, end, closed, worked=unit == "working_day", ended_day=ended_day)
    assert calendar.elapsed_us(start, end, unit, closed, ended_day=ended_day) == gone, question
    if unit == "working_hour" and not pauses:
        begin_end = calendar.to_datetime(start), calendar.to_datetime(end)
        assert calendar.elapsed(*begin_end) == timedelta(microseconds=gone), question


@settings(max_examples=CALENDARS)
@given(calendars(), st.integers(0, 2**32))
def test_library_and_oracle_agree(made: Made, seed: int) -> None:
    """S8: the same answer from a naive minute-by-minute walk, on calendars of every kind."""
    rng = Random(seed)
    for _ in range(CASES):
        compare(made, rng)


@pytest.mark.long
@settings(max_examples=LONG_CALENDARS)
@given(calendars(), st.integers(0, 2**32))
def test_library_and_oracle_agree_a_million_times(made: Made, seed: int) -> None:
    """S8: the same answer from a naive minute-by-minute walk, a million times."""
    rng = Random(seed)
    for _ in range(CASES):
        compare(made, rng)


@pytest.mark.parametrize("day_end", DAY_ENDS)
def test_oracle_walks_an_ordinary_week(day_end: str) -> None:
    """The oracle itself answers an ordinary week as a person would."""
    from datetime import date, datetime

    from tests.clock.oracle import Oracle, instant

    week = {"week": {"mon-fri": ["07:30-11:30", "13:00-17:00"]}, "zone": "Asia/Ho_Chi_Minh"}
    oracle = Oracle(week, date(2026, 3, 2), date(2026, 3, 20))
    friday = instant(datetime.fromisoformat("2026-03-06T16:00:00+07:00"))
    expected = {
        "end_of_day": "2026-03-11T00:00:00+07:00",
        "close_of_business": "2026-03-10T17:00:00+07:00",
        "same_time": "2026-03-10T16:00:00+07:00",
    }[day_end]
    assert oracle.due_working_days(friday, 2, day_end, [], ended_day=False) == instant(datetime.fromisoformat(expected))
    monday = instant(datetime.fromisoformat("2026-03-09T08:30:00+07:00"))
    assert oracle.due_office(friday, 120 * MINUTE, []) == monday
    assert oracle.office(friday, monday, []) == 120 * MINUTE
