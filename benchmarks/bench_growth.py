"""What grows, and how: a plot of each and the fitted slopes, set into one page of the docs.

Run by ``make bench``; the plots need matplotlib, the table does not.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.goals import shown
from benchmarks.growth import Curve, curves
from benchmarks.measure import machine, peer
from benchmarks.page import BEGIN, END, grid, put

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGE = Path(__file__).parents[1] / "docs" / "explanation" / "growth.md"
TITLES = {
    "rows": "Rows of a log",
    "events": "Events of a case",
    "clocks": "Clocks of a case",
    "span": "Span of a limit",
    "elapsed": "Span of time",
    "states": "States of a profile",
}


def drawn(name: str, found: Sequence[Curve], folder: Path) -> bool:
    """Draw the curves of a plot on logarithmic axes; the same figures give the same file."""
    if peer("matplotlib") is None:
        return False
    mpl = import_module("matplotlib")
    mpl.use("svg")
    plt = import_module("matplotlib.pyplot")

    plain: dict[str, Any] = {"svg.hashsalt": name, "svg.fonttype": "none", "font.family": "sans-serif", "font.size": 9}
    with mpl.rc_context(plain):
        figure, axes = plt.subplots(figsize=(6, 3.2), layout="constrained")
        for curve, sign in zip(found, "osD", strict=False):
            label = f"{curve.what} (slope {curve.slope:.2f})"
            axes.loglog(*zip(*curve.points, strict=True), marker=sign, markersize=4, linewidth=1, label=label)
        costs = [cost for curve in found for _, cost in curve.points]
        axes.set(xlabel=found[0].axis, ylabel="µs", ylim=(min(costs) / 3, max(costs) * 5))
        axes.grid(visible=True, which="major", linewidth=0.3)
        axes.legend(loc="upper left", fontsize=8)
        folder.mkdir(exist_ok=True)
        figure.savefig(folder / f"{name}.svg", metadata={"Date": None, "Creator": None}, facecolor="white")
        plt.close(figure)
    return True


def measured(folder: Path) -> str:
    """Measure everything, draw the plots and give the text of the page."""
    found = curves()
    rows = []
    for curve in found:
        (low, cheap), (high, dear) = curve.points[0], curve.points[-1]
        sizes = f"{curve.axis}: {low:,.0f} to {high:,.0f}"
        rows.append([curve.what, sizes, *[f"{shown(cost)} µs" for cost in (cheap, dear)], f"{curve.slope:.2f}"])
    parts = [BEGIN, f"Machine: {machine()}.", grid(["what", "from, to", "smallest", "largest", "slope"], rows)]
    for name, title in TITLES.items():
        own = [curve for curve in found if curve.plot == name]
        if drawn(name, own, folder):
            words = f"Cost by {own[0].axis}: " + "; ".join(f"{one.what}, slope {one.slope:.2f}" for one in own)
            parts += [f"## {title}", f"![{words}]({folder.name}/{name}.svg)"]
    return "\n\n".join([*parts, END])


def main() -> int:
    """Print the figures and set them between the marks of the page."""
    text = measured(PAGE.with_suffix(""))
    print(text)
    put(PAGE, text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
