"""The life of a clock's runs inside a step: start, fulfil, leave, recount (S11a, S16)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedback_rules.conditions import holds
from feedback_rules.workflow.case import UNSET, Run
from feedback_rules.workflow.clock import act_row, due_of, ends_a_day, fresh_due, possible_rows, status
from feedback_rules.workflow.history import counted_from
from feedback_rules.workflow.spec import ALWAYS
from feedback_rules.workflow.values import given_limit, is_blank

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from feedback_rules.workflow.draft import Draft, PartDraft
    from feedback_rules.workflow.event import Event
    from feedback_rules.workflow.spec import ClockSpec, Transition

__all__ = [
    "Hold",
    "bound",
    "changed",
    "count_from",
    "day_ended",
    "follows_holder",
    "fulfil",
    "give",
    "leave",
    "policy",
    "recount",
    "restart",
    "start",
    "supersede",
]

Hold = tuple["str | None", "str | None", "tuple[tuple[str, str], ...]"]
"""The kind that holds a part, its unit, and the units it was routed to."""


def bound(spec: ClockSpec, hold: Hold) -> tuple[str | None, str | None]:
    """Give the kind and the unit that a clock binds while the part is held so."""
    holder, unit, units = hold
    if spec.binds is None or spec.binds == holder:
        return holder, unit
    return spec.binds, next((name for kind, name in units if kind == spec.binds), None)


def follows_holder(spec: ClockSpec) -> bool:
    """Tell whether another holder means another run: a timer that names nobody binds nobody (S11)."""
    return spec.kind != "timer" or spec.binds is not None


def start(draft: Draft, part: PartDraft, spec: ClockSpec, at: int, cause: str, *, ended_day: bool = False) -> None:
    """Start a run, unless one is going on or the clock's condition does not hold."""
    clock = spec.id
    number = 1
    for run in reversed(part.runs):
        if run.clock == clock:
            if run.ended is None:
                return
            number = run.number + 1
            break
    if spec.when is not ALWAYS and not holds(spec.when, part.facts):
        return
    counted, from_day = at, ended_day
    if spec.counts_from:
        last = counted_from(part.counts, spec)
        if last is not None:
            counted, from_day = last, False
    holder, unit = part.holder, part.unit
    if spec.binds is not None and spec.binds != holder:
        holder, unit = spec.binds, part.unit_of(spec.binds)
    rows = possible_rows(spec, part.facts) if spec.depends else (1 << len(spec.rows)) - 1
    due = fresh_due(spec, rows, counted, from_day)
    part.live.append(len(part.runs))
    part.runs.append(
        tuple.__new__(
            Run,
            (
                clock, number, holder, unit, at, counted, from_day, cause, rows, None, at if due < at else 0, None,
                (), (), None, "", -1, due,
            ),
        )
    )  # fmt: skip
    part.touched = True
    part.wake = UNSET
    draft.trace.append((draft.at, "started", part.address, f"{clock}.{number}", "", spec.basis))


def stop(draft: Draft, part: PartDraft, index: int, at: int, end: str, row: int = -1) -> None:
    """End a run as ``end`` and note what has become of it."""
    run = part.runs[index].closed(at, end, row)
    spec = part.spec.clocks[run.clock]
    part.runs[index] = run
    part.live.remove(index)
    part.touched = True
    part.wake = UNSET
    kind = status(draft.book, spec, run, at)
    said, basis = ("", spec.basis) if row < 0 else (spec.rows[row].words(), spec.rows[row].basis)
    draft.trace.append((draft.at, kind, part.address, f"{run.clock}.{run.number}", said, basis))


def fulfil(draft: Draft, part: PartDraft, event: str, at: int, before: Sequence[Any]) -> None:
    """End every run that ``event`` fulfils, judged by the facts it brought; ``before`` are those that the run knew."""
    clocks, facts = part.spec.clocks, part.facts
    for index in [*part.live]:
        run = part.runs[index]
        spec = clocks[run.clock]
        way = spec.met_by.get(event)
        if way is None:
            continue
        rows = spec.ways[way].rows
        if len(rows) == 1:
            row = rows[0]
        else:
            kept = facts is before or run.passed is not None or policy(spec, before, facts) == "keep"
            row = act_row(draft.book, spec, run, event, facts, kept=kept)
        stop(draft, part, index, at, "fulfilled", row)


