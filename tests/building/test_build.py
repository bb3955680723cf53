"""The rulebook: what the document says, in the vocabulary of the workflow."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from typing import Any

import pytest

from feedback_rules.calendar.limit import TimeLimit
from feedback_rules.conditions import holds
from feedback_rules.profiles.build import build, build_with_paths
from feedback_rules.profiles.checks import findings
from feedback_rules.profiles.profile import Profile
from feedback_rules.workflow.spec import ALWAYS, ClockSpec, Entry, Rulebook, StateSpec, Transition, WorkflowSpec
from tests.building.rich import rich
from tests.building.small import TABLES, small, text


@pytest.fixture(scope="module")
def book() -> Rulebook:
    """The compiled rich regulation."""
    return build(rich(), TABLES, digest="d", law="l", days="y", readings={"who": "board"})


@pytest.fixture(scope="module")
def flow(book: Rulebook) -> WorkflowSpec:
    """Its main workflow."""
    return book.workflows["report"]


def move(flow: WorkflowSpec, state: str, event: str, index: int = 0) -> Transition:
    """Give a transition."""
    return flow.states[state].events[event][index]


def asked(book: Rulebook, **facts: Any) -> tuple[Any, ...]:
    """Give facts by index, those not named unset."""
    return tuple(facts.get(fact.id, () if fact.many else None) for fact in book.facts)


def test_the_rich_regulation_has_no_problem() -> None:
    """Every construct of the language passes every check."""
    assert [(finding.code, finding.path) for finding in findings(rich(), TABLES)] == []


def test_identity_is_kept(book: Rulebook) -> None:
    """A rulebook knows its name, its digests, its zone and the readings chosen (S26)."""
    assert (book.name, book.digest, book.law, book.days) == ("rich", "d", "l", "y")
    assert book.readings == {"who": "board"}
    assert (book.zone, book.default_calendar) == ("Asia/Ho_Chi_Minh", "office")


def test_facts_come_built_in_first(book: Rulebook) -> None:
    """The facts of every case have fixed indices; intakes and categories give their values."""
    names = [fact.id for fact in book.facts]
    assert names[:8] == ["category", "channel", "language", "complete", "lacks", "excluded", "grounds", "in_hours"]
    assert [fact.index for fact in book.facts] == list(range(len(names)))
    by = {fact.id: fact for fact in book.facts}
    assert set(by["category"].values) == {"order", "light", "lamp", "money"}
    assert by["category"].parents == {"lamp": "light"}
    assert by["language"].values == ("vi", "other")
    assert (by["lacks"].values, by["lacks"].many) == (("full_name",), True)
    assert by["grounds"].values == ("unlawful", "unmarked")
    assert by["excluded"].values == ("grave",)
    assert (by["complete"].values, by["twin"].link, by["twin"].values) == ((True, False), True, ())


def test_fields_know_their_kind_and_values(book: Rulebook) -> None:
    """A field says what it may bring: a unit of a kind, one of the grounds, a date."""
    fields = book.fields
    assert (fields["to_unit"].type, fields["to_unit"].kind) == ("unit_of", "commune")
    assert (fields["units"].type, fields["units"].kind) == ("units", "commune")
    assert (fields["why"].type, fields["why"].values) == ("one_of", ("unlawful", "unmarked"))
    assert (fields["promised"].public, fields["promised"].shown_to) == (True, ("board_member",))


def test_holders_have_instants_and_ends(book: Rulebook) -> None:
    """The last day of a kind ends at its 24:00; those always there need no declaration (S34)."""
    midnight = int(datetime(2024, 6, 30, 17, tzinfo=UTC).timestamp()) * 1_000_000
    commune, ward = book.holders["commune"], book.holders["ward"]
    assert (commune.until, commune.successor, commune.end_basis) == (midnight, "ward", ("1.2",))
    assert ward.since == midnight
    assert {"citizen", "system", "nobody"} <= set(book.holders)
    assert book.roles["board_member"].of == "board"


def test_one_target_is_one_transition(book: Rulebook, flow: WorkflowSpec) -> None:
    """A list of targets gives one transition each: guards joined, routes and facts of both, the nearest source."""
    closed, cancelled = flow.states["at_board"].events["split"]
    assert (closed.to, closed.basis, closed.routes) == ("closed", ("3.1",), (("commune", "to_unit"),))
    assert (cancelled.to, cancelled.basis, cancelled.routes) == ("cancelled", ("3.3",), (("commune", "same"),))
    assert holds(closed.guard, asked(book, severity="urgent"))
    assert not holds(cancelled.guard, asked(book, severity="urgent"))
    assert cancelled.sets[0].value == ("unlawful",)
    assert closed.closes == ("asking",)


def test_categories_enter_their_states(book: Rulebook, flow: WorkflowSpec) -> None:
    """One opening for each state that categories enter; those below a category go with it."""
    by = {opening.to: opening for opening in flow.opening["submit"]}
    assert set(by) == {"submitted", "at_board"}
    assert holds(by["submitted"].guard, asked(book, category="lamp"))
    assert holds(by["at_board"].guard, asked(book, category="money"))
    assert not holds(by["at_board"].guard, asked(book, category="lamp"))
    assert all(opening.source is None for opening in by.values())
    assert book.opening["submit"] == flow.opening["submit"]
    assert "opened" not in book.opening


def test_one_state_for_all_needs_no_category() -> None:
    """Where every category enters one state, an unknown category does not keep the case out (S23)."""
    (opening,) = build(small(), TABLES).opening["submit"]
    assert opening.guard == ALWAYS


def test_groups_copy_events_and_widen_clocks(flow: WorkflowSpec) -> None:
    """A group's event stands in each of its states; ``open`` is every state that is not final."""
    for state in flow.states.values():
        assert ("mark" in state.events) == (not state.final)
    assert move(flow, "submitted", "mark").source == "submitted"


