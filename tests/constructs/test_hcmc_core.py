"""Hồ Chí Minh City's core: five minutes, promises, the wrong unit again and again, duplicates, major incidents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

LAMP = """
HC-1 | 2024-02-09 21:00 | submit         | call_taker       |     | category=incident
HC-1 | 2024-02-09 21:04 | forward        | call_taker       |     | handler=district; to_unit=Quận 3
HC-1 | 2024-02-09 21:20 | confirm_real   | district_officer | Quận 3 |
HC-1 | 2024-02-09 21:25 | assign_subunit | district_officer | Quận 3 | to_subunit=Đội A
"""
SEEN = f"{LAMP}HC-1 | 2024-02-09 22:00 | inspected | subunit_officer | Đội A | incident=ordinary\n"
NOISE = """
HC-2 | 2024-03-04 09:00 | submit  | citizen    | | category=socio_economic
HC-2 | 2024-03-04 09:03 | forward | call_taker | | handler=district; to_unit=Quận 1
"""


@pytest.fixture
def hcmc(court: Callable[..., Any]) -> Any:
    """Give the court of this draft."""
    return court("hcmc_core")


def test_steps_chain_through_the_night_of_tet(hcmc: Any) -> None:
    """Minutes and hours run at night and in Tết, each step from the end of the one before (7.1.a)."""
    seen = hcmc.clocks(hcmc.case(SEEN), "2024-02-09 22:30")
    assert seen["classify"] == ("met", "2024-02-09 21:05", "call_centre")
    assert seen["pass_down"] == ("met", "2024-02-09 21:25", "district/Quận 3")
    assert seen["inspect"] == ("met", "2024-02-09 23:25", "subunit/Đội A")
    assert seen["repair"] == ("running", "2024-02-10 00:00", "subunit/Đội A")


def test_a_date_stated_in_time_replaces_the_two_hours(hcmc: Any) -> None:
    """In time it replaces, late it stands beside the breach, in the past it is refused; it may be renewed (7.1.a)."""
    promise = "HC-1 | {} | promise | subunit_officer | Đội A | committed_by={}+07:00\n"
    in_time = hcmc.case(SEEN + promise.format("2024-02-09 23:50", "2024-02-12T17:00:00"))
    seen = hcmc.clocks(in_time, "2024-02-10 09:00")
    assert seen["repair"][0] == "replaced"
    assert seen["promised"][:2] == ("running", "2024-02-12 17:00")
    late = hcmc.case(SEEN + promise.format("2024-02-10 00:01", "2024-02-12T17:00:00"))
    seen = hcmc.clocks(late, "2024-02-10 09:00")
    assert seen["repair"][0] == "breached"
    assert seen["promised"][0] == "running"
    past = promise.format("2024-02-09 23:50", "2024-02-09T23:00:00")
    assert hcmc.refusal(SEEN, past) == "past-date"
    again = promise.format("2024-02-12 16:00", "2024-02-13T09:00:00")
    done = "HC-1 | 2024-02-13 09:01 | report_result | subunit_officer | Đội A | result=Đã thay bóng\n"
    case = hcmc.case(SEEN + promise.format("2024-02-09 23:50", "2024-02-12T17:00:00") + again + done)
    seen = hcmc.clocks(case, "2024-02-13 09:01")
    assert seen["promised"][0] == "replaced"
    assert seen["promised.2"][:2] == ("late", "2024-02-13 09:00")


def test_the_wrong_unit_back_and_on_again(hcmc: Any) -> None:
    """Returned twice, sent on twice; each return has its own hour, and the former unit may act no more (7.1.c)."""
    back = """HC-1 | 2024-02-09 22:26 | return_to_manager | subunit_officer | Đội A | reason=Nhầm; findings=Cột của sở
HC-1 | 2024-02-09 23:00 | agree | district_officer | Quận 3 |
HC-1 | 2024-02-09 23:10 | forward | call_taker | | handler=department; to_unit=Sở G
HC-1 | 2024-02-09 23:30 | confirm_real | department_officer | Sở G |
HC-1 | 2024-02-09 23:33 | assign_subunit | department_officer | Sở G | to_subunit=Đội B
HC-1 | 2024-02-10 00:00 | return_to_manager | subunit_officer | Đội B | reason=Không quản lý; findings=Cột của điện
"""
    case = hcmc.case(LAMP + back)
    seen = hcmc.clocks(case, "2024-02-10 00:00")
    assert seen["wrong_unit"][:2] == ("late", "2024-02-09 22:25")
    assert seen["wrong_unit.2"][:2] == ("met", "2024-02-10 00:33")
    assert (case.holder, case.unit) == ("department", "Sở G")
    assert hcmc.refusal(LAMP + back, "HC-1 | 2024-02-10 00:05 | agree | district_officer | Quận 3 |") in {
        "wrong-unit",
        "wrong-actor",
    }


def test_nine_reporters_one_report(hcmc: Any) -> None:
    """The first goes on and learns of the others, also after its answer; each of them is told in five minutes (6.4)."""
    log = SEEN + "HC-1 | 2024-02-09 23:00 | report_result | subunit_officer | Đội A | result=Xong\n"
    for number in range(2, 10):
        log += f"D-{number} | 2024-02-09 23:0{number} | submit | citizen | | category=incident\n"
        minute = number + (4 if number < 9 else 6)
        log += f"D-{number} | 2024-02-09 23:{minute:02} | merge | call_taker | | duplicate_of=HC-1\n"
    ran = hcmc.run(log)
    others = [ran[f"D-{number}"] for number in range(2, 10)]
    assert {other.case.state for other in others} == {"merged"}
    assert {effect.verb for other in others for effect in other.effects} == {"notify", "signal"}
    told = [hcmc.clocks(other.case, "2024-02-10 00:00")["classify"][0] for other in others]
    assert told == ["met"] * 7 + ["late"]
    assert [entry.subject for entry in ran["HC-1"].trace].count("duplicate_joined") == len(others)
    assert (ran["HC-1"].case.state, ran["HC-1"].violations) == ("answered", ())


def test_a_major_incident_ends_the_hours(hcmc: Any) -> None:
    """A dangerous incident goes to the operator, and the limits of the steps end with it (7.1.e)."""
    major = """HC-1 | 2024-02-09 22:10 | major | subunit_officer | Đội A | findings=Sập cống
