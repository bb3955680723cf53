"""Where the shipped profiles stand, and the compiled form beside them."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from feedback_rules.profiles.raw import load_bytes
from feedback_rules.version import __version__

__all__ = [
    "FORM",
    "OVERLAYS",
    "Source",
    "compiled_path",
    "fingerprint",
    "located",
    "overlays_shipped",
    "shelf",
    "shipped",
    "stored",
]

_PACKAGE = Path(__file__).resolve().parent.parent
_INSTALLED = _PACKAGE / "_shelf"
_CHECKOUT = _PACKAGE.parent.parent / "profiles"

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


def fingerprint(source: Path) -> str:
    """Give the sha256 of a file's bytes, in hex."""
    return sha256(load_bytes(source)).hexdigest()


def stored(source: Path) -> dict[str, Any] | None:
    """Give what is compiled beside a YAML file, if it was made from that very file and those it is laid on."""
    path = compiled_path(source)
    try:
        compiled = json.loads(path.read_text(encoding="utf-8"))
        if compiled["form"] != FORM or compiled["sources"][0][0] != source.name:
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
