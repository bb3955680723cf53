"""Time and events commute as the semantics say: the wake-up law and what follows from it (S14)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from feedback_rules.workflow.case import NO_DUE
from feedback_rules.workflow.event import NOBODY
from feedback_rules.workflow.instants import zone_info
from feedback_rules.workflow.step import wake_of
from tests.laws.generated import DAY, HOUR, History, histories

if TYPE_CHECKING:
    from datetime import datetime

    from feedback_rules.engine import Engine
    from feedback_rules.workflow.case import Case

BETTER = {"met", "cancelled", "running", "replaced", "paused", "awaiting_limit"}
PAST = {"breached", "lapsed", "expired", "late"}


def moment(instant: int) -> datetime:
    """Give an instant as an aware datetime."""
    from feedback_rules.calendar.zone import from_instant

    return from_instant(instant, zone_info("Asia/Ho_Chi_Minh"))


@given(histories(), st.data())
def test_advancing_first_changes_nothing(history: History, data: st.DataObject) -> None:
    """S14: advancing to any t <= e.at and then applying e gives the case, effects and traces of e alone."""
    engine = history.engine
    before = None
    for row, step in zip(history.rows, history.steps, strict=True):
        if before is not None:
            wake = wake_of(engine.book, before)
            choices = [
                before.at,
                row.at,
                (before.at + row.at) // 2,
                *(at for at in (wake - 1, wake) if before.at <= at <= row.at),
            ]
            to = data.draw(st.sampled_from(choices))
            early = engine.advance(before, to=moment(to))
            then = engine.apply(early.case, row)
            assert then.case == step.case
            assert early.effects + then.effects == step.effects
            assert early.trace + then.trace == step.trace
        before = step.case


@given(histories(), st.integers(0, 40), st.integers(0, 40))
def test_advancing_in_two_goes_is_advancing_in_one(history: History, first: int, second: int) -> None:
    """S14: advancing to a and then to b equals advancing to b."""
    engine, case = history.engine, history.steps[-1].case
    a = case.at + first * 5 * HOUR
    b = a + second * 5 * HOUR
    one = engine.advance(case, to=moment(b))
    half = engine.advance(case, to=moment(a))
    rest = engine.advance(half.case, to=moment(b))
    assert rest.case == one.case
    assert half.effects + rest.effects == one.effects
    assert half.trace + rest.trace == one.trace


@given(histories())
def test_the_wakeup_is_the_first_instant_at_which_something_happens(history: History) -> None:
    """S14: before next_wakeup an advance does nothing and gives the same case; at it, something happens."""
    engine, case = history.engine, history.steps[-1].case
    for _ in range(12):
        wake = wake_of(engine.book, case)
        if wake == NO_DUE:
            still = engine.advance(case, to=moment(case.at + 400 * DAY))
            assert still.case is case
            assert not still.effects
            assert not still.trace
            assert engine.next_wakeup(case) is None
            return
        assert engine.next_wakeup(case) == moment(wake)
        before = engine.advance(case, to=moment(wake - 1))
        assert before.case is case
        assert before.trace == ()
        step = engine.advance(case, to=moment(wake))
        assert step.trace
        assert step.case != case
        case = step.case


def statuses(engine: Engine, case: Case, at: int) -> dict[tuple[str, str, int], str]:
    """Give the status of every run at an instant."""
    return {(view.part, view.clock, view.run): view.status for view in engine.clocks(case, moment(at))}


@given(histories())
def test_what_has_passed_due_never_gets_better(history: History) -> None:
    """S12: once breached, lapsed, expired or late, a run never again reads met, cancelled, replaced or running."""
    past: set[tuple[str, str, int]] = set()
    for index, step in enumerate(history.steps):
        last = index + 1 == len(history.steps)
        for at in (step.case.at, step.case.at + (60 * DAY if last else 0)):
            found = statuses(history.engine, step.case, at)
            assert not {run for run in past if found[run] in BETTER}
            past |= {run for run, status in found.items() if status in PAST}


@given(histories())
def test_the_time_of_every_part_is_partitioned_among_its_holders(history: History) -> None:
    """S18: held spans begin at the opening, follow each other without gap or overlap, and end with nobody."""
    case = history.engine.advance(history.steps[-1].case, to=moment(history.steps[-1].case.at + 30 * DAY)).case
    for part in case.parts:
        starts = [start for _, _, start in part.held]
        assert starts[0] == part.opened
        assert starts == sorted(set(starts))
        assert all(now[:2] != then[:2] for now, then in zip(part.held, part.held[1:], strict=False))
        if part.ended is not None:
            assert part.held[-1] == (None, None, part.ended)
        else:
            assert part.held[-1][:2] == (part.holder, part.unit)
            assert part.holder is not None
    assert all(part.holder != NOBODY or part.ended is None for part in case.parts)


@given(histories())
def test_runs_are_numbered_without_gaps(history: History) -> None:
    """S11a: the runs of a clock are numbered from 1, and at most the last of them is open."""
    for step in history.steps:
        for part in step.case.parts:
            seen: dict[str, int] = {}
            for run in part.runs:
                assert run.number == seen.get(run.clock, 0) + 1
                seen[run.clock] = run.number
            for run in part.runs:
                assert run.ended is not None or run.number == seen[run.clock]
