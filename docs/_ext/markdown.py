"""Markdown in two languages: texts as they are, Vietnamese first, and tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from feedback_rules.workflow.spec import EMPTY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from feedback_rules.workflow.spec import Text

__all__ = ["NONE", "both", "code", "heading", "inline", "many", "plain", "table"]

SIGNS = re.compile(r"([\\`*_|<>\[\]{}#~$])")
NONE = "–"


def plain(text: str) -> str:
    """Write a text so that the page shows it as it is."""
    return SIGNS.sub(r"\\\1", " ".join(text.split()))


def both(text: Text | Mapping[str, str] | None, joint: str = "<br>") -> str:
    """Write Vietnamese first, then English; one word that serves both stands once."""
    if not text or text == EMPTY:
        return NONE
    vi, en = text if isinstance(text, tuple) else (text["vi"], text["en"])
    return plain(vi) if vi == en else f"{plain(vi)}{joint}*{plain(en)}*"


def inline(text: Text | Mapping[str, str] | None) -> str:
    """Write both languages on one line."""
    return both(text, " · ")


def many(texts: Iterable[Text]) -> str:
    """Write several texts, one below the other."""
    return "<br>".join(dict.fromkeys(both(text) for text in texts)) or NONE


def code(names: Iterable[str]) -> str:
    """Write names as they stand in the profile."""
    return " ".join(f"`{name}`" for name in names) or NONE


def table(heads: Sequence[Text], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Write a table, or nothing where it has no row."""
    listed = list(rows)
    if listed:
        yield "| " + " | ".join(both(head) for head in heads) + " |"
        yield "|" + "---|" * len(heads)
        yield from ("| " + " | ".join(row) + " |" for row in listed)
        yield ""


def heading(level: int, vi: str, en: str) -> Iterator[str]:
    """Write a heading in both languages."""
    yield f"{'#' * level} {plain(vi)}" + (f" · {plain(en)}" if en != vi else "")
    yield ""
