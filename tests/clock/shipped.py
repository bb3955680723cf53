"""The shipped day table and the calendars that tests set on it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from feedback_rules.calendar.daytable import DayTable
from feedback_rules.calendar.working import WorkCalendar

WEEK = {"mon-fri": ["07:30-11:30", "13:00-17:00"]}

# Decision 4010/QĐ-UBND of Huế, from 2026-01-01: the afternoon is later in summer.
HUE = [
    {"from": "04-01", "to": "09-30", "week": {"mon-fri": ["07:30-11:30", "13:30-17:30"]}},
    {"from": "10-01", "to": "03-31", "week": {"mon-fri": ["07:30-11:30", "13:00-17:00"]}},
]


@cache
def document() -> dict[str, Any]:
    """Give the shipped document as a reader would: every scalar as text."""
    path = Path(__file__).parents[2] / "profiles" / "calendars" / "vietnam.yaml"
    parsed: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    return parsed


@cache
def table() -> DayTable:
    """Give the shipped day table."""
    return DayTable.from_dict(document())


@cache
def office() -> WorkCalendar:
    """Give the assumed office hours on the shipped days."""
    return WorkCalendar(week=WEEK, days=table())
