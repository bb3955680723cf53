"""Several ways to comply, and facts that change under a running clock (S11b, S16)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from feedback_rules.conditions import Test
from feedback_rules.workflow.clock import possible_rows, stretches
from feedback_rules.workflow.spec import ClockSpec, LimitRow, Way
from tests.hearing.bench import at, by_handler, case_of, due, engine, event, handling, kinds, run_of, status, us, view
from tests.hearing.small import compiled, document, flow, stay, text

if TYPE_CHECKING:
    from feedback_rules.workflow.case import Case
    from feedback_rules.workflow.event import Event


def policy(*more: Event, severity: str | None = None) -> Case:
    """Give a case of the bench of policies."""
    brought = {} if severity is None else {"severity": severity}
    return case_of(event("start_policy", "04 08:00", "citizen", **brought), *more)


def ways(case: Case, when: str) -> dict[str, str | None]:
    """Give the ways of the decision with their dues."""
    return {
        f"{'+'.join(way.events)} {way.limit.text('en')}": None if way.due is None else way.due.strftime("%d %H:%M")
        for way in view(case, "decide", when).ways
    }


def test_the_last_due_of_the_ways_decides_about_breach() -> None:
    """S11b: while nothing is known, passing up within two days (rolled off the Wednesday) leaves most time."""
    case = handling()
    assert due(case, "decide") == "08 00:00"
    assert ways(case, "04 09:00") == {
        "assign 1 hour": "04 09:30",
        "assign 4 working hours": "04 13:30",
        "assign 1 working day": "05 08:30",
        "pass_up 2 days": "08 00:00",
    }
    assert status(case, "decide", "08 00:00") == "running"
    assert status(case, "decide", "08 00:00:00.000001") == "breached"


def test_a_way_that_known_facts_exclude_no_longer_applies() -> None:
    """S11b: once the unit is competent it can't pass up any more, so the table of the other way decides."""
    case = handling(competence="unit")
    assert set(ways(case, "04 09:00")) == {"assign 1 hour", "assign 4 working hours", "assign 1 working day"}
    assert due(case, "decide") == "05 08:30"
    urgent = handling(competence="unit", severity="urgent")
    assert set(ways(urgent, "04 09:00")) == {"assign 1 hour"}
    assert due(urgent, "decide") == "04 09:30"
    agency = handling(competence="agency")
    assert set(ways(agency, "04 09:00")) == {"pass_up 2 days"}


def test_a_row_counts_in_its_own_way() -> None:
    """Language: a row may name its calendar (08:00-12:00, 13:00-17:00 in March) and its counting (the same time)."""
    found = ways(handling(), "04 09:00")
    assert found["assign 4 working hours"] == "04 13:30"
    assert found["assign 1 working day"] == "05 08:30"
    assert [
        row.at_least.text("en") for row in engine().book.workflows["report"].clocks["decide"].rows if row.at_least
    ] == ["4 hours"]


@pytest.mark.parametrize(
    ("brought", "when", "verdict", "limit"),
    [
        ({"severity": "urgent"}, "04 09:30", "met", "1 hour"),
        ({"severity": "urgent"}, "04 09:30:00.000001", "late", "1 hour"),
        ({"severity": "normal"}, "04 13:30", "met", "4 working hours"),
        ({"severity": "normal"}, "04 13:30:00.000001", "late", "4 working hours"),
        ({"severity": "complex"}, "05 08:30", "met", "1 working day"),
        ({}, "05 08:30", "met", "1 working day"),
        ({}, "05 08:30:00.000001", "late", "1 working day"),
    ],
)
def test_the_act_is_judged_by_the_facts_it_brings(brought: dict[str, Any], when: str, verdict: str, limit: str) -> None:
    """S11b: by the limit of its own way on the facts that the act brings; where they stay unknown, by the most time."""
    case = handling(by_handler("assign", when, **brought))
    found = view(case, "decide", "30 08:00")
    assert (found.status, found.limit.text("en")) == (verdict, limit)


def test_after_the_act_a_view_shows_the_due_of_its_way() -> None:
    """S11b: before it the due that decides about breach, after it the due by which it was judged."""
    case = handling(by_handler("assign", "04 09:00", severity="urgent"))
    assert due(case, "decide", "30 08:00") == "04 09:30"
    assert view(case, "decide", "30 08:00").limit_id == "decide/assign/1"
    up = handling(by_handler("pass_up", "05 09:00", to_agency="Tax"))
    assert (status(up, "decide", "30 08:00"), due(up, "decide", "30 08:00")) == ("met", "08 00:00")
    assert view(up, "decide", "30 08:00").limit_id == "decide/pass_up"


