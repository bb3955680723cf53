"""One case while its rows are heard: each is applied, or listed with what is wrong with it (S23a, S23b, S24)."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

from feedback_rules.wording import pair
from feedback_rules.workflow.clock import row_due
from feedback_rules.workflow.deeds import Chronicle, Record
from feedback_rules.workflow.event import SYSTEM
from feedback_rules.workflow.instants import iso
from feedback_rules.workflow.opening import open_case
from feedback_rules.workflow.recover import follow
from feedback_rules.workflow.refusal import Refusal
from feedback_rules.workflow.step import advance, apply
from feedback_rules.workflow.violation import Violation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feedback_rules.workflow.case import Case
    from feedback_rules.workflow.deeds import Deed, Deeds, Done
    from feedback_rules.workflow.effect import Effect
    from feedback_rules.workflow.event import Event
    from feedback_rules.workflow.happening import Trace
    from feedback_rules.workflow.spec import Rulebook

__all__ = ["AUDIT", "FOLLOW", "CaseRun", "Hearing", "Numbered", "hear_row", "hear_signal", "in_order", "pass_until"]

AUDIT = "audit"
FOLLOW = "follow"
LISTED = frozenset({"repeated", "confirmed"})
"""What became of a row that was taken but changed nothing by itself."""


Numbered = tuple["Event", bool]
"""A row with its number, and whether that is its own."""

_new: Final = tuple.__new__


if TYPE_CHECKING:

    class _CaseRun(Chronicle, tuple[Case | None, tuple[Effect, ...], Trace, tuple[Violation, ...]]):
        """What a replayed case is to whoever unpacks it."""

        __slots__ = ()

else:
    _CaseRun = Chronicle


class CaseRun(_CaseRun):
    """A case replayed: what it is, its effects and happenings in order, and what was wrong with its rows.

    ``case`` is ``None`` where no row opened it. It keeps compact references; its ``effects`` and its ``trace`` are made
    when they are read (S35).
    """

    __slots__ = ()
    __match_args__ = ("case", "effects", "trace", "violations")
    case: Case | None

    @property
    def violations(self) -> tuple[Violation, ...]:
        """What was wrong with its rows."""
        found: tuple[Violation, ...] = tuple.__getitem__(self, 2)  # type: ignore[index] # of what it is made of
        return found


class Hearing:
    """One case while its rows are being replayed.

    ``arrived`` are the signals that reached it and that no row has named yet, by case or part and event.
    """

    __slots__ = ("arrived", "case", "deeds", "violations")

    def __init__(self) -> None:
        self.deeds: list[Deed] = []
        self.arrived: dict[tuple[str, str], list[Effect]] = {}
        self.case: Case | None = None
        self.violations: list[Violation] = []

    def add(self, step: Done) -> Deeds:
        """Take over what a step did."""
        self.case, deeds = step
        self.deeds += deeds
        return deeds

    def result(self) -> CaseRun:
        """Give what has become of the case."""
        return _new(CaseRun, (self.case, tuple(self.deeds), tuple(self.violations)))


def in_order(hearing: Hearing, rows: Sequence[Numbered], mode: str) -> Sequence[Numbered]:
    """Order the rows by (at, seq) and list those whose order the log leaves open (S23a)."""
    last = -1
    for row, _ in rows:
        at = row.at
        if at <= last:
            break
        last = at
    else:
        return rows  # each later than the one before, as nearly all cases have them
    places: list[tuple[int, int]] = []
    before_it = -1
    for row, _ in rows:
        before_it = before_it if row.seq is None else row.seq  # a signal, which has none, stays where the log has it
        places.append((row.at, before_it))
    numbered = [rows[place] for place in sorted(range(len(rows)), key=places.__getitem__)]
    if mode == AUDIT:
        for (before, owned), (row, own) in itertools.pairwise(numbered):
            if before.at == row.at and not owned and not own:
                hearing.violations.append(_listed(row, "ambiguous-order", before=before.name))
    return numbered


def hear_row(book: Rulebook, hearing: Hearing, row: Event, own: bool, mode: str, recover: str) -> Deeds:  # noqa: FBT001 - as read
    """Apply one row, or list what is wrong with it and go on."""
    case = hearing.case
    if row.by == SYSTEM and mode == AUDIT and case is not None and row.signal is None:
        arrived = hearing.arrived.get((row.case, row.name))
        if arrived:
            sent = arrived.pop(0)
            told = iso(sent.at, book.zone)
            hearing.violations.append(_listed(row, "confirmed", sent.basis, told="confirmed-signal", due=told))
            return hearing.add(advance(book, case, row.at))
    outcome = open_case(book, row, marked=own) if case is None else apply(book, case, row, marked=own)
    if isinstance(outcome, Refusal):
        if mode != AUDIT:
            raise outcome.error(row, book.zone)
        return _refused(book, hearing, row, own, outcome, recover)
    if mode == AUDIT:
        last = outcome[1][-1] if outcome[1] else None
        if isinstance(last, Record) and last.lines:
            _, kind, _, _, note, basis = last.lines[-1]
            if kind in LISTED:
                hearing.violations.append(_listed(row, kind, basis, due=note))
        noted = row.recorded_at
        if noted is not None and noted > row.at:
            deeds = hearing.add(outcome)
            hearing.violations.append(_recorded(book, outcome[0], row, noted))
            return deeds
    return hearing.add(outcome)


def hear_signal(book: Rulebook, hearing: Hearing, signal: Effect, mode: str, recover: str) -> Deeds:
    """Let a signal arrive; where a row by the system names the same step later, it confirms that one (S24)."""
    before = hearing.case
    deeds = hear_row(book, hearing, signal.signal(), True, mode, recover)  # noqa: FBT003 - known by its effect
    if hearing.case is not before:
        hearing.arrived.setdefault((signal.to, signal.event or ""), []).append(signal)
    return deeds


def _refused(
    book: Rulebook,
    hearing: Hearing,
    row: Event,
    own: bool,  # noqa: FBT001 - as read
    refusal: Refusal,
    recover: str,
) -> Deeds:
    """List a refused row and follow it as far as that is possible; two rows of one number are not both followed."""
    followed = None
    if recover == FOLLOW and hearing.case is not None and refusal.code != "seq-taken":
        followed = follow(book, hearing.case, row, row.case.partition("/")[2], marked=own)
    name = "" if followed is None else followed[1]
    text = (refusal.text("vi"), refusal.text("en"))
    hearing.violations.append(
        Violation(row.case, row.seq, row.name, row.at, "refused", refusal.code, text, refusal.basis, name, refusal)
    )
    return () if followed is None else hearing.add(followed[0])


def _listed(row: Event, kind: str, basis: tuple[str, ...] = (), told: str = "", **params: str) -> Violation:
    vi, en = (words.format(event=row.name, **params) for words in pair(f"audit.{told or kind}"))
    return Violation(row.case, row.seq, row.name, row.at, kind, kind, (vi, en), basis, "")


def _recorded(book: Rulebook, case: Case, row: Event, noted: int) -> Violation:
    """List a late recording, with the verdict that its recorded instant would have had (S23b)."""
    address = row.case.partition("/")[2]
    verdicts = []
    for part in case.parts:
        for run in part.runs:
            if part.address == address and run.ended == row.at and run.end == "fulfilled":
                spec = book.workflows[part.workflow].clocks[run.clock]
                due = row_due(book, spec.rows[run.row], run)
                verdicts.append(f"{run.id} {'late' if noted > due else 'met'}")
    return _listed(row, "late-recorded", recorded=iso(noted, book.zone), verdicts=", ".join(verdicts) or "-")


def pass_until(book: Rulebook, hearing: Hearing, to: int | None) -> None:
    """Let time pass to an instant after the last row, if one is named."""
    if to is not None and hearing.case is not None and to > hearing.case.at:
        hearing.add(advance(book, hearing.case, to))
