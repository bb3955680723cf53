"""The laws of the arithmetic (S8), on generated calendars and on the shipped one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from feedback_rules.calendar.counting import Counting
from feedback_rules.calendar.limit import TimeLimit
from feedback_rules.calendar.working import WorkCalendar
from feedback_rules.errors import CalendarHorizonError
from tests.clock.calendars import COUNTINGS, EVERY_UNIT, again, due, instants, limits, offices
from tests.clock.shipped import HUE, office, table

if TYPE_CHECKING:
    from collections.abc import Callable

Office = tuple[WorkCalendar, dict[str, Any]]

SHIPPED: list[dict[str, Any]] = [
    {"week": {"mon-fri": ["07:30-11:30", "13:00-17:00"]}, "days": table()},
    {"seasons": HUE, "days": table()},
    {"week": {"mon-fri": ["07:30-11:30", "13:00-17:00"], "sat": ["07:30-11:30"]}, "days": table(), "swaps": False},
    {"week": {"mon-sun": ["00:00-24:00"]}, "days": table()},
]
ANY_OFFICE = st.one_of(offices(), offices(), st.sampled_from(SHIPPED).map(lambda kept: (WorkCalendar(**kept), kept)))
OFFICE_TIME = limits("working_minute", "working_hour")
ANY_LIMIT = limits(*EVERY_UNIT)


@given(ANY_OFFICE, st.data())
def test_elapsed_undoes_add(made: Office, data: st.DataObject) -> None:
    """S8: elapsed(a, add(a, d)) == d, for office and for plain time, and the answer is the earliest such instant."""
    calendar, _ = made
    start = data.draw(instants(calendar))
    limit = data.draw(limits("minute", "hour", "working_minute", "working_hour"))
    end = due(calendar, start, limit)
    amount = (limit.amount or 0) * 60_000_000 * (60 if limit.unit.endswith("hour") else 1)
    assert calendar.elapsed_us(start, end, limit.unit) == amount
    assert calendar.elapsed_us(start, end - 1, limit.unit) == amount - 1


@given(ANY_OFFICE, st.data(), st.integers(1, 500), st.integers(1, 500))
def test_adding_twice_is_adding_the_sum(made: Office, data: st.DataObject, one: int, other: int) -> None:
    """S8: add(add(a, x), y) == add(a, x + y)."""
    calendar, _ = made
    start = data.draw(instants(calendar))
    unit = data.draw(st.sampled_from(["minute", "working_minute"]))
    whole = due(calendar, start, TimeLimit(one + other, unit))
    assert due(calendar, due(calendar, start, TimeLimit(one, unit)), TimeLimit(other, unit)) == whole


@given(ANY_OFFICE, st.data())
def test_elapsed_is_additive(made: Office, data: st.DataObject) -> None:
    """S8: elapsed is additive, and signed: going back takes away what going on added."""
    calendar, _ = made
    one, two, three = (data.draw(instants(calendar)) for _ in range(3))
    there = calendar.elapsed_us(one, two, "working_hour") + calendar.elapsed_us(two, three, "working_hour")
    assert there == calendar.elapsed_us(one, three, "working_hour")
    moments = [calendar.to_datetime(instant) for instant in (one, two, three)]
    assert calendar.elapsed(moments[0], moments[2]) == timedelta(microseconds=there)
    assert calendar.elapsed(moments[2], moments[0]) == -timedelta(microseconds=there)


@given(offices(plain=True), st.data(), OFFICE_TIME, st.integers(1, 300))
def test_a_longer_session_never_delays(made: Office, data: st.DataObject, limit: TimeLimit, more: int) -> None:
    """S8: a longer session never delays what is counted in office time."""
    calendar, given_ = made
    start = data.draw(instants(calendar))

    def lengthen(week: dict[str, list[str]]) -> dict[str, list[str]]:
        return {key: [*texts[:-1], _longer(texts[-1], more)] if texts else texts for key, texts in week.items()}

    changed: dict[str, Any] = {}
    if "week" in given_:
        changed["week"] = lengthen(given_["week"])
    else:
        form = "seasons" if "seasons" in given_ else "periods"
        changed[form] = [{**entry, "week": lengthen(entry["week"])} for entry in given_[form]]
    assert due(again(given_, **changed), start, limit) <= due(calendar, start, limit)


def _longer(text: str, more: int) -> str:
    opening, _, closing = text.partition("-")
    hours, minutes = map(int, closing.split(":"))
    end = hours * 60 + minutes
    longest = 1440 if opening < closing else 300
    end = min(end + more, longest)
    return f"{opening}-{end // 60:02}:{end % 60:02}"


@given(ANY_OFFICE, st.data(), limits("day", "week", "month", "working_day"), st.booleans())
def test_end_of_day_depends_on_the_date_alone(made: Office, data: st.DataObject, limit: TimeLimit, roll: bool) -> None:
    """S8: for day limits that end at the end of a day, the answer depends on the date of the start alone."""
    calendar, _ = made
    start = data.draw(instants(calendar))
    counting = Counting(roll=roll)
    midnight = calendar.midnight_us(calendar.date_of(start))
    assert due(calendar, start, limit, counting) == due(calendar, max(midnight, calendar.tables.begin), limit, counting)


@given(ANY_OFFICE, st.data(), st.integers(1, 12))
def test_days_are_midnights(made: Office, data: st.DataObject, amount: int) -> None:
    """S8: before rolling, n days is the (n+1)-th midnight after the start."""
    calendar, _ = made
    start = data.draw(instants(calendar))
    after = [midnight for midnight in calendar.tables.midnights if midnight > start]
    assume(len(after) > amount and start < calendar.tables.end)
    assert due(calendar, start, TimeLimit(amount, "day"), Counting(roll=False)) == after[amount]


@given(ANY_OFFICE, st.data(), ANY_LIMIT, COUNTINGS)
def test_monotone_in_the_start(made: Office, data: st.DataObject, limit: TimeLimit, counting: Counting) -> None:
    """S8: a later start is never due earlier."""
    calendar, _ = made
    early, late = sorted(data.draw(instants(calendar)) for _ in range(2))
    assert due(calendar, early, limit, counting) <= due(calendar, late, limit, counting)


@given(ANY_OFFICE, st.data(), ANY_LIMIT, COUNTINGS)
def test_monotone_in_the_amount(made: Office, data: st.DataObject, limit: TimeLimit, counting: Counting) -> None:
    """S8: a greater amount is never due earlier, and nothing is due before its start."""
    calendar, _ = made
    assume(limit.amount is not None)
    start = data.draw(instants(calendar))
    more = due(calendar, start, TimeLimit((limit.amount or 0) + 1, limit.unit), counting)
    assert start < due(calendar, start, limit, counting) <= more


@given(offices(), st.data(), ANY_LIMIT, COUNTINGS)
def test_one_more_day_off_never_hastens(
    made: Office, data: st.DataObject, limit: TimeLimit, counting: Counting
) -> None:
    """S8: one more day off never hastens."""
    calendar, given_ = made
    start = data.draw(instants(calendar))
    kept = [entry["date"] for entry in given_["make_ups"]] + given_["days_off"]
    day = given_["first"] + timedelta(days=data.draw(st.integers(0, (given_["last"] - given_["first"]).days)))
    assume(day not in kept)
    stricter = again(given_, days_off=[*given_["days_off"], day])
    assert due(calendar, start, limit, counting) <= due(stricter, start, limit, counting)


@given(offices(), st.data(), ANY_LIMIT, COUNTINGS)
def test_one_more_pause_never_hastens(made: Office, data: st.DataObject, limit: TimeLimit, counting: Counting) -> None:
    """S13: a pause puts off or changes nothing; one that begins at due or later changes nothing."""
    calendar, _ = made
    start, begin, end = data.draw(instants(calendar)), *sorted(data.draw(instants(calendar)) for _ in range(2))
    plain = due(calendar, start, limit, counting)
    try:
        paused = calendar.due_us(start, limit, counting=counting, pauses=[(begin, end)])
    except CalendarHorizonError:
        assume(condition=False)
        raise
    assert paused >= plain
    if begin >= plain:
        assert paused == plain


@pytest.mark.parametrize(
    ("limit", "unit"),
    [("8 working hours", "working_hour"), ("30 working minutes", "working_minute"), ("5 hours", "hour")],
)
def test_exact_to_the_microsecond(limit: str, unit: str) -> None:
    """S1: a start between two seconds keeps its microseconds all the way."""
    calendar = office()
    start = calendar.midnight_us(date(2026, 2, 13)) + 15 * 3_600_000_000 + 7
    rule: Callable[[int, bool], int] = calendar.rule(TimeLimit.parse(limit))
    assert rule(start, False) % 60_000_000 == 7
    assert rule(start + 1, False) == rule(start, False) + 1
    assert (
        calendar.elapsed_us(start, rule(start, False) + 1, unit)
        == calendar.elapsed_us(start, rule(start, False), unit) + 1
    )
