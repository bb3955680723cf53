"""Snapshots spoilt in one place: each leaf of a real one given other values, one at a time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from feedback_rules.calendar.zone import from_instant
from feedback_rules.errors import FeedbackRulesError
from feedback_rules.workflow.case import Case
from feedback_rules.workflow.event import Event
from feedback_rules.workflow.instants import zone_info

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from feedback_rules.engine import Engine
    from feedback_rules.workflow.case import Part

__all__ = ["asked", "leaves", "names_of", "other_values", "spoilt"]

Path = tuple[Any, ...]

WRONG: Final[tuple[Any, ...]] = (
    None, True, False, 0, 1, -1, -(10**30), 10**30, 2**62, 1.5, "", "nowhere", "2024-03-04", [], [1], ["x", "y"], {},
)  # fmt: skip
"""What stands in the place of each leaf."""


def leaves(value: Any, path: Path = ()) -> Iterator[Path]:
    """Give the path of every value, those of lists and objects too."""
    if path:
        yield path
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from leaves(value[key], (*path, key))


def names_of(engine: Engine, row: Any) -> list[str]:
    """Give some names that the regulation knows, of each sort: well-formed, and wrong in nearly every place."""
    flow = engine.book.workflows[row["parts"][0]["workflow"]]
    sorts: list[Iterable[str]] = [engine.book.workflows, engine.book.holders, flow.states, flow.clocks, flow.parts]
    return [*(name for sort in sorts for name in list(sort)[-2:]), "citizen", "nobody", "left", "fulfilled"]


def other_values(value: Any, names: Sequence[str] = ()) -> list[Any]:
    """Give what a leaf is replaced by: other kinds of values, and its like a bit off, shorter, longer, turned round."""
    found = [*WRONG]
    if type(value) is int:
        found += [value + 1, value - 1, -value, value * 1000, value - 400 * 86_400_000_000]
    elif value is None or isinstance(value, str):
        found += [*names] if value is None else [*names, value + "x", value[:-1]]
    elif isinstance(value, list):
        found += [value[:-1], value[1:], value + value, value[::-1], [*value, None], [*value, *value[-1:]]]
        if not value or value[0] in ("instant", "date", "limit"):
            found += [
                ["limit", "8 days"],
                [[0, None]],
                [[5, "by", "9999999 days"]],
                [[5, "at", 0]],
                [[5, "to", "at once"]],
            ]
    return [other for other in found if other != value or type(other) is not type(value)]


def spoilt(row: Any, path: Path, other: Any) -> Any:
    """Give a snapshot with another value in one place; what is not on the way there is shared."""
    if not path:
        return other
    key, *rest = path
    copied = dict(row) if isinstance(row, dict) else list(row)
    copied[key] = spoilt(row[key], tuple(rest), other)
    return copied


def asked(engine: Engine, row: Any, at: int, *, told: bool = True) -> str:
    """Read a snapshot and ask all that can be asked of it; give the code of the error it is refused with, or nothing.

    Anything else than an error of the library goes through. Explanations, the dearest, are asked for where ``told``.
    """
    try:
        case = engine.advance(read := Case.from_dict(row), from_instant(read.at, zone_info(engine.book.zone))).case
    except FeedbackRulesError as error:
        return error.code
    moment = from_instant(max(at, case.at) + 3_600_000_000, zone_info(engine.book.zone))
    late = from_instant(max(at, case.at) + 400 * 86_400_000_000, zone_info(engine.book.zone))
    questions: list[Callable[[], object]] = [
        lambda: engine.clocks(case, moment),
        lambda: engine.clocks(case, late),
        lambda: engine.facts(case),
        lambda: engine.advance(case, late).trace,
        lambda: engine.carry(case, moment, engine).trace,
        lambda: _every_option(engine, case, moment),
    ]
    if told:
        questions.append(lambda: engine.explain(case, at=moment).text("vi"))
        questions += [partial(_explained, engine, case, part, late) for part in case.parts]
    for ask in questions:
        try:
            ask()
        except FeedbackRulesError:
            continue
    return ""


def _explained(engine: Engine, case: Case, part: Part, at: Any) -> None:
    """Explain the last run of each clock of a part."""
    for clock in {run.clock for run in part.runs}:
        engine.explain(case, clock=clock, at=at, part=part.address).text("en")


def _every_option(engine: Engine, case: Case, moment: Any) -> None:
    """Try each event that may happen next, in each part, with nothing but what names it."""
    for option in engine.options(case, moment):
        for by in option.by:
            where = f"{case.id}/{option.part}" if option.part else case.id
            event = Event(case=where, name=option.event, at=moment, by=by, unit=case.root.unit)
            try:
                step = engine.apply(case, event)
                _ = step.effects, step.trace, step.case.to_dict()
            except FeedbackRulesError:
                continue
