"""What the YAML parser complains about, said in words that help whoever wrote the file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from feedback_rules.profiles.problem import found
from feedback_rules.profiles.tree import Place

if TYPE_CHECKING:
    from feedback_rules.profiles.problem import Problem

__all__ = ["WIDE_SPACES", "caret", "space_indent", "syntax_problem"]

WIDE_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
"""Spaces that look like an indentation and are none."""

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
_INDENTED = re.compile(rf"[ \t]*([{WIDE_SPACES}])\s*(?:- |[^\s:#]+\s*:)")
_NO_COLON = re.compile(r" *(?:- +)?(?P<key>[a-z][a-z0-9_-]*) ?(?P<colon>:|：)(?P<value>[^\s:/].*|(?<=：) .*)\Z")
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


def syntax_problem(error: Any, text: str, file: str) -> Problem:
    """Give the problem that a marked error of the parser stands for; the mark's line and column count from 0."""
    mark = error.problem_mark or error.context_mark
    at = Place(file, 1, 1) if mark is None else Place(file, mark.line + 1, mark.column + 1)
    cause = _above(text, at)
    if cause is not None:
        return cause
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


def _above(text: str, at: Place) -> Problem | None:
    """Find what the parser notices only on a later line: how a line above begins, or how its key ends.

    White space that only looks like an indentation tells on any line below; a colon that is none, on the next one that
    says something.
    """
    lines = _BREAK.split(text)[: at.line]
    for number in range(len(lines), 0, -1):
        found_ = _INDENTED.match(lines[number - 1])
        if found_ is not None:
            return space_indent(Place(at.file, number, found_.start(1) + 1), found_[1])
    told = [number for number in range(len(lines), 0, -1) if lines[number - 1].strip()][:2]
    for number in told:
        found_ = _NO_COLON.match(lines[number - 1])
        if found_ is not None:
            code = "colon-space" if found_["colon"] == ":" else "wide-colon"
            place = Place(at.file, number, found_.start("colon") + 1)
            return found(code, place, key=found_["key"], value=found_["value"].strip())
    return None


def space_indent(at: Place, sign: str) -> Problem:
    """Give the problem of a line whose indentation holds a space that is none to YAML."""
    return found("space-indent", at, line=at.line, sign=f"U+{ord(sign):04X}")


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
