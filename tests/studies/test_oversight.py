"""Oversight against a count by hand: what fell due in the period, charged to the unit bound (S28)."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import feedback_rules as fr
from feedback_rules.errors import InputError
from feedback_rules.profiles.profile import Profile
from feedback_rules.profiles.shelf import day_table
from feedback_rules.studies.monitors import exceeds
from feedback_rules.studies.oversight import oversight
from feedback_rules.studies.periods import KINDS, ending_in, period_of, read_month, read_months
from feedback_rules.studies.results import results
from feedback_rules.studies.simulate import simulate

if TYPE_CHECKING:
    from feedback_rules.engine import Engine

VN = timezone(timedelta(hours=7))
OBLIGED = {"met", "late", "breached", "running", "unjudged"}


@pytest.fixture(scope="module")
def monitored() -> Engine:
    """Give the shipped regulation with thresholds."""
    return fr.Engine(fr.load_profile(Path(__file__).with_name("monitored.yaml")))


@pytest.fixture(scope="module")
def log(monitored: Engine) -> list[fr.Event]:
    """Give a log of 400 cases."""
    return list(simulate(monitored, 400, 3))


def by_hand(engine: Engine, log: list[fr.Event], first: date, last: date) -> list[tuple[str, str, str, str, bool]]:
    """List (workflow, case, unit, due, bad) of every duty due in a span, from the results alone."""
    begin = datetime(first.year, first.month, first.day, tzinfo=VN)
    end = datetime(last.year, last.month, last.day, tzinfo=VN) + timedelta(days=1)
    found = []
    answer = results(engine, log, mode="audit", at=end + timedelta(seconds=1))
    for case in answer["cases"]:
        for clock in case["clocks"]:
            if clock["kind"] != "obligation" or clock["due"] is None or clock["status"] not in OBLIGED:
                continue
            due = datetime.fromisoformat(clock["due"])
            if begin < due <= end:
                acted = None if clock["ended"] is None else datetime.fromisoformat(clock["ended"])
                found.append(
                    (case["workflow"], case["case"], clock["bound_unit"], clock["due"], acted is None or acted > due)
                )
    return found


@pytest.mark.parametrize("month", ["2022-06", "2022-12", "2023-02"])
def test_the_months_figures_agree_with_a_count_by_hand(monitored: Engine, log: list[fr.Event], month: str) -> None:
    """A unit is charged with the duties that fell due in the month and bound it; bad are those late or still open."""
    span = read_month(month)
    duties = by_hand(monitored, log, span.first, span.last)
    rows = [row for row in oversight(monitored, log, month) if row["kind"] == "unit"]
    for row in rows:
        own = [duty for duty in duties if duty[2] == row["unit"]]
        assert row["due"] == len(own)
        assert row["met"] == sum(not duty[4] for duty in own)
        assert row["late"] + row["breached"] == sum(duty[4] for duty in own)
        assert row["cases"] == len({duty[1] for duty in own})
        assert row["cases_late"] == len({duty[1] for duty in own if duty[4]})
    assert {row["unit"] for row in rows if row["due"]} == {duty[2] for duty in duties}
    [total] = [row for row in oversight(monitored, log, month) if row["kind"] == "total"]
    assert total["due"] == len(duties)
    opened = [event for event in log if event.name in ("submit", "grant_account")]
    here = [event for event in opened if str(datetime.fromtimestamp(event.at / 1e6, VN))[:7] == month]
    assert total["opened"] == len(here)


def test_a_span_of_months_gives_the_figures_of_each_and_the_monitors_of_every_period(
    monitored: Engine, log: list[fr.Event]
) -> None:
    """One reading of the log gives what a reading for each month gives; a monitor without a period has the last."""
    months = [period.name for period in ending_in("month", date(2022, 6, 1), date(2023, 2, 28))]
    single = [oversight(monitored, log, month) for month in months]
    span = oversight(monitored, iter(log), f"{months[0]}/{months[-1]}")
    assert [row for row in span if row["kind"] != "monitor"] == [
        row for rows in single for row in rows if row["kind"] != "monitor"
    ]
    watched = [row for row in span if row["kind"] == "monitor"]
    keys = [(row["monitor"], row["unit"], row["period"]) for row in watched]
    assert len(set(keys)) == len(keys)
    every = {key: row for rows in single for row in rows if (key := monitor_key(row)) is not None}  # the last counts
    assert {monitor_key(row): row for row in watched} == every


def monitor_key(row: dict[str, Any]) -> tuple[str, str, str] | None:
    """Name the row of a monitor."""
    return None if row["kind"] != "monitor" else (row["monitor"], row["unit"], row["period"])


@pytest.mark.parametrize("name", ["langson", "hanoi"])
def test_rows_in_any_order_give_the_same_figures(name: str) -> None:
    """The figures are sums over cases: the order of the cases does not matter, nor whether their rows are mixed."""
    engine = fr.Engine(fr.load_profile(name))
    log = [row._replace(seq=number) for number, row in enumerate(simulate(engine, 80, 6), 1)]
    month = str(datetime.fromtimestamp(log[0].at / 1e6, VN))[:7]
    mixed = sorted(log, key=lambda row: (row.at, row.seq))
    told, other = ([forget_order(row) for row in oversight(engine, rows, month)] for rows in (log, mixed))
    assert told == other


def forget_order(row: dict[str, Any]) -> dict[str, Any]:
    """Sort the cases that a monitor counts."""
    return {**row, "bad": sorted(row.get("bad", ()))}


@pytest.mark.parametrize("month", ["2022-06", "2022-12"])
@pytest.mark.parametrize(
    ("name", "kind", "over"), [("late_share", "month", Fraction(30, 100)), ("late_quarter", "quarter", None)]
)
def test_a_share_agrees_with_a_count_by_hand(
    monitored: Engine, log: list[fr.Event], month: str, name: str, kind: str, over: Fraction | None
) -> None:
    """The share is of the cases that had a duty due in the period, compared exactly as written."""
    span = period_of(kind, read_month(month).first)
    duties = by_hand(monitored, log, span.first, span.last)
    if name == "late_share":
        duties = [duty for duty in duties if duty[0] == "report"]
    rows = {row["unit"]: row for row in oversight(monitored, log, month, lang="en") if row.get("monitor") == name}
    assert set(rows) == {duty[2] for duty in duties}
    for unit, row in rows.items():
        cases = {duty[1] for duty in duties if duty[2] == unit}
        bad = {duty[1] for duty in duties if duty[2] == unit and duty[4]}
        assert (row["cases"], row["counted"], set(row["bad"])) == (len(cases), len(bad), bad)
        share = Fraction(len(bad), len(cases))
        assert row["exceeded"] == (share > over if over is not None else share >= Fraction(1, 2))
        assert (row["period"], row["basis"]) == (span.name, ["9.2"])
    assert all(row["then"] == ("Remind" if name == "late_share" else None) for row in rows.values())


def test_a_number_of_times_counts_the_cases_on_whose_facts_the_condition_holds_at_the_end(
    monitored: Engine, log: list[fr.Event]
) -> None:
    """Five or more is as many or more; without a period the whole log counts up to the month's end."""
    end = datetime(2023, 3, 1, tzinfo=VN).timestamp() * 1e6
    rated = {e.case: e.data["satisfaction"] for e in log if "satisfaction" in e.data and e.at < end}
    unhappy = {case for case, satisfaction in rated.items() if satisfaction == "unsatisfied"}
    rows = [row for row in oversight(monitored, log, "2023-02") if row.get("monitor") == "unhappy"]
    assert sum(row["counted"] for row in rows) == len(unhappy) > 0
    assert {case for row in rows for case in row["bad"]} == unhappy
    assert all(row["exceeded"] == (row["counted"] >= 2) for row in rows)
    assert all(row["share"] is None and row["period"] is None for row in rows)


