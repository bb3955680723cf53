"""What the language says beyond one value in one place: from the written form to the compiled regulation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from feedback_rules.conditions import holds
from feedback_rules.engine import Engine
from feedback_rules.errors import RefusedError
from feedback_rules.profiles.assemble import draft
from feedback_rules.profiles.loading import examine, load_profile
from feedback_rules.profiles.overlay import merge
from feedback_rules.profiles.reader import read_file, read_text
from feedback_rules.profiles.tree import plain
from feedback_rules.workflow.event import Event

if TYPE_CHECKING:
    from feedback_rules.profiles.profile import Profile
    from feedback_rules.workflow.case import Case
    from feedback_rules.workflow.spec import Transition

SMALL = Path(__file__).parent / "small.yaml"
WORDS = "question: {vi: a b, en: a c}, why: {vi: a b, en: a c}, basis: 1.1"
TITLE = 'title: {vi: "Việc này", en: "This one"}, basis: "1.2"'


def _loaded(folder: Path, body: str, **readings: str) -> Profile:
    path = folder / "more.yaml"
    path.write_text(f"profile: more\noverlays: {SMALL}\n{body}\n", encoding="utf-8")
    assert [str(problem) for problem in examine(path)] == []
    return load_profile(path, readings=readings)


def _codes(body: str) -> list[str]:
    merged, problems = merge(read_file(SMALL), read_text(body))
    return [problem.code for problem in (*problems, *draft(merged).problems)]


def _move(profile: Profile, state: str, event: str) -> Transition:
    return profile.rulebook.workflows["report"].states[state].events[event][0]


def _in_hand(events: str, more: str = "") -> str:
    return f"workflows: {{report: {{states: {{in_hand: {{events: {{{events}}}}}}}{more}}}}}"


def _opened(profile: Profile, *rows: tuple[str, str, dict[str, Any]], **data: Any) -> tuple[Engine, Case]:
    """Open a case and apply rows, a minute each."""
    engine = Engine(profile)
    given = {"category": "roads", "channel": "app", "content": "x", **data}
    first = ("submit", "citizen", given)
    case = None
    for minute, (name, by, brought) in enumerate((first, *rows)):
        unit = "Một" if by.startswith("ward") else None
        at = f"2024-03-04T08:{minute:02}:00+07:00"
        row = {"case": "C-1", "name": name, "at": at, "by": by, "unit": unit, "data": brought}
        case = engine.apply(case, Event.from_dict(row)).case
    assert case is not None
    return engine, case


FORWARD = ("forward", "clerk", {"to_ward": "Một", "severity": "normal"})


def test_one_reading_speaks_in_several_places(tmp_path: Path) -> None:
    """A reading may be a plain list of names; each place says with ``is`` what each option means there (S31)."""
    body = (
        "workflows: {report: {states: {submitted: {clocks: {intake: "
        "{limit: {reading: pace, is: {fast: 1 hour, slow: 1 working day}}}}, "
        "events: {refuse: {at_most: {reading: pace, is: {fast: none, slow: 2}}}}}}}}\n"
        f"readings: {{pace: {{options: [fast, slow], default: fast, {WORDS}}}}}"
    )
    fast, slow = _loaded(tmp_path, body), _loaded(tmp_path, body, pace="slow")
    limits = [profile.rulebook.workflows["report"].clocks["intake"].rows[0].limit for profile in (fast, slow)]
    assert [limit.text("en") for limit in limits] == ["1 hour", "1 working day"]
    assert [_move(profile, "submitted", "refuse").at_most for profile in (fast, slow)] == [None, 2]
    assert dict(_move(slow, "submitted", "refuse").readings) == {"pace": "slow"}
    assert fast.law != slow.law


@pytest.mark.parametrize("values", ["{fast: 1 hour}", "{fast: 1 hour, slow: 1 day, slower: 2 days}", "1 hour"])
def test_a_place_names_every_option(values: str) -> None:
    """``is`` names the options of its reading, no more and no fewer; an option list needs it."""
    place = "workflows: {report: {states: {submitted: {clocks: {intake: {limit: {reading: pace%s}}}}}}}\n"
    readings = f"readings: {{pace: {{options: [fast, slow], default: fast, {WORDS}}}}}"
    assert _codes(place % f", is: {values}" + readings) == ["reading-values"]
    assert _codes(place % "" + readings) == ["reading-values"]


def test_a_value_of_a_place_may_be_none_in_an_overlay(tmp_path: Path) -> None:
    """``none`` among the values of a place is the option, also where the overlay is laid over an older entry."""
    body = (
        "workflows: {report: {states: {in_hand: {clocks: {handling: {if_facts_change: "
        "{reading: pace, is: {fast: recompute, slow: none}}}}}}}}\n"
        f"readings: {{pace: {{options: {{fast: a, slow: none}}, default: fast, {WORDS}}}}}"
    )
    merged, problems = merge(read_file(SMALL), read_text(body))
    assert problems == []
    chosen = [draft(merged, {"pace": option}).document for option in ("fast", "slow")]
    clocks = [each["workflows"]["report"]["states"]["in_hand"]["clocks"]["handling"] for each in chosen if each]
    assert [clock.get("if_facts_change") for clock in clocks] == ["recompute", None]
    assert plain(merged)["readings"]["pace"]["options"]["slow"] == "none"


def test_a_new_likeness_keeps_what_it_leaves_out(tmp_path: Path) -> None:
    """A workflow that an overlay adds by ``like`` drops inherited entries with ``none``."""
    body = (
        "workflows: {second: {like: report, intake: none, opens_with: {submit: none, "
        f"start: {{to: submitted, by: clerk, {TITLE}}}}}, states: {{submitted: {{events: {{refuse: none}}, "
        "clocks: {intake: {met_by: [forward]}}}}}}\n"
    )
    merged, problems = merge(read_file(SMALL), read_text(body))
    assert problems == []
    document = draft(merged).document
    assert document is not None
    second = document["workflows"]["second"]
    assert sorted(second["opens_with"]) == ["start"]
    assert sorted(second["states"]["submitted"]["events"]) == ["forward"]
    assert "intake" not in second


def test_a_field_may_name_a_unit_of_several_kinds(tmp_path: Path) -> None:
    """``unit_of`` may be a list: whichever kind is being routed."""
    body = (
        f"holders: {{board: {{level: province, many: true, {TITLE}}}}}\n"
        "fields: {to_ward: {unit_of: [ward, board]}}\n"
        "roles: {member: {of: board, "
        + TITLE
        + "}}\n"
        + _in_hand(
            f"pass_on: {{to: with_board, by: ward_clerk, needs: to_ward, routes: {{board: to_ward}}, {TITLE}}}",
            "",
        ).replace(
            "{in_hand:",
            "{with_board: {held_by: board, no_limit: {vi: Không nêu, en: None is stated}, "
            f"events: {{settle: {{to: answered, by: holder, {TITLE}}}}}, {TITLE}}}, in_hand:",
        )
    )
    profile = _loaded(tmp_path, body)
    field = profile.rulebook.fields["to_ward"]
    assert (field.type, field.kind) == ("unit_of", None)
    engine, case = _opened(profile, FORWARD, ("pass_on", "ward_clerk", {"to_ward": "Ban A"}))
    assert (case.state, case.holder, case.unit) == ("with_board", "board", "Ban A")
    assert [option.event for option in engine.options(case, at=_at(9))] == ["settle"]


def _at(hour: int) -> Any:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    return datetime(2024, 3, 4, hour, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def test_holder_is_any_role_of_who_holds_now(tmp_path: Path) -> None:
    """``by: holder`` opens an event to each role of the kind that holds the state, and to nobody else."""
    body = f"roles: {{ward_head: {{of: ward, {TITLE}}}}}\n" + _in_hand("answer: {by: holder}")
    profile = _loaded(tmp_path, body)
    engine, case = _opened(profile, FORWARD)
    row = {"case": "C-1", "name": "answer", "at": "2024-03-04T09:00:00+07:00", "data": {"approved": True}}
    assert engine.apply(case, Event.from_dict({**row, "by": "ward_head", "unit": "Một"})).case.state == "answered"
    for by, unit in (("clerk", None), ("ward_head", "Hai")):
        with pytest.raises(RefusedError):
            engine.apply(case, Event.from_dict({**row, "by": by, "unit": unit}))


def test_a_link_is_kept_and_asked_only_whether_it_is_set(tmp_path: Path) -> None:
    """A fact ``{is: case}`` keeps another case's id; a condition may ask only ``unset``; a signal goes to it."""
    facts = f"facts: {{twin: {{is: case, {TITLE}}}}}\n"
    link = f"link: {{stay: true, by: ward_clerk, needs: twin, sets: [twin], {TITLE}}}"
    signal = f"{{signal: twin, event: told, {TITLE}}}"
    tell = f"tell: {{stay: true, by: ward_clerk, when: {{twin: {{not: unset}}}}, effects: [{signal}], {TITLE}}}"
    told = f"told: {{stay: true, by: system, {TITLE}}}"
    profile = _loaded(tmp_path, facts + _in_hand(f"{link}, {tell}, {told}"))
    fact = next(each for each in profile.rulebook.facts if each.id == "twin")
    assert (fact.link, fact.values) == (True, ())
    (effect,) = _move(profile, "in_hand", "tell").effects
    assert (effect.verb, effect.case_field, effect.event) == ("signal", "twin", "told")
    engine, case = _opened(profile, FORWARD, ("link", "ward_clerk", {"twin": "C-2"}))
    row = {"case": "C-1", "name": "tell", "at": "2024-03-04T09:00:00+07:00", "by": "ward_clerk", "unit": "Một"}
    (made,) = engine.apply(case, Event.from_dict(row)).effects
    assert (made.verb, made.to) == ("signal", "C-2")
    with pytest.raises(RefusedError):
        engine.apply(_opened(profile, FORWARD)[1], Event.from_dict(row))
    path = tmp_path / "asked.yaml"
    wrong = tell.replace("{not: unset}", "C-2")
    path.write_text(
        f"profile: asked\noverlays: {SMALL}\n{facts}{_in_hand(f'{link}, {wrong}, {told}')}\n", encoding="utf-8"
    )
    assert [problem.code for problem in examine(path)] == ["unknown-value"]


