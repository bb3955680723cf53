"""A case: what has happened to one report, a value that a step replaces and never changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from feedback_rules.errors import CaseError
from feedback_rules.workflow.ledger import STAMP, Ledger, unit_of, with_links

if TYPE_CHECKING:
    from collections.abc import Mapping

    from feedback_rules.workflow.configuration import Configuration
    from feedback_rules.workflow.started import Started

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
    units: tuple[tuple[str, str], ...]
    known: tuple[Any, ...]
    links: tuple[Any, ...]
    counters: tuple[int, ...]
    log: tuple[Any, ...]
    stamps: bytes
    wake: int
    dues: tuple[int, ...]
    started: Started | None
    configuration: Configuration | None


_KEPT: tuple[str, ...] = (
    "address", "workflow", "state", "holder", "unit", "units", "facts", "runs", "counters", "counts", "visits", "held",
    "opened", "ended",
)  # fmt: skip
"""What a part is, in the order of its JSON."""


class Part(_Part):
    """A part of a case (the root has the empty address): its own state, holder, facts, runs and holders (S27).

    ``known`` are the facts, which cases share, without those that name other cases: ``links`` are these, each behind
    its index.

    ``log`` is a ledger (``None`` where the part began with a planned step), then the planned steps that followed, each
    by its plan, behind its units and the values of its orders where it routes or orders; ``stamps`` are their instants
    and numbers (``ledger.STAMP``). What they come to is written out by :attr:`ledger`; ``workflow``,
    ``runs`` and the other names of a ledger read it each time. ``wake``, the first due to come, ``dues``, those of the
    open runs, ``started``, how many runs of each clock there were, and ``configuration``, how the part stands, are
    caches: no part of the JSON or of equality.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Part) and self[:1] == other[:1] and self.told() == other.told()

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash((self.address, *self.told()))

    def __reduce__(self) -> tuple[Any, ...]:
        """Leave the caches out of a copy: what they hold belongs to an engine."""
        return Part.of, (self.address, self.facts, self.counters, self.ledger)

    @classmethod
    def of(cls, address: str, facts: tuple[Any, ...], counters: tuple[int, ...], ledger: Ledger) -> Part:
        """Give the part of which this is known, without any cache."""
        return _new(cls, (address, ledger.units, facts, (), counters, (ledger,), b"", UNSET, (), None, None))

    def told(self) -> tuple[Any, ...]:
        """Give what the part is, without its caches."""
        return self.facts, self.counters, self.ledger

    @property
    def facts(self) -> tuple[Any, ...]:
        """What is known of it, in the order in which the regulation declares the facts."""
        return with_links(self.known, self.links) if self.links else self.known

    @property
    def ledger(self) -> Ledger:
        """All that has happened to it, written out."""
        log = self.log
        if len(log) == 1:
            found: Ledger = log[0]
            return found
        assert self.configuration is not None  # noqa: S101 - whoever has taken a planned step stands somewhere
        return self.configuration.written_out(self)

    @property
    def workflow(self) -> str:
        """The workflow that it goes through."""
        return self.ledger.workflow if self.configuration is None else self.configuration.workflow

    @property
    def state(self) -> str:
        """The state in which it is."""
        return self.ledger.state if self.configuration is None else self.configuration.state

    @property
    def holder(self) -> str | None:
        """The kind that holds it."""
        return self.ledger.holder if self.configuration is None else self.configuration.holder

    @property
    def unit(self) -> str | None:
        """The unit that holds it."""
        return self.ledger.unit if len(self.log) == 1 else unit_of(self.units, self.holder)

    @property
    def runs(self) -> tuple[Run, ...]:
        """The runs of its clocks, in the order in which they started."""
        return self.ledger.runs

    @property
    def counts(self) -> tuple[tuple[str, int, int], ...]:
        """How often and when last the events happened whose number or instant matters."""
        return self.ledger.counts

    @property
    def visits(self) -> tuple[str, ...]:
        """Its states in order."""
        return self.ledger.visits

    @property
    def held(self) -> tuple[tuple[str | None, str | None, int], ...]:
        """Who held it from when (S18)."""
        return self.ledger.held

    @property
    def opened(self) -> int:
        """The instant (µs) at which it was opened."""
        base: Ledger | None = self.log[0]
        if base is not None:
            return base.opened
        at: int
        at, _ = STAMP.unpack_from(self.stamps)
        return at

    @property
    def ended(self) -> int | None:
        """The instant (µs) at which it ended, if it has."""
        return None if self.configuration is not None and self.configuration.open else self.ledger.ended

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self.ended is not None if self.configuration is None else not self.configuration.open

    @property
    def live(self) -> tuple[int, ...]:
        """Which runs are open."""
        return self.ledger.live

    def to_dict(self) -> dict[str, Any]:
        """Give the part as JSON values."""
        known = {"address": self.address, "facts": self.facts, "counters": self.counters, **self.ledger._asdict()}
        row = {name: _plain(known[name]) for name in _KEPT}
        row["runs"] = [run.to_list() for run in known["runs"]]
        return row

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> Part:
        """Read what :meth:`to_dict` wrote."""
        known = {name: _frozen(row[name]) for name in _KEPT if name != "runs"}
        address, facts, counters = (known.pop(name) for name in ("address", "facts", "counters"))
        runs = tuple(Run.from_list(run) for run in row["runs"])
        live = tuple(index for index, run in enumerate(runs) if run.ended is None)
        return cls.of(address, facts, counters, Ledger(**known, runs=runs, live=live))


