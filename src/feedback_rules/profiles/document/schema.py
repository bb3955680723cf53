"""The JSON Schema of the document, for editors: every key with its Vietnamese title, every shorthand that is read."""

from __future__ import annotations

from typing import Any

from feedback_rules.profiles.document.model import Document

__all__ = ["schema"]

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
# What is text for this language is a number, a flag or a date for YAML: the editor must admit all of them.
_SCALAR: dict[str, Any] = {"type": ["string", "number", "boolean"]}
_NAME: dict[str, Any] = {"type": "string", "pattern": "^[a-z][a-z0-9]*([_-][a-z0-9]+)*$"}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}"}


def _list_of(item: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [item, {"type": "array", "items": item, "minItems": 1}]}


_FORMS: dict[str, dict[str, Any]] = {
    "text": {
        "anyOf": [
            {
                "type": "object",
                "properties": {"vi": {"type": "string", "title": "Tiếng Việt"}, "en": {"type": "string"}},
                "required": ["vi", "en"],
                "additionalProperties": False,
            },
            _SCALAR,
        ],
        "description": 'Một câu bằng hai thứ tiếng: {vi: "…", en: "…"}',
    },
    "line": _SCALAR,
    "name": _NAME,
    "option": {"anyOf": [_NAME, {"type": "boolean"}]},  # an option called `no` is a flag for YAML
    "day": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    "flag": {"type": ["boolean", "string"], "enum": [True, False, "true", "false"]},
    "count": {"anyOf": [{"type": "integer", "minimum": 1}, {"type": "string", "pattern": "^[0-9]+$"}]},
    "citations": {**_list_of({"type": ["string", "number"]}), "description": "7.2.a, 7.3.a/p2, 7.1.a/s2, D.2, PL.1"},
    "limit": {"type": ["string", "number"], "description": "1 giờ; 8 giờ làm việc; 3 ngày làm việc; ngay"},
    "limit_value": {
        "anyOf": [
            _ref("limit"),
            {
                "type": "object",
                "properties": {"given": _ref("name")},
                "required": ["given"],
                "additionalProperties": False,
            },
            {
                "type": "object",
                "properties": {"unknown": _ref("text")},
                "required": ["unknown"],
                "additionalProperties": False,
            },
        ]
    },
    "condition": {
        "type": "object",
        "properties": {
            "any_of": {"type": "array", "items": _ref("condition"), "minItems": 1},
            "all_of": {"type": "array", "items": _ref("condition"), "minItems": 1},
        },
        "additionalProperties": {
            "anyOf": [
                _list_of(_SCALAR),
                {
                    "type": "object",
                    "properties": {"not": {"anyOf": [_list_of(_SCALAR), _ref("reading")]}},
                    "additionalProperties": False,
                },
                _ref("reading"),
            ]
        },
        "minProperties": 1,
        "description": "{sự kiện: giá trị}; mọi điều phải đúng; unset: chưa có",
    },
    "counted": {"anyOf": [{"enum": ["late"]}, _ref("condition")]},
    "sets": {
        "anyOf": [
            _ref("name"),
            _ref("constants"),
            {"type": "array", "items": {"anyOf": [_ref("name"), _ref("constants")]}},
        ]
    },
    "constants": {
        "type": "object",
        "additionalProperties": {
            "anyOf": [
                _list_of(_SCALAR),
                {
                    "type": "object",
                    "properties": {"from": _ref("name")},
                    "required": ["from"],
                    "additionalProperties": False,
                },
                _ref("reading"),
            ]
        },
    },
    "names": _list_of({"anyOf": [_ref("name"), _ref("reading")]}),
    "policy": {
        "anyOf": [
            {"enum": ["keep", "recompute", "restart"]},
            {"type": "object", "additionalProperties": {"enum": ["keep", "recompute", "restart"]}},
        ]
    },
    "starts": _list_of({"anyOf": [_ref("name"), {"type": "object", "properties": {"due": _ref("name")}}]}),
    "ceiling": {"anyOf": [_ref("limit"), {"type": "object", "properties": {"none": _ref("text")}}]},
    "one_of": {"anyOf": [_ref("name"), {"type": "array", "items": _SCALAR, "minItems": 1}]},
    "clauses": {"type": "array", "items": {"type": ["string", "number"]}},
    "reading": {
        "type": "object",
        "properties": {
            "reading": {**_NAME, "title": "Cách hiểu"},
            "is": {"type": "object", "title": "Nghĩa của từng cách hiểu ở đây", "minProperties": 2},
        },
        "required": ["reading"],
        "additionalProperties": False,
    },
}


