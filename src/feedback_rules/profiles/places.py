"""Where the shipped profiles stand, and the compiled form beside them."""

from __future__ import annotations

import json
import os
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from feedback_rules.profiles.files import load_bytes
from feedback_rules.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "FORM",
    "OVERLAYS",
    "Source",
    "built",
    "built_path",
    "checkout",
    "compiled_path",
    "fingerprint",
    "form_here",
    "located",
    "overlays_shipped",
    "shelf",
    "shipped",
    "stored",
]

_PACKAGE = Path(__file__).resolve().parent.parent
_INSTALLED = _PACKAGE / "_shelf"
_CHECKOUT = _PACKAGE.parent.parent / "profiles"

_BUILT = _PACKAGE.parent.parent / "build" / "shelf"
"""Where an editable installation puts what it compiles: in the checkout, which is all that it serves."""

OVERLAYS = "overlays"
"""The folder of the shipped overlays that are no regulation of their own."""

FORM = f"1/{__version__}"
"""The compiled form; one that another version made is not used."""


class Source(NamedTuple):
    """A file, and the name under which problems show it."""

    path: Path
    shown: str


def shelf() -> Path:
    """Give the folder of the shipped profiles: the package's own data, else that of the checkout."""
    return _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT


def checkout() -> Path:
    """Give the folder of the profiles of the checkout that the package runs from."""
    return _CHECKOUT


def built() -> Path:
    """Give the folder into which the checkout compiles them."""
    return _BUILT


def located(name: str) -> Path | None:
    """Give the file of a shipped profile or overlay, None where there is none so named."""
    for folder in (shelf(), shelf() / OVERLAYS):
        path = folder / f"{name}.yaml"
        if path.is_file():
            return path
    return None


def compiled_path(source: Path) -> Path:
    """Give the place of the compiled form: beside its YAML.

    >>> compiled_path(Path("shelf/langson.yaml")).name
    'langson.json'
    """
    return source.with_suffix(".json")


def built_path(source: Path) -> Path | None:
    """Give the place of the compiled form of a file of the checkout, None for any other file."""
    if not source.is_relative_to(_CHECKOUT):
        return None
    return compiled_path(_BUILT / source.relative_to(_CHECKOUT))


def form_here() -> str:
    """Give the form that this checkout compiles: the version, and the sources of the reading room as they stand.

    A source that was touched makes what is compiled stale, as it does for any tool that builds.
    """
    room = Path(__file__).resolve().parent
    files = [
        entry for folder in (room, room / "document") for entry in os.scandir(folder) if entry.name.endswith(".py")
    ]
    looks = [(entry.name, stat.st_size, stat.st_mtime_ns) for entry in files for stat in [entry.stat()]]
    return f"{FORM}/{sha256(repr(sorted(looks)).encode()).hexdigest()}"


def fingerprint(source: Path) -> str:
    """Give the sha256 of a file's bytes, in hex."""
    return sha256(load_bytes(source)).hexdigest()


def stored(source: Path) -> dict[str, Any] | None:
    """Give what was compiled of a YAML file, if it was made from that very file and those it is laid on.

    It stands beside its file, as in a wheel, or was made when the checkout was installed.
    """
    found = _ready(compiled_path(source), source, lambda: FORM)
    if found is None and (path := built_path(source)) is not None:
        found = _ready(path, source, form_here)
    return found


def _ready(path: Path, source: Path, form: Callable[[], str]) -> dict[str, Any] | None:
    """Give the content of a compiled file, None if it is not there, of another form or from other bytes."""
    try:
        compiled = json.loads(path.read_bytes())
        if compiled["form"] != form() or compiled["sources"][0][0] != source.name:
            return None
        for name, hashed in compiled["sources"]:
            if fingerprint(source.parent / name) != hashed:
                return None
    except (OSError, ValueError, LookupError, TypeError):
        return None
    content: dict[str, Any] = compiled["content"]
    return content


def shipped() -> tuple[str, ...]:
    """Name the shipped profiles, in alphabetical order.

    >>> "langson" in shipped()
    True
    """
    return tuple(sorted(path.stem for path in shelf().glob("*.yaml")))


def overlays_shipped() -> tuple[str, ...]:
    """Name the shipped overlays, in alphabetical order."""
    return tuple(sorted(path.stem for path in (shelf() / OVERLAYS).glob("*.yaml")))
