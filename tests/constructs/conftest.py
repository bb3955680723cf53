"""A log as a table, and what an engine makes of it."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import feedback_rules as fr

if TYPE_CHECKING:
    from collections.abc import Callable

    from feedback_rules.engine import Engine

LOCAL = timezone(timedelta(hours=7))
GIVEN: dict[str, dict[str, Any]] = {
    "hanoi_core": {"content": "Rác đổ trên vỉa hè", "place": "Phố Huế", "photo": "rac.jpg", "phone": "0900000000"},
    "binhphuoc_core": {"full_name": "Trần Văn B", "phone": "0900000000"},
    "hanoi_more": {"content": "Rác đổ trên vỉa hè", "place": "Phố Huế", "photo": "rac.jpg", "phone": "0900000000"},
    "hcmc_core": {"full_name": "Nguyễn Văn A", "phone": "0900000000", "content": "Đèn đường tắt"},
    "travinh_core": {"content": "Đèn đường hỏng", "place": "Phường 1", "reply_by": "email"},
}
"""What a complete report holds."""


FLAGS: dict[str, Any] = {"true": True, "false": False}


def at(text: str) -> datetime:
    """Give a wall time of Viet Nam as an instant."""
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL)


@cache
def engine_of(name: str, *readings: tuple[str, str]) -> Engine:
    """Compile a draft once for each choice of readings."""
    return fr.Engine(fr.load_profile(Path(__file__).with_name(f"{name}.yaml"), readings=dict(readings)))


class Court:
    """Runs logs written one event a line: case | at | name | by | unit | field=value; field=value."""

    def __init__(self, name: str, **readings: str) -> None:
        self.engine = engine_of(name, *readings.items())
        self.given = GIVEN[name]

    def events(self, log: str) -> list[fr.Event]:
        """Read the lines; ``submit`` brings a complete report, a value with ``+`` is a list."""
        return [self._event(*(cell.strip() for cell in line.split("|"))) for line in log.strip().splitlines()]

    def _event(self, case: str, when: str, name: str, by: str, unit: str = "", data: str = "") -> fr.Event:
        brought: dict[str, Any] = dict(self.given) if name == "submit" else {}
        for pair in filter(None, data.split(";")):
            key, _, value = pair.partition("=")
            words = [word.strip() for word in value.split(" + ")]
            brought[key.strip()] = words if len(words) > 1 else FLAGS.get(words[0], words[0])
        return fr.Event(case=case, name=name, at=at(when), by=by, unit=unit or None, data=brought)

    def run(self, log: str) -> dict[str, Any]:
        """Replay a log in which nothing may be refused, and give the runs of its cases."""
        return dict(self.engine.replay(self.events(log)).cases)

    def case(self, log: str) -> Any:
        """Replay the log of one case."""
        (run,) = self.run(log).values()
        return run.case

    def refusal(self, log: str, last: str) -> str:
        """Give the code with which the event after a log is refused."""
        (event,) = self.events(last)
        case = self.run(log)[event.case.partition("/")[0]].case
        with pytest.raises(fr.RefusedError) as caught:
            self.engine.apply(case, event)
        return str(caught.value.details["refusal"].code)

    def advance(self, case: Any, when: str) -> Any:
        """Let time pass until a wall time."""
        return self.engine.advance(case, to=at(when))

    def views(self, case: Any, when: str) -> tuple[Any, ...]:
        """Give every run of a case as the engine shows it."""
        return self.engine.clocks(case, at=at(when))

    def clocks(self, case: Any, when: str) -> dict[str, tuple[str, str | None, str | None]]:
        """Give status, due (wall time) and bound unit of each run: ``redo.2``, ``cooperation/1:cooperate``."""
        found = {}
        for view in self.views(case, when):
            key = f"{view.part}:{view.clock}" if view.part else view.clock
            due = None if view.due is None else view.due.astimezone(LOCAL).strftime("%Y-%m-%d %H:%M")
            bound = view.holder if view.unit is None else f"{view.holder}/{view.unit}"
            found[key if view.run == 1 else f"{key}.{view.run}"] = (view.status, due, bound)
        return found


@pytest.fixture
def court() -> Callable[..., Court]:
    """Give the court of a draft."""
    return Court
