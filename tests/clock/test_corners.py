"""Corners that random cases reach only sometimes: the last days of a table, nights, clocks set back, pauses."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from feedback_rules.calendar.counting import DAY_ENDS, Counting
from feedback_rules.calendar.limit import TimeLimit
from feedback_rules.calendar.phrases import clock, span_words
from feedback_rules.calendar.working import WorkCalendar
from feedback_rules.calendar.zone import DAY, EPOCH_DAY, HOUR, MINUTE, Zone
from feedback_rules.errors import CalendarHorizonError
from tests.clock.shipped import WEEK

SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")
BERLIN = ZoneInfo("Europe/Berlin")
MARCH: dict[str, Any] = {"week": WEEK, "first": "2026-03-02", "last": "2026-03-13"}


def at(text: str) -> datetime:
    """Give a moment in Viet Nam."""
    return datetime.fromisoformat(text).replace(tzinfo=SAIGON)


@pytest.mark.parametrize("day_end", DAY_ENDS)
def test_the_last_working_day_of_a_table(day_end: str) -> None:
    """S7: the last working day of the table is still counted, the one after it is an error."""
    calendar, counting = WorkCalendar(**MARCH), Counting(day_end)
    due = calendar.due(at("2026-03-12 10:00"), "1 working day", counting=counting)
    assert due in {at("2026-03-14 00:00"), at("2026-03-13 17:00"), at("2026-03-13 10:00")}
    pause = (at("2026-03-12 11:00"), at("2026-03-12 11:30"))
    assert calendar.due(at("2026-03-12 10:00"), "1 working day", counting=counting, pauses=[pause]) == due
    for start, amount in (("2026-03-12 10:00", 2), ("2026-03-13 10:00", 1), ("2026-03-14 00:00", 1)):
        for pauses in ([], [(at(start), at(start) + timedelta(minutes=1))]):
            with pytest.raises(CalendarHorizonError):
                calendar.due(at(start), TimeLimit(amount, "working_day"), counting=counting, pauses=pauses)


@pytest.mark.parametrize("week", [WEEK, {**WEEK, "sat": ["08:00-09:00"]}, {"fri": ["22:00-02:00"]}])
def test_office_time_to_the_last_minute(week: dict[str, list[str]]) -> None:
    """S8: the last minute of office time in the table is due at its close, one more is an error, in every layout."""
    calendar = WorkCalendar(**{**MARCH, "week": week, "last": "2026-03-14"})
    spans = calendar.tables.spans
    total, start = spans.before[-1] // MINUTE, at("2026-03-02 00:00")
    for moment in (start, start.astimezone(UTC)):
        assert calendar.due(moment, TimeLimit(total, "working_minute")) == calendar.to_datetime(spans.closes[-1])
        with pytest.raises(CalendarHorizonError):
            calendar.due(moment, TimeLimit(total + 1, "working_minute"))
    rule = calendar.rule(TimeLimit(total, "working_minute"))
    assert rule(calendar.tables.begin, False) == spans.closes[-1]
    for begin in (calendar.tables.begin - 1, spans.opens[0] + 1, calendar.tables.end + DAY):
        with pytest.raises(CalendarHorizonError):
            rule(begin, False)
    inside = calendar.to_datetime(spans.opens[0] + MINUTE // 2)
    assert calendar.due(inside, TimeLimit(total - 1, "working_minute")) == calendar.to_datetime(
        spans.closes[-1] - MINUTE // 2
    )
    with pytest.raises(CalendarHorizonError):
        calendar.due(inside, TimeLimit(total, "working_minute"))
    for outside in (at("2026-03-01 10:00"), at("2026-03-16 10:00")):
        with pytest.raises(CalendarHorizonError):
            calendar.due(outside, "1 working minute")
        with pytest.raises(CalendarHorizonError):
            calendar.elapsed(outside, start)
    assert calendar.elapsed(start, calendar.to_datetime(spans.opens[0])) == timedelta(0)
    assert calendar.elapsed(inside, calendar.to_datetime(spans.closes[0])) == timedelta(
        microseconds=spans.before[1] - MINUTE // 2
    )


def test_days_on_a_clock_that_changes() -> None:
    """S6: days are found on the zone's own midnights, also at both ends of the table."""
    calendar = WorkCalendar(**{**MARCH, "zone": "Europe/Berlin", "last": "2026-04-10"})
    tables = calendar.tables
    assert tables.day_of(tables.begin) == 0
    assert tables.day_of(tables.end) == tables.count
    assert tables.day_of(calendar.midnight_us(date(2026, 3, 30))) == 28
    with pytest.raises(CalendarHorizonError):
        tables.day_of(tables.end + 1)
    assert calendar.due(datetime(2026, 3, 27, 16, tzinfo=BERLIN), "2 working hours") == datetime(
        2026, 3, 30, 8, 30, tzinfo=BERLIN
    )
    begin = datetime(2026, 3, 2, tzinfo=BERLIN)
    pauses = [(begin + timedelta(hours=9), begin + timedelta(days=1))]
    assert calendar.due_us(
        tables.begin, TimeLimit(1, "working_day"), pauses=[(tables.begin, tables.begin + 1)], ended_day=True
    ) == calendar.midnight_us(date(2026, 3, 3))
    assert calendar.due(begin, "1 working day", pauses=pauses) == datetime(2026, 3, 4, tzinfo=BERLIN)


