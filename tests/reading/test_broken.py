"""The corpus of broken files: one for each code, which fixes code, place and wording."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from feedback_rules.errors import ProfileError
from feedback_rules.profiles import raw, reader
from feedback_rules.profiles.loading import examine
from feedback_rules.profiles.tree import Items, Pairs
from feedback_rules.wording.problem import WORDS

if TYPE_CHECKING:
    from feedback_rules.profiles.problem import Problem

HERE = Path(__file__).parent
BROKEN = sorted((HERE / "broken").glob("*.yaml"))

NO_FILE = frozenset(
    {"missing-file", "not-a-file", "unreadable-file", "too-large", "not-utf8", "binary", "too-many-nodes", "bad-days"}
    | {"too-many-options"}
    | {"wrong-base", "not-an-overlay"}
)
"""Codes that a small text file can't show; each has a test of its own below, or in test_overlays and test_shelf."""

EXTENDED = "{extends: {clock: intake, by: promised, ceiling: at once, basis: 1.1}}"

NO_CODE = frozenset({"near", "in-option"})
"""Words that only help to word others."""


def _expected(path: Path) -> tuple[str, int, int, str | None]:
    words = path.read_text(encoding="utf-8").splitlines()[0].split()
    line, column = words[3].split(":")
    return words[2], int(line), int(column), words[5] if len(words) > 4 else None


def _only(problems: list[Problem]) -> Problem:
    assert len(problems) == 1, [problem.text() for problem in problems]
    return problems[0]


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_file_has_one_problem_at_its_place(path: Path) -> None:
    """Each file has exactly the problem that its first line names, at that line and column, worded in two languages."""
    code, line, column, near = _expected(path)
    problem = _only(examine(path))
    assert (problem.code, problem.line, problem.column) == (code, line, column)
    assert problem.severity == "error"
    assert Path(problem.file).name == path.name
    for words in (problem.message, problem.hint):
        assert all(words)
        assert words[0] != words[1]
        assert not any("{" in word and "}" not in word for word in words)
    if near is not None:
        assert all(f'"{near}"?' in hint for hint in problem.hint)


def test_every_code_has_a_broken_file() -> None:
    """No code of the reader, of the shape, of readings and overlays goes without an example."""
    codes = {key.split(".", 1)[1] for key in WORDS if not key.endswith(".hint")} - NO_CODE
    shown = {_expected(path)[0] for path in BROKEN}
    assert shown | NO_FILE == codes
    assert {f"problem.{code}.hint" for code in codes} <= set(WORDS)


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_without_libyaml_the_same_line_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pure Python scanner finds the same problem on the same line."""
    monkeypatch.setattr(reader, "_LOADER", yaml.SafeLoader)
    code, line, _, _ = _expected(path)
    problem = _only(examine(path))
    assert (problem.code, problem.line) == (code, line)


def _refused(path: str | os.PathLike[str]) -> Problem:
    with pytest.raises(ProfileError) as caught:
        reader.read_file(path)
    assert caught.value.code == "broken-profile"
    assert caught.value.vi != caught.value.en
    return _only(caught.value.details["problems"])


def test_an_impossible_character_is_refused_by_both_scanners(monkeypatch: pytest.MonkeyPatch) -> None:
    """An escape beyond Unicode, and a lone surrogate, are no text."""
    for loader in (reader._LOADER, yaml.SafeLoader):
        monkeypatch.setattr(reader, "_LOADER", loader)
        for text in (r'a: "\UFFFFFFFF"', r'a: "\ud800"'):
            with pytest.raises(ProfileError) as caught:
                reader.read_text(text)
            assert len(caught.value.details["problems"]) == 1


def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    """A missing file, a folder and a pipe are refused by name; the pipe is never opened (it would wait for ever)."""
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    assert _refused(tmp_path / "none.yaml").code == "missing-file"
    assert _refused(tmp_path).code == "not-a-file"
    assert _refused(pipe).code == "not-a-file"
    assert _refused("a\0b.yaml").code == "unreadable-file"
    assert _refused(tmp_path / ("x" * 300)).code == "unreadable-file"


def test_what_is_no_text_is_refused_at_its_place(tmp_path: Path) -> None:
    """Bytes that are no clean UTF-8 are named with the line and column where they stand."""
    path = tmp_path / "a.yaml"
    for data, code, place in (
        ("a: 1\nb: ă".encode()[:-1], "not-utf8", (2, 4)),
        (b"a: 1\nb: \xff", "not-utf8", (2, 4)),
        ("a: 1".encode("utf-16"), "not-utf8", (1, 1)),
        ("a: ăâ".encode() + b"\0", "binary", (1, 6)),
        ("a: 1\nb: \ufeff2".encode(), "bad-character", (2, 4)),
        (b"a: \x1b[31m", "bad-character", (1, 4)),
        (b'a: "\\u0007"', "bad-character", (1, 4)),
        (b'a: "\\ud800"', None, None),
    ):
        path.write_bytes(data)
        problem = _refused(path)
        if code is not None:
            assert (problem.code, (problem.line, problem.column)) == (code, place)


def test_a_byte_order_mark_at_the_beginning_changes_nothing(tmp_path: Path) -> None:
    """The mark that some editors write is no part of the text, and no column."""
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbf{a: 1, a: 2}")
    problem = _refused(path)
    assert (problem.code, problem.line, problem.column) == ("duplicate-key", 1, 8)


def test_what_is_too_large_is_refused_before_it_is_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file over 1 MiB is not read, and one that grows meanwhile is left; 100,000 values are enough."""
    path = tmp_path / "a.yaml"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    assert _refused(path).code == "too-large"
    path.write_text("a: " + "x" * 100, encoding="utf-8")
    monkeypatch.setattr(raw, "MAX_BYTES", 50)
    monkeypatch.setattr(os, "stat", lambda _: type("Stat", (), {"st_mode": 0o100644, "st_size": 1})())
    assert _refused(path).code == "too-large"
    monkeypatch.undo()
    with pytest.raises(ProfileError):
        raw.decode(b" " * (raw.MAX_BYTES + 1), "a.yaml")
    path.write_text("a: [" + "1," * 100_001 + "]", encoding="utf-8")
    assert _refused(path).code == "too-many-nodes"


