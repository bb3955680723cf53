"""A whole case as a dated story: opening, holders, runs, counted events, where it stands (S18, S35)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from feedback_rules.errors import InputError
from tests.explaining.reading import check, keys, line
from tests.explaining.rich import at, case_of, event, rich
from tests.laws.generated import DAY

if TYPE_CHECKING:
    from feedback_rules.explain import Explanation

GO = event("go", "2024-03-05 16:00", to_unit="North")


def tell(case: Any, when: str) -> Explanation:
    """Tell a case and hold it to the house's rule."""
    told = rich().explain(case, at=at(when))
    check(told)
    return told


def test_the_story_is_told_in_the_order_of_time() -> None:
    """S35: what happened stands in the order in which it happened, each with its instant."""
    told = tell(case_of(event("rate", "2024-03-04 08:30", severity="normal"), GO), "2024-03-06 09:00")
    starts = [note.start for note, section in zip(told.steps, told.sections, strict=True) if section == "happened"]
    assert starts == sorted(start for start in starts if start is not None)
    assert line(told, "opened") == "08:00 Mon 4 Mar 2024: “report” was opened by “send” (submit) (done by: The citizen)"
    assert line(told, "path") == "The states it went through: “the desk” → “in the field”"
    assert line(told, "no_limit") == "Nobody is under a limit now: nobody is under a limit here"


def test_facts_are_told_by_their_titles() -> None:
    """S35: what is known is said in the regulation's own words."""
    told = tell(
        case_of(event("rate", "2024-03-04 08:30", mood="happy"), event("link", "2024-03-04 09:00", twin="R-2")),
        "2024-03-05 09:00",
    )
    facts = line(told, "facts")
    assert "Category: light" in facts
    assert "Channel: the app" in facts
    assert "All that is required is there: yes" in facts
    assert "mood: glad" in facts
    assert "twin: R-2" in facts


def test_open_clocks_are_listed_with_their_due() -> None:
    """S12: what runs is told with its verdict and its due, where it has one."""
    told = tell(case_of(), "2024-03-05 09:00")
    texts = [row["text"] for row in told.to_dict("en")["steps"]]
    assert "“duty” (whole) of centre: running, due 24:00 Tue 26 Mar 2024" in texts
    assert "“soon” (soon) of centre: running" in texts


def test_an_ended_case_says_when_and_how() -> None:
    """S35: the end is told with its state; time after the end belongs to nobody."""
    told = tell(case_of(event("finish", "2024-03-05 09:00")), "2024-03-09 09:00")
    assert line(told, "ended") == "09:00 Tue 5 Mar 2024: it ended in “closed”"
    assert line(told, "over_case") == "It ended at 09:00 Tue 5 Mar 2024 in “closed”"
    spans = [note for note in told.steps if note.key == "explain.held_span_office"]
    assert len(spans) == 1


def test_breaches_and_days_that_may_change_are_told() -> None:
    """S7, S12: the passing of a due is dated by it, and provisional or missing days are named."""
    calm = event("rate", "2024-03-04 08:30", severity="normal")
    told = tell(case_of(calm), "2024-03-28 09:00")
    texts = [row["text"] for row in told.to_dict("en")["steps"]]
    assert "24:00 Tue 26 Mar 2024: “duty” (whole) passed its due, 24:00 Tue 26 Mar 2024" in texts
    far = case_of(calm, event("fix", "2024-03-05 09:00", by_day="2025-12-30"))
    later = tell(far, "2025-12-31 08:00")
    assert "beyond" in keys(later)
    assert "provisional" in keys(
        tell(case_of(calm, event("fix", "2024-03-05 09:00", by_day="2024-12-30")), "2024-12-31 08:00")
    )


def test_a_step_of_the_route_cites_the_state_that_routes() -> None:
    """S35: who held the case is told with the article of the state in which that kind holds it."""
    told = tell(case_of(GO), "2024-03-06 09:00")
    held = [note for note in told.steps if note.key == "explain.held"]
    assert [note.basis for note in held] == [("2", "1"), ("1",)]


