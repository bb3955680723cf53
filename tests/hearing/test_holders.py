"""Who held it: kinds with units, routed, ending, orphaned; the partition of time (S18, S34)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedback_rules.calendar.zone import from_instant
from tests.hearing.bench import (
    ZONE,
    advanced,
    at,
    by_handler,
    case_of,
    due,
    engine,
    event,
    forward,
    handling,
    kinds,
    part_of,
    run_of,
    status,
    submit,
    us,
    view,
)
from tests.hearing.small import lost_and_found, succession

if TYPE_CHECKING:
    from feedback_rules.workflow.case import Case
    from feedback_rules.workflow.event import Event


def old(*more: Event) -> Case:
    """Give a report held by the old unit O1, whose kind ends with 7 March."""
    return case_of(submit(), event("forward_old", "04 08:30", to_agency="O1"), *more)


def gone(*more: Event) -> Case:
    """Give a report held by the unit G1, whose kind ends with 7 March without a successor."""
    return case_of(submit(), event("forward_gone", "04 08:30", to_agency="G1"), *more)


def spans(case: Case, part: str = "") -> list[tuple[str | None, str | None, str]]:
    """Give who held a part from when."""
    return [
        (holder, unit, from_instant(since, ZONE).strftime("%d %H:%M"))
        for holder, unit, since in part_of(case, part).held
    ]


def test_the_time_of_a_case_is_partitioned_among_its_holders() -> None:
    """S18: from opening to end, without gap or overlap; the citizen is a holder like any other."""
    case = case_of(
        submit(name=None),
        event("ask_more", "04 08:10"),
        event("supply", "04 08:20", "citizen", name="An"),
        forward("04 08:30"),
        by_handler("assign", "04 09:00"),
        event("withdraw", "04 10:00", "citizen"),
    )
    assert spans(case) == [
        ("ioc", None, "04 08:00"),
        ("citizen", None, "04 08:10"),
        ("ioc", None, "04 08:20"),
        ("unit", "North", "04 08:30"),
        (None, None, "04 10:00"),
    ]


def test_time_after_the_end_is_nobody_s() -> None:
    """S18: what still happens in a final state holds nobody."""
    case = handling(event("withdraw", "04 09:00", "citizen"), event("published", "04 09:10"))
    assert spans(case)[-1] == (None, None, "04 09:00")
    assert (case.holder, case.unit) == (None, None)


def test_a_holder_for_no_time_stands_in_no_span() -> None:
    """S18: two events of one instant leave the last holder only."""
    case = case_of(
        submit(),
        forward("04 08:30"),
        event("reroute", "04 08:30", to_unit="South"),
        event("reroute", "04 08:30", to_unit="East"),
    )
    assert spans(case) == [("ioc", None, "04 08:00"), ("unit", "East", "04 08:30")]
    back = case_of(submit(), forward("04 08:30"), event("take_over", "04 08:30"))
    assert spans(back) == [("ioc", None, "04 08:00")]


def test_a_state_is_held_by_the_kind_that_its_table_gives() -> None:
    """S34: by the facts as they are; another kind is another holder."""
    case = case_of(submit(category="money", severity="urgent", to_agency="Tax"))
    assert (case.holder, case.unit) == ("ioc", None)
    calmer = engine().apply(case, event("mark_urgent", "04 09:00", severity="normal")).case
    assert (calmer.holder, calmer.unit) == ("agency", "Tax")
    assert spans(calmer) == [("ioc", None, "04 08:00"), ("agency", "Tax", "04 09:00")]
    assert run_of(calmer, "settle").number == 1, "it binds the agency, whoever holds the state"


def test_routing_to_the_actor_s_own_unit() -> None:
    """Language: the unit that picks it has it; a unit that is not named leaves the routing as it is."""
    case = handling(event("take_over", "04 09:00"), by_handler("pick", "04 10:00"))
    assert (case.state, case.unit) == ("handling", "North")
    other = case_of(submit(), forward("04 08:30", "South"), event("take_over", "04 09:00"))
    assert dict(other.parts[0].units) == {"unit": "South"}
    assert dict(case_of(submit(to_agency="")).parts[0].units) == {}


def test_a_kind_that_ends_hands_on_to_its_successor() -> None:
    """S34: at 24:00 of its last day, after what falls due then; its runs are left and start for the successor."""
    case = old()
    assert engine().next_wakeup(case) == at("08 00:00:00.000001")
    step = engine().advance(case, at("08 00:00:00.000001"))
    assert kinds(step)[:2] == [("succeeded", "old"), ("cancelled", "old_duty.1")]
    assert (step.case.holder, step.case.unit, step.case.state) == ("unit", None, "old_hands")
    assert spans(step.case)[-1] == ("unit", None, "08 00:00")
    assert (status(step.case, "old_duty", "08 08:00", 1), view(step.case, "old_duty", "08 08:00").bound_unit) == (
        "cancelled",
        "unit",
    )
    assert run_of(step.case, "old_duty").ended_day
    assert due(step.case, "old_duty", "08 08:00") == "12 00:00"
    assert run_of(step.case, "old_timer").number == 1
    assert engine().apply(step.case, by_handler("done_old", "08 08:00")).case.state == "answered"


def test_what_comes_to_a_kind_that_has_ended_comes_to_its_successor() -> None:
    """S34: also what is routed to it afterwards."""
    case = case_of(submit(), event("forward_old", "08 08:30", to_agency="O1"))
    assert (case.holder, case.unit) == ("unit", None)
    edge = case_of(submit(), event("forward_old", "08 00:00", to_agency="O1"))
    assert (edge.holder, edge.unit) == ("old", "O1")
    assert advanced(edge, "08 00:00:00.000001").holder == "unit"


def test_a_kind_that_ends_without_a_successor_leaves_an_orphan() -> None:
    """S34: held by nobody, its runs left, the end cited; it comes after every clock due at that instant."""
    step = engine().advance(gone(), at("08 00:00:00.000001"))
    assert kinds(step) == [
        ("breached", "last_duty.1"),
        ("orphaned", "gone"),
        *sorted((("breached", "last_duty.1"), ("cancelled", "centre_duty.1")), key=lambda one: one[1]),
    ]
    assert step.trace[1].basis == ("1.2",)
    assert (step.case.holder, step.case.unit, step.case.state) == ("nobody", None, "last_hands")
    assert spans(step.case)[-1] == ("nobody", None, "08 00:00")
    assert engine().next_wakeup(step.case) is None


def test_an_orphan_stays_one_until_it_is_re_routed() -> None:
    """S34: an event that re-routes without a new holder leaves it with nobody; one that names one ends that."""
    case = advanced(gone(), "08 08:00")
    same = engine().apply(case, event("ask_again", "08 09:00")).case
    assert same.holder == "nobody"
    assert spans(same) == spans(case)
    saved = engine().apply(same, event("rescue", "08 10:00", to_agency="W1")).case
    assert (saved.state, saved.holder, saved.unit) == ("ward_hands", "ward", "W1")
    assert spans(saved)[-2:] == [("nobody", None, "08 00:00"), ("ward", "W1", "08 10:00")]


def test_what_comes_to_a_kind_without_a_successor_is_orphaned_at_once() -> None:
    """S34: no clock starts for nobody."""
    step = engine().apply(case_of(submit()), event("forward_gone", "08 08:30", to_agency="G1"))
    assert step.case.holder == "nobody"
    assert ("orphaned", "gone") in kinds(step)
    assert not [run for run in step.case.parts[0].runs if run.clock == "last_duty"]
    before = engine().apply(case_of(submit()), event("forward_gone", "08 00:00", to_agency="G1"))
    assert before.case.holder == "gone"


def test_what_is_re_routed_in_its_state_starts_its_clocks_again() -> None:
    """S34, S11a: an orphan whose facts give it another holder is held again, and every clock of the state runs anew."""
    keeping, case = lost_and_found()
    assert case.holder == "nobody"
    found = keeping.apply(case, event("find", "08 09:00", keeper="ioc")).case
    assert (found.holder, found.state) == ("ioc", "held")
    assert [(run.clock, run.number, run.ended is None) for run in found.parts[0].runs] == [
        ("duty", 1, False),
        ("watch", 1, False),
        ("duty", 2, True),
        ("watch", 2, True),
    ]


def test_successors_are_followed_to_the_last() -> None:
    """S34: who ends next hands on again; where the last is stuck, or they end in a circle, nobody holds it."""
    known: tuple[tuple[dict[str, tuple[str, str | None]], str, str | None], ...] = (
        ({"a": ("05", "b"), "b": ("07", "ioc")}, "ioc", None),
        ({"a": ("05", "b"), "b": ("05", None)}, "nobody", "b is gone"),
        ({"a": ("05", "b"), "b": ("05", "a")}, "nobody", ""),
    )
    for ends, holder, why in known:
        passing = succession(ends)
        case = passing.apply(None, event("open", "04 08:00", "citizen")).case
        later = passing.advance(case, at("08 08:00")).case
        assert later.holder == holder
        if why is not None:
            (found,) = passing.options(later, at("08 09:00"))
            assert found.why is not None
            assert why in found.why[1]


def test_the_verdict_is_charged_to_the_unit_that_the_run_binds() -> None:
    """S18: not to whoever holds the case when it is looked at."""
    case = handling(event("reroute", "08 09:00", to_unit="South"))
    assert (status(case, "decide", "09 08:00", 1), view(case, "decide", "09 08:00", 1).bound_unit) == (
        "breached",
        "unit/North",
    )
    assert view(case, "decide", "09 08:00", 2).bound_unit == "unit/South"
    assert us("08 09:00") == run_of(case, "decide").started
