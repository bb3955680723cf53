"""Limits that are given or promised, extensions and pauses (S10a, S13, S17)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.hearing.bench import (
    TICK,
    advanced,
    at,
    case_of,
    due,
    effects,
    engine,
    event,
    kinds,
    refused,
    run_of,
    status,
    steps,
    us,
    view,
)

if TYPE_CHECKING:
    from feedback_rules.workflow.case import Case
    from feedback_rules.workflow.event import Event

BEGIN = event("start_promise", "04 08:00", "citizen")


def promise(*more: Event) -> Case:
    """Give a case of the bench of promises."""
    return case_of(BEGIN, *more)


def chief(name: str, when: str, /, **data: Any) -> Event:
    """Give an event by the chief."""
    return event(name, when, "chief", **data)


def test_until_it_is_given_a_run_awaits_its_limit() -> None:
    """S10a: no due, nothing to breach; fulfilled without ever being given it is unjudged."""
    case = promise()
    found = view(case, "outside", "30 08:00")
    assert (found.status, found.due, found.limit.text("en")) == ("awaiting_limit", None, "as given")
    done = promise(event("fixed", "05 08:00"))
    assert status(done, "outside", "30 08:00") == "unjudged"
    assert status(done, "promised_time", "30 08:00") == "unjudged"


def test_a_given_instant_is_due_then() -> None:
    """S10a: to the microsecond, night and holidays included."""
    case = promise(event("state_law", "04 09:00", at_instant="2024-03-06T03:00:00+07:00"))
    assert due(case, "outside") == "06 03:00"
    edge = at("06 03:00")
    assert status(case, "outside", edge) == "running"
    assert status(case, "outside", edge + TICK) == "breached"
    assert status(promise(event("state_law", "04 09:00")), "outside", "04 10:00") == "awaiting_limit"


def test_a_given_day_ends_at_24_00_and_is_not_rolled() -> None:
    """S10a: Wednesday is off, and stays the day that was given."""
    case = promise(event("promise_day", "04 09:00", on_day="2024-03-06"))
    assert due(case, "promised_day") == "07 00:00"


def test_a_given_amount_counts_as_any_other() -> None:
    """S10a: two days end on Wednesday, which is off, so on Thursday; the view shows the amount that was given."""
    case = promise(event("promise_time", "04 09:00", in_time="2 ngày"))
    found = view(case, "promised_time", "05 12:00")
    assert (due(case, "promised_time"), found.limit.text("en")) == ("08 00:00", "2 days")
    assert (found.elapsed, found.remaining) == (0, 3)
    hours = promise(event("promise_time", "04 09:00", in_time="8 working hours"))
    assert due(hours, "promised_time") == "05 08:00"
    assert view(hours, "promised_time", "04 10:00").elapsed == at("04 10:00") - at("04 08:00")


def test_an_opening_event_may_give_a_limit() -> None:
    """S10a: a limit may be supplied by an event, the opening one like any other."""
    case = case_of(event("start_promise", "04 08:00", "citizen", in_time="1 hour"))
    assert due(case, "promised_time") == "04 09:00"


def test_what_was_given_first_stands() -> None:
    """S10a: a run that has its limit no longer awaits one."""
    case = promise(
        event("promise_time", "04 09:00", in_time="1 day"), event("promise_time", "04 10:00", in_time="9 days")
    )
    assert due(case, "promised_time") == "06 00:00"


def test_a_promise_in_time_replaces() -> None:
    """S10a: the clock that it stands for ends as replaced, and the promise starts its own."""
    case = promise(event("promise_day", "04 09:00", on_day="2024-03-20"))
    assert status(case, "fix", "04 10:00") == "replaced"
    found = view(case, "promised_day", "04 10:00")
    assert (found.started, found.status, due(case, "promised_day")) == (at("04 09:00"), "running", "21 00:00")
    edge = promise(event("promise_day", "09 00:00", on_day="2024-03-20"))
    assert due(promise(), "fix") == "10 00:00"
    assert status(edge, "fix", "20 08:00") == "replaced"


def test_a_promise_after_due_runs_beside_the_breach() -> None:
    """S10a: made after due it heals nothing and starts its own clock."""
    case = promise(event("promise_day", "10 00:00:00.000001", on_day="2024-03-20"))
    assert status(case, "fix", "11 08:00") == "breached"
    assert run_of(case, "fix").ended is None
    assert status(case, "promised_day", "11 08:00") == "running"
    done = promise(event("promise_day", "11 08:00", on_day="2024-03-20"), event("fixed", "12 08:00"))
    assert status(done, "fix", "30 08:00") == "late"
    assert status(done, "promised_day", "30 08:00") == "met"


def test_a_second_promise_where_the_clock_says_so() -> None:
    """S11a: restarts_on ends the first promise as replaced; otherwise a running clock is left alone."""
    first = event("promise_instant", "04 09:00", at_instant="2024-03-05T08:00:00+07:00")
    case = promise(first, event("promise_instant", "04 10:00", at_instant="2024-03-07T08:00:00+07:00"))
    assert [status(case, "promised_instant", "04 11:00", run) for run in (1, 2)] == ["replaced", "running"]
    assert due(case, "promised_instant") == "07 08:00"
    twice = promise(
        event("promise_day", "04 09:00", on_day="2024-03-05"), event("promise_day", "04 10:00", on_day="2024-03-20")
    )
    assert due(twice, "promised_day") == "06 00:00"


def test_a_clock_that_a_due_starts_may_stand_for_another() -> None:
    """S10a: what starts in time replaces, whatever starts it."""
    case = advanced(promise(event("promise_time", "04 09:00", in_time="1 hour")), "04 10:00")
    assert status(case, "promised_time", "04 10:00") == "breached"
    assert status(case, "fix", "04 10:00") == "replaced"
    assert run_of(case, "fix").ended == us("04 09:00")
    late = advanced(promise(event("promise_time", "04 09:00", in_time="8 days")), "13 08:00")
    assert status(late, "fix", "13 08:00") == "breached"


def test_an_extension_by_an_amount_makes_one_limit_of_both() -> None:
    """S17: fifteen working days and ten are twenty-five; a second extension of the unit adds to them."""
    office = engine().book.calendars["office"]
    case = promise(chief("extend", "05 08:00", more="10 working days"))
    assert view(case, "stretch", "05 09:00").due == office.due(at("04 08:00"), "25 working days")
    twice = promise(
        chief("extend", "05 08:00", more="10 working days"), chief("extend", "05 09:00", more="5 working days")
    )
    assert view(twice, "stretch", "05 10:00").due == office.due(at("04 08:00"), "30 working days")
    assert refused(twice, chief("extend", "05 11:00", more="1 working day")).code == "over-ceiling"


def test_an_extension_of_another_unit_counts_from_the_due() -> None:
    """S17: eight working hours end on Tuesday 08:00; one working day more ends at 24:00 of Thursday."""
    case = promise(chief("extend_hours", "04 09:00", more="1 working day"))
    assert due(promise(), "hours") == "05 08:00"
    assert due(case, "hours") == "08 00:00"
    three = promise(
        chief("extend_hours", "04 09:00", more="1 working day"), chief("extend_hours", "04 10:00", more="30 minutes")
    )
    assert due(three, "hours") == "08 00:30"
    same = promise(chief("extend_hours", "04 09:00", more="same working day"))
    assert due(same, "hours") == "05 17:00"
    assert due(promise(chief("extend_hours", "04 09:00")), "hours") == "05 08:00"


def test_an_extension_until_a_day_and_to_a_total() -> None:
    """S17: until 24:00 of the day that is named; to a total from the clock's own start."""
    case = promise(chief("extend_until", "05 08:00", until="2024-04-10"))
    assert due(case, "stretch") == "2024-04-11 00:00"
    total = promise(chief("extend_to", "05 08:00"))
    office = engine().book.calendars["office"]
    assert view(total, "stretch", "05 09:00").due == office.due(at("04 08:00"), "20 working days")
    assert due(promise(chief("extend_until", "05 08:00")), "stretch") == due(promise(), "stretch")
    more = promise(
        chief("extend_until", "05 08:00", until="2024-04-10"), chief("extend", "05 09:00", more="1 working day")
    )
    assert due(more, "stretch") == "2024-04-12 00:00"


