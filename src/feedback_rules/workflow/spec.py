"""The workflow's vocabulary: what a compiled regulation consists of, built once and never changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from feedback_rules.conditions import Condition, holds
from feedback_rules.workflow.started import Started

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from feedback_rules.calendar.limit import TimeLimit
    from feedback_rules.calendar.working import WorkCalendar
    from feedback_rules.workflow.configuration import Configuration
    from feedback_rules.workflow.door import Door

__all__ = [
    "ALWAYS",
    "EMPTY",
    "Cited",
    "ClockSpec",
    "CounterSpec",
    "EffectSpec",
    "Entry",
    "Extension",
    "FactSpec",
    "FieldSpec",
    "HolderSpec",
    "IntakeSpec",
    "LimitRow",
    "Need",
    "Outcome",
    "PartSpec",
    "ReadingSpec",
    "RoleSpec",
    "Rulebook",
    "Set",
    "SourceSpec",
    "StateSpec",
    "Transition",
    "Way",
    "WorkflowSpec",
]

ALWAYS: Condition = ((),)
"""The condition that always holds."""

Text = tuple[str, str]
"""A prose text: Vietnamese, English."""

EMPTY: Text = ("", "")

Rule = Callable[[int, bool], int]
"""Gives the due of a limit that counts from an instant, or with ``True`` from the day that ended there (S5)."""

TEXTS = frozenset({"text", "file", "case", "unit_of"})
"""The types of field of which every text is a value."""

_NEEDED: Any = object()


class Entry:
    """A slotted record that is filled by keyword; a missing slot takes the default of its class."""

    __slots__ = ()
    defaults: ClassVar[Mapping[str, Any]] = {}
    _blank: ClassVar[Mapping[str, Any]] = {}

    def __init_subclass__(cls) -> None:
        """Lay out all slots with their defaults once: a rulebook has hundreds of entries."""
        super().__init_subclass__()
        known: dict[str, Any] = {}
        for kind in reversed(cls.__mro__):
            known |= kind.__dict__.get("defaults", {})
        cls._blank = {name: known.get(name, _NEEDED) for name in cls._names()}

    def __init__(self, **values: Any) -> None:
        filled = {**self._blank, **values}
        if len(filled) != len(self._blank):
            raise TypeError(f"{type(self).__name__} has no {', '.join(sorted(filled.keys() - self._blank.keys()))}")
        for name, value in filled.items():
            if value is _NEEDED:
                raise TypeError(f"{type(self).__name__} needs {name}")
            setattr(self, name, value)

    @classmethod
    def _names(cls) -> list[str]:
        return [name for kind in reversed(cls.__mro__) for name in getattr(kind, "__slots__", ())]

    def __repr__(self) -> str:
        """Show the identifying slot."""
        return f"<{type(self).__name__} {getattr(self, 'id', '')}>"


class Cited(Entry):
    """An entry with its source (S30): ``basis`` cites (source first, then restatements), ``inferred`` says what was
    filled in where the text is silent, ``readings`` names the chosen readings it depends on as (id, option).
    """

    __slots__ = ("basis", "inferred", "readings", "title")
    basis: tuple[str, ...]
    inferred: Text | None
    readings: tuple[tuple[str, str], ...]
    title: Text
    defaults: ClassVar[Mapping[str, Any]] = {"basis": (), "inferred": None, "readings": (), "title": EMPTY}


class HolderSpec(Cited):
    """A kind of holder: a node of the routing graph (S34). ``until`` is the instant (µs) at which it ends, 24:00 of its
    last day; ``stuck`` or ``successor`` says what becomes of its cases.
    """

    __slots__ = ("end_basis", "id", "level", "many", "since", "stuck", "successor", "until")
    id: str
    level: str
    many: bool
    since: int | None
    until: int | None
    successor: str | None
    stuck: Text | None
    end_basis: tuple[str, ...]
    defaults: ClassVar[Mapping[str, Any]] = {
        "level": "", "many": False, "since": None, "until": None, "successor": None, "stuck": None, "end_basis": (),
    }  # fmt: skip


class RoleSpec(Cited):
    """Who acts: a role ``of`` one kind of holder."""

    __slots__ = ("id", "of")
    id: str
    of: str


class FactSpec(Cited):
    """What a condition may ask: ``values`` are all its values without unset; ``many`` marks a set-valued fact,
    ``link`` one that names another case (a condition may only ask whether it is unset).
    """

    __slots__ = ("id", "index", "link", "many", "parents", "values")
    id: str
    index: int
    values: tuple[Any, ...]
    many: bool
    parents: Mapping[Any, Any]
    link: bool
    defaults: ClassVar[Mapping[str, Any]] = {"many": False, "parents": {}, "link": False}


class FieldSpec(Cited):
    """What an event may bring: ``type`` is text, file, flag, number, date, instant, limit, case, units, one_of or
    unit_of; ``values`` are those of one_of, and the kinds of unit_of.
    """

    __slots__ = ("id", "kind", "public", "shown_to", "type", "values")
    id: str
    type: str
    values: tuple[Any, ...]
    kind: str | None
    public: bool | None
    shown_to: tuple[str, ...]
    defaults: ClassVar[Mapping[str, Any]] = {"values": (), "kind": None, "public": None, "shown_to": ()}


class LimitRow(Cited):
    """One limit of a clock: the row of a table, or the only one (S3, S4).

    ``rule(start, ended_day)`` gives the due instant (None for given, at_once and unknown); ``field`` names the data
    that gives the limit (S10a); ``unknown`` says why the text has none.
    """

    __slots__ = (
        "at_least",
        "calendar",
        "counting",
        "field",
        "index",
        "limit",
        "rule",
        "said",
        "unknown",
        "way",
        "when",
    )
    index: int
    way: int
    when: Condition
    limit: TimeLimit
    at_least: TimeLimit | None
    calendar: str
    counting: Any
    rule: Callable[[int, bool], int] | None
    field: str | None
    unknown: Text | None
    said: str
    defaults: ClassVar[Mapping[str, Any]] = {
        "when": ALWAYS, "at_least": None, "rule": None, "field": None, "unknown": None, "counting": None, "said": "",
    }  # fmt: skip

    def words(self) -> str:
        """Give the limit in the words in which a trace notes it; they are put together once."""
        self.said = self.said or self.limit.text("en")
        return self.said


class Way(Entry):
    """One way to comply with a clock: the events that fulfil it so, and the rows of its limit (S11b).

    ``open_when`` is the union of the guards of those events inside the clock's scope and ``free`` the facts that they
    bring themselves: a way whose guards known facts contradict no longer applies.
    """

    __slots__ = ("events", "free", "open_when", "rows")
    events: frozenset[str]
    rows: tuple[int, ...]
    open_when: Condition
    free: frozenset[int]
    defaults: ClassVar[Mapping[str, Any]] = {"open_when": ALWAYS, "free": frozenset()}


class Set(Entry):
    """A fact set to a constant (``value``) or from ``field`` of the event's data."""

    __slots__ = ("fact", "field", "value")
    fact: int
    field: str | None
    value: Any
    defaults: ClassVar[Mapping[str, Any]] = {"field": None, "value": None}


