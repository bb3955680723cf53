"""What only an unlikely regulation asks for: planned steps, full ones and those from a snapshot agree (S14, S20)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import feedback_rules as fr
from feedback_rules.workflow import relevance
from feedback_rules.workflow.case import Case
from feedback_rules.workflow.refusal import Refusal
from feedback_rules.workflow.relevance import irrelevant
from tests.hearing.bench import at, event
from tests.hearing.small import compiled, document, flow, stay, text
from tests.laws.test_plans import agree, both, obligation, passes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from feedback_rules.engine import Engine
    from feedback_rules.workflow.event import Event

DONE = {"to": [{"to": "over"}], "by": ["officer"], "basis": ["1"]}
OVER = {"title": text("over"), "final": True, "outcome": "over", "basis": ["1"]}
DYING = {
    "dying": {
        "until": "2024-03-07",
        "at_end": {"successor": "ioc", "basis": ["1"]},
        "title": text("dying"),
        "basis": ["1"],
    }
}


def held(events: dict[str, Any], **state: Any) -> dict[str, Any]:
    """Give the states of a regulation whose one open state has these events."""
    first = {"title": text("held"), "held_by": "ioc", "basis": ["1"], "events": {**events, "done": DONE}, **state}
    return {"held": first, "over": OVER}


def fact(kind: str) -> dict[str, Any]:
    """Give a fact of a kind."""
    return {"title": text(kind), "basis": ["1"], **({"flag": True} if kind == "flag" else {"is": kind})}


def field(kind: str) -> dict[str, Any]:
    """Give a field of a kind."""
    return {"is": kind, "title": text(kind)}


def stepped(engine: Engine, *rows: Event) -> Case:
    """Apply rows one after another, each as it is foreseen, in full, and from a snapshot of the case before it."""
    case: Case | None = None
    for row in rows:
        expected = agree(engine.book, case, row)
        step = engine.apply(case, row)
        assert step.case == expected
        if case is not None:
            again = engine.apply(Case.from_dict(case.to_dict()), row)
            assert again == step
            assert engine.next_wakeup(again.case) == engine.next_wakeup(step.case)
        case = step.case
    assert case is not None
    return case


def kinds(step: Any) -> list[tuple[str, str]]:
    """Give what happened in a step."""
    return [(line.kind, line.subject) for line in step.trace]


@pytest.fixture
def recounted() -> Engine:
    """Give a clock whose limit a fact decides, and events that set the fact while they extend or resume it."""
    clock = obligation("1 day", met_by={"done": {}}, if_facts_change="recompute") | {
        "limit": [{"when": {"grave": [True]}, "is": "1 day"}, {"when": {"grave": [False, None]}, "is": "5 days"}]
    }
    extension = {"clock": "work", "by": "more", "ceiling": "1 year"}
    events = {
        "extend": stay(sets={"take": ["grave"]}, needs=[{"any_of": ["more"]}], extends=extension),
        "hold": stay(pauses=["work"]),
        "go_on": stay(sets={"take": ["grave"]}, resumes=["work"]),
    }
    return compiled(
        document(
            {"report": flow(held(events, clocks={"work": clock}))},
            facts={"grave": fact("flag")},
            fields={"more": field("limit")},
        )
    )


def test_a_run_is_extended_by_what_its_limit_has_become(recounted: Engine) -> None:
    """S16, S17: the event that makes the matter grave and grants an hour gives a day and an hour, not five days."""
    opened = event("open", "04 08:00", "citizen")
    case = stepped(recounted, opened, event("extend", "04 09:00", grave=True, more="1 hour"))
    wake = recounted.next_wakeup(case)
    assert wake is not None
    assert wake.replace(microsecond=0) == at("06 01:00")
    assert [line.kind for line in recounted.advance(case, at("08 00:00")).trace] == ["breached"]
    case = stepped(
        recounted,
        opened,
        event("extend", "04 09:00", grave=True, more="1 hour"),
        event("extend", "04 10:00", grave=False, more="2 hours"),
    )
    assert recounted.options(case, at("08 00:00"))
    with pytest.raises(fr.RefusedError):
        recounted.apply(case, event("unknown", "08 00:00"))


def test_a_run_goes_on_by_what_its_limit_has_become(recounted: Engine) -> None:
    """S13, S16: so does the event that resumes it."""
    case = stepped(
        recounted,
        event("open", "04 08:00", "citizen"),
        event("hold", "04 09:00"),
        event("go_on", "04 10:00", grave=True),
    )
    passes(recounted.book, case, case.at + 30 * 86_400_000_000)


def test_what_a_supplement_needs_is_asked_before_it_is_supplied() -> None:
    """S23: an event is judged on what it brings, not on what it will have supplied."""
    supply = {
        "stay": True, "by": ["citizen"], "supplement": True, "may": ["phone"], "basis": ["1"],
        "needs": [{"any_of": ["photo"], "when": {"complete": [False]}}],
    }  # fmt: skip
    report = flow(held({"supply": supply}, no_limit=text("none")))
    report["intake"] = {"required": [{"field": "phone", "basis": ["1"]}]}
    engine = compiled(document({"report": report}, fields={"phone": field("text"), "photo": field("file")}))
    case = stepped(engine, event("open", "04 08:00", "citizen"))
    taken, whole = both(engine.book, case, event("supply", "04 09:00", "citizen", phone="1"))
    assert isinstance(taken, Refusal)
    assert taken == whole
    assert taken.code == "missing-evidence"
    assert stepped(
        engine, event("open", "04 08:00", "citizen"), event("supply", "04 09:00", "citizen", phone="1", photo="a.jpg")
    )


def test_a_state_that_nobody_holds_starts_its_clocks_once() -> None:
    """S11a: who stays in it does not come to a holder anew."""
    watch = {
        "kind": "timer", "title": text("watch"), "limit": [{"is": "30 days"}], "met_by": {"calm": {}},
        "at_due": [{"to": "over"}], "basis": ["1"],
    }  # fmt: skip
    engine = compiled(document({"report": flow(held({"calm": stay()}, held_by="nobody", clocks={"watch": watch}))}))
    case = stepped(engine, event("open", "04 08:00", "citizen"), event("calm", "04 09:00"))
    assert [run.id for run in case.root.runs] == ["watch.1"]


def test_a_link_that_is_taken_away_is_gone() -> None:
    """S25, S27: no signal goes to the case that was named before."""
    events = {
        "link": stay(sets={"take": ["twin"]}),
        "unlink": stay(sets={"fixed": {"twin": None}}),
        "tell": stay(effects=[{"signal": "twin", "event": "hear", "basis": ["1"]}]),
        "hear": {"stay": True, "by": ["system"], "basis": ["1"]},
    }
    engine = compiled(
        document(
            {"report": flow(held(events, no_limit=text("none")))},
            facts={"twin": fact("case")},
            fields={"twin": field("case")},
        )
    )
    linked = stepped(engine, event("open", "04 08:00", "citizen"), event("link", "04 09:00", twin="X"))
    assert [effect.to for effect in engine.apply(linked, event("tell", "04 10:00")).effects] == ["X"]
    unlinked = engine.apply(linked, event("unlink", "04 09:30"))
    assert unlinked == engine.apply(Case.from_dict(linked.to_dict()), event("unlink", "04 09:30"))
    assert engine.facts(unlinked.case) == {}
    assert engine.apply(unlinked.case, event("tell", "04 10:00")).effects == ()


def inside(**asked: Any) -> dict[str, Any]:
    """Give the workflow of a part."""
    told = {"tell": {"to": [{"to": "told"}], "by": ["officer"], "basis": ["1"]}}
    first = {"title": text("asked"), "held_by": "ioc", "basis": ["1"], "events": told, **asked}
    return flow({"asked": first, "told": {**OVER, "outcome": "told"}}, {"by": ["officer"]}, part=True)


PARTS = {"inside": {"workflow": "inner", "join": "any", "then": [], "basis": ["1"]}}


def test_what_is_ordered_of_a_clock_is_told_behind_the_parts_that_open() -> None:
    """S26: one trace, whichever way the step is taken."""
    events = {"ask": stay(opens=["inside"], pauses=["work"])}
    report = flow(held(events, clocks={"work": obligation("9 days", met_by={"done": {}})}), parts=PARTS)
    engine = compiled(document({"report": report, "inner": inside(no_limit=text("none"))}))
    case = stepped(engine, event("open", "04 08:00", "citizen"))
    step = engine.apply(case, event("ask", "04 09:00"))
    assert [line.kind for line in step.trace] == ["applied", "part-opened", "applied", "paused"]
    assert step == engine.apply(Case.from_dict(case.to_dict()), event("ask", "04 09:00"))


def test_a_clock_that_starts_with_a_successor_replaces_others() -> None:
    """S11a, S14: as when it starts by an event, in one go or in pieces."""
    clocks = {
        "second": obligation("9 days", met_by={"act": {}}, replaces=["first"]),
        "first": {
            "kind": "timer", "title": text("first"), "limit": [{"is": "30 days"}], "starts_on": ["note"],
            "at_due": [{"to": "over"}], "basis": ["1"],
        },
    }  # fmt: skip
    states = held({"act": stay(), "note": stay()}, held_by="dying", clocks=clocks)
    engine = compiled(document({"report": flow(states)}, holders=DYING))
    case = stepped(engine, event("open", "04 08:00", "citizen"), event("act", "04 09:00"), event("note", "04 10:00"))
    whole = engine.advance(case, at("30 00:00"))
    first = engine.advance(case, at("09 00:00"))
    second = engine.advance(first.case, at("30 00:00"))
    assert [*first.trace, *second.trace] == list(whole.trace)
    assert ("replaced", "first.1") in kinds(whole)
    passes(engine.book, case, whole.case.at)


@pytest.mark.parametrize("way", ["foreseen", "from a snapshot"])
def test_the_end_of_a_holder_is_not_undone_at_its_instant(way: str) -> None:
    """S34: what falls due at that very instant because of the end finds the successor holding."""
    answer = obligation(
        "1 day", met_by={"done": {}}, counts_from=["note"],
        at_due=[{"effects": [{"notify": "citizen", "basis": ["1"]}], "basis": ["1"]}],
    )  # fmt: skip
    states = held({"note": stay()}, held_by="dying", clocks={"answer": answer})
    engine = compiled(document({"report": flow(states)}, holders=DYING))
    case = stepped(engine, event("open", "04 08:00", "citizen"), event("note", "04 09:00"))
    step = engine.advance(case if way == "foreseen" else Case.from_dict(case.to_dict()), at("09 00:00"))
    assert kinds(step)[-4:] == [
        ("breached", "answer.1"), ("started", "answer.2"), ("breached", "answer.2"), ("moved", "answer.2.due"),
    ]  # fmt: skip
    assert (step.case.holder, len(step.effects)) == ("ioc", 2)
    pieces = engine.advance(engine.advance(case, at("08 00:00")).case, at("09 00:00"))
    assert pieces.case == step.case


def test_a_part_that_a_due_has_opened_is_explained() -> None:
    """S35: the due of the case is named, not one of the part."""
    due = [{"opens": ["inside"], "basis": ["1"]}]
    clocks = {"work": obligation("1 hour", met_by={"done": {}}, at_due=due)}
    report = flow(held({}, clocks=clocks), parts=PARTS)
    reply = {"reply": obligation("9 days", met_by={"tell": {}})}
    engine = compiled(document({"report": report, "inner": inside(clocks=reply)}))
    case = engine.advance(stepped(engine, event("open", "04 08:00", "citizen")), at("05 08:00")).case
    assert "clock" in engine.explain(case, clock="reply", part="inside/1").text("en")
    assert engine.explain(case).text("vi")


def test_an_opening_that_waits_for_a_due_is_refused() -> None:
    """S23: nothing has been due before there is a case."""
    states = held({}, clocks={"work": obligation("1 day", met_by={"done": {}})})
    engine = compiled(document({"report": flow(states, {"after_due": "work"})}))
    with pytest.raises(fr.RefusedError, match="opens only once work is past due"):
        engine.apply(None, event("open", "04 08:00", "citizen"))


def test_whatever_has_no_number_gets_one_that_nobody_has_had() -> None:
    """S25: so no two effects have one id."""
    states = held({"note": stay(effects=[{"notify": "citizen", "basis": ["1"]}])}, no_limit=text("none"))
    engine = compiled(document({"report": flow(states)}))
    rows = [event("open", "04 08:00", "citizen")._replace(seq=5)]
    rows += [event("note", f"04 {hour:02}:00")._replace(seq=one) for hour, one in enumerate((6, 4, None, None), 9)]
    case: Case | None = None
    ids = []
    for row in rows:
        step = engine.apply(case, row)
        assert case is None or step == engine.apply(Case.from_dict(case.to_dict()), row)
        case = step.case
        ids += [effect.id for effect in step.effects]
    assert ids == ["C-1/e6/0", "C-1/e4/0", "C-1/e7/0", "C-1/e8/0"]


def test_a_part_keeps_the_number_of_the_event_that_opened_it() -> None:
    """S25: also where a higher number was given before."""
    told = [{"notify": "citizen", "basis": ["1"]}]
    report = flow(held({"note": stay(), "ask": stay(opens=["inside"])}, no_limit=text("none")), parts=PARTS)
    inner = inside(no_limit=text("none"))
    inner["opens_with"]["open"]["effects"] = told
    engine = compiled(document({"report": report, "inner": inner}))
    case = engine.apply(None, event("open", "04 08:00", "citizen")._replace(seq=9)).case
    step = engine.apply(case, event("ask", "04 09:00")._replace(seq=2))
    assert [effect.id for effect in step.effects] == ["C-1/inside/1/e2/0"]
    assert step == engine.apply(Case.from_dict(case.to_dict()), event("ask", "04 09:00")._replace(seq=2))


def test_a_signal_of_a_log_stays_in_its_place() -> None:
    """S23a: it has no number, so among rows of one instant the order of the log is kept."""
    events = {"note": stay(), "hear": {"to": [{"to": "over"}], "by": ["system"], "basis": ["1"]}}
    engine = compiled(document({"report": flow(held(events, no_limit=text("none")))}))
    rows = [
        event("open", "04 08:00", "citizen"),
        event("note", "04 09:00"),
        event("hear", "04 09:00", "system", signal="X/e1/0"),
    ]
    run = engine.replay(rows).cases["C-1"]
    assert [line.subject for line in run.trace] == ["open", "open", "note", "hear"]


@pytest.mark.parametrize("units", ["   ", [" "], ["", " "], []])
def test_where_no_unit_is_named_one_part_opens(units: Any) -> None:
    """S27: a text of spaces names nobody, letter by letter."""
    parts = {"inside": {**PARTS["inside"], "one_for": "units", "routes": {"unit": "each"}}}
    report = flow(held({"ask": stay(opens=["inside"], may=["units"])}, no_limit=text("none")), parts=parts)
    engine = compiled(
        document(
            {"report": report, "inner": inside(no_limit=text("none"))},
            holders={"unit": {"many": True, "title": text("unit"), "basis": ["1"]}},
            fields={"units": {"is": "units", "of": "unit", "title": text("units")}},
        )
    )
    case = stepped(engine, event("open", "04 08:00", "citizen"), event("ask", "04 09:00", units=units))
    assert [(part.address, part.units) for part in case.inner] == [("inside/1", ())]


def test_threads_find_nothing_half_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine is shared between threads: what is worked out when first asked for is there whole, or not at all."""
    engine = fr.Engine(fr.load_profile("langson"))
    flow_ = next(iter(engine.book.workflows.values()))
    seen = []

    def watched(found: Iterable[int]) -> list[int]:
        seen.append(dict(flow_.irrelevant))
        return sorted(found)

    monkeypatch.setattr(relevance, "sorted", watched, raising=False)
    assert irrelevant(engine.book, flow_, "") is flow_.irrelevant[""]
    assert len(seen) == len(flow_.states) + 1
    assert not any(seen)


