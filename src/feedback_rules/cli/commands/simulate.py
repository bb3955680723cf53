"""``simulate``: a log of plausible cases, the same for the same seed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedback_rules.cli.frame import option, verb
from feedback_rules.cli.law import Law, law_argument
from feedback_rules.cli.parameters import DAY, Choice, Whole
from feedback_rules.cli.progress import watched

if TYPE_CHECKING:
    from datetime import date

    from feedback_rules.cli.session import Session

__all__ = ["command"]


@verb("simulate")
@law_argument
@option("-n", "--number", "number", type=Whole(1), required=True, metavar="N")
@option("--seed", type=Whole(0), required=True, metavar="S")
@option("--start", type=DAY, metavar="DATE")
@option(
    "--format", "form", type=Choice("jsonl", "csv", "yaml"), default="jsonl", metavar="jsonl|csv|yaml", topic="form"
)
def command(
    session: Session, *, law: Law, number: int, seed: int, start: date | None, form: str, as_json: bool
) -> None:
    """Print the rows as they are made; ``--json`` gives them as one array."""
    from feedback_rules.engine import Engine
    from feedback_rules.studies.log_write import write_rows
    from feedback_rules.studies.simulate import simulate

    profile = law.load()
    zone = profile.rulebook.zone
    rows = watched(simulate(Engine(profile), number, seed, start), session.word("simulate.running"))
    if as_json:
        session.json([row.to_dict(zone) for row in rows])
        return
    for line in write_rows(rows, zone, form):
        session.raw(line)