class EffectSpec(Cited):
    """An effect to describe (S25): ``verb`` notify, publish, …; ``to`` the addressee; ``clock`` the id of its own
    clock; for a signal ``case_field`` names the data, or the link fact, that holds the other case and ``event`` the
    event it is told. ``by`` is who must act where that is not the holder, ``channel_fact`` the fact that names the
    channel.
    """

    __slots__ = ("by", "carries", "case_field", "channel", "channel_fact", "clock", "event", "to", "verb", "when")
    by: str | None
    channel_fact: int | None
    verb: str
    to: str
    channel: str
    carries: tuple[str, ...]
    when: Condition
    clock: str | None
    event: str | None
    case_field: str | None
    defaults: ClassVar[Mapping[str, Any]] = {
        "channel": "", "carries": (), "when": ALWAYS, "clock": None, "event": None, "case_field": None, "by": None,
        "channel_fact": None,
    }  # fmt: skip


class Outcome(Cited):
    """What happens: a move (``to`` None stays), facts set, units routed, parts opened and closed, effects.

    ``routes`` pairs a kind of holder with the field that names its unit; ``same`` keeps the actor's own.
    """

    __slots__ = ("closes", "effects", "named", "opens", "routes", "sets", "to", "when")
    when: Condition
    to: str | None
    sets: tuple[Set, ...]
    routes: tuple[tuple[str, str], ...]
    opens: tuple[str, ...]
    closes: tuple[str, ...]
    effects: tuple[EffectSpec, ...]
    named: str | None
    defaults: ClassVar[Mapping[str, Any]] = {
        "when": ALWAYS, "to": None, "sets": (), "routes": (), "opens": (), "closes": (), "effects": (), "named": None,
    }  # fmt: skip


