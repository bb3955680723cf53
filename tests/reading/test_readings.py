"""Readings: one option in the place of every reference, each checked there, each named by what depends on it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from feedback_rules.errors import InputError, ProfileError
from feedback_rules.profiles.assemble import draft
from feedback_rules.profiles.loading import examine, load_profile
from feedback_rules.profiles.overlay import merge
from feedback_rules.profiles.reader import read_file, read_text
from feedback_rules.profiles.readings import _depth, choose, declared, variants
from feedback_rules.profiles.tree import plain

HERE = Path(__file__).parent
TREE = read_file(HERE / "small.yaml")
BASE = f"overlays: {HERE / 'small.yaml'}\n"


def _chosen(text: str, **options: str) -> Any:
    return {key: value for key, value in plain(choose(read_text(text), options).tree).items() if key != "readings"}


def _with(body: str, options: str) -> str:
    return f"{body}\nreadings: {{r: {{options: {{{options}}}, default: x}}}}\n"


def test_a_chosen_option_replaces_every_reference() -> None:
    """The option stands where the reference stood; without a choice the default does."""
    text = _with("a: {reading: r}\nb: [{reading: r}, 1]", "x: one, y: [two]")
    assert _chosen(text) == {"a": "one", "b": ["one", "1"], "~readings": {"r": "x"}}
    assert _chosen(text, r="y") == {"a": ["two"], "b": [["two"], "1"], "~readings": {"r": "y"}}


def test_none_removes_the_entry() -> None:
    """``none`` takes the entry away, from a mapping and from a list; a quoted one is a word."""
    text = _with("a: {b: {reading: r}, c: 1}\nd: [{reading: r}, 2]", 'x: none, y: "none"')
    assert _chosen(text)["a"] == {"c": "1", "~readings": {"r": "x"}}
    assert _chosen(text)["d"] == ["2"]
    assert _chosen(text, r="y")["a"] == {"b": "none", "c": "1", "~readings": {"r": "y"}}


def test_an_option_may_hold_another_reading() -> None:
    """References inside an option are replaced too; a circle is a problem, never a hang."""
    inner = "s: {options: {p: 2, q: none}, default: p}"
    text = f"a: {{reading: r}}\nreadings: {{r: {{options: {{x: {{reading: s}}, y: 1}}, default: x}}, {inner}}}"
    assert _chosen(text)["a"] == "2"
    assert "a" not in _chosen(text, s="q")
    circle = choose(read_text("a: {reading: r}\nreadings: {r: {options: {x: {reading: r}, y: 1}, default: x}}"))
    assert [problem.code for problem in circle.problems] == ["reading-cycle"]


def test_what_depends_on_a_reading_names_it() -> None:
    """The row, the way and the clock carry the option; the state in which the clock stands does not."""
    state = draft(TREE).document["workflows"]["report"]["states"]["in_hand"]  # type: ignore[index] # small.yaml is whole
    clock = state["clocks"]["handling"]
    assert clock["~readings"] == {"days": "working"}
    assert clock["limit"][1]["~readings"] == {"days": "working"}
    assert "~readings" not in clock["limit"][0]
    assert "~readings" not in state


@pytest.mark.parametrize(
    ("path", "reference", "options"),
    [
        (("clocks", "intake"), "{reading: r}", "x: {kind: timer, limit: 1 day, basis: 1.1}, y: none"),
        (("clocks", "intake", "limit"), "{reading: r}", "x: 1 day, y: {given: promised}"),
        (
            ("clocks", "intake", "limit"),
            "{reading: r}",
            "x: [{when: {complete: true}, is: 1 day, basis: 1.1}], y: 2 days",
        ),
        (("clocks", "intake", "when"), "{reading: r}", "x: {complete: true}, y: none"),
        (("clocks", "intake", "at_due"), "{reading: r}", "x: {to: refused, basis: 1.1}, y: none"),
        (("events", "refuse"), "{reading: r}", "x: {to: refused, by: clerk, basis: 1.1}, y: none"),
        (("events", "refuse", "to"), "{reading: r}", "x: refused, y: answered"),
        (("held_by",), "{reading: r}", "x: centre, y: ward"),
    ],
)
def test_a_reading_may_stand_for_any_kind_of_entry(path: tuple[str, ...], reference: str, options: str) -> None:
    """A value, a condition, a target, a whole clock or event: the entry that holds it names the option (S31)."""
    inner = reference
    for step in reversed(path):
        inner = f"{{{step}: {inner}}}"
    question = "question: {vi: a, en: b}, why: {vi: a, en: b}, basis: 1.1"
    text = (
        f"profile: p\n{BASE}workflows: {{report: {{states: {{submitted: {inner}}}}}}}\n"
        f"readings: {{r: {{options: {{{options}}}, default: x, {question}}}}}\n"
    )
    merged, problems = merge(TREE, read_text(text))
    assert problems == []
    for option in ("x", "y"):
        drafted = draft(merged, {"r": option})
        assert drafted.problems == []
        assert drafted.document is not None
        state = drafted.document["workflows"]["report"]["states"]["submitted"]
        thing = state.get(path[0], {}).get(path[1]) if len(path) > 1 else None
        assert (state if thing is None else thing)["~readings"] == {"r": option}


@pytest.mark.parametrize(
    ("path", "depth"),
    [
        ("zone", 0),
        ("place/code", 1),
        ("holders/ward/until", 2),
        ("categories/roads/enters", 2),
        ("categories/roads/in/bridges/enters", 4),
        ("workflows/report/title", 2),
        ("workflows/report/intake/hours", 3),
        ("workflows/report/intake/required/0/when", 5),
        ("workflows/report/states/open/held_by", 4),
        ("workflows/report/groups/all/events/cancel/to", 6),
        ("workflows/report/opens_with/submit/by", 4),
    ],
)
def test_a_reading_says_something_about_one_thing(path: str, depth: int) -> None:
    """What names a reading is the innermost thing around it: not the state around a clock, nor the workflow."""
    assert _depth(tuple(int(step) if step.isdigit() else step for step in path.split("/"))) == depth


def test_every_other_option_comes_alone() -> None:
    """``variants`` gives each option that is no default, one at a time."""
    text = (
        "a: {reading: r}\nb: {reading: s}\n"
        "readings: {r: {options: {x: 1, y: 2, z: 3}, default: x}, s: {options: {p: 4, q: 5}, default: p}}"
    )
    found = [
        (name, option, each.tree.text("a"), each.tree.text("b")) for name, option, each in variants(read_text(text))
    ]
    assert found == [("r", "y", "2", "4"), ("r", "z", "3", "4"), ("s", "q", "1", "5")]
    assert declared(TREE) == {"days": ("working", ("working", "plain"))}
    assert declared(read_text("readings: {a: 1, b: {options: 2, default: x}, c: {options: {}, default: x}}")) == {}


@pytest.mark.parametrize("broken", ["working: 3 working days", "plain: 3 days"])
def test_an_option_that_does_not_fit_is_refused_whatever_is_chosen(broken: str, tmp_path: Path) -> None:
    """Each option is looked at in its place also where another is chosen, the first time and every other time (S31)."""
    text = (HERE / "small.yaml").read_text(encoding="utf-8")
    path = tmp_path / "small.yaml"
    path.write_text(text, encoding="utf-8")
    chosen: tuple[dict[str, str], ...] = ({}, {"days": "plain"}, {"days": "working"})
    for readings in (*chosen, *chosen):
        assert load_profile(path, readings=readings).readings["days"] == readings.get("days", "working")
    name, _, _ = broken.partition(":")
    path.write_text(text.replace(broken, f"{name}: {{paces: 3}}"), encoding="utf-8")
    for readings in (*chosen, *chosen):
        with pytest.raises(ProfileError, match="bad-limit-form"):
            load_profile(path, readings=readings)


@pytest.mark.parametrize(
    ("chosen", "code", "hint"), [({"day": "plain"}, "reading", "days"), ({"days": "plane"}, "option", "plain")]
)
def test_a_choice_that_does_not_exist_is_refused(chosen: dict[str, str], code: str, hint: str) -> None:
    """An unknown reading or option given by the caller is an ``InputError`` with the nearest name."""
    with pytest.raises(InputError) as caught:
        load_profile(HERE / "small.yaml", readings=chosen)
    assert caught.value.code == f"unknown-{code}"
    assert caught.value.details["hint"] == hint
    assert hint in caught.value.vi
    assert caught.value.vi != caught.value.en


def test_readings_are_bounded(tmp_path: Path) -> None:
    """Options that nothing refers to are not tried, and more than two hundred are refused before any is."""
    unused = "readings: {r: {options: {x: 1, y: 2}, default: x}}"
    assert list(variants(read_text(unused))) == []
    path = tmp_path / "many.yaml"
    body = "".join(f"  r{number}: {{options: {{x: 1, y: 2}}, default: x}}\n" for number in range(101))
    path.write_text(f"profile: many\n{BASE}readings:\n{body}", encoding="utf-8")
    (problem,) = examine(path)
    assert (problem.code, problem.path) == ("too-many-options", ("readings",))


def test_a_chosen_reading_changes_law_and_limit() -> None:
    """Another option is another law, and counts otherwise."""
    working, plain_ = load_profile(HERE / "small.yaml"), load_profile(HERE / "small.yaml", readings={"days": "plain"})
    assert working.readings == {"days": "working"}
    assert plain_.readings == {"days": "plain"}
    assert working.law != plain_.law
    assert working.days == plain_.days
    units = [{row.time_unit for row in profile.limits()} for profile in (working, plain_)]
    assert "working_day" in units[0] - units[1]
    assert "day" in units[1] - units[0]


def test_every_option_is_checked_in_its_place(tmp_path: Path) -> None:
    """An option that nobody has chosen yet is a problem too if it does not fit, and the message says under which."""
    path = tmp_path / "odd.yaml"
    path.write_text(f"profile: odd\n{BASE}readings: {{days: {{options: {{plain: next week}}}}}}\n", encoding="utf-8")
    (problem,) = examine(path)
    assert (problem.code, problem.line) == ("bad-limit", 3)
    assert "where the reading days is plain" in problem.message[1]
    with pytest.raises(ProfileError):
        load_profile(path)
    path.write_text(
        f"profile: odd\n{BASE}readings: {{days: {{options: {{plain: {{given: content}}}}}}}}\n", encoding="utf-8"
    )
    assert examine(path) != []
