"""Oversight: monitors over many cases, evaluated exactly as written, and the figures of months by unit (S28)."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from feedback_rules.calendar.zone import to_instant
from feedback_rules.studies.charges import duties_of, voices_of
from feedback_rules.studies.figures import Figures
from feedback_rules.studies.gathered import gathered
from feedback_rules.studies.monitors import Monitor
from feedback_rules.studies.periods import period_of, read_months
from feedback_rules.workflow.instants import zone_info

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from typing import BinaryIO

    from feedback_rules.engine import Engine
    from feedback_rules.studies.charges import Duty, Voice
    from feedback_rules.studies.gathered import Group
    from feedback_rules.studies.periods import Period
    from feedback_rules.workflow.case import Case
    from feedback_rules.workflow.event import Event
    from feedback_rules.workflow.replay import CaseRun

__all__ = ["oversight"]


def oversight(
    engine: Engine,
    events: Iterable[Event],
    month: str,
    *,
    mode: str = "audit",
    recover: str = "follow",
    lang: str = "vi",
    keep: Callable[[], BinaryIO] = BytesIO,
) -> list[dict[str, Any]]:
    """Give the figures of a month (``kind`` unit, then total), then a row for each monitor and unit (``kind`` monitor).

    ``month`` is ``2024-03``, or ``2024-01/2024-06`` for the figures of each of these months and the monitors of each of
    their periods, in one reading of the log; a monitor without a period is evaluated at the end of the last one. A duty
    belongs to the period in which it fell due (24:00 of a period's last day is still in it) and to the unit that it
    binds; it is judged by all rows, and if none has done it, as it stands when the last period has ended. Only sums are
    kept, and the names of the cases that a monitor counts; the rows wait in the file that ``keep`` opens.
    """
    engine.replay((), mode=mode, recover=recover)  # refuses a mode that there is none of
    document: Mapping[str, Any] = getattr(engine.profile, "document", {})  # a rulebook alone has none
    zone = engine.book.zone
    months = read_months(month)
    scale = list(document.get("rating", {}).get("scale", ()))
    figures = [Figures(one, _span(one, zone), scale) for one in months]
    monitors = [
        Monitor(engine.book, name, rule, period, _span(period, zone))
        for name, rule in document.get("monitors", {}).items()
        for period in _periods(rule, months)
    ]
    last = max([months[-1].last, *(monitor.period.last for monitor in monitors)])
    ends = _midnight(last + timedelta(days=1), zone) + 1

    def counts(fact: str, value: Any) -> bool:
        return value in scale or any(monitor.counts(fact) for monitor in monitors)

    for charged in _charged(engine, gathered(engine.book, events, keep), ends, counts, mode=mode, recover=recover):
        for one in figures:
            one.add(charged.case, charged.duties, charged.voices)
        for monitor in monitors:
            monitor.add(*charged)
    return [row for one in figures for row in one.rows()] + [row for one in monitors for row in one.rows(lang)]


class _Charged(NamedTuple):
    """A case with what its units are charged with; ``stood`` gives it as it was before an instant."""

    name: str
    case: Case
    duties: Sequence[Duty]
    voices: Sequence[Voice]
    stood: Callable[[int], Case | None]


def _charged(
    engine: Engine,
    cases: Iterable[tuple[str, Group | None]],
    ends: int,
    counts: Callable[[str, Any], bool],
    *,
    mode: str,
    recover: str,
) -> Iterator[_Charged]:
    """Replay case after case, those that signals join together, and give what each that was opened is charged with."""
    book = engine.book
    waiting: dict[str, _Charged] = {}
    for name, group in cases:
        if group is not None:
            earlier = _Earlier(engine, group, mode, recover)
            for own, run in group.stands(book, mode=mode, recover=recover, to=ends).items():
                if run.case is not None:
                    duties = list(duties_of(book, run.case, ends))
                    voices = list(voices_of(book, run, group.rows[own], counts))
                    waiting[own] = _Charged(own, run.case, duties, voices, earlier.of(own))
        if name in waiting:
            yield waiting.pop(name)


class _Earlier:
    """The cases of a group as they were before an instant, replayed once where it is asked."""

    __slots__ = ("_engine", "_found", "_group", "_mode", "_recover")

    def __init__(self, engine: Engine, group: Group, mode: str, recover: str) -> None:
        self._engine = engine
        self._group = group
        self._mode = mode
        self._recover = recover
        self._found: dict[int, Mapping[str, CaseRun]] = {}

    def of(self, name: str) -> Callable[[int], Case | None]:
        """Give the way to ask for one case."""

        def stood(before: int) -> Case | None:
            if before not in self._found:
                self._found[before] = self._group.stands(
                    self._engine.book, mode=self._mode, recover=self._recover, to=before - 1, before=before
                )
            run = self._found[before].get(name)
            return None if run is None else run.case

        return stood


def _periods(rule: Mapping[str, Any], months: Sequence[Period]) -> list[Period]:
    """Give the periods over which a monitor is evaluated: each that one of the months lies in, once."""
    if "period" not in rule:
        return [months[-1]]
    return list(dict.fromkeys(period_of(rule["period"], month.first) for month in months))


def _span(period: Period, zone: str) -> tuple[int, int]:
    """Give the instants at which a period begins and ends."""
    return _midnight(period.first, zone), _midnight(period.last + timedelta(1), zone)


def _midnight(day: date, zone: str) -> int:
    return to_instant(datetime(day.year, day.month, day.day, tzinfo=zone_info(zone)))
