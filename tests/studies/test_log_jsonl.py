"""JSONL at the border: closed, typed, every fault told with its place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from feedback_rules.errors import LogError
from feedback_rules.studies import log_lines
from feedback_rules.studies.log import read_log, read_rows
from feedback_rules.studies.log_faults import CAP

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from feedback_rules import Event
    from feedback_rules.profiles.problem import Problem

    Read = Callable[[bytes], list[Event]]
    Told = Callable[[bytes], tuple[Problem, ...]]

ROW: dict[str, Any] = {"case": "C-1", "name": "submit", "at": "2024-03-04T08:00:00+07:00", "by": "citizen"}


def line(**changes: Any) -> bytes:
    """Write the good row with some values changed."""
    return json.dumps(ROW | changes, ensure_ascii=False).encode()


def test_a_whole_row_is_read_as_it_is(read: Read) -> None:
    """A row of interface.md becomes an event; null is the same as a column that is not there."""
    data = {"photo": None, "content": "Đèn đường hỏng", "tried": 3, "whole": True, "units": ["A", "B"], "cost": 2.5}
    [event] = read(line(unit="Hải Yến", person=None, seq=4, recorded_at="2024-03-04T01:05:00Z", data=data))
    assert event.to_dict("Asia/Ho_Chi_Minh") == ROW | {
        "unit": "Hải Yến",
        "seq": 4,
        "recorded_at": "2024-03-04T08:05:00+07:00",
        "data": {name: value for name, value in data.items() if value is not None},
    }


def test_file_order_and_line_numbers_are_kept(tmp_path: Path) -> None:
    """Rows come in file order, each with its line; blank lines and spaces around a row do not count (S23a)."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + line(case="B") + b"\r\n\r\n  \n  " + line(case="A") + b"  \n")
    rows = list(read_rows(path))
    assert [(row.event.case, row.line, row.file) for row in rows] == [("B", 1, str(path)), ("A", 4, str(path))]


def test_one_unit_has_one_spelling(read: Read) -> None:
    """Texts are kept in Unicode's composed form."""
    [event] = read(line(unit="Ha\u0309i Ye\u0302\u0301n", data={"to_unit": "Ha\u0309i"}))
    assert (event.unit, event.data["to_unit"]) == ("Hải Yến", "Hải")


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2024-03-04T08:00:00+07:00", "2024-03-04T01:00:00+00:00"),
        ("2024-03-04T08:00:00.25+07:00", "2024-03-04T01:00:00.250000+00:00"),
        ("2024-03-04 08:00+07:00", "2024-03-04T01:00:00+00:00"),
        ("2024-03-04T08:00:00Z", "2024-03-04T08:00:00+00:00"),
        ("1970-01-01T00:00:00+00:00", "1970-01-01T00:00:00+00:00"),
        ("2199-12-31T23:59:59+00:00", "2199-12-31T23:59:59+00:00"),
    ],
)
def test_instants_are_iso_with_an_offset(read: Read, text: str, instant: str) -> None:
    """An instant is written with its offset and kept to the microsecond (S1)."""
    assert read(line(at=text))[0].to_dict("UTC")["at"] == instant


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"case": 12}, "bad-text", "case"),
        ({"case": ""}, "bad-text", "case"),
        ({"case": "x" * 201}, "bad-text", "case"),
        ({"by": " citizen"}, "outer-space", "by"),
        ({"by": "citizen "}, "outer-space", "by"),
        ({"person": "A\u0000B"}, "bad-text", "person"),
        ({"unit": ["A"]}, "bad-text", "unit"),
        ({"name": None}, "missing", "name"),
        ({"at": "2024-03-04T08:00:00"}, "naive", "at"),
        ({"at": "2024-03-04 08:00"}, "naive", "at"),
        ({"at": "04/03/2024 08:00"}, "bad-instant", "at"),
        ({"at": "2024-02-30T08:00:00+07:00"}, "bad-instant", "at"),
        ({"at": "2024-02-28T25:00:00+07:00"}, "bad-instant", "at"),
        ({"at": "2024-02-28T24:00:00+07:00"}, "bad-instant", "at"),
        ({"at": "2024-W10-1T08:00:00+07:00"}, "bad-instant", "at"),
        ({"at": "2024-03-04T08:00+07:00:00"}, "bad-instant", "at"),
        ({"at": "2024-03-04T08:00:00+77:00"}, "bad-instant", "at"),
        ({"at": "1969-12-31T23:59:59+00:00"}, "bad-instant", "at"),
        ({"at": "2567-03-04T08:00:00+07:00"}, "bad-instant", "at"),
        ({"at": "0001-01-01T00:00:00+14:00"}, "bad-instant", "at"),
        ({"at": 1709514000}, "bad-instant", "at"),
        ({"at": ["2024"] * 25}, "bad-instant", "at"),
        ({"recorded_at": "2024-03-04T08:00:00"}, "naive", "recorded_at"),
        ({"seq": True}, "bad-seq", "seq"),
        ({"seq": -1}, "bad-seq", "seq"),
        ({"seq": 2**53}, "bad-seq", "seq"),
        ({"seq": "3"}, "bad-seq", "seq"),
        ({"data": []}, "bad-data", "data"),
        ({"data": "x"}, "bad-data", "data"),
        ({"data": {"": 1}}, "bad-text", "data"),
        ({"data": {f"f{number}": 1 for number in range(201)}}, "many-fields", "data"),
        ({"data": {"x": {}}}, "bad-value", "data.x"),
        ({"data": {"x": [[]]}}, "bad-value", "data.x"),
        ({"data": {"x": 2**53}}, "bad-number", "data.x"),
        ({"data": {"x": "a\u0007"}}, "bad-chars", "data.x"),
        ({"nme": "x"}, "unknown-field", ""),
    ],
)
def test_every_bad_value_is_told_with_its_field(told: Told, changes: dict[str, Any], code: str, field: str) -> None:
    """What is wrong with a row is told by line and field, with the value, the reason and what to do."""
    [problem] = told(line() + b"\n" + line(**changes))
    assert (problem.code, problem.line) == (code, 2)
    assert problem.message[1].startswith(f"{field}: " if field else "there is no field")


