"""The command line, called in this process."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from click.testing import CliRunner

from feedback_rules.cli.program import Program
from feedback_rules.profiles import shelf

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from feedback_rules.profiles.profile import Profile

ROOT = Path(__file__).resolve().parents[2]


class Answer(NamedTuple):
    """What a call gave back."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The JSON that it printed."""
        return json.loads(self.out)

    @property
    def complaints(self) -> list[str]:
        """The lines that it complained with."""
        return self.err.splitlines()


@pytest.fixture
def call() -> Callable[..., Answer]:
    """Give a function that calls ``feedback-rules`` with its arguments; a leaking exception fails the test."""

    def called(*arguments: object, stdin: str | bytes | None = None) -> Answer:
        result = CliRunner().invoke(Program(), [str(argument) for argument in arguments], input=stdin)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return Answer(result.exit_code, result.stdout, result.stderr)

    return called


@pytest.fixture(scope="session")
def log() -> Path:
    """Give the shipped log of Lạng Sơn."""
    return ROOT / "examples" / "langson.jsonl"


@pytest.fixture(autouse=True)
def loaded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Share what is loaded from the shelf between calls: a profile never changes."""
    monkeypatch.setattr(shelf, "load_profile", _shared)


_LOAD = shelf.load_profile
_SHARED: dict[Any, Profile] = {}


def _shared(name: str, *, readings: dict[str, str] | None = None, overlays: Sequence[str] = ()) -> Profile:
    if overlays or "/" in name or "." in name:  # files of a test may change
        return _LOAD(name, readings=readings, overlays=overlays)
    key = (name, tuple(sorted((readings or {}).items())))
    if key not in _SHARED:
        _SHARED[key] = _LOAD(name, readings=readings)
    return _SHARED[key]
