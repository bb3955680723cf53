"""The bench of the hearing room's tests: the showcase regulation, events by wall time, what has become of a case."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from feedback_rules.calendar.zone import from_instant
from feedback_rules.engine import Engine
from feedback_rules.errors import RefusedError
from feedback_rules.profiles.shelf import load_profile
from feedback_rules.workflow.event import Event

if TYPE_CHECKING:
    from feedback_rules.engine import Step
    from feedback_rules.workflow.case import Case, Part, Run
    from feedback_rules.workflow.refusal import Refusal
    from feedback_rules.workflow.view import ClockView

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
SHOWCASE = Path(__file__).with_name("showcase.yaml")
TICK = timedelta(microseconds=1)

SUBMIT = {"name": "An", "content": "Đèn hỏng", "category": "light", "channel": "app"}
"""A complete report. Its week: Monday 4 March 2024, Wednesday off, Friday off for Saturday worked."""


@cache
def engine() -> Engine:
    """Give the engine of the showcase."""
    return Engine(load_profile(SHOWCASE))


def at(words: str) -> datetime:
    """Give a wall time of March 2024 (``"04 08:00"``), or a whole one, as an aware datetime."""
    whole = words if words[4:5] == "-" else f"2024-03-{words}"
    return datetime.fromisoformat(whole).replace(tzinfo=ZONE)


def us(words: str) -> int:
    """Give a wall time in microseconds UTC."""
    return event("x", words).at


def event(name: str, when: str | datetime, by: str = "officer", /, *, case: str = "C-1", **data: Any) -> Event:
    """Give an event; ``unit``, ``person``, ``seq`` and ``recorded_at`` are columns, anything else is data."""
    columns = {key: data.pop(key) for key in ("unit", "person", "seq") if key in data}
    noted = data.pop("recorded_at", None)
    moment = at(when) if isinstance(when, str) else when
    return Event(
        case=case, name=name, at=moment, by=by, data=data, recorded_at=None if noted is None else at(noted), **columns
    )


def by_handler(name: str, when: str, /, **data: Any) -> Event:
    """Give an event by the handler of the unit North."""
    return event(name, when, "handler", unit="North", **data)


def submit(when: str = "04 08:00", /, *, case: str = "C-1", **data: Any) -> Event:
    """Give the opening of a report; a field of ``None`` is left out."""
    brought = {key: value for key, value in {**SUBMIT, **data}.items() if value is not None}
    return event("submit", when, "citizen", case=case, **brought)


def forward(when: str = "04 08:30", unit: str = "North") -> Event:
    """Give the event that brings a report to a unit."""
    return event("forward", when, to_unit=unit)


def steps(*events: Event, on: Engine | None = None) -> list[Step]:
    """Apply events one after another, all to one case."""
    made: list[Step] = []
    for one in events:
        made.append((on or engine()).apply(made[-1].case if made else None, one))
    return made


def case_of(*events: Event, on: Engine | None = None) -> Case:
    """Give the case that events make."""
    return steps(*events, on=on)[-1].case


def handling(*more: Event, **data: Any) -> Case:
    """Give a report that the unit North has held since Monday 08:30, after ``more``."""
    return case_of(submit(**data), forward(), *more)


def advanced(case: Case, when: str) -> Case:
    """Give the case with all that has fallen due before ``when``."""
    return engine().advance(case, at(when)).case


def refused(case: Case | None, one: Event) -> Refusal:
    """Give the refusal of an event, worded in both languages, that changed nothing."""
    with pytest.raises(RefusedError) as caught:
        engine().apply(case, one)
    refusal: Refusal = caught.value.details["refusal"]
    assert refusal.code == caught.value.code
    row = one.to_dict("Asia/Ho_Chi_Minh")
    assert caught.value.details["row"] == row
    assert caught.value.text("vi") == f"{one.case}, {one.name} lúc {row['at']}: {refusal.text('vi')}"
    assert str(caught.value) == f"{one.case}, {one.name} at {row['at']}: {refusal.text('en')}"
    for lang in ("vi", "en"):
        assert "{" not in refusal.text(lang)
    assert refusal.to_dict()["why"] == {"vi": refusal.text("vi"), "en": refusal.text("en")}
    return refusal


def view(case: Case, clock: str, when: str | datetime, run: int = -1, part: str = "") -> ClockView:
    """Give a run of a clock as it is read at an instant: by its number, or the last one."""
    found = [
        one
        for one in engine().clocks(case, at(when) if isinstance(when, str) else when)
        if one.clock == clock and one.part == part and run in (-1, one.run)
    ]
    return found[-1]


def status(case: Case, clock: str, when: str | datetime, run: int = -1) -> str:
    """Give the status of a run."""
    return view(case, clock, when, run).status


def due(case: Case, clock: str, when: str = "04 09:00", run: int = -1) -> str:
    """Give the due of a run as a wall time, ``-`` where it has none; a case that is further is read where it is."""
    found = view(case, clock, max(at(when), from_instant(case.at, at(when).tzinfo)), run).due
    return (
        "-"
        if found is None
        else found.strftime("%d %H:%M" if found.strftime("%Y-%m") == "2024-03" else "%Y-%m-%d %H:%M")
    )


def run_of(case: Case, clock: str, part: str = "") -> Run:
    """Give the last run of a clock."""
    return [run for run in part_of(case, part).runs if run.clock == clock][-1]


def part_of(case: Case, address: str) -> Part:
    """Give a part of a case."""
    found = case.part(address)
    assert found is not None
    return found


def kinds(step: Step, *wanted: str) -> list[tuple[str, str]]:
    """Give the trace as pairs of kind and subject, of the ``wanted`` kinds."""
    return [(line.kind, line.subject) for line in step.trace if not wanted or line.kind in wanted]


def effects(step: Step) -> list[str]:
    """Give the effects of a step as words."""
    return [f"{one.verb} {one.to}" for one in step.effects]
