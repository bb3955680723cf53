"""On which articles somebody, or nobody, holds a part: what its states say, and what became of a holder (S18, S34)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedback_rules.workflow.event import NOBODY
from feedback_rules.workflow.spec import Cited

if TYPE_CHECKING:
    from collections.abc import Iterable

    from feedback_rules.workflow.case import Part
    from feedback_rules.workflow.spec import HolderSpec, Rulebook, StateSpec, WorkflowSpec

__all__ = ["custody"]


def custody(book: Rulebook, flow: WorkflowSpec, part: Part, holder: str | None) -> Cited:
    """Cite the states visited in which ``holder`` has the part, and the kind itself.

    A successor stands on the article of the kind whose cases it takes over; a case that its holder's end has left with
    nobody on the state in which it stopped, with what the profile says of that.
    """
    states = [flow.states[state] for state in dict.fromkeys(part.visits)]
    if holder == NOBODY:
        return _orphaned(book, part, states)
    if holder is None:
        return Cited(basis=_cited(state for state in states if None in _kinds(state)))
    kind = book.holders.get(holder)
    inferred = None if kind is None else kind.inferred
    own: list[Cited] = [state for state in states if holder in _kinds(state)]
    if kind is not None and not own:
        own += _ended(book, states, successor=holder)
    return Cited(basis=_cited([*own, *([] if kind is None else [kind])]), inferred=inferred)


def _orphaned(book: Rulebook, part: Part, states: list[StateSpec]) -> Cited:
    """Cite the state that the ended kind held, and tell why nobody takes over."""
    since = max(instant for kind, _, instant in part.held if kind == NOBODY)
    ended = [kind for kind in _ended(book, states) if kind.until is not None and kind.until <= since]
    names = {kind.id for kind in ended}
    left = [state for state in states if names & set(_kinds(state))]
    end_basis = (cited for kind in ended for cited in kind.end_basis)
    stuck = next((kind.stuck for kind in ended if kind.stuck is not None), None)
    return Cited(basis=tuple(dict.fromkeys([*end_basis, *_cited([*left[-1:], *ended])])), inferred=stuck)


def _ended(book: Rulebook, states: list[StateSpec], successor: str | None = None) -> list[HolderSpec]:
    """List the kinds that these states name and that have an end; with ``successor`` those that it takes over from."""
    names = [kind for state in states for kind in _kinds(state) if kind is not None]
    kinds = [book.holders[kind] for kind in names if kind in book.holders]
    if successor is not None:
        return list(dict.fromkeys(kind for kind in kinds if kind.successor == successor))
    return list(dict.fromkeys(kind for kind in kinds if kind.until is not None))


def _cited(entries: Iterable[Cited]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cited for entry in entries for cited in entry.basis))


def _kinds(state: StateSpec) -> tuple[str | None, ...]:
    held = state.held_by
    return tuple(kind for _, kind in held) if isinstance(held, tuple) else (held,)
