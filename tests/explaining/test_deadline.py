"""One run told step by step: the rule, what happened, the arithmetic, the verdict, whom it is charged to (S10-S18)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from feedback_rules.errors import InputError
from tests.explaining.reading import check, due_of, every, keys, legs, line, reached, step, whole
from tests.explaining.rich import at, case_of, event, rich

if TYPE_CHECKING:
    from feedback_rules.explain import Explanation

NORTH = {"to_unit": "North"}
GO = event("go", "2024-03-05 16:00", **NORTH)


def explain(case: Any, clock: str, when: str = "2024-03-05 09:00", **more: Any) -> Explanation:
    """Explain a clock and hold it to the house's rule."""
    told = rich().explain(case, clock=clock, at=at(when), **more)
    check(told)
    return told


def test_the_start_is_told_with_event_actor_and_article() -> None:
    """S35: what started a run, by whom it may be done, when, on which article."""
    told = explain(case_of(), "whole")
    assert (
        line(told, "started_by")
        == "08:00 Mon 4 Mar 2024: “duty” (whole) started with “send” (submit) (done by: The citizen)"
    )
    assert step(told, "started_by").basis == ("2",)


def test_citations_are_printed_in_full() -> None:
    """S30: the JSON cites in full; the lines name the text in full once and in short from then on."""
    told = explain(case_of(), "whole")
    row = told.to_dict("vi")["steps"][0]
    assert row["citation"] == "điểm a khoản 1 Điều 3 Quy chế ban hành kèm theo Quyết định 7/QĐ-UBND"
    first, second = told.text("vi").splitlines()[1:3]
    assert first.endswith("[điểm a khoản 1 Điều 3 Quy chế ban hành kèm theo Quyết định 7/QĐ-UBND]")
    assert second.endswith("[điểm a khoản 1 Điều 3]")


def test_a_table_tells_which_rows_are_open_and_which_decides() -> None:
    """S11b: while the fact is not known every row may apply, and the one that leaves most time decides."""
    told = explain(case_of(), "table")
    assert line(told, "not_known") == "“severity” was not known, so none of those limits could be ruled out"
    assert "the one that leaves most time, 7 working days, decides" in line(told, "decides")
    assert keys(told).count("row_if_open_due") == 2
    assert "at_least" in keys(told)
    known = explain(case_of(event("rate", "2024-03-04 08:30", severity="urgent")), "table", "2024-03-04 09:00")
    assert keys(known).count("row_if_ruled_out") == 1
    assert "decides" not in keys(known)


def test_the_act_is_judged_by_its_own_row() -> None:
    """S11b: a fulfilled run names the act and the row that judged it."""
    rated = event("rate", "2024-03-04 08:30", severity="urgent")
    told = explain(case_of(rated, GO), "table", "2024-03-06 09:00")
    assert line(told, "act_row") == "The act was go, so it is judged by its own limit: 4 working hours"
    assert "late" in line(told, "status_late").lower()
    assert line(told, "over_office") == "10 hours 30 minutes of office time too late"


def test_facts_that_change_restart_or_recount() -> None:
    """S16: the declared policy is told, and a restart says that the run before was replaced."""
    rows = [event("rate", "2024-03-04 08:30", severity="normal"), event("rate", "2024-03-04 09:30", severity="urgent")]
    told = explain(case_of(*rows), "table", "2024-03-04 10:00")
    assert "policy_restart_if" in keys(told)
    assert "policy_recompute_if" in keys(told)
    assert "run 2" in line(told, "restarted")
    before = explain(case_of(*rows), "table", "2024-03-04 10:00", run=1)
    assert "replaced by “duty” (table), run 2" in line(before, "replaced")
    assert "status_replaced" in keys(before)


def test_a_promise_in_time_replaces_and_a_late_one_stands_beside() -> None:
    """S10a: a promise made in time ends the clock that it stands for; made after due it starts its own beside it."""
    early = case_of(event("promise", "2024-03-05 08:00", by_day="2024-04-10"))
    told = explain(early, "promise", "2024-03-06 08:00")
    assert "stands_for" in keys(told)
    assert (
        line(told, "given_date")
        == "promised day: until 24:00 Wed 10 Apr 2024; a date that was given is not rolled over days off"
    )
    assert "replaced by “promise” (promise)" in line(explain(early, "whole", "2024-03-06 08:00"), "replaced")
    late = case_of(event("promise", "2024-04-05 08:00", by_day="2024-04-10"))
    assert "beside" in keys(explain(late, "promise", "2024-04-06 08:00"))


