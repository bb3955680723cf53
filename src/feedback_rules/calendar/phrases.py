"""Days, moments and lengths of time as people write them, in Vietnamese and in English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedback_rules.calendar.zone import HOUR, MINUTE, SECOND, from_instant
from feedback_rules.wording.calendar import MONTHS, WEEKDAYS

if TYPE_CHECKING:
    from datetime import date, datetime, tzinfo

__all__ = ["Pair", "clock", "day_words", "iso", "moment", "span_words"]

Pair = tuple[str, str]
"""The same in Vietnamese and in English."""


def day_words(day: date) -> Pair:
    """Name a day.

    >>> from datetime import date
    >>> day_words(date(2026, 3, 6))
    ('thứ Sáu 06/03/2026', 'Fri 6 Mar 2026')
    """
    vi, en = WEEKDAYS[day.weekday()]
    return f"{vi} {day.day:02}/{day.month:02}/{day.year}", f"{en} {day.day} {MONTHS[day.month - 1]} {day.year}"


def clock(shown: datetime) -> str:
    """Give a time of day, with seconds only where there are any.

    >>> from datetime import datetime
    >>> clock(datetime.fromisoformat("2026-03-06T16:00")), clock(datetime.fromisoformat("2026-03-06T16:00:01.5"))
    ('16:00', '16:00:01.500000')
    """
    if shown.microsecond:
        return f"{shown:%H:%M:%S.%f}"
    return f"{shown:%H:%M:%S}" if shown.second else f"{shown:%H:%M}"


def moment(shown: datetime) -> Pair:
    """Name a moment; one that its zone's clock shows twice is told apart by its offset.

    >>> from datetime import datetime
    >>> moment(datetime.fromisoformat("2026-03-06T16:00+07:00"))
    ('16:00 thứ Sáu 06/03/2026', '16:00 Fri 6 Mar 2026')
    """
    vi, en = day_words(shown.date())
    time = clock(shown)
    if shown.utcoffset() != shown.replace(fold=1 - shown.fold).utcoffset():
        time += f"{shown:%z}"
    return f"{time} {vi}", f"{time} {en}"


def span_words(amount: int) -> Pair:
    """Give a length of time in hours, minutes and seconds.

    >>> span_words(9 * HOUR), span_words(HOUR + MINUTE + SECOND // 2)
    (('9 giờ', '9 hours'), ('1 giờ 1 phút 0.5 giây', '1 hour 1 minute 0.5 seconds'))
    """
    vi, en = [], []
    for size, words in ((HOUR, ("giờ", "hour")), (MINUTE, ("phút", "minute"))):
        count, amount = divmod(amount, size)
        if count:
            vi.append(f"{count} {words[0]}")
            en.append(f"{count} {words[1]}{'s' if count != 1 else ''}")
    if amount or not vi:
        seconds = f"{amount // SECOND}.{amount % SECOND:06}".rstrip("0").rstrip(".")
        vi.append(f"{seconds} giây")
        en.append(f"{seconds} second{'s' if amount != SECOND else ''}")
    return " ".join(vi), " ".join(en)


def iso(instant: int | None, info: tzinfo | None) -> str | None:
    """Give an instant as ISO text in a zone, None as None."""
    return None if instant is None else from_instant(instant, info).isoformat()
