"""Authoring: the holidays package cross-checks the frozen days and decides nothing (S7)."""

from __future__ import annotations

import sys
from datetime import date

import pytest

from feedback_rules.calendar.authoring import Difference, check, propose
from feedback_rules.calendar.daytable import DayTable
from feedback_rules.calendar.working import WorkCalendar
from feedback_rules.errors import MissingExtraError
from tests.clock.shipped import WEEK, table


def test_differences_are_listed_by_day() -> None:
    """S7: where table and package disagree, each day says what either holds; old years agree in every release."""
    assert check(table(), [2018, 2019, 2021, 2022]) == ()
    bare = DayTable.from_dict({"sources": {"n": "N"}, "years": {"2019": {"status": "provisional"}}})
    found = check(bare)
    assert Difference(date(2019, 1, 5), "ordinary", "made_up", "") in found
    assert Difference(date(2019, 1, 1), "ordinary", "off", "Tết Dương lịch") in found
    assert all(day.day.weekday() < 5 or day.package == "made_up" for day in found)
    assert found[0].text("vi") == "2019-01-01: bảng ngày ghi ngày thường, gói phần mềm ghi ngày nghỉ (Tết Dương lịch)"
    assert found[0].text("en") != found[0].text("vi")


def test_a_day_off_that_only_the_table_has() -> None:
    """S7: a day that the package lacks is told with the table's own name."""
    invented = DayTable.from_dict(
        {
            "sources": {"n": "N"},
            "years": {
                "2019": {
                    "status": "provisional",
                    "off": {
                        "2019-03-06": {"kind": "statutory", "vi": "ngày thử", "en": "trial day", "sources": ["n"]},
                        "2019-03-09": {"kind": "statutory", "vi": "thứ Bảy", "en": "Saturday", "sources": ["n"]},
                    },
                }
            },
        }
    )
    found = {difference.day: difference for difference in check(invented)}
    assert found[date(2019, 3, 6)] == Difference(date(2019, 3, 6), "off", "ordinary", "ngày thử")
    assert date(2019, 3, 9) not in found  # nobody works on a Saturday either way


def test_a_proposal_is_provisional() -> None:
    """S7: a proposed year is provisional, names the software as its source, and is a table that a person can edit."""
    draft = DayTable.from_dict(propose(2019))
    assert draft.years[2019].status == "provisional"
    assert date(2019, 2, 5) in draft.off
    assert date(2019, 1, 5) in draft.made_up
    assert draft.cite(draft.off[date(2019, 2, 5)].sources)[0].startswith("holidays ")
    calendar = WorkCalendar(week=WEEK, days=draft)
    assert calendar.is_working_day(date(2019, 1, 5))


def test_without_the_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """S7: the package is needed for authoring alone, and asked for by name."""
    monkeypatch.setitem(sys.modules, "holidays", None)
    with pytest.raises(MissingExtraError) as caught:
        propose(2019)
    assert caught.value.code == "holidays-missing"
    assert "pip install holidays" in caught.value.text("vi")
    assert caught.value.text("vi") != caught.value.text("en")
