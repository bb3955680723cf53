"""Logs that others wrote: whatever is wrong with a row, an audit accounts for it (S24)."""

from __future__ import annotations

import runpy
from collections import Counter
from pathlib import Path

import pytest

import feedback_rules as fr
from feedback_rules.studies.simulate import simulate
from feedback_rules.workflow.event import Event

ROOT = Path(__file__).resolve().parents[2]
SPOIL = runpy.run_path(str(ROOT / "examples" / "spoil.py"))
ZONE = "Asia/Ho_Chi_Minh"
LAWS = [name for name in fr.shipped() if (ROOT / "examples" / f"{name}.jsonl").is_file()]


@pytest.mark.parametrize(("name", "recover"), [*((name, "follow") for name in LAWS), (LAWS[0], "stay")])
def test_every_row_of_a_spoilt_log_is_applied_repeated_confirming_or_listed(name: str, recover: str) -> None:
    """Out of order, repeated, missing, by the wrong actor or unit, dated too early, in other zones: no row is lost."""
    engine = fr.Engine(fr.load_profile(name))
    told: Counter[str] = Counter()
    plain = [event.to_dict(ZONE) for event in simulate(engine, 250, seed=11)]
    rows = [Event.from_dict(row) for row in SPOIL["spoil"](plain, 11, told, name)]
    assert set(told) == {fault.__name__ for fault in SPOIL["FAULTS"]} | {"out_of_order"}
    result = engine.replay(rows, mode="audit", recover=recover)
    sent = Counter(row.case.partition("/")[0] for row in rows)
    for case, run in result.cases.items():
        signals = sum(1 for effect in run.effects if effect.event is not None)
        heard = sum(1 for line in run.trace if line.kind in {"applied", "repeated", "confirmed"})
        opened = sum(1 for line in run.trace if line.kind == "part-opened")
        refused = sum(1 for one in run.violations if one.kind == "refused" and not one.recovered)
        assert heard - opened + refused >= sent[case], (case, signals)
    assert set(result.cases) == set(sent)


@pytest.mark.parametrize("name", LAWS)
def test_escalations_recorded_by_hand_are_confirmed_and_rows_before_the_opening_are_listed(name: str) -> None:
    """What fell due by the regulation confirms that when a clerk records it; closed before opened is refused (S24)."""
    engine = fr.Engine(fr.load_profile(name))
    plain = [event.to_dict(ZONE) for event in simulate(engine, 300, seed=2)]
    rows = [Event.from_dict(row) for row in SPOIL["spoil"](plain, 2, None, name)]
    by_hand = {(row.case, row.name, row.at) for row in rows if row.name.endswith(".due")}
    opened: dict[str, int] = {}
    for row in plain:
        opened.setdefault(row["case"].partition("/")[0], Event.from_dict(row).at)
    early = {(row.case, row.name, row.at) for row in rows if row.at < opened[row.case.partition("/")[0]]}
    runs = engine.replay(rows, mode="audit").cases
    listed = [one for run in runs.values() for one in run.violations]
    confirmed = {(one.case, one.name, one.at) for one in listed if one.kind == "confirmed"}
    refused = {(one.case, one.name, one.at) for one in listed if one.kind == "refused"}
    assert confirmed <= by_hand
    assert len(confirmed) > len(by_hand) / 2 > 0
    assert early & refused
    assert any(one.code == "not-open" for one in listed)


def test_the_same_seed_spoils_the_same_rows() -> None:
    """A spoilt log can be made again."""
    engine = fr.Engine(fr.load_profile("langson"))
    plain = [event.to_dict(ZONE) for event in simulate(engine, 5, seed=3)]
    assert list(SPOIL["spoil"](plain, 3)) == list(SPOIL["spoil"](plain, 3))
