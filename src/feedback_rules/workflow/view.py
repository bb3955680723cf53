"""A run as it is shown at an instant: budget, ledger, due, verdict, whom it is charged to (S10-S18)."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from feedback_rules.calendar.counting import COUNTING
from feedback_rules.calendar.limit import TimeLimit
from feedback_rules.calendar.zone import Datetimes
from feedback_rules.errors import CalendarHorizonError
from feedback_rules.workflow.case import NO_DUE, UNSET
from feedback_rules.workflow.clock import beyond, decisive, due_of, row_due, status
from feedback_rules.workflow.instants import zone_info

if TYPE_CHECKING:
    from feedback_rules.workflow.case import Part, Run
    from feedback_rules.workflow.spec import ClockSpec, LimitRow, Rulebook

__all__ = ["ClockView", "WayView", "datetimes", "limit_id", "view"]

MICROSECOND = timedelta(microseconds=1)

Amount = timedelta | int
"""Elapsed or office time for minutes and hours, a number of days for the limits that count days."""
BY_DAY = frozenset({"day", "week", "month", "year", "working_day", "same_working_day"})


class WayView(NamedTuple):
    """One way to comply: its events, its limit and the due by it (S11b)."""

    events: tuple[str, ...]
    limit: TimeLimit
    due: datetime | None
    basis: tuple[str, ...]


class ClockView(NamedTuple):
    """A run at an instant. Instants are aware datetimes in the profile's zone; ``elapsed``, ``remaining`` and
    ``overdue`` are timedeltas (of office time for working hours) or numbers of days, in the limit's own unit;
    ``share`` is the used part of the limit (S15); ``provisional`` the first provisional day that the answer rests
    on, ``beyond`` the last day of a table that does not reach the due (S7).
    """

    part: str
    clock: str
    run: int
    kind: str
    status: str
    holder: str | None
    unit: str | None
    limit: TimeLimit
    limit_id: str
    ways: tuple[WayView, ...]
    started: datetime
    counts_from: datetime
    due: datetime | None
    ended: datetime | None
    elapsed: Amount | None
    remaining: Amount | None
    overdue: Amount | None
    share: float | None
    provisional: str | None
    beyond: str | None
    basis: tuple[str, ...]
    inferred: tuple[str, str] | None
    readings: tuple[tuple[str, str], ...]
    title: tuple[str, str]

    @property
    def bound_unit(self) -> str:
        """Whom the verdict is charged to: ``kind/unit``, or the kind where there is only one."""
        return f"{self.holder}/{self.unit}" if self.unit else self.holder or ""

    def to_dict(self) -> dict[str, Any]:
        """Give the view as JSON values: instants ISO, office and elapsed time in seconds, days as whole numbers."""
        row: dict[str, Any] = {
            "part": self.part,
            "clock": self.clock,
            "run": self.run,
            "kind": self.kind,
            "status": self.status,
            "bound_unit": self.bound_unit,
            "limit": self.limit.text("en"),
            "limit_id": self.limit_id,
            "ways": [
                {
                    "events": list(way.events),
                    "limit": way.limit.text("en"),
                    "due": _iso(way.due),
                    "basis": list(way.basis),
                }
                for way in self.ways
            ],
        }
        for name in ("started", "counts_from", "due", "ended"):
            row[name] = _iso(getattr(self, name))
        for name in ("elapsed", "remaining", "overdue"):
            row[name] = _amount(getattr(self, name))
        row |= {"share": self.share, "provisional": self.provisional, "beyond": self.beyond, "basis": list(self.basis)}
        row["inferred"] = None if self.inferred is None else {"vi": self.inferred[0], "en": self.inferred[1]}
        row["readings"] = dict(self.readings)
        row["title"] = {"vi": self.title[0], "en": self.title[1]}
        return row


@lru_cache(maxsize=8)
def datetimes(zone: str) -> Datetimes:
    """Give the datetimes of a zone, each made once."""
    return Datetimes(zone_info(zone))


def view(book: Rulebook, spec: ClockSpec, part: Part, run: Run, at: int) -> ClockView:
    """Read one run at ``at``."""
    if run.due == UNSET:  # of a case that came from JSON
        run = run._replace(due=due_of(book, spec, run))
    when = datetimes(book.zone)
    row = decisive(book, spec, run)
    due = row_due(book, row, run)
    until = at if run.ended is None else run.ended
    calendar = book.calendars[row.calendar]
    known = due != NO_DUE
    limit = _limit(row, run)
    elapsed, remaining, overdue, share = _used(book, row, run, due, until, limit.unit)
    first = calendar.provisional(run.counted, due, limit, row.counting or COUNTING) if known else None
    readings = {**dict(spec.readings), **dict(row.readings)}
    return ClockView(
        part.address,
        run.clock,
        run.number,
        spec.kind,
        status(book, spec, run, at),
        run.holder,
        run.unit,
        limit,
        limit_id(spec, row),
        _ways(book, spec, run),
        when[run.started],
        when[run.counted],
        when[due] if known else None,
        None if run.ended is None else when[run.ended],
        elapsed,
        remaining,
        overdue,
        share,
        None if first is None else str(first),
        None if known else beyond(book, spec, run),
        row.basis or spec.basis,
        row.inferred or spec.inferred,
        tuple(sorted(readings.items())),
        spec.title,
    )


def limit_id(spec: ClockSpec, row: LimitRow) -> str:
    """Name a limit as the ``limits`` table does: clock, way, row number where there are several.

    A clock with one way and one row is named by its id alone.
    """
    way = spec.ways[row.way]
    name = spec.id
    if len(spec.ways) > 1:
        name += f"/{'+'.join(sorted(way.events))}"
    return f"{name}/{way.rows.index(row.index) + 1}" if len(way.rows) > 1 else name


def _limit(row: LimitRow, run: Run) -> TimeLimit:
    """Give the limit that decides: a given amount once it is given."""
    if row.field is not None and run.given is not None and run.given[0] == "limit":
        return TimeLimit.parse(str(run.given[1]))
    return row.limit


def _ways(book: Rulebook, spec: ClockSpec, run: Run) -> tuple[WayView, ...]:
    """List every way with its due, where there are several ways or rows (S11b)."""
    if len(spec.rows) == 1:
        return ()
    when = datetimes(book.zone)
    found = []
    for row in spec.rows:
        if run.rows >> row.index & 1 or row.index == run.row:
            due = row_due(book, row, run)
            events = tuple(sorted(spec.ways[row.way].events))
            found.append(WayView(events, row.limit, None if due == NO_DUE else when[due], row.basis))
    return tuple(found)


def _used(
    book: Rulebook, row: LimitRow, run: Run, due: int, until: int, unit: str
) -> tuple[Amount | None, Amount | None, Amount | None, float | None]:
    """Measure a run in the unit of its limit: elapsed, remaining, overdue, and the share that is used.

    What is paused is measured as if it ran on from ``until`` (S13); where there is no due, time elapses all the same.
    """
    if unit in ("given", "unknown", "at_once"):
        unit = "hour"
    calendar = book.calendars[row.calendar]
    start, pauses = run.counted, run.pauses
    if pauses and pauses[-1][1] is None:
        pauses = (*pauses[:-1], (pauses[-1][0], max(until, pauses[-1][0])))
        due = row_due(book, row, run._replace(pauses=pauses)) if due == NO_DUE else due
    scale = 1 if unit in BY_DAY else MICROSECOND
    try:
        used = calendar.elapsed_us(start, until, unit, pauses, ended_day=run.ended_day) if until > start else 0
        if due == NO_DUE:
            return used * scale, None, None, None
        total = calendar.elapsed_us(start, due, unit, pauses, ended_day=run.ended_day) if due > start else 0
        after = due + (unit == "same_working_day")  # the closing that was due is not one too many
        over = calendar.elapsed_us(after, until, unit, pauses, ended_day=True) if until > due else 0
    except CalendarHorizonError:
        return None, None, None, None
    left = max(total - used, 0) if until <= due else 0
    return used * scale, left * scale, over * scale, round(used / total, 4) if total else None


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _amount(value: Amount | None) -> int | float | None:
    if isinstance(value, timedelta):
        seconds = value.total_seconds()
        return int(seconds) if seconds.is_integer() else seconds
    return value
