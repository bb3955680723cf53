"""A happening: one line of a case's trace, a compact reference that is worded when read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from feedback_rules.workflow.instants import iso, read_instant

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Happening"]


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
        """Read what :meth:`to_dict` wrote."""
        return cls(
            read_instant(row["at"]),
            row["kind"],
            row.get("part", ""),
            row["subject"],
            row.get("note", ""),
            tuple(row["basis"]),
        )
