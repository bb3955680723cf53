"""What the checks let pass, what they see together, and where they say it stands."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from feedback_rules.profiles.checks import check, findings
from feedback_rules.profiles.shelf import examine
from feedback_rules.profiles.tree import Pairs, Place, Positions
from tests.building.broken import clocks, events, part, state, stay
from tests.building.rich import rich
from tests.building.small import TABLES, small, text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ALLOWED: dict[str, Callable[[dict[str, Any]], object]] = {}


def allowed(sentence: str) -> Callable[[Callable[[dict[str, Any]], object]], Callable[[dict[str, Any]], object]]:
    """Register a change of the small regulation that is no fault."""

    def register(change: Callable[[dict[str, Any]], object]) -> Callable[[dict[str, Any]], object]:
        ALLOWED[sentence] = change
        return change

    return register


@allowed("two transitions that nobody may do both")
def _(document: dict[str, Any]) -> None:
    moves = document["workflows"]["report"]
    moves["groups"] = {
        "board": {
            "states": ["at_commune"],
            "basis": ["3"],
            "events": {"assign": {"to": [{"to": "closed"}], "by": ["ioc_officer"], "basis": ["3"]}},
        }
    }


@allowed("an event in its window, and the same event after a window that refuses")
def _(document: dict[str, Any]) -> None:
    events(document, "awaiting")["supply"]["within"]["after"] = "refuse"
    document["workflows"]["report"]["groups"] = {
        "late": {
            "states": ["awaiting"],
            "basis": ["2.1"],
            "events": {"supply": {**stay("citizen"), "after_due": "supply"}},
        }
    }


@allowed("a fact that is set once while a limit depends on it")
def _(document: dict[str, Any]) -> None:
    clocks(document, "at_commune")["decide"]["met_by"]["assign"]["limit"] = [
        {"when": {"competence": ["commune"]}, "is": "1 hour"},
        {"when": {"competence": ["district"]}, "is": "2 hours"},
    ]
    events(document, "at_commune")["judge"] = stay("commune_leader", sets={"take": ["competence"]}, at_most=1)


@allowed("a fact that may change while a policy says what then")
def _(document: dict[str, Any]) -> None:
    clock = clocks(document, "at_commune")["decide"]
    clock["if_facts_change"] = {"commune": "keep", "district": "restart"}
    events(document, "at_commune")["judge"] = stay("commune_leader", sets={"take": ["competence"]})


@allowed("a group's event that leads to one of its own states")
def _(document: dict[str, Any]) -> None:
    document["workflows"]["report"]["groups"] = {
        "hand": {
            "states": ["at_commune", "assigned"],
            "basis": ["3"],
            "events": {
                "redo": {"to": [{"to": "assigned"}], "by": ["commune_leader"], "basis": ["3"]},
            },
        }
    }
    clocks(document, "assigned")["report"]["met_by"] = {"finish": {}}


@allowed("a cycle inside one clock that goes on")
def _(document: dict[str, Any]) -> None:
    events(document, "assigned")["return_it"] = {"to": [{"to": "at_commune"}], "by": ["commune_leader"], "basis": ["3"]}
    clocks(document, "assigned")["report"]["met_by"] = {"finish": {}}
    document["workflows"]["report"]["groups"] = {
        "hand": {
            "states": ["at_commune", "assigned"],
            "basis": ["3"],
            "clocks": {
                "whole": {
                    "kind": "obligation",
                    "title": text("whole"),
                    "limit": [{"is": "5 working days"}],
                    "met_by": {"finish": {}, "pass_up": {}},
                    "basis": ["3"],
                }
            },
        }
    }


@allowed("a cycle through a window that refuses, and counts from the opening")
def _(document: dict[str, Any]) -> None:
    del events(document, "submitted")["ask_more"]["at_most"]
    events(document, "awaiting")["supply"]["within"].update({"after": "refuse", "counts_from": ["submit"]})


@allowed("a category that only gathers others, all of which are taken in")
def _(document: dict[str, Any]) -> None:
    document["categories"]["order"]["enters"] = "awaiting"
    light = document["categories"]["light"]
    light["in"]["lamp"]["enters"] = light.pop("enters")


@allowed("a single state that categories enter: the opening asks nothing of the category")
def _(document: dict[str, Any]) -> None:
    del document["categories"]["order"]["enters"]


@allowed("a successor with units, one of which is always named before")
def _(document: dict[str, Any]) -> None:
    document["holders"]["ioc"].update({"until": "2030-01-01", "at_end": {"successor": "commune"}})
    document["workflows"]["report"]["opens_with"]["submit"].update(
        {"needs": [{"any_of": ["to_unit"]}], "routes": {"commune": "to_unit"}}
    )


@allowed("a successor whose own role acts where it holds")
def _(document: dict[str, Any]) -> None:
    document["holders"]["ioc"].update({"until": "2024-01-01", "at_end": {"successor": "office"}})
    document["holders"]["office"] = {"title": text("office"), "basis": ["1.1"]}
    document["roles"]["clerk"] = {"of": "office", "title": text("clerk"), "basis": ["1.1"]}
    for name in ("forward", "ask_more"):
        events(document, "submitted")[name]["by"] = ["ioc_officer", "clerk"]


@allowed("a scale of just the values of the fact that the rating brings, beside a comment of one of a few kinds")
def _(document: dict[str, Any]) -> None:
    for name, values in (("satisfaction", ["good", "bad"]), ("about", ["time", "manner"])):
        document["facts"][name] = {"one_of": values, "title": text(name), "basis": ["3.3"]}
    document["rating"] = {"event": "rate", "scale": {step: text(step) for step in ("good", "bad")}, "basis": ["3.3"]}
    events(document, "closed")["rate"]["sets"] = {"take": ["satisfaction", "about"]}


@allowed("a ceiling that lies below the longest row of a limit, and of which another unit can't be told")
def _(document: dict[str, Any]) -> None:
    limit = clocks(document, "assigned")["report"]["limit"]
    limit[:] = [
        {"when": {"competence": ["commune"]}, "is": "5 working days"},
        {"when": {"competence": ["district"]}, "is": "15 working days"},
    ]
    extends = {"clock": "report", "to": "10 working days", "ceiling": "10 working days"}
    events(document, "assigned")["extend"] = stay("commune_leader", extends=extends)
    document["fields"]["more"] = {"is": "limit", "title": text("more")}
    for name, ceiling in (("longer", "10 working days"), ("shorter", "2 days")):
        extends = {"clock": "report", "by": "more", "ceiling": ceiling}
        events(document, "assigned")[name] = stay("commune_leader", needs=[{"any_of": ["more"]}], extends=extends)


@allowed("a pause that another event ends")
def _(document: dict[str, Any]) -> None:
    events(document, "assigned")["hold"] = stay("commune_leader", pauses=["report"])
    events(document, "assigned")["go_on"] = stay("commune_leader", resumes=["report"])


@allowed("a limit that depends on a fact that may not be known yet")
def _(document: dict[str, Any]) -> None:
    document["facts"]["urgent"] = {"flag": True, "title": text("urgent"), "basis": ["3"]}
    events(document, "at_commune")["assign"]["sets"]["take"] += ["urgent"]
    clocks(document, "assigned")["report"]["limit"] = [
        {"when": {"urgent": [True]}, "is": "1 hour"},
        {"when": {"urgent": [False]}, "is": "1 day"},
    ]


@allowed("two clocks that follow each other")
def _(document: dict[str, Any]) -> None:
    listed = clocks(document, "assigned")
    listed["report"]["at_due"] = [{"to": "cancelled", "when": {"complete": [False]}}]
    listed["then"] = {
        "kind": "timer",
        "title": text("then"),
        "limit": [{"is": "1 day"}],
        "starts_on": [{"due": "report"}],
        "at_due": [{"to": "closed"}],
        "basis": ["3.3"],
    }


@allowed("a kind that ends and leaves its cases to a successor")
def _(document: dict[str, Any]) -> None:
    commune = document["holders"]["commune"]
    commune.update({"until": "2023-12-31", "at_end": {"successor": "ward", "basis": ["1.1"]}})
    document["holders"]["ward"] = {"many": True, "title": text("ward"), "basis": ["1.1"]}
    document["roles"]["ward_leader"] = {"of": "ward", "title": text("leader"), "basis": ["1.1"]}
    for event in (*events(document, "at_commune").values(), *events(document, "assigned").values()):
        event["by"] = ["commune_leader", "ward_leader"]


@allowed("an obligation that starts on the event that leads in")
def _(document: dict[str, Any]) -> None:
    clocks(document, "assigned")["report"]["starts_on"] = ["assign"]


@allowed("a part that nobody waits for")
def _(document: dict[str, Any]) -> None:
    part(document)


@allowed("duties, ratings and lists of kinds name what is declared")
def _(document: dict[str, Any]) -> None:
    document["duties"] = {
        "report": {"every": ["month"], "by": ["ioc"], "addressee": "board", "title": text("monthly"), "basis": ["1.2"]}
    }
    document["holders"]["board"] = {"title": text("board"), "basis": ["1.2"]}
    document["rating"] = {"event": "rate", "basis": ["3.3"]}
    document["fields"]["to_unit"]["unit_of"] = ["commune"]
    document["fields"]["photo"]["shown_to"] = ["ioc_officer", "citizen"]
    document["inferences"] = {"hours": text("no hours are stated")}
    document["calendars"]["office"].update({"inferred": text("no hours are stated"), "inferred_id": "hours"})
    document["workflows"]["report"]["intake"]["grounds"] = [
        {"id": "unmarked", "check": "vietnamese_diacritics", "of": "result", "basis": ["2.1"]}
    ]
    document["fields"]["why"] = {"one_of": "grounds", "title": text("why")}
    events(document, "closed")["rate"]["may"] = ["why"]


@allowed("a reading on which only an option of another depends")
def _(document: dict[str, Any]) -> None:
    reading = {
        "question": text("?"),
        "options": {"a": "1 day", "b": "2 days"},
        "default": "a",
        "why": text("!"),
        "basis": ["3"],
    }
    document["readings"] = {
        "outer": {**reading, "options": {"a": "1 day", "b": {"reading": "inner"}}},
        "inner": reading,
    }
    clocks(document, "assigned")["report"]["~readings"] = {"outer": "a"}


@allowed("a workflow that never ends by nature")
def _(document: dict[str, Any]) -> None:
    document["fields"]["login"] = {"is": "text", "title": text("login")}
    states = {
        name: {
            "title": text(name),
            "held_by": "citizen",
            "no_limit": text("nobody is bound"),
            "basis": ["1.1"],
            "events": {
                "turn": {"to": [{"to": other}], "by": ["citizen"], "unbounded": text("as wished"), "basis": ["1.1"]}
            },
        }
        for name, other in (("awake", "asleep"), ("asleep", "awake"))
    }
    document["workflows"]["account"] = {
        "title": text("account"),
        "basis": ["1.1"],
        "no_end": text("an account lasts"),
        "opens_with": {
            "register": {"to": [{"to": "awake"}], "by": ["citizen"], "may": ["login"], "basis": ["1.1"]},
        },
        "states": states,
    }


@allowed("a role that acts only as whoever holds the state")
def _(document: dict[str, Any]) -> None:
    document["roles"]["commune_officer"] = {"of": "commune", "title": text("officer"), "basis": ["1.2"]}
    events(document, "assigned")["finish"]["by"] = ["holder"]


@allowed("a limit that depends on what only its own act brings")
def _(document: dict[str, Any]) -> None:
    document["facts"]["on_site"] = {"flag": True, "title": text("on site"), "basis": ["3"]}
    events(document, "assigned")["finish"].update({"sets": {"take": ["on_site"]}})
    clocks(document, "assigned")["report"]["limit"] = [
        {"when": {"on_site": [True]}, "is": "5 working days"},
        {"when": {"on_site": [False]}, "is": "2 working days"},
    ]


@allowed("a window whose limit depends on what its event brings")
def _(document: dict[str, Any]) -> None:
    document["facts"]["on_site"] = {"flag": True, "title": text("on site"), "basis": ["3"]}
    events(document, "closed")["rate"].update(
        {
            "sets": {"take": ["on_site"]},
            "within": {
                "id": "rating",
                "limit": [
                    {"when": {"on_site": [True]}, "is": "5 working days"},
                    {"when": {"on_site": [False]}, "is": "2 working days"},
                ],
            },
        }
    )


@allowed("a fact that links to a case, asked only whether it is set, and named by a signal")
def _(document: dict[str, Any]) -> None:
    document["facts"]["twin"] = {"is": "case", "title": text("twin"), "basis": ["3"]}
    events(document, "assigned")["join_it"] = stay("commune_leader", sets={"take": ["twin"]})
    events(document, "assigned")["tell"] = stay(
        "commune_leader", when={"twin": {"not": [None]}}, effects=[{"signal": "twin", "event": "tell"}]
    )


@allowed("a fact that an event clears")
def _(document: dict[str, Any]) -> None:
    events(document, "assigned")["forget"] = stay("commune_leader", sets={"fixed": {"competence": None}})


@allowed("a language that is not declared")
def _(document: dict[str, Any]) -> None:
    document["workflows"]["report"]["intake"]["languages"] = {"vi": {"title": text("Vietnamese"), "basis": ["2.2"]}}
    events(document, "submitted")["answer_other"] = stay("ioc_officer", when={"language": ["other"]})


@allowed("a channel that a fact names, and somebody else who must act")
def _(document: dict[str, Any]) -> None:
    document["holders"]["board"] = {"title": text("board"), "basis": ["1.2"]}
    events(document, "awaiting")["cancel"]["effects"][0].update({"channel": "channel", "by": "board"})


@allowed("an event in every state, final ones too")
def _(document: dict[str, Any]) -> None:
    document["workflows"]["report"]["groups"] = {
        "any": {"states": ["all"], "basis": ["3"], "events": {"remind": stay("citizen")}}
    }


@allowed("a part whose openings exclude each other")
def _(document: dict[str, Any]) -> None:
    part(document)
    opened = document["workflows"]["asking"]["opens_with"]["opened"]
    opened["to"] = [
        {"to": "asked", "when": {"competence": ["commune"]}},
        {"to": "said", "when": {"competence": {"not": ["commune"]}}},
    ]


@allowed("a part held by who held the case, on the facts that the case has")
def _(document: dict[str, Any]) -> None:
    part(document)
    state_ = document["workflows"]["asking"]["states"]["asked"]
    state_["held_by"] = [{"when": {"competence": ["commune"]}, "is": "ioc"}]


@allowed("a proper name that is the same in both languages")
def _(document: dict[str, Any]) -> None:
    state(document, "closed")["title"] = {"vi": "Zalo", "en": "Zalo"}


@pytest.mark.parametrize("sentence", ALLOWED)
def test_what_is_no_fault_passes(sentence: str) -> None:
    """The checks raise no false alarm about what the language allows."""
    document = small()
    ALLOWED[sentence](document)
    assert [(finding.code, finding.path, finding.params) for finding in findings(document, TABLES)] == []


def test_all_faults_are_found_at_once() -> None:
    """Faults of several kinds come together, each where it stands."""
    document = small()
    events(document, "submitted")["forward"]["by"] = ["nobody_here"]
    clocks(document, "assigned")["report"]["calendar"] = "ofice"
    del state(document, "closed")["basis"]
    document["clauses"]["9"] = {"definition": True}
    codes = {finding.code for finding in findings(document, TABLES)}
    assert {"unknown-role", "unknown-calendar", "uncited", "unknown-clause"} <= codes


def test_everybody_of_the_holder_is_anybody() -> None:
    """``holder`` may be any role: a second transition for a role is open to the same person (S21)."""
    document = small()
    events(document, "assigned")["finish"]["by"] = ["holder"]
    document["workflows"]["report"]["groups"] = {
        "hand": {"states": ["assigned"], "basis": ["3"], "events": {"finish": stay("commune_leader")}}
    }
    assert [finding.code for finding in findings(document, TABLES)] == ["two-transitions"]
    document["workflows"]["report"]["groups"]["hand"]["events"]["finish"]["by"] = ["system"]
    assert findings(document, TABLES) == []


def test_holders_are_looked_at_on_a_day() -> None:
    """Rules that lead to a kind that has ended, or not begun, are reported for the day asked about (S34)."""
    document = rich()
    del document["holders"]["commune"]["at_end"]["successor"]
    document["holders"]["commune"]["at_end"]["stuck"] = text("nobody follows")
    del document["holders"]["ward"]
    assert findings(document, TABLES, on=date(2024, 6, 30)) == []
    late = findings(document, TABLES, on=date(2024, 7, 1))
    assert {finding.code for finding in late} == {"holder-ended"}
    assert {finding.params["state"] for finding in late} == {"at_commune", "assigned", "asked"}
    document["holders"]["board"]["from"] = "2025-01-01"
    early = findings(document, TABLES, on=date(2024, 6, 30))
    assert {finding.params["kind"] for finding in early} == {"board"}


def test_a_state_held_on_some_facts_only_shows_which() -> None:
    """A finding about facts says on which facts, in words (S35)."""
    document = small()
    del state(document, "submitted")["no_limit"]
    (finding,) = findings(document, TABLES)
    assert finding.params["facts"] == ("complete là false", "complete is false")


def test_problems_have_a_place() -> None:
    """A finding becomes a problem at the nearest place that the file has."""
    document = small()
    events(document, "submitted")["forward"]["by"] = ["ioc_oficer"]
    here = Place("small.yaml", 7, 3)
    (problem,) = check(document, Positions(Pairs({}, {}, here)), TABLES)
    assert (problem.code, problem.file, problem.line, problem.severity) == ("unknown-role", "small.yaml", 7, "error")
    assert 'Did you mean "ioc_officer"?' in problem.text("en")


def test_a_file_is_answered_with_line_and_column(tmp_path: Path) -> None:
    """A misspelt role in a file is reported where it is written, with a near name."""
    from feedback_rules.profiles.places import located

    source = located("langson")
    assert source is not None
    lines = source.read_text(encoding="utf-8").split("\n")
    number = next(index for index, line in enumerate(lines) if line.strip() == "by: ioc_officer")
    lines[number] = lines[number].replace("ioc_officer", "ioc_oficer")
    broken = tmp_path / "langson.yaml"
    broken.write_text("\n".join(lines), encoding="utf-8")
    (problem,) = [problem for problem in examine(broken) if problem.code == "unknown-role"]
    assert (problem.line, problem.column) == (number + 1, lines[number].index("ioc_oficer") + 1)
    assert '"ioc_officer"' in problem.hint[1]


def test_the_shipped_regulation_passes_with_every_option() -> None:
    """Lạng Sơn has no problem, whichever reading is chosen (S31)."""
    assert examine("langson") == []


def test_parts_know_what_their_case_knows() -> None:
    """A part opens on the facts of its case: what the case has set is set, what it has not is not (S27)."""
    document = small()
    part(document)
    asked = document["workflows"]["asking"]["states"]["asked"]
    asked["held_by"] = [{"when": {"competence": ["commune"]}, "is": "ioc"}]
    assert findings(document, TABLES) == []
    asked["held_by"] = [{"when": {"competence": ["district"]}, "is": "ioc"}]
    (hole,) = findings(document, TABLES)
    assert (hole.code, hole.params["facts"][1]) == ("table-hole", "competence is commune")


def test_parts_that_open_each_other_are_walked_too() -> None:
    """Parts in a circle end the walk as well: each is taken to know every value."""
    document = small()
    part(document)
    flow = document["workflows"]["asking"]
    flow["parts"] = {"again": {"workflow": "asking", "basis": ["3.3"]}}
    flow["states"]["asked"]["events"]["more"] = stay("ioc_officer", opens=["again"])
    assert findings(document, TABLES) == []


def test_a_set_of_values_under_a_policy_that_names_them_all_is_complete() -> None:
    """A policy may name every new value instead of speaking for all (S16)."""
    document = rich()
    assert findings(document, TABLES) == []
    del document["workflows"]["report"]["states"]["at_board"]["clocks"]["settle"]["if_facts_change"]["normal"]
    assert [finding.code for finding in findings(document, TABLES)] == ["policy-missing"]


def test_what_a_due_sets_is_a_change_too() -> None:
    """A due that sets a fact under another clock asks for a policy, and is named (S16)."""
    document = small()
    listed = clocks(document, "assigned")
    listed["report"]["limit"] = [
        {"when": {"competence": ["commune"]}, "is": "1 day"},
        {"when": {"competence": ["district"]}, "is": "2 days"},
    ]
    listed["tick"] = {
        "kind": "timer",
        "title": text("tick"),
        "limit": [{"is": "1 hour"}],
        "at_due": [{"sets": {"fixed": {"competence": "district"}}}],
        "basis": ["3.3"],
    }
    (finding,) = findings(document, TABLES)
    assert (finding.code, finding.params["by"]) == ("policy-missing", "tick.due")


def test_hostile_conditions_end_in_a_finding() -> None:
    """Two wide guards are not compared alternative by alternative for ever; they are refused."""
    document = small()
    pairs = {"all_of": [{"any_of": [{"competence": ["commune"]}, {"complete": [True]}]}] * 7}
    for number in range(3):
        document["facts"][f"f{number}"] = {
            "one_of": [f"v{value}" for value in range(9)],
            "title": text("f"),
            "basis": ["3"],
        }
    wide = {"any_of": [{f"f{number}": [f"v{value}"]} for number in range(3) for value in range(9)], **pairs}
    events(document, "closed")["rate"]["when"] = wide
    assert {finding.code for finding in findings(document, TABLES)} == {"condition-too-wide"}
