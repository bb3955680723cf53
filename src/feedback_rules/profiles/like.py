"""``like``: the same process under other articles, with its differences."""

from __future__ import annotations

from operator import is_
from typing import TYPE_CHECKING

from feedback_rules.profiles.overlay import merge
from feedback_rules.profiles.problem import Problem, found, near
from feedback_rules.profiles.tree import Items, Node, Pairs, Place, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Written", "expand", "renumber"]


class Written:
    """A tree with what it was written out as, and its renumbered parts by node and workflow, for a tree much like it.

    A part that is the same node there is not written anew.
    """

    __slots__ = ("after", "before", "problems", "renumbered")

    def __init__(self, tree: Pairs) -> None:
        self.before = tree
        self.renumbered: dict[tuple[int, str], Node] = {}
        self.after: Pairs | None = None
        self.after, self.problems = expand(tree, self)


def expand(tree: Pairs, known: Written | None = None) -> tuple[Pairs, list[Problem]]:
    """Write out every workflow that is like another: that one, its citations renumbered, under the differences."""
    workflows = tree.pairs.get("workflows")
    if not isinstance(workflows, Pairs):
        return tree, []
    work = _Expanding(workflows, known)
    if known is not None and known.after is not None:
        work.done |= _unchanged(workflows, known.before, known.after)
    pairs = {name: work.workflow(name, ()) for name in workflows.pairs}
    if all(pairs[name] is workflows.pairs[name] for name in pairs):
        return tree, work.problems
    return tree.with_pair("workflows", Pairs(pairs, workflows.keys, workflows.at)), work.problems


def _unchanged(workflows: Pairs, before: Pairs, written: Pairs) -> dict[str, Node]:
    """Give what the workflows were written out as that are the same, and like the same, as before."""
    old, done = before.pairs.get("workflows"), written.pairs.get("workflows")
    if not isinstance(old, Pairs) or not isinstance(done, Pairs):
        return {}
    same = {name for name, node in workflows.pairs.items() if node is old.pairs.get(name)}
    while True:
        like = {name: node.text("like") for name in same if isinstance(node := workflows.pairs[name], Pairs)}
        stale = {name for name, other in like.items() if other is not None and other not in same}
        if not stale:
            return {name: done.pairs[name] for name in same if name in done.pairs}
        same -= stale


class _Expanding:
    def __init__(self, workflows: Pairs, known: Written | None = None) -> None:
        self.workflows = workflows
        self.known = known
        self.done: dict[str, Node] = {}
        self.problems: list[Problem] = []

    def workflow(self, name: str, inside: tuple[str, ...]) -> Node:
        """Give one workflow written out."""
        if name not in self.done:
            self.done[name] = self._written_out(name, inside)
        return self.done[name]

    def _written_out(self, name: str, inside: tuple[str, ...]) -> Node:
        own = self.workflows.pairs[name]
        like = own.pairs.get("like") if isinstance(own, Pairs) else None
        if not isinstance(own, Pairs) or not isinstance(like, Text):
            return own
        path = ("workflows", name, "like")
        bare = own.without("like", "cites")
        if like.text not in self.workflows.pairs:
            known = tuple(other for other in self.workflows.pairs if other != name)
            listed = ", ".join(known) or "–"
            self.problems.append(
                found("unknown-like", like.at, path, instead=near(like.text, known), name=like.text, known=listed)
            )
            return bare
        if like.text in (*inside, name):
            for each in (*inside, name):
                self.problems.append(found("like-cycle", self._at(each), ("workflows", each, "like"), name=each))
            return bare
        source = self.workflow(like.text, (*inside, name))
        if not isinstance(source, Pairs):
            return bare
        cites = self._cites(own, name)
        renumbered = renumber(source, cites) if self.known is None else self._again(source, cites, name, self.known)
        assert isinstance(renumbered, Pairs)  # noqa: S101 - a mapping stays one
        merged, problems = merge(renumbered, bare, ("workflows", name))
        self.problems += problems
        return merged

    def _again(self, node: Node, cites: Mapping[str, str], name: str, known: Written) -> Node:
        """Renumber a tree, taking those parts of it that are known; the first time, remember them."""
        if isinstance(node, Text):
            return node
        here = (id(node), name)
        found_ = known.renumbered.get(here)
        if found_ is None:
            if isinstance(node, Items):
                found_ = _items(node, [self._again(item, cites, name, known) for item in node.items])
            else:
                pairs = {
                    step: renumber(item, cites, cited=True)
                    if step == "basis"
                    else self._again(item, cites, name, known)
                    for step, item in node.pairs.items()
                }
                found_ = _pairs(node, pairs)
            if known.after is None:
                known.renumbered[here] = found_
        return found_

    def _at(self, name: str) -> Place:
        """Give the place of what a workflow says it is like."""
        own = self.workflows.pairs[name]
        return own.pairs["like"].at if isinstance(own, Pairs) else own.at

    def _cites(self, own: Pairs, name: str) -> dict[str, str]:
        cites = own.pairs.get("cites")
        if cites is None:
            return {}
        found_: dict[str, str] = {}
        if not isinstance(cites, Pairs):
            wanted = ('một mục {"8.5": "10.4"}', 'a mapping {"8.5": "10.4"}')
            got = ("giá trị khác", "something else")
            self.problems.append(found("wrong-type", cites.at, ("workflows", name, "cites"), wanted=wanted, got=got))
            return {}
        from feedback_rules.citation import is_citation

        for key, node in cites.pairs.items():
            path = ("workflows", name, "cites", key)
            if not is_citation(key):
                self.problems.append(found("bad-citation", cites.keys[key], path, value=key))
            elif not isinstance(node, Text) or not is_citation(node.text):
                self.problems.append(found("bad-citation", node.at, path, value=getattr(node, "text", "…")))
            else:
                found_[key] = node.text
        return found_


def renumber(node: Node, cites: Mapping[str, str], *, cited: bool = False) -> Node:
    """Give a tree whose citations are renumbered by their longest known beginning; what cites none stays the same node.

    >>> from feedback_rules.profiles.reader import read_text
    >>> renumber(read_text("{basis: [8.5/d1, 8.50, 8]}"), {"8.5": "10.4"}).pairs["basis"].items[:2]
    (<Text '10.4/d1' 1>, <Text '8.50' 1>)
    """
    if isinstance(node, Text):
        text = _renumbered(node.text, cites) if cited else node.text
        return node if text == node.text else Text(text, node.at, quoted=node.quoted)
    if isinstance(node, Items):
        return _items(node, [renumber(item, cites, cited=cited) for item in node.items])
    return _pairs(node, {key: renumber(item, cites, cited=key == "basis") for key, item in node.pairs.items()})


def _items(node: Items, items: list[Node]) -> Items:
    """Give a list with other items, the same node where they are the same."""
    return node if all(map(is_, items, node.items)) else Items(items, node.at)


def _pairs(node: Pairs, pairs: dict[str, Node]) -> Pairs:
    """Give a mapping with other values under the same keys, the same node where they are the same."""
    return node if all(map(is_, pairs.values(), node.pairs.values())) else Pairs(pairs, node.keys, node.at)


def _renumbered(text: str, cites: Mapping[str, str]) -> str:
    end = len(text)
    while end > 0:
        if text[:end] in cites:
            return cites[text[:end]] + text[end:]
        end = max(text.rfind(".", 0, end), text.rfind("/", 0, end))
    return text
