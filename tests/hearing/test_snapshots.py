"""A case is a value that goes to JSON and back; another law is refused, other days are carried (S26)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from feedback_rules.calendar.daytable import DayTable
from feedback_rules.errors import CaseError, InputError
from feedback_rules.workflow.case import Case
from feedback_rules.workflow.event import Event
from feedback_rules.workflow.happening import Happening
from feedback_rules.workflow.violation import Violation
from tests.hearing.bench import (
    at,
    by_handler,
    case_of,
    due,
    engine,
    event,
    forward,
    handling,
    kinds,
    run_of,
    status,
    steps,
    submit,
    us,
)
from tests.hearing.small import compiled, document, flow, stay, text

if TYPE_CHECKING:
    from feedback_rules.engine import Engine, Step


def again(case: Case) -> Case:
    """Give the case as it comes back from JSON."""
    return Case.from_dict(json.loads(json.dumps(case.to_dict())))


def rich() -> Case:
    """Give a case with parts, pauses, extensions, counters, links and several holders."""
    return case_of(
        event("begin", "04 08:00"),
        event("consult", "04 09:00", agencies=["Tax", "Land"], on_day="2024-03-07", severity="urgent"),
        event("inquire", "04 10:00", "expert", unit="Tax", case="C-1/cooperation/1"),
    )


def test_going_on_from_a_snapshot_is_going_on_from_the_case() -> None:
    """S26: equal, equal in hash, and every step from it is the same."""
    for case in (rich(), handling(), case_of(event("start_promise", "04 08:00", "citizen"), event("halt", "04 09:00"))):
        back = again(case)
        assert back == case
        assert (back != case) is False
        assert hash(back) == hash(case)
        assert back.to_dict() == case.to_dict()
        assert engine().next_wakeup(back) == engine().next_wakeup(case)
        assert engine().advance(back, at("30 08:00")) == engine().advance(case, at("30 08:00"))
        assert engine().clocks(back, at("04 10:00")) == engine().clocks(case, at("04 10:00"))
        assert engine().options(back, at("04 10:00")) == engine().options(case, at("04 10:00"))


def test_a_cached_due_is_no_part_of_a_case() -> None:
    """S10: neither of its JSON nor of equality, and a case is no tuple of something else."""
    case = handling()
    part = case.parts[0]
    assert part._replace(wake=5) == part
    assert part.runs[0]._replace(due=5) == part.runs[0]
    assert part != tuple(part)
    assert part.runs[0] != tuple(part.runs[0])
    assert part != part._replace(address="other/1")
    assert {part, part._replace(wake=5)} == {part}
    assert {part.runs[0], part.runs[0]._replace(due=5)} == {part.runs[0]}


def test_a_snapshot_of_ended_and_passed_runs_reads_the_same() -> None:
    """S26: verdicts of what has ended don't depend on a cache."""
    case = handling(by_handler("assign", "09 09:00"), event("file_note", "09 10:00"))
    reads = [(view.clock, view.run, view.status, view.due) for view in engine().clocks(case, at("30 08:00"))]
    assert reads == [
        (view.clock, view.run, view.status, view.due) for view in engine().clocks(again(case), at("30 08:00"))
    ]


@pytest.mark.parametrize("row", [None, [], {}, {"semantics": 2}, {"semantics": "1"}])
def test_a_snapshot_of_other_semantics_is_refused(row: Any) -> None:
    """S26: the version of the semantics is named in it."""
    with pytest.raises(CaseError) as caught:
        Case.from_dict(row)
    assert caught.value.code == "other-semantics"
    assert caught.value.text("vi") != caught.value.text("en")


@pytest.mark.parametrize(
    "broken",
    [
        {"parts": None},
        {"parts": [{}]},
        {"parts": [[]]},
        {"applied": [[1]]},
        {"applied": [["x", 2]]},
        {"opened": 5},
    ],
)
def test_a_broken_snapshot_is_refused(broken: dict[str, Any]) -> None:
    """S26: with what is wrong, and what to give instead."""
    with pytest.raises(CaseError) as caught:
        Case.from_dict({**handling().to_dict(), **broken})
    assert caught.value.code == "broken-snapshot"
    row = handling().to_dict()
    del row["law"]
    with pytest.raises(CaseError):
        Case.from_dict(row)