@pytest.mark.parametrize(
    "hours",
    ["01:30-05:00", "02:00-05:00", "01:00-02:00", "02:10-02:40", "00:00-24:00", "03:00-04:00", "00:30-01:30"],
)
@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_sessions_around_a_change_of_the_clock(hours: str, day: date) -> None:
    """S6: first for opening, last for closing, after the gap where a wall time is skipped; office time is elapsed."""
    first, last = day - timedelta(3), day + timedelta(14)
    calendar = WorkCalendar(zone="Europe/Berlin", week={"mon-sun": [hours]}, first=first, last=last)
    start = datetime(day.year, day.month, day.day, tzinfo=BERLIN) - timedelta(hours=5)
    exact = WorkCalendar(zone="Europe/Berlin", week={"mon-sun": [hours]}, first=first, last=last)
    for minutes in (1, 29, 59, 61, 150, 300):
        for seconds in (0, 13):
            moment = start + timedelta(seconds=seconds)
            limit = TimeLimit(minutes, "working_minute")
            due = calendar.due(moment, limit)
            assert due.isoformat() == exact.due(moment.astimezone(UTC), limit).isoformat()
            assert calendar.elapsed(moment, due) == timedelta(minutes=minutes)
            assert exact.elapsed(moment.astimezone(UTC), due) == timedelta(minutes=minutes)


def test_a_session_in_a_gap_is_gone_and_one_in_a_repeated_hour_is_longer() -> None:
    """S6: 02:10 to 02:40 does not exist in March; in October it opens the first time and closes the last time."""
    calendar = WorkCalendar(
        zone="Europe/Berlin", week={"mon-sun": ["02:10-02:40"]}, first="2026-03-01", last="2026-11-30"
    )
    assert not calendar.is_working_day(date(2026, 3, 29))
    assert calendar.sessions(date(2026, 3, 29)) == ()
    ((begin, end),) = calendar.sessions(date(2026, 10, 25))
    assert (begin.fold, end.fold) == (0, 1)
    assert end.astimezone(UTC) - begin.astimezone(UTC) == timedelta(minutes=90)
    meeting = WorkCalendar(
        zone="Europe/Berlin", week={"mon-sun": ["00:00-02:30", "02:30-04:00"]}, first="2026-10-01", last="2026-11-30"
    )
    assert meeting.elapsed(
        datetime(2026, 10, 25, tzinfo=BERLIN), datetime(2026, 10, 25, 4, tzinfo=BERLIN)
    ) == timedelta(hours=5)


def test_a_clock_set_back_over_midnight() -> None:
    """S5, S6: in St. John's the clock went from 00:01 back to 23:01; the day that began at 00:00 stays the day."""
    zone = ZoneInfo("America/St_Johns")
    calendar = WorkCalendar(
        zone="America/St_Johns", week={"mon-sun": ["20:00-23:30"]}, first="2006-10-20", last="2006-11-10"
    )
    again = datetime(2006, 10, 28, 23, 15, tzinfo=zone, fold=1)
    instant = round(again.timestamp()) * 1_000_000
    assert calendar.date_of(instant) == date(2006, 10, 29)
    assert calendar.date_of(instant - HOUR) == date(2006, 10, 28)
    for limit in ("1 day", "1 working day"):
        for start in (again, again.astimezone(UTC)):
            assert calendar.due(start, limit) == datetime(2006, 10, 31, tzinfo=zone)
    assert calendar.due(again, "1 day", counting=Counting(roll=False)) == datetime(2006, 10, 31, tzinfo=zone)
    ((begin, end),) = calendar.sessions(date(2006, 10, 28))
    assert end.astimezone(UTC) - begin.astimezone(UTC) == timedelta(hours=4.5)


