"""Explanations: the steps of a deadline add up to it, each is cited, in Vietnamese and in English (S35)."""

from __future__ import annotations

import pickle
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from feedback_rules.calendar.counting import AMOUNTS, Counting
from feedback_rules.calendar.daytable import DayTable
from feedback_rules.calendar.limit import TimeLimit
from feedback_rules.calendar.working import WorkCalendar
from feedback_rules.errors import CalendarHorizonError
from tests.clock.calendars import COUNTINGS, EVERY_UNIT, instants, limits, offices
from tests.clock.shipped import HUE, WEEK, office, table

if TYPE_CHECKING:
    from feedback_rules.calendar.derivation import Derivation

SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")
SHIPPED: list[dict[str, Any]] = [
    {"week": WEEK, "days": table(), "hours_basis": ["assumed"]},
    {"seasons": HUE, "days": table()},
    {"week": WEEK, "days": table(), "swaps": False},
]
ANY_OFFICE = st.one_of(offices(), st.sampled_from(SHIPPED).map(lambda kept: (WorkCalendar(**kept), kept)))


def at(text: str) -> datetime:
    """Give a moment in Viet Nam."""
    return datetime.fromisoformat(text).replace(tzinfo=SAIGON)


def check(found: Derivation, limit: TimeLimit) -> None:
    """Check that the steps add up, follow each other, and speak both languages."""
    counted = [step.counted for step in found.steps if step.counted is not None]
    expected = 1 if limit.amount is None else limit.amount * AMOUNTS.get(limit.unit, 1)
    assert sum(counted) == expected
    assert all(amount > 0 for amount in counted)
    starts = [step.start for step in found.steps if step.counted is not None and step.start is not None]
    assert starts == sorted(starts)
    for lang in ("vi", "en"):
        lines = found.text(lang).splitlines()
        assert len(lines) == len(found.steps) + 1 + (found.provisional is not None)
        assert not any("{" in line or "}" in line for line in lines)
        steps = found.to_dict(lang)["steps"]
        assert all(set(step) == {"text", "from", "to", "counted", "basis"} and step["text"] for step in steps)
    assert found.text("vi") != found.text("en")
    last = found.to_dict("en")
    assert last["steps"][-1]["to"] == last["due"]


@given(ANY_OFFICE, st.data(), limits(*EVERY_UNIT), COUNTINGS, st.booleans(), st.integers(0, 3))
def test_steps_add_up(
    made: tuple[WorkCalendar, dict[str, Any]],
    data: st.DataObject,
    limit: TimeLimit,
    counting: Counting,
    ended_day: bool,
    pauses: int,
) -> None:
    """S35: on random calendars and cases the due is that of due, and the counted of its steps add up to the limit."""
    calendar, _ = made
    start = data.draw(instants(calendar))
    spans = []
    for _ in range(pauses):
        begin = start + data.draw(st.integers(-1440, 5 * 1440)) * 60_000_000
        spans.append((begin, begin + data.draw(st.integers(0, 2880)) * 60_000_000))
    try:
        due = calendar.due_us(start, limit, counting=counting, pauses=spans, ended_day=ended_day)
    except CalendarHorizonError:
        assume(condition=False)
        raise
    found = calendar.explain(
        calendar.to_datetime(start),
        limit,
        counting=counting,
        pauses=[(calendar.to_datetime(begin), calendar.to_datetime(end)) for begin, end in spans],
        ended_day=ended_day,
    )
    assert found.due == calendar.to_datetime(due)
    check(found, limit)


def test_a_long_limit_is_told_in_few_lines() -> None:
    """S35: consecutive ordinary days are one step, so that 1000 hours are read in one page."""
    found = office().explain(at("2026-01-05 07:30"), "1000 working hours")
    check(found, TimeLimit(1000, "working_hour"))
    assert len(found.steps) < 40
    assert len(office().explain(at("2026-05-04 07:30"), "400 working hours").steps) < 6


