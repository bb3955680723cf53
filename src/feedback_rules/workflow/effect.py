"""An effect: what a step orders and the host performs, described with a stable id (S25)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from feedback_rules.workflow.columns import must_hold
from feedback_rules.workflow.event import SYSTEM, Event
from feedback_rules.workflow.instants import iso, read_instant

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Effect"]

MAYBE = ("unit", "by", "channel", "event", "clock")
"""What an effect may leave out."""


class Effect(NamedTuple):
    """One effect: ``id`` is ``case/cause/index``, ``to`` the addressee, ``unit`` which one of its kind, ``by`` who must
    act where that is not the holder, ``clock`` the run (``publication.1``) by which the host's act is timed; a signal
    names the ``event`` for the case ``to``.
    """

    id: str
    verb: str
    to: str
    unit: str | None
    by: str | None
    channel: str
    at: int
    case: str
    event: str | None
    carries: tuple[str, ...]
    clock: str | None
    basis: tuple[str, ...]
    title: tuple[str, str]

    def to_dict(self, zone: str = "UTC") -> dict[str, Any]:
        """Give the effect as JSON values, without what is empty."""
        row: dict[str, Any] = {"id": self.id, "verb": self.verb, "to": self.to, "at": iso(self.at, zone)}
        for key in MAYBE:
            if getattr(self, key):
                row[key] = getattr(self, key)
        if self.carries:
            row["carries"] = list(self.carries)
        row["basis"] = list(self.basis)
        row["title"] = {"vi": self.title[0], "en": self.title[1]}
        row["case"] = self.case
        return row

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> Effect:
        """Read what :meth:`to_dict` wrote; anything else is an ``InputError`` that names the place."""
        source = "Effect.to_dict()"
        must_hold(row, source, ("id", "verb", "to", "at", "case"), maybe=MAYBE, lists=("carries", "basis"))
        title: Any = row.get("title")
        must_hold(title, f"{source}['title']", ("vi", "en"))
        return cls(
            row["id"],
            row["verb"],
            row["to"],
            row.get("unit"),
            row.get("by"),
            row.get("channel") or "",
            read_instant(row["at"]),
            row["case"],
            row.get("event"),
            tuple(row.get("carries", ())),
            row.get("clock"),
            tuple(row.get("basis", ())),
            (title["vi"], title["en"]),
        )

    def signal(self) -> Event:
        """Give the event that a host applies to the other case when this effect is a signal (S27).

        What a due sends is recorded at the due and happens at the first instant after it (S14): then it arrives.
        """
        at = self.at + self.id.rpartition("/")[0].endswith(".due")
        brought = {"signal": self.id, "from": self.case}
        return tuple.__new__(Event, (self.to, self.event or "", at, SYSTEM, None, None, None, None, brought))
