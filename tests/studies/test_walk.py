"""The parts of the simulator: values, routes and paces, at their edges."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import feedback_rules as fr
import feedback_rules.studies.simulate as simulation
from feedback_rules.conditions import Test as Condition
from feedback_rules.studies import walk
from feedback_rules.studies.exercised import observe
from feedback_rules.studies.log_faults import CAP, Fault, Faults, shown
from feedback_rules.studies.plausible import choice, fact_for, field_for, met_by, wanted
from feedback_rules.studies.results import results
from feedback_rules.studies.route import NOWHERE, Routes, Stride
from feedback_rules.studies.simulate import simulate
from feedback_rules.workflow.spec import FieldSpec, Rulebook
from feedback_rules.workflow.values import bad_value

if TYPE_CHECKING:
    from feedback_rules.engine import Engine

VN = timezone(timedelta(hours=7))


@pytest.fixture(scope="module")
def everything() -> Engine:
    """Give the regulation that never was."""
    return fr.Engine(fr.load_profile(Path(__file__).with_name("everything.yaml")))


@given(
    draws=st.lists(st.floats(0, 1, exclude_max=True), min_size=20, max_size=20),
    kind=st.sampled_from(["text", "file", "flag", "number", "date", "instant", "limit", "one_of", "units"]),
)
def test_every_plausible_value_is_of_its_kind(draws: list[float], kind: str) -> None:
    """Whatever is drawn, the engine takes it for what the field declares."""
    spec = FieldSpec(id="x", type=kind, values=("a", "b"))
    blank: dict[str, Any] = {name: {} for name in Rulebook.__slots__} | {"facts": ()}
    book = Rulebook(**blank | {"zone": "Asia/Ho_Chi_Minh", "fields": {"x": spec}})
    value = field_for(book, spec, 1_700_000_000_000_000, iter(draws).__next__)
    assert bad_value(book, {"x": value}) is None
    assert value is not None


def test_what_nobody_can_name_is_none(everything: Engine) -> None:
    """Another case is named where a signal needs it; a choice of nothing is none."""
    for spec in (FieldSpec(id="x", type="case"), FieldSpec(id="x", type="one_of")):
        assert field_for(everything.book, spec, 0, lambda: 0.5) is None


@given(draw=st.floats(0, 1, exclude_max=True), size=st.integers(1, 50))
def test_a_choice_is_one_of_the_items(draw: float, size: int) -> None:
    """No draw falls beside the items."""
    assert choice(lambda: draw, range(size)) in range(size)


def test_what_a_condition_asks_for(everything: Engine) -> None:
    """Tests on one fact are joined; a set-valued fact has a value if it is among its members."""
    condition = ((Condition(0, frozenset({"a", "b"})), Condition(0, frozenset({"b"}))), ())
    assert wanted(condition) == [{0: frozenset({"b"})}, {}]
    assert met_by({0: frozenset({"b"})}, [("a", "b")], {})
    assert not met_by({0: frozenset({"b"})}, [("a",)], {})
    assert met_by({0: frozenset({None})}, [()], {})
    assert not met_by({0: frozenset({"b"})}, ["a"], {})
    assert met_by({0: frozenset({"b"})}, ["a"], {0: None})
    grave = everything.book.facts[8]
    assert fact_for(grave, lambda: 0.0, {8: frozenset({False})}, {8: frozenset({True})}) is False


def test_a_route_leads_through_the_parent_of_a_part(everything: Engine) -> None:
    """To reach a part's transition, its parent opens the part first."""
    routes = Routes(everything.book, lambda: 0.0)
    goal = Stride("helping", "asked", "help_out", 0)
    assert [stride.event for stride in routes.to(goal).strides] == ["submit", "cooperate", "help_out"]
    assert routes.distance("account", "closed", ("active",)) == NOWHERE
    routes.strides["report"] = []
    assert routes.to(goal).strides == [goal]