def test_swaps_are_told_with_their_documents() -> None:
    """S35: a day off and the Saturday worked for it stand by themselves, each with its document."""
    found = office().explain(at("2025-12-31 16:00"), "60 working hours")
    check(found, TimeLimit(60, "working_hour"))
    assert found.text("vi").splitlines() == [
        "60 giờ làm việc kể từ 16:00 thứ Tư 31/12/2025: hạn 10:30 thứ Ba 13/01/2026",
        "1. 16:00 thứ Tư 31/12/2025: bắt đầu tính từ thời điểm này [BLDS 147.1]",
        "2. 16:00-17:00 thứ Tư 31/12/2025: 1 giờ [BLDS 144]",
        "3. thứ Năm 01/01/2026 là ngày nghỉ: Tết Dương lịch [Bộ luật Lao động, Điều 111, 112]",
        "4. thứ Sáu 02/01/2026 là ngày nghỉ: hoán đổi (làm bù ngày 10/01/2026) [Công văn 12729/VPCP-KGVX]",
        "5. thứ Bảy 03/01/2026 đến Chủ nhật 04/01/2026: nghỉ hằng tuần, không tính [BLLD 111.1]",
        "6. thứ Hai 05/01/2026 đến thứ Sáu 09/01/2026: 5 ngày làm việc, 40 giờ [BLDS 144]",
        "7. thứ Bảy 10/01/2026: làm bù cho thứ Sáu 02/01/2026 [Công văn 12729/VPCP-KGVX]",
        "8. 07:30-11:30 thứ Bảy 10/01/2026: 4 giờ [BLDS 144]",
        "9. 13:00-17:00 thứ Bảy 10/01/2026: 4 giờ [BLDS 144]",
        "10. Chủ nhật 11/01/2026: nghỉ hằng tuần, không tính [BLLD 111.1]",
        "11. 07:30-11:30 thứ Hai 12/01/2026: 4 giờ [BLDS 144]",
        "12. 13:00-17:00 thứ Hai 12/01/2026: 4 giờ [BLDS 144]",
        "13. 07:30-10:30 thứ Ba 13/01/2026: 3 giờ [BLDS 144]",
        "14. Hạn 10:30 thứ Ba 13/01/2026 [BLDS 144]",
    ]


def test_a_month_is_told_by_its_corresponding_day() -> None:
    """S35: months name the corresponding day, or the month's last; a last day that is off is rolled over, cited."""
    found = office().explain(at("2026-01-31 09:00"), "1 month")
    assert found.text("en").splitlines()[1:] == [
        "1. Sat 31 Jan 2026: the day of the event is not counted [BLDS 147.3]",
        "2. 1 month: that month has no corresponding day, so its last one, Sat 28 Feb 2026 [BLDS 148.3]",
        "3. Sat 28 Feb 2026 to Sun 1 Mar 2026: weekly rest, not counted [BLLD 111.1]",
        "4. the last day is not worked, so it ends on the next working day, Mon 2 Mar 2026 [BLDS 148.5]",
        "5. Due at 24:00 of Mon 2 Mar 2026 [BLDS 148.6]",
    ]


def test_json_of_a_derivation() -> None:
    """S35: JSON has the start, the due, the first provisional day and the steps, in the calendar's zone."""
    found = WorkCalendar(week=WEEK, days=table(), hours_basis=["1.1"]).explain(
        at("2026-12-31 16:00"), "2 working hours"
    )
    got = found.to_dict("en")
    assert (got["start"], got["due"]) == ("2026-12-31T16:00:00+07:00", "2027-01-04T08:30:00+07:00")
    assert got["provisional"] == "2027-01-01"
    assert got["steps"][1] == {
        "text": "16:00-17:00 Thu 31 Dec 2026: 1 hour",
        "from": "2026-12-31T16:00:00+07:00",
        "to": "2026-12-31T17:00:00+07:00",
        "counted": 3_600_000_000,
        "basis": ["1.1"],
    }
    assert found.text("vi").splitlines()[-1].startswith("Tạm tính: lịch nghỉ từ 2027-01-01")
    assert pickle.loads(pickle.dumps(found)) == found


