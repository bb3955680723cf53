"""The shipped log of Lạng Sơn: cases as they happen, followed without a refusal; and the log that an audit reads."""

from __future__ import annotations

from typing import Final

from feedback_rules.profiles.shelf import load_profile
from tests.examples.shipped import engine_of, events, rows

TEN: Final = ["7.2.a", "7.2.b", "7.3.a", "7.3.a/p2", "7.3.b", "7.4.a", "7.4.a/p2", "7.4.b", "7.4.b", "7.5"]


def test_article_7_has_ten_limits_and_nothing_else_has_one() -> None:
    """The table of limits has the ten of article 7, each cited by its own clause."""
    assert sorted(row.basis[0] for row in load_profile("langson").limits()) == TEN


def test_the_log_is_sorted_and_tells_many_cases() -> None:
    """A shipped log is in order of time; each row names its zone."""
    told = rows("langson.jsonl")
    assert [row["at"] for row in told] == sorted(row["at"] for row in told)
    assert all(row["at"].endswith("+07:00") for row in told)
    assert len({row["case"].partition("/")[0] for row in told if row["case"].startswith("LS-")}) >= 32


def test_every_row_of_the_log_is_taken() -> None:
    """A replay in control mode refuses nothing; all that it lists is what was recorded late."""
    replayed = engine_of("langson").replay(events("langson.jsonl"), mode="control")
    listed = {violation.kind for run in replayed.cases.values() for violation in run.violations}
    assert listed <= {"late-recorded"}


def test_an_audit_lists_every_row_that_the_law_does_not_allow() -> None:
    """The second log shows an audit: wrong unit, wrong actor, too early, orphaned, repeated, recorded late."""
    replayed = engine_of("langson").replay(events("langson-audit.jsonl"), mode="audit")
    found = {violation.code or violation.kind for run in replayed.cases.values() for violation in run.violations}
    assert {"wrong-unit", "wrong-state", "unmet-condition", "too-early", "orphaned"} <= found
    kinds = {violation.kind for run in replayed.cases.values() for violation in run.violations}
    assert {"refused", "repeated", "late-recorded"} <= kinds


def test_the_mistaken_entry_voided_gives_the_case_as_it_stands() -> None:
    """Taking the mistaken row out of the log as it was kept gives the case of the corrected log (S23c)."""
    kept = [event for event in events("langson-audit.jsonl") if event.case == "LS-2026-006"]
    corrected = [event for event in events("langson.jsonl") if event.case == "LS-2026-006"]
    first, mistaken, *later = kept
    assert [first, *later] == corrected
    revised = engine_of("langson").revise([first, mistaken], add=later, void=[("LS-2026-006", 2)])
    replayed = engine_of("langson").replay(corrected)
    assert revised.cases["LS-2026-006"].case is not None
    assert revised.cases["LS-2026-006"].case == replayed.cases["LS-2026-006"].case
    assert {effect.unit for effect in revised.withdrawn if effect.verb == "assign"} == {"Na Sầm"}
