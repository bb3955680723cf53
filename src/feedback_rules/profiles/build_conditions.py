"""Conditions of the document compiled to sums of tests over the facts' indices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from feedback_rules.conditions import Condition, Test
from feedback_rules.workflow.spec import ALWAYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from feedback_rules.workflow.spec import FactSpec

__all__ = ["NESTING", "Conditions", "both", "either"]


class _Anything(frozenset[Any]):
    """The values of a link that is set: whatever case it names."""

    __slots__ = ()

    def __contains__(self, value: object) -> bool:
        return value is not None


LINKED: Final = _Anything({"linked"})

NESTING: Final = ("any_of", "all_of")
"""The keys of a condition that hold conditions instead of a fact's values."""


def both(first: Condition, second: Condition) -> Condition:
    """Give the condition that holds where both hold; tests of one fact that exclude each other are dropped.

    >>> a = ((Test(0, frozenset({"x", "y"})),),)
    >>> b = ((Test(0, frozenset({"y", "z"})),), (Test(0, frozenset({"z"})),))
    >>> both(a, b)
    ((Test(fact=0, allowed=frozenset({'y'}), many=False),),)
    """
    if first == ALWAYS:
        return second
    if second == ALWAYS:
        return first
    joined = (_joined((*left, *right)) for left in first for right in second)
    return tuple(dict.fromkeys(tests for tests in joined if tests is not None))


def either(conditions: Iterable[Condition]) -> Condition:
    """Give the condition that holds where any of ``conditions`` holds.

    >>> either([((Test(0, frozenset({"x"})),),), ALWAYS])
    ((),)
    """
    found = tuple(dict.fromkeys(tests for condition in conditions for tests in condition))
    return ALWAYS if () in found else found


def _joined(tests: Iterable[Test]) -> tuple[Test, ...] | None:
    """Join the tests of one alternative, one for each fact (set-valued facts keep theirs apart); None if empty."""
    single: dict[int, Test] = {}
    many: dict[Test, None] = {}
    for test in tests:
        if test.many:
            many[test] = None
            continue
        before = single.get(test.fact)
        joined = test if before is None or before == test else Test(test.fact, before.allowed & test.allowed)
        if not joined.allowed:
            return None
        single[test.fact] = joined
    return tuple(sorted((*single.values(), *many), key=lambda test: test.fact))


class Conditions:
    """Compiles conditions over a list of facts; a condition on a category includes all below it.

    >>> from feedback_rules.workflow.spec import FactSpec
    >>> parents = {"lamp": "light"}
    >>> category = FactSpec(id="category", index=0, values=("light", "lamp", "road"), parents=parents)
    >>> compile = Conditions([category])
    >>> [sorted(test.allowed) for test in compile({"category": ["light"]})[0]]
    [['lamp', 'light']]
    >>> compile({"category": {"not": ["light"]}})[0][0].allowed == {"road", None}
    True
    """

    __slots__ = ("_below", "facts", "index")

    def __init__(self, facts: Sequence[FactSpec]) -> None:
        self.facts = tuple(facts)
        self.index = {fact.id: fact.index for fact in facts}
        self._below = {fact.id: _below(fact) for fact in facts if fact.parents}

    def __call__(self, document: Mapping[str, Any] | None) -> Condition:
        """Compile a condition of the document; none at all always holds. ``KeyError``: an undeclared fact."""
        if not document:
            return ALWAYS
        compiled = ALWAYS
        for key, value in document.items():
            if key == "any_of":
                part = either([self(condition) for condition in value])
            elif key == "all_of":
                part = ALWAYS
                for condition in value:
                    part = both(part, self(condition))
            elif key.startswith("~"):
                continue
            else:
                part = ((self.test(key, value),),)
            compiled = both(compiled, part)
        return compiled

    def test(self, name: str, value: Sequence[Any] | Mapping[str, Any]) -> Test:
        """Compile what is asked of one fact: a list of values, or ``{"not": list}`` (unset is a value too)."""
        fact = self.facts[self.index[name]]
        if fact.link:
            refused = value["not"] if isinstance(value, dict) else ()
            return Test(fact.index, LINKED if refused else frozenset(value))
        if isinstance(value, dict):
            refused = self.below(name, value["not"])
            allowed = frozenset(each for each in (*fact.values, None) if each not in refused)
        else:
            allowed = self.below(name, value)
        return Test(fact.index, allowed, fact.many)

    def below(self, name: str, values: Iterable[Any]) -> frozenset[Any]:
        """Give ``values`` with everything below them in the tree of the fact."""
        tree = self._below.get(name)
        if tree is None:
            return frozenset(values)
        return frozenset(each for value in values for each in tree.get(value, (value,)))


def _below(fact: FactSpec) -> dict[Any, tuple[Any, ...]]:
    """List for each value itself and all below it."""
    found: dict[Any, list[Any]] = {value: [] for value in fact.values}
    for value in fact.values:
        above: Any = value
        while above is not None:
            found[above].append(value)
            above = fact.parents.get(above)
    return {value: tuple(each) for value, each in found.items()}
