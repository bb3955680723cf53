"""Intake: what an opening event lacks or forbids becomes facts, and a supplement takes it back (S23)."""

from __future__ import annotations

from typing import Any
from unicodedata import normalize

import pytest

from feedback_rules.errors import RefusedError
from feedback_rules.workflow.intake import vietnamese_diacritics
from tests.hearing.bench import case_of, effects, engine, event, refused, steps, submit
from tests.hearing.small import compiled, document, flow, stay, text


def facts(*events: Any) -> dict[str, Any]:
    """Give the facts that events leave."""
    return engine().facts(case_of(*events))


def test_what_is_required_and_missing_is_listed() -> None:
    """S23: an incomplete report is opened all the same, so that the citizen gets the answer that the law owes."""
    assert facts(submit())["complete"] is True
    lacking = facts(submit(name=" "))
    assert (lacking["complete"], lacking["lacks"]) == (False, ["name"])


def test_a_field_may_be_required_on_some_facts_only() -> None:
    """S23: a lamp needs its photograph, other lights don't; a category counts for those below it."""
    assert facts(submit(category="lamp"))["lacks"] == ["photo"]
    assert facts(submit(category="lamp", photo=["a.jpg"]))["complete"] is True
    assert "lacks" not in facts(submit(category="light"))
    assert case_of(submit(category="lamp")).state == "desk"


def test_an_exclusion_becomes_a_fact() -> None:
    """S23: the first that holds; one without a condition is for a person."""
    case = case_of(submit(matter="complaint"))
    assert engine().facts(case)["excluded"] == "complaint"
    assert "intake" not in [run.clock for run in case.parts[0].runs]
    sent = steps(submit(matter="complaint"), event("send_away", "04 09:00"))[-1]
    assert (sent.case.state, effects(sent)) == ("refused", ["redirect citizen"])
    assert "excluded" not in facts(submit(matter="report"))


def test_grounds_are_found_by_checks_conditions_and_people() -> None:
    """S23: a check of the content, a condition on the facts, and what the opening event itself names."""
    assert facts(submit(content="Den hong"))["grounds"] == ["unmarked"]
    assert facts(submit(language="lo"))["grounds"] == ["foreign"]
    assert "grounds" not in facts(submit(language="vi"))
    assert facts(submit(content="Den hong", ground="unlawful"))["grounds"] == ["unlawful", "unmarked"]
    assert "grounds" not in facts(submit(content=None))


def test_a_person_s_ground_adds_to_those_of_intake() -> None:
    """S23: an event that sets grounds takes none away."""
    found = facts(submit(content="Den hong"), event("refuse", "04 09:00", ground="unlawful"))
    assert found["grounds"] == ["unlawful", "unmarked"]


@pytest.mark.parametrize(
    ("moment", "open_then"),
    [
        ("04 17:59:59", False),
        ("04 18:00", True),
        ("05 00:30", True),
        ("05 01:59:59.999999", True),
        ("05 02:00", False),
        ("2024-01-01 00:30", False),
    ],
)
def test_in_hours_is_whether_the_office_is_open_then(moment: str, open_then: bool) -> None:
    """S23: from opening to closing, also past midnight; on the first day of the table nothing came before."""
    assert facts(submit(moment))["in_hours"] is open_then


def test_a_language_that_is_not_declared_reads_other() -> None:
    """Language: so that a report in any language can be opened."""
    assert facts(submit(language="xx"))["language"] == "other"
    assert facts(submit(language="vi"))["language"] == "vi"


def test_a_channel_or_category_that_is_not_declared_is_refused() -> None:
    """S23: an opening event is refused for its shape."""
    assert refused(None, submit(channel="fax")).code == "bad-value"
    assert refused(None, submit(category="water")).code == "bad-value"
    assert facts(submit(channel="phone"))["channel"] == "phone"


def test_a_supplement_takes_what_it_brings_out_of_lacks() -> None:
    """S23: and recomputes complete; a blank brings nothing."""
    asked = [submit(category="lamp", name=None), event("ask_more", "04 08:10")]
    assert facts(*asked)["lacks"] == ["name", "photo"]
    half = [*asked, event("supply", "04 08:20", "citizen", name="An", photo=[])]
    assert facts(*half)["lacks"] == ["photo"]
    assert facts(*half)["complete"] is False
    whole = [*half, event("ask_more", "04 08:30"), event("supply", "04 08:40", "citizen", photo=["a.jpg"])]
    assert "lacks" not in facts(*whole)
    case = case_of(*whole)
    assert engine().facts(case)["complete"] is True
    intake = [run for run in case.parts[0].runs if run.clock == "intake"]
    assert [run.number for run in intake] == [1]