def other(law: str = "law", days: str = "days", table: DayTable | None = None, limit: str = "3 working days") -> Engine:
    """Give a small regulation of some law and days: one duty of three working days, and what else runs there."""
    duty = {
        "kind": "obligation",
        "title": text("duty"),
        "limit": [{"is": limit}],
        "met_by": {"done": {}},
        "basis": ["1"],
    }
    begin = {
        "title": text("begin"), "held_by": "ioc", "basis": ["1"],
        "clocks": {
            "duty": duty,
            "plain": {**duty, "limit": [{"is": "30 hours"}]},
            "long": {**duty, "limit": [{"is": "300 working days"}], "met_by": {"closed": {}}},
            "left": {**duty, "met_by": {"closed": {}}, "when": {"glad": [True]}},
        },
        "events": {
            "done": stay(),
            "closed": {"to": [{"to": "over"}], "by": ["officer"], "basis": ["1"]},
            "change": stay(sets={"take": ["glad"]}),
        },
    }  # fmt: skip
    over = {"title": text("over"), "final": True, "outcome": "over", "basis": ["1"]}
    made = document(
        {"report": flow({"begin": begin, "over": over}, {"sets": {"take": ["glad"]}})},
        facts={"glad": {"flag": True, "title": text("glad"), "basis": ["1"]}},
    )
    return compiled(made, table or edition(), law=law, days=days)


def edition(*off: str, sources: dict[str, str] | None = None, years: tuple[str, ...] = ("2024",)) -> DayTable:
    """Give an edition of the day table with some days off in March 2024."""
    known = sources or {"law": "a law", "notice": "Notice 9"}
    days = {
        f"2024-03-{day}": {"kind": "statutory", "vi": "nghỉ", "en": "off", "sources": [list(known)[-1]]} for day in off
    }
    listed: dict[str, Any] = {year: {"status": "verified"} for year in years}
    listed["2024"] = {"status": "verified", "off": days}
    return DayTable.from_dict({"days": "days", "sources": known, "years": listed})


OPEN = event("open", "04 08:00", "citizen", glad=True)


def test_a_case_of_another_law_is_refused() -> None:
    """S26: use the engine of its own law, or replay its log."""
    case = other().apply(None, OPEN).case
    for verb in ("apply", "advance", "clocks", "options", "next_wakeup", "carry", "explain"):
        made = other(law="another")
        with pytest.raises(CaseError) as caught:
            {
                "apply": lambda made=made: made.apply(case, event("done", "04 09:00")),
                "advance": lambda made=made: made.advance(case, at("05 08:00")),
                "clocks": lambda made=made: made.clocks(case, at("05 08:00")),
                "options": lambda made=made: made.options(case, at("05 08:00")),
                "next_wakeup": lambda made=made: made.next_wakeup(case),
                "carry": lambda made=made: made.carry(case, at("05 08:00")),
                "explain": lambda made=made: made.explain(case),
            }[verb]()
        assert caught.value.code == "other-law"
        assert "another" in caught.value.text("vi")


def test_a_case_of_other_days_is_carried_not_taken() -> None:
    """S26: another edition of the days is refused until the case has been carried."""
    case = other().apply(None, OPEN).case
    later = other(days="new", table=edition("06"))
    with pytest.raises(CaseError) as caught:
        later.apply(case, event("done", "05 09:00"))
    assert caught.value.code == "other-days"
    assert "carry()" in caught.value.text("en")
    carried = later.carry(case, at("04 09:00"), was=other()).case
    assert carried.days == "new"
    assert later.apply(carried, event("done", "05 09:00")).trace


def carried(step: Step) -> list[tuple[str, str]]:
    """Give what a carrying lists: each run and how its deadline moved."""
    return [(line.subject, line.note) for line in step.trace if line.kind == "carried"]