_PLAIN = ("id", "profile", "law", "days", "opened", "at", "seq")
"""What a case is, in the order of its JSON; its marks and parts follow."""


class Case(NamedTuple):
    """A case: its id, what it is ``kept`` by (profile, law, days), its ``root`` and the parts inside it (S27).

    ``at`` is the first instant at which something may still happen to it, ``seq`` the highest number given to an event,
    ``applied`` the numbers and fingerprints of the events that came with a number of their own (S23a).
    """

    id: str
    kept: tuple[str, str, str]
    at: int
    seq: int
    applied: tuple[tuple[int, int], ...]
    root: Part
    inner: tuple[Part, ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """All its parts, the root first."""
        return (self.root, *self.inner)

    @property
    def profile(self) -> str:
        """The name of the profile that it is kept by."""
        return self.kept[0]

    @property
    def law(self) -> str:
        """The digest of the law that it is judged by (S26)."""
        return self.kept[1]

    @property
    def days(self) -> str:
        """The digest of the days that it is judged by (S26)."""
        return self.kept[2]

    @property
    def opened(self) -> int:
        """The instant (µs) at which it was opened."""
        return self.root.opened

    @property
    def state(self) -> str:
        """The state of the root."""
        return self.root.state

    @property
    def workflow(self) -> str:
        """The workflow of the root."""
        return self.root.workflow

    @property
    def holder(self) -> str | None:
        """The kind that holds the root."""
        return self.root.holder

    @property
    def unit(self) -> str | None:
        """The unit that holds the root."""
        return self.root.unit

    @property
    def ended(self) -> int | None:
        """The instant (µs) at which the root ended, if it has."""
        return self.root.ended

    def part(self, address: str) -> Part | None:
        """Give the part at ``address`` (the empty one is the root)."""
        if not address:
            return self.root
        for part in self.inner:
            if part.address == address:
                return part
        return None

    def to_dict(self) -> dict[str, Any]:
        """Give the whole case as JSON values; instants are microseconds UTC."""
        row: dict[str, Any] = {"semantics": SEMANTICS}
        row |= {name: getattr(self, name) for name in _PLAIN}
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
        from feedback_rules.workflow.snapshot import case_row

        case_row(row)
        root, *inner = (Part.from_dict(part) for part in row["parts"])
        id_, profile, law, days, _, at, seq = (row[name] for name in _PLAIN)
        return cls(id_, (profile, law, days), at, seq, _frozen(row["applied"]), root, tuple(inner))


def _plain(value: Any) -> Any:
    return [_plain(member) for member in value] if isinstance(value, tuple) else value


def _frozen(value: Any) -> Any:
    return tuple(_frozen(member) for member in value) if isinstance(value, list | tuple) else value
