"""Refusals say what was asked, in which state, what is open there and to whom, and why this was not (S23)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from feedback_rules.errors import InputError, RefusedError
from feedback_rules.explain.reason import refusal_words
from tests.hearing.bench import (
    advanced,
    at,
    by_handler,
    case_of,
    engine,
    event,
    forward,
    handling,
    part_of,
    refused,
    status,
    steps,
    submit,
)
from tests.hearing.small import compiled, document, flow, text

if TYPE_CHECKING:
    from feedback_rules.workflow.case import Case
    from feedback_rules.workflow.event import Event
    from feedback_rules.workflow.refusal import Refusal

DESK = ("ask_more", "forward", "forward_gone", "forward_old", "refuse", "send_away")


def params(refusal: Refusal) -> dict[str, Any]:
    """Give the parameters of a refusal."""
    return dict(refusal.params)


def opened(**data: Any) -> Case:
    """Give a report at the desk."""
    return case_of(submit(**data))


def promise(*more: Event) -> Case:
    """Give a case of the bench of promises."""
    return case_of(event("start_promise", "04 08:00", "citizen"), *more)


def test_an_unknown_event_is_answered_with_a_near_one() -> None:
    """S23: no event of that name; what is open is named with whose it is."""
    refusal = refused(opened(), event("forwad", "04 09:00"))
    assert refusal.code == "unknown-event"
    assert params(refusal) == {"near": " (forward?)"}
    assert refusal.state == "desk"
    assert dict(refusal.open)["forward"] == ("officer",)
    assert "Open instead: " in refusal.text("en")
    assert params(refused(opened(), event("xyz", "04 09:00"))) == {"near": ""}


def test_an_event_of_another_state_is_refused_with_what_is_open() -> None:
    """S23: the state, and only what may open in it with these facts."""
    refusal = refused(opened(), by_handler("finish", "04 09:00"))
    assert (refusal.code, refusal.state) == ("wrong-state", "desk")
    named = [name for name, _ in refusal.open]
    assert set(named) <= {*DESK, "published", "link", "twin_found", "file_note"}
    assert "ask_more" not in named
    assert "send_away" not in named
    assert named == sorted(named)
    lacking = refused(opened(name=None), by_handler("finish", "04 09:00"))
    assert "forward" not in dict(lacking.open)
    assert dict(lacking.open)["ask_more"] == ("chief", "officer")


def test_an_event_of_another_workflow_is_of_another_state() -> None:
    """S23: an event that the regulation knows elsewhere is not unknown."""
    assert refused(opened(), event("login", "04 09:00", "citizen")).code == "wrong-state"


def test_before_a_case_is_opened_only_openings_are_open() -> None:
    """S23: an event that opens no case needs one; an unknown one is answered with a near opening."""
    refusal = refused(None, forward())
    assert (refusal.code, refusal.state) == ("not-open", "")
    assert dict(refusal.open)["submit"] == ("citizen", "officer")
    assert "asked" not in dict(refusal.open)
    near = refused(None, event("submitt", "04 08:00", "citizen"))
    assert (near.code, params(near)) == ("unknown-event", {"near": " (submit?)"})
    assert params(refused(None, event("xyz", "04 08:00", "citizen"))) == {"near": ""}


@pytest.mark.parametrize(
    ("moment", "code", "day"),
    [
        ("2023-12-31 23:59:59.999999", "not-yet-in-force", "2024-01-01"),
        ("2031-01-01", "no-longer-in-force", "2030-12-31"),
    ],
)
def test_a_case_is_opened_while_the_text_is_in_force(moment: str, code: str, day: str) -> None:
    """S33: from the first day to the end of the last one; another text governs what is opened before or after."""
    found = refused(None, submit(moment))
    assert (found.code, found.basis, found.open) == (code, ("D.2",), ())
    assert params(found) == {"text": "7/QĐ-UBND", "day": day}
    assert day in found.text("vi")


def test_the_first_and_the_last_instant_in_force_open_cases() -> None:
    """S33: the last day counts to its end, and what was opened then goes on after it."""
    assert case_of(submit("2024-01-01")).state == "desk"
    assert case_of(submit("2030-12-31 23:59:59.999999")).state == "desk"
    assert case_of(submit("2030-12-31 23:59:59"), forward("2031-01-01 08:00")).state == "handling"


def test_an_event_of_a_part_opens_no_case() -> None:
    """S27: a part is opened by its case, never by an event addressed to it."""
    assert refused(None, event("make_clear", "04 08:00", case="C-1/clarification/1")).code == "not-open"
    assert refused(None, submit(case="C-1/clarification/1")).code == "slash-in-id"


def test_the_id_of_a_case_holds_no_slash() -> None:
    """S27: a file number with slashes reads as a part of another case; the refusal says so and proposes another id."""
    refusal = refused(None, submit(case="LS/2024/001"))
    assert (refusal.code, params(refusal)) == ("slash-in-id", {"id": "LS/2024/001", "instead": "LS-2024-001"})
    assert refusal.text("en").endswith("write its id as LS-2024-001.")
    assert refusal.text("vi").endswith("hãy viết mã là LS-2024-001.")
    assert refusal_words(refusal, engine().book)[1].endswith("write its id as LS-2024-001.")
    assert "submit" in dict(refusal.open)
    assert case_of(submit(case="LS-2024-001")).id == "LS-2024-001"


def test_an_opening_has_no_state_to_name() -> None:
    """S23: what is refused before a case is open is worded without one, in both languages."""
    wrong = refused(None, event("submit", "04 08:00", "citzen", category="light"))
    assert params(wrong) == {"who": "citizen, officer", "near": " (citizen?)"}
    said = ("không được mở hồ sơ bằng submit; việc này", "citzen (citizen?) may not open a case with submit; it is for")
    assert all(part in wrong.text(lang) for part, lang in zip(said, ("vi", "en"), strict=True))
    assert "citzen (citizen?) may not open a case with " in refusal_words(wrong, engine().book)[1]
    unmet = wrong._replace(code="unmet-condition", params=(("condition", "a is b"),))
    assert unmet.text("en").startswith("submit opens no case, as its condition does not hold: a is b. Open")
    twice = wrong._replace(code="two-transitions", params=(("first", "a"), ("second", "b")))
    assert twice.text("en").startswith("two ways to open a case are open to submit: a and b; ")
    for one in (wrong, unmet, twice):
        assert not any(word in one.text(lang) for lang, word in (("vi", "trạng thái"), ("en", "state")))


def test_a_part_that_is_not_there_is_said() -> None:
    """S23: an event of a part that the case does not have names it, and what is open to the case itself."""
    refusal = refused(opened(), event("make_clear", "04 09:00", case="C-1/clarification/1"))
    assert (refusal.code, params(refusal)) == ("no-such-part", {"part": "clarification/1"})
    assert dict(refusal.open)["forward"] == ("officer",)
    early = refused(opened(), event("make_clear", "04 07:00", case="C-1/clarification/1"))
    assert early.code == "no-such-part"


def test_an_orphaned_case_is_only_re_routed() -> None:
    """S34: the reason why nobody holds it, and only what re-routes is open."""
    case = advanced(case_of(submit(), event("forward_gone", "04 08:30", to_agency="G1")), "08 00:00:00.000001")
    refusal = refused(case, event("done_last", "08 08:00", "lasthand", unit="G1"))
    assert (refusal.code, params(refusal)["why"]) == ("orphaned", ("không ai kế thừa", "nobody follows"))
    assert "nobody follows" in refusal.text("en")
    assert [name for name, _ in refusal.open] == ["ask_again", "rescue"]


def test_an_orphaned_case_of_which_the_regulation_says_nothing() -> None:
    """S34: where no reason is given, the sentence says that nobody has taken the case over, without a hole."""
    over = {"title": text("over"), "final": True, "outcome": "over", "basis": ["1"]}
    done = {"to": [{"to": "over"}], "by": ["officer"], "basis": ["1"]}
    held = {"title": text("held"), "held_by": "dying", "basis": ["1"], "events": {"done": done}}
    dying = {"until": "2024-03-07", "title": text("dying"), "basis": ["1"]}
    engine = compiled(document({"report": flow({"held": held, "over": over})}, holders={"dying": dying}))
    case = engine.apply(None, event("open", "04 08:00", "citizen")).case
    with pytest.raises(RefusedError) as caught:
        engine.apply(case, event("done", "08 08:00", "officer"))
    refusal = caught.value.details["refusal"]
    assert refusal.code == "orphaned"
    assert refusal.text("en").startswith("nobody holds the case any more (state held): no holder has taken it over;")
    assert "): chưa có đơn vị nào tiếp nhận;" in refusal.text("vi")


def test_the_wrong_actor_is_told_whose_it_is() -> None:
    """S23: who may act; the word holder is read as the roles of the kind that holds now."""
    refusal = refused(opened(), event("forward", "04 09:00", "citizen", to_unit="North"))
    assert (refusal.code, params(refusal)) == ("wrong-actor", {"who": "officer"})
    assert refusal.basis == ("2.2.a",)
    asked = refused(opened(name=None), by_handler("ask_more", "04 09:00"))
    assert (asked.code, params(asked)) == ("wrong-actor", {"who": "chief, officer"})
    assert refused(opened(name=None), event("ask_more", "04 09:00", "holder")).code == "wrong-actor"
    near = refused(opened(), event("forward", "04 09:00", "oficer", to_unit="North"))
    assert near.text("en").startswith("oficer (officer?) may not do forward in the state desk; it is for officer. ")
    opening = refused(None, event("submit", "04 08:00", "handler", category="light"))
    assert (opening.code, params(opening)) == ("wrong-actor", {"who": "citizen, officer"})


def test_another_unit_of_the_kind_is_refused() -> None:
    """S34: who acts belongs to the unit that the case was routed to, and names it."""
    refusal = refused(handling(), event("weigh", "04 09:00", "handler", unit="South"))
    assert (refusal.code, params(refusal)) == ("wrong-unit", {"unit": "South", "expected": "North"})
    missing = refused(handling(), event("weigh", "04 09:00", "handler"))
    assert (missing.code, params(missing)) == ("missing-unit", {"kind": "unit"})


def test_a_kind_of_the_table_that_does_not_hold_now_is_the_wrong_unit() -> None:
    """S23: where a state is held by one of several kinds, another kind of its table acts for the wrong one."""
    case = case_of(submit(category="money", severity="normal", to_agency="Tax"))
    assert (case.state, case.holder, case.unit) == ("board", "agency", "Tax")
    refusal = refused(case, event("mark_urgent", "04 09:00", severity="urgent"))
    assert (refusal.code, params(refusal)) == ("wrong-unit", {"unit": "ioc", "expected": "agency"})


def test_a_role_acts_while_its_kind_exists() -> None:
    """S34: until 24:00 of the last day, and from 00:00 of the first."""
    old = case_of(submit(), event("forward_old", "04 08:30", to_agency="O1"))
    assert engine().apply(old, event("done_old", "08 00:00", "old_hand", unit="O1")).case.state == "answered"
    refusal = refused(old, event("done_old", "08 00:00:00.000001", "old_hand", unit="O1"))
    assert (refusal.code, params(refusal)) == ("holder-ended", {"kind": "old", "day": "2024-03-08"})
    early = refused(handling(), event("file_note", "07 23:59", "elder"))
    assert (early.code, params(early)) == ("holder-to-come", {"kind": "hamlet", "day": "2024-03-08"})
    assert engine().apply(handling(), event("file_note", "08 00:00", "elder")).trace


def test_a_field_or_evidence_that_is_needed_is_missing() -> None:
    """S23: files are evidence, anything else is a field; a blank is missing too; a need may depend on the facts."""
    refusal = refused(opened(), event("forward", "04 09:00", to_unit="  "))
    assert (refusal.code, params(refusal)) == ("missing-field", {"fields": "to_unit"})
    working = handling(by_handler("assign", "04 09:00"))
    evidence = refused(working, by_handler("finish", "04 10:00", photo=[], minutes=[" "]))
    assert (evidence.code, params(evidence)) == ("missing-evidence", {"fields": "photo / minutes"})
    assert engine().apply(opened(), event("refuse", "04 09:00", ground="unlawful")).case.state == "refused"
    urgent = refused(opened(severity="urgent"), event("refuse", "04 09:00", ground="unlawful"))
    assert urgent.code == "missing-evidence"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", 7, "a text"),
        ("photo", [1], "the name of a file"),
        ("photo", 3.5, "the name of a file"),
        ("sure", "yes", "true or false"),
        ("count", True, "a number"),
        ("count", "3", "a number"),
        ("on_day", "2024-02-30", "a date"),
        ("on_day", 20240301, "a date"),
        ("on_day", "2024-3-1", "a date"),
        ("on_day", "9999-12-31", "a date"),
        ("at_instant", "2024-03-05T08:00:00", "no zone"),
        ("at_instant", "soon", "no instant"),
        ("at_instant", 5, "no instant"),
        ("in_time", "some time", "some time"),
        ("in_time", "at once", "an amount"),
        ("other", ["C-2"], "a text"),
        ("agencies", "Tax", "a list of names of units"),
        ("agencies", ["Tax", ""], "a list of names of units"),
        ("agencies", ["Tax", "Tax"], "a unit twice"),
        ("ground", "ugly", "one of unlawful, unmarked, foreign"),
        ("ground", ["unlawful"], "one of"),
        ("to_unit", ["North"], "a text"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_showing_it(field: str, value: Any, words: str) -> None:
    """S23: a field that is not of its kind is named with its value and what it should be, also in an opening event."""
    for refusal in (
        refused(handling(), event("file_note", "04 09:00", **{field: value})),
        refused(None, submit(**{field: value})),
    ):
        assert refusal.code == "bad-value"
        assert params(refusal)["field"] == field
        assert params(refusal)["value"] == repr(value)
        assert words in refusal.text("en")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("count", 1.5),
        ("sure", False),
        ("photo", "a.jpg"),
        ("photo", ["a.jpg", "b.jpg"]),
        ("in_time", "same working day"),
        ("on_day", "2024-02-29"),
        ("other", "C-2"),
        ("name", None),
        ("agencies", []),
    ],
)
def test_a_value_of_its_kind_is_taken(field: str, value: Any) -> None:
    """S23: what is right, or brings nothing, is no reason to refuse."""
    assert engine().apply(handling(), event("file_note", "04 09:00", **{field: value})).trace


def test_a_fact_takes_only_its_own_values() -> None:
    """S23: a fact brought under its own name, or from another field, has one of its values; a link names a case."""
    refusal = refused(handling(), by_handler("weigh", "04 09:00", severity="grave"))
    assert (refusal.code, params(refusal)["why_en"]) == ("bad-value", "it must be one of urgent, normal, complex")
    assert refusal.state == "handling"
    assert "weigh" in dict(refusal.open)
    link = refused(handling(), event("link", "04 09:00", twin=["C-2"]))
    assert (link.code, params(link)["why_en"]) == ("bad-value", "it must be the id of a case")
    for data in ({"channel": "fax"}, {"category": "water"}, {"severity": "grave"}, {"ground": ["x"]}):
        assert refused(None, submit(**data)).code == "bad-value"


def test_a_condition_that_does_not_hold_is_written_out() -> None:
    """S23: the guards as a reader of the profile would write them."""
    refusal = refused(opened(name=None), event("forward", "04 09:00", to_unit="North"))
    assert (refusal.code, params(refusal)) == ("unmet-condition", {"condition": "complete: true, excluded: unset"})
    opening = refused(None, submit(category=None))
    assert opening.code == "unmet-condition"
    assert params(opening)["condition"] == "category: [lamp, light] | category: money"


def test_an_event_comes_as_often_as_it_may() -> None:
    """S23: at most so many times in a case, counted over all its states."""
    case = handling(event("file_note", "04 09:00"), event("file_note", "04 10:00"))
    refusal = refused(case, event("file_note", "04 11:00"))
    assert (refusal.code, params(refusal)) == ("too-often", {"times": 2})


def test_after_its_window_an_event_is_too_late() -> None:
    """S11: where the text ends the right, the event is refused after due; exactly at due it is in time."""
    case = handling()
    assert engine().apply(case, event("withdraw", "06 00:00", "citizen")).case.state == "withdrawn"
    refusal = refused(case, event("withdraw", "06 00:00:00.000001", "citizen"))
    assert (refusal.code, params(refusal)) == ("too-late", {"due": "2024-03-06T00:00:00+07:00"})


def test_an_event_that_waits_for_a_due_is_too_early() -> None:
    """S11: open only once the window of the other event is past due."""
    case = case_of(submit(name=None), event("ask_more", "04 08:10"))
    refusal = refused(case, event("cancel", "04 09:10"))
    assert refusal.code == "too-early"
    assert params(refusal) == {"clock": "supply", "due": " (2024-03-04T09:10:00+07:00)"}
    assert engine().apply(case, event("cancel", "04 09:10:00.000001")).case.state == "refused"
    never = refused(case_of(event("start_chain", "04 08:00", "citizen")), event("once_late", "04 09:00", "chief"))
    assert params(never) == {"clock": "on_note", "due": ""}


def test_a_clock_that_was_met_is_never_past_due() -> None:
    """S11: a run met in time does not open what waits for its due, however much later."""
    met = case_of(event("start_chain", "04 08:00", "citizen"), event("ack", "04 09:00"))
    assert refused(met, event("late_word", "05 23:00")).code == "too-early"
    late = case_of(event("start_chain", "04 08:00", "citizen"), event("ack", "06 00:00:00.000001"))
    assert engine().apply(late, event("late_word", "06 09:00")).trace


def test_an_event_before_what_is_recorded_is_out_of_order() -> None:
    """S23a: events come in the order of time; the answer says what is open now."""
    refusal = refused(handling(), by_handler("weigh", "04 08:00"))
    assert refusal.code == "out-of-order"
    assert params(refusal) == {"at": "2024-03-04T08:00:00+07:00", "last": "2024-03-04T08:30:00+07:00"}
    assert dict(refusal.open)["weigh"] == ("handler",)


def test_a_number_has_one_content() -> None:
    """S23a: the number of a row that was applied can't stand for another content, also that of another part."""
    case = case_of(submit(), event("file_note", "04 09:00", seq=5))
    refusal = refused(case, event("file_note", "04 09:30", seq=5))
    assert (refusal.code, params(refusal)) == ("seq-taken", {"seq": 5})
    assert "forward" in dict(refusal.open)
    twice = steps(
        event("begin", "04 08:00"),
        event("poll", "04 09:00", agencies=["Tax", "Land"]),
        event("deliver", "04 10:00", "expert", unit="Tax", case="C-1/quick/1", seq=9),
    )[-1].case
    other = event("deliver", "04 10:00", "expert", unit="Tax", case="C-1/quick/2", seq=9)
    assert refused(twice, other).code == "seq-taken"


