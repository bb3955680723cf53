"""Edges that officials ask about: 24:00, Tết, swapped Saturdays, leap days, seasons, the end of the table."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from feedback_rules.calendar.counting import Counting
from feedback_rules.calendar.limit import TimeLimit
from feedback_rules.calendar.working import WorkCalendar
from feedback_rules.errors import CalendarHorizonError, InputError
from tests.clock.shipped import HUE, WEEK, office, table

SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")


def at(text: str) -> datetime:
    """Give a moment in Viet Nam."""
    return datetime.fromisoformat(text).replace(tzinfo=SAIGON)


@pytest.mark.parametrize(
    ("start", "limit", "due"),
    [
        # Civil Code: the day of the event is not counted, the last ends at 24:00.
        ("2026-03-02 10:00", "1 day", "2026-03-04 00:00"),
        ("2026-03-02 00:00", "1 day", "2026-03-04 00:00"),
        ("2026-03-02 23:59:59", "1 day", "2026-03-04 00:00"),
        ("2026-03-06 10:00", "1 day", "2026-03-10 00:00"),  # Saturday rolls to Monday
        ("2026-03-06 10:00", "24 hours", "2026-03-07 10:00"),  # hours do not
        ("2026-03-06 16:59", "1 working hour", "2026-03-09 08:29"),
        ("2026-03-06 17:00", "1 working hour", "2026-03-09 08:30"),
        ("2026-03-06 11:30", "1 working hour", "2026-03-06 14:00"),
        ("2026-03-06 10:30", "1 working hour", "2026-03-06 11:30"),  # a close, not the next opening
        ("2026-03-06 07:30", "8 working hours", "2026-03-06 17:00"),
        ("2026-03-06 12:00", "5 working minutes", "2026-03-06 13:05"),
        # Tết 2026: off from Monday 16 to Friday 20 February.
        ("2026-02-13 16:00", "2 working hours", "2026-02-23 08:30"),
        ("2026-02-13 16:00", "1 working day", "2026-02-24 00:00"),
        ("2026-02-13 16:00", "3 days", "2026-02-24 00:00"),
        ("2026-02-13 16:00", "1 hour", "2026-02-13 17:00"),
        ("2026-02-16 09:00", "24 hours", "2026-02-17 09:00"),
        ("2026-02-16 09:00", "same working day", "2026-02-23 17:00"),
        # The swap of Friday 2 January for Saturday 10 January 2026.
        ("2026-01-01 09:00", "1 working hour", "2026-01-05 08:30"),
        ("2026-01-09 16:00", "2 working hours", "2026-01-10 08:30"),
        ("2026-01-09 16:00", "1 working day", "2026-01-11 00:00"),
        ("2026-01-09 16:00", "1 day", "2026-01-11 00:00"),
        ("2026-01-10 09:00", "same working day", "2026-01-10 17:00"),
        # Weeks, months, years; the month's last day where there is none; leap days.
        ("2026-01-31 09:00", "1 month", "2026-03-03 00:00"),  # 28 February is a Saturday
        ("2024-01-31 09:00", "1 month", "2024-03-01 00:00"),
        ("2024-02-29 09:00", "1 year", "2025-03-01 00:00"),
        ("2023-02-28 09:00", "1 year", "2024-02-29 00:00"),
        ("2024-02-28 09:00", "1 day", "2024-03-01 00:00"),
        ("2026-03-05 09:00", "1 week", "2026-03-13 00:00"),
        # Same working day: at the close still that day, after it the next.
        ("2026-03-06 06:00", "same working day", "2026-03-06 17:00"),
        ("2026-03-06 12:00", "same working day", "2026-03-06 17:00"),
        ("2026-03-06 17:00", "same working day", "2026-03-06 17:00"),
        ("2026-03-06 17:00:01", "same working day", "2026-03-09 17:00"),
    ],
)
def test_due_in_viet_nam(start: str, limit: str, due: str) -> None:
    """S4: how each limit is counted, on the shipped days."""
    assert office().due(at(start), limit) == at(due)
    assert office().explain(at(start), limit).due == at(due)


@pytest.mark.parametrize(
    ("start", "day_end", "due"),
    [
        ("2026-03-05 10:00", "end_of_day", "2026-03-07 00:00"),
        ("2026-03-05 10:00", "close_of_business", "2026-03-06 17:00"),
        ("2026-03-05 10:00", "same_time", "2026-03-06 10:00"),
        ("2026-03-06 10:00", "same_time", "2026-03-09 10:00"),
        ("2026-03-05 12:00", "same_time", "2026-03-06 13:00"),  # moved to the opening first
        ("2026-03-05 17:00", "same_time", "2026-03-06 17:00"),
        ("2026-03-05 18:00", "same_time", "2026-03-09 07:30"),
        ("2026-03-07 10:00", "same_time", "2026-03-10 07:30"),
    ],
)
def test_where_a_working_day_ends(start: str, day_end: str, due: str) -> None:
    """S4: a profile chooses 24:00, close of business or the same time of day."""
    assert office().due(at(start), "1 working day", counting=Counting(day_end)) == at(due)


def test_timers_do_not_roll() -> None:
    """S4, S11: a timer of days ends on a Saturday too, and needs no day beyond the table."""
    calendar, timer = office(), Counting(roll=False)
    assert calendar.due(at("2026-03-06 10:00"), "1 day", counting=timer) == at("2026-03-08 00:00")
    assert calendar.due(at("2027-06-01 10:00"), "1 year", counting=timer) == at("2028-06-02 00:00")
    assert calendar.due(at("1999-12-31 10:00"), "1 month", counting=timer) == at("2000-02-01 00:00")


def test_a_day_that_ended_starts_its_successor() -> None:
    """S5: 00:00 belongs to the day that begins, unless the start is the 24:00 of the day that ended."""
    calendar = office()
    midnight = calendar.midnight_us(date(2026, 3, 4))
    for unit, begins, ended in (
        ("day", date(2026, 3, 6), date(2026, 3, 5)),
        ("working_day", date(2026, 3, 6), date(2026, 3, 5)),
    ):
        rule = calendar.rule(TimeLimit(1, unit))
        assert rule(midnight, False) == calendar.midnight_us(begins)
        assert rule(midnight, True) == calendar.midnight_us(ended)
    round_the_clock = WorkCalendar(week={"mon-fri": ["00:00-24:00"]})
    same_day = round_the_clock.rule(TimeLimit(None, "same_working_day"))
    assert same_day(midnight, False) == calendar.midnight_us(date(2026, 3, 5))
    assert same_day(midnight, True) == midnight
    hours = calendar.rule(TimeLimit(2, "hour"))
    assert hours(midnight, True) == hours(midnight, False)


def test_midnights_and_dates() -> None:
    """S5: 24:00 is 00:00 of the next day, which begins with it."""
    calendar = office()
    midnight = calendar.midnight_us(date(2026, 3, 4))
    assert calendar.date_of(midnight) == date(2026, 3, 4)
    assert calendar.date_of(midnight - 1) == date(2026, 3, 3)
    assert calendar.to_datetime(midnight).isoformat() == "2026-03-04T00:00:00+07:00"
    assert calendar.last_day == date(2027, 12, 31)
    assert calendar.first_day == date(2018, 1, 1)


def test_hue_changes_its_hours_with_the_season() -> None:
    """S6: in Huế the afternoon begins at 13:30 from April to September."""
    calendar = WorkCalendar(seasons=HUE, days=table())
    for day, hours in ((date(2026, 3, 31), "13:00-17:00"), (date(2026, 4, 1), "13:30-17:30")):
        begin, end = calendar.sessions(day)[1]
        assert f"{begin:%H:%M}-{end:%H:%M}" == hours
    assert calendar.due(at("2026-03-31 16:00"), "2 working hours") == at("2026-04-01 08:30")
    assert calendar.due(at("2026-03-31 16:00"), "6 working hours") == at("2026-04-01 14:30")
    assert calendar.due(at("2026-09-30 17:00"), "5 working hours") == at("2026-10-01 13:30")
    assert calendar.due(at("2026-04-01 17:10:30"), "1 working hour") == at("2026-04-02 08:10:30")


def test_the_made_up_saturday_has_the_hours_of_the_day_it_replaces() -> None:
    """S6: a make-up day is a working day like any other, with the hours of the weekday that it replaces."""
    calendar = WorkCalendar(week={"mon-thu": ["08:00-12:00"], "fri": ["09:00-10:00"]}, days=table())
    begin, end = calendar.sessions(date(2026, 1, 10))[0]
    assert (f"{begin:%H:%M}", f"{end:%H:%M}") == ("09:00", "10:00")
    # Without the day it replaces: the last weekday before it that is worked; an office shut on that day keeps its own.
    plain = WorkCalendar(week={"mon-thu": ["08:00-12:00"], "fri": ["09:00-10:00"]}, make_ups=["2026-03-07"])
    assert plain.sessions(date(2026, 3, 7))[0][0].hour == 9
    shut = WorkCalendar(week={"sat": ["08:00-12:00"]}, days=table())
    assert shut.sessions(date(2026, 1, 10))[0][0].hour == 8


def test_a_citizen_does_not_see_swaps() -> None:
    """S6: swaps ordered for state bodies do not bind a citizen's own limit; other days off do."""
    citizen = office().without_swaps()
    assert citizen.is_working_day(date(2026, 1, 2))
    assert not citizen.is_working_day(date(2026, 1, 10))
    assert not citizen.is_working_day(date(2026, 2, 17))
    assert citizen.due(at("2026-01-01 09:00"), "1 day") == at("2026-01-03 00:00")
    assert office().due(at("2026-01-01 09:00"), "1 day") == at("2026-01-06 00:00")
    own = table().without_swaps()
    assert not own.made_up
    assert date(2026, 1, 2) not in own.off


