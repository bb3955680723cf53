"""What the facts of a case can be at one place, all of it in one number: a bit for each value of each fact."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, overload

from feedback_rules.conditions import Domain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from feedback_rules.conditions import Condition
    from feedback_rules.workflow.spec import FactSpec, Rulebook

__all__ = ["LINKED", "Alternatives", "Change", "Domains", "Layout", "Values", "declared_domains", "values_of"]

LINKED = "linked"
"""Stands for every case that a link can name."""


def values_of(fact: FactSpec) -> tuple[Any, ...]:
    """Give all values of a fact, without unset."""
    return (LINKED,) if fact.link else fact.values


class Change(NamedTuple):
    """What a step does to the values: some it drops, then it adds others."""

    drops: int
    adds: int

    def of(self, values: int) -> int:
        """Give the values afterwards.

        >>> bin(Change(0b0011, 0b0001).of(0b0110))
        '0b101'
        """
        return values & ~self.drops | self.adds


class Alternatives(NamedTuple):
    """A condition: for each alternative what passes its tests, and the facts of which something must be left."""

    rows: tuple[tuple[int, tuple[int, ...]], ...]

    def among(self, values: int) -> int | None:
        """Give the part of ``values`` on which the condition can hold, None if there is none.

        >>> Alternatives(((0b1101, (0b0011,)),)).among(0b0111), Alternatives(((0b1101, (0b0011,)),)).among(0b0110)
        (5, None)
        """
        found = None
        for passing, asked in self.rows:
            left = values & passing
            for whole in asked:
                if not left & whole:
                    break
            else:
                found = left if found is None else found | left
        return found


class Layout:
    """Which bit stands for which value of which fact; a set-valued fact is not followed: it can always be anything.

    By index of the fact: ``whole`` has the bits of all its values, ``unset`` the one of None, ``known`` the others.
    """

    __slots__ = ("_bits", "_rows", "facts", "known", "unset", "whole")

    def __init__(self, facts: Sequence[FactSpec]) -> None:
        self.facts = facts
        self.whole: list[int] = []
        self.unset: list[int] = []
        self.known: list[int] = []
        self._bits: list[dict[Any, int]] = []
        self._rows: dict[Condition, Alternatives] = {}
        next_bit = 1
        for fact in facts:
            bits: dict[Any, int] = {}
            for value in (*values_of(fact), None):
                bits[value] = next_bit
                next_bit <<= 1
            self._bits.append(bits)
            self.whole.append(sum(bits.values()))
            self.unset.append(bits[None])
            self.known.append(self.whole[-1] & ~bits[None])

    def one(self, fact: int, value: Any) -> int:
        """Give the bit of one value."""
        return self._bits[fact][value]

    def possible(self, fact: int, mask: int) -> tuple[Any, ...]:
        """List the values of a fact that are in ``mask``, unset at the end."""
        return tuple([value for value, bit in self._bits[fact].items() if mask & bit])

    def alternatives(self, condition: Condition) -> Alternatives:
        """Give a condition in bits, each condition once."""
        found = self._rows.get(condition)
        if found is None:
            found = self._rows[condition] = Alternatives(tuple(map(self._row, condition)))
        return found

    def _row(self, tests: Iterable[Any]) -> tuple[int, tuple[int, ...]]:
        passing, asked = -1, dict[int, None]()
        for test in tests:
            if not test.many:
                bits = self._bits[test.fact]
                whole = self.whole[test.fact]
                passing &= ~whole | sum(bit for value, bit in bits.items() if value in test.allowed)
                asked[whole] = None
        return passing, tuple(asked)


class Values(Sequence[frozenset[Any]]):
    """For each fact, by index, what it can be; None is unset."""

    __slots__ = ("_layout", "mask")

    def __init__(self, layout: Layout, mask: int) -> None:
        self._layout = layout
        self.mask = mask

    def __len__(self) -> int:
        return len(self._layout.facts)

    @overload
    def __getitem__(self, fact: int) -> frozenset[Any]: ...
    @overload
    def __getitem__(self, fact: slice) -> tuple[frozenset[Any], ...]: ...
    def __getitem__(self, fact: int | slice) -> frozenset[Any] | tuple[frozenset[Any], ...]:
        if isinstance(fact, slice):
            return tuple(self[index] for index in range(*fact.indices(len(self))))
        return frozenset(self._layout.possible(fact, self.mask))

    def __or__(self, other: Values) -> Values:
        return Values(self._layout, self.mask | other.mask)

    def never_set(self, fact: int) -> bool:
        """Tell whether a fact is unset for certain."""
        return self.mask & self._layout.whole[fact] == self._layout.unset[fact]

    def can_be_set(self, fact: int) -> bool:
        """Tell whether a fact can have a value."""
        return bool(self.mask & self._layout.known[fact])


class Domains(dict[int, Domain]):
    """What each fact can be, by index, made when it is first asked for: few of them are."""

    __slots__ = ("_layout", "_mask")

    def __init__(self, layout: Layout, mask: int) -> None:
        super().__init__()
        self._layout = layout
        self._mask = mask

    def __missing__(self, fact: int) -> Domain:
        spec = self._layout.facts[fact]
        mask = self._layout.whole[fact] if spec.many else self._mask
        found = self[fact] = Domain(spec.id, self._layout.possible(fact, mask), spec.many)
        return found


def declared_domains(book: Rulebook, conditions: Sequence[Condition]) -> dict[int, Domain]:
    """Give the declared values of each fact that ``conditions`` ask; unset is among them only where one asks for it."""
    found: dict[int, Domain] = {}
    for condition in conditions:
        for tests in condition:
            for test in tests:
                fact = book.facts[test.fact]
                if test.fact not in found or (None in test.allowed and None not in found[test.fact].values):
                    known = values_of(fact)
                    values = (*known, None) if fact.many or None in test.allowed else known
                    found[test.fact] = Domain(fact.id, values, fact.many)
    return found
