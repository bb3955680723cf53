"""Broken calendars: every contradiction has a stable code and says, in both languages, what to write (S6, S7)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from feedback_rules.calendar.daytable import DayTable
from feedback_rules.calendar.recurrence import periods_between
from feedback_rules.calendar.working import WorkCalendar
from feedback_rules.errors import CalendarError, FeedbackRulesError, InputError
from tests.clock.shipped import WEEK, table

SUMMER = {"from": "04-01", "to": "09-30", "week": WEEK}
WINTER = {"from": "10-01", "to": "03-31", "week": WEEK}

CALENDARS: list[tuple[str, type[FeedbackRulesError], dict[str, Any], str]] = [
    ("hours-one-form", CalendarError, {}, "week, seasons, periods"),
    ("hours-one-form", CalendarError, {"week": WEEK, "seasons": [SUMMER, WINTER]}, "week, seasons, periods"),
    ("hours-one-form", CalendarError, {"periods": [{"from": "2020-01-01"}]}, "periods[0]"),
    *(
        ("zone-unknown", InputError, {"week": WEEK, "zone": zone}, f'"{meant}"')
        for zone, meant in (
            *((name, "Asia/Ho_Chi_Minh") for name in ("Asia/Hanoi", "Vietnam", "Asia/Saigon_City", "Asia/hochiminh")),
            *((name, "Asia/Ho_Chi_Minh") for name in ("GMT+7", "UTC+07:00", "Asia/Hue", "Asia/Da_Nang", "VN")),
            ("Asia/Bankok", "Asia/Bangkok"),
            ("europe/berln", "Europe/Berlin"),
        )
    ),
    ("zone-unknown", InputError, {"week": WEEK, "zone": "zzz"}, "Asia/Ho_Chi_Minh"),
    ("zone-unknown", InputError, {"week": WEEK, "zone": "../etc/passwd"}, "passwd"),
    ("zone-unknown", InputError, {"week": WEEK, "zone": None}, "None"),
    ("zone-unknown", InputError, {"week": WEEK, "zone": ""}, "Asia/Ho_Chi_Minh"),
    ("entry-not-mapping", InputError, {"week": ["mon"]}, "week"),
    ("list-unreadable", InputError, {"week": {"mon": "07:30-11:30"}}, "week.mon"),
    ("list-unreadable", InputError, {"week": {"mon": [730]}}, "week.mon"),
    ("session-unreadable", InputError, {"week": {"mon": ["7h30"]}}, "07:30-11:30"),
    ("session-unreadable", InputError, {"week": {"mon": ["24:00-02:00"]}}, "24:00-02:00"),
    ("session-unreadable", InputError, {"week": {"mon": ["08:00-24:30"]}}, "08:00-24:30"),
    ("session-unreadable", InputError, {"week": {"mon": ["08:00-08:00"]}}, "08:00-08:00"),
    ("sessions-overlap", CalendarError, {"week": {"mon": ["08:00-12:00", "11:00-17:00"]}}, "11:00-17:00"),
    ("sessions-overlap", CalendarError, {"week": {"sun": ["22:00-02:00"], "mon": ["01:00-03:00"]}}, "22:00-02:00"),
    (
        "sessions-overlap",
        CalendarError,
        {
            "week": {"mon": ["22:00-02:00"], "wed": ["01:00-03:00"]},
            "make_ups": [{"date": "2026-03-03", "replaces": "2026-03-04"}],
        },
        "2026-03-02",
    ),
    ("weekday-unknown", CalendarError, {"week": {"t2": ["08:00-12:00"]}}, "mon,wed,fri"),
    ("weekday-unknown", CalendarError, {"week": {"mon-xyz": ["08:00-12:00"]}}, "mon-xyz"),
    ("weekday-twice", CalendarError, {"week": {"mon-fri": ["08:00-12:00"], "wed": []}}, "wed"),
    ("week-empty", CalendarError, {"week": {"mon-fri": []}}, "mon-fri"),
    ("week-empty", CalendarError, {"week": {}}, "week"),
    ("entries-unreadable", InputError, {"seasons": {}}, "seasons"),
    ("entries-unreadable", InputError, {"periods": []}, "periods"),
    ("seasons-gap", CalendarError, {"seasons": [SUMMER, {**WINTER, "to": "02-28"}]}, "02-29"),
    ("seasons-overlap", CalendarError, {"seasons": [SUMMER, {**WINTER, "from": "09-30"}]}, "seasons[1]"),
    ("season-unreadable", InputError, {"seasons": [{**SUMMER, "from": "4-1"}]}, "04-01"),
    ("season-unreadable", InputError, {"seasons": [{**SUMMER, "from": "02-30"}]}, "02-30"),
    ("season-unreadable", InputError, {"seasons": [{**SUMMER, "to": None}]}, "None"),
    ("calendar-unknown-key", CalendarError, {"seasons": [{**SUMMER, "weak": WEEK}]}, '"week"'),
    ("calendar-unknown-key", CalendarError, {"seasons": [{**SUMMER, "zzz": 1}]}, "zzz"),
    (
        "periods-order",
        CalendarError,
        {"periods": [{"from": "2020-01-01", "week": WEEK}, {"from": "2020-01-01", "week": WEEK}]},
        "periods[1]",
    ),
    ("day-unreadable", InputError, {"periods": [{"from": "1 May", "week": WEEK}]}, "2026-01-10"),
    ("day-unreadable", InputError, {"week": WEEK, "days_off": ["2026-02-30"]}, "days_off[0]"),
    ("day-unreadable", InputError, {"week": WEEK, "days_off": [datetime(2026, 2, 3, tzinfo=UTC)]}, "days_off[0]"),
    ("days-twice", CalendarError, {"week": WEEK, "days_off": ["2026-03-02", date(2026, 3, 2)]}, "2026-03-02"),
    ("day-outside-calendar", CalendarError, {"week": WEEK, "days_off": ["2200-01-01"]}, "2200-01-01"),
    ("day-outside-calendar", CalendarError, {"week": WEEK, "days": table(), "days_off": ["2017-01-02"]}, "2017-01-02"),
    (
        "day-off-and-made-up",
        CalendarError,
        {"week": WEEK, "days_off": ["2026-03-07"], "make_ups": ["2026-03-07"]},
        "2026-03-07",
    ),
    ("day-off-and-made-up", CalendarError, {"week": WEEK, "days": table(), "days_off": ["2026-01-10"]}, "2026-01-10"),
    ("day-off-and-made-up", CalendarError, {"week": WEEK, "days": table(), "make_ups": ["2026-01-02"]}, "2026-01-02"),
    ("list-unreadable", InputError, {"week": WEEK, "closures": {}}, "closures"),
    ("entry-not-mapping", InputError, {"week": WEEK, "closures": ["2026-03-02"]}, "closures[0]"),
    ("closure-one-form", CalendarError, {"week": WEEK, "closures": [{"document": "1"}]}, "closures[0]"),
    (
        "closure-one-form",
        CalendarError,
        {"week": WEEK, "closures": [{"date": "2026-03-02", "to": "2026-03-03", "document": "1"}]},
        "closures[0]",
    ),
    ("closure-without-document", CalendarError, {"week": WEEK, "closures": [{"date": "2026-03-02"}]}, "12/TB-UBND"),
    (
        "closure-without-document",
        CalendarError,
        {"week": WEEK, "closures": [{"date": "2026-03-02", "document": " "}]},
        "12/TB-UBND",
    ),
    (
        "closure-backwards",
        CalendarError,
        {"week": WEEK, "closures": [{"from": "2026-03-03", "to": "2026-03-02", "document": "1"}]},
        "2026-03-03",
    ),
    (
        "day-outside-calendar",
        CalendarError,
        {"week": WEEK, "closures": [{"from": "2100-12-31", "to": "2101-01-01", "document": "1"}]},
        "2101-01-01",
    ),
    ("calendar-no-days", CalendarError, {"periods": [{"from": "2200-01-01", "week": WEEK}]}, "2200-01-01"),
    ("calendar-beyond-days", CalendarError, {"week": WEEK, "days": table(), "last": "2030-12-31"}, "2030-12-31"),
    ("calendar-span", InputError, {"week": WEEK, "first": "2026-01-02", "last": "2026-01-01"}, "2026-01-02"),
    ("calendar-span", InputError, {"week": WEEK, "first": "0001-01-01"}, "0001-01-01"),
]


@pytest.mark.parametrize(("code", "kind", "given", "shown"), CALENDARS)
def test_a_broken_calendar_says_what_is_wrong(
    code: str, kind: type[FeedbackRulesError], given: dict[str, Any], shown: str
) -> None:
    """S6: a calendar that can't be read, or contradicts itself, is refused with its code in both languages."""
    with pytest.raises(kind) as caught:
        WorkCalendar(**given)
    _check(caught.value, code, shown)


