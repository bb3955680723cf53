"""A regulation is data: no province is known to the code (issue of the language: YAML only)."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from tests.house.sources import ROOT

if TYPE_CHECKING:
    from pathlib import Path

NAMES = re.compile(
    r"lang\s?son|lạng\s?sơn|ha\s?noi|hà\s?nội|hcmc|hồ chí minh|binh\s?phuoc|bình\s?phước"
    r"|tra\s?vinh|trà\s?vinh|\bLS-|1022|\bVN-(09|HN|SG|58|51)\b",
    re.IGNORECASE,
)
ZONE = re.compile(r"Asia/Ho_Chi_Minh")
TYPED = "feedback-rules "
"""The examples of the help name shipped profiles, so that they run as typed."""

FILES = sorted((ROOT / "src").rglob("*.py"))


def _told(tree: ast.Module) -> set[int]:
    """Give the ids of the constants that are docstrings."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            found.add(id(node.value))
    return found


def named(path: Path) -> list[str]:
    """List the provinces that a module names outside its docstrings and comments."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = _told(tree)
    words = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            words.append(node.value)
        words += [
            getattr(node, slot) for slot in ("id", "attr", "name", "arg") if isinstance(getattr(node, slot, None), str)
        ]
    return [word for word in words if NAMES.search(ZONE.sub("", word)) and not word.startswith(TYPED)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT / "src").as_posix())
def test_no_module_names_a_province(path: Path) -> None:
    """A province's name in the code would be a special case at the wrong depth: the language must be able to say it."""
    assert named(path) == []


def test_a_name_would_be_found(tmp_path: Path) -> None:
    """The search sees strings and identifiers, and passes over docstrings."""
    module = tmp_path / "module.py"
    module.write_text('"""Hà Nội."""\nwaits = "travinh"\nif waits == "x":\n    is_hcmc = 1\n', encoding="utf-8")
    assert named(module) == ["travinh", "is_hcmc"]