def test_a_promise_that_lies_in_the_past_is_refused() -> None:
    """S10a: a given instant or day that is already over; the day itself, and the instant itself, are not."""
    refusal = refused(promise(), event("promise_instant", "04 09:00", at_instant="2024-03-04T08:59:59+07:00"))
    assert refusal.code == "past-date"
    assert params(refusal)["field"] == "at_instant"
    assert refused(promise(), event("promise_day", "05 00:00:00.000001", on_day="2024-03-04")).code == "past-date"
    assert refused(promise(), event("extend_until", "06 09:00", "chief", until="2024-03-05")).code == "past-date"
    assert promise(event("promise_day", "04 09:00", on_day="2024-03-04")).state == "open_promise"
    assert promise(event("promise_instant", "04 09:00", at_instant="2024-03-04T09:00:00+07:00")).state == "open_promise"


def test_an_extension_stays_under_its_ceiling() -> None:
    """S17: the ceiling counts from the clock's own start; it is named in both languages."""
    refusal = refused(promise(), event("extend", "04 09:00", "chief", more="16 working days"))
    assert refusal.code == "over-ceiling"
    assert params(refusal)["ceiling"] == ("30 ngày làm việc", "30 working days")
    assert "30 ngày làm việc" in refusal.text("vi")
    assert promise(event("extend", "04 09:00", "chief", more="15 working days")).state == "open_promise"


