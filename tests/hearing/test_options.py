"""What may happen next, by whom and with what; and what may not, and why (S23)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from feedback_rules.errors import RefusedError
from tests.hearing.bench import advanced, at, by_handler, case_of, engine, event, forward, handling, submit
from tests.hearing.small import compiled, document, flow, lost_and_found, stay, text

if TYPE_CHECKING:
    from feedback_rules.workflow.case import Case
    from feedback_rules.workflow.options import Option


def option(case: Case, name: str, when: str = "04 09:00", to: str | None = None) -> Option:
    """Give the option of that event."""
    return next(one for one in engine().options(case, at(when)) if one.event == name and to in (None, one.to))


def why(case: Case, name: str, when: str = "04 09:00") -> str | None:
    """Say in English why an event is not open."""
    found = option(case, name, when)
    assert found.allowed is (found.why is None)
    if found.why is None:
        return None
    assert found.why[0] != found.why[1]
    return found.why[1]


def test_what_may_happen_comes_first_by_name() -> None:
    """S23: then what may not, each with its reason in both languages."""
    found = engine().options(handling(), at("04 09:00"))
    order = [(not one.allowed, one.event) for one in found]
    assert order == sorted(order)
    assert {one.event for one in found if one.allowed} >= {"assign", "pass_up", "weigh", "withdraw"}


def test_an_option_says_by_whom_with_what_and_whereto() -> None:
    """S23: roles, their unit, what is needed and may be brought, what it sets, where it leads, its due and article."""
    found = option(handling(), "pass_up")
    assert (found.by, found.unit, found.needs, found.sets, found.to) == (
        ("handler",),
        "North",
        (("to_agency",),),
        ("severity",),
        "board",
    )
    assert (found.due, found.basis, found.title) == (at("08 00:00"), ("3.2",), ("Chuyển lên", "Pass up"))
    note = option(handling(), "file_note")
    assert (note.by, note.unit, note.may, note.due) == (
        ("chief", "elder", "officer"),
        None,
        ("content", "count", "other", "sure"),
        None,
    )
    assert option(handling(severity="urgent"), "assign").due == at("04 09:30")
    row = json.loads(json.dumps(found.to_dict()))
    assert (row["due"], row["why"], row["needs"]) == ("2024-03-08T00:00:00+07:00", None, [["to_agency"]])
    refused = option(case_of(submit(name=None)), "forward").to_dict()
    assert refused["why"]["en"].startswith("the condition of forward")


def test_the_holder_is_named_by_roles() -> None:
    """Language: by holder is whoever holds the state now."""
    assert option(case_of(submit(name=None)), "ask_more").by == ("chief", "officer")
    board = case_of(submit(category="money", severity="normal", to_agency="Tax"))
    assert (option(board, "settle").by, option(board, "settle").unit) == (("expert",), "Tax")


def test_a_need_on_a_condition_is_shown_while_it_may_hold() -> None:
    """S23: the evidence that an urgent refusal needs."""
    assert option(case_of(submit()), "refuse").needs == (("ground",), ("photo", "minutes"))
    assert option(case_of(submit(severity="normal")), "refuse").needs == (("ground",),)


def test_a_condition_that_the_event_itself_may_fulfil_is_no_obstacle() -> None:
    """S23: what it brings may be anything; what it can't bring stands against it."""
    secret = option(handling(by_handler("assign", "04 08:40")), "finish", "04 09:00", "sealed")
    assert secret.allowed
    assert (
        why(case_of(submit(name=None)), "forward")
        == "the condition of forward in the state desk does not hold: complete: true, excluded: unset"
    )


def test_why_not_names_number_window_and_due() -> None:
    """S11, S23: too often, too late, too early."""
    noted = handling(event("file_note", "04 08:40"), event("file_note", "04 08:50"))
    assert why(noted, "file_note") == "file_note is allowed 2 time(s) in a case"
    assert why(handling(), "withdraw", "06 00:00") is None
    assert why(handling(), "withdraw", "06 00:00:00.000001") == "withdraw was open until 2024-03-06T00:00:00+07:00 only"
    waiting = case_of(submit(name=None), event("ask_more", "04 08:10"))
    assert why(waiting, "cancel") == "cancel opens only once supply is past due (2024-03-04T09:10:00+07:00)"
    assert why(waiting, "cancel", "04 09:11") is None
    chain = case_of(event("start_chain", "04 08:00", "citizen"))
    assert why(chain, "once_late") == "once_late opens only once on_note is past due"


