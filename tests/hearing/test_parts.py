"""Parts live inside their case; joins let it go on; what is closed takes nothing more (S27)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.hearing.bench import (
    at,
    by_handler,
    case_of,
    effects,
    engine,
    event,
    forward,
    kinds,
    part_of,
    refused,
    run_of,
    steps,
    submit,
    us,
    view,
)
from tests.hearing.small import compiled, document, flow, stay, text

if TYPE_CHECKING:
    from feedback_rules.workflow.case import Case
    from feedback_rules.workflow.event import Event

BEGIN = event("begin", "04 08:00", to_agency="Home")


def consult(when: str = "04 09:00", *agencies: str, **data: str) -> Event:
    """Give the consultation of agencies, Tax and Land unless said otherwise."""
    return event("consult", when, agencies=list(agencies or ("Tax", "Land")), **data)


def deliver(number: int, when: str, unit: str, name: str = "cooperation") -> Event:
    """Give the answer of an agency."""
    return event("deliver", when, "expert", unit=unit, case=f"C-1/{name}/{number}")


def answered(*more: Event) -> Case:
    """Give a report that has been answered."""
    return case_of(
        submit(), forward(), by_handler("assign", "04 09:00"), by_handler("finish", "04 10:00", photo="a"), *more
    )


def test_a_part_is_opened_for_each_unit_named() -> None:
    """S27: with its own state, holder, clocks and address; the case goes on beside it."""
    step = steps(BEGIN, consult())[-1]
    assert [(part.address, part.state, part.holder, part.unit) for part in step.case.parts] == [
        ("", "running", "ioc", None),
        ("cooperation/1", "drafting", "agency", "Tax"),
        ("cooperation/2", "drafting", "agency", "Land"),
    ]
    assert kinds(step, "part-opened") == [("part-opened", "cooperation"), ("part-opened", "cooperation")]
    assert [line.note for line in step.trace if line.kind == "part-opened"] == ["Tax", "Land"]
    again = engine().apply(step.case, consult("04 10:00", "Roads"))
    assert part_of(again.case, "cooperation/3").unit == "Roads"


def test_a_part_starts_from_a_copy_of_the_case_s_facts() -> None:
    """S27: what it sets stays in it, and it sees nothing that the case learns later."""
    case = case_of(BEGIN, consult(severity="urgent"))
    assert engine().facts(case, "cooperation/1") == {"severity": "urgent", "opinion": "asked"}
    assert "opinion" not in engine().facts(case)
    assert "severity" not in engine().facts(case)


def test_a_part_s_limit_may_be_given_when_it_opens() -> None:
    """S10a, S11a: the event that opens it gives the limit, and its own opening is an event that a clock counts from."""
    case = case_of(BEGIN, consult(on_day="2024-03-06"))
    assert view(case, "draft", "04 10:00", part="cooperation/1").due == at("07 00:00")
    assert view(case, "draft", "04 10:00", part="cooperation/2").counts_from == at("04 09:00")
    waiting = case_of(BEGIN, consult())
    assert view(waiting, "draft", "04 10:00", part="cooperation/1").status == "awaiting_limit"


def test_routes_of_a_part() -> None:
    """S27: each unit named has its own part; one for nobody in particular is routed by the field, or like the case."""
    whisper = case_of(BEGIN, event("whisper", "04 09:00", to_agency="Parks"))
    assert part_of(whisper, "aside/1").unit == "Parks"
    assert [part.address for part in whisper.parts] == ["", "aside/1"]
    nobody = engine().apply(whisper, event("deliver", "04 10:00", "expert", unit="Parks", case="C-1/aside/1"))
    assert kinds(nobody, "joined") == []
    assert nobody.case.state == "running"


def test_the_unit_of_a_part_acts_in_it() -> None:
    """S34: each agency in its own part."""
    case = case_of(BEGIN, consult())
    assert refused(case, deliver(1, "04 10:00", "Land")).code == "wrong-unit"
    assert engine().apply(case, deliver(1, "04 10:00", "Tax")).case.part("cooperation/1").state == "delivered"  # type: ignore[union-attr] # it is there


def test_a_join_of_all_waits_for_all() -> None:
    """S27: the step that ends the last part makes the join, once."""
    first = steps(BEGIN, consult(), deliver(1, "04 10:00", "Tax"))[-1]
    assert (kinds(first, "joined"), first.case.state) == ([], "running")
    last = engine().apply(first.case, deliver(2, "04 11:00", "Land"))
    assert (kinds(last, "joined"), last.case.state) == ([("joined", "cooperation")], "gathered")
    assert effects(last) == ["report ioc", "notify ioc"]
    assert [effect.id for effect in last.effects] == ["C-1/cooperation/2/e4/0", "C-1/e4/0"]
    assert run_of(last.case, "conclude").started == us("04 11:00")


def test_a_join_of_any_goes_on_with_the_first() -> None:
    """S27: the first that ends makes it; the second does nothing; a later round has a first of its own."""
    case = case_of(BEGIN, event("poll", "04 09:00", agencies=["Tax", "Land"]))
    first = engine().apply(case, deliver(1, "04 10:00", "Tax", "quick"))
    assert kinds(first, "joined") == [("joined", "quick")]
    assert engine().facts(first.case)["opinion"] == "given"
    assert view(first.case, "follow_up", "04 11:00").started == at("04 10:00")
    second = engine().apply(first.case, deliver(2, "04 11:00", "Land", "quick"))
    assert kinds(second, "joined") == []
    again = engine().apply(second.case, event("poll", "05 09:00", agencies=["Roads"]))
    third = engine().apply(again.case, deliver(3, "05 10:00", "Roads", "quick"))
    assert kinds(third, "joined") == [("joined", "quick")]


def test_parts_that_are_closed_are_left() -> None:
    """S27: ended without a final state, their runs left, and nothing is open in them or in theirs any more."""
    inquired = case_of(
        BEGIN,
        consult(on_day="2024-03-06"),
        event("inquire", "04 10:00", "expert", unit="Tax", case="C-1/cooperation/1"),
    )
    step = engine().apply(inquired, event("dismiss", "04 11:00"))
    assert kinds(step, "part-closed") == [("part-closed", "cooperation")] * 3
    for address in ("cooperation/1", "cooperation/2", "cooperation/1/inquiry/1"):
        part = part_of(step.case, address)
        assert (part.ended, part.holder, part.held[-1]) == (us("04 11:00"), None, (None, None, us("04 11:00")))
        assert [run.end for run in part.runs] == ["left"] * len(part.runs)
    assert refused(step.case, deliver(1, "04 12:00", "Tax")).code == "wrong-state"
    offered = [option for option in engine().options(step.case, at("04 12:00")) if option.part]
    assert offered == []
    assert engine().next_wakeup(step.case) is None
    assert step.case.state == "running"
    assert kinds(engine().apply(step.case, event("dismiss", "04 13:00")), "part-closed") == []


def test_a_part_may_have_parts() -> None:
    """S27: what ends the inner one may end the outer, which may let the case go on, all in one step."""
    case = case_of(
        BEGIN, consult("04 09:00", "Tax"), event("inquire", "04 10:00", "expert", unit="Tax", case="C-1/cooperation/1")
    )
    assert part_of(case, "cooperation/1/inquiry/1").unit == "Tax"
    told = engine().apply(case, event("tell", "04 11:00", case="C-1/cooperation/1/inquiry/1"))
    assert kinds(told, "joined") == [("joined", "inquiry"), ("joined", "cooperation")]
    assert (told.case.state, part_of(told.case, "cooperation/1").state) == ("gathered", "delivered")
    assert effects(told) == ["record agency", "notify ioc"]


def test_what_a_part_s_due_causes_in_its_case_names_the_part() -> None:
    """S22, S25: a join is made once for its due, and effects of several parts don't share an id."""
    two = case_of(
        BEGIN,
        consult(),
        event("inquire", "04 10:00", "expert", unit="Tax", case="C-1/cooperation/1"),
        event("inquire", "04 11:00", "expert", unit="Land", case="C-1/cooperation/2"),
    )
    step = engine().advance(two, at("06 00:00:00.000001"))
    assert kinds(step, "joined") == [("joined", "inquiry"), ("joined", "inquiry"), ("joined", "cooperation")]
    assert step.case.state == "gathered"
    assert [effect.id for effect in step.effects] == [
        "C-1/cooperation/1/inquiry/1/fade.1.due/0",
        "C-1/cooperation/2/inquiry/1/fade.1.due/0",
        "C-1/cooperation/2/inquiry/1/fade.1.due/1",
    ]
    assert kinds(step, "overtaken") == [("overtaken", "fade_note.1")] * 2
    assert run_of(step.case, "conclude").cause == "cooperation/2/inquiry/1/fade.1.due"
    assert "“Fades” (fade)" in engine().explain(step.case, clock="conclude").text("en")


