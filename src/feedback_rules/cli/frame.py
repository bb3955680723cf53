"""The frame of a command: help in the language of the call, groups that import a command when it is called."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, NoReturn

import click

from feedback_rules.cli.parameters import Choice
from feedback_rules.errors import InputError
from feedback_rules.wording import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from feedback_rules.cli.session import Session

__all__ = ["LazyGroup", "Verb", "json_option", "lang_option", "near", "one_form", "option", "verb"]

HELP_NAMES = ["-h", "--help"]


def near(word: str, known: Sequence[str]) -> tuple[str, ...]:
    """Give the names closest to ``word``, best first.

    >>> near("limit", ["list", "limits", "due"])
    ('limits', 'list')
    """
    from difflib import get_close_matches

    return tuple(get_close_matches(word, known))


def _session(context: click.Context) -> Session:
    session: Session = context.obj
    return session


class _Worded(click.Command):
    """A command whose usage, help and options are worded when they are shown."""

    def get_help_option_names(self, ctx: click.Context) -> list[str]:
        del ctx
        return HELP_NAMES

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = _session(ctx).metavar(" ".join(self.collect_usage_pieces(ctx)))
        formatter.write_usage(ctx.command_path, pieces, prefix=_session(ctx).word("usage") + " ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(_session(ctx).word(f"help.{self.topic(ctx)}"))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        session = _session(ctx)
        arguments, options = [], []
        for param in self.get_params(ctx):
            if isinstance(param, click.Argument):
                arguments.append((session.metavar(param.make_metavar(ctx)), session.word(f"argument.{param.name}")))
            elif isinstance(param, click.Option) and (record := param.get_help_record(ctx)) is not None:
                own = any(param is declared for declared in self.params)  # the others are click's: --help
                options.append((session.metavar(record[0]), session.word(str(param.help) if own else "option.help")))
        for title, rows in (("arguments", arguments), ("options", options)):
            if rows:
                with formatter.section(session.word(title)):
                    formatter.write_dl(rows)

    def topic(self, ctx: click.Context) -> str:
        """Give the key under which this command's help is worded."""
        above, names = ctx, []
        while above.parent is not None:
            names.append(str(above.info_name))
            above = above.parent
        return "_".join(reversed(names)) or "program"


class Verb(_Worded):
    """One command; an example of its use ends its help."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the example."""
        formatter.write_paragraph()
        with formatter.section(_session(ctx).word("example")):
            for line in say(f"cli.example.{self.topic(ctx)}", "en").splitlines():
                formatter.write(f"{'':>{formatter.current_indent}}{line}\n")


class LazyGroup(_Worded, click.Group, ABC):
    """A group that knows the names of its commands and loads one when it is called."""

    def __init__(self, name: str, names: Sequence[str], params: list[click.Parameter]) -> None:
        super().__init__(name, params=params, no_args_is_help=False)
        self.names = tuple(names)

    @abstractmethod
    def load(self, name: str) -> click.Command:
        """Import the command ``name``."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the commands in their order."""
        del ctx
        return list(self.names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the command of this name, if there is one."""
        del ctx
        return self.load(cmd_name) if cmd_name in self.names else None

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Show the help where no command is named; that is wrong use."""
        rest = super().parse_args(ctx, args)
        if not ctx.resilient_parsing and not self._named(ctx):
            _session(ctx).print(self.get_help(ctx))
            ctx.exit(2)
        return rest

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; an unknown one is refused with the nearest names."""
        word = args[0]
        if word not in self.names:
            self._unknown(word)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        session = _session(ctx)
        above = "" if ctx.parent is None else f"{self.topic(ctx)}_"
        with formatter.section(session.word("commands")):
            formatter.write_dl([(name, session.word(f"short.{above}{name}")) for name in self.names])

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show the commands, then the options."""
        self.format_commands(ctx, formatter)
        _Worded.format_options(self, ctx, formatter)

    def _unknown(self, word: str) -> NoReturn:
        close = near(word, self.names)
        known = ", ".join(self.names)
        raise InputError(
            "unknown-command",
            en=f"there is no command {word!r}; "
            + (f"did you mean {' or '.join(close)}?" if close else f"the commands are: {known}"),
            vi=f"không có lệnh {word!r}; " + (f"có phải {' hoặc '.join(close)}?" if close else f"các lệnh là: {known}"),
        )

    @staticmethod
    def _named(ctx: click.Context) -> bool:
        return bool(getattr(ctx, "_protected_args", None) or ctx.args)


def one_form(**asked: bool) -> None:
    """Refuse two forms of output at once.

    >>> one_form(memo=True, json=False)
    >>> one_form(jsonl=True, json=False, all_readings=True)
    Traceback (most recent call last):
    feedback_rules.errors.InputError: --jsonl and --all-readings ask for two forms at once; give one of them
    """
    forms = [f"--{name.replace('_', '-')}" for name, given in asked.items() if given]
    if len(forms) > 1:
        raise InputError(
            "options-together",
            en=f"{forms[0]} and {forms[1]} ask for two forms at once; give one of them",
            vi=f"{forms[0]} và {forms[1]} là hai dạng khác nhau; hãy chọn một",
        )


def option(*names: str, topic: str | None = None, **settings: Any) -> Callable[[Any], Any]:
    """Declare an option; its help is worded under ``cli.option.<topic>``, by default its own name."""
    name = topic or next(name for name in names if name.startswith("--")).lstrip("-").replace("-", "_")
    return click.option(*names, help=f"option.{name}", **settings)


def lang_option() -> click.Option:
    """Make ``--lang``; the program has read it before anything was parsed."""
    return click.Option(["--lang"], type=Choice("vi", "en"), expose_value=False, metavar="vi|en", help="option.lang")


def json_option() -> click.Option:
    """Make ``--json``."""
    return click.Option(["--json", "as_json"], is_flag=True, help="option.json")


def verb(name: str) -> Callable[[Callable[..., int | None]], click.Command]:
    """Make a command of a function that takes the session and its options and gives the exit status (None is 0)."""

    def make(function: Callable[..., int | None]) -> click.Command:
        command: click.Command = click.command(name, cls=Verb)(click.pass_obj(function))
        command.params += [json_option(), lang_option()]
        return command

    return make
