"""The path of a case through a workflow: how it opens, then state by state, with what may happen there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docs._ext.markdown import NONE, both, heading, inline, many, plain, table
from docs._ext.words import basis, cited, filled, unquoted
from feedback_rules.explain.naming import Naming
from feedback_rules.wording import pair
from feedback_rules.workflow.spec import ALWAYS, EMPTY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from feedback_rules.conditions import Condition
    from feedback_rules.workflow.spec import (
        EffectSpec,
        IntakeSpec,
        Outcome,
        Rulebook,
        StateSpec,
        Text,
        Transition,
        WorkflowSpec,
    )

__all__ = ["CasePath"]

JOINS = {"all": ("tất cả", "all"), "any": ("một trong số đó", "any"), "none": ("không chờ", "nothing")}


class CasePath:
    """Tells where a case can go, in the names of its rulebook."""

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self.names = Naming(book)

    def workflow(self, flow: WorkflowSpec) -> Iterator[str]:
        """Tell the path of a case: how it opens, then state by state."""
        title = flow.title if flow.title != EMPTY else (flow.id, flow.id)
        yield from heading(2, f"Đường đi: {title[0]}", f"The path: {title[1]}")
        yield from (f"`{flow.id}` {cited(flow.basis)}", "")
        if flow.intake is not None:
            yield from self.intake(flow.intake)
        yield from self.consequences(flow)
        yield from heading(3, "Mở hồ sơ", "Opening")
        yield from self.events(flow, flow.opening)
        for state in in_order(flow):
            yield from heading(3, *self.state(flow, state.id))
            yield from self.at(state)
            yield from self.events(flow, state.events)

    def intake(self, intake: IntakeSpec) -> Iterator[str]:
        """List what a report must bring, what is not taken, and on which grounds it may be refused."""
        rows = [
            [both(self.field(field)), self.where(condition), basis(clauses)]
            for field, condition, clauses in intake.required
        ]
        yield from table([("Phải có", "Required"), ("Khi", "Where"), ("Điều khoản", "Clause")], rows)
        rows = [
            [both(intake.titles.get(name, (name, name))), self.where(condition), both(redirect), basis(clauses)]
            for name, condition, redirect, clauses in intake.excluded
        ]
        heads = [
            ("Không tiếp nhận", "Not taken"),
            ("Khi", "Where"),
            ("Gửi đến", "To be sent"),
            ("Điều khoản", "Clause"),
        ]
        yield from table(heads, rows)
        rows = [
            [both(intake.titles.get(name, (name, name))), self.where(condition or ALWAYS), basis(clauses)]
            for name, condition, _, _, clauses in intake.grounds
        ]
        yield from table([("Lý do từ chối", "Ground of refusal"), ("Khi", "Where"), ("Điều khoản", "Clause")], rows)

    def consequences(self, flow: WorkflowSpec) -> Iterator[str]:
        """List what a full counter and a joined part lead to."""
        rows = [
            [f"`{one.id}`", f"{one.at}", many(self.event(flow, event) for event in sorted(one.adds)),
             self.outcomes(flow, one.then), basis(one.basis)]
            for one in flow.counters
        ]  # fmt: skip
        heads = [("Bộ đếm", "Counter"), ("Đủ", "Full at"), ("Đếm", "Counts"), ("Thì", "Then"), ("Điều khoản", "Clause")]
        yield from table(heads, rows)
        rows = [
            [f"`{one.id}`", both(self.names.workflow(one.workflow)), both(JOINS[one.join]),
             self.outcomes(flow, one.then), basis(one.basis)]
            for one in flow.parts.values()
        ]  # fmt: skip
        heads = [("Phần việc", "Part"), ("Là", "Is"), ("Chờ", "Waits for"), ("Thì", "Then"), ("Điều khoản", "Clause")]
        yield from table(heads, rows)

    def where(self, condition: Condition) -> str:
        """Word a condition, or a dash where there is none."""
        return NONE if condition == ALWAYS else both(self.names.condition(condition))

    def at(self, state: StateSpec) -> Iterator[str]:
        """Say who holds a state and what runs there."""
        yield f"- `{state.id}` {cited(state.basis)}" + (f" **{inline(('kết thúc', 'final'))}**" if state.final else "")
        held = state.held_by
        if held is not None:
            kinds = [(ALWAYS, held)] if isinstance(held, str) else list(held)
            for condition, kind in kinds:
                when = "" if condition == ALWAYS else f" ({inline(self.names.condition(condition))})"
                yield f"- {inline(('Người giữ', 'Held by'))}: {inline(self.names.holder(kind))}{when}"
        for clock in state.clocks:
            limits = list(dict.fromkeys(row.limit.text("vi") + " · " + row.limit.text("en") for row in clock.rows))
            kind = inline(pair(f"cli.kind.{clock.kind}"))
            yield f"- {kind}: {inline(self.names.clock(clock))}: {plain(', '.join(limits))}"
        if state.no_limit is not None:
            yield f"- {inline(pair('cli.show.no_limit'))}: {inline(state.no_limit)}"
        yield ""

    def events(self, flow: WorkflowSpec, events: Mapping[str, Sequence[Transition]]) -> Iterator[str]:
        """List what may happen, by whom, with what, and where it leads."""
        rows = []
        for event, moves in events.items():
            for move in moves:
                needs = [need.fields for need in move.needs]
                named = [
                    (" / ".join(self.field(one)[0] for one in group), " / ".join(self.field(one)[1] for one in group))
                    for group in needs
                ]
                title = move.title if move.title != EMPTY else (event, event)
                rows.append([
                    f"{both(title)}<br>`{event}`",
                    many(self.names.role(role) for role in sorted(move.by)),
                    self.where(move.guard),
                    many(named),
                    self.leads(flow, move),
                    basis(move.basis) + ("" if move.inferred is None else f"<br>{both(move.inferred)}"),
                ])  # fmt: skip
        heads = [
            ("Sự kiện", "Event"),
            ("Ai", "By"),
            ("Khi", "Where"),
            ("Cần", "Needs"),
            ("Dẫn đến", "Leads to"),
            ("Điều khoản", "Clause"),
        ]
        yield from table(heads, rows)

    def outcomes(self, flow: WorkflowSpec, outcomes: Sequence[Outcome]) -> str:
        """Say where something leads, and what it makes."""
        found: list[str] = []
        for one in outcomes:
            when = "" if one.when == ALWAYS else f"{inline(self.names.condition(one.when))}: "
            found.append(when + self.leads(flow, one))
        return "<br>".join(dict.fromkeys(found)) or NONE

    def leads(self, flow: WorkflowSpec, one: Outcome) -> str:
        """Say where one outcome leads, and what it makes."""
        found = [f"→ {inline(self.state(flow, one.to))}"] if one.to else []
        found += [
            f"{inline(self.names.asked(one_set.fact))} = {inline(self.names.value(one_set.fact, one_set.value))}"
            for one_set in one.sets
            if one_set.field is None
        ]
        return "<br>".join([*found, *(f"• {self.effect(effect)}" for effect in one.effects)]) or NONE

    def effect(self, effect: EffectSpec) -> str:
        """Name an effect: what it is, to whom, on which clause."""
        to = self.names.addressee(effect.to) if effect.to else self.field(effect.case_field or "")
        named = filled("explain.verb." + effect.verb)
        return (
            f"{inline(effect.title if effect.title != EMPTY else named)} → {inline(to)} {cited(effect.basis)}".rstrip()
        )

    def start(self, flow: WorkflowSpec, start: str) -> Text:
        """Name what starts a clock."""
        if start == "effect":
            return pair("cli.start.effect")
        if start.startswith("enter "):
            return filled("cli.start.enter", state=self.state(flow, start.removeprefix("enter ")))
        if start.endswith(".due"):
            return filled("cli.start.due", clock=self.names.clock(flow.clocks[start.removesuffix(".due")]))
        return self.event(flow, start)

    def event(self, flow: WorkflowSpec, event: str, states: Iterable[str] = ()) -> Text:
        """Name an event by its title where it has one."""
        return unquoted(self.names.event(event, flow, states=frozenset(states)), event)

    def state(self, flow: WorkflowSpec, state: str) -> Text:
        """Name a state by its title."""
        title = flow.states[state].title
        return title if title != EMPTY else (state, state)

    def field(self, name: str) -> Text:
        """Name a field, or a fact that is brought under its own name."""
        spec: Any = self.book.fields.get(name) or next((fact for fact in self.book.facts if fact.id == name), None)
        return spec.title if spec is not None and spec.title != EMPTY else (name, name)


def in_order(flow: WorkflowSpec) -> list[StateSpec]:
    """Order the states as a case comes to them, then those that nothing leads to."""
    waiting = [one.to for moves in flow.opening.values() for one in moves if one.to is not None]
    found: dict[str, StateSpec] = {}
    while waiting:
        name = waiting.pop(0)
        if name in flow.states and name not in found:
            found[name] = flow.states[name]
            waiting += [one.to for moves in found[name].events.values() for one in moves if one.to is not None]
            waiting += [one.to for clock in found[name].clocks for one in clock.at_due if one.to is not None]
    return [*found.values(), *(state for name, state in flow.states.items() if name not in found)]
