"""The pages of constructs are true: their fragments are in the language, and the drafts written as they say load."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import feedback_rules as fr
from feedback_rules.profiles.document import validate
from feedback_rules.profiles.reader import read_file, read_text
from feedback_rules.profiles.tree import Items, Node, Pairs, Text

HERE = Path(__file__).parent
PAGES = sorted((HERE.parents[1] / "docs" / "constructs").glob("*.md"))
FENCE = re.compile(r"```yaml\n(.*?)```", re.DOTALL)
BODY = {"states", "groups", "intake"}
OPTIONS = 2
"""No reading on the pages has more options than that."""


def mapping(at: Node, **pairs: Node) -> Pairs:
    """Give a mapping that stands where ``at`` does."""
    return Pairs(pairs, dict.fromkeys(pairs, at.at), at.at)


def resolved(node: Node, option: int, key: str = "") -> Node | None:
    """Put one option in the place of each reading: of those of the place, or a limit (at due: nothing)."""
    if isinstance(node, Items):
        return Items([item for item in (resolved(item, option) for item in node.items) if item is not None], node.at)
    if not isinstance(node, Pairs):
        return node
    if "reading" in node.pairs:
        options = node.pairs.get("is")
        if isinstance(options, Pairs):
            assert len(options.pairs) == OPTIONS
            chosen = list(options.pairs.values())[option]
            return None if isinstance(chosen, Text) and chosen.text == "none" else chosen
        return None if key == "at_due" else Text("1 day", node.at)
    kept = {name: resolved(item, option, name) for name, item in node.pairs.items()}
    return Pairs({name: item for name, item in kept.items() if item is not None}, node.keys, node.at)


def placed(name: str, entry: Pairs) -> tuple[str, Pairs]:
    """Give the workflow that holds an entry where it belongs, by its shape, with the workflow's name."""
    keys = set(entry.pairs)
    if keys & {"opens_with", "like"}:
        return name, entry
    if "workflow" in keys:
        return "w", mapping(entry, parts=mapping(entry, **{name: entry}))
    if "states" in keys:
        return "w", mapping(entry, groups=mapping(entry, **{name: entry}))
    if keys & {"kind", "met_by"}:
        return "w", mapping(entry, states=mapping(entry, s=mapping(entry, clocks=mapping(entry, **{name: entry}))))
    if "by" in keys:
        return "w", mapping(entry, states=mapping(entry, s=mapping(entry, events=mapping(entry, **{name: entry}))))
    return "w", mapping(entry, states=mapping(entry, **{name: entry}))


def documents(fragment: str, shown: str) -> list[Pairs]:
    """Give a document around each entry of a fragment, for each option of its readings."""
    reasons = "".join(f"{name}: {{vi: r, en: r}}\n" for name in sorted(set(re.findall(r"inferred: (\w+)", fragment))))
    frame = read_file(HERE / "travinh_core.yaml").with_pair("inferences", read_text(reasons or "none: {vi: r, en: r}"))
    found = []
    for option in range(OPTIONS):
        tree = resolved(read_text(fragment, shown), option)
        assert isinstance(tree, Pairs)
        whole = [("w", tree)] if set(tree.pairs) <= BODY else []
        entries = [(name, entry) for name, entry in tree.pairs.items() if isinstance(entry, Pairs)]
        for name, workflow in whole or [placed(*entry) for entry in entries]:
            bare = workflow.without("like", "cites")
            found.append(frame.with_pair("workflows", mapping(bare, **{name: bare})))
    return found


@pytest.mark.parametrize("name", ["binhphuoc_core", "hanoi_core", "hanoi_more", "hcmc_core", "travinh_core"])
def test_the_drafts_load(name: str) -> None:
    """What the pages say in the language is in the language: no problem is found."""
    assert fr.load_profile(HERE / f"{name}.yaml").name == name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_fragments_are_in_the_language(page: Path) -> None:
    """Every YAML fragment has the shape that the models demand, whichever way its readings are taken."""
    fragments = FENCE.findall(page.read_text(encoding="utf-8"))
    assert fragments or page.stem == "index"
    for number, fragment in enumerate(fragments):
        shown = f"{page.name}#{number + 1}"
        for document in documents(fragment, shown):
            problems = [
                (problem.code, problem.line, problem.message)
                for problem in validate(document).problems
                if problem.file == shown and problem.code != "missing-key"
            ]
            assert not problems, shown
