"""Bình Phước's core: at once, a ticket, 8 then 48 working hours, one postponement, one request for more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

TICKET = """
BP-1 | 2024-04-26 16:30 | submit    | citizen    | |
BP-1 | 2024-04-26 16:40 | connect   | call_taker | | to_agency=Sở Y
BP-1 | 2024-04-26 17:05 | no_answer | call_taker | |
"""
PROMISED = (
    f"{TICKET}BP-1 | 2024-05-02 09:00 | promise | focal_officer | Sở Y | committed_by=2024-05-08T17:00:00+07:00\n"
)


@pytest.fixture
def binhphuoc(court: Callable[..., Any]) -> Any:
    """Give the court of this draft."""
    return court("binhphuoc_core")


def test_eight_then_forty_eight_over_a_swapped_monday(binhphuoc: Any) -> None:
    """A ticket of Friday 17:05 waits for the next working day; then it is the head's, then overdue (9.3, 9.4, 10.2)."""
    case = binhphuoc.case(TICKET)
    seen = binhphuoc.clocks(case, "2024-04-29 08:00")
    assert seen["respond"][:2] == ("met", None)
    assert seen["pick_up"][0] == "cancelled"
    assert seen["focal"] == ("running", "2024-05-02 17:00", "agency/Sở Y")
    step = binhphuoc.advance(case, "2024-05-02 17:00")
    assert step.case.state == "with_focal"
    step = binhphuoc.advance(case, "2024-05-03 07:30")
    assert (step.case.state, [effect.verb for effect in step.effects]) == ("with_head", ["assign"])
    seen = binhphuoc.clocks(step.case, "2024-05-03 07:30")
    assert seen["focal"][0] == "breached"
    assert seen["head"] == ("running", "2024-05-09 17:00", "agency/Sở Y")
    step = binhphuoc.advance(step.case, "2024-05-13 08:00")
    assert (step.case.state, [(effect.verb, effect.to) for effect in step.effects]) == (
        "head_late",
        [("report", "ict_department")],
    )
    assert binhphuoc.clocks(step.case, "2024-05-13 08:00")["head"][0] == "breached"


def test_the_overdue_status_is_one_run(binhphuoc: Any) -> None:
    """An answer after the overdue status ends the head's one run late; escalations need no row of the log (10.2)."""
    case = binhphuoc.case(f"{TICKET}BP-1 | 2024-05-13 08:00 | reply | agency_head | Sở Y | result=Đã xử lý")
    seen = binhphuoc.clocks(case, "2024-05-13 08:00")
    assert (case.state, seen["head"][0], seen["focal"][0]) == ("answered", "late", "breached")
    assert "head.2" not in seen


def test_a_promise_in_the_place_of_eight_hours(binhphuoc: Any) -> None:
    """A stated completion replaces the eight hours; unmet, the head's hours follow from then (9.3/p2, 9.4)."""
    case = binhphuoc.case(PROMISED)
    seen = binhphuoc.clocks(case, "2024-05-08 17:00")
    assert seen["focal"][0] == "replaced"
    assert seen["promised"][:2] == ("running", "2024-05-08 17:00")
    step = binhphuoc.advance(case, "2024-05-09 07:30")
    assert step.case.state == "with_head"
    assert binhphuoc.clocks(step.case, "2024-05-09 07:30")["head"][:2] == ("running", "2024-05-16 17:00")


def test_one_postponement(binhphuoc: Any) -> None:
    """The one postponement moves the stated completion; a second is refused, and one without a promise too (10.3)."""
    once = "BP-1 | 2024-05-07 09:00 | postpone | focal_officer | Sở Y | committed_by=2024-05-10T17:00:00+07:00\n"
    seen = binhphuoc.clocks(binhphuoc.case(PROMISED + once), "2024-05-08 18:00")
    assert seen["promised"][:2] == ("running", "2024-05-10 17:00")
    assert binhphuoc.refusal(PROMISED + once, once.replace("07 09:00", "07 10:00")) == "too-often"
    assert binhphuoc.refusal(TICKET, once.replace("05-07", "05-02")) == "no-clock"


