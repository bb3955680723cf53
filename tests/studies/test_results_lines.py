"""Results written straight as JSON: byte for byte what their values are written as, in whatever order rows come."""

from __future__ import annotations

import json
import runpy
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import feedback_rules as fr
from feedback_rules.cli.report import late_runs
from feedback_rules.studies import results as results_module
from feedback_rules.studies.log import Row, read_rows
from feedback_rules.studies.results import lines, results, stream
from feedback_rules.studies.results_texts import Instants, amount
from feedback_rules.studies.simulate import simulate
from feedback_rules.workflow.event import Event
from feedback_rules.workflow.instants import iso

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from feedback_rules.engine import Engine

ROOT = Path(__file__).resolve().parents[2]
LOGS = sorted((ROOT / "examples").glob("*.jsonl"))
SPOIL = runpy.run_path(str(ROOT / "examples" / "spoil.py"))["spoil"]
FIRST = datetime.fromisoformat("1970-01-02")
LAST = datetime.fromisoformat("2199-01-01")
LATER = datetime(2026, 12, 1, 9, 30, 0, 250_000, tzinfo=UTC)


@cache
def engine_of(name: str) -> Engine:
    """Compile a shipped regulation once."""
    return fr.Engine(fr.load_profile(name))


def slowly(engine: Engine, events: Iterable[Event], at: datetime | None) -> list[tuple[str, bool]]:
    """Write each case by its values, and tell whether it has obligations that were not kept."""
    cases = results(engine, events, at=at, mode="audit")["cases"]
    return [(json.dumps(case, ensure_ascii=False, allow_nan=False), any(late_runs([case]))) for case in cases]


@pytest.mark.parametrize("at", [None, LATER], ids=["at its end", "later"])
@pytest.mark.parametrize("path", LOGS, ids=lambda path: path.stem)
def test_every_shipped_log_is_written_the_same(path: Path, at: datetime | None) -> None:
    """The quick writer and the values agree on every case of every shipped log, read at its end or later."""
    engine = engine_of(path.stem.removesuffix("-audit"))
    rows = list(read_rows(path, profile=fr.load_profile(engine.book.name)))
    assert [tuple(line) for line in lines(engine, rows, at=at, mode="audit")] == slowly(
        engine, [row.event for row in rows], at
    )


@given(st.sampled_from(fr.shipped()), st.integers(0, 2**16), st.booleans(), st.sampled_from([None, LATER]))
def test_whatever_happened_is_written_the_same(name: str, seed: int, spoilt: bool, at: datetime | None) -> None:
    """Simulated cases, as they are or spoilt, sorted by case or in the order of time: every byte is the same."""
    engine = engine_of(name)
    events = list(simulate(engine, 3, seed))
    if spoilt:
        plain = [event.to_dict(engine.book.zone) for event in events]
        events = [Event.from_dict(row) for row in SPOIL(plain, seed)]
    want = slowly(engine, events, at)
    rows = [Row(event, "log", number) for number, event in enumerate(events, 1)]
    assert [tuple(line) for line in lines(engine, rows, at=at, mode="audit")] == want
    by_time = sorted(rows, key=lambda row: row.event.at)
    want = slowly(engine, [row.event for row in by_time], at)
    assert [tuple(line) for line in lines(engine, by_time, at=at, mode="audit")] == want


@pytest.mark.parametrize("name", ["hanoi", "hcmc", "travinh"])
def test_only_cases_that_signals_join_are_held_together(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where cases signal, each is replayed with those that it names alone, and the answers are the same (S27)."""
    engine = engine_of(name)
    rows = list(read_rows(ROOT / "examples" / f"{name}.jsonl", profile=fr.load_profile(name)))
    asked: list[int] = []
    whole = type(engine).replay

    def counted(self: Engine, rows: Iterable[Event] = (), **more: Any) -> Any:
        listed = list(rows)
        asked.append(len({row.case.partition("/")[0] for row in listed}))
        return whole(self, listed, **more)

    Random(5).shuffle(rows)
    want = results(engine, [row.event for row in rows], mode="audit")["cases"]
    monkeypatch.setattr(type(engine), "replay", counted)
    assert list(stream(engine, rows, mode="audit")) == want
    assert max(asked) < len(want) // 2


class _Gone(BytesIO):
    """A file that tells when it has been closed."""


def test_rows_that_wait_stand_in_the_file_that_was_given(engine: Engine, simulated: list[Event]) -> None:
    """An unsorted log is packed away where the caller says, and the file is closed at the end."""
    opened: list[_Gone] = []

    def keep() -> _Gone:
        opened.append(_Gone())
        return opened[0]

    rows = [Row(event, "log", number) for number, event in enumerate(sorted(simulated, key=lambda event: event.at), 1)]
    flow = lines(engine, rows, mode="audit", keep=keep)
    next(flow)
    assert opened[0].tell() > 0
    assert len(list(flow)) + 1 == len({event.case.partition("/")[0] for event in simulated})
    assert opened[0].closed


def test_a_sorted_log_needs_no_file(engine: Engine, simulated: list[Event], monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory does not grow with a log sorted by case: a line comes before the rest is read, and nothing is kept."""
    monkeypatch.setattr(results_module, "LOOKAHEAD", 20)
    taken = 0

    def counted() -> Iterator[Row]:
        nonlocal taken
        for number, event in enumerate(simulated, 1):
            taken += 1
            yield Row(event, "log", number)

    def never() -> BytesIO:
        raise AssertionError("a file was opened")

    flow = lines(engine, counted(), keep=never)
    next(flow)
    assert taken <= 40
    assert len(list(flow)) + 1 == len({event.case.partition("/")[0] for event in simulated})


@given(
    st.sampled_from(["Asia/Ho_Chi_Minh", "Asia/Kolkata", "Europe/Berlin", "Australia/Lord_Howe", "America/New_York"]),
    st.lists(st.datetimes(FIRST, LAST), min_size=1),
)
def test_instants_are_written_as_a_clock_shows_them(zone: str, moments: list[datetime]) -> None:
    """The hour is looked up, the minute added: the text is the one that the zone's clock gives, around shifts too."""
    when = Instants(zone)
    for moment in moments:
        for near in (moment, moment.replace(microsecond=0), moment.replace(second=0, microsecond=0)):
            instant = (near.replace(tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
            assert when[instant] == f'"{iso(instant, zone)}"'
    for around in (1_711_846_800, 1_729_990_800, 1_712_415_600, 1_728_142_200):  # the shifts of 2024
        for away in range(-7200, 7200, 450):
            assert when[(around + away) * 1_000_000] == f'"{iso((around + away) * 1_000_000, zone)}"'


@given(st.integers(0, 2**53))
def test_amounts_are_seconds(us: int) -> None:
    """Whole seconds are whole numbers; any other amount is the number that a length of time gives."""
    seconds = timedelta(microseconds=us).total_seconds()
    assert amount(us) == json.dumps(int(seconds) if seconds.is_integer() else seconds)
