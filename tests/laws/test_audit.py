"""Logs that others wrote: every row is applied, repeated, confirming or listed (S23c, S24)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from feedback_rules.workflow.event import Event
from tests.laws.generated import HOUR, START, History, histories

if TYPE_CHECKING:
    from feedback_rules.workflow.replay import CaseRun

NAMES = (
    "submit",
    "go",
    "finish",
    "note",
    "route",
    "ask",
    "return",
    "promise",
    "rate",
    "answer",
    "overdue1",
    "nonsense",
)
ACTORS = ("citizen", "officer", "handler", "system", "stranger")


@st.composite
def wild_rows(draw: st.DrawFn) -> list[Event]:
    """Draw rows that nobody checked: wrong actors, wrong states, missing and broken data."""
    rows = []
    for _ in range(draw(st.integers(1, 12))):
        data: dict[str, Any] = draw(
            st.sampled_from(
                (
                    {},
                    {"to_unit": "North"},
                    {"to_unit": 7},
                    {"severity": "urgent"},
                    {"severity": "?"},
                    {"promised": "soon"},
                )
            )
        )
        rows.append(
            Event(
                case=draw(st.sampled_from(("C-1", "C-1", "C-2", "C-1/question/1"))),
                name=draw(st.sampled_from(NAMES)),
                at=START + draw(st.integers(0, 30)) * 3 * HOUR,
                by=draw(st.sampled_from(ACTORS)),
                unit=draw(st.sampled_from((None, "North", "South"))),
                seq=draw(st.sampled_from((None, None, 1, 2, 3))),
                data=data,
            )
        )
    return rows


def told(run: CaseRun) -> int:
    """Count the rows that a run accounts for: applied, or listed as refused."""
    applied = sum(
        1 for line in run.trace if line.kind in ("applied", "repeated", "confirmed") and "." not in line.subject
    )
    opened = sum(1 for line in run.trace if line.kind == "part-opened")
    refused = sum(1 for one in run.violations if one.kind == "refused" and not one.recovered)
    return applied - opened + refused


@given(histories(most=2), wild_rows(), st.sampled_from(("follow", "stay")))
def test_no_row_is_dropped(history: History, rows: list[Event], recover: str) -> None:
    """S24: an audit never raises, and accounts for every row: applied, repeated, confirming or listed."""
    result = history.engine.replay(rows, mode="audit", recover=recover)
    by_case: dict[str, int] = {}
    for row in rows:
        name = row.case.partition("/")[0]
        by_case[name] = by_case.get(name, 0) + 1
    assert {name: told(run) for name, run in result.cases.items()} == by_case


@given(histories(most=2), wild_rows())
def test_staying_moves_nothing_on_a_refused_row(history: History, rows: list[Event]) -> None:
    """S24: with recover=stay the case is the one that the allowed rows alone make."""
    result = history.engine.replay(rows, mode="audit", recover="stay").cases
    for name, run in result.items():
        refused = {(one.seq, one.name, one.at) for one in run.violations if one.kind == "refused"}
        assert all(not one.recovered for one in run.violations)
        if run.case is None:
            assert len(refused) <= sum(1 for row in rows if row.case.partition("/")[0] == name)
            assert run.effects == ()


@given(histories(), st.data())
def test_voiding_an_added_row_restores_the_effects(history: History, data: st.DataObject) -> None:
    """S23c: what an added entry changes, voiding it changes back; ids tell the difference exactly."""
    rows = [row._replace(seq=number) for number, row in enumerate(history.rows, 1)]
    at = rows[data.draw(st.integers(0, len(rows) - 1))].at
    late = Event(case="C-1", name="note", at=at + 1, by="officer", data={"severity": "urgent"})
    revised = history.engine.revise(rows, add=[late], mode="audit", recover="stay")
    withdrawn = {effect.id for effect in revised.withdrawn}
    added = {effect.id for effect in revised.added}
    plain = history.engine.replay(rows, mode="audit", recover="stay").cases["C-1"]
    now = {effect.id for effect in revised.cases["C-1"].effects}
    assert now == {effect.id for effect in plain.effects} - withdrawn | added
    numbered = [*rows, late._replace(seq=len(rows) + 1)]
    back = history.engine.revise(numbered, void=[("C-1", len(rows) + 1)], mode="audit", recover="stay")
    assert back.cases["C-1"].effects == plain.effects
    assert back.cases["C-1"].case == plain.case
