"""A planned step: the event's instant, units and dues put into what the plan foresees (S20)."""

from __future__ import annotations

import struct
from sys import intern
from typing import TYPE_CHECKING, Any, Final

from feedback_rules.errors import CalendarHorizonError
from feedback_rules.workflow.case import NO_DUE, Case, Part
from feedback_rules.workflow.choose import object_to, past_promise
from feedback_rules.workflow.clock import due_of, ends_a_day
from feedback_rules.workflow.configuration import UNPLANNED, common
from feedback_rules.workflow.draft import PartDraft
from feedback_rules.workflow.history import counted_from, counts_of, last_due, open_run
from feedback_rules.workflow.ledger import STAMP
from feedback_rules.workflow.orders import obey
from feedback_rules.workflow.plan import ENDS, EVENT, OPENED
from feedback_rules.workflow.planning import plan_turned
from feedback_rules.workflow.started import further
from feedback_rules.workflow.values import is_blank

if TYPE_CHECKING:
    from collections.abc import Mapping

    from feedback_rules.workflow.deeds import Done, Said
    from feedback_rules.workflow.event import Event
    from feedback_rules.workflow.plan import Begun, Plan
    from feedback_rules.workflow.spec import Rulebook, WorkflowSpec

__all__ = ["execute"]

Units = tuple[tuple[str, str], ...]

NONE: Final[frozenset[str]] = frozenset()

MADE: Final = 1000
"""So many outcomes of a plan's facts are shared."""

_new, _stamp = tuple.__new__, STAMP.pack


def execute(  # noqa: C901, PLR0911, PLR0912, PLR0915 - one step in one piece: each call costs each event
    book: Rulebook,
    case: Case,
    part: Part,
    plan: Plan,
    event: Event,
    applied: tuple[tuple[int, int], ...],
) -> Done | None:
    """Take a planned step with ``part`` of ``case``; ``None`` where the event is not what the plan is for.

    An objection is left to the full step, which words it.
    """
    _, name, at, _, own_unit, _, seq, _, data = event
    for needed in plan.needs:
        for each in needed:
            value = data.get(each)
            if value.__class__ is str:
                if value and not value.isspace():
                    break
            elif not is_blank(value):
                break
        else:
            return None
    if plan.asks and (not plan.since <= at <= plan.until or (plan.recalls and not _granted(book, plan, part, event))):
        return None
    address, units, facts, links, counters, log, stamps, wake, dues, started, _ = part
    if plan.unit_kind is not None:
        if own_unit is None:
            return None
        kind = plan.unit_kind
        for known, unit in units:
            if known == kind:
                if unit != own_unit:
                    return None
                break
    routed = False
    if plan.routes:
        were = units
        units, turned = _routed(book, plan, units, event)
        routed = units is not were
        if turned:
            other: Any = plan.turned.get(turned, UNPLANNED)
            other = plan_turned(book, plan, event, turned) if other is UNPLANNED else other
            if other is None:
                return None
            plan = other
    id_, kept, _, highest, _, root, inner = case
    then, falls = at, plan.falls
    number = highest if seq is None else seq
    if falls == EVENT:
        if seq is None:
            number += 1
        if number > highest:
            highest = number
    elif falls > OPENED:  # a due, or the end of a holder
        then = at + 1
    if plan.sets:
        facts = (None if plan.fields else plan.made.get(facts)) or _known(plan, facts, data)
    told, before = dues, started
    said: Said | None = None
    values: tuple[Any, ...] = ()
    if not plan.idle:
        if plan.seldom:
            if plan.tallied is not None:
                tallied = _tallied(plan.tallied, counters, name)
                if tallied is None:
                    return None
                counters = tallied
            if plan.links:
                links = _linked(plan, links, data)
            said = (part, [], [])
            if plan.first:
                assert before is not None  # noqa: S101 - of what is open something has started
                obeyed = obey(book, plan, part, event, dues, said[1], values, before.ids, first=True)
                if obeyed is None:
                    return None
                dues, values = obeyed
            for position, end, _, _, _, spec, rows, _, _ in plan.changes:
                if not end:
                    due = due_of(book, spec, open_run(part, position).counting(rows))
                    if due < at:
                        return None
                    dues = (*dues[:position], due, *dues[position + 1 :])
        if not plan.keeps:
            dues = tuple(map(dues.__getitem__, plan.stays)) if plan.stays else ()
        if plan.clocks:
            assert before is not None  # noqa: S101 - whoever takes a planned step knows what has started
            started = before.after.get(plan.clocks) or further(book, before, plan.clocks)
            if started is None:
                return None
            for begun in plan.starts:
                _, rule, plain, _, _, _ = begun
                try:
                    due = rule(at, False) if plain else _due(book, plan, part, begun, event)  # noqa: FBT003 - as a rule
                except CalendarHorizonError:
                    due = NO_DUE
                if due < at:
                    return None
                dues += (due,)
        if plan.orders:
            assert said is not None  # noqa: S101 - a plan that orders says more
            assert started is not None  # noqa: S101 - of what is open something has started
            obeyed = obey(book, plan, part, event, dues, said[2], values, started.ids, first=False)
            if obeyed is None:
                return None
            dues, values = obeyed
        wake = plan.ends
        if dues:
            pending = plan.after.pending
            first = min(dues) if pending is None else min(map(dues.__getitem__, pending), default=wake)
            if first < wake:
                wake = first
        routed = routed or bool(values) or falls == OPENED
    moves = log + ((units, values, plan) if routed else (plan,))
    try:
        stamps += _stamp(at, number)
    except struct.error:  # a number that nobody counts up to
        return None
    now = _new(Part, (address, units, facts, links, counters, moves, stamps, wake, dues, started, plan.after))
    if part is root:
        root = now
    elif falls == OPENED:
        inner = (*inner, now)
    else:
        inner = tuple([now if one is part else one for one in inner])
    if plan.sends:
        event = event._replace(data={**data})  # whose signal is made when it is read, whatever the host does to its own
    move = (plan, event, id_, number, address, units, facts, links, told, before, started, said)
    return _new(Case, (id_, kept, then, highest, applied, root, inner)), (move,)


