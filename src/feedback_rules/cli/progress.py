"""A progress bar for long work, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Sized
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["watched"]

Thing = TypeVar("Thing")


def watched(things: Iterable[Thing], title: str, total: int | None = None) -> Iterator[Thing]:
    """Hand on each thing; where somebody watches standard error, show how far it has come.

    >>> list(watched([1, 2], "working"))
    [1, 2]
    """
    if not sys.stderr.isatty():
        yield from things
        return
    from rich.console import Console
    from rich.progress import track

    known = len(things) if total is None and isinstance(things, Sized) else total
    yield from track(things, title, total=known, console=Console(file=sys.stderr), transient=True)
