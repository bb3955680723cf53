"""The program: finds the command, runs it, and turns every error into one line and an exit status."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

import click

from feedback_rules.cli import mistakes
from feedback_rules.cli.frame import LazyGroup, lang_option
from feedback_rules.cli.session import Session
from feedback_rules.cli.streams import close_quietly, legible, open_utf8

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["COMMANDS", "Program", "run"]

COMMANDS = (
    "list",
    "check",
    "show",
    "limits",
    "due",
    "run",
    "explain",
    "test",
    "coverage",
    "duties",
    "oversight",
    "simulate",
    "vectors",
    "calendar",
)
"""The commands, in the order in which the help lists them."""

INTERRUPTED = 130
"""128 + SIGINT, as a shell reports it."""

BROKEN_PIPE = 141
"""128 + SIGPIPE: whoever read the output went away."""


def chosen_language(arguments: Sequence[str]) -> str:
    """Find ``--lang`` before anything is parsed, so that a complaint about the rest is in that language.

    >>> chosen_language(["list", "--lang", "en"]), chosen_language(["--lang=en", "list"]), chosen_language(["list"])
    ('en', 'en', 'vi')
    """
    lang = "vi"
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        name, equals, value = argument.partition("=")
        if name == "--lang":
            wanted = value if equals else "".join(arguments[place + 1 : place + 2])
            lang = "en" if wanted == "en" else "vi"
    return lang


class Program(LazyGroup):
    """``feedback-rules``: its commands are imported when they are called."""

    def __init__(self) -> None:
        super().__init__("feedback-rules", COMMANDS, params=[version_option(), lang_option()])

    def load(self, name: str) -> click.Command:
        """Import a command from its file."""
        command: click.Command = import_module(f"feedback_rules.cli.commands.{name}").command
        return command

    def main(self, args: Sequence[str] | None = None, *_: Any, **__: Any) -> NoReturn:
        """Run and exit: what click's own test runner calls."""
        sys.exit(self.answer(sys.argv[1:] if args is None else args))

    def answer(self, arguments: Sequence[str]) -> int:
        """Run one command and give its exit status; no exception leaves."""
        open_utf8()
        words = [legible(argument) for argument in arguments]
        session = Session(chosen_language(words))
        try:
            status = self._called(session, words)
            sys.stdout.flush()
        except BrokenPipeError:
            close_quietly()
            return BROKEN_PIPE
        except (KeyboardInterrupt, click.Abort):
            session.complain(session.word("interrupted"))
            return INTERRUPTED
        except Exception as error:  # noqa: BLE001 - the last resort: a person never sees a traceback
            status = self._complain(session, error)
        return int(status or 0)

    def _called(self, session: Session, words: list[str]) -> int | None:
        """Parse and run; ``--help`` and its like end early."""
        try:
            with self.make_context("feedback-rules", words, obj=session) as context:
                status: int | None = self.invoke(context)
        except click.exceptions.Exit as left:
            return left.exit_code
        return status

    def _complain(self, session: Session, error: Exception) -> int:
        """Print what was already said, then the error, one line each."""
        try:
            sys.stdout.flush()
        except OSError:
            close_quietly()
        lines, status = mistakes.told(error, session)
        for line in lines:
            session.complain(line)
        return status


def version_option() -> click.Option:
    """Make ``--version``."""

    def show(context: click.Context, _: click.Parameter, asked: bool) -> None:  # noqa: FBT001 - click's signature
        if asked:
            from feedback_rules import __version__

            context.obj.print(f"feedback-rules {__version__}")
            context.exit()

    return click.Option(
        ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=show, help="option.version"
    )


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status; ``arguments`` are those of the process unless given."""
    return Program().answer(sys.argv[1:] if arguments is None else arguments)
