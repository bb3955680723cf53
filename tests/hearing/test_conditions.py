"""Conditions over finite facts: what holds, what may hold, what overlaps and what is left open (S11b, S21)."""

from __future__ import annotations

from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from feedback_rules.conditions import Condition, Domain, Test, holds, may_hold, overlap, uncovered
from feedback_rules.workflow.show import show_condition, show_value
from tests.hearing.bench import engine

DOMAINS = {
    0: Domain("severity", ("urgent", "normal", None)),
    1: Domain("done", (True, False, None)),
    2: Domain("grounds", ("a", "b", None), many=True),
}
SETS = ((), ("a",), ("b",), ("a", "b"))
EVERY = [(severity, done, grounds) for severity, done, grounds in product(DOMAINS[0].values, DOMAINS[1].values, SETS)]
"""Every state of three facts, one of them set-valued."""


@st.composite
def a_test(draw: st.DrawFn) -> Test:
    """Draw one test of one fact."""
    fact = draw(st.integers(0, 2))
    allowed = draw(st.frozensets(st.sampled_from(DOMAINS[fact].values), min_size=1))
    return Test(fact, allowed, DOMAINS[fact].many)


conditions = st.lists(st.lists(a_test(), max_size=3).map(tuple), max_size=3).map(tuple)


def plainly(condition: Condition, facts: tuple[Any, ...]) -> bool:
    """Say whether a condition holds, as one would say it in words."""
    return any(all(passes(test, facts[test.fact]) for test in tests) for tests in condition)


def passes(test: Test, value: Any) -> bool:
    """Say whether one fact passes one test: a set by any member, the empty one as unset."""
    if test.many:
        return any(member in test.allowed for member in value or (None,))
    return value in test.allowed


@given(conditions)
def test_a_condition_holds_as_the_grammar_says(condition: Condition) -> None:
    """Language: any of these, in each of which all hold; a set holds a value if it is among its members."""
    for facts in EVERY:
        assert holds(condition, facts) is plainly(condition, facts)


@given(conditions, st.frozensets(st.integers(0, 2)), st.frozensets(st.integers(0, 1)))
def test_what_may_hold_is_what_some_completion_fulfils(
    condition: Condition, free: frozenset[int], settled: frozenset[int]
) -> None:
    """S11b: with the unset facts, and those that an act brings, set to anything; each alternative by itself. A fact
    that is known also where it is unset stays so unless the act brings it.
    """
    for facts in EVERY:
        bare = [[test for test in tests if test.fact not in settled - free] for tests in condition]
        known = [
            all(passes(test, facts[test.fact]) for test in tests if test.fact in settled - free) for tests in condition
        ]
        left = tuple(tuple(tests) for tests, sure in zip(bare, known, strict=True) if sure)
        assert may_hold(condition, facts, free, settled) is may_hold(left, facts, free)
        ranges = [
            (*values, None) if fact in free or facts[fact] is None else (facts[fact],)
            for fact, values in ((0, ("urgent", "normal")), (1, (True, False)), (2, SETS))
        ]
        loosely = any(
            all(test.fact in free or facts[test.fact] is None or passes(test, facts[test.fact]) for test in tests)
            for tests in condition
        )
        assert may_hold(condition, facts, free) is loosely
        if any(plainly(condition, one) for one in product(*ranges) if one[2] is not None):
            assert loosely


@given(conditions, conditions)
def test_an_overlap_is_shown_by_facts_on_which_both_hold(first: Condition, second: Condition) -> None:
    """S21: there is one exactly where some facts fulfil both."""
    both = [facts for facts in EVERY if holds(first, facts) and holds(second, facts)]
    found = overlap(first, second, DOMAINS)
    assert (found is None) is (not both)
    if found is not None:
        asked = [(index, found[domain.name]) for index, domain in DOMAINS.items() if domain.name in found]
        assert any(
            all(
                sorted(value) == list(one[index]) if DOMAINS[index].many else value == one[index]
                for index, value in asked
            )
            for one in both
        )


@given(st.lists(conditions, max_size=4))
def test_a_hole_is_shown_by_facts_on_which_none_holds(rows: list[Condition]) -> None:
    """Language: a table is total exactly where no facts are left over."""
    left = [facts for facts in EVERY if not any(holds(condition, facts) for condition in rows)]
    found = uncovered(rows, DOMAINS)
    assert (found is None) is (not left)
    if found is not None:
        asked = [index for index in range(3) if DOMAINS[index].name in found]
        assert any(all(one[index] == found[DOMAINS[index].name] for index in asked) for one in left)


def test_a_set_with_one_member_is_tried_once() -> None:
    """Language: all members together are no other set than the only one."""
    one = {0: Domain("grounds", ("a", None), many=True)}
    assert uncovered([((Test(0, frozenset({"a"}), many=True),),)], one) == {"grounds": ()}
    assert uncovered([((Test(0, frozenset({"a", None}), many=True),),)], one) is None


def test_members_are_chosen_for_tests_of_one_set() -> None:
    """S21: one member may pass several tests; where one admits only the empty set, no member does."""
    a, ab, none = (Test(2, frozenset(members), many=True) for members in ({"a"}, {"a", "b"}, {None}))
    assert overlap(((a,),), ((ab,),), DOMAINS) == {"grounds": ("a",)}
    assert overlap(((a,),), ((none,),), DOMAINS) is None
    assert overlap(((none,),), ((none,),), DOMAINS) == {"grounds": ()}


def test_conditions_are_written_as_in_a_profile() -> None:
    """S23: as a reader of the profile would write them."""
    book = engine().book
    index = {fact.id: fact.index for fact in book.facts}
    always: Condition = ((),)
    assert show_condition(book, always) == "always"
    assert show_condition(book, ()) == "never"
    severity, complete = (
        Test(index["severity"], frozenset({"urgent", None})),
        Test(index["complete"], frozenset({True})),
    )
    assert (
        show_condition(book, ((severity, complete), (complete,)))
        == "severity: [unset, urgent], complete: true | complete: true"
    )
    assert [show_value(value) for value in (False, "x", ("a", None), ())] == ["false", "x", "[a, unset]", "unset"]
