"""Texts of a table (CSV cells, plain YAML scalars) as the values that the profile declares."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from feedback_rules.studies.log_faults import Fault, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from feedback_rules.workflow.spec import Rulebook

__all__ = ["NUMBER", "cell_text", "cell_value", "number_of", "types_of"]

NUMBER: Final = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?", re.ASCII)
FLAGS: Final = {"true": True, "false": False, "có": True, "không": False}


def types_of(rulebook: Rulebook) -> Mapping[str, str]:
    """Give what each field and fact of a profile is: ``flag``, ``number``, ``units`` (a list), or a kind of text."""
    types = {}
    for fact in rulebook.facts:
        flag = bool(fact.values) and all(type(value) is bool for value in fact.values)
        types[fact.id] = "units" if fact.many else "flag" if flag else "text"
    types.update({field.id: field.type for field in rulebook.fields.values()})
    return types


def cell_value(where: str, text: str, kind: str, faults: list[Fault]) -> Any:
    """Read a cell as the kind of value that it should be.

    >>> cell_value("data.complete", "TRUE", "flag", []), cell_value("data.units", "A; B", "units", [])
    (True, ['A', 'B'])
    """
    if kind == "flag":
        if (flag := FLAGS.get(text.casefold())) is not None:
            return flag
        faults.append(Fault("not-flag", where, params=(("value", shown(text)),)))
        return None
    if kind == "number":
        number = number_of(text)
        if number is None:
            faults.append(Fault("not-number", where, params=(("value", shown(text)),)))
        return number
    if kind == "units":
        if not text.startswith("["):
            return [name.strip() for name in text.split(";") if name.strip()]
        try:
            members = json.loads(text)
        except (ValueError, RecursionError):
            members = None
        if isinstance(members, list):
            return members
        faults.append(Fault("not-list", where, params=(("value", shown(text)),)))
        return None
    return text


def number_of(text: str) -> int | float | None:
    """Read a number as JSON writes it; ``None`` if the text is none, or too long to be one."""
    matched = NUMBER.fullmatch(text) if len(text) <= 400 else None  # noqa: PLR2004 - far beyond any number taken
    if matched is None:
        return None
    return int(text) if matched[2] is None and matched[3] is None else float(text)


def cell_text(value: Any) -> str:
    """Write a value as a cell that :func:`cell_value` reads back.

    >>> cell_text(True), cell_text(["A", "B"]), cell_text(["A;"]), cell_text(2.5)
    ('true', 'A; B', '["A;"]', '2.5')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple):
        plain = all(isinstance(name, str) and name and name == name.strip() and ";" not in name for name in value)
        if value and plain and not value[0].startswith("["):
            return "; ".join(value)
    return json.dumps(value, ensure_ascii=False)
