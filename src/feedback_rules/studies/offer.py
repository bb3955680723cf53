"""What the people of a simulated case bring: data that the event needs, may carry, or sets facts from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from feedback_rules.studies.plausible import Wanted, choice, fact_for, field_for, met_by, wanted
from feedback_rules.workflow.intake import BUILT_IN, CATEGORY, CHANNEL, COMPLETE, LACKS, LANGUAGE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from feedback_rules.workflow.case import Case, Part
    from feedback_rules.workflow.spec import Rulebook, Transition, WorkflowSpec

__all__ = ["Offers"]

WHOLE: Final = 0.75
MOSTLY: Final = 0.6
SOME: Final = 0.35
NEARLY_ALL: Final = 0.9


class Offers:
    """Draws the data of events; ``parked`` are the cases left open, to which a signal may go."""

    def __init__(self, book: Rulebook, draw: Callable[[], float], parked: Mapping[str, Case]) -> None:
        self.book = book
        self.draw = draw
        self.parked = parked

    def opening(self, flow: WorkflowSpec, option: Transition, at: int, wish: Wanted) -> dict[str, Any]:
        """Give what opens a case: mostly complete, through a channel that the text names."""
        own = choice(self.draw, wanted(option.guard)) if option.guard else {}
        data: dict[str, Any] = {}
        for index in (CATEGORY, CHANNEL, LANGUAGE) if flow.intake is not None else set(own) & {CATEGORY}:
            value = fact_for(self.book.facts[index], self.draw, own, wish)
            if value is not None:
                data[BUILT_IN[index]] = value
        data |= self._facts(option, [None] * len(self.book.facts), own, wish)
        self._needs(option, data, at, own)
        asked = own.get(COMPLETE) or wish.get(COMPLETE)
        whole = True in asked if asked else self.draw() < WHOLE
        if flow.intake is not None:
            fields = [field for field, _, _ in flow.intake.required]
            missing = () if whole or not fields else (choice(self.draw, fields),)
            brought = [field for field in fields if field not in missing]
            brought += [field for field, _ in flow.intake.optional if self.draw() < SOME]
            for field in brought:
                data.setdefault(field, self._field(field, at))
        return _without_blanks(data)

    def lacking(self, option: Transition, at: int) -> frozenset[str]:
        """Name the events that a case left open would have to take for the option's signal; empty if there is one."""
        return frozenset() if self._targets(option, at) else self._signalled(option)

    def data(self, option: Transition, part: Part, at: int, own: Wanted, wish: Wanted) -> dict[str, Any]:
        """Give what an event brings; ``own`` is what its guard asks for, ``wish`` what the way ahead does."""
        data = self._facts(option, part.facts, own, wish)
        self._needs(option, data, at, own)
        if option.supplement:
            for name in part.facts[LACKS] or ():
                if self.draw() < NEARLY_ALL:
                    data[name] = self._field(name, at)
        return _without_blanks(data)

    def possible(self, option: Transition, part: Part, at: int) -> bool:
        """Tell whether the guard can hold with what the event may bring, and a case that it needs can be named."""
        if self._signals(option) and not self._targets(option, at):
            return False
        free = {one.fact: None for one in option.brings}
        return any(met_by(way, part.facts, free) for way in wanted(option.guard))

    def _facts(self, option: Transition, facts: Sequence[Any], own: Wanted, wish: Wanted) -> dict[str, Any]:
        """Give the facts that the event brings: those that are asked for, and mostly the others."""
        needed = {name for need in option.needs for name in need.fields}
        data: dict[str, Any] = {}
        for taken in option.brings:
            spec, name = self.book.facts[taken.fact], taken.field or ""
            allowed = own.get(taken.fact)
            if spec.link or allowed == frozenset({None}):
                continue
            known = facts[taken.fact] not in (None, ())
            asked = allowed is not None and None not in allowed and not (known and facts[taken.fact] in allowed)
            if name in needed or asked or taken.fact in wish or self.draw() < MOSTLY:
                data[name] = fact_for(spec, self.draw, own, wish)
        return data

    def _needs(self, option: Transition, data: dict[str, Any], at: int, own: Wanted) -> None:
        """Add what the event needs, some of what it may bring, and what gives a limit or names a unit."""
        for need in option.needs:
            if not any(name in data for name in need.fields):
                name = choice(self.draw, need.fields)
                data[name] = self._needed(option, name, at, own)
        for name in sorted(option.may):
            if name not in data and self.draw() < SOME:
                data[name] = self._field(name, at)
        extended = () if option.extends is None or option.extends.field is None else (option.extends.field,)
        routed = [field for _, field in option.routes if field not in ("same", "each")]
        for name in (*option.gives, *extended, *routed):
            if name not in data:
                data[name] = self._field(name, at)

    def _needed(self, option: Transition, name: str, at: int, own: Wanted) -> Any:
        """Give something that the event needs: a fact of that name, another case to signal to, or a field."""
        for fact in self.book.facts:
            if fact.id == name and fact.values:
                return fact_for(fact, self.draw, own)
        if name in self._signals(option):
            return choice(self.draw, self._targets(option, at))
        return self._field(name, at)

    def _signals(self, option: Transition) -> set[str]:
        """Name the data that hold the cases to which the option must signal."""
        named = {effect.case_field for effect in option.effects if effect.case_field is not None}
        return named & {name for need in option.needs for name in need.fields}

    def _signalled(self, option: Transition) -> frozenset[str]:
        """Name the events that other cases are told by the option's effects."""
        return frozenset(effect.event or "" for effect in option.effects if effect.case_field is not None)

    def _targets(self, option: Transition, at: int) -> list[str]:
        """Name the cases left open before ``at`` that can take the option's signals."""
        events = self._signalled(option)
        return [
            name
            for name, case in self.parked.items()
            if case.at <= at and events <= self.book.workflows[case.workflow].states[case.state].events.keys()
        ]

    def _field(self, name: str, at: int) -> Any:
        spec = self.book.fields.get(name)
        return None if spec is None else field_for(self.book, spec, at, self.draw)


def _without_blanks(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value is not None}
