"""What a scenario expects, compared with what came out; every difference is data."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from feedback_rules.profiles.tree import Items, Pairs, Text
from feedback_rules.studies.scenario_file import LAW
from feedback_rules.studies.scenario_rows import moment
from feedback_rules.wording import both, pair
from feedback_rules.workflow.show import show_value

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from feedback_rules.profiles.tree import Node

    Words = tuple[str, str]

__all__ = ["Difference", "compare", "named", "none_of", "unlike"]


class Difference(NamedTuple):
    """Where something else came out: what was expected, what was got, and the clause at stake.

    A value that the file or the results have is a text; what is said of it is the pair (Vietnamese, English).
    """

    where: str
    expected: str | Words
    got: str | Words
    clause: str

    def to_dict(self, lang: str = "vi") -> dict[str, str]:
        """Give the difference as JSON values, worded in ``lang``.

        >>> Difference("state", "answered", ("chưa được mở", "never opened"), "7.2.a").to_dict("en")["got"]
        'never opened'
        """
        column = 0 if lang == "vi" else 1
        expected, got = (value if isinstance(value, str) else value[column] for value in (self.expected, self.got))
        return {"where": self.where, "expected": expected, "got": got, "clause": self.clause}


def compare(
    expect: Pairs, result: Mapping[str, Any], zone: str, clause: str, known: Collection[str]
) -> Iterator[Difference]:
    """Give every difference between ``expect`` and one case of the results; ``known`` are the facts of the profile.

    Only what is named is looked at. ``none`` stands for nothing at all: no outcome, no due, no such clock.
    """
    for key, node in expect.pairs.items():
        if key == "facts":
            yield from _facts(node, result["facts"], clause, known)
        elif key == "clocks":
            yield from _clocks(node, result["clocks"], zone, clause)
        elif key == "parts":
            yield from _parts(node, result["parts"], zone, clause)
        elif key in {"effects", "no_effects"}:
            yield from _effects(key, node, result["effects"], zone, clause)
        elif key == "holder":
            yield from unlike("holder", node, _holder(result, node), zone, clause)
        elif key not in {"refused", "cases", *LAW}:
            yield from unlike(key, node, result.get(key), zone, clause)


def _facts(node: Node, facts: Mapping[str, Any], clause: str, known: Collection[str]) -> Iterator[Difference]:
    for name, expected in named(node).items():
        got = facts.get(name)
        if name not in known:
            got = both("difference.no-fact", known=", ".join(known))
            yield Difference(f"facts.{name}", _written(expected), got, clause)
        elif not _has(got, expected):
            yield Difference(f"facts.{name}", _written(expected), show_value(got), clause)


def _has(got: Any, expected: Node) -> bool:
    """Tell whether a fact has a value; a set-valued one has all and only the members listed."""
    members = set(map(show_value, got)) if isinstance(got, list | tuple) else {show_value(got)} - {"unset"}
    wanted = {_written(item) for item in (expected.items if isinstance(expected, Items) else (expected,))}
    return wanted - {"none", "unset"} == members


def _clocks(node: Node, clocks: list[dict[str, Any]], zone: str, clause: str) -> Iterator[Difference]:
    for name, expected in named(node).items():
        part, _, rest = name.rpartition(":")
        clock, dot, number = rest.rpartition(".")
        if not (dot and number.isdigit()):
            clock, number = rest, ""
        runs = [
            run
            for run in clocks
            if run["clock"] == clock and run.get("part", "") == part and number in ("", str(run["run"]))
        ]
        where = f"clocks.{name}"
        if isinstance(expected, Text):
            if runs:
                yield Difference(where, expected.text, runs[-1]["status"], _basis(runs[-1], clause))
        elif not runs:
            yield Difference(where, pair("difference.a-run"), none_of(map(_run_name, clocks)), clause)
        else:
            for key, value in named(expected).items():
                yield from unlike(f"{where}.{key}", value, runs[-1].get(key), zone, _basis(runs[-1], clause))


def _run_name(run: Mapping[str, Any]) -> str:
    part = run.get("part", "")
    return f"{part}:{run['clock']}.{run['run']}" if part else f"{run['clock']}.{run['run']}"


def _parts(node: Node, parts: list[dict[str, Any]], zone: str, clause: str) -> Iterator[Difference]:
    by_name = {part["part"]: part for part in parts}
    for name, expected in named(node).items():
        part = by_name.get(name)
        if isinstance(expected, Text):
            if part is not None:
                yield Difference(f"parts.{name}", expected.text, part["state"], clause)
        elif part is None:
            yield Difference(f"parts.{name}", pair("difference.a-part"), none_of(by_name), clause)
        else:
            for key, value in named(expected).items():
                got = _holder(part, value) if key == "holder" else part.get(key)
                yield from unlike(f"parts.{name}.{key}", value, got, zone, clause)


def _effects(key: str, node: Node, effects: list[dict[str, Any]], zone: str, clause: str) -> Iterator[Difference]:
    """Compare effects: each expected one must be among those made, as often as it is named; or none of them."""
    made = ", ".join(f"{effect['verb']} {effect['to']}" for effect in effects) or "none"
    items = node.items if isinstance(node, Items) else (node,)
    asked = Counter(_written(item) for item in items)
    for item in items:
        wanted = _written(item)
        found = sum(_is(effect, item, zone) for effect in effects)
        if key == "no_effects":
            if found:
                yield Difference(key, both("difference.no-effect", what=wanted), made, clause)
        elif found < asked[wanted]:
            asked[wanted] = 0  # told once
            yield Difference(key, wanted, made, clause)


def _is(effect: Mapping[str, Any], item: Node, zone: str) -> bool:
    """Tell whether an effect is the one described: a verb, a verb and an addressee, or a mapping."""
    if isinstance(item, Pairs):
        return all(_same(value, effect.get(key), zone) for key, value in item.pairs.items())
    words = _written(item).split(None, 1)
    return words[:1] == [effect["verb"]] and words[1:] in ([], [effect["to"]])


def unlike(where: str, expected: Node, got: Any, zone: str, clause: str) -> Iterator[Difference]:
    """Give the difference between what is expected and one JSON value, if there is any."""
    if not _same(expected, got, zone):
        yield Difference(where, _written(expected), _shown(got), clause)


def _same(expected: Node, got: Any, zone: str) -> bool:
    """Compare a node with a JSON value: instants as instants, lists as sets, texts in either language."""
    if isinstance(expected, Items):
        members = got if isinstance(got, list | tuple) else [got]
        return {_written(item) for item in expected.items} == {_shown(member) for member in members}
    if isinstance(expected, Pairs):
        return isinstance(got, dict) and all(_same(node, got.get(key), zone) for key, node in expected.pairs.items())
    text = expected.text
    if got is None or got in ([], {}):
        return text in {"none", "unset"}
    if isinstance(got, list):
        return text in map(_shown, got)
    if isinstance(got, dict):
        return text in map(_shown, got.values())
    if isinstance(got, str):
        wanted = moment(text, zone)
        if wanted is not None and moment(got, zone) is not None:
            return wanted == datetime.fromisoformat(got)
    return text == _shown(got)


def _holder(held: Mapping[str, Any], node: Node) -> str | None:
    """Give the holder, with its unit where the expectation names one."""
    holder, unit = held.get("holder"), held.get("unit")
    return f"{holder}/{unit}" if unit and isinstance(node, Text) and "/" in node.text else holder


def none_of(known: Iterable[str]) -> Words:
    """Say that there is no such thing, and which there are.

    >>> none_of(["intake.1", "intake.1", "supply.1"])[1], none_of([])[1]
    ('none; there are: intake.1, supply.1', 'none, nor any other')
    """
    names = ", ".join(dict.fromkeys(known))
    return both("difference.none-of", known=names) if names else pair("difference.none-at-all")


def _basis(run: Mapping[str, Any], clause: str) -> str:
    return ", ".join(run.get("basis") or ()) or clause


def named(node: Node) -> Mapping[str, Node]:
    """Give what a mapping names; a text names nothing."""
    return node.pairs if isinstance(node, Pairs) else {}


def _written(node: Node) -> str:
    """Write a node as its author did."""
    if isinstance(node, Text):
        return node.text
    if isinstance(node, Items):
        return f"[{', '.join(map(_written, node.items))}]"
    return f"{{{', '.join(f'{key}: {_written(value)}' for key, value in node.pairs.items())}}}"


def _shown(value: Any) -> str:
    return "none" if value is None else show_value(value)