def schema(*, overlay: bool = False) -> dict[str, Any]:
    """Give the JSON Schema of a profile, or of an overlay, in which nothing but its name and base must be there.

    >>> found = schema()
    >>> found["properties"]["zone"]["title"], "reading" in found["$defs"]
    ('Múi giờ', True)
    """
    made: dict[str, Any] = _pointed(Document.model_json_schema(by_alias=True))
    models = made.pop("$defs", {})
    definitions = {name: _shaped(entry, overlay=overlay) for name, entry in models.items()}
    top = _shaped(made, overlay=overlay)
    if not overlay:
        definitions |= _likened(models)
        top["properties"]["workflows"]["anyOf"][0]["additionalProperties"]["anyOf"][0] = {
            "if": {"required": ["like"]},
            "then": _ref("Workflow.like"),
            "else": _ref("Workflow"),
        }
    if overlay:
        top["required"] = ["profile", "overlays"]
    top["properties"]["profile"] = {**_ref("name"), "title": top["properties"]["profile"]["title"]}
    forms = {name: dict(form) for name, form in _FORMS.items()}
    return {"$schema": _DRAFT, **top, "title": "Hồ sơ quy chế", "$defs": {**definitions, **forms}}


def _likened(models: dict[str, Any]) -> dict[str, Any]:
    """Give the models of a workflow that is like another: merged like an overlay, it says only what differs."""
    return {f"{name}.like": _renamed(_shaped(entry, overlay=True), models) for name, entry in models.items()}


def _renamed(value: Any, models: dict[str, Any]) -> Any:
    """Let the references of a model lead to models of the same kind."""
    if isinstance(value, list):
        return [_renamed(item, models) for item in value]
    if not isinstance(value, dict):
        return value
    name = str(value.get("$ref", "")).rpartition("/")[2]
    renamed = {key: _renamed(item, models) for key, item in value.items()}
    return {**renamed, **_ref(f"{name}.like")} if name in models else renamed


def _pointed(value: Any) -> Any:
    """Turn the names of forms into references."""
    if isinstance(value, list):
        return [_pointed(item) for item in value]
    if not isinstance(value, dict):
        return value
    pointed = {key: _pointed(item) for key, item in value.items() if key != "x-form"}
    return {**pointed, **_ref(value["x-form"])} if "x-form" in value else pointed


def _shaped(entry: dict[str, Any], *, overlay: bool) -> dict[str, Any]:
    """Put one model in the shape in which people write it."""
    properties = {
        name: _property(name, value, overlay=overlay)
        for name, value in entry.get("properties", {}).items()
        if not value.get("hidden")
    }
    shaped = {key: value for key, value in entry.items() if key not in {"properties", "required", "title"}}
    shaped["properties"] = properties
    # A workflow that is like another needs nothing of its own; the check asks for what is missing in the end.
    if "required" in entry and not overlay and "opens_with" not in properties:
        shaped["required"] = entry["required"]
    if "opens_with" in properties:
        properties["like"] = {**_ref("name"), "title": "Giống quy trình"}
        properties["cites"] = {"type": "object", "title": "Đổi số điều, khoản"}
    return shaped


def _property(name: str, value: dict[str, Any], *, overlay: bool) -> dict[str, Any]:
    """Let a reading, and in an overlay ``none``, stand in the place of every value."""
    title = value.get("title")
    bare = {key: item for key, item in value.items() if key not in {"title", "default", "form", "reason", "hidden"}}
    form = value.get("form")
    choices: list[dict[str, Any]] = [item for item in bare.pop("anyOf", [bare]) if item != {"type": "null"}]
    if form in _WRITTEN:
        choices = [*choices, *_WRITTEN[form]]
    if value.get("reason"):
        choices = [*choices, _ref("name")]
    choices = [_opened(choice, form, overlay=overlay) for choice in choices]
    if name not in {"profile", "readings"}:
        choices.append(_ref("reading"))
    if overlay:
        choices.append({"const": "none"})
    return {"title": title, "anyOf": choices} if title else {"anyOf": choices}


def _opened(choice: dict[str, Any], form: str | None, *, overlay: bool) -> dict[str, Any]:
    """Let a reading stand for each entry of a mapping or list, and one entry for a list of one."""
    opened = dict(choice)
    entry = opened.get("additionalProperties")
    if isinstance(entry, dict):
        bare = {key: item for key, item in entry.items() if key != "form"}
        written = [*_WRITTEN.get(entry.get("form", ""), ()), _ref("reading"), *([{"const": "none"}] if overlay else ())]
        opened["additionalProperties"] = {"anyOf": [bare, *written]}
    if opened.get("type") == "array" and isinstance(opened.get("items"), dict):
        item = {"anyOf": [opened["items"], _ref("name")]} if form == "needs" else opened["items"]
        return {"anyOf": [{**opened, "items": {"anyOf": [item, _ref("reading")]}}, item]}
    return opened


_WRITTEN: dict[str, list[dict[str, Any]]] = {
    "limits": [_ref("limit_value")],
    "ways": [_ref("names")],
    "targets": [
        _ref("name"),
        {"type": "object", "properties": {"category": {"const": "enters"}}, "additionalProperties": False},
    ],
    "needs": [_ref("name")],
    "held": [_ref("name")],
    "article": [_ref("clauses")],
    "options": [{"type": "array", "items": _ref("option"), "minItems": 2}],
}
