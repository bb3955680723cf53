"""The models: a closed grammar, every problem of shape with its place, an editor's schema of the same grammar."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from feedback_rules.profiles.assemble import draft
from feedback_rules.profiles.document import validate
from feedback_rules.profiles.document.complaints import keys_at
from feedback_rules.profiles.document.model import Document
from feedback_rules.profiles.document.schema import schema
from feedback_rules.profiles.overlay import merge
from feedback_rules.profiles.reader import read_file, read_text
from feedback_rules.profiles.shelf import overlays_shipped, shipped

HERE = Path(__file__).parent
TREE = read_file(HERE / "small.yaml")
PROFILES = Path(__file__).parents[2] / "profiles"


def _codes(body: str) -> list[str]:
    merged, problems = merge(TREE, read_text(body))
    return [problem.code for problem in (*problems, *draft(merged).problems)]


STATE = "workflows: {report: {states: {submitted: {%s}}}}"
EVENT = STATE % "events: {refuse: {%s}}"

SHAPES = [
    ("title: []", ["wrong-type"]),
    ("title: {vi: a, en: b, fr: c}", ["unknown-key"]),
    ("title: {vi: [a]}", ["wrong-type"]),
    ("title: {vi: ''}", ["empty-value"]),
    ("title: ''", ["empty-value"]),
    ("holders: []", ["wrong-type"]),
    ("holders: ''", ["empty-value"]),
    ("holders: {ward: {at_end: {successor: centre}}}", ["one-of-keys"]),
    ("holders: {ward: {from: 2030-01-01}}", ["dates-turned"]),
    ("facts: {severity: {flag: true}}", ["one-of-keys"]),
    ("facts: {severity: {one_of: []}}", ["empty-value"]),
    ("facts: {severity: {one_of: [urgent, Normal]}}", ["bad-name"]),
    ("facts: {severity: {one_of: {a: b}}}", ["empty-value"]),
    ("fields: {content: {is: units}}", ["missing-key"]),
    ("fields: {content: {of: ward}}", ["two-keys"]),
    ("calendars: {office: {week: {mon: '07:00-11:00'}}}", ["one-of-keys"]),
    ("calendars: {office: {closures: [{date: 2024-13-01, document: a}]}}", ["bad-date"]),
    ("duties: {yearly: {every: []}}", ["one-of-keys"]),
    ("duties: {yearly: {every: [yearly]}}", ["bad-choice"]),
    ("duties: {yearly: {every: ['']}}", ["empty-value"]),
    ("monitors: {a: {of: cases, by: unit, at: 5, over: 30 %, share: late, basis: 1.1}}", ["one-of-keys"]),
    ("monitors: {a: {of: cases, by: unit, over: 30 %, basis: 1.1}}", ["one-of-keys"]),
    ("monitors: {a: {of: cases, by: unit, at: 5, count: unsatisfied, basis: 1.1}}", ["wrong-type"]),
    ("clauses: {'1': {host: a, definition: true}}", ["one-of-keys"]),
    ("clauses: {'1-x': {definition: true}}", ["bad-citation"]),
    ("outline: {A: [1]}", ["bad-outline"]),
    ("outline: {'1': ''}", ["empty-value"]),
    ("readings: {days: {options: none}}", ["missing-key"]),
    ("readings: {days: 1}", ["wrong-type"]),
    ("workflows: {report: {states: none}}", ["missing-key"]),
    (STATE % "clocks: {intake: {limit: none}}", ["missing-key"]),
    (STATE % "clocks: {intake: {limit: {is: []}}}", ["wrong-type"]),
    (STATE % "clocks: {intake: {limit: []}}", ["missing-key"]),
    (STATE % "clocks: {intake: {limit: {given: 'A b'}}}", ["bad-name"]),
    (STATE % "clocks: {intake: {met_by: [Forward]}}", ["bad-name"]),
    (STATE % "clocks: {intake: {met_by: {forward: {limt: 1}}}}", ["unknown-key"]),
    (STATE % "clocks: {intake: {starts_on: [A]}}", ["bad-name"]),
    (STATE % "clocks: {intake: {if_facts_change: {}}}", ["empty-value"]),
    (STATE % "clocks: {intake: {if_facts_change: {urgent: kep}}}", ["bad-choice"]),
    (STATE % "clocks: {intake: {when: {}}}", ["empty-value"]),
    (STATE % "clocks: {intake: {when: []}}", ["wrong-type"]),
    (STATE % "clocks: {intake: {when: {any_of: {a: b}}}}", ["wrong-type"]),
    (STATE % "clocks: {intake: {when: {severity: []}}}", ["empty-value"]),
    (STATE % "clocks: {intake: {when: {severity: [[a]]}}}", ["wrong-type"]),
    (STATE % "clocks: {intake: {when: {Severity: urgent}}}", ["bad-name"]),
    (STATE % "held_by: [{when: {severity: urgent}}]", ["missing-key"]),
    (STATE % "held_by: ''", ["empty-value"]),
    (EVENT % "to: none", ["one-of-keys"]),
    (EVENT % "to: {category: leaves}", ["bad-choice"]),
    (EVENT % "to: [{when: {severity: urgent}}]", ["missing-key"]),
    (EVENT % "to: {to: refused, wehn: {severity: urgent}}", ["unknown-key"]),
    (EVENT % "sets: [[a]]", ["wrong-type"]),
    (EVENT % "sets: [A]", ["bad-name"]),
    (EVENT % "sets: {severity: {not: urgent}}", ["wrong-type"]),
    (EVENT % "sets: [{severity: urgent}, {severity: normal}]", ["duplicate-key"]),
    (EVENT % "extends: {clock: intake, basis: 1.1, ceiling: {none: ''}}", ["empty-value"]),
    (EVENT % "extends: {clock: intake, basis: 1.1, ceiling: 1 day}", ["one-of-keys"]),
    (EVENT % "effects: [{notify: citizen, publish: public, basis: 1.1}]", ["two-keys"]),
    (EVENT % "effects: [{notify: citizen, event: x, basis: 1.1}]", ["two-keys"]),
    (EVENT % "effects: [{signal: ground, basis: 1.1}]", ["missing-key"]),
    (EVENT % "effects: [{publish: public, within: {limit: 1 hour}, basis: 1.1}]", ["missing-key"]),
    (EVENT % "within: {after: refuse}", ["missing-key"]),
    (EVENT % "inferred: no words", []),
    (EVENT % "inferred: nowords, at_most: x", ["unknown-inference", "bad-number"]),
    ("monitors: {a: {of: cases, by: unit, over: 30 %, share: late, period: month, basis: 1.1}}", []),
    ("monitors: {a: {of: cases, by: unit, at: 5, count: {competence: commune}, basis: 1.1}}", []),
    (EVENT % "needs: ''", ["empty-value"]),
    (EVENT % "basis: [1.1, x, y]", ["bad-citation", "bad-citation"]),
    ("workflows: {report: {'~readings': {a: b}}}", ["unknown-key"]),
    (EVENT % "inferred_id: receipt", ["unknown-key"]),
]


@pytest.mark.parametrize(("body", "codes"), SHAPES)
def test_a_wrong_shape_has_its_code(body: str, codes: list[str]) -> None:
    """Each slip gives the problem that says what it is, and no other."""
    assert _codes(body) == codes


def test_an_unknown_key_is_answered_with_the_keys_of_its_place() -> None:
    """The keys offered are those of the very entry in which the slip stands."""
    state = ("workflows", "report", "states", "submitted")
    assert "met_by" in keys_at(Document, (*state, "clocks", "intake"))
    assert "needs" in keys_at(Document, (*state, "events", "forward"))
    assert keys_at(Document, (*state, "events", "forward", "to", 0))[-1] == "effects"
    assert "is" in keys_at(Document, (*state, "clocks", "intake", "limit", 0))
    assert "~readings" not in keys_at(Document, state)
    assert "inferred_id" not in keys_at(Document, state)
    assert keys_at(Document, ("nothing", "here")) == []
    assert keys_at(Document, ("zone", "x")) == []
    assert keys_at(Document, ("outline", "1")) == ["clauses", "reconstructed", "missing"]


def test_the_models_are_closed() -> None:
    """No entry of the grammar takes a key that it does not declare."""
    checked = validate(read_text("{profile: x, extra: 1}"))
    assert checked.document is None
    codes = {problem.code for problem in checked.problems}
    assert codes == {"unknown-key", "missing-key"}
    missing = {problem.path[-1] for problem in checked.problems if problem.code == "missing-key"}
    assert {"format", "title", "regulation", "place", "zone", "outline", "calendars", "holders", "workflows"} == missing


def _json(path: Path) -> list[Any]:
    """Read a file as an editor does: once with YAML's types, once all in text."""
    text = path.read_text(encoding="utf-8")
    typed = json.loads(json.dumps(yaml.safe_load(text), default=str))
    return [typed, yaml.load(text, yaml.BaseLoader)]


