"""The life of a run: how it starts and ends, what it is called at an instant, to the microsecond (S5, S10-S12)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.hearing.bench import (
    TICK,
    advanced,
    at,
    by_handler,
    case_of,
    due,
    effects,
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
    view,
)

if TYPE_CHECKING:
    from feedback_rules.workflow.case import Case

BEGIN = event("start_chain", "04 08:00", "citizen")


def chain(*more: Any, mood: str | None = None) -> Case:
    """Give a case of the bench of chains."""
    return case_of(event("start_chain", "04 08:00", "citizen", **({"mood": mood} if mood else {})), *more)


def test_a_case_keeps_budget_and_ledger_never_a_due() -> None:
    """S10: what is stored says what started a run, when, and what ended it; no due, no verdict."""
    row = case_of(submit(), forward()).to_dict()
    words = repr(row)
    assert "due" not in words
    assert "breached" not in repr(advanced(case_of(submit()), "09 08:00").to_dict())
    intake = row["parts"][0]["runs"][0]
    assert intake[:6] == ["intake", 1, "ioc", None, us("04 08:00"), us("04 08:00")]


@pytest.mark.parametrize(
    ("moment", "reads"), [("04 09:00", "running"), ("04 09:00:00.000001", "breached"), ("09 08:00", "breached")]
)
def test_an_obligation_is_running_until_due_and_breached_after(moment: str, reads: str) -> None:
    """S5, S12: exactly at due it is in time, one microsecond after it is breached."""
    assert status(case_of(submit()), "intake", moment) == reads


@pytest.mark.parametrize(
    ("moment", "reads"), [("04 08:00", "met"), ("04 09:00", "met"), ("04 09:00:00.000001", "late")]
)
def test_an_act_is_met_until_due_and_late_after(moment: str, reads: str) -> None:
    """S12: fulfilled at or before due is met, else late, and stays so."""
    case = case_of(submit(), forward(moment))
    assert status(case, "intake", "30 08:00") == reads
    found = view(case, "intake", "30 08:00")
    assert found.overdue == (TICK if reads == "late" else TICK * 0)
    assert found.ended == at(moment)


def test_a_limit_in_days_ends_at_24_00() -> None:
    """S5: 24:00 is 00:00 of the next day; an act then is in time for the day that ended."""
    case = chain()
    assert due(case, "first") == "06 00:00"
    assert status(chain(event("ack", "06 00:00")), "first", "09 08:00") == "met"
    assert status(chain(event("ack", "06 00:00:00.000001")), "first", "09 08:00") == "late"


def test_a_successor_counts_from_the_day_that_ended() -> None:
    """S5: what a limit that ends at 24:00 starts counts from the day that ended: Tuesday, so to Thursday."""
    case = advanced(chain(), "06 00:00:00.000001")
    assert run_of(case, "second").started == us("06 00:00")
    assert run_of(case, "second").ended_day
    assert due(case, "second", "06 08:00") == "08 00:00"
    begun = advanced(chain(event("note", "05 16:00")), "06 00:00:00.000001")
    assert run_of(begun, "on_note").passed == us("06 00:00")


def test_an_act_at_midnight_belongs_to_the_day_that_begins() -> None:
    """S5: for counting, 00:00 of Tuesday is Tuesday: three days end at 24:00 of Saturday worked, not of Friday off."""
    assert due(chain(event("note", "05 00:00")), "from_note", "05 08:00") == "10 00:00"
    assert due(chain(event("note", "04 23:59")), "from_note", "05 08:00") == "08 00:00"


def test_a_given_day_that_ends_starts_its_successor_from_that_day() -> None:
    """S5: also where the limit was given: an amount in days, like a date, ends at 24:00."""
    case = case_of(event("start_promise", "04 08:00", "citizen", in_time="1 day"))
    later = advanced(case, "06 00:00:00.000001")
    assert run_of(later, "after_promise").ended_day
    assert due(later, "after_promise", "06 08:00") == "08 00:00"


def test_windows_lapse_and_timers_expire() -> None:
    """S12: past due an obligation is breached, a window lapsed, a timer expired."""
    case = chain()
    for clock, moment, open_as, past in (
        ("chance", "19 00:00", "running", "lapsed"),
        ("two_ways", "10 00:00", "running", "expired"),
        ("first", "06 00:00", "running", "breached"),
    ):
        edge = at(moment)
        assert status(case, clock, edge) == (open_as if clock != "chance" else "cancelled")
        assert status(case, clock, edge + TICK) == (past if clock != "chance" else "cancelled")
    window = case_of(submit(name=None), event("ask_more", "04 08:10"))
    assert status(window, "supply", "04 09:10") == "running"
    assert status(window, "supply", "04 09:10:00.000001") == "lapsed"
    lapsed = case_of(submit(name=None), event("ask_more", "04 08:10"), event("cancel", "04 10:00"))
    assert status(lapsed, "supply", "05 08:00") == "lapsed"
    used = case_of(submit(name=None), event("ask_more", "04 08:10"), event("supply", "04 09:10", "citizen", name="An"))
    assert status(used, "supply", "05 08:00") == "met"


def test_a_window_used_late_is_late_where_the_text_lets_it() -> None:
    """S11: a window whose event is not refused is used late; used again, it is judged by its last run."""
    done = [submit(), forward(), by_handler("assign", "04 09:00"), by_handler("finish", "04 10:00", photo="a.jpg")]
    case = case_of(*done, event("rate", "08 00:00:00.000001", "citizen", mood="sad"))
    assert status(case, "rating", "09 08:00") == "late"
    again = case_of(
        *done, event("rate", "05 08:00", "citizen", mood="sad"), event("rate", "09 08:00", "citizen", mood="happy")
    )
    assert status(again, "rating", "09 08:00") == "met"
    assert len([run for run in again.parts[0].runs if run.clock == "rating"]) == 1


def test_what_is_left_in_time_is_cancelled_and_otherwise_stays() -> None:
    """S12: a run whose state is left without the act is cancelled at or before due, else it stays breached."""
    edge = handling(event("take_over", "06 08:30"))
    assert status(handling(event("take_over", "07 00:00"), competence="agency"), "decide", "09 08:00") == "cancelled"
    late = handling(event("take_over", "08 00:00:00.000001"), competence="agency")
    assert status(late, "decide", "09 08:00") == "breached"
    assert status(edge, "decide", "09 08:00") == "cancelled"


def test_a_limit_of_at_once_and_an_unknown_one_have_no_due() -> None:
    """S12: both run with no due; the first ends met, the second unjudged."""
    case = chain()
    for clock, judged in (("now", "met"), ("torn", "unjudged")):
        found = view(case, clock, "30 08:00")
        assert (found.status, found.due, found.remaining, found.overdue) == ("cancelled", None, None, None)
        assert status(case, clock, "04 09:00") == "running"
        assert view(case, clock, "04 10:00").elapsed == at("04 10:00") - at("04 08:00")
        assert status(chain(event("ack", "05 08:00")), clock, "09 08:00") == judged


def test_same_working_day_ends_with_business() -> None:
    """S4: received in office hours it is due at the close of that day; after them, on the next working day."""
    assert due(chain(), "today") == "04 17:00"
    late = case_of(event("start_chain", "05 17:30", "citizen"))
    assert due(late, "today", "05 18:00") == "07 17:00"
    assert view(late, "today", "07 18:00").overdue == 0
    assert view(late, "today", "09 18:00").overdue == 1


def test_a_run_starts_on_entering_and_goes_on_inside() -> None:
    """S11a: the clock of a group starts when the case comes into it from outside, and goes on while it moves inside."""
    case = handling(by_handler("assign", "04 09:00"))
    run = run_of(case, "whole")
    assert (run.number, run.started, run.ended) == (1, us("04 08:30"), None)
    assert run_of(case, "decide").ended == us("04 09:00")
    assert run_of(case, "silence").number == 1


def test_a_run_is_fulfilled_whether_or_not_the_case_moves() -> None:
    """S11a: an act that stays fulfils too, and the clock does not start again until the case comes in anew."""
    case = case_of(submit(), forward(), event("published", "04 09:00"))
    assert status(case, "publication", "05 08:00") == "met"
    assert case.state == "handling"


def test_where_one_event_leads_out_met_by_may_be_left_out() -> None:
    """S11a: the only way out fulfils the clock."""
    clock = engine().book.workflows["clarifying"].clocks["reply"]
    assert set(clock.met_by) == {"make_clear"}


def test_another_unit_in_one_state_is_leaving_and_entering() -> None:
    """S11a: for every clock that binds the unit held; one that binds somebody else goes on."""
    case = handling(event("reroute", "04 09:00", to_unit="South"))
    first, second = (view(case, "decide", "04 10:00", run) for run in (1, 2))
    assert (first.status, first.bound_unit, first.ended) == ("cancelled", "unit/North", at("04 09:00"))
    assert (second.status, second.bound_unit, second.started) == ("running", "unit/South", at("04 09:00"))
    assert run_of(case, "whole").number == 1
    same = handling(event("reroute", "04 09:00", to_unit="North"))
    assert run_of(same, "decide").number == 1


def test_a_timer_binds_nobody_and_does_not_start_anew_with_a_holder() -> None:
    """S11: nobody must act on a timer, so another unit, or another kind, changes nothing about it."""
    case = handling(event("reroute", "04 09:00", to_unit="South"), event("take_over", "04 10:00"))
    assert (run_of(case, "silence").number, run_of(case, "silence").ended) == (1, None)


def test_a_timer_does_not_roll_unless_the_profile_says_so() -> None:
    """S11: six days from Monday end at 24:00 of Sunday, an obligation would roll on."""
    case = chain()
    assert due(case, "tie_away") == "11 00:00"
    assert due(advanced(case, "11 00:00:00.000001"), "rest", "11 08:00") == "12 00:00"


def test_an_event_that_would_start_a_running_clock_does_nothing_to_it() -> None:
    """S11a: unless the clock says restarts_on, which ends the run as replaced and starts the next."""
    case = chain(event("note", "04 09:00"), event("note", "04 10:00"))
    assert (run_of(case, "on_note").number, run_of(case, "on_note").started) == (1, us("04 09:00"))
    assert [status(case, "afresh", "04 11:00", run) for run in (1, 2, 3)] == ["replaced", "replaced", "running"]
    assert view(case, "afresh", "04 11:00").started == at("04 10:00")


def test_a_restart_heals_nothing() -> None:
    """S12: a run that has passed its due stays breached when the next one starts."""
    case = chain(event("note", "04 11:00:00.000001"))
    assert [status(case, "afresh", "04 12:00", run) for run in (1, 2)] == ["breached", "running"]


def test_a_run_counts_from_the_last_event_named() -> None:
    """S11a: such an event during the run moves its count, and only where it names it."""
    case = chain(event("note", "05 09:00"))
    found = view(case, "from_note", "05 10:00")
    assert (found.started, found.counts_from) == (at("04 08:00"), at("05 09:00"))
    assert due(case, "from_note", "05 10:00") == "10 00:00"
    twice = chain(event("note", "04 09:00"), event("note", "05 09:00"))
    assert view(twice, "from_note", "05 10:00").counts_from == at("05 09:00")


def test_counting_looks_back_before_the_run() -> None:
    """S11a: the last such event of the case before the run counts, the opening one included."""
    assert view(chain(event("look", "05 09:00")), "looking_back", "05 10:00").counts_from == at("04 08:00")
    later = chain(event("note", "04 12:00"), event("look", "05 09:00"))
    assert view(later, "looking_back", "05 10:00").counts_from == at("04 12:00")
    assert due(later, "looking_back", "05 10:00") == "08 00:00"


def test_a_due_that_looking_back_puts_into_the_past_is_a_breach_at_the_start() -> None:
    """S16: the run can't be late before it starts; it is breached at the first instant after."""
    case = chain(event("look", "09 09:00"))
    assert due(case, "looking_back", "09 09:00") == "08 00:00"
    assert status(case, "looking_back", "09 09:00") == "running"
    assert status(case, "looking_back", "09 09:00:00.000001") == "breached"
    step = engine().advance(case, at("09 09:00:00.000001"))
    assert [line.at for line in step.trace if line.kind == "breached"] == [us("09 09:00")]


