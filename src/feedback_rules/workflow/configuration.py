"""Configurations: how parts stand. Those of all cases that stand alike are one (S20).

Facts are finite, so there are few: state, holder, facts and open clocks. A fact on which nothing depends any more is
left out, and which case a link names decides nothing but whom a signal reaches: a configuration knows only that there
is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from feedback_rules.workflow.intake import LANGUAGE
from feedback_rules.workflow.values import wrong_fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from feedback_rules.workflow.case import Part
    from feedback_rules.workflow.plan import Plan
    from feedback_rules.workflow.spec import FactSpec, Rulebook, WorkflowSpec

__all__ = [
    "UNPLANNED",
    "Configuration",
    "Fork",
    "Standing",
    "carried",
    "configuration_of",
    "masked",
    "recognised",
    "shared",
]

MOST: Final = 50_000
"""So many configurations are kept; those of further cases are stepped through in full."""

LINKED: Final = "linked"
"""Stands for whatever value decides nothing but that there is one."""

PLAIN: Final = frozenset({str, bool, type(None)})
"""The types of the values that plans are kept for."""

UNPLANNED: Final = object()
"""Stands for a plan that nobody has asked for yet."""

Standing = tuple[str, int, bool, "str | None"]
"""An open run as a configuration knows it: its clock, the rows that may apply, whether its due has passed, its kind."""


class Configuration:
    """How a part stands, shared by all that stand so; ``moves`` are the plans of its events, by name and actor."""

    __slots__ = ("facts", "holder", "live", "moves", "open", "state", "workflow")

    def __init__(
        self, workflow: str, state: str, holder: str | None, facts: tuple[Any, ...], live: tuple[Standing, ...], *,
        open: bool,  # noqa: A002 - open or ended
    ) -> None:  # fmt: skip
        self.workflow = workflow
        self.state = state
        self.holder = holder
        self.facts = facts
        self.live = live
        self.open = open
        self.moves: dict[tuple[str, str], Plan | Fork | None] = {}


class Fork:
    """The plans of an event that brings facts: one for each combination of the values of ``fields``; of those that are
    only ``carried`` it is enough that there is a value of the fact.
    """

    __slots__ = ("carried", "fields", "plans")

    def __init__(self, fields: tuple[str, ...], carried: Mapping[str, FactSpec]) -> None:
        self.fields = fields
        self.carried = carried
        self.plans: dict[tuple[Any, ...] | None, Plan | None] = {}


def configuration_of(book: Rulebook, part: Part) -> Configuration | None:
    """Give the configuration in which a part stands; ``None`` where it is one of too many."""
    runs = part.runs
    live = tuple(
        [(run.clock, run.rows, run.passed is not None, run.holder) for run in map(runs.__getitem__, part.live)]
    )
    facts = masked(book, book.workflows[part.workflow], part.facts)
    return shared(book, part.workflow, part.state, part.holder, facts, live, open=part.ended is None)


def carried(book: Rulebook, flow: WorkflowSpec, fact: int) -> bool:
    """Tell whether a fact is one of those that are kept, but whose value decides nothing once the case is open."""
    spec = book.facts[fact]
    return spec.link or not (spec.many or fact == LANGUAGE or fact in flow.asked)


def masked(book: Rulebook, flow: WorkflowSpec, facts: tuple[Any, ...]) -> tuple[Any, ...]:
    """Give the facts without those that decide nothing, and with a mark for each link that is set."""
    if flow.unasked is None:
        many = {index for index, spec in enumerate(book.facts) if spec.many}
        flow.unasked = tuple({*range(len(facts))} - flow.asked - many - {LANGUAGE})
    found = [*facts]
    for index in flow.unasked:
        found[index] = None
    for index in book.links:
        found[index] = None if facts[index] is None else LINKED
    return tuple(found)


def recognised(values: Iterable[Any], fields: Iterable[str], carries: Mapping[str, FactSpec]) -> tuple[Any, ...] | None:
    """Give values as plans are kept for them; ``None`` where one is of a kind that no plan is kept for."""
    found = []
    for value, field in zip(values, fields, strict=True):
        if value.__class__ not in PLAIN:
            return None
        if value is not None and field in carries:
            if wrong_fact(carries[field], value) is not None:
                return None
            found.append(LINKED)
        else:
            found.append(value)
    return tuple(found)


def shared(
    book: Rulebook, workflow: str, state: str, holder: str | None, facts: tuple[Any, ...],
    live: tuple[Standing, ...], *, open: bool,  # noqa: A002 - open or ended
) -> Configuration | None:  # fmt: skip
    """Give the one configuration of these values."""
    key = (workflow, state, holder, facts, live, open)
    found = book.configurations.get(key)
    if found is None and len(book.configurations) < MOST:
        found = book.configurations[key] = Configuration(workflow, state, holder, facts, live, open=open)
    return found
