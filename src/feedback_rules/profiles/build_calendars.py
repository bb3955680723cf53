"""The working calendars of a profile, over the day tables that they name (S6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.calendar.working import WorkCalendar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from feedback_rules.calendar.daytable import DayTable

__all__ = ["ZONE", "calendars", "default_calendar"]

ZONE = "Asia/Ho_Chi_Minh"
"""The zone of a profile that names none."""

_PLANS = ("week", "seasons", "periods")


def default_calendar(document: Mapping[str, Any]) -> str:
    """Name the calendar that counts where nothing else is said: the one marked so, else the first.

    >>> default_calendar({"calendars": {"hotline": {}, "office": {"default": True}}})
    'office'
    """
    listed = [name for name in document.get("calendars", {}) if not name.startswith("~")]
    marked = [name for name in listed if document["calendars"][name].get("default")]
    return next(iter((*marked, *listed)), "")


def calendars(document: Mapping[str, Any], tables: Mapping[str, DayTable]) -> dict[str, WorkCalendar]:
    """Give the calendars by name; ``KeyError``: a day table that ``tables`` does not hold."""
    zone = document.get("zone", ZONE)
    found = {}
    for name, entry in document.get("calendars", {}).items():
        if name.startswith("~"):
            continue
        days = tables[entry["days"]] if "days" in entry else None
        plan: dict[str, Any] = {key: entry[key] for key in _PLANS if key in entry}
        found[name] = WorkCalendar(zone=zone, days=days, closures=entry.get("closures", ()), **plan)
    return found
