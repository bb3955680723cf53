"""A plan: what an event will do to every part that stands in one configuration (S20)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from feedback_rules.workflow.configuration import Configuration
    from feedback_rules.workflow.spec import ClockSpec, EffectSpec, Transition, WorkflowSpec

__all__ = ["Plan"]


class Plan:
    """What an event does to a part in one configuration.

    ``needs`` lists fields of which each group must bring one, ``unit_kind`` the kind of which the actor is the
    unit, ``since`` and ``until`` bound the instants for which it holds, ``window`` is the clock that must not be
    past due. ``changes`` are made to open runs, in order: (position, how it ends or "", row, words, basis, clock,
    rows); ``stays`` are the positions of those that stay open; ``starts`` are (clock, rows, the position of the run
    that is replaced, or -1); ``effects`` are (effect, kind whose unit is addressed, channel, start or None);
    ``sets`` are (fact, value, or the field that brings it), ``made`` the facts that they have made of others.
    ``ends`` is the instant at which its holder ends, ``fixed`` says that who holds the part stays as it is.
    ``asks`` marks what is also asked of the part's past: ``at_most`` events, a due of ``after_due`` that has
    passed, none of ``window``. Where a routed kind that is ``sensitive`` changes its unit, the plan of those
    ``turned`` is taken instead.
    """

    __slots__ = (
        "after", "after_due", "asks", "at_most", "basis", "changes", "counted", "effects", "ends", "facts",
        "final", "fixed", "holder", "keeps", "made", "needs", "option", "origin", "routes", "sensitive", "sets",
        "since", "starts", "state", "stays", "tail", "tallied", "to", "turned", "unit_kind", "until", "window",
    )  # fmt: skip
    counted: bool
    tallied: WorkflowSpec | None
    ends: int
    tail: bool
    sets: tuple[tuple[int, Any, str | None], ...]
    made: dict[tuple[Any, ...], tuple[Any, ...]]
    fixed: bool
    option: Transition
    origin: Configuration
    facts: tuple[Any, ...]
    turned: dict[frozenset[str], Plan | None]
    asks: bool
    at_most: int | None
    after_due: str | None
    after: Configuration
    basis: tuple[str, ...]
    changes: tuple[tuple[int, str, int, str, tuple[str, ...], ClockSpec, int], ...]
    effects: tuple[tuple[EffectSpec, str, str, tuple[ClockSpec, int] | None], ...]
    final: bool
    holder: str | None
    keeps: bool
    needs: tuple[tuple[str, ...], ...]
    routes: tuple[tuple[str, str], ...]
    sensitive: frozenset[str]
    since: int
    starts: tuple[tuple[ClockSpec, int, int], ...]
    state: str
    stays: tuple[int, ...]
    to: str | None
    unit_kind: str | None
    until: int
    window: str | None
