"""A small regulation that is whole and free of problems; the tests change one thing in it at a time."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from feedback_rules.calendar.daytable import DayTable

TABLES = {
    "days": DayTable.from_dict(
        {
            "days": "days",
            "sources": {"law": "Labour Code 2019, article 112"},
            "years": {
                "2024": {
                    "status": "verified",
                    "off": {
                        "2024-01-01": {
                            "kind": "statutory",
                            "vi": "Tết Dương lịch",
                            "en": "New Year",
                            "sources": ["law"],
                        },
                    },
                }
            },
        }
    )
}
"""A day table of one year."""


def text(words: str) -> dict[str, str]:
    """Give a text in both languages."""
    return {"vi": f"{words} (vi)", "en": words}


def small() -> dict[str, Any]:
    """Give a fresh copy of the canonical document."""
    return deepcopy(DOCUMENT)


def _at(level: str) -> dict[str, Any]:
    """Give a state in which a unit of ``level`` decides within an hour, or passes the case up within a day."""
    return {
        "title": text(f"at the {level}"),
        "held_by": level,
        "basis": ["3.1"],
        "clocks": {
            "decide": {
                "kind": "obligation",
                "title": text("decide"),
                "met_by": {
                    "assign": {"limit": [{"is": "1 hour"}], "basis": ["3.1"]},
                    "pass_up": {"limit": [{"is": "1 working day"}], "basis": ["3.2"]},
                },
                "basis": ["3"],
            }
        },
        "events": {
            "assign": {
                "to": [{"to": "assigned"}],
                "by": ["commune_leader"],
                "when": {"competence": ["commune"]},
                "sets": {"take": ["competence"]},
                "basis": ["3.1"],
            },
            "pass_up": {
                "to": [{"to": "closed"}],
                "by": ["commune_leader"],
                "when": {"competence": ["district"]},
                "sets": {"take": ["competence"]},
                "basis": ["3.2"],
            },
        },
    }


DOCUMENT: dict[str, Any] = {
    "profile": "small",
    "format": 1,
    "title": text("a small regulation"),
    "regulation": {
        "number": "1/QĐ-UBND",
        "form": "administrative",
        "issued": "2024-01-02",
        "in_force": {"from": "2024-01-02", "basis": ["D.2"]},
    },
    "place": {"code": "VN-00", "name": "Nơi này"},
    "zone": "Asia/Ho_Chi_Minh",
    "outline": {"D": ["1", "2"], "1": ["1", "2"], "2": ["1", "1.a", "1.b", "2"], "3": ["1", "2", "3"], "4": []},
    "calendars": {
        "office": {
            "default": True,
            "week": {"mon-fri": ["07:30-11:30", "13:00-17:00"]},
            "days": "days",
            "inferred": text("no hours are stated"),
        }
    },
    "holders": {
        "ioc": {"level": "province", "title": text("centre"), "basis": ["1.1"]},
        "commune": {"level": "commune", "many": True, "title": text("commune"), "basis": ["1.1"]},
    },
    "roles": {
        "ioc_officer": {"of": "ioc", "title": text("officer"), "basis": ["1.1"]},
        "commune_leader": {"of": "commune", "title": text("leader"), "basis": ["1.2"]},
    },
    "facts": {
        "competence": {"one_of": ["commune", "district"], "title": text("competence"), "basis": ["3"]},
    },
    "fields": {
        "full_name": {"is": "text", "title": text("name")},
        "photo": {"is": "file", "title": text("photo")},
        "to_unit": {"unit_of": "commune", "title": text("unit")},
        "result": {"is": "text", "title": text("result")},
    },
    "categories": {
        "order": {"title": text("order"), "basis": ["2.1"], "enters": "submitted"},
        "light": {
            "title": text("light"),
            "basis": ["2.1"],
            "enters": "submitted",
            "in": {"lamp": {"title": text("lamp"), "basis": ["2.1"]}},
        },
    },
    "workflows": {
        "report": {
            "title": text("report"),
            "basis": ["2"],
            "intake": {
                "channels": {"app": {"title": text("app"), "basis": ["2.2"]}},
                "required": [{"field": "full_name", "basis": ["2.1.a"]}],
                "optional": [{"field": "photo", "basis": ["2.1.b"]}],
            },
            "opens_with": {"submit": {"to": {"category": "enters"}, "by": ["citizen"], "basis": ["2.1"]}},
            "states": {
                "submitted": {
                    "title": text("submitted"),
                    "held_by": "ioc",
                    "no_limit": text("only complete reports bind"),
                    "basis": ["2.1"],
                    "clocks": {
                        "intake": {
                            "kind": "obligation",
                            "title": text("intake"),
                            "when": {"complete": [True]},
                            "limit": [{"is": "1 hour"}],
                            "met_by": {"forward": {}},
                            "basis": ["2.1.a"],
                        }
                    },
                    "events": {
                        "forward": {
                            "to": [{"to": "at_commune"}],
                            "by": ["ioc_officer"],
                            "when": {"complete": [True]},
                            "needs": [{"any_of": ["to_unit"]}],
                            "routes": {"commune": "to_unit"},
                            "basis": ["2.1.a"],
                        },
                        "ask_more": {
                            "to": [{"to": "awaiting"}],
                            "by": ["ioc_officer"],
                            "when": {"complete": [False]},
                            "at_most": 3,
                            "basis": ["2.1.b"],
                        },
                    },
                },
                "awaiting": {
                    "title": text("awaiting"),
                    "held_by": "citizen",
                    "no_limit": text("nobody is obliged"),
                    "basis": ["2.1.b"],
                    "events": {
                        "supply": {
                            "to": [{"to": "submitted"}],
                            "by": ["citizen"],
                            "may": ["full_name"],
                            "supplement": True,
                            "within": {"limit": [{"is": "1 hour"}]},
                            "basis": ["2.1.b"],
                        },
                        "cancel": {
                            "to": [{"to": "cancelled"}],
                            "by": ["ioc_officer"],
                            "after_due": "supply",
                            "effects": [{"notify": "citizen", "channel": "sms"}],
                            "basis": ["2.1.b"],
                        },
                    },
                },
                "at_commune": _at("commune"),
                "assigned": {
                    "title": text("assigned"),
                    "held_by": "commune",
                    "basis": ["3.1"],
                    "clocks": {
                        "report": {
                            "kind": "obligation",
                            "title": text("report the result"),
                            "limit": [{"is": "1 working day"}],
                            "basis": ["3.3"],
                        }
                    },
                    "events": {
                        "finish": {
                            "to": [{"to": "closed"}],
                            "by": ["commune_leader"],
                            "needs": [{"any_of": ["result"]}],
                            "effects": [{"publish": "public", "with": ["result"]}],
                            "basis": ["3.3"],
                        }
                    },
                },
                "closed": {
                    "title": text("closed"),
                    "final": True,
                    "outcome": "answered",
                    "basis": ["3.3"],
                    "events": {"rate": {"stay": True, "by": ["citizen"], "basis": ["3.3"]}},
                },
                "cancelled": {"title": text("cancelled"), "final": True, "outcome": "cancelled", "basis": ["2.1.b"]},
            },
        }
    },
    "clauses": {"4": {"organisational": True}, "D.1": {"organisational": True}},
}
