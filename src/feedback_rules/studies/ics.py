"""iCalendar files: all-day entries, written so that the same question gives the same bytes (S26)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from feedback_rules.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

__all__ = ["AllDay", "write_ics"]


class AllDay(NamedTuple):
    """An entry for one whole day; ``uid`` is stable, ``status`` is left out where it is ``None``."""

    uid: str
    day: date
    summary: str
    description: str
    status: str | None = None
    busy: bool = False


def write_ics(name: str, lang: str, made: date, entries: Iterable[AllDay]) -> str:
    """Write all-day entries as an iCalendar file named ``name``, stamped with the day ``made`` (extra ``ics``).

    >>> from datetime import date
    >>> text = write_ics("demo", "vi", date(2024, 1, 1), [AllDay("x@demo", date(2024, 2, 9), "Tết", "")])
    >>> "DTSTART;VALUE=DATE:20240209" in text, "TRANSP:TRANSPARENT" in text
    (True, True)
    """
    try:
        from icalendar import Calendar, Event
    except ImportError:
        raise MissingExtraError(
            "missing-ics",
            en="an iCalendar file needs the package icalendar; install: pip install 'feedback-rules[ics]'",
            vi="tệp iCalendar cần gói icalendar; hãy cài: pip install 'feedback-rules[ics]'",
        ) from None
    calendar = Calendar()
    calendar.add("prodid", f"-//feedback-rules//{name}//{lang.upper()}")
    calendar.add("version", "2.0")
    stamp = datetime(made.year, made.month, made.day, tzinfo=UTC)
    for entry in entries:
        event = Event()
        event.add("uid", entry.uid)
        event.add("dtstamp", stamp)
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(1))
        event.add("summary", entry.summary)
        event.add("description", entry.description)
        if entry.status is not None:
            event.add("status", entry.status)
        event.add("transp", "OPAQUE" if entry.busy else "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical()).decode()
