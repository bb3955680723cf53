"""``like``: the same process under other articles, with its differences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedback_rules.profiles.overlay import merge
from feedback_rules.profiles.problem import Problem, found, near
from feedback_rules.profiles.tree import Items, Node, Pairs, Place, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["expand", "renumber"]


def expand(tree: Pairs) -> tuple[Pairs, list[Problem]]:
    """Write out every workflow that is like another: that one, its citations renumbered, under the differences."""
    workflows = tree.pairs.get("workflows")
    if not isinstance(workflows, Pairs):
        return tree, []
    work = _Expanding(workflows)
    pairs = {name: work.workflow(name, ()) for name in workflows.pairs}
    if all(pairs[name] is workflows.pairs[name] for name in pairs):
        return tree, work.problems
    return tree.with_pair("workflows", Pairs(pairs, workflows.keys, workflows.at)), work.problems


class _Expanding:
    def __init__(self, workflows: Pairs) -> None:
        self.workflows = workflows
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
        renumbered = renumber(source, cites)
        assert isinstance(renumbered, Pairs)  # noqa: S101 - a mapping stays one
        merged, problems = merge(renumbered, bare, ("workflows", name))
        self.problems += problems
        return merged

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
    """Give a tree whose citations are renumbered by their longest known beginning.

    >>> from feedback_rules.profiles.reader import read_text
    >>> renumber(read_text("{basis: [8.5/d1, 8.50, 8]}"), {"8.5": "10.4"}).pairs["basis"].items[:2]
    (<Text '10.4/d1' 1>, <Text '8.50' 1>)
    """
    if isinstance(node, Text):
        return Text(_renumbered(node.text, cites), node.at, quoted=node.quoted) if cited else node
    if isinstance(node, Items):
        return Items([renumber(item, cites, cited=cited) for item in node.items], node.at)
    pairs = {key: renumber(item, cites, cited=key == "basis") for key, item in node.pairs.items()}
    return Pairs(pairs, node.keys, node.at)


def _renumbered(text: str, cites: Mapping[str, str]) -> str:
    beginnings = [old for old in cites if text == old or text.startswith((f"{old}.", f"{old}/"))]
    if not beginnings:
        return text
    longest = max(beginnings, key=len)
    return cites[longest] + text[len(longest) :]
