"""The reason of a refusal in one sentence: names for ids, clock times for ISO instants."""

from __future__ import annotations

from typing import Any

import pytest

from feedback_rules import Engine, load_profile
from feedback_rules.explain import refusal_words
from feedback_rules.studies.results import case_result
from feedback_rules.workflow.event import Event
from feedback_rules.workflow.refusal import Refusal

ENGINE = Engine(load_profile("langson"))
BOOK = ENGINE.book
ROW = {"case": "LS-1", "name": "assign", "at": "2024-03-04T08:00:00+07:00", "by": "commune_leader", "unit": "Tân Mỹ"}


@pytest.mark.parametrize(
    ("code", "params", "told"),
    [
        ("too-late", {"due": "2024-03-05T00:00:00+07:00"}, "24:00 Mon 4 Mar 2024"),
        ("too-early", {"clock": "supplement", "due": " (2024-03-04T09:00:00+07:00)"}, "(09:00 Mon 4 Mar 2024)"),
        ("wrong-unit", {"unit": "Tân Mỹ", "expected": "commune"}, "routed to Commune People's Committee"),
        ("wrong-actor", {"who": "citizen, ioc_officer"}, "who reports or Processing officer at the IOC"),
        ("missing-field", {"fields": "to_unit / photo"}, " or "),
        ("two-transitions", {"first": "assigned_commune", "second": "stay"}, "and stay"),
        ("over-ceiling", {"due": "-", "ceiling": ("3 ngày", "3 days")}, "the ceiling 3 days"),
        ("past-date", {"field": "photo", "value": "2024-03-01", "at": ROW["at"]}, "08:00 Mon 4 Mar 2024"),
    ],
)
def test_a_reason_has_names_and_clock_times(code: str, params: dict[str, Any], told: str) -> None:
    """S23: kinds, roles, fields and clocks by their titles; a due at midnight is 24:00 of the day that ended (S5)."""
    vi, en = refusal_words(Refusal.of(code, Event.from_dict(ROW), "at_commune", **params), BOOK)
    assert told in en
    assert vi != en
    for words in (vi, en):
        assert "T08:" not in words
        assert "+07:00" not in words
        assert "commune_leader" not in words
        assert words.endswith(".")


def test_what_is_open_is_named_with_whose_it_is() -> None:
    """S23: each event that is open, by its title and its id, and the title of the role that may do it."""
    refused = Refusal.of("wrong-state", Event.from_dict(ROW), "submitted")._replace(
        open=(("forward", ("ioc_officer",)),)
    )
    assert refusal_words(refused, BOOK)[1].endswith("(forward): Processing officer at the IOC.")


def test_an_audit_speaks_with_names() -> None:
    """S24: what a log's results say of a refused row is for people; code and event keep their ids."""
    run = ENGINE.replay([Event.from_dict({**ROW, "name": "finish"})], mode="audit").cases["LS-1"]
    (violation,) = case_result(ENGINE, "LS-1", run)["violations"]
    (kept,) = run.violations
    assert kept.refusal is not None
    assert violation["code"] == kept.code
    assert violation["name"] == "finish"
    assert (violation["message"]["vi"], violation["message"]["en"]) == refusal_words(kept.refusal, BOOK)


def test_where_nothing_was_routed_the_wrong_unit_has_no_right_one_beside_it() -> None:
    """S24, S34: an audit that follows a head into a state that no kind holds yet names no unit that isn't there."""
    day, sent = "2025-06-02T", {"category": "environment", "channel": "app", "content": "c", "place": "x"}
    rows: list[dict[str, Any]] = [
        {"case": "H-1", "name": "submit", "at": f"{day}08:00:00+07:00", "by": "citizen", "data": sent},
        {"case": "H-1", "name": "foward", "at": f"{day}08:30:00+07:00", "by": "center_officer"},
        {"case": "H-1", "name": "approve", "at": f"{day}09:30:00+07:00", "by": "department_head", "unit": "Sở Y tế"},
        {
            "case": "H-1", "name": "record_result", "at": f"{day}10:30:00+07:00", "by": "department_officer",
            "unit": "Sở Y tế", "data": {"result": "done"},
        },
    ]  # fmt: skip
    run = Engine(load_profile("hanoi")).replay([Event.from_dict(row) for row in rows], mode="audit").cases["H-1"]
    refusal = run.violations[-1].refusal
    assert refusal is not None
    assert refusal.code == "wrong-unit"
    told = refusal_words(refusal, Engine(load_profile("hanoi")).book)
    assert "hồ sơ chưa được giao cho đơn vị nào" in told[0]
    assert "the case was routed to no unit yet" in told[1]
    assert "chưa được giao cho đơn vị nào" in refusal.text("vi")
    assert "None" not in told[0] + told[1] + refusal.text("vi") + refusal.text("en")
