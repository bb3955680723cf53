"""Names as the regulation gives them: the titles of holders, states, events and clocks, in the language of the call."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from feedback_rules.wording import say
from feedback_rules.wording.cli import WORDS

if TYPE_CHECKING:
    from feedback_rules.cli.session import Session
    from feedback_rules.profiles.limits import LimitInfo
    from feedback_rules.profiles.profile import Profile

__all__ = ["Names"]

_TEST = re.compile(r"(\w+): (\[[^\]]*\]|[^,|&]+?)(?=,| \||  ?&|$)")
"""A fact and its values, as a condition is written."""


class Names:
    """Looks titles up in a profile; what has none is shown by its id."""

    def __init__(self, profile: Profile, session: Session) -> None:
        self.profile = profile
        self.book = profile.rulebook
        self.number = profile.number
        self.session = session

    @property
    def title(self) -> str:
        """The regulation's title with its number."""
        return f"{self.session.pick(self.profile.title)} ({self.number})"

    def holder(self, kind: str | None, unit: str | None = None) -> str:
        """Name a holder: its kind, and which one where there are many."""
        if kind is None:
            return self.session.word("several")
        spec = self.book.holders.get(kind)
        title = self.session.pick(spec.title) if spec is not None else ""
        named = title or (say(f"holder.{kind}", self.session.lang) if kind in {"citizen", "system", "nobody"} else kind)
        return f"{named} {unit}" if unit else named

    def whose(self, kind: str, holder: str | None, unit: str | None = None) -> str:
        """Name whom a clock binds; a timer binds nobody, it falls due by itself (S11)."""
        return self.session.word("by_itself") if kind == "timer" else self.holder(holder, unit)

    def limit(self, row: LimitInfo) -> str:
        """Word the limit of a row of the table; a ceiling is none by itself (S17)."""
        from feedback_rules.calendar.limit import TimeLimit

        limit = TimeLimit(row.amount, row.time_unit).text(self.session.lang)
        if row.at_least is not None:
            limit += self.session.word("limits.at_least", limit=TimeLimit.parse(row.at_least).text(self.session.lang))
        return self.session.word("limits.ceiling", limit=limit) if row.kind == "ceiling" else limit

    def bound(self, unit: str | None) -> str:
        """Name a bound unit written ``kind/unit`` or ``kind``."""
        kind, _, name = (unit or "").partition("/")
        return self.holder(kind or None, name or None)

    def role(self, role: str) -> str:
        """Name a role, or whoever holds the case."""
        if role == "holder":
            return self.session.word("whoever_holds")
        spec = self.book.roles.get(role)
        return (self.session.pick(spec.title) if spec is not None else "") or self.holder(role)

    def state(self, workflow: str, state: str) -> str:
        """Name a state."""
        flow = self.book.workflows.get(workflow)
        spec = flow.states.get(state) if flow is not None else None
        return (self.session.pick(spec.title) if spec is not None else "") or state

    def outcome(self, workflow: str, outcome: str) -> str:
        """Name an outcome by the final state that has it."""
        flow = self.book.workflows.get(workflow)
        states = () if flow is None else flow.states.values()
        return next((self.state(workflow, one.id) for one in states if one.final and one.outcome == outcome), outcome)

    def event(self, workflow: str, event: str, clock: str | None = None) -> str:
        """Name an event by the first of its transitions that has a title; with ``clock``, where that clock runs."""
        flow = self.book.workflows.get(workflow)
        if flow is None:
            return event
        spec = flow.clocks.get(clock) if clock is not None else None
        states = [state for state in flow.states.values() if spec is None or state.id in spec.scope]
        found = [one for state in states for one in state.events.get(event, ())] or list(flow.opening.get(event, ()))
        return next((title for one in found if (title := self.session.pick(one.title))), event)

    def step(self, workflow: str, step: str) -> str:
        """Name a step that a due brings about by the clock that falls due."""
        flow = self.book.workflows.get(workflow)
        clocks = () if flow is None else flow.clocks.values()
        named = (one.id for one in clocks for outcome in one.at_due if outcome.named == step)
        return next((self.clock(workflow, clock) for clock in named), step)

    def clock(self, workflow: str, clock: str) -> str:
        """Name a clock."""
        flow = self.book.workflows.get(workflow)
        spec = flow.clocks.get(clock) if flow is not None else None
        return (self.session.pick(spec.title) if spec is not None else "") or clock

    def start(self, workflow: str, start: str) -> str:
        """Name what starts a clock: ``enter STATE``, ``CLOCK.due``, ``effect`` or an event."""
        if start == "effect":
            return self.session.word("start.effect")
        if start.startswith("enter "):
            return self.session.word("start.enter", state=self.state(workflow, start.removeprefix("enter ")))
        if start.endswith(".due"):
            return self.session.word("start.due", clock=self.clock(workflow, start.removesuffix(".due")))
        return self.event(workflow, start)

    def condition(self, when: str | None) -> str:
        """Show a condition with the titles of its facts: ``field_check: true`` as "needs a field check: yes"."""
        return _TEST.sub(self._test, when or "").replace(" & ", ", ").replace(" | ", self.session.word("or"))

    def _test(self, found: re.Match[str]) -> str:
        fact, values = found.groups()
        words = [self._value(fact, value) for value in values.strip("[]").split(", ")]
        return f"{self.fact(fact)}: {self.session.word('or').join(words)}"

    def _value(self, fact: str, value: str) -> str:
        """Name a value: yes, no, not set, its title, or the kind of holder that it is."""
        if f"cli.value.{value}" in WORDS:
            return self.session.word(f"value.{value}")
        title = self.session.pick(self.book.source.values.get((fact, value)))
        if fact == "lacks" and value in self.book.fields:
            title = self.session.pick(self.book.fields[value].title)
        intakes = (flow.intake for flow in self.book.workflows.values() if flow.intake is not None)
        title = title or next((named for one in intakes if (named := self.session.pick(one.titles.get(value)))), "")
        return title or (self.holder(value) if value in self.book.holders else value)

    def fact(self, fact: str) -> str:
        """Name a fact."""
        spec = next((spec for spec in self.book.facts if spec.id == fact), None)
        title = self.session.pick(spec.title) if spec is not None else ""
        if not title and f"cli.fact.{fact}" in WORDS:
            title = self.session.word(f"fact.{fact}")
        return title or fact

    def value(self, fact: str, value: Any) -> str:
        """Name a value of a fact as JSON has it."""
        if isinstance(value, bool) or value is None:
            return self._value(fact, "unset" if value is None else str(value).lower())
        if isinstance(value, list | tuple):
            return ", ".join(self.value(fact, each) for each in value) or self.session.word("value.unset")
        return self._value(fact, str(value))