def test_closures_beat_all() -> None:
    """S6: a closure beats a make-up day and the week; of part of a day it leaves the rest."""
    calendar = WorkCalendar(
        week=WEEK,
        days=table(),
        closures=[
            {"date": "2026-01-10", "document": "1/QĐ"},
            {"from": "2026-03-02", "to": "2026-03-03", "hours": "13:00-17:00", "document": "2/QĐ"},
        ],
    )
    assert not calendar.is_working_day(date(2026, 1, 10))
    assert calendar.is_working_day(date(2026, 3, 2))
    assert len(calendar.sessions(date(2026, 3, 2))) == 1
    assert calendar.due(at("2026-03-02 10:30"), "2 working hours") == at("2026-03-03 08:30")


def test_effective_dates() -> None:
    """S6: hours with effective dates; the calendar begins with the first."""
    calendar = WorkCalendar(
        periods=[
            {"from": "2020-01-06", "week": {"mon-fri": ["08:00-12:00"]}},
            {"from": "2026-01-01", "seasons": HUE},
        ],
        days=table(),
    )
    assert calendar.first_day == date(2020, 1, 6)
    assert len(calendar.sessions(date(2025, 12, 31))) == 1
    assert len(calendar.sessions(date(2026, 1, 5))) == 2
    with pytest.raises(CalendarHorizonError):
        calendar.is_working_day(date(2020, 1, 5))