def test_ways_and_rows_have_their_limits(flow: WorkflowSpec) -> None:
    """Events without a limit of their own share the clock's; each row counts in its own way (S11b, S4)."""
    settle = flow.clocks["settle"]
    assert settle.met_by == {"settle": 0, "promise": 1}
    assert [sorted(way.events) for way in settle.ways] == [["settle"], ["promise"]]
    assert [way.rows for way in settle.ways] == [(0, 1), (2,)]
    hours, days, given = settle.rows
    assert (hours.limit, hours.calendar, hours.basis) == (TimeLimit(4, "working_hour"), "hotline", ("3.1",))
    assert (days.limit, days.at_least, days.basis) == (TimeLimit(7, "working_day"), TimeLimit(4, "hour"), ("3",))
    assert (hours.counting.day_end, days.counting.day_end) == ("close_of_business", "same_time")
    assert (given.field, given.rule, given.limit.unit, given.basis) == ("promised", None, "given", ("3.2",))
    assert hours.rule is not None
    assert settle.binds == "board"
    assert settle.policy == {"urgent": "restart", "normal": "keep"}
    assert [settle.id for _ in settle.depends] == ["settle"]


def test_timers_do_not_roll(flow: WorkflowSpec) -> None:
    """A timer counts plain days and starts at events and dues; what it counts from and restarts on is kept (S11)."""
    lock = flow.clocks["lock"]
    assert lock.rows[0].counting.roll is False
    assert (lock.on_entry, lock.starts_on, lock.starts_after) == (False, frozenset({"rush"}), frozenset({"settle"}))
    assert (lock.counts_from, lock.restarts_on, lock.replaces) == (
        frozenset({"submit"}),
        frozenset({"note"}),
        ("settle",),
    )
    assert lock not in flow.states["at_board"].entry
    assert lock in flow.states["at_board"].clocks


def test_a_window_is_a_clock_of_its_event(flow: WorkflowSpec) -> None:
    """``within`` makes a window met by its event; ``after_due`` names it by the event (S11)."""
    window = flow.clocks["supplement"]
    assert (window.kind, window.window_of, window.after, window.met_by) == ("window", "supply", "refuse", {"supply": 0})
    assert (window.scope, window.basis) == (frozenset({"awaiting"}), ("2.1.b",))
    assert move(flow, "awaiting", "supply").window == "supplement"
    assert move(flow, "awaiting", "cancel").after_due == "supplement"


def test_a_citizens_limit_sees_no_swaps(book: Rulebook, flow: WorkflowSpec) -> None:
    """A citizen's own working days are counted on the calendar without swaps ordered for state bodies (S6)."""
    assert flow.clocks["supplement"].rows[0].calendar == "office~citizen"
    assert book.calendars["office~citizen"] == book.calendars["office"].without_swaps()
    assert flow.clocks["report"].rows[0].calendar == "office"


