"""The canonical form of a regulation and its digest: what a case is judged by, whatever its file looked like (S26)."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from feedback_rules.calendar.daytable import DayTable

__all__ = ["Digests", "canonical_json", "digests", "ordered", "tables_named"]


class Digests(NamedTuple):
    """The digest of everything, of the law alone, and of the day tables alone, each as sha256 in hex."""

    digest: str
    law: str
    days: str


def ordered(value: Any) -> Any:
    """Give a document with every mapping in the order of its keys, so that the order of a file decides nothing.

    >>> ordered({"b": [{"d": 1, "c": 2}], "a": 3})
    {'a': 3, 'b': [{'c': 2, 'd': 1}]}
    """
    if isinstance(value, dict):
        return {key: value[key] if type(value[key]) is str else ordered(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return [item if type(item) is str else ordered(item) for item in value]
    return value


def canonical_json(document: Mapping[str, Any]) -> str:
    """Write a document as the one text that all its spellings share.

    >>> canonical_json({"b": "giờ", "a": [True, None]})
    '{"a":[true,null],"b":"giờ"}'
    """
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def tables_named(document: Mapping[str, Any]) -> tuple[str, ...]:
    """Name the day tables that the calendars of a document count on."""
    calendars = document.get("calendars", {})
    return tuple(sorted({entry["days"] for entry in calendars.values() if "days" in entry}))


def digests(document: Mapping[str, Any], tables: Mapping[str, DayTable]) -> Digests:
    """Digest a canonical document (overlays applied, readings chosen) and the day tables that it names.

    >>> a, b = digests({"x": 1, "y": 2}, {}), digests({"y": 2, "x": 1}, {})
    >>> a == b, len(a.law), a.days == a.law
    (True, 64, False)
    """
    law = sha256(canonical_json(document).encode()).hexdigest()
    named = {name: tables[name].digest for name in tables_named(document) if name in tables}
    days = sha256(canonical_json(named).encode()).hexdigest()
    return Digests(sha256(f"{law}\n{days}".encode()).hexdigest(), law, days)