def test_a_monitor_that_is_not_by_unit_counts_all_together(monitored: Engine, log: list[fr.Event]) -> None:
    """A threshold for the whole place has one row."""
    [row] = [row for row in oversight(monitored, log, "2023-02") if row.get("monitor") == "unhappy_share"]
    assert (row["unit"], row["period"]) == (None, "2023")
    assert row["exceeded"] == (Fraction(row["counted"], row["cases"]) > Fraction(25, 1000))


def test_a_duty_due_at_24_00_belongs_to_the_day_that_ends(engine: Engine) -> None:
    """24:00 of the last day of a month is still in it."""
    whole = dict.fromkeys(("full_name", "address", "phone", "id_number", "content", "location"), "x")
    rows = [
        fr.Event(
            case="C",
            name="submit",
            at=datetime(2024, 1, 30, 8, tzinfo=VN),
            by="citizen",
            data=whole | {"category": "health"},
        ),
        fr.Event(
            case="C", name="forward", at=datetime(2024, 1, 30, 8, 5, tzinfo=VN), by="ioc_officer", data={"to_unit": "A"}
        ),
    ]
    units = {row["unit"]: row for row in oversight(engine, rows, "2024-01") if row["kind"] == "unit"}
    assert (units["commune/A"]["due"], units["commune/A"]["breached"]) == (1, 1)
    assert not [row for row in oversight(engine, rows, "2024-02") if row.get("unit") == "commune/A"]


