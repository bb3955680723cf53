"""CSV: the columns of a row, and ``data.*`` for what the event brings; comma, semicolon or tab."""

from __future__ import annotations

import csv
from itertools import chain
from typing import TYPE_CHECKING, Any

from feedback_rules.studies.log_cells import cell_value, number_of
from feedback_rules.studies.log_faults import Fault, shown
from feedback_rules.studies.log_row import COLUMNS, REQUIRED, event_of, unknown
from feedback_rules.workflow.columns import FIELD_CAP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from feedback_rules.studies.log_faults import Faults
    from feedback_rules.workflow.event import Event

__all__ = ["read_csv"]

PLAIN = COLUMNS[:-1]


def read_csv(
    lines: Iterable[tuple[int, str]], file: str, faults: Faults, types: Mapping[str, str]
) -> Iterator[tuple[int, Event]]:
    """Give (line on which it begins, event) of each good row; ``types`` says what the fields are.

    An empty cell is a value that is not there. The separator is the one that the header uses.

    >>> from feedback_rules.studies.log_faults import Faults
    >>> rows = ["case;name;at;by;data.field_check", "C-1;note;2024-03-04T08:00:00+07:00;citizen;true"]
    >>> next(read_csv(enumerate(rows, 1), "log", Faults(), {"field_check": "flag"}))[1].data
    {'field_check': True}
    """
    numbered = iter(lines)
    told = len(faults)
    first = next(((number, text) for number, text in numbered if text.strip()), None)
    if first is None:
        if len(faults) == told:  # else it was told already why there is nothing to read
            faults.add(file, 1, Fault("no-header"))
        return
    feed = _Feed(chain([first], numbered))
    table = csv.reader(feed, delimiter=_separator(first[1]), strict=True)
    columns: list[str] | None = None
    found: list[Fault] = []
    while True:
        feed.begins = 0
        try:
            cells = next(table)
        except StopIteration:
            return
        except csv.Error:
            faults.add(file, feed.begins, Fault("broken-csv", params=(("value", csv.field_size_limit()),)))
            return
        if columns is None:
            columns = [name.strip() for name in cells]
            found = list(_faults_of_header(columns))
            if found:
                _hand_on(faults, file, feed.begins, found)
                return
        elif any(cells):
            if len(cells) == len(columns):
                event = event_of(_row(columns, cells, types, found), found)
                if event is not None and not found:
                    yield feed.begins, event
            else:
                found.append(Fault("cells", params=(("value", len(cells)), ("columns", len(columns)))))
            if found:
                begins = _begins(feed.text, table.dialect.delimiter) if feed.alone else []
                found = [_placed(fault, columns, begins) for fault in found]
            _hand_on(faults, file, feed.begins, found)


class _Feed:
    """Feeds the csv module line by line and remembers on which line a row began, and whether it has no other."""

    def __init__(self, lines: Iterator[tuple[int, str]]) -> None:
        self.lines = lines
        self.begins = 0
        self.text = ""
        self.alone = True

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        number, text = next(self.lines)
        self.alone = not self.begins
        self.begins = self.begins or number
        self.text = text
        return text + "\n"


def _begins(text: str, separator: str) -> list[int]:
    """Give the column, in characters from 1, at which each cell of a line begins.

    >>> _begins('C-1,"a, b",c', ",")
    [1, 5, 12]
    """
    found, quoted = [1], False
    for column, sign in enumerate(text, 1):
        if sign == '"':
            quoted = not quoted
        elif sign == separator and not quoted:
            found.append(column + 1)
    return found


def _placed(fault: Fault, columns: list[str], begins: list[int]) -> Fault:
    """Give a fault the column of its cell, where the row stands on one line."""
    if fault.field not in columns or len(begins) != len(columns):
        return fault
    return fault._replace(column=begins[columns.index(fault.field)])


def _separator(header: str) -> str:
    """Tell which separator the header uses; where the decimal sign is a comma, Excel writes semicolons."""
    return max(",;\t", key=header.count)


def _faults_of_header(columns: list[str]) -> Iterator[Fault]:
    if len(columns) > FIELD_CAP + len(PLAIN):
        yield Fault("many-fields", params=(("value", len(columns)),))
        return
    for place, name in enumerate(columns):
        if name in columns[:place]:
            yield Fault("twice-column", params=(("value", shown(name)),))
        elif name not in PLAIN and not (name.startswith("data.") and name != "data."):
            yield unknown(name, PLAIN)
    for name in REQUIRED:
        if name not in columns:
            yield Fault("no-column", params=(("value", name),))


def _row(columns: list[str], cells: list[str], types: Mapping[str, str], found: list[Fault]) -> dict[str, Any]:
    """Make a row of JSON values of a line of cells."""
    row: dict[str, Any] = {}
    data: dict[str, Any] = {}
    for name, cell in zip(columns, cells, strict=True):
        if not cell:
            continue
        if name.startswith("data."):
            field = name[5:]
            data[field] = cell_value(name, cell, types.get(field, "text"), found)
        elif name == "seq":
            number = number_of(cell)
            row[name] = cell if number is None else number
        else:
            row[name] = cell
    if data:
        row["data"] = data
    return row


def _hand_on(faults: Faults, file: str, line: int, found: list[Fault]) -> None:
    for fault in found:
        faults.add(file, line, fault)
    found.clear()