class Need(Cited):
    """What an event must bring: any one of ``fields``, where ``when`` holds."""

    __slots__ = ("fields", "when")
    fields: tuple[str, ...]
    when: Condition
    defaults: ClassVar[Mapping[str, Any]] = {"when": ALWAYS}


class Extension(Cited):
    """An extension (S17): of ``clock``, by the amount, date or instant in ``field`` or to the total ``to``, up to
    ``ceiling`` counted from the clock's own start (``no_ceiling`` says why there is none).
    """

    __slots__ = ("after_due", "ceiling", "ceiling_rule", "clock", "field", "no_ceiling", "to", "to_rule")
    clock: str
    field: str | None
    to: TimeLimit | None
    to_rule: Callable[[int, bool], int] | None
    ceiling: TimeLimit | None
    ceiling_rule: Callable[[int, bool], int] | None
    no_ceiling: Text | None
    after_due: bool
    defaults: ClassVar[Mapping[str, Any]] = {
        "field": None, "to": None, "to_rule": None, "ceiling": None, "ceiling_rule": None, "no_ceiling": None,
        "after_due": False,
    }  # fmt: skip


class Transition(Outcome):
    """One way an event can go from one state: the event with one of its targets (``Outcome`` says what it does).

    ``guard`` joins the conditions of event and target. ``brings`` are the facts it takes from data (applied before the
    guard is judged), ``sets`` of Outcome the constants. ``window`` is the clock of its ``within``; ``after_due`` the
    clock that must be past due. ``gives`` are the fields that may give a limit. ``asks`` tells whether anything but the
    actor's unit can stand against it, ``orders`` whether it gives, extends, pauses or resumes a clock; ``takes`` is
    what it brings as (fact, field).
    """

    __slots__ = (
        "after_due", "asks", "at_most", "brings", "by", "event", "extends", "gives", "guard", "may", "needs", "orders",
        "pauses", "reroutes", "resumes", "source", "supplement", "takes", "unbounded", "window", "workflow",
    )  # fmt: skip
    takes: tuple[tuple[int, str | None], ...]
    asks: bool
    orders: bool
    event: str
    workflow: str
    source: str | None
    by: frozenset[str]
    guard: Condition
    brings: tuple[Set, ...]
    needs: tuple[Need, ...]
    may: frozenset[str]
    window: str | None
    after_due: str | None
    at_most: int | None
    unbounded: Text | None
    supplement: bool
    extends: Extension | None
    pauses: tuple[str, ...]
    resumes: tuple[str, ...]
    reroutes: bool
    gives: tuple[str, ...]
    defaults: ClassVar[Mapping[str, Any]] = {
        "source": None, "guard": ALWAYS, "brings": (), "needs": (), "may": frozenset(), "window": None,
        "after_due": None, "at_most": None, "unbounded": None, "supplement": False, "extends": None, "pauses": (),
        "resumes": (), "reroutes": False, "gives": (), "asks": False, "orders": False,
        "takes": (),
    }  # fmt: skip

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.takes = tuple((taken.fact, taken.field) for taken in self.brings)
        self.orders = bool(self.gives or self.extends or self.pauses or self.resumes)
        limited = self.at_most is not None or self.window is not None or self.after_due is not None
        self.asks = bool(self.needs or self.gives or self.extends) or limited


