"""``calendar ics``: days off and make-up days as an iCalendar file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from feedback_rules.cli.days import days_arguments, load
from feedback_rules.cli.frame import verb
from feedback_rules.studies.ics import AllDay, write_ics

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedback_rules.calendar.daytable import DayTable
    from feedback_rules.cli.session import Session

__all__ = ["command"]


@verb("ics")
@days_arguments
def command(session: Session, *, days: str, year: int | None, as_json: bool) -> None:
    """Print the file; the same question gives the same bytes (S26)."""
    table, years = load(days, year)
    entries = list(_entries(session, table, years))
    if as_json:
        session.json(entries)
    else:
        session.raw(_written(table, entries, session.lang))


def _entries(session: Session, table: DayTable, years: list[int]) -> Iterator[dict[str, Any]]:
    for day in sorted({*table.off, *table.made_up}):
        if day.year in years:
            off = table.off.get(day)
            name = session.pick(off.name) if off is not None else session.word("days.made_up")
            sources = off.sources if off is not None else table.made_up[day].sources
            entry = {"day": day.isoformat(), "off": off is not None, "summary": name}
            yield entry | {"provisional": table.is_provisional(day), "sources": list(table.cite(sources))}


def _written(table: DayTable, entries: list[dict[str, Any]], lang: str) -> str:
    made = date.fromisoformat(table.compiled) if table.compiled else table.first
    return write_ics(table.name, lang, made, (_entry(table, entry) for entry in entries))


def _entry(table: DayTable, entry: dict[str, Any]) -> AllDay:
    return AllDay(
        f"{entry['day']}@{table.name}",
        date.fromisoformat(entry["day"]),
        entry["summary"],
        "\n".join(entry["sources"]),
        status="TENTATIVE" if entry["provisional"] else "CONFIRMED",
        busy=entry["off"],
    )
