"""Recurring duties: periods, and a due day only where a rule gives one (S29)."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_rules.calendar.recurrence import EVERY, periods_between

DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))


@given(st.sampled_from(EVERY), DAYS, st.integers(0, 800))
def test_periods_cover_the_days_without_gap(every: str, first: date, length: int) -> None:
    """S29: the periods that overlap some days follow each other and cover them, no one more."""
    last = first + timedelta(days=length)
    found = periods_between(every, first, last)
    assert found[0].first <= first <= found[0].last
    assert found[-1].first <= last <= found[-1].last
    assert all(one.last + timedelta(1) == other.first for one, other in pairwise(found))
    assert all(period.due is None and period.every == every for period in found)
    longest = {"week": 7, "month": 31, "quarter": 92, "half_year": 184, "year": 366}[every]
    assert all(longest - 8 <= (period.last - period.first).days + 1 <= longest for period in found)


@pytest.mark.parametrize(
    ("every", "day", "spans"),
    [
        ("week", date(2026, 3, 6), (date(2026, 3, 2), date(2026, 3, 8))),
        ("month", date(2024, 2, 29), (date(2024, 2, 1), date(2024, 2, 29))),
        ("quarter", date(2026, 12, 31), (date(2026, 10, 1), date(2026, 12, 31))),
        ("half_year", date(2026, 7, 1), (date(2026, 7, 1), date(2026, 12, 31))),
        ("year", date(2026, 7, 1), (date(2026, 1, 1), date(2026, 12, 31))),
    ],
)
def test_the_period_of_a_day(every: str, day: date, spans: tuple[date, date]) -> None:
    """S29: weeks begin on Monday; months, quarters, halves and years on the first."""
    (found,) = periods_between(every, day, day)
    assert (found.first, found.last) == spans


@pytest.mark.parametrize(
    ("every", "due_day", "months_after", "due"),
    [
        ("month", 20, 0, date(2026, 2, 20)),
        ("month", 31, 0, date(2026, 2, 28)),
        ("month", 5, 1, date(2026, 3, 5)),
        ("month", 31, 2, date(2026, 4, 30)),
        ("quarter", 15, 0, date(2026, 3, 15)),
        ("year", 15, 0, date(2026, 12, 15)),
        ("week", 5, 0, date(2026, 2, 13)),
    ],
)
def test_a_rule_gives_the_day(every: str, due_day: int, months_after: int, due: date) -> None:
    """S29: where a rule names a day, it is that day of the period's last month, or of a later one."""
    day = date(2026, 2, 10)
    (found,) = periods_between(every, day, day, due_day=due_day, months_after=months_after)
    assert found.due == due
