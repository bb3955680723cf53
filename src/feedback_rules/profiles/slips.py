"""What the YAML parser complains about, said in words that help whoever wrote the file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from feedback_rules.profiles.problem import found
from feedback_rules.profiles.tree import Place

if TYPE_CHECKING:
    from feedback_rules.profiles.problem import Problem

__all__ = ["caret", "syntax_problem"]

# libyaml and the pure Python scanner word the same slip differently.
_SLIPS = tuple(
    (code, re.compile(pattern))
    for code, pattern in (
        ("stray-colon", r"mapping values are not allowed"),
        ("tab", r"tab character|found character '\\t'"),
        ("reserved-sign", r"cannot start any token"),
        ("bad-escape", r"unknown escape|hexdecimal|hexadecimal|invalid Unicode character escape"),
        ("open-quote", r"quoted scalar|document separator"),
        ("several-documents", r"expected <document start>|expected '<document start>'"),
        ("open-bracket", r"expected ',' or|flow (mapping|sequence|node)"),
        ("missing-colon", r"could not find expected ':'"),
        ("stray-dash", r"(block )?sequence entries are not allowed"),
        ("bad-indent", r"block (mapping|collection|sequence)|expected <block end>|did not find expected key|indent"),
    )
)
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


def syntax_problem(error: Any, text: str, file: str) -> Problem:
    """Give the problem that a marked error of the parser stands for; the mark's line and column count from 0."""
    mark = error.problem_mark or error.context_mark
    at = Place(file, 1, 1) if mark is None else Place(file, mark.line + 1, mark.column + 1)
    said = f"{error.problem or ''} {error.context or ''}"
    code = next((code for code, pattern in _SLIPS if pattern.search(said)), "bad-yaml")
    sign = _line(text, at.line)[at.column - 1 : at.column]
    if code == "reserved-sign" and sign == "\t":
        code = "tab"
    if code in {"open-bracket", "open-quote"} and error.context_mark is not None:
        opened = error.context_mark.line + 1
    else:
        opened = at.line
    return found(code, at, reason=said, sign=sign or "…", opened=opened)


def _line(text: str, number: int) -> str:
    """Give one line, lines counted as the parser counts them."""
    start = 0
    for _ in range(number - 1):
        end = _BREAK.search(text, start)
        if end is None:
            return ""
        start = end.end()
    end = _BREAK.search(text, start)
    return text[start : end.start() if end else len(text)]


def caret(text: str, line: int, column: int, width: int = 100) -> str:
    r"""Show a line of a file with a caret under a column, placed by what the line takes up on a screen.

    >>> print(caret("hạn: 1 giơ\n", 1, 6))
    hạn: 1 giơ
         ^
    """
    from unicodedata import combining, east_asian_width

    shown = _line(text, line)
    start = max(0, column - 1 - width // 2)
    part = shown[start : start + width].replace("\t", " ")
    before = part[: column - 1 - start]
    cells = sum(0 if combining(sign) else 2 if east_asian_width(sign) in "WF" else 1 for sign in before)
    return f"{part}\n{' ' * cells}^"
