"""Overlays: a text that holds only its differences, laid over the one that it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.profiles.problem import Problem, found, near
from feedback_rules.profiles.tree import Node, Pairs, Path, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["difference", "merge"]


def merge(base: Pairs, over: Pairs, path: Path = (), *, kept: bool = False) -> tuple[Pairs, list[Problem]]:
    """Lay ``over`` on ``base``: mappings key by key, lists and texts replaced, ``none`` removes.

    Every node keeps the place where it was written. What is to be removed and is not there is a problem; in a workflow
    that is like another ``none`` is ``kept``, for it removes what is written out later.

    >>> from feedback_rules.profiles.reader import read_text
    >>> merged, _ = merge(read_text("{a: {b: 1, c: 2}, d: 3}"), read_text("{a: {b: none, e: 5}}"))
    >>> merged.pairs["a"], merged.text("d")
    (<Pairs c, e 1>, '3')
    """
    problems: list[Problem] = []
    pairs = dict(base.pairs)
    keys = dict(base.keys)
    for key, node in over.pairs.items():
        here = (*path, key)
        before = pairs.get(key)
        if isinstance(node, Text) and node.text == "none" and not node.quoted and not _is_value(here):
            if kept:
                pairs[key], keys[key] = node, over.keys[key]
                continue
            if before is None:
                known = tuple(base.pairs)
                problems.append(found("nothing-to-remove", over.keys[key], here, instead=near(key, known), key=key))
            pairs.pop(key, None)
            keys.pop(key, None)
            continue
        if isinstance(node, Pairs) and not _is_reference(node):
            under = before if isinstance(before, Pairs) and not _is_reference(before) else Pairs({}, {}, node.at)
            laid, more = merge(under, node, here, kept=kept or _is_likeness(here, under, node))
            problems += more
            pairs[key] = laid
        else:
            pairs[key] = node
        keys[key] = over.keys[key]
    return Pairs(pairs, keys, over.at if not base.pairs else base.at), problems


def _is_value(path: Path) -> bool:
    """Tell whether ``none`` is a value at this place: an option of a reading, or a join."""
    return path[-1] == "join" or (path[:1] == ("readings",) and path[2:-1] == ("options",))


def _is_likeness(path: Path, *layers: Pairs) -> bool:
    """Tell whether a workflow is like another in one of its layers."""
    return len(path) == 2 and path[0] == "workflows" and any("like" in layer.pairs for layer in layers)  # noqa: PLR2004 - workflows/name


def _is_reference(node: Node) -> bool:
    """Tell whether a mapping is the reference to a reading, which is replaced as a whole."""
    return isinstance(node, Pairs) and isinstance(node.pairs.get("reading"), Text)


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[Path, Any, Any]]:
    """List what differs between two canonical documents: path, value before, value after; None where there is none.

    >>> difference({"a": {"b": 1, "c": [2]}}, {"a": {"b": 1, "c": [2, 3], "d": 4}})
    [(('a', 'c'), [2], [2, 3]), (('a', 'd'), None, 4)]
    """
    return list(_differences(before, after, ()))


def _differences(before: Mapping[str, Any], after: Mapping[str, Any], path: Path) -> Iterator[tuple[Path, Any, Any]]:
    for key in sorted({*before, *after}):
        old, new = before.get(key), after.get(key)
        if isinstance(old, dict) and isinstance(new, dict):
            yield from _differences(old, new, (*path, key))
        elif old != new:
            yield (*path, key), old, new
