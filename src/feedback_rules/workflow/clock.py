"""A clock's run read at an instant: when it is due, what has become of it (S10-S16)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from feedback_rules.calendar.limit import TimeLimit
from feedback_rules.conditions import holds, may_hold
from feedback_rules.errors import CalendarHorizonError
from feedback_rules.workflow.case import NO_DUE, UNSET
from feedback_rules.workflow.intake import SETTLED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feedback_rules.workflow.case import Run
    from feedback_rules.workflow.spec import ClockSpec, LimitRow, Rule, Rulebook

__all__ = [
    "PAST_DUE",
    "Stretch",
    "act_row",
    "act_rows",
    "awaits",
    "beyond",
    "decisive",
    "due_of",
    "ends_a_day",
    "falls_at",
    "fresh_due",
    "possible_rows",
    "row_due",
    "rule_of",
    "status",
    "stretches",
]

PAST_DUE = {"obligation": "breached", "window": "lapsed", "timer": "expired"}
"""What a clock of each kind is called once its due has passed (S12)."""


def possible_rows(spec: ClockSpec, facts: Sequence[Any]) -> int:
    """Give the rows that may still apply on these facts, as a bit set (S11b).

    A row that holds wins over those that only may; of a table with no such row all that may hold stay open.
    """
    if not spec.depends:
        return (1 << len(spec.rows)) - 1
    found = 0
    for way in spec.ways:
        if may_hold(way.open_when, facts, way.free, SETTLED):
            known = [index for index in way.rows if holds(spec.rows[index].when, facts)]
            for index in known or [index for index in way.rows if may_hold(spec.rows[index].when, facts)]:
                found |= 1 << index
    return found or (1 << len(spec.rows)) - 1


def row_due(book: Rulebook, row: LimitRow, run: Run) -> int:
    """Give the instant at which ``run`` is due by one row, or ``NO_DUE``.

    A row that is given, and not yet given, at once, or unknown has none; nor has one beyond the day table (S7).
    """
    try:
        if row.rule is not None and not run.pauses and not run.extensions:
            return row.rule(run.counted, run.ended_day)
        return _due(book, row, run)
    except CalendarHorizonError:
        return NO_DUE


class Stretch(NamedTuple):
    """A stretch of the count: a limit from ``start`` (``NO_DUE``: from where the one before ends), or an instant."""

    start: int
    limit: TimeLimit | None
    ended_day: bool
    fixed: int | None = None


def stretches(row: LimitRow, run: Run, extensions: Sequence[tuple[int, str, int | str]]) -> list[Stretch]:
    """Give the stretches that lead to the due; none where there is no limit, or none yet.

    An extension ``at`` is an instant, as is ``was``, the due kept from a former edition of the days; ``to`` a total
    from the start; ``by`` so much more: of the same unit it makes one limit of both, else it counts from the due (S17).
    """
    found = _base(row, run)
    for _, kind, value in extensions:
        if kind in ("at", "was"):
            found = [Stretch(run.counted, None, ended_day=False, fixed=int(value))]
            continue
        limit = TimeLimit.parse(str(value))
        if kind == "to":
            found = [Stretch(run.started, limit, run.ended_day)]
        elif found:
            last = found[-1].limit
            if last is not None and last.unit == limit.unit and last.amount is not None and limit.amount is not None:
                found[-1] = found[-1]._replace(limit=TimeLimit(last.amount + limit.amount, limit.unit))
            else:
                found.append(Stretch(NO_DUE, limit, ended_day=True))
    return found


def _base(row: LimitRow, run: Run) -> list[Stretch]:
    """Give the limit of the law, or the one that was given (S10a)."""
    if row.field is None:
        return [] if row.rule is None else [Stretch(run.counted, row.limit, run.ended_day)]
    if run.given is None:
        return []
    kind, value = run.given
    if kind == "limit":
        return [Stretch(run.counted, TimeLimit.parse(str(value)), run.ended_day)]
    return [Stretch(run.counted, None, ended_day=False, fixed=int(value))]


def _due(book: Rulebook, row: LimitRow, run: Run) -> int:
    """Walk the stretches; while the clock is paused only an instant is due, no amount (S13)."""
    due = NO_DUE
    paused = bool(run.pauses) and run.pauses[-1][1] is None
    calendar = book.calendars[row.calendar]
    for start, limit, ended_day, fixed in stretches(row, run, run.extensions):
        if limit is None:
            due = fixed or 0
        elif paused:
            return NO_DUE
        else:
            due = calendar.due_us(
                due if start == NO_DUE else start,
                limit,
                counting=row.counting,
                pauses=run.pauses,
                ended_day=ended_day,
            )
    return due


def due_of(book: Rulebook, spec: ClockSpec, run: Run) -> int:
    """Give the due that decides about breach: the last of the rows that may still apply (S11b)."""
    rows = run.rows
    latest = 0
    for row in spec.rows:
        if rows >> row.index & 1:
            due = row_due(book, row, run)
            latest = max(latest, due)
    return latest or NO_DUE


def fresh_due(spec: ClockSpec, rows: int, counted: int, ended_day: bool) -> int:  # noqa: FBT001 - as a rule takes it
    """Give the due of a run that starts now, of which nothing is given, paused or extended yet."""
    try:
        return rule_of(spec, rows)(counted, ended_day)
    except CalendarHorizonError:
        return NO_DUE


def rule_of(spec: ClockSpec, rows: int) -> Rule:
    """Give the rule by which a run is due of which nothing is given, paused or extended: the last of the rows that may
    apply decides (S11b); where one of them has no due of its own, the run has none.
    """
    if spec.rule is not None:
        return spec.rule
    found = spec.rules.get(rows)
    if found is None:
        own = [row.rule for row in spec.rows if rows >> row.index & 1]
        rules = [rule for rule in own if rule is not None]
        if len(rules) < len(own) or not rules:
            found = _never
        else:
            found = rules[0] if len(rules) == 1 else lambda start, ended: max(rule(start, ended) for rule in rules)
        spec.rules[rows] = found
    return found


def _never(_start: int, _ended_day: bool) -> int:  # noqa: FBT001 - as a rule takes it
    return NO_DUE


def falls_at(run: Run) -> int:
    """Give the instant after which the run falls due: its due, or the change that put its due into the past (S16)."""
    due = run.due
    return max(run.floor, due)


def decisive(book: Rulebook, spec: ClockSpec, run: Run) -> LimitRow:
    """Give the row whose due is shown: the one that judged the act, else the last of those that may apply."""
    if run.row >= 0:
        return spec.rows[run.row]
    if len(spec.rows) == 1:
        return spec.rows[0]
    rows = [row for row in spec.rows if run.rows >> row.index & 1]
    return max(rows, key=lambda row: row_due(book, row, run))


def act_row(book: Rulebook, spec: ClockSpec, run: Run, event: str, facts: Sequence[Any], *, kept: bool) -> int:
    """Give the row by which the act ``event`` is judged on the facts that it brings (S11b).

    ``kept`` says that these facts change nothing about the limits that the run has: only those may apply (S16).
    """
    chosen = act_rows(spec, run.rows, event, facts, kept=kept)
    if len(chosen) == 1:
        return chosen[0]
    return max(chosen, key=lambda index: row_due(book, spec.rows[index], run))


def act_rows(spec: ClockSpec, open_rows: int, event: str, facts: Sequence[Any], *, kept: bool) -> Sequence[int]:
    """Give the rows of which the one leaving most time judges the act; ``open_rows`` are those of the run."""
    rows = spec.ways[spec.met_by[event]].rows
    if len(rows) == 1:
        return rows
    if kept:
        rows = tuple(index for index in rows if open_rows >> index & 1) or rows
    sure = [index for index in rows if holds(spec.rows[index].when, facts)]
    return sure or [index for index in rows if may_hold(spec.rows[index].when, facts)] or rows


def awaits(spec: ClockSpec, run: Run) -> bool:
    """Tell whether the limit of the run is still to be given (S10a)."""
    return run.given is None and any(
        spec.rows[index].field is not None for index in range(len(spec.rows)) if run.rows >> index & 1
    )


def beyond(book: Rulebook, spec: ClockSpec, run: Run) -> str | None:
    """Give the last day of the table when the due lies beyond it, else ``None`` (S7)."""
    row = decisive(book, spec, run)
    try:
        _due(book, row, run)
    except CalendarHorizonError:
        return str(book.calendars[row.calendar].last_day)
    return None


def ends_a_day(book: Rulebook, due: int) -> bool:
    """Tell whether a due is a 24:00, so that what it causes counts from the day that ended (S5)."""
    return due != NO_DUE and book.calendars[book.default_calendar].zone.at_midnight(due)


def status(book: Rulebook, spec: ClockSpec, run: Run, at: int) -> str:
    """Give what the run is at ``at`` (S12)."""
    passed = run.passed is not None
    if run.ended is None:
        if passed or falls_at(run) < at:
            return PAST_DUE[spec.kind]
        if run.pauses and run.pauses[-1][1] is None:
            return "paused"
        return "awaiting_limit" if awaits(spec, run) else "running"
    if run.end == "fulfilled":
        return _verdict(book, spec, run, passed=passed)
    if passed or falls_at(run) < run.ended:
        return PAST_DUE[spec.kind]
    return "replaced" if run.end == "replaced" else "cancelled"


def _verdict(book: Rulebook, spec: ClockSpec, run: Run, *, passed: bool) -> str:
    """Judge the act that fulfilled the run, by the row it was judged by."""
    row = spec.rows[run.row]
    due = run.due if run.rows == 1 << run.row and run.due != UNSET else row_due(book, row, run)
    if passed or (run.ended or 0) > due:
        return "late"
    if due == NO_DUE and row.limit.unit != "at_once":
        known = row.field is not None and run.given is not None
        return "met" if known or row.rule is not None else "unjudged"
    return "met"