@pytest.mark.parametrize(
    ("written", "proposed"),
    [
        ("2024-03-04T08:00:00+0700", "2024-03-04T08:00:00+07:00"),
        ("2024-03-04T08:00:00.123456789+07:00", "2024-03-04T08:00:00.123456+07:00"),
        ("2024-03-04T08:00:00+07", "2024-03-04T08:00:00+07:00"),
        ("20240304T080000Z", "2024-03-04T08:00:00+00:00"),
        ("2024-03-04", "2024-03-04T00:00:00+07:00"),
        ("2024-03-04T08:00:00+07:00:00", "2024-03-04T08:00:00+07:00"),
        ("2024-03-04T08:00:00+07:00:01", "2024-03-04T08:00:00+07:00"),
        ("2567-03-04T08:00:00+0700", "2024-03-04T08:00:00+07:00"),
        ("0001-01-01T00:00:00+1400", "2024-03-04T08:00:00+07:00"),
        (1709514000, "2024-03-04T08:00:00+07:00"),
    ],
)
def test_an_instant_in_another_form_is_shown_as_a_log_writes_it(told: Told, written: object, proposed: str) -> None:
    """An offset without its colon or a longer fraction is no instant out of range, and what is proposed is taken."""
    (problem,) = told(line(at=written))
    assert problem.code == "bad-instant"
    assert "as a log writes it" in problem.message[1]
    assert all(hint.endswith(f'"{proposed}"') for hint in problem.hint)


def test_a_naive_instant_is_shown_with_what_to_write(told: Told) -> None:
    """A naive instant is refused with an error that shows the value (S1)."""
    [problem] = told(line(at="2024-03-04 08:00"))
    assert problem.message[1] == 'at: "2024-03-04 08:00" names no time zone'
    assert problem.hint[1] == 'Write "2024-03-04T08:00:00+07:00"'


def test_an_unknown_field_has_a_near_name(told: Told) -> None:
    """A misspelt column is offered its near name."""
    [problem] = told(line(recorded_a="x"))
    assert problem.hint[1].startswith("Did you mean recorded_at? ")


def test_every_fault_of_a_row_is_told(told: Told) -> None:
    """A row is looked at whole: one fault does not hide another."""
    codes = [problem.code for problem in told(b'{"case": 1, "at": "x", "nme": 2, "seq": "a", "data": {"y": {}}}')]
    assert codes == ["bad-text", "bad-instant", "unknown-field", "bad-seq", "bad-value", "missing", "missing"]


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        (b'{"case": "C-1"', "not-json", 15),
        (b'{"case": "C-1', "not-json", 10),
        (b"nothing at all", "not-json", 1),
        (b'{"case": 1} {"case": 2}', "not-json", 13),
        (b"[1, 2]", "not-object", 1),
        (b'"text"', "not-object", 1),
        (b"null", "not-object", 1),
        (b'{"case": "C-1", "case": "C-2"}', "duplicate", 1),
        (b'{"case": "C-1", "data": {"x": 1, "y": 2, "x": 3}}', "duplicate", 1),
        (b'{"data": {"x": NaN}}', "bad-number", 1),
        (b'{"data": {"x": -Infinity}}', "bad-number", 1),
        (b'{"data": {"x": 1' + b"0" * 400 + b"}}", "bad-number", 1),
        (b'{"data": {"x": ' + b"9" * 5000 + b"}}", "bad-number", 1),
        (b"[" * 100_000, "deep", 1),
        (b'{"a":' * 50_000, "deep", 1),
        (b'{"data": ' + b"[" * 20 + b"]" * 20 + b"}", "deep", 1),
        (b'{"case": "\xff\xfe"}', "not-utf8", 11),
        (b'{"case": "\xed\xa0\x80"}', "not-utf8", 11),
    ],
)
def test_what_is_no_strict_json_is_told_with_its_place(told: Told, text: bytes, code: str, column: int) -> None:
    """Truncated, hostile and non-standard JSON ends in a message with line and column."""
    [problem] = told(line() + b"\n" + text + b"\n")
    assert (problem.code, problem.line, problem.column) == (code, 2, column)


