"""How many runs of each clock have started, shared by all parts of which that is so (S12)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from feedback_rules.workflow.case import Run
    from feedback_rules.workflow.spec import Rulebook

__all__ = ["Started", "further", "started_of"]

MOST: Final = 50_000
"""So many are kept; parts of which something else is so are stepped through in full."""


class Started:
    """How many runs of each clock there were: ``ids`` names the last one of each, ``after`` are those that follow."""

    __slots__ = ("after", "counts", "ids")

    def __init__(self, counts: dict[str, int]) -> None:
        self.counts = counts
        self.ids = {clock: f"{clock}.{number}" for clock, number in counts.items()}
        self.after: dict[tuple[str, ...], Started] = {}

    def __repr__(self) -> str:
        """Show the last run of each clock."""
        return f"<Started {' '.join(self.ids.values())}>"


def started_of(book: Rulebook, runs: Iterable[Run]) -> Started | None:
    """Give what has started where these are the runs; ``None`` where there are too many to keep."""
    counts: dict[str, int] = {}
    for run in runs:
        counts[run.clock] = run.number
    return _kept(book, counts)


def further(book: Rulebook, started: Started, clocks: tuple[str, ...]) -> Started | None:
    """Give what has started once these clocks have, too, and keep it as what comes after."""
    counts = dict(started.counts)
    for clock in clocks:
        counts[clock] = counts.get(clock, 0) + 1
    found = _kept(book, counts)
    if found is not None:
        started.after[clocks] = found
    return found


def _kept(book: Rulebook, counts: dict[str, int]) -> Started | None:
    key = tuple(sorted(counts.items()))
    found = book.started.get(key)
    if found is None and len(book.started) < MOST:
        found = book.started[key] = Started(counts)
    return found
