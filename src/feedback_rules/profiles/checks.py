"""Every check of a profile: what can be found in the document, then what can be proved on the compiled graph."""

from __future__ import annotations

from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any

from feedback_rules.profiles import (
    checks_calendars,
    checks_cited,
    checks_clocks,
    checks_conditions,
    checks_declared,
    checks_graph,
    checks_holders,
    checks_openings,
    checks_said,
    checks_succession,
    checks_tables,
)
from feedback_rules.profiles.build import build_with_paths
from feedback_rules.profiles.checks_finding import Finding
from feedback_rules.profiles.checks_flow import flows
from feedback_rules.profiles.checks_survey import Survey
from feedback_rules.profiles.problem import found
from feedback_rules.profiles.tree import READINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from feedback_rules.calendar.daytable import DayTable
    from feedback_rules.profiles.build import Built
    from feedback_rules.profiles.checks_flow import Flow
    from feedback_rules.profiles.problem import Problem
    from feedback_rules.profiles.tree import Positions

__all__ = ["Proved", "check", "findings"]

DOCUMENT: tuple[Callable[[Survey], Iterator[Finding]], ...] = (
    checks_calendars.taken_names,
    checks_calendars.duplicate_clocks,
    checks_conditions.bad_conditions,
    checks_conditions.bad_sets,
    checks_conditions.bad_scale,
    checks_holders.ends,
    checks_succession.circles,
    checks_holders.joins,
    checks_declared.unused,
    checks_said.dates,
    checks_said.options_alike,
    checks_said.never_resumed,
    checks_cited.uncited,
    checks_cited.outside_outline,
    checks_cited.bad_clauses,
    checks_cited.unaccounted,
    checks_cited.one_language,
)
"""What needs the document alone."""

NEEDED = frozenset(
    {
        "name-taken", "duplicate-clock", "condition-too-wide", "not-of-a-set", "unknown-value", "no-calendar",
        "bad-calendar", "after-due-of-nothing", "computed-fact", "several-values",
    }
)  # fmt: skip
"""Findings that a document cannot be compiled with, besides names that are unknown."""

GRAPH: tuple[Callable[[Built, Flow], Iterator[Finding]], ...] = (
    checks_graph.unreachable,
    checks_graph.dead_ends,
    checks_graph.nowhere,
    checks_graph.final_moves,
    checks_graph.self_moves,
    checks_graph.two_open,
    checks_graph.cycles,
    checks_tables.limit_tables,
    checks_tables.held_tables,
    checks_tables.outcome_tables,
    checks_tables.part_tables,
    checks_tables.read_before_set,
    checks_clocks.no_obligation,
    checks_clocks.met_by,
    checks_clocks.at_due_missing,
    checks_clocks.binding,
    checks_clocks.policies,
    checks_clocks.due_conflicts,
    checks_clocks.given_limits,
    checks_clocks.ceilings,
    checks_holders.routes,
    checks_holders.not_routed,
    checks_succession.nameless,
)
"""What is proved on the graph of each workflow."""


Proved = dict[str, list[Finding]]
"""What was proved of a workflow, by all that it was proved from: a reading changes few of them."""


def check(
    document: Mapping[str, Any],
    positions: Positions,
    tables: Mapping[str, DayTable],
    *,
    on: date | None = None,
    proved: Proved | None = None,
) -> list[Problem]:
    """Give every problem of a canonical document, each with its place.

    ``on`` is the day on which holders must be there (default: the first day in force, S34). The graph is looked at
    only if everything that it is made of is declared. Hand over the same ``proved`` to look at several options of one
    profile, so that what they have in common is proved once.
    """
    return [
        found(
            finding.code,
            positions.at(finding.path),
            finding.path,
            severity=finding.severity,
            instead=finding.instead,
            room="check",
            **finding.params,
        )
        for finding in findings(document, tables, on=on, proved=proved)
    ]


def findings(
    document: Mapping[str, Any],
    tables: Mapping[str, DayTable],
    *,
    on: date | None = None,
    proved: Proved | None = None,
) -> list[Finding]:
    """Give every finding about a canonical document, in the order of the checks, each once."""
    survey = Survey(document)
    first = list(
        chain(
            checks_calendars.broken_calendars(survey, tables),
            checks_declared.undeclared(survey, tables),
            *(rule(survey) for rule in DOCUMENT),
        )
    )
    if not any(finding.code.startswith("unknown-") or finding.code in NEEDED for finding in first):
        first += _proved(document, tables, on, proved)
    return _once(first)


def _proved(
    document: Mapping[str, Any], tables: Mapping[str, DayTable], on: date | None, proved: Proved | None
) -> Iterator[Finding]:
    built = build_with_paths(document, tables)
    yield from checks_openings.openings(built)
    yield from checks_openings.two_openings(built)
    yield from checks_openings.never_opened(built)
    first = document.get("regulation", {}).get("in_force", {}).get("from")
    day = on or (date.fromisoformat(first) if first is not None else None)
    if proved is None:  # one document alone: nothing is proved twice
        for flow in flows(built.rulebook).values():
            yield from _proved_of(built, flow, day)
        return
    around = repr(({key: value for key, value in document.items() if key not in {"workflows", READINGS}}, day))
    values = repr([(fact.id, fact.values) for fact in built.rulebook.facts])
    for name, flow in flows(built.rulebook).items():
        own = document["workflows"] if flow.flow.is_part else document["workflows"][name]
        key = "\n".join((name, repr(own), values, around))
        if key not in proved:
            proved[key] = list(_proved_of(built, flow, day))
        yield from proved[key]


def _proved_of(built: Built, flow: Flow, day: date | None) -> Iterator[Finding]:
    for rule in GRAPH:
        yield from rule(built, flow)
    if day is not None:
        yield from checks_holders.ended_holders(built, flow, day)
        yield from checks_succession.idle(built, flow, day)


def _once(listed: list[Finding]) -> list[Finding]:
    """Leave out what a check said before about the same place: a group's event stands in several states."""
    seen = set()
    kept = []
    for finding in listed:
        key = (finding.code, finding.path, tuple(map(str, finding.params.values())))
        plain = key if finding.code not in _PLACED else key[:2]
        if plain not in seen:
            seen.add(plain)
            kept.append(finding)
    return kept


_PLACED = frozenset({"two-transitions", "unknown-clause", "due-conflict"})
"""Findings of which one for each place is enough, whatever the state."""
