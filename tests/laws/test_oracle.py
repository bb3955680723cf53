"""The hearing room and a slow, obvious interpreter tell the same of the same events (S5, S11, S12, S14)."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from feedback_rules.engine import Engine
from feedback_rules.errors import RefusedError
from feedback_rules.profiles.build import build
from feedback_rules.workflow.event import Event
from tests.laws.generated import TABLE, Choices, text
from tests.laws.oracle import TICK, ZONE, tell

STATES = ("s0", "s1", "s2", "s3")
LIMITS = (
    "20 minutes", "1 hour", "5 hours", "24 hours", "3 working hours", "8 working hours", "1 day", "2 days", "1 week",
    "1 working day", "3 working days", "same working day",
)  # fmt: skip


def document(number: int) -> dict[str, Any]:
    """Give regulation ``number`` of those that the oracle can read: one limit to a clock, no facts, one holder."""
    draw = Choices(number)
    states = {name: _state(draw, index) for index, name in enumerate(STATES)}
    states["closed"] = {"title": text("closed"), "final": True, "outcome": "done", "basis": ["1"]}
    opening = {"submit": {"to": [{"to": "s0"}], "by": ["citizen"], "basis": ["1"]}}
    return {
        "profile": "plain",
        "format": 1,
        "title": text("plain"),
        "regulation": {"number": "1/QĐ", "form": "administrative", "issued": "2024-01-01"},
        "place": {"code": "VN-00", "name": "x"},
        "zone": "Asia/Ho_Chi_Minh",
        "outline": {"1": []},
        "calendars": {
            "office": {
                "default": True,
                "week": {"mon-thu": ["07:30-11:30", "13:00-17:00"], "fri": ["07:30-11:30", "20:00-24:00"]},
                "days": "days",
                "basis": ["1"],
            }
        },
        "holders": {"ioc": {"title": text("ioc"), "basis": ["1"]}},
        "roles": {"officer": {"of": "ioc", "title": text("officer"), "basis": ["1"]}},
        "facts": {},
        "fields": {},
        "workflows": {"report": {"title": text("report"), "basis": ["1"], "opens_with": opening, "states": states}},
    }


def _state(draw: Choices, index: int) -> dict[str, Any]:
    """Draw a state: a duty, perhaps a second one, perhaps a timer that moves the case on, perhaps a window."""
    onward = STATES[index + 1] if index + 1 < len(STATES) else "closed"
    events: dict[str, Any] = {
        "go": {"to": [{"to": onward}], "by": ["officer"], "basis": ["1"]},
        "note": {"stay": True, "by": ["officer"], "basis": ["1"]},
        "stop": {"to": [{"to": "closed"}], "by": ["officer"], "basis": ["1"]},
    }
    if index and draw.yes():
        events["back"] = {"to": [{"to": STATES[draw.up_to(index - 1)]}], "by": ["officer"], "basis": ["1"]}
    if draw.yes():
        after = draw.one_of(("late", "refuse"))
        events["note"]["within"] = {
            "id": f"chance{index}",
            "limit": [{"is": draw.one_of(LIMITS)}],
            "after": after,
            "basis": ["1"],
        }
    clocks: dict[str, Any] = {f"duty{index}": _clock(draw, "obligation", [draw.one_of(("go", "note", "stop"))])}
    if draw.yes():
        clocks[f"also{index}"] = _clock(draw, "obligation", ["go", "stop"])
    if draw.yes():
        clocks[f"timer{index}"] = {**_clock(draw, "timer", []), "at_due": [{"to": onward, "basis": ["1"]}]}
    if draw.yes(3):
        clocks[f"duty{index}"]["at_due"] = [{"to": onward, "basis": ["1"]}]
    return {"title": text(f"s{index}"), "held_by": "ioc", "basis": ["1"], "clocks": clocks, "events": events}


def _clock(draw: Choices, kind: str, acts: list[str]) -> dict[str, Any]:
    clock = {"kind": kind, "title": text(kind), "limit": [{"is": draw.one_of(LIMITS)}], "basis": ["1"]}
    return clock | ({"met_by": {act: {} for act in acts}} if acts else {})


@lru_cache(maxsize=256)
def regulation(number: int) -> Engine:
    """Compile regulation ``number``."""
    return Engine(build(document(number), tables={"days": TABLE}, law="law", days="days", digest="d"))


GAPS = (
    timedelta(0), TICK, timedelta(minutes=15), timedelta(hours=1), timedelta(hours=9), timedelta(days=1),
    timedelta(days=4),
)  # fmt: skip


@given(st.integers(0, 200), st.integers(0, 5), st.data())
def test_an_obvious_interpreter_tells_the_same(number: int, begin: int, data: st.DataObject) -> None:
    """S5, S12, S14: after every event, and long after the last, state, runs, dues and statuses are the same."""
    engine = regulation(number)
    at = datetime(2024, 3, 4, 8, tzinfo=ZONE) + begin * timedelta(hours=8)
    case = engine.apply(None, Event(case="C", name="submit", at=at, by="citizen")).case
    story = tell(document(number), engine.book.calendars["office"], at)
    for _ in range(data.draw(st.integers(0, 8))):
        wake = engine.next_wakeup(case)
        moments = [at + gap for gap in GAPS] + ([] if wake is None else [max(at, wake - TICK), wake])
        at = data.draw(st.sampled_from(moments))
        name = data.draw(st.sampled_from(("go", "note", "stop", "back")))
        try:
            case = engine.apply(case, Event(case="C", name=name, at=at, by="officer")).case
        except RefusedError:
            assert not story.happen(name, at)
            case = engine.advance(case, at).case
        else:
            assert story.happen(name, at)
        _same(engine, case, story, at)
    later = at + timedelta(days=40)
    story.pass_to(later)
    _same(engine, engine.advance(case, later).case, story, later)


def _same(engine: Engine, case: Any, story: Any, at: datetime) -> None:
    assert case.state == story.state
    told = [(view.clock, view.run, view.due, view.status) for view in engine.clocks(case, at)]
    assert sorted(told) == sorted((run.name, run.number, run.due, run.status(at)) for run in story.runs)
