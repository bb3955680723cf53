"""The batch answers as the calendar does, one by one, and marks what has no answer."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from importlib import import_module
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_rules.calendar.batch import INVALID, Batch
from feedback_rules.calendar.batch.pieces import Pieces
from feedback_rules.calendar.counting import COUNTING, Counting
from feedback_rules.calendar.limit import TimeLimit
from feedback_rules.calendar.working import WorkCalendar
from feedback_rules.calendar.zone import DAY, HOUR, MINUTE, from_instant, to_instant
from feedback_rules.errors import CalendarHorizonError, InputError, MissingExtraError
from tests.clock.calendars import COUNTINGS, EVERY_UNIT, instants, limits, offices
from tests.clock.shipped import HUE, office, table

Office = tuple[WorkCalendar, object]
FAR = [INVALID, INVALID + 1, -INVALID - 1, -(1 << 62), 1 << 62, 0]


def rows(calendar: WorkCalendar) -> st.SearchStrategy[list[int]]:
    """Draw rows: instants of the calendar, and some that lie beyond it, right beside it, or nowhere."""
    begin, end = calendar.tables.begin, calendar.tables.end
    beside = st.builds(lambda border, away: border + away, st.sampled_from([begin, end]), st.integers(-DAY, DAY))
    edges = st.sampled_from([begin - 1, begin, begin + 1, end - 1, end, end + 1, *FAR])
    return st.lists(st.one_of(instants(calendar), instants(calendar), beside, edges), min_size=1, max_size=20)


def one_due(calendar: WorkCalendar, start: int, limit: TimeLimit, counting: Counting, *, ended_day: bool) -> int:
    """Ask one question as a row is asked."""
    if start == INVALID:
        return INVALID
    try:
        return calendar.rule(limit, counting)(start, ended_day)
    except CalendarHorizonError:
        return INVALID


def one_elapsed(calendar: WorkCalendar, start: int, end: int, unit: str, *, ended_day: bool) -> int:
    """Ask one question about what has gone by as a row is asked."""
    if INVALID in {start, end}:
        return INVALID
    try:
        gone = calendar.elapsed_us(start, end, unit, ended_day=ended_day)
    except CalendarHorizonError:
        return INVALID
    return gone if abs(gone) < 1 << 63 else INVALID


@given(offices(), st.data(), limits(*EVERY_UNIT), COUNTINGS, st.booleans())
def test_due_is_the_scalar_one(
    made: Office, data: st.DataObject, limit: TimeLimit, counting: Counting, ended_day: bool
) -> None:
    """Each row's due is the one that the calendar gives alone; where that is refused, the row is marked (S4, S7)."""
    calendar, _ = made
    starts = data.draw(rows(calendar))
    dues = Batch(calendar).due(np.array(starts), limit, counting=counting, ended_day=ended_day)
    assert dues.tolist() == [one_due(calendar, start, limit, counting, ended_day=ended_day) for start in starts]


@given(offices(), st.data(), st.sampled_from(EVERY_UNIT), st.booleans())
def test_elapsed_is_the_scalar_one(made: Office, data: st.DataObject, unit: str, ended_day: bool) -> None:
    """What has gone by is what the calendar says of each pair alone (S8, S15)."""
    calendar, _ = made
    starts = data.draw(rows(calendar))
    ends = data.draw(st.lists(st.sampled_from([*starts, *data.draw(rows(calendar))]), min_size=len(starts)))
    ends = ends[: len(starts)]
    gone = Batch(calendar).elapsed(np.array(starts), np.array(ends), unit, ended_day=ended_day)
    pairs = zip(starts, ends, strict=True)
    assert gone.tolist() == [one_elapsed(calendar, start, end, unit, ended_day=ended_day) for start, end in pairs]