def test_a_due_that_ends_a_part_joins_once() -> None:
    """S27: the reply's due gives the clarification up; the join tells the citizen, with an id of its own each time."""
    case = answered(event("doubt", "04 11:00", "citizen"), event("doubt", "04 12:00", "citizen"))
    step = engine().advance(case, at("30 08:00"))
    assert [one.state for one in step.case.parts] == ["answered", "given_up", "given_up"]
    ids = [effect.id for effect in step.effects]
    assert len(ids) == len(set(ids))
    joined = [effect.id for effect in step.effects if effect.verb == "notify"]
    assert joined == ["C-1/clarification/1/reply.1.due/1", "C-1/clarification/2/reply.1.due/1"]


def test_an_ended_case_takes_only_what_stays() -> None:
    """S27: a part that outlives its case still makes its join, as far as that moves nothing."""
    case = answered(event("doubt", "04 11:00", "citizen"))
    step = engine().apply(case, event("make_clear", "04 12:00", case="C-1/clarification/1"))
    assert effects(step) == ["notify citizen", "lock citizen"]
    assert (step.case.state, step.case.ended) == ("answered", case.ended)
    running = case_of(BEGIN, consult("04 09:00", "Tax"), event("wrap_up", "04 10:00"))
    late = engine().apply(running, deliver(1, "04 11:00", "Tax"))
    assert (late.case.state, late.case.ended) == ("done", us("04 10:00"))
    assert kinds(late, "joined") == [("joined", "cooperation")]
    assert effects(late) == ["report ioc"]


