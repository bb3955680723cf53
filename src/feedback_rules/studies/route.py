"""Routes: the steps that lead from an opening to a transition, and the facts that they ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from feedback_rules.studies.inventory import transitions
from feedback_rules.studies.plausible import Wanted, choice, wanted
from feedback_rules.workflow.event import SYSTEM
from feedback_rules.workflow.intake import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Callable

    from feedback_rules.workflow.spec import Rulebook, Transition, WorkflowSpec

__all__ = ["Route", "Routes", "Stride"]


class Stride(NamedTuple):
    """One transition: event, source state (empty for an opening) and number of the way."""

    workflow: str
    source: str
    event: str
    way: int


class Route(NamedTuple):
    """The strides to a goal, the goal last, and the values that the facts should have on the way."""

    strides: list[Stride]
    wish: Wanted


class Routes:
    """Finds routes through the states of a regulation; shorter ones are drawn more often, none is left out for ever."""

    def __init__(self, book: Rulebook, draw: Callable[[], float]) -> None:
        self.book = book
        self.draw = draw
        self.strides: dict[str, list[tuple[Stride, Transition]]] = {}
        for flow in book.workflows.values():
            self.strides[flow.id] = list(_strides(flow))
        self.far: dict[tuple[str, str], dict[str, int]] = {}

    def to(self, goal: Stride) -> Route:
        """Give a route to a transition, through the parent of a part, past whatever sets the facts that it needs."""
        root, strides, wish = self._to_state(goal)
        strides.append(goal)
        wish = self._with(wish, goal)
        setter = self._setter(root, strides, wish)
        if setter is not None:
            stride, option = setter
            head = self._path(root, None, stride.source)
            last = next((one for one in reversed(strides) if one.workflow == root), goal)
            tail = self._path(root, option.to or stride.source, last.source)
            inner = [one for one in strides if one.workflow != root]
            if head is not None and tail is not None:
                strides = [*head, stride, *tail, last, *inner]
                for one in (*head, stride, *tail):
                    wish = self._with(wish, one)
        return Route(strides, wish)

    def distance(self, flow: str, state: str, targets: tuple[str, ...]) -> int:
        """Give how many moves a state is away from the nearest of ``targets``; a great number if none leads there."""
        return min((self._far(flow, target).get(state, NOWHERE) for target in targets), default=NOWHERE)

    def option(self, stride: Stride) -> Transition:
        """Give the transition of a stride."""
        flow = self.book.workflows[stride.workflow]
        options = flow.states[stride.source].events if stride.source else flow.opening
        return options[stride.event][stride.way]

    def _to_state(self, goal: Stride) -> tuple[str, list[Stride], Wanted]:
        """Give the root workflow, the strides that lead to the goal's source, and what they ask for."""
        flow = self.book.workflows[goal.workflow]
        wish: Wanted = {}
        inner: list[Stride] = []
        if goal.source:
            path = self._path(flow.id, None, goal.source)
            inner = path or []
        for stride in inner:
            wish = self._with(wish, stride)
        if not flow.is_part:
            return flow.id, inner, wish
        inner = [stride for stride in inner if stride.source]  # a part opens by itself
        openers = [
            stride
            for name, strides in self.strides.items()
            for stride, option in strides
            if any(self.book.workflows[name].parts[part].workflow == flow.id for part in option.opens)
        ]
        if not openers:
            return flow.id, inner, wish
        opener: Stride = choice(self.draw, openers)
        root, outer, asked = self._to_state(opener)
        return root, [*outer, opener, *inner], self._with({**asked, **wish}, opener)

    def _path(self, flow: str, start: str | None, target: str) -> list[Stride] | None:
        """Give strides from a state (or from an opening) to another, each of which comes nearer."""
        far = self._far(flow, target)
        path: list[Stride] = []
        if start is None:
            openings = [
                (stride, option) for stride, option in self.strides[flow] if not stride.source and option.to in far
            ]
            if not openings:
                return None
            stride, option = choice(self.draw, openings)
            path.append(stride)
            start = option.to
        state = start or ""
        while state != target:
            nearer = [
                (stride, option)
                for stride, option in self.strides[flow]
                if stride.source == state
                and option.to is not None
                and far.get(option.to, NOWHERE) < far.get(state, NOWHERE)
            ]
            if not nearer:
                return None
            stride, option = choice(self.draw, nearer)
            path.append(stride)
            state = option.to or ""
        return path

    def _far(self, flow: str, target: str) -> dict[str, int]:
        """Give how many moves each state is away from ``target``."""
        key = (flow, target)
        if key not in self.far:
            found = {target: 0}
            front = [target]
            while front:
                before = [
                    stride.source
                    for stride, option in self.strides[flow]
                    if option.to in front and stride.source and stride.source not in found
                ]
                front = list(dict.fromkeys(before))
                found.update(dict.fromkeys(front, max(found.values()) + 1))
            self.far[key] = found
        return self.far[key]

    def _with(self, wish: Wanted, stride: Stride) -> Wanted:
        """Add what a transition asks for and does not bring itself, as far as it agrees with what is asked already."""
        option = self.option(stride)
        ways = wanted(option.guard)
        if not ways:
            return wish
        brought = {one.fact for one in option.brings}
        merged = dict(wish)
        for fact, allowed in choice(self.draw, ways).items():
            if fact not in brought:
                merged[fact] = (merged.get(fact, allowed) & allowed) or merged.get(fact, allowed)
        return merged

    def _setter(self, root: str, strides: list[Stride], wish: Wanted) -> tuple[Stride, Transition] | None:
        """Find a transition that sets a wished fact to a constant, if no stride of the route brings or sets it."""
        options = [self.option(stride) for stride in strides]
        brought = {one.fact for option in options for one in option.brings}
        for fact, allowed in wish.items():
            if fact < len(BUILT_IN) or fact in brought or None in allowed:
                continue
            if any(one.fact == fact and one.value in allowed for option in options for one in option.sets):
                continue
            setters = [
                (stride, option)
                for stride, option in self.strides[root]
                if stride.source and any(one.fact == fact and one.value in allowed for one in option.sets)
            ]
            if setters:
                chosen: tuple[Stride, Transition] = choice(self.draw, setters)
                return chosen
        return None


NOWHERE = 1 << 30
"""Farther than any state."""


def _strides(flow: WorkflowSpec) -> list[tuple[Stride, Transition]]:
    """List what somebody can do; what only the system does is left to signals and to opening parts."""
    found = []
    ways: dict[tuple[str, str], int] = {}
    for entry in transitions(flow):
        way = ways.get((entry.source, entry.name), 0)
        ways[entry.source, entry.name] = way + 1
        options = flow.states[entry.source].events if entry.source else flow.opening
        option = options[entry.name][way]
        if option.by != {SYSTEM} or not entry.source:
            found.append((Stride(flow.id, entry.source, entry.name, way), option))
    return found
