"""The table of every time limit of a regulation, the thing that every official asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from feedback_rules.citation import sort_key
from feedback_rules.workflow.show import show_condition
from feedback_rules.workflow.spec import ALWAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedback_rules.workflow.spec import ClockSpec, LimitRow, Outcome, Rulebook, Text, WorkflowSpec

__all__ = ["LimitInfo", "limit_infos"]

_UNCOUNTED = frozenset({"minute", "hour", "at_once", "unknown"})


class LimitInfo(NamedTuple):
    """One row of the table: one for each way to comply and each row of a table of limits.

    ``amount`` is None for a limit without a figure; ``starts`` and ``counts_from`` name events, ``enter STATE`` or
    ``CLOCK.due``; ``when`` is the condition as the profile writes it; ``at_due`` tells where the due leads; ``basis``
    has the source first, then its restatements; ``calendar`` is None where no calendar decides.
    """

    id: str
    workflow: str
    kind: str
    holder: str | None
    amount: int | None
    time_unit: str
    at_least: str | None
    starts: tuple[str, ...]
    counts_from: tuple[str, ...]
    met_by: tuple[str, ...]
    when: str | None
    at_due: tuple[str, ...]
    basis: tuple[str, ...]
    inferred: Text | None
    calendar: str | None
    readings: tuple[tuple[str, str], ...]
    title: Text

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """Give the row as JSON values, its prose in ``lang``."""
        column = 0 if lang == "vi" else 1
        row: dict[str, Any] = {
            name: list(value) if isinstance(value, tuple) else value for name, value in self._asdict().items()
        }
        row["inferred"] = None if self.inferred is None else self.inferred[column]
        row["title"] = self.title[column]
        row["readings"] = dict(self.readings)
        return row


def limit_infos(book: Rulebook) -> tuple[LimitInfo, ...]:
    """List every limit of the rulebook, in the order of the text; those that no clause states come last.

    A total up to which a limit may be extended is a row of its own (``kind`` ceiling). Where one clause limits several
    workflows alike, its limit is listed once, for one that needs no inference if there is one.
    """
    found = [
        row
        for flow in book.workflows.values()
        for rows in (*(_of_clock(book, flow, clock) for clock in flow.clocks.values()), _ceilings(flow))
        for row in rows
    ]
    rows = {
        (row.id, row.kind, row.amount, row.time_unit, row.at_least, row.when, row.basis): row
        for row in sorted(found, key=lambda row: row.inferred is None)
    }
    return tuple(
        sorted(rows.values(), key=lambda row: (not row.basis, sort_key(row.basis[0]) if row.basis else (), row.id))
    )


def _of_clock(book: Rulebook, flow: WorkflowSpec, clock: ClockSpec) -> Iterator[LimitInfo]:
    for row in clock.rows:
        limit = row.limit
        yield LimitInfo(
            id=_id(clock, row),
            workflow=flow.id,
            kind=clock.kind,
            holder=_holder(flow, clock),
            amount=limit.amount,
            time_unit=limit.unit,
            at_least=None if row.at_least is None else row.at_least.text("en"),
            starts=_starts(flow, clock),
            counts_from=tuple(sorted(clock.counts_from)),
            met_by=tuple(sorted(clock.ways[row.way].events)),
            when=_when(book, clock, row),
            at_due=tuple(_consequence(outcome) for outcome in clock.at_due),
            basis=row.basis,
            inferred=row.inferred,
            calendar=None if limit.unit in _UNCOUNTED else row.calendar,
            readings=row.readings,
            title=row.title,
        )


def _ceilings(flow: WorkflowSpec) -> Iterator[LimitInfo]:
    """List the totals up to which events may extend the clocks of a workflow (S17)."""
    options = (each for state in flow.states.values() for found in state.events.values() for each in found)
    told = {(option.event, option.extends.clock): option for option in options if option.extends is not None}
    for (event, name), option in told.items():
        extension, clock = option.extends, flow.clocks[name]
        if extension is None or extension.ceiling is None:
            continue
        yield LimitInfo(
            id=f"{name}/{event}",
            workflow=flow.id,
            kind="ceiling",
            holder=_holder(flow, clock),
            amount=extension.ceiling.amount,
            time_unit=extension.ceiling.unit,
            at_least=None,
            starts=_starts(flow, clock),
            counts_from=tuple(sorted(clock.counts_from)),
            met_by=tuple(sorted({met for way in clock.ways for met in way.events})),
            when=None,
            at_due=(),
            basis=extension.basis or option.basis,
            inferred=option.inferred,
            calendar=None if extension.ceiling.unit in _UNCOUNTED else clock.rows[0].calendar,
            readings=option.readings,
            title=option.title,
        )


def _id(clock: ClockSpec, row: LimitRow) -> str:
    """Name a row: ``intake``, ``decide/assign``, ``decide/pass_up/1`` where a table has more than one."""
    way = clock.ways[row.way]
    parts = [clock.id]
    if len(clock.ways) > 1:
        parts.append("+".join(sorted(way.events)))
    if len(way.rows) > 1:
        parts.append(str(way.rows.index(row.index) + 1))
    return "/".join(parts)


def _holder(flow: WorkflowSpec, clock: ClockSpec) -> str | None:
    """Name who is bound, or whose the right is: the kind named, else the one kind that holds the states."""
    if clock.binds is not None:
        return clock.binds
    held = [flow.states[state].held_by for state in sorted(clock.scope)]
    kinds = {kind for each in held for kind in ((each,) if not isinstance(each, tuple) else [kind for _, kind in each])}
    return next(iter(kinds)) if len(kinds) == 1 else None


def _starts(flow: WorkflowSpec, clock: ClockSpec) -> tuple[str, ...]:
    if clock.of_effect:
        return ("effect",)
    if clock.on_entry:
        return tuple(f"enter {state}" for state in flow.states if state in clock.scope)
    return (*sorted(clock.starts_on), *(f"{other}.due" for other in sorted(clock.starts_after)))


def _when(book: Rulebook, clock: ClockSpec, row: LimitRow) -> str | None:
    written = [show_condition(book, condition) for condition in (clock.when, row.when) if condition != ALWAYS]
    return " & ".join(written) or None


def _consequence(outcome: Outcome) -> str:
    return outcome.to or outcome.named or ""
