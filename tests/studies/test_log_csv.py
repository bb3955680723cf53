"""CSV at the border: the columns of a row, data in columns of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from feedback_rules.studies.log import read_log
from feedback_rules.studies.log_csv import read_csv
from feedback_rules.studies.log_faults import Faults

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from feedback_rules import Event
    from feedback_rules.profiles.problem import Problem
    from feedback_rules.profiles.profile import Profile

    Read = Callable[[bytes], list[Event]]
    Told = Callable[[bytes], tuple[Problem, ...]]

HEADER = "case,name,at,by,unit,seq,data.to_unit,data.field_check,data.departments,data.content\n"
AT = "2024-03-04T08:00:00+07:00"


def test_cells_become_what_the_profile_says_they_are(read: Read) -> None:
    """Flags, lists and texts are typed by the profile; an empty cell is not there."""
    rows = (
        f'C-1,a,{AT},citizen,Hải Yến,3,0123,TRUE,"Sở A; Sở B","dòng 1\r\ndòng 2, ""hết"""\n'
        f'C-1,b,{AT},citizen,,,,không,"[""A;B""]",\n'
    )
    first, second = read((HEADER + rows).encode())
    assert (first.unit, first.seq) == ("Hải Yến", 3)
    assert first.data == {
        "to_unit": "0123",
        "field_check": True,
        "departments": ["Sở A", "Sở B"],
        "content": 'dòng 1\r\ndòng 2, "hết"',
    }
    assert (second.unit, second.seq) == (None, None)
    assert second.data == {"field_check": False, "departments": ["A;B"]}


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_the_header_tells_the_separator(read: Read, sign: str) -> None:
    """A workbook saved where the decimal sign is a comma has semicolons."""
    text = f"\ufeffcase,name,at,by\r\n\r\nC-1,a,{AT},citizen\r\n,,,\r\n".replace(",", sign)
    assert [event.case for event in read(text.encode())] == ["C-1"]


def test_without_a_profile_every_cell_is_a_text(tmp_path: Path) -> None:
    """Nobody guesses what a cell means."""
    path = tmp_path / "log.csv"
    path.write_text(f"case,name,at,by,data.whole\nC-1,a,{AT},citizen,true\n", encoding="utf-8")
    assert read_log(path)[0].data == {"whole": "true"}


def test_a_file_is_known_by_its_suffix(tmp_path: Path, profile: Profile) -> None:
    """A CSV file may hold nothing but its header."""
    path = tmp_path / "log.CSV"
    path.write_text(HEADER, encoding="utf-8")
    assert read_log(path, profile=profile) == []
    path.write_text("", encoding="utf-8")
    with pytest.raises(Exception, match="no-header"):
        read_log(path, profile=profile)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("case,name,at\n", "no-column", 1),
        ("case,name,at,by,by\n", "twice-column", 1),
        ("case,name,at,by,color\n", "unknown-field", 1),
        ("case,name,at,by,data.\n", "unknown-field", 1),
        ("case,name,at,by," + ",".join(f"data.f{n}" for n in range(300)) + "\n", "many-fields", 1),
        (f"{HEADER}C-1,a,{AT},citizen\n", "cells", 2),
        (f"{HEADER}\n\nC-1,a,{AT},citizen,,,,,,,\n", "cells", 4),
        (f'{HEADER}C-1,a,{AT},citizen,"x\ny" z,,,,,\n', "broken-csv", 2),
        (f'{HEADER}C-1,a,{AT},citizen,"never\nclosed', "broken-csv", 2),
        (f"{HEADER}C-1,a,{AT},citizen,,,,,,{'x' * 140_000}\n", "broken-csv", 2),
        (f"{HEADER}C-1,a,{AT},citizen,,,,maybe,,\n", "not-flag", 2),
        (f'{HEADER}C-1,a,{AT},citizen,,,,,"[1,",\n', "not-list", 2),
        (f"{HEADER}C-1,a,{AT},citizen,,x,,,,\n", "bad-seq", 2),
        (f"{HEADER}C-1,a,2024-03-04 08:00,citizen,,,,,,\n", "naive", 2),
        (f"{HEADER}C-1,a,04/03/2024,citizen,,,,,,\n", "bad-instant", 2),
        (f'{HEADER}C-1,a,{AT},"citizen\nx",,,,,,\n', "bad-text", 2),
        ("nonsense\n", "unknown-field", 1),
    ],
)
def test_every_fault_is_told_with_the_line_on_which_its_row_begins(told: Told, text: str, code: str, line: int) -> None:
    """A faulty header or row is told by line, column and value."""
    found = told(text.encode())
    assert (found[0].code, found[0].line) == (code, line)


def test_bytes_that_are_no_text_are_told(told: Told) -> None:
    """A file in another encoding is told by line and byte."""
    [problem] = told(HEADER.encode() + f"C-1,a,{AT},citizen,H\xe0,,,,,\n".encode("cp1258"))
    assert (problem.code, problem.line) == ("not-utf8", 2)


def test_numbers_are_read_as_json_writes_them(tmp_path: Path) -> None:
    """A number has a decimal point and no leading zero; a long one is no number at all."""
    from feedback_rules.studies.log_cells import cell_value

    found: list[Any] = []
    assert [cell_value("x", text, "number", found) for text in ("12", "-3.5", "2e3")] == [12, -3.5, 2000.0]
    for text in ("012", "1,5", "x", "9" * 500):
        assert cell_value("x", text, "number", found) is None
    assert [fault.code for fault in found] == ["not-number"] * 4


@pytest.mark.parametrize("name", ["Sở Y tế ", " Sở Y tế"])
def test_a_space_at_the_end_of_a_name_is_told_as_such_in_its_column(name: str) -> None:
    """S34: a unit has one spelling; the fault says what is too much, and stands at the cell, not at the line."""
    faults = Faults()
    rows = ["case,name,by,person,unit,at", f'C-1,note,citizen,"A, ""B""",{name},2024-03-04T08:00:00+07:00']
    assert list(read_csv(enumerate(rows, 1), "log.csv", faults, {})) == []
    [told] = faults.found
    assert (told.code, told.line, told.column) == ("outer-space", 2, 29)
    assert "dấu cách" in told.message[0]
    assert "has a space at its beginning or its end" in told.message[1]
    assert told.hint[1].startswith("Take that space out")


def test_a_row_of_several_lines_is_placed_at_its_beginning() -> None:
    """A cell that holds line ends has no column of its own: its row has."""
    faults = Faults()
    rows = ["case,name,by,person,unit,at", 'C-1,note,citizen,"A', 'B",x ,2024-03-04T08:00:00+07:00']
    assert list(read_csv(enumerate(rows, 1), "log.csv", faults, {})) == []
    assert {(told.line, told.column) for told in faults.found} == {(2, 1)}
