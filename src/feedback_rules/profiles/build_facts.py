"""The facts that conditions ask and the fields that events bring, with all their values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.profiles.build_cited import cited
from feedback_rules.workflow.intake import BUILT_IN
from feedback_rules.workflow.spec import FactSpec, FieldSpec

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["categories", "fact_specs", "field_specs", "intake_values"]

FLAG = (True, False)
MANY = frozenset({"lacks", "grounds"})
OTHER = "other"
"""The language of a report in a language that no intake declares."""


def categories(
    tree: Mapping[str, Any], parent: str | None = None, enters: str | None = None
) -> Iterator[tuple[str, ...]]:
    """Walk the categories as (name, parent or "", state it enters or ""), each before those below it.

    >>> list(categories({"light": {"enters": "received", "in": {"lamp": {}}}}))
    [('light', '', 'received'), ('lamp', 'light', 'received')]
    """
    for name, entry in tree.items():
        if name.startswith("~"):
            continue
        state = entry.get("enters", enters)
        yield name, parent or "", state or ""
        yield from categories(entry.get("in", {}), name, state)


def intake_values(document: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """List what the intakes of all workflows declare under ``key``, in the order of the file."""
    found: dict[str, None] = {}
    for workflow in document.get("workflows", {}).values():
        declared = workflow.get("intake", {}).get(key, ())
        if isinstance(declared, dict):
            found.update(dict.fromkeys(name for name in declared if not name.startswith("~")))
        else:
            found.update(dict.fromkeys(entry["field" if key == "required" else "id"] for entry in declared))
    return tuple(found)


def fact_specs(document: Mapping[str, Any]) -> tuple[FactSpec, ...]:
    """Give the facts by index: the built-in ones in their fixed order, then those declared.

    >>> [fact.id for fact in fact_specs({"facts": {"competence": {"one_of": ["commune", "district"]}}})][-2:]
    ['in_hours', 'competence']
    """
    tree = list(categories(document.get("categories", {})))
    values: dict[str, tuple[Any, ...]] = {
        "category": tuple(name for name, *_ in tree),
        "channel": intake_values(document, "channels"),
        "language": _languages(document),
        "complete": FLAG,
        "lacks": intake_values(document, "required"),
        "excluded": intake_values(document, "excluded"),
        "grounds": intake_values(document, "grounds"),
        "in_hours": FLAG,
    }
    parents = {name: parent for name, parent, _ in tree if parent}
    found = [
        FactSpec(
            id=name,
            index=index,
            values=values[name],
            many=name in MANY,
            parents=parents if name == "category" else {},
        )
        for index, name in enumerate(BUILT_IN)
    ]
    for name, entry in document.get("facts", {}).items():
        if not name.startswith("~"):
            link = entry.get("is") == "case"
            values_ = () if link else _fact_values(document, entry)
            found.append(FactSpec(id=name, index=len(found), values=values_, link=link, **cited(entry)))
    return tuple(found)


def field_specs(document: Mapping[str, Any]) -> dict[str, FieldSpec]:
    """Give the declared fields by name."""
    return {
        name: _field(document, name, entry)
        for name, entry in document.get("fields", {}).items()
        if not name.startswith("~")
    }


def _languages(document: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the declared languages; one that is not declared reads ``other``."""
    declared = intake_values(document, "languages")
    return tuple(dict.fromkeys((*declared, OTHER))) if declared else ()


def _fact_values(document: Mapping[str, Any], entry: Mapping[str, Any]) -> tuple[Any, ...]:
    return _listed(document, entry["one_of"]) if "one_of" in entry else FLAG


def _listed(document: Mapping[str, Any], one_of: Any) -> tuple[Any, ...]:
    """Give the values of ``one_of``: a list, or the name of a list that stands elsewhere in the document."""
    if isinstance(one_of, str):
        if one_of == "categories":
            return tuple(name for name, *_ in categories(document.get("categories", {})))
        return intake_values(document, one_of)
    return tuple(one_of)


def _field(document: Mapping[str, Any], name: str, entry: Mapping[str, Any]) -> FieldSpec:
    kind = entry.get("of")
    values: tuple[Any, ...] = ()
    if "one_of" in entry:
        form = "one_of"
        values = _listed(document, entry["one_of"])
    elif "unit_of" in entry:
        form = "unit_of"
        kinds = entry["unit_of"]
        values = (kinds,) if isinstance(kinds, str) else tuple(kinds)
        kind = values[0] if len(values) == 1 else None
    else:
        form = entry["is"]
    return FieldSpec(
        id=name,
        type=form,
        values=values,
        kind=kind,
        public=entry.get("public"),
        shown_to=tuple(entry.get("shown_to", ())),
        **cited(entry),
    )
