"""What no step in Python can do without, written out in a straight line: the floor that ours is measured against.

It takes one kind of case round a ring of states. It checks no role, no data, no unit and no guard; it knows nothing
of pauses, parts, counters and holders, and words nothing. What is left is to look the move up, to make the immutable
records, to ask the calendar for one due and to write the lines of the trace.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks import calendars
from benchmarks.archive import LAW
from benchmarks.cases import accepted, paths
from benchmarks.goals import Goal, shown
from benchmarks.measure import per_call
from benchmarks.memory import memory
from benchmarks.page import grid
from feedback_rules.calendar.limit import TimeLimit
from feedback_rules.engine import Engine, Step
from feedback_rules.profiles.shelf import load_profile
from feedback_rules.studies.log import read_log
from feedback_rules.studies.results import results
from feedback_rules.workflow.case import Case, Part, Run
from feedback_rules.workflow.effect import Effect
from feedback_rules.workflow.event import NO_DATA, Event
from feedback_rules.workflow.happening import Trace
from tests.benchmarks.counting import executed_by

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["BEGIN", "END", "Share", "between", "floors", "minimal_step", "one_step"]

MINUTE = 60_000_000
START = 1_741_050_000_000_000  # Tuesday 4 March 2025, 08:00 in Việt Nam
STATES = ("received", "sorted", "assigned", "answered")
EVENTS = ("sort", "assign", "answer", "reopen")
BASIS = ("7.1",)
TITLE = ("Giao việc", "Hand over")

BEGIN, END = "<!-- floors: written by make bench -->", "<!-- end of the floors -->"
_NOT_ENDED = False
_new = tuple.__new__


def minimal_step(table: dict[tuple[str, str], tuple[str, str]], rule: Any, case: Case, event: Event) -> Step:
    """Move a case on: one run ends, one starts with its due, one effect is ordered, three lines are written."""
    _, name, at, by, _, _, _, _, _ = event
    id_, profile, law, days, began, last, seq, applied, parts = case
    if at < last:
        raise ValueError(at)
    part = parts[0]
    (
        address, workflow, state, holder, unit, units, facts, runs, counters, counts, visits, held, opened, _, _,
        live, _,
    ) = part  # fmt: skip
    to, clock = table[state, name]
    seq += 1
    cause = f"e{seq}"
    run = runs[live[0]]
    (
        old, number, bound, own, started, counted, ended_day, why, rows, given, floor, passed, pauses, extensions, _, _,
        _, due,
    ) = run  # fmt: skip
    ended = _new(
        Run,
        (
            old, number, bound, own, started, counted, ended_day, why, rows, given, floor, passed, pauses, extensions,
            at, "fulfilled", 0, due,
        ),
    )  # fmt: skip
    falls = rule(at, False)  # noqa: FBT003 - as a rule takes it
    begun = _new(
        Run, (clock, 1, holder, unit, at, at, False, cause, 1, None, 0, None, (), (), None, "", -1, falls)
    )  # fmt: skip
    effect = _new(
        Effect,
        (f"{id_}/{cause}/0", "assign", to, None, by, "", at, id_, None, (), None, BASIS, TITLE),
    )  # fmt: skip
    lines = [
        (at, "applied", address, name, to, BASIS),
        (at, "met" if at <= due else "late", address, f"{old}.{number}", "", BASIS),
        (at, "started", address, f"{clock}.1", "", BASIS),
    ]
    now = _new(
        Part,
        (
            address, workflow, to, holder, unit, units, facts, (ended, begun), counters, counts, (*visits[-5:], to),
            held, opened, None, falls, (1,), None,
        ),
    )  # fmt: skip
    stepped = _new(Case, (id_, profile, law, days, began, at, seq, applied, (now,)))
    return _new(Step, (stepped, (effect,), _new(Trace, lines)))


def _ring() -> tuple[dict[tuple[str, str], tuple[str, str]], Case]:
    """Give the moves of a small flow, and a case that stands at its beginning."""
    moves = {
        (state, event): (to, f"c_{to}")
        for state, event, to in zip(STATES, EVENTS, [*STATES[1:], STATES[0]], strict=True)
    }
    run = Run(
        "c_received",
        1,
        "centre",
        None,
        START,
        START,
        _NOT_ENDED,
        "e1",
        1,
        None,
        0,
        None,
        (),
        (),
        None,
        "",
        -1,
        START + 1,
    )
    part = Part(
        "", "report", "received", "centre", None, (), (None,) * 12, (run,), (), (), ("received",),
        (("centre", None, START),), START, None, START + 1, (0,), None,
    )  # fmt: skip
    return moves, Case("C-1", "floor", "law", "days", START, START, 1, (), (part,))


def _step_floor() -> float:
    """Give the microseconds of the minimal step."""
    moves, first = _ring()
    rule = calendars.office().rule(TimeLimit(8, "working_hour"))
    events = [
        Event(case="C-1", name=EVENTS[turn % 4], at=START + turn * MINUTE, by="officer", data=NO_DATA)
        for turn in range(40)
    ]

    def ride(_: object) -> Case:
        case = first
        for event in events:
            case = minimal_step(moves, rule, case, event).case
        return case

    return per_call(ride, [None], rounds=15) / len(events)


def one_step() -> Step:
    """Take the minimal step once, from the beginning."""
    moves, first = _ring()
    rule = calendars.office().rule(TimeLimit(8, "working_hour"))
    event = Event(case="C-1", name=EVENTS[0], at=START + MINUTE, by="officer", data=NO_DATA)
    return minimal_step(moves, rule, first, event)


class Made(NamedTuple):
    """What a shipped event makes on the average."""

    started: float
    ended: float
    effects: float
    lines: float


def _made() -> Made:
    """Count what the steps of the shipped logs make."""
    started = ended = effects = lines = events = 0
    for log in accepted():
        for rows in log.cases:
            case = None
            for row in rows:
                step = log.engine.apply(case, row)
                case = step.case
                events += 1
                effects += len(step.effects)
                lines += len(step.trace)
            if case is not None:
                runs = [run for part in case.parts for run in part.runs]
                started += len(runs)
                ended += sum(run.ended is not None for run in runs)
    return Made(started / events, ended / events, effects / events, lines / events)


def _row_floor(loads: Callable[[str], Any]) -> float:
    """Give the microseconds a row of reading its JSON and writing the JSON of its case's result, and nothing else."""
    path = paths()[LAW]
    texts = path.read_text(encoding="utf-8").splitlines()
    profile = load_profile(LAW)
    told = results(Engine(profile), read_log(path, profile=profile))["cases"]

    def ride() -> None:
        for text in texts:
            loads(text)
        for case in told:
            json.dumps(case, ensure_ascii=False)

    return per_call(lambda _: ride(), [None], rounds=15) / len(texts)


