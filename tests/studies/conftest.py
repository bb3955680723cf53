"""One engine of the shipped regulation, and the ways in which a log is read and refused."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest

import feedback_rules as fr
from feedback_rules.errors import LogError
from feedback_rules.studies.log import read_log
from feedback_rules.studies.simulate import simulate

if TYPE_CHECKING:
    from collections.abc import Callable

    from feedback_rules.engine import Engine
    from feedback_rules.profiles.problem import Problem
    from feedback_rules.profiles.profile import Profile
    from feedback_rules.workflow.event import Event


@pytest.fixture(scope="session")
def profile() -> Profile:
    """Load the shipped regulation once."""
    return fr.load_profile("langson")


@pytest.fixture(scope="session")
def engine(profile: Profile) -> Engine:
    """Compile it once."""
    return fr.Engine(profile)


@pytest.fixture(scope="session")
def simulated(engine: Engine) -> list[Event]:
    """Give a simulated log of 120 cases."""
    return list(simulate(engine, 120, 7))


@pytest.fixture
def read(profile: Profile) -> Callable[[bytes], list[Event]]:
    """Read bytes as a log whose form is told by how it begins."""
    return lambda data: read_log("-", profile=profile, stdin=BytesIO(data))


@pytest.fixture
def told(read: Callable[[bytes], list[Event]]) -> Callable[[bytes], tuple[Problem, ...]]:
    """Read bytes that are no good log, and give what is said of them in both languages."""

    def refused(data: bytes) -> tuple[Problem, ...]:
        with pytest.raises(LogError) as caught:
            read(data)
        found: tuple[Problem, ...] = caught.value.details["problems"]
        assert found
        for problem in found:
            assert problem.line >= 1
            assert problem.column >= 1
            for lang in ("vi", "en"):
                assert problem.text(lang) in caught.value.text(lang)
            assert problem.message[0] != problem.message[1]
            assert all(problem.hint)
        return found

    return refused
