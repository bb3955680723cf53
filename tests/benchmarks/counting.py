"""How much Python a call executes: its bytecodes, told by those of a plain function in the same interpreter.

A count is the same on a loaded machine and on an idle one. It differs between versions of Python, and so does that of
the yardstick, in which everything is told.
"""

from __future__ import annotations

import gc
import sys
from collections import Counter
from types import CodeType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

__all__ = ["executed", "executed_by", "yards"]


class _Mark(NamedTuple):
    name: str
    at: int
    number: int


def executed(call: Callable[[], object]) -> int:
    """Give how many bytecodes of Python functions a call executes the second time; what is in C counts as one call.

    In the first, plans, day tables and remembered texts are made, and Python learns which functions are traced.
    """
    return executed_by(call).total()


def executed_by(call: Callable[[], object]) -> Counter[str]:
    """Give the same by function, as ``workflow/execute.py: execute``."""
    count = Counter[CodeType]()

    def within(frame: FrameType, what: str, _value: object) -> Any:
        if what == "opcode":
            count[frame.f_code] += 1
        return within

    def entered(frame: FrameType, _what: str, _value: object) -> Any:
        frame.f_trace_opcodes = True
        frame.f_trace_lines = False
        return within

    before = sys.gettrace()
    sys._getframe().f_trace_opcodes = True  # 3.12 and 3.13 look for such a frame when they begin to trace
    gc.disable()  # what is finalised meanwhile is not the call's
    sys.settrace(entered)
    try:
        call()
        count.clear()
        call()
    finally:
        sys.settrace(before)
        gc.enable()
    found = Counter[str]()
    for code, times in count.items():
        found["/".join(code.co_filename.split("/")[-2:]) + f": {code.co_qualname}"] += times
    return found


def yards(call: Callable[[], object], turns: int = 1) -> float:
    """Give what one of so many turns of a call executes, in yards: 1 is what a turn of the yardstick does."""
    return (executed(call) - executed(_nothing)) / turns / _yard()


def _nothing() -> None:
    """Stand for the call alone."""


def _yard() -> float:
    """Count a turn of the yardstick: what 32 turns execute beyond none."""
    return (executed(lambda: _yardstick(32)) - executed(lambda: _yardstick(0))) / 32


def _yardstick(turns: int) -> list[tuple[int, str, str]]:
    """Do what a step is made of: look up, compare, unpack, build tuples and texts, call, walk a few values.

    It is never changed: every bound of the table is told in it.
    """
    table = {("open", "clerk"): ("sorted", ("7.1",)), ("sorted", "officer"): ("closed", ("8", "9"))}
    written: list[tuple[int, str, str]] = []
    held: tuple[tuple[str, int], ...] = ()
    for number in range(turns):
        mark = _Mark("open" if number % 2 else "sorted", number, 0)
        name, at, _ = mark
        found = table.get((name, "clerk" if number % 2 else "officer"))
        if found is None or at < 0:
            return written
        to, basis = found
        if not held or held[-1][0] != to:
            held = (*held[-1:], (to, at))
        for article in basis:
            written.append((at, _titled(to, article), article))  # noqa: PERF401 - the loop is what is counted
        values = [*basis]
        values[0] = f"{name}/{number}"
        written.append((mark.at, values[0], to))
    return written


def _titled(name: str, article: str) -> str:
    return f"{name}:{article}" if article else name
