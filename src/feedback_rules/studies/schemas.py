"""The published JSON Schemas of what goes in and comes out: rows, cases, effects, results."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any, Final

from feedback_rules.errors import InputError

__all__ = ["NAMES", "schema"]

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]

TEXT: Final[Schema] = {"type": "string"}
NAME: Final[Schema] = {"type": "string", "minLength": 1, "maxLength": 200}
INSTANT: Final[Schema] = {
    "type": "string",
    "pattern": r"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)$",
}
MICROS: Final[Schema] = {"type": "integer"}
COUNT: Final[Schema] = {"type": "integer", "minimum": 0}
SCALAR: Final[Schema] = {"type": ["string", "number", "boolean"]}
TEXTS: Final[Schema] = {"type": "array", "items": TEXT}
PAIR: Final[Schema] = {
    "type": "object",
    "properties": {"vi": TEXT, "en": TEXT},
    "required": ["vi", "en"],
    "additionalProperties": False,
}
ANY_LIST: Final[Schema] = {"type": "array"}


def _or_null(kind: Schema) -> Schema:
    return {"anyOf": [kind, {"type": "null"}]}


def _closed(properties: dict[str, Schema], optional: tuple[str, ...] = ()) -> Schema:
    """Make a closed object, all of whose properties are required but for those named."""
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


VALUE: Final[Schema] = {"anyOf": [SCALAR, {"type": "array", "items": SCALAR}, {"type": "null"}]}

ROW: Final = _closed(
    {
        "case": NAME,
        "name": NAME,
        "at": INSTANT,
        "by": NAME,
        "unit": _or_null(NAME),
        "person": _or_null(NAME),
        "seq": _or_null({"type": "integer", "minimum": 0, "maximum": 2**53 - 1}),
        "recorded_at": _or_null(INSTANT),
        "data": _or_null(
            {"type": "object", "maxProperties": 200, "propertyNames": NAME, "additionalProperties": VALUE}
        ),
    },
    ("unit", "person", "seq", "recorded_at", "data"),
)

EFFECT: Final = _closed(
    {
        "id": TEXT,
        "verb": TEXT,
        "to": TEXT,
        "at": INSTANT,
        "unit": TEXT,
        "by": TEXT,
        "channel": TEXT,
        "event": TEXT,
        "clock": TEXT,
        "carries": TEXTS,
        "basis": TEXTS,
        "title": PAIR,
        "case": TEXT,
    },
    ("unit", "by", "channel", "event", "clock", "carries"),
)

PART: Final = _closed(
    {
        "address": TEXT,
        "workflow": TEXT,
        "state": TEXT,
        "holder": _or_null(TEXT),
        "unit": _or_null(TEXT),
        "units": {"type": "array", "items": TEXTS},
        "facts": ANY_LIST,
        "runs": {"type": "array", "items": ANY_LIST},
        "counters": {"type": "array", "items": COUNT},
        "counts": ANY_LIST,
        "visits": TEXTS,
        "held": {"type": "array", "items": ANY_LIST},
        "opened": MICROS,
        "ended": _or_null(MICROS),
    }
)

CASE: Final = _closed(
    {
        "semantics": {"const": 1},
        "id": NAME,
        "profile": TEXT,
        "law": TEXT,
        "days": TEXT,
        "opened": MICROS,
        "at": MICROS,
        "seq": COUNT,
        "applied": {"type": "array", "items": {"type": "array", "items": MICROS, "minItems": 2, "maxItems": 2}},
        "parts": {"type": "array", "items": PART, "minItems": 1},
    }
)

AMOUNT: Final = _or_null({"type": "number", "minimum": 0})

CLOCK: Final = _closed(
    {
        "part": TEXT,
        "clock": TEXT,
        "run": {"type": "integer", "minimum": 1},
        "kind": {"enum": ["obligation", "window", "timer"]},
        "status": {
            "enum": [
                "running", "paused", "awaiting_limit", "breached", "lapsed", "expired", "met", "late", "unjudged",
                "replaced", "cancelled",
            ]
        },
        "bound_unit": TEXT,
        "limit": TEXT,
        "limit_id": TEXT,
        "ways": {
            "type": "array",
            "items": _closed({"events": TEXTS, "limit": TEXT, "due": _or_null(INSTANT), "basis": TEXTS}),
        },
        "started": INSTANT,
        "counts_from": INSTANT,
        "due": _or_null(INSTANT),
        "ended": _or_null(INSTANT),
        "elapsed": AMOUNT,
        "remaining": AMOUNT,
        "overdue": AMOUNT,
        "share": AMOUNT,
        "provisional": _or_null(TEXT),
        "beyond": _or_null(TEXT),
        "basis": TEXTS,
        "inferred": _or_null(PAIR),
        "readings": {"type": "object", "additionalProperties": TEXT},
        "title": PAIR,
    }
)  # fmt: skip

VIOLATION: Final = _closed(
    {
        "case": TEXT,
        "seq": _or_null(COUNT),
        "name": TEXT,
        "at": INSTANT,
        "kind": {"enum": ["refused", "repeated", "confirmed", "ambiguous-order", "late-recorded", "signal"]},
        "code": TEXT,
        "message": PAIR,
        "basis": TEXTS,
        "recovered": TEXT,
    }
)

HELD: Final[Schema] = {
    "type": "array",
    "items": _closed({"holder": TEXT, "unit": _or_null(TEXT), "from": INSTANT, "to": _or_null(INSTANT)}),
}

FACTS: Final[Schema] = {"type": "object", "additionalProperties": VALUE}

STANDING: Final[dict[str, Schema]] = {
    "workflow": _or_null(TEXT),
    "state": _or_null(TEXT),
    "outcome": _or_null(TEXT),
    "holder": _or_null(TEXT),
    "unit": _or_null(TEXT),
    "opened": _or_null(INSTANT),
    "ended": _or_null(INSTANT),
    "facts": FACTS,
    "held": HELD,
}

RESULT: Final = _closed(
    {
        "profile": TEXT,
        "digest": TEXT,
        "cases": {
            "type": "array",
            "items": _closed(
                {
                    "case": TEXT,
                    **STANDING,
                    "at": _or_null(INSTANT),
                    "clocks": {"type": "array", "items": CLOCK},
                    "parts": {"type": "array", "items": _closed({"part": TEXT, **STANDING})},
                    "effects": {"type": "array", "items": EFFECT},
                    "violations": {"type": "array", "items": VIOLATION},
                }
            ),
        },
    }
)

SCHEMAS: Final = {
    "row": (ROW, "Một dòng của nhật ký / a row of a log"),
    "case": (CASE, "Bản lưu của một hồ sơ / the snapshot of a case"),
    "effect": (EFFECT, "Một tác động / an effect"),
    "result": (RESULT, "Kết quả chạy nhật ký / what a log comes to"),
}

NAMES: Final = tuple(SCHEMAS)


def schema(name: str) -> Schema:
    """Give a published JSON Schema (draft 2020-12) by its name; ``InputError``: there is none so named.

    >>> schema("row")["required"]
    ['case', 'name', 'at', 'by']
    """
    found = SCHEMAS.get(name)
    if found is None:
        near = get_close_matches(name, NAMES, n=1)
        known = ", ".join(NAMES)
        raise InputError(
            "unknown-schema",
            en=f"there is no schema {name!r}; {f'did you mean {near[0]}? ' if near else ''}there are {known}",
            vi=f"không có lược đồ {name!r}; {f'có phải là {near[0]}? ' if near else ''}có {known}",
            value=name,
        )
    return {"$schema": DRAFT, "title": found[1], **found[0]}
