"""Every code has an example that yields it, at its place, and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from feedback_rules.profiles.checks import findings
from feedback_rules.profiles.problem import found
from feedback_rules.profiles.tree import Place
from feedback_rules.wording.check import WORDS
from tests.building.broken import BROKEN, Broken
from tests.building.small import TABLES, small

if TYPE_CHECKING:
    from feedback_rules.profiles.checks_finding import Finding

HERE = Place("small.yaml", 1, 1)


def of(broken: Broken) -> list[Finding]:
    """Give the findings of the broken regulation."""
    document = small()
    broken.change(document)
    return findings(document, TABLES)


def test_the_small_regulation_has_no_problem() -> None:
    """A regulation without fault passes every check."""
    assert findings(small(), TABLES) == []


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: f"{broken.code}-{broken.path[-1]}")
def test_one_fault_is_one_finding(broken: Broken) -> None:
    """One fault gives its code, at its place, and no other finding."""
    assert [(finding.code, finding.path) for finding in of(broken)] == [(broken.code, broken.path)]


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: f"{broken.code}-{broken.path[-1]}")
def test_every_finding_is_worded_in_both_languages(broken: Broken) -> None:
    """A message says what is wrong and what to write instead, with nothing left to fill in."""
    for finding in of(broken):
        problem = found(
            finding.code,
            HERE,
            finding.path,
            severity=finding.severity,
            instead=finding.instead,
            room="check",
            **finding.params,
        )
        for words in (*problem.message, *problem.hint):
            assert words.strip()
            assert not re.search(r"\{[a-z]+\}", words)
        assert problem.message[0] != problem.message[1]


def test_every_code_has_a_broken_example() -> None:
    """No message stands for a fault that nothing shows."""
    codes = {key.removeprefix("check.").removesuffix(".hint") for key in WORDS}
    assert codes == {broken.code for broken in BROKEN}


def test_every_message_has_a_hint() -> None:
    """Whoever is told what is wrong is told what to write instead."""
    messages = {key for key in WORDS if not key.endswith(".hint")}
    assert {f"{key}.hint" for key in messages} == set(WORDS) - messages


def test_a_near_name_is_offered() -> None:
    """A misspelt name is answered with the declared one that is nearest."""
    first = next(broken for broken in BROKEN if broken.code == "unknown-state")
    assert of(first)[0].instead == "at_commune"


def test_the_step_that_a_scale_lacks_is_offered_for_a_misspelt_one() -> None:
    """Of the values of the fact that is rated, the one that is no step yet is the near name."""
    broken = next(broken for broken in BROKEN if broken.path == ("rating", "scale", "neutrl"))
    assert of(broken)[0].instead == "neutral"


def test_severity_tells_what_may_be_meant() -> None:
    """A doubt is a warning, a mistake an error: a profile with warnings alone loads."""
    severity = {broken.code: of(broken)[0].severity for broken in BROKEN}
    assert {code for code, how in severity.items() if how == "warning"} == {
        "one-language",
        "scale-lacks",
        "in-force-before-issue",
        "never-resumed",
        "options-alike",
    }


def test_a_calendar_is_told_wrong_as_people_count() -> None:
    """The first season is season 1; the place stands in line and column, not in the sentence."""
    said = [str(of(broken)[0].params["why"]) for broken in BROKEN if broken.code == "bad-calendar"]
    assert any("mùa thứ 1, mùa thứ 2" in words and "season 1, season 2" in words for words in said)
    assert not any("[" in words.replace("['", "") for words in said)
