"""What an explanation says of the text itself: number, issuer, readings chosen, on what hours and counting stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.profiles.build_cited import cited, text
from feedback_rules.workflow.spec import Cited, ReadingSpec, SourceSpec

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from feedback_rules.workflow.spec import Text

__all__ = ["source_spec"]


def source_spec(document: Mapping[str, Any], readings: Mapping[str, str]) -> SourceSpec:
    """Give the text's own data; ``readings`` are the options chosen (S30, S31)."""
    regulation = document.get("regulation", {})
    counting = document.get("counting")
    return SourceSpec(
        number=str(regulation.get("number", "")),
        form=regulation.get("form", ""),
        issuer=text(regulation.get("issuer")),
        issued=regulation.get("issued", ""),
        title=text(document.get("title")),
        readings={name: _reading(name, entry, readings) for name, entry in _named(document, "readings")},
        hours={name: Cited(**cited(entry)) for name, entry in _named(document, "calendars")},
        in_force=Cited(**cited(regulation.get("in_force", {}))),
        counting=None if counting is None else Cited(**cited(counting)),
        values=dict(_values(document)),
    )


def _named(document: Mapping[str, Any], key: str) -> Iterator[tuple[str, Any]]:
    return ((name, entry) for name, entry in document.get(key, {}).items() if not name.startswith("~"))


def _reading(name: str, entry: Mapping[str, Any], chosen: Mapping[str, str]) -> ReadingSpec:
    option = chosen.get(name, entry["default"])
    return ReadingSpec(
        id=name,
        question=text(entry.get("question")),
        option=option,
        answer=text(entry.get("titles", {}).get(option)),
        default=entry["default"],
        why=text(entry.get("why")),
        **cited(entry),
    )


def _values(document: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str], Text]]:
    """Give the titles of values that facts may have: the categories, and the scale of the rating."""
    for name, entry in _titled(document.get("categories", {})):
        yield ("category", name), text(entry.get("title"))
    scale = document.get("rating", {}).get("scale", {})
    for fact, entry in _named(document, "facts"):
        if scale and set(scale) <= set(entry.get("one_of", ())):
            yield from (((fact, value), text(title)) for value, title in scale.items())


def _titled(listed: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, entry in listed.items():
        if not name.startswith("~"):
            yield name, entry
            yield from _titled(entry.get("in", {}))
