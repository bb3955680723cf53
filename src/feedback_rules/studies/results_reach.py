"""Which cases of a log can reach each other by signals (S27): those that a row names, and whoever they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from feedback_rules.workflow.event import Event
    from feedback_rules.workflow.spec import Rulebook

__all__ = ["Reach"]


class Reach:
    """Notes which case names which in a field that a signal may be addressed by.

    Too many fields cost time, too few would lose a signal: every field counts that a signal, or a fact which links a
    case to another, is ever taken from. Facts that the law itself links would join all cases.
    """

    __slots__ = ("_fields", "_links", "_named")

    def __init__(self, book: Rulebook) -> None:
        links = {fact.index: fact.id for fact in book.facts if fact.link}
        outcomes = [outcome for workflow in book.workflows.values() for outcome in workflow.outcomes()]
        fields = {effect.case_field for outcome in outcomes for effect in outcome.effects}
        taken = [taken for outcome in outcomes for taken in getattr(outcome, "brings", ()) if taken.fact in links]
        self._fields = {*fields, *links.values(), *(one.field for one in taken)} - {None}
        self._links = any(one.fact in links and one.value is not None for outcome in outcomes for one in outcome.sets)
        self._named: dict[tuple[str, str], None] = {}

    def note(self, row: Event) -> None:
        """Note whom a row names."""
        if row.data and not self._fields.isdisjoint(row.data):
            own = row.case.partition("/")[0]
            for field in self._fields.intersection(row.data):
                self._named[own, str(row.data[field]).partition("/")[0]] = None

    def joined(self, cases: Collection[str]) -> Mapping[str, list[str]]:
        """Give for each case that names others, or is named, all that it is joined with, in the order of the log.

        A case that is named but not in the log joins nobody, yet whoever names it sends a signal into the void.
        """
        if self._links:
            every = list(cases)
            return {name: every for name in cases}  # noqa: C420 - nobody changes the one list that all share
        above: dict[str, str] = {}
        for own, other in self._named:
            top = _top(above, own)
            if other in cases:
                above[_top(above, other)] = top
        places = {name: place for place, name in enumerate(cases) if name in above}
        found: dict[str, list[str]] = {}
        for name in places:
            found.setdefault(_top(above, name), []).append(name)
        return {name: found[_top(above, name)] for name in places}


def _top(above: dict[str, str], name: str) -> str:
    """Find the case that stands for all that are joined with this one."""
    above.setdefault(name, name)
    while above[name] != name:
        above[name] = name = above[above[name]]
    return name
