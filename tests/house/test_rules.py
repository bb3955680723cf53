"""What the house asks of every file, and of its two commands."""

from __future__ import annotations

import io
import re
import tokenize
import tomllib
from typing import TYPE_CHECKING

import pytest

import feedback_rules
from tests.house.sources import ROOT, SOURCES

if TYPE_CHECKING:
    from pathlib import Path

PYTHON = [*SOURCES, *sorted(path.relative_to(ROOT) for path in (ROOT / "tests").rglob("*.py"))]
EXEMPTION = re.compile(r"#\s*(noqa|type:\s*ignore|pragma)")
REASONED = re.compile(r"#\s*(noqa: [A-Z0-9, ]+ - |type: ignore\[[\w, -]+\] # |pragma: no (cover|branch) - )\S+")
BLOCK = re.compile(r"^```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("path", PYTHON, ids=str)
def test_every_exemption_has_its_reason_on_the_line(path: Path) -> None:
    """A ``noqa``, a ``type: ignore`` or a ``pragma`` names what it exempts and why."""
    text = (ROOT / path).read_text(encoding="utf-8")
    comments = [
        token for token in tokenize.generate_tokens(io.StringIO(text).readline) if token.type == tokenize.COMMENT
    ]
    bare = [(token.start[0], token.string) for token in comments if EXEMPTION.search(token.string)]
    assert [found for found in bare if not REASONED.search(found[1])] == []


def test_every_ignored_lint_rule_has_its_reason() -> None:
    """Each rule that ruff's configuration leaves out is followed by why."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = text[text.index("[tool.ruff.lint]") : text.index("allowed-confusables")]
    entries = [line for line in block.splitlines() if line.startswith('    "')]
    assert len(entries) > 1
    assert [line for line in entries if not re.search(r'",\s+# \S+ \S+', line)] == []


def test_readme_opens_with_the_two_commands() -> None:
    """The first two code blocks of the README are ``make demo`` and ``make check``."""
    blocks = BLOCK.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    assert [block.strip() for block in blocks[:2]] == ["make demo", "make check"]


def test_ci_is_make_check() -> None:
    """What CI runs is what a person runs."""
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert script.splitlines()[-1] == "exec make check"


def test_version_is_said_once() -> None:
    """The project, the package and the change log name the same version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == feedback_rules.__version__
    assert f"## [{project['version']}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_decision_is_short() -> None:
    """A decision record is about ten lines: what was decided, why, and what it costs."""
    records = sorted((ROOT / "docs" / "decisions").glob("0*.md"))
    assert records
    lengths = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in records}
    assert {name: length for name, length in lengths.items() if length > 20} == {}