def test_a_limit_is_given_as_an_instant_or_as_an_amount() -> None:
    """S10a: a given instant is due then; a given amount counts like any other; until then nothing is due."""
    told = explain(case_of(event("appoint", "2024-03-05 08:00", until="2024-03-07T10:00:00+07:00")), "moment")
    assert line(told, "fixed") == "Due 10:00 Thu 7 Mar 2024"
    waiting = explain(case_of(event("lend", "2024-03-05 08:00")), "lent", "2024-03-06 09:00")
    assert "awaits" in keys(waiting)
    assert line(waiting, "status_awaiting_limit_undue").endswith("it awaits its limit")
    given = case_of(event("lend", "2024-03-05 08:00"), event("give", "2024-03-05 09:00", amount="3 working days"))
    counted = explain(given, "lent", "2024-03-06 09:00")
    (leg,) = legs(counted)
    assert leg.counted == whole(leg.limit) == 3


def test_extensions_are_told_with_their_ceiling() -> None:
    """S17: an extension says by how much and to what, and its ceiling counts from the clock's own start."""
    by_more = explain(case_of(event("more", "2024-03-05 08:00", amount="5 working days")), "whole")
    assert "to 20 working days" in line(by_more, "extended_by_same")
    assert line(by_more, "ceiling").startswith(
        "The ceiling is 30 working days from 08:00 Mon 4 Mar 2024: not beyond 24:00"
    )
    assert [leg.counted for leg in legs(by_more)] == [20]
    other = explain(case_of(event("more", "2024-03-05 08:00", amount="3 days")), "whole")
    assert "extended_by" in keys(other)
    assert [leg.counted for leg in legs(other)] == [15, 3]
    total = explain(case_of(event("total", "2024-03-05 08:00")), "whole")
    assert "extended_to" in keys(total)
    fixed = explain(case_of(event("fix", "2024-03-05 08:00", by_day="2024-04-10")), "whole")
    assert line(fixed, "fixed") == "Due 24:00 Wed 10 Apr 2024"


MORE, DAYS, TOTAL = (
    event("more", "2024-03-05 08:00", amount="5 working days"),
    event("more", "2024-03-05 08:00", amount="3 days"),
    event("total", "2024-03-05 08:00"),
)
FIX = event("fix", "2024-03-05 08:00", by_day="2024-04-10")


@pytest.mark.parametrize(
    ("made", "vi", "en"),
    [
        ((), "15 ngày làm việc", "15 working days"),
        ((MORE,), "15 ngày làm việc, gia hạn thành 20 ngày làm việc", "15 working days, extended to 20 working days"),
        ((DAYS,), "15 ngày làm việc, gia hạn thêm 3 ngày", "15 working days, extended by 3 days"),
        ((TOTAL,), "15 ngày làm việc, gia hạn thành 20 ngày làm việc", "15 working days, extended to 20 working days"),
        (
            (FIX,),
            "15 ngày làm việc, gia hạn đến 24:00 thứ Tư 10/04/2024",
            "15 working days, extended until 24:00 Wed 10 Apr 2024",
        ),
    ],
)
def test_the_act_is_judged_by_the_limit_with_its_extension(made: tuple[Any, ...], vi: str, en: str) -> None:
    """S17: the verdict names what the limit was extended to, by or until, as the arithmetic before it did."""
    told = explain(case_of(*made, event("finish", "2024-03-06 08:00")), "whole", "2024-03-06 09:00")
    assert line(told, "judged_by") == f"The act at 08:00 Wed 6 Mar 2024 is judged by {en}"
    assert f"được xét theo {vi} [" in told.text("vi")


PAUSED = {"explain.paused", "explain.paused_since", "explain.paused_open", "calendar.paused_day"}
"""The steps that a pause brings about, here."""


def test_pauses_are_told_and_an_open_one_leaves_no_due() -> None:
    """S13: a pause that is over is not counted; one that goes on leaves nothing due."""
    closed = case_of(event("hold", "2024-03-05 08:00"), event("resume", "2024-03-11 08:00"))
    told = explain(closed, "whole", "2024-03-12 08:00")
    assert line(told, "paused") == "“duty” (whole) was paused from 08:00 Tue 5 Mar 2024 to 08:00 Mon 11 Mar 2024"
    assert [leg.counted for leg in legs(told)] == [15]
    still = explain(case_of(event("hold", "2024-03-05 08:00")), "whole", "2024-03-12 08:00")
    assert {"paused_since", "paused_open", "status_paused_undue"} <= set(keys(still))
    pausing = [note for note in (*told.steps, *still.steps) if note.key in PAUSED]
    assert {note.key for note in pausing} == PAUSED
    assert {note.basis for note in pausing} == {("3.2", "3.3")}, "a pause is cited by what pauses and resumes"