def test_an_extension_after_due_where_the_text_lets_it_heals_nothing() -> None:
    """S17, S12: the act is taken, the breach stays."""
    late = promise(chief("extend_to", "2024-03-27 08:00"))
    assert status(promise(), "stretch", "2024-03-27 00:00:00.000001") == "breached"
    assert status(late, "stretch", "2024-03-27 09:00") == "breached"
    assert run_of(late, "stretch").extensions == ()


def test_a_ceiling_beyond_the_day_table_is_none_to_compare_with() -> None:
    """S7: the step does not fail; what goes beyond a ceiling that is known is refused."""
    chain = case_of(event("start_chain", "04 08:00", "citizen"))
    assert due(chain, "near_far") == "2025-11-05 00:00"
    far = engine().apply(chain, chief("far_off", "04 09:00", more="3 months")).case
    assert due(far, "near_far") == "-"
    assert view(far, "near_far", "04 10:00").beyond == "2025-12-31"
    beyond = case_of(event("start_promise", "2025-11-10 08:00", "citizen"))
    ended = refused(beyond, chief("extend_until", "2025-11-10 09:00", until="2026-01-20"))
    assert ended.code == "over-ceiling"


def test_an_extension_beyond_the_table_is_over_a_ceiling_within_it() -> None:
    """S17: what ends after the last day known ends after the ceiling too."""
    case = case_of(event("start_promise", "2025-11-10 08:00", "citizen"))
    refusal = refused(case, chief("extend", "2025-11-10 09:00", more="60 working days"))
    assert (refusal.code, dict(refusal.params)["due"]) == ("over-ceiling", "-")