def test_a_fact_is_set_from_another_field_or_cleared(tmp_path: Path) -> None:
    """``{from: field}`` takes the value of a field of another name, adding to a set; ``unset`` clears (S15)."""
    sets = "{grounds: {from: ground}, severity: unset}"
    back = f"turn_back: {{stay: true, by: ward_clerk, needs: ground, sets: {sets}, {TITLE}}}"
    profile = _loaded(tmp_path, _in_hand(back))
    move = _move(profile, "in_hand", "turn_back")
    names = [fact.id for fact in profile.rulebook.facts]
    assert [(names[one.fact], one.field) for one in move.brings] == [("grounds", "ground")]
    assert [(names[one.fact], one.value) for one in move.sets] == [("severity", None)]
    engine, case = _opened(profile, FORWARD, ("turn_back", "ward_clerk", {"ground": "unlawful"}))
    facts = engine.facts(case)
    assert (tuple(facts["grounds"]), facts.get("severity")) == (("unlawful",), None)


def test_a_mixed_list_of_sets(tmp_path: Path) -> None:
    """A list may mix facts from data, fixed values and values of other fields; no fact is set twice."""
    sets = "[severity, {approved: true}, {grounds: {from: ground}}]"
    mixed = f"all_of_it: {{stay: true, by: ward_clerk, sets: {sets}, {TITLE}}}"
    move = _move(_loaded(tmp_path, _in_hand(mixed)), "in_hand", "all_of_it")
    assert ([one.field for one in move.brings], [one.value for one in move.sets]) == (["severity", "ground"], [True])
    twice = mixed.replace("{approved: true}", "{severity: normal}, {severity: {from: ground}}")
    assert "duplicate-key" in _codes(_in_hand(twice))


