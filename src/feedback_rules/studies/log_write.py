"""Results out: rows as JSONL, CSV or YAML that the readers read back."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from feedback_rules.errors import InputError
from feedback_rules.studies.log_cells import cell_text
from feedback_rules.studies.log_row import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from feedback_rules.workflow.event import Event

__all__ = ["write_rows"]

UNPRINTED: Final = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""What YAML takes for a line end, or does not print."""


SIGNS: Final = re.compile(r"""[",;\t\r\n]""")


def write_rows(events: Iterable[Event], zone: str, form: str = "jsonl") -> Iterator[str]:
    """Give the lines of a log, each with its line end; ``form`` is ``"jsonl"``, ``"csv"`` or ``"yaml"``.

    JSONL and YAML are written row by row; CSV needs all rows first, to know its columns.

    >>> from feedback_rules import Event
    >>> row = Event(case="C-1", name="rate", at=0, by="citizen", data={"rating": "satisfied"})
    >>> print(*write_rows([row], "Asia/Ho_Chi_Minh", "csv"), sep="", end="")
    case,name,at,by,data.rating
    C-1,rate,1970-01-01T08:00:00+08:00,citizen,satisfied
    """
    if form == "jsonl":
        return (_json(event, zone) + "\n" for event in events)
    if form == "yaml":
        return (f"- {UNPRINTED.sub(_escaped, _json(event, zone))}\n" for event in events)
    if form == "csv":
        return _csv(events, zone)
    raise InputError(
        "unknown-form",
        en=f"a log is written as jsonl, csv or yaml, not as {form!r}",
        vi=f"nhật ký được ghi ở dạng jsonl, csv hoặc yaml, không phải {form!r}",
        value=form,
    )


def _json(event: Event, zone: str) -> str:
    return json.dumps(event.to_dict(zone), ensure_ascii=False, allow_nan=False)


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def _csv(events: Iterable[Event], zone: str) -> Iterator[str]:
    """Write the columns that are in use, those of the data in the order in which they first appear."""
    rows = [event.to_dict(zone) for event in events]
    fields = dict.fromkeys(name for row in rows for name in row.get("data", ()))
    columns = [name for name in COLUMNS[:-1] if name in COLUMNS[:4] or any(name in row for row in rows)]
    yield _line([*columns, *(f"data.{name}" for name in fields)])
    for row in rows:
        data = row.get("data", {})
        cells = [str(row.get(name, "")) for name in columns]
        yield _line(cells + [cell_text(data[name]) if name in data else "" for name in fields])


def _line(cells: list[str]) -> str:
    """Write a line; whatever a reader could take for a sign of its own stands in quotes."""
    quoted = ['"' + cell.replace('"', '""') + '"' if SIGNS.search(cell) else cell for cell in cells]
    return ",".join(quoted) + "\n"