def test_an_extension_needs_a_running_clock_in_time() -> None:
    """S17: by default the last moment is due; a clock that does not run can't be extended."""
    case = promise()
    refusal = refused(case, event("extend_hours", "05 08:00:00.000001", "chief", more="1 working hour"))
    assert refusal.code == "too-late"
    ran = promise(event("extend_hours", "05 08:00", "chief", more="1 working hour"))
    assert ran.state == "open_promise"
    replaced = promise(event("promise_day", "04 09:00", on_day="2024-03-05"))
    assert status(replaced, "fix", "04 10:00") == "replaced"
    gone = refused(replaced, event("extend_fix", "04 10:00", "chief", more="1 day"))
    assert (gone.code, params(gone)) == ("no-clock", {"clock": "fix"})
    assert promise(event("extend_fix", "04 10:00", "chief", more="1 day")).state == "open_promise"


def test_a_refusal_where_nothing_is_open_says_so() -> None:
    """S23: nothing is open in a part that the case went on without."""
    closed = case_of(
        event("begin", "04 08:00"),
        event("poll", "04 09:00", agencies=["Tax"]),
        event("dismiss", "04 10:00"),
    )
    assert part_of(closed, "quick/1").ended is not None
    refusal = refused(closed, event("deliver", "04 11:00", "expert", unit="Tax", case="C-1/quick/1"))
    assert (refusal.code, refusal.open) == ("wrong-state", ())
    assert refusal.text("en").endswith("Nothing is open.")