def test_an_effect_has_its_own_clock(flow: WorkflowSpec) -> None:
    """An effect's ``within`` is an obligation that starts with the effect, in any state (S25)."""
    clock = flow.clocks["publication"]
    assert (clock.kind, clock.of_effect, clock.on_entry, clock.binds) == ("obligation", True, False, "ioc")
    assert clock.scope == set(flow.states)
    assert clock.met_by == {"published": 0}
    assert (clock.title, clock.basis) == (("publish (vi)", "publish"), ("3.3",))  # the effect's own, and its event's
    publish, signal = move(flow, "at_board", "note").effects
    assert (publish.verb, publish.to, publish.clock, publish.carries) == (
        "publish",
        "public",
        "publication",
        ("result",),
    )
    assert (publish.by, publish.channel_fact, publish.basis) == ("board", 1, ("3.3",))
    assert (signal.verb, signal.case_field, signal.event) == ("signal", "twin", "note")


def test_extensions_count_like_their_clock(flow: WorkflowSpec) -> None:
    """An extension has a ceiling that counts as its clock does, or says why there is none (S17)."""
    by, to = move(flow, "at_board", "extend").extends, move(flow, "at_board", "stretch").extends
    assert by is not None
    assert to is not None
    assert (by.clock, by.field, by.ceiling, by.after_due) == ("settle", "more", TimeLimit(30, "working_day"), False)
    assert (to.to, to.ceiling, to.no_ceiling, to.after_due) == (
        TimeLimit(20, "working_day"),
        None,
        ("none (vi)", "none"),
        True,
    )
    assert by.ceiling_rule is not None
    assert to.to_rule is not None


def test_dues_are_known_by_name(flow: WorkflowSpec) -> None:
    """A step that a due performs can be recorded as ``clock.due`` or under the name that ``as`` gives (S24)."""
    assert flow.named_dues["escalate"] == flow.named_dues["settle.due"] == ("settle",)
    first, second = flow.clocks["settle"].at_due
    assert (first.named, second.named) == ("escalate", "settle.due")
    assert (first.to, second.to, second.sets[0].value) == ("awaiting", None, "urgent")


def test_events_bring_and_set_facts(book: Rulebook, flow: WorkflowSpec) -> None:
    """Facts come from data under their own name or from another field, or are fixed; unset clears."""
    rush = move(flow, "at_board", "rush")
    assert {(book.facts[taken.fact].id, taken.field) for taken in rush.brings} == {
        ("severity", "severity"),
        ("grounds", "why"),
    }
    assert [(book.facts[one.fact].id, one.value) for one in rush.sets] == [("competence", None)]
    assert move(flow, "at_board", "promise").gives == ("promised",)


def test_counters_parts_and_intake(flow: WorkflowSpec, book: Rulebook) -> None:
    """Counters, parts with their join, and what intake asks are compiled as declared (S20, S27, S23)."""
    (marks,) = flow.counters
    assert (marks.at, marks.adds, marks.resets, marks.then[0].to) == (
        3,
        frozenset({"mark"}),
        frozenset({"finish"}),
        "cancelled",
    )
    asking = flow.parts["asking"]
    assert (asking.workflow, asking.one_for, asking.join, asking.then[0].named) == (
        "asking",
        "units",
        "all",
        "all_said",
    )
    assert book.workflows["asking"].is_part
    assert book.workflows["asking"].judged_by == "current"
    intake = flow.intake
    assert intake is not None
    assert intake.hours == "hotline"
    assert intake.required == (("full_name", ALWAYS, ("2.1.a",)),)
    assert [(name, condition) for name, condition, *_ in intake.excluded] == [("grave", ())]
    assert [(name, condition, check) for name, condition, check, *_ in intake.grounds] == [
        ("unlawful", None, None),
        ("unmarked", None, "vietnamese_diacritics"),
    ]


def test_tables_say_who_holds(book: Rulebook, flow: WorkflowSpec) -> None:
    """A state is held by the kind whose row holds (S18)."""
    state = flow.states["at_board"]
    assert state.holder(asked(book, severity="urgent")) == "board"
    assert state.holder(asked(book, severity="normal")) == "ioc"


