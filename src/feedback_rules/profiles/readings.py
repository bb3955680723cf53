"""Readings: each question that the text leaves open is answered by one option before all else (S31)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from feedback_rules.errors import InputError
from feedback_rules.profiles.problem import Problem, found, near, refuse
from feedback_rules.profiles.tree import READINGS, Items, Node, Pairs, Path, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Chosen", "Memory", "choose", "declared", "variants"]

REFERENCE = "reading"
HERE = "is"
NONE = "none"

MAX_OPTIONS = 200
"""Each option is checked in its place, so that their number bounds the time; no regulation is open in so many ways."""

_TOP = frozenset(
    {"holders", "roles", "facts", "fields", "calendars", "duties", "monitors", "governed_by", "inferences"}
)
_IN_WORKFLOW = frozenset({"opens_with", "states", "groups", "counters", "parts"})
_IN_STATE = frozenset({"clocks", "events"})
_LISTED = frozenset({"channels", "languages", "required", "optional", "excluded", "grounds"})


class Chosen(NamedTuple):
    """A tree without references, the option chosen for each declared reading, what was wrong, where holes are left."""

    tree: Pairs
    options: dict[str, str]
    problems: list[Problem]
    holes: set[Path]


class _Mark(NamedTuple):
    """A reading to be noted on every mapping above a place, down to a depth that belongs to one thing."""

    reading: str
    option: str
    depth: int


def declared(tree: Pairs) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Give the declared readings: the default and the options of each; what has no proper shape is left out."""
    readings = tree.pairs.get("readings")
    found_: dict[str, tuple[str, tuple[str, ...]]] = {}
    for name, entry in readings.pairs.items() if isinstance(readings, Pairs) else ():
        options = entry.pairs.get("options") if isinstance(entry, Pairs) else None
        default = entry.text("default") if isinstance(entry, Pairs) else None
        names = _names(options)
        if names and default is not None:
            found_[name] = (default, names)
    return found_


def _names(options: Node | None) -> tuple[str, ...]:
    """Give the names of options: the keys of a mapping, or a plain list where each place gives its own values."""
    if isinstance(options, Pairs):
        return tuple(options.pairs)
    if isinstance(options, Items):
        return tuple(item.text for item in options.items if isinstance(item, Text))
    return ()


class Memory:
    """What one walk over a tree has replaced, so that a walk with another option of ``changed`` goes where that counts.

    A part of the tree without a reference stays the very same node, and so does one whose references are to other
    readings.
    """

    __slots__ = ("changed", "kept", "names", "used")

    def __init__(self, tree: Pairs) -> None:
        direct = _named(tree)
        self.used = direct.get(id(tree), set())
        self.names = _reaching(tree, direct)
        self.kept: dict[tuple[int, Path, tuple[str, ...]], tuple[Node | None, list[_Mark]]] = {}
        self.changed: str | None = None


def _named(tree: Pairs) -> dict[int, set[str]]:
    """Tell for each node to which readings it refers, or anything in it."""
    direct: dict[int, set[str]] = {}

    def visit(node: Items | Pairs) -> None:
        below = node.items if isinstance(node, Items) else node.pairs.values()
        names: set[str] = set()
        for item in below:
            if not isinstance(item, Text):
                visit(item)
                names.update(direct.get(id(item), ()))
        if isinstance(node, Pairs) and isinstance(reference := node.pairs.get(REFERENCE), Text):
            names.add(reference.text)
        if names:
            direct[id(node)] = names

    visit(tree)
    return direct


def _reaching(tree: Pairs, direct: Mapping[int, set[str]]) -> dict[int, frozenset[str]]:
    """Tell for each node which readings decide about what stands in it, those inside their options too."""
    readings = tree.pairs.get("readings")
    reach = {name: {name} for name in declared(tree)}
    for name, entry in readings.pairs.items() if isinstance(readings, Pairs) else ():
        reach[name] = {name, *direct.get(id(entry), ())}
    while True:
        wider = {name: names.union(*(reach.get(other, {other}) for other in names)) for name, names in reach.items()}
        if wider == reach:
            break
        reach = wider
    return {node: frozenset().union(*(reach.get(name, {name}) for name in names)) for node, names in direct.items()}


