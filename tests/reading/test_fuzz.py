"""Whatever the bytes, nothing but a ``ProfileError`` comes out, in a time that the size bounds."""

from __future__ import annotations

import time
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from feedback_rules.errors import ProfileError
from feedback_rules.profiles.loading import examine, load_profile
from feedback_rules.profiles.raw import decode
from feedback_rules.profiles.reader import read_text

SMALL = (Path(__file__).parent / "small.yaml").read_bytes()
WORDS = st.sampled_from(
    [
        *rb"none { } [ ] \t reading limit to is when ~ true unset ' \" # | > ? any_of not".split(),
        *(b": ", b"- ", b"\n", b"  ", b"\t", b"&a ", b"*a ", b"!!int ", b"1 hour", b"\xff", b"\x00", b"\xe2\x80\xa8"),
        *(b"{reading: days}", b"{reading: other}", b"like: report", b"overlays: small"),
    ]
)


def _bounded(begun: float, size: int) -> bool:
    return time.perf_counter() - begun < 5 + size / 20_000


def _read(data: bytes) -> None:
    begun = time.perf_counter()
    problems = []
    try:
        read_text(decode(data, "fuzz.yaml"), "fuzz.yaml")
    except ProfileError as error:
        problems = error.details["problems"]
    assert all(problem.text("vi") and problem.text("en") for problem in problems)
    assert _bounded(begun, len(data))


@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    """Random bytes are refused in words."""
    _read(data)


@given(st.text(max_size=400))
def test_any_text(text: str) -> None:
    """Random text is read, or refused in words."""
    _read(text.encode("utf-8", "surrogatepass"))


@given(st.integers(0, len(SMALL)))
def test_any_truncation(size: int) -> None:
    """A file cut anywhere, in the middle of a letter too, is refused in words."""
    _load(SMALL[:size])


@given(st.lists(st.tuples(st.integers(0, len(SMALL) - 1), st.integers(0, 12), WORDS), min_size=1, max_size=4))
def test_any_mutation(changes: list[tuple[int, int, bytes]]) -> None:
    """A file with some bytes replaced by others loads, or is refused in words."""
    data = SMALL
    for index, length, word in changes:
        data = data[:index] + word + data[index + length :]
    _load(data)


@given(st.data())
def test_any_line_lost_or_moved(data: st.DataObject) -> None:
    """A file whose lines are dropped, doubled or moved loads, or is refused in words."""
    lines = SMALL.splitlines(keepends=True)
    for _ in range(data.draw(st.integers(1, 3))):
        source = data.draw(st.integers(0, len(lines) - 1))
        target = data.draw(st.integers(0, len(lines) - 1))
        line = lines[source] if data.draw(st.booleans()) else lines.pop(source)
        if data.draw(st.booleans()):
            lines.insert(target, line)
    _load(b"".join(lines))


def _load(data: bytes) -> None:
    begun = time.perf_counter()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "small.yaml"
        path.write_bytes(data)
        problems = examine(path)
        try:
            load_profile(path)
        except ProfileError as error:
            assert error.details["problems"]  # noqa: PT017 - most of what is tried does not load
            problems += error.details["problems"]
    assert all(problem.text("vi") and problem.text("en") and problem.line > 0 for problem in problems)
    assert _bounded(begun, len(data))


def _places(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    found = [path] if path else []
    if isinstance(value, dict):
        return found + [place for key, item in value.items() for place in _places(item, (*path, key))]
    if isinstance(value, list):
        return found + [place for index, item in enumerate(value) for place in _places(item, (*path, index))]
    return found


def _at(value: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


TREE = yaml.load(SMALL, yaml.BaseLoader)
PLACES = _places(TREE)


@given(st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(PLACES)), min_size=1, max_size=3))
def test_any_value_in_the_place_of_another(copies: list[tuple[tuple[str | int, ...], tuple[str | int, ...]]]) -> None:
    """A value of any shape in any place loads, or is refused in words."""
    document = deepcopy(TREE)
    for source, target in copies:
        try:
            _at(document, target[:-1])[target[-1]] = deepcopy(_at(TREE, source))
        except (LookupError, TypeError):  # an earlier copy has taken the place away
            continue
    _load(yaml.dump(document, allow_unicode=True, sort_keys=False).encode())