def test_a_fact_set_for_the_first_time_recomputes_from_the_same_start() -> None:
    """S16: it is no change; the due that was open becomes the one of its row."""
    case = handling(by_handler("weigh", "04 09:00", severity="normal", competence="unit"))
    assert due(case, "decide", "04 10:00") == "04 13:30"
    for clock in ("kept", "counted_anew", "started_anew"):
        first = policy(event("change", "04 08:30", severity="urgent"))
        assert due(first, clock, "04 08:45") == "04 09:00"
        assert run_of(first, clock).number == 1


def test_keep_keeps_the_limit_that_was() -> None:
    """S16: the due stays, and the act is judged by the limit kept, not by the new fact."""
    case = policy(event("change", "04 08:30", severity="urgent"), severity="normal")
    assert due(case, "kept", "04 09:30") == "06 00:00"
    done = policy(event("change", "04 08:30", severity="urgent"), event("settle_policy", "05 09:00"), severity="normal")
    assert status(done, "kept", "30 08:00") == "met"
    assert view(done, "kept", "30 08:00").limit.text("en") == "1 day"
    brought = policy(event("settle_policy", "05 09:00", severity="urgent"), severity="normal")
    assert status(brought, "kept", "30 08:00") == "met"
    assert status(brought, "counted_anew", "30 08:00") == "late"


def test_recompute_counts_from_the_same_start() -> None:
    """S16: a later limit moves the due out, a shorter one in."""
    case = policy(event("change", "04 08:30", severity="complex"), severity="normal")
    assert due(case, "counted_anew", "04 09:30") == "10 00:00"
    assert view(case, "counted_anew", "04 09:30").counts_from == at("04 08:00")
    shorter = policy(event("change", "04 08:30", severity="urgent"), severity="normal")
    assert due(shorter, "counted_anew", "04 08:45") == "04 09:00"


def test_a_recomputed_due_in_the_past_is_a_breach_at_the_change() -> None:
    """S16: at the instant of the change, first met by nobody; what it causes happens then too."""
    case = policy(event("change", "05 10:00", severity="urgent"), severity="normal")
    assert status(case, "counted_anew", "05 10:00") == "running"
    assert status(case, "counted_anew", "05 10:00:00.000001") == "breached"
    step = engine().advance(case, at("05 10:00:00.000001"))
    assert [line.at for line in step.trace if line.kind == "breached" and line.subject == "counted_anew.1"] == [
        us("05 10:00")
    ]
    assert [effect.at for effect in step.effects] == [us("05 10:00")]
    act = policy(event("change", "05 10:00", severity="urgent"), event("settle_policy", "05 10:00"), severity="normal")
    assert status(act, "counted_anew", "30 08:00") == "late"


def test_restart_ends_the_run_and_starts_the_next() -> None:
    """S16: per new value: urgent restarts, normal keeps, complex recomputes."""
    case = policy(event("change", "04 10:00", severity="urgent"), severity="normal")
    assert [status(case, "started_anew", "04 10:30", run) for run in (1, 2)] == ["replaced", "running"]
    assert due(case, "started_anew", "04 10:30") == "04 11:00"
    kept = policy(event("change", "04 10:00", severity="normal"), severity="complex")
    assert due(kept, "started_anew", "04 10:30") == "10 00:00"
    again = policy(event("change", "04 10:00", severity="complex"), severity="normal")
    assert (run_of(again, "started_anew").number, due(again, "started_anew", "04 10:30")) == (1, "10 00:00")


def test_a_fact_that_comes_after_the_breach_heals_nothing() -> None:
    """S16: only a run that has not yet passed its due can change."""
    case = policy(event("change", "04 09:00:00.000001", severity="complex"), severity="urgent")
    for clock in ("kept", "counted_anew", "started_anew"):
        assert status(case, clock, "04 10:00") == "breached"
        assert run_of(case, clock).number == 1
    done = policy(
        event("change", "04 09:30", severity="complex"), event("settle_policy", "04 10:00"), severity="urgent"
    )
    for clock in ("kept", "counted_anew", "started_anew"):
        assert status(done, clock, "30 08:00") == "late"
    at_due = policy(event("change", "04 09:00", severity="complex"), severity="urgent")
    assert status(at_due, "counted_anew", "05 08:00") == "running"