def test_a_clock_runs_only_where_its_condition_holds() -> None:
    """Language: it starts when its condition comes to hold, and is left when it ceases to."""
    assert "glad" not in [run.clock for run in chain().parts[0].runs]
    glad = chain(event("note", "04 09:00", mood="happy"))
    assert view(glad, "glad", "04 10:00").started == at("04 09:00")
    sad = chain(event("note", "04 09:00", mood="happy"), event("note", "04 10:00", mood="sad"))
    assert status(sad, "glad", "04 11:00") == "cancelled"
    again = chain(
        *(event("note", f"04 {hour}:00", mood=mood) for hour, mood in (("09", "happy"), (10, "sad"), (11, "happy")))
    )
    assert [run.number for run in again.parts[0].runs if run.clock == "glad"] == [1, 2]
    assert status(chain(mood="happy"), "glad", "04 09:00") == "running"


def test_a_breached_clock_whose_condition_ceases_stays_breached() -> None:
    """S16: a fact that comes after the breach heals nothing."""
    case = chain(event("note", "07 09:00", mood="sad"), mood="happy")
    assert status(case, "glad", "07 10:00") == "breached"
    assert run_of(case, "glad").ended == us("07 09:00")


def test_remaining_and_overdue_are_two_fields_never_negative() -> None:
    """S12: in the limit's own unit; overdue stops growing when the run ends."""
    case = case_of(submit())
    half = view(case, "intake", "04 08:30")
    assert (half.elapsed, half.remaining, half.overdue, half.share) == (half.remaining, half.elapsed, TICK * 0, 0.5)
    over = view(case, "intake", "04 09:30")
    assert (over.remaining, over.overdue, over.share) == (TICK * 0, at("04 09:30") - at("04 09:00"), 1.5)
    late = case_of(submit(), forward("04 09:20"))
    assert view(late, "intake", "30 08:00").overdue == at("04 09:20") - at("04 09:00")
    days = view(chain(), "first", "05 12:00")
    assert (days.elapsed, days.remaining, days.overdue) == (0, 1, 0)


