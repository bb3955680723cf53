"""The shipped logs of Bình Phước: cases as they happen, followed without a refusal; and the log that an audit reads."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import Final

from feedback_rules.profiles.shelf import load_profile
from feedback_rules.studies.coverage import examples
from feedback_rules.studies.duties import duties
from tests.examples.shipped import engine_of, events, rows

SEVEN: Final = {
    "tell_refusal": ("at_once", None, ("8.2",)),
    "pass_on": ("at_once", None, ("9.2",)),
    "pick_up": ("at_once", None, ("9.3",)),
    "focal": ("working_hour", 8, ("9.3", "10.1")),
    "announce": ("at_once", None, ("9.3/p2",)),
    "promised": ("given", None, ("9.3/p2",)),
    "head": ("working_hour", 48, ("9.4", "10.2")),
}


def test_the_text_has_seven_limits_each_with_its_restatements() -> None:
    """Four times *at once*, 8 and 48 working hours restated by article 10, and the time that the officer states."""
    found = load_profile("binhphuoc").limits()
    assert {row.id: (row.time_unit, row.amount, row.basis) for row in found} == SEVEN
    assert len(found) == len(SEVEN)


def test_the_log_is_sorted_and_tells_many_cases() -> None:
    """A shipped log is in order of time; each row names its zone."""
    told = rows("binhphuoc.jsonl")
    assert [row["at"] for row in told] == sorted(row["at"] for row in told)
    assert all(row["at"].endswith("+07:00") for row in told)
    assert len({row["case"] for row in told if row["case"].startswith("BP-")}) > 36


def test_every_row_of_the_log_is_taken() -> None:
    """A replay in control mode refuses nothing and lists nothing."""
    replayed = engine_of("binhphuoc").replay(events("binhphuoc.jsonl"), mode="control")
    assert not [violation for run in replayed.cases.values() for violation in run.violations]


def test_the_log_takes_every_transition_and_breaks_every_clock() -> None:
    """Every transition, effect and fate of a limit happens in the shipped log."""
    assert examples(engine_of("binhphuoc"), events("binhphuoc.jsonl")) == []


def test_an_audit_lists_every_row_that_the_law_does_not_allow() -> None:
    """The second log: wrong unit, wrong actor, wrong order, a holder that ended, escalations recorded by hand."""
    replayed = engine_of("binhphuoc").replay(events("binhphuoc-audit.jsonl"), mode="audit", recover="stay")
    listed = [violation for run in replayed.cases.values() for violation in run.violations]
    found = Counter(violation.code or violation.kind for violation in listed)
    assert found["confirmed"] == 3
    assert {"wrong-unit", "wrong-actor", "wrong-state", "missing-field", "unmet-condition", "too-often"} <= set(found)
    assert {"no-clock", "unknown-event", "holder-ended", "orphaned", "repeated", "late-recorded"} <= set(found)


def test_a_row_in_another_zone_is_the_same_instant() -> None:
    """A row written in UTC is judged by its instant: 02:00 there is 09:00 in Bình Phước (S1)."""
    first = next(row for row in rows("binhphuoc-audit.jsonl") if row["case"] == "KT-2024-007")
    assert first["at"].endswith("+00:00")
    run = engine_of("binhphuoc").replay(events("binhphuoc-audit.jsonl"), mode="audit").cases["KT-2024-007"]
    assert run.case is not None
    assert run.case.opened == int(datetime.fromisoformat("2024-09-16T09:00:00+07:00").timestamp()) * 1_000_000


def test_the_reports_of_a_month() -> None:
    """One report a month to the province, extracts by week, month and quarter, no day named (11.1, 11.2, 19)."""
    told = duties(load_profile("binhphuoc"), date(2024, 3, 1), date(2024, 3, 31), "en")
    periods = Counter((row["duty"], row["every"]) for row in told)
    assert periods["monthly_report", "month"] == 1
    assert [periods["extracts", every] for every in ("week", "month", "quarter", "year")] == [5, 1, 1, 0]
    asked = {duty for duty, every in periods if every == "on_request"}
    assert asked == {"monthly_report", "department_report", "vnpt_report"}
    assert all(row["due"] is None for row in told)


def test_who_reported_is_not_for_the_public() -> None:
    """Name, address, telephone, e-mail and the recording are no public data (6.3, 18.5)."""
    fields = load_profile("binhphuoc").document["fields"]
    hidden = {name for name, field in fields.items() if field.get("public") is False}
    assert hidden == {"full_name", "address", "phone", "email", "recording"}
    assert all("call_taker" in fields[name]["shown_to"] for name in hidden - {"recording"})