def test_the_memo_is_a_page_with_headings() -> None:
    """S35: the memo has the case, what happened, where it stands, who held it, readings and inferences, lettered."""
    memo = tell(case_of(GO), "2024-03-06 09:00").memo("vi")
    assert memo.startswith("PHIẾU LƯU HỒ SƠ\nDiễn biến hồ sơ R-1")
    for heading in ("A. Hồ sơ", "B. Diễn biến", "C. Tình trạng", "D. Thời gian mỗi nơi giữ", "E. Cách hiểu đã chọn"):
        assert heading in memo


def test_the_story_stands_where_the_case_stands_if_no_instant_is_given() -> None:
    """S2: time is an argument; without it the case is read where it stands, and never earlier."""
    case = case_of(GO)
    assert rich().explain(case) == rich().explain(case, at=at("2024-03-01 00:00"))
    assert case.at + DAY > case.at


def test_a_part_is_named_as_the_log_addresses_it() -> None:
    """S27: a part has its own place in the story; a clock of another part is offered with its address."""
    case = case_of(event("consult", "2024-03-04 08:30"), event("dismiss", "2024-03-04 09:30"))
    told = tell(case, "2024-03-05 09:00")
    assert line(told, "part_opened") == "08:30 Mon 4 Mar 2024: the part help/1 (“help”) was opened"
    assert line(told, "closed") == "09:30 Mon 4 Mar 2024: the part help/1 was closed"
    assert line(told, "waiting") == "Meanwhile it waited for: help/1"
    with pytest.raises(InputError) as caught:
        rich().explain(case, clock="nothing like it")
    assert caught.value.details["known"] == ("soon", "torn", "table", "whole", "year", "help/1:answer")


def at_once(told: Explanation, day: str) -> list[str]:
    """Give what a story says of the 24:00 of a day, in its order."""
    head = f"24:00 {day}: "
    return [text.removeprefix(head) for row in told.to_dict("en")["steps"] if (text := row["text"]).startswith(head)]


def test_what_a_due_brings_comes_after_it_and_at_its_instant() -> None:
    """S5, S14: first the due, then what it starts, both at 24:00 of the day that ended."""
    calm = event("rate", "2024-03-04 08:30", severity="normal")
    told = tell(case_of(calm), "2024-03-28 09:00")
    assert at_once(told, "Tue 26 Mar 2024") == [
        "“duty” (whole) passed its due, 24:00 Tue 26 Mar 2024",
        "“afterwards” (after) started with “duty” (whole) fell due, for centre; due 17:00 Wed 3 Apr 2024",
    ]
    assert "00:00 Wed 27 Mar 2024" not in told.text("en")
    after = rich().explain(case_of(calm), clock="after", at=at("2024-03-28 09:00"))
    assert any(
        "24:00 Tue 26 Mar 2024: “afterwards” (after) started" in row["text"] for row in after.to_dict("en")["steps"]
    )


def test_what_a_due_ends_is_dated_like_it() -> None:
    """S5: whatever ends with a due, the case and the time of its holder too, ends at the instant of the due."""
    told = tell(case_of(), "2025-01-06 09:00")
    first, *left, last = at_once(told, "Sat 4 Jan 2025")
    assert first.startswith("“a year” (year) passed its due")
    assert len(left) == 6
    assert last == "it ended in “closed”"
    assert line(told, "over_case") == "It ended at 24:00 Sat 4 Jan 2025 in “closed”"
    assert "to 24:00 Sat 4 Jan 2025" in line(told, "held_span_office")
    assert "00:00 Sun 5 Jan 2025" not in told.text("en")


def test_an_act_at_midnight_belongs_to_the_day_that_begins() -> None:
    """S5: 00:00 of an event stays 00:00, and what it ends stands before what falls due at that instant."""
    act = event("finish", "2024-03-27 00:00")
    told = tell(case_of(event("rate", "2024-03-04 08:30", severity="normal"), act), "2024-03-28 09:00")
    assert line(told, "over_case") == "It ended at 00:00 Wed 27 Mar 2024 in “closed”"