def _due(book: Rulebook, plan: Plan, part: Part, begun: Begun, event: Event) -> int:
    """Give the due of a run that starts: one that a due or the end of a holder starts may count from the day that
    ended, one that looks back at events counts from the last of them.
    """
    _, rule, _, spec, _, _ = begun
    counted, from_day = event.at, False
    if plan.falls == ENDS:
        from_day = True
    elif plan.falls >= 0:
        from_day = ends_a_day(book, event.at)
    if spec.counts_from:
        counts = (*counts_of(part), (event.name, 0, event.at)) if plan.counted else counts_of(part)
        last = counted_from(counts, spec)
        if last is not None:
            counted, from_day = last, False
    return rule(counted, from_day)


def _known(plan: Plan, facts: tuple[Any, ...], data: Mapping[str, Any]) -> tuple[Any, ...]:
    """Give the facts as the step leaves them; cases that stand alike and are brought the same share them."""
    key: Any = (facts, *map(data.get, plan.fields)) if plan.fields else facts
    found = plan.made.get(key)
    if found is None:
        known = [*facts]
        for fact, value, field in plan.sets:
            known[fact] = value if field is None else data[field]
        found = tuple(known)
        if len(plan.made) < MADE:
            plan.made[key] = found
    return found


def _linked(plan: Plan, links: tuple[Any, ...], data: Mapping[str, Any]) -> tuple[Any, ...]:
    """Give the facts that name other cases, with those that the event brings."""
    named = dict(zip(links[::2], links[1::2], strict=True))
    for fact, field in plan.links:
        named[fact] = data[field]
    return tuple([each for pair in sorted(named.items()) for each in pair])


def _granted(book: Rulebook, plan: Plan, part: Part, event: Event) -> bool:
    """Tell whether the part's past lets the event happen: its number, its window, the due it waits for, the promises
    and extensions that it asks for.
    """
    if plan.objects:
        option: Any = plan.option
        if option.extends is not None:
            flow = book.workflows[plan.origin.workflow]
            return object_to(book, PartDraft(flow, part), option, event, plan.facts) is None
        if past_promise(book, option, event) is not None:
            return False
    if plan.at_most is not None:
        for name, times, _ in counts_of(part):
            if name == event.name and times >= plan.at_most:
                return False
    if plan.window is not None:
        passed, due = last_due(part, plan.window)
        if passed or due < event.at:
            return False
    return plan.after_due is None or last_due(part, plan.after_due)[0]


def _routed(book: Rulebook, plan: Plan, units: Units, event: Event) -> tuple[Units, frozenset[str]]:
    """Give the units with those that the event names, and the kinds that must not change theirs but do."""
    turned = NONE
    for kind, field in plan.routes:
        brought = event.unit if field == "same" else event.data.get(field)
        if is_blank(brought):
            continue
        named = intern(str(brought))
        if kind in plan.sensitive and (kind, named) not in units:
            turned |= {kind}
        units = (*[pair for pair in units if pair[0] != kind], (kind, named))
    return common(book, units), turned


def _tallied(flow: WorkflowSpec, counters: tuple[int, ...], event: str) -> tuple[int, ...] | None:
    """Count an event; ``None`` where a counter is full, which has consequences."""
    values = [*counters]
    for counter in flow.counters:
        value = 0 if event in counter.resets else values[counter.index] + (event in counter.adds)
        if value >= counter.at:
            return None
        values[counter.index] = value
    return tuple(values)
