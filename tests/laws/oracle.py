"""A slow and obvious reading of a few rules: a case told again from the list of its events.

It knows states, obligations and timers that start on entering, windows of events, dues that move the case, and nothing
else; it shares no code with the hearing room, only the calendar's answer to "when is this limit due?".
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from feedback_rules.calendar.counting import Counting

if TYPE_CHECKING:
    from feedback_rules.calendar.working import WorkCalendar

__all__ = ["Story", "tell"]

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
TICK = timedelta(microseconds=1)
PAST = {"obligation": "breached", "window": "lapsed", "timer": "expired"}


class Clock:
    """One run: what it is called, when it began, when it is due, how it ended."""

    def __init__(self, name: str, number: int, kind: str, due: datetime, acts: set[str]) -> None:
        self.name = name
        self.number = number
        self.kind = kind
        self.due = due
        self.acts = acts
        self.ended: datetime | None = None
        self.done = False
        self.passed = False

    def status(self, at: datetime) -> str:
        """Say what has become of it, as S12 says it."""
        if self.ended is None:
            return PAST[self.kind] if at > self.due else "running"
        if self.done:
            return "late" if self.ended > self.due else "met"
        return PAST[self.kind] if self.passed else "cancelled"


class Story:
    """A case told from its events: the state it is in and every run it has had."""

    def __init__(self, document: dict[str, Any], office: WorkCalendar) -> None:
        self.states = document["workflows"]["report"]["states"]
        self.office = office
        self.state = ""
        self.runs: list[Clock] = []

    def open(self, at: datetime) -> None:
        """Open the case in its first state."""
        self._enter("s0", at)

    def happen(self, name: str, at: datetime) -> bool:
        """Let an event happen, after all that fell due before it; tell whether it was open."""
        self.pass_to(at)
        event = self.states[self.state].get("events", {}).get(name)
        if event is None:
            return False
        window = event.get("within")
        if window is not None and window.get("after") == "refuse":
            last = [run for run in self.runs if run.name == window["id"]][-1]
            if at > last.due:
                return False
        for run in self.runs:
            if run.ended is None and name in run.acts:
                run.ended, run.done = at, True
        if "to" in event:
            self._move(event["to"][0]["to"], at)
        return True

    def pass_to(self, at: datetime) -> None:
        """Let fall due what is due before ``at``, one instant after the other: judged first, then by name (S22)."""
        while True:
            waiting = [run for run in self.runs if run.ended is None and not run.passed and run.due < at]
            if not waiting:
                return
            first = min(run.due for run in waiting)
            fallen = sorted((run for run in waiting if run.due == first), key=lambda run: run.name)
            for run in fallen:
                run.passed = True
            for run in fallen:
                if run.ended is None and self._leads(run):
                    self._move(self._leads(run), first, midnight=True)

    def _leads(self, run: Clock) -> str:
        """Give the state to which the due of a clock moves the case, if it moves it."""
        for state in self.states.values():
            for name, clock in state.get("clocks", {}).items():
                if name == run.name and clock.get("at_due"):
                    return str(clock["at_due"][0].get("to", ""))
        return ""

    def _move(self, to: str, at: datetime, *, midnight: bool = False) -> None:
        if to == self.state:
            return
        for run in self.runs:
            if run.ended is None:
                run.ended = at
        self._enter(to, at, midnight=midnight)

    def _enter(self, state: str, at: datetime, *, midnight: bool = False) -> None:
        """Start what runs in a state; what a 24:00 causes counts from the day that ended (S5)."""
        self.state = state
        entry = self.states[state]
        for name, clock in sorted(entry.get("clocks", {}).items()):
            self._start(
                name, clock["kind"], clock["limit"][0]["is"], set(clock.get("met_by", {})), at, midnight=midnight
            )
        for name, event in sorted(entry.get("events", {}).items()):
            if "within" in event:
                self._start(
                    event["within"]["id"], "window", event["within"]["limit"][0]["is"], {name}, at, midnight=midnight
                )

    def _start(self, name: str, kind: str, limit: str, acts: set[str], at: datetime, *, midnight: bool) -> None:
        number = 1 + sum(1 for run in self.runs if run.name == name)
        counts_days = "day" in limit or "week" in limit
        start = at - TICK if midnight and counts_days and at.time() == datetime.min.time() else at
        due = self.office.due(start, limit, counting=Counting(roll=kind != "timer"))
        self.runs.append(Clock(name, number, kind, due, acts))


def tell(document: dict[str, Any], office: WorkCalendar, opened: datetime) -> Story:
    """Begin the story of a case of ``document``."""
    story = Story(document, office)
    story.open(opened)
    return story
