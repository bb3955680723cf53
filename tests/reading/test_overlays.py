"""Overlays and likenesses: a text that holds only its differences."""

from __future__ import annotations

from pathlib import Path

import pytest

from feedback_rules.errors import InputError, ProfileError
from feedback_rules.profiles.assemble import assemble, draft
from feedback_rules.profiles.like import expand
from feedback_rules.profiles.loading import examine, load_profile, merged
from feedback_rules.profiles.overlay import difference, merge
from feedback_rules.profiles.places import Source
from feedback_rules.profiles.reader import read_file, read_text
from feedback_rules.profiles.tree import plain

HERE = Path(__file__).parent
SMALL = HERE / "small.yaml"


def _write(folder: Path, name: str, body: str) -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(f"profile: {name}\n{body}", encoding="utf-8")
    return path


def test_mappings_are_merged_lists_and_texts_replaced() -> None:
    """Mappings go key by key, everything else is replaced whole, ``none`` removes."""
    base = read_text("{a: {b: 1, c: [1, 2]}, d: 3, e: {f: 4}, p: {join: all}, r: {reading: x}}")
    over = read_text("{a: {c: [5]}, d: {g: 6}, e: none, h: 'none', p: {join: none}, r: {is: 1}}")
    tree, problems = merge(base, over)
    assert problems == []
    assert plain(tree) == {
        "a": {"b": "1", "c": ["5"]},
        "d": {"g": "6"},
        "h": "none",
        "p": {"join": "none"},
        "r": {"is": "1"},
    }


def test_none_is_an_option_like_any_other() -> None:
    """As the option of a reading ``none`` is a value; inside one it removes, as everywhere."""
    base = read_text("{readings: {r: {options: {x: {a: 1, b: 2}, y: 2}, default: x}}}")
    tree, problems = merge(base, read_text("{readings: {r: {options: {x: {a: none}, y: none}}}}"))
    assert problems == []
    assert plain(tree)["readings"]["r"] == {"options": {"x": {"b": "2"}, "y": "none"}, "default": "x"}


def test_what_is_not_there_cannot_be_removed() -> None:
    """A misspelt removal is a problem with a near name, also inside an entry that is new."""
    _, problems = merge(read_text("{states: {open: 1}}"), read_text("{states: {opn: none}, new: {x: none}}"))
    assert [(problem.code, problem.path) for problem in problems] == [
        ("nothing-to-remove", ("states", "opn")),
        ("nothing-to-remove", ("new", "x")),
    ]
    assert '"open"?' in problems[0].hint[1]


def test_positions_point_to_the_file_that_wrote_the_value(tmp_path: Path) -> None:
    """After merging, a problem still names the file and line of the value that is wrong."""
    path = _write(tmp_path, "upper", f"overlays: {SMALL}\nzone: Nowhere/At_All\n")
    (problem,) = examine(path)
    assert (problem.code, Path(problem.file), problem.line) == ("bad-zone", path, 3)
    tree = merged(path).tree
    assert Path(tree.pairs["place"].at.file).name == "small.yaml"


def test_an_overlay_of_an_overlay(tmp_path: Path) -> None:
    """Overlays are applied from the lowest up, whether loaded by themselves or given beside the profile."""
    small = tmp_path / "small.yaml"
    small.write_text(SMALL.read_text(encoding="utf-8"), encoding="utf-8")
    _write(tmp_path, "one", "overlays: small\ntitle: {vi: Một, en: One}\nplace: {name: One}\n")
    two = _write(tmp_path, "two", "overlays: one\ntitle: {vi: Hai, en: Two}\n")
    by_itself, given = load_profile(two), load_profile(small, overlays=[two])
    assert by_itself.digest == given.digest
    assert by_itself.name == "two"
    assert by_itself.title == ("Hai", "Two")
    assert by_itself.place[1] == "One"
    assert by_itself.document["overlays"] == "one"
    assert [source.path.stem for source in merged(two).sources] == ["small", "one", "two"]
    assert load_profile(small).digest != given.digest


def test_overlays_are_applied_in_the_order_given(tmp_path: Path) -> None:
    """The last one given decides."""
    one = _write(tmp_path, "one", f"overlays: {SMALL}\nplace: {{name: One}}\n")
    two = _write(tmp_path, "two", f"overlays: {SMALL}\nplace: {{name: Two}}\n")
    assert load_profile(SMALL, overlays=[one, two]).place[1] == "Two"
    assert load_profile(SMALL, overlays=[two, one]).place[1] == "One"


