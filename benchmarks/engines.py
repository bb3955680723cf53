"""Our engine on the shipped logs, and the peers' on a small flow: what an event costs, a replay, a case, a start."""

from __future__ import annotations

import gc
import json
import shutil
import sys
import tempfile
import tracemalloc
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any

import feedback_rules as fr
from benchmarks.engine_peers import EVENTS, PEERS
from benchmarks.goals import Goal, shown
from benchmarks.measure import command, fresh, named, once, per_call, rows_of
from feedback_rules.calendar.zone import from_instant
from feedback_rules.profiles.compiled import compile_shelf

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).parents[1]
ROWS = 40_000
HELD = 400


def logs() -> dict[str, list[dict[str, Any]]]:
    """Give the shipped logs of each profile; the audit logs, which hold mistakes, are left out."""
    paths = sorted((ROOT / "examples").glob("*.jsonl"))
    return {path.stem: rows_of(path) for path in paths if not path.stem.endswith("-audit")}


def steps() -> tuple[list[list[str]], float]:
    """Give a row for each profile, and the mean microseconds of a step over all shipped logs."""
    rows, spent, count = [], 0.0, 0
    for name, log in logs().items():
        engine = fr.Engine(fr.load_profile(name))
        cases: dict[str, list[fr.Event]] = {}
        for row in log:
            event = fr.Event.from_dict(row)
            cases.setdefault(event.case.partition("/")[0], []).append(event)
        accepted = [events for events in cases.values() if _accepted(engine, events)]
        events = sum(map(len, accepted))
        apply = engine.apply

        def ride(cases: Iterable[list[fr.Event]] = accepted, apply: Any = apply) -> None:
            for events in cases:
                case = None
                for event in events:
                    case = apply(case, event).case

        took = once(ride, rounds=15) * 1e6
        spent, count = spent + took, count + events
        rows.append([f"feedback_rules, {name}", shown(took / events), f"{events} events of {len(accepted)} cases"])
    return rows, spent / count


def _accepted(engine: fr.Engine, events: list[fr.Event]) -> bool:
    """Say whether a case runs by itself: one that waits for another case's signal is left to replay."""
    case = None
    try:
        for event in events:
            case = engine.apply(case, event).case
    except fr.FeedbackRulesError:
        return False
    return True


def peers_table() -> tuple[list[list[str]], dict[str, float]]:
    """Give the peers' microseconds an event, the making of a report left out."""
    rows, figures = [], {}
    for maker in PEERS:
        found = maker()
        if found is None:
            rows.append([maker.__name__, "not installed", "–"])
            continue
        name, ride = found
        right = ride(len(EVENTS)) == [event for event, _ in EVENTS]
        figures[name] = (per_call(ride, [len(EVENTS)]) - per_call(ride, [0])) / len(EVENTS)
        rows.append([name, shown(figures[name]), f"{len(EVENTS)} events, {'all' if right else 'not all'} taken"])
    return rows, figures


def replay() -> tuple[float, int, str]:
    """Give the microseconds to replay the shipped case nearest to twelve events with its clocks' verdicts."""
    best: tuple[int, str, list[fr.Event]] | None = None
    for name, log in logs().items():
        cases: dict[str, list[fr.Event]] = {}
        for row in log:
            event = fr.Event.from_dict(row)
            cases.setdefault(event.case.partition("/")[0], []).append(event)
        engine = fr.Engine(fr.load_profile(name))
        for events in cases.values():
            away = abs(len(events) - 12)
            if (best is None or away < best[0]) and _accepted(engine, events):
                best = away, name, events
    if best is None:
        raise LookupError("no shipped case runs by itself")
    _, name, events = best
    engine = fr.Engine(fr.load_profile(name))
    last = from_instant(max(event.at for event in events), UTC)

    def ride(_: object) -> object:
        case: Any = None
        for event in events:
            case = engine.apply(case, event).case
        return engine.clocks(case, at=last)

    return per_call(ride, [None]), len(events), name


