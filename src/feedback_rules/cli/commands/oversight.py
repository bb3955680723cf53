"""``oversight``: the figures of months by unit, and the thresholds that the regulation watches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.cli import shown, tables
from feedback_rules.cli.frame import option, verb
from feedback_rules.cli.law import Law, law_argument
from feedback_rules.cli.logs import events_of, logs_argument
from feedback_rules.cli.names import Names
from feedback_rules.cli.parameters import MONTHS
from feedback_rules.cli.tables import Cell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from feedback_rules.cli.session import Session

__all__ = ["command"]


@verb("oversight")
@law_argument
@logs_argument
@option("--month", type=MONTHS, required=True, metavar="M")
def command(session: Session, *, law: Law, logs: tuple[str, ...], month: str, as_json: bool) -> None:
    """Print for each month one row a unit and one for all, then a row for each monitor and unit (S28)."""
    from tempfile import TemporaryFile

    from feedback_rules.engine import Engine
    from feedback_rules.studies.oversight import oversight

    profile = law.load()
    events = events_of(session, logs, profile)
    rows = oversight(Engine(profile), events, month, lang=session.lang, keep=TemporaryFile)
    if as_json:
        session.json(rows)
        return
    names = Names(profile, session)
    tables.heading(session, names.title)
    figures = [row for row in rows if row["kind"] != "monitor"]
    for number, name in enumerate(dict.fromkeys(row["month"] for row in figures)):
        if number:
            session.print()
        session.print(session.word("oversight.month", month=f"{name[5:]}/{name[:4]}"))
        _figures(session, names, [row for row in figures if row["month"] == name])
    _monitors(session, names, [row for row in rows if row["kind"] == "monitor"])


def _figures(session: Session, names: Names, figures: Sequence[Mapping[str, Any]]) -> None:
    """Print what fell due in the month and how it went."""
    ratings = list(dict.fromkeys(value for row in figures for value in row["ratings"]))
    scale: dict[str, Any] = names.profile.document.get("rating", {}).get("scale", {})
    heads = [session.word(f"oversight.{head}") for head in ("unit", "cases", "due", "met", "late", "breached", "share")]
    heads += [session.pick(scale.get(value)) or value for value in ratings]
    table = []
    for row in figures:
        unit = session.word("oversight.total") if row["unit"] is None else names.bound(row["unit"])
        counts = [str(row[key]) for key in ("cases", "due", "met", "late", "breached")]
        share = percent(row["share_late"], session.lang)
        table.append([unit, *counts, share, *(str(row["ratings"].get(value, 0)) for value in ratings)])
    tables.show(session, heads, table, right=range(1, len(heads)), wrapped={0: 60})
    for row in figures:
        if row["kind"] == "total":
            session.print(session.word("oversight.flow", opened=row["opened"], ended=row["ended"]))


def _monitors(session: Session, names: Names, monitors: Sequence[Mapping[str, Any]]) -> None:
    """Print each monitor with what it counted and what follows."""
    if not monitors:
        session.print(session.word("oversight.no_monitors"))
        return
    session.print()
    rows: list[list[str | Cell]] = [
        [
            _title(row),
            names.bound(row["unit"]),
            f"{row['counted']}/{row['cases']} ({percent(row['share'], session.lang)})",
            row["threshold"].replace(">=", "≥").replace("<=", "≤"),
            Cell(session.word("yes"), "red") if row["exceeded"] else session.word("no"),
            row["then"] or "" if row["exceeded"] else "",
            shown.articles(row["basis"], names.number, session.lang),
        ]
        for row in monitors
    ]
    heads = ("monitor", "unit", "counted", "threshold", "exceeded", "then", "basis")
    tables.show(
        session, [session.word(f"oversight.{head}") for head in heads], rows, wrapped={0: 40, 1: 40, 5: 40, 6: 40}
    )


def _title(row: Mapping[str, Any]) -> str:
    """Name a monitor with the period that it is evaluated over, if it has one."""
    title = str(row["title"] or row["monitor"])
    return f"{title} ({row['period']})" if row["period"] else title


def percent(share: float | None, lang: str) -> str:
    """Write a share with one decimal; a share of nothing is a dash.

    >>> percent(0.3125, "vi"), percent(1.0, "en"), percent(None, "en")
    ('31,2 %', '100.0 %', '–')
    """
    if share is None:
        return "–"
    text = f"{share * 100:.1f} %"
    return text.replace(".", ",") if lang == "vi" else text