def choose(tree: Pairs, chosen: Mapping[str, str] | None = None, memory: Memory | None = None) -> Chosen:
    """Put the chosen options, else the defaults, in the place of every reference; ``none`` removes the entry.

    With a ``memory`` of the defaults, only what the reading that it names as ``changed`` decides about is walked.
    ``InputError``: a reading or an option that the profile does not have, with the nearest name. ``ProfileError``: more
    options than can be checked.

    >>> from feedback_rules.profiles.reader import read_text
    >>> text = "{a: {reading: r}, readings: {r: {options: {x: one, y: none}, default: x}}}"
    >>> choose(read_text(text)).tree.text("a"), "a" in choose(read_text(text), {"r": "y"}).tree.pairs
    ('one', False)
    """
    known = declared(tree)
    if sum(len(listed) for _, listed in known.values()) > MAX_OPTIONS:
        raise refuse([found("too-many-options", tree.keys["readings"], ("readings",), most=MAX_OPTIONS)], tree.at.file)
    options = {name: default if default in listed else listed[0] for name, (default, listed) in known.items()}
    for name, option in (chosen or {}).items():
        _ask(name, option, known)
        options[name] = option
    work = _Choosing(tree, options, memory)
    pairs: dict[str, Node] = {}
    for key, node in tree.pairs.items():
        if key == "readings":
            work.check(node)
            pairs[key] = node
            continue
        replaced, _ = work.replace(node, (key,), ())
        if replaced is not None:
            pairs[key] = replaced
    holes = work.holes | {problem.path for problem in work.problems}
    if options:
        marks = {name: Text(option, tree.at) for name, option in sorted(options.items())}
        pairs[READINGS] = Pairs(marks, dict.fromkeys(marks, tree.at), tree.at)
    return Chosen(Pairs(pairs, {**tree.keys, READINGS: tree.at}, tree.at), options, work.problems, holes)


def variants(tree: Pairs, memory: Memory | None = None) -> Iterator[tuple[str, str, Chosen]]:
    """Give the tree with each option that is no default, one at a time: every option is checked in its place (S31).

    An option of a reading that nothing refers to has no place.
    """
    used = _named(tree).get(id(tree), set()) if memory is None else memory.used
    for name, (default, options) in declared(tree).items():
        for option in options if default in options and name in used else ():
            if option != default:
                if memory is not None:
                    memory.changed = name
                yield name, option, choose(tree, {name: option}, memory)


def _ask(name: str, option: str, known: Mapping[str, tuple[str, tuple[str, ...]]]) -> None:
    """Refuse a choice that the caller could not make."""
    what, names, wanted = ("reading", tuple(known), name)
    if name in known:
        what, names, wanted = ("option", known[name][1], option)
    if wanted in names:
        return
    close = near(str(wanted), names)
    listed = ", ".join(names) or "–"
    offer_en, offer_vi = (f'; did you mean "{close}"?', f'; ý là "{close}"?') if close else ("", "")
    en, vi = (
        (f'the profile has no reading "{name}"', f'quy chế không có cách hiểu "{name}"')
        if what == "reading"
        else (f'the reading "{name}" has no option "{option}"', f'cách hiểu "{name}" không có lựa chọn "{option}"')
    )
    raise InputError(
        f"unknown-{what}",
        en=f"{en}{offer_en} (known: {listed})",
        vi=f"{vi}{offer_vi} (đã khai báo: {listed})",
        value=wanted,
        hint=close,
        known=names,
    )


