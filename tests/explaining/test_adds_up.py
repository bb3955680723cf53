"""The steps of a deadline add up to it, on random cases of random regulations (S35)."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from feedback_rules.workflow.case import NO_DUE
from tests.explaining.reading import check, due_of, every, legs, reached, whole
from tests.laws.generated import DAY, HOUR, History, histories

LATER = st.sampled_from((0, 1, HOUR, DAY, 9 * DAY, 200 * DAY))


@given(histories(), LATER)
def test_the_steps_of_every_deadline_add_up_to_it(history: History, later: int) -> None:
    """S35: what the steps count makes the limit, and they end at the due that the clock's view shows."""
    case = history.steps[-1].case
    for view, explanation in every(history.engine, case, case.at + later):
        due = due_of(view)
        assert reached(explanation) == due
        for leg in legs(explanation):
            if due != NO_DUE:
                assert leg.counted == whole(leg.limit)


@given(histories(), LATER)
def test_every_step_of_every_deadline_is_cited_or_inferred(history: History, later: int) -> None:
    """S30, S35: no step without an article or a reason, in Vietnamese and in English."""
    case = history.steps[-1].case
    for _, explanation in every(history.engine, case, case.at + later):
        check(explanation)


@given(histories())
def test_every_case_is_told_whole(history: History) -> None:
    """S35: the story of a case is cited throughout, and does not depend on how often it was read."""
    case = history.steps[-1].case
    told = history.engine.explain(case)
    check(told)
    assert told == history.engine.explain(type(case).from_dict(case.to_dict()))


@given(histories())
def test_the_verdict_is_the_status_of_the_clock(history: History) -> None:
    """S12: the explanation ends in the same verdict as the view."""
    case = history.steps[-1].case
    for view, explanation in every(history.engine, case, case.at):
        told = [note.key for note in explanation.steps if note.key.startswith("explain.status_")]
        said = [key.removeprefix("explain.status_").removesuffix("_undue") for key in told]
        assert [word.removesuffix(f"_{view.kind}") for word in said] == [view.status]
