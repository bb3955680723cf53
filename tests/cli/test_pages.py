"""The reference page of the command line against the commands themselves."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from feedback_rules.cli.program import COMMANDS, Program
from feedback_rules.wording.cli import WORDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Answer

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
COMMON = {"--lang", "--json", "--reading", "--overlay", "--help", "-h"}
VERBS = [*COMMANDS[:-1], *(f"calendar {name}" for name in ("show", "check", "ics"))]


def command_of(verb: str) -> click.Command:
    """Load a command, or one of a group."""
    command: click.Command = Program()
    for name in verb.split():
        assert isinstance(command, click.Group)
        found = command.get_command(click.Context(command), name)
        assert found is not None
        command = found
    return command


def test_the_page_has_a_section_for_each_command_in_order() -> None:
    """The page speaks of the commands that are there, and of no other."""
    assert re.findall(r"^## `([^`]+)`$", PAGE, re.MULTILINE) == VERBS


@pytest.mark.parametrize("verb", VERBS)
def test_the_page_names_every_option(verb: str) -> None:
    """The options of a section are those of the command, beside those that all have."""
    section = PAGE.partition(f"\n## `{verb}`\n")[2].partition("\n## ")[0]
    told = {
        name for cell in re.findall(r"^\| (`-[^|]*(?:\\\|[^|]*)*)\|", section, re.MULTILINE) for name in names(cell)
    }
    options = [param for param in command_of(verb).params if isinstance(param, click.Option)]
    assert told == {name for option in options for name in option.opts} - COMMON


def names(cell: str) -> list[str]:
    """Give the options named in a cell."""
    return re.findall(r"(?<![\w-])(--?[a-z][a-z-]*)", cell)


@pytest.mark.parametrize("verb", VERBS)
def test_every_command_that_takes_a_profile_takes_readings_and_overlays(verb: str) -> None:
    """``--reading`` and ``--overlay`` go wherever a profile is named; every command has ``--json`` and ``--lang``."""
    opts = {name for param in command_of(verb).params for name in param.opts}
    assert {"--json", "--lang"} <= opts
    if {"profile", "--profile", "files"} & opts:
        assert {"--reading", "--overlay"} <= opts


@pytest.mark.parametrize("verb", VERBS)
def test_the_example_of_the_help_is_right_use(call: Callable[..., Answer], verb: str) -> None:
    """What ``--help`` shows as an example has options that exist, and whatever the command needs."""
    import shlex

    example = WORDS[f"cli.example.{verb.replace(' ', '_')}"][0].partition(" > ")[0]
    words = shlex.split(example)[1:]
    assert words[: len(verb.split())] == verb.split()
    answer = call(*words, "--help")
    assert answer.status == 0
    command = command_of(verb)
    context = click.Context(command, obj=None)
    parsed, _, _ = command.make_parser(context).parse_args(words[len(verb.split()) :])
    needed = {param.name for param in command.params if param.required}
    assert needed <= {name for name, value in parsed.items() if value is not None}


@pytest.mark.parametrize("verb", VERBS)
def test_what_stands_for_a_value_is_named_in_vietnamese_too(call: Callable[..., Answer], verb: str) -> None:
    """The words in capitals of a page, ``FILE`` or ``OPTIONS``, are Vietnamese on a Vietnamese one."""
    pages = {lang: call(*verb.split(), "--help", "--lang", lang).out for lang in ("vi", "en")}
    written = set(re.findall(r"(?<![-\w])[A-Z]{4,}(?!\w)", pages["en"])) - NAMES
    assert "OPTIONS" in written
    assert {word for word in written if f"cli.metavar.{word}" not in WORDS} == set()
    assert {word for word in written if re.search(rf"(?<!\w){word}(?!\w)", pages["vi"])} == set()


NAMES = {"JSON", "JSONL", "YAML"}
"""Capitals that are the name of a thing in both languages."""
