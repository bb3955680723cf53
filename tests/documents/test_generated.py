"""Generated pages say what the profiles and the sources say now."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

import feedback_rules as fr
from docs._ext.__main__ import DOCS
from docs._ext.errors import errors_page, raised, worded
from docs._ext.markdown import both, plain, table
from docs._ext.regulation import page
from feedback_rules import errors


@cache
def page_of(name: str) -> str:
    """Write the page of a shipped regulation, once."""
    return page(fr.load_profile(name))


@cache
def the_errors() -> str:
    """Write the page of errors, once."""
    return errors_page()


@pytest.mark.parametrize("name", fr.shipped())
def test_a_regulation_page_is_fresh(name: str) -> None:
    """The page of a shipped regulation is the one that its profile gives: `make pages` writes it."""
    path = DOCS / "regulations" / f"{name}.md"
    assert path.exists(), f"{path.name} is missing: make pages"
    assert path.read_text(encoding="utf-8") == page_of(name), f"{path.name} is stale: make pages"


def test_there_is_no_page_of_nothing() -> None:
    """Every page under docs/regulations belongs to a shipped profile."""
    assert {path.stem for path in (DOCS / "regulations").glob("*.md")} - {"index"} == set(fr.shipped())


@pytest.mark.parametrize("name", fr.shipped())
def test_a_regulation_page_says_everything(name: str) -> None:
    """A page names every limit, state, event, reading and clause of its regulation."""
    text, profile = page_of(name), fr.load_profile(name)
    named = [row.id for row in profile.limits()] + [clause.clause for clause in profile.clauses()]
    named += [state for flow in profile.rulebook.workflows.values() for state in flow.states]
    named += [event for flow in profile.rulebook.workflows.values() for event in flow.events]
    named += list(profile.readings)
    assert [each for each in named if f"`{each}`" not in text] == []


def test_a_page_follows_its_profile() -> None:
    """Another option of a reading changes the page: it is read, not remembered."""
    assert page(fr.load_profile("langson", readings={"one_day": "clock"})) != page(fr.load_profile("langson"))


def test_the_page_of_errors_is_fresh() -> None:
    """Every code of every room stands on the page with its message: `make pages` writes it."""
    assert (DOCS / "reference" / "errors.md").read_text(encoding="utf-8") == the_errors(), "stale: make pages"


def test_every_error_of_the_tree_is_told() -> None:
    """Each class of the small tree of errors is raised somewhere on the page, with a code in kebab-case."""
    found = list(raised())
    told = {one.kind for one in found} | {"ProfileError", "RefusedError"}
    assert told == set(errors.__all__) - {"FeedbackRulesError"}
    assert all(one.code.replace("-", "").isalnum() and one.code == one.code.lower() for one in found)
    assert all(all(one.message) for one in found)


def test_the_codes_that_the_analyst_meets_exist() -> None:
    """Every code in the analyst's table of messages stands on the page of errors."""
    lines = (DOCS / "how-to" / "analyst.md").read_text(encoding="utf-8").splitlines()
    codes = [
        code for line in lines if line.startswith("| `") for code in re.findall(r"`([a-z-]+)`", line.split("|")[1])
    ]
    assert codes
    assert [code for code in codes if f"| `{code}` |" not in the_errors()] == []


def test_a_message_is_shown_as_its_pattern() -> None:
    """What a message names stands in braces; of two ways to say it, the longer one is shown."""
    told = ast.parse("f'{name!r} is no {unit.id}: ' + (f'write {instead}' if instead else 'no')", mode="eval").body
    assert worded(told) == "{name} is no {id}: write {instead}"


def test_each_of_two_codes_has_its_own_message() -> None:
    """Where one place raises two codes, what decides about the code decides about the message."""
    told = ast.parse("f'{days if same else law}: ' + ('carry' if same else 'use another engine')", mode="eval").body
    assert worded(told, {"same": True}) == "{days}: carry"
    assert worded(told, {"same": False}) == "{law}: use another engine"
    messages = {one.code: one.message[1] for one in raised() if one.code in ("other-days", "other-law", "seasons-gap")}
    assert messages["other-days"].endswith("take it over with carry()")
    assert messages["other-law"].endswith("use the engine of its own law, or replay its log")
    assert messages["seasons-gap"].endswith("lies in no season")


def test_markdown_shows_texts_as_they_are() -> None:
    """Signs of markdown in a text are escaped, so that a table keeps its columns."""
    assert plain("a|b *c* `d`") == r"a\|b \*c\* \`d\`"
    assert both(("một", "one")) == "một<br>*one*"
    assert list(table([("a", "a")], [])) == []


def test_pages_name_no_machine() -> None:
    """No page names a folder of the machine on which it was written."""
    for path in Path(DOCS).rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        assert not any(word in text for word in ("/home/", "/Users/", "C:\\")), path
