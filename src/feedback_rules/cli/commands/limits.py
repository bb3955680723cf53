"""``limits``: the table of every time limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedback_rules.citation import parse, sort_key
from feedback_rules.cli import tables
from feedback_rules.cli.frame import verb
from feedback_rules.cli.law import Law, law_argument
from feedback_rules.cli.names import Names
from feedback_rules.cli.shown import articles

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from feedback_rules.cli.session import Session
    from feedback_rules.profiles.limits import LimitInfo
    from feedback_rules.workflow.spec import ReadingSpec

__all__ = ["command"]

WIDTHS = {0: 28, 1: 30, 2: 22, 3: 34, 4: 30, 5: 30}
"""How wide the columns may become, so that a row fits a page."""


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
        [session.word(f"limits.{head}") for head in ("basis", "holder", "amount", "starts", "met_by", "when", "id")],
        [_row(session, names, row) for row in sorted(rows, key=_place)],
        wrapped=WIDTHS,
    )
    session.print()
    session.print(session.word("own_articles", number=profile.number))
    _notes(session, names, rows)


def _place(row: LimitInfo) -> tuple[object, ...]:
    """Order rows as the text does: by the article that they stand on."""
    return (not row.basis, sort_key(row.basis[0]) if row.basis else (), row.id)


def _notes(session: Session, names: Names, rows: Sequence[LimitInfo]) -> None:
    """Say what was filled in where the text is silent, and which readings the rows depend on (S30, S31)."""
    reasons: dict[str, list[str]] = {}
    readings: dict[str, list[str]] = {}
    specs = names.book.source.readings
    for row in rows:
        if row.inferred is not None:
            reasons.setdefault(session.pick(row.inferred).rstrip("."), []).append(row.id)
        for reading, chosen in _own(row, specs):
            readings.setdefault(f"{reading}={chosen}", []).append(row.id)
    for reason, ids in reasons.items():
        session.print(session.word("limits.inferred", ids=", ".join(dict.fromkeys(ids)), reason=reason))
    for chosen, ids in readings.items():
        session.print(session.word("limits.reading", ids=", ".join(dict.fromkeys(ids)), chosen=chosen))


def _own(row: LimitInfo, readings: Mapping[str, ReadingSpec]) -> Iterator[tuple[str, str]]:
    """Give the readings of a row itself: one that is about another way of the same clock changes nothing here.

    A clock depends on every reading of its ways; a reading that cites a way's article, and not this row's, is the
    other's.
    """
    for reading, chosen in row.readings:
        spec = readings.get(reading)
        if spec is None or not spec.basis or _shared(spec.basis, row.basis) or "/" not in row.id:
            yield reading, chosen


def _shared(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether a clause of one lies in, or holds, a clause of the other."""
    places = [(parse(here), parse(there)) for here in one for there in other]
    return any(here.covers(there) or there.covers(here) for here, there in places)


def _row(session: Session, names: Names, row: LimitInfo) -> list[str]:
    return [
        articles(row.basis, names.number, session.lang),
        names.whose(row.kind, row.holder),
        names.limit(row),
        "; ".join(names.start(row.workflow, start) for start in (row.counts_from or row.starts)),
        ", ".join(names.event(row.workflow, event, row.id.partition("/")[0]) for event in row.met_by)
        or session.word("limits.nobody"),
        names.condition(row.when),
        row.id,
    ]
