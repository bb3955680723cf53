"""What conditions ask and events set: values that the facts can have, in conditions that stay small."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.profiles.build_conditions import NESTING
from feedback_rules.profiles.build_workflows import entries
from feedback_rules.profiles.checks_finding import Finding, listed
from feedback_rules.profiles.checks_references import MONITORED
from feedback_rules.profiles.problem import near
from feedback_rules.workflow.intake import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from feedback_rules.profiles.checks_survey import Survey
    from feedback_rules.profiles.tree import Path
    from feedback_rules.workflow.spec import FactSpec

__all__ = ["bad_conditions", "bad_scale", "bad_sets"]

MOST = 128
"""More alternatives than a condition can sensibly have; what nests beyond would cost time without bound."""

_ACTS = frozenset({"event", "opening"})

COMPUTED = frozenset({"complete", "lacks", "in_hours"})
"""Facts that intake computes; no event sets them."""


def bad_conditions(survey: Survey) -> Iterator[Finding]:
    """Find values that a fact can't have, tests that mean nothing, and conditions with too many alternatives."""
    facts = {fact.id: fact for fact in survey.facts}
    for condition, path in _conditions(survey):
        if _alternatives(condition) > MOST:
            yield Finding("condition-too-wide", path, {"most": MOST})
            continue
        for name, asked, place in _tests(condition, path):
            if name in facts:
                yield from _bad_test(facts[name], asked, place)


def bad_sets(survey: Survey) -> Iterator[Finding]:
    """Find facts that are set to a value that they can't have, or that only intake computes."""
    facts = {fact.id: fact for fact in survey.facts}
    for thing in survey.things:
        sets = thing.entry.get("sets")
        if not isinstance(sets, dict):
            continue
        for name in (*sets.get("take", ()), *sets.get("fixed", {}), *sets.get("from", {})):
            if name in COMPUTED:
                yield Finding("computed-fact", (*thing.path, "sets", name), {"name": name})
        for name, value in sets.get("fixed", {}).items():
            fact = facts.get(name)
            if fact is None or name in COMPUTED:
                continue
            members = value if isinstance(value, list) else [value]
            yield from _bad_values(fact, members, (*thing.path, "sets", name))
            if len(members) > 1 and not fact.many:
                yield Finding("several-values", (*thing.path, "sets", name), {"name": name})


def bad_scale(survey: Survey) -> Iterator[Finding]:
    """Find steps of the rating's scale that are no value of what the rating brings, and values that are no step.

    A rating off the scale is counted nowhere. What is rated is the fact of the event that shares a value with it.
    """
    rating = survey.document.get("rating", {})
    scale = [step for step, _ in entries(rating, "scale")]
    if not scale:
        return
    acts = [thing.entry for thing in survey.things if thing.kind in _ACTS and thing.name == rating["event"]]
    brought = {name for act in acts for name in _brought(act)}
    rated = [fact for fact in survey.facts[len(BUILT_IN) :] if fact.id in brought and all(map(_is_name, fact.values))]
    rated = [fact for fact in rated if fact.values]
    if not rated:
        yield Finding("scale-of-nothing", ("rating", "scale"), {"event": rating["event"]})
        return
    shared = [fact for fact in rated if not set(fact.values).isdisjoint(scale)] or rated
    known = [value for fact in shared for value in fact.values]
    fact_ids = listed(fact.id for fact in shared)
    unknown = [step for step in scale if step not in known]
    for step in unknown:
        params = {"name": step, "fact": fact_ids, "known": listed(known)}
        free = [value for value in known if value not in scale] or known
        yield Finding("unknown-value", ("rating", "scale", step), params, near(step, free))
    for fact in shared if not unknown else ():
        left_out = [value for value in fact.values if value not in scale]
        if left_out:
            params = {"fact": fact.id, "values": listed(left_out)}
            yield Finding("scale-lacks", ("rating", "scale"), params, severity="warning")


def _brought(entry: Mapping[str, Any]) -> Iterator[str]:
    """Walk the facts that an event sets from its data, and what it may carry."""
    sets = entry.get("sets", {})
    yield from sets.get("take", ())
    yield from sets.get("from", {})
    yield from entry.get("may", ())
    for target in entry["to"] if isinstance(entry.get("to"), list) else ():
        yield from _brought(target)
    for need in entry.get("needs", ()):
        yield from need["any_of"]


def _is_name(value: Any) -> bool:
    return isinstance(value, str)


def _conditions(survey: Survey) -> Iterator[tuple[Mapping[str, Any], Path]]:
    for thing in survey.things:
        if isinstance(thing.entry.get("when"), dict):
            yield thing.entry["when"], (*thing.path, "when")
        if thing.kind == "state" and isinstance(thing.entry.get("held_by"), list):
            for index, row in enumerate(thing.entry["held_by"]):
                if "when" in row:
                    yield row["when"], (*thing.path, "held_by", index, "when")
    for name, monitor in entries(survey.document, "monitors"):
        for key in MONITORED:
            if isinstance(monitor.get(key), dict):
                yield monitor[key], ("monitors", name, key)


def _alternatives(condition: Mapping[str, Any]) -> int:
    """Count the alternatives of a condition without writing them out."""
    found = 1
    for key, value in condition.items():
        if key == "any_of":
            found *= sum(map(_alternatives, value))
        elif key == "all_of":
            for inner in value:
                found *= _alternatives(inner)
        if found > MOST:
            break
    return found


def _tests(condition: Mapping[str, Any], path: Path) -> Iterator[tuple[str, Any, Path]]:
    for key, value in condition.items():
        if key in NESTING:
            for index, inner in enumerate(value):
                yield from _tests(inner, (*path, key, index))
        elif not key.startswith("~"):
            yield key, value, (*path, key)


def _bad_test(fact: FactSpec, asked: Any, path: Path) -> Iterator[Finding]:
    negated = isinstance(asked, dict)
    values = asked["not"] if negated else asked
    if negated and fact.many and values != [None]:
        yield Finding("not-of-a-set", path, {"name": fact.id})
        return
    yield from _bad_values(fact, values, (*path, "not") if negated else path)


def _bad_values(fact: FactSpec, values: list[Any], path: Path) -> Iterator[Finding]:
    for value in values:
        if value is None or (not fact.link and value in fact.values and type(value) is type(_like(fact, value))):
            continue
        known = [_shown(each) for each in fact.values]
        if fact.link:
            known = []
        shown = _shown(value)
        params = {"name": shown, "fact": fact.id, "known": listed([*known, "unset"])}
        yield Finding("unknown-value", path, params, near(shown, known))


def _like(fact: FactSpec, value: Any) -> Any:
    """Give the fact's own value that equals ``value`` (true is not the number 1)."""
    return next(known for known in fact.values if known == value)


def _shown(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
