"""A walk: one simulated case, led step by step through the engine along a route and then to an end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from feedback_rules.calendar.zone import from_instant
from feedback_rules.errors import RefusedError
from feedback_rules.studies.offer import Offers
from feedback_rules.studies.pace import Pace
from feedback_rules.studies.plausible import Wanted, choice, met_by, unit_for, wanted
from feedback_rules.studies.route import NOWHERE, Route, Routes, Stride
from feedback_rules.workflow.event import CITIZEN, SYSTEM, Event
from feedback_rules.workflow.instants import zone_info

if TYPE_CHECKING:
    from collections.abc import Callable

    from feedback_rules.engine import Engine
    from feedback_rules.workflow.case import Case, Part
    from feedback_rules.workflow.spec import Rulebook, Transition, WorkflowSpec

__all__ = ["Goal", "Walk", "goals"]

STEPS: Final = 40
"""After so many steps a case is left where it is."""

TRIES: Final = 8
"""So many refused attempts at one step, and the case is left where it is."""

REMEMBERED: Final = 512
"""So many cases left open may still be signalled to; the oldest is forgotten first."""

LEFT_OPEN: Final = 0.03
NO_MORE: Final = 0.6
LATE: Final = 0.15
WANDERING: Final = 0.1
LESS_TAKEN: Final = 0.5


class Goal(NamedTuple):
    """A transition to be taken, late or in time; ``times`` in a row, where a counter waits for that."""

    stride: Stride
    late: bool
    times: int = 1


def goals(book: Rulebook) -> list[Goal]:
    """List every transition that an event of the log can take, in time first, then late, then what fills a counter."""
    strides = [stride for found in Routes(book, lambda: 0.0).strides.values() for stride, _ in found]
    own = [stride for stride in strides if stride.source or not book.workflows[stride.workflow].is_part]
    full = [
        Goal(stride, late=False, times=counter.at)
        for stride in own
        for counter in book.workflows[stride.workflow].counters
        if stride.source and stride.event in counter.adds
    ]
    return [*(Goal(stride, late=False) for stride in own), *(Goal(one, late=True) for one in own if one.source), *full]


class Walk:
    """Leads cases through one engine, all from the same stream of numbers."""

    def __init__(self, engine: Engine, draw: Callable[[], float]) -> None:
        self.engine = engine
        self.book = engine.book
        self.draw = draw
        self.routes = Routes(self.book, draw)
        self.pace = Pace(self.book, draw)
        self.parked: dict[str, Case] = {}
        self.offers = Offers(self.book, draw, self.parked)
        self.taken: dict[Stride, int] = {}
        self.wanting: frozenset[str] = frozenset()

    def case(self, name: str, at: int, goal: Goal) -> tuple[list[Event], set[Goal]]:
        """Make one case; give its rows and the goals that they reached."""
        rows: list[Event] = []
        reached: set[Goal] = set()
        route = self.routes.to(goal.stride)
        case = self._open(name, at, route, rows, reached)
        ahead = [stride for stride in route.strides if stride.source] + [goal.stride] * (goal.times - 1)
        blocked = False
        tries = 0
        if case is not None and self._kept(case, goal):
            return rows, reached
        for _ in range(STEPS):
            if case is None or tries >= TRIES:
                break
            if not ahead and self.draw() < (LEFT_OPEN if case.ended is None else NO_MORE):
                break
            after = self._step(case, goal, route.wish, ahead, rows, reached)
            tries = tries + 1 if after is None else 0
            case = after or case
            if tries == TRIES // 2 and ahead:
                blocked = True  # on to an end
                ahead.clear()
        if not ahead and not blocked:
            reached.add(goal)
        if case is not None and case.ended is None:
            self._park(case)
        return rows, reached

    def _park(self, case: Case) -> None:
        """Leave a case open, where later ones may signal to it."""
        self.parked[case.id] = case
        if len(self.parked) > REMEMBERED:
            del self.parked[next(iter(self.parked))]

    def _kept(self, case: Case, goal: Goal) -> bool:
        """Leave a case open where another one will want to signal to it; remember what this one would signal to."""
        events = self.book.workflows[case.workflow].states[case.state].events.keys()
        if self.wanting and self.wanting <= events:
            self.wanting = frozenset()
            self._park(case)
            return True
        self.wanting = self.wanting or self.offers.lacking(self.routes.option(goal.stride), case.at)
        return False

    def _open(self, name: str, at: int, route: Route, rows: list[Event], reached: set[Goal]) -> Case | None:
        """Open the case, as the route asks if that is possible."""
        first = route.strides[0]
        root = self.book.workflows[first.workflow]
        for attempt in range(TRIES * TRIES):
            stride = first
            if first.source or attempt >= TRIES:
                event, options = choice(self.draw, list(root.opening.items()))
                stride = Stride(root.id, "", event, int(self.draw() * len(options)))
            option = self.routes.option(stride)
            moment = self.pace.opening(at, option)
            data = self.offers.opening(root, option, moment, route.wish if attempt < TRIES else {})
            made = self._apply(None, name, option, moment, data, rows, None)
            if made is not None:
                to = made.parts[0].visits[0]
                for way, other in enumerate(root.opening[stride.event]):
                    if other.to == to:
                        reached.add(Goal(stride._replace(way=way), late=False))
                return made
        return None

    def _step(
        self, case: Case, goal: Goal, wish: Wanted, ahead: list[Stride], rows: list[Event], reached: set[Goal]
    ) -> Case | None:
        """Let one event happen; ``None`` where nothing can, or the engine refuses it."""
        part = self._part(case, ahead)
        flow = self.book.workflows[part.workflow]
        options = [
            (Stride(flow.id, part.state, event, way), option)
            for event, options in flow.states[part.state].events.items()
            for way, option in enumerate(options)
            if option.by != {SYSTEM} and self.offers.possible(option, part, case.at)
        ]
        if not options:
            return None
        stride, option = self._choose(flow, part, options, ahead)
        late = goal.late if stride == goal.stride else self.draw() < LATE
        at, late = self.pace.when(case, part, option, late=late)
        ways = [
            one for one in wanted(option.guard) if met_by(one, part.facts, {one.fact: None for one in option.brings})
        ]
        data = self.offers.data(option, part, at, choice(self.draw, ways) if ways else {}, wish if ahead else {})
        address = f"{case.id}/{part.address}" if part.address else case.id
        made = self._apply(case, address, option, at, data, rows, part)
        if made is None and late:
            return self._passed(case, at)
        if made is not None:
            reached.add(Goal(stride, late))
            self.taken[stride] = self.taken.get(stride, 0) + 1
            if ahead and stride == ahead[0]:
                del ahead[0]
        return made

    def _passed(self, case: Case, at: int) -> Case | None:
        """Let time pass where somebody came too late: what fell due may have moved the case on."""
        after = self.engine.advance(case, from_instant(at, zone_info(self.book.zone))).case
        return None if after == case else after

    def _part(self, case: Case, ahead: list[Stride]) -> Part:
        """Choose the part to act in: that of the route if it is open, else the root, sometimes another."""
        alive = [part for part in case.parts[1:] if part.ended is None]
        if ahead:
            for part in alive:
                if (part.workflow, part.state) == ahead[0][:2]:
                    return part
        if alive and (case.ended is not None or self.draw() < LESS_TAKEN) and not ahead:
            drawn: Part = choice(self.draw, alive)
            return drawn
        return case.parts[0]

    def _choose(
        self, flow: WorkflowSpec, part: Part, options: list[tuple[Stride, Transition]], ahead: list[Stride]
    ) -> tuple[Stride, Transition]:
        """Choose the next stride of the route; off the route, whatever leads to an end, and roads less taken."""
        if ahead:
            exact = [one for one in options if one[0] == ahead[0]]
            if exact:
                return exact[0]
            targets: tuple[str, ...] = (ahead[0].source,) if ahead[0].workflow == flow.id else ()
        else:
            targets = tuple(state.id for state in flow.states.values() if state.final)
        far = [self.routes.distance(flow.id, option.to or part.state, targets) for _, option in options]
        drawn = self.draw()
        best = options
        if drawn >= LESS_TAKEN:
            best = [one for one, distance in zip(options, far, strict=True) if distance == min(far)]
        elif drawn >= WANDERING:
            pairs = zip(options, far, strict=True)
            roads = [one for one, distance in pairs if one[1].to is not None and distance < NOWHERE] or options
            rarest = min(self.taken.get(stride, 0) for stride, _ in roads)
            best = [one for one in roads if self.taken.get(one[0], 0) == rarest]
        chosen: tuple[Stride, Transition] = choice(self.draw, best)
        return chosen

    def _apply(
        self,
        case: Case | None,
        address: str,
        option: Transition,
        at: int,
        data: dict[str, Any],
        rows: list[Event],
        part: Part | None,
    ) -> Case | None:
        """Let somebody entitled do it; ``None`` where the engine refuses, and nothing has happened then."""
        by = choice(self.draw, sorted(self._actors(option, part)))
        event = Event(case=address, name=option.event, at=at, by=by, unit=self._unit(by, part), data=data)
        deliveries: dict[str, Case] = {}
        try:
            step = self.engine.apply(case, event)
            for effect in step.effects:
                if effect.event is not None and effect.to in self.parked:
                    target = deliveries.get(effect.to, self.parked[effect.to])
                    deliveries[effect.to] = self.engine.apply(target, effect.signal()).case
        except RefusedError:
            return None
        self.parked.update(deliveries)
        rows.append(event)
        return step.case

    def _actors(self, option: Transition, part: Part | None) -> set[str]:
        """Name who may act: roles, the citizen, or any role of the holder."""
        actors = {name for name in option.by if name in self.book.roles or name == CITIZEN}
        if not actors and part is not None:
            actors = {name for name, role in self.book.roles.items() if role.of == part.holder}
        return actors or {CITIZEN}

    def _unit(self, by: str, part: Part | None) -> str | None:
        """Name the unit of who acts: that to which the case was routed, if it is of a kind with many."""
        role = self.book.roles.get(by)
        if role is None or not self.book.holders[role.of].many:
            return None
        routed = None if part is None else next((unit for kind, unit in part.units if kind == role.of), None)
        return routed or unit_for(self.book, role.of, self.draw)