def test_a_refused_row_says_nothing_about_a_unit(engine: Engine) -> None:
    """What was refused did not happen, and a case that nobody opened has no unit."""
    rows = [
        fr.Event(
            case="C",
            name="rate",
            at=datetime(2024, 1, 30, 8, tzinfo=VN),
            by="citizen",
            data={"satisfaction": "satisfied"},
        ),
        fr.Event(
            case="D", name="submit", at=datetime(2024, 1, 30, 8, tzinfo=VN), by="citizen", data={"category": "health"}
        ),
        fr.Event(case="D", name="mark_secret", at=datetime(2024, 1, 30, 9, tzinfo=VN), by="ioc_officer"),
        fr.Event(
            case="D",
            name="rate",
            at=datetime(2024, 1, 30, 9, tzinfo=VN),
            by="citizen",
            data={"satisfaction": "satisfied"},
        ),
    ]
    [total] = oversight(engine, rows, "2024-01")
    assert (total["kind"], total["due"], total["share_late"]) == ("total", 0, None)
    assert total["ratings"]["satisfied"] == 0


def test_a_rulebook_alone_has_figures_but_no_monitors(engine: Engine, simulated: list[fr.Event]) -> None:
    """An engine made of a rulebook knows no document."""
    rows = oversight(fr.Engine(engine.book), simulated, "2022-09")
    assert {row["kind"] for row in rows} == {"unit", "total"}


@given(counted=st.integers(0, 50), total=st.integers(0, 50), bar=st.integers(0, 100))
def test_over_is_more_than_and_at_is_as_many_or_more(counted: int, total: int, bar: int) -> None:
    """Over 30 % is more, 5 or more is as many or more; a share of nothing exceeds nothing."""
    share: dict[str, Any] = {"share": "late", "over": f"{bar} %"}
    assert exceeds(counted, total, share) == (total > 0 and 100 * counted > bar * total)
    assert exceeds(counted, total, {"count": "x", "at": bar}) == (counted >= bar)
    assert exceeds(counted, total, {"count": "x", "over": str(bar)}) == (counted > bar)


@given(day=st.dates(date(2000, 1, 1), date(2100, 1, 1)), kind=st.sampled_from(KINDS))
def test_periods_follow_each_other_without_gap(day: date, kind: str) -> None:
    """Each day lies in exactly one period of a kind, and the next begins on the day after."""
    period = period_of(kind, day)
    assert period.first <= day <= period.last
    after = period_of(kind, period.last + timedelta(1))
    assert after.first == period.last + timedelta(1)
    assert after.name != period.name
    assert list(ending_in(kind, period.first, after.last)) == [period, after]


@pytest.mark.parametrize("text", ["2024-3", "2024", "tháng 3", "2024-13", "9999-12", "２０２４-03", ""])
def test_what_is_no_month_is_refused(text: str) -> None:
    """A month is written like 2024-03."""
    with pytest.raises(InputError, match="2024-03"):
        read_month(text)
    with pytest.raises(InputError, match=r"2024-0[13]"):
        read_months(f"2024-05/{text}")


def test_months_that_end_before_they_begin_are_refused() -> None:
    """A span names its earlier month first; one month is a span of itself."""
    with pytest.raises(InputError, match="before they begin"):
        read_months("2024-03/2024-02")
    assert read_months("2024-03/2024-03") == read_months("2024-03") == [read_month("2024-03")]


@pytest.mark.parametrize("month", ["2022-09", "2022-12"])
def test_a_condition_of_several_facts_is_judged_as_the_case_stands_at_the_end_of_the_period(
    monitored: Engine, log: list[fr.Event], month: str
) -> None:
    """All facts hold at the end, and an event of the period told one of them; later ones are not seen (S28)."""
    assert isinstance(monitored.profile, Profile)
    condition = {"satisfaction": ["unsatisfied", "acceptable"], "state_secret": {"not": [True]}}
    monitor = {"count": condition, "of": "report", "by": "unit", "at": 1, "period": "month", "basis": ["9.2"]}
    document = {**monitored.profile.document, "monitors": {"both": monitor}}
    engine = fr.Engine(Profile(document, {"vietnam": day_table("vietnam")}))
    span = period_of("month", read_month(month).first)
    first, end = (
        datetime(day.year, day.month, day.day, tzinfo=VN).timestamp() * 1e6
        for day in (span.first, span.last + timedelta(1))
    )
    early = [event for event in log if event.at < end]
    told = {event.case for event in early if event.at >= first and event.data.keys() & condition.keys()}
    facts = {case["case"]: case["facts"] for case in results(engine, early)["cases"]}
    expected = {
        case
        for case in told
        if facts[case].get("satisfaction") in condition["satisfaction"] and facts[case].get("state_secret") is not True
    }
    rows = [row for row in oversight(engine, log, month) if row["kind"] == "monitor"]
    assert {case for row in rows for case in row["bad"]} == expected
    assert sum(row["counted"] for row in rows) == len(expected) > 0
    assert all(row["readings"] == {} for row in rows)
