"""Small regulations and histories, drawn by hypothesis: every construct of the hearing room in random company."""

from __future__ import annotations

from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

from hypothesis import settings
from hypothesis import strategies as st

from feedback_rules.calendar.daytable import DayTable
from feedback_rules.engine import Engine
from feedback_rules.errors import RefusedError
from feedback_rules.profiles.build import build
from feedback_rules.workflow.case import NO_DUE
from feedback_rules.workflow.event import Event
from feedback_rules.workflow.step import wake_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from feedback_rules.engine import Step
    from feedback_rules.workflow.case import Case

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
START = 1_709_514_000 * SECOND  # 2024-03-04 08:00 in Viet Nam, a Monday

DAYS = {
    "days": "days",
    "sources": {"law": "a law", "notice": "a notice"},
    "years": {
        "2024": {
            "status": "verified",
            "off": {
                "2024-03-06": {"kind": "statutory", "vi": "nghỉ", "en": "off", "sources": ["law"]},
                "2024-03-08": {"kind": "swap", "vi": "hoán đổi", "en": "swap", "sources": ["notice"]},
            },
            "made_up": {"2024-03-09": {"replaces": "2024-03-08", "sources": ["notice"]}},
        }
    },
}
"""A year with a day off and a swap in the week in which the cases begin."""

TABLE = DayTable.from_dict(DAYS)

STATES = ("s0", "s1", "s2", "s3")
UNITS = ("North", "South")
LIMITS = (
    "30 minutes", "1 hour", "5 hours", "4 working hours", "8 working hours", "1 day", "2 days", "1 week",
    "1 working day", "2 working days", "same working day",
)  # fmt: skip


def text(words: str) -> dict[str, str]:
    """Give a text in both languages."""
    return {"vi": f"{words} (vi)", "en": words}


class Choices:
    """The choices that make one regulation, from its number alone."""

    def __init__(self, number: int) -> None:
        self._random = Random(number)

    def yes(self, one_in: int = 2) -> bool:
        """Say yes once in so many times."""
        return self.up_to(one_in - 1) == 0

    def up_to(self, most: int) -> int:
        """Give a whole number from 0 to ``most``."""
        return int(self._random.random() * (most + 1))

    def one_of(self, options: Sequence[Any]) -> Any:
        """Give one of the options."""
        return options[self.up_to(len(options) - 1)]


