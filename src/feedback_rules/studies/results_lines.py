"""A replayed case as its line of JSON, byte for byte what the values of ``case_result`` would be written as."""

from __future__ import annotations

from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any, NamedTuple

from feedback_rules.calendar.zone import to_instant
from feedback_rules.studies.results_clocks import Clocks
from feedback_rules.studies.results_texts import KEPT, Instants, Made, Quoted, dumps, narrow
from feedback_rules.workflow.deeds import Record, effects_of
from feedback_rules.workflow.event import cause_named
from feedback_rules.workflow.ledger import unit_of
from feedback_rules.workflow.step import advance, wake_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from feedback_rules.engine import Engine
    from feedback_rules.workflow.case import Case, Part
    from feedback_rules.workflow.deeds import Deeds
    from feedback_rules.workflow.effect import Effect
    from feedback_rules.workflow.ledger import Ledger, Units
    from feedback_rules.workflow.plan import Plan
    from feedback_rules.workflow.replay import CaseRun
    from feedback_rules.workflow.started import Started
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
    """Writes replayed cases of one regulation; ``violation`` gives what an audit lists as JSON values.

    Everything is written narrow (:func:`narrow`): whole lines are bytes then, and nothing is encoded twice.
    """

    __slots__ = (
        "_book", "_clocks", "_effects", "_engine", "_facts", "_held", "_links", "_ordered", "_quoted", "_states",
        "_violation", "_when",
    )  # fmt: skip

    def __init__(self, engine: Engine, violation: Callable[[Any, Violation], dict[str, Any]]) -> None:
        self._engine = engine
        self._book = engine.book
        self._violation = violation
        self._quoted = Quoted()
        self._when = Instants(engine.book.zone)
        self._clocks = Clocks(engine.book, self._when)
        self._states = Made(self._state)
        self._effects = Made(_around)
        self._held = Made(_holder)
        self._ordered: dict[tuple[Plan, Units, Started | None], list[tuple[str, str]]] = {}
        self._facts: dict[tuple[Any, ...], str] = {}
        self._links = [fact.index for fact in engine.book.facts if fact.link]

    def __call__(self, name: str, run: CaseRun, at: datetime | None = None) -> Line:
        """Give the line of a case, read at ``at`` or, without it, at its last event."""
        line, late = self.packed(name, run, None if at is None else to_instant(at))
        return Line(line.decode("utf-8", "surrogatepass"), late)

    def packed(self, name: str, run: CaseRun, at: int | None) -> tuple[bytes, bool]:
        """Give the same as UTF-8, ``at`` in microseconds."""
        text, late = self._line(name, run, at)
        return text.encode("latin-1"), late

    def _line(self, name: str, run: CaseRun, at: int | None) -> tuple[str, bool]:
        case, listed = run.case, run.violations
        quoted = self._quoted[name]
        effects = self._described(run.deeds)
        violations = ", ".join([dumps(self._violation(self._book, one)) for one in listed]) if listed else ""
        if case is None:
            text = f'{{"case": {quoted}, {_NOTHING}[{effects}], "violations": [{violations}], "held": []}}'
            return text, False
        moment = case.at if at is None or at < case.at else at
        now = advance(self._book, case, moment)[0] if wake_of(self._book, case) <= moment else case
        told = [part.ledger for part in case.parts]  # each is written out once
        clocks, late = self._runs(now.parts, told if now is case else [part.ledger for part in now.parts], moment)
        root, known = told[0], self._known(case, case.parts[0])
        parts = ""
        if len(told) > 1:
            inner = zip(case.parts[1:], told[1:], strict=True)
            parts = ", ".join([self._inner(case, part, ledger) for part, ledger in inner])
        text = (
            f'{{"case": {quoted}, {self._part(root)}, "at": {self._when[moment]}, '
            f'"facts": {known}, "clocks": [{clocks}], "parts": [{parts}], '
            f'"effects": [{effects}], "violations": [{violations}], "held": [{self._spans(root)}]}}'
        )
        return text, late

    def _runs(self, parts: Sequence[Part], told: Sequence[Ledger], at: int) -> tuple[str, bool]:
        """Write every run of every part, in the order in which they started."""
        texts: list[str] = []
        late = False
        for part, ledger in zip(parts, told, strict=True):
            if ledger.runs:
                late |= self._clocks(texts, part, ledger, at)
        return ", ".join(texts), late

    def _part(self, told: Ledger) -> str:
        ended = told.ended
        return (
            f"{self._states[told.workflow, told.state, ended is not None, told.holder, told.unit]}"
            f'{self._when[told.opened]}, "ended": {"null" if ended is None else self._when[ended]}'
        )

    def _inner(self, case: Case, part: Part, told: Ledger) -> str:
        """Write a part inside the case (S27)."""
        return (
            f'{{"part": {self._quoted[part.address]}, {self._part(told)}, "facts": {self._known(case, part)}, '
            f'"held": [{self._spans(told)}]}}'
        )

    def _state(self, key: tuple[str, str, bool, str | None, str | None]) -> str:
        workflow, state, ended, holder, unit = key
        outcome = self._book.workflows[workflow].states[state].outcome if ended else None
        words = (dumps(word) for word in (workflow, state, outcome, holder, unit))
        return '"workflow": {}, "state": {}, "outcome": {}, "holder": {}, "unit": {}, "opened": '.format(*words)

    def _known(self, case: Case, part: Part) -> str:
        """Write the facts of the case; those that name other cases are each their own."""
        facts = part.facts
        if self._links and any(facts[index] is not None for index in self._links):
            return dumps(self._engine.facts(case, part.address))
        found = self._facts.get(facts)
        if found is None:
            if len(self._facts) >= KEPT:
                self._facts.clear()
            self._facts[facts] = found = dumps(self._engine.facts(case, part.address))
        return found

    def _spans(self, told: Ledger) -> str:
        """Write the spans of time among the holders (S18); the last is open unless the part has ended."""
        when, known = self._when, self._held
        end = "null" if told.ended is None else when[told.ended]
        found = []
        for holder, unit, since in reversed(told.held):
            begin = when[since]
            if holder is not None:
                found.append(f'{known[holder, unit]}{begin}, "to": {end}}}')
            end = begin
        found.reverse()
        return ", ".join(found)

    def _described(self, deeds: Deeds) -> str:
        """Write the effects, each with its id (S25); those that reach no other case need not be made first."""
        ordered, quoted, when = self._ordered, self._quoted, self._when
        found: list[str] = []
        for deed in deeds:
            if isinstance(deed, Record) or deed[0].sends:
                found += map(self._effect, effects_of((deed,)))
                continue
            plan, event, case, number, address, units, _, _, _, _, started, _ = deed
            if plan.effects:
                where = quoted[f"{case}/{address}" if address else case]
                cause = quoted[event[1]][1:-1] if plan.falls >= 0 else cause_named(number)
                head, at, end = f'{{"id": {where[:-1]}/{cause}', when[event[2]], f"{where}}}"
                for before, behind in ordered.get((plan, units, started)) or self._order(plan, units, started):
                    found.append(f"{head}{before}{at}{behind}{end}")
        return ", ".join(found)

    def _order(self, plan: Plan, units: Units, started: Started | None) -> list[tuple[str, str]]:
        """Write what stands before and behind the instant of each effect of a plan, its number among them first."""
        if len(self._ordered) >= KEPT:
            self._ordered.clear()
        found = self._ordered[plan, units, started] = []
        for index, (verb, to, kind, by, channel, event, carries, basis, title, _, timer) in enumerate(plan.effects):
            clock = None if timer is None or started is None else started.ids[timer]
            unit = None if kind is None else unit_of(units, kind)
            before, behind = _around((verb, to, unit, by, channel, event, clock, carries, basis, title))
            found.append((f'/{index}"{before}', behind))
        return found

    def _effect(self, effect: Effect) -> str:
        """Write one effect."""
        name, verb, to, unit, by, channel, at, case, event, carries, clock, basis, title = effect
        before, behind = self._effects[verb, to, unit, by, channel, event, clock, carries, basis, title]
        id_ = encode_basestring(name) if name.isascii() else narrow(encode_basestring(name))
        return f'{{"id": {id_}{before}{self._when[at]}{behind}{self._quoted[case]}}}'


def _holder(key: tuple[str, str | None]) -> str:
    return f'{{"holder": {dumps(key[0])}, "unit": {dumps(key[1])}, "from": '


def _around(key: tuple[Any, ...]) -> tuple[str, str]:
    """Write what stands before and behind the instant of an effect; what is empty is left out."""
    verb, to, *named, carries, basis, title = key
    rest: dict[str, Any] = {
        name: value for name, value in zip(("unit", "by", "channel", "event", "clock"), named, strict=True) if value
    }
    if carries:
        rest["carries"] = list(carries)
    rest |= {"basis": list(basis), "title": {"vi": title[0], "en": title[1]}}
    return f', "verb": {dumps(verb)}, "to": {dumps(to)}, "at": ', f', {dumps(rest)[1:-1]}, "case": '
