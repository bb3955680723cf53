"""Results: the keys of interface.md, streamed or whole."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

import feedback_rules as fr
from feedback_rules.errors import InputError, LogError
from feedback_rules.studies import results as results_module
from feedback_rules.studies.log import Row
from feedback_rules.studies.results import results, stream
from feedback_rules.studies.schemas import NAMES, schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedback_rules.engine import Engine

VN = timezone(timedelta(hours=7))
KEYS = {"case", "state", "outcome", "facts", "clocks", "parts", "effects", "violations", "held"}
CLOCK_KEYS = {
    "clock", "run", "kind", "bound_unit", "limit", "ways", "started", "counts_from", "due", "ended", "status",
    "provisional", "basis",
}  # fmt: skip


def rows_of(events: list[fr.Event]) -> list[Row]:
    """Give events as rows of a file."""
    return [Row(event, "log", number) for number, event in enumerate(events, 1)]


@pytest.mark.parametrize("name", NAMES)
def test_the_published_schemas_are_schemas(name: str) -> None:
    """Every published schema is one of the draft that it names."""
    Draft202012Validator.check_schema(schema(name))


def test_a_schema_that_is_not_there_is_refused_with_a_near_name() -> None:
    """A misspelt name is offered the right one."""
    with pytest.raises(InputError, match="did you mean effect"):
        schema("efect")
    with pytest.raises(InputError, match="there are row, case"):
        schema("zzz")


def test_what_comes_out_is_as_the_schemas_say(engine: Engine, simulated: list[fr.Event]) -> None:
    """Rows, snapshots, effects and results of a whole log are valid; the results have the keys of the interface."""
    answer = json.loads(json.dumps(results(engine, simulated)))
    Draft202012Validator(schema("result")).validate(answer)
    row, effect, case = (Draft202012Validator(schema(name)) for name in ("row", "effect", "case"))
    for event in simulated:
        row.validate(event.to_dict(engine.book.zone))
    for run in engine.replay(simulated).cases.values():
        assert run.case is not None
        case.validate(json.loads(json.dumps(run.case.to_dict())))
        for made in run.effects:
            effect.validate(made.to_dict(engine.book.zone))
    assert answer.keys() == {"profile", "digest", "cases"}
    for one in answer["cases"]:
        assert one.keys() >= KEYS
        assert all(clock.keys() >= CLOCK_KEYS for clock in one["clocks"])
        assert all(span.keys() == {"holder", "unit", "from", "to"} for span in one["held"])


@pytest.mark.parametrize(
    "row",
    [
        {"case": "C", "name": "a", "at": "2024-03-04 08:00", "by": "x"},
        {"case": "", "name": "a", "at": "2024-03-04T08:00:00Z", "by": "x"},
        {"case": "C", "name": "a", "at": "2024-03-04T08:00:00Z"},
        {"case": "C", "name": "a", "at": "2024-03-04T08:00:00Z", "by": "x", "colour": 1},
        {"case": "C", "name": "a", "at": "2024-03-04T08:00:00Z", "by": "x", "data": {"y": {"z": 1}}},
        {"case": "C", "name": "a", "at": "2024-03-04T08:00:00Z", "by": "x", "seq": -1},
    ],
)
def test_the_schema_of_a_row_refuses_what_the_reader_refuses(row: dict[str, Any]) -> None:
    """The schema and the hand check agree."""
    from feedback_rules.studies.log_row import event_of

    found: list[Any] = []
    assert event_of(row, found) is None
    assert found
    assert not Draft202012Validator(schema("row")).is_valid(row)


def test_held_spans_meet(engine: Engine, simulated: list[fr.Event]) -> None:
    """The time of a case is partitioned among its holders, from opening to end (S18)."""
    for case in results(engine, simulated)["cases"]:
        for held in (case["held"], *(part["held"] for part in case["parts"])):
            assert all(before["to"] == after["from"] for before, after in pairwise(held))
        if case["held"]:
            assert case["held"][0]["from"] == case["opened"]
            assert case["held"][-1]["to"] == case["ended"]


def test_a_later_instant_lets_time_pass(engine: Engine) -> None:
    """Clocks are read at the instant asked for, else at the case's last event."""
    whole = dict.fromkeys(("full_name", "address", "phone", "id_number", "content", "location"), "x")
    log = [
        fr.Event(
            case="C",
            name="submit",
            at=datetime(2024, 1, 30, 8, tzinfo=VN),
            by="citizen",
            data=whole | {"category": "health"},
        )
    ]
    [case] = results(engine, log)["cases"]
    assert (case["at"], case["clocks"][0]["status"]) == ("2024-01-30T08:00:00+07:00", "running")
    [case] = results(engine, log, at=datetime(2024, 1, 30, 9, 0, 1, tzinfo=VN))["cases"]
    assert (case["at"], case["clocks"][0]["status"]) == ("2024-01-30T09:00:01+07:00", "breached")


