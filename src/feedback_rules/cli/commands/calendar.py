"""``calendar``: the frozen days off and make-up days (S7)."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from feedback_rules.cli.frame import LazyGroup, lang_option

if TYPE_CHECKING:
    import click

__all__ = ["command"]


class Calendar(LazyGroup):
    """The commands on the day table, each in its file."""

    def load(self, name: str) -> click.Command:
        """Import one of them."""
        command: click.Command = import_module(f"feedback_rules.cli.commands.calendar_{name}").command
        return command


command = Calendar("calendar", ("show", "check", "ics"), [lang_option()])
