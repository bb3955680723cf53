"""A made-up regulation that uses every construct of the language once."""

from __future__ import annotations

from typing import Any

from tests.building.small import small, text

__all__ = ["rich"]


def rich() -> dict[str, Any]:
    """Give the canonical document."""
    document = small()
    document["profile"] = "rich"
    document["counting"] = {"days": "close_of_business", "basis": ["3"]}
    document["calendars"]["hotline"] = {"week": {"mon-sun": ["00:00-24:00"]}, "basis": ["2.2"]}
    document["holders"]["commune"].update({"until": "2024-06-30", "at_end": {"successor": "ward", "basis": ["1.2"]}})
    document["holders"]["ward"] = {"many": True, "from": "2024-07-01", "title": text("ward"), "basis": ["1.2"]}
    document["holders"]["board"] = {"title": text("board"), "basis": ["1.2"]}
    document["roles"]["board_member"] = {"of": "board", "title": text("member"), "basis": ["1.2"]}
    document["facts"]["severity"] = {"one_of": ["urgent", "normal"], "title": text("severity"), "basis": ["3"]}
    document["facts"]["twin"] = {"is": "case", "title": text("twin"), "basis": ["3"]}
    document["fields"].update(
        {
            "promised": {"is": "date", "title": text("promised"), "public": True, "shown_to": ["board_member"]},
            "units": {"is": "units", "of": "commune", "title": text("units")},
            "why": {"one_of": "grounds", "title": text("why")},
            "more": {"is": "limit", "title": text("more")},
        }
    )
    document["categories"]["money"] = {"title": text("money"), "basis": ["2.1"], "enters": "at_board"}
    flow = document["workflows"]["report"]
    flow["intake"]["hours"] = "hotline"
    flow["intake"]["languages"] = {"vi": {"title": text("vi"), "basis": ["2.2"]}}
    flow["intake"]["grounds"] = [
        {"id": "unlawful", "title": text("unlawful"), "basis": ["2.1"]},
        {"id": "unmarked", "check": "vietnamese_diacritics", "of": "result", "basis": ["2.1"]},
    ]
    flow["intake"]["excluded"] = [
        {"id": "grave", "redirect": text("elsewhere"), "title": text("grave"), "basis": ["1.1"]}
    ]
    flow["opens_with"]["submit"].update(
        {"sets": {"take": ["severity"]}, "may": ["photo"], "needs": [{"any_of": ["severity"]}]}
    )
    states = flow["states"]
    states["at_board"] = {
        "title": text("at the board"),
        "held_by": [{"when": {"severity": ["urgent"]}, "is": "board"}, {"when": {"severity": ["normal"]}, "is": "ioc"}],
        "basis": ["3"],
        "~readings": {"who": "board"},
        "clocks": {
            "settle": {
                "kind": "obligation",
                "title": text("settle"),
                "binds": "board_member",
                "limit": [
                    {
                        "when": {"severity": ["urgent"]},
                        "is": "4 working hours",
                        "basis": ["3.1"],
                        "calendar": "hotline",
                    },
                    {
                        "when": {"severity": ["normal"]},
                        "is": "7 working days",
                        "at_least": "4 hours",
                        "counting": "same_time",
                    },
                ],
                "met_by": {"settle": {}, "promise": {"limit": [{"is": {"given": "promised"}}], "basis": ["3.2"]}},
                "if_facts_change": {"urgent": "restart", "normal": "keep"},
                "at_due": [
                    {
                        "as": "escalate",
                        "to": "awaiting",
                        "when": {"severity": ["urgent"]},
                        "effects": [{"escalate": "board"}],
                    },
                    {"when": {"severity": ["normal"]}, "sets": {"fixed": {"severity": "urgent"}}},
                ],
                "~readings": {"days": "working"},
                "basis": ["3"],
            },
            "lock": {
                "kind": "timer",
                "title": text("lock"),
                "limit": [{"is": "30 days"}],
                "starts_on": ["rush", {"due": "settle"}],
                "counts_from": ["submit"],
                "restarts_on": ["note"],
                "replaces": ["settle"],
                "at_due": [{"to": "cancelled"}],
                "basis": ["3.3"],
            },
        },
        "events": {
            "settle": {"to": [{"to": "closed"}], "by": ["holder"], "basis": ["3.1"]},
            "promise": {
                "stay": True,
                "by": ["board_member"],
                "needs": [{"any_of": ["promised"], "when": {"severity": ["normal"]}, "basis": ["3.2"]}],
                "basis": ["3.2"],
            },
            "rush": {
                "stay": True,
                "by": ["board_member"],
                "sets": {"take": ["severity"], "from": {"grounds": "why"}, "fixed": {"competence": None}},
                "basis": ["3.2"],
            },
            "note": {
                "stay": True,
                "by": ["board_member"],
                "when": {"twin": [None]},
                "sets": {"take": ["twin"]},
                "effects": [
                    {
                        "publish": "public",
                        "channel": "channel",
                        "by": "board",
                        "with": ["result"],
                        "when": {"severity": ["urgent"]},
                        "within": {
                            "id": "publication",
                            "limit": [{"is": "1 hour"}],
                            "met_by": {"published": {}},
                            "binds": "ioc",
                        },
                        "title": text("publish"),
                    },
                    {"signal": "twin", "event": "note"},
                ],
                "basis": ["3.3"],
            },
            "published": {"stay": True, "by": ["ioc_officer"], "basis": ["3.3"]},
            "extend": {
                "stay": True,
                "by": ["board_member"],
                "extends": {"clock": "settle", "by": "more", "ceiling": "30 working days", "basis": ["3.3"]},
                "pauses": ["settle"],
                "at_most": 1,
                "basis": ["3.3"],
            },
            "stretch": {
                "stay": True,
                "by": ["board_member"],
                "extends": {
                    "clock": "settle",
                    "to": "20 working days",
                    "ceiling": {"none": text("none")},
                    "last": "any",
                },
                "resumes": ["settle"],
                "basis": ["3.3"],
            },
            "consult": {
                "stay": True,
                "by": ["board_member"],
                "needs": [{"any_of": ["units"]}],
                "opens": ["asking"],
                "basis": ["3.3"],
            },
            "split": {
                "to": [
                    {
                        "to": "closed",
                        "when": {"severity": ["urgent"]},
                        "routes": {"commune": "to_unit"},
                        "basis": ["3.1"],
                    },
                    {"to": "cancelled", "when": {"severity": ["normal"]}, "sets": {"fixed": {"grounds": "unlawful"}}},
                ],
                "routes": {"commune": "same"},
                "by": ["commune_leader"],
                "closes": ["asking"],
                "basis": ["3.3"],
            },
        },
    }
    states["awaiting"]["events"]["supply"]["within"] = {
        "id": "supplement",
        "limit": [{"is": "2 working days"}],
        "after": "refuse",
        "at_due": [{"to": "cancelled"}],
    }
    states["assigned"]["events"]["hand_back"] = {
        "to": [{"to": "submitted"}],
        "by": ["commune_leader"],
        "reroutes": True,
        "unbounded": text("no bound is stated"),
        "basis": ["3.3"],
    }
    states["assigned"]["clocks"]["report"]["met_by"] = {"finish": {}}
    flow["groups"] = {
        "everywhere": {
            "states": ["open"],
            "basis": ["3"],
            "events": {"mark": {"stay": True, "by": ["system"], "basis": ["3"]}},
        },
    }
    flow["counters"] = {
        "marks": {"adds": ["mark"], "resets": ["finish"], "at": 3, "then": [{"to": "cancelled"}], "basis": ["3.3"]}
    }
    flow["parts"] = {
        "asking": {
            "workflow": "asking",
            "one_for": "units",
            "routes": {"commune": "each"},
            "join": "all",
            "then": [{"as": "all_said", "to": "closed"}],
            "if_never": text("it stays open"),
            "basis": ["3.3"],
        }
    }
    document["workflows"]["asking"] = {
        "part": True,
        "judged_by": "current",
        "title": text("asking"),
        "basis": ["3.3"],
        "opens_with": {"opened": {"to": [{"to": "asked"}], "by": ["system"], "basis": ["3.3"]}},
        "states": {
            "asked": {
                "title": text("asked"),
                "held_by": "commune",
                "no_limit": text("none"),
                "basis": ["3.3"],
                "events": {"say": {"to": [{"to": "said"}], "by": ["commune_leader"], "basis": ["3.3"]}},
            },
            "said": {"title": text("said"), "final": True, "outcome": "said", "basis": ["3.3"]},
        },
    }
    document["readings"] = {
        name: {
            "question": text(name),
            "options": {"board": "board", "working": "7 working days"},
            "titles": {"board": text("board"), "working": text("working")},
            "default": "board",
            "why": text("because"),
            "basis": ["3"],
        }
        for name in ("who", "days")
    }
    return document
