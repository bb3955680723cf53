"""Configurations: how parts stand. Those of all cases that stand alike are one (S20).

Facts are finite, so there are few: state, holder, facts and open clocks. A fact on which nothing depends any more is
left out, and which case a link names decides nothing but whom a signal reaches: a configuration knows only that there
is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from feedback_rules.workflow.history import written_out
from feedback_rules.workflow.intake import LANGUAGE
from feedback_rules.workflow.relevance import irrelevant
from feedback_rules.workflow.values import is_blank, wrong_fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from feedback_rules.workflow.case import Part
    from feedback_rules.workflow.ledger import Ledger, Units
    from feedback_rules.workflow.plan import Plan
    from feedback_rules.workflow.spec import FactSpec, Rulebook, WorkflowSpec

__all__ = [
    "PLAIN",
    "UNPLANNED",
    "Configuration",
    "Fork",
    "Standing",
    "carried",
    "common",
    "configuration_of",
    "masked",
    "placed",
    "recognised",
    "shared",
    "without_links",
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
    """How a part stands, shared by all that stand so: ``moves`` are the plans of its events, by name and actor,
    ``falls`` those of its dues, by the position of the run, and of its joins, by name; ``pending`` are the positions of
    the runs that are not past due, ``None`` where none is.
    """

    __slots__ = ("book", "facts", "falls", "holder", "live", "moves", "open", "pending", "state", "workflow")

    def __init__(
        self, book: Rulebook, workflow: str, state: str, holder: str | None, facts: tuple[Any, ...],
        live: tuple[Standing, ...], *, open: bool,  # noqa: A002 - open or ended
    ) -> None:  # fmt: skip
        self.book = book
        self.workflow = workflow
        self.state = state
        self.holder = holder
        self.facts = facts
        self.live = live
        self.open = open
        self.moves: dict[tuple[str, str], Plan | Fork | None] = {}
        self.falls: dict[int | str, Plan | None] = {}
        waiting = tuple(position for position, (_, _, passed, _) in enumerate(live) if not passed)
        self.pending = None if len(waiting) == len(live) else waiting

    def written_out(self, part: Part) -> Ledger:
        """Write out what has happened to a part that stands so."""
        return written_out(part)


class Fork:
    """The plans of an event that brings facts: one for each combination of the values of ``fields``, of those that are
    only ``carried``, by their places, it is enough that there is a value of the fact, and of what it supplies of what
    is ``lacking``.
    """

    __slots__ = ("carried", "fields", "lacking", "plans")

    def __init__(self, fields: tuple[str, ...], carried: Mapping[str, FactSpec], lacking: tuple[str, ...] = ()) -> None:
        self.fields = fields
        self.carried = placed(fields, carried)
        self.lacking = lacking
        self.plans: dict[tuple[Any, ...] | None, Plan | None] = {}

    def plan(self, data: Mapping[str, Any]) -> Any:
        """Give the plan of an event that brings this: ``UNPLANNED`` where nobody has asked for it, ``None`` where there
        is none.
        """
        brought = self.recognise(data)
        return None if brought is None else self.plans.get(brought, UNPLANNED)

    def recognise(self, data: Mapping[str, Any]) -> tuple[Any, ...] | None:
        """Give what an event brings as its plans are kept for it; ``None`` where a value is of a kind that no plan is
        kept for.
        """
        brought = recognised(tuple(map(data.get, self.fields)), self.carried)
        if brought is not None and self.lacking:
            brought += tuple([is_blank(data.get(field)) for field in self.lacking])
        return brought


def configuration_of(book: Rulebook, facts: tuple[Any, ...], ledger: Ledger) -> Configuration | None:
    """Give the configuration in which a part stands; ``None`` where it is one of too many, or waits for a breach that
    a change has put into the past (S16): that is dated by the change, not by the due.
    """
    live = []
    for run in map(ledger.runs.__getitem__, ledger.live):
        if run.passed is None and run.floor > run.due:
            return None
        live.append((run.clock, run.rows, run.passed is not None, run.holder))
    known = masked(book, book.workflows[ledger.workflow], ledger.state, facts)
    return shared(book, ledger.workflow, ledger.state, ledger.holder, known, tuple(live), open=ledger.ended is None)


def without_links(book: Rulebook, facts: tuple[Any, ...]) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """Give the facts that cases may share, and those that name other cases, each behind its index."""
    links: list[Any] = []
    for index in book.links:
        if facts[index] is not None:
            links += (index, facts[index])
    if not links:
        return facts, ()
    known = [*facts]
    for index in book.links:
        known[index] = None
    return tuple(known), tuple(links)


def common(book: Rulebook, units: Units) -> Units:
    """Give these units as the cases share them that are routed alike."""
    found = book.units.get(units)
    if found is None:
        found = units
        if len(book.units) < MOST:
            book.units[units] = units
    return found


def carried(book: Rulebook, flow: WorkflowSpec, fact: int) -> bool:
    """Tell whether a fact is one of those that are kept, but whose value decides nothing once the case is open."""
    spec = book.facts[fact]
    return spec.link or not (spec.many or fact == LANGUAGE or fact in flow.asked)


def masked(book: Rulebook, flow: WorkflowSpec, state: str, facts: tuple[Any, ...]) -> tuple[Any, ...]:
    """Give the facts without those that decide nothing from ``state`` on, and with a mark for each link that is set."""
    found = [*facts]
    for index in irrelevant(book, flow, state):
        found[index] = None
    for index in book.links:
        found[index] = None if facts[index] is None else LINKED
    return tuple(found)


def placed(fields: tuple[str, ...], carried: Mapping[str, FactSpec]) -> tuple[tuple[int, FactSpec], ...]:
    """Give the facts whose values decide nothing, each behind the place of its field."""
    return tuple((place, carried[field]) for place, field in enumerate(fields) if field in carried)


def recognised(values: tuple[Any, ...], carried: Iterable[tuple[int, FactSpec]]) -> tuple[Any, ...] | None:
    """Give values as plans are kept for them; ``None`` where one is of a kind that no plan is kept for."""
    if not PLAIN.issuperset(map(type, values)):
        return None
    for place, fact in carried:
        value = values[place]
        if value is not None:
            if wrong_fact(fact, value) is not None:
                return None
            values = (*values[:place], LINKED, *values[place + 1 :])
    return values


def shared(
    book: Rulebook, workflow: str, state: str, holder: str | None, facts: tuple[Any, ...],
    live: tuple[Standing, ...], *, open: bool,  # noqa: A002 - open or ended
) -> Configuration | None:  # fmt: skip
    """Give the one configuration of these values."""
    key = (workflow, state, holder, facts, live, open)
    found = book.configurations.get(key)
    if found is None and len(book.configurations) < MOST:
        found = book.configurations[key] = Configuration(book, workflow, state, holder, facts, live, open=open)
    return found
