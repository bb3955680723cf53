"""The developers' recipe for signals: a host that follows it comes to what a replay comes to (S27)."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

import feedback_rules as fr
from feedback_rules.studies.log import read_log
from tests.documents.test_documents import ROOT, SYBIL
from tests.hearing.bench import event
from tests.hearing.test_signals import chain_of_bells

if TYPE_CHECKING:
    from collections.abc import Iterable

    from feedback_rules.workflow.event import Event
    from feedback_rules.workflow.violation import Violation


@pytest.fixture(scope="module")
def guide() -> dict[str, Any]:
    """Give what the guide defines, its examples having been run."""
    document = SYBIL.parse(ROOT / "docs" / "how-to" / "developer.md")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        for example in document.examples():
            example.evaluate()
    names: dict[str, Any] = document.namespace
    return names


@pytest.fixture
def host(guide: dict[str, Any]) -> dict[str, Any]:
    """Give the host of the guide, to whom nothing has happened yet."""
    guide["database"].executescript("DELETE FROM cases; DELETE FROM outbox")
    guide["left"].clear()
    return guide


def lived(host: dict[str, Any], rows: Iterable[Event]) -> list[Violation]:
    """Let rows happen to the host one by one, compare what it keeps with a replay, and give what that lists."""
    engine, profile = host["engine"], host["profile"]
    zone = profile.calendar().zone.name
    ordered = sorted(rows, key=lambda row: row.at)
    for row in ordered:
        host["happened_among_cases"](row)
    now = profile.calendar().to_datetime(ordered[-1].at)
    host["let_pass"](now)
    replayed = engine.replay(ordered, at=now).cases
    kept = [case for (case,) in host["database"].execute("SELECT id FROM cases")]
    assert sorted(kept) == sorted(replayed)
    for case in kept:
        assert engine.advance(host["load"](case), to=now).case == replayed[case].case
    outbox = {key: json.loads(effect) for key, effect in host["database"].execute("SELECT id, effect FROM outbox")}
    assert outbox == {effect.id: effect.to_dict(zone) for run in replayed.values() for effect in run.effects}
    assert any("event" in effect for effect in outbox.values())
    return [one for run in replayed.values() for one in run.violations]


@pytest.mark.parametrize("name", ["hanoi", "hcmc", "travinh"])
def test_the_recipe_for_signals_is_a_replay(host: dict[str, Any], name: str) -> None:
    """S27: delivered at once and in one order of time, the rows of a shipped log give the same cases and effects."""
    profile = fr.load_profile(name)
    host.update(profile=profile, engine=fr.Engine(profile))
    violations = lived(host, read_log(ROOT / "examples" / f"{name}.jsonl", profile=profile))
    assert (violations, host["left"]) == ([], [])


def test_the_recipe_knows_dues_chains_and_circles(host: dict[str, Any]) -> None:
    """S14, S27: what a due sends comes between two rows, a circle is cut, and an unopened case is left to a person."""
    engine = chain_of_bells()[1]
    host.update(profile=SimpleNamespace(calendar=lambda: next(iter(engine.book.calendars.values()))), engine=engine)
    ring = [("A", "B", "08:00"), ("B", "C", "08:10"), ("C", "A", "08:20"), ("D", "E", "08:40")]
    rows = [event("open", f"04 {at}", "citizen", case=name, next=to) for name, to, at in ring]
    rows += [
        event("note", "04 09:05", case="B"),
        event("ring", "04 09:15", case="C"),
        event("note", "04 12:00", case="A"),
    ]
    violations = lived(host, rows)
    assert sorted((one.case, one.code) for one in violations) == [("C", "repeated"), ("D", "not-open")]
    assert sorted(one.case for one in host["left"]) == ["C", "D"]