def document(number: int) -> dict[str, Any]:
    """Give the canonical document of regulation ``number``: well-formed where determinism asks for it."""
    draw = Choices(number)
    states = {name: _state(draw, index) for index, name in enumerate(STATES)}
    states["closed"] = {
        "title": text("closed"),
        "final": True,
        "outcome": "done",
        "basis": ["1"],
        "events": {"rate": {"stay": True, "by": ["citizen"], "sets": {"take": ["severity"]}, "basis": ["1"]}},
    }
    if draw.yes():
        states["closed"]["events"]["ask"] = {
            "stay": True,
            "by": ["citizen"],
            "opens": ["question"],
            "within": {"limit": [{"is": "2 days"}], "after": draw.one_of(("late", "refuse")), "basis": ["1"]},
            "basis": ["1"],
        }
    groups = {}
    if draw.yes():
        groups["both"] = {
            "states": ["s1", "s2"],
            "basis": ["1"],
            "clocks": {"whole": _clock(draw, "whole", ["finish"], binds="ioc")},
        }
    report: dict[str, Any] = {
        "title": text("report"),
        "basis": ["1"],
        "intake": {"required": [{"field": "phone", "basis": ["1"]}]},
        "opens_with": {
            "submit": {
                "to": [{"to": "s0"}],
                "by": ["citizen"],
                "sets": {"take": ["severity", "urgent"]},
                "routes": {"unit": "to_unit"},
                "basis": ["1"],
            }
        },
        "states": states,
        "groups": groups,
        "parts": {
            "question": {
                "workflow": "asking",
                "join": draw.one_of(("all", "any", "none")),
                "then": [{"sets": {"fixed": {"answered": True}}, "effects": [{"notify": "citizen", "basis": ["1"]}]}],
                "basis": ["1"],
            }
        },
    }
    if draw.yes():
        report["counters"] = {
            "notes": {
                "adds": ["note"],
                "resets": ["return"],
                "at": 1 + draw.up_to(2),
                "then": [{"effects": [{"escalate": "ioc", "basis": ["1"]}]}],
                "basis": ["1"],
            }
        }
    return {
        "profile": "generated",
        "format": 1,
        "title": text("generated"),
        "regulation": {"number": "1/QĐ-UBND", "form": "administrative", "issued": "2024-01-01"},
        "place": {"code": "VN-00", "name": "x"},
        "zone": "Asia/Ho_Chi_Minh",
        "outline": {"1": []},
        "counting": {"days": draw.one_of(("end_of_day", "close_of_business", "same_time")), "basis": ["1"]},
        "calendars": {
            "office": {
                "default": True,
                "week": {"mon-thu": ["07:30-11:30", "13:00-17:00"], "fri": ["07:30-11:30"]},
                "days": "days",
                "basis": ["1"],
            }
        },
        "holders": {
            "ioc": {"title": text("ioc"), "basis": ["1"]},
            "unit": {"many": True, "title": text("unit"), "basis": ["1"], **_end(draw)},
            "heir": {"many": True, "title": text("heir"), "basis": ["1"]},
        },
        "roles": {
            "officer": {"of": "ioc", "title": text("officer"), "basis": ["1"]},
            "handler": {"of": "unit", "title": text("handler"), "basis": ["1"]},
        },
        "facts": {
            "severity": {"one_of": ["urgent", "normal", "complex"], "title": text("severity"), "basis": ["1"]},
            "urgent": {"flag": True, "title": text("urgent"), "basis": ["1"]},
            "answered": {"flag": True, "title": text("answered"), "basis": ["1"]},
            "twin": {"is": "case", "title": text("twin"), "basis": ["1"]},
        },
        "fields": {
            "to_unit": {"unit_of": "unit", "title": text("unit")},
            "promised": {"is": "instant", "title": text("promised")},
            "more": {"is": "limit", "title": text("more")},
            "twin": {"is": "case", "title": text("twin")},
            "phone": {"is": "text", "title": text("phone")},
            "photo": {"is": "file", "title": text("photo")},
        },
        "workflows": {
            "report": report,
            "asking": {
                "title": text("asking"),
                "part": True,
                "basis": ["1"],
                "opens_with": {"asked": {"to": [{"to": "open"}], "by": ["citizen"], "basis": ["1"]}},
                "states": {
                    "open": {
                        "title": text("open"),
                        "held_by": "ioc",
                        "basis": ["1"],
                        "clocks": {"reply": _clock(draw, "reply", ["answer"])},
                        "events": {"answer": {"to": [{"to": "told"}], "by": ["officer"], "basis": ["1"]}},
                    },
                    "told": {"title": text("told"), "final": True, "outcome": "told", "basis": ["1"]},
                },
            },
        },
    }


def _end(draw: Choices) -> dict[str, Any]:
    """Let the kind with many units end in the first week, or not."""
    end = draw.one_of(("never", "successor", "stuck"))
    if end == "never":
        return {}
    until = draw.one_of(("2024-03-04", "2024-03-05", "2024-03-07"))
    at_end = {"successor": "heir"} if end == "successor" else {"stuck": text("gone")}
    return {"until": until, "at_end": {**at_end, "basis": ["1"]}}


def _limit(draw: Choices) -> list[dict[str, Any]]:
    """Draw one limit, or a table of them on the severity."""
    if draw.up_to(2):
        return [{"is": draw.one_of(LIMITS)}]
    return [
        {"when": {"severity": ["urgent"]}, "is": draw.one_of(LIMITS), "basis": ["1"]},
        {"when": {"severity": ["normal", "complex"]}, "is": draw.one_of(LIMITS), "basis": ["1"]},
    ]


def _clock(draw: Choices, name: str, acts: list[str], binds: str | None = None) -> dict[str, Any]:
    """Draw an obligation or a timer; where several acts comply, perhaps each in its own time."""
    kind = draw.one_of(("obligation", "obligation", "timer"))
    clock: dict[str, Any] = {"kind": kind, "title": text(name), "basis": ["1"]}
    if len(acts) > 1 and draw.yes():
        clock["met_by"] = {act: {"limit": _limit(draw), "basis": ["1"]} for act in acts}
    else:
        clock["met_by"] = {act: {} for act in acts}
        clock["limit"] = _limit(draw)
    clock["if_facts_change"] = draw.one_of(("keep", "recompute", "restart"))
    if binds is not None:
        clock["binds"] = binds
    if draw.yes(4):
        clock["when"] = {"urgent": [True]}
    if draw.yes(4):
        clock["counts_from"] = ["note"]
    if draw.yes(4):
        clock["restarts_on"] = ["note"]
    if kind == "timer" or draw.yes():
        clock["at_due"] = [{"effects": [{"escalate": "ioc", "basis": ["1"]}], "basis": ["1"]}]
    return clock