def test_more_problems_than_anybody_reads_are_counted(tmp_path: Path) -> None:
    """A file with thousands of problems lists the first two hundred."""
    path = tmp_path / "many.yaml"
    small = (HERE / "small.yaml").read_text(encoding="utf-8").replace("profile: small", "profile: many", 1)
    path.write_text(small + "".join(f"k{number}: 1\n" for number in range(3000)), encoding="utf-8")
    problems = examine(path)
    assert len(problems) >= 200
    with pytest.raises(ProfileError) as caught:
        reader.read_text("".join(f"a{number % 300}: 1\n" for number in range(3000)))
    assert len(caught.value.details["problems"]) == 200


def test_all_problems_are_named_at_once(tmp_path: Path) -> None:
    """One look at a file tells everything that is wrong with its shape, in the order of the file."""
    path = tmp_path / "several.yaml"
    path.write_text(
        f"profile: several\noverlays: {HERE / 'small.yaml'}\nzone: Asia/Hanoi\n"
        "facts: {approved: {flag: maybe}}\n"
        "workflows: {report: {states: {submitted: {held_by: Centre, clocks: {intake: {limit: soon, knid: timer}}}}}}\n",
        encoding="utf-8",
    )
    codes = [problem.code for problem in examine(path)]
    assert codes == ["bad-zone", "bad-flag", "bad-name", "bad-limit", "unknown-key"]


@pytest.mark.parametrize(
    ("body", "code", "at"),
    [
        ('outline: {"3": [1, 2, 2]}', "repeated-value", (3, 23)),
        ('outline: {"3": {clauses: [1, 1.a, 1]}}', "repeated-value", (3, 35)),
        ("workflows: {report: {states: {answered: {held_by: centre}}}}", "two-keys", (3, 42)),
        (
            f"workflows: {{report: {{states: {{submitted: {{events: {{refuse: {EXTENDED}}}}}}}}}}}",
            "bad-ceiling",
            (3, 100),
        ),
        ("monitors: {late: {share: late, of: cases, by: unit, over: 100 %, basis: 1.1}}", "share-of-more", (3, 59)),
        ("place:\n  code: VN-10\n  name:Nơi khác\nzone: Asia/Ho_Chi_Minh", "colon-space", (5, 7)),
        ("place:\n  code: VN-10\n\u00a0 name: Nơi khác\nzone: Asia/Ho_Chi_Minh", "space-indent", (5, 1)),
        ("place:\n  code: VN-10\n\u3000\u3000name: Nơi khác", "space-indent", (5, 1)),
        ("regulation: {number: «1/QĐ»}", "typographic-quotes", (3, 22)),
    ],
)
def test_slips_of_an_official_are_told_where_they_are(
    tmp_path: Path, body: str, code: str, at: tuple[int, int]
) -> None:
    """What Word, a phone's keyboard or a second look brings in is one problem, at its own line and column."""
    path = tmp_path / "slip.yaml"
    path.write_text(f"profile: slip\noverlays: {HERE / 'small.yaml'}\n{body}\n", encoding="utf-8")
    problem = _only(examine(path))
    assert (problem.code, (problem.line, problem.column)) == (code, at)


@pytest.mark.parametrize(
    "title", ["'“Hue-S”'", "“A” và “B”", "“Hue-S” là ứng dụng", "Ứng dụng “Hue-S”", ">-\n    “Hue-S”"]
)
def test_typographic_quotes_inside_a_text_are_part_of_it(tmp_path: Path, title: str) -> None:
    """Whoever puts them inside straight quotes, or around a part of the text, means them."""
    path = tmp_path / "quoted.yaml"
    path.write_text(
        f"profile: quoted\noverlays: {HERE / 'small.yaml'}\ntitle:\n  vi: {title}\n  en: Rules\n", encoding="utf-8"
    )
    assert examine(path) == []


def test_what_a_log_or_a_scenario_brings_keeps_its_quotes() -> None:
    """Data was written by somebody else, and is left as it is."""
    (row,) = reader.read_list("- {content: “Đèn hỏng”}").items
    assert isinstance(row, Pairs)
    assert row.text("content") == "“Đèn hỏng”"
    scenario = reader.read_text("scenarios: [{log: [{data: {content: “Đèn”}}]}]\ngiven: {a: {content: “Đèn”}}")
    assert isinstance(scenario.pairs["scenarios"], Items)
    with pytest.raises(ProfileError):
        reader.read_text("scenarios: [{title: “Đèn”}]")