class ClockSpec(Cited):
    """An SLA clock (S10-S16): an obligation, a window or a timer over the states in ``scope``.

    ``on_entry`` starts it when the case enters the scope from outside; ``starts_on`` and ``starts_after`` name the
    events and the dues (clock ids) that start it instead; an effect's clock has ``of_effect`` and starts with it.
    ``ways`` and ``rows`` hold its limits, ``met_by`` the way of each event. ``depends`` are the facts that its limit
    depends on, ``policy`` what happens when they change (``None`` key: any other value). ``after`` is late or refuse
    (windows). ``binds`` is the kind bound (None: who holds the state). ``rule`` is that of the only row there is,
    ``rules`` remembers those of several rows.
    """

    __slots__ = (
        "after", "at_due", "binds", "calendar", "counts_from", "depends", "id", "kind", "met_by", "of_effect",
        "on_entry", "policy", "replaces", "restarts_on", "rows", "rule", "rules", "scope", "starts_after", "starts_on",
        "ways", "when", "window_of", "workflow",
    )  # fmt: skip
    id: str
    workflow: str
    kind: str
    rule: Rule | None
    rules: dict[int, Rule]
    scope: frozenset[str]
    on_entry: bool
    when: Condition
    ways: tuple[Way, ...]
    rows: tuple[LimitRow, ...]
    met_by: Mapping[str, int]
    binds: str | None
    starts_on: frozenset[str]
    starts_after: frozenset[str]
    counts_from: frozenset[str]
    restarts_on: frozenset[str]
    replaces: tuple[str, ...]
    depends: frozenset[int]
    policy: Mapping[Any, str]
    at_due: tuple[Outcome, ...]
    after: str
    window_of: str | None
    of_effect: bool
    calendar: str
    defaults: ClassVar[Mapping[str, Any]] = {
        "on_entry": True, "when": ALWAYS, "binds": None, "starts_on": frozenset(), "starts_after": frozenset(),
        "counts_from": frozenset(), "restarts_on": frozenset(), "replaces": (), "depends": frozenset(), "policy": {},
        "at_due": (), "after": "late", "window_of": None, "of_effect": False, "met_by": {}, "rule": None, "rules": None,
    }  # fmt: skip

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.rule = self.rows[0].rule if len(self.rows) == 1 else None
        self.rules = {}