def test_a_route_passes_whatever_sets_the_facts_that_it_needs(engine: Engine) -> None:
    """A clarification by the commune needs an answer by the commune, which its approval sets."""
    routes = Routes(engine.book, lambda: 0.0)
    strides = [one for found in routes.strides.values() for one, _ in found if one.source]
    for goal in strides:
        route = routes.to(goal)
        assert route.strides[-1] == goal
        assert not route.strides[0].source


def test_nothing_leads_where_no_transition_goes(everything: Engine) -> None:
    """A state that nothing leads to has no route from an opening."""
    routes = Routes(everything.book, lambda: 0.0)
    routes.strides["account"] = [one for one in routes.strides["account"] if one[0].source]
    goal = Stride("account", "active", "login", 0)
    assert routes.to(goal).strides == [goal]


def test_cases_at_the_end_of_the_day_table_do_not_fail(engine: Engine) -> None:
    """Beyond the table nobody knows the office hours: people act when they act (S7)."""
    rows = list(simulate(engine, 30, 1, date(2027, 6, 1)))
    answer = results(engine, rows)
    assert len(answer["cases"]) == 30


def test_only_the_latest_open_cases_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """However long the log, a case signals to one of the few that were left open last; no row is refused for that."""
    monkeypatch.setattr(walk, "REMEMBERED", 4)
    sizes = []

    class Watched(walk.Walk):
        def case(self, name: str, at: int, goal: walk.Goal) -> tuple[list[fr.Event], set[walk.Goal]]:
            made = super().case(name, at, goal)
            sizes.append(len(self.parked))
            return made

    monkeypatch.setattr(simulation, "Walk", Watched)
    engine = fr.Engine(fr.load_profile("hcmc"))
    cases = engine.replay(simulate(engine, 200, 1)).cases  # control: a refused row would raise
    assert (len(cases), max(sizes)) == (200, 4)
    assert any(effect.event is not None for run in cases.values() for effect in run.effects)


def test_alternatives_with_one_target_are_told_apart_by_the_facts(everything: Engine) -> None:
    """Two ways to one state, under one article, count each for itself."""

    def log(grave: bool | None) -> list[fr.Event]:
        data: dict[str, object] = {} if grave is None else {"grave": grave}
        return [
            fr.Event(
                case="C", name="submit", at=datetime(2024, 3, 4, 8, tzinfo=VN), by="citizen", data={"category": "roads"}
            ),
            fr.Event(
                case="C",
                name="promise",
                at=datetime(2024, 3, 4, 9, tzinfo=VN),
                by="clerk",
                data={"promised": "2024-03-08"},
            ),
            fr.Event(case="C", name="answer", at=datetime(2024, 3, 5, 9, tzinfo=VN), by="clerk", data=data),
        ]

    base = "report.promised.events.answer -> answered"
    assert f"{base} #1" in observe(everything, log(grave=True)).taken
    assert f"{base} #2" not in observe(everything, log(grave=True)).taken
    assert f"{base} #2" in observe(everything, log(grave=False)).taken
    assert f"{base} #1" not in observe(everything, log(grave=None)).taken


def test_faults_of_another_reader_are_counted_beyond_the_cap() -> None:
    """Nothing is lost, whoever found it."""
    faults = Faults()
    faults.add("a", 1, Fault("missing", "by"))
    for _ in range(CAP + 4):
        faults.keep(faults.found[0])
    assert (len(faults.found), faults.more, len(faults)) == (CAP, 5, CAP + 5)


@pytest.mark.parametrize(
    ("value", "text"),
    [(10**90, "10^60…"), (-(10**90), "-10^60…"), ({1}, "(set)"), ("x" * 90, f'"{"x" * 59}…'), ("\ud800", '"\\ud800"')],
)
def test_whatever_offends_can_be_shown(value: object, text: str) -> None:
    """A message shows the value, or its beginning, whatever it is."""
    assert shown(value) == text
