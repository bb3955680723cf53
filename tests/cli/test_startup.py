"""The command line starts quickly: what a command does not need is not loaded."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

DUE = ["due", "--profile", "langson", "--limit", "8 giờ làm việc", "--from", "2025-05-09T15:30+07:00"]
HEAVY = {
    "pydantic",
    "pydantic_core",
    "yaml",
    "networkx",
    "holidays",
    "rich.console",
    "dateutil",
    "icalendar",
    "importlib.resources",
}
ASK = """\
import sys
from pathlib import Path
from feedback_rules.cli import main
from feedback_rules.profiles import places
places._INSTALLED = Path(sys.argv[1])
status = main(sys.argv[2:])
sys.stderr.write(" ".join(sys.modules))
sys.exit(status)
"""
SECONDS = 0.2
"""Of processor time, for a process from start to end; 0.1 on a quiet machine, more beside other tests."""


def ask(shelf: Path, *arguments: str) -> tuple[set[str], float]:
    """Run a command on this shelf; give what it loaded and the processor time that it took."""
    before = os.times()
    done = subprocess.run([sys.executable, "-c", ASK, str(shelf), *arguments], capture_output=True, check=True)
    after = os.times()
    took = after.children_user + after.children_system - before.children_user - before.children_system
    return set(done.stderr.decode().split()), took


def test_due_loads_neither_reader_nor_models_nor_terminal(compiled: Path) -> None:
    """``due`` on a shipped profile loads no YAML, no pydantic, no rich, and no other command."""
    loaded, _ = ask(compiled, *DUE)
    assert loaded & HEAVY == set()
    commands = {name for name in loaded if name.startswith("feedback_rules.cli.commands.")}
    assert commands == {"feedback_rules.cli.commands.due"}
    assert not {name for name in loaded if name.startswith(("feedback_rules.studies.", "feedback_rules.engine"))}


def test_due_answers_at_once(compiled: Path) -> None:
    """The best of five processes takes about a tenth of a second."""
    ask(compiled, *DUE)
    assert min(ask(compiled, *DUE)[1] for _ in range(5)) < SECONDS


def test_help_loads_no_command(compiled: Path) -> None:
    """The list of commands is shown without importing any of them."""
    loaded, _ = ask(compiled, "--help")
    assert not {name for name in loaded if name.startswith("feedback_rules.cli.commands.")}