class _Choosing:
    """One walk over a tree."""

    def __init__(self, tree: Pairs, options: Mapping[str, str], memory: Memory | None = None) -> None:
        readings = tree.pairs.get("readings")
        self.memory = memory
        self.entries = readings.pairs if isinstance(readings, Pairs) else {}
        self.options = options
        self.problems: list[Problem] = []
        self.holes: set[Path] = set()

    def check(self, readings: Node) -> None:
        """Check that each default is one of its own options."""
        for name, entry in readings.pairs.items() if isinstance(readings, Pairs) else ():
            options = entry.pairs.get("options") if isinstance(entry, Pairs) else None
            default = entry.pairs.get("default") if isinstance(entry, Pairs) else None
            known = _names(options)
            if known and isinstance(default, Text) and default.text not in known:
                self.problems.append(
                    found(
                        "unknown-option",
                        default.at,
                        ("readings", name, "default"),
                        instead=near(default.text, known),
                        reading=name,
                        option=default.text,
                        known=", ".join(known),
                    )
                )

    def replace(self, node: Node, path: Path, inside: tuple[str, ...]) -> tuple[Node | None, list[_Mark]]:
        """Give the node without references, None where it is removed, and the marks for what stands above."""
        if isinstance(node, Text):
            return node, []
        memory = self.memory
        if memory is None:
            return self._replaced(node, path, inside)
        names = memory.names.get(id(node))
        if names is None:
            return node, []
        key = (id(node), path, inside)
        known = memory.kept.get(key) if memory.changed is not None and memory.changed not in names else None
        if known is None:
            known = self._replaced(node, path, inside)
            if memory.changed is None:
                memory.kept[key] = known
        return known

    def _replaced(self, node: Items | Pairs, path: Path, inside: tuple[str, ...]) -> tuple[Node | None, list[_Mark]]:
        """Walk through a mapping or a list."""
        if isinstance(node, Items):
            return self._items(node, path, inside)
        if isinstance(node.pairs.get(REFERENCE), Text):
            return self._reference(node, path, inside)
        pairs: dict[str, Node] = {}
        marks: list[_Mark] = []
        for key, item in node.pairs.items():
            if isinstance(item, Text):
                pairs[key] = item
                continue
            replaced, above = self.replace(item, (*path, key), inside)
            marks += above
            if replaced is not None:
                pairs[key] = replaced
        if not marks and len(pairs) == len(node.pairs):
            same = all(pairs[key] is node.pairs[key] for key in pairs)
            return (node if same else Pairs(pairs, node.keys, node.at)), []
        made = Pairs(pairs, node.keys, node.at)
        return _marked(made, [mark for mark in marks if mark.depth <= len(path)]), marks

    def _items(self, node: Items, path: Path, inside: tuple[str, ...]) -> tuple[Node, list[_Mark]]:
        items: list[Node] = []
        marks: list[_Mark] = []
        for index, item in enumerate(node.items):
            if isinstance(item, Text):
                items.append(item)
                continue
            replaced, above = self.replace(item, (*path, index), inside)
            marks += above
            if replaced is not None:
                items.append(replaced)
        return Items(items, node.at), marks

    def _reference(self, node: Pairs, path: Path, inside: tuple[str, ...]) -> tuple[Node | None, list[_Mark]]:
        reference = node.pairs[REFERENCE]
        assert isinstance(reference, Text)  # noqa: S101 - asked before
        name = reference.text
        option = self._option(node, reference, path, inside)
        if option is None:
            return None, []
        mark = _Mark(name, self.options[name], _depth(path))
        if isinstance(option, Text) and option.text == NONE and not option.quoted:
            return None, [mark._replace(depth=_depth(path[:-1]))]
        replaced, above = self.replace(option, path, (*inside, name))
        if replaced is None:
            return None, [*above, mark._replace(depth=_depth(path[:-1]))]
        if isinstance(replaced, Text) and path[-1] == "limit":
            replaced = Pairs({"is": replaced}, {"is": replaced.at}, replaced.at)
        if isinstance(replaced, Pairs):
            replaced = _marked(replaced, [mark])
        elif isinstance(replaced, Items):
            marked = [_marked(item, [mark]) if isinstance(item, Pairs) else item for item in replaced.items]
            replaced = Items(marked, replaced.at)
        alone = isinstance(replaced, Pairs) and mark.depth == len(path)
        return replaced, above if alone else [*above, mark]

    def _option(self, node: Pairs, reference: Text, path: Path, inside: tuple[str, ...]) -> Node | None:
        """Find the chosen option's node; what can't be found is a problem."""
        name, at = reference.text, reference.at
        other = next((key for key in node.pairs if key not in {REFERENCE, HERE}), None)
        if other is not None:
            self.problems.append(found("bad-reading", node.keys[other], path, key=other))
            return None
        if name in inside:
            self.problems.append(found("reading-cycle", at, path, reading=name))
            return None
        entry = self.entries.get(name)
        if entry is None:
            known = tuple(self.entries)
            listed = ", ".join(known) or "–"
            self.problems.append(
                found("unknown-reading", at, path, instead=near(name, known), reading=name, known=listed)
            )
            return None
        options = entry.pairs.get("options") if isinstance(entry, Pairs) else None
        known = _names(options)
        if not known or name not in self.options:
            self.holes.add(path)  # the shape of the reading itself is a problem of its own
            return None
        here = node.pairs.get(HERE)
        if here is None and isinstance(options, Pairs):
            return options.pairs.get(self.options[name])
        if not isinstance(here, Pairs) or set(here.pairs) != set(known):
            at = reference.at if here is None else node.keys[HERE]
            listed = ", ".join(known)
            self.problems.append(found("reading-values", at, path, reading=name, known=listed))
            return None
        return here.pairs[self.options[name]]


def _marked(node: Pairs, marks: list[_Mark]) -> Pairs:
    """Note readings on a mapping, under the hidden key."""
    if not marks:
        return node
    before = node.pairs.get(READINGS)
    noted = dict(before.pairs) if isinstance(before, Pairs) else {}
    noted.update({mark.reading: Text(mark.option, node.at) for mark in marks})
    return node.with_pair(READINGS, Pairs(noted, dict.fromkeys(noted, node.at), node.at), node.at)


def _depth(path: Path) -> int:
    """Give the depth of the innermost thing that a path leads into: a clock, an event, a state, a holder, a workflow.

    A reading inside a clock says something about that clock, and nothing about the state in which it stands.

    >>> _depth(("workflows", "report", "states", "at_commune", "clocks", "decide", "met_by", "pass_up", "limit"))
    6
    >>> (
    ...     _depth(("workflows", "report", "states", "at_commune", "held_by")),
    ...     _depth(("regulation", "form")),
    ...     _depth(("zone",)),
    ... )
    (4, 1, 0)
    """
    size = len(path)
    if size < 2:  # noqa: PLR2004 - a key of the document itself
        return 0
    if path[0] == "categories":
        return size - size % 2
    if path[0] in _TOP:
        return 2
    if path[0] != "workflows":
        return 1
    return _depth_in_workflow(path)


def _depth_in_workflow(path: Path) -> int:
    size = len(path)
    if size >= 5 and path[2] == "intake" and path[3] in _LISTED:  # noqa: PLR2004 - workflows/w/intake/list/entry
        return 5
    if size >= 6 and path[2] in {"states", "groups"} and path[4] in _IN_STATE:  # noqa: PLR2004 - …/states/s/clocks/c
        return 6
    if size >= 4 and path[2] in _IN_WORKFLOW:  # noqa: PLR2004 - workflows/w/states/s
        return 4
    return 3 if path[2:3] == ("intake",) else 2