def test_each_deadline_that_moved_is_listed_with_its_document() -> None:
    """S26: with its old due and the document that moved it; what did not move is not listed."""
    before = other()
    case = before.apply(None, OPEN).case
    step = other(days="new", table=edition("06", "20")).carry(case, at("05 09:00"), was=before)
    assert carried(step) == [
        ("duty.1", "2024-03-08T00:00:00+07:00 -> 2024-03-09T00:00:00+07:00 (Notice 9)"),
        ("left.1", "2024-03-08T00:00:00+07:00 -> 2024-03-09T00:00:00+07:00 (Notice 9)"),
    ]
    assert step.case.at == us("05 09:00")
    assert all(line.at == us("05 09:00") for line in step.trace)
    back = before.carry(step.case, at("05 10:00"), was=other(days="new", table=edition("06", "20")))
    assert carried(back)[0] == ("duty.1", "2024-03-09T00:00:00+07:00 -> 2024-03-08T00:00:00+07:00 (Notice 9)")


def test_a_deadline_that_comes_into_the_table_or_leaves_it_is_listed() -> None:
    """S7, S26: beyond the last day there is no due; an edition that reaches further gives one."""
    before = other()
    case = before.apply(None, OPEN).case
    after = other(days="new", table=edition(years=("2024", "2025")))
    step = after.carry(case, at("05 09:00"), was=before)
    ((name, note),) = carried(step)
    assert (name, note.partition(" -> ")[0]) == ("long.1", "-")
    assert note.partition(" -> ")[2].startswith("2025-")
    back = before.carry(step.case, at("05 10:00"), was=after)
    assert carried(back)[0][1].endswith(" -> -")


def test_without_the_former_edition_each_open_deadline_is_listed() -> None:
    """S26: as it is now."""
    case = other().apply(None, OPEN).case
    step = other(days="new", table=edition("06")).carry(case, at("05 09:00"))
    assert dict(carried(step))["duty.1"] == "2024-03-09T00:00:00+07:00"
    assert dict(carried(step))["long.1"] == "-"
    assert dict(carried(step))["plain.1"] == "2024-03-05T14:00:00+07:00"
    assert again(step.case) == step.case


def test_what_fell_due_before_by_the_former_days_has_happened() -> None:
    """S26: a breach of the former edition stays one, and keeps the due that was passed."""
    before = other()
    case = before.apply(None, OPEN).case
    after = other(days="new", table=edition("06"))
    step = after.carry(case, at("08 09:00"), was=before)
    assert ("breached", "duty.1") in kinds(step)
    found = next(view for view in after.clocks(step.case, at("08 10:00")) if view.clock == "duty")
    assert (found.status, found.due) == ("breached", at("08 00:00"))
    assert "duty.1" not in dict(carried(step))
    told = after.explain(step.case, clock="duty").text("en")
    assert "taken over to a new edition of the days" in told


def test_what_has_ended_keeps_its_verdict() -> None:
    """S26: an act that was in time, or late, by the days of then stays so, in memory and from JSON."""
    for old, new, acted, verdict in ((("06",), (), "09 00:00", "met"), ((), ("06",), "08 00:00:00.000001", "late")):
        before, after = other(table=edition(*old)), other(days="new", table=edition(*new))
        case = before.apply(before.apply(None, OPEN).case, event("done", acted)).case
        step = after.carry(case, at("09 09:00"), was=before)
        for kept in (step.case, again(step.case)):
            found = next(view for view in after.clocks(kept, at("12 10:00")) if view.clock == "duty")
            assert found.status == verdict
    left = other(table=edition("06"))
    case = left.apply(left.apply(None, OPEN).case, event("change", "08 12:00", glad=False)).case
    after = other(days="new")
    step = after.carry(case, at("08 13:00"), was=left)
    for kept in (step.case, again(step.case)):
        assert next(view for view in after.clocks(kept, at("12 10:00")) if view.clock == "left").status == "cancelled"


