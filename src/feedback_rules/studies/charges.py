"""What a unit is charged with in one case: obligations that fell due, and what events said of it (S18, S28)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from feedback_rules.workflow.case import NO_DUE
from feedback_rules.workflow.clock import decisive, row_due, status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from feedback_rules.workflow.case import Case
    from feedback_rules.workflow.event import Event
    from feedback_rules.workflow.replay import CaseRun
    from feedback_rules.workflow.spec import Rulebook

__all__ = ["Duty", "Voice", "duties_of", "voices_of"]

BAD: Final = frozenset({"late", "breached"})
NEVER_DUE: Final = frozenset({"replaced", "cancelled"})
"""What has become of an obligation that was left before it fell due."""
BUILT_IN: Final = 8
"""The facts of intake stand first; what a citizen sends is no voice on a unit."""


class Duty(NamedTuple):
    """One obligation that has a due: whose, when, and what became of it."""

    unit: str
    due: int
    status: str

    @property
    def bad(self) -> bool:
        """Whether it was late, or is still open past its due."""
        return self.status in BAD


class Voice(NamedTuple):
    """One fact that an event of the log brought (a rating, say), with the unit that it is charged to."""

    unit: str
    at: int
    fact: str
    value: Any


def duties_of(book: Rulebook, case: Case, at: int) -> Iterator[Duty]:
    """Give every obligation of a case and of its parts that has a due, as it stands at ``at``."""
    for part in case.parts:
        clocks = book.workflows[part.workflow].clocks
        for run in part.runs:
            spec = clocks[run.clock]
            if spec.kind != "obligation":
                continue
            due = row_due(book, decisive(book, spec, run), run)
            if due == NO_DUE:
                continue
            is_ = status(book, spec, run, at)
            if is_ not in NEVER_DUE:
                yield Duty(_bound(run.holder, run.unit), due, is_)


def voices_of(
    book: Rulebook, run: CaseRun, rows: Iterable[Event], counts: Callable[[str, Any], bool]
) -> Iterator[Voice]:
    """Give the facts that applied rows brought and that count, each charged to the unit last bound by a duty before."""
    assert run.case is not None  # noqa: S101 - asked of opened cases only
    declared = {fact.id for fact in book.facts[BUILT_IN:]}
    refused = {
        (violation.case, violation.name, violation.at)
        for violation in run.violations
        if violation.kind in {"refused", "repeated"}
    }
    for row in rows:
        if row.data and (row.case, row.name, row.at) not in refused:
            for field, value in row.data.items():
                if field in declared and counts(field, value):
                    yield Voice(_bound_before(book, run.case, row.at), row.at, field, value)


def _bound_before(book: Rulebook, case: Case, at: int) -> str:
    """Name the unit that a duty of the case bound last before an instant; else who held the case then."""
    latest, unit = -1, ""
    for part in case.parts:
        clocks = book.workflows[part.workflow].clocks
        for one in part.runs:
            if clocks[one.clock].kind == "obligation" and latest < one.started <= at:
                latest, unit = one.started, _bound(one.holder, one.unit)
    if latest < 0:
        for holder, name, since in case.parts[0].held:
            if since <= at and holder is not None:
                unit = _bound(holder, name)
    return unit


def _bound(holder: str | None, unit: str | None) -> str:
    """Name a unit as it is shown: ``kind/unit``, or the kind where there is only one."""
    return f"{holder}/{unit}" if unit else holder or ""