def test_a_case_keeps_declared_facts_and_nothing_else() -> None:
    """Interface: other data of an event is never kept."""
    case = case_of(submit(phone="0900", secret_note="x"))
    assert "0900" not in repr(case.to_dict())
    assert engine().facts(case) == {
        "category": "light", "channel": "app", "complete": True, "in_hours": False,
    }  # fmt: skip
    assert engine().facts(case, "clarification/1") == {}


def test_what_a_regulation_does_not_tell_apart_is_no_fact() -> None:
    """Interface: where no channels or categories are declared, what an event says of them is other data."""
    over = {"title": text("over"), "final": True, "outcome": "over", "basis": ["1"], "events": {"note": stay()}}
    small = compiled(document({"report": flow({"over": over})}))
    case = small.apply(None, event("open", "04 08:00", "citizen", channel=["fax"], category="x", language="vi")).case
    assert small.facts(case) == {}
    assert small.apply(case, event("note", "04 09:00")).trace


def test_two_openings_that_both_hold_are_an_error_of_the_profile() -> None:
    """S21: at run time the event is refused, naming both with their articles."""
    state = {"title": text("over"), "final": True, "outcome": "over", "basis": ["1"]}
    two = compiled(document({"one": flow({"a": state}), "two": flow({"b": state})}))
    with pytest.raises(RefusedError) as caught:
        two.apply(None, event("open", "04 08:00", "citizen"))
    assert caught.value.code == "two-transitions"
    assert "one.a (1) and two.b (1)" in caught.value.text("en")
    assert caught.value.text("vi") != caught.value.text("en")


def test_two_transitions_that_both_hold_are_an_error_of_the_profile() -> None:
    """S21: order in the file never decides anything."""
    begin = {
        "title": text("begin"), "held_by": "ioc", "no_limit": text("none"), "basis": ["1"],
        "events": {"go": {"to": [{"to": "over", "basis": ["1"]}, {"to": "begin"}], "by": ["officer"], "basis": ["1"]}},
    }  # fmt: skip
    over = {"title": text("over"), "final": True, "outcome": "over", "basis": ["1"]}
    small = compiled(document({"report": flow({"begin": begin, "over": over})}))
    case = small.apply(None, event("open", "04 08:00", "citizen")).case
    with pytest.raises(RefusedError) as caught:
        small.apply(case, event("go", "04 09:00"))
    assert caught.value.code == "two-transitions"
    assert "over (1) and begin (1)" in caught.value.text("en")


def test_an_opening_event_is_judged_like_any_other_beyond_its_facts() -> None:
    """S34: who opens a case for others names the own unit, and brings what is needed."""
    begin = {"title": text("begin"), "held_by": "desk", "no_limit": text("none"), "basis": ["1"]}
    opening = {"by": ["clerk"], "needs": [{"any_of": ["why"]}], "routes": {"desk": "same"}}
    small = compiled(
        document(
            {"report": flow({"begin": begin}, opening)},
            holders={"desk": {"many": True, "title": text("desk"), "basis": ["1"]}},
            roles={"clerk": {"of": "desk", "title": text("clerk"), "basis": ["1"]}},
            fields={"why": {"is": "text", "title": text("why")}},
        )
    )
    for one, code in (
        (event("open", "04 08:00", "clerk", why="x"), "missing-unit"),
        (event("open", "04 08:00", "clerk", unit="A"), "missing-field"),
    ):
        with pytest.raises(RefusedError) as caught:
            small.apply(None, one)
        assert caught.value.code == code
        assert caught.value.details["refusal"].open == (("open", ("clerk",)),)
    assert small.apply(None, event("open", "04 08:00", "clerk", unit="A", why="x")).case.unit == "A"


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("Đèn", True),
        ("đen", True),
        ("ngõ", True),
        ("mưa", True),
        ("trăng", True),
        ("hoa hồng", True),
        ("den", False),
        ("", False),
        ("Müller", True),
    ],
)
def test_marks_of_written_vietnamese(words: str, marked: bool) -> None:
    """The check of the grounds: at least one letter with a mark, or đ, however it is composed."""
    for form in ("NFC", "NFD"):
        assert vietnamese_diacritics(normalize(form, words)) is marked


def test_an_intake_without_hours_says_nothing_of_them() -> None:
    """S23: and an event may set the language later, read as other where it is not declared."""
    begin = {
        "title": text("begin"), "held_by": "ioc", "no_limit": text("none"), "basis": ["1"],
        "events": {"hear": stay(sets={"take": ["language"]})},
    }  # fmt: skip
    intake = {"languages": {"vi": {"title": text("vi"), "basis": ["1"]}}}
    small = compiled(document({"report": flow({"begin": begin}, intake=intake)}))
    case = small.apply(None, event("open", "04 08:00", "citizen")).case
    assert small.facts(case) == {"complete": True}
    assert small.facts(small.apply(case, event("hear", "04 09:00", language="lo")).case)["language"] == "other"
