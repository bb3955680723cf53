"""The audit of an archive: every row accounted for exactly, and figures that are those of the clocks (S24, S28)."""

from __future__ import annotations

import json
import runpy
from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

import feedback_rules as fr
from feedback_rules.studies.simulate import simulate
from feedback_rules.workflow.event import Event

ROOT = Path(__file__).resolve().parents[2]
SPOIL = runpy.run_path(str(ROOT / "examples" / "spoil.py"))
AUDIT = runpy.run_path(str(ROOT / "examples" / "audit_archive.py"))
ZONE = "Asia/Ho_Chi_Minh"
LAWS = [name for name in fr.shipped() if (ROOT / "examples" / f"{name}.jsonl").is_file()]


def spoilt(name: str, number: int = 60) -> list[dict[str, Any]]:
    """Give the rows of a simulated log, spoilt."""
    plain = [event.to_dict(ZONE) for event in simulate(fr.Engine(fr.load_profile(name)), number, seed=5)]
    return list(SPOIL["spoil"](plain, 5, None, name))


@pytest.mark.parametrize("name", LAWS)
def test_every_row_is_accounted_for_and_the_figures_are_those_of_the_clocks(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The sums are exact: rows are applied, repeated, confirmed or refused, and each clock is counted once."""
    log = tmp_path / "log.jsonl"
    rows = spoilt(name)
    log.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert AUDIT["main"]([name, str(log)]) == 0
    out = capsys.readouterr().out
    assert out.endswith("agree: yes\n")
    counts = json.loads(out[: out.index("}") + 1])
    assert (counts["rows"], counts["unaccounted"]) == (len(rows), 0)
    assert sum(counts.get(fate, 0) for fate in AUDIT["FATES"]) == len(rows)
    assert counts["repeated"] > 0
    assert counts["followed"] + counts["not_followed"] > 0


def test_staying_accounts_for_every_row_too() -> None:
    """With recover=stay nothing is followed, and the sums are exact all the same."""
    engine = fr.Engine(fr.load_profile("hanoi"))
    counts = AUDIT["audited"](engine, [Event.from_dict(row) for row in spoilt("hanoi", 200)], "stay")
    assert (counts["followed"], counts["unaccounted"]) == (0, 0)
    assert counts["not_followed"] > 0


def test_a_step_that_no_row_made_is_unaccounted_for() -> None:
    """A happening too few or too many is told: the check can fail."""
    engine = fr.Engine(fr.load_profile("langson"))
    events = list(simulate(engine, 3, seed=1))
    [(_, group), *_] = AUDIT["gathered"](engine.book, events, BytesIO)
    runs = dict(group.stands(engine.book, mode="audit", recover="follow", to=None))
    assert AUDIT["fates"](group, runs)["unaccounted"] == 0
    [(name, run)] = runs.items()
    for told, unaccounted in ((run.trace[1:], False), (run.trace[:0], True)):  # it was opened; nothing is told of it
        other = type(run)(run.case, run.effects, told, run.violations)
        assert (AUDIT["fates"](group, {name: other})["unaccounted"] > 0) is unaccounted


def test_figures_unlike_the_clocks_are_named() -> None:
    """A unit counted otherwise, or not at all, is a line each."""
    unit = {"kind": "unit", "month": "2024-02", "unit": "ioc", "due": 3, "met": 2, "late": 1, "breached": 0}
    same = {("2024-02", "ioc"): Counter(met=2, late=1)}
    assert list(AUDIT["differing"]([unit], dict(same))) == []
    assert len(list(AUDIT["differing"]([unit | {"met": 3}], dict(same)))) == 1
    assert len(list(AUDIT["differing"]([], dict(same)))) == 1
