"""Recurring duties: an instance for each period, no invented date (S29)."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

import icalendar
import pytest

from feedback_rules.errors import InputError, MissingExtraError
from feedback_rules.studies.duties import duties, duties_ics

if TYPE_CHECKING:
    from feedback_rules.profiles.profile import Profile

YEAR = (date(2024, 1, 1), date(2024, 12, 31))


def test_every_period_that_ends_in_the_span_has_its_report(profile: Profile) -> None:
    """Three duties by month, quarter and year: twelve, four and one each; one of them also on request."""
    rows = duties(profile, *YEAR)
    for duty in ("office_report", "system_report", "late_report"):
        own = [row for row in rows if row["duty"] == duty]
        assert [sum(row["every"] == kind for row in own) for kind in ("month", "quarter", "year")] == [12, 4, 1]
    assert [row["duty"] for row in rows if row["every"] == "on_request"] == ["office_report"]
    ends = [row["to"] for row in rows if row["to"] is not None]
    assert ends == sorted(ends)


def test_no_due_date_is_invented(profile: Profile) -> None:
    """No text gives a report a day of the month: due is null and a note says so, in both languages."""
    for lang, words in (("vi", "không nêu ngày"), ("en", "names no day")):
        for row in duties(profile, *YEAR, lang):
            assert row["due"] is None
            assert row["basis"]
            assert row["title"]
            if row["every"] != "on_request":
                assert words in row["note"]


def test_a_span_without_an_end_of_a_period_has_no_periodic_report(profile: Profile) -> None:
    """From the first to the last but one day of a month nothing ends."""
    rows = duties(profile, date(2024, 2, 1), date(2024, 2, 28))
    assert [row["every"] for row in rows] == ["on_request"]


def test_a_span_that_ends_before_it_begins_is_refused(profile: Profile) -> None:
    """The two days were swapped."""
    with pytest.raises(InputError, match="swap"):
        duties(profile, YEAR[1], YEAR[0])


def test_the_calendar_file_is_read_back(profile: Profile) -> None:
    """Every periodic report is an all-day entry on the last day of its period; the bytes are the same each time."""
    text = duties_ics(profile, *YEAR)
    assert text == duties_ics(profile, *YEAR)
    calendar = icalendar.Calendar.from_ical(text)
    entries = [(str(entry["uid"]), entry.start) for entry in calendar.events]
    rows = [row for row in duties(profile, *YEAR) if row["to"] is not None]
    assert entries == [(f"{row['duty']}-{row['period']}@langson", date.fromisoformat(str(row["to"]))) for row in rows]
    assert "Văn phòng tổng hợp báo cáo" in str(calendar.events[1]["summary"])


def test_without_the_extra_the_package_is_named(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    """The calendar file is an extra: what is missing is said, with the command that installs it."""
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(MissingExtraError, match=r"feedback-rules\[ics\]"):
        duties_ics(profile, *YEAR)
