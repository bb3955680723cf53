"""Every encoded clause of every shipped law is cited by a scenario, and a scenario cites clauses that the law has."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from feedback_rules.profiles.shelf import load_profile
from feedback_rules.studies.coverage import coverage
from feedback_rules.studies.scenario import find, read_scenarios

if TYPE_CHECKING:
    from feedback_rules.studies.scenario import ScenarioFile

LAWS: Final = ("binhphuoc", "hanoi", "hcmc", "langson", "travinh")
HERE: Final = Path(__file__).parent


@cache
def told(law: str) -> tuple[ScenarioFile, ...]:
    """Read the scenarios of a law."""
    return tuple(read_scenarios(path) for path in find([HERE / law]))


@pytest.mark.parametrize("law", LAWS)
def test_every_encoded_clause_is_cited_by_a_scenario(law: str) -> None:
    """What the profile encodes is told as a story somewhere (S32)."""
    rows = coverage(load_profile(law), told(law))
    untold = [row["clause"] for row in rows if row["disposition"] == "encoded" and not row["tested_by"]]
    assert rows
    assert not untold


@pytest.mark.parametrize("law", LAWS)
def test_a_scenario_cites_clauses_of_the_outline(law: str) -> None:
    """A slip in a citation would leave its clause untold, and the scenario about nothing."""
    known = {clause.clause for clause in load_profile(law).clauses()}
    cited = {clause for read in told(law) for scenario in read.scenarios for clause in scenario.basis}
    assert cited
    assert not cited - known
