"""What is written is read back, in every form; and whatever bytes come, they end in rows or in a message."""

from __future__ import annotations

import json
import re
from io import BytesIO
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_rules import Event
from feedback_rules.errors import InputError, LogError
from feedback_rules.studies.log import read_log, write_rows
from feedback_rules.studies.log_cells import cell_text, cell_value, types_of

if TYPE_CHECKING:
    from feedback_rules.profiles.profile import Profile

FORBIDDEN = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\u2029\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""What the safe reader of YAML does not let through."""


def composed(text: str) -> str:
    """Give a text as a log keeps it."""
    return normalize("NFC", FORBIDDEN.sub("", text))


def name_of(text: str) -> str:
    """Make a name of a text."""
    kept = "".join(sign for sign in composed(text) if sign.isprintable()).strip()
    return kept or "Hải Yến"


names = st.text(max_size=20).map(name_of)
ids = st.from_regex(r"[a-z][a-z_]{0,10}", fullmatch=True)
texts = st.text(max_size=40).map(composed)
scalars = texts | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(-1e12, 1e12)
instants = st.integers(0, 7_200_000_000_000_000)
data = st.dictionaries(ids, scalars | st.lists(scalars, max_size=3), max_size=5)


def events(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Event]:
    """Generate rows."""
    return st.builds(
        Event,
        case=names,
        name=ids,
        at=instants,
        by=ids,
        unit=st.none() | names,
        person=st.none() | names,
        seq=st.none() | st.integers(0, 2**53 - 1),
        recorded_at=st.none() | instants,
        data=values,
    )


def read_back(rows: list[Event], form: str, profile: Profile | None = None) -> list[Event]:
    """Write rows and read them."""
    written = "".join(write_rows(rows, "Asia/Ho_Chi_Minh", form))
    if form == "yaml" and not rows:
        return rows
    return read_log("-", profile=profile, stdin=BytesIO(written.encode()))


@pytest.mark.parametrize("form", ["jsonl", "yaml"])
@given(rows=st.lists(events(data), max_size=4))
def test_typed_forms_give_the_same_rows_back(form: str, rows: list[Event]) -> None:
    """JSONL and YAML keep every row, whatever it holds."""
    assert read_back(rows, form) == rows


@given(rows=st.lists(events(st.dictionaries(ids, texts.map(lambda text: text or "x"), max_size=4)), max_size=4))
def test_csv_gives_rows_of_texts_back(rows: list[Event]) -> None:
    """CSV keeps every row of texts; what is empty is not there."""
    assert read_back(rows, "csv") == rows


cells = {
    "flag": st.booleans(),
    "number": st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(-1e12, 1e12),
    "units": st.lists(texts, max_size=4),
    "text": texts.map(lambda text: text or "x"),
}


@pytest.mark.parametrize("kind", sorted(cells))
@given(value=st.data())
def test_a_cell_is_read_back_as_the_kind_that_it_is(kind: str, value: st.DataObject) -> None:
    """A value goes through a cell of CSV and comes back."""
    drawn = value.draw(cells[kind])
    found: list[object] = []
    assert cell_value("x", cell_text(drawn), kind, found) == drawn  # type: ignore[arg-type] # no fault is expected
    assert not found


def test_the_shipped_profile_types_its_cells(profile: Profile) -> None:
    """Flags, numbers and lists of the profile come back from CSV as they were."""
    types = types_of(profile.rulebook)
    assert (types["field_check"], types["departments"], types["lacks"], types["content"], types["photo"]) == (
        "flag",
        "units",
        "units",
        "text",
        "file",
    )
    rows = [
        Event(case="C", name="a", at=0, by="x", data={"field_check": False, "departments": ["A", "B; C"], "phone": "0"})
    ]
    assert read_back(rows, "csv", profile) == rows


def test_a_form_that_nobody_knows_is_refused() -> None:
    """There are three forms."""
    with pytest.raises(InputError, match="jsonl, csv or yaml"):
        write_rows([], "UTC", "xml")


hostile = st.one_of(
    st.binary(max_size=200),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.recursive(scalars | st.none(), lambda inner: st.lists(inner) | st.dictionaries(names, inner), max_leaves=8).map(
        lambda value: json.dumps(value).encode()
    ),
    st.lists(
        st.sampled_from(
            ["case", "name", "at", "by", "data.x", "", '"', "\n", "\r", ",", ";", "2024-03-04T08:00:00+07:00"]
        )
    ).map(lambda words: ("case,name,at,by\n" + ",".join(words)).encode()),
    st.lists(
        st.sampled_from(["- ", "case: ", "{", "}", "[", "]", "&a", "*a", "!!x", "\n", "  ", "a", ": ", "|", '"'])
    ).map(lambda words: ("- " + "".join(words)).encode()),
)


def outcome(data: bytes) -> list[Event] | LogError:
    """Read bytes as a log; nothing but rows or a message may come of it."""
    try:
        return read_log("-", stdin=BytesIO(data))
    except LogError as error:
        return error


def check(found: list[Event] | LogError) -> None:
    """Rows are events; a message has places and is said in both languages."""
    if isinstance(found, LogError):
        assert found.details["problems"]
        assert all(problem.line >= 1 and problem.file == "-" for problem in found.details["problems"])
        assert found.text("vi") != found.text("en")
    else:
        assert all(isinstance(row, Event) for row in found)


@given(data=hostile)
def test_whatever_comes_ends_in_rows_or_in_a_message(data: bytes) -> None:
    """No bytes end in anything but rows or a LogError with a place."""
    check(outcome(data))


@given(row=events(data), cut=st.integers(1, 40), form=st.sampled_from(["jsonl", "csv", "yaml"]))
def test_a_truncated_log_ends_in_rows_or_in_a_message(row: Event, cut: int, form: str) -> None:
    """A log that was cut off is no traceback."""
    written = "".join(write_rows([row, row], "UTC", form)).encode()
    check(outcome(written[:-cut]))