def test_without_the_former_edition_what_has_ended_is_read_by_the_new_days() -> None:
    """S26: nothing is known of the old ones; memory and JSON read the same."""
    before = other(table=edition("06"))
    case = before.apply(before.apply(None, OPEN).case, event("change", "08 12:00", glad=False)).case
    after = other(days="new")
    step = after.carry(case, at("08 13:00"))
    for kept in (step.case, again(step.case)):
        assert next(view for view in after.clocks(kept, at("12 10:00")) if view.clock == "left").status == "breached"


def test_a_deadline_that_the_new_days_put_into_the_past_is_passed_then() -> None:
    """S26, S16: open runs are counted anew: a due that now lies before is breached at the carrying."""
    before = other(table=edition("06"))
    case = before.apply(None, OPEN).case
    after = other(days="new")
    step = after.carry(case, at("08 12:00"), was=before)
    later = after.advance(step.case, at("08 12:00:00.000001"))
    assert [(line.kind, line.at) for line in later.trace if line.subject == "duty.1"] == [("breached", us("08 12:00"))]


def test_a_case_is_not_carried_into_its_past() -> None:
    """S14: time does not run backwards."""
    before = other()
    case = before.advance(before.apply(None, OPEN).case, at("06 08:00")).case
    step = other(days="new", table=edition("06")).carry(case, at("04 09:00"), was=before)
    assert step.case.at == case.at


def test_the_former_engine_must_be_the_one_that_kept_the_case() -> None:
    """S26: dues of another edition would be listed as old ones."""
    case = other().apply(None, OPEN).case
    with pytest.raises(CaseError) as caught:
        other(days="new", table=edition("06")).carry(case, at("05 09:00"), was=other(days="third"))
    assert caught.value.code == "other-days"


def test_days_that_both_editions_cite_alike_move_nothing() -> None:
    """S26: the same days under other keys of their sources name no document."""
    before = other(table=edition("06"))
    case = before.apply(None, OPEN).case
    same = other(days="new", table=edition("06", sources={"x": "a law", "y": "Notice 9"}))
    assert carried(same.carry(case, at("05 09:00"), was=before)) == []
    plain = compiled(calendar_without_days(), law="law", days="a")
    kept = plain.apply(None, OPEN).case
    hours = compiled(calendar_without_days("09:00-12:00"), law="law", days="b")
    ((_, note),) = carried(hours.carry(kept, at("04 09:00"), was=plain))
    assert "(" not in note


def calendar_without_days(hours: str = "07:30-11:30") -> dict[str, Any]:
    """Give a regulation whose calendar has no day table."""
    duty = {
        "kind": "obligation",
        "title": text("duty"),
        "limit": [{"is": "5 working hours"}],
        "met_by": {"done": {}},
        "basis": ["1"],
    }
    begin = {
        "title": text("begin"),
        "held_by": "ioc",
        "basis": ["1"],
        "clocks": {"duty": duty},
        "events": {"done": stay()},
    }
    made = document({"report": flow({"begin": begin}, {"sets": {"take": []}})})
    made["calendars"] = {"office": {"default": True, "week": {"mon-fri": [hours]}, "basis": ["1"]}}
    return made


