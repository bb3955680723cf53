"""Build the sdist and from it the wheel, install the wheel in a fresh environment, and use it as a user would."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "build" / "dist"
FRESH = ROOT / "build" / "wheel-venv"
BIN = FRESH / ("Scripts" if os.name == "nt" else "bin")

# A user's program: `mypy --strict` on it must pass with nothing but the installed package.
USER = """\
from __future__ import annotations

from datetime import datetime

import feedback_rules as fr


def due(start: datetime) -> datetime:
    return fr.load_profile("langson").calendar("office").due(start, fr.TimeLimit.parse("8 working hours"))


def opened(at: datetime) -> fr.Case:
    engine = fr.Engine(fr.load_profile("langson"))
    step = engine.apply(None, fr.Event(case="LS-1", name="submit", at=at, by="citizen", data={}))
    return step.case


def refused(error: fr.RefusedError) -> str:
    return error.text("vi")
"""

# A shipped profile loads from its compiled form: neither the YAML reader nor the models are needed.
COMPILED = """\
import sys
import feedback_rules as fr
heavy = {"yaml", "pydantic", "networkx", "holidays"}
assert not heavy & set(sys.modules), sorted(heavy & set(sys.modules))
fr.Engine(fr.load_profile("langson"))
assert not heavy & set(sys.modules), sorted(heavy & set(sys.modules))
"""


def run(*command: str | Path, cwd: Path, status: int = 0) -> bytes:
    """Run a command, hold it to its exit status and give what it printed."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV_"))}
    done = subprocess.run([str(part) for part in command], cwd=cwd, env=clean, capture_output=True, check=False)
    if done.returncode != status:
        sys.stderr.write(f"exit {done.returncode}, not {status}: {' '.join(map(str, command))}\n")
        sys.stderr.buffer.write(done.stdout + done.stderr)
        raise SystemExit(1)
    return done.stdout if status == 0 else done.stdout + done.stderr


def build() -> Path:
    """Build both archives and give the wheel."""
    shutil.rmtree(DIST, ignore_errors=True)
    run(sys.executable, "-m", "build", "--outdir", DIST, ROOT, cwd=ROOT)
    (wheel,) = DIST.glob("*.whl")
    return wheel


def inspect(wheel: Path) -> None:
    """Hold the wheel to its contents: the shelf whole and compiled, the types, the licence, nothing else."""
    names = set(ZipFile(wheel).namelist())
    law = ROOT / "profiles"
    wanted = {f"feedback_rules/_shelf/{path.relative_to(law).as_posix()}" for path in law.rglob("*.yaml")}
    wanted |= {f"feedback_rules/_shelf/{path.stem}.json" for path in law.glob("*.yaml")}
    wanted |= {f"feedback_rules/_shelf/examples/{path.name}" for path in (ROOT / "examples").glob("*.jsonl")}
    wanted |= {"feedback_rules/py.typed"}
    if missing := sorted(wanted - names):
        raise SystemExit(f"the wheel lacks {missing}")
    if not any(name.endswith("licenses/LICENSE") for name in names):
        raise SystemExit("the wheel lacks the licence")
    if strange := sorted(name for name in names if not name.startswith(("feedback_rules/", "feedback_rules-"))):
        raise SystemExit(f"the wheel holds what is no part of the package: {strange}")


def try_out(wheel: Path) -> None:
    """Install the wheel without and then with the command line, and compare its answers with the checkout's."""
    venv.create(FRESH, clear=True, with_pip=True)
    python = BIN / "python"
    pip = (python, "-m", "pip", "install", "-qq", "--disable-pip-version-check")
    command = BIN / "feedback-rules"
    with TemporaryDirectory() as folder:
        elsewhere = Path(folder)
        run(*pip, wheel, cwd=elsewhere)
        run(python, "-c", COMPILED, cwd=elsewhere)
        bare = run(command, "list", cwd=elsewhere, status=2).decode()
        if bare.count("feedback-rules[cli]") != 2:
            raise SystemExit(f"without click the command must name the extra in both languages, not: {bare}")
        run(*pip, f"{wheel}[cli]", cwd=elsewhere)
        run(command, "list", cwd=elsewhere)
        run(command, "check", cwd=elsewhere)
        run(command, "coverage", "langson", "--examples", cwd=elsewhere)
        log = next((FRESH / "lib").rglob("feedback_rules/_shelf/examples/langson.jsonl"))
        shutil.copyfile(log, elsewhere / "langson.jsonl")
        for arguments in (("list",), ("limits", "langson"), ("run", "langson", "langson.jsonl")):
            here = [sys.executable, "-m", "feedback_rules", *arguments, "--json"]
            if run(command, *arguments, "--json", cwd=elsewhere) != run(*here, cwd=elsewhere):
                raise SystemExit(f"the wheel and the checkout answer {' '.join(arguments)} differently")
        run(python, "-m", "feedback_rules", "run", "langson", "langson.jsonl", cwd=elsewhere)
        program = elsewhere / "program.py"
        program.write_text(USER, encoding="utf-8")
        run(sys.executable, "-m", "mypy", "--strict", "--python-executable", python, program, cwd=elsewhere)


if __name__ == "__main__":
    built = build()
    inspect(built)
    try_out(built)
    sys.stdout.write(f"{built.name}: built, installed, tried\n")
