"""The simulator: reproducible, without refusal, drawn from one stream of numbers."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import feedback_rules as fr
from feedback_rules.errors import InputError
from feedback_rules.studies.log import write_rows
from feedback_rules.studies.results import results
from feedback_rules.studies.simulate import simulate
from feedback_rules.studies.vectors import vectors
from tests.hearing.small import lost_and_found

if TYPE_CHECKING:
    from feedback_rules.engine import Engine


@cache
def compiled() -> Engine:
    """Compile the shipped regulation once for all examples."""
    return fr.Engine(fr.load_profile("langson"))


@given(seed=st.integers(0, 2**32), n=st.integers(0, 12))
@settings(max_examples=25)
def test_the_same_seed_gives_the_same_log(seed: int, n: int) -> None:
    """A log is reproducible, a shorter one is its beginning, and it replays in control mode without refusal."""
    engine = compiled()
    log = list(simulate(engine, n, seed))
    assert list(simulate(engine, n, seed)) == log
    longer = list(simulate(engine, n + 3, seed))
    assert longer[: len(log)] == log
    replayed = engine.replay(longer)
    assert len(replayed.cases) == n + 3
    assert all(run.case is not None and not run.violations for run in replayed.cases.values())


def test_the_log_is_the_same_in_every_python() -> None:
    """Only random() is drawn from, which no version of Python changes: the bytes of a log are known."""
    engine = fr.Engine(fr.load_profile(Path(__file__).with_name("everything.yaml")))
    text = "".join(write_rows(simulate(engine, 60, 5), engine.book.zone))
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == "12a1b3ae2c4612ac"


def test_cases_open_on_days_that_the_calendar_knows() -> None:
    """A start before the first of them is refused by its name; the first day itself will do."""
    engine, _ = lost_and_found()
    first = max(calendar.first_day for calendar in engine.book.calendars.values())
    with pytest.raises(InputError) as caught:
        next(simulate(engine, 3, 1, first - timedelta(1)))
    assert caught.value.code == "start-before-calendar"
    assert all(f"{first - timedelta(1)} (--start)" in caught.value.text(lang) for lang in ("vi", "en"))
    assert next(simulate(engine, 3, 1, first)).at >= engine.book.calendars["office"].midnight_us(first)


def test_cases_keep_their_limits_and_miss_them(engine: Engine) -> None:
    """Plausible: most duties are met, some are not, some cases are left open."""
    answer = results(engine, simulate(engine, 200, 5))
    statuses = [clock["status"] for case in answer["cases"] for clock in case["clocks"]]
    assert statuses.count("met") > statuses.count("late") > 10
    assert "breached" in statuses
    assert 0 < sum(case["ended"] is None for case in answer["cases"]) < 40


def test_cases_open_from_the_first_day(engine: Engine) -> None:
    """The first day is that on which the regulation comes into force, unless another is given."""
    opened = [case["opened"] for case in results(engine, simulate(engine, 60, 2))["cases"]]
    assert min(opened) >= "2022-05-12"
    assert max(opened) < "2023-05-13"
    later = [case["opened"] for case in results(engine, simulate(engine, 20, 2, date(2024, 1, 1)))["cases"]]
    assert min(later) >= "2024-01-01"
    bare = fr.Engine(engine.book)
    assert min(case["opened"] for case in results(bare, simulate(bare, 5, 2))["cases"]) >= "2022-05-12"


def test_no_case_opens_before_the_text_is_in_force(engine: Engine) -> None:
    """S33: a start outside the days in force is refused, naming them."""
    with pytest.raises(InputError, match=r"2019-01-01 \(--start\): the regulation is in force from 2022-05-12"):
        list(simulate(engine, 1, 2, date(2019, 1, 1)))


def test_a_text_without_days_in_force_opens_cases_from_the_first_day_that_is_known() -> None:
    """Whoever builds a rulebook by hand need not say when it is in force."""
    engine, _ = lost_and_found()
    [opened] = {event.at for event in simulate(engine, 1, 2) if event.name == "open"}
    assert opened >= engine.book.calendars["office"].midnight_us(date(2024, 1, 1))


def test_a_negative_number_of_cases_is_refused(engine: Engine) -> None:
    """There are no fewer than none."""
    with pytest.raises(InputError, match="-1 cases"):
        list(simulate(engine, -1, 0))


def test_officials_act_in_office_hours_mostly(engine: Engine) -> None:
    """A log of acts at night only would teach nothing."""
    calendar = engine.book.calendars[engine.book.default_calendar]
    acts = [event for event in simulate(engine, 100, 4) if event.by in engine.book.roles]
    inside = 0
    for event in acts:
        moment = calendar.to_datetime(event.at)
        inside += any(begins <= moment <= ends for begins, ends in calendar.sessions(moment.date()))
    assert inside > len(acts) / 2


def test_vectors_are_what_the_engine_gives(engine: Engine) -> None:
    """Each story holds a log and the result that must come out; together they are as telling as all."""
    answer = vectors(engine, n=60, seed=3)
    assert answer == vectors(engine, n=60, seed=3)
    assert (answer["profile"], answer["digest"], answer["semantics"]) == ("langson", engine.book.digest, 1)
    assert 10 < len(answer["cases"]) < 60
    for story in answer["cases"]:
        events = [fr.Event.from_dict(row) for row in story["log"]]
        assert results(engine, events)["cases"] == story["expected"]
