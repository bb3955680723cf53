"""The shipped laws and their logs, each read once."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

from feedback_rules.engine import Engine
from feedback_rules.profiles.shelf import load_profile
from feedback_rules.workflow.event import Event

__all__ = ["EXAMPLES", "engine_of", "events", "rows"]

EXAMPLES: Final = Path(__file__).parents[2] / "examples"


@cache
def engine_of(law: str) -> Engine:
    """Give the engine of a regulation as it is read by default."""
    return Engine(load_profile(law))


def rows(name: str) -> list[dict[str, Any]]:
    """Read the rows of a shipped log."""
    return [json.loads(line) for line in (EXAMPLES / name).read_text(encoding="utf-8").splitlines()]


def events(name: str) -> list[Event]:
    """Read the events of a shipped log."""
    return [Event.from_dict(row) for row in rows(name)]
