"""Importing the package costs little, and its public names are all there."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version

import pytest

import feedback_rules

HEAVY = ("pydantic", "networkx", "yaml", "holidays", "dataclasses", "dateutil", "click", "rich", "importlib.resources")
LIMIT = 0.030
MEASURE = """\
import sys, time
before = time.perf_counter()
import feedback_rules
took = time.perf_counter() - before
print(took, *sys.modules)
"""


def fresh(program: str) -> str:
    """Run a program in a Python of its own and give what it prints."""
    done = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, check=True)
    return done.stdout


def test_import_loads_nothing_heavy() -> None:
    """Pydantic, networkx, yaml, holidays and dataclasses are loaded when first needed, never at import."""
    bare = set(fresh("import sys; print(*sys.modules)").split())
    loaded = set(fresh(MEASURE).split()[1:]) - bare
    assert "feedback_rules" in loaded
    assert not loaded & set(HEAVY)


def test_import_takes_under_thirty_milliseconds() -> None:
    """The best of five imports takes less than 30 ms."""
    assert min(float(fresh(MEASURE).split()[0]) for _ in range(5)) < LIMIT


@pytest.mark.parametrize("name", feedback_rules.__all__)
def test_every_public_name_resolves(name: str) -> None:
    """Each name of ``__all__`` is found in its room, is listed by ``dir`` and stays the same object."""
    value = getattr(feedback_rules, name)
    assert name in dir(feedback_rules)
    assert getattr(feedback_rules, name) is value


def test_unknown_name_is_an_attribute_error() -> None:
    """A name that is not public is refused like that of any module."""
    with pytest.raises(AttributeError, match="no attribute 'Engin'"):
        getattr(feedback_rules, "Engin")  # noqa: B009 - a type checker refuses the plain form, which is the point


def test_version_is_that_of_the_distribution() -> None:
    """``__version__`` and the installed distribution agree."""
    assert feedback_rules.__version__ == version("feedback-rules")


def test_command_without_its_extra_names_it_in_both_languages() -> None:
    """Without click the command says which extra to install, in Vietnamese and English, and exits 2."""
    program = "import sys; sys.modules['click'] = None; from feedback_rules.cli import main; sys.exit(main())"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, env={"LC_ALL": "C"}, check=False)
    told = done.stderr.decode()
    assert (done.returncode, done.stdout) == (2, b"")
    assert "hãy cài: pip install 'feedback-rules[cli]'" in told
    assert "install: pip install 'feedback-rules[cli]'" in told
