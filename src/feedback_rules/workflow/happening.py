"""A happening: one line of a case's trace, a compact reference that is worded when read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, SupportsIndex, overload

from feedback_rules.workflow.columns import must_hold
from feedback_rules.workflow.instants import iso, read_instant

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Happening", "Line", "Trace"]

Line = tuple[int, str, str, str, str, tuple[str, ...]]
"""The bare fields of a happening: what a step writes down, a record only once it is read."""


class Happening(NamedTuple):
    """What happened at ``at`` in ``part``: ``kind`` (applied, started, met, breached, moved, …), ``subject`` (an
    event, a clock's run ``intake.1``, a holder), ``note`` (a state, a verdict, a reason) and the citation.

    Kinds: opened applied moved facts · started met late unjudged replaced cancelled breached lapsed expired
    recomputed extended paused resumed · orphaned succeeded · part-opened part-closed joined counted · overtaken
    repeated confirmed carried.
    """

    at: int
    kind: str
    part: str
    subject: str
    note: str
    basis: tuple[str, ...]

    def to_dict(self, zone: str = "UTC") -> dict[str, Any]:
        """Give the happening as JSON values, without what is empty."""
        row: dict[str, Any] = {"at": iso(self.at, zone), "kind": self.kind, "subject": self.subject}
        if self.part:
            row["part"] = self.part
        if self.note:
            row["note"] = self.note
        row["basis"] = list(self.basis)
        return row

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> Happening:
        """Read what :meth:`to_dict` wrote; anything else is an ``InputError`` that names the place."""
        must_hold(row, "Happening.to_dict()", ("at", "kind", "subject"), maybe=("part", "note"), lists=("basis",))
        return cls(
            read_instant(row["at"]),
            row["kind"],
            row.get("part") or "",
            row["subject"],
            row.get("note") or "",
            tuple(row.get("basis", ())),
        )


class Trace(tuple[Happening, ...]):
    """The happenings of a step in order; each is made a :class:`Happening` when it is read.

    >>> Trace([(0, "opened", "", "submit", "report", ("7.1",))])[0].kind
    'opened'
    """

    __slots__ = ()

    def __iter__(self) -> Iterator[Happening]:
        return map(Happening._make, self.lines())

    def lines(self) -> Iterator[Line]:
        """Walk the bare fields."""
        return tuple.__iter__(self)

    def __add__(self, other: tuple[Any, ...]) -> Trace:
        return Trace([*self.lines(), *tuple.__iter__(other)])  # type: ignore[list-item] # a line is what it is made of

    @overload
    def __getitem__(self, key: SupportsIndex) -> Happening: ...
    @overload
    def __getitem__(self, key: slice) -> Trace: ...
    def __getitem__(self, key: SupportsIndex | slice) -> Happening | Trace:
        """Give one happening, or those of a slice."""
        found = tuple.__getitem__(self, key)
        return Trace(found) if isinstance(key, slice) else Happening._make(found)  # type: ignore[arg-type] # a line, or lines
