"""What is foreseen of a transition: the runs that it ends, counts anew and starts, and its effects (S11a, S16, S25)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.conditions import holds
from feedback_rules.workflow.case import NO_DUE
from feedback_rules.workflow.clock import act_rows, possible_rows
from feedback_rules.workflow.event import NOBODY
from feedback_rules.workflow.runs import policy
from feedback_rules.workflow.spec import ALWAYS

if TYPE_CHECKING:
    from feedback_rules.workflow.configuration import Configuration, Standing
    from feedback_rules.workflow.plan import Plan
    from feedback_rules.workflow.spec import ClockSpec, EffectSpec, Rulebook, StateSpec, Transition

__all__ = ["bounded", "changes", "effects", "starts"]


def bounded(book: Rulebook, plan: Plan, kind: str | None) -> None:
    """Let the plan hold only while the kind does."""
    if kind in book.ending:
        until = book.holders[kind].until
        plan.until = min(plan.until, NO_DUE if until is None else until)


def changes(
    plan: Plan,
    clocks: Any,
    configuration: Configuration,
    state: StateSpec,
    facts: tuple[Any, ...],
    event: str,
    turned: frozenset[str],
) -> list[Standing] | None:
    """Plan what becomes of the open runs: fulfilled, left, counted anew; give those that stay open."""
    before = configuration.facts
    found: list[tuple[int, str, int, str, tuple[str, ...], ClockSpec, int]] = []
    staying: list[tuple[int, ClockSpec, Standing]] = []
    for position, standing in enumerate(configuration.live):
        clock, rows, passed, _ = standing
        spec = clocks[clock]
        if event not in spec.met_by:
            staying.append((position, spec, standing))
            continue
        kept = passed or policy(spec, before, facts) == "keep"
        judged = act_rows(spec, rows, event, facts, kept=kept)
        if len(judged) != 1:
            return None
        row = spec.rows[judged[0]]
        found.append((position, "fulfilled", row.index, row.words(), row.basis, spec, rows))
    remaining = []
    for position, spec, standing in staying:
        if state.id not in spec.scope or _moved(plan, spec, standing, turned):
            found.append((position, "left", -1, "", spec.basis, spec, 0))
        else:
            remaining.append((position, spec, standing))
    live: list[tuple[int, Standing]] = []
    for position, spec, standing in remaining:
        clock, rows, passed, holder = standing
        now = rows
        if event in spec.counts_from and not passed:
            return None
        if facts != before:
            if not holds(spec.when, facts):
                found.append((position, "left", -1, "", spec.basis, spec, 0))
                continue
            if spec.depends and not passed:
                acting = policy(spec, before, facts)
                if acting == "restart":
                    return None
                now = possible_rows(spec, facts) if acting == "recompute" else rows
                if now != rows:
                    found.append((position, "", -1, "", spec.basis, spec, now))
        live.append((position, (clock, now, passed, holder)))
    plan.changes = tuple(found)
    plan.stays = tuple(position for position, _ in live)
    plan.keeps = len(live) == len(configuration.live)
    return [standing for _, standing in live]


def _moved(plan: Plan, spec: ClockSpec, standing: Standing, turned: frozenset[str]) -> bool:
    """Tell whether the part leaves the kind or the unit that the run binds."""
    if spec.binds is None:
        if spec.kind == "timer":
            return False
        if standing[3] != plan.holder:
            return True
    kind = (spec.binds if spec.binds is not None else plan.holder) or ""
    plan.sensitive |= {kind}
    return kind in turned


def starts(
    plan: Plan,
    configuration: Configuration,
    state: StateSpec,
    facts: tuple[Any, ...],
    event: str,
    turned: frozenset[str],
    live: list[Standing],
) -> bool:
    """Plan the runs that start, and add them to those that are open; false where one of them can't be foreseen."""
    found = []
    before = configuration.facts
    for spec, surely in state.starting(configuration.state, event):
        again = surely or configuration.holder == NOBODY
        if not again:
            if spec.binds is not None or spec.kind != "timer":
                kind = (spec.binds if spec.binds is not None else plan.holder) or ""
                plan.sensitive |= {kind}
                again = kind in turned or (spec.binds is None and configuration.holder != plan.holder)
            again = again or (spec.when is not ALWAYS and facts != before and not holds(spec.when, before))
        if not again:
            continue
        if any(not standing[2] for standing in live if standing[0] in spec.replaces):
            return False
        running = [place for place, standing in enumerate(live) if standing[0] == spec.id]
        replaced = -1
        if running and event in spec.restarts_on:
            replaced = plan.stays[running[0]]
            plan.stays = (*plan.stays[: running[0]], *plan.stays[running[0] + 1 :])
            plan.keeps = False
            del live[running[0]]
            running = []
        if not running and holds(spec.when, facts):  # what is replaced went on because its condition holds
            rows = possible_rows(spec, facts)
            found.append((spec, rows, replaced))
            live.append((spec.id, rows, False, plan.holder if spec.binds is None else spec.binds))
    plan.starts = tuple(found)
    return True


def effects(
    book: Rulebook,
    plan: Plan,
    clocks: Any,
    option: Transition,
    facts: tuple[Any, ...],
    live: list[Standing],
) -> bool:
    """Plan the effects; false where one of them can't be foreseen."""
    found: list[tuple[EffectSpec, str, str, tuple[ClockSpec, int] | None]] = []
    for spec in option.effects:
        if not holds(spec.when, facts):
            continue
        if spec.case_field is None:
            bounded(book, plan, spec.to)
        kind = book.actors.get(spec.to)
        channel = spec.channel
        if spec.channel_fact is not None:
            chosen = facts[spec.channel_fact]
            channel = "" if chosen is None else str(chosen)
        start = None
        if spec.clock is not None:
            clock = clocks[spec.clock]
            if any(one[0] == clock.id for one in live) or not holds(clock.when, facts):
                return False
            rows = possible_rows(clock, facts)
            start = (clock, rows)
            live.append((clock.id, rows, False, plan.holder if clock.binds is None else clock.binds))
        found.append((spec, spec.to if kind is None else kind.id, channel, start))
    plan.effects = tuple(found)
    return True