def test_the_share_is_a_question_of_the_limit_s_own_unit() -> None:
    """S15: of eight working hours from Monday 08:00, half have gone by after lunch, not after a night."""
    case = case_of(event("start_promise", "04 08:00", "citizen"))
    assert view(case, "hours", "04 13:30").share == 0.5
    assert view(case, "hours", "04 12:00").share == view(case, "hours", "04 13:00").share == 0.4375
    assert view(case, "stretch", "04 23:00").share == 0


def test_a_run_names_whom_it_binds() -> None:
    """S11a: the unit that holds the state, the kind that the clock names, or the kind of the role it names."""
    case = handling()
    assert view(case, "decide", "04 09:00").bound_unit == "unit/North"
    assert view(case, "whole", "04 09:00").bound_unit == "ioc"
    board = case_of(submit(category="money", severity="normal", to_agency="Tax"))
    assert view(board, "settle", "04 09:00").bound_unit == "agency/Tax"
    assert engine().book.workflows["report"].clocks["settle"].binds == "agency"


def test_a_view_goes_to_json() -> None:
    """S1: instants in the zone of the profile, office and elapsed time in seconds, days as whole numbers."""
    row = view(handling(), "decide", "04 09:00").to_dict()
    assert (row["clock"], row["run"], row["bound_unit"], row["due"]) == (
        "decide",
        1,
        "unit/North",
        "2024-03-08T00:00:00+07:00",
    )
    assert row["elapsed"] == 0
    assert [way["events"] for way in row["ways"]][-1] == ["pass_up"]
    assert view(case_of(submit()), "intake", "04 08:00:00.5").to_dict()["elapsed"] == 0.5
    assert row["title"] == {"vi": "Quyết định", "en": "Decide"}
    inferred = view(case_of(submit()), "intake", "04 08:30").to_dict()
    assert inferred["inferred"] == {"vi": "Giả định", "en": "Assumed"}
    assert inferred["remaining"] == 1800


def test_every_value_says_which_reading_it_depends_on() -> None:
    """S31: the option chosen, with the clock."""
    assert dict(view(chain(), "first", "04 09:00").readings) == {"chain_day": "civil"}


def test_a_step_tells_what_it_did() -> None:
    """S20: the trace names the event, what started and what ended, in order; effects are described, not done."""
    step = steps(submit(), forward())[-1]
    told = kinds(step)
    assert told[:3] == [("applied", "forward"), ("met", "intake.1"), ("started", "decide.1")]
    assert sorted(told[3:-1]) == [("started", f"{clock}.1") for clock in ("regret", "silence", "whole")]
    assert told[-1] == ("started", "publication.1")
    assert effects(step) == ["assign unit", "publish public"]


def test_a_case_says_where_it_stands() -> None:
    """S10: state, holder and unit of the root, and when it ended."""
    case = handling()
    assert (case.workflow, case.state, case.holder, case.unit, case.ended) == (
        "report",
        "handling",
        "unit",
        "North",
        None,
    )
    done = handling(event("withdraw", "04 09:00", "citizen"))
    assert (done.state, done.holder, done.unit, done.ended) == ("withdrawn", None, None, us("04 09:00"))
    assert done.part("clarification/1") is None