def test_readings_are_handed_down(flow: WorkflowSpec) -> None:
    """What depends on a reading of its state, its clock or its row names it (S31)."""
    assert flow.states["at_board"].readings == (("who", "board"),)
    assert flow.clocks["settle"].readings == (("days", "working"), ("who", "board"))
    assert flow.clocks["settle"].rows[0].readings == (("days", "working"), ("who", "board"))
    assert move(flow, "at_board", "promise").readings == (("who", "board"),)
    assert flow.clocks["report"].readings == ()


def test_met_by_may_be_left_out_where_one_event_leads_out() -> None:
    """The one event that leads out of the scope fulfils a clock that names none (S11a)."""
    flow = build(small(), TABLES).workflows["report"]
    assert flow.clocks["report"].met_by == {"finish": 0}


def every(value: Any, seen: dict[int, Any]) -> None:
    """Gather every compiled entry below a value."""
    if isinstance(value, Entry):
        if id(value) not in seen:
            seen[id(value)] = value
            for name in value._names():
                every(getattr(value, name), seen)
    elif isinstance(value, dict):
        for item in value.values():
            every(item, seen)
    elif isinstance(value, tuple | list | frozenset):
        for item in value:
            every(item, seen)


@pytest.mark.parametrize("document", [small, rich])
def test_every_reference_of_the_rulebook_resolves(document: Any) -> None:
    """States, clocks, events, holders, fields and facts that an entry names are there."""
    book = build(document(), TABLES)
    seen: dict[int, Any] = {}
    every(book, seen)
    for entry in seen.values():
        if isinstance(entry, Transition):
            flow = book.workflows[entry.workflow]
            assert entry.to is None or entry.to in flow.states
            assert {entry.window, entry.after_due, *entry.pauses, *entry.resumes} <= {None, *flow.clocks}
            assert {field for need in entry.needs for field in need.fields} | entry.may <= {
                *book.fields,
                *(f.id for f in book.facts),
            }
            assert {*entry.opens, *entry.closes} <= set(flow.parts)
        elif isinstance(entry, ClockSpec):
            flow = book.workflows[entry.workflow]
            assert entry.scope <= set(flow.states)
            assert {*entry.met_by, *entry.starts_on, *entry.counts_from, *entry.restarts_on} <= flow.events
            assert {*entry.starts_after, *entry.replaces} <= set(flow.clocks)
            assert entry.binds is None or entry.binds in book.holders
            for row in entry.rows:
                assert row.calendar in book.calendars
                assert entry.rows[row.index] is row
                assert row.index in entry.ways[row.way].rows
        elif isinstance(entry, StateSpec):
            assert all(clock in entry.clocks for clock in entry.entry)
            assert all(one.source == entry.id for moves in entry.events.values() for one in moves)


def shown(value: Any) -> Any:
    """Write a rulebook as plain values, functions by name only, sets in order."""
    if isinstance(value, Entry):
        return {name: shown(getattr(value, name)) for name in value._names()}
    if isinstance(value, dict):
        return {str(key): shown(item) for key, item in value.items()}
    if isinstance(value, frozenset):
        return sorted(map(str, value))
    if isinstance(value, tuple | list):
        return [shown(item) for item in value]
    return getattr(value, "__qualname__", None) or str(value)


def test_building_twice_gives_the_same() -> None:
    """The same document gives the same rulebook, entry by entry (S26)."""
    assert shown(build(rich(), TABLES)) == shown(build(rich(), TABLES))


def test_every_entry_has_its_place() -> None:
    """States, transitions, clocks, rows, outcomes and effects know where they stand in the document."""
    document = rich()
    built = build_with_paths(document, TABLES)
    for state in built.rulebook.workflows["report"].states.values():
        assert built.path(state) == ("workflows", "report", "states", state.id)
        for moves in state.events.values():
            for one in moves:
                node: Any = document
                for step in built.path(one):
                    node = node[step]
                assert isinstance(node, dict)
    assert built.path(object()) == ()


