"""YAML: a list of rows, read through the safe reader; plain scalars become what the profile says they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from feedback_rules.errors import ProfileError
from feedback_rules.profiles.problem import found
from feedback_rules.profiles.raw import MAX_BYTES, decode
from feedback_rules.profiles.reader import MAX_NODES, read_list
from feedback_rules.profiles.tree import Items, Pairs, Place, Text
from feedback_rules.studies.log_cells import cell_value, number_of
from feedback_rules.studies.log_faults import Fault, shown
from feedback_rules.studies.log_row import event_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from feedback_rules.profiles.problem import Problem
    from feedback_rules.profiles.tree import Node
    from feedback_rules.studies.log_faults import Faults
    from feedback_rules.workflow.event import Event

__all__ = ["place_of", "read_yaml", "row_of", "value_of"]


def read_yaml(data: bytes, file: str, faults: Faults, types: Mapping[str, str]) -> Iterator[tuple[int, Event]]:
    """Give (line, event) of each good row.

    >>> from feedback_rules.studies.log_faults import Faults
    >>> text = b'- {case: C-1, name: note, at: "2024-03-04T08:00:00+07:00", by: citizen, data: {tried: 3}}'
    >>> next(read_yaml(text, "log", Faults(), {}))[1].data
    {'tried': 3}
    """
    try:
        root = read_list(decode(data, file), file)
    except ProfileError as error:
        problems = error.details["problems"]
        for problem in problems:
            faults.keep(_of_a_log(problem))
        faults.more += error.details["count"] - len(problems)
        return
    for item in root.items:
        wrong: list[Fault] = []
        event = None
        if isinstance(item, Pairs):
            event = event_of(row_of(item, types, wrong), wrong)
        else:
            wrong.append(Fault("not-object", params=(("value", shown(_plain(item))),)))
        if event is not None and not wrong:
            yield item.at.line, event
        for fault in wrong:
            place = place_of(item, fault.field)
            faults.add(file, place.line, fault._replace(column=place.column))


OWN: Final = {"empty-file": 1, "too-large": MAX_BYTES, "too-many-nodes": MAX_NODES}
"""What the safe reader words for a profile, and is said of a log in other words, with the bound that it names."""


def _of_a_log(problem: Problem) -> Problem:
    """Word a problem for whoever wrote a log, not a profile."""
    if problem.code not in OWN:
        return problem
    place = Place(problem.file, problem.line, problem.column)
    return found(problem.code, place, problem.path, room="log", value=OWN[problem.code])


def value_of(where: str, node: Node, kind: str | None, faults: list[Fault]) -> Any:
    """Give a scalar or a list as the value that it stands for.

    A declared kind decides; without one, quotes make a text, ``true`` and ``false`` a flag, and digits a number.
    """
    if isinstance(node, Items):
        inner = None if kind == "units" else kind
        return [value_of(where, item, inner, faults) for item in node.items]
    if isinstance(node, Pairs):
        return {key: value_of(where, value, None, faults) for key, value in node.pairs.items()}
    if kind in {"flag", "number"}:
        return cell_value(where, node.text, kind, faults)
    if kind is not None or node.quoted:
        return node.text
    if node.text in {"true", "false"}:
        return node.text == "true"
    number = number_of(node.text)
    return node.text if number is None else number


def row_of(item: Pairs, types: Mapping[str, str], found: list[Fault]) -> dict[str, Any]:
    """Make a row of JSON values of a mapping; an empty value is one that is not there."""
    row: dict[str, Any] = {}
    for key, node in item.pairs.items():
        if key == "data" and isinstance(node, Pairs):
            row[key] = {
                name: None if _empty(given) else value_of(f"data.{name}", given, types.get(name), found)
                for name, given in node.pairs.items()
            }
        elif key == "seq" and isinstance(node, Text):
            number = number_of(node.text)
            row[key] = node.text if number is None else number
        else:
            row[key] = None if _empty(node) else _plain(node)
    return row


def _empty(node: Node) -> bool:
    return isinstance(node, Text) and not node.text and not node.quoted


def _plain(node: Node) -> Any:
    """Show a node's own text; what is no text stands in a message as it is written."""
    return node.text if isinstance(node, Text) else value_of("", node, None, [])


def place_of(item: Node, field: str) -> Place:
    """Find where a field of a row is written; the row itself where the field is not."""
    node = item
    place = item.at
    for step in field.split("."):
        if not isinstance(node, Pairs) or step not in node.pairs:
            break
        place, node = node.keys[step], node.pairs[step]
    return place
