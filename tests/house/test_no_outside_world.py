"""Nothing in the library reads the machine's clock, zone, locale, environment, network or a random source (S2).

Ruff bans the same names; this test holds also where a ``noqa`` would silence it.
"""

from __future__ import annotations

import ast
import tomllib
from typing import TYPE_CHECKING

import pytest

from tests.house.sources import ROOT, SOURCES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BANNED = set(
    tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]["lint"]["flake8-tidy-imports"][
        "banned-api"
    ]
)
MAY_DRAW = {"src/feedback_rules/studies/simulate.py": {"random"}}


def reached(tree: ast.AST) -> Iterator[str]:
    """Give the full dotted name of everything that a module imports or reaches through what it imports."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name
                names[alias.asname or alias.name.partition(".")[0]] = (
                    alias.name if alias.asname else alias.name.partition(".")[0]
                )
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            for alias in node.names:
                yield f"{node.module}.{alias.name}"
                names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            parts: list[str] = [node.attr]
            inner = node.value
            while isinstance(inner, ast.Attribute):
                parts.append(inner.attr)
                inner = inner.value
            if isinstance(inner, ast.Name) and inner.id in names:
                yield ".".join([names[inner.id], *reversed(parts)])


def forbidden(source: str, allowed: set[str]) -> set[str]:
    """Give the banned names that a source reaches."""
    return {
        name
        for name in reached(ast.parse(source))
        for ban in BANNED - allowed
        if name == ban or name.startswith(f"{ban}.")
    }


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_source_reaches_nothing_outside(path: Path) -> None:
    """No module of the library reaches a banned name; the simulator alone may draw, from its seed."""
    assert forbidden((ROOT / path).read_text(encoding="utf-8"), MAY_DRAW.get(path.as_posix(), set())) == set()


@pytest.mark.parametrize(
    "source",
    [
        "import datetime as d\nd.datetime.now()",
        "from datetime import date\ndate.today()",
        "from time import time",
        "import random",
        "from random import Random",
        "import os\nos.environ['TZ']",
        "from os import environ",
        "import urllib.request",
    ],
)
def test_every_way_to_reach_outside_is_seen(source: str) -> None:
    """Aliases and partial imports don't hide a banned name."""
    assert forbidden(source, set())
