"""The canonical form: the same law, however it is written down, has the same digest (S26)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from feedback_rules.profiles.assemble import Draft, draft
from feedback_rules.profiles.canonical import canonical_json, digests, ordered, tables_named
from feedback_rules.profiles.document import typed
from feedback_rules.profiles.reader import read_text
from feedback_rules.profiles.shelf import day_table, load_profile

if TYPE_CHECKING:
    from random import Random

SMALL = (Path(__file__).parent / "small.yaml").read_text(encoding="utf-8")
TREE: dict[str, Any] = yaml.load(SMALL, yaml.BaseLoader)


def _draft(text: str) -> Draft:
    drafted = draft(read_text(text, "small.yaml"))
    assert drafted.problems == []
    return drafted


def _document(text: str) -> dict[str, Any]:
    document = _draft(text).document
    assert document is not None
    return document


DOCUMENT = _document(SMALL)
TABLES = {"vietnam": day_table("vietnam")}


def _shuffled(value: Any, random: Random) -> Any:
    if isinstance(value, dict):
        keys = list(value)
        random.shuffle(keys)
        return {key: _shuffled(value[key], random) for key in keys}
    if isinstance(value, list):
        return [_shuffled(item, random) for item in value]
    return value


@given(st.randoms(use_true_random=False), st.sampled_from([None, True, False]), st.integers(20, 200))
def test_order_style_and_width_change_nothing(random: Random, flow: bool | None, width: int) -> None:
    """Key order, block or flow style, quotes and line breaks leave document and digest as they are."""
    text = yaml.dump(_shuffled(TREE, random), default_flow_style=flow, allow_unicode=True, sort_keys=False, width=width)
    document = _document(text)
    assert canonical_json(document) == canonical_json(DOCUMENT)
    assert json.dumps(document) == json.dumps(DOCUMENT)
    assert digests(document, TABLES) == digests(DOCUMENT, TABLES)


def test_comments_and_blank_lines_change_nothing() -> None:
    """What is no part of the law is no part of its digest; neither are accents written with combining marks."""
    from unicodedata import normalize

    commented = "\n".join(f"{line}   # chú thích\n" for line in SMALL.splitlines() if not line.startswith("#"))
    assert _document(commented) == DOCUMENT
    assert _document(normalize("NFD", SMALL)) == DOCUMENT


def test_what_is_said_is_in_the_digest() -> None:
    """A title, a citation, a limit, a reading's default and a day table each change the digest; positions do not."""
    base = digests(DOCUMENT, TABLES)
    for old, new in (
        ("A sample regulation", "Another regulation"),
        ("limit: 1 hour", "limit: 2 hours"),
        ("default: working", "default: plain"),
        ("basis: 1.2.a\nduties", 'basis: "1.2"\nduties'),
    ):  # fmt: skip
        assert old in SMALL
        changed = digests(_document(SMALL.replace(old, new)), TABLES)
        assert changed.law != base.law
        assert changed.days == base.days
        assert changed.digest != base.digest
    other = digests(DOCUMENT, {"vietnam": day_table("vietnam").without_swaps()})
    assert (other.law == base.law, other.days != base.days, other.digest != base.digest) == (True, True, True)


def test_canonical_is_its_own_canonical_form() -> None:
    """Typing a canonical document again gives it back, with readings chosen and every shorthand written out."""
    for document in (DOCUMENT, load_profile("langson").document):
        again = ordered(typed(json.loads(json.dumps(document))))
        assert canonical_json(again) == canonical_json(document)


def test_defaults_are_left_out() -> None:
    """A default that is written down is the same law as one that is not."""
    for old, new in (
        ("answer:\n", "answer:\n            stay: false\n            supplement: false\n"),
        ("many: true,", "many: true, "),
        ("kind: obligation, limit", "kind: obligation, starts_on: [], replaces: [], limit"),
        ("outcome: refused, ", "outcome: refused, clocks: {}, events: {}, "),
        ('    basis: "1"\n    intake:', '    basis: "1"\n    judged_by: opened\n    part: false\n    intake:'),
    ):  # fmt: skip
        assert old in SMALL
        assert _document(SMALL.replace(old, new)) == DOCUMENT


SHORT_AND_LONG = [
    ("by: clerk", "by: [clerk]"),
    ("shown_to: clerk", "shown_to: [clerk]"),
    ("to: in_hand\n", "to: [{to: in_hand}]\n"),
    ("sets: [severity]", "sets: severity"),
    ("sets: [severity]", "sets: {take: [severity]}"),
    ("needs: [ground]", "needs: [{any_of: [ground]}]"),
    ("needs: [ground]", "needs: ground"),
    ("met_by: [answer]", "met_by: answer"),
    ("met_by: [answer]", "met_by: {answer: {}}"),
    ("limit: 1 hour", "limit: {is: 1 hour}"),
    ("limit: 1 hour", "limit: [{is: 1 hour}]"),
    ("{not: urgent}", "{not: [urgent]}"),
    ("{when: {severity: urgent}, is", "{when: {severity: [urgent]}, is"),
    ("every: year", "every: [year]"),
    ("held_by: ward", "held_by:  ward"),
]


@pytest.mark.parametrize(("short", "long"), SHORT_AND_LONG)
def test_a_shorthand_is_the_same_law(short: str, long: str) -> None:
    """One law has one canonical form, however briefly it was written."""
    assert short in SMALL
    assert _document(SMALL.replace(short, long)) == DOCUMENT


