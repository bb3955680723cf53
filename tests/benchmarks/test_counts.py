"""What a call executes may not grow: each count is held to a figure, whatever the machine and its load."""

from __future__ import annotations

import pytest

from tests.benchmarks.counting import executed, yards
from tests.benchmarks.measures import measured, stepped_in_full

SLACK = 0.10
"""How far a count may lie above its figure: versions of Python differ by 4 %, and a line more is no regression."""

STALE = 0.40
"""How far a count may lie below its figure before a lower one is to be written down, so that the guard stays near."""

FEW = 0.002
"""By how much more the share of events stepped through in full may grow: in a short log, one event is much."""

YARDS = {
    # Answered from tables of days (S3): no loop, so the amount must not matter.
    "due of 8 working hours": 0.63,
    "due of 48 working hours": 0.63,
    "due of 1000 working hours": 0.63,
    "due of 5 working days": 0.31,
    "due of 5 days": 0.31,
    "elapsed over a year": 0.62,
    # Taken by plans (S20): what remains is the instant, the units, the dues and the move.
    "an opening, mean over the shipped logs": 6.95,
    "a step after it, mean over the shipped logs": 4.96,
    # Made when they are read, from what the step refers to (S35).
    "the effects and the trace of a step, read": 3.12,
    "replay of a case of 12 events": 80.6,
    # An archive is read row by row, most rows the quick way (S23a); a result writes out what the moves have come to.
    "reading a row of JSONL": 2.1,
    "writing the line of a result": 26.8,
}
"""What was counted when it was written down, in yards."""

IN_FULL = {
    # Full counters, runs that changed facts restart, acts after a body's end are stepped through in full.
    "binhphuoc": 0.0098,
    "hanoi": 0.0085,
    "hcmc": 0.0065,
    "langson": 0.0089,
    "travinh": 0.0264,
    "all logs": 0.0106,
}
"""The share of events that no plan foresaw when it was written down."""

AGAIN = (
    "count again with `python -m tests.benchmarks.measures`; if it must cost so much, write it into tests/benchmarks"
)


@pytest.mark.parametrize("what", YARDS)
def test_what_is_executed_does_not_grow(what: str) -> None:
    """No measure executes a tenth more bytecodes, told in those of a plain function, than was written down."""
    figure, found = YARDS[what], measured()[what]
    assert found <= figure * (1 + SLACK), f"{what} grew from {figure} to {found:.2f} yards; {AGAIN}"
    assert found >= figure * (1 - STALE), f"{what} fell from {figure} to {found:.2f} yards; {AGAIN}"


def test_every_measure_is_held() -> None:
    """The table holds a figure for each measure, and no other."""
    assert YARDS.keys() == measured().keys()
    assert IN_FULL.keys() == stepped_in_full().keys()


def test_a_limit_of_any_length_costs_the_same() -> None:
    """Hours are counted in tables: a thousand execute what eight do, but for an edge here and there."""
    dues = [found for what, found in measured().items() if what.endswith("working hours")]
    assert len(dues) == 3
    assert max(dues) <= min(dues) * 1.05


@pytest.mark.parametrize("name", IN_FULL)
def test_few_events_are_stepped_through_in_full(name: str) -> None:
    """Plans foresee as many of the shipped events as when it was written down."""
    figure, found = IN_FULL[name], stepped_in_full()[name]
    most = figure * (1 + SLACK) + FEW
    assert found <= most, f"{name}: in full grew from {figure:.2%} to {found:.2%} of the events; {AGAIN}"


def test_the_counter_counts() -> None:
    """Work done twice is counted twice; a call that does nothing counts for nothing."""

    def work(turns: int) -> list[int]:
        return [number * number for number in range(turns)]

    once, twice = executed(lambda: work(50)), executed(lambda: work(100))
    assert twice - once == pytest.approx(once - executed(lambda: work(0)), abs=2)
    assert yards(lambda: None) == 0
