"""YAML at the border: a list of rows through the safe reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from feedback_rules.studies.log import read_log

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from feedback_rules import Event
    from feedback_rules.profiles.problem import Problem

    Read = Callable[[bytes], list[Event]]
    Told = Callable[[bytes], tuple[Problem, ...]]

AT = '"2024-03-04T08:00:00+07:00"'


def test_plain_scalars_become_what_the_profile_says(read: Read) -> None:
    """A declared kind decides; without one quotes make a text, true and false a flag, digits a number."""
    text = f"""
# a log
- case: C-1
  name: note
  at: {AT}
  by: citizen
  seq: 2
  unit:
  data:
    field_check: true
    phone: 0912345678
    id_number: 123456789012
    departments: [Sở A, "Sở B"]
    flag: true
    text: "true"
    count: 12
    share: 2.5
    nothing:
    quoted: "12"
"""
    [event] = read(text.encode())
    assert (event.unit, event.seq) == (None, 2)
    assert event.data == {
        "field_check": True,
        "phone": "0912345678",
        "id_number": "123456789012",
        "departments": ["Sở A", "Sở B"],
        "flag": True,
        "text": "true",
        "count": 12,
        "share": 2.5,
        "quoted": "12",
    }


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("- 12\n", "not-object", 1),
        ("- [1]\n", "not-object", 1),
        (f"- {{case: C-1, name: a, at: {AT}, by: citizen}}\n- {{case: C-2}}\n", "missing", 2),
        (f"- case: C-1\n  nme: a\n  at: {AT}\n  by: citizen\n", "unknown-field", 1),
        ("- case: C-1\n  name: a\n  at: 2024-03-04 08:00\n  by: citizen\n", "naive", 3),
        (f"- case: C-1\n  name: {{a: 1}}\n  at: {AT}\n  by: citizen\n", "bad-text", 2),
        (f"- case: C-1\n  name: [a]\n  at: {AT}\n  by: citizen\n", "bad-text", 2),
        (f"- case: C-1\n  name: a\n  at: {AT}\n  by: citizen\n  seq: x\n", "bad-seq", 5),
        (f"- case: C-1\n  name: a\n  at: {AT}\n  by: citizen\n  data: x\n", "bad-data", 5),
        (f"- case: C-1\n  name: a\n  at: {AT}\n  by: citizen\n  data:\n    x: {{y: 1}}\n", "bad-value", 6),
        (f"- case: C-1\n  name: a\n  at: {AT}\n  by: citizen\n  data:\n    field_check: x\n", "not-flag", 6),
        ("# a mapping\nprofile: langson\n", "not-rows", 2),
        ("# nothing", "empty-file", 1),
        ("- a: &x 1\n- *x\n", "anchor", 1),
        ("- !!python/object:os.system x\n", "tag", 1),
        ("- {case: C-1, case: C-2}\n", "duplicate-key", 1),
        ("- {case: [\n", "", 1),
        ("[" * 5000, "too-deep", 1),
        ("- " + "x" * (2 << 20), "too-large", 1),
        ("- a\n--- \n- b\n", "several-documents", 2),
    ],
)
def test_every_fault_is_told_with_its_place(told: Told, text: str, code: str, line: int) -> None:
    """What the safe reader refuses, and what is wrong with a row, is told by line and column."""
    found = told(text.encode())
    assert code in ("", found[0].code)
    assert found[0].line >= line


def test_a_log_is_never_taken_for_a_profile(told: Told) -> None:
    """What the safe reader says of a profile is said of a log in its own words, in both languages."""
    wide = "- [" + "1, " * 200_000 + "1]"
    words = ((b"# nothing", "at least the row that opens a case"), (b"- " + b"x" * (2 << 20), "Split the log by case"))
    for data, said in (*words, (wide.encode(), "write it as JSONL")):
        (problem,) = told(data)
        assert said in problem.hint[1]
        whole = problem.text("vi") + problem.text("en")
        assert not any(word in whole for word in ("profile", "quy chế", "regulation"))
    (sign,) = told(b"- {case: a\x01}")
    assert "may not stand in the file" in sign.message[1]


def test_what_is_no_text_is_shown_as_it_is_written(told: Told) -> None:
    """A list or a mapping where a text belongs stands in the message whole."""
    shown = {"- case: [1, [a, 2.5]]": '[1, ["a", 2.5]]', "- case: {a: {b: [true]}}": '{"a": {"b": [true]}}'}
    shown |= {"- [x]": '["x"]', "- case: []": "[]"}
    for text, said in shown.items():
        assert said in told(text.encode())[0].message[1]


def test_a_broken_file_among_good_ones_is_told_in_full(tmp_path: Path) -> None:
    """The problems of the safe reader stand beside those of other files."""
    path = tmp_path / "log.yml"
    path.write_bytes(b"- \xff")
    with pytest.raises(Exception, match="not-utf8"):
        read_log(path)