def test_why_not_an_extension() -> None:
    """S17: no clock that runs, or past its last moment."""
    promise = case_of(event("start_promise", "04 08:00", "citizen"))
    assert why(promise, "extend_hours") is None
    assert (
        why(promise, "extend_hours", "05 08:00:00.000001")
        == "extend_hours was open until 2024-03-05T08:00:00+07:00 only"
    )
    assert why(promise, "extend_to", "2024-04-30 08:00") is None
    chain = case_of(event("start_chain", "04 08:00", "citizen"))
    assert why(chain, "far_off") is None
    replaced = case_of(
        event("start_promise", "04 08:00", "citizen"), event("promise_day", "04 08:30", on_day="2024-03-05")
    )
    assert why(replaced, "extend_fix") == "fix is not running and can't be extended"


def test_an_orphan_is_only_re_routed() -> None:
    """S34: with the reason why nobody holds it."""
    case = advanced(case_of(submit(), event("forward_gone", "04 08:30", to_agency="G1")), "08 08:00")
    found = {one.event: one for one in engine().options(case, at("08 09:00"))}
    assert {name for name, one in found.items() if one.allowed} == {"ask_again", "rescue"}
    assert "nobody follows" in (found["done_last"].why or ("", ""))[1]
    keeping, lost = lost_and_found()
    blocked = next(one for one in keeping.options(lost, at("08 09:00")) if one.event == "done")
    assert "gone" in (blocked.why or ("", ""))[1]


def test_what_only_a_kind_that_has_ended_may_do_is_not_open() -> None:
    """S34: a successor's own roles still may."""
    case = case_of(submit(), event("forward_old", "04 08:30", to_agency="O1"))
    assert option(case, "done_old", "05 08:00").allowed
    later = advanced(case, "08 08:00")
    assert option(later, "done_old", "08 09:00").allowed, "the handlers of the successor may"
    begin = {
        "title": text("begin"), "held_by": "ioc", "no_limit": text("none"), "basis": ["1"],
        "events": {"ask": stay(by=["clerk"])},
    }  # fmt: skip
    small = compiled(
        document(
            {"report": flow({"begin": begin})},
            holders={
                "desk": {
                    "until": "2024-03-05",
                    "at_end": {"stuck": text("gone")},
                    "title": text("desk"),
                    "basis": ["1"],
                }
            },
            roles={"clerk": {"of": "desk", "title": text("clerk"), "basis": ["1"]}},
        )
    )
    opened = small.apply(None, event("open", "04 08:00", "citizen")).case
    assert small.options(opened, at("06 00:00"))[0].allowed
    (ended,) = small.options(opened, at("06 00:00:00.000001"))
    assert "desk, which ended on 2024-03-06" in (ended.why or ("", ""))[1]


def test_parts_have_options_of_their_own() -> None:
    """S27: with their address."""
    case = case_of(event("begin", "04 08:00"), event("consult", "04 09:00", agencies=["Tax"]))
    found = [one for one in engine().options(case, at("04 10:00")) if one.part]
    assert {(one.part, one.event, one.unit) for one in found} == {
        ("cooperation/1", "deliver", "Tax"),
        ("cooperation/1", "inquire", "Tax"),
    }


def test_an_option_that_is_open_is_taken_and_one_that_is_not_is_refused() -> None:
    """S23: options and refusals agree."""
    case = case_of(submit())
    data = {
        "forward": {"to_unit": "North"},
        "forward_old": {"to_agency": "O"},
        "forward_gone": {"to_agency": "G"},
        "refuse": {"ground": "unlawful", "minutes": "m"},
        "link": {"twin": "C-9"},
    }
    for one in engine().options(case, at("04 09:00")):
        row = event(one.event, "04 09:00", one.by[0], **data.get(one.event, {}))
        if one.allowed:
            assert engine().apply(case, row).trace
        else:
            with pytest.raises(RefusedError):
                engine().apply(case, row)
    assert forward().name in {one.event for one in engine().options(case, at("04 09:00")) if one.allowed}
