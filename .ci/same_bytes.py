"""Ask the same under different hash seeds, zones, locales and Pythons: the answers are the same bytes (S26)."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
VERSIONS = ("3.11", "3.12", "3.13")
HERE = f"{sys.version_info.major}.{sys.version_info.minor}"

PLAIN = {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"}
WORLDS = (
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Ho_Chi_Minh", "LC_ALL": "vi_VN.UTF-8"},
    {"PYTHONHASHSEED": "4242", "TZ": "America/New_York", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    {"PYTHONHASHSEED": "random", "TZ": "Australia/Lord_Howe", "LC_ALL": "tr_TR.UTF-8"},
)


class Place(NamedTuple):
    """One Python in one environment."""

    python: Path
    world: dict[str, str]

    def __str__(self) -> str:
        return " ".join([str(self.python), *(f"{name}={value}" for name, value in self.world.items())])


def ask(place: Place, *arguments: str) -> bytes:
    """Run one command and give the bytes that it prints."""
    path = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT") if name in os.environ}
    command = [str(place.python), "-m", "feedback_rules", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=path | place.world, capture_output=True, check=False)
    if done.returncode != 0 or done.stderr:
        raise SystemExit(f"{place}: {' '.join(arguments)}: exit {done.returncode}: {done.stderr.decode()}")
    return done.stdout


def questions(plain: Place) -> list[tuple[str, ...]]:
    """List what is asked: of every shipped profile, and of every shipped log that bears the name of one."""
    asked: list[tuple[str, ...]] = [("list", "--json"), ("check", "--json")]
    for name in [profile["name"] for profile in json.loads(ask(plain, "list", "--json"))]:
        asked += [("show", name, "--json"), ("limits", name, "--json"), ("coverage", name, "--json")]
        asked += [("vectors", name), ("simulate", name, "-n", "20", "--seed", "7")]
        log = ROOT / "examples" / f"{name}.jsonl"
        if log.exists():
            of_log = (name, str(log.relative_to(ROOT)))
            asked += [("run", *of_log, "--json"), ("run", *of_log, "--lang", "vi"), ("run", *of_log, "--lang", "en")]
            first = json.loads(log.read_text(encoding="utf-8").splitlines()[0])["case"]
            asked += [("explain", *of_log, "--case", first, "--lang", "vi")]
    return asked


def find(version: str) -> Path | None:
    """Find a Python of this version that runs: on the path, or kept by pyenv."""
    candidates = [shutil.which(f"python{version}")]
    if pyenv := shutil.which("pyenv"):
        listed = subprocess.run([pyenv, "versions", "--bare"], capture_output=True, text=True, check=False).stdout
        for name in listed.split():
            if name.startswith(f"{version}."):
                prefix = subprocess.run([pyenv, "prefix", name], capture_output=True, text=True, check=False).stdout
                candidates.append(str(Path(prefix.strip()) / "bin" / "python"))
    probe = f"import sys, venv, ensurepip; sys.exit('{version}' != '%d.%d' % sys.version_info[:2])"
    for candidate in filter(None, candidates):
        if subprocess.run([candidate, "-c", probe], capture_output=True, check=False).returncode == 0:
            return Path(candidate)
    return None


def furnish(version: str, python: Path) -> Path:
    """Make this Python an environment with the package; it is kept until pyproject.toml changes."""
    home = ROOT / "build" / "pythons" / version
    own, stamp, config = home / "bin" / "python", home / ".furnished", ROOT / "pyproject.toml"
    if not stamp.exists() or stamp.stat().st_mtime < config.stat().st_mtime:
        subprocess.run([python, "-m", "venv", "--clear", home], check=True)
        install = ["-m", "pip", "install", "-qq", "--disable-pip-version-check", "--editable", f"{ROOT}[cli]"]
        subprocess.run([str(own), *install], check=True)
        stamp.touch()
    return own


def main() -> None:
    """Compare every place with the plain one."""
    here = Path(sys.executable)
    plain = Place(here, PLAIN)
    places = [Place(here, world) for world in WORLDS]
    versions = [HERE]
    for version in VERSIONS:
        if version != HERE and (python := find(version)):
            places.append(Place(furnish(version, python), WORLDS[0]))
            versions.append(version)
    asked = questions(plain)
    with ThreadPoolExecutor(max_workers=2) as pool:
        wanted = [future.result() for future in [pool.submit(ask, plain, *question) for question in asked]]
        for place in places:
            got = [pool.submit(ask, place, *question) for question in asked]
            for question, one, other in zip(asked, wanted, [future.result() for future in got], strict=True):
                if one != other:
                    raise SystemExit(f"{place}: other bytes than in plain surroundings: {' '.join(question)}")
    digest = hashlib.sha256(b"".join(wanted)).hexdigest()[:16]
    told = f"{len(asked)} answers, {len(places) + 1} surroundings, Python {', '.join(sorted(versions))}"
    sys.stdout.write(f"{told}: {digest}\n")


if __name__ == "__main__":
    main()
