"""The instants at which a due, and no act, moved a part: they are written as dues are, 24:00 for midnight (S5, S14)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from feedback_rules.workflow.case import Part, Run

__all__ = ["brought", "by_due", "fell_at"]


def brought(part: Part) -> frozenset[int]:
    """Give the instants at which something fell due in a part, or was started by a due, and nobody did anything."""
    dues = {fell_at(run) for run in part.runs if run.passed is not None}
    dues |= {run.started for run in part.runs if by_due(run)}
    acted = {run.ended for run in part.runs if run.end == "fulfilled"}
    acted |= {run.started for run in part.runs if not by_due(run)} | {last for _, _, last in part.counts}
    return frozenset(dues - acted)


def by_due(run: Run) -> bool:
    """Tell whether a due started a run, in its own part or in one that it waited for, or the end of a holder (S34)."""
    return run.cause.endswith(".due") or run.cause.startswith("end.")


def fell_at(run: Run) -> int:
    """Give the instant at which a run whose due has passed fell due (S16)."""
    return max(run.passed or 0, run.floor)