def test_a_refusal_goes_to_json() -> None:
    """S23: everything of it, with instants in a zone."""
    row = refused(opened(), forward("04 07:00")).to_dict("Asia/Ho_Chi_Minh")
    assert row["at"] == "2024-03-04T07:00:00+07:00"
    assert row["code"] == "out-of-order"
    assert {"event": "forward", "by": ["officer"]} in row["open"]
    assert row["case"] == "C-1"


def test_an_event_is_applied_to_its_own_case() -> None:
    """S27: a step reads no other case, so an event of another one is a mistake of the caller."""
    with pytest.raises(InputError) as caught:
        engine().apply(opened(), event("forward", "04 09:00", case="C-2", to_unit="North"))
    assert caught.value.code == "other-case"
    assert caught.value.text("vi") != caught.value.text("en")


def test_asking_about_a_case_needs_an_aware_instant() -> None:
    """S1: a naive instant is refused showing it."""
    with pytest.raises(InputError):
        engine().advance(opened(), at("04 09:00").replace(tzinfo=None))


@pytest.mark.parametrize("verb", ["options", "clocks"])
def test_a_case_is_not_looked_at_before_what_it_has_come_to(verb: str) -> None:
    """S14: what has happened to it can't be taken back, so an earlier question has no answer; that instant has."""
    case = case_of(submit("04 08:00"), forward("04 09:00"))
    assert getattr(engine(), verb)(case, at("04 09:00"))
    with pytest.raises(InputError, match="stands at 2024-03-04T09:00") as caught:
        getattr(engine(), verb)(case, at("04 08:59:59.999999"))
    assert caught.value.code == "before-last"
    assert "2024-03-04T08:59:59.999999+07:00" in caught.value.text("vi")