def test_a_profile_answers_for_itself() -> None:
    """A profile knows its place, number, days in force, calendars, limits and clauses (S33)."""
    profile = Profile(rich(), TABLES, digest="0123456789abcdef", readings={"who": "board"})
    assert repr(profile) == "<Profile rich 0123456789ab>"
    assert (profile.name, profile.title, profile.number) == (
        "rich",
        ("a small regulation (vi)", "a small regulation"),
        "1/QĐ-UBND",
    )
    assert profile.place == ("VN-00", "Nơi này")
    assert [str(day) for day in profile.in_force] == ["2024-01-02", "None"]
    assert profile.calendar() is profile.calendar("office")
    with pytest.raises(Exception, match="office") as refused:
        profile.calendar("ofice")
    assert refused.value.code == "unknown-calendar"  # type: ignore[attr-defined] # its own error
    assert {row.id for row in profile.limits()} >= {
        "settle/settle/1",
        "settle/settle/2",
        "settle/promise",
        "supplement",
    }
    told = profile.to_dict()
    assert set(told) == {"name", "digest", "law", "days", "readings", "document", "limits", "clauses"}


def test_building_loads_neither_models_nor_parsers() -> None:
    """A compiled profile runs without pydantic, YAML, networkx or dataclasses."""
    code = (
        "import sys; import feedback_rules.profiles.profile, feedback_rules.profiles.build;"
        "heavy = {'pydantic', 'yaml', 'networkx', 'dataclasses', 'holidays'};"
        "print(sorted({name.partition('.')[0] for name in sys.modules} & heavy))"
    )
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert ran.stdout.strip() == "[]"


def test_a_torn_text_gives_an_unknown_limit() -> None:
    """A limit whose text is torn has no due, and says why (S3)."""
    document = small()
    clock = document["workflows"]["report"]["states"]["assigned"]["clocks"]["report"]
    clock.update({"limit": [{"is": {"unknown": {"vi": "rách", "en": "torn"}}}], "met_by": ["finish"]})
    built = build(document, TABLES).workflows["report"].clocks["report"]
    assert (built.rows[0].limit.unit, built.rows[0].unknown, built.rows[0].rule) == ("unknown", ("rách", "torn"), None)
    assert built.met_by == {"finish": 0}


def test_the_counting_of_a_row_is_its_own() -> None:
    """A way or a row may count otherwise than its clock; ``roll`` is the clock's (S4, S11)."""
    document = small()
    clock = document["workflows"]["report"]["states"]["at_commune"]["clocks"]["decide"]
    clock.update({"roll": False, "at_least": "5 minutes"})
    clock["met_by"]["assign"].update({"limit": [{"is": "1 day"}], "when": {"complete": [True]}, "at_least": "1 minute"})
    clock["met_by"]["pass_up"].update({"counting": "same_time"})
    first, second = build(document, TABLES).workflows["report"].clocks["decide"].rows
    assert (first.counting.day_end, first.counting.roll, first.at_least) == (
        "end_of_day",
        False,
        TimeLimit(1, "minute"),
    )
    assert (second.counting.day_end, second.counting.roll, second.at_least) == (
        "same_time",
        False,
        TimeLimit(5, "minute"),
    )
    assert first.when != ALWAYS
    assert second.when == ALWAYS


def test_a_category_enters_the_workflow_that_has_its_state() -> None:
    """Where categories enter states of several workflows, each opens for its own; a list may send by category too."""
    document = rich()
    document["workflows"]["waste"] = {
        "title": text("waste"),
        "basis": ["2"],
        "opens_with": {
            "submit": {
                "to": [{"when": {"severity": ["urgent"]}, "to": {"category": "enters"}}],
                "by": ["citizen"],
                "basis": ["2"],
            }
        },
        "states": {"dumped": {"title": text("dumped"), "final": True, "outcome": "dumped", "basis": ["2"]}},
    }
    document["categories"]["waste"] = {"title": text("waste"), "basis": ["2.1"], "enters": "dumped"}
    book = build(document, TABLES)
    (dumped,) = book.workflows["waste"].opening["submit"]
    assert holds(dumped.guard, asked(book, category="waste", severity="urgent"))
    assert not holds(dumped.guard, asked(book, category="waste", severity="normal"))
    assert {opening.to for opening in book.opening["submit"]} == {"submitted", "at_board", "dumped"}


def test_a_field_may_list_categories() -> None:
    """``one_of`` may name a list that stands elsewhere in the document."""
    document = small()
    document["fields"]["what"] = {"one_of": "categories"}
    document["facts"]["first"] = {"one_of": "channels", "basis": ["1"]}
    book = build(document, TABLES)
    assert set(book.fields["what"].values) == {"order", "light", "lamp"}
    assert book.facts[-1].values == ("app",)
