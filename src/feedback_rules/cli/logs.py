"""The logs that a command reads: files, or standard input."""

from __future__ import annotations

import sys
from itertools import chain
from typing import TYPE_CHECKING, Any

import click

from feedback_rules.cli.parameters import LOG
from feedback_rules.cli.progress import watched
from feedback_rules.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from feedback_rules.cli.session import Session
    from feedback_rules.profiles.profile import Profile
    from feedback_rules.studies.log import Batch
    from feedback_rules.studies.log_undeclared import Undeclared
    from feedback_rules.workflow.event import Event

__all__ = ["batches_of", "events_of", "logs_argument", "read"]


def logs_argument(function: Callable[..., Any]) -> Callable[..., Any]:
    """Take one or more logs as the arguments after the profile."""
    made: Callable[..., Any] = click.argument("logs", nargs=-1, required=True, type=LOG)(function)
    return made


def read(session: Session, paths: Sequence[str], profile: Profile) -> list[Event]:
    """Read the rows of all logs in order; ``-`` is standard input."""
    return [*events_of(session, paths, profile)]


def events_of(session: Session, paths: Sequence[str], profile: Profile) -> Iterator[Event]:
    """Read event after event."""
    for batch in batches_of(session, paths, profile):
        yield from batch.events


def batches_of(session: Session, paths: Sequence[str], profile: Profile) -> Iterator[Batch]:
    """Read the rows as they come, with the place of each; a terminal shows how far it has come. None is wrong use."""
    from feedback_rules.studies.log import read_batches
    from feedback_rules.studies.log_undeclared import Undeclared

    stdin = getattr(sys.stdin, "buffer", None)
    undeclared = Undeclared(profile.rulebook)
    read = watched(read_batches(*paths, profile=profile, stdin=stdin), session.word("log.reading"))
    batches = undeclared.watch(read)
    first = next(batches, None)
    if first is None:
        where = ", ".join(paths)
        raise InputError(
            "empty-log",
            en=f"there are no rows in {where}; a log needs at least the row that opens a case",
            vi=f"{where} không có dòng nào; nhật ký cần ít nhất dòng mở một hồ sơ",
        )
    return _noticed(session, undeclared, chain((first,), batches))


def _noticed(session: Session, undeclared: Undeclared, batches: Iterable[Batch]) -> Iterator[Batch]:
    """Hand on the rows; at the end, or where somebody stops, say what data the regulation does not declare."""
    try:
        yield from batches
    finally:
        for problem in undeclared.problems():
            session.complain(problem.text(session.lang))
