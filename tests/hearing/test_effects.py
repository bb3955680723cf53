"""Effects are described with a stable id, addressee, channel, own clock and citation (S25)."""

from __future__ import annotations

import json

from feedback_rules.workflow.effect import Effect
from tests.hearing.bench import (
    at,
    by_handler,
    effects,
    engine,
    event,
    forward,
    handling,
    run_of,
    status,
    steps,
    submit,
    us,
    view,
)
from tests.hearing.small import compiled, document, flow, stay, text


def test_an_effect_has_an_id_that_names_its_cause() -> None:
    """S25: case, cause, index; the cause of an event is its number."""
    step = steps(submit(), forward())[-1]
    assert [effect.id for effect in step.effects] == ["C-1/e2/0", "C-1/e2/1"]
    numbered = steps(submit(), event("forward", "04 08:30", seq=17, to_unit="North"))[-1]
    assert [effect.id for effect in numbered.effects] == ["C-1/e17/0", "C-1/e17/1"]
    after = engine().apply(numbered.case, by_handler("assign", "04 09:00"))
    assert after.case.seq == 18


def test_an_effect_names_addressee_unit_channel_and_what_it_carries() -> None:
    """S25: the unit is the one to which the case was routed; who must act is named where that is not the holder."""
    give, publish = steps(submit(), forward())[-1].effects
    assert (give.verb, give.to, give.unit, give.carries, give.by) == ("assign", "unit", "North", ("content",), None)
    assert (publish.to, publish.unit, publish.by, publish.title) == ("public", None, "chief", ("Công khai", "Publish"))
    told = steps(submit(), forward(), by_handler("assign", "04 09:00"), by_handler("finish", "04 10:00", photo="a"))[
        -1
    ].effects
    assert [(effect.verb, effect.channel, effect.basis) for effect in told] == [("notify", "sms", ("3.2",))]


def test_the_addressee_of_a_role_has_the_unit_of_its_kind() -> None:
    """S25: a report to an expert goes to the agency's expert."""
    begin = {
        "title": text("begin"), "held_by": "ioc", "no_limit": text("none"), "basis": ["1"],
        "events": {"tell": stay(routes={"desk": "to_desk"}, effects=[{"report": "clerk", "basis": ["1"]}])},
    }  # fmt: skip
    small = compiled(
        document(
            {"report": flow({"begin": begin})},
            holders={"desk": {"many": True, "title": text("desk"), "basis": ["1"]}},
            roles={"clerk": {"of": "desk", "title": text("clerk"), "basis": ["1"]}},
            fields={"to_desk": {"unit_of": "desk", "title": text("desk")}},
        )
    )
    made = steps(event("open", "04 08:00", "citizen"), event("tell", "04 09:00", to_desk="A"), on=small)[-1].effects
    assert [(one.to, one.unit) for one in made] == [("clerk", "A")]


def test_a_channel_may_be_what_a_fact_names() -> None:
    """Language: the channel is the value of the fact, none where nobody has set it."""
    told = steps(submit(reply_channel="mail"), event("refuse", "04 09:00", ground="unlawful"))[-1].effects
    assert [effect.channel for effect in told] == ["mail"]
    unknown = steps(submit(), event("refuse", "04 09:00", ground="unlawful"))[-1].effects
    assert [effect.channel for effect in unknown] == [""]


def test_an_effect_on_a_condition_is_ordered_only_where_it_holds() -> None:
    """S25: by the facts after the step."""
    done = [submit(), forward(), by_handler("assign", "04 09:00")]
    secret = steps(*done, by_handler("finish", "04 10:00", photo="a", secret=True))[-1]
    assert (secret.case.state, effects(secret)) == ("sealed", ["record ioc"])
    assert "reply_channel" not in engine().facts(secret.case)


def test_an_effect_s_clock_is_a_run_like_any_other() -> None:
    """S25: it starts with the effect, binds whom it names, and is fulfilled by the event that reports the act."""
    case = handling()
    step = steps(submit(), forward())[-1]
    assert step.effects[1].clock == "publication.1"
    found = view(case, "publication", "04 09:00")
    assert (found.bound_unit, found.started, found.due) == ("ioc", at("04 08:30"), at("04 10:30"))
    done = handling(event("published", "04 10:30", "chief"))
    assert status(done, "publication", "05 08:00") == "met"
    assert status(handling(event("published", "04 10:30:00.000001")), "publication", "05 08:00") == "late"


def test_an_effect_s_clock_runs_on_after_the_end() -> None:
    """S25: what is still to be done is still due when the case has ended."""
    case = handling(event("withdraw", "04 09:00", "citizen"))
    assert status(case, "publication", "04 10:00") == "running"
    assert status(case, "publication", "04 11:00") == "breached"
    reported = handling(event("withdraw", "04 09:00", "citizen"), event("published", "04 10:00"))
    assert run_of(reported, "publication").ended == us("04 10:00")


def test_an_effect_ordered_again_while_its_clock_runs_has_that_clock() -> None:
    """S11a: what would start a running clock does nothing to it; both effects name the run that there is."""
    shown = {
        "publish": "public",
        "within": {"id": "shown", "limit": [{"is": "1 day"}], "met_by": {"done": {}}, "binds": "ioc"},
    }
    begin = {
        "title": text("begin"), "held_by": "ioc", "no_limit": text("none"), "basis": ["1"],
        "events": {"show": stay(effects=[shown]), "done": stay()},
    }  # fmt: skip
    small = compiled(document({"report": flow({"begin": begin})}))
    made = steps(event("open", "04 08:00", "citizen"), event("show", "04 09:00"), event("show", "04 10:00"), on=small)
    assert [one.clock for step in made for one in step.effects] == ["shown.1", "shown.1"]
    assert [run.started for run in made[-1].case.parts[0].runs] == [us("04 09:00")]


def test_an_effect_goes_to_json_and_back() -> None:
    """S26: with its instant in a zone, and without what is empty."""
    for effect in steps(submit(), forward())[-1].effects:
        row = json.loads(json.dumps(effect.to_dict("Asia/Ho_Chi_Minh")))
        assert Effect.from_dict(row) == effect
        assert row["at"] == "2024-03-04T08:30:00+07:00"
    publish = steps(submit(), forward())[-1].effects[1].to_dict()
    assert publish["by"] == "chief"
    assert set(publish) == {"id", "verb", "to", "at", "by", "clock", "basis", "title", "case"}


def test_letting_time_pass_renames_no_effect() -> None:
    """S25: the ids of what a due makes are the same however often time is looked at."""
    once = engine().advance(handling(), at("30 08:00")).effects
    case, twice = handling(), list[Effect]()
    for day in ("05", "10", "15", "20", "30"):
        step = engine().advance(case, at(f"{day} 08:00"))
        case = step.case
        twice += step.effects
    assert [effect.id for effect in twice] == [effect.id for effect in once]
