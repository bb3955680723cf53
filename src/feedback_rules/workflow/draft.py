"""A draft: the working copy of a case inside one step, frozen into a new case when the step is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedback_rules.workflow.case import NO_DUE, UNSET, Case, Part, Run
from feedback_rules.workflow.clock import due_of
from feedback_rules.workflow.configuration import common, configuration_of, without_links
from feedback_rules.workflow.event import NOBODY
from feedback_rules.workflow.ledger import Ledger
from feedback_rules.workflow.started import started_of

if TYPE_CHECKING:
    from feedback_rules.workflow.effect import Effect
    from feedback_rules.workflow.event import Event
    from feedback_rules.workflow.happening import Line
    from feedback_rules.workflow.spec import Rulebook, WorkflowSpec

__all__ = ["Draft", "PartDraft"]


class PartDraft:
    """One part while it is being changed; ``was`` is what it came from, ``touched`` whether it differs.

    ``live`` are the indices of the open runs, in the order in which they started.
    """

    __slots__ = (
        "address", "counters", "counts", "ended", "facts", "held", "holder", "live", "opened", "runs", "spec", "state",
        "touched", "unit", "units", "visits", "wake", "was",
    )  # fmt: skip
    runs: list[Run]
    live: list[int]

    def __init__(self, spec: WorkflowSpec, part: Part) -> None:
        self.spec = spec
        self.was = part
        self.touched = False
        self.address, self.facts, self.counters, self.wake = part.address, part.facts, part.counters, part.wake
        (
            _, self.state, self.holder, self.unit, self.units, runs, self.counts, self.visits, self.held, self.opened,
            self.ended, live,
        ) = part.ledger  # fmt: skip
        self.runs = [*runs]
        self.live = [*live]

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
        self.runs[index] = run
        self.touched = True
        self.wake = UNSET

    def freeze(self, book: Rulebook) -> Part:
        """Give the part as it is now."""
        runs, live = self.runs, self.live
        self.units = common(book, self.units)
        ledger = Ledger(
            self.spec.id, self.state, self.holder, self.unit, self.units, tuple(runs), self.counts, self.visits,
            self.held, self.opened, self.ended, tuple(live),
        )  # fmt: skip
        configuration, started = configuration_of(book, self.facts, ledger), started_of(book, runs)
        known, links = without_links(book, self.facts)
        return tuple.__new__(
            Part,
            (
                self.address, self.units, known, links, self.counters, (ledger,), b"", self.wake,
                tuple([runs[index].due for index in live]), started, None if started is None else configuration,
            ),
        )  # fmt: skip


class Draft:
    """A case while it is being changed: its parts, and the effects and happenings made on the way."""

    __slots__ = ("at", "book", "case", "effects", "event", "index", "parts", "seq", "trace")
    effects: list[Effect]
    trace: list[Line]
    index: dict[str, int]
    event: Event | None
    parts: list[PartDraft]

    def __init__(self, book: Rulebook, case: Case) -> None:
        self.book = book
        self.case = case
        self.at = case.at
        self.seq = case.seq
        self.effects = []
        self.trace = []
        self.index = {}
        self.event = None
        self.parts = []
        for part in case.parts:
            own = PartDraft(book.workflows[part.workflow], part)
            if own.wake == UNSET:
                self._load(own)
            self.parts.append(own)

    def _load(self, part: PartDraft) -> None:
        """Compute the cached dues of a part that came from JSON."""
        for index, run in enumerate(part.runs):
            if run.due == UNSET:
                part.runs[index] = run.dated(due_of(self.book, part.spec.clocks[run.clock], run), run.floor)
        self.settle(part)

    def settle(self, part: PartDraft) -> None:
        """Recompute the first instant after which something falls due in a part."""
        first = NO_DUE
        runs = part.runs
        for index in part.live:
            run = runs[index]
            if run.passed is None:
                falls = run.due
                if run.floor > falls:
                    falls = run.floor
                if falls < first:
                    first = falls
        if part.holder in self.book.ending and part.ended is None:
            until = self.book.holders[part.holder].until
            if until is not None and until < first:
                first = until
        part.wake = first

    def note(self, kind: str, part: PartDraft, subject: str, note: str = "", basis: tuple[str, ...] = ()) -> None:
        """Add a line to the trace."""
        self.trace.append((self.at, kind, part.address, subject, note, basis))

    def find(self, address: str) -> PartDraft | None:
        """Give the part at an address."""
        for part in self.parts:
            if part.address == address:
                return part
        return None

    def freeze(self, applied: tuple[tuple[int, int], ...] | None = None) -> Case:
        """Give the case as it is now."""
        parts = []
        for part in self.parts:
            if part.wake == UNSET:
                self.settle(part)
            parts.append(part.freeze(self.book) if part.touched or part.wake != part.was.wake else part.was)
        id_, kept, _, _, before, _, _ = self.case
        marks = before if applied is None else applied
        return tuple.__new__(Case, (id_, kept, self.at, self.seq, marks, parts[0], tuple(parts[1:])))
