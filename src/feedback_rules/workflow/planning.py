"""Plans: what an event will do to a part, worked out once for all cases that stand alike (S20).

Facts are finite, so the parts of all cases stand in few configurations: state, holder, facts and open clocks. In each
of them an event does the same to every case but for its instant, its units and its dues. A plan holds what is the
same; what it can't foresee has none, and is stepped through in full.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.conditions import holds
from feedback_rules.workflow.case import NO_DUE
from feedback_rules.workflow.choose import acts
from feedback_rules.workflow.configuration import Fork, carried, masked, recognised, shared
from feedback_rules.workflow.draft import PartDraft
from feedback_rules.workflow.event import NOBODY
from feedback_rules.workflow.facts import bring
from feedback_rules.workflow.foresee import bounded, changes, effects, starts
from feedback_rules.workflow.plan import Plan
from feedback_rules.workflow.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feedback_rules.workflow.case import Part
    from feedback_rules.workflow.configuration import Configuration
    from feedback_rules.workflow.event import Event
    from feedback_rules.workflow.spec import FactSpec, Outcome, Rulebook, Transition, WorkflowSpec

__all__ = ["plan_event", "plan_opening", "plan_turned"]


def plan_event(book: Rulebook, configuration: Configuration, part: Part, event: Event) -> Plan | None:
    """Plan an event in a configuration, of which ``part`` is an example, and keep the plan."""
    asked = (event.name, event.by)
    flow = book.workflows[part.workflow]
    state = flow.states[part.state]
    whole = PartDraft(flow, part)
    options = [one for one in state.events.get(event.name, ()) if acts(book, one, event, whole)]
    if not configuration.open and not state.final:
        options = []
    if part.holder == NOBODY and whole.orphaned():
        options = [one for one in options if one.reroutes]
    fields = tuple(dict.fromkeys(taken.field or "" for option in options for taken in option.brings))
    found = _chosen(book, flow, options, event, configuration.facts)
    plan = None if found is None else _plan(book, configuration, *found, event)
    if found is None:  # what is refused is not remembered: there is no end of that
        return None
    if not fields:
        configuration.moves[asked] = plan
        return plan
    fork = configuration.moves.get(asked)
    if not isinstance(fork, Fork):
        fork = configuration.moves[asked] = Fork(fields, _carried(book, flow, options))
    brought = recognised(map(event.data.get, fields), fields, fork.carried)
    fork.plans[brought] = plan  # of values that are not recognised none is asked for again
    return plan


def _carried(book: Rulebook, flow: WorkflowSpec, options: Sequence[Transition]) -> dict[str, FactSpec]:
    """Give the fields that bring nothing but one fact whose value decides nothing."""
    brought: dict[str, set[int]] = {}
    for option in options:
        for fact, field in option.takes:
            brought.setdefault(field or "", set()).add(fact)
    return {
        field: book.facts[fact]
        for field, facts in brought.items()
        for fact in facts
        if len(facts) == 1 and carried(book, flow, fact)
    }


def plan_turned(book: Rulebook, plan: Plan, event: Event, turned: frozenset[str]) -> Plan | None:
    """Plan the same where the units of these kinds change, and keep that plan beside the first."""
    other = _plan(book, plan.origin, plan.option, plan.facts, event, turned)
    plan.turned[turned] = other
    return other


def plan_opening(book: Rulebook, option: Transition, facts: tuple[Any, ...], event: Event) -> Plan | None:
    """Give the plan of the opening of a case."""
    facts = masked(book, book.workflows[option.workflow], facts)
    blank = shared(book, option.workflow, "", None, facts, (), open=True)
    if blank is None:
        return None
    asked = (event.name, event.by)
    if asked not in blank.moves:
        blank.moves[asked] = _plan(book, blank, option, facts, event)
    plan = blank.moves[asked]
    return plan if isinstance(plan, Plan) and plan.option is option else None


def _chosen(
    book: Rulebook, flow: WorkflowSpec, options: Sequence[Transition], event: Event, facts: tuple[Any, ...]
) -> tuple[Transition, tuple[Any, ...]] | None:
    """Give the one transition whose guard holds, and the facts that the event brings."""
    found = []
    for option in options:
        brought = bring(book, option, event, facts)
        if isinstance(brought, Refusal):
            return None
        brought = masked(book, flow, brought)
        if holds(option.guard, brought):
            found.append((option, brought))
    return found[0] if len(found) == 1 else None


def _plan(
    book: Rulebook,
    configuration: Configuration,
    option: Transition,
    brought: tuple[Any, ...],
    event: Event,
    turned: frozenset[str] = frozenset(),
) -> Plan | None:
    """Foresee a transition, or say that only a full step can tell."""
    flow = book.workflows[configuration.workflow]
    name = event.name
    if option.supplement or option.orders:
        return None
    sets = _taken(book, configuration, option, brought, event)
    if sets is None:
        return None
    plan = Plan()
    plan.origin, plan.option, plan.facts, plan.turned = configuration, option, brought, {}
    plan.at_most, plan.after_due = option.at_most, option.after_due
    plan.since, plan.until = -NO_DUE, NO_DUE
    plan.unit_kind = None
    if not _may_act(book, plan, configuration, option, event):
        return None
    plan.needs = tuple(need.fields for need in option.needs if holds(need.when, brought))
    plan.window = option.window if option.window is not None and flow.clocks[option.window].after == "refuse" else None
    plan.asks = bool(plan.needs) or plan.window is not None or plan.at_most is not None or plan.after_due is not None
    facts = masked(book, flow, _after(option, brought))
    plan.made = {}
    plan.sets = (*sets, *((one.fact, one.value, None) for one in option.sets))
    state = flow.states[option.to if option.to is not None else configuration.state]
    plan.to, plan.state, plan.final, plan.basis = option.to, state.id, state.final, option.basis
    plan.counted, plan.tallied = name in flow.counted, flow if name in flow.tallied else None
    plan.routes = option.routes
    plan.holder = None if state.final else state.holder(facts)
    plan.tail = bool(option.opens or option.closes)
    bounded(book, plan, plan.holder)
    held = book.holders[plan.holder or ""].until if plan.holder in book.ending else None
    plan.ends = NO_DUE if held is None or (option.to is None and not configuration.open) else held
    plan.fixed = option.to is None and not option.routes and plan.holder == configuration.holder
    plan.sensitive = frozenset()
    live = changes(plan, flow.clocks, configuration, state, facts, name, turned)
    if live is None or not starts(plan, configuration, state, facts, name, turned, live):
        return None
    if not effects(book, plan, flow.clocks, option, facts, live):
        return None
    plan.sensitive = (plan.sensitive & {kind for kind, _ in option.routes}) - turned
    open_after = configuration.open if option.to is None else not state.final
    after = shared(book, configuration.workflow, state.id, plan.holder, facts, tuple(live), open=open_after)
    if after is None:
        return None
    plan.after = after
    return plan


def _taken(
    book: Rulebook, configuration: Configuration, option: Transition, brought: tuple[Any, ...], event: Event
) -> list[tuple[int, Any, str | None]] | None:
    """List the facts that the event brings, each with its value or with the field to take it from; ``None`` where a
    link is set a second time, which a full step compares with the first. Those of an opening are known, but for links.
    """
    flow = book.workflows[configuration.workflow]
    found: list[tuple[int, Any, str | None]] = []
    for fact, field in option.takes:
        link = book.facts[fact].link
        if event.data.get(field or "") is None or not (link or configuration.state):
            continue
        if not carried(book, flow, fact):
            found.append((fact, brought[fact], None))
        elif link and configuration.state and configuration.facts[fact] is not None:
            return None
        else:
            found.append((fact, None, field))
    return found


def _may_act(book: Rulebook, plan: Plan, configuration: Configuration, option: Transition, event: Event) -> bool:
    """Plan what is asked of the actor's unit (S34); false where the actor is refused whatever he brings."""
    kind = book.actors.get(event.by)
    if kind is None:
        return True
    if kind.since is not None:
        plan.since = kind.since
    bounded(book, plan, kind.id)
    flow = book.workflows[configuration.workflow]
    table = flow.states[configuration.state].held_by if configuration.state else None
    others = {other for _, other in table} if type(table) is tuple else set()
    if kind.id in others - {configuration.holder} and not (option.reroutes and configuration.holder == NOBODY):
        return False
    if kind.many:
        plan.unit_kind = kind.id
    return True


def _after(outcome: Outcome, brought: tuple[Any, ...]) -> tuple[Any, ...]:
    """Give the facts with the constants of the outcome."""
    if not outcome.sets:
        return brought
    facts = [*brought]
    for one in outcome.sets:
        facts[one.fact] = one.value
    return tuple(facts)
