"""``check``: every problem of profiles, each with its place and what to write instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from feedback_rules.cli.frame import option, verb
from feedback_rules.cli.law import Law, readings_and_overlays
from feedback_rules.cli.parameters import DAY, EXISTING
from feedback_rules.cli.progress import watched
from feedback_rules.errors import ProfileError

if TYPE_CHECKING:
    from datetime import date

    from feedback_rules.cli.session import Session
    from feedback_rules.profiles.problem import Problem

__all__ = ["command"]


@verb("check")
@click.argument("files", nargs=-1)
@option("--on", type=DAY, metavar="DATE")
@readings_and_overlays
def command(
    session: Session, *, files: tuple[str, ...], on: date | None, reading: Any, overlay: Any, as_json: bool
) -> int:
    """Print the problems, one a line, errors first in each file; 1 if there is an error."""
    from feedback_rules.profiles.shelf import examine, overlays_shipped, shipped

    names = tuple(_named(name) for name in files) or (*shipped(), *overlays_shipped())
    problems: list[Problem] = []
    for name in watched(names, session.word("check.running")):
        found = examine(name, overlays=list(overlay), on=on)
        if any(problem.code == "not-a-file" for problem in found):
            raise ProfileError("not-a-file", en=found[0].text("en"), vi=found[0].text("vi"), problems=found)
        if reading and not any(problem.severity == "error" for problem in found):
            Law(name, reading, overlay).load()  # a reading that the text does not have is wrong use
        problems += found
    errors = sum(problem.severity == "error" for problem in problems)
    if as_json:
        session.json({"problems": [problem.to_dict(session.lang) for problem in problems]})
    else:
        for problem in problems:
            session.print(problem.text(session.lang))
        session.print(session.word("check.summary", files=len(names), errors=errors, warnings=len(problems) - errors))
    return 1 if errors else 0


def _named(name: str) -> str:
    """Take a shipped name as it is; a path must lead to something."""
    if any(sign in name for sign in "/\\."):
        path: str = EXISTING.read(name, "")
        return path
    return name
