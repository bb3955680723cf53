"""The shipped log of Hồ Chí Minh City, followed without a refusal; and the log that an audit reads."""

from __future__ import annotations

from datetime import date
from typing import Final

from feedback_rules.profiles.shelf import load_profile
from feedback_rules.studies.coverage import gaps
from feedback_rules.studies.duties import duties
from tests.examples.shipped import engine_of, events, rows

SIXTEEN: Final = [
    "6.2", "6.3", "6.4", "7.1.a/s1/d1", "7.1.a/s2", "7.1.a/s3", "7.1.a/s3/p2", "7.1.b/d1", "7.1.b/d2", "7.1.c", "7.2.b",
    "7.2.c", "7.2.c", "7.3/p2", "7.3/p2", "7.3/s1",
]  # fmt: skip


def test_the_text_has_sixteen_limits_and_two_kinds_of_promises() -> None:
    """The limits with a figure are the sixteen of articles 6 and 7; the dates that units state are the only others."""
    limits = load_profile("hcmc").limits()
    assert sorted(row.basis[0] for row in limits if row.time_unit != "given") == SIXTEEN
    assert sorted(row.basis for row in limits if row.time_unit == "given") == [
        ("7.1.a/s3/p2", "7.1.b/d2"),
        ("7.2.b/p2",),
    ]


def test_the_log_is_sorted_and_tells_many_cases() -> None:
    """A shipped log is in order of time; each row names its zone."""
    told = rows("hcmc.jsonl")
    assert [row["at"] for row in told] == sorted(row["at"] for row in told)
    assert all(row["at"].endswith("+07:00") for row in told)
    assert len({row["case"] for row in told if row["case"].startswith("HCM-")}) >= 60


def test_every_row_of_the_log_is_taken() -> None:
    """A replay in control mode refuses nothing, and every signal reaches the first report."""
    replayed = engine_of("hcmc").replay(events("hcmc.jsonl"), mode="control")
    assert not [violation for run in replayed.cases.values() for violation in run.violations]


def test_the_log_leaves_nothing_untried() -> None:
    """Every transition is taken, every limit kept and missed, every effect made."""
    assert gaps(engine_of("hcmc"), events("hcmc.jsonl")) == []


def test_one_burst_pipe_nine_reporters() -> None:
    """Eight reports are merged into the first, which notes each of them, also after its answer (6.4)."""
    cases = engine_of("hcmc").replay(events("hcmc.jsonl")).cases
    others = [cases[f"HCM-2024-0{number}"] for number in range(11, 19)]
    assert {run.case.state for run in others if run.case is not None} == {"merged"}
    assert [entry.subject for entry in cases["HCM-2024-010"].trace].count("duplicate_joined") == len(others)


def test_an_audit_lists_every_row_that_the_law_does_not_allow() -> None:
    """The second log shows an audit: wrong units, wrong order, rows repeated or recorded late, holders that ended."""
    replayed = engine_of("hcmc").replay(events("hcmc-audit.jsonl"), mode="audit")
    found = {violation.code or violation.kind for run in replayed.cases.values() for violation in run.violations}
    assert {"wrong-unit", "wrong-state", "unmet-condition", "missing-evidence", "past-date", "not-open"} <= found
    assert {"orphaned", "holder-ended", "unknown-event"} <= found
    kinds = {violation.kind for run in replayed.cases.values() for violation in run.violations}
    assert {"refused", "repeated", "ambiguous-order", "late-recorded"} <= kinds


def test_the_reports_of_a_quarter() -> None:
    """Thirteen weeks of weekly reports, one quarterly report of each kind and the letters of thanks (7.3, 10.2, 14)."""
    found = duties(load_profile("hcmc"), date(2024, 1, 1), date(2024, 3, 31), "en")
    told = [row["duty"] for row in found if row["period"]]
    assert set(told) == {"weekly_report", "weekly_figures", "quarterly_report", "initiatives_report", "thank_you"}
    assert [told.count(name) for name in ("quarterly_report", "initiatives_report", "thank_you")] == [1, 1, 1]
    assert told.count("weekly_report") == told.count("weekly_figures") == 13
    assert [row["duty"] for row in found if not row["period"]] == ["ad_hoc_report", "weekly_figures"]


def test_the_successor_reports_where_a_department_has_ended() -> None:
    """The quarterly report is due from the merged department once the former one has ended (10.2, S34)."""
    found = duties(load_profile("hcmc"), date(2024, 10, 1), date(2025, 6, 30), "en")
    by = [row["by"] for row in found if row["duty"] == "quarterly_report"]
    assert by == ["infocom", "science", "science"]