def test_a_circle_of_overlays_is_refused(tmp_path: Path) -> None:
    """Two files that overlay each other are named, never followed for ever."""
    _write(tmp_path, "one", "overlays: two.yaml\n")
    two = _write(tmp_path, "two", "overlays: one.yaml\n")
    assert [problem.code for problem in examine(two)] == ["overlay-cycle"]


def test_an_overlay_must_fit_its_base(tmp_path: Path) -> None:
    """What overlays another profile, or none, is not laid on this one."""
    other = _write(tmp_path, "other", f"overlays: {SMALL}\n")
    upper = _write(tmp_path, "upper", f"overlays: {other}\n")
    for wrong, code in ((SMALL, "not-an-overlay"), (upper, "wrong-base")):
        with pytest.raises(ProfileError) as caught:
            load_profile("langson", overlays=[wrong])
        assert [problem.code for problem in caught.value.details["problems"]] == [code]
    empty = _write(tmp_path, "empty", "overlays: [a]\n")
    assert [problem.code for problem in examine(empty)] == ["empty-value"]
    nameless = tmp_path / "nameless.yaml"
    nameless.write_text(f"overlays: {SMALL}\n", encoding="utf-8")
    assert [problem.code for problem in examine(nameless)] == ["missing-key"]


def test_a_difference_is_shown_by_path() -> None:
    """What an overlay changes is listed with the value before and after."""
    before, after = load_profile("langson").document, load_profile("langson-two-tier").document
    changed = {path: (old, new) for path, old, new in difference(before, after)}
    assert changed["profile",] == ("langson", "langson-two-tier")
    assert changed["holders", "district"][1] is None
    assert ("place", "code") not in changed
    assert difference(before, before) == []


LIKE = """
workflows:
  report:
    basis: "8"
    states:
      open: {basis: [8.1, 8.5/d3], events: {close: {to: shut, basis: "8.50", when: {x: 8.1}}}}
      shut: {final: true, basis: "9"}
  waste: {like: report, cites: {"8": "10", "8.5": 11.4}, states: {open: {title: Waste}, extra: {basis: 8.1}}}
  more: {like: waste, cites: {"10": "20"}, states: {shut: none}}
"""


def test_a_likeness_is_written_out_under_other_articles() -> None:
    """Citations are renumbered by their longest known beginning; what the workflow says itself stays as it is."""
    tree, problems = expand(read_text(LIKE))
    assert problems == []
    waste = plain(tree)["workflows"]["waste"]
    assert waste["basis"] == "10"
    assert waste["states"]["open"]["basis"] == ["10.1", "11.4/d3"]
    assert waste["states"]["open"]["events"]["close"] == {"to": "shut", "basis": "10.50", "when": {"x": "8.1"}}
    assert waste["states"]["shut"]["basis"] == "9"
    assert waste["states"]["extra"]["basis"] == "8.1"
    more = plain(tree)["workflows"]["more"]
    assert more["states"]["open"]["basis"] == ["20.1", "11.4/d3"]
    assert "shut" not in more["states"]
    assert not {"like", "cites"} & (waste.keys() | more.keys())


def test_a_broken_likeness_is_a_problem() -> None:
    """An unknown source, a circle and citations that are none are named; the rest is read on."""
    for body, codes in (
        ("{a: {like: b}, b: {like: a}}", ["like-cycle", "like-cycle"]),
        ("{a: {like: c}}", ["unknown-like"]),
        ("{a: {states: 1}, b: {like: a, cites: {x: '1', '2': y, '3': [4]}}}", ["bad-citation"] * 3),
        ("{a: {states: 1}, b: {like: a, cites: 7}}", ["wrong-type"]),
        ("{a: 1, b: {like: a}}", []),
        ("[a]", []),
    ):
        assert [problem.code for problem in expand(read_text(f"workflows: {body}"))[1]] == codes


def test_a_text_without_readings_or_likeness_is_left_as_it_is() -> None:
    """Nothing is copied that nothing changes."""
    tree = read_text("workflows: {a: {states: {}}}")
    assert expand(tree)[0] is tree


def test_an_assembly_can_be_made_with_any_shelf(tmp_path: Path) -> None:
    """Where a base is found is the caller's business."""
    upper = _write(tmp_path, "upper", "overlays: elsewhere\n")
    made = assemble(Source(upper, "upper"), [], lambda name, _: Source(SMALL, name))
    assert made.tree.text("overlays") == "small"
    assert draft(made.tree).problems == []
    assert read_file(SMALL).text("profile") == "small"


def test_a_name_that_is_no_text_is_refused() -> None:
    """A profile is called by a name or by a path."""
    with pytest.raises(InputError) as caught:
        load_profile(7)  # type: ignore[arg-type] # what a careless caller does
    assert caught.value.code == "profile-not-named"
