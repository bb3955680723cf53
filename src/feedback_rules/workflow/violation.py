"""A violation: one row of a log that was not simply applied, with what is wrong and what was done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from feedback_rules.workflow.instants import iso

if TYPE_CHECKING:
    from feedback_rules.workflow.refusal import Refusal

__all__ = ["Violation"]


class Violation(NamedTuple):
    """What an audit lists of a row (S24): ``kind`` refused, repeated, confirmed, ambiguous-order, late-recorded or
    signal; ``code`` of the refusal where there is one; ``recovered`` the transition that was followed all the same;
    ``refusal`` what was refused, for whoever words it with names.
    """

    case: str
    seq: int | None
    name: str
    at: int
    kind: str
    code: str
    message: tuple[str, str]
    basis: tuple[str, ...]
    recovered: str
    refusal: Refusal | None = None

    def to_dict(self, zone: str = "UTC") -> dict[str, Any]:
        """Give the violation as JSON values."""
        row: dict[str, Any] = {"case": self.case, "seq": self.seq, "name": self.name, "at": iso(self.at, zone)}
        row |= {"kind": self.kind, "code": self.code, "message": {"vi": self.message[0], "en": self.message[1]}}
        row |= {"basis": list(self.basis), "recovered": self.recovered}
        return row
