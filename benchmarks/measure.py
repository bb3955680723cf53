"""What a call costs: the best of several rounds, each long enough to be read off a clock.

Processor time is measured, so that what else the machine does counts for little.
"""

from __future__ import annotations

import gc
import json
import platform
import subprocess
import sys
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from time import process_time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROUND = 0.04  # seconds


def per_call(call: Callable[[Any], object], questions: Sequence[Any], *, rounds: int = 15) -> float:
    """Give the microseconds that a call takes, averaged over the questions, in the best of some rounds."""
    once = 0.0
    for _ in range(2):  # what is built when first asked for is no part of the figure
        before = process_time()
        for question in questions:
            call(question)
        once = process_time() - before
        if once > 1:
            return once / len(questions) * 1e6
    repeats = max(1, int(ROUND / max(once, 1e-9)))
    best = float("inf")
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds if once < ROUND else 3):
            before = process_time()
            for _ in range(repeats):
                for question in questions:
                    call(question)
            best = min(best, (process_time() - before) / repeats)
        empty = _nothing(questions, repeats)
    finally:
        gc.enable()
    return max(best - empty, 0.0) / len(questions) * 1e6


def _no_call(_question: object) -> None:
    """Stand for the call alone: every question goes through one function, ours and theirs."""


def _nothing(questions: Sequence[Any], repeats: int) -> float:
    before = process_time()
    for _ in range(repeats):
        for question in questions:
            _no_call(question)
    return (process_time() - before) / repeats


def once(call: Callable[[], object], *, rounds: int = 15) -> float:
    """Give the seconds of the best of some single calls; the collector of cycles rests, as for everybody."""
    best = float("inf")
    for _ in range(rounds):
        gc.collect()
        gc.disable()
        try:
            before = process_time()
            call()
            best = min(best, process_time() - before)
        finally:
            gc.enable()
    return best


def in_turn(calls: Sequence[Callable[[], object]], *, rounds: int = 25) -> list[float]:
    """Give the seconds of each of some calls, made in turn round after round: its best, for a load comes and goes
    within a round.
    """
    best = [float("inf")] * len(calls)
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            for place, call in enumerate(calls):
                before = process_time()
                call()
                best[place] = min(best[place], process_time() - before)
    finally:
        gc.enable()
    return best


def fresh(statement: str, *, rounds: int = 7) -> float:
    """Give the milliseconds that a statement takes in a process of its own, the median of some."""
    program = f"import time; before = time.process_time(); {statement}; print(time.process_time() - before)"
    took = sorted(float(_run([sys.executable, "-c", program])) for _ in range(rounds))
    return 1000 * took[rounds // 2]


def command(words: Sequence[str], *, rounds: int = 7) -> float:
    """Give the milliseconds that a command takes from start to end, the median of some."""
    took = []
    for _ in range(rounds):
        before = _spent_by_children()
        _run(words)
        took.append(_spent_by_children() - before)
    return 1000 * sorted(took)[rounds // 2]


def _spent_by_children() -> float:
    spent = getrusage(RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def _run(words: Sequence[str]) -> str:
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout


def peer(module: str) -> Any:
    """Give a peer's module, or None where it could not be installed."""
    try:
        return import_module(module)
    except ImportError:
        return None


def named(distribution: str) -> str:
    """Give a peer's name with its version."""
    try:
        return f"{distribution} {version(distribution)}"
    except PackageNotFoundError:
        return f"{distribution} (not installed)"


def machine() -> str:
    """Describe the machine by its processor and the Python, without a date, a path or a name."""
    model = platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [line.partition(":")[2].strip() for line in info.read_text().splitlines() if "model name" in line]
        model = f"{len(names)} × {names[0]}" if names else model
    return f"{model}, {platform.system()} {platform.machine()}, CPython {platform.python_version()}, one core"


def rows_of(path: Path) -> list[dict[str, Any]]:
    """Read a log."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