def test_a_season_that_begins_on_a_leap_day() -> None:
    """S6: a season from 29 February begins on 1 March where there is none."""
    calendar = WorkCalendar(
        seasons=[
            {"from": "03-01", "to": "02-28", "week": {"mon-sun": ["08:00-09:00"]}},
            {"from": "02-29", "to": "02-29", "week": {"mon-sun": ["10:00-11:00"]}},
        ]
    )
    hours = [calendar.sessions(date(*day))[0][0].hour for day in ((2024, 2, 28), (2024, 2, 29), (2024, 3, 1))]
    assert hours == [8, 10, 8]
    assert calendar.sessions(date(2023, 3, 1))[0][0].hour == 8


@pytest.mark.parametrize(
    ("limit", "counting"),
    [
        ("8 working hours", Counting()),
        ("1 working day", Counting()),
        ("1 working day", Counting("close_of_business")),
        ("1 working day", Counting("same_time")),
        ("same working day", Counting()),
        ("1 day", Counting()),
        ("1 month", Counting()),
    ],
)
def test_beyond_the_table_is_an_error(limit: str, counting: Counting) -> None:
    """S7: an answer that needs a day beyond the table is an error that names the last day; so is a start before it."""
    late = at("2027-12-31 18:00")
    for start in (late, late + timedelta(days=400)):
        with pytest.raises(CalendarHorizonError) as beyond:
            office().due(start, limit, counting=counting)
        assert beyond.value.code == "beyond-calendar"
        assert "2027-12-31" in beyond.value.text("vi")
        with pytest.raises(CalendarHorizonError):
            office().due(start, limit, counting=counting, pauses=[(start, start + timedelta(1))])
    for pauses in ([], [(at("2017-01-01"), at("2018-01-05"))]):
        with pytest.raises(CalendarHorizonError) as before:
            office().due(at("2017-12-29 18:00"), limit, counting=counting, pauses=pauses)
        assert before.value.code == "before-calendar"
        assert "2018-01-01" in before.value.text("en")
    with pytest.raises(CalendarHorizonError):
        office().elapsed(at("2027-12-31 18:00"), at("2028-01-01 00:01"))


