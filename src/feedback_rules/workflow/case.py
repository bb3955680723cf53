"""A case: what has happened to one report, a value that a step replaces and never changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from feedback_rules.errors import CaseError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from feedback_rules.workflow.configuration import Configuration

__all__ = ["NO_DUE", "SEMANTICS", "UNSET", "Case", "Part", "Run"]

SEMANTICS = 1
"""The version of the semantics that a snapshot was made under (S26)."""

UNSET = -1
"""A cached instant that has not been computed yet."""

NO_DUE = 1 << 62
"""Later than every instant: no limit, none known yet, or beyond the day table."""


class _Run(NamedTuple):
    clock: str
    number: int
    holder: str | None
    unit: str | None
    started: int
    counted: int
    ended_day: bool
    cause: str
    rows: int
    given: tuple[str, int | str] | None
    floor: int
    passed: int | None
    pauses: tuple[tuple[int, int | None], ...]
    extensions: tuple[tuple[int, str, int | str], ...]
    ended: int | None
    end: str
    row: int
    due: int


_new = tuple.__new__


class Run(_Run):
    """One run of a clock: a budget and a ledger, never a due date (S10).

    ``started`` and ``counted`` are where it starts and counts from (``ended_day``: from the day that ended, S5),
    ``cause`` what started it, ``rows`` a bit set of the limit rows that may still apply (S11b), ``given`` a given
    limit, ``floor`` the instant before which no breach is dated (S16), ``passed`` the due that was passed,
    ``pauses`` spans, ``extensions`` (at, kind, value), ``end`` how it ended (fulfilled, left, replaced) and ``row``
    the limit by which the act was judged. ``due`` is a cache: no part of the JSON or of equality.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Run) and self[:-1] == other[:-1]

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self[:-1])

    @property
    def id(self) -> str:
        """The clock and its number, ``intake.1``."""
        return f"{self.clock}.{self.number}"

    def dated(self, due: int, floor: int) -> Run:
        """Give the run with its cached due, and the instant before which no breach is dated."""
        return _new(Run, (*self[:10], floor, *self[11:-1], due))

    def counting(self, rows: int) -> Run:
        """Give the run with other rows that may apply."""
        return _new(Run, (*self[:8], rows, *self[9:]))

    def fallen(self) -> Run:
        """Give the run whose due has passed."""
        return _new(Run, (*self[:11], self[-1], *self[12:]))

    def closed(self, at: int, end: str, row: int) -> Run:
        """Give the run ended at ``at``, judged by the limit ``row`` (-1 where none judged it)."""
        return _new(Run, (*self[:14], at, end, row, self[-1]))

    def to_list(self) -> list[Any]:
        """Give the ledger as JSON values, in the order of the fields."""
        return [_plain(value) for value in self[:-1]]

    @classmethod
    def from_list(cls, row: list[Any]) -> Run:
        """Read what :meth:`to_list` wrote."""
        return cls._make([*map(_frozen, row), UNSET])


class _Part(NamedTuple):
    address: str
    workflow: str
    state: str
    holder: str | None
    unit: str | None
    units: tuple[tuple[str, str], ...]
    facts: tuple[Any, ...]
    runs: tuple[Run, ...]
    counters: tuple[int, ...]
    counts: tuple[tuple[str, int, int], ...]
    visits: tuple[str, ...]
    held: tuple[tuple[str | None, str | None, int], ...]
    opened: int
    ended: int | None
    wake: int
    live: tuple[int, ...]
    configuration: Configuration | None


_KEPT: tuple[str, ...] = _Part._fields[:-3]
"""What a part is: all but its caches."""


