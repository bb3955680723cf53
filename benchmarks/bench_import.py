"""What it costs to import the package, and to have a shipped profile ready to run, in a Python of its own."""

from __future__ import annotations

import statistics
import subprocess
import sys

ROUNDS = 9
STAGES = {
    "import feedback_rules": "import feedback_rules",
    "and an engine for langson": "import feedback_rules as fr; fr.Engine(fr.load_profile('langson'))",
}


def measure(statement: str) -> list[float]:
    """Give the seconds that a statement takes, each time in a fresh process."""
    program = f"import time; before = time.perf_counter(); {statement}; print(time.perf_counter() - before)"
    return [
        float(subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout)
        for _ in range(ROUNDS)
    ]


def main() -> None:
    """Print the median and the best of each stage, in milliseconds."""
    for name, statement in STAGES.items():
        took = measure(statement)
        print(f"{name:28} median {1000 * statistics.median(took):8.2f} ms   best {1000 * min(took):8.2f} ms")


if __name__ == "__main__":
    main()
