"""Texts of JSON that recur in thousands of results, each made once: quoted words, instants, amounts."""

from __future__ import annotations

import json
from datetime import timedelta
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any, Final

from feedback_rules.calendar.zone import from_instant
from feedback_rules.workflow.instants import iso, zone_info

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["KEPT", "Bound", "Instants", "Made", "Quoted", "amount", "dumps"]

KEPT: Final = 1 << 14
"""How many texts are remembered before all are forgotten: memory must not grow with the log."""

HOUR: Final = 3_600_000_000
MINUTE: Final = 60_000_000
SECOND: Final = 1_000_000
ONE_HOUR: Final = timedelta(hours=1)
_TWO: Final = tuple(f"{number:02}" for number in range(60))


def dumps(value: Any) -> str:
    """Write JSON on one line: letters as they are, keys in the order in which they were made."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


class Quoted(dict[str | None, str]):
    """Words as JSON writes them.

    >>> quoted = Quoted()
    >>> quoted["Hải Yến"], quoted[None]
    ('"Hải Yến"', 'null')
    """

    def __missing__(self, word: str | None) -> str:
        if len(self) >= KEPT:
            self.clear()
        self[word] = found = "null" if word is None else encode_basestring(word)
        return found


class Bound(dict[tuple[str | None, str | None], str]):
    """Whom a verdict is charged to: ``kind/unit``, or the kind where there is only one."""

    def __missing__(self, key: tuple[str | None, str | None]) -> str:
        if len(self) >= KEPT:
            self.clear()
        holder, unit = key
        self[key] = found = encode_basestring(f"{holder}/{unit}" if unit else holder or "")
        return found


class Made(dict[Any, str]):
    """Texts made of a key by a function, each once."""

    __slots__ = ("_make",)

    def __init__(self, make: Callable[[Any], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: Any) -> str:
        if len(self) >= KEPT:
            self.clear()
        self[key] = found = self._make(key)
        return found


class Instants(dict[int, str]):
    """Instants in quotes, as a zone's clock writes them.

    >>> Instants("Asia/Ho_Chi_Minh")[1767600000000000]
    '"2026-01-05T15:00:00+07:00"'
    """

    __slots__ = ("_hours", "_zone")

    def __init__(self, zone: str) -> None:
        super().__init__()
        self._zone = zone
        self._hours: dict[int, tuple[str, str] | None] = {}

    def __missing__(self, instant: int) -> str:
        if len(self) >= KEPT:
            self.clear()
        hour = instant // HOUR
        known = self._hours.get(hour, ())
        if known == ():
            known = self._hour(hour)
        minute, rest = divmod(instant - hour * HOUR, MINUTE)
        second, rest = divmod(rest, SECOND)
        found = (
            f"{known[0]}{_TWO[minute]}:{_TWO[second]}{known[1]}"
            if known and not rest
            else f'"{iso(instant, self._zone)}"'
        )
        self[instant] = found
        return found

    def _hour(self, hour: int) -> tuple[str, str] | None:
        """Give what an hour's instants have before and behind the minute; None where the clock shifts in it."""
        if len(self._hours) >= KEPT:
            self._hours.clear()
        info = zone_info(self._zone)
        first, last = from_instant(hour * HOUR, info), from_instant((hour + 1) * HOUR - 1, info)
        offset = first.utcoffset()
        whole = offset is not None and offset == last.utcoffset() and not offset % ONE_HOUR
        text = first.isoformat()
        self._hours[hour] = found = (f'"{text[:14]}', f'{text[19:]}"') if whole else None
        return found


def amount(us: int) -> str:
    """Write a length of time in seconds, whole ones without a point.

    >>> amount(1_620_000_000), amount(1_500_000)
    ('1620', '1.5')
    """
    seconds, rest = divmod(us, SECOND)
    return float.__repr__(us / SECOND) if rest else str(seconds)
