"""A planned step: the event's instant, units and dues put into what the plan foresees (S20)."""

from __future__ import annotations

from sys import intern
from typing import TYPE_CHECKING, Any, Final

from feedback_rules.errors import CalendarHorizonError
from feedback_rules.workflow.case import NO_DUE, Case, Part
from feedback_rules.workflow.choose import object_to, past_promise
from feedback_rules.workflow.clock import due_of, status
from feedback_rules.workflow.configuration import UNPLANNED, common
from feedback_rules.workflow.draft import PartDraft
from feedback_rules.workflow.effect import Effect
from feedback_rules.workflow.event import CAUSES, MANY, cause_named
from feedback_rules.workflow.happens import linked
from feedback_rules.workflow.history import counted_from, counts_of, day_ended, open_run
from feedback_rules.workflow.ledger import with_links
from feedback_rules.workflow.orders import obey
from feedback_rules.workflow.plan import ENDS, EVENT, JOINED, OPENED
from feedback_rules.workflow.planning import plan_turned
from feedback_rules.workflow.started import further
from feedback_rules.workflow.values import is_blank

if TYPE_CHECKING:
    from collections.abc import Mapping

    from feedback_rules.workflow.event import Event
    from feedback_rules.workflow.happening import Line
    from feedback_rules.workflow.plan import Begun, Plan
    from feedback_rules.workflow.spec import ClockSpec, Rulebook, WorkflowSpec

__all__ = ["execute"]

Units = tuple[tuple[str, str], ...]

NONE: Final[frozenset[str]] = frozenset()

MADE: Final = 1000
"""So many outcomes of a plan's facts are shared."""

_new = tuple.__new__