class StateSpec(Cited):
    """A state: who holds it, what may happen there, what runs there.

    ``held_by`` is a kind, or a table of (condition, kind). ``events`` maps an event to its transitions from here;
    ``entry`` lists the clocks that can start on entering, ``clocks`` all clocks whose scope includes this state.
    ``starts`` remembers which of them an event can start that comes from a state, as (clock, whether it surely does).
    """

    __slots__ = ("clocks", "entry", "events", "final", "held_by", "id", "no_limit", "outcome", "starts", "workflow")
    id: str
    workflow: str
    held_by: str | tuple[tuple[Condition, str], ...] | None
    final: bool
    outcome: str | None
    no_limit: Text | None
    events: Mapping[str, tuple[Transition, ...]]
    entry: tuple[ClockSpec, ...]
    clocks: tuple[ClockSpec, ...]
    starts: dict[tuple[str, str | None], tuple[tuple[ClockSpec, bool], ...]]
    defaults: ClassVar[Mapping[str, Any]] = {
        "final": False, "outcome": None, "no_limit": None, "held_by": None, "events": {}, "entry": (), "clocks": (),
        "starts": None,
    }  # fmt: skip

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.starts = {}

    def holder(self, facts: Sequence[Any]) -> str | None:
        """Give the kind that holds this state on these facts."""
        held = self.held_by
        if held is None or isinstance(held, str):
            return held
        return next((kind for condition, kind in held if holds(condition, facts)), None)

    def starting(self, came_from: str, event: str | None) -> tuple[tuple[ClockSpec, bool], ...]:
        """List the clocks that may start when ``event`` brings a part here from ``came_from``, and whether they surely
        do: as the part comes into their scope, or the event starts them; else a new holder or new facts may (S11a).
        """
        found = self.starts.get((came_from, event))
        if found is None:
            found = self.starts[came_from, event] = tuple(
                (clock, event in clock.restarts_on or not clock.on_entry or came_from not in clock.scope)
                for clock in self.clocks
                if clock.on_entry or event in clock.starts_on or event in clock.restarts_on
            )
        return found


class CounterSpec(Cited):
    """A counter (``wrong_passwords``): at ``at`` its ``then`` happens and it starts again from zero."""

    __slots__ = ("adds", "at", "id", "index", "resets", "then")
    id: str
    index: int
    adds: frozenset[str]
    resets: frozenset[str]
    at: int
    then: tuple[Outcome, ...]
    defaults: ClassVar[Mapping[str, Any]] = {"resets": frozenset()}


class PartSpec(Cited):
    """A part (S27): a workflow inside the case, one for each unit named in ``one_for`` (or one), with its join."""

    __slots__ = ("id", "if_never", "join", "one_for", "routes", "then", "workflow")
    id: str
    workflow: str
    one_for: str | None
    routes: tuple[tuple[str, str], ...]
    join: str
    then: tuple[Outcome, ...]
    if_never: Text | None
    defaults: ClassVar[Mapping[str, Any]] = {
        "one_for": None,
        "routes": (),
        "join": "none",
        "then": (),
        "if_never": None,
    }


class IntakeSpec(Entry):
    """What an opening event is measured against (S23): computes complete, lacks, excluded, grounds, in_hours.

    ``required`` holds (field, condition, basis); ``excluded`` (id, condition, redirect text, basis); ``grounds``
    (id, condition or None, check or None, field or None, basis), ``found`` those of them that intake finds by itself.
    """

    __slots__ = ("channels", "excluded", "found", "grounds", "hours", "languages", "optional", "required", "titles")
    found: tuple[tuple[str, Condition | None, str | None, str | None, tuple[str, ...]], ...]
    required: tuple[tuple[str, Condition, tuple[str, ...]], ...]
    optional: tuple[tuple[str, tuple[str, ...]], ...]
    channels: tuple[str, ...]
    languages: tuple[str, ...]
    excluded: tuple[tuple[str, Condition, Text, tuple[str, ...]], ...]
    grounds: tuple[tuple[str, Condition | None, str | None, str | None, tuple[str, ...]], ...]
    hours: str | None
    titles: Mapping[str, Text]
    defaults: ClassVar[Mapping[str, Any]] = {
        "required": (), "optional": (), "channels": (), "languages": (), "excluded": (), "grounds": (), "hours": None,
        "titles": {}, "found": (),
    }  # fmt: skip

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.found = tuple(ground for ground in self.grounds if ground[1] is not None or ground[2] is not None)


