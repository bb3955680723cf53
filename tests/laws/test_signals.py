"""Signals: a replay delivers what a host would apply by hand, whatever the order in which it wakes its cases (S27)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from feedback_rules.engine import Engine
from feedback_rules.profiles.build import build
from feedback_rules.workflow.case import NO_DUE
from feedback_rules.workflow.event import Event
from feedback_rules.workflow.step import wake_of
from tests.laws.generated import HOUR, MINUTE, START, TABLE, text
from tests.laws.test_time import moment

if TYPE_CHECKING:
    from feedback_rules.workflow.case import Case
    from feedback_rules.workflow.effect import Effect

NAMES = ("A", "B", "C", "D")
LATER = START + 200 * HOUR


def regulation() -> Engine:
    """Give a regulation in which a case rings the next one, and so does its timer, which each ring starts again."""
    tell_next = [{"signal": "next", "event": "rung", "basis": ["1"]}, {"record": "ioc", "basis": ["1"]}]
    timer = {
        "kind": "timer", "title": text("timer"), "limit": [{"is": "2 hours"}], "restarts_on": ["rung", "note"],
        "at_due": [{"effects": [{"signal": "next", "event": "struck", "basis": ["1"]}], "basis": ["1"]}],
        "basis": ["1"],
    }  # fmt: skip
    begin = {
        "title": text("begin"), "held_by": "ioc", "no_limit": text("none"), "basis": ["1"], "clocks": {"timer": timer},
        "events": {
            "ring": {"stay": True, "by": ["officer"], "effects": tell_next, "basis": ["1"]},
            "rung": {"stay": True, "by": ["system"], "effects": tell_next, "basis": ["1"]},
            "struck": {"stay": True, "by": ["system"], "effects": tell_next[1:], "basis": ["1"]},
            "note": {"stay": True, "by": ["officer"], "basis": ["1"]},
        },
    }  # fmt: skip
    opening = {"open": {"to": [{"to": "begin"}], "by": ["citizen"], "sets": {"take": ["next"]}, "basis": ["1"]}}
    made: dict[str, Any] = {
        "profile": "bells",
        "format": 1,
        "title": text("bells"),
        "regulation": {"number": "1/QĐ", "form": "administrative", "issued": "2024-01-01"},
        "place": {"code": "VN-00", "name": "x"},
        "zone": "Asia/Ho_Chi_Minh",
        "outline": {"1": []},
        "calendars": {
            "office": {"default": True, "week": {"mon-fri": ["08:00-17:00"]}, "days": "days", "basis": ["1"]}
        },
        "holders": {"ioc": {"title": text("ioc"), "basis": ["1"]}},
        "roles": {"officer": {"of": "ioc", "title": text("officer"), "basis": ["1"]}},
        "facts": {"next": {"is": "case", "title": text("next"), "basis": ["1"]}},
        "fields": {},
        "workflows": {
            "report": {"title": text("r"), "basis": ["1"], "opens_with": opening, "states": {"begin": begin}}
        },
    }
    return Engine(build(made, tables={"days": TABLE}, law="law", days="days", digest="d"))


BELLS = regulation()


class Host:
    """Whoever runs the system: keeps the cases, wakes them when they say, applies what they signal."""

    def __init__(self, order: list[str]) -> None:
        self.order = order
        self.cases: dict[str, Case] = {}
        self.effects: dict[str, list[Effect]] = {name: [] for name in NAMES}

    def take(self, row: Event) -> None:
        """Take a row, after every wakeup that comes first."""
        self.wake_to(row.at)
        self._apply(row)

    def wake_to(self, at: int) -> None:
        """Wake the cases in the order of their wakeups; of several at one instant, in an order of its own."""
        while True:
            due = [(wake_of(BELLS.book, case), self.order.index(name), name) for name, case in self.cases.items()]
            wake, _, name = min(due, default=(NO_DUE, 0, ""))
            if wake > at:
                return
            step = BELLS.advance(self.cases[name], moment(wake))
            self._keep(name, step)

    def _apply(self, row: Event) -> None:
        self._keep(row.case, BELLS.apply(self.cases.get(row.case), row))

    def _keep(self, name: str, step: Any) -> None:
        self.cases[name] = step.case
        self.effects[name] += step.effects
        for effect in step.effects:
            if effect.event is not None and effect.to in self.cases:
                self._apply(effect.signal())


@st.composite
def rows(draw: st.DrawFn) -> list[Event]:
    """Draw a log of four cases, each linked to the next; several open, and fall due, at one instant.

    No two later rows share one: whether a case was rung before or after its own row is nobody's to choose.
    """
    made = []
    for place, name in enumerate(NAMES):
        linked = {"next": NAMES[place + 1]} if place + 1 < len(NAMES) else {}
        at = START + draw(st.sampled_from((0, 0, HOUR, 2 * HOUR)))
        made.append(Event(case=name, name="open", at=at, by="citizen", data=linked))
    for half in draw(st.lists(st.integers(0, 30), unique=True, max_size=8)):
        at = START + 3 * HOUR + half * 30 * MINUTE + draw(st.sampled_from((0, 0, 1, -1)))
        name = draw(st.sampled_from(("ring", "note")))
        made.append(Event(case=draw(st.sampled_from(NAMES)), name=name, at=at, by="officer"))
    return sorted(made, key=lambda row: row.at)


@given(rows(), st.permutations(NAMES))
def test_a_replay_delivers_what_a_host_applies_by_hand(log: list[Event], order: list[str]) -> None:
    """S27: the same cases and effects, also where several cases are due at one instant."""
    host = Host(order)
    for row in log:
        host.take(row)
    host.wake_to(LATER)
    cases = BELLS.replay(log, at=moment(LATER)).cases
    for name in NAMES:
        assert cases[name].case == host.cases[name]
        assert [effect.id for effect in cases[name].effects] == [effect.id for effect in host.effects[name]]
