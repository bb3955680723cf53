"""The quick way through a row of JSONL that has nothing unusual about it; any other is left to the careful reader.

A row is taken only if the careful reader would make the very same event of it without a word. Whatever is doubtful
(an escaped quote, a duplicate key, a number out of range, a text to be composed) is handed back.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from unicodedata import is_normalized

from feedback_rules.studies.log_row import EXACT, FIELD_CAP, HOSTILE, TEXT_CAP
from feedback_rules.workflow.event import NO_DATA, Event

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Quick", "decoder"]

KEPT: Final = 1 << 15
"""How many texts are remembered before all are forgotten: memory must not grow with the log."""

TIME: Final = re.compile(r"T((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)([+-]\d\d:\d\d)", re.ASCII)
DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND: Final = timedelta(microseconds=1)

_SCAN: Final[Callable[[str, int], tuple[Any, int]]] = json.JSONDecoder().scan_once  # type: ignore[attr-defined] # its stub leaves it out
_DOUBTS: Final = (LookupError, TypeError, ValueError, StopIteration, RecursionError)


def decoder(*, fast: bool = True) -> Callable[[str], Any]:
    """Give what reads one line of JSON: orjson's where it is installed (extra ``fast``), else the standard library's.

    Both make the same events of the same lines: what one of them takes and the other does not goes to the careful
    reader.

    >>> decoder(fast=False)('{"case": "C-1"}')
    {'case': 'C-1'}
    """
    if fast:
        try:
            from orjson import loads
        except ImportError:
            pass
        else:
            return loads
    return _standard


def _standard(text: str) -> Any:
    """Read a line with the standard library's scanner; ``ValueError`` or ``StopIteration``: it is no plain JSON."""
    row, end = _SCAN(text, 0)
    if end != len(text) and text[end:].strip():
        raise ValueError(text)
    return row


class _Days(dict[str, int]):
    """Midnight UTC of each day met so far."""

    def __missing__(self, day: str) -> int:
        if not DAY.fullmatch(day) or not "1970-01-02" <= day <= "2199-12-30":
            raise ValueError(day)
        self[day] = found = (datetime.fromisoformat(f"{day}T00:00:00+00:00") - EPOCH) // MICROSECOND
        return found


class _Times(dict[str, int]):
    """How long after midnight UTC each time of day with its offset is."""

    def __missing__(self, time: str) -> int:
        if not TIME.fullmatch(time):
            raise ValueError(time)
        if len(self) >= KEPT:
            self.clear()
        moment = datetime.fromisoformat(f"1970-01-02{time}") - EPOCH - timedelta(1)
        self[time] = found = moment // MICROSECOND
        return found


class _Names(dict[str, str]):
    """Short texts known to be good, each kept once."""

    def __missing__(self, text: str) -> str:
        if len(self) >= KEPT:
            self.clear()
        self[text] = found = _named(text)
        return found


def _named(text: Any) -> str:
    """Take a name that the careful reader would take as it is; ``ValueError``: it would not."""
    good = type(text) is str and 0 < len(text) <= TEXT_CAP and text.isprintable() and text[0] != " " != text[-1]
    if not good or not (text.isascii() or is_normalized("NFC", text)):
        raise ValueError(text)
    return str(text)


class Quick:
    """Reads plain rows, one line after another.

    >>> quick = Quick(decoder())
    >>> quick('{"case": "C-1", "name": "rate", "at": "2024-03-04T08:00:00+07:00", "by": "citizen"}').at
    1709514000000000
    >>> quick('{"case": "C-1", "case": "C-2"}') is None
    True
    """

    __slots__ = ("_case", "_days", "_loads", "_names", "_times")

    def __init__(self, loads: Callable[[str], Any]) -> None:
        self._loads = loads
        self._days = _Days()
        self._times = _Times()
        self._names = _Names()
        self._case: str | None = None

    def __call__(self, text: str) -> Event | None:
        """Give the event of a line, or None for the careful reader to look at it."""
        if "\\" in text and ('\\"' in text or "\\\\" in text):
            return None
        names = self._names
        try:
            row = self._loads(text)
            at, case = row["at"], row["case"]
            moment = self._days[at[:10]] + self._times[at[10:]]
            if case != self._case:
                self._case = _named(case)
            case = self._case  # kept once for all rows of the case
            name, by = names[row["name"]], names[row["by"]]
            keys, strings = 4, 8  # of the four columns that every row has
            get = row.get
            unit = get("unit")
            if unit is not None:
                unit = names[unit]
                keys, strings = 5, 10
            person = get("person")
            if person is not None:
                person = names[person]
                keys, strings = keys + 1, strings + 2
            seq = get("seq")
            if seq is not None:
                if type(seq) is not int or not 0 <= seq <= EXACT:
                    return None
                keys, strings = keys + 1, strings + 1
            noted = get("recorded_at")
            if noted is not None:
                noted = self._days[noted[:10]] + self._times[noted[10:]]
                keys, strings = keys + 1, strings + 2
            data = get("data")
            if data is None:
                data = NO_DATA
            elif type(data) is dict:
                keys, strings = keys + 1, strings + 1 + self._strings(data)
            else:
                return None
        except _DOUBTS:
            return None
        # A key that stands twice, here or in the data, leaves more quotes in the line than the row has texts.
        if keys != len(row) or text.count('"') != 2 * strings:
            return None
        return tuple.__new__(Event, (case, name, moment, by, unit, person, seq, noted, data))

    def _strings(self, data: dict[str, Any]) -> int:
        """Count the texts of what an event brings; ``ValueError``: a value that has to be looked at."""
        if len(data) > FIELD_CAP:
            raise ValueError
        names = self._names
        count = len(data)
        for name, given in data.items():
            names[name]
            kind = type(given)
            if kind is str:
                count += 1
                if not (given.isprintable() or not HOSTILE.search(given)):
                    raise ValueError
                if not given.isascii() and not is_normalized("NFC", given):
                    raise ValueError
            elif kind is list:
                count += _members(given)
            elif kind is not bool and (kind not in _NUMBERS or not -EXACT <= given <= EXACT):
                raise ValueError
        return count


_NUMBERS: Final = frozenset({int, float})


def _members(listed: list[Any]) -> int:
    """Count the texts of a list; ``ValueError``: a member that has to be looked at."""
    count = 0
    for given in listed:
        kind = type(given)
        if kind is str:
            count += 1
            if HOSTILE.search(given) or not is_normalized("NFC", given):
                raise ValueError
        elif kind is not bool and (kind not in _NUMBERS or not -EXACT <= given <= EXACT):
            raise ValueError
    return count