def test_at_once_and_torn_limits_say_why_nothing_is_due() -> None:
    """S3: a duty without a figure is met when done; a torn text has its reason and judges nobody."""
    case = case_of()
    soon = explain(case, "soon")
    assert "at_once" in keys(soon)
    assert line(soon, "reading_plain") == "elsewhere: yes is taken"
    torn = explain(case, "torn")
    assert line(torn, "unknown") == "The text gives no limit: the page is torn"
    assert "no_limit_known" in keys(torn)
    done = case_of(event("touch", "2024-03-04 09:00"))
    assert "status_met_undue" in keys(explain(done, "soon"))
    assert "status_unjudged" in keys(explain(done, "torn"))


def test_what_the_due_brings_about_is_told_before_and_after() -> None:
    """S14: the consequences at due, with their conditions; what is past says that it happened."""
    before = explain(case_of(), "year")
    texts = [row["text"] for row in before.to_dict("en")["steps"]]
    assert any("it moves to “closed”, Notice: The citizen, mood: sorry" in text for text in texts)
    assert any(text.endswith("nothing more") for text in texts)
    after = explain(case_of(), "year", "2025-01-06 08:00")
    texts = [row["text"] for row in after.to_dict("en")["steps"]]
    assert any(text.startswith("As it fell due, where") for text in texts)
    assert "passed_timer" in keys(after)


def test_a_clock_that_a_due_starts_counts_from_the_day_that_ended() -> None:
    """S5: a step caused by a limit that ends at 24:00 starts its successor from the day that ended."""
    case = case_of(event("rate", "2024-03-04 09:00", severity="normal"))
    told = explain(case, "after", "2024-03-28 09:00")
    assert line(told, "started").endswith("“duty” (whole) fell due")
    assert "starts_did" in keys(explain(case, "whole", "2024-03-28 09:00"))
    assert "starts_will" in keys(explain(case, "whole", "2024-03-20 09:00"))


def test_windows_say_what_comes_after() -> None:
    """S11: in time until due, afterwards late, or refused where the text ends the right."""
    case = case_of(GO)
    refuse = explain(case, "chance", "2024-03-06 09:00")
    assert "the right is lost" in line(refuse, "rule_window_refuse")
    assert "charged_window" in keys(refuse)
    late = explain(case, "add", "2024-03-06 09:00")
    assert "still taken, as late" in line(late, "rule_window_late")
    assert "status_lapsed" in keys(late)
    plain = explain(case, "window", "2024-03-05 16:30")
    assert "rule_window" in keys(plain)
    (leg,) = legs(plain)
    assert leg.counted == 1


def test_a_run_that_is_left_says_what_led_away() -> None:
    """S11a: leaving is told with the event, or with the unit that took over."""
    case = case_of(GO, event("back", "2024-03-05 17:00", "handler", unit="North"))
    assert "back led away" in line(explain(case, "chance", "2024-03-06 09:00"), "left_by")
    moved = case_of(GO, event("again", "2024-03-05 16:30", to_unit="South"))
    first = explain(moved, "window", "2024-03-06 09:00", run=1)
    assert (
        line(first, "left_unit")
        == "16:30 Tue 5 Mar 2024: the case went to unit South, so the former holder's limit ended"
    )
    second = explain(moved, "window", "2024-03-05 16:45")
    assert "again" in keys(second)
    assert line(second, "charged_window") == "The window is that of unit South"


def test_a_run_whose_ground_is_gone_says_so() -> None:
    """S11a: a condition that no longer holds, and a part that is closed, leave a run."""
    rows = [event("rate", "2024-03-04 08:30", mood="happy"), event("rate", "2024-03-04 09:30", mood="sad")]
    told = explain(case_of(*rows), "glad")
    assert "its condition (“mood”: glad) no longer held" in line(told, "left_ground")
    assert "status_cancelled_obligation" in keys(told)
    closed = case_of(event("consult", "2024-03-04 08:30"), event("dismiss", "2024-03-04 09:30"))
    part = explain(closed, "answer", part="help/1")
    assert line(part, "left_closed") == "09:30 Mon 4 Mar 2024: the part was closed, so the limit ended"
    assert part.text("en").startswith("How the limit “duty” (answer) of the case R-1/help/1 comes about")


def test_beyond_the_day_table_no_amount_is_invented() -> None:
    """S7: how much too late a run is can't be said where the table does not reach; the verdict stands."""
    calm = event("rate", "2024-03-04 09:00", severity="normal")
    told = explain(case_of(calm), "whole", "2026-08-20 08:00")
    assert "status_breached" in keys(told)
    assert not {"over", "over_office"} & set(keys(told))


