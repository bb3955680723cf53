"""One broken example for each code: what is changed in the small regulation, and where the one finding is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tests.building.small import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from feedback_rules.profiles.tree import Path

__all__ = ["BROKEN", "Broken"]

Document = dict[str, Any]


class Broken(NamedTuple):
    """A code, the change that brings it about, and the path at which it is found."""

    code: str
    change: Callable[[Document], object]
    path: Path


BROKEN: list[Broken] = []
FLOW: Path = ("workflows", "report")


def breaks(code: str, *path: str | int) -> Callable[[Callable[[Document], object]], Callable[[Document], object]]:
    """Register a change as the example of ``code``, found at ``path``."""

    def register(change: Callable[[Document], object]) -> Callable[[Document], object]:
        BROKEN.append(Broken(code, change, path))
        return change

    return register


def state(document: Document, name: str) -> Document:
    """Give a state of the report."""
    found: Document = document["workflows"]["report"]["states"][name]
    return found


def events(document: Document, name: str) -> Document:
    """Give the events of a state of the report."""
    found: Document = state(document, name)["events"]
    return found


def clocks(document: Document, name: str) -> Document:
    """Give the clocks of a state of the report."""
    found: Document = state(document, name)["clocks"]
    return found


def stay(by: str, **more: Any) -> Document:
    """Give an event that moves nothing."""
    return {"stay": True, "by": [by], "basis": ["3.3"], **more}


def part(document: Document, **more: Any) -> None:
    """Add a part, opened from ``assigned``, that a department of the centre ends."""
    document["workflows"]["asking"] = {
        "part": True,
        "title": text("asking"),
        "basis": ["3.3"],
        "opens_with": {"opened": {"to": [{"to": "asked"}], "by": ["system"], "basis": ["3.3"]}},
        "states": {
            "asked": {
                "title": text("asked"),
                "held_by": "ioc",
                "no_limit": text("none is stated"),
                "basis": ["3.3"],
                "events": {"say": {"to": [{"to": "said"}], "by": ["ioc_officer"], "basis": ["3.3"]}},
            },
            "said": {"title": text("said"), "final": True, "outcome": "said", "basis": ["3.3"]},
        },
    }
    document["workflows"]["report"]["parts"] = {"asking": {"workflow": "asking", "basis": ["3.3"], **more}}
    events(document, "assigned")["ask"] = stay("commune_leader", opens=["asking"])


# ------------------------------------------------------------------------------------------------ names


@breaks("unknown-state", *FLOW, "states", "submitted", "events", "forward", "to", 0, "to")
def _(document: Document) -> None:
    events(document, "submitted")["forward"]["to"][0]["to"] = "at_comune"


@breaks("unknown-state", "categories", "order", "enters")
def _(document: Document) -> None:
    document["categories"]["order"]["enters"] = "nowhere"


@breaks("unknown-event", *FLOW, "states", "submitted", "clocks", "intake", "met_by", "forwards")
def _(document: Document) -> None:
    clocks(document, "submitted")["intake"]["met_by"] = {"forwards": {}}


@breaks("unknown-role", *FLOW, "states", "awaiting", "events", "cancel", "by", 0)
def _(document: Document) -> None:
    events(document, "awaiting")["cancel"]["by"] = ["ioc_offficer"]


@breaks("unknown-holder", *FLOW, "states", "submitted", "held_by")
def _(document: Document) -> None:
    state(document, "submitted")["held_by"] = "centre"


@breaks("unknown-fact", *FLOW, "states", "submitted", "events", "forward", "when", "completed")
def _(document: Document) -> None:
    events(document, "submitted")["forward"]["when"] = {"completed": ["yes"]}


@breaks("unknown-field", *FLOW, "states", "closed", "events", "rate", "needs", 0, "any_of", 0)
def _(document: Document) -> None:
    events(document, "closed")["rate"]["needs"] = [{"any_of": ["stars"]}]


@breaks("unknown-value", *FLOW, "states", "at_commune", "events", "assign", "when", "competence")
def _(document: Document) -> None:
    events(document, "at_commune")["assign"]["when"] = {"competence": ["comune"]}


@breaks("unknown-value", *FLOW, "states", "closed", "events", "rate", "sets", "competence")
def _(document: Document) -> None:
    events(document, "closed")["rate"]["sets"] = {"fixed": {"competence": "province"}}


@breaks("unknown-clock", *FLOW, "states", "assigned", "events", "hold", "pauses", 0)
def _(document: Document) -> None:
    events(document, "assigned")["hold"] = stay("commune_leader", pauses=["handling"])


@breaks("after-due-of-nothing", *FLOW, "states", "awaiting", "events", "cancel", "after_due")
def _(document: Document) -> None:
    events(document, "awaiting")["cancel"]["after_due"] = "forward"


@breaks("unknown-calendar", *FLOW, "states", "assigned", "clocks", "report", "calendar")
def _(document: Document) -> None:
    clocks(document, "assigned")["report"]["calendar"] = "ofice"


@breaks("unknown-day-table", "calendars", "office", "days")
def _(document: Document) -> None:
    document["calendars"]["office"]["days"] = "laos"


@breaks("unknown-list", "facts", "competence", "one_of")
def _(document: Document) -> None:
    document["facts"]["competence"]["one_of"] = "levels"
    document["workflows"]["report"]["states"]["at_commune"]["events"]["assign"]["when"] = {}
    document["workflows"]["report"]["states"]["at_commune"]["events"]["pass_up"]["when"] = {}


@breaks("unknown-check", *FLOW, "intake", "grounds", 0, "check")
def _(document: Document) -> None:
    document["workflows"]["report"]["intake"]["grounds"] = [
        {"id": "rude", "check": "politeness", "of": "result", "title": text("rude"), "basis": ["2.1"]}
    ]


@breaks("unknown-part", *FLOW, "states", "assigned", "events", "ask", "opens", 0)
def _(document: Document) -> None:
    events(document, "assigned")["ask"] = stay("commune_leader", opens=["asking"])


@breaks("unknown-workflow", *FLOW, "parts", "asking", "workflow")
def _(document: Document) -> None:
    document["workflows"]["report"]["parts"] = {"asking": {"workflow": "asking", "basis": ["3.3"]}}
    events(document, "assigned")["ask"] = stay("commune_leader", opens=["asking"])


@breaks("unknown-addressee", *FLOW, "states", "awaiting", "events", "cancel", "effects", 0, "notify")
def _(document: Document) -> None:
    events(document, "awaiting")["cancel"]["effects"][0]["notify"] = "citizens"


@breaks("unused-holder", "holders", "office")
def _(document: Document) -> None:
    document["holders"]["office"] = {"title": text("office"), "basis": ["1.1"]}


@breaks("unused-role", "roles", "clerk")
def _(document: Document) -> None:
    document["roles"]["clerk"] = {"of": "ioc", "title": text("clerk"), "basis": ["1.1"]}


@breaks("unused-fact", "facts", "urgent")
def _(document: Document) -> None:
    document["facts"]["urgent"] = {"flag": True, "title": text("urgent"), "basis": ["3"]}


@breaks("unused-field", "fields", "video")
def _(document: Document) -> None:
    document["fields"]["video"] = {"is": "file", "title": text("video")}


@breaks("unused-calendar", "calendars", "hotline")
def _(document: Document) -> None:
    document["calendars"]["hotline"] = {"week": {"mon-sun": ["00:00-24:00"]}, "inferred": text("a hotline")}


@breaks("unused-inference", "inferences", "receipt")
def _(document: Document) -> None:
    document["inferences"] = {"receipt": text("receipt is taken")}


@breaks("unused-reading", "readings", "one_day")
def _(document: Document) -> None:
    document["readings"] = {
        "one_day": {
            "question": text("which day"),
            "options": {"civil": "1 day", "working": "1 working day"},
            "default": "civil",
            "why": text("because"),
            "basis": ["3.2"],
        }
    }


@breaks("unused-part", *FLOW, "parts", "asking")
def _(document: Document) -> None:
    part(document)
    del events(document, "assigned")["ask"]


@breaks("unused-workflow", "workflows", "asking")
def _(document: Document) -> None:
    part(document)
    del events(document, "assigned")["ask"]
    del document["workflows"]["report"]["parts"]


@breaks("name-taken", "facts", "complete")
def _(document: Document) -> None:
    document["facts"]["complete"] = {"flag": True, "title": text("complete"), "basis": ["3"]}


@breaks("duplicate-clock", *FLOW, "states", "assigned", "clocks", "decide")
def _(document: Document) -> None:
    listed = clocks(document, "assigned")
    listed["decide"] = listed.pop("report")


@breaks("duplicate-clock", *FLOW, "states", "closed", "events", "rate", "within")
def _(document: Document) -> None:
    events(document, "closed")["rate"]["within"] = {"id": "supply", "limit": [{"is": "3 days"}]}


# ------------------------------------------------------------------------------------------- calendars


@breaks("no-calendar", "calendars")
def _(document: Document) -> None:
    document["calendars"] = {}


@breaks("default-calendar", "calendars", "hotline")
def _(document: Document) -> None:
    document["calendars"]["hotline"] = {"week": {"mon-sun": ["00:00-24:00"]}, "default": True, "inferred": text("x")}
    clocks(document, "assigned")["report"]["calendar"] = "hotline"


@breaks("bad-calendar", "calendars", "office", "week", "mon", 1)
def _(document: Document) -> None:
    document["calendars"]["office"]["week"] = {"mon": ["07:30-11:30", "11:00-17:00"]}


@breaks("bad-calendar", "calendars", "office", "week", "mon-fri", 1)
def _(document: Document) -> None:
    document["calendars"]["office"]["week"] = {"sat": [], "mon-fri": ["07:30-11:30", "17:00-13:30"]}


def seasons(document: Document, turn: str) -> None:
    """Let the office have two seasons, the second from ``turn`` on."""
    office = document["calendars"]["office"]
    week = office.pop("week")
    office["seasons"] = [
        {"from": "04-01", "to": "09-30", "week": week},
        {"from": turn, "to": "03-31", "week": {"mon": ["08:00-12:00"]}},
    ]


@breaks("bad-calendar", "calendars", "office", "seasons", 1)
def _(document: Document) -> None:
    seasons(document, "09-15")


@breaks("bad-calendar", "calendars", "office", "seasons")
def _(document: Document) -> None:
    seasons(document, "10-15")


@breaks("bad-calendar", "calendars", "office", "seasons", 1, "week", "mon")
def _(document: Document) -> None:
    seasons(document, "10-01")
    document["calendars"]["office"]["seasons"][1]["week"] = {"mon-fri": ["08:00-12:00"], "mon": ["08:00-12:00"]}


@breaks("bad-calendar", "calendars", "office", "closures", 1)
def _(document: Document) -> None:
    closures = [{"date": day, "document": "1/CV"} for day in ("2024-09-10", "1999-09-10")]
    document["calendars"]["office"]["closures"] = closures


@breaks("bad-calendar", "calendars", "office")
def _(document: Document) -> None:
    document["zone"] = "Asia/Nowhere"


# ------------------------------------------------------------------------------------ facts and conditions


@breaks("condition-too-wide", *FLOW, "states", "closed", "events", "rate", "when")
def _(document: Document) -> None:
    pair = {"any_of": [{"competence": ["commune"]}, {"complete": [True]}]}
    events(document, "closed")["rate"]["when"] = {"all_of": [pair] * 10}


@breaks("not-of-a-set", *FLOW, "states", "closed", "events", "rate", "when", "lacks")
def _(document: Document) -> None:
    events(document, "closed")["rate"]["when"] = {"lacks": {"not": ["full_name"]}}


@breaks("unknown-value", *FLOW, "states", "closed", "events", "rate", "when", "twin")
def _(document: Document) -> None:
    document["facts"]["twin"] = {"is": "case", "title": text("twin"), "basis": ["3"]}
    events(document, "closed")["rate"].update({"sets": {"take": ["twin"]}, "when": {"twin": ["C-1"]}})


@breaks("unknown-value", *FLOW, "states", "closed", "events", "rate", "sets", "twin")
def _(document: Document) -> None:
    document["facts"]["twin"] = {"is": "case", "title": text("twin"), "basis": ["3"]}
    events(document, "closed")["rate"]["sets"] = {"fixed": {"twin": "C-1"}}


@breaks("unused-role", "roles", "clerk")
def _(document: Document) -> None:
    document["holders"]["board"] = {"title": text("board"), "basis": ["1.1"]}
    document["duties"] = {
        "report": {"every": ["month"], "by": ["ioc"], "addressee": "board", "title": text("monthly"), "basis": ["1.2"]}
    }
    document["roles"]["clerk"] = {"of": "board", "title": text("clerk"), "basis": ["1.1"]}
    events(document, "closed")["rate"]["by"] = ["holder", "citizen"]


@breaks("unknown-addressee", *FLOW, "states", "awaiting", "events", "cancel", "effects", 0, "by")
def _(document: Document) -> None:
    events(document, "awaiting")["cancel"]["effects"][0]["by"] = "centre"


@breaks("unknown-holder", "fields", "to_unit", "unit_of")
def _(document: Document) -> None:
    document["fields"]["to_unit"]["unit_of"] = ["commune", "comune"]


@breaks("computed-fact", *FLOW, "states", "closed", "events", "rate", "sets", "complete")
def _(document: Document) -> None:
    events(document, "closed")["rate"]["sets"] = {"fixed": {"complete": True}}


@breaks("several-values", *FLOW, "states", "closed", "events", "rate", "sets", "competence")
def _(document: Document) -> None:
    events(document, "closed")["rate"]["sets"] = {"fixed": {"competence": ["commune", "district"]}}


@breaks("set-before-read", *FLOW, "states", "submitted", "events", "forward", "to", 0)
def _(document: Document) -> None:
    events(document, "submitted")["forward"]["when"] = {
        "any_of": [{"complete": [True]}, {"competence": ["commune"]}],
    }


def rated(document: Document, *scale: str) -> None:
    """Let the citizen rate the answer on a scale."""
    values = ["good", "neutral", "bad"]
    document["facts"]["satisfaction"] = {"one_of": values, "title": text("satisfaction"), "basis": ["3.3"]}
    events(document, "closed")["rate"].update(
        {"needs": [{"any_of": ["satisfaction"]}], "sets": {"take": ["satisfaction"]}}
    )
    document["rating"] = {"event": "rate", "scale": {step: text(step) for step in scale}, "basis": ["3.3"]}


@breaks("unknown-value", "rating", "scale", "neutrl")
def _(document: Document) -> None:
    rated(document, "good", "neutrl", "bad")


@breaks("scale-of-nothing", "rating", "scale")
def _(document: Document) -> None:
    document["rating"] = {"event": "rate", "scale": {"good": text("good")}, "basis": ["3.3"]}


@breaks("scale-lacks", "rating", "scale")
def _(document: Document) -> None:
    rated(document, "good", "bad")


# ------------------------------------------------------------------------------- what it says of itself


@breaks("status-before-issue", "regulation", "status", "as_of")
def _(document: Document) -> None:
    document["regulation"]["status"] = {"is": "in_force", "as_of": "2024-01-01"}


@breaks("in-force-before-issue", "regulation", "in_force", "from")
def _(document: Document) -> None:
    document["regulation"]["in_force"]["from"] = "2024-01-01"


@breaks("options-alike", "readings", "day", "options", "working")
def _(document: Document) -> None:
    clocks(document, "assigned")["report"]["~readings"] = {"day": "civil"}
    document["readings"] = {
        "day": {
            "question": text("which day"),
            "options": {"civil": "1 day", "working": "1 day", "left": "none", "out": "none"},
            "default": "civil",
            "why": text("because"),
            "basis": ["3.2"],
        }
    }


# -------------------------------------------------------------------------------------- citations and prose


@breaks("uncited", *FLOW, "states", "submitted", "events", "forward")
def _(document: Document) -> None:
    del events(document, "submitted")["forward"]["basis"]


@breaks("uncited", "categories", "light", "in", "lamp")
def _(document: Document) -> None:
    del document["categories"]["light"]["in"]["lamp"]["basis"]


@breaks("citation-not-in-outline", *FLOW, "states", "submitted", "events", "forward", "basis", 0)
def _(document: Document) -> None:
    events(document, "submitted")["forward"]["basis"] = ["2.1.c"]


@breaks("unknown-clause", "clauses", "5")
def _(document: Document) -> None:
    document["clauses"]["5"] = {"definition": True}


@breaks("clause-twice", "clauses", "1.1")
def _(document: Document) -> None:
    document["clauses"]["1.1"] = {"definition": True}


@breaks("clause-unaccounted", "outline", "4")
def _(document: Document) -> None:
    del document["clauses"]["4"]


@breaks("one-language", *FLOW, "states", "closed", "title")
def _(document: Document) -> None:
    state(document, "closed")["title"] = {"vi": "Đã trả lời xong", "en": "Đã trả lời xong"}


# --------------------------------------------------------------------------------------------- the graph


@breaks("no-opening", "workflows", "account")
def _(document: Document) -> None:
    document["workflows"]["account"] = {
        "title": text("account"),
        "basis": ["1.1"],
        "states": {"closed": {"title": text("closed"), "final": True, "outcome": "closed", "basis": ["1.1"]}},
    }


@breaks("part-opening", "workflows", "asking", "opens_with")
def _(document: Document) -> None:
    part(document)
    opening = document["workflows"]["asking"]["opens_with"]
    opening["again"] = opening["opened"]


@breaks("unreachable-state", *FLOW, "states", "limbo")
def _(document: Document) -> None:
    document["workflows"]["report"]["states"]["limbo"] = {
        "title": text("limbo"),
        "final": True,
        "outcome": "limbo",
        "basis": ["3.3"],
    }


@breaks("no-way-out", *FLOW, "states", "limbo")
def _(document: Document) -> None:
    document["workflows"]["report"]["states"]["limbo"] = {
        "title": text("limbo"),
        "held_by": "ioc",
        "no_limit": text("none"),
        "basis": ["3.3"],
    }
    events(document, "assigned")["lose"] = {"to": [{"to": "limbo"}], "by": ["commune_leader"], "basis": ["3.3"]}
    clocks(document, "assigned")["report"]["met_by"] = {"finish": {}}


@breaks("no-end", *FLOW, "states", "limbo")
def _(document: Document) -> None:
    for name, other in (("limbo", "lost"), ("lost", "limbo")):
        document["workflows"]["report"]["states"][name] = {
            "title": text(name),
            "held_by": "ioc",
            "no_limit": text("none"),
            "basis": ["3.3"],
            "events": {
                "wander": {"to": [{"to": other}], "by": ["ioc_officer"], "unbounded": text("why not"), "basis": ["3.3"]}
            },
        }
    events(document, "assigned")["lose"] = {"to": [{"to": "limbo"}], "by": ["commune_leader"], "basis": ["3.3"]}
    clocks(document, "assigned")["report"]["met_by"] = {"finish": {}}


@breaks("category-nowhere", "categories", "order")
def _(document: Document) -> None:
    document["categories"]["order"]["enters"] = "cancelled"


def second_entry(document: Document) -> None:
    """Let the category ``light`` enter another state, so that the opening asks for the category."""
    document["categories"]["light"]["enters"] = "awaiting"


@breaks("never-opened", "categories", "order")
def _(document: Document) -> None:
    second_entry(document)
    document["categories"]["road"] = {"title": text("road"), "basis": ["2.1"], "enters": "submitted"}
    del document["categories"]["order"]["enters"]


@breaks("never-opened", "categories", "light", "in", "lamp")
def _(document: Document) -> None:
    second_entry(document)
    document["categories"]["light"] = {
        "title": text("light"),
        "basis": ["2.1"],
        "in": {
            "bulb": {"title": text("bulb"), "basis": ["2.1"], "enters": "awaiting"},
            "lamp": {"title": text("lamp"), "basis": ["2.1"]},
        },
    }


@breaks("never-opened", *FLOW, "intake", "channels", "web")
def _(document: Document) -> None:
    document["workflows"]["report"]["intake"]["channels"]["web"] = {"title": text("web"), "basis": ["2.2"]}
    document["workflows"]["report"]["opens_with"]["submit"]["when"] = {"channel": ["app"]}


@breaks("never-opened", *FLOW, "intake", "languages", "en")
def _(document: Document) -> None:
    languages = {name: {"title": text(name), "basis": ["2.2"]} for name in ("vi", "en")}
    document["workflows"]["report"]["intake"]["languages"] = languages
    document["workflows"]["report"]["opens_with"]["submit"]["when"] = {"language": ["vi"]}


@breaks("final-moves", *FLOW, "states", "closed", "events", "reopen", "to", 0)
def _(document: Document) -> None:
    events(document, "closed")["reopen"] = {"to": [{"to": "cancelled"}], "by": ["ioc_officer"], "basis": ["3.3"]}


@breaks("self-move", *FLOW, "states", "assigned", "events", "note", "to", 0)
def _(document: Document) -> None:
    events(document, "assigned")["note"] = {"to": [{"to": "assigned"}], "by": ["commune_leader"], "basis": ["3.3"]}


@breaks("two-transitions", *FLOW, "states", "at_commune", "events", "assign", "to", 1)
def _(document: Document) -> None:
    events(document, "at_commune")["assign"]["to"] += [{"to": "closed", "when": {"complete": [True]}}]


@breaks("two-transitions", "workflows", "asking", "opens_with", "opened", "to", 1)
def _(document: Document) -> None:
    part(document)
    document["workflows"]["asking"]["opens_with"]["opened"]["to"] += [
        {"to": "said", "when": {"competence": ["commune"]}}
    ]


@breaks("two-openings", "workflows", "second", "opens_with", "submit", "to", 0)
def _(document: Document) -> None:
    document["workflows"]["second"] = {
        "title": text("second"),
        "basis": ["1.1"],
        "opens_with": {"submit": {"to": [{"to": "done"}], "by": ["citizen"], "basis": ["1.1"]}},
        "states": {"done": {"title": text("done"), "final": True, "outcome": "done", "basis": ["1.1"]}},
    }


@breaks("unbounded-cycle", *FLOW, "states", "assigned", "events", "give_back", "to", 0)
def _(document: Document) -> None:
    events(document, "assigned")["give_back"] = {
        "to": [{"to": "submitted"}],
        "by": ["commune_leader"],
        "basis": ["3.3"],
    }
    clocks(document, "assigned")["report"]["met_by"] = {"finish": {}}


@breaks("unbounded-cycle", *FLOW, "states", "awaiting", "events", "supply", "to", 0)
def _(document: Document) -> None:
    del events(document, "submitted")["ask_more"]["at_most"]


@breaks("unbounded-cycle", *FLOW, "states", "awaiting", "events", "supply", "to", 0)
def _(document: Document) -> None:
    del events(document, "submitted")["ask_more"]["at_most"]
    events(document, "awaiting")["supply"]["within"].update({"after": "refuse", "counts_from": ["ask_more"]})


# ----------------------------------------------------------------------------------------------- tables


@breaks("table-hole", *FLOW, "states", "assigned", "clocks", "report", "limit", 0)
def _(document: Document) -> None:
    clocks(document, "assigned")["report"]["limit"] = [{"when": {"competence": ["commune"]}, "is": "1 day"}]


@breaks("table-hole", *FLOW, "states", "assigned", "held_by")
def _(document: Document) -> None:
    state(document, "assigned")["held_by"] = [{"when": {"category": ["order"]}, "is": "commune"}]
    clocks(document, "assigned")["report"]["binds"] = "commune"


@breaks("table-hole", "workflows", "asking", "opens_with", "opened", "to", 0)
def _(document: Document) -> None:
    part(document)
    document["workflows"]["asking"]["opens_with"]["opened"]["to"][0]["when"] = {"category": ["order"]}


@breaks("table-overlap", *FLOW, "states", "assigned", "clocks", "report", "limit", 1)
def _(document: Document) -> None:
    clocks(document, "assigned")["report"]["limit"] = [
        {"when": {"competence": ["commune", "district"]}, "is": "1 day"},
        {"when": {"competence": ["commune"]}, "is": "2 days"},
    ]


@breaks("table-overlap", *FLOW, "states", "assigned", "held_by", 1)
def _(document: Document) -> None:
    state(document, "assigned")["held_by"] = [{"is": "commune"}, {"when": {"category": ["order"]}, "is": "commune"}]
    clocks(document, "assigned")["report"]["binds"] = "commune"


@breaks("table-overlap", *FLOW, "states", "assigned", "clocks", "report", "at_due", 1)
def _(document: Document) -> None:
    clocks(document, "assigned")["report"]["at_due"] = [
        {"effects": [{"escalate": "ioc"}]},
        {"when": {"complete": [True]}, "effects": [{"notify": "citizen"}]},
    ]


@breaks("table-too-wide", *FLOW, "states", "assigned", "clocks", "report")
def _(document: Document) -> None:
    names = [f"flag_{number}" for number in range(15)]
    for name in names:
        document["facts"][name] = {"flag": True, "title": text(name), "basis": ["3"]}
    events(document, "at_commune")["assign"]["sets"]["fixed"] = dict.fromkeys(names, True)
    clocks(document, "assigned")["report"]["limit"] = [
        {"when": {name: [True] for name in names}, "is": "1 day"},
        {"when": {"any_of": [{name: [False]} for name in names]}, "is": "2 days"},
    ]


# ----------------------------------------------------------------------------------------------- clocks


@breaks("no-holder", *FLOW, "states", "awaiting")
def _(document: Document) -> None:
    del state(document, "awaiting")["held_by"]


@breaks("no-obligation", *FLOW, "states", "submitted")
def _(document: Document) -> None:
    del state(document, "submitted")["no_limit"]


@breaks("no-obligation", *FLOW, "states", "assigned")
def _(document: Document) -> None:
    clocks(document, "assigned")["report"]["starts_on"] = ["visit"]
    events(document, "assigned")["visit"] = stay("commune_leader")


@breaks("met-by-missing", *FLOW, "states", "assigned", "clocks", "report")
def _(document: Document) -> None:
    events(document, "assigned")["give_up"] = {"to": [{"to": "cancelled"}], "by": ["commune_leader"], "basis": ["3.3"]}


@breaks("met-by-elsewhere", *FLOW, "states", "assigned", "clocks", "report")
def _(document: Document) -> None:
    clocks(document, "assigned")["report"]["met_by"] = {"finish": {}, "cancel": {}}


@breaks("timer-without-due", *FLOW, "states", "assigned", "clocks", "quiet")
def _(document: Document) -> None:
    clocks(document, "assigned")["quiet"] = {
        "kind": "timer",
        "title": text("quiet"),
        "limit": [{"is": "30 days"}],
        "basis": ["3.3"],
    }


@breaks("binds-needed", *FLOW, "groups", "reception", "clocks", "overall")
def _(document: Document) -> None:
    document["workflows"]["report"]["groups"] = {
        "reception": {
            "states": ["submitted", "awaiting"],
            "basis": ["2.1"],
            "clocks": {
                "overall": {
                    "kind": "obligation",
                    "title": text("overall"),
                    "limit": [{"is": "1 day"}],
                    "met_by": {"forward": {}},
                    "basis": ["2.1"],
                }
            },
        }
    }


@breaks("policy-missing", *FLOW, "states", "assigned", "clocks", "report")
def _(document: Document) -> None:
    clocks(document, "assigned")["report"]["limit"] = [
        {"when": {"competence": ["commune"]}, "is": "1 day"},
        {"when": {"competence": ["district"]}, "is": "2 days"},
    ]
    events(document, "assigned")["judge"] = stay("commune_leader", sets={"take": ["competence"]})


@breaks("due-conflict", *FLOW, "states", "assigned", "clocks", "second", "at_due", 0)
def _(document: Document) -> None:
    listed = clocks(document, "assigned")
    listed["report"]["at_due"] = [{"to": "closed"}]
    listed["second"] = {
        "kind": "timer",
        "title": text("second"),
        "limit": [{"is": "1 day"}],
        "at_due": [{"to": "cancelled"}],
        "basis": ["3.3"],
    }


@breaks("given-type", *FLOW, "states", "assigned", "clocks", "report", "limit", 0)
def _(document: Document) -> None:
    clocks(document, "assigned")["report"]["limit"] = [{"is": {"given": "result"}}]


@breaks("given-nowhere", *FLOW, "states", "assigned", "clocks", "report", "limit", 0)
def _(document: Document) -> None:
    document["fields"]["promised"] = {"is": "date", "title": text("promised")}
    clocks(document, "assigned")["report"]["limit"] = [{"is": {"given": "promised"}}]


@breaks("ceiling-missing", *FLOW, "states", "assigned", "events", "extend", "extends")
def _(document: Document) -> None:
    events(document, "assigned")["extend"] = stay("commune_leader", extends={"clock": "report", "to": "5 working days"})


@breaks("ceiling-below", *FLOW, "states", "assigned", "events", "extend", "extends", "ceiling")
def _(document: Document) -> None:
    clocks(document, "assigned")["report"]["limit"] = [{"is": "5 working days"}]
    document["fields"]["more"] = {"is": "limit", "title": text("more")}
    extends = {"clock": "report", "by": "more", "ceiling": "3 working days"}
    events(document, "assigned")["extend"] = stay("commune_leader", needs=[{"any_of": ["more"]}], extends=extends)


@breaks("ceiling-below", *FLOW, "states", "assigned", "events", "extend", "extends", "ceiling")
def _(document: Document) -> None:
    extends = {"clock": "report", "to": "5 working days", "ceiling": "30 hours"}
    events(document, "assigned")["extend"] = stay("commune_leader", extends=extends)


@breaks("never-resumed", *FLOW, "states", "assigned", "events", "hold", "pauses", 0)
def _(document: Document) -> None:
    events(document, "assigned")["hold"] = stay("commune_leader", pauses=["report"])


# ----------------------------------------------------------------------------------------------- holders


@breaks("route-not-many", *FLOW, "states", "submitted", "events", "ask_more", "to", 0, "routes", "ioc")
def _(document: Document) -> None:
    events(document, "submitted")["ask_more"]["routes"] = {"ioc": "to_unit"}


@breaks("route-mismatch", *FLOW, "states", "submitted", "events", "ask_more", "to", 0, "routes", "commune")
def _(document: Document) -> None:
    events(document, "submitted")["ask_more"]["routes"] = {"commune": "same"}


@breaks("route-mismatch", *FLOW, "states", "submitted", "events", "forward", "to", 0, "routes", "commune")
def _(document: Document) -> None:
    for name in ("ward", "board"):
        document["holders"][name] = {"many": True, "title": text(name), "basis": ["1.1"]}
    document["fields"]["other_unit"] = {"unit_of": ["ward", "board"], "title": text("other unit")}
    events(document, "submitted")["forward"]["routes"] = {"commune": "other_unit"}
    events(document, "submitted")["forward"]["needs"] = [{"any_of": ["to_unit", "other_unit"]}]


@breaks("unit-not-routed", *FLOW, "states", "at_commune", "held_by")
def _(document: Document) -> None:
    forward = events(document, "submitted")["forward"]
    del forward["routes"]
    events(document, "at_commune")["assign"]["routes"] = {"commune": "same"}


@breaks("at-end-missing", "holders", "ioc", "until")
def _(document: Document) -> None:
    document["holders"]["ioc"]["until"] = "2030-01-01"


@breaks("holder-ended", *FLOW, "states", "submitted", "events", "forward", "to", 0)
def _(document: Document) -> None:
    commune = document["holders"]["commune"]
    commune.update({"until": "2024-01-01", "at_end": {"stuck": text("gone")}})
    listed = document["workflows"]["report"]["states"]
    document["workflows"]["report"]["states"] = {
        **listed,
        "assigned": {**listed["assigned"], "held_by": "ioc"},
    }


@breaks("successor-cycle", "holders", "ioc", "at_end", "successor")
def _(document: Document) -> None:
    document["holders"]["ioc"].update({"until": "2030-01-01", "at_end": {"successor": "ioc"}})


@breaks("successor-cycle", "holders", "ioc", "at_end", "successor")
def _(document: Document) -> None:
    document["holders"]["ioc"].update({"until": "2030-01-01", "at_end": {"successor": "office"}})
    document["holders"]["office"] = {
        "until": "2030-06-30",
        "at_end": {"successor": "ioc"},
        "title": text("office"),
        "basis": ["1.1"],
    }


@breaks("successor-nameless", "holders", "ioc", "at_end", "successor")
def _(document: Document) -> None:
    document["holders"]["ioc"].update({"until": "2030-01-01", "at_end": {"successor": "commune"}})


@breaks("successor-idle", *FLOW, "states", "submitted", "held_by")
def _(document: Document) -> None:
    document["holders"]["ioc"].update({"until": "2024-01-01", "at_end": {"successor": "office"}})
    document["holders"]["office"] = {"title": text("office"), "basis": ["1.1"]}


@breaks("if-never-missing", *FLOW, "parts", "asking")
def _(document: Document) -> None:
    part(document, join="all")
