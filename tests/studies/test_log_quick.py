"""The quick way through a log says exactly what the careful one says."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from feedback_rules.errors import LogError
from feedback_rules.studies import log_lines
from feedback_rules.studies.log import read_log
from feedback_rules.studies.log_jsonl import careful, strict_decoder
from feedback_rules.studies.log_quick import Quick, decoder

if TYPE_CHECKING:
    from collections.abc import Callable

    from feedback_rules import Event
    from feedback_rules.studies.log_faults import Fault

ROW: dict[str, Any] = {"case": "C-1", "name": "submit", "at": "2024-03-04T08:00:00+07:00", "by": "citizen"}

INSTANTS = st.one_of(
    st.datetimes().map(lambda moment: moment.replace(microsecond=0).isoformat() + "+07:00"),
    st.from_regex(r"[12][0-9]{3}-[01][0-9]-[0-3][0-9][T ][0-2][0-9]:[0-5][0-9]:[0-6][0-9](Z|[+-][0-9]{2}:[0-9]{2})"),
    st.sampled_from(["1970-01-01T00:00:00+00:00", "2199-12-31T23:59:59-12:00", "2024-03-04T08:00:00.5+07:00", "x"]),
    st.sampled_from(["2024-02-29T08:00:00+23:59", "2024-02-29T08:00:00+24:00", "2024-03-04T08:00:00+07:60"]),
)
TEXTS = st.one_of(
    st.sampled_from(
        ["Đèn đường hỏng", "Ha\u0309i", "a\nb", 'nói "có"', "\\", "\x7f", "\u200b", " x", "x ", "", "\ud800"]
    ),
    st.text(max_size=12),
)
SCALARS = st.one_of(
    TEXTS,
    st.booleans(),
    st.none(),
    st.integers(-(2**54), 2**54),
    st.sampled_from([2**63, 2**64, 10**30, -0.0, 1e400, 5e-324, float("nan")]),
    st.floats(),
)
VALUES = st.one_of(SCALARS, st.lists(SCALARS, max_size=3), st.dictionaries(TEXTS, SCALARS, max_size=2))
COLUMNS = st.sampled_from(["case", "name", "at", "by", "unit", "person", "seq", "recorded_at", "data", "nme"])
ROWS = st.builds(
    lambda changes, data: ROW | changes | data,
    st.one_of(
        st.dictionaries(COLUMNS, VALUES, max_size=2),
        st.fixed_dictionaries({}, optional={"at": INSTANTS, "recorded_at": INSTANTS, "unit": TEXTS, "seq": SCALARS}),
    ),
    st.one_of(st.just({}), st.fixed_dictionaries({"data": st.dictionaries(TEXTS, VALUES, max_size=4)})),
)


@st.composite
def lines(draw: st.DrawFn) -> str:
    """Draw a line: a row as it is written by somebody, often spoilt in one place."""
    text = json.dumps(draw(ROWS), ensure_ascii=draw(st.booleans()))
    if draw(st.booleans()):
        return text
    if draw(st.booleans()):  # a key that stands twice
        return text.replace("{", draw(st.sampled_from(['{"case": "C-2", ', '{"seq": 1, ', '{"x": 1, "x": "y", '])))
    place = draw(st.integers(0, len(text)))
    return text[:place] + draw(st.sampled_from(["", " ", '"', ",", "\\", "1", "{", "]", "\t"])) + text[place + 1 :]


def decoders() -> list[Any]:
    """Give the standard library's decoder, and that of the extra ``fast`` where it is installed."""
    found = [decoder(fast=False)]
    return found if decoder() is found[0] else [*found, decoder()]


@given(lines())
@example(json.dumps(ROW | {"data": {"a": [1, "b", True], "c": -0.0}}))
@example(json.dumps(ROW | {"at": "2024-03-04T08:00:00+07:00", "data": {"x": 1.5, "y": "Hỏng"}}, ensure_ascii=False))
@example(json.dumps(ROW | {"case": ""}))
@example('{"case": "A", "case": "C-1", "name": "x", "at": "2024-03-04T08:00:00+07:00", "by": "y"}')
@example('{"case": "A", "name": "x", "at": "2024-03-04T08:00:00+07:00", "by": "y", "data": {"z": 1, "z": 1}}')
@example('{"case": "A", "name": "x", "at": "2024-03-04T08:00:00+07:00", "by": "y", "data": {"z": ["q"], "z": "q"}}')
@example('{"case": "A", "name": "x", "at": "2024-03-04T08:00:00+07:00", "by": "y"} \u3000')
@example('{"case": "A", "name": "x", "at": "2024-03-04T08:00:00+07:00", "by": "y"} {}')
@example('{"case": "A", "name": "x", "at": "2024-03-04T08:00:00+07:00", "by": "y", "data": {"z": -0}}')
@example(
    '{"case": "A", "name": "x", "at": "2024-03-04T08:00:00+07:00", "by": "y", "data": {"z": 18446744073709551616}}'
)
def test_what_the_quick_way_takes_is_what_the_careful_way_makes(text: str) -> None:
    """A row that is taken quickly is, type by type, the careful reader's, which has nothing to say against it (S23)."""
    found: list[Fault] = []
    slow = careful(text.rstrip(), strict_decoder(), found)
    for loads in decoders():
        quick = Quick(loads)(text)
        if quick is not None:
            assert not found
            assert quick == slow
            assert repr(quick) == repr(slow)