def test_office_time_stops_while_paused() -> None:
    """S13: two hours of pause move eight working hours from Tuesday 08:00 to Tuesday 10:00."""
    case = promise(event("halt", "04 09:00"), event("go_on", "04 11:00"))
    assert due(case, "hours") == "05 10:00"
    assert view(case, "hours", "04 11:30").elapsed == at("04 09:30") - at("04 08:00")


def test_a_day_counts_if_the_clock_runs_at_its_24_00() -> None:
    """S13: a pause over the night of Tuesday takes Tuesday."""
    office = engine().book.calendars["office"]
    within = promise(event("halt", "05 09:00"), event("go_on", "05 23:00"))
    assert view(within, "stretch", "06 08:00").due == office.due(at("04 08:00"), "15 working days")
    over = promise(event("halt", "05 09:00"), event("go_on", "06 08:00"))
    assert view(over, "stretch", "06 09:00").due == office.due(at("04 08:00"), "16 working days")


def test_while_paused_nothing_is_due() -> None:
    """S12, S13: the status is paused and the due unknown; what is left is what would be left if it ran on."""
    case = promise(event("halt", "04 10:00"))
    found = view(case, "hours", "30 08:00")
    assert (found.status, found.due, found.beyond) == ("paused", None, None)
    assert (found.elapsed, found.share) == (at("04 10:00") - at("04 08:00"), 0.25)
    assert found.remaining == at("04 14:00") - at("04 08:00")
    assert status(promise(event("halt", "04 10:00"), event("fixed", "30 08:00")), "hours", "30 09:00") == "met"


def test_a_pause_is_opened_once_and_closed_once() -> None:
    """S13: halting what is paused, and going on with what runs, change nothing; a breached clock is not paused."""
    case = promise(
        event("halt", "04 09:00"), event("halt", "04 10:00"), event("go_on", "04 11:00"), event("go_on", "04 12:00")
    )
    assert run_of(case, "hours").pauses == ((us("04 09:00"), us("04 11:00")),)
    twice = promise(
        event("halt", "04 09:00"), event("go_on", "04 10:00"), event("halt", "04 11:00"), event("go_on", "04 13:30")
    )
    assert due(twice, "hours") == "05 10:00"
    assert run_of(promise(event("halt", "05 09:00")), "hours").pauses == ()


def test_a_pause_does_not_move_an_instant_that_was_given() -> None:
    """S10a: a given instant is due then, also while the clock is paused."""
    case = promise(
        event("promise_instant", "04 09:00", at_instant="2024-03-05T08:00:00+07:00"), event("halt", "04 10:00")
    )
    assert due(case, "promised_instant") == "05 08:00"
    assert status(case, "promised_instant", "05 08:00") == "paused"
    assert status(case, "promised_instant", "05 09:00") == "breached"


def test_an_extension_while_paused_waits_for_the_clock() -> None:
    """S13, S17: an amount more is counted once the clock runs again; the ceiling is paused with it."""
    halted = promise(event("halt", "05 09:00"), chief("extend", "05 10:00", more="10 working days"))
    assert due(halted, "stretch") == "-"
    case = case_of(
        BEGIN,
        event("halt", "05 09:00"),
        chief("extend", "05 10:00", more="15 working days"),
        event("go_on", "06 09:00"),
    )
    assert view(case, "stretch", "06 10:00").due == engine().book.calendars["office"].due(
        at("04 08:00"), "31 working days"
    )


def test_named_dues_say_what_happened() -> None:
    """S25: what the due of a clock makes is told and has its cause."""
    step = engine().advance(promise(event("promise_time", "04 09:00", in_time="1 hour")), at("04 10:00"))
    assert effects(step) == ["remind ioc"]
    assert step.effects[0].id == "C-1/promised_time.1.due/0"
    assert kinds(step, "breached", "started") == [("breached", "promised_time.1"), ("started", "after_promise.1")]


@pytest.mark.parametrize("more", [{"more": "1 working hour"}, {}])
def test_an_extension_is_told(more: dict[str, str]) -> None:
    """S20: with what it extends, where it asks for something."""
    step = steps(BEGIN, chief("extend_hours", "04 09:00", **more))[-1]
    assert kinds(step, "extended") == ([("extended", "hours.1")] if more else [])
