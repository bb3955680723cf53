r"""Every example of the README and of the docs runs and shows what it gives.

``python`` blocks are run (with ``>>>`` as doctests), in order, one document one namespace. ``console`` blocks hold
commands after ``$ `` and below each what it prints, ``...`` standing for anything; a command line that ends in
``\`` goes on, and one with ``<<'END'`` takes the lines up to ``END``. Commands run in an empty folder that has the
checkout's examples, profiles and tests, and find the shipped profiles compiled, as a wheel has them; each must succeed,
so one that answers "no" is shown with ``; echo "exit $?"``.
"""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sybil import Sybil
from sybil.parsers.myst import CodeBlockParser, PythonCodeBlockParser

if TYPE_CHECKING:
    from sybil import Example

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted(path.relative_to(ROOT) for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
COMMAND = re.compile(
    r"^\$ (.*<<'END'\n(?:.*\n)*?END$|(?:.*\\\n)*.*)\n?((?:(?!\$ ).*\n?)*)",
    re.MULTILINE,
)


def console(example: Example) -> str | None:
    """Run the commands of a block and give the first difference, if any."""
    programs = [str(example.namespace["programs"]), str(Path(sys.executable).parent), os.environ["PATH"]]
    environment = {
        "PATH": os.pathsep.join(programs),
        "HOME": os.environ.get("HOME", "/"),
        "LC_ALL": "C.UTF-8",
        "COLUMNS": "200",
    }
    folder: Path = example.namespace["folder"]
    for command, shown in COMMAND.findall(example.parsed):
        done = subprocess.run(
            ["/bin/sh", "-c", command],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        printed = done.stdout.decode()
        if done.returncode != 0:
            return f"{command}\nexit {done.returncode}:\n{printed}"
        if not doctest.OutputChecker().check_output(shown, printed, FLAGS):
            return f"{command}\nshown:\n{shown}\nprinted:\n{printed}"
    return None


INSTALLED = """\
#!{python}
import sys
import tomllib
from pathlib import Path
from feedback_rules.profiles import places
places._INSTALLED = Path({shelf!r})
from feedback_rules.cli import main
sys.exit(main())
"""
"""The program that a reader has installed: its profiles are compiled."""

SYBIL = Sybil(parsers=[PythonCodeBlockParser(doctest_optionflags=FLAGS), CodeBlockParser("console", console)])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty folder with the shipped logs, profiles and scenarios, and work in it."""
    for name in ("examples", "profiles", "tests"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def programs(compiled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with the installed program."""
    folder = tmp_path_factory.mktemp("bin")
    program = folder / "feedback-rules"
    program.write_text(INSTALLED.format(python=sys.executable, shelf=str(compiled)), encoding="utf-8")
    program.chmod(0o755)
    return folder


@pytest.mark.parametrize("path", DOCUMENTS, ids=str)
def test_document_is_true(path: Path, folder: Path, programs: Path) -> None:
    """What a document says an example gives is what it gives."""
    document = SYBIL.parse(ROOT / path)
    document.namespace.update(folder=folder, programs=programs)
    for example in document.examples():
        example.evaluate()


def test_a_false_document_fails(tmp_path: Path) -> None:
    """A block whose output differs, a command that fails and a false doctest are all noticed."""
    for block in (
        "```console\n$ echo one\ntwo\n```\n",
        "```console\n$ false\n```\n",
        "```python\n>>> 1 + 1\n3\n\n```\n",
    ):
        page = tmp_path / "page.md"
        page.write_text(block, encoding="utf-8")
        document = SYBIL.parse(page)
        document.namespace.update(folder=tmp_path, programs=tmp_path)
        (example,) = document.examples()
        with pytest.raises(AssertionError):
            example.evaluate()


def test_a_true_document_passes(tmp_path: Path) -> None:
    """Commands run in order, go on after a backslash, and leave their files to the next."""
    page = tmp_path / "page.md"
    page.write_text(
        "```console\n$ echo one \\\n  two > file\n$ cat file\none ...\n```\n"
        "```console\n$ cat > list <<'END'\nfirst\nlast\nEND\n$ wc -l < list\n2\n```\n",
        encoding="utf-8",
    )
    document = SYBIL.parse(page)
    document.namespace.update(folder=tmp_path, programs=tmp_path)
    for example in document.examples():
        example.evaluate()


INSTALLS = re.compile(r"pip install (?:(?!-)(?:'([^']*)'|([^\s`]+)))")


@pytest.mark.parametrize("path", [path for path in DOCUMENTS if path.name != "errors.md"], ids=str)
def test_what_is_installed_can_be(path: Path) -> None:
    """The package is on no index: a page installs it from the checkout, with extras that there are."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    for quoted, plain in INSTALLS.findall((ROOT / path).read_text(encoding="utf-8")):
        where, _, asked = (quoted or plain).partition("[")
        assert where == "."
        assert set(filter(None, asked.rstrip("]").split(","))) <= set(extras)


def test_the_readme_and_the_tutorial_say_where_the_command_is() -> None:
    """After `make demo` the command is in the environment of the checkout, not on the path of a shell."""
    for path in ("README.md", "docs/tutorial/index.md"):
        text = (ROOT / path).read_text(encoding="utf-8")
        assert "`.venv/bin/feedback-rules`" in text
        assert r"`.venv\Scripts\feedback-rules`" in text