class Share(NamedTuple):
    """A goal, the floor and ours, in microseconds on this core."""

    what: str
    goal: float
    floor: float
    ours: float

    def row(self) -> list[str]:
        """Give the cells of the table."""
        return [
            self.what,
            *[f"{shown(figure)} µs" for figure in (self.goal, self.floor, self.ours)],
            f"{shown(self.goal / self.floor)} ×",
            f"{shown(self.ours / self.floor)} ×",
        ]


def floors(ratio: float, reached: Sequence[Goal], replayed: int) -> tuple[list[Share], Made]:
    """Set the goals that records and JSON stand behind beside the floor, measured in this run, and beside ours."""
    step, row = _step_floor(), _row_floor(json.loads)
    out = []
    for goal in reached:
        if goal.what.startswith("one step"):
            out.append(Share("one step", goal.here(ratio), step, goal.figure))
        elif goal.what.startswith("replay of"):
            out.append(Share(f"a replay of {replayed} events", goal.here(ratio), step * replayed, goal.figure))
        elif goal.what.startswith("run --jsonl") and goal.unit == "rows/s":
            fast = goal.what.endswith("fast")
            if fast:
                from orjson import loads

                row = _row_floor(loads)
            what = f"a row of an archive{', with the extra fast' if fast else ''}: its JSON and a step"
            out.append(Share(what, 1e6 / goal.here(ratio), row + step, 1e6 / goal.figure))
    return out, _made()


def profile(most: int = 12) -> list[list[str]]:
    """Say which functions the steps of the shipped logs execute, by their share of all bytecodes."""
    rides = [(log.engine.apply, log.cases) for log in accepted()]

    def ride() -> None:
        for apply, cases in rides:
            for events in cases:
                case = None
                for event in events:
                    case = apply(case, event).case

    found = executed_by(ride)
    every = found.total()
    rows = [[f"`{name}`", f"{count / every:.1%}"] for name, count in found.most_common(most)]
    rest = sum(count for _, count in found.most_common()[most:])
    return [*rows, [f"{len(found) - most} others", f"{rest / every:.1%}"]]


def between(shares: Sequence[Share], made: Made) -> str:
    """Say what the floor makes, what a shipped event makes, and how far each goal and ours are from the floor."""
    words = (
        "The minimal step ends one run, starts one, orders one effect and writes three lines. On the average a shipped "
        f"event ends {made.ended:.2f} runs, starts {made.started:.2f}, orders {made.effects:.2f} effects and writes "
        f"{made.lines:.1f} lines."
    )
    six, _, _ = memory()
    kinds = [f"{weight:,} are {kind}" for kind, weight in six.most_common()]
    heads = ["what", "goal here", "floor", "ours", "goal over floor", "ours over floor"]
    return "\n\n".join(
        [
            BEGIN,
            words,
            grid(heads, [one.row() for one in shares]),
            f"Of the {six.total():,} bytes of a case at six events, " + ", ".join(kinds) + ".",
            "What the steps of the shipped logs execute, by function:",
            grid(["function", "of all bytecodes"], profile()),
            END,
        ]
    )
