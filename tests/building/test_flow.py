"""The walk over the graph never calls impossible what a case can do."""

from __future__ import annotations

from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from feedback_rules.conditions import holds
from feedback_rules.profiles.build import build
from feedback_rules.profiles.checks_flow import Flow, Step, steps
from feedback_rules.workflow.intake import BUILT_IN
from feedback_rules.workflow.spec import Rulebook, Transition, WorkflowSpec
from tests.building.rich import rich
from tests.building.small import TABLES, small

NAMES = ("one", "two", "three", "four")
CONDITIONS = st.dictionaries(
    st.sampled_from(["urgent", "level"]),
    st.lists(st.sampled_from([True, False, None]), min_size=1, max_size=2, unique=True),
    max_size=2,
).map(
    lambda asked: {
        name: [value if name == "urgent" or value is None else ("high" if value else "low") for value in values]
        for name, values in asked.items()
    }
)


@st.composite
def moves(draw: st.DrawFn) -> dict[str, Any]:
    """Draw an event: where it leads, when, what it brings and sets."""
    event: dict[str, Any] = {"by": ["citizen"], "basis": ["1"]}
    to = draw(st.sampled_from([*NAMES, None]))
    event |= {"stay": True} if to is None else {"to": [{"to": to}]}
    when = draw(CONDITIONS)
    if when:
        event["when"] = when
    take = draw(st.lists(st.sampled_from(["urgent", "level"]), max_size=1))
    fixed: dict[str, Any] = draw(st.sampled_from([{}, {"urgent": True}, {"level": "low"}, {"level": None}]))
    sets = ({"take": take} if take else {}) | ({"fixed": fixed} if fixed else {})
    if sets:
        event["sets"] = sets
    needed: bool = draw(st.booleans())
    if take and needed:
        event["needs"] = [{"any_of": take}]
    return event


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a small graph with two facts."""
    document = small()
    document["facts"] = {"urgent": {"flag": True, "basis": ["1"]}, "level": {"one_of": ["high", "low"], "basis": ["1"]}}
    states: dict[str, Any] = {
        name: {
            "held_by": "ioc",
            "basis": ["1"],
            "events": draw(st.dictionaries(st.sampled_from("abc"), moves(), max_size=3)),
        }
        for name in NAMES
    }
    if draw(st.booleans()):
        states["one"]["clocks"] = {
            "wait": {
                "kind": "timer",
                "limit": [{"is": "1 day"}],
                "at_due": [{"to": draw(st.sampled_from(NAMES))}],
                "basis": ["1"],
            }
        }
    opening = {"to": [{"to": "one"}], "by": ["citizen"], "basis": ["1"], "sets": {"take": ["level"]}}
    document["workflows"] = {"report": {"basis": ["1"], "opens_with": {"submit": opening}, "states": states}}
    return document


def after(book: Rulebook, step: Any, facts: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    """Give the facts that a step can lead to, whatever its event brings."""
    brings = step.brings if isinstance(step, Transition) else ()
    guard = step.guard if isinstance(step, Transition) else step.when
    needed = {need.fields[0] for need in step.needs} if isinstance(step, Transition) else set()
    found = []
    choices = [[*book.facts[taken.fact].values, *(() if taken.field in needed else (...,))] for taken in brings]
    for chosen in product(*choices):
        new = list(facts)
        for taken, value in zip(brings, chosen, strict=True):
            if value is not ...:
                new[taken.fact] = value
        if holds(guard, new):
            for one in step.sets:
                new[one.fact] = one.value
            found.append(tuple(new))
    return found


def explore(book: Rulebook, flow: WorkflowSpec) -> set[tuple[str, tuple[Any, ...]]]:
    """Gather every state with every combination of facts that a case can come to."""
    unset = tuple(() if fact.many else None for fact in book.facts)
    waiting = [
        (move.to or "", facts) for here in flow.opening.values() for move in here for facts in after(book, move, unset)
    ]
    listed: dict[str, list[Step]] = {}
    for step in steps(flow):
        listed.setdefault(step.source, []).append(step)
    seen = set(waiting)
    while waiting:
        state, facts = waiting.pop()
        for step in listed.get(state, ()):
            for new in after(book, step.outcome, facts):
                place = (step.target, new)
                if place not in seen:
                    seen.add(place)
                    waiting.append(place)
    return seen


@given(documents())
def test_what_a_case_can_do_is_possible(document: dict[str, Any]) -> None:
    """Every state and every value of a fact that a case can come to is among those that the walk found."""
    book = build(document, TABLES)
    flow = book.workflows["report"]
    known = Flow(book, flow)
    for state, facts in explore(book, flow):
        assert state in known.at
        for possible, value in zip(known.at[state][len(BUILT_IN) :], facts[len(BUILT_IN) :], strict=True):
            assert value in possible


def test_joins_counters_and_dues_are_steps() -> None:
    """What a due, a full counter or a join does counts as a way of the case."""
    book = build(rich(), TABLES)
    kinds = {(step.kind, step.target) for step in steps(book.workflows["report"])}
    assert {("due", "cancelled"), ("counter", "cancelled"), ("join", "closed"), ("event", "closed")} <= kinds


def test_an_event_can_be_left_out() -> None:
    """The walk can be asked what would be possible without an event."""
    book = build(small(), TABLES)
    flow = book.workflows["report"]
    assert "closed" in Flow(book, flow).at
    assert "at_commune" not in Flow(book, flow).without(lambda outcome: getattr(outcome, "event", "") == "forward").at
