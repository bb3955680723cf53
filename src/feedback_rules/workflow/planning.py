"""Plans: what an event will do to a part, worked out once for all cases that stand alike (S20).

Facts are finite, so the parts of all cases stand in few configurations: state, holder, facts and open clocks. In each
of them an event does the same to every case but for its instant, its units and its dues. A plan holds what is the
same; what it can't foresee has none, and is stepped through in full.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from feedback_rules.conditions import holds
from feedback_rules.workflow.case import NO_DUE
from feedback_rules.workflow.choose import acts
from feedback_rules.workflow.configuration import UNPLANNED, Fork, carried, masked, shared
from feedback_rules.workflow.event import NOBODY
from feedback_rules.workflow.facts import bring
from feedback_rules.workflow.foresee import beginning, bounded, changes, effects, orders, starts
from feedback_rules.workflow.happens import standing
from feedback_rules.workflow.intake import COMPLETE, LACKS, supplement
from feedback_rules.workflow.plan import ENDS, EVENT, JOINED, OPENED, Plan
from feedback_rules.workflow.refusal import Refusal
from feedback_rules.workflow.spec import Outcome, Transition

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feedback_rules.workflow.configuration import Configuration
    from feedback_rules.workflow.event import Event
    from feedback_rules.workflow.spec import FactSpec, Rulebook, WorkflowSpec

__all__ = ["plan_due", "plan_end", "plan_event", "plan_join", "plan_opening", "plan_part", "plan_turned"]

NOTHING: Final = Outcome(basis=())
"""What a due does to which no regulation gives a consequence, or none whose condition holds."""


def plan_event(book: Rulebook, configuration: Configuration, event: Event) -> Plan | None:
    """Plan an event in a configuration, and keep the plan."""
    asked = (event.name, event.by)
    flow = book.workflows[configuration.workflow]
    state = flow.states[configuration.state]
    holder = configuration.holder
    options = [one for one in state.events.get(event.name, ()) if acts(book, one, event, holder)]
    if not configuration.open and not state.final:
        options = []
    if holder == NOBODY != state.holder(configuration.facts):
        options = [one for one in options if one.reroutes]
    fields = tuple(dict.fromkeys(taken.field or "" for option in options for taken in option.brings))
    lacking = configuration.facts[LACKS] if any(option.supplement for option in options) else ()
    found = _chosen(book, options, event, configuration.facts)
    plan = None if found is None else _plan(book, configuration, *found, event)
    if found is None:  # what is refused is not remembered: there is no end of that
        return None
    if not fields and not lacking:
        configuration.moves[asked] = plan
        return plan
    fork = configuration.moves.get(asked)
    if not isinstance(fork, Fork):
        fork = configuration.moves[asked] = Fork(fields, _carried(book, flow, options), lacking)
    brought = fork.recognise(event.data)
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
    """Plan the same event where the units of these kinds change, and keep that plan beside the first."""
    other = None
    if plan.falls == EVENT and isinstance(plan.option, Transition):
        other = _plan(book, plan.origin, plan.option, plan.facts, event, turned)
    plan.turned[turned] = other
    return other


def plan_opening(book: Rulebook, option: Transition, facts: tuple[Any, ...], event: Event) -> Plan | None:
    """Give the plan of the opening of a case; one that gives a limit at once, or asks for what came before, is opened
    in full.
    """
    if option.orders or option.window is not None or option.after_due is not None:
        return None
    facts = masked(book, book.workflows[option.workflow], "", facts)
    blank = shared(book, option.workflow, "", None, facts, (), open=True)
    if blank is None:
        return None
    asked = (event.name, event.by)
    if asked not in blank.moves:
        blank.moves[asked] = _plan(book, blank, option, facts, event)
    plan = blank.moves[asked]
    return plan if isinstance(plan, Plan) and plan.option is option else None


def _chosen(
    book: Rulebook, options: Sequence[Transition], event: Event, facts: tuple[Any, ...]
) -> tuple[Transition, tuple[Any, ...]] | None:
    """Give the one transition whose guard holds, and the facts that the event brings."""
    found = []
    for option in options:
        brought = bring(book, option, event, facts)
        if isinstance(brought, Refusal):
            return None
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
    sets = _taken(book, configuration, option, brought, event)
    if sets is None:
        return None
    asked = brought
    if option.supplement:
        supplied = [*brought]
        supplement(supplied, event.data)
        brought = tuple(supplied)
        sets += [(fact, brought[fact], None) for fact in (LACKS, COMPLETE)]
    plan = Plan()
    plan.falls, plan.said, plan.name = EVENT, "applied", name
    plan.turned = {}
    plan.at_most, plan.after_due = option.at_most, option.after_due
    plan.since, plan.until = -NO_DUE, NO_DUE
    plan.unit_kind = None
    if not _may_act(book, plan, configuration, option, event):
        return None
    plan.needs = tuple(need.fields for need in option.needs if holds(need.when, asked))
    plan.window = option.window if option.window is not None and flow.clocks[option.window].after == "refuse" else None
    plan.counted, plan.tallied = name in flow.counted, flow if name in flow.tallied else None
    plan.routes = option.routes
    plan.sets = (
        *(one for one in sets if not book.facts[one[0]].link), *((one.fact, one.value, None) for one in option.sets)
    )  # fmt: skip
    plan.fields = tuple(dict.fromkeys(field for _, _, field in plan.sets if field is not None))
    plan.links = tuple((fact, field or "") for fact, _, field in sets if book.facts[fact].link)
    return plan if _foresee(book, plan, configuration, option, brought, name, turned) else None


def plan_due(book: Rulebook, configuration: Configuration, position: int) -> Plan | None:
    """Plan what the due of an open run does, and keep the plan (S14, S22)."""
    configuration.falls[position] = plan = _due(book, configuration, position)
    return plan


def _due(book: Rulebook, configuration: Configuration, position: int) -> Plan | None:
    """Foresee a due, or say that only a full step can tell: where others start after it, or parts open and close."""
    flow = book.workflows[configuration.workflow]
    clock, rows, _, holder = configuration.live[position]
    spec = flow.clocks[clock]
    outcome = next((one for one in spec.at_due if holds(one.when, configuration.facts)), NOTHING)
    if (
        outcome.opens
        or outcome.closes
        or configuration.holder == NOBODY
        or any(clock in other.starts_after for other in flow.clocks.values())
    ):
        return None
    live = (*configuration.live[:position], (clock, rows, True, holder), *configuration.live[position + 1 :])
    fallen = shared(
        book, configuration.workflow, configuration.state, configuration.holder, configuration.facts, live,
        open=configuration.open,
    )  # fmt: skip
    if fallen is None:
        return None
    plan = _unasked(position, "" if outcome is NOTHING else "moved", "")
    plan.sets = tuple((one.fact, one.value, None) for one in outcome.sets)
    if not _foresee(book, plan, fallen, outcome, fallen.facts, None, frozenset()):
        return None
    return plan if plan.said or plan.fixed else None


def plan_end(book: Rulebook, configuration: Configuration) -> Plan | None:
    """Plan what the end of the kind that holds does, and keep the plan: another kind takes over, or nobody (S34)."""
    configuration.falls[ENDS] = plan = _end(book, configuration)
    return plan


def _end(book: Rulebook, configuration: Configuration) -> Plan | None:
    ended = book.holders[configuration.holder or ""]
    since = NO_DUE if ended.until is None else ended.until + 1
    kind = standing(book, ended.id, since)
    until = book.holders[kind].until
    lost = until is not None and until < since
    plan = _unasked(ENDS, "orphaned" if lost else "succeeded", f"end.{ended.id}")
    plan.sets = ()
    heir = NOBODY if lost else kind
    if not _foresee(book, plan, configuration, NOTHING, configuration.facts, None, frozenset(), heir=heir):
        return None
    plan.note, plan.basis = "" if lost else kind, ended.end_basis
    return plan


def plan_join(book: Rulebook, configuration: Configuration, name: str) -> Plan | None:
    """Plan how a case goes on when its parts of that name are complete, and keep the plan (S27)."""
    configuration.falls[name] = plan = _join(book, configuration, name)
    return plan


def _join(book: Rulebook, configuration: Configuration, name: str) -> Plan | None:
    flow = book.workflows[configuration.workflow]
    final = flow.states[configuration.state].final
    options = [one for one in flow.parts[name].then if not final or one.to is None]
    outcome = next((one for one in options if holds(one.when, configuration.facts)), NOTHING)
    if outcome.opens or outcome.closes or configuration.holder == NOBODY:
        return None
    plan = _unasked(JOINED, "" if outcome is NOTHING else "moved", "")
    plan.routes = outcome.routes
    plan.sets = tuple((one.fact, one.value, None) for one in outcome.sets)
    return plan if _foresee(book, plan, configuration, outcome, configuration.facts, None, frozenset()) else None


def plan_part(book: Rulebook, flow: WorkflowSpec, facts: tuple[Any, ...]) -> Plan | None:
    """Give the plan of the opening of a part by its case, whose facts these are (S27); a part that takes anything more
    from the event is opened in full.
    """
    known = masked(book, flow, "", facts)
    blank = shared(book, flow.id, "", None, known, (), open=True)
    if blank is None:
        return None
    found = blank.falls.get(OPENED, UNPLANNED)
    if found is UNPLANNED:
        found = blank.falls[OPENED] = _opened(book, flow, blank, known)
    return found  # type: ignore[return-value] # a plan, or none


def _opened(book: Rulebook, flow: WorkflowSpec, blank: Configuration, facts: tuple[Any, ...]) -> Plan | None:
    name, options = next(iter(flow.opening.items()))
    chosen = next((one for one in options if holds(one.guard, facts)), options[0])
    if chosen.brings or chosen.gives or name in flow.counted or chosen.opens or chosen.closes:
        return None
    plan = _unasked(OPENED, "applied", name)
    plan.routes = chosen.routes
    plan.sets = tuple((one.fact, one.value, None) for one in chosen.sets)
    return plan if _foresee(book, plan, blank, chosen, facts, name, frozenset()) else None


def _unasked(falls: int, said: str, name: str) -> Plan:
    """Give a plan of which nobody is asked whether it may happen."""
    plan = Plan()
    plan.falls, plan.said, plan.name = falls, said, name
    plan.turned = {}
    plan.at_most = plan.after_due = plan.unit_kind = plan.window = plan.tallied = None
    plan.since, plan.until = -NO_DUE, NO_DUE
    plan.needs, plan.routes, plan.fields, plan.links, plan.counted = (), (), (), (), False
    return plan


def _foresee(
    book: Rulebook,
    plan: Plan,
    configuration: Configuration,
    outcome: Outcome,
    brought: tuple[Any, ...],
    name: str | None,
    turned: frozenset[str],
    *,
    heir: str | None = None,
) -> bool:
    """Foresee what an outcome does; false where only a full step can tell. ``heir`` takes over from who holds."""
    if any(book.facts[one.fact].link for one in outcome.sets):  # a link that is taken away
        return False
    flow = book.workflows[configuration.workflow]
    plan.origin, plan.option, plan.facts = configuration, outcome, brought
    facts = masked(book, flow, configuration.state, _after(outcome, brought))
    plan.made = {}
    state = flow.states[outcome.to if outcome.to is not None else configuration.state]
    plan.to, plan.note, plan.state, plan.final = outcome.to, outcome.to or "", state.id, state.final
    plan.basis = outcome.basis
    plan.holder = None if state.final else state.holder(facts)
    plan.tail = bool(outcome.opens or outcome.closes)
    if heir is not None:
        plan.holder = heir
    bounded(book, plan, plan.holder)
    held = book.holders[plan.holder or ""].until if plan.holder in book.ending else None
    plan.ends = NO_DUE if held is None or (outcome.to is None and not configuration.open) else held
    plan.fixed = outcome.to is None and not plan.routes and plan.holder == configuration.holder
    plan.sensitive = frozenset()
    starting = beginning(plan, configuration, state, facts, name, turned)
    live = changes(plan, flow.clocks, configuration, state, facts, name, turned, starting)
    if live is None:
        return False
    starts(plan, facts, name, starting, live)
    if not effects(book, plan, flow.clocks, outcome, facts, live):
        return False
    plan.first = plan.orders = ()
    plan.objects = isinstance(outcome, Transition) and outcome.orders
    if plan.objects and not orders(plan, flow.clocks, outcome, configuration.live, live):
        return False
    plan.sensitive = (plan.sensitive & {kind for kind, _ in plan.routes}) - turned
    open_after = configuration.open if outcome.to is None else not state.final
    relevant = masked(book, flow, state.id, facts)
    after = shared(book, configuration.workflow, state.id, plan.holder, relevant, tuple(live), open=open_after)
    if after is None:
        return False
    plan.after = after
    changed = any((plan.changes, plan.begins, plan.replaced, plan.first, plan.orders))
    plan.quiet = plan.falls == EVENT and not changed and not plan.counted
    unsaid = any(not end or (not foretold and otherwise is None) for _, end, *_, foretold, otherwise in plan.changes)
    plan.seldom = any((unsaid, plan.tallied, plan.links, plan.first, plan.orders))
    plan.idle = plan.falls == EVENT and bool(configuration.state) and plan.keeps and plan.ends == NO_DUE
    plan.idle = plan.idle and not (plan.seldom or plan.clocks) and configuration.holder not in book.ending
    past = plan.window is not None or plan.at_most is not None or plan.after_due is not None
    plan.recalls = past or plan.objects
    plan.asks = plan.recalls or plan.since > -NO_DUE or plan.until < NO_DUE
    return True


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