def _state(draw: Choices, index: int) -> dict[str, Any]:
    """Draw a state with its clocks and events; at most one clock of it moves the case at due (S22)."""
    name = STATES[index]
    onward = STATES[index + 1] if index + 1 < len(STATES) else "closed"
    events: dict[str, Any] = {
        "go": {"to": [{"to": onward}], "by": ["officer", "handler"], "may": ["promised"], "basis": ["1"]},
        "finish": {
            "to": [{"to": "closed"}],
            "by": ["officer"],
            "basis": ["1"],
            "effects": [{"notify": "citizen", "basis": ["1"]}],
        },
        "note": {"stay": True, "by": ["officer"], "sets": {"take": ["severity", "urgent"]}, "basis": ["1"]},
        "route": {"stay": True, "by": ["officer"], "routes": {"unit": "to_unit"}, "reroutes": True, "basis": ["1"]},
        "ask": {"stay": True, "by": ["citizen"], "opens": ["question"], "at_most": 2, "basis": ["1"]},
    }
    if index and draw.yes():
        events["return"] = {"to": [{"to": STATES[index - 1]}], "by": ["handler"], "basis": ["1"]}
    clocks = {f"own{index}": _clock(draw, f"own{index}", draw.one_of((["go"], ["go", "finish"])))}
    if draw.yes():
        clocks[f"own{index}"]["at_due"] = [
            {"to": onward, "effects": [{"report": "ioc", "basis": ["1"]}], "basis": ["1"], "as": f"overdue{index}"}
        ]
    if draw.yes():
        clocks[f"promise{index}"] = {
            "kind": "obligation",
            "title": text("promise"),
            "limit": [{"is": {"given": "promised"}}],
            "starts_on": ["promise"],
            "met_by": {"go": {}},
            "replaces": [f"own{index}"],
            "basis": ["1"],
        }
        events["promise"] = {
            "stay": True,
            "by": ["officer"],
            "needs": [{"any_of": ["promised"]}],
            "basis": ["1"],
        }
    if draw.yes():
        events["extend"] = {
            "stay": True,
            "by": ["officer"],
            "needs": [{"any_of": ["more"]}],
            "extends": {"clock": f"own{index}", "by": "more", "ceiling": draw.one_of(("30 working days", "1 year"))},
            "sets": {"take": draw.one_of((["urgent"], ["severity", "urgent"]))},
            "basis": ["1"],
        }
    if draw.yes():
        events["hold"] = {"stay": True, "by": ["officer"], "pauses": [f"own{index}"], "basis": ["1"]}
        events["resume"] = {
            "stay": True,
            "by": ["officer"],
            "resumes": [f"own{index}"],
            "sets": {"take": ["severity"]},
            "basis": ["1"],
        }
        if draw.yes():
            events["ask"]["pauses"] = [f"own{index}"]
    if draw.yes():
        events["link"] = {"stay": True, "by": ["officer"], "sets": {"take": ["twin"]}, "basis": ["1"]}
        events["unlink"] = {"stay": True, "by": ["officer"], "sets": {"fixed": {"twin": None}}, "basis": ["1"]}
        events["tell"] = {
            "stay": True,
            "by": ["officer"],
            "effects": [{"signal": "twin", "event": "note", "basis": ["1"]}],
            "basis": ["1"],
        }
    if draw.yes():
        events["supply"] = {
            "stay": True,
            "by": ["citizen"],
            "supplement": True,
            "may": ["phone"],
            "needs": [{"any_of": ["photo"], "when": {"complete": [False], "urgent": [True]}}],
            "basis": ["1"],
        }
    if draw.yes(3):
        clocks[f"own{index}"]["replaces"] = ["whole"]
    held_by: Any = draw.one_of(("ioc", "unit", "ioc", "unit", "nobody"))
    return {"title": text(name), "held_by": held_by, "basis": ["1"], "clocks": clocks, "events": events}


