"""What no step in Python can do without, written out in a straight line: the floor that ours is measured against.

It goes through the events of the shipped logs with what each of them comes to in hand: the plan, the dues that go and
the rules of those that come. It asks for no role, no data, no unit and no guard and looks nothing up. What is left is
to make the immutable records and to ask the calendar for the dues.
"""

from __future__ import annotations

import json
from contextlib import ExitStack
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar
from unittest.mock import patch

from benchmarks.archive import LAW
from benchmarks.cases import accepted, paths
from benchmarks.goals import Goal, shown
from benchmarks.measure import in_turn, per_call
from benchmarks.memory import bare, memory
from benchmarks.page import grid
from feedback_rules import engine
from feedback_rules.engine import Engine, Step
from feedback_rules.profiles.shelf import load_profile
from feedback_rules.studies.log import read_log
from feedback_rules.studies.results import results
from feedback_rules.workflow import opening, step
from feedback_rules.workflow.case import Case, Part
from feedback_rules.workflow.clock import rule_of
from feedback_rules.workflow.deeds import Record
from feedback_rules.workflow.ledger import STAMP
from tests.benchmarks.counting import executed_by

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from feedback_rules.workflow.event import Event

__all__ = ["BEGIN", "END", "Known", "Share", "between", "floors", "known_step", "known_steps"]

STAGES: Final = (
    (engine, "apply"),
    (engine, "open_case"),
    (step, "execute"),
    (opening, "execute"),
    (step, "let_fall"),
    (step, "_beside"),
    (step, "bad_value"),
    (opening, "bad_value"),
    (step, "apply_in_full"),
)
"""What a step goes through: each function where it is called."""

BEGIN, END = "<!-- floors: written by make bench -->", "<!-- end of the floors -->"
FEW: Final = 100
"""So many steps are timed at once."""

Call = tuple[Any, tuple[Any, ...], dict[str, Any]]
"""A call as it was made: the function, what it was given in order and by name."""

Thing = TypeVar("Thing")

_new = tuple.__new__


class Known(NamedTuple):
    """What a move comes to, known beforehand: the positions of the dues that stay (``None``: all of them), the rules of
    those that come, the part as the step leaves it, and the move itself.
    """

    stays: tuple[int, ...] | None
    rules: tuple[Callable[[int, bool], int], ...]
    left: Part
    move: Any


def known_steps() -> list[tuple[Case | None, Event, tuple[Known, ...]]]:
    """Give the events of the shipped logs that plans tell, each with the case before it and the moves that it comes to:
    what fell due before it, its own, and those of parts that it opens or joins.
    """
    found: list[tuple[Case | None, Event, tuple[Known, ...]]] = []
    for log in accepted():
        for events in log.cases:
            case: Case | None = None
            for event in events:
                taken = log.engine.apply(case, event)
                if not any(isinstance(deed, Record) for deed in taken.deeds):
                    found.append((case, event, tuple([_known(taken.case, move) for move in taken.deeds])))
                case = taken.case
    return found


def _known(case: Case, move: Any) -> Known:
    plan, _, _, _, address, *_ = move
    part = case.part(address)
    assert part is not None  # it has just been stepped
    rules = tuple(rule_of(spec, rows) for spec, rows, _ in plan.begins)
    return Known(None if plan.keeps else plan.stays, rules, part, move)


def known_step(case: Case | None, event: Event, known: Iterable[Known]) -> Step:
    """Make the records of a step whose outcome is known."""
    name = event.case
    number = 0
    if case is not None:
        _, _, _, number, _, _, _ = case
    moves: tuple[Any, ...] = ()
    for stays, rules, left, (plan, told, _, _, _, _, _, _, before, started, since, said) in known:
        at = told.at
        address, units, facts, links, counters, log, stamps, _, _, _, standing = left
        dues = before if stays is None else tuple([before[position] for position in stays]) if stays else ()
        for rule in rules:
            dues += (rule(at, False),)  # noqa: FBT003 - as a rule takes it
        wake = min(dues) if dues else 0
        passed, stamped = log[:-1], stamps[STAMP.size :] + STAMP.pack(at, number)
        passed += (plan,)
        part = _new(Part, (address, units, facts, links, counters, passed, stamped, wake, dues, since, standing))
        case = _new(Case, (name, left, at, number + 1, (), part, ()))
        moves += ((plan, told, name, number + 1, address, units, facts, links, before, started, since, said),)
    return _new(Step, (case, moves))


def _step_floor() -> float:
    """Give the microseconds of making the records of a shipped step."""
    steps = known_steps()
    return sum(in_turn([partial(_made_of, some) for some in _few(steps)])) / len(steps) * 1e6


def _few(listed: Sequence[Thing]) -> list[Sequence[Thing]]:
    """Divide what is timed, a few at once."""
    return [listed[first : first + FEW] for first in range(0, len(listed), FEW)]


def _made_of(steps: Iterable[tuple[Case | None, Event, tuple[Known, ...]]]) -> None:
    for case, event, known in steps:
        known_step(case, event, known)


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
                taken = log.engine.apply(case, row)
                case = taken.case
                events += 1
                effects += len(taken.effects)
                lines += len(taken.trace)
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

    return per_call(lambda _: ride(), [None]) / len(texts)


