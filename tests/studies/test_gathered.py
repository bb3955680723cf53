"""Cases gathered from a log in any order: each once, with its rows and those of all that signals join (S24, S27)."""

from __future__ import annotations

from io import BytesIO
from random import Random

import pytest

import feedback_rules as fr
from feedback_rules.studies.gathered import gathered
from feedback_rules.studies.simulate import simulate


@pytest.mark.parametrize("name", ["langson", "hcmc"])
def test_every_row_is_gathered_once_and_cases_come_as_the_log_first_names_them(name: str) -> None:
    """A group comes with the first of its cases; no row is lost, none is doubled, those of a case keep their order."""
    engine = fr.Engine(fr.load_profile(name))
    rows = list(simulate(engine, 120, 4))
    Random(4).shuffle(rows)
    found = list(gathered(engine.book, rows, BytesIO))
    named = list(dict.fromkeys(row.case.partition("/")[0] for row in rows))
    assert [case for case, _ in found] == named
    groups = [group for _, group in found if group is not None]
    assert sorted(case for group in groups for case in group.rows) == sorted(named)
    for group in groups:
        for case, own in group.rows.items():
            assert list(own) == [row for row in rows if row.case.partition("/")[0] == case]
    assert any(len(group.rows) > 1 for group in groups) == (name == "hcmc")


@pytest.mark.parametrize("name", ["langson", "hcmc"])
def test_groups_stand_as_the_whole_log_does(name: str) -> None:
    """Replayed group by group, also only what happened before an instant, the cases are those of the whole log."""
    engine = fr.Engine(fr.load_profile(name))
    rows = list(simulate(engine, 120, 4))
    middle = sorted(row.at for row in rows)[len(rows) // 2]
    for before, heard in ((None, rows), (middle, [row for row in rows if row.at < middle])):
        whole = engine.replay(heard, mode="audit").cases
        parts = {
            case: run
            for _, group in gathered(engine.book, rows, BytesIO)
            if group is not None
            for case, run in group.stands(engine.book, mode="audit", recover="follow", to=None, before=before).items()
            if run.case is not None or run.violations
        }
        assert parts == {case: run for case, run in whole.items() if run.case is not None or run.violations}
