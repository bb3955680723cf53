"""The safe reader: a small, closed part of YAML, every scalar kept as text with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from unicodedata import normalize

import yaml

from feedback_rules.profiles.problem import MAX_PROBLEMS, Problem, found, refuse
from feedback_rules.profiles.raw import FORBIDDEN, cleaned, decode, load_bytes
from feedback_rules.profiles.slips import WIDE_SPACES, space_indent, syntax_problem
from feedback_rules.profiles.tree import Items, Node, Pairs, Path, Place, Text

if TYPE_CHECKING:
    import os

__all__ = ["MAX_DEPTH", "MAX_NODES", "read_file", "read_list", "read_text"]

MAX_DEPTH = 40
MAX_NODES = 100_000

_QUOTES = {"“": "”“", "”": "”", "„": "“”", "‟": "”", "«": "»", "‘": "’", "’": "’"}
"""Quotes of a printed page, with those that close them."""
_LOOKALIKE = frozenset((*_QUOTES, *WIDE_SPACES))
_DATA = frozenset({"log", "given", "expect"})
"""What stands below these is data of a scenario."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The C scanner where libyaml is there, else the pure Python one: the same events and the same places."""


def read_file(path: str | os.PathLike[str], file: str | None = None) -> Pairs:
    """Read a file as a tree of texts; ``file`` is the name that problems show. Anything wrong is a ``ProfileError``."""
    data = load_bytes(path)
    name = file or str(path)
    return read_text(decode(data, name), name)


def read_text(text: str, file: str = "<text>") -> Pairs:
    r"""Read a text as a tree; anything wrong is a ``ProfileError`` whose problems say where and what to write instead.

    >>> read_text("opens: 7:30").pairs["opens"]
    <Text '7:30' 1>
    >>> read_text("a: 1\na: 2")
    Traceback (most recent call last):
    feedback_rules.errors.ProfileError: <text> does not load: <text>:2:1 duplicate-key the key "a" stands here again...
    """
    root = _tree(text, file, Pairs, found_as=("not-a-mapping", "problem"))
    assert isinstance(root, Pairs)  # noqa: S101 - anything else is among the problems
    return root


def read_list(text: str, file: str = "<text>") -> Items:
    """Read a text whose outermost shape is a list, as a log's is; all else is as in :func:`read_text`.

    >>> read_list("- {case: C-1}").items
    (<Pairs case 1>,)
    """
    root = _tree(text, file, Items, found_as=("not-rows", "log"))
    assert isinstance(root, Items)  # noqa: S101 - anything else is among the problems
    return root


def _tree(text: str, file: str, shape: type[Pairs | Items], found_as: tuple[str, str]) -> Node | None:
    """Read a text whose root has this shape; ``found_as``: the problem of another one, and the room of its words."""
    reading = _Reading(cleaned(text, file), file)
    try:
        reading.read(text)
    except yaml.MarkedYAMLError as error:
        problem = syntax_problem(error, text, file)
        if problem not in reading.problems:
            reading.problems.append(problem)
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        reading.problems.append(found("bad-yaml", Place(file, 1, 1), reason=str(error)))
    if reading.root is None and not reading.problems:
        reading.problems.append(found("empty-file", Place(file, 1, 1)))
    if reading.root is not None and not isinstance(reading.root, shape):
        reading.problems.append(found(found_as[0], reading.root.at, room=found_as[1]))
    if reading.problems:
        raise refuse(reading.problems, file)
    return reading.root


class _Open:
    """A mapping or list that is being read."""

    __slots__ = ("at", "end", "flow", "items", "key", "keys", "last", "pairs")

    def __init__(self, at: Place, *, flow: bool, pairs: bool) -> None:
        self.at = at
        self.flow = flow
        self.items: list[Node] = []
        self.pairs: dict[str, Node] | None = {} if pairs else None
        self.keys: dict[str, Place] = {}
        self.key: Text | None = None
        self.end = 0
        self.last: str | None = None

    def close(self) -> Node:
        """Make the node, now that it has ended."""
        return Items(self.items, self.at) if self.pairs is None else Pairs(self.pairs, self.keys, self.at)

    def step(self) -> str | int:
        """Say under which key or number the next value stands."""
        return len(self.items) if self.key is None else self.key.text


