"""``duties``: the periodic reports of a span of days, as a table or as a calendar file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from feedback_rules.cli import shown, tables
from feedback_rules.cli.frame import option, verb
from feedback_rules.cli.law import Law, law_argument
from feedback_rules.cli.names import Names
from feedback_rules.cli.parameters import DAY, Choice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from feedback_rules.cli.session import Session

__all__ = ["command"]


@verb("duties")
@law_argument
@option("--from", "first", type=DAY, required=True, metavar="D", topic="period_from")
@option("--to", "last", type=DAY, required=True, metavar="D", topic="period_to")
@option("--format", "form", type=Choice("table", "ics"), default="table", metavar="table|ics")
def command(session: Session, *, law: Law, first: date, last: date, form: str, as_json: bool) -> None:
    """Print a row for each report; a text that names no day gives none."""
    from feedback_rules.studies.duties import duties, duties_ics

    profile = law.load()
    if form == "ics" and not as_json:
        session.raw(duties_ics(profile, first, last, session.lang))
        return
    rows = duties(profile, first, last, session.lang)
    if as_json:
        session.json(rows)
        return
    names = Names(profile, session)
    tables.heading(session, names.title)
    heads = ("period", "report", "by", "addressee", "basis")
    tables.show(
        session, [session.word(f"duties.{head}") for head in heads], [_row(session, names, row) for row in rows]
    )
    session.print()
    for note in dict.fromkeys(row["note"] for row in rows if row["note"]):
        session.print(f"{note}.")
    session.print(session.word("own_articles", number=profile.number))


def _row(session: Session, names: Names, row: Mapping[str, Any]) -> list[str]:
    period = session.word("duties.on_request")
    if row["to"] is not None:
        days = {end: shown.plain_day(date.fromisoformat(row[end]), session.lang) for end in ("from", "to")}
        period = session.word(f"duties.every.{row['every']}", first=days["from"], last=days["to"])
    return [
        period,
        row["title"] or row["duty"],
        ", ".join(names.role(name.strip()) for name in row["by"].split(",")),
        names.role(row["addressee"]),
        shown.articles(row["basis"], names.number, session.lang),
    ]
