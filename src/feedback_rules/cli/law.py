"""Which law is asked: a profile with its overlays and chosen readings, loaded when it is needed."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from feedback_rules.cli.frame import option
from feedback_rules.cli.parameters import EXISTING, READING
from feedback_rules.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from feedback_rules.profiles.profile import Profile

__all__ = ["Law", "law_argument", "law_options", "readings_and_overlays"]


class Law(NamedTuple):
    """What was asked for: a name or a path, readings and overlays."""

    name: str
    readings: tuple[tuple[str, str], ...] = ()
    overlays: tuple[str, ...] = ()

    def load(self, **instead: str) -> Profile:
        """Load it; ``instead`` chooses other options of some readings."""
        from feedback_rules.profiles.shelf import load_profile

        return load_profile(self.name, readings={**self.chosen(), **instead}, overlays=list(self.overlays))

    def chosen(self) -> dict[str, str]:
        """Give the readings chosen; one chosen twice is refused.

        >>> Law("langson", (("one_day", "clock"),)).chosen()
        {'one_day': 'clock'}
        """
        chosen: dict[str, str] = {}
        for name, value in self.readings:
            if chosen.setdefault(name, value) != value:
                raise InputError(
                    "reading-twice",
                    en=f"--reading {name} is given twice: {chosen[name]} and {value}",
                    vi=f"--reading {name} được chọn hai lần: {chosen[name]} và {value}",
                )
        return chosen


def _bound(function: Callable[..., int | None]) -> Callable[..., int | None]:
    """Hand the three parameters on as one ``law``."""

    @wraps(function)
    def called(session: Any, profile: str, reading: Any, overlay: Any, **rest: Any) -> int | None:
        return function(session, law=Law(profile, reading, overlay), **rest)

    return called


def readings_and_overlays(function: Callable[..., int | None]) -> Callable[..., int | None]:
    """Take ``--reading`` and ``--overlay``, each as often as wanted."""
    reading = option("--reading", type=READING, multiple=True, metavar="ID=OPTION")
    overlay = option("--overlay", type=EXISTING, multiple=True, metavar="FILE")
    with_both: Callable[..., int | None] = reading(overlay(function))
    return with_both


def law_argument(function: Callable[..., int | None]) -> Callable[..., int | None]:
    """Take ``PROFILE`` as the first argument, with ``--reading`` and ``--overlay``."""
    made: Callable[..., int | None] = click.argument("profile")(readings_and_overlays(_bound(function)))
    return made


def law_options(function: Callable[..., int | None]) -> Callable[..., int | None]:
    """Take ``--profile P`` with ``--reading`` and ``--overlay``."""
    made: Callable[..., int | None] = option("--profile", required=True, metavar="P")(
        readings_and_overlays(_bound(function))
    )
    return made
