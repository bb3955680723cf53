"""Conditions over finite facts: compiled to look-ups, compared with each other without running a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["Condition", "Domain", "Test", "holds", "may_hold", "overlap", "uncovered"]


class Test(NamedTuple):
    """One fact must have one of the allowed values; ``many`` marks a set-valued fact (any member will do)."""

    fact: int
    allowed: frozenset[Any]
    many: bool = False


Test.__test__ = False  # type: ignore[attr-defined] # pytest takes a class of this name for a test otherwise

Condition = tuple[tuple[Test, ...], ...]
"""Any of these, in each of which all tests must hold; ``((),)`` always holds and ``()`` never does."""


class Domain(NamedTuple):
    """The values that a fact can take, ``None`` (unset) included where it can be unset."""

    name: str
    values: tuple[Any, ...]
    many: bool = False


def holds(condition: Condition, facts: Sequence[Any]) -> bool:
    """Tell whether ``condition`` holds on ``facts`` (a tuple by fact index; ``None`` is unset).

    >>> urgent = ((Test(0, frozenset({"urgent"})),),)
    >>> holds(urgent, ("urgent",)), holds(urgent, (None,))
    (True, False)
    """
    for tests in condition:
        for fact, allowed, many in tests:
            value = facts[fact]
            if many:
                if not (any(member in allowed for member in value) if value else None in allowed):
                    break
            elif value not in allowed:
                break
        else:
            return True
    return False


def may_hold(
    condition: Condition,
    facts: Sequence[Any],
    free: frozenset[int] = frozenset(),
    settled: frozenset[int] = frozenset(),
) -> bool:
    """Tell whether ``condition`` holds or may still hold once unset facts, and those in ``free``, become known; one
    that is ``settled`` is known also where it is unset, unless it is free.

    >>> urgent = ((Test(0, frozenset({"urgent"})),),)
    >>> may_hold(urgent, (None,)), may_hold(urgent, ("normal",)), may_hold(urgent, ("normal",), frozenset({0}))
    (True, False, True)
    >>> may_hold(urgent, (None,), settled=frozenset({0}))
    False
    """
    for tests in condition:
        for fact, allowed, many in tests:
            value = facts[fact]
            if fact in free or (value is None and fact not in settled):
                continue
            if many:
                if not (any(member in allowed for member in value) if value else None in allowed):
                    break
            elif value not in allowed:
                break
        else:
            return True
    return False


def overlap(first: Condition, second: Condition, domains: Mapping[int, Domain]) -> dict[str, Any] | None:
    """Give facts on which both conditions hold, or ``None`` when there are none.

    >>> domains = {0: Domain("severity", ("urgent", "normal", None))}
    >>> a, b = ((Test(0, frozenset({"urgent"})),),), ((),)
    >>> overlap(a, b, domains)
    {'severity': 'urgent'}
    """
    for left in first:
        for right in second:
            witness = _witness((*left, *right), domains)
            if witness is not None:
                return witness
    return None


def uncovered(conditions: Sequence[Condition], domains: Mapping[int, Domain]) -> dict[str, Any] | None:
    """Give facts on which none of ``conditions`` holds, or ``None`` when they cover every combination.

    >>> domains = {0: Domain("severity", ("urgent", "normal"))}
    >>> uncovered([((Test(0, frozenset({"urgent"})),),)], domains)
    {'severity': 'normal'}
    """
    rows = [tests for condition in conditions for tests in condition]
    asked = sorted({test.fact for tests in rows for test in tests})
    return _hole(rows, asked, domains, {})


def _witness(tests: Sequence[Test], domains: Mapping[int, Domain]) -> dict[str, Any] | None:
    """Find one value for each fact asked that passes every test on it."""
    by_fact: dict[int, list[Test]] = {}
    for test in tests:
        by_fact.setdefault(test.fact, []).append(test)
    found: dict[str, Any] = {}
    for fact, asked in by_fact.items():
        domain = domains[fact]
        if domain.many:
            members = _members(asked, domain)
            if members is None:
                return None
            found[domain.name] = members
            continue
        passing = [value for value in domain.values if all(value in test.allowed for test in asked)]
        if not passing:
            return None
        found[domain.name] = passing[0]
    return found


def _members(asked: Sequence[Test], domain: Domain) -> tuple[Any, ...] | None:
    """Choose members of a set-valued fact: one for each test, or the empty set where every test admits it."""
    if all(None in test.allowed for test in asked):
        return ()
    chosen: list[Any] = []
    for test in asked:
        member = next((value for value in domain.values if value is not None and value in test.allowed), None)
        if member is None:
            return None
        if member not in chosen:
            chosen.append(member)
    return tuple(chosen)


def _hole(
    rows: Sequence[tuple[Test, ...]], asked: Sequence[int], domains: Mapping[int, Domain], given: dict[str, Any]
) -> dict[str, Any] | None:
    """Split on one fact after another until a row covers the corner or no row is left."""
    if any(not tests for tests in rows):
        return None
    if not asked or not rows:
        return _completed(given, asked, domains)
    fact, *rest = asked
    for value in _values(domains[fact]):
        left = [_assume(tests, fact, value) for tests in rows]
        hole = _hole(
            [tests for tests in left if tests is not None], rest, domains, {**given, domains[fact].name: value}
        )
        if hole is not None:
            return hole
    return None


def _completed(given: dict[str, Any], asked: Sequence[int], domains: Mapping[int, Domain]) -> dict[str, Any]:
    """Add a value for the facts that no longer matter, so that the witness is a whole state of facts."""
    return {**given, **{domains[fact].name: next(iter(_values(domains[fact]))) for fact in asked}}


def _values(domain: Domain) -> Iterator[Any]:
    """Walk the values of a domain; a set-valued fact is tried empty, with each member alone, and with all."""
    if not domain.many:
        yield from domain.values
        return
    members = tuple(value for value in domain.values if value is not None)
    yield ()
    for member in members:
        yield (member,)
    if len(members) > 1:
        yield members


def _assume(tests: tuple[Test, ...], fact: int, value: Any) -> tuple[Test, ...] | None:
    """Drop the tests on ``fact`` if ``value`` passes them all; ``None`` if it fails one."""
    left = []
    for test in tests:
        if test.fact != fact:
            left.append(test)
        elif test.many:
            if not (any(member in test.allowed for member in value) if value else None in test.allowed):
                return None
        elif value not in test.allowed:
            return None
    return tuple(left)