def test_one_request_for_more_and_the_hours_go_on(binhphuoc: Any) -> None:
    """More is asked for once, the citizen may supply it after that only, and no clock stops (15.4)."""
    ask = "BP-1 | 2024-05-02 08:00 | ask_more | focal_officer | Sở Y |\n"
    supply = "BP-1 | 2024-05-02 10:00 | supply | citizen | | phone=0911111111\n"
    assert binhphuoc.refusal(TICKET, supply) == "unmet-condition"
    assert binhphuoc.refusal(TICKET + ask, ask.replace("08:00", "09:00")) == "too-often"
    seen = binhphuoc.clocks(binhphuoc.case(TICKET + ask + supply), "2024-05-02 10:00")
    assert seen["focal"][:2] == ("running", "2024-05-02 17:00")


def test_whoever_should_call_113_is_told_so(binhphuoc: Any) -> None:
    """What belongs to 113 is refused at once with the number to call, and can't be answered (4.6, 8.2)."""
    log = "BP-2 | 2024-05-06 09:00 | submit | citizen | | matter=police_113\n"
    assert binhphuoc.refusal(log, "BP-2 | 2024-05-06 09:01 | answer | call_taker | | result=x") == "unmet-condition"
    ran = binhphuoc.run(f"{log}BP-2 | 2024-05-06 09:01 | refuse | call_taker | | reason=Gọi 113")["BP-2"]
    assert (ran.case.state, [effect.verb for effect in ran.effects]) == ("refused", ["redirect"])


@pytest.mark.parametrize(
    ("language", "foreign", "taken"),
    [("vi", "false", True), ("en", "true", True), ("en", "false", False), ("fr", "true", False)],
)
def test_languages(binhphuoc: Any, language: str, foreign: str, taken: bool) -> None:
    """Vietnamese is taken, English from foreigners, nothing else; the answer is a refusal with its reason (6.1)."""
    log = f"BP-3 | 2024-05-06 09:00 | submit | citizen | | language={language}; foreign={foreign}\n"
    answer = "BP-3 | 2024-05-06 09:01 | answer | call_taker | | result=Có"
    refuse = "BP-3 | 2024-05-06 09:01 | refuse | call_taker | | reason=Ngôn ngữ"
    assert binhphuoc.case(log + (answer if taken else refuse)).state == ("answered" if taken else "refused")
    assert binhphuoc.refusal(log, refuse if taken else answer) == "unmet-condition"


def test_unclear_jurisdiction(binhphuoc: Any) -> None:
    """The department says whose it is, the call taker tells the citizen and goes on or closes (9.6)."""
    log = """
BP-4 | 2024-05-06 09:00 | submit           | citizen     | |
BP-4 | 2024-05-06 09:05 | ask_jurisdiction | call_taker  | |
BP-4 | 2024-05-07 09:00 | determine        | ict_officer | | jurisdiction={}
BP-4 | 2024-05-07 09:30 | inform           | call_taker  | |
"""
    assert binhphuoc.case(log.format("inside")).state == "taken"
    assert binhphuoc.case(log.format("outside")).state == "refused"


@pytest.mark.parametrize(("log", "at"), [(TICKET, "2024-05-03 08:00"), (PROMISED, "2024-05-09 08:00")])
def test_an_escalation_recorded_by_hand_confirms_the_due_that_led_to_it(binhphuoc: Any, log: str, at: str) -> None:
    """Two limits lead to one step, known by one name: the row confirms whichever of them has passed (9.4, S24)."""
    (run,) = binhphuoc.run(f"{log}BP-1 | {at} | escalate | call_taker | |").values()
    assert (run.case.state, [line.subject for line in run.trace if line.kind == "confirmed"]) == (
        "with_head",
        ["escalate"],
    )