@lru_cache(maxsize=256)
def regulation(number: int) -> Engine:
    """Compile regulation ``number``."""
    return Engine(build(document(number), tables={"days": TABLE}, law="law", days="days", digest="d"))


def regulations() -> st.SearchStrategy[Engine]:
    """Draw a regulation: one of a few dozen, or in long runs of thousands."""
    most = 5_000 if settings.get_current_profile_name() == "long" else 47
    return st.integers(0, most).map(regulation)


def steps_between(draw: st.DrawFn, engine: Engine, case: Case) -> int:
    """Draw the instant of the next event: soon, or at the edge of what falls due next."""
    wake = wake_of(engine.book, case)
    earliest = case.at
    choices = [
        earliest,
        earliest + 1,
        earliest + 20 * MINUTE,
        earliest + 5 * HOUR,
        earliest + 26 * HOUR,
        earliest + 4 * DAY,
    ]
    if wake != NO_DUE:
        choices += [wake - 2, wake - 1, wake, wake + 1, wake + HOUR]
    return max(draw(st.sampled_from(choices)), earliest)


class History(NamedTuple):
    """A regulation, the legal rows of one case under it, and the steps that they make one by one."""

    engine: Engine
    rows: list[Event]
    steps: list[Step]


@st.composite
def histories(draw: st.DrawFn, most: int = 8) -> History:
    """Draw a regulation and a history that it allows."""
    engine = draw(regulations())
    data: dict[str, Any] = {"to_unit": draw(st.sampled_from(UNITS))}
    if draw(st.booleans()):
        data["severity"] = draw(st.sampled_from(("urgent", "normal", "complex")))
    if draw(st.booleans()):
        data["urgent"] = draw(st.booleans())
    first = Event(case="C-1", name="submit", at=START + draw(st.integers(0, 2)) * 7 * HOUR, by="citizen", data=data)
    steps = [engine.apply(None, first)]
    rows = [first]
    for _ in range(draw(st.integers(0, most))):
        case = steps[-1].case
        row = draw_event(draw, engine, case, steps_between(draw, engine, case))
        if row is None:
            continue
        try:
            steps.append(engine.apply(case, row))
        except RefusedError:
            continue
        rows.append(row)
    return History(engine, rows, steps)


def draw_event(draw: st.DrawFn, engine: Engine, case: Case, at: int) -> Event | None:
    """Draw an event that the case's state knows, by one of those who may bring it."""
    known = [
        (part, name, options)
        for part in case.parts
        for name, options in sorted(engine.book.workflows[part.workflow].states[part.state].events.items())
    ]
    if not known:
        return None
    part, name, options = draw(st.sampled_from(known))
    by = draw(st.sampled_from(sorted(options[0].by)))
    unit = None
    if by == "handler":
        unit = dict(part.units).get("unit", "North")
    address = f"{case.id}/{part.address}" if part.address else case.id
    return Event(case=address, name=name, at=at, by=by, unit=unit, data=_data(draw, name, at))


def _data(draw: st.DrawFn, name: str, at: int) -> Mapping[str, Any]:
    """Draw what the event brings."""
    if name in ("note", "rate"):
        return _facts(draw)
    if name == "route":
        return {"to_unit": draw(st.sampled_from(UNITS))}
    if name == "extend":
        more = draw(st.sampled_from(("1 hour", "2 working hours", "1 working day", "3 days")))
        return {"more": more, **_facts(draw)}
    if name == "resume":
        return _facts(draw)
    if name in ("link", "tell"):
        return draw(st.sampled_from(({}, {"twin": "C-2"}, {"twin": " "})))
    if name == "supply":
        return draw(st.sampled_from(({}, {"phone": "1"}, {"phone": "1", "photo": "a.jpg"}, {"photo": ["b.jpg"]})))
    if name == "promise":
        later = at + draw(st.sampled_from((0, HOUR, 30 * HOUR)))
        return {"promised": f"2024-{_iso(later)}"}
    return {}


def _facts(draw: st.DrawFn) -> dict[str, Any]:
    """Draw values of facts, or none."""
    data: dict[str, Any] = {}
    if draw(st.booleans()):
        data["severity"] = draw(st.sampled_from(("urgent", "normal", "complex")))
    if draw(st.booleans()):
        data["urgent"] = draw(st.booleans())
    return data


def _iso(at: int) -> str:
    from feedback_rules.workflow.instants import iso

    return iso(at, "Asia/Ho_Chi_Minh")[5:]
