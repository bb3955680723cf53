"""A regulation with every kind of limit that an explanation has words for, and cases that reach each of them."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from feedback_rules.calendar.daytable import DayTable
from feedback_rules.engine import Engine
from feedback_rules.profiles.build import build
from feedback_rules.workflow.event import Event

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

DAYS = DayTable.from_dict(
    {
        "days": "days",
        "sources": {"law": "Bộ luật Lao động, Điều 112", "notice": "Thông báo 1/TB"},
        "years": {
            "2024": {
                "status": "verified",
                "off": {
                    "2024-03-06": {"kind": "statutory", "vi": "nghỉ lễ", "en": "a holiday", "sources": ["law"]},
                    "2024-03-08": {"kind": "swap", "vi": "hoán đổi", "en": "a swap", "sources": ["notice"]},
                },
                "made_up": {"2024-03-09": {"replaces": "2024-03-08", "sources": ["notice"]}},
            },
            "2025": {"status": "provisional"},
        },
    }
)


def text(words: str) -> dict[str, str]:
    """Give a text in both languages."""
    return {"vi": f"{words} (vi)", "en": words}


def at(words: str) -> datetime:
    """Give a wall time of Viet Nam as an instant."""
    return datetime.fromisoformat(words).replace(tzinfo=ZONE)


def event(name: str, when: str, by: str = "officer", **data: Any) -> Event:
    """Give an event of the case R-1; ``part`` and ``unit`` are not data."""
    part = data.pop("part", "")
    return Event(case=f"R-1{part}", name=name, at=at(when), by=by, unit=data.pop("unit", None), data=data)


def _stay(**more: Any) -> dict[str, Any]:
    return {"stay": True, "by": ["officer"], "basis": ["2"], **more}


def _duty(limit: list[dict[str, Any]], *acts: str, **more: Any) -> dict[str, Any]:
    clock: dict[str, Any] = {"kind": "obligation", "title": text("duty"), "basis": ["3.1.a"], **more}
    return clock | {"limit": limit, "met_by": {act: {} for act in acts}}


DOCUMENT: dict[str, Any] = {
    "profile": "rich",
    "format": 1,
    "title": text("rich"),
    "regulation": {"number": "7/QĐ-UBND", "form": "administrative", "issued": "2024-01-01"},
    "place": {"code": "VN-00", "name": "x"},
    "zone": "Asia/Ho_Chi_Minh",
    "outline": {"1": [], "2": [], "3": ["1", "1.a", "2", "3"]},
    "counting": {"days": "end_of_day", "inferred": text("the Civil Code's way")},
    "calendars": {
        "office": {
            "default": True,
            "week": {"mon-fri": ["07:30-11:30", "13:00-17:00"]},
            "days": "days",
            "inferred": text("no hours are stated"),
        }
    },
    "holders": {
        "ioc": {"title": text("centre"), "basis": ["1"]},
        "unit": {"many": True, "title": text("unit"), "basis": ["1"]},
    },
    "roles": {
        "officer": {"of": "ioc", "title": text("officer"), "basis": ["1"]},
        "handler": {"of": "unit", "title": text("handler"), "basis": ["1"]},
    },
    "facts": {
        "severity": {"one_of": ["urgent", "normal"], "title": text("severity"), "basis": ["2"]},
        "mood": {"one_of": ["happy", "sad"], "title": text("mood"), "basis": ["2"]},
        "twin": {"is": "case", "title": text("twin"), "basis": ["2"]},
    },
    "fields": {
        "to_unit": {"unit_of": "unit", "title": text("unit")},
        "by_day": {"is": "date", "title": text("promised day")},
        "amount": {"is": "limit", "title": text("promised amount")},
        "until": {"is": "instant", "title": text("promised instant")},
        "result": {"is": "text", "title": text("result")},
    },
    "categories": {"light": {"title": text("light"), "basis": ["2"], "enters": "desk"}},
    "workflows": {
        "report": {
            "title": text("report"),
            "basis": ["2"],
            "intake": {
                "channels": {"app": {"title": text("the app"), "basis": ["2"]}},
                "required": [{"field": "result", "basis": ["2"]}],
            },
            "opens_with": {
                "submit": {"to": {"category": "enters"}, "by": ["citizen"], "title": text("send"), "basis": ["2"]}
            },
            "counters": {
                "nudges": {
                    "adds": ["nudge"],
                    "at": 2,
                    "then": [{"effects": [{"remind": "ioc", "basis": ["2"]}]}],
                    "basis": ["2"],
                }
            },
            "parts": {"help": {"workflow": "helping", "join": "none", "basis": ["2"]}},
            "states": {
                "desk": {
                    "title": text("the desk"),
                    "held_by": "ioc",
                    "basis": ["2"],
                    "clocks": {
                        "soon": {
                            "kind": "obligation",
                            "title": text("soon"),
                            "limit": [{"is": "at once"}],
                            "met_by": {"touch": {}},
                            "basis": ["2"],
                            "~readings": {"elsewhere": "yes"},
                        },
                        "glad": _duty([{"is": "2 days"}], "touch", when={"mood": ["happy"]}),
                        "torn": _duty([{"is": {"unknown": text("the page is torn")}}], "touch", title=text("torn")),
                        "table": _duty(
                            [
                                {"when": {"severity": ["urgent"]}, "is": "4 working hours", "basis": ["3.1"]},
                                {
                                    "when": {"severity": ["normal"]},
                                    "is": "7 working days",
                                    "at_least": "4 hours",
                                    "basis": ["3"],
                                },
                            ],
                            "go",
                            if_facts_change={"urgent": "restart", "normal": "recompute"},
                            **{"~readings": {"how": "so"}},
                        ),
                        "whole": _duty([{"is": "15 working days"}], "finish", binds="ioc"),
                        "year": {
                            "kind": "timer",
                            "title": text("a year"),
                            "limit": [{"is": "10 months"}],
                            "at_due": [
                                {
                                    "as": "silence",
                                    "when": {"severity": ["urgent", None]},
                                    "to": "closed",
                                    "sets": {"fixed": {"mood": "sad"}},
                                    "effects": [{"notify": "citizen", "channel": "sms", "basis": ["2"]}],
                                },
                                {"when": {"severity": ["normal"]}, "basis": ["2"]},
                            ],
                            "basis": ["3"],
                        },
                        "after": {
                            "kind": "obligation",
                            "title": text("afterwards"),
                            "limit": [{"is": "48 working hours"}],
                            "starts_on": [{"due": "whole"}],
                            "met_by": {"finish": {}},
                            "basis": ["3"],
                        },
                        "promise": {
                            "kind": "obligation",
                            "title": text("promise"),
                            "limit": [{"is": {"given": "by_day"}}],
                            "starts_on": ["promise"],
                            "replaces": ["whole"],
                            "met_by": {"finish": {}},
                            "basis": ["3"],
                        },
                        "moment": _duty([{"is": {"given": "until"}}], "finish", starts_on=["appoint"]),
                        "lent": _duty([{"is": {"given": "amount"}}], "finish", starts_on=["lend"]),
                    },
                    "events": {
                        "touch": _stay(),
                        "nudge": _stay(),
                        "rate": _stay(sets={"take": ["severity", "mood"]}),
                        "link": _stay(
                            sets={"take": ["twin"]}, effects=[{"signal": "twin", "event": "touch", "basis": ["2"]}]
                        ),
                        "promise": _stay(needs=[{"any_of": ["by_day"]}], title=text("promise a day")),
                        "appoint": _stay(needs=[{"any_of": ["until"]}]),
                        "lend": _stay(may=["amount"]),
                        "give": _stay(may=["amount"]),
                        "more": _stay(
                            needs=[{"any_of": ["amount"]}],
                            extends={"clock": "whole", "by": "amount", "ceiling": "30 working days", "basis": ["3.1"]},
                        ),
                        "total": _stay(
                            extends={
                                "clock": "whole",
                                "to": "20 working days",
                                "ceiling": {"none": text("none is named")},
                                "basis": ["3.1"],
                            }
                        ),
                        "fix": _stay(
                            needs=[{"any_of": ["by_day"]}],
                            extends={"clock": "whole", "by": "by_day", "ceiling": "600 working days", "basis": ["3.1"]},
                        ),
                        "consult": _stay(opens=["help"]),
                        "dismiss": _stay(closes=["help"]),
                        "hold": _stay(pauses=["whole"], basis=["3.2"]),
                        "resume": _stay(resumes=["whole"], basis=["3.3"]),
                        "go": {
                            "to": [{"to": "field"}],
                            "by": ["officer"],
                            "needs": [{"any_of": ["to_unit"]}],
                            "routes": {"unit": "to_unit"},
                            "basis": ["2"],
                        },
                        "finish": {
                            "to": [{"to": "closed"}],
                            "by": ["officer", "holder"],
                            "title": text("finish"),
                            "effects": [
                                {
                                    "publish": "public",
                                    "with": ["result"],
                                    "channel": "portal",
                                    "title": text("publish"),
                                    "within": {
                                        "id": "publication",
                                        "limit": [{"is": "1 hour"}],
                                        "met_by": {"published": {}},
                                        "binds": "ioc",
                                        "basis": ["3"],
                                    },
                                    "basis": ["3"],
                                }
                            ],
                            "basis": ["2"],
                        },
                    },
                },
                "field": {
                    "title": text("in the field"),
                    "held_by": "unit",
                    "no_limit": text("nobody is under a limit here"),
                    "inferred": text("the field is no state of the text"),
                    "events": {
                        "back": {"to": [{"to": "desk"}], "by": ["handler"], "basis": ["2"]},
                        "again": {"stay": True, "by": ["officer"], "routes": {"unit": "to_unit"}, "basis": ["2"]},
                        "reply": {
                            "stay": True,
                            "by": ["citizen"],
                            "within": {"id": "chance", "limit": [{"is": "2 days"}], "after": "refuse", "basis": ["3"]},
                            "basis": ["2"],
                        },
                        "add": {
                            "stay": True,
                            "by": ["citizen"],
                            "title": text("add"),
                            "within": {"limit": [{"is": "1 hour"}], "basis": ["3"]},
                            "basis": ["2"],
                        },
                        "close": {"to": [{"to": "closed"}], "by": ["handler"], "basis": ["2"]},
                    },
                    "clocks": {
                        "window": {
                            "kind": "window",
                            "title": text("a chance"),
                            "limit": [{"is": "same working day"}],
                            "met_by": {"close": {}},
                            "basis": ["3"],
                        }
                    },
                },
                "closed": {
                    "title": text("closed"),
                    "final": True,
                    "outcome": "done",
                    "basis": ["2"],
                    "events": {"published": {"stay": True, "by": ["officer"], "basis": ["3"]}},
                },
            },
        },
        "helping": {
            "title": text("help"),
            "part": True,
            "basis": ["2"],
            "opens_with": {"asked": {"to": [{"to": "waiting"}], "by": ["system"], "basis": ["2"]}},
            "states": {
                "waiting": {
                    "title": text("waiting for help"),
                    "held_by": "ioc",
                    "basis": ["2"],
                    "clocks": {"answer": _duty([{"is": "1 day"}], "help_given")},
                    "events": {"help_given": {"to": [{"to": "helped"}], "by": ["officer"], "basis": ["2"]}},
                },
                "helped": {"title": text("helped"), "final": True, "outcome": "helped", "basis": ["2"]},
            },
        },
    },
    "readings": {
        "how": {
            "question": text("so or not?"),
            "options": {"so": "x", "not": "y"},
            "titles": {"so": text("so")},
            "default": "so",
            "why": text("since"),
            "basis": ["3"],
        }
    },
    "rating": {"event": "rate", "scale": {"happy": text("glad"), "sad": text("sorry")}, "basis": ["2"]},
}
"""The canonical document."""


@cache
def rich() -> Engine:
    """Compile it once."""
    return Engine(build(DOCUMENT, tables={"days": DAYS}, law="law", days="days", digest="d"))


def case_of(*events: Event) -> Any:
    """Replay events after the opening on Monday 2024-03-04 at 08:00 and give the case."""
    first = event("submit", "2024-03-04 08:00", "citizen", category="light", channel="app", result="r")
    return rich().replay([first, *events]).cases["R-1"].case