def leave(draft: Draft, part: PartDraft, at: int, *, everything: bool = False) -> None:
    """End the runs whose states or whose bound unit the part has left."""
    state, clocks = part.state, part.spec.clocks
    for index in [*part.live]:
        run = part.runs[index]
        spec = clocks[run.clock]
        if everything or state not in spec.scope or _moved(part, spec, run):
            stop(draft, part, index, at, "left")


def _moved(part: PartDraft, spec: ClockSpec, run: Run) -> bool:
    """Tell whether the part has left the unit that the run binds."""
    binds = spec.binds
    if binds is None:
        return spec.kind != "timer" and (run.holder != part.holder or run.unit != part.unit)
    return (run.holder, run.unit) != bound(spec, part.hold())


def supersede(draft: Draft, part: PartDraft, spec: ClockSpec, at: int) -> None:
    """End as replaced the clocks that ``spec``, which is about to start in time, stands for (S10a)."""
    last = part.last_run(spec.id)
    if (last is not None and last.ended is None) or not holds(spec.when, part.facts):
        return
    for index in [*part.live]:
        run = part.runs[index]
        if run.passed is None and run.clock in spec.replaces:
            stop(draft, part, index, at, "replaced")


def count_from(draft: Draft, part: PartDraft, event: str, at: int) -> None:
    """Count the open runs that say so from this event."""
    for index in part.live:
        run = part.runs[index]
        if run.passed is None:
            spec = part.spec.clocks[run.clock]
            if event in spec.counts_from and run.counted != at:
                changed(draft, part, index, run._replace(counted=at, ended_day=False), at)


def recount(draft: Draft, part: PartDraft, before: Sequence[Any], at: int, cause: str) -> None:
    """Let facts that have changed act on the open runs, by the declared policy (S16)."""
    after = part.facts
    for index in [*part.live]:
        run = part.runs[index]
        spec = part.spec.clocks[run.clock]
        if spec.when is not ALWAYS and not holds(spec.when, after):
            stop(draft, part, index, at, "left")
            continue
        if run.passed is not None or not spec.depends:
            continue
        acting = policy(spec, before, after)
        if acting == "restart":
            restart(draft, part, spec, at, cause)
        elif acting == "recompute":
            rows = possible_rows(spec, after)
            if rows != run.rows:
                changed(draft, part, index, run.counting(rows), at)


def policy(spec: ClockSpec, before: Sequence[Any], after: Sequence[Any]) -> str:
    """Give the strongest policy among the changed facts; a fact set for the first time recomputes."""
    found = "keep"
    for fact in spec.depends:
        if before[fact] != after[fact]:
            if before[fact] is None or before[fact] == ():
                policy = "recompute"
            else:
                policy = spec.policy.get(after[fact], spec.policy.get(None, "recompute"))
            if policy == "restart" or found == "keep":
                found = policy
    return found


def restart(draft: Draft, part: PartDraft, spec: ClockSpec, at: int, cause: str) -> None:
    """End the open run as replaced and start the next number (S12)."""
    for index in [*part.live]:
        if part.runs[index].clock == spec.id:
            stop(draft, part, index, at, "replaced")
    start(draft, part, spec, at, cause)


def give(draft: Draft, part: PartDraft, transition: Transition, event: Event) -> None:
    """Hand a given limit to the open run that awaits it (S10a)."""
    for field in transition.gives:
        value = event.data.get(field)
        if is_blank(value):
            continue
        given = given_limit(draft.book.fields[field], value, draft.book.zone)
        for index in part.live:
            run = part.runs[index]
            if run.passed is None and run.given is None:
                spec = part.spec.clocks[run.clock]
                if any(row.field == field for row in spec.rows):
                    changed(draft, part, index, run._replace(given=given), event.at)


def changed(
    draft: Draft, part: PartDraft, index: int, run: Run, at: int, kind: str = "recomputed", basis: tuple[str, ...] = ()
) -> None:
    """Put a recomputed run in its place: a due that now lies in the past is a breach at this instant."""
    spec = part.spec.clocks[run.clock]
    due = due_of(draft.book, spec, run)
    part.replace_run(index, run.dated(due, at if due < at else 0))
    draft.note(kind, part, run.id, "", basis or spec.basis)


def day_ended(draft: Draft, run: Run) -> bool:
    """Tell whether what the due of this run causes counts from the day that ended (S5)."""
    return run.due >= run.floor and ends_a_day(draft.book, run.due)
