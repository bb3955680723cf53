"""What a live case takes: the objects that it alone owns, those that cases share with each other left out."""

from __future__ import annotations

import json
import sys
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any

import feedback_rules as fr
from benchmarks.cases import accepted
from feedback_rules.workflow.case import Case, Part, Run
from feedback_rules.workflow.ledger import STAMP, Ledger

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["bare", "memory", "owned"]

SECOND = 1_000_000
REFERENCE = 8
INSTANT = sys.getsizeof(1 << 50)
KINDS = {
    Case: "the case and its parts",
    Part: "the case and its parts",
    Run: "runs written out",
    Ledger: "ledgers written out",
    tuple: "logs, dues, units",
    int: "instants and numbers",
    str: "texts",
    bytes: "instants and numbers",
}


@cache
def memory() -> tuple[Counter[str], float, int]:
    """Give the bytes of a case at six events by kind, and of each further one up to nine: means of so many cases."""
    sixth, ninth, count = Counter[str](), Counter[str](), 0
    for log in accepted():
        for events in log.cases:
            if len(events) >= 9:
                count += 1
                sixth += _held(log.engine, events[:6])
                ninth += _held(log.engine, events[:9])
    more = (ninth.total() - sixth.total()) / 3 / count
    return Counter({kind: round(weight / count) for kind, weight in sixth.items()}), more, count


@cache
def bare() -> float:
    """Give the bytes that an event more takes at the least, up to nine: a reference to what it did, its instant and its
    number, and the dues of the runs that are open then; nothing of units, parts and ledgers.
    """
    more, count = 0, 0
    for log in accepted():
        for events in log.cases:
            if len(events) >= 9:
                count += 1
                six, nine = (_live(log.engine, events[:number], "M-000001", 0) for number in (6, 9))
                opened = sum(len(part.dues) for part in nine.parts) - sum(len(part.dues) for part in six.parts)
                more += 3 * (REFERENCE + STAMP.size) + opened * (REFERENCE + INSTANT)
    return more / 3 / count


def _held(engine: fr.Engine, events: list[fr.Event]) -> Counter[str]:
    """Weigh a case beside another that stands alike: what both hold belongs to neither."""
    one, other = (_live(engine, events, name, later) for name, later in (("M-000001", 0), ("M-000002", SECOND)))
    return owned(one, other)


def _live(engine: fr.Engine, events: Iterable[fr.Event], name: str, later: int) -> fr.Case:
    """Take a new case through events whose texts are its own, as a host's would be."""
    case: Any = None
    for event in events:
        _, slash, part = event.case.partition("/")
        row = json.loads(json.dumps(event.to_dict()))
        own = fr.Event.from_dict({**row, "case": f"{name}{slash}{part}"})
        case = engine.apply(case, own._replace(at=event.at + later)).case
    found: fr.Case = case
    return found


def owned(one: fr.Case, other: fr.Case) -> Counter[str]:
    """Give the bytes of what the first holds and the second does not, by kind.

    >>> from feedback_rules.workflow.case import Case
    >>> part = Part.of("", (), (), Ledger("report", "new", None, None, (), (), (), (), (), 0, None, ()))
    >>> case = Case("C-1", ("profile", "law", "days"), 0, 0, (), part, ())
    >>> owned(case, case).total(), owned(case._replace(at=10**12), case)["instants and numbers"]
    (0, 32)
    """
    shared = {id(each) for each in _reached(other)}
    found = Counter[str]()
    for each in _reached(one):
        if id(each) not in shared:
            found[KINDS.get(type(each), "other")] += sys.getsizeof(each)
    return found


def _reached(value: Any) -> list[Any]:
    """Walk the tuples that a case is made of; what else it holds is a leaf."""
    seen, found, waiting = set(), [], [value]
    while waiting:
        each = waiting.pop()
        if id(each) in seen:
            continue
        seen.add(id(each))
        found.append(each)
        if isinstance(each, tuple):
            waiting.extend(each)
    return found