def memory() -> tuple[float, float]:
    """Give the bytes that a live case takes after six events, and each further one adds."""
    for name, log in logs().items():
        engine = fr.Engine(fr.load_profile(name))
        cases: dict[str, list[dict[str, Any]]] = {}
        for row in log:
            cases.setdefault(row["case"].partition("/")[0], []).append(row)
        for rows in cases.values():
            if len(rows) < 9 or not _accepted(engine, [fr.Event.from_dict(row) for row in rows]):
                continue
            return _held(engine, rows, 6), (_held(engine, rows, 9) - _held(engine, rows, 6)) / 3
    raise LookupError("no shipped case has nine events")


def _held(engine: fr.Engine, rows: list[dict[str, Any]], count: int) -> float:
    texts = json.dumps(rows[:count])

    def live() -> Any:
        case = None
        for row in json.loads(texts):  # each case has texts of its own, as a host's would
            case = engine.apply(case, fr.Event.from_dict(row)).case
        return case

    live()
    gc.collect()
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    held = [live() for _ in range(HELD)]
    gc.collect()
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return (after - before) / len(held)


def run_rows(folder: Path) -> float:
    """Give the rows a second of ``run --jsonl`` over a file, the start of the command included."""
    log = logs()["langson"]
    path = folder / "many.jsonl"
    with path.open("w", encoding="utf-8") as file:
        written = turn = 0
        while written < ROWS:
            for row in log:
                own, slash, part = row["case"].partition("/")
                file.write(json.dumps({**row, "case": f"{own}-{turn}{slash}{part}"}, ensure_ascii=False) + "\n")
                written += 1
            turn += 1
    words = [sys.executable, "-m", "feedback_rules", "run", "langson", str(path), "--jsonl"]
    return written / (command(words, rounds=1) / 1000)


def loading(folder: Path) -> tuple[float, float]:
    """Give the milliseconds of load_profile, compiled and from YAML, in a process that has loaded nothing yet."""
    source = folder / "shelf"
    (source / "calendars").mkdir(parents=True)
    for name in ("langson.yaml", "calendars/vietnam.yaml"):
        shutil.copy(ROOT / "profiles" / name, source / name)
    bare = folder / "bare"
    shutil.copytree(source, bare)
    compile_shelf(source, source)
    statement = "import feedback_rules as fr; load = fr.load_profile; before = time.process_time(); load({!r})"
    compiled, plain = (fresh(statement.format(str(each / "langson.yaml"))) for each in (source, bare))
    return compiled, plain


def goals(peers: dict[str, float], mean: float) -> list[Goal]:
    """Give the goals of the engine with what was reached."""
    out = [Goal("one step, mean over the shipped logs", mean, "µs", 2.5)]
    for distribution, times, least in (("transitions", 2.5, True), ("python-statemachine", 25.0, True)):
        if named(distribution) in peers:
            ratio = peers[named(distribution)] / mean
            out.append(Goal(f"step, faster than {distribution}", ratio, "×", times, least=least, scaled=False))
    if named("automat") in peers:
        out.append(Goal("step over automat's", mean / peers[named("automat")], "×", 1.2, scaled=False))
    took, count, name = replay()
    out.append(Goal(f"replay of a case of {count} events ({name}) with its verdicts", took, "µs", 30))
    six, more = memory()
    out.append(Goal("a live case at six events", six, "bytes", 1000, scaled=False))
    out.append(Goal("an event more", more, "bytes", 60, scaled=False))
    with tempfile.TemporaryDirectory() as name_:
        folder = Path(name_)
        out.append(Goal(f"run --jsonl, {ROWS:,} rows", run_rows(folder), "rows/s", 80_000, least=True))
        compiled, plain = loading(folder)
    out.append(Goal("import feedback_rules", fresh("import feedback_rules"), "ms", 30))
    out.append(Goal("load_profile, compiled", compiled, "ms", 5))
    out.append(Goal("load_profile, from YAML", plain, "ms", 150))
    words = [sys.executable, "-m", "feedback_rules", "due", "--profile", "langson", "--limit", "8 working hours"]
    out.append(
        Goal("feedback-rules due, as a command", command([*words, "--from", "2026-03-06T16:00:00+07:00"]), "ms", 120)
    )
    return out
