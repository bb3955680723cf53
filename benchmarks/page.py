"""A page of the docs whose figures are written by a command, between two marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["BEGIN", "END", "grid", "put"]

BEGIN, END = "<!-- figures: written by make bench -->", "<!-- end of the figures -->"


def grid(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def put(page: Path, text: str, begin: str = BEGIN, end: str = END) -> None:
    """Set a text, which begins and ends with the marks, in the place of the one that stands between them."""
    before, begins, rest = page.read_text(encoding="utf-8").partition(begin)
    _, ends, after = rest.partition(end)
    if not begins or not ends:
        raise LookupError(f"{page.name} has no place for the figures: {begin} … {end}")
    page.write_text(f"{before}{text}{after}", encoding="utf-8")
