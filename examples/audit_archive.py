"""An archive that others kept, audited: what became of every row, and whether the figures agree with the clocks.

``python examples/audit_archive.py hanoi spoilt.jsonl`` reads the log twice. First every row is counted as applied,
repeated, confirming or refused, and held against the happenings of its case: the sums must agree exactly. Then the
figures by unit and month are held against the clocks of the results, one by one. Exit status 1 says that they differ.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import datetime, timedelta
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import feedback_rules as fr
from feedback_rules.studies.gathered import gathered
from feedback_rules.studies.log import read_rows
from feedback_rules.studies.oversight import oversight
from feedback_rules.studies.periods import read_months
from feedback_rules.studies.results import lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from feedback_rules.studies.gathered import Group
    from feedback_rules.studies.log import Row
    from feedback_rules.workflow.event import Event
    from feedback_rules.workflow.replay import CaseRun

FATES = ("applied", "repeated", "confirmed", "followed", "not_followed")
"""What becomes of a row; the last two were refused, and the audit went on with their transition or without it."""

CHARGED = ("met", "late", "breached")
LEFT = ("replaced", "cancelled")


def fates(group: Group, runs: dict[str, CaseRun]) -> Counter[str]:
    """Count what has become of the rows of one group of cases, and what else an audit lists of them.

    The rows that were not refused, repeated or confirming are applied. That many steps and no more must stand in the
    traces, together with the signals that reached a case; what is missing or too much is counted as ``unaccounted``.
    """
    counts: Counter[str] = Counter(rows=sum(map(len, group.rows.values())), cases=len(runs))
    heard = sent = 0
    for run in runs.values():
        counts["never_opened"] += run.case is None
        kinds = Counter(line.kind for line in run.trace)
        heard += kinds["applied"] - kinds["part-opened"]
        sent += sum(effect.event is not None for effect in run.effects)
        for one in run.violations:
            kind = ("followed" if one.recovered else "not_followed") if one.kind == "refused" else one.kind
            if one.kind in {"refused", "repeated", "confirmed"} and one.seq is None:  # a signal has no number
                kind = f"signal_{kind}"
            counts[kind] += 1
    counts["applied"] = counts["rows"] - sum(counts[fate] for fate in FATES[1:])
    reached = sent - counts["signal"] - counts["signal_repeated"] - counts["signal_not_followed"]
    counts["unaccounted"] = abs(counts["applied"] + counts["followed"] + reached - heard)
    return counts


def audited(engine: fr.Engine, events: Iterable[Event], recover: str = "follow") -> Counter[str]:
    """Count the fates of all rows of a log."""
    counts: Counter[str] = Counter()
    for _, group in gathered(engine.book, events, TemporaryFile):
        if group is not None:
            runs = dict(group.stands(engine.book, mode="audit", recover=recover, to=None))
            counts.update(fates(group, runs))
    return counts


def by_clock(engine: fr.Engine, rows: Iterable[Row], months: str) -> dict[tuple[str, str], Counter[str]]:
    """Count the obligations that fell due in each month by unit, from the clocks of the results alone."""
    zone = ZoneInfo(engine.book.zone)
    spans = read_months(months)
    asked = {month.name for month in spans}
    ends = datetime.combine(spans[-1].last, datetime.min.time(), zone) + timedelta(days=1, microseconds=1)
    found: dict[tuple[str, str], Counter[str]] = {}
    for text, _ in lines(engine, rows, at=ends, mode="audit", keep=TemporaryFile):
        for clock in json.loads(text)["clocks"]:
            if clock["kind"] == "obligation" and clock["due"] is not None and clock["status"] not in LEFT:
                due = datetime.fromisoformat(clock["due"]) - timedelta(microseconds=1)  # 24:00 is of the day before
                month = f"{due.astimezone(zone):%Y-%m}"
                if month in asked:
                    found.setdefault((month, clock["bound_unit"]), Counter())[clock["status"]] += 1
    return found


def differing(figures: Iterable[dict[str, Any]], clocks: dict[tuple[str, str], Counter[str]]) -> Iterator[str]:
    """Give a line for each unit and month of which the figures are not those of the clocks."""
    left = {key: count for key, count in clocks.items() if count.total()}
    for row in figures:
        if row["kind"] == "unit":
            count = left.pop((row["month"], row["unit"]), Counter[str]())
            told = {status: row[status] for status in CHARGED}
            if row["due"] != count.total() or told != {status: count[status] for status in CHARGED}:
                yield f"{row['month']} {row['unit']}: {row['due']} due {told}, by the clocks {dict(count)}"
    yield from (f"{month} {unit}: no figures, by the clocks {dict(count)}" for (month, unit), count in left.items())


def main(arguments: list[str]) -> int:
    """Audit the log that is named; print what has become of its rows, then the figures of its months."""
    profile = fr.load_profile(arguments[0])
    engine = fr.Engine(profile)
    zone = ZoneInfo(engine.book.zone)
    seen: list[int] = []

    def watched() -> Iterator[Event]:
        for row in read_rows(arguments[1], profile=profile):
            seen[:] = [min(seen[0], row.event.at), max(seen[1], row.event.at)] if seen else [row.event.at] * 2
            yield row.event

    counts = audited(engine, watched())
    sys.stdout.write(json.dumps(counts, indent=2, sort_keys=True) + "\n")
    months = "/".join(f"{datetime.fromtimestamp(at / 1e6, zone):%Y-%m}" for at in seen)
    events = (row.event for row in read_rows(arguments[1], profile=profile))
    figures = oversight(engine, events, months, keep=TemporaryFile)
    for row in figures:
        if row["kind"] == "total":
            told = ", ".join(f"{name} {row[name]}" for name in ("opened", "ended", "cases", "due", *CHARGED))
            sys.stdout.write(f"{row['month']}: {told}\n")
    clocks = by_clock(engine, read_rows(arguments[1], profile=profile), months)
    wrong = list(differing(figures, clocks))
    for line in wrong:
        sys.stdout.write(f"{line}\n")
    total = sum(count.total() for count in clocks.values())
    sys.stdout.write(f"{total} obligations of {len(clocks)} units and months agree: {'no' if wrong else 'yes'}\n")
    return 1 if wrong or counts["unaccounted"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
