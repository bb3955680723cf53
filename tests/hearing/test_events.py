"""An event is a value: it goes through a pickle and a copy, and holds nothing that no log may hold (S1, S20, S23)."""

from __future__ import annotations

import copy
import enum
import pickle
from datetime import UTC, datetime
from multiprocessing import get_context
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pytest

from feedback_rules.errors import InputError
from feedback_rules.studies.log_row import event_of
from feedback_rules.workflow.event import Event
from tests.hearing.bench import engine, event, steps, submit

if TYPE_CHECKING:
    from feedback_rules.studies.log_faults import Fault

ROW = {"case": "C-1", "name": "submit", "at": "2024-03-04T08:00:00+07:00", "by": "citizen"}
AT = datetime(2024, 3, 4, 1, tzinfo=UTC)


class Named(enum.StrEnum):
    """How a host may name its roles."""

    CITIZEN = "citizen"


def made(**columns: Any) -> Event:
    """Give an event with other columns than the usual ones."""
    return Event(**{"case": "C-1", "name": "submit", "at": AT, "by": "citizen", **columns})


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_an_event_goes_through_a_pickle(protocol: int) -> None:
    """S20: an event is a value, also in another process."""
    full = event("x", "04 09:00", unit="Tax", person="An", seq=3, recorded_at="05 08:00", photo=["a.jpg"])
    for one in (full, made(), made(data={"content": "Đèn hỏng"})):
        back = pickle.loads(pickle.dumps(one, protocol))
        assert type(back) is Event
        assert back == one


def test_an_event_is_copied() -> None:
    """S20: a copy is equal; a deep one shares nothing that can change."""
    one = event("x", "04 09:00", photo=["a.jpg"])
    assert copy.copy(one) == one
    deep = copy.deepcopy(one)
    assert type(deep) is Event
    assert deep == one
    assert deep.data is not one.data
    assert deep.data["photo"] is not one.data["photo"]


def opened_elsewhere(one: Event) -> Any:
    """Open a case in another process, whose engine is made there."""
    return engine().apply(None, one)


def test_a_pool_is_fed_with_events() -> None:
    """S20: a step is the same in every process; neither the event nor the step gets stuck on its way."""
    rows = [submit(case=f"C-{number}") for number in range(3)]
    with get_context("spawn").Pool(1) as pool:
        found = pool.map_async(opened_elsewhere, rows).get(timeout=60)
    assert found == [steps(row)[-1] for row in rows]


WRONG = [
    ("case", 5), ("case", None), ("case", ""), ("case", " C-1"), ("case", "C\n1"), ("case", "x" * 201), ("name", 5),
    ("name", None), ("by", ["citizen"]), ("by", None), ("unit", ""), ("unit", 7), ("person", "An\x00"), ("seq", "1"),
    ("seq", 1.5), ("seq", -1), ("seq", True), ("seq", 2**70), ("data", "abc"), ("data", [1]), ("data", 0),
    ("data", {"": 1}), ("data", {" a": 1}), ("data", {"a": {"b": 1}}), ("data", {"a": float("nan")}),
    ("data", {"a": 2**53}), ("data", {"a": -float("inf")}), ("data", {"a": "\ud800"}), ("data", {"a": ["\x00"]}),
    ("data", {"a": {1}}), ("seq", 10**80), ("seq", -(10**80)),
    ("data", {"a": [[1]]}), ("data", {"a": [None]}), ("data", {f"f{number}": 1 for number in range(201)}),
]  # fmt: skip
"""Columns, and what they may not hold."""

RIGHT = [
    ("case", "x" * 200), ("case", "C-1/cooperation/1"), ("unit", None), ("person", "Nguyễn Văn An"), ("seq", 0),
    ("seq", 2**53 - 1), ("seq", None), ("data", None), ("data", {}), ("data", {"a": None}), ("data", {"a": "x\ny\t"}),
    ("data", {"a": [1, "b", True, 2.5], "b": False, "c": -(2**53) + 1}), ("data", {"Số nhà": "12"}),
]  # fmt: skip
"""Columns, and what they may hold."""


@pytest.mark.parametrize(("column", "value"), WRONG)
def test_what_no_log_may_hold_no_event_may(column: str, value: Any) -> None:
    """S23: the constructor refuses what the reader of logs refuses, with its code, showing it, in both languages."""
    with pytest.raises(InputError) as caught:
        made(**{column: value})
    error = caught.value
    assert column in error.text("en")
    assert error.text("vi") != error.text("en")
    faults: list[Fault] = []
    event_of({**ROW, column: value}, faults)
    assert error.code == faults[0].code


@pytest.mark.parametrize(("column", "value"), RIGHT)
def test_what_a_log_may_hold_an_event_may(column: str, value: Any) -> None:
    """S23: nothing that the reader of logs takes is refused."""
    faults: list[Fault] = []
    read = event_of({**ROW, column: value}, faults)
    assert read is not None
    assert read._replace(data={}) == made(**{column: value})._replace(data={})


@pytest.mark.parametrize("column", ["at", "recorded_at"])
@pytest.mark.parametrize("value", [-1, 7_258_118_400_000_000, 10**30, datetime(1969, 12, 31, 23, tzinfo=UTC)])
def test_an_instant_is_of_the_years_that_a_log_may_name(column: str, value: Any) -> None:
    """S1: an event of another year than 1970 to 2199 is refused, given as an integer or as a datetime."""
    with pytest.raises(InputError) as caught:
        made(**{column: value})
    assert caught.value.code == "bad-instant"
    assert made(**{column: 0}) is not None
    assert made(**{column: 7_258_118_399_999_999}) is not None


@pytest.mark.parametrize("column", ["at", "recorded_at"])
@pytest.mark.parametrize("value", [True, 1.5, "2024-03-04"])
def test_an_instant_is_a_datetime_or_microseconds(column: str, value: Any) -> None:
    """S1: anything else is refused showing it."""
    with pytest.raises(InputError) as caught:
        made(**{column: value})
    assert caught.value.code == "not-an-instant"


def test_texts_and_mappings_of_other_classes_are_taken() -> None:
    """S23: a host may name roles by an enumeration, and bring a mapping that nobody can change."""
    given = made(by=Named.CITIZEN, data=MappingProxyType({"content": "x", "photo": ("a", "b")}))
    assert given == made(data={"content": "x", "photo": ("a", "b")})
    assert type(given.data) is dict
    assert made(data={"content": Named.CITIZEN}).data == {"content": "citizen"}


@pytest.mark.parametrize("row", [None, [1], "C-1", 5])
def test_a_row_is_a_mapping(row: Any) -> None:
    """Rows: anything else is refused showing it, with what a row looks like."""
    with pytest.raises(InputError) as caught:
        Event.from_dict(row)
    assert caught.value.code == "not-a-row"
    assert caught.value.text("vi") != caught.value.text("en")
