"""The deeds of a step: what it did, kept as compact references; its effects and its trace are made when read (S35)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from feedback_rules.workflow.case import NO_DUE
from feedback_rules.workflow.clock import PAST_DUE, status
from feedback_rules.workflow.effect import Effect
from feedback_rules.workflow.event import cause_named
from feedback_rules.workflow.happening import Trace
from feedback_rules.workflow.happens import linked
from feedback_rules.workflow.history import open_run
from feedback_rules.workflow.ledger import with_links
from feedback_rules.workflow.plan import EVENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Self

    from feedback_rules.workflow.case import Case, Part
    from feedback_rules.workflow.event import Event
    from feedback_rules.workflow.happening import Line
    from feedback_rules.workflow.ledger import Units
    from feedback_rules.workflow.plan import Plan
    from feedback_rules.workflow.spec import ClockSpec
    from feedback_rules.workflow.started import Started

__all__ = ["Chronicle", "Deed", "Deeds", "Done", "Move", "Record", "Said", "effects_of", "signals_of", "trace_of"]

NONE: Final[dict[str, str]] = {}
"""What has started of a part of which nobody knows."""

_new = tuple.__new__

Said = tuple["Part", "list[Line]", "list[Line]"]
"""The part before a move that says more than its plan, and what it says of its orders, before and after the rest."""


class Record(NamedTuple):
    """What a step made that was not planned, written down at once: the lines of its trace, and its effects."""

    lines: tuple[Line, ...]
    effects: tuple[Effect, ...]


Move = tuple[
    "Plan", "Event", str, int, str, "Units", tuple[Any, ...], tuple[Any, ...], tuple[int, ...], "Started | None",
    "Started | None", "Said | None",
]  # fmt: skip
"""A planned step as it was taken, bare, since every step makes one: the plan, the event, the case and its number, the
part's address, its units, facts and links after it, its dues before it, what had started before it and what has started
since, and what else it says.
"""


Deed = Move | Record
Deeds = tuple[Deed, ...]
"""All that a step did, in order: what fell due before its event, the event, and what it caused."""

Done = tuple["Case", Deeds]
"""A case, and the deeds of the step that made it."""


def _lines(deed: Deed) -> Sequence[Line]:
    """Give the lines of a deed."""
    if isinstance(deed, Record):
        return deed.lines
    plan, event, _, _, address, _, _, _, dues, before, started, said = deed
    _, name, at, _, _, _, _, _, _ = event
    ids: Mapping[str, str] = NONE if before is None else before.ids
    since: Mapping[str, str] = NONE if started is None else started.ids
    basis: tuple[str, ...]
    lines: list[Line] = []
    if plan.falls >= 0:
        spec = plan.fallen
        lines.append((at, PAST_DUE[spec.kind], address, ids[spec.id], "", spec.basis))
    elif plan.falls == EVENT and not plan.origin.state:
        lines.append((at, "opened", "", name, plan.origin.workflow, plan.basis))
    if said is not None:
        lines += said[1]
    if plan.said:
        lines.append((at, plan.said, address, name, plan.note, plan.basis))
    for position, _, row, words, basis, spec, _, foretold, otherwise in plan.changes:
        verdict = foretold
        if verdict == "":
            due = dues[position]
            verdict = otherwise if due == NO_DUE else "late" if at > due else "met"
        if verdict is None:
            verdict = _verdict(deed, position, spec, row)
        lines.append((at, verdict, address, ids[spec.id], words, basis))
    for clock, _, _, _, basis, replaced in plan.starts:
        if replaced is not None:
            lines.append((at, replaced, address, ids[clock], "", basis))
        lines.append((at, "started", address, since[clock], "", basis))
    if said is not None:
        lines += said[2]
    return lines


def _effects(deed: Deed) -> Sequence[Effect]:
    """Give the effects of a deed."""
    if isinstance(deed, Record):
        return deed.effects
    plan, event, id_, number, address, units, known, links, _, _, started, _ = deed
    made: list[Effect] = []
    if not plan.effects:
        return made
    _, name, at, _, _, _, _, _, _ = event
    where = f"{id_}/{address}" if address else id_
    cause = name if plan.falls >= 0 else cause_named(number)
    for verb, to, addressee, by, channel, sent, carries, basis, title, link, timer in plan.effects:
        receiver: str | None = to
        if link is not None:
            receiver = linked(plan.origin.book, event, with_links(known, links), link)
            if receiver is None:
                continue
        reached = None
        if addressee is not None:
            for kind, unit in units:
                if kind == addressee:
                    reached = unit
                    break
        timed = None if timer is None or started is None else started.ids[timer]
        made.append(
            _new(
                Effect,
                (
                    f"{where}/{cause}/{len(made)}", verb, receiver, reached, by, channel, at, where, sent, carries,
                    timed, basis, title,
                ),
            )
        )  # fmt: skip
    return made


def _verdict(move: Move, position: int, spec: ClockSpec, row: int) -> str:
    """Judge an act by one of several limits, or by one that is given."""
    plan, event, *_, said = move
    assert said is not None  # noqa: S101 - of a plan that leaves its verdict open
    run = open_run(said[0], position).closed(event.at, "fulfilled", row)
    return status(plan.origin.book, spec, run, event.at)


def effects_of(deeds: Iterable[Deed]) -> tuple[Effect, ...]:
    """Give the effects, in order."""
    return tuple([effect for one in deeds for effect in _effects(one)])


def signals_of(deeds: Iterable[Deed]) -> list[Effect]:
    """Give the effects that reach other cases, in order."""
    return [
        effect
        for one in deeds
        if isinstance(one, Record) or one[0].sends
        for effect in _effects(one)
        if effect.event is not None
    ]


def trace_of(deeds: Iterable[Deed]) -> Trace:
    """Give the happenings, in order."""
    return Trace([line for one in deeds for line in _lines(one)])  # type: ignore[misc] # what it is made of


class _Kept(NamedTuple):
    case: Any
    deeds: Deeds


if TYPE_CHECKING:
    _Tuple = object  # each record is a tuple of fields of its own
else:
    _Tuple = tuple


class Chronicle(_Tuple):
    """A case, and what was done to it: kept as deeds, of which effects and trace are made when read, anew each time.

    To whoever unpacks, compares, copies or shows it, it is a record of the fields that it names.

    >>> Chronicle(None, (), [(0, "opened", "", "submit", "report", ("7.1",))]).trace[0].kind
    'opened'
    """

    __slots__ = ()
    __match_args__: tuple[str, ...] = ("case", "effects", "trace")
    case: Any = _Kept.case
    deeds: Deeds = _Kept.deeds  # the quickest way to a place of a tuple

    def __new__(cls, case: Case | None, effects: Iterable[Effect], trace: Trace | Iterable[Line], *more: Any) -> Self:
        """Make it of what it comes to."""
        lines = trace.lines() if isinstance(trace, Trace) else trace
        return _new(cls, (case, (Record(tuple(lines), tuple(effects)),), *more))  # type: ignore[type-var] # a tuple it is

    @property
    def effects(self) -> tuple[Effect, ...]:
        """The effects, in order."""
        return effects_of(self.deeds)

    @property
    def trace(self) -> Trace:
        """What happened, in order, and why."""
        return trace_of(self.deeds)

    def _fields(self) -> tuple[Any, ...]:
        """Give the fields that it names, in order."""
        return tuple([getattr(self, name) for name in self.__match_args__])

    if not TYPE_CHECKING:  # pragma: no branch - always so at run time; a type checker knows each field by its place

        def __iter__(self) -> Iterator[Any]:
            return iter(self._fields())

        def __len__(self) -> int:
            return len(self.__match_args__)

        def __getitem__(self, key: Any) -> Any:
            """Give its fields by their places."""
            return self._fields()[key]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Chronicle) and type(other) is type(self) and self._fields() == other._fields()

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self._fields())

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in zip(self.__match_args__, self._fields(), strict=True))
        return f"{type(self).__name__}({shown})"

    def __reduce__(self) -> tuple[Any, ...]:
        """Write out what the deeds come to: what they refer to belongs to an engine."""
        return type(self), self._fields()
