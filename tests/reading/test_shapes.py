"""The shape of every option, looked at where it makes a difference, or whole: the same problems in the same words."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_rules.profiles.assemble import Shapes, complete, draft
from feedback_rules.profiles.loading import merged
from feedback_rules.profiles.places import shipped
from feedback_rules.profiles.readings import REFERENCE, Memory, choose, variants
from feedback_rules.profiles.tree import Items, Node, Pairs, Text, plain, plain_again, walk

if TYPE_CHECKING:
    from feedback_rules.profiles.problem import Problem
    from feedback_rules.profiles.tree import Path

JUNK = ("", "none", "nowhere", "1.5 hours", "8 working hours", "7.9.z", "{}", "-", "true", "at_commune")


@cache
def tree_of(name: str) -> Pairs:
    """Read a shipped profile once."""
    return merged(name).tree


@cache
def in_options(name: str) -> list[Path]:
    """List the places inside options: below a reading, or where a reference gives each option its own value."""
    tree = tree_of(name)
    below = [path for path, node in walk(tree) if isinstance(node, Pairs) and REFERENCE in node.pairs]
    return [
        path
        for path, node in walk(tree)
        if isinstance(node, Text)
        and (
            (path[0] == "readings" and "options" in path[2:3] and len(path) > 3)
            or any(path[: len(place)] == place and path[len(place)] == "is" for place in below)
        )
    ]


def spoilt(node: Node, path: Path, junk: str) -> Node:
    """Give the tree with another text, or a list in its place, at a path."""
    if not path:
        return Items([Text(junk, node.at)], node.at) if junk == "{}" else Text(junk, node.at)
    if isinstance(node, Items):
        return Items(
            [spoilt(item, path[1:], junk) if at == path[0] else item for at, item in enumerate(node.items)], node.at
        )
    assert isinstance(node, Pairs)
    return Pairs(
        {key: spoilt(item, path[1:], junk) if key == path[0] else item for key, item in node.pairs.items()},
        node.keys,
        node.at,
    )


def slowly(tree: Pairs) -> list[tuple[str, str, list[Problem]]]:
    """Look at every option in the whole text."""
    return [(reading, option, complete(chosen).problems) for reading, option, chosen in variants(tree)]


def quickly(tree: Pairs) -> list[tuple[str, str, list[Problem]]]:
    """Look at every option where it makes a difference."""
    return list(Shapes(tree).options())


@pytest.mark.parametrize("name", shipped())
def test_a_walk_with_a_memory_gives_the_same_tree(name: str) -> None:
    """Whatever is taken over from the defaults, each option's tree is the one that a whole walk gives (S31)."""
    tree = tree_of(name)
    memory = Memory(tree)
    assert plain(choose(tree, memory=memory).tree) == plain(choose(tree).tree)
    with_memory = [(*one, plain(chosen.tree)) for *one, chosen in variants(tree, memory)]
    assert with_memory == [(*one, plain(chosen.tree)) for *one, chosen in variants(tree)]


@pytest.mark.parametrize("name", shipped())
def test_sound_options_are_sound_either_way(name: str) -> None:
    """Nothing is wrong with the shape of any option on the shelf, whichever way it is looked at."""
    assert quickly(tree_of(name)) == slowly(tree_of(name))
    assert plain_again(tree_of(name), {}) == plain(tree_of(name))


@settings(max_examples=max(10, settings().max_examples // 4))  # each looks at a whole text a dozen times
@given(st.sampled_from(shipped()), st.data())
def test_broken_options_are_told_in_the_same_words(name: str, data: st.DataObject) -> None:
    """A mistake inside an option is the same problem, at the same place and in the same order, either way."""
    places = in_options(name)
    if not places:
        return
    path, junk = data.draw(st.sampled_from(places)), data.draw(st.sampled_from(JUNK))
    tree = spoilt(tree_of(name), path, junk)
    assert isinstance(tree, Pairs)
    default = draft(tree)
    if default.problems or default.document is None:
        return  # the whole text is looked at then
    assert quickly(tree) == slowly(tree)
