"""The bytes of a file: only those of a regular, small one are read."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from feedback_rules.profiles.problem import found, refuse
from feedback_rules.profiles.tree import Place

if TYPE_CHECKING:
    from feedback_rules.errors import ProfileError

__all__ = ["MAX_BYTES", "load_bytes", "too_large"]

MAX_BYTES = 1024 * 1024
"""A profile is prose and figures: the longest of the five regulations is 52 kB of text."""


def load_bytes(path: str | os.PathLike[str]) -> bytes:
    """Read a regular file of at most 1 MiB; anything else is a ``ProfileError``, and a pipe is never opened."""
    name = os.fspath(path)
    top = Place(name, 1, 1)
    try:
        kind = os.stat(name)  # noqa: PTH116 - a path object would refuse some names before the system is asked
        if not stat.S_ISREG(kind.st_mode):
            raise refuse([found("not-a-file", top, name=name)], name)
        if kind.st_size > MAX_BYTES:
            raise too_large(top)
        with open(name, "rb") as file:  # noqa: PTH123 - likewise
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise refuse([found("missing-file", top, name=name)], name) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise refuse([found("unreadable-file", top, name=name, reason=reason)], name) from None
    if len(data) > MAX_BYTES:  # it grew between the two looks
        raise too_large(top)
    return data


def too_large(top: Place) -> ProfileError:
    """Refuse a file of more than 1 MiB."""
    return refuse([found("too-large", top, most=MAX_BYTES // 1024)], top.file)