def test_the_forms_that_the_compiler_reads() -> None:
    """The canonical form has the shapes that the rest of the library is built on."""
    report = DOCUMENT["workflows"]["report"]
    intake = report["states"]["submitted"]["clocks"]["intake"]
    forward = report["states"]["submitted"]["events"]["forward"]
    handling = report["states"]["in_hand"]["clocks"]["handling"]
    answer = report["states"]["in_hand"]["events"]["answer"]
    assert intake["limit"] == [{"is": "1 hour"}]
    assert intake["met_by"] == {"forward": {}, "refuse": {}}
    assert intake["inferred"] == {"vi": "Tính từ lúc nhận", "en": "From receipt"}
    assert intake["inferred_id"] == "receipt"
    assert intake["basis"] == ["1.1"]
    assert forward["needs"][0] == {"any_of": ["to_ward"]}
    assert forward["needs"][2] == {"any_of": ["photo", "promised"], "when": {"severity": ["urgent"]}, "basis": ["1.2"]}
    assert forward["sets"] == {"take": ["severity"]}
    assert forward["by"] == ["clerk"]
    assert forward["to"] == [{"to": "in_hand"}]
    assert report["opens_with"]["submit"]["to"] == {"category": "enters"}
    assert answer["to"][1]["when"] == {"approved": {"not": [True]}}
    assert handling["limit"][1] == {
        "when": {"severity": {"not": ["urgent"]}},
        "is": "3 working days",
        "at_least": "4 hours",
        "basis": ["1.2.a"],
        "~readings": {"days": "working"},
    }
    assert handling["at_due"][0]["as"] == "late"
    assert DOCUMENT["format"] == 1
    assert DOCUMENT["outline"]["1"] == ["1", "2", "2.a"]
    assert DOCUMENT["outline"]["2"]["missing"] == {"2": {"vi": "Mất", "en": "Lost"}}
    assert DOCUMENT["~readings"] == {"days": "working"}
    assert tables_named(DOCUMENT) == ("vietnam",)


FORMS = [
    ("sets", "{severity: urgent, approved: true}", {"fixed": {"severity": "urgent", "approved": True}}),
    ("sets", "[severity, {approved: false}, {grounds: [unlawful]}]",
     {"take": ["severity"], "fixed": {"approved": False, "grounds": ["unlawful"]}}),
    ("sets", "{severity: unset}", {"fixed": {"severity": None}}),
    ("when", "{complete: true, any_of: [{severity: unset}, {all_of: [{approved: false}]}]}",
     {"complete": [True], "any_of": [{"severity": [None]}, {"all_of": [{"approved": [False]}]}]}),
    ("extends", "{clock: intake, by: promised, ceiling: {none: {vi: a, en: b}}, basis: 1.1}",
     {"clock": "intake", "by": "promised", "ceiling": {"none": {"vi": "a", "en": "b"}}, "basis": ["1.1"]}),
    ("within", "{limit: {given: promised}, after: late, basis: 1.1}",
     {"limit": [{"is": {"given": "promised"}}], "basis": ["1.1"]}),
    ("within", "{limit: {unknown: torn}, after: refuse, if_facts_change: {urgent: restart}}",
     {"limit": [{"is": {"unknown": {"vi": "torn", "en": "torn"}}}], "after": "refuse",
      "if_facts_change": {"urgent": "restart"}}),
    ("at_most", "3", 3),
    ("effects", "{signal: ground, event: closed, basis: 1.1}",
     [{"signal": "ground", "event": "closed", "basis": ["1.1"]}]),
    ("effects", "[{publish: public, within: {id: shown, limit: 1 hour, met_by: published}, with: content}]",
     [{"publish": "public", "with": ["content"],
       "within": {"id": "shown", "limit": [{"is": "1 hour"}], "met_by": {"published": {}}}}]),
]  # fmt: skip


@pytest.mark.parametrize(("key", "written", "canonical"), FORMS)
def test_a_form_of_the_grammar(key: str, written: str, canonical: Any) -> None:
    """Every form of the reference page is read into one shape, which is read back as itself."""
    document = _document(SMALL.replace("needs: [ground]", f"needs: [ground]\n            {key}: {written}"))
    event = document["workflows"]["report"]["states"]["submitted"]["events"]["refuse"]
    assert event[key] == canonical
    assert ordered(typed(document)) == document


STATES = [
    ("held_by: [{when: {severity: urgent}, is: centre}, {when: {severity: {not: urgent}}, is: ward}]",
     "held_by", [{"when": {"severity": ["urgent"]}, "is": "centre"},
                 {"when": {"severity": {"not": ["urgent"]}}, "is": "ward"}]),
    ("no_limit: {vi: Không, en: None here}", "no_limit", {"vi": "Không", "en": "None here"}),
    ("clocks: {a: {kind: timer, limit: 1 year, starts_on: [submit, {due: b}], roll: true}}",
     "clocks",
     {"a": {"kind": "timer", "limit": [{"is": "1 year"}], "starts_on": ["submit", {"due": "b"}], "roll": True}}),
]  # fmt: skip


@pytest.mark.parametrize(("written", "key", "canonical"), STATES)
def test_a_form_of_a_state(written: str, key: str, canonical: Any) -> None:
    """What stands in a state is read into one shape too."""
    document = _document(SMALL.replace("answered: {final: true, outcome: answered,", f"answered: {{{written},"))
    assert document["workflows"]["report"]["states"]["answered"][key] == canonical
    assert ordered(typed(document)) == document
