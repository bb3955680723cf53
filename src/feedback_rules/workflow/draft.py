"""A draft: the working copy of a case inside one step, frozen into a new case when the step is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.workflow.case import NO_DUE, UNSET, Case, Part, Run
from feedback_rules.workflow.clock import due_of, falls_at
from feedback_rules.workflow.event import NOBODY
from feedback_rules.workflow.happening import Happening

if TYPE_CHECKING:
    from feedback_rules.workflow.effect import Effect
    from feedback_rules.workflow.event import Event
    from feedback_rules.workflow.spec import Rulebook, WorkflowSpec

__all__ = ["Draft", "PartDraft", "blank_facts"]


class PartDraft:
    """One part while it is being changed; ``was`` is what it came from, ``touched`` whether it differs."""

    __slots__ = (
        "address", "counters", "counts", "ended", "facts", "held", "holder", "opened", "runs", "spec", "state",
        "touched", "unit", "units", "visits", "wake", "was",
    )  # fmt: skip

    def __init__(self, spec: WorkflowSpec, part: Part) -> None:
        self.spec = spec
        self.was = part
        self.address = part.address
        self.state = part.state
        self.holder = part.holder
        self.unit = part.unit
        self.units = part.units
        self.facts = part.facts
        self.runs = part.runs
        self.counters = part.counters
        self.counts = part.counts
        self.visits = part.visits
        self.held = part.held
        self.opened = part.opened
        self.ended = part.ended
        self.wake = part.wake
        self.touched = False

    def unit_of(self, kind: str | None) -> str | None:
        """Give the unit of ``kind`` that the part was routed to."""
        for known, unit in self.units:
            if known == kind:
                return unit
        return None

    def orphaned(self) -> bool:
        """Tell whether nobody holds the part because its holder has ended; a state may be held by nobody too (S34)."""
        return self.holder == NOBODY and self.spec.states[self.state].holder(self.facts) != NOBODY

    def hold(self) -> tuple[str | None, str | None, tuple[tuple[str, str], ...]]:
        """Give who holds the part, and the units it was routed to."""
        return self.holder, self.unit, self.units

    def last_run(self, clock: str) -> Run | None:
        """Give the latest run of a clock."""
        for run in reversed(self.runs):
            if run.clock == clock:
                return run
        return None

    def count(self, event: str, at: int) -> None:
        """Remember how often and when last an event happened, where a number or an instant of it matters."""
        times = next((times for known, times, _ in self.counts if known == event), 0)
        self.counts = (*(entry for entry in self.counts if entry[0] != event), (event, times + 1, at))

    def replace_run(self, index: int, run: Run) -> None:
        """Put a changed run in its place."""
        runs = list(self.runs)
        runs[index] = run
        self.runs = tuple(runs)
        self.touched = True
        self.wake = UNSET


class Draft:
    """A case while it is being changed: its parts, and the effects and happenings made on the way."""

    __slots__ = ("at", "book", "case", "effects", "event", "index", "parts", "seq", "trace")

    def __init__(self, book: Rulebook, case: Case) -> None:
        self.book = book
        self.case = case
        self.at = case.at
        self.seq = case.seq
        self.parts = [PartDraft(book.workflows[part.workflow], part) for part in case.parts]
        self.effects: list[Effect] = []
        self.trace: list[Happening] = []
        self.index: dict[str, int] = {}
        self.event: Event | None = None
        for part in self.parts:
            if part.wake == UNSET:
                self._load(part)

    def _load(self, part: PartDraft) -> None:
        """Compute the cached dues of a part that came from JSON."""
        if any(run.due == UNSET for run in part.runs):
            part.runs = tuple(
                run._replace(due=due_of(self.book, part.spec.clocks[run.clock], run)) if run.due == UNSET else run
                for run in part.runs
            )
        self.settle(part)

    def settle(self, part: PartDraft) -> None:
        """Recompute the first instant after which something falls due in a part."""
        first = NO_DUE
        for run in part.runs:
            if run.ended is None and run.passed is None:
                falls = falls_at(run)
                first = min(first, falls)
        holder = part.holder
        if holder is not None and part.ended is None:
            until = self.book.holders[holder].until
            if until is not None and until < first:
                first = until
        part.wake = first

    def note(self, kind: str, part: PartDraft, subject: str, note: str = "", basis: tuple[str, ...] = ()) -> None:
        """Add a line to the trace."""
        self.trace.append(Happening(self.at, kind, part.address, subject, note, basis))

    def effect_id(self, part: PartDraft, cause: str) -> str:
        """Give the next id of an effect of this cause (S25)."""
        base = f"{self.case.id}/{part.address}/{cause}" if part.address else f"{self.case.id}/{cause}"
        number = self.index.get(base, 0)
        self.index[base] = number + 1
        return f"{base}/{number}"

    def find(self, address: str) -> PartDraft | None:
        """Give the part at an address."""
        return next((part for part in self.parts if part.address == address), None)

    def freeze(self, applied: tuple[tuple[int, int], ...] | None = None) -> Case:
        """Give the case as it is now."""
        case = self.case
        parts: list[Part] = []
        for part in self.parts:
            if part.wake == UNSET:
                self.settle(part)
            if part.touched or part.wake != part.was.wake:
                parts.append(
                    Part(
                        part.address, part.spec.id, part.state, part.holder, part.unit, part.units, part.facts,
                        part.runs, part.counters, part.counts, part.visits, part.held, part.opened, part.ended,
                        part.wake,
                    )
                )  # fmt: skip
            else:
                parts.append(part.was)
        return Case(
            case.id, case.profile, case.law, case.days, case.opened, self.at, self.seq,
            case.applied if applied is None else applied, tuple(parts),
        )  # fmt: skip


def blank_facts(book: Rulebook) -> tuple[Any, ...]:
    """Give the facts of a case of which nothing is known yet."""
    return tuple(() if fact.many else None for fact in book.facts)
