"""Coverage: every clause accounted for, and what a log leaves untried."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import feedback_rules as fr
from feedback_rules.studies.coverage import coverage, examples, gaps
from feedback_rules.studies.inventory import effects_of, inventory, rows_of
from feedback_rules.studies.scenario import find, read_scenarios
from feedback_rules.studies.simulate import simulate

if TYPE_CHECKING:
    from feedback_rules.engine import Engine
    from feedback_rules.profiles.profile import Profile

EVERYTHING = Path(__file__).with_name("everything.yaml")
SMALL = Path(__file__).parents[1] / "reading" / "small.yaml"


def test_every_clause_has_its_row(profile: Profile) -> None:
    """A clause is encoded by what, tested by which scenario, or why not."""
    read = [read_scenarios(path) for path in find([Path(__file__).parents[1] / "scenarios"])]
    rows = coverage(profile, read, "en")
    assert [row["clause"] for row in rows] == [info.clause for info in profile.clauses()]
    assert all(row.keys() == {"clause", "disposition", "encoded_by", "tested_by", "note"} for row in rows)
    by_clause = {row["clause"]: row for row in rows}
    assert by_clause["7.2.a"]["disposition"] == "encoded"
    assert by_clause["7.2.a"]["encoded_by"]
    titles = [s.title[1] for one in read if one.profile == "langson" for s in one.scenarios if "7.2.a" in s.basis]
    assert by_clause["7.2.a"]["tested_by"] == titles


def test_the_inventory_names_everything_once(engine: Engine) -> None:
    """Transitions and effects have names of their own; the limits are those of the table."""
    entries = inventory(engine.book)
    names = [entry.id for entry in entries]
    effects = [name for entry in entries for name, _ in effects_of(entry)]
    assert len(set(names)) == len(names)
    assert len(set(effects)) == len(effects)
    assert sorted(row.id for row in rows_of(engine.book)) == sorted(
        row.id for row in fr.load_profile("langson").limits()
    )


def test_an_empty_log_leaves_everything_untried(engine: Engine) -> None:
    """Every transition, every fate of every limit, every effect is missing."""
    missing = gaps(engine, [])
    entries = inventory(engine.book)
    assert len([gap for gap in missing if gap.kind in ("transition", "consequence")]) == len(entries)
    assert len([gap for gap in missing if gap.kind == "limit"]) == 3 * len(list(rows_of(engine.book)))
    assert len([gap for gap in missing if gap.kind == "effect"]) == sum(
        len(list(effects_of(entry))) for entry in entries
    )
    told = examples(engine, [], "en")
    assert all(row["text"].startswith(row["id"]) for row in told)
    assert {row["missing"] for row in told} == {
        "not_taken", "not_started", "not_met", "not_missed", "not_used", "not_passed", "not_made",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["langson", "langson-two-tier", str(SMALL), str(EVERYTHING)])
def test_enough_simulated_cases_leave_nothing_untried(name: str) -> None:
    """The simulator takes every transition, keeps and misses every limit, makes every effect."""
    engine = fr.Engine(fr.load_profile(name))
    log = list(simulate(engine, 250, 1))
    assert gaps(engine, log) == []
    assert all(not run.violations for run in engine.replay(log).cases.values())


def test_what_only_one_case_exercises_is_missed_without_it(engine: Engine) -> None:
    """Taking a case away opens the gaps that it alone closed, and no others."""
    log = list(simulate(engine, 250, 1))
    cases = list(dict.fromkeys(event.case.partition("/")[0] for event in log))
    for case in cases[:6]:
        rest = gaps(engine, [event for event in log if event.case.partition("/")[0] != case])
        alone = gaps(engine, [event for event in log if event.case.partition("/")[0] == case])
        assert not set(rest) & set(gaps(engine, log))
        assert all(gap not in alone for gap in rest)


def test_a_log_that_opens_nothing_exercises_nothing(engine: Engine) -> None:
    """Rows that are refused take no transition."""
    log = [fr.Event(case="C", name="forward", at=0, by="ioc_officer")]
    assert len(gaps(engine, log)) == len(gaps(engine, []))


def test_a_timer_that_nothing_can_stop_need_not_be_stopped() -> None:
    """A lock of thirty days only expires; a timer with a way out of its state is asked for both."""
    lock, *more = [row for row in rows_of(fr.Engine(fr.load_profile("hanoi")).book) if row.id == "lock"]
    assert (lock.wanted, more) == (("started", "expired"), [])
    silence = [row for row in rows_of(fr.Engine(fr.load_profile(str(EVERYTHING))).book) if "stopped" in row.wanted]
    assert silence
