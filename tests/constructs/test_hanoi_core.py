"""Hà Nội's core: verification inside intake, one handling limit over several steps, partners, rework, clarification."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

DRAFTED = """
HN-1 | 2025-03-03 09:00 | submit       | citizen            |     | receiver=center
HN-1 | 2025-03-03 10:00 | accept | center_officer |  | severity=normal; handler=department; to_department=Sở X
HN-1 | 2025-03-03 11:00 | assign       | department_head    | Sở X | officer=Lan
HN-1 | 2025-03-05 10:00 | submit_draft | department_officer | Sở X | result=Đã dọn
HN-1 | 2025-03-05 16:00 | reject       | department_head    | Sở X | reason=Thiếu ảnh
HN-1 | 2025-03-07 08:00 | submit_draft | department_officer | Sở X | result=Đã dọn sạch
HN-1 | 2025-03-07 09:00 | approve      | department_head    | Sở X |
"""
ANSWERED = f"""{DRAFTED}HN-1 | 2025-03-12 23:00 | record_result | department_officer | Sở X | photo=sach.jpg
HN-1 | 2025-03-14 00:00 | publish | department_head | Sở X |
"""
DOUBTED = """
HN-2 | 2025-03-07 16:00 | submit         | citizen        | | receiver=center
HN-2 | 2025-03-10 08:00 | verify         | center_officer | |
HN-2 | 2025-03-10 09:00 | attempt_failed | center_officer | |
"""
SHARED = """
HN-3 | 2025-03-03 08:00 | submit          | citizen        |          | receiver=center
HN-3 | 2025-03-03 09:00 | accept | center_officer | | severity=complex; handler=commune; to_commune=Hàng Bạc
HN-3 | 2025-03-03 09:30 | ask_cooperation | commune_head   | Hàng Bạc | partners=Sở A + Sở B
HN-3 | 2025-03-03 10:00 | assign          | commune_head   | Hàng Bạc | officer=Minh
HN-3/cooperation/1 | 2025-03-10 10:00 | send_findings | department_head | Sở A | findings=Đường của xã
"""


@pytest.fixture
def hanoi(court: Callable[..., Any]) -> Any:
    """Give the court of this draft."""
    return court("hanoi_core")


def test_rework_runs_inside_handling(hanoi: Any) -> None:
    """A draft that is refused is due again in a working day, and the handling limit goes on (12.1, 8.5)."""
    case = hanoi.case(ANSWERED)
    seen = hanoi.clocks(case, "2025-03-14 00:00")
    assert case.state == "answered"
    assert seen["redo"] == ("late", "2025-03-07 00:00", "department/Sở X")
    assert seen["handling"] == ("met", "2025-03-13 00:00", "department/Sở X")
    assert seen["publication"] == ("met", "2025-03-14 00:00", "department/Sở X")


def test_the_last_minute_is_in_time_the_next_is_late(hanoi: Any) -> None:
    """An act at 24:00 of the seventh working day is in time, a minute later it is late (8.5/d3/i2)."""
    for when, verdict in (("2025-03-13 00:00", "met"), ("2025-03-13 00:01", "late")):
        case = hanoi.case(f"{DRAFTED}HN-1 | {when} | record_result | department_officer | Sở X | file=bien-ban.pdf")
        assert hanoi.clocks(case, when)["handling"][0] == verdict


def test_the_result_needs_its_proof(hanoi: Any) -> None:
    """A result without a picture or a file is not recorded (12.2)."""
    bare = "HN-1 | 2025-03-12 09:00 | record_result | department_officer | Sở X |"
    assert hanoi.refusal(DRAFTED, bare) == "missing-evidence"


def test_two_days_to_ask_two_working_days_to_answer(hanoi: Any) -> None:
    """The citizen's right is lost after two days, rolled over the weekend; the unit has two working days (13)."""
    asked = "HN-1 | 2025-03-17 22:00 | ask_clarification | citizen | | question=Ai dọn"
    told = "HN-1/clarification/1 | 2025-03-20 08:00 | answer | department_head | Sở X | explanation=Đội vệ sinh"
    seen = hanoi.clocks(hanoi.case(f"{ANSWERED}{asked}\n{told}"), "2025-03-20 08:00")
    assert seen["question"][:2] == ("met", "2025-03-18 00:00")
    assert seen["clarification/1:clarify"] == ("late", "2025-03-20 00:00", "department/Sở X")
    again = "HN-1 | 2025-03-18 00:01 | ask_clarification | citizen | | question=Khi nào"
    assert hanoi.refusal(f"{ANSWERED}{asked}", again) == "too-late"
    assert hanoi.refusal(ANSWERED, again) == "too-late"


