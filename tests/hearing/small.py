"""Small regulations for what the showcase can't say without losing its shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.calendar.daytable import DayTable
from feedback_rules.engine import Engine
from feedback_rules.profiles.build import build
from tests.hearing.bench import at, event

if TYPE_CHECKING:
    from feedback_rules.workflow.case import Case

TABLE = DayTable.from_dict({"days": "days", "sources": {"law": "a law"}, "years": {"2024": {"status": "verified"}}})


def text(words: str) -> dict[str, str]:
    """Give a text in both languages."""
    return {"vi": f"{words} (vi)", "en": words}


def document(workflows: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Give a canonical document around workflows; ``more`` adds to its tables."""
    base: dict[str, Any] = {
        "profile": "small",
        "format": 1,
        "title": text("small"),
        "regulation": {"number": "1/QĐ", "form": "administrative", "issued": "2024-01-01"},
        "place": {"code": "VN-00", "name": "x"},
        "zone": "Asia/Ho_Chi_Minh",
        "outline": {"1": []},
        "calendars": {
            "office": {
                "default": True,
                "week": {"mon-fri": ["07:30-11:30", "13:00-17:00"]},
                "days": "days",
                "basis": ["1"],
            }
        },
        "holders": {"ioc": {"title": text("centre"), "basis": ["1"]}},
        "roles": {"officer": {"of": "ioc", "title": text("officer"), "basis": ["1"]}},
        "facts": {},
        "fields": {},
        "workflows": workflows,
    }
    for key, value in more.items():
        base[key] = {**base.get(key, {}), **value} if isinstance(value, dict) else value
    return base


def compiled(made: dict[str, Any], table: DayTable = TABLE, **identity: str) -> Engine:
    """Compile a document."""
    return Engine(
        build(made, tables={"days": table}, **{"law": "law", "days": table.digest, "digest": "d", **identity})
    )


def flow(states: dict[str, Any], opening: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """Give a workflow that ``open`` opens in its first state."""
    first = next(iter(states))
    given = {"to": [{"to": first}], "by": ["citizen"], "basis": ["1"], **(opening or {})}
    return {"title": text("flow"), "basis": ["1"], "opens_with": {"open": given}, "states": states, **more}


def stay(**more: Any) -> dict[str, Any]:
    """Give an event of the officer that stays."""
    return {"stay": True, "by": ["officer"], "basis": ["1"], **more}


def lost_and_found() -> tuple[Engine, Case]:
    """Give a regulation whose state is held by who a fact names, and a case that its keeper's end has orphaned."""
    duty = {
        "kind": "obligation",
        "title": text("duty"),
        "limit": [{"is": "30 days"}],
        "met_by": {"done": {}},
        "basis": ["1"],
    }
    watch = {
        "kind": "timer",
        "title": text("watch"),
        "limit": [{"is": "30 days"}],
        "at_due": [{"effects": []}],
        "basis": ["1"],
    }
    held = {
        "title": text("held"),
        "held_by": [{"when": {"keeper": ["ioc"]}, "is": "ioc"}, {"when": {"keeper": ["dying", None]}, "is": "dying"}],
        "basis": ["1"],
        "clocks": {"duty": duty, "watch": watch},
        "events": {
            "find": stay(sets={"take": ["keeper"]}, reroutes=True),
            "done": {"to": [{"to": "over"}], "by": ["officer"], "basis": ["1"]},
        },
    }
    over = {"title": text("over"), "final": True, "outcome": "over", "basis": ["1"]}
    engine = compiled(
        document(
            {"report": flow({"held": held, "over": over})},
            holders={
                "dying": {
                    "until": "2024-03-07",
                    "at_end": {"stuck": text("gone")},
                    "title": text("dying"),
                    "basis": ["1"],
                }
            },
            facts={"keeper": {"one_of": ["ioc", "dying"], "title": text("keeper"), "basis": ["1"]}},
        )
    )
    case = engine.apply(None, event("open", "04 08:00", "citizen")).case
    return engine, engine.advance(case, at("08 08:00")).case


def succession(ends: dict[str, tuple[str, str | None]]) -> Engine:
    """Give a regulation whose one state is held by kinds that end on a day of March 2024, each with its successor."""
    holders = {}
    for name, (day, heir) in ends.items():
        at_end = {"stuck": text(f"{name} is gone")} if heir is None else {"successor": heir}
        holders[name] = {"until": f"2024-03-{day}", "at_end": at_end, "title": text(name), "basis": ["1"]}
    begin = {
        "title": text("begin"), "held_by": next(iter(ends)), "no_limit": text("none"), "basis": ["1"],
        "events": {"note": stay()},
    }  # fmt: skip
    return compiled(document({"report": flow({"begin": begin})}, holders=holders))