class Part(_Part):
    """A part of a case (the root has the empty address): its own state, holder, facts, runs and holders (S27).

    ``units`` names the unit of each kind it was routed to, ``visits`` the states in order, ``held`` who held it
    from when (S18), ``counts`` how often and when last the events happened whose number or instant matters.
    ``wake``, the first due to come, ``live``, which runs are open, and ``configuration``, how it stands, are caches: no
    part of the JSON or of equality.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Part) and self[:-3] == other[:-3]

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self[:-3])

    def __reduce__(self) -> tuple[Any, ...]:
        """Leave the caches out of a copy: what they hold belongs to an engine."""
        return Part._make, ((*self[:-3], UNSET, self.live, None),)

    def last_run(self, clock: str) -> Run | None:
        """Give the latest run of a clock."""
        for run in reversed(self.runs):
            if run.clock == clock:
                return run
        return None

    def to_dict(self) -> dict[str, Any]:
        """Give the part as JSON values."""
        row = {name: _plain(value) for name, value in zip(_KEPT, self[:-3], strict=True)}
        row["runs"] = [run.to_list() for run in self.runs]
        return row

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> Part:
        """Read what :meth:`to_dict` wrote."""
        values = {name: _frozen(row[name]) for name in _KEPT if name != "runs"}
        values["runs"] = runs = tuple(Run.from_list(run) for run in row["runs"])
        live = tuple(index for index, run in enumerate(runs) if run.ended is None)
        return cls(**values, wake=UNSET, live=live, configuration=None)


class Case(NamedTuple):
    """A case: its id, the law and days it is judged by, and its parts; ``parts[0]`` is the root.

    ``at`` is the first instant at which something may still happen to it, ``seq`` the last number given to an event,
    ``applied`` the numbers and fingerprints of the events that came with a number of their own (S23a).
    """

    id: str
    profile: str
    law: str
    days: str
    opened: int
    at: int
    seq: int
    applied: tuple[tuple[int, int], ...]
    parts: tuple[Part, ...]

    @property
    def state(self) -> str:
        """The state of the root."""
        return self.parts[0].state

    @property
    def workflow(self) -> str:
        """The workflow of the root."""
        return self.parts[0].workflow

    @property
    def holder(self) -> str | None:
        """The kind that holds the root."""
        return self.parts[0].holder

    @property
    def unit(self) -> str | None:
        """The unit that holds the root."""
        return self.parts[0].unit

    @property
    def ended(self) -> int | None:
        """The instant (µs) at which the root ended, if it has."""
        return self.parts[0].ended

    def part(self, address: str) -> Part | None:
        """Give the part at ``address`` (the empty one is the root)."""
        for part in self.parts:
            if part.address == address:
                return part
        return None

    def to_dict(self) -> dict[str, Any]:
        """Give the whole case as JSON values; instants are microseconds UTC."""
        row: dict[str, Any] = {"semantics": SEMANTICS}
        row.update(zip(self._fields[:-2], self[:-2], strict=True))
        row["applied"] = [list(pair) for pair in self.applied]
        row["parts"] = [part.to_dict() for part in self.parts]
        return row

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> Case:
        """Read what :meth:`to_dict` wrote; a snapshot of other semantics, or a broken one, is refused (S26)."""
        if not isinstance(row, dict) or row.get("semantics") != SEMANTICS:
            found = row.get("semantics") if isinstance(row, dict) else row
            raise CaseError(
                "other-semantics",
                en=f"this snapshot was made under semantics {found!r}, this library runs {SEMANTICS}; "
                "replay its log instead",
                vi=f"bản lưu này theo ngữ nghĩa {found!r}, thư viện này chạy ngữ nghĩa {SEMANTICS}; "
                "hãy chạy lại nhật ký của nó",
            )
        try:
            parts = tuple(Part.from_dict(part) for part in row["parts"])
            plain = {name: row[name] for name in cls._fields[:-2]}
            applied = tuple((int(seq), int(mark)) for seq, mark in row["applied"])
            return cls(**plain, applied=applied, parts=parts)
        except (KeyError, TypeError, ValueError) as error:
            raise CaseError(
                "broken-snapshot",
                en=f"this is not the snapshot of a case: {error!r}; use what Case.to_dict() gave",
                vi=f"đây không phải bản lưu của một hồ sơ: {error!r}; hãy dùng kết quả của Case.to_dict()",
            ) from None


def _plain(value: Any) -> Any:
    return [_plain(member) for member in value] if isinstance(value, tuple) else value


def _frozen(value: Any) -> Any:
    return tuple(_frozen(member) for member in value) if isinstance(value, list) else value
