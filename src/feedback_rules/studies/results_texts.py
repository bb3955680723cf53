"""Texts of JSON that recur in thousands of results, each made once: quoted words, instants, amounts."""

from __future__ import annotations

import json
from datetime import timedelta
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any, Final, TypeVar

from feedback_rules.calendar.zone import from_instant
from feedback_rules.workflow.instants import iso, zone_info

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["KEPT", "Instants", "Made", "Quoted", "amount", "dumps", "narrow"]

Thing = TypeVar("Thing")

KEPT: Final = 1 << 14
"""How many texts are remembered before all are forgotten: memory must not grow with the log."""

HOUR: Final = 3_600_000_000
MINUTE: Final = 60_000_000
SECOND: Final = 1_000_000
ONE_HOUR: Final = timedelta(hours=1)


def narrow(text: str) -> str:
    """Give the UTF-8 bytes of a text, each as the character of its number: texts of these are joined by copying.

    >>> narrow("Hải Yến").encode("latin-1").decode()
    'Hải Yến'
    """
    return text if text.isascii() else text.encode("utf-8", "surrogatepass").decode("latin-1")


def dumps(value: Any) -> str:
    """Write JSON on one line, narrow: letters as they are, keys in the order in which they were made."""
    return narrow(json.dumps(value, ensure_ascii=False, allow_nan=False))


class Quoted(dict[str | None, str]):
    """Words as JSON writes them, narrow.

    >>> quoted = Quoted()
    >>> quoted["Hải Yến"].encode("latin-1").decode(), quoted[None]
    ('"Hải Yến"', 'null')
    """

    def __missing__(self, word: str | None) -> str:
        if len(self) >= KEPT:
            self.clear()
        self[word] = found = "null" if word is None else narrow(encode_basestring(word))
        return found


class Made(dict[Any, Thing]):
    """Texts, or several, made of a key by a function, each once."""

    __slots__ = ("_make",)

    def __init__(self, make: Callable[[Any], Thing]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: Any) -> Thing:
        if len(self) >= KEPT:
            self.clear()
        self[key] = found = self._make(key)
        return found


class Instants(dict[int, str]):
    """Instants in quotes, as a zone's clock writes them.

    >>> Instants("Asia/Ho_Chi_Minh")[1767600000000000]
    '"2026-01-05T15:00:00+07:00"'
    """

    __slots__ = ("_hours", "_rests", "_zone")

    def __init__(self, zone: str) -> None:
        super().__init__()
        self._zone = zone
        self._hours: dict[int, tuple[str, dict[int, str]]] = {}
        self._rests: dict[str, dict[int, str]] = {}

    def __missing__(self, instant: int) -> str:
        if len(self) >= KEPT:
            self.clear()
        hour, rest = divmod(instant, HOUR)
        before, rests = self._hours.get(hour) or self._hour(hour)
        self[instant] = found = f"{before}{rests[rest]}" if before else f'"{iso(instant, self._zone)}"'
        return found

    def _hour(self, hour: int) -> tuple[str, dict[int, str]]:
        """Give what an hour's instants have before the minute, and all that stand behind; none where the clock shifts.

        A shift, and an offset that is no whole number of hours, leave the first empty.
        """
        if len(self._hours) >= KEPT:
            self._hours.clear()
        info = zone_info(self._zone)
        first, last = from_instant(hour * HOUR, info), from_instant((hour + 1) * HOUR - 1, info)
        offset = first.utcoffset()
        whole = offset is not None and offset == last.utcoffset() and not offset % ONE_HOUR
        text = first.isoformat()
        behind = text[19:]
        rests = self._rests.get(behind)
        if rests is None:
            rests = self._rests[behind] = _Rests(behind)
        self._hours[hour] = found = (f'"{text[:14]}' if whole else "", rests)
        return found


class _Rests(dict[int, str]):
    """What stands behind the hour of an instant, by the microseconds since: minute, second and offset."""

    __slots__ = ("_behind",)

    def __init__(self, behind: str) -> None:
        super().__init__()
        self._behind = behind

    def __missing__(self, rest: int) -> str:
        if len(self) >= KEPT:
            self.clear()
        minute, left = divmod(rest, MINUTE)
        second, part = divmod(left, SECOND)
        found = f'{minute:02}:{second:02}{f".{part:06}" if part else ""}{self._behind}"'
        self[rest] = found
        return found


def amount(us: int) -> str:
    """Write a length of time in seconds, whole ones without a point.

    >>> amount(1_620_000_000), amount(1_500_000)
    ('1620', '1.5')
    """
    seconds, rest = divmod(us, SECOND)
    return float.__repr__(us / SECOND) if rest else str(seconds)
