"""Trà Vinh's core: accounts that lock, a given limit, two hours that start together, a part that goes back alone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

PASSED = """
TV-1 | 2024-09-06 16:30 | submit   | citizen          | |
TV-1 | 2024-09-09 08:00 | accept   | operator_officer | |
TV-1 | 2024-09-09 08:30 | transfer | operator_officer | | to_agency=Sở X
"""
STATED = f"{PASSED}TV-1 | 2024-09-09 09:00 | state_limit | agency_officer | Sở X | legal_limit=5 ngày làm việc\n"


@pytest.fixture
def travinh(court: Callable[..., Any]) -> Any:
    """Give the court of this draft."""
    return court("travinh_core")


def test_two_hours_start_together(travinh: Any) -> None:
    """The agency's hour and the operator's start with the result; each is charged to its own (11.3.b, 11.3.c)."""
    log = f"""{STATED}TV-1 | 2024-09-16 10:00 | record_result | agency_officer   | Sở X |
TV-1 | 2024-09-16 10:50 | send_result   | agency_officer   | Sở X | signed_result=kq.pdf
TV-1 | 2024-09-16 11:05 | publish       | operator_officer |      |
"""
    seen = travinh.clocks(travinh.case(log), "2024-09-16 11:05")
    assert seen["check"] == ("met", "2024-09-09 09:00", "operator")
    assert seen["pass_on"] == ("met", "2024-09-09 09:00", "operator")
    assert seen["settle"] == ("met", "2024-09-17 00:00", "agency/Sở X")
    assert seen["send"] == ("met", "2024-09-16 11:00", "agency/Sở X")
    assert seen["publication"] == ("late", "2024-09-16 11:00", "operator")


def test_a_limit_of_another_law_and_what_follows(travinh: Any) -> None:
    """Until the limit is stated the run awaits it; when it passes the citizen is told how far it is (11.3.a)."""
    assert travinh.clocks(travinh.case(PASSED), "2024-09-09 09:00")["settle"][:2] == ("awaiting_limit", None)
    early = "TV-1 | 2024-09-16 09:00 | report_progress | agency_officer | Sở X | progress=Chờ vật tư"
    assert travinh.refusal(STATED, early) == "too-early"
    step = travinh.advance(travinh.case(STATED), "2024-09-17 08:00")
    assert [(effect.verb, effect.channel) for effect in step.effects] == [("notify", "email")]
    assert travinh.clocks(step.case, "2024-09-17 08:00")["settle"][0] == "breached"


def test_a_part_that_is_not_theirs_goes_back_alone(travinh: Any) -> None:
    """After an hour the agency's opinion is late and still an opinion; the rest of the report stays (11.3.a/p2)."""
    log = f"""{STATED}TV-1 | 2024-09-09 09:31 | return_part | agency_officer | Sở X | reason=Lưới điện
TV-1/remainder/1 | 2024-09-09 10:00 | pass_part | operator_officer | | to_agency=Điện lực
"""
    case = travinh.case(log)
    assert travinh.clocks(case, "2024-09-09 10:00")["partial_opinion"][:2] == ("late", "2024-09-09 09:30")
    assert (case.state, case.unit) == ("handling", "Sở X")
    assert (case.parts[1].state, case.parts[1].unit) == ("with_other", "Điện lực")


def test_text_without_diacritics_is_refused_with_the_reason(travinh: Any) -> None:
    """Vietnamese without its marks is found by intake, and the citizen gets the answer that is owed (9.2, 11.1.a)."""
    bare = "TV-2 | 2024-09-09 08:00 | submit | citizen | | content=Den duong hong\n"
    assert travinh.refusal(bare, "TV-2 | 2024-09-09 08:30 | accept | operator_officer | |") == "unmet-condition"
    ran = travinh.run(f"{bare}TV-2 | 2024-09-09 08:30 | refuse | operator_officer | | reason=Viết không dấu")["TV-2"]
    assert ran.case.state == "refused"
    assert [(effect.verb, effect.channel) for effect in ran.effects] == [("notify", "email")]


def test_five_wrong_passwords_in_a_row_lock(travinh: Any) -> None:
    """A login between them starts the count again; the fifth in a row locks (6.3.a/d1)."""
    log = "TK-1 | 2024-08-26 08:00 | register | citizen | |\n"
    log += "".join(f"TK-1 | 2024-08-26 09:0{n} | login_failed | citizen | |\n" for n in range(4))
    log += "TK-1 | 2024-08-26 09:10 | login | citizen | |\n"
    log += "".join(f"TK-1 | 2024-08-26 09:2{n} | login_failed | citizen | |\n" for n in range(4))
    assert travinh.case(log).state == "active"
    assert travinh.case(f"{log}TK-1 | 2024-08-26 09:30 | login_failed | citizen | |").state == "locked"


def test_a_year_of_silence_runs_from_the_unlock(travinh: Any) -> None:
    """A year without a login locks, not rolled; after an unlock it runs from the unlock (6.3.a/d2, 6.3.b)."""
    log = """
TK-1 | 2024-08-23 08:00 | register | citizen | |
TK-1 | 2024-08-24 09:00 | login    | citizen | |
"""
    silent = travinh.advance(travinh.case(log), "2025-08-25 00:00").case
    assert silent.state == "active"
    due = travinh.clocks(silent, "2025-08-25 00:00")["silence.2"]
    assert due[:2] == ("running", "2025-08-25 00:00")
    wake = travinh.engine.next_wakeup(silent)
    assert travinh.engine.advance(silent, to=wake).case.state == "locked"
    assert travinh.engine.advance(silent, to=wake - timedelta(microseconds=1)).case.state == "active"
    log += """TK-1 | 2025-08-25 08:00 | ask_unlock | citizen     | |
TK-1 | 2025-08-26 08:00 | unlock     | ict_officer | |
"""
    case = travinh.case(log)
    assert case.state == "active"
    assert travinh.clocks(case, "2025-08-26 08:00")["silence.3"][1] == "2026-08-27 00:00"


def test_forbidden_content_deletes_the_account(travinh: Any) -> None:
    """A report refused as forbidden tells the sender's account, which is deleted (9.1.c, 6.3.c/d2)."""
    log = """
TK-9 | 2024-09-02 08:00 | register         | citizen          | |
TV-3 | 2024-09-09 08:00 | submit           | citizen          | | account=TK-9
TV-3 | 2024-09-09 08:30 | refuse_forbidden | operator_officer | | reason=Nội dung cấm
"""
    assert travinh.run(log)["TK-9"].case.state == "deleted"
