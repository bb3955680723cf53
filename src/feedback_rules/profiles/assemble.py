"""From files to one document: overlays are merged, readings chosen, likenesses written out, shapes typed."""

from __future__ import annotations

from hashlib import sha256
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from feedback_rules.profiles.canonical import ordered
from feedback_rules.profiles.like import Written, expand
from feedback_rules.profiles.overlay import merge
from feedback_rules.profiles.problem import Problem, found, refuse
from feedback_rules.profiles.raw import decode, load_bytes
from feedback_rules.profiles.reader import read_text
from feedback_rules.profiles.readings import Memory, choose, variants
from feedback_rules.profiles.tree import Items, Pairs, Positions, Text, plain_again, walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from feedback_rules.profiles.places import Source
    from feedback_rules.profiles.readings import Chosen
    from feedback_rules.profiles.tree import Node

__all__ = ["Assembled", "Draft", "Shapes", "assemble", "complete", "draft"]


class Assembled(NamedTuple):
    """The merged tree of a text and its overlays, the files it came from (the lowest first), and the problems.

    ``content`` is a digest of the bytes of all files.
    """

    tree: Pairs
    sources: tuple[Source, ...]
    problems: list[Problem]
    content: bytes


class Draft(NamedTuple):
    """A document on its way: canonical (None where its shape is wrong), where all of it stands, the options chosen."""

    document: dict[str, Any] | None
    positions: Positions
    options: dict[str, str]
    problems: list[Problem]


def assemble(source: Source, overlays: Sequence[Source], find: Callable[[str, Source], Source | None]) -> Assembled:
    """Read a text, what it overlays, and what overlays it; ``find`` looks up the base that a file names.

    ``ProfileError``: a file that can't be read, a base that is not there, a circle.
    """
    chain = _chain(source, find)
    for overlay in overlays:
        layers = _chain(overlay, find)
        base = layers[0].source.path
        if len(layers) == 1:
            raise refuse([found("not-an-overlay", layers[0].tree.at)], overlay.shown)
        known = {_real(layer.source.path) for layer in chain}
        if _real(base) not in known:
            tree = layers[1].tree
            at = tree.pairs["overlays"].at
            shown, wanted = tree.text("overlays") or "", chain[-1].tree.text("profile") or source.shown
            raise refuse([found("wrong-base", at, ("overlays",), name=shown, base=wanted)], overlay.shown)
        chain += [layer for layer in layers if _real(layer.source.path) not in known]
    problems: list[Problem] = []
    merged = chain[0].tree
    for below, over in pairwise(chain):
        merged, more = merge(merged, over.tree)
        problems += more
        name = below.tree.pairs.get("profile")
        if isinstance(name, Text):
            merged = merged.with_pair("overlays", Text(name.text, over.tree.pairs["overlays"].at))
    for layer in chain:
        problems += _named(layer.source, layer.tree)
    content = sha256(b"".join(layer.digest for layer in chain)).digest()
    return Assembled(merged, tuple(layer.source for layer in chain), problems, content)


class _Layer(NamedTuple):
    """A file as it was read, with the digest of its bytes."""

    source: Source
    tree: Pairs
    digest: bytes


def _chain(source: Source, find: Callable[[str, Source], Source | None]) -> list[_Layer]:
    """Read a file and everything below it, the lowest first."""
    layers: list[_Layer] = []
    seen: set[Path] = set()
    here = source
    while True:
        seen.add(_real(here.path))
        data = load_bytes(here.path)
        tree = read_text(decode(data, here.shown), here.shown)
        layers.insert(0, _Layer(here, tree, sha256(data).digest()))
        base = tree.pairs.get("overlays")
        if base is None:
            return layers
        if not isinstance(base, Text) or not base.text:
            raise refuse([found("empty-value", tree.keys["overlays"], ("overlays",))], here.shown)
        below = find(base.text, here)
        if below is None:
            raise refuse([found("unknown-base", base.at, ("overlays",), name=base.text)], here.shown)
        if _real(below.path) in seen:
            raise refuse([found("overlay-cycle", base.at, ("overlays",), name=base.text)], here.shown)
        here = below


def _real(path: Path) -> Path:
    return path.resolve()


