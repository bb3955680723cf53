"""A calendar as an object: immutable, shared between threads, picklable, quick to build, its fast path exact."""

from __future__ import annotations

import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_rules.calendar.limit import TimeLimit
from feedback_rules.calendar.working import Counting, WorkCalendar
from feedback_rules.calendar.zone import Zone, from_instant, to_instant
from feedback_rules.errors import CalendarHorizonError
from tests.clock.shipped import HUE, WEEK, office, table

BERLIN: dict[str, Any] = {"zone": "Europe/Berlin", "week": WEEK, "first": "2025-01-01", "last": "2026-12-31"}
KINDS: list[dict[str, Any]] = [
    {"week": WEEK, "days": table()},
    {"seasons": HUE, "days": table()},
    {"week": {"mon-thu": ["07:30-11:30", "13:00-17:00"], "fri": ["07:30-11:30"]}, "days": table()},
    BERLIN,
    {**BERLIN, "week": {"mon-sun": ["01:00-05:00"]}},
    {**BERLIN, "week": {"mon-sun": ["00:00-24:00"]}},
    {**BERLIN, "week": {"mon-sun": ["03:00-05:00"]}},
    {**BERLIN, "week": {"mon-sun": ["00:30-02:00"]}},
    {**BERLIN, "week": {"mon-sun": ["02:10-02:50"]}},
    {**BERLIN, "week": {"fri": ["22:00-02:00"]}},
]
BUILT = [WorkCalendar(**kind) for kind in KINDS]
LIMITS = ["8 working hours", "1 working minute", "90 working minutes", "3 working days", "2 days", "1 month", "1 hour"]


@given(st.sampled_from(BUILT), st.sampled_from(LIMITS), st.data())
def test_the_fast_path_is_the_exact_one(calendar: WorkCalendar, limit: str, data: st.DataObject) -> None:
    """S8: the answer read off the wall clock is that of the tables, to the microsecond and to the offset shown."""
    tables = calendar.tables
    start = data.draw(st.one_of(st.integers(tables.begin, tables.end), st.sampled_from(tables.midnights)))
    if data.draw(st.booleans()):
        start -= start % 60_000_000
    moment = calendar.to_datetime(start)
    known = TimeLimit.parse(limit)
    try:
        exact = calendar.to_datetime(calendar.due_us(start, known))
    except CalendarHorizonError:
        with pytest.raises(CalendarHorizonError):
            calendar.due(moment, known)
        return
    for asked in (limit, known):
        for _ in range(2):
            due = calendar.due(moment, asked)
            assert due.isoformat() == exact.isoformat()
            assert (due.tzinfo, due.fold) == (exact.tzinfo, exact.fold)
    other = calendar.to_datetime(data.draw(st.integers(tables.begin, tables.end)))
    gone = calendar.elapsed_us(start, to_instant(other), "working_hour")
    assert calendar.elapsed(moment, other) == timedelta(microseconds=gone)
    assert calendar.elapsed(moment.astimezone(UTC), other) == timedelta(microseconds=gone)


@given(st.sampled_from([kept for kept in BUILT if kept.tables.by_day]), st.integers(1, 5000), st.data())
def test_office_time_by_day_is_that_by_session(calendar: WorkCalendar, amount: int, data: st.DataObject) -> None:
    """S8: where each day stands by itself, a division or a search by day answers as the walk over all sessions does."""
    tables = calendar.tables
    start = data.draw(st.one_of(st.integers(tables.begin, tables.end), st.sampled_from(tables.midnights)))
    used, reach = tables._by_session()
    try:
        due = reach(used(start) + amount * 60_000_000)
    except CalendarHorizonError:
        with pytest.raises(CalendarHorizonError):
            calendar.rule(TimeLimit(amount, "working_minute"))(start, False)
        return
    assert calendar.rule(TimeLimit(amount, "working_minute"))(start, False) == due
    assert tables.used(start) == used(start)
    assert tables.reach(used(start) + amount) == reach(used(start) + amount)


