"""Tables: framed and coloured on a terminal, plain and aligned anywhere else."""

from __future__ import annotations

import sys
from itertools import zip_longest
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import combining, east_asian_width, normalize

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from feedback_rules.cli.session import Session

__all__ = ["Cell", "columns_of", "heading", "show", "width"]

NO_WRAP: Mapping[int, int] = MappingProxyType({})
"""No column is limited."""


class Cell(NamedTuple):
    """A text with the style (rich's) that it has on a terminal."""

    text: str
    style: str = ""


def width(text: str) -> int:
    r"""Count the columns that a text takes on a screen: Vietnamese marks take none of their own.

    >>> width("Hải Yến"), width("Ha\u0309i Ye\u0302\u0301n"), width("字")
    (7, 7, 2)
    """
    if text.isascii():
        return len(text)
    return sum(
        0 if combining(letter) else 2 if east_asian_width(letter) in "WF" else 1 for letter in normalize("NFC", text)
    )


def columns_of(
    heads: Sequence[str],
    rows: Iterable[Sequence[str | Cell]],
    *,
    right: Sequence[int] = (),
    wrapped: Mapping[int, int] = NO_WRAP,
) -> list[str]:
    r"""Align rows under their heads with spaces; the columns in ``right`` end flush.

    A column in ``wrapped`` is at most that wide: what is longer goes on, between words, in the lines below.

    >>> print("\n".join(columns_of(["hồ sơ", "giờ"], [["LS-1", "8"], ["LS-20", "12"]], right=[1])))
    hồ sơ  giờ
    -----  ---
    LS-1     8
    LS-20   12
    >>> print("\n".join(columns_of(["id", "what"], [["a", "an hour or a day"], ["b", "ngay"]], wrapped={1: 10})))
    id  what
    --  ----------
    a   an hour or
        a day
    b   ngay
    """
    lines = [line for row in rows for line in _lines([_one_line(cell) for cell in row], wrapped)]
    widths = [max([width(head), *(width(line[place]) for line in lines)]) for place, head in enumerate(heads)]
    ruled = [list(heads), ["-" * wide for wide in widths], *lines]
    return [
        "  ".join(_padded(cell, widths[place], flush=place in right) for place, cell in enumerate(line)).rstrip()
        for line in ruled
    ]


def show(
    session: Session,
    heads: Sequence[str],
    rows: Iterable[Sequence[str | Cell]],
    *,
    right: Sequence[int] = (),
    wrapped: Mapping[int, int] = NO_WRAP,
) -> None:
    """Print a table, for a terminal or for a file."""
    if not session.terminal:
        for line in columns_of(heads, rows, right=right, wrapped=wrapped):
            session.print(line)
        return
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for place, head in enumerate(heads):
        table.add_column(Text(head), justify="right" if place in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell.text, cell.style) if isinstance(cell, Cell) else Text(cell) for cell in row))
    Console(file=sys.stdout).print(table)


def heading(session: Session, text: str) -> None:
    """Print a heading; bold on a terminal, underlined elsewhere."""
    if session.terminal:
        from rich.console import Console
        from rich.text import Text

        Console(file=sys.stdout).print(Text(text, "bold"))
    else:
        session.print(text)
        session.print("=" * width(text))


def _lines(cells: list[str], wrapped: Mapping[int, int]) -> list[list[str]]:
    """Break a row into as many lines as its longest wrapped cell takes."""
    broken = [_broken(cell, wrapped[place]) if place in wrapped else [cell] for place, cell in enumerate(cells)]
    return [list(line) for line in zip_longest(*broken, fillvalue="")]


def _broken(text: str, most: int) -> list[str]:
    """Break a text between words into lines that are at most so wide, if its words are."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if lines[-1] and width(longer) > most:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _one_line(cell: str | Cell) -> str:
    return " ".join((cell.text if isinstance(cell, Cell) else cell).split())


def _padded(cell: str, wide: int, *, flush: bool) -> str:
    space = " " * (wide - width(cell))
    return space + cell if flush else cell + space
