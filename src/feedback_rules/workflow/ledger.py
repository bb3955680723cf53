"""A ledger: all that has happened to a part, written out."""

from __future__ import annotations

from struct import Struct
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from feedback_rules.workflow.event import CITIZEN

if TYPE_CHECKING:
    from feedback_rules.workflow.case import Run

__all__ = ["STAMP", "Ledger", "unit_of", "with_links"]

STAMP: Final = Struct("<qq")
"""The instant (µs) and the number of a planned step, as a part keeps them: an object of its own would be dearer."""

Units = tuple[tuple[str, str], ...]
"""The unit of each kind to which a part was routed."""


class Ledger(NamedTuple):
    """What a part is and was: ``visits`` are its states in order, ``held`` who held it from when (S18), ``counts`` how
    often and when last the events happened whose number or instant matters, ``units`` the unit of each kind it was
    routed to, ``live`` which runs are open: they follow from the rest.
    """

    workflow: str
    state: str
    holder: str | None
    unit: str | None
    units: Units
    runs: tuple[Run, ...]
    counts: tuple[tuple[str, int, int], ...]
    visits: tuple[str, ...]
    held: tuple[tuple[str | None, str | None, int], ...]
    opened: int
    ended: int | None
    live: tuple[int, ...]


def unit_of(units: Units, kind: str | None) -> str | None:
    """Give the unit of a kind to which a part was routed; nobody, the citizen and kinds never routed have none."""
    if kind is not None and kind != CITIZEN:
        for known, unit in units:
            if known == kind:
                return unit
    return None


def with_links(known: tuple[Any, ...], links: tuple[Any, ...]) -> tuple[Any, ...]:
    """Give the facts with those that name other cases in their places.

    >>> with_links(("road", None, True), (1, "HN-7"))
    ('road', 'HN-7', True)
    """
    found = [*known]
    for place in range(0, len(links), 2):
        found[links[place]] = links[place + 1]
    return tuple(found)