def test_a_wall_time_that_the_zone_skips() -> None:
    """S1: a start that no clock showed is the instant that Python makes of it, on the fast path too."""
    calendar = WorkCalendar(**{**BERLIN, "week": {"mon-sun": ["03:00-05:00"]}})
    skipped = datetime(2026, 3, 29, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    assert calendar.due(skipped, "1 working hour") == calendar.due(skipped.astimezone(UTC), "1 working hour")


def test_equality_hash_and_repr() -> None:
    """Calendars that were given the same are equal."""
    one, other = WorkCalendar(week=WEEK, days=table()), WorkCalendar(week=WEEK, days=table())
    assert one == other
    assert hash(one) == hash(other)
    assert one != WorkCalendar(week=WEEK)
    assert one != "calendar"
    assert repr(one) == "<WorkCalendar Asia/Ho_Chi_Minh 2018-01-01 .. 2027-12-31>"


def test_what_was_given_can_be_changed_without_harm() -> None:
    """A calendar keeps what it was given, not the caller's lists."""
    week = {"mon-fri": ["08:00-12:00"]}
    calendar = WorkCalendar(week=week)
    week["mon-fri"].append("13:00-17:00")
    assert len(pickle.loads(pickle.dumps(calendar)).sessions(date(2026, 3, 6))) == 1


@pytest.mark.parametrize("kind", range(len(KINDS)))
def test_a_pickle_answers_the_same(kind: int) -> None:
    """A calendar goes through a pickle and gives the same answers."""
    calendar = BUILT[kind]
    again = pickle.loads(pickle.dumps(calendar))
    assert again == calendar
    start = datetime(2026, 3, 2, 9, 17, 3, tzinfo=ZoneInfo(calendar.zone.name))
    for limit in LIMITS:
        assert again.due(start, limit) == calendar.due(start, limit)
    assert pickle.loads(pickle.dumps(calendar.zone)).name == calendar.zone.name


def test_threads_share_a_calendar() -> None:
    """A calendar asked by many threads at once, also for the first time, gives each the same answers."""
    starts = [datetime(2026, 3, 2, 9, minute, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")) for minute in range(60)]
    expected = [[office().due(start, limit) for limit in LIMITS] for start in starts]
    for _ in range(5):
        fresh = WorkCalendar(week=WEEK, days=table())

        def ask(start: datetime, calendar: WorkCalendar = fresh) -> list[datetime]:
            assert calendar.elapsed(start, start + timedelta(1)) == timedelta(hours=8)
            return [calendar.due(start, limit) for limit in LIMITS]

        with ThreadPoolExecutor(8) as pool:
            assert list(pool.map(ask, starts)) == expected


def test_many_limits_are_not_all_remembered() -> None:
    """A host that makes up limits without end does not make a calendar grow without end."""
    calendar, start = WorkCalendar(week=WEEK), datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    for amount in range(1, 300):
        assert calendar.due(start, TimeLimit(amount, "minute")) == start + timedelta(minutes=amount)
        assert calendar.due_us(0, TimeLimit(amount, "minute")) == amount * 60_000_000
    assert len(calendar._dues) <= 128
    assert len(calendar.tables.rules) <= 128


def test_pauses_and_counting_may_stand_in_their_places() -> None:
    """Named or in order, they say the same (S4, S13)."""
    calendar, start = WorkCalendar(week=WEEK), datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    pause, counting = (start, start + timedelta(1)), Counting(day_end="same_time")
    due = calendar.due(start, "2 working days", pauses=[pause], counting=counting)
    assert calendar.due(start, "2 working days", [pause], counting) == due == start + timedelta(3)


def test_zones_count_their_midnights() -> None:
    """S6: the midnights of a stretch of days are each day's first instant, and an offset only if it never changes."""
    for name, first, count in (
        ("Europe/Berlin", 20_000, 800),
        ("America/Havana", 19_500, 900),
        ("Pacific/Apia", 15_300, 60),
    ):
        zone = Zone(name)
        midnights, offset = zone.midnights(first, count)
        assert offset is None
        assert midnights == [zone.at((first + day) * 86_400_000_000) for day in range(count)]
    assert Zone("Asia/Ho_Chi_Minh").midnights(20_000, 400)[1] == 7 * 3_600_000_000


def test_instants_at_the_border() -> None:
    """S1: an aware datetime goes in and out unchanged."""
    moment = datetime(2026, 3, 2, 9, 17, 3, 5, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    assert from_instant(to_instant(moment), moment.tzinfo) == moment


def test_heavy_packages_stay_out() -> None:
    """A calendar is asked without pydantic, networkx, yaml, holidays, dateutil or dataclasses being loaded."""
    code = """
import sys
from datetime import datetime
from feedback_rules.calendar.working import WorkCalendar
office = WorkCalendar(week={"mon-fri": ["07:30-11:30", "13:00-17:00"]})
office.due(datetime.fromisoformat("2026-03-06T16:00:00+07:00"), "8 working hours")
heavy = ("pydantic", "networkx", "yaml", "holidays", "dateutil", "dataclasses", "numpy")
print([name for name in heavy if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