def test_verification_counts_from_receipt_inside_intake(hanoi: Any) -> None:
    """Four working hours for verification and eight for intake, both from receipt, over a weekend (6.2.d, 7.2.d)."""
    refuse = "HN-2 | 2025-03-10 10:31 | refuse | center_officer | | refusal=unverifiable; reason=Không gọi được"
    assert hanoi.refusal(DOUBTED, refuse) == "unmet-condition"
    failed = "HN-2 | 2025-03-10 10:00 | attempt_failed | center_officer | |"
    case = hanoi.case(f"{DOUBTED}{failed}\n{refuse}")
    seen = hanoi.clocks(case, "2025-03-10 10:31")
    assert case.state == "refused"
    assert seen["verification"] == ("late", "2025-03-10 10:30", "center")
    assert seen["intake"] == ("met", "2025-03-10 16:00", "center")


def test_passing_up_gives_the_superior_its_own_hours(hanoi: Any) -> None:
    """A report passed to the superior body is received there anew (7.2.c)."""
    log = """
HN-4 | 2025-03-03 08:00 | submit  | citizen      |          | receiver=commune; to_commune=Hàng Bạc
HN-4 | 2025-03-03 15:00 | pass_up | commune_head | Hàng Bạc |
"""
    seen = hanoi.clocks(hanoi.case(log), "2025-03-03 15:00")
    assert seen["intake"] == ("met", "2025-03-04 08:00", "commune/Hàng Bạc")
    assert seen["intake.2"] == ("running", "2025-03-04 15:00", "center")


def test_a_late_partner_is_charged_not_the_lead(hanoi: Any) -> None:
    """The draft waits for every partner; the one that is late is charged with it (8.2)."""
    draft = "HN-3 | 2025-03-11 09:00 | submit_draft | commune_officer | Hàng Bạc | result=Xong"
    assert hanoi.refusal(SHARED, draft) == "unmet-condition"
    rest = """HN-3 | 2025-03-20 09:00 | extend | commune_head | Hàng Bạc | extended_to=2025-04-15; procedure=Đấu thầu
HN-3/cooperation/2 | 2025-03-25 08:00 | send_findings | department_head | Sở B | findings=Cống của sở
HN-3 | 2025-03-25 09:00 | submit_draft | commune_officer | Hàng Bạc | result=Xong"""
    seen = hanoi.clocks(hanoi.case(SHARED + rest), "2025-03-25 09:00")
    assert seen["cooperation/1:cooperate"] == ("met", "2025-03-25 00:00", "department/Sở A")
    assert seen["cooperation/2:cooperate"] == ("late", "2025-03-25 00:00", "department/Sở B")
    assert seen["handling"] == ("running", "2025-04-16 00:00", "commune/Hàng Bạc")


def test_thirty_working_days_is_a_total(hanoi: Any) -> None:
    """An extension beyond thirty working days from the assignment, April 7 being a day off, is refused (8.5/d3/i3)."""
    longer = "HN-3 | 2025-03-20 09:00 | extend | commune_head | Hàng Bạc | extended_to=2025-04-16; procedure=Đấu thầu"
    assert hanoi.refusal(SHARED, longer) == "over-ceiling"
