"""A log spoilt the way other people's logs are: out of order, repeated, missing, by the wrong actor, in other zones.

``feedback-rules simulate hanoi -n 1000 --seed 7 | python examples/spoil.py --seed 7 > spoilt.jsonl`` makes one;
``feedback-rules run hanoi spoilt.jsonl`` audits it: every row is applied, repeated, confirming or listed.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Row = dict[str, Any]

ZONES = ("UTC", "Asia/Tokyo", "Europe/Berlin", "America/New_York")
ONE_IN = 12
"""How many rows there are to one that is spoilt."""


def elsewhere(row: Row, draw: Callable[[], float]) -> list[Row]:
    """Write the same instant in another zone."""
    zone = ZoneInfo(ZONES[int(draw() * len(ZONES))])
    return [{**row, "at": datetime.fromisoformat(row["at"]).astimezone(zone).isoformat()}]


def twice(row: Row, _: Callable[[], float]) -> list[Row]:
    """Send a row twice under one number."""
    return [row, dict(row)]


def missing(_: Row, __: Callable[[], float]) -> list[Row]:
    """Lose a row."""
    return []


def wrong_actor(row: Row, _: Callable[[], float]) -> list[Row]:
    """Let somebody do it who may not."""
    return [{**row, "by": "citizen" if row["by"] != "citizen" else "system"}]


def wrong_unit(row: Row, _: Callable[[], float]) -> list[Row]:
    """Let a unit do it to which the case was not routed."""
    return [{**row, "unit": f"{row['unit']} II"}] if "unit" in row else [row]


def too_early(row: Row, draw: Callable[[], float]) -> list[Row]:
    """Date a row before what it follows."""
    moment = datetime.fromisoformat(row["at"]) - timedelta(days=1 + int(draw() * 5))
    return [{**row, "at": moment.isoformat()}]


def by_hand(row: Row, _: Callable[[], float]) -> list[Row]:
    """Add an escalation that a clerk recorded by hand."""
    return [row, {"case": row["case"], "name": "escalated_by_hand", "at": row["at"], "by": "system"}]


def empty(row: Row, _: Callable[[], float]) -> list[Row]:
    """Lose what the row brought."""
    return [{key: value for key, value in row.items() if key != "data"}]


def noted_late(row: Row, draw: Callable[[], float]) -> list[Row]:
    """Record a row days after it happened."""
    moment = datetime.fromisoformat(row["at"]) + timedelta(days=1 + int(draw() * 9))
    return [{**row, "recorded_at": moment.isoformat()}]


FAULTS = (elsewhere, twice, missing, wrong_actor, wrong_unit, too_early, by_hand, empty, noted_late)


def spoil(rows: Iterable[Row], seed: int, told: Counter[str] | None = None) -> Iterator[Row]:
    """Spoil about one row in twelve, and hand on some rows after their successor; the same seed spoils the same rows.

    >>> row = {"case": "C-1", "name": "submit", "at": "2026-01-05T08:00:00+07:00", "by": "citizen"}
    >>> len(list(spoil([row] * 600, seed=7))) != 600
    True
    """
    draw = Random(seed).random
    held: Row | None = None
    for number, row in enumerate(rows, 1):
        faulty = [{**row, "seq": row.get("seq", number)}]
        if draw() * ONE_IN < 1:
            fault = FAULTS[int(draw() * len(FAULTS))]
            faulty = fault(faulty[0], draw)
            if told is not None:
                told[fault.__name__] += 1
        if held is None and faulty and draw() * ONE_IN < 1:
            held = faulty.pop(0)
            if told is not None:
                told["out_of_order"] += 1
        yield from faulty
        if held is not None and faulty:
            yield held
            held = None
    if held is not None:
        yield held


def main(arguments: list[str]) -> int:
    """Spoil the rows of standard input; say on standard error what was done."""
    seed = int(arguments[arguments.index("--seed") + 1]) if "--seed" in arguments else 1
    told: Counter[str] = Counter()
    for row in spoil((json.loads(line) for line in sys.stdin), seed, told):
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    sys.stderr.write(", ".join(f"{name}: {count}" for name, count in sorted(told.items())) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