def test_an_extension_of_no_limit_is_no_limit() -> None:
    """S17: what has no due has none after it was extended by an amount; until an instant it has one."""
    row = engine().book.workflows["chain"].clocks["now"].rows[0]
    run = run_of(case_of(event("start_chain", "04 08:00", "citizen")), "now")
    assert stretches(row, run, ((0, "by", "1 day"),)) == []
    assert [leg.fixed for leg in stretches(row, run, ((0, "by", "1 day"), (0, "at", 5)))] == [5]


def test_a_fact_that_is_unset_opens_the_table_again() -> None:
    """S16: unset is a change like any other; where the limit is counted anew, all rows may apply."""
    case = policy(event("forget", "04 08:30"), severity="urgent")
    assert due(case, "kept", "04 08:45") == "04 09:00"
    assert due(case, "counted_anew", "04 08:45") == "10 00:00"


def test_a_change_that_leaves_the_limit_leaves_the_run() -> None:
    """S16: what a clock does not depend on, and the same value again, are no change."""
    step = engine().apply(policy(severity="urgent"), event("change", "04 08:30", severity="urgent"))
    assert kinds(step) == [("applied", "change")]


def test_a_fact_that_changes_no_row_recomputes_nothing() -> None:
    """S16: how severe it is no longer matters once the unit can only pass it up."""
    step = engine().apply(handling(competence="agency"), by_handler("weigh", "04 09:00", severity="normal"))
    assert kinds(step) == [("applied", "weigh")]


def test_a_way_for_what_is_excluded_does_not_prolong_other_reports() -> None:
    """S11b: that nothing excludes a report is known from its intake, so who may only turn excluded ones away has no
    longer limit for it; a person who may exclude it, by that act or before it, keeps the way open.
    """
    barred = {"id": "barred", "when": {"matter": ["barred"]}, "title": text("barred"), "basis": ["1"]}
    opening = {"sets": {"take": ["matter"]}}
    out = {"to": [{"to": "over"}], "by": ["officer"], "basis": ["1"]}
    taken = {"sets": {"take": ["excluded"]}}
    for brought, before, due_then in (
        ({}, {}, "04 13:30"),
        (taken, {}, "07 00:00"),
        ({}, {"bar": stay(**taken)}, "07 00:00"),
    ):
        turn_away = {**out, "when": {"excluded": ["barred"]}, **brought}
        duty = {
            "kind": "obligation",
            "title": text("duty"),
            "limit": [{"is": "4 working hours"}],
            "met_by": {"forward": {}, "turn_away": {"limit": [{"is": "2 working days"}], "basis": ["1"]}},
            "basis": ["1"],
        }
        first = {
            "title": text("first"), "held_by": "ioc", "basis": ["1"], "clocks": {"duty": duty},
            "events": {"forward": {**out, "when": {"excluded": [None]}}, "turn_away": turn_away, **before},
        }  # fmt: skip
        over = {"title": text("over"), "final": True, "outcome": "over", "basis": ["1"]}
        small = compiled(
            document(
                {"report": flow({"first": first, "over": over}, opening, intake={"excluded": [barred]})},
                facts={"matter": {"one_of": ["barred", "other"], "title": text("matter"), "basis": ["1"]}},
            )
        )
        case = small.apply(None, event("open", "04 08:00", "citizen", matter="other")).case
        [shown] = small.clocks(case, at("04 08:00"))
        assert shown.due == at(due_then)
        case = small.apply(None, event("open", "04 08:00", "citizen", matter="barred")).case
        [shown] = small.clocks(case, at("04 08:00"))
        assert shown.due == at("07 00:00")


def test_where_facts_exclude_every_way_all_limits_stay() -> None:
    """S11b: a run always has a limit: when no way may apply any more, the last of all decides."""
    never = ((Test(0, frozenset({"a"})),),)
    rows = tuple(LimitRow(index=index, way=index, limit=None, calendar="") for index in range(2))
    two = tuple(Way(events=frozenset({name}), rows=(index,), open_when=never) for index, name in enumerate("xy"))
    spec = ClockSpec(
        id="c",
        workflow="w",
        kind="obligation",
        scope=frozenset(),
        ways=two,
        rows=rows,
        calendar="",
        depends=frozenset({0}),
    )
    assert possible_rows(spec, ("b",)) == 0b11
    assert possible_rows(spec, ("a",)) == 0b11
    assert possible_rows(spec, (None,)) == 0b11
