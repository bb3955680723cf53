"""What is foreseen of a transition: the runs that it ends, counts anew and starts, and its effects (S11a, S16, S25)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.conditions import holds
from feedback_rules.workflow.case import NO_DUE
from feedback_rules.workflow.clock import PAST_DUE, act_rows, possible_rows, rule_of
from feedback_rules.workflow.event import NOBODY
from feedback_rules.workflow.plan import EVENT, JOINED, OPENED
from feedback_rules.workflow.runs import policy
from feedback_rules.workflow.spec import ALWAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feedback_rules.workflow.configuration import Configuration, Standing
    from feedback_rules.workflow.plan import Begun, Change, Order, Ordered, Plan
    from feedback_rules.workflow.spec import ClockSpec, Extension, LimitRow, Outcome, Rulebook, StateSpec

__all__ = ["beginning", "bounded", "changes", "effects", "orders", "starts"]


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
    event: str | None,
    turned: frozenset[str],
    starting: Sequence[ClockSpec],
) -> list[Standing] | None:
    """Plan what becomes of the open runs: fulfilled, replaced by those that are ``starting``, left, counted anew; give
    those that stay open.
    """
    before = configuration.facts
    lost = plan.holder == NOBODY != state.holder(facts)
    found: list[Change] = []
    staying: list[tuple[int, ClockSpec, Standing]] = []
    for position, standing in enumerate(configuration.live):
        clock, rows, passed, _ = standing
        spec = clocks[clock]
        if event is None or event not in spec.met_by:
            staying.append((position, spec, standing))
            continue
        kept = passed or policy(spec, before, facts) == "keep"
        judged = act_rows(spec, rows, event, facts, kept=kept)
        if len(judged) != 1:
            return None
        row = spec.rows[judged[0]]
        found.append((position, "fulfilled", row.index, row.words(), row.basis, spec, rows, *_verdict(row, standing)))
    for begun in starting:
        running = any(spec is begun for _, spec, _ in staying)
        if begun.replaces and not running and holds(begun.when, facts):
            over = [one for one in staying if one[1].id in begun.replaces and not one[2][2]]
            found += [(at, "replaced", -1, "", spec.basis, spec, 0, "replaced", None) for at, spec, _ in over]
            staying = [one for one in staying if one not in over]
    remaining = []
    for position, spec, standing in staying:
        if lost or state.id not in spec.scope or _moved(plan, spec, standing, turned):
            found.append(_left(position, spec, standing))
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
                found.append(_left(position, spec, standing))
                continue
            if spec.depends and not passed:
                acting = policy(spec, before, facts)
                if acting == "restart":
                    return None
                now = possible_rows(spec, facts) if acting == "recompute" else rows
                if now != rows:
                    found.append((position, "", -1, "", spec.basis, spec, now, "recomputed", None))
        live.append((position, (clock, now, passed, holder)))
    plan.changes = tuple(found)
    plan.stays = tuple(position for position, _ in live)
    plan.keeps = len(live) == len(configuration.live)
    return [standing for _, standing in live]


def _verdict(row: LimitRow, standing: Standing) -> tuple[str | None, str | None]:
    """Give what is known of the verdict on an act: all, that the due tells it, or only that the run does (S12)."""
    _, rows, passed, _ = standing
    if passed:
        return "late", None
    if rows != 1 << row.index:
        return None, None
    if row.field is not None:
        return "", None
    return "", "met" if row.rule is not None or row.limit.unit == "at_once" else "unjudged"


def _left(position: int, spec: ClockSpec, standing: Standing) -> Change:
    """Plan that a run ends because the part leaves its scope."""
    return position, "left", -1, "", spec.basis, spec, 0, PAST_DUE[spec.kind] if standing[2] else "cancelled", None


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


def beginning(
    plan: Plan,
    configuration: Configuration,
    state: StateSpec,
    facts: tuple[Any, ...],
    event: str | None,
    turned: frozenset[str],
) -> list[ClockSpec]:
    """List the clocks that may start now, as :func:`perform.beginning` does of a draft (S11a)."""
    if plan.holder == NOBODY != state.holder(facts):
        return []
    found = []
    before = configuration.facts
    was = plan.origin.book.workflows[configuration.workflow].states.get(configuration.state)
    lost = configuration.holder == NOBODY and was is not None and was.holder(plan.facts) != NOBODY
    for spec, surely in state.starting(configuration.state, event):
        again = surely or lost
        if not again:
            if spec.binds is not None or spec.kind != "timer":
                kind = (spec.binds if spec.binds is not None else plan.holder) or ""
                plan.sensitive |= {kind}
                again = kind in turned or (spec.binds is None and configuration.holder != plan.holder)
            again = again or (spec.when is not ALWAYS and facts != before and not holds(spec.when, before))
        if again:
            found.append(spec)
    return found


def starts(
    plan: Plan, facts: tuple[Any, ...], event: str | None, starting: Sequence[ClockSpec], live: list[Standing]
) -> None:
    """Plan the runs that start, and add them to those that are open."""
    found: list[Begun] = []
    begins: list[tuple[ClockSpec, int, bool]] = []
    plan.replaced = ()
    for spec in starting:
        running = [place for place, standing in enumerate(live) if standing[0] == spec.id]
        replaced = None
        if running and event in spec.restarts_on:
            replaced = PAST_DUE[spec.kind] if live[running[0]][2] else "replaced"
            plan.replaced += (plan.stays[running[0]],)
            plan.stays = (*plan.stays[: running[0]], *plan.stays[running[0] + 1 :])
            plan.keeps = False
            del live[running[0]]
            running = []
        if not running and holds(spec.when, facts):  # what is replaced went on because its condition holds
            rows = possible_rows(spec, facts)
            plain = plan.falls in (EVENT, OPENED, JOINED) and not spec.counts_from
            found.append((spec.id, rule_of(spec, rows), plain, spec, spec.basis, replaced))
            begins.append((spec, rows, False))
            live.append((spec.id, rows, False, plan.holder if spec.binds is None else spec.binds))
    plan.starts, plan.begins = tuple(found), tuple(begins)


def effects(
    book: Rulebook,
    plan: Plan,
    clocks: Any,
    option: Outcome,
    facts: tuple[Any, ...],
    live: list[Standing],
) -> bool:
    """Plan the effects; false where one of them can't be foreseen."""
    found: list[Ordered] = []
    for spec in option.effects:
        if not holds(spec.when, facts):
            continue
        addressed = None
        if spec.case_field is None:
            bounded(book, plan, spec.to)
            kind = book.actors.get(spec.to)
            addressed = spec.to if kind is None else kind.id
        channel = spec.channel
        if spec.channel_fact is not None:
            chosen = facts[spec.channel_fact]
            channel = "" if chosen is None else str(chosen)
        timed = None
        if spec.clock is not None:
            clock = clocks[spec.clock]
            unsure = spec.case_field is not None or bool(clock.counts_from)
            if unsure or any(one[0] == clock.id for one in live) or not holds(clock.when, facts):
                return False
            rows = possible_rows(clock, facts)
            plan.starts += ((clock.id, rule_of(clock, rows), True, clock, clock.basis, None),)
            timed = clock.id
            plan.begins += ((clock, rows, True),)
            live.append((clock.id, rows, False, plan.holder if clock.binds is None else clock.binds))
        found.append(
            (
                spec.verb, spec.to, addressed if addressed in book.holders else None, spec.by, channel, spec.event,
                spec.carries, spec.basis, spec.title, spec.case_field, timed,
            )
        )  # fmt: skip
    plan.effects = tuple(found)
    plan.sends = any(one[5] is not None for one in found)
    plan.clocks = tuple([clock.id for clock, _, _ in plan.begins])
    return True


