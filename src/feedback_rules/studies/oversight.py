"""Oversight: monitors over many cases, evaluated exactly as written, and the month's figures by unit (S28)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from feedback_rules.calendar.zone import to_instant
from feedback_rules.studies.monitors import evaluated, reached
from feedback_rules.studies.periods import Period, period_of, read_month
from feedback_rules.workflow.instants import zone_info

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from feedback_rules.engine import Engine
    from feedback_rules.workflow.event import Event
    from feedback_rules.workflow.replay import CaseRun

__all__ = ["Duty", "Voice", "charged", "oversight"]

LATE: Final = "late"
ALWAYS_BEFORE: Final = -(1 << 62)
"""Where a monitor without a period begins: before every instant."""
NEVER_DUE: Final = frozenset({"replaced", "cancelled"})
"""What has become of an obligation that was left before it fell due."""


class Duty(NamedTuple):
    """One obligation that fell due: whose, in which case, when, and what became of it."""

    unit: str
    case: str
    due: int
    status: str

    @property
    def bad(self) -> bool:
        """Whether it was late, or is still open past its due."""
        return self.status in {"late", "breached"}


class Voice(NamedTuple):
    """One fact that an event of the log brought (a rating, say), with the unit that it is charged to."""

    unit: str
    case: str
    at: int
    fact: str
    value: Any


def oversight(
    engine: Engine,
    events: Iterable[Event],
    month: str,
    *,
    mode: str = "audit",
    recover: str = "follow",
    lang: str = "vi",
) -> list[dict[str, Any]]:
    """Give the month's figures (``kind`` unit, then total), then a row for each monitor and unit (``kind`` monitor).

    A duty belongs to the period in which it fell due (24:00 of a period's last day is still in it) and to the unit that
    it binds; it is judged as it stands when the period has ended.
    """
    rows = list(events)
    asked = read_month(month)
    monitors = _document(engine).get("monitors", {})
    spans = {name: period_of(monitor.get("period") or "month", asked.first) for name, monitor in monitors.items()}
    last = max([asked.last, *(span.last for span in spans.values())])
    zone = engine.book.zone
    ends = datetime(last.year, last.month, last.day, tzinfo=zone_info(zone)) + timedelta(days=1, microseconds=1)
    replayed = engine.replay(rows, mode=mode, recover=recover, at=ends)
    duties = charged(engine, replayed.cases, ends)
    voices = _voices(engine, rows, replayed.cases)
    figures = list(_figures(engine, replayed.cases, duties, voices, asked))
    for name, monitor in monitors.items():
        of = monitor["of"]
        own = {
            case for case, run in replayed.cases.items() if run.case is not None and of in ("cases", run.case.workflow)
        }
        span = _span(spans[name], zone)
        if "period" not in monitor:
            span = (ALWAYS_BEFORE, span[1])
        owed = [duty for duty in duties if duty.case in own and _falls(duty.due, span)]
        word = monitor.get("share") or monitor["count"]
        if word == LATE:
            hits = [(duty.unit, duty.case) for duty in owed if duty.bad]
        else:
            early = [row for row in rows if row.at < span[1]]
            stood = replayed if len(early) == len(rows) else engine.replay(early, mode=mode, recover=recover)
            said = [voice for voice in voices if voice.case in own and span[0] <= voice.at < span[1]]
            hits = list(reached(engine, word, said, stood.cases))
        figures += evaluated(name, monitor, spans[name], owed, hits, lang)
    return figures


def charged(engine: Engine, cases: Mapping[str, CaseRun], at: datetime) -> list[Duty]:
    """List every obligation that has a due, as it stands at ``at``, in the order of the log."""
    return [
        Duty(view.bound_unit, name, to_instant(view.due), view.status)
        for name, run in cases.items()
        if run.case is not None
        for view in engine.clocks(run.case, at=at)
        if view.kind == "obligation" and view.due is not None and view.status not in NEVER_DUE
    ]


def _document(engine: Engine) -> Mapping[str, Any]:
    """Give the document of the profile; a rulebook alone has none."""
    document: Mapping[str, Any] = getattr(engine.profile, "document", {})
    return document


def _span(period: Period, zone: str) -> tuple[int, int]:
    """Give the instants at which a period begins and ends."""
    info = zone_info(zone)
    first, after = period.first, period.last + timedelta(1)
    return tuple(  # type: ignore[return-value] # two days, two instants
        to_instant(datetime(day.year, day.month, day.day, tzinfo=info)) for day in (first, after)
    )


def _falls(due: int, span: tuple[int, int]) -> bool:
    """Tell whether a due lies in a period: its 24:00 is still in it, the 00:00 at which it begins is not."""
    return span[0] < due <= span[1]


def _voices(engine: Engine, rows: list[Event], cases: Mapping[str, CaseRun]) -> list[Voice]:
    """Give the facts that the applied events brought, each charged to the unit last bound by a duty before it."""
    declared = {fact.id for fact in engine.book.facts[_BUILT_IN:]}
    refused = {
        (violation.case, violation.name, violation.at)
        for run in cases.values()
        for violation in run.violations
        if violation.kind in {"refused", "repeated"}
    }
    found = []
    for row in rows:
        name = row.case.partition("/")[0]
        run = cases[name]
        if run.case is None or (row.case, row.name, row.at) in refused:
            continue
        for field, value in row.data.items():
            if field in declared:
                found.append(Voice(_bound_before(engine, run, row.at), name, row.at, field, value))
    return found


_BUILT_IN: Final = 8
"""The facts of intake stand first; what a citizen sends is no voice on a unit."""


def _bound_before(engine: Engine, run: CaseRun, at: int) -> str:
    """Name the unit that a duty of the case bound last before an instant; else who held the case then."""
    assert run.case is not None  # noqa: S101 - asked of opened cases only
    latest, unit = -1, ""
    for part in run.case.parts:
        clocks = engine.book.workflows[part.workflow].clocks
        for one in part.runs:
            if clocks[one.clock].kind == "obligation" and latest < one.started <= at:
                latest, unit = one.started, f"{one.holder}/{one.unit}" if one.unit else one.holder or ""
    if latest < 0:
        for holder, name, since in run.case.parts[0].held:
            if since <= at and holder is not None:
                unit = f"{holder}/{name}" if name else holder
    return unit


def _figures(
    engine: Engine, cases: Mapping[str, CaseRun], duties: list[Duty], voices: list[Voice], month: Period
) -> list[dict[str, Any]]:
    """Give the month's figures: what fell due and how it went, unit by unit, then for all."""
    span = _span(month, engine.book.zone)
    scale = list(_document(engine).get("rating", {}).get("scale", ()))
    due = [duty for duty in duties if _falls(duty.due, span)]
    spoken = [voice for voice in voices if span[0] <= voice.at < span[1] and voice.value in scale]
    rows = [
        _figure(
            "unit",
            unit,
            month,
            [duty for duty in due if duty.unit == unit],
            [voice for voice in spoken if voice.unit == unit],
            scale,
        )
        for unit in sorted({duty.unit for duty in due} | {voice.unit for voice in spoken})
    ]
    total = _figure("total", None, month, due, spoken, scale)
    opened = [run.case.opened for run in cases.values() if run.case is not None]
    ended = [run.case.ended for run in cases.values() if run.case is not None and run.case.ended is not None]
    total["opened"] = sum(span[0] <= at < span[1] for at in opened)
    total["ended"] = sum(span[0] <= at < span[1] for at in ended)
    return [*rows, total]


def _figure(
    kind: str, unit: str | None, month: Period, due: list[Duty], voices: list[Voice], scale: list[str]
) -> dict[str, Any]:
    late = {duty.case for duty in due if duty.bad}
    row: dict[str, Any] = {"kind": kind, "unit": unit, "month": month.name}
    row["cases"] = len({duty.case for duty in due})
    row["cases_late"] = len(late)
    row["share_late"] = round(len(late) / row["cases"], 4) if row["cases"] else None
    row["due"] = len(due)
    for status in ("met", "late", "breached"):
        row[status] = sum(duty.status == status for duty in due)
    row["ratings"] = {value: sum(voice.value == value for voice in voices) for value in scale}
    return row
