"""``limits``: the table of every time limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedback_rules.citation import sort_key
from feedback_rules.cli import tables
from feedback_rules.cli.frame import verb
from feedback_rules.cli.law import Law, law_argument
from feedback_rules.cli.names import Names
from feedback_rules.cli.shown import articles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feedback_rules.cli.session import Session
    from feedback_rules.profiles.limits import LimitInfo

__all__ = ["command"]


@verb("limits")
@law_argument
def command(session: Session, *, law: Law, as_json: bool) -> None:
    """Print a row for each way to comply and each row of a table of limits."""
    profile = law.load()
    rows = profile.limits()
    if as_json:
        session.json([row.to_dict(session.lang) for row in rows])
        return
    names = Names(profile, session)
    tables.heading(session, names.title)
    tables.show(
        session,
        [
            session.word(f"limits.{head}")
            for head in ("clause", "id", "holder", "amount", "starts", "met_by", "when", "basis")
        ],
        [_row(session, names, row) for row in sorted(rows, key=_place)],
    )
    session.print()
    session.print(session.word("own_articles", number=profile.number))
    _notes(session, rows)


def _place(row: LimitInfo) -> tuple[object, ...]:
    """Order rows as the text does: by the article that they stand on."""
    return (not row.basis, sort_key(row.basis[0]) if row.basis else (), row.id)


def _notes(session: Session, rows: Sequence[LimitInfo]) -> None:
    """Say what was filled in where the text is silent, and which readings the rows depend on (S30, S31)."""
    reasons: dict[str, list[str]] = {}
    readings: dict[str, list[str]] = {}
    for row in rows:
        if row.inferred is not None:
            reasons.setdefault(session.pick(row.inferred).rstrip("."), []).append(row.id)
        for reading, chosen in row.readings:
            readings.setdefault(f"{reading}={chosen}", []).append(row.id)
    for reason, ids in reasons.items():
        session.print(session.word("limits.inferred", ids=", ".join(ids), reason=reason))
    for chosen, ids in readings.items():
        session.print(session.word("limits.reading", ids=", ".join(ids), chosen=chosen))


def _row(session: Session, names: Names, row: LimitInfo) -> list[str]:
    from feedback_rules.calendar.limit import TimeLimit

    limit = TimeLimit(row.amount, row.time_unit).text(session.lang)
    if row.at_least is not None:
        limit += session.word("limits.at_least", limit=TimeLimit.parse(row.at_least).text(session.lang))
    return [
        ", ".join(row.basis),
        row.id,
        names.holder(row.holder),
        limit,
        "; ".join(names.start(row.workflow, start) for start in (row.counts_from or row.starts)),
        ", ".join(names.event(row.workflow, event, row.id.partition("/")[0]) for event in row.met_by)
        or session.word("limits.nobody"),
        names.condition(row.when),
        articles(row.basis, names.number, session.lang),
    ]