def execute(  # noqa: C901, PLR0912, PLR0915 - one step in one piece: each call costs each event
    book: Rulebook,
    case: Case,
    part: Part,
    plan: Plan,
    event: Event,
    applied: tuple[tuple[int, int], ...],
    lines: list[Line],
    effects: list[Effect],
) -> Case | None:
    """Take a planned step with ``part`` of ``case``; ``None`` where the event is not what the plan is for.

    ``lines`` and ``effects`` are those so far, and take what the step makes. An objection is left to the full step,
    which words it.
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
    if plan.asks and not _granted(book, plan, part, event):
        return None
    address, units, facts, links, counters, log, _, dues, started, _ = part
    if plan.unit_kind is not None:
        if own_unit is None:
            return None
        kind = plan.unit_kind
        for known, unit in units:
            if known == kind:
                if unit != own_unit:
                    return None
                break
    if plan.routes:
        units, turned = _routed(book, plan, units, event)
        if turned:
            other: Any = plan.turned.get(turned, UNPLANNED)
            other = plan_turned(book, plan, event, turned) if other is UNPLANNED else other
            if other is None:
                return None
            plan = other
    id_, kept, _, number, _, root, inner = case
    then, when, cause = at, at, name
    falls = plan.falls
    if falls == EVENT:
        if (seq is None or seq == number + 1) and not inner and log[0] is None:
            number += 1
        else:
            number = number + 1 if seq is None else seq
            when = (at, number)  # type: ignore[assignment] # where the number is not the next one
        cause = CAUSES[number] if 0 <= number < MANY else f"e{number}"
    elif falls == OPENED:
        cause, when = cause_named(number), (at, number, units, ())  # type: ignore[assignment] # with all that it has
    elif falls == JOINED:
        when = (at, number)  # type: ignore[assignment] # the number of the act that ended the part
    else:
        then = at + 1
    values: tuple[Any, ...] = ()
    if plan.sets:
        facts = (None if plan.fields else plan.made.get(facts)) or _known(plan, facts, data)
    if plan.seldom:
        if plan.tallied is not None:
            tallied = _tallied(plan.tallied, counters, name)
            if tallied is None:
                return None
            counters = tallied
        if plan.links:
            links = _linked(plan, links, data)
        if plan.first:
            assert started is not None  # noqa: S101 - of what is open something has started
            obeyed = obey(book, plan, part, event, dues, lines, values, started.ids, first=True)
            if obeyed is None:
                return None
            dues, values = obeyed
    if plan.said:
        lines.append((at, plan.said, address, name, plan.note, plan.basis))
    if plan.changes:
        ids = started.ids  # type: ignore[union-attr] # of what has started
        for position, _, row, words, basis, spec, rows, foretold, otherwise in plan.changes:
            verdict: str | None = foretold
            if verdict == "":
                due = dues[position]
                verdict = otherwise if due == NO_DUE else "late" if at > due else "met"
            if verdict is None:
                verdict = _verdict(book, part, position, spec, at, row)
            elif verdict == "recomputed":
                due = _recounted(book, part, position, spec, rows)
                if due < at:
                    return None
                dues = (*dues[:position], due, *dues[position + 1 :])
            lines.append((at, verdict, address, ids[spec.id], words, basis))
    if not plan.keeps:
        dues = tuple(map(dues.__getitem__, plan.stays)) if plan.stays else ()
    if plan.clocks:
        assert started is not None  # noqa: S101 - whoever takes a planned step knows what has started
        before = started
        started = before.after.get(plan.clocks) or further(book, before, plan.clocks)
        if started is None:
            return None
        for begun in plan.starts:
            clock, rule, plain, _, basis, replaced = begun
            try:
                due = rule(at, False) if plain else _due(plan, part, begun, at, name)  # noqa: FBT003 - as a rule
            except CalendarHorizonError:
                due = NO_DUE
            if due < at:
                return None
            dues = (*dues, due)
            if replaced is not None:
                lines.append((at, replaced, address, before.ids[clock], "", basis))
            lines.append((at, "started", address, started.ids[clock], "", basis))
    where = f"{id_}/{address}" if address else id_
    index = 0
    for verb, to, addressee, by, channel, sent, carries, basis, title, link, timer in plan.effects:
        receiver: str | None = to
        if link is not None:
            receiver = linked(book, event, with_links(facts, links), link)
            if receiver is None:
                continue
        timed = None
        if timer is not None:
            try:
                due = timer[1](at, False)  # noqa: FBT003 - as a rule takes it
            except CalendarHorizonError:
                due = NO_DUE
            dues = (*dues, due)
            timed = started.ids[timer[0]]  # type: ignore[union-attr] # it is among those that start
            lines.append((at, "started", address, timed, "", timer[4]))
        reached = None
        if addressee is not None:
            for known, unit in units:
                if known == addressee:
                    reached = unit
                    break
        effects.append(
            _new(
                Effect,
                (
                    f"{where}/{cause}/{index}", verb, receiver, reached, by, channel, at, where, sent, carries, timed,
                    basis, title,
                ),
            )
        )  # fmt: skip
        index += 1
    if plan.orders:
        assert started is not None  # noqa: S101 - of what is open something has started
        obeyed = obey(book, plan, part, event, dues, lines, values, started.ids, first=False)
        if obeyed is None:
            return None
        dues, values = obeyed
    after = plan.after
    wake = plan.ends
    if dues:
        first = min(dues) if after.pending is None else min(map(dues.__getitem__, after.pending), default=wake)
        if first < wake:
            wake = first
    if units is not part.units or values:
        when = (at, number, units, values)  # type: ignore[assignment] # where it routes or orders
    now = _new(Part, (address, units, facts, links, counters, (*log, plan, when), wake, dues, started, after))
    if part is root:
        root = now
    elif falls == OPENED:
        inner = (*inner, now)
    else:
        inner = tuple([now if one is part else one for one in inner])
    return _new(Case, (id_, kept, then, number, applied, root, inner))


def _due(plan: Plan, part: Part, begun: Begun, at: int, event: str) -> int:
    """Give the due of a run that starts: one that a due or the end of a holder starts may count from the day that
    ended, one that looks back at events counts from the last of them.
    """
    _, rule, _, spec, _, _ = begun
    counted, from_day = at, False
    if plan.falls == ENDS:
        from_day = True
    elif plan.falls >= 0:
        from_day = day_ended(plan, open_run(part, plan.falls))
    if spec.counts_from:
        counts = (*counts_of(part), (event, 0, at)) if plan.counted else counts_of(part)
        last = counted_from(counts, spec)
        if last is not None:
            counted, from_day = last, False
    return rule(counted, from_day)


def _verdict(book: Rulebook, part: Part, position: int, spec: ClockSpec, at: int, row: int) -> str:
    """Judge an act by one of several limits, or by one that is given."""
    return status(book, spec, open_run(part, position).closed(at, "fulfilled", row), at)


def _recounted(book: Rulebook, part: Part, position: int, spec: ClockSpec, rows: int) -> int:
    """Give the due of an open run to which other limits may apply."""
    return due_of(book, spec, open_run(part, position).counting(rows))


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
    """Tell whether the event comes while the plan holds, and the part's past lets it happen: its number, its window,
    the due it waits for, the promises and extensions that it asks for.
    """
    if not plan.since <= event.at <= plan.until:
        return False
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
        run = part.last_run(plan.window)
        if run is not None and (run.passed is not None or run.due < event.at):
            return False
    if plan.after_due is None:
        return True
    run = part.last_run(plan.after_due)
    return run is not None and run.passed is not None


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
