"""The JSON of every command against the page that documents it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from feedback_rules.cli.program import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.cli.conftest import Answer

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "reference" / "json.md").read_text(encoding="utf-8")
LOGS = [str(ROOT / "examples" / name) for name in ("langson.jsonl", "langson-audit.jsonl")]
LOG = LOGS[0]
START = "2025-05-09T15:30+07:00"

CALLS: dict[str, list[list[str]]] = {
    "list": [["list"]],
    "check": [["check", "BROKEN"]],
    "show": [["show", "langson"]],
    "show --clause": [["show", "langson", "--clause", "7.2.a"], ["show", "langson", "--clause", "10.1"]],
    "limits": [["limits", "langson"]],
    "due": [["due", "--profile", "langson", "--limit", "8 working hours", "--from", START]],
    "run": [["run", "langson", log] for log in LOGS],
    "run --all-readings": [["run", "langson", LOG, "--all-readings"]],
    "explain": [["explain", "langson", LOG, "--case", "LS-2022-001"]],
    "test": [["test", "SCENARIO"]],
    "coverage": [["coverage", "langson"]],
    "coverage --examples": [["coverage", "langson", "--log", "SHORT"]],
    "duties": [["duties", "langson", "--from", "2024-01-01", "--to", "2024-12-31"]],
    "oversight": [["oversight", "langson", LOG, "--month", "2024-02/2024-03"]],
    "simulate": [["simulate", "langson", "-n", "5", "--seed", "1"]],
    "vectors": [["vectors", "langson", "-n", "3"]],
    "calendar show": [["calendar", "show"]],
    "calendar check": [["calendar", "check", "--year", "2026"]],
    "calendar ics": [["calendar", "ics", "--year", "2026"]],
}

SCENARIO = """\
profile: langson
scenarios:
  - title: "One that fails"
    basis: [7.1]
    log: [{name: submit, at: "2024-03-04 08:00", by: citizen}]
    expect: {state: nowhere}
"""


def documented(section: str) -> dict[str, str]:
    """Give the keys of a section of the page with what is said of each."""
    text = PAGE.partition(f"\n## `{section}`\n")[2].partition("\n## ")[0]
    return dict(re.findall(r"^\| `([^`]+)` \| (.*) \|$", text, re.MULTILINE))


def paths(value: Any, above: str = "") -> Iterator[str]:
    """Give the path of every leaf: whatever is no mapping and no list of mappings, or is empty."""
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from paths(inner, f"{above}.{key}" if above else key)
    elif isinstance(value, list) and any(isinstance(member, dict) for member in value):
        for member in value:
            yield from paths(member, f"{above}[]")
    else:
        yield above


def pattern(path: str) -> re.Pattern[str]:
    """Turn a documented path into a pattern: ``*`` is one name, ``**`` whatever follows."""
    escaped = re.escape(path).replace(r"\*\*", ".+").replace(r"\*", r"[^.\[]+")
    return re.compile(escaped)


@pytest.fixture
def names(tmp_path: Path) -> dict[str, str]:
    """Give the files that the calls name in capitals."""
    files = {
        "BROKEN": ("broken.yaml", "profile: broken\nformat: 1\nlimt: 3\n"),
        "SCENARIO": ("scenario.yaml", SCENARIO),
        "SHORT": ("short.jsonl", Path(LOG).read_text(encoding="utf-8").splitlines()[0] + "\n"),
    }
    for name, text in files.values():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return {key: str(tmp_path / name) for key, (name, _) in files.items()}


def test_every_command_has_its_section() -> None:
    """The page speaks of every command."""
    sections = re.findall(r"^## `([^`]+)`$", PAGE, re.MULTILINE)
    assert sections == list(CALLS)
    assert {section.split()[0] for section in sections} == set(COMMANDS)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("section", CALLS)
def test_json_has_the_documented_keys_and_no_others(
    call: Callable[..., Answer], names: dict[str, str], section: str, lang: str
) -> None:
    """Every key that a command prints is documented; every documented one is printed unless it is optional."""
    printed: set[str] = set()
    for arguments in CALLS[section]:
        answer = call(*(names.get(word, word) for word in arguments), "--json", "--lang", lang)
        assert answer.status in (0, 1), answer.err
        assert answer.err == ""
        printed |= set(paths(answer.json))
    known = documented(section)
    patterns = {path: pattern(path) for path in known}
    # What holds nothing at all is printed as null or as an empty list, at the path of what would hold it.
    above = {path[:cut] for path in known for cut in range(len(path)) if path[cut] in ".["}
    allowed = [*patterns.values(), *map(pattern, above)]
    assert [path for path in sorted(printed) if not any(one.fullmatch(path) for one in allowed)] == []
    missing = [
        path
        for path, meaning in known.items()
        if not meaning.startswith("if any:") and not any(patterns[path].fullmatch(one) for one in printed)
    ]
    assert missing == []


def test_each_line_of_jsonl_is_a_case_of_the_json(call: Callable[..., Answer]) -> None:
    """``run --jsonl`` prints the entries of ``cases``, a line each."""
    import json

    whole = call("run", "langson", LOG, "--json").json["cases"]
    lines = [json.loads(line) for line in call("run", "langson", LOG, "--jsonl").out.splitlines()]
    assert sorted(lines, key=lambda case: case["case"]) == sorted(whole, key=lambda case: case["case"])
