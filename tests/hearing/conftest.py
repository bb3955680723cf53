"""Each test of the hearing room is held twice: as a step is taken, and with every step taken in full."""

from __future__ import annotations

import pytest

from feedback_rules.workflow import opening, step


@pytest.fixture(autouse=True, params=["foreseen", "in full"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave nothing to be foreseen, the second time."""
    if request.param == "in full":
        monkeypatch.setattr(step, "_foreseen", lambda *_: None)
        monkeypatch.setattr(opening, "_begin_planned", lambda *_, **__: None)