class _Reading:
    """The tree so far, and what is wrong with it."""

    def __init__(self, text: str, file: str) -> None:
        self.source = text
        self.file = file
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self.stack: list[_Open] = []
        self.nodes = 0
        self.documents = 0
        self.stopped = False

    def read(self, text: str) -> None:
        """Take the events of the parser one by one, so that a hostile file is left as soon as it is recognised."""
        loader = _LOADER(text)
        try:
            for event in iter(loader.get_event, None):
                if type(event) is yaml.ScalarEvent and event.anchor is None and event.tag is None:  # as nearly all are
                    self.nodes += 1
                    if self.nodes > MAX_NODES:
                        self._stop("too-many-nodes", event, most=MAX_NODES)
                    else:
                        self._scalar(event)
                else:
                    self._take(event)
                if self.stopped or len(self.problems) > MAX_PROBLEMS:
                    break
        finally:
            loader.dispose()

    def _take(self, event: Any) -> None:
        """Take an event that is no plain text."""
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self._stop("several-documents", event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._put(self.stack.pop().close(), event)
        elif isinstance(event, yaml.NodeEvent):
            self.nodes += 1
            if not self._refused(event):
                self._begin(event)

    def _refused(self, event: Any) -> bool:
        """Stop at what the small part of YAML has no use for, and at what no profile needs so much of."""
        if self.nodes > MAX_NODES:
            return self._stop("too-many-nodes", event, most=MAX_NODES)
        if isinstance(event, yaml.AliasEvent):
            return self._stop("alias", event, name=event.anchor)
        if event.anchor is not None:
            return self._stop("anchor", event, name=event.anchor)
        if event.tag is not None:
            return self._stop("tag", event, name=event.tag)
        if isinstance(event, yaml.ScalarEvent):
            return False
        if len(self.stack) >= MAX_DEPTH:
            return self._stop("too-deep", event, most=MAX_DEPTH)
        top = self.stack[-1] if self.stack else None
        if top is not None and top.pairs is not None and top.key is None:
            return self._stop("bad-key", event)
        return False

    def _begin(self, event: Any) -> None:
        """Open a mapping or list, or take a text in."""
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        else:
            pairs = isinstance(event, yaml.MappingStartEvent)
            self.stack.append(_Open(self._at(event), flow=bool(event.flow_style), pairs=pairs))

    def _scalar(self, event: Any) -> None:
        """Take a text in."""
        text, mark = event.value, event.start_mark
        at = Place(self.file, mark.line + 1, mark.column + 1)
        if not (text.isascii() and text.isprintable()):
            text = normalize("NFC", text)
            bad = FORBIDDEN.search(text)
            if bad is not None:
                self.problems.append(found("bad-character", at, sign=f"U+{ord(bad.group()):04X}"))
                text = FORBIDDEN.sub("", text)
            if text[:1] in _LOOKALIKE and not event.style:
                self._looks_alike(text, at)
        self._put(Text(text, at, quoted=bool(event.style)), event)

    def _looks_alike(self, text: str, at: Place) -> None:
        """Find a space that only looks like an indentation, and quotes that only look like quotes.

        What a log or a scenario brings as data is left as it is.
        """
        if not self.stack or self.stack[0].pairs is None:
            return
        top, signs = self.stack[-1], _QUOTES.get(text[0])
        if signs is None:
            if top.pairs is not None and top.key is None:
                self.problems.append(space_indent(at, text[0]))
            return
        inner, last = text[1:-1], text[-1]
        within = {outer.key.text for outer in self.stack if outer.key is not None}
        if last in signs and within.isdisjoint(_DATA) and not any(sign in inner for sign in (text[0], last)):
            self.problems.append(found("typographic-quotes", at, signs=f"{text[0]}…{last}", text=inner.strip()))

    def _put(self, node: Node, event: Any) -> None:
        """Hand a finished node to what encloses it."""
        if not self.stack:
            self.root = node
            return
        top = self.stack[-1]
        if top.pairs is None:
            top.items.append(node)
        elif top.key is None:
            assert isinstance(node, Text)  # noqa: S101 - reading stops at any other key
            top.key, top.end = node, event.end_mark.index
        else:
            self._pair(top, top.key, node, event)
            top.key = None

    def _pair(self, top: _Open, key: Text, node: Node, event: Any) -> None:
        assert top.pairs is not None  # noqa: S101 - a list has no keys
        if top.flow and isinstance(node, Text) and ":" not in self.source[top.end : event.end_mark.index]:
            self._slip(top, key)
            return
        before = top.keys.get(key.text)
        if before is not None:
            path = (*self._path(), key.text)
            self.problems.append(found("duplicate-key", key.at, path, key=key.text, line=before.line))
            return
        top.pairs[key.text] = node
        top.keys[key.text] = key.at
        top.last = key.text

    def _slip(self, top: _Open, key: Text) -> None:
        """Recognise the second half of a prose text that stands in braces without quotes."""
        assert top.pairs is not None  # noqa: S101 - a list has no keys
        value = top.pairs.get(top.last) if top.last is not None else None
        if top.last is None or not isinstance(value, Text):
            self.problems.append(found("missing-value", key.at, (*self._path(), key.text), key=key.text))
            return
        whole = f"{value.text}, {key.text}"
        path = (*self._path(), top.last)
        known = self.problems[-1] if self.problems else None
        if known is not None and known.code == "prose-comma" and known.path == path:
            again = found("prose-comma", key.at, path, key=top.last, part="", whole=whole)
            self.problems[-1] = known._replace(hint=again.hint)
        else:
            self.problems.append(found("prose-comma", key.at, path, key=top.last, part=key.text, whole=whole))
        top.pairs[top.last] = Text(whole, value.at)

    def _path(self) -> Path:
        """Give the path of the mapping or list that is being read."""
        return tuple(outer.step() for outer in self.stack[:-1])

    def _at(self, event: Any) -> Place:
        return Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _stop(self, code: str, event: Any, **params: Any) -> bool:
        """Refuse what makes reading on pointless or dangerous."""
        self.problems.append(found(code, self._at(event), **params))
        self.stopped = True
        return True