def _named(source: Source, tree: Pairs) -> Iterator[Problem]:
    """Check that a file is called like its profile, so that it is found by its name."""
    name = tree.pairs.get("profile")
    if name is None:
        yield found("missing-key", tree.at, (), key="profile")
    elif isinstance(name, Text) and name.text != source.path.stem:
        yield found("name-differs", name.at, ("profile",), name=name.text, stem=source.path.stem)


def draft(tree: Pairs, readings: Mapping[str, str] | None = None) -> Draft:
    """Turn a merged tree into a canonical document, with the options that ``readings`` chooses.

    ``InputError``: a reading or option that the text does not have.
    """
    drafted = complete(choose(tree, readings))
    return drafted._replace(problems=[*_hidden(tree), *drafted.problems])


def complete(chosen: Chosen) -> Draft:
    """Turn a tree whose readings are chosen into a canonical document."""
    expanded, problems = expand(chosen.tree)
    return _completed(chosen, expanded, problems)


def _completed(chosen: Chosen, expanded: Pairs, problems: list[Problem], data: dict[str, Any] | None = None) -> Draft:
    """Turn a tree that is written out, of which ``data`` are the texts, into a canonical document."""
    from feedback_rules.profiles.document import validate

    checked = validate(expanded, data)
    # What a broken reference leaves empty is no second problem.
    holes = chosen.holes | {problem.path for problem in problems}
    shape = [problem for problem in checked.problems if not _caused(problem, holes)]
    document = None if checked.document is None else ordered(checked.document)
    return Draft(document, Positions(expanded), chosen.options, [*chosen.problems, *problems, *shape])


class Shapes:
    """The shape of a text under one option after another, next to the text under its defaults (S31)."""

    __slots__ = ("_chosen", "_data", "_known", "_memory", "_tree", "_written")

    def __init__(self, tree: Pairs) -> None:
        self._tree = tree
        self._memory = Memory(tree)
        self._chosen = choose(tree, memory=self._memory)
        self._written = Written(self._chosen.tree)
        self._known: dict[int, Any] = {}
        self._data: dict[str, Any] = plain_again(self._written.after or tree, self._known)

    def default(self) -> Draft:
        """Give the text under its defaults, as :func:`draft` does."""
        written = self._written
        drafted = _completed(self._chosen, written.after or self._chosen.tree, written.problems, self._data)
        return drafted._replace(problems=[*_hidden(self._tree), *drafted.problems])

    def options(self) -> Iterator[tuple[str, str, list[Problem]]]:
        """Give each option that is no default with its problems of shape, which lie where it makes a difference.

        The text is known to be sound under its defaults.
        """
        from feedback_rules.profiles.document import changed_shape

        for reading, option, chosen in variants(self._tree, self._memory):
            expanded, problems = expand(chosen.tree, self._written)
            holes = chosen.holes | {problem.path for problem in problems}
            # The nodes of this option alone are gone after this turn, and their numbers may be given again: not kept.
            data = plain_again(expanded, self._known, keep=False)
            shape = changed_shape(expanded, data, self._data)
            yield (
                reading,
                option,
                [*chosen.problems, *problems, *(problem for problem in shape if not _caused(problem, holes))],
            )


def _hidden(tree: Pairs) -> Iterator[Problem]:
    """Refuse the keys that only the canonical form has."""
    waiting: list[Node] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Pairs):
            if "inferred_id" in node.pairs or any([key[:1] == "~" for key in node.pairs]):  # noqa: C419 - of few keys, a list is quicker
                break
            waiting += [item for item in node.pairs.values() if not isinstance(item, Text)]
        elif isinstance(node, Items):
            waiting += [item for item in node.items if not isinstance(item, Text)]
    else:
        return
    for path, node in walk(tree):
        if not isinstance(node, Pairs):
            continue
        for key in node.pairs:
            if _is_hidden(key):
                yield found("unknown-key", node.keys[key], (*path, key), key=key, known="–")


def _is_hidden(key: str) -> bool:
    return key.startswith("~") or key == "inferred_id"


def _caused(problem: Problem, holes: set[tuple[str | int, ...]]) -> bool:
    """Tell whether something is missing only because a reference beside or below it leads nowhere."""
    return problem.code in {"missing-key", "one-of-keys"} and any(
        hole[: len(problem.path)] == problem.path or problem.path[:-1] == hole[:-1] for hole in holes
    )
