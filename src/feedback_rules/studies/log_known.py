"""What recurs in the rows of a log, looked at once: hours, minutes with their offset, names."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from unicodedata import is_normalized

from feedback_rules.workflow.columns import TEXT_CAP

__all__ = ["KEPT", "Hours", "Names", "Rests", "named"]

KEPT: Final = 1 << 15
"""How many texts are remembered before all are forgotten: memory must not grow with the log."""

HOUR: Final = re.compile(r"\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3])", re.ASCII)
REST: Final = re.compile(r":[0-5]\d:[0-5]\d[+-]\d\d:\d\d", re.ASCII)
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND: Final = timedelta(microseconds=1)


class Hours(dict[str, int]):
    """The beginning of each hour met so far, as if its clock were that of UTC."""

    def __missing__(self, hour: str) -> int:
        if not HOUR.fullmatch(hour) or not "1970-01-02" <= hour[:10] <= "2199-12-30":
            raise ValueError(hour)
        if len(self) >= KEPT:
            self.clear()
        self[hour] = found = (datetime.fromisoformat(f"{hour}:00:00+00:00") - EPOCH) // MICROSECOND
        return found


class Rests(dict[str, int]):
    """How long after the beginning of the hour each minute and second with its offset is."""

    def __missing__(self, rest: str) -> int:
        if not REST.fullmatch(rest):
            raise ValueError(rest)
        if len(self) >= KEPT:
            self.clear()
        moment = datetime.fromisoformat(f"1970-01-02T00{rest}") - EPOCH - timedelta(1)
        self[rest] = found = moment // MICROSECOND
        return found


class Names(dict[str, str]):
    """Short texts known to be good, each kept once."""

    def __missing__(self, text: str) -> str:
        if len(self) >= KEPT:
            self.clear()
        self[text] = found = named(text)
        return found


def named(text: Any) -> str:
    """Take a name that the careful reader would take as it is; ``ValueError``: it would not."""
    good = type(text) is str and 0 < len(text) <= TEXT_CAP and text.isprintable() and text[0] != " " != text[-1]
    if not good or not (text.isascii() or is_normalized("NFC", text)):
        raise ValueError(text)
    return str(text)
