"""A run shown the quick way is the run as its calendar measures it: verdict, amounts, days, instants (S10-S16)."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_rules.calendar import zone
from feedback_rules.calendar.daytable import DayTable
from feedback_rules.calendar.limit import TimeLimit
from feedback_rules.calendar.working import COUNTING, WorkCalendar
from feedback_rules.calendar.zone import Datetimes, from_instant, to_instant
from feedback_rules.errors import CalendarHorizonError
from feedback_rules.workflow.amounts import _share
from feedback_rules.workflow.case import Case, Run
from feedback_rules.workflow.clock import due_of
from feedback_rules.workflow.instants import zone_info
from feedback_rules.workflow.shown import Shown
from feedback_rules.workflow.spec import ClockSpec, LimitRow, Way
from feedback_rules.workflow.step import advance
from feedback_rules.workflow.view import view
from tests.clock.calendars import COUNTINGS, EVERY_UNIT, instants, limits, offices
from tests.examples.shipped import engine_of, events
from tests.laws.generated import DAY, HOUR, MINUTE, History, histories

if TYPE_CHECKING:
    from feedback_rules.engine import Engine

LAWS: Final = ("binhphuoc", "hanoi", "hcmc", "langson", "travinh")
ZONES: Final = ("Asia/Ho_Chi_Minh", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "UTC")
UNLIMITED: Final = (TimeLimit(None, "at_once"), TimeLimit(None, "unknown"), TimeLimit(None, "given"))
YEARS: Final = {"2024": "verified", "2025": "provisional", "2026": "verified", "2027": "provisional"}
TABLE: Final = DayTable.from_dict(
    {
        "days": "days",
        "sources": {"law": "a law"},
        "years": {
            year: {
                "status": status,
                "off": {f"{year}-01-01": {"kind": "statutory", "vi": "nghỉ", "en": "off", "sources": ["law"]}},
            }
            for year, status in YEARS.items()
        },
    }
)
OFFICE: Final = WorkCalendar(week={"mon-fri": ["07:30-11:30", "13:00-17:00"]}, days=TABLE)


def as_it_is(engine: Engine, case: Case, at: int) -> list[Any]:
    """Show every run one by one, as a calendar measures it."""
    book = engine.book
    now = advance(book, case, at)[0]
    flows = book.workflows
    return [
        view(book, flows[part.workflow].clocks[run.clock], part, run, at) for part in now.parts for run in part.runs
    ]


def agree(engine: Engine, case: Case, at: int) -> None:
    """Hold both ways to the same, and the instants to the same zone and fold."""
    quick = engine.clocks(case, from_instant(at, zone_info(engine.book.zone)))
    slow = as_it_is(engine, case, at)
    assert [repr(one) for one in quick] == [repr(one) for one in slow]
    assert list(quick) == slow


@given(histories(), st.data())
def test_a_run_is_shown_as_its_calendar_measures_it(history: History, data: st.DataObject) -> None:
    """S10: on random regulations, now and later, and from a snapshot, which has no cached due."""
    for step in history.steps:
        case = step.case
        later = case.at + data.draw(st.sampled_from((0, 1, HOUR, 30 * HOUR + 7, 9 * DAY, 900 * DAY)))
        for at in (case.at, later):
            agree(history.engine, case, at)
            agree(history.engine, Case.from_dict(case.to_dict()), at)


@pytest.mark.parametrize("name", [f"{law}{which}" for law in LAWS for which in ("", "-audit")])
def test_shipped_runs_are_shown_as_their_calendars_measure_them(name: str) -> None:
    """S10: every run of the shipped logs, at the last event of its case and after it."""
    engine = engine_of(name.removesuffix("-audit"))
    for one in engine.replay(events(f"{name}.jsonl"), mode="audit").cases.values():
        if one.case is not None:
            for away in (0, 1, 30 * HOUR + 7 * MINUTE, 9 * DAY, 1000 * DAY):
                agree(engine, one.case, one.case.at + away)


def clock(kind: str, *rows: LimitRow) -> ClockSpec:
    """Give a clock of these limits, one way to comply for each."""
    ways = tuple(Way(events=frozenset({f"do{row.index}"}), rows=(row.index,)) for row in rows)
    return ClockSpec(id="c", workflow="w", kind=kind, scope=frozenset(), ways=ways, rows=rows, calendar="office")


def shown_alike(calendar: WorkCalendar, spec: ClockSpec, run: Run, at: int) -> Any:
    """Hold the quick way to the other for one run of a clock by itself; give the view."""
    flows = {"w": SimpleNamespace(clocks={"c": spec})}
    book: Any = SimpleNamespace(zone=calendar.zone.name, calendars={"office": calendar}, workflows=flows)
    part: Any = SimpleNamespace(workflow="w", address="", runs=(run,))
    shown = Shown(book)
    slow = view(book, spec, part, run, at)
    for _ in range(2):  # what all runs show alike is found the first time
        (quick,) = shown((part,), at)
        assert repr(quick) == repr(slow)
        assert quick == slow
    return slow


def begun(start: int, *, ended_day: bool = False, **more: Any) -> Run:
    """Give a run, open and with nothing to be said of it but what is given."""
    return Run(
        "c", 1, "unit", None, start, start, ended_day, "e1", 1, None, 0, None, (), (), None, "", -1, 0
    )._replace(**more)  # fmt: skip


@given(offices(), st.data())
def test_amounts_are_the_calendars_own(office: tuple[WorkCalendar, dict[str, Any]], data: st.DataObject) -> None:
    """S15: every unit, in zones whose clocks are changed and others, with nights, before, at and after due."""
    calendar, _ = office
    limit = data.draw(st.one_of(limits(*EVERY_UNIT), st.sampled_from(UNLIMITED)))
    counting = data.draw(st.one_of(st.just(COUNTING), COUNTINGS))
    rule = calendar.rule(limit, counting) if limit not in UNLIMITED else None
    field = "promise" if limit.unit == "given" else None
    row = LimitRow(index=0, way=0, limit=limit, calendar="office", counting=counting, rule=rule, field=field)
    spec = clock(data.draw(st.sampled_from(("obligation", "window", "timer"))), row)
    start = data.draw(instants(calendar))
    run = begun(start, ended_day=data.draw(st.booleans()))
    book: Any = SimpleNamespace(calendars={"office": calendar})
    due = due_of(book, spec, run)
    run = run._replace(due=data.draw(st.sampled_from((due, -1))), floor=data.draw(st.sampled_from((0, start + HOUR))))
    beside = [start, start - 1, *((due + away for away in (-1, 0, 1)) if due < calendar.tables.end else ())]
    at = data.draw(st.one_of(instants(calendar), st.sampled_from(beside)))
    if data.draw(st.booleans()):
        end = data.draw(st.sampled_from(("fulfilled", "left", "replaced")))
        run = run._replace(ended=max(at, start), end=end, row=0 if end == "fulfilled" else -1)
    if data.draw(st.integers(0, 3)) == 0:
        run = run._replace(passed=due)
    shown_alike(calendar, spec, run, at)


@given(st.data())
def test_of_several_limits_the_same_decides(data: st.DataObject) -> None:
    """S11b: the limit that judged the act, else the last of those that may apply, with all of them as ways."""
    drawn = data.draw(st.lists(st.one_of(limits(*EVERY_UNIT), st.sampled_from(UNLIMITED)), min_size=2, max_size=3))
    rows = [
        LimitRow(
            index=at,
            way=at,
            limit=limit,
            calendar="office",
            counting=COUNTING,
            rule=None if limit in UNLIMITED else OFFICE.rule(limit),
            field="promise" if limit.unit == "given" else None,
        )
        for at, limit in enumerate(drawn)
    ]
    spec = clock("obligation", *rows)
    start = data.draw(instants(OFFICE))
    run = begun(start, rows=data.draw(st.integers(1, (1 << len(rows)) - 1)))
    book: Any = SimpleNamespace(calendars={"office": OFFICE})
    run = run._replace(due=due_of(book, spec, run))
    if data.draw(st.booleans()):
        row = data.draw(st.integers(0, len(rows) - 1))
        run = run._replace(ended=start + data.draw(st.integers(0, 20)) * DAY, end="fulfilled", row=row)
    shown_alike(OFFICE, spec, run, start + data.draw(st.integers(0, 20)) * DAY)


@pytest.mark.parametrize(
    ("start", "limit", "first"),
    [
        ("2024-12-30T10:00", "1 working day", None),  # due at the 24:00 with which the provisional year begins
        ("2024-12-31T10:00", "1 working day", "2025-01-01"),
        ("2024-12-31T16:00", "4 working hours", "2025-01-01"),
        ("2024-12-31T20:00", "24 hours", None),  # no day decides
        ("2025-06-02T08:00", "2 working days", "2025-06-02"),
        ("2026-03-02T08:00", "2 working days", None),  # verified again
        ("2025-12-31T08:00", "2 working days", "2025-12-31"),
    ],
)
def test_the_first_provisional_day_is_shown(start: str, limit: str, first: str | None) -> None:
    """S7: a due that rests on a provisional year says so, from its first day that counts."""
    known = TimeLimit.parse(limit)
    row = LimitRow(index=0, way=0, limit=known, calendar="office", counting=COUNTING, rule=OFFICE.rule(known))
    at = to_instant(datetime.fromisoformat(f"{start}+07:00"))
    run = begun(at, due=OFFICE.due_us(at, known))
    assert shown_alike(OFFICE, clock("obligation", row), run, at).provisional == first


@given(st.integers(0, 1 << 50), st.integers(1, 1 << 50))
def test_a_share_is_rounded_as_round_does(used: int, total: int) -> None:
    """S15: the same float, also where the fifth figure is a five."""
    assert _share(used, total) == round(used / total, 4)


@given(st.integers(-20_000, 200_000), st.integers(-3, 3), st.integers(1, 1 << 30))
def test_a_share_near_a_half_is_rounded_as_round_does(half: int, away: int, times: int) -> None:
    """S15: at ties and beside them, in either direction."""
    total = 20_000 * times
    used = max((2 * half + 1) * times + away, 0)
    assert _share(used, total) == round(used / total, 4)


@given(st.sampled_from(ZONES), st.integers(-5_000_000_000, 9_000_000_000), st.sampled_from((0, 0, 1, 59_999_999)))
def test_a_datetime_made_once_is_the_instant_in_its_zone(name: str, second: int, more: int) -> None:
    """S1: zone, offset and fold are those of the instant, near a change of the clock too."""
    info = ZoneInfo(name)
    made = Datetimes(info)
    changes = [1_743_296_400, 1_761_440_400, 1_762_063_200, 1_741_503_600, 1_743_865_200, 1_325_239_200]
    near = [change + second % 172_800 - 86_400 for change in changes]
    for base in (second, *near):
        for instant in (base // 60 * 60_000_000 + more, base * 1_000_000 + more):
            for _ in range(2):
                got, want = made[instant], from_instant(instant, info)
                assert (got.isoformat(), got.fold, got.tzinfo) == (want.isoformat(), want.fold, want.tzinfo)


def test_datetimes_are_forgotten_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """S1: however many instants are asked, few are kept, and each answer stays right."""
    monkeypatch.setattr(zone, "KEPT", 4)
    info = ZoneInfo("Asia/Ho_Chi_Minh")
    made = Datetimes(info)
    for day in range(20):
        assert made[day * DAY + HOUR] == from_instant(day * DAY + HOUR, info)
        assert len(made) <= 4


def test_a_datetime_beyond_all_dates_is_refused() -> None:
    """S7: the last days that a date can say are answered instant by instant."""
    made = Datetimes(ZoneInfo("Asia/Ho_Chi_Minh"))
    last = 253_402_275_600 * 1_000_000  # 10000-01-01 00:00 in Viet Nam
    assert made[last - MINUTE].isoformat() == "9999-12-31T23:59:00+07:00"
    with pytest.raises(CalendarHorizonError):
        made[last]
