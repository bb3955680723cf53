"""The time of a case is partitioned exactly among its holders (S18)."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from feedback_rules.explain import held
from feedback_rules.workflow.event import NOBODY
from tests.explaining.rich import at, case_of, event, rich
from tests.laws.generated import DAY, HOUR, History, histories


@given(histories(), st.sampled_from((0, 1, HOUR, 3 * DAY, 400 * DAY)))
def test_holders_partition_the_time_of_each_part(history: History, later: int) -> None:
    """S18: from opening to end no gap and no overlap, and the lengths add up to the whole."""
    engine, case = history.engine, history.steps[-1].case
    moment = case.at + later
    spans = held(engine.book, case, moment)
    calendar = engine.book.calendars["office"]
    for part in case.parts:
        own = [span for span in spans if span.part == part.address]
        until = moment if part.ended is None else min(part.ended, moment)
        if part.opened == until:
            assert own == []
            continue
        assert own[0].start == part.opened
        assert own[-1].end == until
        assert all(before.end == after.start for before, after in pairwise(own))
        assert all(span.start < span.end and span.holder is not None for span in own)
        whole = timedelta(microseconds=until - part.opened)
        assert sum((span.elapsed for span in own), timedelta()) == whole
        if all(span.office is not None for span in own):
            office = calendar.elapsed_us(part.opened, until, "working_hour")
            assert sum((span.office or timedelta() for span in own), timedelta()) == timedelta(microseconds=office)


@given(histories())
def test_what_a_holder_that_ended_leaves_is_held_by_nobody(history: History) -> None:
    """S34: an orphaned case is a span of nobody, with nobody's name."""
    engine, case = history.engine, history.steps[-1].case
    for span in held(engine.book, case, case.at + DAY):
        if span.holder == NOBODY:
            assert span.title == ("Không ai", "Nobody")


def test_a_span_names_holder_unit_and_the_parts_it_waited_for() -> None:
    """S18: each span gives who, which unit, from, to, elapsed and office time, and what it waited for."""
    case = case_of(event("go", "2024-03-05 16:00", to_unit="North"))
    spans = held(rich().book, case, case.at + 17 * HOUR)
    assert [(span.holder, span.unit) for span in spans] == [("ioc", None), ("unit", "North")]
    row = spans[1].to_dict("Asia/Ho_Chi_Minh")
    assert row["title"] == {"vi": "unit (vi) North", "en": "unit North"}
    assert row["from"] == "2024-03-05T16:00:00+07:00"
    assert row["to"] == "2024-03-06T09:00:00+07:00"
    assert row["elapsed"] == 17 * 3600
    assert row["office"] == 3600
    assert row["waiting"] == []


def test_office_time_beyond_the_day_table_is_not_invented() -> None:
    """S7: a span that reaches beyond the table has no office time, and the story leaves it out."""
    case = case_of(event("rate", "2024-03-04 09:00", severity="normal"))
    (span,) = held(rich().book, case, case.at + 900 * DAY)
    assert span.office is None
    assert span.to_dict()["office"] is None
    told = rich().explain(case, at=at("2026-08-20 08:00"))
    assert "office time" not in told.memo("en").partition("D. Who")[2]
