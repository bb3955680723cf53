"""What the models complain about, as problems with a place, a reason and what to write instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin

from pydantic import BaseModel

from feedback_rules.profiles.document.faults import Fault, Faults, kind_of
from feedback_rules.profiles.problem import MAX_PROBLEMS, found, near
from feedback_rules.profiles.tree import Pairs

if TYPE_CHECKING:
    from collections.abc import Container

    from pydantic import ValidationError

    from feedback_rules.profiles.problem import Problem
    from feedback_rules.profiles.tree import Path, Positions

__all__ = ["complaints", "keys_at"]

_WANTED = {
    "dict_type": ("một mục gồm các khóa", "a mapping of keys"),
    "model_type": ("một mục gồm các khóa", "a mapping of keys"),
    "model_attributes_type": ("một mục gồm các khóa", "a mapping of keys"),
    "list_type": ("một danh sách", "a list"),
    "string_type": ("một chữ", "a text"),
}


def complaints(
    error: ValidationError, root: type[BaseModel], positions: Positions, left_out: Container[Path] = ()
) -> list[Problem]:
    """Turn the errors of the models into problems, in the order of the file, each place and code once.

    What was ``left_out`` on purpose is not missing.
    """
    problems: dict[tuple[Any, ...], Problem] = {}
    found_ = error.errors(include_url=False)
    told = [details for details in found_ if details["type"] != "missing" or details["loc"] not in left_out]
    for details in told[:MAX_PROBLEMS]:
        path = tuple(step for step in details["loc"] if step != "[key]")
        at_key = "[key]" in details["loc"] or details["type"] == "extra_forbidden"
        for fault in _faults(dict(details), path, root, positions):
            whole = (*path, *fault.path)
            place = positions.key(whole) if at_key or fault.code in _AT_KEY else positions.at(whole)
            problem = found(fault.code, place, whole, instead=fault.instead, **fault.params)
            problems.setdefault((problem.code, place, str(fault.params.get("key", ""))), problem)
    return sorted(problems.values(), key=lambda problem: (problem.file, problem.line, problem.column))


_AT_KEY = frozenset(
    {
        *("unknown-key", "missing-key", "one-of-keys", "two-keys", "missing-verb"),
        *("bad-limit-form", "bad-start", "bad-ceiling", "unknown-title"),
    }
)


def _faults(details: dict[str, Any], path: Path, root: type[BaseModel], positions: Positions) -> list[Fault]:
    kind = details["type"]
    reason = details.get("ctx", {}).get("error")
    if isinstance(reason, Faults):
        return reason.faults
    if kind == "extra_forbidden":
        key = str(path[-1])
        known = keys_at(root, path[:-1])
        return [Fault("unknown-key", (), {"key": key, "known": ", ".join(known)}, near(key, known))]
    if kind == "missing":
        return [_missing(str(path[-1]), path, root, positions)]
    if kind == "literal_error":
        known = re.findall(r"'([^']*)'", details["ctx"]["expected"])
        value = str(details["input"])
        if value == "":
            return [Fault("empty-value", (), {})]
        return [Fault("bad-choice", (), {"value": value, "known": ", ".join(known)}, near(value, known))]
    if kind == "too_short" and details["ctx"]["actual_length"]:
        return [Fault("one-option", (), {})]
    if kind == "too_short" or details.get("input") == "":
        return [Fault("empty-value", (), {})]
    wanted = _WANTED.get(kind, ("một giá trị khác", "another value"))
    return [Fault("wrong-type", (), {"wanted": wanted, "got": kind_of(details.get("input"))})]


def _missing(key: str, path: Path, root: type[BaseModel], positions: Positions) -> Fault:
    """Say which key is missing; a misspelt one beside it is offered."""
    node = positions.node(path[:-1])
    there = [name for name in node.pairs if name not in keys_at(root, path[:-1])] if isinstance(node, Pairs) else []
    return Fault("missing-key", (), {"key": key}, near(key, there) and None)


def keys_at(root: type[BaseModel], path: Path) -> list[str]:
    """List the keys that the entry at ``path`` may have, hidden ones left out."""
    model = _model_at(root, path)
    if model is None:
        return []
    return [
        info.alias or name
        for name, info in model.model_fields.items()
        if not (isinstance(info.json_schema_extra, dict) and info.json_schema_extra.get("hidden"))
    ]


def _model_at(root: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """Follow a path through the types of the models."""
    here: Any = root
    for step in path:
        if isinstance(here, type) and issubclass(here, BaseModel):
            fields = here.model_fields
            name = next((name for name, info in fields.items() if (info.alias or name) == step), None)
            if name is None:
                return None
            here = _bare(fields[name].annotation)
        else:
            arguments = get_args(here)
            if not arguments:
                return None
            here = _bare(arguments[-1])
    return here if isinstance(here, type) and issubclass(here, BaseModel) else None


def _bare(annotation: Any) -> Any:
    """Take off what annotations add: metadata, and the None of what may be left out."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
            continue
        several = [argument for argument in get_args(annotation) if argument is not type(None)]
        if type(None) in get_args(annotation) and len(several) == 1:
            annotation = several[0]
            continue
        return annotation
