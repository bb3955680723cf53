"""More of Hà Nội, as an overlay: the same process for waste, a torn text, broadcasts, accounts that lock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def hanoi(court: Callable[..., Any]) -> Any:
    """Give the court of this draft."""
    return court("hanoi_more")


@pytest.mark.parametrize(
    ("category", "severity", "due", "basis"),
    [
        ("order", "normal", "2025-03-13 00:00", "8.5/d3/i2"),
        ("order", "complex", "2025-03-25 00:00", "8.5/d3/i3"),
        ("waste", "normal", "2025-04-16 00:00", "10.4/d3/i2"),
        ("waste", "complex", "2025-04-16 00:00", "10.4/d3/i2"),
        ("waste", "urgent", "2025-03-03 15:30", "10.4/d3/i1"),
    ],
)
def test_the_same_process_under_other_articles(hanoi: Any, category: str, severity: str, due: str, basis: str) -> None:
    """Waste runs as a report does, with its own limits and citations (8.5, 10.4)."""
    case = hanoi.case(f"""
HN-5 | 2025-03-03 08:00 | submit | citizen | | receiver=center; category={category}
HN-5 | 2025-03-03 09:00 | accept | center_officer | | severity={severity}; handler=department; to_department=Sở X
HN-5 | 2025-03-03 10:00 | assign | department_head | Sở X | officer=Lan
""")
    seen = hanoi.clocks(case, "2025-03-03 10:00")
    assert seen["handling"] == ("running", due, "department/Sở X")
    view = next(view for view in hanoi.views(case, "2025-03-03 10:00") if view.clock == "handling")
    assert [way.basis for way in view.ways] == [(basis,)]
    assert seen["dispatch"][0] == "met"


def test_waste_can_not_be_extended(hanoi: Any) -> None:
    """Article 10 has no extension: the inherited event is gone (10.4)."""
    log = """
HN-5 | 2025-03-03 08:00 | submit | citizen | | receiver=center; category=waste
HN-5 | 2025-03-03 09:00 | accept | center_officer | | severity=complex; handler=department; to_department=Sở X
HN-5 | 2025-03-03 10:00 | assign | department_head | Sở X | officer=Lan
"""
    extend = "HN-5 | 2025-03-04 10:00 | extend | department_head | Sở X | extended_to=2025-05-01; procedure=x"
    assert hanoi.refusal(log, extend) == "wrong-state"


def test_a_torn_text_is_not_guessed(hanoi: Any) -> None:
    """An initiative has thirty working days; for deep research the text breaks off, and nothing is judged (9)."""
    log = """
SK-1 | 2025-03-03 08:00 | propose    | citizen        | |
SK-1 | 2025-03-04 08:00 | distribute | center_officer | | to_department=Sở X
"""
    assert hanoi.clocks(hanoi.case(log), "2025-03-05 08:00")["study"][:2] == ("running", "2025-04-17 00:00")
    log += "SK-1 | 2025-03-10 08:00 | deepen | department_head | Sở X |\n"
    assert hanoi.clocks(hanoi.case(log), "2025-12-01 08:00")["study"][:2] == ("running", None)
    log += "SK-1 | 2025-12-02 08:00 | respond | department_head | Sở X | answer=Hay\n"
    assert hanoi.clocks(hanoi.case(log), "2025-12-02 08:00")["study"][:2] == ("unjudged", None)


def test_what_a_higher_level_has_sent_is_not_sent_again(hanoi: Any) -> None:
    """A commune says whether the city or district has sent it; then it sends, or drops it (17.2)."""
    log = "TT-1 | 2025-03-03 08:00 | create_commune | commune_head | Hàng Bạc |\n"
    send = "TT-1 | 2025-03-03 09:00 | send | commune_head | Hàng Bạc | "
    assert hanoi.case(f"{log}{send}repeats_higher=false").state == "sent"
    assert hanoi.refusal(log, f"{send}repeats_higher=true") == "unmet-condition"
    assert hanoi.case(f"{log}TT-1 | 2025-03-03 09:00 | drop | commune_head | Hàng Bạc |").state == "dropped"


def refused(number: int) -> str:
    """Write the two rows of a report that is refused as untrue."""
    return f"""V-{number} | 2025-03-1{number} 08:00 | submit | citizen | | receiver=center; category=order; account=TK-1
V-{number} | 2025-03-1{number} 09:00 | refuse | center_officer | | refusal=untrue; reason=Không có thật
"""


def test_the_fourth_violation_in_a_row_locks_for_thirty_days(hanoi: Any) -> None:
    """More than three times in a row is the fourth; thirty days later the account opens by itself (27.3)."""
    log = "TK-1 | 2025-03-01 08:00 | register | citizen | |\n" + "".join(refused(number) for number in range(3))
    assert hanoi.run(log)["TK-1"].case.state == "active"
    ran = hanoi.run(log + refused(3))["TK-1"]
    assert ran.case.state == "locked"
    assert [effect.verb for effect in ran.effects] == ["lock"]
    assert hanoi.clocks(ran.case, "2025-03-14 08:00")["lock"][:2] == ("running", "2025-04-13 00:00")
    step = hanoi.advance(ran.case, "2025-04-13 00:01")
    assert (step.case.state, [effect.verb for effect in step.effects]) == ("active", ["unlock"])


def test_a_true_report_between_them_starts_the_count_again(hanoi: Any) -> None:
    """Only violations in a row count (27.3)."""
    honest = """V-9 | 2025-03-03 08:00 | submit | citizen | | receiver=center; category=order; account=TK-1
V-9 | 2025-03-03 09:00 | accept | center_officer | | severity=normal; handler=department; to_department=Sở X
V-9 | 2025-03-03 10:00 | assign | department_head | Sở X | officer=Lan
V-9 | 2025-03-04 08:00 | submit_draft | department_officer | Sở X | result=Xong
V-9 | 2025-03-04 09:00 | approve | department_head | Sở X |
V-9 | 2025-03-04 10:00 | record_result | department_officer | Sở X | photo=a.jpg
V-9 | 2025-03-04 11:00 | publish | department_head | Sở X |
V-9 | 2025-03-12 15:00 | confirm_honest | center_officer | |
"""
    log = "TK-1 | 2025-03-01 08:00 | register | citizen | |\n" + "".join(refused(number) for number in range(4))
    assert hanoi.run(log + honest)["TK-1"].case.state == "active"
