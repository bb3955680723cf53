"""The reader: every scalar is text, every place is right, hostile input costs little."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from feedback_rules.errors import ProfileError
from feedback_rules.profiles.problem import Problem, found, near, refuse, shown
from feedback_rules.profiles.reader import read_file, read_list, read_text
from feedback_rules.profiles.slips import caret
from feedback_rules.profiles.tree import Pairs, Place, Positions, plain, walk

SMALL = Path(__file__).parent / "small.yaml"


def _code(text: str) -> str:
    with pytest.raises(ProfileError) as caught:
        read_text(text)
    problems: list[Problem] = caught.value.details["problems"]
    return problems[0].code


@pytest.mark.parametrize(
    "scalar", ["no", "yes", "7:30", "13:00", "0123", "8.5", "1e3", "2024-01-01", "null", "~", "<<", "=", "0x1F"]
)
def test_a_scalar_stays_the_text_that_it_is(scalar: str) -> None:
    """YAML's guesses (``no`` is false, ``7:30`` is 450, ``0123`` is 83) are never made."""
    assert plain(read_text(f"a: {scalar}")) == {"a": scalar}


def test_text_is_nfc() -> None:
    """Vietnamese written with combining marks is the same text, also as a key."""
    assert plain(read_text("e\u0302\u0301: a\u0306")) == {"ế": "ă"}
    assert _code("ế: 1\ne\u0302\u0301: 2") == "duplicate-key"


def test_lines_are_counted_as_the_parser_counts_them() -> None:
    """U+0085, U+2028 and U+2029 end a line; a form feed does not."""
    for sign in ("\u0085", "\u2028", "\u2029", "\r", "\r\n"):
        tree = read_text(f"# a{sign}b: 1")
        assert tree.keys["b"].line == 2, repr(sign)
    assert _code("a: 1\fb") == "bad-character"


def test_positions_lead_to_key_and_value() -> None:
    """A text is found where it is written, an entry by its key, an unknown path by its nearest ancestor."""
    positions = Positions(read_text("a:\n  b: 1\n  c: [x,\n      y]\n"))
    where = {path: positions.at(path)[1:] for path in (("a",), ("a", "b"), ("a", "c", 1), ("a", "c", "take", 1))}
    assert where == {("a",): (1, 1), ("a", "b"): (2, 6), ("a", "c", 1): (4, 7), ("a", "c", "take", 1): (4, 7)}
    assert positions.key(("a", "b"))[1:] == (2, 3)
    assert positions.at(("a", "z", "y"))[1:] == (1, 1)
    assert positions.at(("a", "c", 7))[1:] == (3, 3)
    assert positions.at(("a", "b", "is", 0))[1:] == (2, 6)
    assert plain(positions.node(("a", "b"))) == "1"


def test_a_tree_can_be_walked() -> None:
    """Every node is met once, with its path."""
    tree = read_text("a: [1, {b: 2}]")
    assert [path for path, _ in walk(tree)] == [(), ("a",), ("a", 0), ("a", 1), ("a", 1, "b")]
    assert [repr(node) for _, node in walk(tree)][:3] == ["<Pairs a 1>", "<Items 2 1>", "<Text '1' 1>"]
    assert tree.text("a") is None
    assert isinstance(tree, Pairs)


def test_a_list_is_read_where_a_list_is_wanted() -> None:
    """A log's outermost shape is a list; a mapping in its place is refused."""
    assert plain(read_list("- 1\n- 2")) == ["1", "2"]
    with pytest.raises(ProfileError) as caught:
        read_list("a: 1")
    assert caught.value.details["problems"][0].code == "not-rows"


def test_an_empty_value_is_an_empty_text() -> None:
    """A key with nothing behind it is no slip of prose: the models say that a value is missing."""
    assert plain(read_text('{a: , b: "", c: x}')) == {"a": "", "b": "", "c": "x"}


