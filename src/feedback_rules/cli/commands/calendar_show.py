"""``calendar show``: days off and make-up days with their sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedback_rules.cli import shown, tables
from feedback_rules.cli.days import days_arguments, load
from feedback_rules.cli.frame import verb

if TYPE_CHECKING:
    from datetime import date

    from feedback_rules.calendar.daytable import DayTable
    from feedback_rules.cli.session import Session

__all__ = ["command"]


@verb("show")
@days_arguments
def command(session: Session, *, days: str, year: int | None, as_json: bool) -> None:
    """Print the days of the years asked for, in order."""
    table, years = load(days, year)
    if as_json:
        document = table.to_dict()
        document["years"] = {str(each): document["years"][str(each)] for each in years}
        session.json({"first": str(table.first), "last": str(table.last), "digest": table.digest, **document})
        return
    tables.heading(session, session.pick(table.title) or table.name)
    rows = [
        _row(session, table, day) for day in sorted({*table.off, *table.made_up, *table.pending}) if day.year in years
    ]
    tables.show(session, [session.word(f"days.{head}") for head in ("day", "what", "name", "sources")], rows)
    for each in years:
        known = table.years[each]
        session.print(session.word("days.status", year=each, status=session.word(f"days.{known.status}")))


def _row(session: Session, table: DayTable, day: date) -> list[str]:
    shown_day = shown.day(day, session.lang)
    if day in table.made_up:
        made_up = table.made_up[day]
        instead = (
            session.word("days.replaces", day=shown.day(made_up.replaces, session.lang)) if made_up.replaces else ""
        )
        return [shown_day, session.word("days.made_up"), instead, "; ".join(table.cite(made_up.sources))]
    if day in table.off:
        off = table.off[day]
        return [
            shown_day,
            session.word(f"days.kind.{off.kind}"),
            session.pick(off.name),
            "; ".join(table.cite(off.sources)),
        ]
    sources = table.cite(table.years[day.year].sources)
    return [shown_day, session.word("days.pending"), session.pick(table.pending[day]), "; ".join(sources)]
