"""A case is a value: replay, JSON, refusals, ids (S20, S23, S25, S26)."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_rules.errors import RefusedError
from feedback_rules.workflow.case import Case
from feedback_rules.workflow.effect import Effect
from feedback_rules.workflow.event import Event
from feedback_rules.workflow.happening import Happening
from tests.laws.generated import History, histories
from tests.laws.test_time import moment

ZONE = "Asia/Ho_Chi_Minh"


@given(histories())
def test_replay_equals_step_by_step(history: History) -> None:
    """S26: a log gives the case, effects and trace that its events give one by one, in control and in audit."""
    for mode in ("control", "audit"):
        run = history.engine.replay(history.rows, mode=mode).cases["C-1"]
        assert run.case == history.steps[-1].case
        assert run.effects == tuple(effect for step in history.steps for effect in step.effects)
        assert run.trace == tuple(line for step in history.steps for line in step.trace)
        assert [one for one in run.violations if one.kind == "refused"] == []


@given(histories())
def test_a_case_goes_to_json_and_back_at_every_step(history: History) -> None:
    """S26: going on from a snapshot is going on from the case; effects and happenings round-trip too."""
    for before, (row, step) in zip(
        [None, *(step.case for step in history.steps)], zip(history.rows, history.steps, strict=True), strict=False
    ):
        again = None if before is None else Case.from_dict(json.loads(json.dumps(before.to_dict())))
        assert again == before
        taken = history.engine.apply(again, Event.from_dict(json.loads(json.dumps(row.to_dict(ZONE)))))
        assert taken == step
        assert taken.case.to_dict() == step.case.to_dict()
        for effect in step.effects:
            assert Effect.from_dict(json.loads(json.dumps(effect.to_dict(ZONE)))) == effect
        for line in step.trace:
            assert Happening.from_dict(json.loads(json.dumps(line.to_dict(ZONE)))) == line


@given(histories(), st.data())
def test_the_order_of_keys_and_of_rows_decides_nothing(history: History, data: st.DataObject) -> None:
    """S23a, S26: rows with numbers may stand in any order in the file, and data keys in any order."""
    rows = [
        row._replace(seq=number, data=dict(reversed(list(row.data.items()))))
        for number, row in enumerate(history.rows, 1)
    ]
    plain = history.engine.replay(rows).cases["C-1"]
    shuffled = history.engine.replay(data.draw(st.permutations(rows))).cases["C-1"]
    assert shuffled == plain
    assert plain.effects == tuple(effect for step in history.steps for effect in step.effects)


@given(histories())
def test_final_states_accept_only_what_stays(history: History) -> None:
    """A state that is final is never left."""
    for before, after in pairwise(step.case for step in history.steps):
        if before.ended is not None:
            assert after.state == before.state
            assert after.ended == before.ended


@given(histories(), st.sampled_from(("go", "finish", "submit", "nonsense", "answer", "promise")), st.booleans())
def test_a_refused_event_changes_nothing(history: History, name: str, early: bool) -> None:
    """S23: after a refusal the case is what it was, and the refusal says so in both languages."""
    case = history.steps[-1].case
    kept = json.dumps(case.to_dict())
    event = Event(case="C-1", name=name, at=case.at - 1 if early else case.at, by="nobody-known")
    with pytest.raises(RefusedError) as caught:
        history.engine.apply(case, event)
    refusal = caught.value.details["refusal"]
    assert refusal.code in {"unknown-event", "wrong-state", "wrong-actor", "out-of-order", "orphaned", "bad-value"}
    assert refusal.text("vi") != refusal.text("en")
    assert json.dumps(case.to_dict()) == kept


@given(histories())
def test_ids_of_effects_are_unique_and_name_their_cause(history: History) -> None:
    """S25: an id is case/cause/index; no two effects of a case share one, and letting time pass renames none."""
    last = history.steps[-1].case
    more = history.engine.advance(last, to=moment(last.at + 40 * 86_400_000_000)).effects
    effects = [effect for step in history.steps for effect in step.effects] + list(more)
    assert len({effect.id for effect in effects}) == len(effects)
    assert all(effect.id.startswith(effect.case + "/") for effect in effects)


@given(histories(), st.data())
def test_a_numbered_row_that_comes_twice_is_applied_once(history: History, data: st.DataObject) -> None:
    """S23a: a row already applied is repeated; the same number with another content is refused."""
    rows = [row._replace(seq=number) for number, row in enumerate(history.rows, 1)]
    twice = data.draw(st.integers(0, len(rows) - 1))
    once = history.engine.replay(rows).cases["C-1"]
    again = history.engine.replay([*rows, rows[twice]], mode="audit").cases["C-1"]
    assert again.case == once.case
    assert again.effects == once.effects
    told = [one.kind for one in again.violations if one.kind not in ("late-recorded", "signal")]  # C-2 has no rows
    assert told == ["repeated"]
    case = once.case
    assert case is not None
    with pytest.raises(RefusedError) as caught:
        history.engine.apply(case, rows[twice]._replace(at=case.at, data={"other": 1}))
    assert caught.value.code == "seq-taken"