def test_a_proposal_is_told_and_changes_nothing() -> None:
    """S7: a day about which a swap is proposed is still a working day, and the explanation says so."""
    found = office().explain(at("2026-11-20 09:00"), "2 working days")
    check(found, TimeLimit(2, "working_day"))
    assert "Mon 23 Nov 2026 is still a working day: a swap" in found.text("en")
    assert found.due == at("2026-11-26 00:00")
    assert "23 Nov 2026 is still" in office().explain(at("2026-11-20 09:00"), "10 working hours").text("en")


TOLD = [
    # start, limit, counting, pauses, calendar's changes, a line that must be there
    (
        "2026-03-05 16:00",
        "1 working day",
        Counting("close_of_business"),
        [],
        {},
        "Due at close of business of Fri 6 Mar 2026, 17:00",
    ),
    (
        "2026-03-05 18:00",
        "1 working day",
        Counting("same_time"),
        [],
        {},
        "Due at the same time of day on Mon 9 Mar 2026, 07:30",
    ),
    ("2026-03-06 18:00", "same working day", Counting(), [], {}, "the next working day counts"),
    (
        "2026-03-05 16:00",
        "1 working day",
        Counting(),
        [],
        {"closures": [{"date": "2026-03-06", "document": "5/TB"}]},
        "Fri 6 Mar 2026: closed by 5/TB",
    ),
    (
        "2026-03-05 16:00",
        "1 working day",
        Counting(),
        [],
        {"closures": [{"date": "2026-03-06", "hours": "08:00-10:00", "document": "5/TB"}]},
        "Fri 6 Mar 2026: closed 08:00-10:00 by 5/TB",
    ),
    (
        "2026-03-05 16:00",
        "1 working day",
        Counting(),
        [],
        {"closures": [{"date": "2026-03-06", "hours": "00:00-24:00", "document": "5/TB"}]},
        "Fri 6 Mar 2026: closed 00:00-24:00 by 5/TB",
    ),
    (
        "2026-03-06 16:00",
        "1 working day",
        Counting(),
        [],
        {"make_ups": ["2026-03-07"]},
        "Sat 7 Mar 2026: a make-up working day",
    ),
    (
        "2026-03-05 16:00",
        "1 working day",
        Counting(),
        [],
        {"days_off": [{"date": "2026-03-06", "name": {"vi": "lễ hội", "en": "festival"}, "document": "7/TB"}]},
        "Fri 6 Mar 2026 is a day off: festival [7/TB]",
    ),
    (
        "2026-03-05 16:00",
        "1 working day",
        Counting(),
        [],
        {"days_off": [{"date": "2026-03-06", "name": "festival"}]},
        "is a day off: festival",
    ),
    (
        "2026-03-05 16:00",
        "3 working days",
        Counting(),
        [("2026-03-06 08:00", "2026-03-07 08:00")],
        {},
        "Fri 6 Mar 2026: paused at its 24:00",
    ),
    (
        "2026-03-05 16:00",
        "3 days",
        Counting(),
        [("2026-03-06 08:00", "2026-03-07 08:00")],
        {},
        "did not run at the 24:00 of 1 days",
    ),
    (
        "2026-03-05 16:00",
        "4 hours",
        Counting(),
        [("2026-03-05 17:00", "2026-03-05 18:00")],
        {},
        "17:00 Thu 5 Mar 2026 to 18:00 Thu 5 Mar 2026: paused",
    ),
    (
        "2026-03-05 16:00",
        "1 working day",
        Counting("close_of_business"),
        [("2026-03-06 16:00", "2026-03-06 18:00")],
        {},
        "so it is put off to 18:00 Fri 6 Mar 2026",
    ),
    (
        "2026-03-05 16:00",
        "same working day",
        Counting(),
        [("2026-03-05 16:30", "2026-03-07 18:00")],
        {},
        "Thu 5 Mar 2026: paused at its 24:00",
    ),
    (
        "2026-03-05 16:00",
        "1 day",
        Counting(),
        [("2026-03-09 16:30", "2026-03-10 18:00"), ("2026-03-06 01:00", "2026-03-07 01:00")],
        {},
        "Mon 9 Mar 2026",
    ),
    (
        "2026-03-06 16:00",
        "1 day",
        Counting(),
        [("2026-03-09 16:30", "2026-03-10 18:00")],
        {},
        "Mon 9 Mar 2026: paused at its 24:00",
    ),
]


