"""Every limit, calendar, condition, target and duty of a shipped law is held by a scenario: change it and one fails."""

from __future__ import annotations

from random import Random
from typing import Final

import pytest

from tests.mutation.trial import trial

LAWS: Final = ("binhphuoc", "hanoi", "hcmc", "langson", "travinh")
"""The shipped laws whose scenarios are complete."""

SAMPLE: Final = 12
"""How many changes of each law are tried at the desk; the long run tries all."""

HARMLESS: Final[dict[str, dict[str, str]]] = {
    "binhphuoc": {},
    "hanoi": {},
    "hcmc": {
        f"policy workflows.report.{clock}.if_facts_change: {old!r} -> {new!r}": why
        for clock, old, others, why in (
            (
                "groups.settlement.events.return_to_portal.within",
                "recompute",
                ("keep", "restart"),
                "whether there was a check is said by the return itself, which ends the window",
            ),
            (
                "states.received.clocks.classify",
                "keep",
                ("recompute",),
                "every way to comply has five minutes",
            ),
            (
                "states.repairing.clocks.repair",
                "keep",
                ("recompute", "restart"),
                "an incident that turns out complex leaves the state, and the clock with it",
            ),
            (
                "groups.repair_time.clocks.repair",
                "keep",
                ("recompute", "restart"),
                "an incident that turns out complex leaves the state, and the clock with it",
            ),
        )
        for new in others
    },
    "langson": {},
    "travinh": {},
}
"""Changes that no scenario can notice, each with the reason."""


@pytest.mark.parametrize("law", LAWS)
def test_without_a_change_every_scenario_passes(law: str) -> None:
    """The law as it stands passes: a scenario that fails under a mutant fails because of it."""
    assert trial(law).killer(None) is None


@pytest.mark.parametrize("law", LAWS)
def test_what_is_called_harmless_is_a_change_of_the_law(law: str) -> None:
    """The list of harmless changes names changes that are tried, no others."""
    assert set(HARMLESS[law]) <= {str(mutant) for mutant in trial(law).mutants}


@pytest.mark.parametrize("law", LAWS)
def test_a_sample_of_changes_fails_a_scenario(law: str) -> None:
    """Whoever changes a limit, a calendar, a condition or a target of the profile learns it from a scenario."""
    asked = [mutant for mutant in trial(law).mutants if str(mutant) not in HARMLESS[law]]
    tried = Random(1433).sample(asked, min(SAMPLE, len(asked)))
    survivors = [str(mutant) for mutant in tried if trial(law).survives(mutant)]
    assert not survivors, "\n".join(survivors)


@pytest.mark.long
@pytest.mark.parametrize("law", LAWS)
def test_each_change_fails_a_scenario(law: str) -> None:
    """The same of every change, not of a sample."""
    asked = [mutant for mutant in trial(law).mutants if str(mutant) not in HARMLESS[law]]
    survivors = [str(mutant) for mutant in asked if trial(law).survives(mutant)]
    assert not survivors, "\n".join(survivors)
