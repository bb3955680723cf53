"""Instants as texts: ISO 8601 with an offset, in a zone's clock (S1)."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from feedback_rules.calendar.zone import from_instant, to_instant
from feedback_rules.errors import InputError

__all__ = ["iso", "read_instant", "with_offset", "zone_info"]


@lru_cache(maxsize=64)
def zone_info(zone: str) -> ZoneInfo:
    """Give the zone of that IANA name."""
    return ZoneInfo(zone)


def iso(instant: int, zone: str) -> str:
    """Write microseconds UTC as a text of ``zone``.

    >>> iso(1767600000000000, "Asia/Ho_Chi_Minh")
    '2026-01-05T15:00:00+07:00'
    """
    return from_instant(instant, zone_info(zone)).isoformat()


def read_instant(text: Any) -> int:
    """Read an ISO text with an offset as microseconds UTC; a naive or broken one is refused showing it.

    >>> read_instant("2026-01-05T15:00:00+07:00")
    1767600000000000
    """
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        raise InputError(
            "bad-instant",
            en=f"{text!r} is no instant; write it like 2026-01-05T15:00:00+07:00",
            vi=f"{text!r} không phải một thời điểm; hãy viết như 2026-01-05T15:00:00+07:00",
            value=text,
        ) from None
    return to_instant(moment) if moment.tzinfo is not None else _refuse(text, moment)


def with_offset(moment: datetime) -> str:
    """Write a naive moment, read from whatever form of ISO 8601, as it would be taken.

    >>> with_offset(datetime.fromisoformat("2024-03-04")), with_offset(datetime.fromisoformat("20240304T080030"))
    ('2024-03-04T00:00+07:00', '2024-03-04T08:00:30+07:00')
    """
    whole = not (moment.second or moment.microsecond)
    return f"{moment.isoformat(timespec='minutes' if whole else 'auto')}+07:00"


def _refuse(text: str, moment: datetime) -> int:
    example = with_offset(moment)
    raise InputError(
        "instant-naive",
        en=f"{text} names no zone; add the offset, for example {example}",
        vi=f"{text} không có múi giờ; hãy thêm độ lệch, ví dụ {example}",
        value=text,
    )