def test_a_language_that_is_not_declared_reads_other(tmp_path: Path) -> None:
    """Where languages are declared, ``other`` is a value of ``language`` that conditions may ask."""
    body = (
        f"workflows: {{report: {{intake: {{languages: {{vi: {{{TITLE}}}}}}}, states: {{submitted: {{events: {{"
        f"explain_it: {{stay: true, by: clerk, when: {{language: other}}, {TITLE}}}}}}}}}}}}}"
    )
    profile = _loaded(tmp_path, body)
    assert next(fact.values for fact in profile.rulebook.facts if fact.id == "language") == ("vi", "other")
    engine, case = _opened(profile, ("explain_it", "clerk", {}), language="fr")
    assert engine.facts(case)["language"] == "other"
    assert holds(_move(profile, "submitted", "explain_it").guard, case.parts[0].facts)


def test_an_effect_says_its_channel_by_a_fact_and_who_acts(tmp_path: Path) -> None:
    """``channel`` may name a fact, ``by`` who must act where that is not the holder (S25)."""
    tell = f"{{notify: citizen, channel: channel, by: centre, {TITLE}}}"
    thank = f"thank: {{stay: true, by: ward_clerk, effects: [{tell}], {TITLE}}}"
    profile = _loaded(tmp_path, _in_hand(thank))
    (effect,) = _move(profile, "in_hand", "thank").effects
    assert (effect.by, profile.rulebook.facts[effect.channel_fact or 0].id) == ("centre", "channel")
    engine, case = _opened(profile, FORWARD)
    row = {"case": "C-1", "name": "thank", "at": "2024-03-04T09:00:00+07:00", "by": "ward_clerk", "unit": "Một"}
    (made,) = engine.apply(case, Event.from_dict(row)).effects
    assert made.channel == "app"


@pytest.mark.parametrize(
    ("states", "where"),
    [("all", ["submitted", "in_hand", "answered", "refused"]), ("open", ["submitted", "in_hand"])],
)
def test_a_group_may_be_every_state(tmp_path: Path, states: str, where: list[str]) -> None:
    """A group's ``states: all`` is every state, ``open`` every one that is not final."""
    body = (
        f"workflows: {{report: {{groups: {{any: {{states: {states}, basis: '1.2', "
        f"events: {{remind: {{stay: true, by: citizen, {TITLE}}}}}}}}}}}}}"
    )
    flow = _loaded(tmp_path, body).rulebook.workflows["report"]
    assert {name for name, state in flow.states.items() if "remind" in state.events} == set(where)


def test_a_rating_needs_no_scale(tmp_path: Path) -> None:
    """Where the text names no steps of a rating, none are invented."""
    body = (
        f"workflows: {{report: {{states: {{answered: {{events: {{rate: {{stay: true, by: citizen, {TITLE}}}}}}}}}}}}}\n"
        "rating: {event: rate, basis: '1.2'}"
    )
    assert _loaded(tmp_path, body).document["rating"] == {"event": "rate", "basis": ["1.2"]}