@pytest.mark.parametrize(("start", "limit", "counting", "pauses", "changes", "line"), TOLD)
def test_what_is_out_of_the_ordinary_is_told(
    start: str, limit: str, counting: Counting, pauses: list[tuple[str, str]], changes: dict[str, Any], line: str
) -> None:
    """S35: whatever moved a deadline stands in its explanation."""
    calendar = WorkCalendar(week=WEEK, **changes)
    spans = [(at(begin), at(end)) for begin, end in pauses]
    found = calendar.explain(at(start), limit, counting=counting, pauses=spans)
    assert line in found.text("en")
    assert found.due == calendar.due(at(start), limit, counting=counting, pauses=spans)
    check(found, TimeLimit.parse(limit))


def test_the_day_that_ended() -> None:
    """S5: a start that is the 24:00 of the day before says so."""
    found = office().explain(at("2026-03-05 00:00"), "1 day", ended_day=True)
    assert "24:00 of Wed 4 Mar 2026" in found.text("en")
    assert found.due == at("2026-03-06 00:00")


def test_a_day_that_the_clock_skips() -> None:
    """S6: Apia had no 30 December 2011; a limit across it says that no session was left of it."""
    apia = WorkCalendar(zone="Pacific/Apia", week={"mon-sun": ["08:00-12:00"]})
    assert not apia.is_working_day(date(2011, 12, 30))
    start = datetime(2011, 12, 29, 10, tzinfo=ZoneInfo("Pacific/Apia"))
    found = apia.explain(start, "1 working day")
    assert found.due == datetime(2012, 1, 1, tzinfo=ZoneInfo("Pacific/Apia"))
    assert "no session is left" in found.text("en")


def test_a_moment_shown_twice_is_told_apart() -> None:
    """S6: where the clock is set back, a moment is named with its offset."""
    berlin = ZoneInfo("Europe/Berlin")
    night = WorkCalendar(zone="Europe/Berlin", week={"sat": ["22:00-06:00"]})
    start = datetime(2026, 10, 24, 22, tzinfo=berlin)
    found = night.explain(start, "5 working hours")
    assert found.due == datetime(2026, 10, 25, 2, tzinfo=berlin, fold=1)
    assert "02:00+0100" in found.text("en")
    assert found.to_dict("en")["due"] == "2026-10-25T02:00:00+01:00"
    check(found, TimeLimit(5, "working_hour"))
    until = night.explain(
        start, "9 working hours", pauses=[(start + timedelta(hours=7), start + timedelta(hours=7, minutes=10))]
    )
    check(until, TimeLimit(9, "working_hour"))


def test_a_pause_in_the_night_of_the_last_day() -> None:
    """S13: a pause after midnight, in the session of the last day, is told too."""
    night = WorkCalendar(week={"sat": ["22:00-06:00"]})
    found = night.explain(
        at("2026-03-07 22:00"), "4 working hours", pauses=[(at("2026-03-08 01:00"), at("2026-03-08 02:00"))]
    )
    assert found.due == at("2026-03-08 03:00")
    assert "01:00 Sun 8 Mar 2026 to 02:00 Sun 8 Mar 2026: paused" in found.text("en")


def test_an_unnamed_proposal_needs_a_table() -> None:
    """S7: what is pending is asked of the table only."""
    small = DayTable.from_dict({"years": {"2026": {"status": "verified"}}})
    found = WorkCalendar(week=WEEK, days=small).explain(at("2026-03-05 16:00"), "1 working day")
    assert found.provisional is None