def test_days_remembered_and_days_not() -> None:
    """S8: a day's answer is remembered, except where the clock is changed; it is the same either way."""
    calendar = WorkCalendar(zone="Europe/Berlin", week=WEEK, first="2026-03-01", last="2026-04-30")
    for day in (date(2026, 3, 27), date(2026, 3, 29)):
        for hour in (1, 1, 12, 23):
            start = datetime(day.year, day.month, day.day, hour, tzinfo=BERLIN)
            assert calendar.due(start, "1 working day") == datetime(2026, 3, 31, tzinfo=BERLIN)
    months = calendar.rule(TimeLimit(1, "month"))
    first, again = (months(calendar.midnight_us(date(2026, 3, 13)) + hour * HOUR, False) for hour in (1, 23))
    assert first == again == calendar.midnight_us(date(2026, 4, 14))


def test_the_clock_never_goes_back() -> None:
    """S8: in a repeated hour the latest wall time shown stands still, so that a later start is not due earlier."""
    zone = Zone("Europe/Berlin")
    autumn = (date(2026, 10, 25).toordinal() - EPOCH_DAY) * DAY
    assert zone.latest_shown(zone.at(autumn + 2 * HOUR + 50 * MINUTE)) == autumn + 2 * HOUR + 50 * MINUTE
    assert zone.latest_shown(zone.at(autumn + 2 * HOUR + 50 * MINUTE, last=True)) == autumn + 3 * HOUR
    assert zone.latest_shown(zone.at(autumn + 3 * HOUR)) == autumn + 3 * HOUR


def test_pauses_that_meet_and_pauses_of_no_length() -> None:
    """S13: pauses that touch or overlap are one; one of no length is none; one before the start is over."""
    calendar, start = WorkCalendar(week=WEEK), at("2026-03-05 08:00")
    one = [(at("2026-03-05 09:00"), at("2026-03-05 10:00"))]
    two = [
        (at("2026-03-05 09:30"), at("2026-03-05 10:00")),
        (at("2026-03-05 09:00"), at("2026-03-05 09:30")),
        (at("2026-03-05 10:00"), at("2026-03-05 10:00")),
        (at("2026-03-06 10:00"), at("2026-03-06 10:00")),
        (at("2026-03-01 00:00"), at("2026-03-04 00:00")),
    ]
    for limit in ("2 working hours", "2 hours", "1 day", "1 working day", "same working day", "1 week"):
        assert calendar.due(start, limit, pauses=one) == calendar.due(start, limit, pauses=two)
    assert calendar.due(start, "2 working hours", pauses=one) == at("2026-03-05 11:00")
    assert calendar.due(start, "1 day", pauses=one) == at("2026-03-07 00:00")


def test_pauses_after_the_due_change_nothing() -> None:
    """S13: what was due before a pause begins stays due, also where a day ends before its 24:00."""
    calendar, start = WorkCalendar(week=WEEK), at("2026-03-05 10:00")
    later = [(at("2026-03-06 17:00"), at("2026-03-09 12:00"))]
    for limit, counting in (
        ("1 working day", Counting("close_of_business")),
        ("1 working day", Counting("same_time")),
        ("1 working hour", Counting()),
        ("1 hour", Counting()),
        ("same working day", Counting()),
    ):
        plain = calendar.due(start, limit, counting=counting)
        assert calendar.due(start, limit, counting=counting, pauses=later) == plain
    timer = Counting(roll=False)
    far = [(at("2026-03-20 00:00"), at("2026-03-22 00:00"))]
    assert calendar.due(start, "2 days", counting=timer, pauses=far) == at("2026-03-08 00:00")
    near = [(at("2026-03-05 23:00"), at("2026-03-06 01:00")), *later]
    assert calendar.due(start, "2 days", counting=timer, pauses=near) == at("2026-03-11 00:00")
    assert calendar.due(start, "1 working day", pauses=[(at("2026-03-05 22:00"), at("2026-03-06 01:00"))]) == at(
        "2026-03-07 00:00"
    )


def test_a_start_in_a_pause_waits_for_the_clock_to_run() -> None:
    """S4, S13: same time of day counts from the first opening at which the clock runs."""
    calendar, counting = WorkCalendar(week=WEEK), Counting("same_time")
    pauses = [(at("2026-03-05 08:00"), at("2026-03-05 12:00")), (at("2026-03-05 12:30"), at("2026-03-05 14:00"))]
    assert calendar.due(at("2026-03-05 09:00"), "1 working day", counting=counting, pauses=pauses) == at(
        "2026-03-06 14:00"
    )
    until = [(at("2026-03-06 08:00"), at("2026-03-06 12:00"))]
    assert calendar.due(at("2026-03-05 09:00"), "1 working day", counting=counting, pauses=until) == at(
        "2026-03-06 12:00"
    )
    assert calendar.due(at("2026-03-05 09:00"), "2 working hours", pauses=pauses) == at("2026-03-05 16:00")