def test_an_event_goes_to_json_and_back() -> None:
    """Rows: without the columns that are empty, instants with an offset."""
    row = event("deliver", "04 09:00", "expert", unit="Tax", person="An", seq=3, recorded_at="05 08:00", answer="x")
    plain = row.to_dict("Asia/Ho_Chi_Minh")
    assert Event.from_dict(json.loads(json.dumps(plain))) == row
    assert (plain["at"], plain["recorded_at"]) == ("2024-03-04T09:00:00+07:00", "2024-03-05T08:00:00+07:00")
    assert set(event("x", "04 09:00").to_dict()) == {"case", "name", "at", "by"}
    assert Event(case="C", name="x", at=5, by="y", recorded_at=7).recorded_at == 7


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"colour": "red"}, "bad-row"),
        ({"name": None}, "bad-row"),
        ({"at": 5}, "bad-row"),
        ({"at": "soon"}, "bad-instant"),
        ({"at": "2024-03-04T08:00:00"}, "instant-naive"),
        ({"seq": "1"}, "bad-row"),
        ({"seq": True}, "bad-row"),
        ({"unit": 7}, "bad-row"),
        ({"data": []}, "bad-row"),
        ({"recorded_at": "x"}, "bad-instant"),
    ],
)
def test_a_row_of_another_shape_is_refused(change: dict[str, Any], code: str) -> None:
    """Rows: what is wrong and what would be right, in both languages."""
    row = {"case": "C-1", "name": "x", "at": "2024-03-04T08:00:00+07:00", "by": "citizen"}
    with pytest.raises(InputError) as caught:
        Event.from_dict({**row, **change})
    assert caught.value.code == code
    assert caught.value.text("vi") != caught.value.text("en")


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        ("2024-03-04", "2024-03-04T00:00+07:00"),
        ("20240304", "2024-03-04T00:00+07:00"),
        ("2024-W10-1", "2024-03-04T00:00+07:00"),
        ("2024-03-04T08", "2024-03-04T08:00+07:00"),
        ("2024-03-04 08:00:05.5", "2024-03-04T08:00:05.500000+07:00"),
    ],
)
def test_what_is_proposed_for_a_naive_instant_is_taken(text: str, proposed: str) -> None:
    """S1: whoever follows the advice is not refused again, in whatever form of ISO 8601 the instant was."""
    row = {"case": "C-1", "name": "x", "at": text, "by": "citizen"}
    with pytest.raises(InputError) as caught:
        Event.from_dict(row)
    assert caught.value.code == "instant-naive"
    assert all(caught.value.text(lang).endswith(f" {proposed}") for lang in ("vi", "en"))
    assert Event.from_dict({**row, "at": proposed}).at > 0


def test_an_instant_is_an_aware_datetime() -> None:
    """S1: anything else is refused showing it."""
    for wrong in ("2024-03-04", None):
        with pytest.raises(InputError) as caught:
            Event(case="C", name="x", at=wrong, by="y")  # type: ignore[arg-type] # what a careless caller does
        assert caught.value.code == "not-an-instant"
    with pytest.raises(InputError):
        Event(case="C", name="x", at=5, by="y", recorded_at=at("04 08:00").replace(tzinfo=None))


def test_the_same_content_has_the_same_mark() -> None:
    """S23a: whatever the order of its keys, and whether lists or tuples hold it; nothing else has it."""
    base = event("x", "04 09:00")._replace(data={"a": {"p": [1, 2], "q": 3}, "b": 2})
    same = base._replace(data={"b": 2, "a": {"q": 3, "p": (1, 2)}})
    assert base.fingerprint() == same.fingerprint()
    others = [
        base._replace(case="C-1/x/1"),
        base._replace(by="z"),
        base._replace(data={}),
        base._replace(at=base.at + 1),
    ]
    assert len({base.fingerprint(), *(one.fingerprint() for one in others)}) == 5


def test_a_trace_and_a_violation_go_to_json() -> None:
    """S26: without what is empty; a happening comes back."""
    step = steps(submit(), forward(), event("withdraw", "04 09:00", "citizen"))[-1]
    part = steps(event("begin", "04 08:00"), event("poll", "04 09:00", agencies=["Tax"]))[-1]
    for line in (*step.trace, *part.trace):
        assert Happening.from_dict(json.loads(json.dumps(line.to_dict("Asia/Ho_Chi_Minh")))) == line
    listed = Violation("C-1", 2, "x", us("04 08:00"), "refused", "wrong-state", ("a", "b"), ("1",), "")
    assert listed.to_dict("UTC")["message"] == {"vi": "a", "en": "b"}


def test_a_step_is_pure() -> None:
    """S20: the same case and event give the same step, and the case that was given is what it was."""
    case = handling()
    kept = json.dumps(case.to_dict())
    one = by_handler("assign", "04 09:00", severity="urgent")
    assert engine().apply(case, one) == engine().apply(case, one)
    assert json.dumps(case.to_dict()) == kept
    assert (run_of(case, "decide").ended, status(case, "decide", "04 09:00"), due(case, "decide")) == (
        None,
        "running",
        "08 00:00",
    )
