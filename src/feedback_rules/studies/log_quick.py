"""The quick way through a row of JSONL that has nothing unusual about it; any other is left to the careful reader.

A row is taken only if the careful reader would make the very same event of it without a word. Whatever is doubtful
(an escaped quote, a duplicate key, a number out of range, a text to be composed) is handed back.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final
from unicodedata import is_normalized

from feedback_rules.studies.log_known import KEPT, Hours, Names, Rests, named
from feedback_rules.workflow.columns import EXACT, FIELD_CAP, HOSTILE
from feedback_rules.workflow.event import NO_DATA, Event

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Quick", "decoder"]

PLAIN: Final = b"\n" + bytes(byte for byte in range(0x20, 0x100) if byte not in b"\\\x7f")
"""The bytes of a block in which nothing has to be looked at: neither a control character nor an escape."""

_SCAN: Final[Callable[[str, int], tuple[Any, int]]] = json.JSONDecoder().scan_once  # type: ignore[attr-defined] # its stub leaves it out
_DOUBTS: Final = (LookupError, TypeError, ValueError, AttributeError, StopIteration, RecursionError)
_new: Final = tuple.__new__


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


def _scanned(block: bytes) -> list[Any]:
    """Read each line of a block with the standard library's scanner."""
    lines = block.decode().split("\n")
    if not lines[-1]:
        lines.pop()
    found = [_SCAN(line, 0) for line in lines]
    if [end for _, end in found] != [*map(len, lines)]:
        raise ValueError
    return [row for row, _ in found]


class Quick:
    """Reads plain rows, one line after another.

    >>> quick = Quick(decoder())
    >>> quick('{"case": "C-1", "name": "rate", "at": "2024-03-04T08:00:00+07:00", "by": "citizen"}').at
    1709514000000000
    >>> quick('{"case": "C-1", "case": "C-2"}') is None
    True
    """

    __slots__ = ("_all", "_case", "_fields", "_hours", "_loads", "_names", "_rests")

    def __init__(self, loads: Callable[[str], Any]) -> None:
        self._loads = loads
        self._all = (
            _scanned if loads is _standard else lambda block: [*map(loads, block.removesuffix(b"\n").split(b"\n"))]
        )
        self._hours = Hours()
        self._rests = Rests()
        self._fields: set[str] = set()
        self._names = Names()
        self._case: str | None = None

    def __call__(self, text: str) -> Event | None:
        """Give the event of a line, or None for the careful reader to look at it."""
        if "\\" in text and ('\\"' in text or "\\\\" in text):
            return None
        names = self._names
        try:
            row = self._loads(text)
            at, case = row["at"], row["case"]
            moment = self._hours[at[:13]] + self._rests[at[13:]]
            if case != self._case:
                self._case = named(case)
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
                noted = self._hours[noted[:13]] + self._rests[noted[13:]]
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
        return _new(Event, (case, name, moment, by, unit, person, seq, noted, data))

    def block(self, block: bytes) -> list[Event] | None:
        """Give the events of a block of lines, or None for each line to be looked at.

        What has to be looked at in every text is looked at once in all of them: control characters, escapes, Unicode's
        composed form, which a part of a composed text has too.
        """
        if block.translate(None, PLAIN):
            return None
        events: list[Event] = []
        strings = 0
        case = self._case
        names, fields, hours, rests = self._names, self._fields, self._hours, self._rests
        try:
            if not block.isascii() and not is_normalized("NFC", block.decode()):
                return None
            rows = self._all(block)
            if case is None:
                case = named(rows[0]["case"])
            for row in rows:
                at = row["at"]
                moment = hours[at[:13]] + rests[at[13:]]
                if row["case"] != case:
                    case = named(row["case"])
                name, by = names[row["name"]], names[row["by"]]
                left = len(row) - 4
                unit = person = seq = noted = None
                data = NO_DATA
                strings += 8
                if left and (given := row.get("data")) is not None:
                    kinds = [*map(type, given.values())]
                    texts = kinds.count(str)
                    if texts != len(kinds):
                        texts += _others(given)
                    if len(kinds) > FIELD_CAP or not fields.issuperset(given):
                        self._learn(given)
                    strings += len(kinds) + texts + 1
                    data = given
                    left -= 1
                if left and (unit := row.get("unit")) is not None:
                    unit = names[unit]
                    strings += 2
                    left -= 1
                if left:
                    person, seq, noted, more = self._rare(row, left)
                    strings += more
                events.append(_new(Event, (case, name, moment, by, unit, person, seq, noted, data)))
        except _DOUBTS:
            return None
        self._case = case
        # A key that stands twice leaves more quotes in the block than its rows have texts.
        return events if block.count(b'"') == 2 * strings else None

    def _rare(self, row: dict[str, Any], left: int) -> tuple[str | None, int | None, int | None, int]:
        """Give what few rows have, and how many texts; ``ValueError``: there is a column still, or a doubtful one."""
        get = row.get
        strings = 0
        person, seq, noted = get("person"), get("seq"), get("recorded_at")
        if person is not None:
            person = self._names[person]
            strings, left = 2, left - 1
        if seq is not None:
            if type(seq) is not int or not 0 <= seq <= EXACT:
                raise ValueError
            strings, left = strings + 1, left - 1
        if noted is not None:
            noted = self._hours[noted[:13]] + self._rests[noted[13:]]
            strings, left = strings + 2, left - 1
        if left:
            raise ValueError
        return person, seq, noted, strings

    def _learn(self, data: dict[str, Any]) -> None:
        """Look at the names of the fields that an event brings; ``ValueError``: one of them has to be looked at."""
        if len(data) > FIELD_CAP:
            raise ValueError
        if len(self._fields) >= KEPT:
            self._fields.clear()
        self._fields.update(map(named, data))

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


def _others(data: dict[str, Any]) -> int:
    """Count the texts in the lists that an event brings; ``ValueError``: a value that has to be looked at."""
    count = 0
    for given in data.values():
        kind = type(given)
        if kind is list:
            count += _members(given)
        elif kind is not str and kind is not bool and (kind not in _NUMBERS or not -EXACT <= given <= EXACT):
            raise ValueError
    return count


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
