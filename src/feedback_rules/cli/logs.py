"""The logs that a command reads: files, or standard input."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from feedback_rules.cli.parameters import PATH
from feedback_rules.cli.progress import watched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from feedback_rules.cli.session import Session
    from feedback_rules.profiles.profile import Profile
    from feedback_rules.studies.log import Row
    from feedback_rules.workflow.event import Event

__all__ = ["logs_argument", "read", "rows_of"]


def logs_argument(function: Callable[..., Any]) -> Callable[..., Any]:
    """Take one or more logs as the arguments after the profile."""
    made: Callable[..., Any] = click.argument("logs", nargs=-1, required=True, type=PATH)(function)
    return made


def read(session: Session, paths: Sequence[str], profile: Profile) -> list[Event]:
    """Read the rows of all logs in order; ``-`` is standard input."""
    return [row.event for row in rows_of(session, paths, profile)]


def rows_of(session: Session, paths: Sequence[str], profile: Profile) -> Iterator[Row]:
    """Read row after row, with the place of each; a terminal shows how far it has come."""
    from feedback_rules.studies.log import read_rows

    stdin = getattr(sys.stdin, "buffer", None)
    return watched(read_rows(*paths, profile=profile, stdin=stdin), session.word("log.reading"))