class WorkflowSpec(Cited):
    """One kind of case: its states, clocks, openings, counters and parts.

    ``counted`` are the events whose number or last instant matters (``at_most``, ``counts_from``), ``recounted`` those
    of the latter, ``tallied`` those that a counter adds or that reset one, ``asked`` the facts on which anything
    depends once a case is open, ``zeros`` the counters at the start; they follow from the rest.
    ``irrelevant`` remembers which facts decide nothing any more in a state.
    """

    __slots__ = (
        "asked", "clocks", "counted", "counters", "events", "id", "intake", "irrelevant", "is_part", "judged_by",
        "named_dues", "no_end", "opening", "parts", "recounted", "states", "tallied", "zeros",
    )  # fmt: skip
    tallied: frozenset[str]
    asked: frozenset[int]
    irrelevant: dict[str, tuple[int, ...]]
    zeros: tuple[int, ...]
    counted: frozenset[str]
    recounted: frozenset[str]
    id: str
    states: Mapping[str, StateSpec]
    clocks: Mapping[str, ClockSpec]
    opening: Mapping[str, tuple[Transition, ...]]
    events: frozenset[str]
    counters: tuple[CounterSpec, ...]
    parts: Mapping[str, PartSpec]
    intake: IntakeSpec | None
    is_part: bool
    judged_by: str
    named_dues: Mapping[str, tuple[str, ...]]
    no_end: Text | None
    defaults: ClassVar[Mapping[str, Any]] = {
        "counters": (), "parts": {}, "intake": None, "is_part": False, "judged_by": "opened", "named_dues": {},
        "no_end": None, "counted": frozenset(), "recounted": frozenset(),
        "tallied": frozenset(), "asked": frozenset(), "irrelevant": None, "zeros": (),
    }  # fmt: skip

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        moves = [one for state in self.states.values() for options in state.events.values() for one in options]
        moves += [one for options in self.opening.values() for one in options]
        numbered = frozenset(one.event for one in moves if one.at_most is not None)
        self.recounted = frozenset().union(*(clock.counts_from for clock in self.clocks.values()))
        self.counted = numbered | self.recounted
        self.asked = self._asked()
        self.zeros = (0,) * len(self.counters)
        self.irrelevant = {}
        self.tallied = frozenset().union(*(counter.adds | counter.resets for counter in self.counters))

    def _asked(self) -> frozenset[int]:
        """Give the facts that any condition asks for, or that name a channel, in any state."""
        moves = [one for state in self.states.values() for options in state.events.values() for one in options]
        openings = {id(one) for options in self.opening.values() for one in options}
        outcomes = self.outcomes()
        effects = [effect for outcome in outcomes for effect in outcome.effects]
        conditions = [one.when for one in effects]
        conditions += [outcome.when for outcome in outcomes if id(outcome) not in openings]
        conditions += [move.guard for move in moves]
        conditions += [need.when for outcome in outcomes if isinstance(outcome, Transition) for need in outcome.needs]
        for clock in self.clocks.values():
            conditions += [clock.when, *(row.when for row in clock.rows), *(way.open_when for way in clock.ways)]
        for state in self.states.values():
            if isinstance(state.held_by, tuple):
                conditions += [condition for condition, _ in state.held_by]
        found = {test.fact for condition in conditions for tests in condition for test in tests}
        found.update(*(clock.depends for clock in self.clocks.values()))
        return frozenset(found | {effect.channel_fact for effect in effects if effect.channel_fact is not None})

    def outcomes(self) -> list[Outcome]:
        """List everything that can happen: openings, transitions, dues, full counters, joins."""
        found: list[Outcome] = [one for options in self.opening.values() for one in options]
        found += [one for state in self.states.values() for options in state.events.values() for one in options]
        for clock in self.clocks.values():
            found += clock.at_due
        for counter in self.counters:
            found += counter.then
        for part in self.parts.values():
            found += part.then
        return found


class ReadingSpec(Cited):
    """A question that the text leaves open, the ``option`` chosen (``answer`` is its title), and why the default is
    what it is (S31).
    """

    __slots__ = ("answer", "default", "id", "option", "question", "why")
    id: str
    question: Text
    option: str
    answer: Text
    default: str
    why: Text


