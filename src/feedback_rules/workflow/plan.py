"""A plan: what an event or a due will do to every part that stands in one configuration (S20)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from feedback_rules.workflow.configuration import Configuration
    from feedback_rules.workflow.spec import ClockSpec, Extension, Outcome, WorkflowSpec

__all__ = ["ENDS", "EVENT", "JOINED", "OPENED", "Begun", "Change", "Order", "Ordered", "Plan"]

EVENT: Final = -1
ENDS: Final = -2
OPENED: Final = -3
JOINED: Final = -4
"""What a plan is for that is not for the due of a run: an event, the end of the kind that holds, the opening of a part
by its case, the join of parts.
"""

Change = tuple[int, str, int, str, tuple[str, ...], "ClockSpec", int, "str | None", "str | None"]
"""What becomes of an open run: its position, how it ends (``""``: it is counted anew), the limit that judges it, words,
citation, clock, the limits that may apply, what the trace calls it (``""``: the due tells whether it was met,
``None``: only the run itself), and what it was where there is no due.
"""

Begun = tuple[str, "Callable[[int, bool], int]", bool, "ClockSpec", tuple[str, ...], "str | None"]
"""A run that starts: its clock, the rule of its limits, whether it counts from the instant at which it starts, the
clock's entry, citation, and what the trace calls the run that it replaces, if it does.
"""

Ordered = tuple[
    str, str, "str | None", "str | None", str, "str | None", tuple[str, ...], tuple[str, ...], tuple[str, str],
    "str | None", "str | None",
]  # fmt: skip
"""An effect: verb, addressee, the kind whose unit is addressed, by whom, channel, event, what it carries, citation,
title, the field that names another case, and the clock of the run by which it is timed.
"""


Order = tuple[str, int, "str | Extension | None", "ClockSpec", bool, tuple[str, ...]]
"""What is ordered of an open run: ``given``, ``extended``, ``paused`` or ``resumed``; its position, the field that
gives the limit or the extension, the clock, whether it starts with this step, and the citation.
"""


class Plan:
    """What an event does to a part in one configuration, or the due of the run at the position ``falls`` (negative:
    ``EVENT``, ``ENDS``, ``OPENED`` or ``JOINED``).

    ``needs`` lists fields of which each group must bring one, ``unit_kind`` the kind of which the actor is the
    unit, ``since`` and ``until`` bound the instants for which it holds, ``window`` is the clock that must not be
    past due. ``changes`` are made to open runs, in order; ``replaced`` are the positions of those that a start
    replaces, ``stays`` of those that stay open. ``starts`` are the runs that start, those of ``effects`` last:
    ``begins`` lists them as (clock, limits, whether by an effect), ``clocks`` by name. ``first`` is ordered of runs
    that are open before the step, ``orders`` of those that are open after it.
    ``sets`` are (fact, value, or the field that brings it), ``fields`` the latter, ``links`` those that name other
    cases, ``made`` the facts that the others have made.
    ``ends`` is the instant at which its holder ends, ``fixed`` says that who holds the part stays as it is.
    ``asks`` marks what else is asked: those instants, and where it ``recalls`` the part's past, ``at_most`` events, a
    due of ``after_due`` that has passed, none of ``window``; ``objects`` says that what is ordered may be objected to.
    Where a routed kind that is ``sensitive`` changes its unit, the plan of those ``turned`` is taken instead.
    ``said``, ``name`` and ``note`` are what the trace tells of it; ``seldom`` says that it counts, links or orders
    anything, or leaves a verdict open, ``idle`` that it neither does so nor touches a run or who ends when, ``quiet``
    that it neither counts nor does anything to a run, ``sends`` that an effect may reach another case.
    """

    __slots__ = (
        "after", "after_due", "asks", "at_most", "basis", "begins", "changes", "clocks", "counted", "effects",
        "ends", "facts", "falls", "fields", "final", "first", "fixed", "holder", "idle", "keeps", "links", "made",
        "name", "needs", "note", "objects", "option", "orders", "origin", "quiet", "recalls", "replaced", "routes",
        "said", "seldom", "sends", "sensitive", "sets", "since", "starts", "state", "stays", "tail", "tallied", "to",
        "turned", "unit_kind", "until", "window",
    )  # fmt: skip
    after: Configuration
    after_due: str | None
    asks: bool
    at_most: int | None
    basis: tuple[str, ...]
    begins: tuple[tuple[ClockSpec, int, bool], ...]
    changes: tuple[Change, ...]
    clocks: tuple[str, ...]
    counted: bool
    effects: tuple[Ordered, ...]
    ends: int
    facts: tuple[Any, ...]
    falls: int
    fields: tuple[str, ...]
    final: bool
    first: tuple[Order, ...]
    fixed: bool
    holder: str | None
    idle: bool
    keeps: bool
    links: tuple[tuple[int, str], ...]
    made: dict[tuple[Any, ...], tuple[Any, ...]]
    name: str
    needs: tuple[tuple[str, ...], ...]
    note: str
    objects: bool
    option: Outcome
    orders: tuple[Order, ...]
    origin: Configuration
    quiet: bool
    recalls: bool
    replaced: tuple[int, ...]
    routes: tuple[tuple[str, str], ...]
    said: str
    seldom: bool
    sends: bool
    sensitive: frozenset[str]
    sets: tuple[tuple[int, Any, str | None], ...]
    since: int
    starts: tuple[Begun, ...]
    state: str
    stays: tuple[int, ...]
    tail: bool
    tallied: WorkflowSpec | None
    to: str | None
    turned: dict[frozenset[str], Plan | None]
    unit_kind: str | None
    until: int
    window: str | None

    @property
    def fallen(self) -> ClockSpec:
        """The clock whose due it is."""
        origin = self.origin
        return origin.book.workflows[origin.workflow].clocks[origin.live[self.falls][0]]