def test_plain_rows_go_the_quick_way() -> None:
    """What nearly every log consists of is not looked at twice."""
    rows = [
        ROW,
        ROW | {"unit": "Hải Yến", "person": "cb-01", "seq": 4, "recorded_at": "2024-03-04T08:00:00+09:00"},
        ROW | {"data": {"content": "Hố sâu\ngiữa đường", "photo": ["a.jpg"], "cost": 2.5, "whole": True, "n": 3}},
    ]
    for loads in decoders():
        quick = Quick(loads)
        for row in rows:
            for ascii_only in (False, True):
                assert quick(json.dumps(row, ensure_ascii=ascii_only)) is not None
    standard = Quick(decoder(fast=False))
    assert standard(json.dumps(ROW) + "  \r") is not None


def test_blocks_of_plain_rows_go_the_quick_way() -> None:
    """Rows of many shapes are taken together; a key that stands twice in one of them is noticed (S23)."""
    rows = [
        ROW,
        ROW | {"unit": "Hải Yến", "person": "cb-01", "seq": 4, "recorded_at": "2024-03-04T08:00:00+09:00"},
        ROW | {"data": {"content": "Hố sâu giữa đường", "photo": ["a.jpg"], "cost": 2.5, "whole": True, "n": 3}},
    ]
    texts = [json.dumps(row, ensure_ascii=False) for row in rows]
    block = "\n".join(texts).encode()
    for loads in decoders():
        for text in (block, block + b"\n"):
            assert Quick(loads).block(text) == [Quick(loads)(text) for text in texts]
        for before, after in (
            ('"n": 3', '"n": 3, "n": 3'), ('"seq": 4', '"seq": 4, "seq" : 4'), ("Hố", "Hô\u0301"), ("Hố", "H\\n"),
            ("Hố", "H\x7f"), ('"n"', '"n "'), ("{", "\n{"), ('"case": "C-1"', '"case": null'), (": 4", ": null"),
            (": 4", ": -1"), ('"n": 3', '"n": 1e400'), ('"seq"', '"sequ"'), ('"n": 3', '"n": {}'),
            ("}", "} x"),
        ):  # fmt: skip
            assert before.encode() in block
            assert Quick(loads).block(block.replace(before.encode(), after.encode())) is None
        many = json.dumps(ROW | {"data": {f"f{number}": 1 for number in range(201)}}).encode()
        assert Quick(loads).block(many) is None


def told(data: bytes, stream: Callable[[bytes], Any]) -> tuple[list[Event], str]:
    """Read a log, and give its rows or the whole of the error."""
    try:
        return read_log("-", stdin=stream(data)), ""
    except LogError as error:
        return [], error.text("en") + error.text("vi")


class _OneByOne:
    """A stream that can be read by lines only, so that no block of it is taken at once."""

    def __init__(self, data: bytes) -> None:
        self._data = BytesIO(data)

    def readline(self, size: int) -> bytes:
        """Read a line."""
        return self._data.readline(size)

    def read(self, size: int) -> bytes:
        """Read so many bytes."""
        return self._data.read(size)


@given(st.lists(st.one_of(lines().map(lambda text: text.encode("utf-8", "surrogatepass")), st.binary(max_size=6))))
def test_blocks_of_lines_are_read_as_lines_are(several: list[bytes]) -> None:
    """Rows, faults, line numbers and words are the same, whether blocks or single lines are taken."""
    data = b"\n".join([json.dumps(ROW).encode(), *several])
    with pytest.MonkeyPatch.context() as patch:
        for size in (7, 150, log_lines.BLOCK):
            patch.setattr(log_lines, "BLOCK", size)
            assert told(data, BytesIO) == told(data, _OneByOne)


@given(st.lists(lines(), max_size=4))
def test_messages_are_the_careful_ones(several: list[str]) -> None:
    """Without the quick way a log reads the same, word for word."""
    data = "\n".join([json.dumps(ROW), *several]).encode("utf-8", "surrogatepass")
    with pytest.MonkeyPatch.context() as patch:
        quick = told(data, BytesIO)
        patch.setattr(Quick, "__call__", lambda _self, _text: None)
        patch.setattr(Quick, "block", lambda _self, _block: None)
        assert told(data, BytesIO) == quick