HC-1 | 2024-02-09 22:15 | hand_over | call_taker | |
"""
    case = hcmc.case(SEEN + major)
    assert (case.state, case.holder) == ("major_handling", "operator")
    assert hcmc.clocks(case, "2024-02-10 10:00")["repair"][0] == "cancelled"


def test_not_an_incident_is_settled_in_working_days(hcmc: Any) -> None:
    """What is no incident changes its category and takes the course of the second clause (7.1.d, 7.2.b)."""
    log = (
        LAMP.split("HC-1 | 2024-02-09 21:20", maxsplit=1)[0]
        + "HC-1 | 2024-02-09 21:30 | not_incident | district_officer | Quận 3 |"
    )
    case = hcmc.case(log)
    assert hcmc.engine.facts(case)["category"] == "socio_economic"
    assert hcmc.clocks(case, "2024-02-09 21:30")["settle"][:2] == ("running", "2024-02-22 00:00")


def test_one_or_two_working_days_to_return(hcmc: Any) -> None:
    """A return without a look on the spot has one working day, with one two; the next unit starts anew (7.2.c)."""
    back = "HC-2 | 2024-03-05 16:00 | return_to_portal | district_officer | Quận 1 | reason=Không thuộc; on_site={}\n"
    for checked, when, verdict in (
        ("false", "05 16:00", "met"),
        ("false", "06 08:00", "late"),
        ("true", "06 08:00", "met"),
    ):
        row = back.replace("05 16:00", when).format(checked)
        seen = hcmc.clocks(hcmc.case(NOISE + row), "2024-03-06 08:00")
        assert seen["not_competent"][0] == verdict
    log = (
        NOISE
        + back.format("true")
        + "HC-2 | 2024-03-05 16:10 | forward | call_taker | | handler=district; to_unit=Quận 2\n"
    )
    log += "HC-2 | 2024-03-06 16:00 | return_to_portal | district_officer | Quận 2 | reason=Không thuộc; on_site=false"
    seen = hcmc.clocks(hcmc.case(log), "2024-03-06 16:00")
    assert seen["not_competent.2"] == ("met", "2024-03-07 00:00", "district/Quận 2")


def test_progress_with_a_commitment(court: Callable[..., Any]) -> None:
    """A progress report with a committed date replaces the five days, or under the other reading does not (7.2.b)."""
    told = "HC-2 | 2024-03-11 10:00 | report_progress | district_officer | Quận 1 | progress=Chờ giấy; photo=a.jpg; "
    told += "committed_by=2024-03-20T17:00:00+07:00\n"
    for option, verdict in (("replaces", "replaced"), ("breach", "breached")):
        hcmc = court("hcmc_core", progress=option)
        seen = hcmc.clocks(hcmc.case(NOISE + told), "2024-03-12 08:00")
        assert seen["settle"][:2] == (verdict, "2024-03-12 00:00")
        assert seen["committed"][:2] == ("running", "2024-03-20 17:00")


def test_whose_hour_it_is(court: Callable[..., Any]) -> None:
    """By default the hour judges the closing of a false report; under the option it binds verification (7.1.a/s1)."""
    log = LAMP.split("HC-1 | 2024-02-09 21:20", maxsplit=1)[0]
    hcmc = court("hcmc_core")
    seen = hcmc.clocks(hcmc.case(log), "2024-02-09 22:05")
    assert seen["false_report"][0] == "lapsed"
    assert "verification" not in seen
    other = court("hcmc_core", hour_of_verification="verification")
    seen = other.clocks(other.case(log), "2024-02-09 22:05")
    assert seen["verification"][0] == "breached"
    assert "false_report" not in seen


def test_guidance_from_either_receipt(court: Callable[..., Any]) -> None:
    """The hour of guidance runs from the operator's receipt; the option counts it from the citizen's call (6.3)."""
    log = """
HC-3 | 2024-03-04 09:00 | submit       | citizen    | | category=incident
HC-3 | 2024-03-04 09:04 | ask_guidance | call_taker | |
"""
    for option, due in (("operator", "2024-03-04 10:04"), ("first", "2024-03-04 10:00")):
        hcmc = court("hcmc_core", guidance_start=option)
        assert hcmc.clocks(hcmc.case(log), "2024-03-04 09:30")["guide"][:2] == ("running", due)


def test_an_open_case_of_a_district_is_nobodys_after_its_end(hcmc: Any) -> None:
    """With the district tier the unit that held the case ended, and no text names another (S34)."""
    log = NOISE.replace("2024-03-04", "2025-06-27")
    step = hcmc.advance(hcmc.case(log), "2025-07-01 08:00")
    assert (step.case.state, step.case.holder) == ("settling", "nobody")
