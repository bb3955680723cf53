"""A snapshot that no case can have given is refused, with the place; whatever is taken can be gone on with (S26)."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_rules.errors import CaseError
from feedback_rules.workflow.case import Case
from tests.examples.shipped import engine_of, events
from tests.hearing.bench import at, case_of, engine, event, handling, us
from tests.hearing.test_snapshots import rich
from tests.laws.spoilt import asked, leaves, names_of, other_values, spoilt
from tests.laws.test_shipped import by_case

if TYPE_CHECKING:
    from collections.abc import Callable

    from feedback_rules.engine import Engine

LAWS = ("binhphuoc", "hanoi", "hcmc", "langson", "travinh")
SHOWN = ("parts", "handling", "promise", "extension")


@cache
def kept(law: str) -> tuple[dict[str, Any], ...]:
    """Give the snapshots of every step of a shipped log, the longest first."""
    found = []
    for rows in by_case(events(f"{law}.jsonl")).values():
        case = None
        for row in rows:
            case = engine_of(law).apply(case, row).case
            found.append(case.to_dict())
    return tuple(sorted(found, key=lambda row: -len(json.dumps(row))))


@cache
def shown(name: str) -> dict[str, Any]:
    """Give a snapshot of the showcase: with parts, paused, extended."""
    made: dict[str, Callable[[], Case]] = {
        "parts": rich,
        "handling": handling,
        "promise": lambda: case_of(event("start_promise", "04 08:00", "citizen"), event("halt", "04 09:00")),
        "extension": lambda: case_of(
            event("start_promise", "04 08:00", "citizen"),
            event("halt", "04 09:00"),
            event("go_on", "04 10:00"),
            event("extend", "05 08:00", "chief", more="10 working days"),
        ),
    }
    return made[name]().to_dict()


def each(on: Engine, row: dict[str, Any]) -> None:
    """Spoil every leaf of a snapshot and ask all that can be asked: it is refused as broken, or answers."""
    assert asked(on, row, row["at"]) == ""
    names = names_of(on, row)
    for path in leaves(row):
        value: Any = row
        for key in path:
            value = value[key]
        told = True
        for other in other_values(value, names):
            code = asked(on, spoilt(row, path, other), row["at"], told=told)
            told = told and code != ""
            allowed = {"semantics": "other-semantics", "law": "other-law", "days": "other-days"}.get(str(path[0]))
            assert code in ("", "broken-snapshot", allowed), (path, other, code)


@pytest.mark.parametrize("law", LAWS)
def test_no_spoilt_snapshot_of_a_shipped_log_gets_through(law: str) -> None:
    """S26: a wrong kind, no value, a number out of range, an unknown name, a wrong length: refused, or a valid case."""
    snapshots = kept(law)
    each(engine_of(law), snapshots[len(snapshots) // 3])


@pytest.mark.parametrize("name", SHOWN)
def test_no_spoilt_snapshot_of_the_showcase_gets_through(name: str) -> None:
    """S26, S10a, S13, S17, S27: parts, pauses, extensions and given limits too."""
    each(engine(), shown(name))


@given(st.sampled_from(LAWS), st.data())
def test_what_is_spoilt_anywhere_is_refused_or_valid(law: str, data: st.DataObject) -> None:
    """S26: two places spoilt at once in any snapshot of any shipped log."""
    on, row = engine_of(law), data.draw(st.sampled_from(kept(law)))
    at, names = row["at"], names_of(on, row)
    for _ in range(2):
        path = data.draw(st.sampled_from(list(leaves(row))))
        value: Any = row
        for key in path:
            value = value[key]
        row = spoilt(row, path, data.draw(st.sampled_from(other_values(value, names))))
    assert asked(on, row, at) in ("", "broken-snapshot", "other-semantics", "other-law", "other-days")


def broken(where: str, path: tuple[Any, ...], other: Any, name: str = "handling") -> None:
    """Spoil one place: the error names it, shows what stands there, and speaks both languages."""
    with pytest.raises(CaseError) as caught:
        engine().next_wakeup(Case.from_dict(spoilt(shown(name), path, other)))
    error = caught.value
    assert error.code == "broken-snapshot"
    assert f": {where} is " in error.text("en")
    assert f": {where} là " in error.text("vi")
    assert "Case.to_dict()" in error.text("en")


@pytest.mark.parametrize(
    ("where", "path", "other"),
    [
        ("id", ("id",), "C-1/x/1"),
        ("at", ("at",), "soon"),
        ("opened", ("opened",), us("05 08:00")),
        ("profile", ("profile",), "other"),
        ("applied", ("applied",), [[1]]),
        ("parts", ("parts",), []),
        ("parts[0]", ("parts", 0), []),
        ("parts[0].address", ("parts", 0, "address"), "cooperation/1"),
        ("parts[0].workflow", ("parts", 0, "workflow"), "nowhere"),
        ("parts[0].workflow", ("parts", 0, "workflow"), "cooperation"),
        ("parts[0].facts", ("parts", 0, "facts"), []),
        ("parts[0].counters", ("parts", 0, "counters"), [1] * 9),
        ("parts[0].visits", ("parts", 0, "visits"), ["nowhere"]),
        ("parts[0].held", ("parts", 0, "held"), [["ioc", None, 5]]),
        ("parts[0].ended", ("parts", 0, "ended"), us("04 09:00")),
        ("parts[0].units", ("parts", 0, "units"), [["unit", "North"], ["unit", "South"]]),
        ("parts[0].counts", ("parts", 0, "counts"), [["note", 1, us("30 08:00")]]),
        ("parts[0].runs[0]", ("parts", 0, "runs", 0), [1, 2]),
        ("parts[0].runs[0].clock", ("parts", 0, "runs", 0, 0), "nowhere"),
        ("parts[0].runs[0].number", ("parts", 0, "runs", 0, 1), 7),
        ("parts[0].runs[0].holder", ("parts", 0, "runs", 0, 2), "nowhere"),
        ("parts[0].runs[0].rows", ("parts", 0, "runs", 0, 8), 2**20),
        ("parts[0].runs[0].given", ("parts", 0, "runs", 0, 9), ["limit", "3 days"]),
        ("parts[0].runs[0].pauses", ("parts", 0, "runs", 0, 12), [[5, 4]]),
        ("parts[0].runs[0].extensions", ("parts", 0, "runs", 0, 13), [[5, "by", "3 days"]]),
        ("parts[0].runs[0].end", ("parts", 0, "runs", 0, 15), ["left"]),
    ],
)
def test_the_place_is_named(where: str, path: tuple[Any, ...], other: Any) -> None:
    """S26: what stands there, what must, and what to give instead."""
    broken(where, path, other)


def test_a_case_is_looked_at_once() -> None:
    """S26: one that an engine has found whole carries the engine's own mark from then on, and is equal as before."""
    on, case = engine(), Case.from_dict(shown("handling"))
    assert case.kept is not on.book.kept
    step = on.advance(case, at("04 08:31"))
    assert step.case == case
    assert step.case.kept is on.book.kept
    assert on.advance(step.case, at("04 08:32")).case is step.case