def test_an_effect_brings_a_clock_of_its_own() -> None:
    """S25: an effect's clock names whom it binds and the event that reports the act."""
    told = explain(case_of(event("finish", "2024-03-05 08:00")), "publication", "2024-03-05 08:30")
    assert "rule_effect" in keys(told)
    assert "“finish” (finish)" in line(told, "started_by")


def test_days_that_may_change_and_days_beyond_the_table_are_named() -> None:
    """S7: a due on provisional days names the first; one beyond the table names the last day there is."""
    late_in_the_year = case_of(event("fix", "2024-03-05 08:00", by_day="2024-12-30"))
    told = explain(late_in_the_year, "after", "2024-12-31 08:00")
    assert line(told, "provisional").startswith("Provisional: the days off from Wed 1 Jan 2025 on")
    calm = event("rate", "2024-03-04 09:00", severity="normal")
    far = case_of(
        calm,
        event("more", "2024-03-05 08:00", amount="15 working days"),
        event("fix", "2024-03-05 09:00", by_day="2025-12-30"),
    )
    beyond = explain(far, "after", "2025-12-31 08:00")
    assert (
        line(beyond, "beyond")
        == "The due lies beyond the last day of the day table, Wed 31 Dec 2025: it can't be counted yet"
    )
    assert "status_running_undue" in keys(beyond)
    assert "ceiling_beyond" in keys(explain(far, "whole"))


def test_readings_are_named_with_the_option_taken() -> None:
    """S31: every answer that depends on a reading names it."""
    told = explain(case_of(), "table")
    assert line(told, "reading") == "so or not? Taken: so (how=so). since"
    assert "Cách hiểu đã chọn" in told.memo("vi")


def test_what_was_inferred_is_listed_once_each() -> None:
    """S30: reasons where the text is silent stand at the end, and in the lines where they matter."""
    told = explain(case_of(), "whole")
    reasons = [
        row["text"]
        for row in told.to_dict("en")["steps"]
        if row["text"] in ("no hours are stated", "the Civil Code's way")
    ]
    assert reasons == ["no hours are stated", "the Civil Code's way"]
    assert told.text("en").count("inferred: no hours are stated") == 1


def test_a_case_from_json_reads_the_same() -> None:
    """S10: a cached due is no part of a case's JSON, and no answer depends on whether it is there."""
    case = case_of()
    again = type(case).from_dict(case.to_dict())
    moment = at("2024-03-04 09:00")
    assert rich().clocks(again, at=moment) == rich().clocks(case, at=moment)
    assert rich().explain(again, clock="whole", at=moment) == rich().explain(case, clock="whole", at=moment)


def test_unknown_names_are_answered_with_those_that_there_are() -> None:
    """S35: a clock, run or part that the case does not have is an InputError that names what it has."""
    case = case_of(event("consult", "2024-03-04 08:30"))
    table: tuple[tuple[dict[str, Any], str, str | None], ...] = (
        ({"clock": "whol"}, "unknown-clock", "whole"),
        ({"clock": "chance"}, "unknown-clock", None),
        ({"clock": "whole", "run": 7}, "unknown-run", "whole.1"),
        ({"clock": "whole", "part": "help/2"}, "unknown-part", "help/1"),
        ({"clock": "answr"}, "unknown-clock", "help/1:answer"),
    )
    for asked, code, hint in table:
        with pytest.raises(InputError) as caught:
            rich().explain(case, **asked)
        assert caught.value.code == code
        assert caught.value.details["hint"] == hint
        assert (hint or "R-1") in caught.value.vi
        assert caught.value.vi != caught.value.en


def test_every_clock_of_the_rich_case_adds_up() -> None:
    """S35: each run of a long case ends where its view says."""
    case = case_of(
        event("rate", "2024-03-04 08:30", severity="normal"),
        event("more", "2024-03-04 09:00", amount="2 working days"),
        GO,
        event("back", "2024-03-07 09:00", "handler", unit="North"),
        event("finish", "2024-03-11 09:00"),
    )
    for view, told in every(rich(), case, case.at):
        check(told)
        assert reached(told) == due_of(view)


def test_what_nobody_owed_is_not_said_to_be_owed_no_longer() -> None:
    """S11, S12: a timer ends before it falls due, a window is open no longer; only an obligation was owed."""
    case = case_of(event("finish", "2024-03-08 09:00"))
    told = explain(case, "year", "2024-03-09 09:00")
    assert line(told, "status_cancelled_timer") == "Ended at 09:00 Fri 8 Mar 2024, before it fell due"
    texts = [row["text"] for row in rich().explain(case, at=at("2024-03-09 09:00")).to_dict("en")["steps"]]
    assert "09:00 Fri 8 Mar 2024: “a year” (year) ended: before it fell due" in texts
