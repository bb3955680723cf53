"""Conditions: what is compiled means what is written, and guards are compared exactly (S21)."""

from __future__ import annotations

from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from feedback_rules.conditions import Domain, holds, overlap, uncovered
from feedback_rules.profiles.build_conditions import Conditions, both, either
from feedback_rules.workflow.spec import ALWAYS, FactSpec

FACTS = (
    FactSpec(id="urgent", index=0, values=(True, False)),
    FactSpec(id="level", index=1, values=("commune", "district", "province")),
    FactSpec(id="matter", index=2, values=("light", "lamp", "road"), parents={"lamp": "light"}),
    FactSpec(id="lacks", index=3, values=("name", "photo"), many=True),
    FactSpec(id="linked", index=4, values=(), link=True),
)
COMPILE = Conditions(FACTS)
BELOW = {"light": {"light", "lamp"}}
DOMAINS = {
    0: Domain("urgent", (True, False, None)),
    1: Domain("level", ("commune", "district", "province", None)),
    2: Domain("matter", ("light", "lamp", "road", None)),
    3: Domain("lacks", ("name", "photo", None), many=True),
    4: Domain("linked", ("linked", None)),
}
CHOICES = [
    DOMAINS[0].values,
    DOMAINS[1].values,
    DOMAINS[2].values,
    ((), ("name",), ("photo",), ("name", "photo")),
    DOMAINS[4].values,
]
EVERY = list(product(*CHOICES))


def values(fact: FactSpec) -> st.SearchStrategy[list[Any]]:
    """Draw values to ask for, unset among them."""
    known = [None] if fact.link else [*fact.values, None]
    return st.lists(st.sampled_from(known), min_size=1, max_size=3, unique=True)


def test_of(fact: FactSpec) -> st.SearchStrategy[dict[str, Any]]:
    """Draw what is asked of one fact."""
    listed: st.SearchStrategy[Any] = values(fact)
    negated: st.SearchStrategy[Any] = st.just([None]) if fact.many else values(fact)
    return (listed | negated.map(lambda refused: {"not": refused})).map(lambda value: {fact.id: value})


test_of.__test__ = False  # type: ignore[attr-defined] # a strategy, no test

TESTS = st.one_of([test_of(fact) for fact in FACTS])
DOCUMENTS = st.recursive(
    st.lists(TESTS, min_size=1, max_size=3).map(
        lambda tests: {key: value for test in tests for key, value in test.items()}
    ),
    lambda inner: (
        st.fixed_dictionaries({"any_of": st.lists(inner, min_size=1, max_size=3)})
        | st.fixed_dictionaries({"all_of": st.lists(inner, min_size=1, max_size=2)})
    ),
    max_leaves=6,
)


def meant(document: dict[str, Any], facts: tuple[Any, ...]) -> bool:
    """Read a condition as its page defines it."""
    return all(
        any(meant(inner, facts) for inner in asked)
        if key == "any_of"
        else all(meant(inner, facts) for inner in asked)
        if key == "all_of"
        else _asked(key, asked, facts[COMPILE.index[key]])
        for key, asked in document.items()
    )


def _asked(name: str, asked: Any, value: Any) -> bool:
    if isinstance(asked, dict):
        if name == "lacks":
            return bool(value)
        return not _asked(name, asked["not"], value)
    if name == "lacks":
        return any(member in asked for member in value) or (not value and None in asked)
    wanted = set().union(*(BELOW.get(each, {each}) for each in asked))
    return value in wanted


@given(DOCUMENTS)
def test_a_compiled_condition_means_what_is_written(document: dict[str, Any]) -> None:
    """On every combination of facts the compiled condition holds where the written one does."""
    compiled = COMPILE(document)
    for facts in EVERY:
        assert holds(compiled, facts) == meant(document, facts)


@given(DOCUMENTS, DOCUMENTS)
def test_two_guards_overlap_exactly_where_facts_show_it(first: dict[str, Any], second: dict[str, Any]) -> None:
    """Guards are disjoint exactly if no combination of facts fulfils both; a witness fulfils both."""
    a, b = COMPILE(first), COMPILE(second)
    shared = [facts for facts in EVERY if holds(a, facts) and holds(b, facts)]
    found = overlap(a, b, DOMAINS)
    assert (found is None) == (not shared)
    if found is not None:
        facts = tuple(found.get(fact.id, () if fact.many else None) for fact in FACTS)
        rest = [facts] if len(found) == len(FACTS) else shared
        assert any(holds(a, each) and holds(b, each) for each in rest)
    joined = both(a, b)
    assert [facts for facts in EVERY if holds(joined, facts)] == shared


@given(st.lists(DOCUMENTS, max_size=4))
def test_a_table_is_total_exactly_if_every_combination_has_a_row(documents: list[dict[str, Any]]) -> None:
    """A hole is found exactly where some combination of facts has no row, and the facts shown are one."""
    rows = [COMPILE(document) for document in documents]
    holes = [facts for facts in EVERY if not any(holds(row, facts) for row in rows)]
    found = uncovered(rows, DOMAINS)
    assert (found is None) == (not holes)
    if found is not None:
        assert any(all(facts[COMPILE.index[name]] == value for name, value in found.items()) for facts in holes)
    assert [facts for facts in EVERY if not holds(either(rows), facts)] == holes


def test_no_condition_always_holds() -> None:
    """An entry without ``when`` has no condition; hidden keys ask nothing."""
    assert COMPILE(None) == COMPILE({}) == ALWAYS
    assert COMPILE({"~readings": {"one_day": "clock"}}) == ALWAYS


def test_a_link_is_asked_only_whether_it_is_set() -> None:
    """Whatever case a link names, it is set."""
    linked = COMPILE({"linked": {"not": [None]}})
    assert holds(linked, (None, None, None, (), "C-17"))
    assert not holds(linked, (None, None, None, (), None))
