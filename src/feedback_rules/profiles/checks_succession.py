"""Successions: whoever takes over is somebody else, known by name where it has units, and may act (S34)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from feedback_rules.profiles.build_workflows import entries
from feedback_rules.profiles.checks_finding import Finding, listed
from feedback_rules.profiles.checks_holders import kinds_of, may_hold, names_unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from feedback_rules.profiles.build import Built
    from feedback_rules.profiles.checks_flow import Flow
    from feedback_rules.profiles.checks_survey import Survey
    from feedback_rules.workflow.spec import HolderSpec, StateSpec

__all__ = ["circles", "idle", "nameless"]

HOLDER = "holder"
"""In ``by``: any role of the kind that holds the state."""


def circles(survey: Survey) -> Iterator[Finding]:
    """Find kinds whose successors lead back to themselves, each circle once: in the end nobody takes over."""
    heirs = {name: entry.get("at_end", {}).get("successor") for name, entry in entries(survey.document, "holders")}
    told: set[str] = set()
    for name in heirs:
        order: list[str] = []
        kind: str | None = name
        while kind is not None and kind not in order:
            order.append(kind)
            kind = heirs.get(kind)
        if kind == name and name not in told:
            told.update(order)
            params = {"name": name, "kinds": " → ".join([*order, name])}
            yield Finding("successor-cycle", ("holders", name, "at_end", "successor"), params)


def nameless(built: Built, flow: Flow) -> Iterator[Finding]:
    """Find successors with many units, of a kind that has one, where no unit has been named on some path to a case.

    The units of a kind that ends may themselves become those of another. A part is routed by its case, and is not
    looked at.
    """
    if flow.flow.is_part:
        return
    holders = built.rulebook.holders
    held = dict.fromkeys(kind for name in flow.at for kind in kinds_of(flow.flow.states[name]))
    for kind in held:
        for heir in () if holders[kind].many else _heirs(holders, kind):
            if not heir.many:
                continue
            unnamed = flow.without(partial(names_unit_of, heir.id))
            states = [flow.flow.states[name] for name in unnamed.at]
            state = next((state for state in states if not state.final and may_hold(unnamed, state, kind)), None)
            if state is not None:
                params = {"kind": kind, "successor": heir.id, "state": state.id}
                yield Finding("successor-nameless", ("holders", kind, "at_end", "successor"), params)


def idle(built: Built, flow: Flow, on: date) -> Iterator[Finding]:
    """Find states whose holder on a day is a successor that may do nothing there: only what has ended may."""
    book = flow.book
    noon = book.calendars[book.default_calendar].midnight_us(on)
    ended = {kind.id for kind in book.holders.values() if kind.until is not None and kind.until <= noon}
    for name in flow.at if ended else ():
        state = flow.flow.states[name]
        for kind in dict.fromkeys(kinds_of(state)) if not state.final else ():
            before, heir = [kind], kind
            for one in _heirs(book.holders, kind):
                heir = one.id
                if heir not in ended:
                    break
                before.append(heir)
            if kind not in ended or heir in ended:
                continue  # nobody has taken over, or nobody is there at all, which is another finding
            named = _actors(state)
            gone = sorted(role for role in named if role in book.roles and book.roles[role].of in before)
            if gone and HOLDER not in named and not any(_acts_for(flow, role, heir) for role in named):
                params = {"day": on.isoformat(), "state": name, "kind": kind, "successor": heir, "roles": listed(gone)}
                yield Finding("successor-idle", (*built.path(state), "held_by"), params)


def _heirs(holders: Mapping[str, HolderSpec], kind: str) -> Iterator[HolderSpec]:
    """Walk whoever follows a kind that ends, one after the other."""
    seen = {kind}
    here = holders[kind]
    while here.until is not None and here.successor is not None and here.successor not in seen:
        seen.add(here.successor)
        here = holders[here.successor]
        yield here


def _actors(state: StateSpec) -> frozenset[str]:
    """Name whoever may do anything in a state."""
    return frozenset().union(*(move.by for moves in state.events.values() for move in moves))


def _acts_for(flow: Flow, role: str, kind: str) -> bool:
    return role == kind or (role in flow.book.roles and flow.book.roles[role].of == kind)