SHIPPED = {
    "office": office(),
    "summer and winter": WorkCalendar(seasons=HUE, days=table()),
    "clock changed": WorkCalendar(
        zone="Europe/Berlin", week={"mon-fri": ["08:00-16:30"]}, first="2023-01-01", last="2027-12-31"
    ),
    "nights": WorkCalendar(week={"mon-sat": ["08:00-12:00", "22:00-02:00"]}, first="2024-01-01", last="2027-12-31"),
}


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize(
    "text",
    [
        "8 working hours",
        "1000 working hours",
        "7 working minutes",
        "36 hours",
        "5 days",
        "2 weeks",
        "1 month",
        "5 working days",
        "same working day",
    ],
)
def test_years_of_instants(name: str, text: str) -> None:
    """On the shipped days too, and in more rows than are worked on at a time, the answers are the scalar ones."""
    calendar, limit = SHIPPED[name], TimeLimit.parse(text)
    begin, end = calendar.tables.begin, calendar.tables.end
    generator = np.random.default_rng(4)
    anywhere = generator.integers(begin - 30 * DAY, end + 30 * DAY, 9000)
    starts = np.concatenate((anywhere[:3000], anywhere[3000:6000] // MINUTE * MINUTE, anywhere[6000:] // HOUR * HOUR))
    dues = Batch(calendar).due(starts, limit)
    some = starts[::9].tolist()
    assert dues[::9].tolist() == [one_due(calendar, start, limit, COUNTING, ended_day=False) for start in some]
    assert (dues != INVALID).any()
    assert (dues == INVALID).any() or limit.unit == "hour"


def test_dates_come_back_as_dates() -> None:
    """Dates in any unit are UTC, come back in microseconds and in their shape; NaT stays NaT."""
    batch = Batch(office())
    start = datetime(2026, 3, 6, 2, 0, tzinfo=UTC)
    due = office().due(start, "8 working hours").astimezone(UTC).replace(tzinfo=None)
    for unit in ("s", "ms", "us", "ns", "m"):
        starts = np.array([["2026-03-06T02:00", "NaT"]], dtype=f"datetime64[{unit}]")
        dues = batch.due(starts, "8 working hours")
        assert (dues.dtype, dues.shape) == (np.dtype("datetime64[us]"), (1, 2))
        assert dues[0, 0] == np.datetime64(due)
        assert np.isnat(dues[0, 1])
    assert batch.due(np.datetime64("2026-03-06T02:00"), "8 working hours") == np.datetime64(due)
    assert batch.due(np.array(["2026-03-06T02:00"], dtype=">M8[s]"), "8 working hours")[0] == np.datetime64(due)
    assert batch.due(np.array([0], np.int32), "1 hour").tolist() == [HOUR]


def test_no_microsecond_is_no_instant() -> None:
    """A date between two microseconds, or beyond 64 bits of them, is marked and never rounded."""
    between = np.array([1, 1000], np.int64).view("datetime64[ns]")
    assert Batch(office()).due(between, "1 hour").view(np.int64).tolist() == [INVALID, 1 + HOUR]
    far = np.array([1 << 60, -(1 << 62)], np.int64).view("datetime64[D]")
    assert np.isnat(Batch(office()).due(far, "1 hour")).all()


@pytest.mark.parametrize("wrong", [[1.5], [True], np.array([1], np.uint64), ["2026-03-06"], [object()]])
def test_other_types_are_refused(wrong: object) -> None:
    """What is neither a date nor a whole number is refused with a sentence in both languages (S1)."""
    with pytest.raises(InputError, match="datetime64") as caught:
        Batch(office()).due(wrong, "1 hour")  # type: ignore[arg-type] # what is tried
    assert caught.value.code == "instants-type"


def test_a_limit_without_length_is_refused() -> None:
    """What names no length of time is refused as for one question (S3)."""
    with pytest.raises(InputError):
        Batch(office()).due([0], TimeLimit(None, "at_once"))


def test_elapsed_broadcasts_and_keeps_kinds() -> None:
    """One start stands for many; dates give durations, whole days are counted in integers, NaT marks the row."""
    start = np.datetime64("2026-03-06T02:00")
    ends = np.array([["2026-03-06T03:00"], ["NaT"]], dtype="datetime64[s]")
    gone = Batch(office()).elapsed(start, ends)
    assert (gone.dtype, gone.shape) == (np.dtype("timedelta64[us]"), (2, 1))
    assert gone[0, 0] == np.timedelta64(1, "h")
    assert np.isnat(gone[1, 0])
    later = to_instant(datetime(2026, 3, 16, 2, 0, tzinfo=UTC))
    begun = to_instant(datetime(2026, 3, 6, 2, 0, tzinfo=UTC))
    assert Batch(office()).elapsed([begun], later, "working_day").tolist() == [5]
    assert Batch(office()).elapsed(start, np.datetime64("2026-03-16"), "day").dtype == np.int64


def test_few_limits_are_kept() -> None:
    """A host that asks for ever new limits does not make the batch grow, and gets its answers."""
    batch = Batch(office())
    start = to_instant(datetime(2026, 3, 6, 2, 0, tzinfo=UTC))
    for amount in range(1, 70):
        assert batch.due([start], TimeLimit(amount, "hour")).tolist() == [start + amount * HOUR]
    assert len(batch._answers) < 40


def test_a_calendar_that_never_opens() -> None:
    """Where no session opens, office time never passes and nothing counted in it is ever due."""
    closed = [{"from": "2026-01-01", "to": "2026-01-31", "document": "1/QĐ"}]
    calendar = WorkCalendar(week={"mon-fri": ["08:00-12:00"]}, closures=closed, first="2026-01-01", last="2026-01-31")
    batch, start = Batch(calendar), calendar.midnight_us(date(2026, 1, 15))
    for text in ("8 working hours", "7 working minutes", "same working day", "1 working day"):
        assert batch.due([start], text).tolist() == [INVALID]
    assert batch.elapsed([start], [start + DAY]).tolist() == [0]


def test_the_same_time_of_day() -> None:
    """Working days that end at the time of day of the start are asked one by one, with the same answers (S4)."""
    calendar, limit, counting = office(), TimeLimit(2, "working_day"), Counting(day_end="same_time")
    start = to_instant(datetime(2026, 3, 6, 2, 30, tzinfo=UTC))
    starts = [start, INVALID, start + 7 * HOUR, calendar.tables.end]
    dues = Batch(calendar).due(starts, limit, counting=counting).tolist()
    assert dues == [one_due(calendar, start, limit, counting, ended_day=False) for start in starts]


def test_a_hundred_years() -> None:
    """An amount that needs smaller slots than there is room for is counted in two steps, with the same answers."""
    calendar, limit = WorkCalendar(week={"mon-fri": ["07:30-11:30", "13:00-17:00"]}), TimeLimit(7, "working_minute")
    starts = np.random.default_rng(5).integers(calendar.tables.begin, calendar.tables.end, 500)
    dues = Batch(calendar).due(starts, limit).tolist()
    assert dues == [one_due(calendar, start, limit, COUNTING, ended_day=False) for start in starts.tolist()]
    assert Batch(calendar).due([calendar.tables.end], limit).tolist() == [INVALID]
    assert from_instant(dues[0], calendar.zone.info).year >= 2000


@given(
    st.lists(st.integers(1, 40), min_size=1, max_size=6),
    st.data(),
    st.sampled_from([1, 2, 60]),
)
def test_pieces_are_found_by_division_as_by_search(lengths: list[int], data: st.DataObject, unit: int) -> None:
    """The place of an instant is the same by one division on a grid as by a search among the breaks."""
    breaks = np.concatenate(([0], np.cumsum(lengths))) * unit
    answers = np.array([data.draw(st.integers(-50, 50)) * unit for _ in lengths])
    grows = np.array([data.draw(st.booleans()) for _ in lengths])
    pieces = Pieces(breaks, answers, grows, {0: 5})
    asked = np.arange(-3, breaks[-1] + 4)

    def walk(instant: int) -> int:
        if instant == 0:
            return 5
        for index, (low, high) in enumerate(pairwise(breaks.tolist())):
            if low < instant <= high:
                return int(answers[index] - (high - instant if grows[index] else 0))
        return INVALID

    assert pieces(asked).tolist() == [walk(instant) for instant in asked.tolist()]


def test_without_numpy_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without numpy the batch says, in both languages, which extra brings it."""
    monkeypatch.setitem(sys.modules, "numpy", None)
    monkeypatch.delitem(sys.modules, "feedback_rules.calendar.batch.extra")
    with pytest.raises(MissingExtraError) as caught:
        import_module("feedback_rules.calendar.batch.extra")
    assert caught.value.code == "missing-batch"
    assert all("feedback-rules[batch]" in sentence for sentence in (caught.value.en, caught.value.vi))


def test_a_timer_runs_beyond_the_table() -> None:
    """Days that no table decides, a timer's, are counted on the zone's clock also where the table has ended (S11)."""
    calendar, counting = office(), Counting(roll=False)
    end, limit = calendar.tables.end, TimeLimit(30, "day")
    inside, beyond = end - 40 * DAY, end + 40 * DAY
    for starts in ([inside], [inside, INVALID, beyond]):
        dues = Batch(calendar).due(starts, limit, counting=counting).tolist()
        assert dues == [one_due(calendar, start, limit, counting, ended_day=False) for start in starts]