def test_plain_time_needs_no_table() -> None:
    """S4: minutes and hours ask no calendar, so none bounds them, only the years that a date can say."""
    assert office().due(at("2035-01-01 00:00"), "24 hours") == at("2035-01-02 00:00")
    with pytest.raises(CalendarHorizonError) as caught:
        office().due(at("9999-12-31 00:00"), "48 hours")
    assert caught.value.code == "beyond-dates"
    with pytest.raises(CalendarHorizonError):
        office().due(at("9999-06-01 00:00"), "1 year", counting=Counting(roll=False))
    with pytest.raises(CalendarHorizonError):
        office().due(at("9999-12-30 00:00"), "1 day", counting=Counting(roll=False))
    with pytest.raises(CalendarHorizonError):
        office().to_datetime(1 << 62)


def test_provisional_days_are_said() -> None:
    """S7: an answer that rests on a provisional year says from which day; 24:00 belongs to the day that ends."""
    calendar = office()
    assert calendar.explain(at("2026-12-30 16:00"), "1 working day").provisional is None
    assert calendar.explain(at("2026-12-31 16:00"), "2 working hours").provisional == date(2027, 1, 1)
    assert calendar.explain(at("2027-02-01 16:00"), "2 working hours").provisional == date(2027, 2, 1)
    assert calendar.explain(at("2026-12-31 16:00"), "48 hours").provisional is None
    start = calendar.midnight_us(date(2026, 12, 31))
    assert calendar.first_provisional(start, calendar.midnight_us(date(2027, 1, 1))) is None
    assert calendar.first_provisional(start, calendar.midnight_us(date(2027, 1, 1)) + 1) == date(2027, 1, 1)
    assert WorkCalendar(week=WEEK).first_provisional(start, start) is None
    timer = Counting(roll=False)
    assert calendar.provisional(start, start + 10**15, TimeLimit(1, "month"), timer) is None
    assert calendar.provisional(start, start + 10**15, TimeLimit(1, "month")) == date(2027, 1, 1)


def test_starts_in_other_zones_are_the_same_instant() -> None:
    """S1: the zone in which a start is given changes nothing; the answer comes back in the calendar's."""
    local = at("2026-03-06 16:00")
    for other in (UTC, timezone(timedelta(hours=7)), ZoneInfo("America/New_York")):
        for limit in ("8 working hours", "1 working day", "1 day", "24 hours", "same working day"):
            due = office().due(local.astimezone(other), limit)
            assert due == office().due(local, limit)
            assert due.tzinfo is SAIGON
        assert office().elapsed(local.astimezone(other), at("2026-03-10 00:00")) == timedelta(hours=9)


NAIVE = datetime.fromisoformat("2026-03-06T16:00")


@pytest.mark.parametrize("value", [NAIVE, date(2026, 3, 6), "2026-03-06", None, 5])
def test_what_is_no_instant_is_refused(value: object) -> None:
    """S1: a naive datetime, and anything else, is refused with an error that shows it."""
    good = at("2026-03-06 16:00")
    for ask in (
        lambda: office().due(value, "8 working hours"),  # type: ignore[arg-type] # what is tried
        lambda: office().due(value, "1 working day"),  # type: ignore[arg-type] # what is tried
        lambda: office().due(value, "2 hours"),  # type: ignore[arg-type] # what is tried
        lambda: office().due(good, "2 hours", pauses=[(value, None)]),  # type: ignore[list-item] # what is tried
        lambda: office().explain(value, "2 hours"),  # type: ignore[arg-type] # what is tried
        lambda: office().elapsed(value, good),  # type: ignore[arg-type] # what is tried
        lambda: office().elapsed(good, value),  # type: ignore[arg-type] # what is tried
    ):
        with pytest.raises(InputError) as caught:
            ask()
        shown = value.isoformat() if isinstance(value, datetime) else repr(value)
        assert shown in caught.value.text("en")
        assert shown in caught.value.text("vi")
        assert caught.value.code == ("instant-naive" if isinstance(value, datetime) else "instant-not-datetime")


@pytest.mark.parametrize("limit", ["at once", "as given", "unknown"])
def test_what_names_no_length_has_no_due(limit: str) -> None:
    """S3: at once, given and unknown are limits without a due of their own."""
    with pytest.raises(InputError) as caught:
        office().due(at("2026-03-06 16:00"), limit)
    assert caught.value.code == "limit-without-due"
    assert limit in caught.value.text("en")
    assert TimeLimit.parse(limit).text("vi") in caught.value.text("vi")


