"""The laws on the shipped regulations: their logs step by step, time before every event, simulated histories."""

from __future__ import annotations

import json
from functools import cache
from itertools import combinations, product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from feedback_rules.conditions import holds
from feedback_rules.engine import Engine
from feedback_rules.profiles.shelf import load_profile, shipped
from feedback_rules.studies.simulate import simulate
from feedback_rules.workflow.case import NO_DUE, Case
from feedback_rules.workflow.event import Event
from feedback_rules.workflow.step import wake_of
from tests.laws.test_time import moment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedback_rules.engine import Step
    from feedback_rules.workflow.spec import Rulebook, Transition

EXAMPLES = Path(__file__).parents[2] / "examples"
SEEDS = (1, 2024)


@cache
def engine(name: str) -> Engine:
    """Give the engine of a shipped regulation."""
    return Engine(load_profile(name))


@cache
def log(name: str) -> dict[str, list[Event]]:
    """Give the rows of the shipped log of a regulation by case, in the order of time."""
    lines = (EXAMPLES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return by_case([Event.from_dict(json.loads(line)) for line in lines])


def by_case(rows: list[Event]) -> dict[str, list[Event]]:
    """Sort rows by case."""
    found: dict[str, list[Event]] = {}
    for row in sorted(rows, key=lambda row: row.at):
        found.setdefault(row.case.partition("/")[0], []).append(row)
    return found


def histories(name: str) -> Iterator[list[Event]]:
    """Walk the cases of the shipped log, where there is one, and simulated ones that take every transition."""
    if (EXAMPLES / f"{name}.jsonl").exists():
        yield from log(name).values()
    for seed in SEEDS:
        yield from by_case(list(simulate(engine(name), 40, seed))).values()


def one_by_one(on: Engine, rows: list[Event]) -> list[Step]:
    """Apply rows to one case."""
    made: list[Step] = []
    for row in rows:
        made.append(on.apply(made[-1].case if made else None, row))
    return made


@pytest.mark.parametrize("name", shipped())
def test_a_shipped_history_is_replayed_as_it_happened(name: str) -> None:
    """S26: replay gives the case, effects and trace that the events give one by one, in control and in audit."""
    on = engine(name)
    for rows in histories(name):
        made = one_by_one(on, rows)
        case = rows[0].case.partition("/")[0]
        if any(effect.event is not None for step in made for effect in step.effects):
            continue  # what its signals cause is told by tests/laws/test_signals.py
        for mode in ("control", "audit"):
            run = on.replay(rows, mode=mode).cases[case]
            assert run.case == made[-1].case
            assert run.effects == tuple(effect for step in made for effect in step.effects)
            assert run.trace == tuple(line for step in made for line in step.trace)


@pytest.mark.parametrize("name", shipped())
def test_time_and_events_commute_in_shipped_histories(name: str) -> None:
    """S14: advancing to any t <= e.at first changes nothing; a wakeup is the first instant at which time does."""
    on = engine(name)
    for rows in histories(name):
        made = one_by_one(on, rows)
        for before, row, after in zip(made, rows[1:], made[1:], strict=False):
            wake = wake_of(on.book, before.case)
            edges = {before.case.at, row.at, (before.case.at + row.at) // 2, wake - 1, wake}
            for instant in sorted(edge for edge in edges if before.case.at <= edge <= row.at):
                early = on.advance(before.case, moment(instant))
                assert (early.case is before.case) is (instant < wake)
                then = on.apply(early.case, row)
                assert then.case == after.case
                assert early.effects + then.effects == after.effects
                assert early.trace + then.trace == after.trace
        last = made[-1].case
        assert wake_of(on.book, last) == NO_DUE or on.advance(last, moment(wake_of(on.book, last))).trace


@pytest.mark.parametrize("name", shipped())
def test_a_shipped_history_goes_through_json_at_every_step(name: str) -> None:
    """S26: going on from a snapshot is going on from the case."""
    on = engine(name)
    for rows in histories(name):
        kept: Case | None = None
        for row, step in zip(rows, one_by_one(on, rows), strict=True):
            assert on.apply(kept, row) == step
            kept = Case.from_dict(json.loads(json.dumps(step.case.to_dict())))


@pytest.mark.parametrize("name", shipped())
def test_a_shipped_history_knows_who_held_it(name: str) -> None:
    """S18: the spans of every part begin with it, follow each other, and end with nobody."""
    for rows in histories(name):
        for part in one_by_one(engine(name), rows)[-1].case.parts:
            starts = [since for _, _, since in part.held]
            assert starts[0] == part.opened
            assert starts == sorted(set(starts))
            assert part.held[-1] == (
                (None, None, part.ended) if part.ended is not None else (part.holder, part.unit, starts[-1])
            )


@pytest.mark.parametrize("name", shipped())
def test_no_state_has_two_transitions_open_to_one_event(name: str) -> None:
    """S21: whatever the facts that the guards ask for, and whoever of those named acts, at most one guard holds."""
    book = engine(name).book
    for flow in book.workflows.values():
        places = [(state.id, state.events) for state in flow.states.values()] + [("", flow.opening)]
        for place, events in places:
            for event, options in events.items():
                for first, second in combinations(options, 2):
                    if first.by & second.by:
                        assert both_open(book, first, second) is None, (flow.id, place, event)


def both_open(book: Rulebook, first: Transition, second: Transition) -> dict[str, Any] | None:
    """Try every combination of the facts that two guards ask for; give one on which both hold."""
    asked = sorted({test.fact for option in (first, second) for tests in option.guard for test in tests})
    domains: list[tuple[Any, ...]] = []
    for fact in asked:
        spec = book.facts[fact]
        sets = ((), *((value,) for value in spec.values), spec.values)
        domains.append(sets if spec.many else ("C-2", None) if spec.link else (*spec.values, None))
    for values in product(*domains):
        facts: list[Any] = [() if spec.many else None for spec in book.facts]
        for fact, value in zip(asked, values, strict=True):
            facts[fact] = value
        if holds(first.guard, facts) and holds(second.guard, facts):
            return {book.facts[fact].id: value for fact, value in zip(asked, values, strict=True)}
    return None
