"""The shipped logs of Hà Nội: cases as they happen, followed without a refusal; and the log that an audit reads."""

from __future__ import annotations

from collections import Counter
from typing import Final

from feedback_rules.profiles.shelf import load_profile
from feedback_rules.studies.coverage import gaps
from feedback_rules.studies.oversight import oversight
from tests.examples.shipped import engine_of, events, rows

OWN: Final = [
    "6.2.d", "7.2.d", "8.5/d2", "8.5/d3/i1", "8.5/d3/i2", "8.5/d3/i3", "8.5/d3/i3", "9/s3/p2", "9/s3/p2",
    "10.4/d1", "10.4/d2", "10.4/d3/i1", "10.4/d3/i2", "11.4/d1", "11.4/d2", "11.4/d3/i1", "11.4/d3/i2",
    "12.1/d2", "12.3", "13/d1", "13/d1", "27.3",
]  # fmt: skip
"""The clauses that state a limit; 8.5/d3/i3 has one and its total, article 9 one and the torn sentence, 13 two."""

PARTNERS: Final = {"8.2.b", "10.2.b"}
"""Where the text gives the partners no time and the lead's is taken."""


def test_every_limit_of_the_text_is_listed_once() -> None:
    """The table has each limit once, although three kinds of report share verification, rework and publication."""
    listed = [row for row in load_profile("hanoi").limits() if row.basis[0] not in PARTNERS]
    assert Counter(row.basis[0] for row in listed) == Counter(OWN)
    assert [row.amount for row in listed if row.kind == "ceiling"] == [30]


def test_the_log_is_sorted_and_tells_many_cases() -> None:
    """A shipped log is in order of time; each row names its zone."""
    told = rows("hanoi.jsonl")
    assert [row["at"] for row in told] == sorted(row["at"] for row in told)
    assert all(row["at"].endswith("+07:00") for row in told)
    assert len({row["case"].partition("/")[0] for row in told if row["case"].startswith("HN-")}) >= 32


def test_every_row_of_the_log_is_taken() -> None:
    """A replay in control mode refuses nothing, and every signal reaches the account that it names."""
    replayed = engine_of("hanoi").replay(events("hanoi.jsonl"), mode="control")
    assert not [violation for run in replayed.cases.values() for violation in run.violations]


def test_the_log_leaves_nothing_untried() -> None:
    """Every transition is taken, every limit kept and missed, every effect made."""
    assert gaps(engine_of("hanoi"), events("hanoi.jsonl")) == []


def test_more_than_thirty_percent_late_in_a_month_is_reported() -> None:
    """The share of 18.4 is counted by the unit that was bound and by the month in which the duty fell due."""
    found = oversight(engine_of("hanoi"), events("hanoi.jsonl"), "2025-03", lang="en")
    late = {row["unit"]: row for row in found if row["kind"] == "monitor" and row["monitor"] == "late_share"}
    assert all(row["exceeded"] == (len(row["bad"]) * 10 > row["cases"] * 3) for row in late.values())
    assert {row["exceeded"] for row in late.values()} == {True, False}


def test_an_audit_lists_every_row_that_the_law_does_not_allow() -> None:
    """The second log shows an audit: wrong actors and units, wrong order, rows repeated, recorded late or by hand."""
    replayed = engine_of("hanoi").replay(events("hanoi-audit.jsonl"), mode="audit")
    found = {violation.code or violation.kind for run in replayed.cases.values() for violation in run.violations}
    assert {"wrong-unit", "wrong-state", "not-open", "unknown-event", "unmet-condition", "over-ceiling"} <= found
    assert {"missing-evidence", "orphaned", "too-late"} <= found
    kinds = {violation.kind for run in replayed.cases.values() for violation in run.violations}
    assert {"refused", "repeated", "confirmed", "late-recorded"} <= kinds