def test_what_is_no_limit_is_refused() -> None:
    """S3: only a limit or its text is taken."""
    for wrong in (8, ["8 hours"], None):
        with pytest.raises(InputError) as caught:
            office().due(at("2026-03-06 16:00"), wrong)  # type: ignore[arg-type] # what is tried
        assert caught.value.code == "limit-not-text"
    with pytest.raises(InputError) as unknown:
        office().due(at("2026-03-06 16:00"), "1 working day", counting=Counting("noon"))
    assert unknown.value.code == "day-end-unknown"
    assert "same_time" in unknown.value.text("vi")


def test_a_day_is_asked_by_its_date() -> None:
    """S6: a day is a date; a moment is refused, a day outside the calendar is an error."""
    assert office().sessions(date(2026, 3, 7)) == ()
    with pytest.raises(InputError) as caught:
        office().is_working_day(at("2026-03-06 16:00"))
    assert caught.value.code == "day-unreadable"
    for day in (date(2017, 12, 31), date(2028, 1, 1)):
        with pytest.raises(CalendarHorizonError):
            office().sessions(day)


def test_what_has_gone_by_in_the_units_of_each_limit() -> None:
    """S15: the share of a limit is counted in its own unit."""
    calendar = office()
    start, end = (round(at(text).timestamp() * 1e6) for text in ("2026-03-05 16:00", "2026-03-10 08:30"))
    hour = 3_600_000_000
    assert calendar.elapsed_us(start, end, "working_hour") == 18 * hour
    assert calendar.elapsed_us(start, end, "hour") == 112.5 * hour
    assert calendar.elapsed_us(start, end, "working_day") == 2
    assert calendar.elapsed_us(start, end, "day") == 4
    assert calendar.elapsed_us(start, end, "month") == 4
    assert calendar.elapsed_us(start, end, "same_working_day") == 3
    assert calendar.elapsed_us(start, end, "given") == 112.5 * hour
    assert calendar.elapsed_us(end, start, "day") == 0
    paused = [(round(at("2026-03-06 08:00").timestamp() * 1e6), round(at("2026-03-07 09:00").timestamp() * 1e6))]
    assert calendar.elapsed_us(start, end, "working_day", paused) == 1
    assert calendar.elapsed_us(start, end, "day", paused) == 3
    assert calendar.elapsed_us(start, end, "same_working_day", paused) == 2
    assert calendar.elapsed_us(start, end, "working_hour", paused) == 10.5 * hour
    for unit in ("working_day", "same_working_day"):
        with pytest.raises(CalendarHorizonError):
            calendar.elapsed_us(start, start + 10**15, unit)
        with pytest.raises(CalendarHorizonError):
            calendar.elapsed_us(0, start, unit)
    midnight = calendar.midnight_us(date(2018, 1, 1))
    assert calendar.elapsed_us(midnight, midnight + 48 * hour, "working_day", ended_day=True) == 1
    assert calendar.elapsed_us(midnight, midnight + hour, "working_day") == 0


def test_pauses() -> None:
    """S13: time stops while paused; a day counts if the clock runs at its 24:00; an open pause leaves no due."""
    calendar, start = office(), at("2026-03-05 16:00")
    pause = (at("2026-03-06 08:00"), at("2026-03-07 09:00"))
    assert calendar.due(start, "2 working hours", pauses=[pause]) == at("2026-03-09 08:00")
    assert calendar.due(start, "1 working day", pauses=[pause]) == at("2026-03-10 00:00")
    assert calendar.due(start, "10 hours", pauses=[pause]) == at("2026-03-06 02:00")
    assert calendar.due(start, "17 hours", pauses=[pause]) == at("2026-03-07 10:00")
    assert calendar.due(start, "same working day", pauses=[(start, pause[1])]) == at("2026-03-09 17:00")
    assert calendar.due(start, "1 working hour", pauses=[(at("2026-03-05 17:00"), None)]) == at("2026-03-05 17:00")
    for limit in ("2 working hours", "2 hours", "1 day", "1 working day", "same working day", "1 month"):
        with pytest.raises(CalendarHorizonError) as caught:
            calendar.due(start, limit, pauses=[(at("2026-03-05 16:30"), None)])
        assert caught.value.code == "pause-open"
        assert "paused" in caught.value.text("en")
        assert "tạm dừng" in caught.value.text("vi")
    with pytest.raises(InputError) as backwards:
        calendar.due(start, "1 day", pauses=[(pause[1], pause[0])])
    assert backwards.value.code == "pause-backwards"
    assert backwards.value.text("vi") != backwards.value.text("en")
    with pytest.raises(CalendarHorizonError):
        calendar.due(start, "2 working hours", pauses=[(start, at("2028-06-01 00:00"))])