def test_a_part_that_never_ends_leaves_the_case_free() -> None:
    """S27: what happens when one never ends is said by the text; here the centre goes on without."""
    case = case_of(BEGIN, consult(), deliver(1, "04 10:00", "Tax"), event("wrap_up", "05 08:00"))
    assert case.state == "done"
    assert part_of(case, "cooperation/2").ended is None


def test_a_closed_part_s_case_does_not_hear_of_what_it_leaves_behind() -> None:
    """S27: an inner part that outlived a closed outer one would make no join; closing takes it along."""
    case = case_of(
        BEGIN,
        consult("04 09:00", "Tax"),
        event("inquire", "04 10:00", "expert", unit="Tax", case="C-1/cooperation/1"),
        event("dismiss", "04 11:00"),
    )
    assert kinds(engine().advance(case, at("30 08:00"))) == []


def test_what_an_audit_follows_inside_a_closed_part_makes_no_join() -> None:
    """S24, S27: somebody else's log may go on in what was closed; the part that has ended does not go on for it."""
    rows = [
        BEGIN,
        consult("04 09:00", "Tax"),
        event("dismiss", "04 10:00"),
        event("inquire", "04 11:00", "expert", unit="Tax", case="C-1/cooperation/1"),
        event("tell", "04 12:00", case="C-1/cooperation/1/inquiry/1"),
    ]
    found = engine().replay(rows, mode="audit").cases["C-1"]
    assert [(one.code, one.recovered) for one in found.violations] == [("wrong-state", "drafting -> drafting")]
    assert found.case is not None
    assert part_of(found.case, "cooperation/1/inquiry/1").state == "faded"
    assert [line.kind for line in found.trace if line.kind == "joined"] == []


def test_a_part_that_a_due_opens_is_for_nobody_in_particular() -> None:
    """S27: where no event names units there is one part, routed like its case; it takes the first of its openings."""
    ask = {
        "title": text("ask"),
        "held_by": "desk",
        "no_limit": text("none"),
        "basis": ["1"],
        "events": {"told": stay()},
    }
    wait = {
        "kind": "timer",
        "title": text("wait"),
        "limit": [{"is": "1 hour"}],
        "at_due": [{"opens": ["inside"]}],
        "basis": ["1"],
    }
    begin = {
        "title": text("begin"),
        "held_by": "ioc",
        "no_limit": text("none"),
        "basis": ["1"],
        "clocks": {"wait": wait},
    }
    inner = flow({"asked": ask}, part=True)
    inner["opens_with"] = {
        "inquire": {"to": [{"to": "asked"}], "by": ["officer"], "when": {"glad": [True]}, "basis": ["1"]}
    }
    outer = flow(
        {"begin": begin},
        {"routes": {"desk": "to_desk"}},
        parts={"inside": {"workflow": "inner", "one_for": "desks", "routes": {"desk": "to_desk"}, "basis": ["1"]}},
    )
    small = compiled(
        document(
            {"outer": outer, "inner": inner},
            holders={"desk": {"many": True, "title": text("desk"), "basis": ["1"]}},
            fields={
                "to_desk": {"unit_of": "desk", "title": text("d")},
                "desks": {"is": "units", "of": "desk", "title": text("d")},
            },
            facts={"glad": {"flag": True, "title": text("glad"), "basis": ["1"]}},
        )
    )
    case = small.apply(None, event("open", "04 08:00", "citizen", to_desk="A")).case
    later = small.advance(case, at("04 10:00")).case
    assert [(part.address, part.state, part.unit) for part in later.parts] == [
        ("", "begin", None),
        ("inside/1", "asked", "A"),
    ]


def test_a_fact_that_a_part_can_t_take_is_left_out() -> None:
    """S27: what the event brings for the case but is no value of a fact of the part does not stop it."""
    case = case_of(BEGIN)
    step = engine().apply(case, consult(severity="grave"))
    assert "severity" not in engine().facts(step.case, "cooperation/1")


def test_the_time_of_each_part_is_its_own() -> None:
    """S18: opened later, ended earlier, held by another."""
    case = case_of(BEGIN, consult(), deliver(1, "04 10:00", "Tax"))
    assert part_of(case, "cooperation/1").held == (("agency", "Tax", us("04 09:00")), (None, None, us("04 10:00")))
    assert part_of(case, "").held == (("ioc", None, us("04 08:00")),)
    assert view(case, "draft", "05 08:00", part="cooperation/2").status == "awaiting_limit"
