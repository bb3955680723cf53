"""Our engine on the shipped logs, and the peers' on a small flow: what an event costs, a replay, a case, a start."""

from __future__ import annotations

import shutil
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import feedback_rules as fr
from benchmarks.archive import runs
from benchmarks.cases import ROOT, accepted, nearest
from benchmarks.engine_peers import EVENTS, PEERS, STATES
from benchmarks.goals import Goal, shown
from benchmarks.invented import MINUTE, START, guarded
from benchmarks.measure import command, fresh, in_turn, named, per_call
from benchmarks.memory import memory
from feedback_rules.profiles.compiled import compile_shelf

if TYPE_CHECKING:
    from collections.abc import Iterable

REPLAYED = 12
FEW = 20
"""So many cases are timed at once."""


def steps() -> tuple[list[list[str]], float]:
    """Give a row for each profile, and the mean microseconds of a step over all shipped logs; the last row is that of
    steps whose effects and trace are read, too.
    """
    rows, spent, told, count = [], 0.0, 0.0, 0
    for name, _, engine, cases in accepted():
        events = sum(map(len, cases))
        few = [cases[first : first + FEW] for first in range(0, len(cases), FEW)]
        took = sum(in_turn([partial(_ride, engine.apply, some) for some in few])) * 1e6
        read = sum(in_turn([partial(_read, engine.apply, some) for some in few])) * 1e6
        spent, told, count = spent + took, told + read, count + events
        rows.append([f"feedback_rules, {name}", shown(took / events), f"{events} events of {len(cases)} cases"])
    rows.append(["feedback_rules, effects and trace read, too", shown(told / count), f"{count} events"])
    return rows, spent / count


def _ride(apply: Any, cases: Iterable[list[fr.Event]]) -> None:
    """Take each case through its events."""
    for events in cases:
        case = None
        for event in events:
            case = apply(case, event).case


def _read(apply: Any, cases: Iterable[list[fr.Event]]) -> None:
    """Take each case through its events, and read what each step did."""
    for events in cases:
        case = None
        for event in events:
            step = apply(case, event)
            case = step.case
            for _ in step.effects:
                pass
            for _ in step.trace:
                pass


def peers_table() -> tuple[list[list[str]], dict[str, float]]:
    """Give the peers' microseconds an event, the making of a report left out."""
    rows, figures = [_our_flow()], {}
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


def _our_flow() -> list[str]:
    """Give the row of our engine on the peers' flow: the same states, events and roles, and no clock either."""
    with tempfile.TemporaryDirectory() as folder:
        engine = fr.Engine(fr.load_profile(guarded(Path(folder), STATES, EVENTS)))
    asked = {"category": "any", "content": "Đèn hỏng"}
    first = fr.Event(case="C-1", name="submit", at=START, by="citizen", data=asked)
    acts = [
        fr.Event(case="C-1", name=name, at=START + number * MINUTE, by=role)
        for number, (name, role) in enumerate(EVENTS, 1)
    ]
    opened = engine.apply(None, first).case

    def ride(count: int) -> object:
        case = opened
        for event in acts[:count]:
            case = engine.apply(case, event).case
        return case

    took = (per_call(ride, [len(EVENTS)]) - per_call(ride, [0])) / len(EVENTS)
    return ["feedback_rules, the peers' flow", shown(took), f"{len(EVENTS)} events, all taken"]


def loading(folder: Path) -> list[Goal]:
    """Give the goals of load_profile, compiled and from YAML, the dearest of the shipped profiles.

    Compiled: in a process that has loaded nothing yet. From YAML: the models of the document stand already, which
    takes as long again once in a process; every option of every reading is checked anew.
    """
    source = folder / "shelf"
    shutil.copytree(ROOT / "profiles", source)
    bare = folder / "bare"
    shutil.copytree(source, bare)
    compile_shelf(source, source)
    cold = "import feedback_rules as fr; load = fr.load_profile; before = time.process_time(); load({!r})"
    warm = (
        "import feedback_rules as fr; from feedback_rules.profiles import loading; fr.load_profile({!r}); "
        "loading._SOUND.clear(); before = time.process_time(); fr.load_profile({!r})"
    )
    names = fr.shipped()
    compiled = {name: fresh(cold.format(str(source / f"{name}.yaml"))) for name in names}
    plain = {name: fresh(warm.format(*[str(bare / f"{name}.yaml")] * 2), rounds=3) for name in names}
    dearest = max(compiled, key=lambda name: compiled[name])
    slowest = max(plain, key=lambda name: plain[name])
    return [
        Goal(f"load_profile, compiled, the dearest ({dearest})", compiled[dearest], "ms", 5),
        Goal(f"load_profile, from YAML, the dearest ({slowest})", plain[slowest], "ms", 150),
        Goal("load_profile, from YAML, the mean of the five", sum(plain.values()) / len(plain), "ms", 150),
    ]


def goals(peers: dict[str, float], mean: float) -> list[Goal]:
    """Give the goals of the engine with what was reached."""
    out = [Goal("one step, mean over the shipped logs", mean, "µs", 2.5)]
    for distribution, times, least in (("transitions", 2.5, True), ("python-statemachine", 25.0, True)):
        if named(distribution) in peers:
            ratio = peers[named(distribution)] / mean
            out.append(Goal(f"step, faster than {distribution}", ratio, "×", times, least=least, scaled=False))
    if named("automat") in peers:
        out.append(Goal("step over automat's", mean / peers[named("automat")], "×", 1.2, scaled=False))
    events, ride = nearest(REPLAYED, accepted())
    assert len(events) == REPLAYED  # the shipped logs have such a case
    took = per_call(lambda _: ride(), [None])
    out.append(Goal(f"replay of a case of {REPLAYED} events with its verdicts", took, "µs", 30))
    six, more, count = memory()
    out.append(Goal(f"a live case at six events, mean of {count}", sum(six.values()), "bytes", 1000, scaled=False))
    out.append(Goal("an event more, from the sixth to the ninth", more, "bytes", 60, scaled=False))
    with tempfile.TemporaryDirectory() as name_:
        folder = Path(name_)
        out += runs()
        out.append(Goal("import feedback_rules", fresh("import feedback_rules"), "ms", 30))
        out += loading(folder)
    words = [sys.executable, "-m", "feedback_rules", "due", "--profile", "langson", "--limit", "8 working hours"]
    out.append(
        Goal("feedback-rules due, as a command", command([*words, "--from", "2026-03-06T16:00:00+07:00"]), "ms", 120)
    )
    return out
