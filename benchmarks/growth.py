"""How cost grows: with the rows of a log, a case's events and clocks, the span of a limit, a profile's states."""

from __future__ import annotations

import math
import tempfile
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import feedback_rules as fr
from benchmarks import calendars, inputs
from benchmarks.archive import sorted_log
from benchmarks.invented import going, invented, opening, row
from benchmarks.measure import once, per_call
from feedback_rules.calendar.limit import TimeLimit
from feedback_rules.calendar.working import WorkCalendar
from feedback_rules.studies.log import read_rows
from feedback_rules.studies.results import lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["Curve", "curves", "slope"]

ROWS: Final = (1_000, 3_000, 10_000, 30_000, 100_000)
EVENTS: Final = (6, 12, 25, 50, 100, 200)
CLOCKS: Final = (1, 2, 4, 8, 16, 32)
HOURS: Final = (1, 8, 48, 250, 1_000, 4_000, 10_000)  # the last are five years of 250 days
DAYS: Final = (1, 7, 30, 365, 1_825)
STATES: Final = (10, 25, 50, 100, 200, 400)


class Curve(NamedTuple):
    """What something costs at each size; the curves of one ``plot`` are drawn together."""

    plot: str
    axis: str
    what: str
    unit: str
    points: tuple[tuple[float, float], ...]

    @property
    def slope(self) -> float:
        """The fitted exponent: 0 is flat, 1 is in proportion."""
        return slope(self.points)


def slope(points: Sequence[tuple[float, float]]) -> float:
    """Fit a line to the logarithms by least squares, and give how steep it is.

    >>> round(slope([(1, 5), (10, 50), (100, 500)]), 6), slope([(1, 7), (10, 7)])
    (1.0, 0.0)
    """
    pairs = [(math.log(size), math.log(cost)) for size, cost in points]
    middle = sum(x for x, _ in pairs) / len(pairs)
    height = sum(y for _, y in pairs) / len(pairs)
    across = sum((x - middle) ** 2 for x, _ in pairs)
    return sum((x - middle) * (y - height) for x, y in pairs) / across


def curves() -> list[Curve]:
    """Measure everything."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return [_by_rows(folder), *_by_events(folder), *_by_clocks(folder), *_by_span(), *_by_states(folder)]


def _by_rows(folder: Path) -> Curve:
    """Run logs of growing length, from the file to the lines of the results."""
    profile = fr.load_profile("langson")
    engine = fr.Engine(profile)
    path = folder / "rows.jsonl"

    def run() -> None:
        for _ in lines(engine, read_rows(path, profile=profile), mode="audit"):
            pass

    points = []
    for size in ROWS:
        rows = sorted_log(path, size)
        run()
        points.append((float(rows), once(run, rounds=5 if size < ROWS[-1] else 2) / rows * 1e6))
    return Curve("rows", "rows of a log", "a row, read, replayed and written", "µs", tuple(points))


def _by_events(folder: Path) -> Iterator[Curve]:
    """Take cases of growing length through notes that change nothing, and through returns that start clocks anew."""
    engine = fr.Engine(fr.load_profile(invented(folder, 3)))
    for what, names in (("notes", ("note000", "note000")), ("returns", ("go000", "back001"))):
        points = []
        for size in EVENTS:
            events = [row(names[(turn - 1) % 2], turn) for turn in range(1, size)]
            points.append((float(size), per_call(_ride(engine, events), [None]) / size))
        yield Curve("events", "events of a case", f"a step, mean over a case of {what}", "µs", tuple(points))


def _ride(engine: fr.Engine, events: list[fr.Event]) -> Callable[[object], object]:
    first, apply = opening(), engine.apply

    def ride(_: object) -> object:
        case = apply(None, first).case
        for event in events:
            case = apply(case, event).case
        return case

    return ride


def _by_clocks(folder: Path) -> Iterator[Curve]:
    """Let a state start ever more clocks: a note that touches none of them, an act that meets all, starts as many."""
    touched: dict[str, list[tuple[float, float]]] = {"a step that touches no clock": [], "a step that meets all": []}
    for size in CLOCKS:
        engine = fr.Engine(fr.load_profile(invented(folder, 3, size)))
        case, apply = going(engine, ["note000"]).case, engine.apply
        for what, name in zip(touched, ("note000", "go000"), strict=True):
            touched[what].append((float(size), per_call(partial(apply, case), [row(name, 5)])))
    for what, points in touched.items():
        yield Curve("clocks", "open clocks of a case", what, "µs", tuple(points))


def _by_span() -> Iterator[Curve]:
    """Ask for ever longer limits, and for the office time of ever longer spans."""
    calendar = WorkCalendar(**inputs.given(calendars.HOME), first=inputs.FIRST, last=date(2034, 12, 31))
    moments = [moment for kind in inputs.starts(calendars.HOME, 12).values() for moment in kind]
    due, elapsed = calendar.due, calendar.elapsed
    limits = [TimeLimit(hours, "working_hour") for hours in HOURS]
    points = [
        (float(hours), per_call(_asking(due, limit), moments)) for hours, limit in zip(HOURS, limits, strict=True)
    ]
    yield Curve("span", "working hours of a limit", "due", "µs", tuple(points))
    points = []
    for days in DAYS:
        pairs = [(moment, moment + timedelta(days=days)) for moment in moments]
        points.append((float(days), per_call(lambda pair: elapsed(*pair), pairs)))
    yield Curve("elapsed", "days of a span", "elapsed office time", "µs", tuple(points))


def _asking(due: Callable[..., object], limit: TimeLimit) -> Callable[[object], object]:
    return lambda start: due(start, limit)


def _by_states(folder: Path) -> Iterator[Curve]:
    """Load, check and run regulations of ever more states."""
    from feedback_rules.profiles.loading import examine

    kinds: dict[str, list[tuple[float, float]]] = {"load_profile, from YAML": [], "check": [], "a step": []}
    fr.load_profile(invented(folder, STATES[0]))  # what is loaded once in a process is no part of the figure
    for size in STATES:
        loading, checking = [], []
        profile: Any = None
        for turn in range(3):  # a text is read anew only if it is another
            path = invented(folder, size)
            path.write_text(f"{path.read_text(encoding='utf-8')}# {turn}\n", encoding="utf-8")
            before = process_time()
            profile = fr.load_profile(path)
            loaded = process_time()
            assert examine(path) == []  # the invented regulation is sound
            loading.append(loaded - before)
            checking.append(process_time() - loaded)
        engine = fr.Engine(profile)
        events = [row(f"go{turn:03d}", turn) for turn in range(8)]
        kinds["load_profile, from YAML"].append((float(size), min(loading) * 1e6))
        kinds["check"].append((float(size), min(checking) * 1e6))
        kinds["a step"].append((float(size), per_call(_ride(engine, events), [None]) / 9))
    for what, points in kinds.items():
        yield Curve("states", "states of a profile", what, "µs", tuple(points))
