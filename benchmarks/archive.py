"""A city's archive: a long file of rows, run as a command from the file to the results."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from datetime import date
from itertools import islice
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from typing import Any, Final

import feedback_rules as fr
from benchmarks.goals import Goal, shown
from benchmarks.measure import peer
from feedback_rules.studies.simulate import simulate
from feedback_rules.workflow.replay import signals

__all__ = ["LAW", "runs", "sorted_log"]

LAW: Final = "langson"
"""A law without signals: its cases are forgotten once they are told."""

ROWS: Final = 1_000_000
FEW: Final = 100_000
ROUNDS: Final = 3
DRAWN: Final = 20_000
"""So many rows are simulated; a longer archive repeats their cases under other names."""

_CASES: list[list[dict[str, Any]]] = []


def sorted_log(path: Path, rows: int) -> int:
    """Write at least so many rows of simulated cases, case after case as an archive has them; give how many."""
    cases = _simulated()
    written = turn = 0
    with path.open("w", encoding="utf-8") as file:
        while written < rows:
            for number, events in enumerate(cases):
                name = f"{LAW.upper()}-{turn:03}{number:06}"
                for row in events:
                    _, slash, part = row["case"].partition("/")
                    file.write(json.dumps({**row, "case": f"{name}{slash}{part}"}, ensure_ascii=False) + "\n")
                written += len(events)
                if written >= rows:
                    break
            turn += 1
    return written


def _simulated() -> list[list[dict[str, Any]]]:
    """Simulate whole cases once in a process, always the same ones."""
    if not _CASES:
        engine = fr.Engine(fr.load_profile(LAW))
        assert not signals(engine.book)  # else a run would keep what its cases name
        by_name: dict[str, list[dict[str, Any]]] = {}
        for event in islice(simulate(engine, DRAWN, 4, date(2024, 3, 1)), DRAWN):
            by_name.setdefault(event.case.partition("/")[0], []).append(event.to_dict(engine.book.zone))
        _CASES.extend([*by_name.values()][:-1])  # the last may lack its end
    return _CASES


def _run(path: Path, rows: int, *, fast: bool) -> tuple[float, float]:
    """Give the rows a second of ``run --jsonl`` over a file, the start of the command included, and its peak of MB.

    Without ``fast`` the standard library reads the rows, whatever is installed.
    """
    program = (
        f"import resource, sys; {'' if fast else 'sys.modules.update(orjson=None);'}"
        f"sys.argv = ['feedback-rules', 'run', {LAW!r}, {str(path)!r}, '--jsonl']\n"
        "from feedback_rules.cli import main\n"
        "try:\n    main()\n"
        "finally:\n"
        "    told = open('/proc/self/status').read() if sys.platform == 'linux' else ''\n"  # there a peak outlives exec
        "    own = told.partition('VmHWM:')[2].split()[:1] or [resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]\n"
        "    print(int(own[0]) / 1024, file=sys.stderr)"
    )
    before = getrusage(RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-c", program], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True
    )
    after = getrusage(RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return rows / seconds, float(done.stderr.split()[-1])


def _best(path: Path, rows: int, *, fast: bool) -> tuple[float, float]:
    """Give the most rows a second of some runs, and the highest peak of memory."""
    found = [_run(path, rows, fast=fast) for _ in range(ROUNDS)]
    return max(speed for speed, _ in found), max(peak for _, peak in found)


def runs() -> list[Goal]:
    """Give the goals of a run over a file: rows a second, and memory that does not grow with the log."""
    with tempfile.TemporaryDirectory() as name:
        few, many = Path(name) / "few.jsonl", Path(name) / "many.jsonl"
        fewer, rows = sorted_log(few, FEW), sorted_log(many, ROWS)
        _, small = _run(few, fewer, fast=False)
        plain, large = _best(many, rows, fast=False)
        what = f"run --jsonl, {rows:,} rows"
        out = [Goal(what, plain, "rows/s", 80_000, least=True)]
        if peer("orjson") is not None:
            out.append(Goal(f"{what}, extra fast", _best(many, rows, fast=True)[0], "rows/s", 120_000, least=True))
    growth = f"run --jsonl, memory of {rows:,} rows over that of {fewer:,}"
    return [*out, Goal(growth, large / small, f"× {shown(small)} MB", 1.1, scaled=False)]