def test_a_case_that_no_row_opened_has_its_violations_only(engine: Engine) -> None:
    """An audit of a log that begins in the middle lists the row and knows no state."""
    log = [fr.Event(case="C", name="forward", at=0, by="ioc_officer", data={"to_unit": "A"})]
    [case] = results(engine, log, mode="audit")["cases"]
    assert (case["state"], case["clocks"], case["held"]) == (None, [], [])
    assert [violation["kind"] for violation in case["violations"]] == ["refused"]


def test_a_stream_gives_the_same_results(engine: Engine, simulated: list[fr.Event]) -> None:
    """Case by case or whole: the same answers, whatever the order of the log."""
    whole = results(engine, simulated)["cases"]
    assert list(stream(engine, rows_of(simulated))) == whole
    by_time = sorted(simulated, key=lambda event: event.at)
    found = {case["case"]: case for case in stream(engine, rows_of(by_time))}
    assert found == {case["case"]: case for case in whole}


def test_a_sorted_log_is_read_no_further_than_needed(
    engine: Engine, simulated: list[fr.Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Memory does not grow with a log that is sorted by case: a result comes before the rest is read."""
    monkeypatch.setattr(results_module, "LOOKAHEAD", 20)
    taken = 0

    def counted() -> Iterator[Row]:
        nonlocal taken
        for row in rows_of(simulated):
            taken += 1
            yield row

    flow = stream(engine, counted())
    next(flow)
    assert taken <= 40
    assert len(list(flow)) + 1 == len({event.case.partition("/")[0] for event in simulated})


@pytest.mark.parametrize("names", [["HN-2", "HN-10"], ["HN-10", "HN-2"], ["B", "A", "B"], ["B", "A"], ["1", "x"]])
def test_a_log_in_any_order_of_cases_is_read(engine: Engine, names: list[str]) -> None:
    """HN-2 comes before HN-10; a log in no order at all is read whole."""
    log = [fr.Event(case=name, name="x", at=0, by="citizen") for name in names]
    assert [case["case"] for case in stream(engine, rows_of(log), mode="audit")] == list(dict.fromkeys(names))


def test_disorder_behind_the_rows_looked_at_is_told_with_its_row(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A log that begins sorted and is not is refused by file and line, with what to do."""
    monkeypatch.setattr(results_module, "LOOKAHEAD", 2)
    log = [fr.Event(case=name, name="x", at=0, by="citizen") for name in ("A", "B", "C", "A")]
    with pytest.raises(LogError, match="log:4: the case A comes after C") as caught:
        list(stream(engine, rows_of(log), mode="audit"))
    assert "--jsonl" in caught.value.text("vi")


def test_an_empty_log_has_no_cases(engine: Engine) -> None:
    """No rows, no cases."""
    assert results(engine, [])["cases"] == []
    assert list(stream(engine, [])) == []