class Share(NamedTuple):
    """A goal, the floor and ours: microseconds on this core, or bytes."""

    what: str
    goal: float
    floor: float
    ours: float
    unit: str = "µs"

    def row(self) -> list[str]:
        """Give the cells of the table."""
        return [
            self.what,
            *[f"{shown(figure)} {self.unit}" for figure in (self.goal, self.floor, self.ours)],
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
        elif goal.what.startswith("an event more"):
            out.append(Share("an event more of a live case", goal.here(ratio), bare(), goal.figure, "bytes"))
    return out, _made()


def beside(reached: Sequence[Goal], share: Share) -> str:
    """Say where a step at the floor would stand beside the peers."""
    nearer = share.ours / share.floor
    faster = [
        f"{shown(goal.figure * nearer)} times faster than {goal.what.rpartition(' ')[2]}"
        for goal in reached
        if goal.what.startswith("step, faster than")
    ]
    over = [
        f"{shown(goal.figure / nearer)} times {goal.what.rpartition(' ')[2]}"
        for goal in reached
        if goal.what.startswith("step over")
    ]
    return f"A step at the floor would be {', '.join(faster)}, and take {', '.join(over)}, which has no clocks."


def stages() -> list[tuple[str, float]]:
    """Say what the microseconds of a step are spent on, each once, the whole last: the calls of the functions that it
    goes through are noted while the shipped logs run, and then made again by themselves, in the same order, all of
    them in turn.
    """
    steps: list[Call] = []
    calls: list[list[Call]] = [[] for _ in STAGES]
    logs = [*accepted()]
    with ExitStack() as stack:
        for (room, name), noted in zip(STAGES, calls, strict=True):
            stack.enter_context(patch.object(room, name, _noting(getattr(room, name), noted)))
        for log in logs:
            for events in log.cases:
                case = None
                for event in events:
                    steps.append((log.engine.apply, (case, event), {}))
                    case = log.engine.apply(case, event).case
    groups = [_few(made) for made in (*calls, steps)]
    best = iter(in_turn([partial(_again, some) for group in groups for some in group]))
    idle = sum(in_turn([partial(_again, [(_idle, given, {}) for _, given, _ in some]) for some in _few(steps)]))
    each = idle / len(steps)
    took = [
        (sum(islice(best, len(group))) - each * len(made)) / len(steps) * 1e6
        for group, made in zip(groups, (*calls, steps), strict=True)
    ]
    applied, opened, own, first, fell, beside, brought, first_brought, full, whole = took
    return [
        ("the event itself: the runs that it ends and starts, their dues, units, records (`execute`)", own + first),
        ("what fell due before it, executed like it (`let_fall`)", fell),
        ("the parts that it opens, closes or joins (`_beside`)", beside),
        ("what it brings, field by field (`bad_value`)", brought + first_brought),
        ("intake: how a case opens (`open_case`)", opened - first - first_brought),
        ("an event that no plan foresees (`apply_in_full`)", full),
        ("the order of time, who acts, its plan (`apply`)", applied - own - fell - beside - brought - full),
        ("the call itself, and the step as a record (`Engine.apply`)", whole - applied - opened),
        ("a step", whole),
    ]


def _idle(_case: object, _event: object) -> None:
    """Stand for the call alone."""


def _again(calls: Iterable[Call]) -> None:
    for called, given, named in calls:
        called(*given, **named)


def _noting(called: Callable[..., Any], noted: list[Call]) -> Callable[..., Any]:
    """Give the function that notes how it is called."""

    def note(*given: Any, **named: Any) -> Any:
        noted.append((called, tuple([[*one] if isinstance(one, list) else one for one in given]), named))
        return called(*given, **named)

    return note


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


def between(shares: Sequence[Share], made: Made, reached: Sequence[Goal]) -> str:
    """Say what the floor makes, what a shipped event makes, and how far each goal and ours are from the floor."""
    words = (
        f"On the average a shipped event ends {made.ended:.2f} runs, starts {made.started:.2f}, orders "
        f"{made.effects:.2f} effects and tells {made.lines:.1f} lines. A step refers to these, and so does its floor: "
        "effects and lines are made when they are read, which the table above shows apart."
    )
    six, _, _ = memory()
    kinds = [f"{weight:,} are {kind}" for kind, weight in six.most_common()]
    heads = ["what", "goal here", "floor", "ours", "goal over floor", "ours over floor"]
    spent = stages()
    _, whole = spent[-1]
    return "\n\n".join(
        [
            BEGIN,
            words,
            grid(heads, [one.row() for one in shares]),
            *[beside(reached, one) for one in shares if one.what == "one step"],
            f"Of the {six.total():,} bytes of a case at six events, " + ", ".join(kinds) + ".",
            "What the microseconds of a step are spent on, averaged over the events of the shipped logs:",
            grid(["on", "an event", "of a step"], [[what, f"{us:.2f} µs", f"{us / whole:.0%}"] for what, us in spent]),
            "What the steps execute, by function:",
            grid(["function", "of all bytecodes"], profile()),
            END,
        ]
    )