def test_a_case_that_comes_to_a_kind_at_its_last_instant_is_passed_on() -> None:
    """S34: the end comes after all that is due at that instant, also where only that brings the case to who ends."""
    due = [{"to": "second", "basis": ["1"]}]
    states = held({}, clocks={"work": obligation("3 days", met_by={"done": {}}, at_due=due)})
    states["second"] = {
        "title": text("second"), "held_by": "dying", "no_limit": text("none"), "basis": ["1"], "events": {"done": DONE},
    }  # fmt: skip
    engine = compiled(document({"report": flow(states)}, holders=DYING))
    case = stepped(engine, event("open", "04 08:00", "citizen"))
    step = engine.advance(case, at("09 00:00"))
    assert kinds(step) == [
        ("breached", "work.1"),
        ("moved", "work.1.due"),
        ("breached", "work.1"),
        ("succeeded", "dying"),
    ]
    assert (step.case.state, step.case.holder) == ("second", "ioc")
    passes(engine.book, case, step.case.at + 1)


def test_an_extension_that_cuts_a_limit_short_is_a_breach_now() -> None:
    """S16, S17: to a total that has passed already; the breach is dated by the event."""
    cut = stay(extends={"clock": "work", "to": "1 hour", "basis": ["1"]})
    engine = compiled(
        document({"report": flow(held({"cut": cut}, clocks={"work": obligation("9 days", met_by={"done": {}})}))})
    )
    case = stepped(engine, event("open", "04 08:00", "citizen"), event("cut", "04 14:00"))
    step = engine.advance(case, at("04 15:00"))
    assert [(line.kind, line.at) for line in step.trace] == [("breached", case.at)]


