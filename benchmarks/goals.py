"""The goals: what is to be reached on a core on which workclock's 8 hours take 5.8 µs; elsewhere by that measure."""

from __future__ import annotations

from typing import NamedTuple

REFERENCE = 5.8


class Goal(NamedTuple):
    """One figure beside its goal: at most, or at least, so much; ``scaled`` says that it depends on the core."""

    what: str
    figure: float
    unit: str
    goal: float
    least: bool = False
    scaled: bool = True

    def here(self, ratio: float) -> float:
        """Give the goal on this core."""
        if not self.scaled:
            return self.goal
        return self.goal / ratio if self.least else self.goal * ratio

    def met(self, ratio: float) -> bool:
        """Say whether the figure reaches the goal."""
        here = self.here(ratio)
        return self.figure >= here if self.least else self.figure <= here

    def row(self, ratio: float) -> list[str]:
        """Give the cells of the table."""
        sign = "≥" if self.least else "≤"
        wanted = f"{sign} {shown(self.goal)}"
        here = f"{sign} {shown(self.here(ratio))}"
        return [
            self.what,
            f"{shown(self.figure)} {self.unit}",
            wanted,
            here,
            "met" if self.met(ratio) else "**not met**",
        ]


def shown(figure: float) -> str:
    """Write a figure with as many digits as it is good for."""
    if figure >= 1000:
        return f"{figure:,.0f}"
    return f"{figure:.3g}" if figure < 100 else f"{figure:.0f}"
