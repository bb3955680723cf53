"""Errors as one line each and an exit status: 1 where the answer is "no", 2 for wrong use."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click
from click.exceptions import NoSuchOption

from feedback_rules.cli.parameters import shown
from feedback_rules.cli.streams import legible
from feedback_rules.errors import FeedbackRulesError, ProfileError, RefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feedback_rules.cli.session import Session
    from feedback_rules.profiles.problem import Problem

__all__ = ["told"]

NO, WRONG_USE = 1, 2

NOT_READ = frozenset(
    {"missing-file", "not-a-file", "unreadable-file", "not-utf8", "binary", "empty-file", "several-documents"}
)
"""A file that isn't there, or is no profile at all, is named wrongly; one that is a profile and wrong has problems."""


def told(error: Exception, session: Session) -> tuple[list[str], int]:
    """Give the lines that tell of ``error`` and the exit status."""
    if isinstance(error, FeedbackRulesError):
        return _raised(error, session)
    if isinstance(error, click.UsageError):
        return [_misused(error, session)], WRONG_USE
    if isinstance(error, click.ClickException):
        return [error.format_message()], WRONG_USE
    if isinstance(error, OSError):
        name = legible(os.fsdecode(error.filename)) if isinstance(error.filename, str | bytes) else "–"
        why = (
            session.word(f"os.{type(error).__name__}")
            if type(error).__name__ in KNOWN
            else str(error.strerror or error)
        )
        return [session.word("os.line", name=name, why=why)], WRONG_USE
    if isinstance(error, UnicodeDecodeError):
        return [session.word("not_utf8", place=error.start)], WRONG_USE
    if isinstance(error, MemoryError | RecursionError):
        return [session.word("too_much", kind=type(error).__name__)], WRONG_USE
    return [
        session.word("unexpected", kind=type(error).__name__, what=str(error)[:200], where=_where(error))
    ], WRONG_USE


KNOWN = ("FileNotFoundError", "IsADirectoryError", "NotADirectoryError", "PermissionError", "FileExistsError")


def _raised(error: FeedbackRulesError, session: Session) -> tuple[list[str], int]:
    """Tell an error of the library: its problems one by one where it has several, else its own sentence."""
    problems: Sequence[Problem] = error.details.get("problems") or ()
    if not problems:
        first, *more = [line.strip() for line in error.text(session.lang).splitlines() if line.strip()] or [""]
        return [f"{error.code}: {first}", *more], NO if isinstance(error, RefusedError) else WRONG_USE
    lines = [problem.text(session.lang) for problem in problems]
    unlisted = error.details.get("more") or error.details.get("count", len(lines)) - len(lines)
    if unlisted:
        lines.append(session.word("more_problems", count=unlisted))
    read = isinstance(error, ProfileError) and not any(problem.code in NOT_READ for problem in problems)
    return lines, NO if read else WRONG_USE


def _misused(error: click.UsageError, session: Session) -> str:
    """Word a mistake of use; click has its own words in English only."""
    command = error.ctx.command_path if error.ctx else "feedback-rules"
    more = session.word("see_help", command=command)
    if isinstance(error, NoSuchOption):
        close = session.word("did_you_mean", names=", ".join(error.possibilities)) if error.possibilities else ""
        said = session.word("no_such_option", name=error.option_name, close=close)
    elif isinstance(error, click.MissingParameter):
        name = shown(error.param)
        argument = session.metavar((error.param.human_readable_name or "") if error.param else "")
        said = session.word("missing_option", name=name) if name else session.word("missing_argument", name=argument)
    elif isinstance(error, click.BadOptionUsage):
        wrong = "option_takes_none" if "not take" in error.message else "option_needs_value"
        said = session.word(wrong, name=error.option_name)
    elif error.message.startswith("Got unexpected extra argument"):
        extra = error.message.partition("(")[2].rstrip(")")
        said = session.word("extra_argument", what=extra)
    else:
        said = error.format_message()
    return f"{said}; {more}"


def _where(error: Exception) -> str:
    """Name the innermost line of this library that the error passed."""
    place, trace = "–", error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename.replace(os.sep, "/")
        if "/feedback_rules/" in file:
            place = f"{file.rpartition('/feedback_rules/')[2]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