def test_what_is_due_at_the_end_of_a_holder_is_the_successors() -> None:
    """S34: also where the limit that starts with the succession ends at that very instant."""
    answer = obligation(
        "1 day", met_by={"done": {}}, counts_from=["note"],
        at_due=[{"effects": [{"notify": "citizen", "basis": ["1"]}], "basis": ["1"]}],
    )  # fmt: skip
    states = held({"note": stay()}, held_by="dying", clocks={"answer": answer})
    engine = compiled(document({"report": flow(states)}, holders=DYING))
    case = stepped(engine, event("open", "04 08:00", "citizen"), event("note", "06 09:00"))
    step = engine.advance(case, at("09 00:00"))
    assert kinds(step)[-3:] == [("started", "answer.2"), ("breached", "answer.2"), ("moved", "answer.2.due")]
    assert step.case.holder == "ioc"
    assert step == engine.advance(Case.from_dict(case.to_dict()), at("09 00:00"))


def test_the_limit_of_an_effect_counts_from_the_due_that_ordered_it() -> None:
    """S5, S17: a 24:00 is the end of its day for clocks that it starts, the effect's begins after it, also extended."""
    shown = {"id": "shown", "limit": [{"is": "2 days"}], "met_by": {"show": {}}, "binds": "ioc"}
    due = [{"effects": [{"publish": "public", "within": shown, "basis": ["1"]}], "basis": ["1"]}]
    extension = {"clock": "shown", "by": "more", "ceiling": "1 year"}
    events = {"show": stay(), "extend": stay(needs=[{"any_of": ["more"]}], extends=extension)}
    states = held(events, clocks={"work": obligation("1 day", met_by={"done": {}}, at_due=due)})
    engine = compiled(document({"report": flow(states)}, fields={"more": field("limit")}))
    stepped(engine, event("open", "04 08:00", "citizen"), event("extend", "06 09:00", more="1 day"))