OFF = {"kind": "tet", "vi": "Tết", "en": "Tết", "sources": ["n1"]}
GOOD: dict[str, Any] = {"status": "verified", "off": {"2026-02-16": OFF}}


def days(**entry: Any) -> dict[str, Any]:
    """Give a table of one year with changes."""
    return {"days": "example", "sources": {"n1": "Notice 1"}, "years": {"2026": {**GOOD, **entry}}}


TABLES: list[tuple[str, type[FeedbackRulesError], Any, str]] = [
    ("entry-not-mapping", InputError, [], "days"),
    ("entry-not-mapping", InputError, days(off=[]), "years.2026.off"),
    ("entry-not-mapping", InputError, days(off={"2026-01-01": "Tết"}), "2026-01-01"),
    ("calendar-unknown-key", CalendarError, {**days(), "year": {}}, '"years"'),
    ("calendar-unknown-key", CalendarError, days(offf={}), '"off"'),
    ("calendar-unknown-key", CalendarError, days(off={"2026-01-01": {**OFF, "name": "x"}}), "name"),
    ("days-status-unknown", CalendarError, days(status="high"), "provisional"),
    ("days-kind-unknown", CalendarError, days(off={"2026-01-01": {**OFF, "kind": "fun"}}), "statutory"),
    ("days-without-name", CalendarError, days(off={"2026-01-01": {**OFF, "en": ""}}), "vi"),
    ("days-without-source", CalendarError, days(off={"2026-01-01": {**OFF, "sources": []}}), "2026-01-01"),
    ("days-unknown-source", CalendarError, days(off={"2026-01-01": {**OFF, "sources": ["n2"]}}), "n2"),
    ("days-unknown-source", CalendarError, days(sources=["n2"]), "n2"),
    ("days-source-unnamed", CalendarError, {**days(), "sources": {"n1": {"found": "x"}}}, "cite"),
    ("days-wrong-year", CalendarError, days(off={"2025-01-01": OFF}), "2025-01-01"),
    ("days-twice", CalendarError, days(off={"2026-01-01": OFF, date(2026, 1, 1): OFF}), "2026-01-01"),
    ("days-twice", CalendarError, {**days(), "years": {"2026": GOOD, 2026: GOOD}}, "2026"),
    (
        "days-twice",
        CalendarError,
        days(
            made_up={
                "2026-01-10": {"replaces": "2026-02-16", "sources": ["n1"]},
                "2026-01-17": {"replaces": "2026-02-16", "sources": ["n1"]},
            }
        ),
        "2026-02-16",
    ),
    ("day-off-and-made-up", CalendarError, days(made_up={"2026-02-16": {"sources": ["n1"]}}), "2026-02-16"),
    (
        "make-up-without-day-off",
        CalendarError,
        days(made_up={"2026-01-10": {"replaces": "2026-01-02", "sources": ["n1"]}}),
        "2026-01-02",
    ),
    ("days-year-unreadable", CalendarError, {"years": {"next": GOOD}}, "2026"),
    ("days-years-gap", CalendarError, {"years": {}}, "years"),
    (
        "days-years-gap",
        CalendarError,
        {"years": {"2026": {"status": "verified"}, "2028": GOOD}, **days()["sources"]},
        "",
    ),
    ("days-span-differs", CalendarError, {**days(), "first": "2025-01-01"}, "2026-01-01"),
    ("days-span-differs", CalendarError, {**days(), "last": "2027-12-31"}, "2026-12-31"),
    ("day-unreadable", InputError, days(off={"Tết": OFF}), "2026-01-10"),
    ("list-unreadable", InputError, days(notes="one"), "notes"),
]


