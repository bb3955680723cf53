"""A log spoilt the way other people's logs are: out of order, repeated, missing, by the wrong actor, in other zones.

``feedback-rules simulate hanoi -n 1000 --seed 7 | python examples/spoil.py hanoi --seed 7 > spoilt.jsonl`` makes one;
``feedback-rules run hanoi spoilt.jsonl`` audits it: every row is applied, repeated, confirming or listed. With the name
of the regulation, escalations recorded by hand are those that fell due by it; without, they are steps that it lacks.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import groupby
from random import Random
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import feedback_rules as fr
from feedback_rules.calendar.zone import to_instant

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Row = dict[str, Any]

ZONES = ("UTC", "Asia/Tokyo", "Europe/Berlin", "America/New_York")
ONE_IN = 12
"""How many rows there are to one that is spoilt."""


Draw = Callable[[], float]
Spoiler = Callable[[Row, Draw, list[Row]], list[Row]]
"""Takes a row, numbers to draw and all rows of its case; gives what stands in the log instead."""


def elsewhere(row: Row, draw: Draw, _: list[Row]) -> list[Row]:
    """Write the same instant in another zone."""
    zone = ZoneInfo(ZONES[int(draw() * len(ZONES))])
    return [{**row, "at": datetime.fromisoformat(row["at"]).astimezone(zone).isoformat()}]


def twice(row: Row, _: Draw, __: list[Row]) -> list[Row]:
    """Send a row twice under one number."""
    return [row, dict(row)]


def unnumbered(row: Row, _: Draw, __: list[Row]) -> list[Row]:
    """Send a row twice without a number: nothing tells which of them came first, or that they are one."""
    plain = {key: value for key, value in row.items() if key != "seq"}
    return [plain, dict(plain)]


def missing(_: Row, __: Draw, ___: list[Row]) -> list[Row]:
    """Lose a row."""
    return []


def wrong_actor(row: Row, _: Draw, __: list[Row]) -> list[Row]:
    """Let somebody do it who may not."""
    return [{**row, "by": "citizen" if row["by"] != "citizen" else "system"}]


def wrong_unit(row: Row, _: Draw, __: list[Row]) -> list[Row]:
    """Let a unit do it to which the case was not routed."""
    return [{**row, "unit": f"{row['unit']} II"}] if "unit" in row else [row]


def too_early(row: Row, draw: Draw, _: list[Row]) -> list[Row]:
    """Date a row before what it follows."""
    return [_dated(row, row["at"], -1 - int(draw() * 5))]


def before_opening(row: Row, draw: Draw, own: list[Row]) -> list[Row]:
    """Date a row before the opening of its case: closed before opened, where it is the one that closes."""
    return [row] if row is own[0] else [_dated(row, own[0]["at"], -1 - int(draw() * 3))]


def by_hand(row: Row, _: Draw, __: list[Row]) -> list[Row]:
    """Add an escalation that a clerk recorded by hand and that the regulation does not know."""
    return [row, {"case": row["case"], "name": "escalated_by_hand", "at": row["at"], "by": "system"}]


def empty(row: Row, _: Draw, __: list[Row]) -> list[Row]:
    """Lose what the row brought."""
    return [{key: value for key, value in row.items() if key != "data"}]


def noted_late(row: Row, draw: Draw, _: list[Row]) -> list[Row]:
    """Record a row days after it happened."""
    return [{**row, "recorded_at": _dated(row, row["at"], 1 + int(draw() * 9))["at"]}]


def _dated(row: Row, at: str, days: int) -> Row:
    """Date a row some days after an instant, or before it."""
    return {**row, "at": (datetime.fromisoformat(at) + timedelta(days=days)).isoformat()}


PASSED = frozenset({"late", "breached", "lapsed", "expired"})
"""What a clock is called once its due has passed, whatever came after."""


class Clerk:
    """Records escalations by hand, days after they fell due by a regulation."""

    def __init__(self, profile: str) -> None:
        self.engine = fr.Engine(fr.load_profile(profile))

    def by_hand(self, row: Row, draw: Draw, own: list[Row]) -> list[Row]:
        """Add the step that the due of a clock brought about, if the last due of one has passed by then."""
        later = _dated(row, row["at"], 1 + int(draw() * 20))["at"]
        at = datetime.fromisoformat(later)
        events = [event for event in map(fr.Event.from_dict, own) if to_instant(at) >= event.at]
        [run] = self.engine.replay(events, mode="audit", at=at).cases.values()
        views = () if run.case is None else self.engine.clocks(run.case, at)
        last = {(clock.part, clock.clock): clock for clock in views}
        passed = [clock for clock in last.values() if clock.status in PASSED]
        if not passed:
            return by_hand(row, draw, own)
        clock = passed[int(draw() * len(passed))]
        case = row["case"].partition("/")[0]
        address = f"{case}/{clock.part}" if clock.part else case
        return [row, {"case": address, "name": f"{clock.clock}.due", "at": later, "by": "system"}]


FAULTS: tuple[Spoiler, ...] = (
    elsewhere, twice, unnumbered, missing, wrong_actor, wrong_unit, too_early, before_opening, by_hand, empty,
    noted_late,
)  # fmt: skip


def spoil(
    rows: Iterable[Row], seed: int, told: Counter[str] | None = None, profile: str | None = None
) -> Iterator[Row]:
    """Spoil about one row in twelve, and hand on some rows after their successor; the same seed spoils the same rows.

    >>> row = {"case": "C-1", "name": "submit", "at": "2026-01-05T08:00:00+07:00", "by": "citizen"}
    >>> len(list(spoil([row] * 600, seed=7))) != 600
    True
    """
    draw = Random(seed).random
    told = Counter() if told is None else told
    clerk = by_hand if profile is None else Clerk(profile).by_hand
    faults = [clerk if fault is by_hand else fault for fault in FAULTS]
    held: Row | None = None
    for row, own in _numbered(rows):
        faulty = [row]
        if draw() * ONE_IN < 1:
            fault = faults[int(draw() * len(faults))]
            faulty = fault(row, draw, own)
            told[fault.__name__] += 1
        if held is None and faulty and draw() * ONE_IN < 1:
            held = faulty.pop(0)
            told["out_of_order"] += 1
        yield from faulty
        if held is not None and faulty:
            yield held
            held = None
    if held is not None:
        yield held


def _numbered(rows: Iterable[Row]) -> Iterator[tuple[Row, list[Row]]]:
    """Give each row, with a number if it has none, and all rows of its case, which must stand together."""
    number = 0
    for _, group in groupby(rows, key=lambda row: row["case"].partition("/")[0]):
        own = [{**row, "seq": row.get("seq", place)} for place, row in enumerate(group, number + 1)]
        number += len(own)
        yield from ((row, own) for row in own)


def main(arguments: list[str]) -> int:
    """Spoil the rows of standard input; say on standard error what was done."""
    seed = int(arguments[arguments.index("--seed") + 1]) if "--seed" in arguments else 1
    profile = arguments[0] if arguments and not arguments[0].startswith("-") else None
    told: Counter[str] = Counter()
    for row in spoil((json.loads(line) for line in sys.stdin), seed, told, profile):
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    sys.stderr.write(", ".join(f"{name}: {count}" for name, count in sorted(told.items())) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
