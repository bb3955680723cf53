"""``vectors``: conformance cases for software in any language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedback_rules.cli.frame import option, verb
from feedback_rules.cli.law import Law, law_argument
from feedback_rules.cli.parameters import Whole

if TYPE_CHECKING:
    from feedback_rules.cli.session import Session

__all__ = ["command"]


@verb("vectors")
@law_argument
@option("-n", "--number", "number", type=Whole(1), metavar="N", topic="looked_through")
@option("--seed", type=Whole(0), default=0, metavar="S")
def command(session: Session, *, law: Law, number: int | None, seed: int, as_json: bool) -> None:
    """Print one JSON document, with ``--json`` or without."""
    from feedback_rules.engine import Engine
    from feedback_rules.studies.vectors import CASES, vectors

    del as_json
    session.json(vectors(Engine(law.load()), CASES if number is None else number, seed))