class SourceSpec(Entry):
    """The text itself, as an explanation names it (S30): its number, form, issuer and title, the readings chosen, what
    the hours of each calendar, the days in force and the way of counting rest on, titles of values by (fact, value).
    """

    __slots__ = ("counting", "form", "hours", "in_force", "issued", "issuer", "number", "readings", "title", "values")
    number: str
    form: str
    issuer: Text
    issued: str
    title: Text
    readings: Mapping[str, ReadingSpec]
    hours: Mapping[str, Cited]
    in_force: Cited
    counting: Cited | None
    values: Mapping[tuple[str, str], Text]
    defaults: ClassVar[Mapping[str, Any]] = {
        "number": "", "form": "", "issuer": EMPTY, "issued": "", "title": EMPTY, "readings": {}, "hours": {},
        "in_force": Cited(), "counting": None, "values": {},
    }  # fmt: skip


class Rulebook(Entry):
    """A whole regulation, compiled: what an engine runs. ``facts`` are in the order of their indices.

    ``since`` and ``until`` bound the instants at which it opens cases (S33). ``ending`` are the kinds of holders that
    end one day, ``actors`` the kind of each role, ``blank`` the facts of a case of which nothing is known, ``links``
    the facts that name cases, ``accepted`` the texts that are surely values of the fields of which not every text is
    one, ``kept`` what a case notes down of its law; they follow from the rest. ``doors`` remembers how cases were
    opened, ``configurations`` how parts have stood, with the plans of what may happen to them, ``started`` how many
    runs of their clocks there were, ``units`` where they were routed.
    """

    __slots__ = (
        "accepted", "actors", "blank", "calendars", "configurations", "days", "default_calendar", "digest", "doors",
        "ending", "facts", "fields", "holders", "kept", "law", "links", "name", "opening", "readings", "roles",
        "since", "source", "started", "units", "until", "workflows", "zone",
    )  # fmt: skip
    actors: Mapping[str, HolderSpec]
    ending: frozenset[str]
    blank: tuple[Any, ...]
    configurations: dict[tuple[Any, ...], Configuration]
    started: dict[tuple[tuple[str, int], ...], Started]
    kept: tuple[str, str, str]
    units: dict[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]
    links: tuple[int, ...]
    accepted: Mapping[str, frozenset[str]]
    doors: dict[str, Door]
    name: str
    digest: str
    law: str
    days: str
    zone: str
    since: int
    until: int
    calendars: Mapping[str, WorkCalendar]
    default_calendar: str
    holders: Mapping[str, HolderSpec]
    roles: Mapping[str, RoleSpec]
    facts: tuple[FactSpec, ...]
    fields: Mapping[str, FieldSpec]
    workflows: Mapping[str, WorkflowSpec]
    opening: Mapping[str, tuple[Transition, ...]]
    readings: Mapping[str, str]
    source: SourceSpec
    defaults: ClassVar[Mapping[str, Any]] = {
        "source": SourceSpec(), "since": -(1 << 62), "until": 1 << 62, "actors": {}, "ending": frozenset(),
        "blank": (), "links": (), "accepted": {},
        "doors": None, "configurations": None, "started": None, "kept": (), "units": None,
    }  # fmt: skip

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.ending = frozenset(kind.id for kind in self.holders.values() if kind.until is not None)
        self.blank = tuple(() if fact.many else None for fact in self.facts)
        self.links = tuple(fact.index for fact in self.facts if fact.link)
        self.accepted = {
            field.id: frozenset(value for value in field.values if isinstance(value, str))
            for field in self.fields.values()
            if field.type not in TEXTS
        }
        self.doors = {}
        self.configurations = {}
        self.started = {(): Started({})}
        self.units = {}
        self.kept = (self.name, self.law, self.days)
        self.actors = {role.id: self.holders[role.of] for role in self.roles.values() if role.of in self.holders}
