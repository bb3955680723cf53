"""Everything in one run: ours and the peers on the same questions, each goal beside its figure, one page of the docs.

Run by ``make bench``, in an environment that has the peers.
"""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks import calendars, engines, floor
from benchmarks.goals import REFERENCE, shown
from benchmarks.measure import machine, named
from benchmarks.page import BEGIN, END, grid, put

PAGE = Path(__file__).parents[1] / "docs" / "explanation" / "benchmarks.md"


def measured() -> tuple[str, str]:
    """Measure everything and give the texts of the page: the figures, and what stands between."""
    rows, figures = calendars.table()
    home = f"{calendars.HOME} due 8"
    rust = figures.get((named("workclock"), home))
    ratio = rust / REFERENCE if rust else 1.0
    days, by_days = calendars.days_table()
    batch, by_batch = calendars.batch_table()
    by_profile, mean = engines.steps()
    flows, by_peer = engines.peers_table()
    reached = [*calendars.goals(figures, by_days, by_batch), *engines.goals(by_peer, mean)]
    ours = {name: figure for (who, name), figure in figures.items() if who == "feedback_rules"}
    times = []
    for who in dict.fromkeys(who for who, _ in figures):
        cells = [figures.get((who, f"{calendars.HOME}{question}")) for question in _QUESTIONS]
        shares = [
            "–" if figure is None else f"{shown(figure / ours[f'{calendars.HOME}{question}'])} ×"
            for figure, question in zip(cells, _QUESTIONS, strict=True)
        ]
        times.append([who, *shares])
    met = sum(goal.met(ratio) for goal in reached)
    scale = f"workclock's 8 hours take {shown(rust)} µs here" if rust else "workclock is not installed, so unscaled"
    stands = floor.between(*floor.floors(ratio, reached, engines.REPLAYED), reached)
    text = "\n\n".join(
        [
            BEGIN,
            f"Machine: {machine()}. {scale}: goals of time are scaled by {shown(ratio)}.",
            f"## Goals\n\n{met} of {len(reached)} are met.",
            grid(["what", "figure", "goal", "goal here", ""], [goal.row(ratio) for goal in reached]),
            "## Office time\n\nMicroseconds a call; an answer is right if it is the oracle's to the microsecond.",
            grid(["", "zone", "add 8 h", "48 h", "1000 h", "elapsed 1 day", "1 year", "right"], rows),
            "How many times as long as ours:",
            grid(["", "add 8 h", "48 h", "1000 h", "elapsed 1 day", "1 year"], times),
            "## Days\n\nMicroseconds a call.",
            grid(["", "µs", "right"], days),
            "## Batch\n\nNanoseconds a row, one million rows (workclock: 50,000).",
            grid(["", "ns", "right"], batch),
            f"## Steps\n\n{_STEPS}",
            grid(["", "µs", "over"], [*by_profile, *flows]),
            END,
        ]
    )
    return text, stands


_STEPS = (
    "Microseconds an event. Ours: roles, needs, guards, clocks and effects of the shipped profiles. "
    "The peers': five guarded events through six states, without clocks; ours too on the same flow."
)
_QUESTIONS = (" due 8", " due 48", " due 1000", " elapsed 1", " elapsed 365")


def main() -> int:
    """Print the figures and set them between the marks of the page."""
    text, stands = measured()
    print(text, stands, sep="\n\n")
    put(PAGE, text)
    put(PAGE, stands, floor.BEGIN, floor.END)
    return 0


if __name__ == "__main__":
    sys.exit(main())