def test_pauses_at_the_end_of_the_table() -> None:
    """S7, S13: a pause beyond the table changes nothing before it and leaves nothing after it."""
    calendar = WorkCalendar(**MARCH)
    beyond = [(at("2026-03-20 00:00"), at("2026-03-21 00:00"))]
    for limit in ("2 working hours", "1 working day", "1 day", "same working day"):
        assert calendar.due(at("2026-03-05 09:00"), limit, pauses=beyond) == calendar.due(at("2026-03-05 09:00"), limit)
        over = [(at("2026-03-05 09:00"), at("2026-03-20 00:00"))]
        with pytest.raises(CalendarHorizonError):
            calendar.due(at("2026-03-05 09:00"), limit, pauses=over)
    with pytest.raises(CalendarHorizonError):
        calendar.due(at("2026-03-13 18:00"), "1 working hour", pauses=beyond)
    with pytest.raises(CalendarHorizonError):
        calendar.due(
            at("2026-03-13 18:00"), "same working day", pauses=[(at("2026-03-13 19:00"), at("2026-03-14 00:00"))]
        )


def test_a_closure_at_the_edges_of_a_table() -> None:
    """S6: hours that reach past midnight close the night before and the morning after, as far as the table goes."""
    week = {"mon-sun": ["06:00-12:00", "22:00-02:00"]}
    closures = [
        {"date": "2026-03-04", "hours": "23:00-07:00", "document": "1/TB"},
        {"from": "2026-03-02", "to": "2026-03-02", "hours": "01:00-02:00", "document": "2/TB"},
        {"date": "2026-03-13", "hours": "23:30-00:30", "document": "3/TB"},
    ]
    calendar = WorkCalendar(**{**MARCH, "week": week, "closures": closures})
    shown = [
        [f"{begin:%H:%M}-{end:%H:%M}" for begin, end in calendar.sessions(date(2026, 3, day))] for day in (2, 4, 5, 13)
    ]
    assert shown == [
        ["06:00-12:00", "22:00-02:00"],
        ["06:00-12:00", "22:00-23:00"],
        ["07:00-12:00", "22:00-02:00"],
        ["06:00-12:00", "22:00-23:30", "00:30-02:00"],
    ]


def test_a_start_in_the_pause_of_plain_hours() -> None:
    """S13: plain hours wait too, and the explanation begins with the pause."""
    calendar, start = WorkCalendar(week=WEEK), at("2026-03-05 09:00")
    found = calendar.explain(start, "2 hours", pauses=[(at("2026-03-05 08:00"), at("2026-03-05 10:00"))])
    assert found.due == at("2026-03-05 12:00")
    assert [step.counted for step in found.steps] == [None, None, 2 * HOUR, None]
    same = calendar.explain(start, "1 working day", counting=Counting("same_time"))
    assert [step.key for step in same.steps] == ["calendar.day_zero", "calendar.working_day", "calendar.same_time"]


def test_lengths_are_said_to_the_microsecond() -> None:
    """S35: a length is told in hours, minutes and seconds, none of them lost."""
    assert span_words(HOUR + 2 * MINUTE + 3_000_004) == (
        "1 giờ 2 phút 3.000004 giây",
        "1 hour 2 minutes 3.000004 seconds",
    )
    assert span_words(1_000_000) == ("1 giây", "1 second")
    assert span_words(0) == ("0 giây", "0 seconds")
    assert clock(at("2026-03-05 09:00:01.5")) == "09:00:01.500000"
    assert clock(at("2026-03-05 09:00:01")) == "09:00:01"
    found = WorkCalendar(week=WEEK).explain(at("2026-03-05 09:00:01.5"), "1 working hour")
    assert "09:00:01.500000-10:00:01.500000" in found.text("en")


def test_a_pause_that_was_over_before_the_start_is_none() -> None:
    """S13: it puts off no close of business either, though the night's 24:00 before the start lay in it."""
    calendar = WorkCalendar(**{**MARCH, "week": {"mon-fri": ["22:00-02:00"]}})
    start, counting = at("2026-03-05 01:00"), Counting("close_of_business")
    limit, over = TimeLimit(None, "same_working_day"), (at("2026-03-04 23:30"), at("2026-03-05 00:30"))
    assert calendar.due(start, limit, counting=counting) == at("2026-03-05 02:00")
    assert calendar.due(start, limit, counting=counting, pauses=[over]) == at("2026-03-05 02:00")
    later = (at("2026-03-05 01:30"), at("2026-03-05 02:30"))
    assert calendar.due(start, limit, counting=counting, pauses=[over, later]) == at("2026-03-05 02:30")
