"""The tree of a file: mappings, lists and texts, each of which knows where it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["READINGS", "Items", "Node", "Pairs", "Path", "Place", "Positions", "Text", "plain", "plain_again", "walk"]

READINGS = "~readings"
"""The hidden key under which an entry keeps the readings that decided about it, option by reading."""

Path = tuple[str | int, ...]


class Place(NamedTuple):
    """Where something is written: file, line and column, both from 1, the column in characters."""

    file: str
    line: int
    column: int


class Text:
    """A scalar, always text; ``quoted`` tells whether it was written with quotes or as a block."""

    __slots__ = ("at", "quoted", "text")

    def __init__(self, text: str, at: Place, *, quoted: bool = False) -> None:
        self.text = text
        self.at = at
        self.quoted = quoted

    def __repr__(self) -> str:
        """Show the text and its line."""
        return f"<Text {self.text!r} {self.at.line}>"


class Items:
    """A list."""

    __slots__ = ("at", "items")

    def __init__(self, items: Iterable[Node], at: Place) -> None:
        self.items = tuple(items)
        self.at = at

    def __repr__(self) -> str:
        """Show how many there are, and the line."""
        return f"<Items {len(self.items)} {self.at.line}>"


class Pairs:
    """A mapping; ``keys`` says where each key is written."""

    __slots__ = ("at", "keys", "pairs")

    def __init__(self, pairs: Mapping[str, Node], keys: Mapping[str, Place], at: Place) -> None:
        self.pairs = pairs
        self.keys = keys
        self.at = at

    def with_pair(self, key: str, node: Node, at: Place | None = None) -> Pairs:
        """Give the mapping with one pair added or replaced."""
        place = at or self.keys.get(key) or node.at
        return Pairs({**self.pairs, key: node}, {**self.keys, key: place}, self.at)

    def without(self, *names: str) -> Pairs:
        """Give the mapping without some keys."""
        return Pairs({key: node for key, node in self.pairs.items() if key not in names}, self.keys, self.at)

    def text(self, key: str) -> str | None:
        """Give the text under ``key``; None where there is none, or where it is no text."""
        node = self.pairs.get(key)
        return node.text if isinstance(node, Text) else None

    def __repr__(self) -> str:
        """Show the keys and the line."""
        return f"<Pairs {', '.join(self.pairs)} {self.at.line}>"


Node = Text | Items | Pairs


def plain(node: Node) -> Any:
    """Give a tree as dictionaries, lists and texts.

    >>> here = Place("a.yaml", 1, 1)
    >>> plain(Pairs({"at": Items([Text("7:30", here)], here)}, {"at": here}, here))
    {'at': ['7:30']}
    """
    if isinstance(node, Text):
        return node.text
    if isinstance(node, Items):
        return [item.text if type(item) is Text else plain(item) for item in node.items]
    return {key: value.text if type(value) is Text else plain(value) for key, value in node.pairs.items()}


def plain_again(node: Node, known: dict[int, Any], *, keep: bool = True) -> Any:
    """Give a tree as :func:`plain` does; what ``known`` holds by the identity of its node is not made again.

    What is made is kept there, if it is to be kept.
    """
    if isinstance(node, Text):
        return node.text
    found = known.get(id(node))
    if found is None:
        if isinstance(node, Items):
            found = [item.text if type(item) is Text else plain_again(item, known, keep=keep) for item in node.items]
        else:
            found = {
                key: value.text if type(value) is Text else plain_again(value, known, keep=keep)
                for key, value in node.pairs.items()
            }
        if keep:
            known[id(node)] = found
    return found


def walk(node: Node, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    """Go through a tree, each node with its path, those above before those below."""
    yield path, node
    if isinstance(node, Items):
        for index, item in enumerate(node.items):
            yield from walk(item, (*path, index))
    elif isinstance(node, Pairs):
        for key, value in node.pairs.items():
            yield from walk(value, (*path, key))


class Positions:
    """Where everything of a document is written, also by paths of its canonical form.

    A path that does not exist is answered by its nearest ancestor. What the canonical form adds (the row 0 of a limit
    that was written alone, ``take`` of the facts that are set) is stepped over.
    """

    __slots__ = ("_tree",)

    def __init__(self, tree: Pairs) -> None:
        self._tree = tree

    def at(self, path: Sequence[str | int]) -> Place:
        """Give the place of a value; of an entry that consists of others, the place of its key.

        >>> here = [Place("a.yaml", line, 1) for line in range(9)]
        >>> tree = Pairs({"limit": Text("1 hour", here[2])}, {"limit": here[1]}, here[0])
        >>> (
        ...     Positions(tree).at(["limit"]).line,
        ...     Positions(tree).at(["limit", 0, "is"]).line,
        ...     Positions(tree).at(["x"]).line,
        ... )
        (2, 2, 0)
        """
        node, place = self._find(path)
        return node.at if isinstance(node, Text) else place

    def key(self, path: Sequence[str | int]) -> Place:
        """Give the place of the key at the end of ``path``; of an item, the place of its value."""
        return self._find(path)[1]

    def node(self, path: Sequence[str | int]) -> Node:
        """Give the node itself, or its nearest ancestor."""
        return self._find(path)[0]

    def _find(self, path: Sequence[str | int]) -> tuple[Node, Place]:
        node: Node = self._tree
        place = node.at
        for step in path:
            if isinstance(node, Text):
                break
            if isinstance(node, Pairs):
                if step in node.pairs:
                    place, node = node.keys[str(step)], node.pairs[str(step)]
                elif isinstance(step, str):
                    break
            elif isinstance(step, int):
                if step >= len(node.items):
                    break
                node = node.items[step]
                place = node.at
        return node, place
