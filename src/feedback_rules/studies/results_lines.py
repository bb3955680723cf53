"""A replayed case as its line of JSON, byte for byte what the values of ``case_result`` would be written as."""

from __future__ import annotations

from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any, NamedTuple

from feedback_rules.calendar.zone import to_instant
from feedback_rules.studies.results_clocks import Clocks
from feedback_rules.studies.results_texts import KEPT, Instants, Made, Quoted, dumps
from feedback_rules.workflow.step import advance, wake_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from feedback_rules.engine import Engine
    from feedback_rules.workflow.case import Case, Part
    from feedback_rules.workflow.effect import Effect
    from feedback_rules.workflow.replay import CaseRun
    from feedback_rules.workflow.violation import Violation

__all__ = ["Line", "Writer"]

_NOTHING = (
    '"workflow": null, "state": null, "outcome": null, "holder": null, "unit": null, "opened": null, "ended": null, '
    '"at": null, "facts": {}, "clocks": [], "parts": [], "effects": '
)


class Line(NamedTuple):
    """A case as JSON, and whether one of its obligations was late or is overdue."""

    text: str
    late: bool


class Writer:
    """Writes replayed cases of one regulation; ``violation`` gives what an audit lists as JSON values."""

    __slots__ = (
        "_book", "_clocks", "_effects", "_engine", "_facts", "_held", "_links", "_quoted", "_states", "_violation",
        "_when",
    )  # fmt: skip

    def __init__(self, engine: Engine, violation: Callable[[Any, Violation], dict[str, Any]]) -> None:
        self._engine = engine
        self._book = engine.book
        self._violation = violation
        self._quoted = Quoted()
        self._when = Instants(engine.book.zone)
        self._clocks = Clocks(engine.book, self._quoted, self._when)
        self._states = Made(self._state)
        self._effects = Made(_tail)
        self._held = Made(_holder)
        self._facts: dict[tuple[Any, ...], str] = {}
        self._links = [fact.index for fact in engine.book.facts if fact.link]

    def __call__(self, name: str, run: CaseRun, at: datetime | None = None) -> Line:
        """Give the line of a case, read at ``at`` or, without it, at its last event."""
        case, quoted = run.case, self._quoted
        effects = f"[{self._described(run.effects)}]"
        listed = ", ".join([dumps(self._violation(self._book, one)) for one in run.violations])
        violations = f'"violations": [{listed}], "held": '
        if case is None:
            return Line(f'{{"case": {quoted[name]}, {_NOTHING}{effects}, {violations}[]}}', late=False)
        moment = case.at if at is None else max(to_instant(at), case.at)
        now = advance(self._book, case, moment)[0] if wake_of(self._book, case) <= moment else case
        clocks, late = self._runs(now, moment)
        root = case.parts[0]
        parts = ", ".join([self._inner(case, part) for part in case.parts[1:]])
        return Line(
            f'{{"case": {quoted[name]}, {self._part(root)}, "at": {self._when[moment]}, '
            f'"facts": {self._known(case, root)}, "clocks": [{clocks}], "parts": [{parts}], '
            f'"effects": {effects}, {violations}[{self._spans(root)}]}}',
            late,
        )

    def _runs(self, case: Case, at: int) -> tuple[str, bool]:
        """Write every run of every part, in the order in which they started."""
        clocks = self._clocks
        texts, late = [], False
        for part in case.parts:
            for run in part.runs:
                text, bad = clocks(part, run, at)
                texts.append(text)
                late = late or bad
        return ", ".join(texts), late

    def _part(self, part: Part) -> str:
        ended = part.ended
        return (
            f"{self._states[part.workflow, part.state, ended is not None]}{self._quoted[part.holder]}, "
            f'"unit": {self._quoted[part.unit]}, "opened": {self._when[part.opened]}, '
            f'"ended": {"null" if ended is None else self._when[ended]}'
        )

    def _inner(self, case: Case, part: Part) -> str:
        """Write a part inside the case (S27)."""
        return (
            f'{{"part": {self._quoted[part.address]}, {self._part(part)}, "facts": {self._known(case, part)}, '
            f'"held": [{self._spans(part)}]}}'
        )

    def _state(self, key: tuple[str, str, bool]) -> str:
        workflow, state, ended = key
        outcome = self._book.workflows[workflow].states[state].outcome if ended else None
        words = (self._quoted[word] for word in (workflow, state, outcome))
        return '"workflow": {}, "state": {}, "outcome": {}, "holder": '.format(*words)

    def _known(self, case: Case, part: Part) -> str:
        """Write the facts of the case; those that name other cases are each their own."""
        facts = part.facts
        if any(facts[index] is not None for index in self._links):
            return dumps(self._engine.facts(case, part.address))
        found = self._facts.get(facts)
        if found is None:
            if len(self._facts) >= KEPT:
                self._facts.clear()
            self._facts[facts] = found = dumps(self._engine.facts(case, part.address))
        return found

    def _spans(self, part: Part) -> str:
        """Write the spans of time among the holders (S18); the last is open unless the part has ended."""
        held, when = part.held, self._when
        found = []
        last = len(held) - 1
        for place, (holder, unit, since) in enumerate(held):
            if holder is None:
                continue
            end = held[place + 1][2] if place < last else part.ended
            found.append(f'{self._held[holder, unit]}{when[since]}, "to": {"null" if end is None else when[end]}}}')
        return ", ".join(found)

    def _described(self, effects: Sequence[Effect]) -> str:
        """Write the effects, each with its id (S25)."""
        tails, quoted, when = self._effects, self._quoted, self._when
        return ", ".join(
            [
                f'{{"id": {encode_basestring(name)}, "verb": {quoted[verb]}, "to": {quoted[to]}, "at": {when[at]}'
                f"{tails[unit, by, channel, event, clock, carries, basis, title]}{quoted[case]}}}"
                for name, verb, to, unit, by, channel, at, case, event, carries, clock, basis, title in effects
            ]
        )


def _holder(key: tuple[str, str | None]) -> str:
    return f'{{"holder": {dumps(key[0])}, "unit": {dumps(key[1])}, "from": '


def _tail(key: tuple[Any, ...]) -> str:
    """Write what stands behind the instant of an effect; what is empty is left out."""
    *named, carries, basis, title = key
    rest: dict[str, Any] = {
        name: value for name, value in zip(("unit", "by", "channel", "event", "clock"), named, strict=True) if value
    }
    if carries:
        rest["carries"] = list(carries)
    rest |= {"basis": list(basis), "title": {"vi": title[0], "en": title[1]}}
    return f', {dumps(rest)[1:-1]}, "case": '
