"""The day table: frozen evidence, each day with its source, each year verified or provisional (S7)."""

from __future__ import annotations

import json
import pickle
from datetime import date

import pytest

from feedback_rules.calendar.daytable import KINDS, DayTable
from tests.clock.shipped import document, table

# Weekdays off and working days of each year, Monday to Friday, as counted when the days were collected.
COUNTED = {
    2018: (11, 250),
    2019: (11, 252),
    2020: (10, 252),
    2021: (11, 250),
    2022: (11, 249),
    2023: (11, 249),
    2024: (12, 251),
    2025: (12, 250),
    2026: (14, 249),
    2027: (11, 250),
}


@pytest.mark.parametrize("year", list(COUNTED))
def test_the_shipped_years_count_up(year: int) -> None:
    """S7: the working days of each shipped year are those of its sources."""
    days = [
        date.fromordinal(ordinal) for ordinal in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())
    ]
    off = [day for day in days if day in table().off and day.weekday() < 5]
    worked = [day for day in days if (day.weekday() < 5 and day not in table().off) or day in table().made_up]
    assert (len(off), len(worked)) == COUNTED[year]


def test_each_shipped_day_names_its_source() -> None:
    """S7: every day off and make-up day names a source, and every source of the file is used."""
    used = {source for off in table().off.values() for source in off.sources}
    used |= {source for made_up in table().made_up.values() for source in made_up.sources}
    used |= {source for year in table().years.values() for source in year.sources}
    assert used == set(table().sources)
    assert all(source.cite and source.found for source in table().sources.values())
    assert {off.kind for off in table().off.values()} <= set(KINDS)
    assert all(off.name[0] and off.name[1] for off in table().off.values())


def test_swaps_stand_in_pairs() -> None:
    """S6: every day off by exchange is made up on another day."""
    swapped = {day for day, off in table().off.items() if off.kind == "swap"}
    assert swapped == {made_up.replaces for made_up in table().made_up.values()}
    assert table().made_up[date(2026, 1, 10)].replaces == date(2026, 1, 2)
    assert table().cite(table().made_up[date(2026, 1, 10)].sources) == ("Công văn 12729/VPCP-KGVX",)


def test_only_2027_is_provisional() -> None:
    """S7: a year is verified or provisional; an open proposal about one day is said and changes no answer."""
    assert [year for year, known in table().years.items() if known.status == "provisional"] == [2027]
    assert table().is_provisional(date(2027, 3, 1))
    assert not table().is_provisional(date(2026, 11, 23))
    assert not table().is_provisional(date(2040, 1, 1))
    assert table().first_provisional(date(2020, 1, 1), date(2026, 12, 31)) is None
    assert table().first_provisional(date(2020, 1, 1), date(2030, 1, 1)) == date(2027, 1, 1)
    assert table().first_provisional(date(2027, 5, 1), date(2027, 6, 1)) == date(2027, 5, 1)
    assert "proposed" in table().pending[date(2026, 11, 23)][1]
    assert date(2026, 11, 23) not in table().off


def test_the_digest_is_of_the_content() -> None:
    """S26: the order of the file changes nothing, a changed day does; JSON and a pickle give the table back."""
    again = DayTable.from_dict(json.loads(json.dumps(table().to_dict())))
    assert again == table()
    assert again.digest == table().digest
    assert len(again.digest) == 64
    assert hash(again) == hash(table())
    turned = {key: document()[key] for key in reversed(list(document()))}
    turned["years"] = dict(reversed(list(document()["years"].items())))
    assert DayTable.from_dict(turned).digest == table().digest
    assert pickle.loads(pickle.dumps(table())) == table()
    changed = table().to_dict()
    del changed["years"]["2026"]["off"]["2026-11-24"]
    assert DayTable.from_dict(changed).digest != table().digest
    assert table() != "vietnam"
    assert table().digest[:12] in repr(table())


def test_a_small_table_goes_round() -> None:
    """S7: what is left out stays out, also where the day replaced is not known or lies outside the table."""
    small = {
        "days": "small",
        "sources": {"n1": "Notice 1"},
        "years": {
            "2026": {
                "status": "provisional",
                "off": {},
                "made_up": {
                    "2026-01-10": {"sources": ["n1"]},
                    "2026-01-03": {"replaces": "2025-12-29", "sources": ["n1"]},
                },
            }
        },
    }
    assert DayTable.from_dict(small).to_dict() == small
    assert DayTable.from_dict(small).made_up[date(2026, 1, 10)].replaces is None
