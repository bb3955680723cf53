"""Trà Vinh: a lock that follows from a year's silence is told as the timer's own doing."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from feedback_rules.engine import Engine
from feedback_rules.profiles.shelf import load_profile
from feedback_rules.workflow.event import Event

if TYPE_CHECKING:
    from feedback_rules.workflow.case import Case


def test_a_timer_that_moves_the_case_is_not_said_to_be_left_by_somebody() -> None:
    """S11a, S14: what a timer's due brings about is told as that, not as an event that leads to the same state."""
    engine = Engine(load_profile("travinh"))
    registered = Event.from_dict(
        {
            "case": "TK-1",
            "name": "register",
            "at": "2024-08-26T08:00:00+07:00",
            "by": "citizen",
            "data": {"owner": "person", "identity": "own"},
        }
    )
    case = engine.apply(None, registered).case
    case = engine.advance(case, to=datetime.fromisoformat("2025-08-28T08:00:00+07:00")).case
    assert case.state == "locked"
    told = [step["text"] for step in engine.explain(case, clock="silence").to_dict("en")["steps"]]
    assert not any("ask_lock" in text for text in told)
    assert any("it moves to “Locked”" in text for text in told)


def test_the_year_after_an_unlock_is_said_to_start_with_the_unlock() -> None:
    """S35: a run that a login restarted, and one that began anew when the account was unlocked, are told apart."""
    engine = Engine(load_profile("travinh"))
    rows = [
        ("register", "2024-08-26", "citizen", {"owner": "person", "identity": "own"}),
        ("login", "2024-09-01", "citizen", {}),
        ("ask_lock", "2024-10-01", "citizen", {}),
        ("ask_unlock", "2024-10-02", "citizen", {}),
        ("unlock", "2024-10-03", "ict_officer", {}),
    ]
    case = None
    for name, day, actor, data in rows:
        row = {"case": "TK-1", "name": name, "at": f"{day}T08:00:00+07:00", "by": actor, "data": data}
        case = engine.apply(case, Event.from_dict(row)).case
    assert case is not None
    for number, event in ((1, "(register)"), (2, "(login)"), (3, "(unlock)")):
        assert event in _start(engine, case, number)


def _start(engine: Engine, case: Case, number: int) -> str:
    told = engine.explain(case, clock="silence", run=number).to_dict("en")["steps"]
    return next(str(step["text"]) for step in told if " started with " in step["text"])
