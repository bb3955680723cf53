"""How much the properties try: ``dev`` at the desk, ``ci`` the same every time, ``long`` by the hour."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

COMMON = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])

settings.register_profile("dev", COMMON, max_examples=50)
settings.register_profile("ci", COMMON, max_examples=100, derandomize=True, database=None, print_blob=True)
settings.register_profile("long", COMMON, max_examples=5_000, database=None, phases=[Phase.generate, Phase.shrink])

PROFILE = os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") == "true" else "dev")
settings.load_profile(PROFILE)

PROFILES = Path(__file__).resolve().parents[1] / "profiles"


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a shelf as a wheel holds it: each text with its compiled form beside it, and the shipped logs."""
    from feedback_rules.profiles.compiled import compile_shelf

    shelf = tmp_path_factory.mktemp("shelf")
    shutil.copytree(PROFILES, shelf, dirs_exist_ok=True)
    (shelf / "examples").symlink_to(PROFILES.parent / "examples")
    compile_shelf(PROFILES, shelf)
    return shelf


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is marked ``long`` unless the profile is the long one or ``-m`` chooses."""
    if PROFILE == "long" or config.getoption("-m"):
        return
    skip = pytest.mark.skip(reason="a long measure: `make long` runs it")
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(skip)