def test_huge_numbers_are_refused_as_numbers(told: Told) -> None:
    """1e400 reads as infinity, which no reader of JSON shares."""
    [problem] = told(line(data={"x": 1}).replace(b'"x": 1', b'"x": 1e400'))
    assert (problem.code, problem.message[1][:7]) == ("bad-number", "data.x:")


def test_lone_surrogates_are_refused(told: Told) -> None:
    """Half a character can't be written in UTF-8."""
    text = line(data={"x": "?"}).replace(b"?", b"\\ud800")
    assert [problem.code for problem in told(text)] == ["bad-chars"]
    assert [problem.code for problem in told(line(case="?").replace(b"?", b"\\udc00"))] == ["bad-text"]


def test_brackets_in_texts_do_not_count_as_nesting(read: Read) -> None:
    """A citizen may write as many brackets as they like."""
    content = '[[[[[[{{{{{{{{{{{{{{{{ "quoted" \\'
    assert read(line(data={"content": content}))[0].data["content"] == content


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\x1f\x8b\x08\x00rest", "packed"),
        (b"PK\x03\x04rest", "packed"),
        ("x".encode("utf-16"), "not-utf8"),
        (b"\xfe\xff\x00x", "not-utf8"),
        (b"%PDF-1.7", "packed"),
        (b'{"case": "\x00"}', "binary"),
        (b"\x00" * 100, "binary"),
        (b"\x00" * (3 << 20), "binary"),
    ],
)
def test_what_is_no_text_is_named_for_what_it_is(told: Told, data: bytes, code: str) -> None:
    """Archives, workbooks and binary files end the reading at once."""
    [problem] = told(data)
    assert (problem.code, problem.line) == (code, 1)


def test_text_in_another_encoding_is_to_be_saved_as_utf_8(told: Told) -> None:
    """What Windows calls Unicode is text, and needs no unpacking."""
    (problem,) = told("case".encode("utf-16-le").join((b"\xff\xfe", b"")))
    assert problem.text("en").endswith("the byte 0xFF (UTF-16) is not UTF-8. Save the file in the encoding UTF-8")


def test_a_line_beyond_the_cap_is_skipped_and_told(told: Told) -> None:
    """A line of megabytes costs no more than itself; what follows is still looked at."""
    found = told(line() + b"\n" + b'{"case": "' + b"x" * (3 << 20) + b'"}\n' + b"{}\n")
    assert [(problem.code, problem.line) for problem in found][:2] == [("long-line", 2), ("missing", 3)]


def test_a_long_last_line_is_told_too(told: Told) -> None:
    """A line that never ends is a long line."""
    assert [problem.code for problem in told(b"{" + b"x" * (1 << 20))] == ["long-line"]


@pytest.mark.parametrize("long_line", [False, True])
def test_a_file_beyond_the_cap_is_left(told: Told, monkeypatch: pytest.MonkeyPatch, long_line: bool) -> None:
    """A file without end is left at the cap."""
    monkeypatch.setattr(log_lines, "SIZE_CAP", 1000)
    monkeypatch.setattr(log_lines, "LINE_CAP", 300)
    rest = b"x" * 5000 if long_line else (line() + b"\n") * 50
    assert told(line() + b"\n" + rest)[-1].code == "too-large"


def test_a_hundred_faults_are_told_and_the_rest_counted() -> None:
    """Nothing is lost: the first hundred in full, then how many more."""
    from io import BytesIO

    with pytest.raises(LogError) as caught:
        read_log("-", stdin=BytesIO(b"{\n" * 250))
    assert len(caught.value.details["problems"]) == CAP
    assert caught.value.details["more"] == 150
    assert caught.value.text("en").endswith("… and 150 more")
    assert caught.value.text("vi").endswith("… và 150 lỗi nữa")


def test_every_file_is_read_before_anything_is_said(tmp_path: Path) -> None:
    """The faults of all files are one error; a file that is not there is a fault like others."""
    bad, worse = tmp_path / "bad.jsonl", tmp_path / "worse.jsonl"
    bad.write_bytes(b"{}\n" + line())
    worse.write_bytes(b"x")
    paths = (bad, worse, tmp_path / "none.jsonl", tmp_path, "a\0b", "-")
    with pytest.raises(LogError) as caught:
        read_log(*paths)
    found = caught.value.details["problems"]
    assert [(problem.file, problem.code) for problem in found[4:]] == [
        (str(worse), "not-json"),
        (str(paths[2]), "unreadable"),
        (str(tmp_path), "unreadable"),
        ("a\0b", "unreadable"),
        ("-", "no-stream"),
    ]


def test_after_a_faulty_row_no_other_is_given(tmp_path: Path) -> None:
    """A reader that streams gives the rows before the first fault, never those after it."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(line(case="A") + b"\n{}\n" + line(case="B"))
    rows = read_rows(path)
    assert next(rows).event.case == "A"
    with pytest.raises(LogError):
        next(rows)


def test_an_empty_file_is_an_empty_log(read: Read) -> None:
    """A month without cases is a log of no rows."""
    assert read(b"") == []
    assert read(b"\n\n") == []
