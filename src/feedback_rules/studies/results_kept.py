"""Rows that have to wait for others: packed away case by case, eight bytes a row in memory and the rest in a file."""

from __future__ import annotations

import marshal
from array import array
from typing import TYPE_CHECKING, BinaryIO, Final

from feedback_rules.workflow.event import Event

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Kept"]

LENGTH: Final = 24
"""How many bits the length of a packed row may take: a line of a log has at most 2**20 bytes."""


class Kept:
    """The rows of many cases; ``file`` is written and read here alone, and gone when the run is.

    >>> from io import BytesIO
    >>> kept = Kept(BytesIO())
    >>> kept.add(Event(case="C-1/part/1", name="note", at=0, by="citizen"))
    >>> list(kept.cases), [row.name for row in kept.rows("C-1")]
    (['C-1'], ['note'])
    """

    __slots__ = ("_file", "_size", "cases")

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._size = 0
        self.cases: dict[str, array[int]] = {}

    def add(self, row: Event) -> None:
        """Pack a row away."""
        # The bytes never leave this process: another Python would read another form.
        packed = marshal.dumps((*row[:-1], dict(row.data)))
        self._file.write(packed)
        case = row.case
        places = self.cases.get(case)
        if places is None:
            places = self.cases.setdefault(case.partition("/")[0], array("q"))
        places.append(self._size << LENGTH | len(packed))
        self._size += len(packed)

    def rows(self, case: str) -> Iterator[Event]:
        """Give the rows of a case, in the order in which they were added, and forget where they are."""
        file = self._file
        for place in self.cases[case]:
            file.seek(place >> LENGTH)
            yield tuple.__new__(Event, marshal.loads(file.read(place & (1 << LENGTH) - 1)))  # noqa: S302 - packed above
        self.cases[case] = array("q")
