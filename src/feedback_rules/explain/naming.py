"""The names of a regulation's things, in both languages: by their title, and by their id where they have none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.explain.moments import both, joined, worded
from feedback_rules.wording import pair
from feedback_rules.wording.holder import WORDS
from feedback_rules.workflow.spec import EMPTY

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from feedback_rules.conditions import Condition
    from feedback_rules.workflow.spec import ClockSpec, Rulebook, Text, Transition, WorkflowSpec

__all__ = ["Naming"]

EVERYBODY = ("citizen", "system", "nobody")


class Naming:
    """Looks names up in a rulebook; each name is the pair (Vietnamese, English)."""

    __slots__ = ("book",)

    def __init__(self, book: Rulebook) -> None:
        self.book = book

    def flows(self, address: str = "") -> Iterator[WorkflowSpec]:
        """Walk the workflows, first those in which a part at ``address`` may live."""
        part = address.rpartition("/")[0].rpartition("/")[2]
        specs = [flow.parts[part] for flow in self.book.workflows.values() if part in flow.parts]
        likely = {spec.workflow for spec in specs} or {
            name for name, flow in self.book.workflows.items() if not flow.is_part
        }
        yield from sorted(self.book.workflows.values(), key=lambda flow: flow.id not in likely)

    def moves(self, flow: WorkflowSpec, event: str) -> list[Transition]:
        """List the transitions of an event, the openings first."""
        found = list(flow.opening.get(event, ()))
        for state in flow.states.values():
            found += state.events.get(event, ())
        return found

    def event(
        self, event: str, flow: WorkflowSpec | None = None, address: str = "", states: Container[str | None] = ()
    ) -> Text:
        """Name an event, with the id that the log has for it; by the title that it has in ``states``, if it has one."""
        for known in (flow,) if flow is not None else self.flows(address):
            titled = [move for move in self.moves(known, event) if move.title != EMPTY]
            if titled:
                there = next((move for move in titled if move.source in states), titled[0])
                return _titled(there.title, event)
        return both(event)

    def clock(self, spec: ClockSpec) -> Text:
        """Name a clock, with its id."""
        title = spec.title
        if title == EMPTY and spec.window_of is not None:
            title = self.event(spec.window_of, self.book.workflows[spec.workflow])
            return title if spec.id == spec.window_of else _with_id(title, spec.id)
        return _titled(title, spec.id)

    def run(self, run: str, address: str = "") -> Text:
        """Name a run ``intake.1`` by its clock; from the second on with its number."""
        clock, _, number = run.rpartition(".")
        for flow in self.flows(address):
            if clock in flow.clocks:
                name = self.clock(flow.clocks[clock])
                return name if number == "1" else worded("run_again", clock=name, number=number)
        return both(run)

    def cause(self, cause: str, address: str = "") -> Text:
        """Name a cause: an event's number, a run's due, the end of a holder, or the signal that brought it."""
        if cause.endswith(".due"):
            path, _, run = cause.removesuffix(".due").rpartition("/")  # a path leads to the part that has joined
            inside = f"{address}/{path}" if address and path else address or path
            return worded("origin_due", clock=self.run(run, inside))
        if cause.startswith("end."):
            return worded("origin_end", holder=self.holder(cause.removeprefix("end.")))
        return worded("origin_signal" if "/" in cause else "origin_event", cause=cause.removeprefix("e"))

    def state(self, state: str, flow: WorkflowSpec | None = None, address: str = "") -> Text:
        """Name a state."""
        for known in (flow,) if flow is not None else self.flows(address):
            if state in known.states:
                return _quoted(known.states[state].title, state)
        return both(state)

    def workflow(self, flow: str) -> Text:
        """Name a workflow."""
        known = self.book.workflows.get(flow)
        return both(flow) if known is None else _quoted(known.title, flow)

    def holder(self, kind: str | None, unit: str | None = None) -> Text:
        """Name a holder: the kind, and which one where there are many."""
        spec = self.book.holders.get(kind or "nobody")
        title = EMPTY if spec is None else spec.title
        if title == EMPTY:
            name = kind or "nobody"
            title = WORDS[f"holder.{name}"] if name in EVERYBODY else both(name)
        return (f"{title[0]} {unit}", f"{title[1]} {unit}") if unit else title

    def role(self, role: str) -> Text:
        """Name a role, or whoever may act."""
        spec = self.book.roles.get(role)
        if spec is not None:
            return spec.title if spec.title != EMPTY else both(role)
        return pair("explain.by_holder") if role == "holder" else self.holder(role)

    def roles(self, roles: Iterable[str]) -> Text:
        """Name those who may act."""
        return joined((self.role(role) for role in sorted(roles)), "explain.or")

    def addressee(self, name: str) -> Text:
        """Name the addressee of an effect: a holder, a role, the public, another case."""
        if name == "public":
            return pair("explain.public")
        return self.role(name) if name in self.book.roles else self.holder(name)

    def calendar(self, name: str) -> Text:
        """Name a calendar; its id stands beside the words, for a profile has no titles for calendars."""
        from feedback_rules.wording.explain import WORDS as SENTENCES

        return SENTENCES.get(f"explain.calendar.{name}", both(name))

    def verb(self, verb: str) -> Text:
        """Name what an effect is."""
        return pair(f"explain.verb.{verb}")

    def fields(self, names: Iterable[str]) -> Text:
        """Name the fields that something carries."""
        return joined(self._field(name) for name in names)

    def _field(self, name: str) -> Text:
        spec = self.book.fields.get(name)
        return both(name) if spec is None or spec.title == EMPTY else spec.title

    def fact(self, index: int) -> Text:
        """Name a fact."""
        spec = self.book.facts[index]
        if spec.title != EMPTY:
            return spec.title
        words = _built_in(spec.id)
        return both(spec.id) if words is None else words

    def asked(self, index: int) -> Text:
        """Name a fact inside a sentence."""
        return worded("quoted", name=self.fact(index))

    def value(self, index: int, value: Any) -> Text:
        """Name a value of a fact."""
        if value is None or value == ():
            return pair("explain.unset")
        if isinstance(value, bool):
            return pair("explain.yes" if value else "explain.no")
        if isinstance(value, tuple):
            return joined(self.value(index, member) for member in value)
        fact = self.book.facts[index].id
        title = self.book.source.values.get((fact, value), EMPTY)
        if title != EMPTY:
            return title
        if fact == "lacks":
            return self._field(value)
        if value in self.book.holders:
            return self.holder(value)
        titles = (
            flow.intake.titles.get(value, EMPTY) for flow in self.book.workflows.values() if flow.intake is not None
        )
        return next((title for title in titles if title != EMPTY), both(str(value)))

    def condition(self, condition: Condition) -> Text:
        """Write a condition: each fact with the values it may have."""
        rows = []
        for tests in condition:
            words = []
            for fact, allowed, _ in tests:
                values = joined(sorted(self.value(fact, value) for value in allowed), "explain.or")
                words.append(worded("fact_is", fact=self.asked(fact), value=values))
            rows.append(joined(words, "explain.and") if words else pair("explain.always"))
        return joined(rows, "explain.or")


def _built_in(fact: str) -> Text | None:
    from feedback_rules.wording.explain import WORDS as SENTENCES

    return SENTENCES.get(f"explain.fact.{fact}")


def _quoted(title: Text, name: str) -> Text:
    return both(name) if title == EMPTY else (f"«{title[0]}»", f"“{title[1]}”")


def _titled(title: Text, name: str) -> Text:
    return both(name) if title == EMPTY else _with_id(_quoted(title, name), name)


def _with_id(title: Text, name: str) -> Text:
    return f"{title[0]} ({name})", f"{title[1]} ({name})"
