"""The strategies that a host tests with: they draw what the law turns on, and nothing beyond the calendar."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from feedback_rules import Engine, InputError, WorkCalendar, load_profile
from feedback_rules.calendar.zone import to_instant
from feedback_rules.testing import histories, instants, limits
from feedback_rules.testing.strategies import MOST

if TYPE_CHECKING:
    from collections.abc import Callable

    from feedback_rules.calendar.limit import TimeLimit
    from feedback_rules.workflow.event import Event

LANGSON = load_profile("langson")
OFFICE = LANGSON.calendar()
ENGINE = Engine(LANGSON)


T = TypeVar("T")


def drawn(strategy: st.SearchStrategy[T], number: int = 300) -> list[T]:
    """Draw a number of examples, the same each time."""
    found: list[T] = []

    @settings(max_examples=number, derandomize=True, database=None, phases=[Phase.generate])
    @given(strategy)
    def gather(each: T) -> None:
        found.append(each)

    gather()
    return found


@given(instants(OFFICE), limits())
def test_every_question_drawn_has_an_answer(start: datetime, limit: TimeLimit) -> None:
    """Whatever is drawn by default, the due lies inside the day table and never before its start (S7, S8)."""
    assert OFFICE.due(start, limit) >= start


def test_most_instants_lie_at_an_edge() -> None:
    """At least a third lie within a second of an opening, a closing or a midnight, some exactly on it."""
    beside: Counter[int] = Counter()
    for at in drawn(instants(OFFICE)):
        day = at.date()
        days = (day - timedelta(1), day, day + timedelta(1))
        edges = {OFFICE.midnight_us(each) for each in days}
        edges |= {to_instant(end) for each in days for session in OFFICE.sessions(each) for end in session}
        beside[min(abs(to_instant(at) - edge) for edge in edges)] += 1
    assert sum(count for away, count in beside.items() if away <= 1_000_000) > 100
    assert beside[0] > 20
    assert beside[1] > 20


@pytest.mark.parametrize(
    "day",
    [
        pytest.param(lambda at: at.weekday() == 5 and OFFICE.is_working_day(at.date()), id="a Saturday worked"),
        pytest.param(lambda at: at.weekday() < 5 and not OFFICE.is_working_day(at.date()), id="a weekday off"),
        pytest.param(lambda at: (at.hour, at.minute, at.microsecond) == (17, 0, 0), id="a closing"),
        pytest.param(lambda at: at.microsecond == 999_999 and at.hour == 23, id="just before midnight"),
    ],
)
def test_days_that_the_law_turns_on_are_found(day: Callable[[datetime], bool]) -> None:
    """Swapped Saturdays, days off and the ends of sessions come without looking for them."""
    assert any(day(at) for at in drawn(instants(OFFICE)))


def test_instants_stay_between_the_days_named() -> None:
    """``first`` and ``last`` bound the day; an edge may lie a second outside it."""
    first, last = date(2024, 2, 1), date(2024, 2, 29)
    for at in drawn(instants(OFFICE, first=first, last=last)):
        day = (at - timedelta(seconds=1)).date()
        assert first - timedelta(1) <= day <= last
    with pytest.raises(InputError) as caught:
        instants(OFFICE, first=date(2050, 1, 1))
    assert caught.value.code == "no-days-to-draw"


def test_a_calendar_without_days_off_is_drawn_from_too() -> None:
    """A calendar that no day table orders has only its week: instants come all the same."""
    plain = WorkCalendar(week={"mon-fri": ["08:00-12:00"]}, first=date(2024, 1, 1), last=date(2024, 3, 31))
    found = drawn(instants(plain), 50)
    assert {at.date().year for at in found} == {2024}


@given(limits())
def test_limits_are_drawn_of_every_unit_that_has_a_due(limit: TimeLimit) -> None:
    """Amounts stay small enough that a due lies within thirteen months."""
    assert limit.unit == "same_working_day" or 1 <= (limit.amount or 0) <= MOST[limit.unit]


def test_each_unit_is_drawn() -> None:
    """No unit is left out; units without a due are refused by name (S3)."""
    assert {limit.unit for limit in drawn(limits())} == {*MOST, "same_working_day"}
    assert find(limits(["day"]), lambda _: True).text("en") == "1 day"
    with pytest.raises(InputError) as caught:
        limits(["at_once"])
    assert caught.value.code == "unit-without-due"


@settings(max_examples=15)
@given(histories(ENGINE))
def test_histories_replay_without_refusal(rows: tuple[Event, ...]) -> None:
    """The rows are in the order of time, and the engine takes every one of them in control mode."""
    assert all(one.at <= other.at for one, other in pairwise(rows))
    replayed = ENGINE.replay(rows, mode="control")
    assert sum(len(run.violations) for run in replayed.cases.values()) == 0


@pytest.mark.parametrize("made", ["instants(calendar)", "limits()", "histories(None)"])
def test_without_hypothesis_the_extra_is_named(made: str) -> None:
    """The strategies say in both languages how to get hypothesis; scenarios do without it."""
    program = f"""\
import sys
sys.modules['hypothesis'] = None
from feedback_rules import MissingExtraError, WorkCalendar
from feedback_rules.testing import assert_scenarios, histories, instants, limits
calendar = WorkCalendar(week={{'mon': ['08:00-12:00']}})
try:
    {made}
except MissingExtraError as error:
    assert error.code == 'testing-missing'
    assert all("pip install 'feedback-rules[testing]'" in error.text(lang) for lang in ('vi', 'en'))
else:
    sys.exit('no error')
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


WRONG: list[tuple[Callable[[], object], str]] = [
    (lambda: histories(LANGSON), "Engine(profile)"),  # type: ignore[arg-type] # what a careless caller passes
    (lambda: histories(ENGINE, cases=0), "cases=3"),
    (lambda: histories(ENGINE, cases=True), "cases=3"),
    (lambda: histories(ENGINE, cases="3"), "cases=3"),  # type: ignore[arg-type] # likewise
    (lambda: histories(ENGINE, first=datetime(2024, 3, 4)), "first=date("),  # noqa: DTZ001 - no day, with or without a zone
    (lambda: instants(None), "profile.calendar("),  # type: ignore[arg-type] # likewise
    (lambda: instants(LANGSON), "profile.calendar("),  # type: ignore[arg-type] # likewise
    (lambda: instants(OFFICE, first=datetime(2024, 3, 4)), "first=date("),  # noqa: DTZ001 - likewise
    (lambda: instants(OFFICE, last="2024-03-04"), "last=date("),  # type: ignore[arg-type] # likewise
    (lambda: limits("hour"), 'units=["hour", '),
    (lambda: limits(5), 'units=["hour", '),  # type: ignore[arg-type] # likewise
    (lambda: limits([]), 'units=["hour"]'),
]


@pytest.mark.parametrize(("call", "words"), WRONG)
def test_an_argument_of_another_kind_is_refused_at_the_call(call: Callable[[], object], words: str) -> None:
    """Not when the first example is drawn: with what was passed and what to write, in both languages."""
    with pytest.raises(InputError) as caught:
        call()
    assert caught.value.code == "strategy-argument"
    assert words in caught.value.text("en")
    assert words in caught.value.text("vi")
    assert caught.value.text("vi") != caught.value.text("en")