@pytest.mark.parametrize(("code", "kind", "document", "shown"), TABLES)
def test_a_broken_day_table_says_what_is_wrong(
    code: str, kind: type[FeedbackRulesError], document: Any, shown: str
) -> None:
    """S7: days are evidence; a table that contradicts itself is refused with its code in both languages."""
    if code == "days-years-gap" and shown == "":
        bare = {"status": "verified"}
        document = {"years": {"2026": bare, "2028": bare}}
    with pytest.raises(kind) as caught:
        DayTable.from_dict(document)
    _check(caught.value, code, shown)


@pytest.mark.parametrize(
    ("code", "every", "kept"),
    [
        ("period-unknown", "fortnight", {}),
        ("period-backwards", "month", {"last": date(2025, 1, 1)}),
        ("period-due-unknown", "month", {"due_day": 32}),
        ("period-due-unknown", "week", {"due_day": 8}),
        ("period-due-unknown", "month", {"months_after": -1}),
        ("period-due-unknown", "week", {"months_after": 1}),
    ],
)
def test_a_broken_period_says_what_is_wrong(code: str, every: str, kept: dict[str, Any]) -> None:
    """S29: a period that is none, or days that run backwards, are refused."""
    with pytest.raises(InputError) as caught:
        periods_between(every, date(2026, 1, 1), kept.pop("last", date(2026, 12, 31)), **kept)
    _check(caught.value, code, every if code != "period-backwards" else "2025-01-01")


def _check(error: FeedbackRulesError, code: str, shown: str) -> None:
    assert error.code == code
    assert error.text("en") != error.text("vi")
    assert shown in error.text("en")
    assert shown in error.text("vi")
