"""The shipped log of Trà Vinh: cases as they happen, followed without a refusal; and the log that an audit reads."""

from __future__ import annotations

from datetime import date
from typing import Final

import pytest

from feedback_rules.errors import FeedbackRulesError
from feedback_rules.profiles.shelf import in_force, load_profile
from feedback_rules.studies.coverage import gaps
from feedback_rules.studies.duties import duties
from tests.examples.shipped import engine_of, events, rows

EIGHT: Final = ["11.1.b", "11.2.b", "11.3.a", "11.3.a/p2", "11.3.b", "11.3.c", "6.3.a/d2", "7.3.a/d2"]


def test_the_text_has_eight_limits() -> None:
    """The table of limits has those of articles 6, 7 and 11, each cited by its own clause, and no other."""
    assert sorted(row.basis[0] for row in load_profile("travinh").limits()) == EIGHT


def test_the_log_is_sorted_and_tells_many_cases() -> None:
    """A shipped log is in order of time; each row names its zone."""
    told = rows("travinh.jsonl")
    assert [row["at"] for row in told] == sorted(row["at"] for row in told)
    assert all(row["at"].endswith("+07:00") for row in told)
    assert len({row["case"].partition("/")[0] for row in told if row["case"].startswith("PA-")}) >= 32


def test_every_row_of_the_log_is_taken() -> None:
    """A replay in control mode refuses nothing, and every signal reaches the case that it names."""
    replayed = engine_of("travinh").replay(events("travinh.jsonl"), mode="control")
    assert not [violation for run in replayed.cases.values() for violation in run.violations]


def test_the_log_leaves_nothing_untried() -> None:
    """Every transition is taken, every limit kept and missed, every effect made."""
    assert gaps(engine_of("travinh"), events("travinh.jsonl")) == []


def test_an_audit_lists_every_row_that_the_law_does_not_allow() -> None:
    """The second log shows an audit: wrong actors and units, wrong order, rows repeated, recorded late or by hand."""
    replayed = engine_of("travinh").replay(events("travinh-audit.jsonl"), mode="audit")
    found = {violation.code or violation.kind for run in replayed.cases.values() for violation in run.violations}
    assert {"wrong-actor", "wrong-unit", "wrong-state", "too-early", "too-often", "missing-evidence"} <= found
    assert {"unmet-condition", "orphaned", "unknown-event", "not-open"} <= found
    kinds = {violation.kind for run in replayed.cases.values() for violation in run.violations}
    assert {"refused", "repeated", "confirmed", "ambiguous-order", "late-recorded"} <= kinds


def test_the_text_governs_from_the_day_it_was_signed() -> None:
    """D.2: from 2024-08-23, and not a day before."""
    assert in_force("VN-51", on=date(2024, 8, 23)).name == "travinh"
    with pytest.raises(FeedbackRulesError):
        in_force("VN-51", on=date(2024, 8, 22))


def test_the_reports_of_a_year() -> None:
    """13.5: half a year and a year, by every body; 18.1: yearly and on request; 8.8: on request, without a period."""
    told = duties(load_profile("travinh"), date(2025, 1, 1), date(2025, 12, 31))
    assert [(row["duty"], row["every"]) for row in told] == [
        ("agency_report", "half_year"), ("agency_report", "half_year"), ("agency_report", "year"),
        ("yearly_report", "year"), ("operation_report", "on_request"), ("yearly_report", "on_request"),
    ]  # fmt: skip
    assert all(row["due"] is None for row in told)
