"""A step and a replayed case: records to whoever takes them apart, made of what was done when they are read (S35)."""

from __future__ import annotations

import copy
import pickle
from typing import assert_type

import pytest

from feedback_rules.engine import Engine, Step
from feedback_rules.profiles.profile import Profile
from feedback_rules.workflow.case import Case
from feedback_rules.workflow.effect import Effect
from feedback_rules.workflow.happening import Happening, Trace
from feedback_rules.workflow.hearing import CaseRun
from feedback_rules.workflow.violation import Violation
from tests.hearing.bench import engine, event, steps, submit


def test_a_step_is_a_record_of_case_effects_and_trace() -> None:
    """It unpacks, has places, shows its fields, and a copy or a pickle of it is the same."""
    step = steps(submit())[-1]
    case, effects, trace = step
    assert (case, effects, list(trace)) == (step.case, step.effects, list(step.trace))
    assert (step[0], step[1], step[-1], len(step)) == (case, effects, trace, 3)
    assert repr(step) == f"Step(case={case!r}, effects={effects!r}, trace={trace!r})"
    for same in (copy.copy(step), copy.deepcopy(step), pickle.loads(pickle.dumps(step)), Step(case, effects, trace)):
        assert same == step
        assert hash(same) == hash(step)
        assert same.case.to_dict() == case.to_dict()
    match step:
        case Step(_, told, _):
            assert told == effects
    with pytest.raises(AttributeError):
        step.case = case


def test_steps_differ_by_what_they_come_to() -> None:
    """Another case, other effects, another trace, or a record of another kind."""
    first, second = steps(submit(), event("file_note", "04 09:00"))
    case, effects, trace = first
    assert effects
    others = [second, Step(second.case, effects, trace), Step(case, effects[1:], trace), Step(case, effects, trace[1:])]
    assert all(other != first for other in others)
    assert first != (case, effects, trace)
    assert CaseRun(case, effects, trace, ()) != Step(case, effects, trace)


def test_a_replayed_case_is_a_record_with_its_violations() -> None:
    """And the same steps make it, one by one."""
    rows = [submit(), event("file_note", "04 09:00")]
    case, effects, trace, violations = engine().replay(rows, mode="audit").cases["C-1"]
    taken = steps(*rows)
    assert (case, violations) == (taken[-1].case, ())
    assert effects == tuple(effect for step in taken for effect in step.effects)
    assert list(trace) == [line for step in taken for line in step.trace]
    run = engine().replay([*rows, event("no_such", "04 10:00")], mode="audit").cases["C-1"]
    assert [one.code for one in run.violations] == [one.code for one in run[3]] == ["unknown-event"]
    assert pickle.loads(pickle.dumps(run)) == run
    assert repr(run).startswith("CaseRun(case=")


def test_a_type_checker_knows_the_fields() -> None:
    """Interface: under strict checking each field has its own type, unpacked, named and by its place."""
    on = engine()
    assert assert_type(on.profile, Profile | None) is not None
    assert Engine(on.book).profile is None
    step = assert_type(on.apply(None, submit()), Step)
    case, effects, trace = step
    assert assert_type(case, Case) == assert_type(step.case, Case) == assert_type(step[0], Case)
    assert assert_type(effects, tuple[Effect, ...]) == assert_type(step.effects, tuple[Effect, ...])
    assert assert_type(trace, Trace) == assert_type(step.trace, Trace)
    assert assert_type(trace[0], Happening).kind == "opened"
    heard, _, _, violations = on.replay([submit()]).cases["C-1"]
    assert assert_type(heard, Case | None) == case
    assert assert_type(violations, tuple[Violation, ...]) == ()