def test_a_prose_text_split_at_several_commas_is_offered_whole() -> None:
    """The hint holds the whole sentence, whatever the number of its commas."""
    with pytest.raises(ProfileError) as caught:
        read_text("title: {vi: Cơ quan, đơn vị, tổ chức}")
    (problem,) = caught.value.details["problems"]
    assert problem.code == "prose-comma"
    assert 'vi: "Cơ quan, đơn vị, tổ chức"' in problem.hint[0]
    assert _code("{vi: {a: 1}, b}") == "missing-value"


HOSTILE = {
    "brackets": "[" * 100_000,
    "braces": "{a: " * 100_000,
    "dashes": "- " * 100_000,
    "keys": "? " * 100_000,
    "laughs": "a: &a [x,x]\n"
    + "".join(f"{n}: &{n} [*{p},*{p}]\n" for p, n in zip("abcdefgh", "bcdefghi", strict=True)),
    "line": "a: " + "x" * 1_000_000,
    "quote": 'a: "' + "x\n" * 400_000,
    "keys-many": "".join(f"k{number}: 1\n" for number in range(49_000)),
    "plain-lines": "a:\n" + "  x\n" * 200_000,
    "comments": "# x\n" * 250_000,
    "colons": ":" * 500_000,
    "indents": "".join(" " * depth + "a:\n" for depth in range(1000)),
    "binary": "\x00\x01\x02" * 1000,
    "tags": "!a!b " * 10_000,
    "documents": "---\n" * 100_000,
    "directives": "%A b\n" * 50_000,
    "unicode": "a: " + "\U0001f600" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_ends_soon_and_in_words(name: str) -> None:
    """Whatever is thrown at it, the reader gives a tree or a ``ProfileError``, within a bounded time."""
    begun = time.perf_counter()
    said = "read"
    try:
        read_text(HOSTILE[name])
    except ProfileError as error:
        said = str(error)
    assert 0 < len(said) < 2000
    assert time.perf_counter() - begun < 20


def test_a_caret_stands_under_the_character() -> None:
    """Width is counted as a screen shows it: combining marks take none, wide letters two cells; long lines are cut."""
    assert caret("a: e\u0302x", 1, 6).splitlines()[1] == "    ^"
    assert caret("a: 漢x", 1, 5).splitlines()[1] == "     ^"
    first, second = caret("x" * 500, 1, 300).splitlines()
    assert len(first) == 100
    assert second == " " * 50 + "^"
    assert caret("a\u2028bc", 2, 2).splitlines()[0] == "bc"
    assert caret("a", 7, 1) == "\n^"


def test_a_problem_is_said_in_one_line() -> None:
    """``file:line:column code message hint``, in either language, with long values cut and controls made visible."""
    problem = found("bad-date", Place("a.yaml", 3, 9), ("regulation", "issued"), value="x" * 500 + "\n")
    line = problem.text("vi")
    assert line.startswith('a.yaml:3:9 bad-date "xxx')
    assert "\n" not in line
    assert len(line) < 300
    assert problem.to_dict("en")["path"] == ["regulation", "issued"]
    assert shown("a\x07b") == "aU+0007b"
    assert near("zzzzzz", ["limit"]) is None


def test_an_error_names_the_first_problem_and_counts_the_rest() -> None:
    """The error's own text is short; errors come before warnings, in the order of the file."""
    later = found("bad-date", Place("a.yaml", 9, 1), value="x")
    first = found("bad-flag", Place("a.yaml", 2, 1), value="x")
    warning = found("bad-flag", Place("a.yaml", 1, 1), severity="warning", value="x")
    error = refuse([warning, later, first], "a.yaml")
    assert error.details["problems"] == [first, later, warning]
    assert "(and 2 more)" in error.en
    assert "(và 2 lỗi nữa)" in error.vi


def test_a_file_shows_the_name_that_it_is_given() -> None:
    """Positions name the file as the caller does."""
    assert read_file(SMALL, "small").at.file == "small"
    assert read_file(SMALL).at.file == str(SMALL)
