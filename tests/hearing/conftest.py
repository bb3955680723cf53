"""Each test of the hearing room is held twice: as a step is taken, and with every step taken in full."""

from __future__ import annotations

import pytest

from feedback_rules.workflow import falling, opening, step


@pytest.fixture(autouse=True, params=["foreseen", "in full"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave nothing to be foreseen, the second time."""
    if request.param == "in full":
        for taken in (step, opening, falling):
            monkeypatch.setattr(taken, "execute", lambda *_: None)