def orders(plan: Plan, clocks: Any, option: Any, before: tuple[Standing, ...], live: list[Standing]) -> bool:
    """Plan what is ordered of open runs: limits given, extensions, pauses (S10a, S13, S17); false where one run is
    ordered twice, or is ordered what ends or changes with the step.
    """
    changing = {change[0] for change in plan.changes} | set(plan.replaced)
    fresh = len(live) - len(plan.begins)
    first: list[Order] = []
    found: list[Order] = []
    for field in option.gives:
        for position, (clock, _, passed, _) in enumerate(before):
            spec = clocks[clock]
            if not passed and any(row.field == field for row in spec.rows):
                first.append(("given", position, field, spec, False, spec.basis))
        for position, (clock, _, _, _) in enumerate(live[fresh:], fresh):
            spec = clocks[clock]
            if any(row.field == field for row in spec.rows):
                found.append(("given", position, field, spec, True, spec.basis))
    ordered: list[tuple[str, str, Extension | None, tuple[str, ...]]] = []
    if option.extends is not None:
        ordered.append(("extended", option.extends.clock, option.extends, option.extends.basis))
    ordered += [("paused", clock, None, ()) for clock in option.pauses]
    ordered += [("resumed", clock, None, ()) for clock in option.resumes]
    for kind, clock, extension, basis in ordered:
        for position, standing in enumerate(live):
            if standing[0] == clock and not standing[2]:
                spec = clocks[clock]
                found.append((kind, position, extension, spec, position >= fresh, basis or spec.basis))
    ids = [one[3].id for one in (*first, *found)]
    looking_back = any(one[4] and one[3].counts_from for one in found)
    over = [one[1] for one in first] + [plan.stays[one[1]] for one in found if not one[4]]
    if looking_back or len(set(ids)) < len(ids) or not changing.isdisjoint(over):
        return False
    if plan.tail and found:  # what opens or closes is told before what is ordered
        return False
    plan.first, plan.orders = tuple(first), tuple(found)
    return True
