"""Data that a regulation does not declare: a name that is misspelt would change an answer without a word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from feedback_rules.profiles.problem import Problem, found, near
from feedback_rules.profiles.tree import Place
from feedback_rules.studies.log_cells import types_of
from feedback_rules.studies.log_faults import CAP, shown
from feedback_rules.workflow.intake import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from feedback_rules.studies.log import Batch
    from feedback_rules.workflow.event import Event
    from feedback_rules.workflow.spec import Rulebook

__all__ = ["Undeclared"]

SIGNAL: Final = "signal"
"""A row of the system may name the effect that sent it."""


class Undeclared:
    """Notes each name of data that the regulation does not declare, once, where it stands first."""

    __slots__ = ("_known", "found")

    def __init__(self, rulebook: Rulebook) -> None:
        self._known = frozenset((*types_of(rulebook), *BUILT_IN, SIGNAL))
        self.found: dict[str, Place] = {}

    def watch(self, batches: Iterable[Batch]) -> Iterator[Batch]:
        """Hand on the rows as they come."""
        knows = self._known.issuperset
        for batch in batches:
            for place, event in enumerate(batch.events):
                if not knows(event.data):
                    self._note(event, batch.file, batch.line + place)
            yield batch

    def _note(self, event: Event, file: str, line: int) -> None:
        for name in event.data:
            if name not in self._known and name not in self.found and len(self.found) < CAP:
                self.found[name] = Place(file, line, 1)

    def problems(self) -> list[Problem]:
        """Say of each name where it stands first, and which one may be meant."""
        known = sorted(self._known)
        return [
            found(
                "unknown-data",
                place,
                ("data", name),
                severity="warning",
                instead=near(name, known),
                room="log",
                value=shown(name),
            )
            for name, place in self.found.items()
        ]
