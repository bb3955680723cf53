"""What the benchmarks stand on: the fit of a slope, invented regulations, what a case owns, the floor, the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import feedback_rules as fr
from benchmarks import floor
from benchmarks.archive import sorted_log
from benchmarks.cases import nearest
from benchmarks.goals import Goal
from benchmarks.growth import slope
from benchmarks.invented import going, invented
from benchmarks.memory import bare, memory, owned
from benchmarks.page import BEGIN, END, put
from feedback_rules.profiles.loading import examine
from feedback_rules.studies.log import read_log
from feedback_rules.workflow.deeds import effects_of, trace_of
from tests.benchmarks.measures import logs

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("power", [0, 1, 2])
def test_a_slope_is_the_exponent(power: int) -> None:
    """Costs that grow as a power of the size are fitted with that power."""
    assert slope([(size, 3.0 * size**power) for size in (6, 25, 200)]) == pytest.approx(power)


@pytest.mark.parametrize(("states", "clocks"), [(3, 1), (12, 4)])
def test_an_invented_regulation_is_sound(tmp_path: Path, states: int, clocks: int) -> None:
    """It passes every check, and a case of it goes on, returns and starts its clocks anew."""
    path = invented(tmp_path, states, clocks)
    assert examine(path) == []
    step = going(fr.Engine(fr.load_profile(path)), ["note000", "go000", "back001"])
    assert step.case.state == "s000"
    assert len(step.case.parts[0].live) == clocks
    assert len(step.case.parts[0].runs) == 3 * clocks


def test_an_archive_replays_without_refusal(tmp_path: Path) -> None:
    """The rows are sorted by case, whole, and accepted."""
    path = tmp_path / "rows.jsonl"
    assert sorted_log(path, 300) >= 300
    events = read_log(path)
    names = [event.case.partition("/")[0] for event in events]
    assert names == sorted(names)
    runs = fr.Engine(fr.load_profile("langson")).replay(events, mode="audit").cases
    assert not any(violation.refusal for run in runs.values() for violation in run.violations)


def test_what_two_cases_share_belongs_to_neither() -> None:
    """A case owns nothing beside itself; its kinds add up to what a host pays."""
    events, _ = nearest(12, logs())
    engine = next(log.engine for log in logs() if events in log.cases)
    case = engine.apply(None, events[0]).case
    assert owned(case, case).total() == 0
    six, more, count = memory()
    assert count > 10
    assert 0 < bare() < more < six.total()
    assert "other" not in six


def test_the_floor_makes_what_a_step_makes() -> None:
    """Over the shipped logs: the same lines, the effects but for their ids, the dues that the engine finds."""
    steps = floor.known_steps()
    assert len(steps) > 0.95 * sum(len(events) for log in logs() for events in log.cases)
    assert any(len(known) > 1 for _, _, known in steps)
    for case, event, known in steps:
        made = floor.known_step(case, event, known)
        assert list(made.trace) == list(trace_of(one.move for one in known))
        told = effects_of(one.move for one in known)
        assert [effect[1:] for effect in made.effects if "/" not in effect.case] == [
            effect[1:] for effect in told if "/" not in effect.case
        ]
        assert len(made.case.root.dues) == len(known[-1].left.dues)
        assert len(made.case.root.log) == len(known[-1].left.log)


def test_a_step_is_divided_without_remainder() -> None:
    """What the microseconds of a step are spent on is told once each: together they are the step."""
    *spent, (what, whole) = floor.stages()
    assert what == "a step"
    assert len(spent) == 8
    assert sum(took for _, took in spent) == pytest.approx(whole)


def test_the_floor_is_set_beside_the_peers() -> None:
    """What ours would be beside each peer if it were at the floor: half of the time is twice the ratio."""
    reached = [
        Goal("step, faster than transitions", 1.5, "×", 2.5, least=True, scaled=False),
        Goal("step over automat's", 6.0, "×", 1.2, scaled=False),
    ]
    told = floor.beside(reached, floor.Share("one step", 3.0, 4.0, 8.0))
    assert "be 3 times faster than transitions, and take 3 times automat's" in told


def test_figures_are_set_between_their_marks(tmp_path: Path) -> None:
    """What stands around the marks stays; a page without them is refused."""
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    put(page, f"{BEGIN}\nnew\n{END}")
    assert page.read_text(encoding="utf-8") == f"before\n{BEGIN}\nnew\n{END}\nafter\n"
    with pytest.raises(LookupError, match="no place"):
        put(page, "new", "<!-- other -->")
