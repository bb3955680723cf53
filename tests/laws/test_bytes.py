"""A replay is the same bytes on every machine: no hash seed, zone or locale shows in it (S26)."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

PROGRAM = """\
import json, sys
from datetime import datetime, timedelta, timezone
import feedback_rules as fr
from feedback_rules.workflow.event import Event
rows = [Event.from_dict(json.loads(line)) for line in open("examples/langson.jsonl", encoding="utf-8")]
zone = "Asia/Ho_Chi_Minh"
LATER = datetime(2027, 1, 5, 8, tzinfo=timezone(timedelta(hours=7)))
engine = fr.Engine(fr.load_profile("langson"))
for name, run in engine.replay(rows, mode="audit").cases.items():
    told = {
        "case": run.case.to_dict(),
        "effects": [effect.to_dict(zone) for effect in run.effects],
        "trace": [line.to_dict(zone) for line in run.trace],
        "violations": [violation.to_dict(zone) for violation in run.violations],
        "options": [option.to_dict() for option in engine.options(run.case, LATER)],
        "clocks": [view.to_dict() for view in engine.clocks(run.case, LATER)],
    }
    sys.stdout.buffer.write(json.dumps(told, ensure_ascii=False).encode() + b"\\n")
"""
ROOT = Path(__file__).parents[2]
WORLDS = (
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "4242", "TZ": "America/New_York", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    {"PYTHONHASHSEED": "random", "TZ": "Australia/Lord_Howe", "LC_ALL": "tr_TR.UTF-8"},
)


def replayed(world: dict[str, str]) -> bytes:
    """Replay the shipped log in a Python of its own and give what it prints."""
    kept = {
        name: os.environ[name]
        for name in ("PATH", "HOME", "SYSTEMROOT", "COVERAGE_PROCESS_START")
        if name in os.environ
    }
    done = subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, env=kept | world, capture_output=True, check=True)
    return done.stdout


def test_a_replay_is_the_same_bytes_everywhere() -> None:
    """S26: case, effects, trace, violations, options and clocks of every case of the shipped log."""
    first, *others = (replayed(world) for world in WORLDS)
    assert len(first.splitlines()) >= 30
    assert all(json.loads(line)["case"]["semantics"] == 1 for line in first.splitlines())
    for other in others:
        assert hashlib.sha256(other).hexdigest() == hashlib.sha256(first).hexdigest()