@cache
def _validator(*, overlay: bool) -> jsonschema.Draft202012Validator:
    made = schema(overlay=overlay)
    jsonschema.Draft202012Validator.check_schema(made)
    return jsonschema.Draft202012Validator(made)


@pytest.mark.parametrize("path", [HERE / "small.yaml", *(PROFILES / f"{name}.yaml" for name in shipped())], ids=str)
def test_the_schema_takes_what_the_reader_takes(path: Path) -> None:
    """A profile that loads is valid in an editor too, whether it sees numbers or texts; references to readings are."""
    for document in _json(path):
        validator = _validator(overlay="overlays" in document)
        errors = [(list(error.absolute_path), error.message[:200]) for error in validator.iter_errors(document)]
        assert errors == []


def test_shipped_overlays_fit_the_schema_of_overlays() -> None:
    """An overlay needs nothing but its name and its base."""
    validator = _validator(overlay=True)
    assert list(validator.iter_errors({"profile": "a", "overlays": "small", "holders": {"district": "none"}})) == []
    assert list(validator.iter_errors({"profile": "a"})) != []
    assert isinstance(overlays_shipped(), tuple)


@pytest.mark.parametrize(
    "body",
    [
        "zone: [a]",
        "extra: 1",
        "holders: {centre: {levle: x}}",
        STATE % "clocks: {intake: {kind: obligaton}}",
        EVENT % "to: [{wehn: {a: b}, to: refused}]",
        "regulation: {issued: 12/05/2022}",
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(body: str) -> None:
    """Unknown keys, unknown choices and wrong types are marked while they are typed."""
    from feedback_rules.profiles.tree import plain

    merged, _ = merge(TREE, read_text(body))
    assert not _validator(overlay=False).is_valid(plain(merged))


def test_every_key_of_the_schema_has_a_vietnamese_title() -> None:
    """Titles are what an editor shows on hover."""
    made = schema()
    models = [made, *(entry for entry in made["$defs"].values() if "title" in str(entry.get("properties", "")))]
    named = [(name, entry) for model in models for name, entry in model.get("properties", {}).items()]
    assert len(named) > 150
    untitled = sorted({name for name, entry in named if not entry.get("title")})
    assert untitled in ([], ["en"])
    assert made["properties"]["workflows"]["title"] == "Quy trình"
