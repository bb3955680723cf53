"""Days, moments and amounts in words, as officials write them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from feedback_rules.calendar.phrases import clock, day_words, moment, span_words
from feedback_rules.calendar.zone import from_instant
from feedback_rules.wording import pair, say
from feedback_rules.workflow.instants import zone_info

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from feedback_rules.workflow.spec import Text

__all__ = ["amount_words", "both", "day_words", "due_words", "joined", "lasting", "moment_words", "worded"]

MICROSECOND = timedelta(microseconds=1)
DAY = timedelta(days=1)


def moment_words(instant: int, zone: str) -> Text:
    """Name an instant (µs UTC) on the clock of ``zone``.

    >>> moment_words(1746784800000000, "Asia/Ho_Chi_Minh")
    ('17:00 thứ Sáu 09/05/2025', '17:00 Fri 9 May 2025')
    """
    return moment(from_instant(instant, zone_info(zone)))


def due_words(instant: int, zone: str) -> Text:
    """Name a due: midnight is 24:00 of the day that ended (S5).

    >>> due_words(1746810000000000, "Asia/Ho_Chi_Minh")
    ('24:00 thứ Sáu 09/05/2025', '24:00 Fri 9 May 2025')
    """
    shown = from_instant(instant, zone_info(zone))
    if clock(shown) != "00:00":
        return moment_words(instant, zone)
    vi, en = day_words(shown.date() - DAY)
    return f"24:00 {vi}", f"24:00 {en}"


def amount_words(amount: timedelta | int) -> Text:
    """Write a length of time, or a number of days.

    >>> amount_words(timedelta(hours=2)), amount_words(1)
    (('2 giờ', '2 hours'), ('1 ngày', '1 day'))
    """
    if isinstance(amount, timedelta):
        return span_words(amount // MICROSECOND)
    return f"{amount} ngày", f"{amount} day{'s' if amount != 1 else ''}"


def lasting(span: timedelta) -> Text:
    """Write how long something lasted: in days and the rest, from two days on.

    >>> lasting(timedelta(hours=47)), lasting(timedelta(days=10, hours=1))
    (('47 giờ', '47 hours'), ('10 ngày 1 giờ', '10 days 1 hour'))
    """
    if span < 2 * DAY:
        return amount_words(span)
    days, rest = divmod(span, DAY)
    whole = amount_words(days)
    return joined([whole, amount_words(rest)], "explain.space") if rest else whole


def both(words: str) -> Text:
    """Give what reads the same in both languages."""
    return words, words


def joined(texts: Iterable[Text], key: str = "explain.comma") -> Text:
    """Join texts, in each language with the words of ``key``.

    >>> joined([both("a"), both("b")], "explain.or")
    ('a hoặc b', 'a or b')
    """
    listed = list(texts)
    vi, en = pair(key)
    return vi.join(text[0] for text in listed), en.join(text[1] for text in listed)


def worded(key: str, **params: Any) -> Text:
    """Word ``explain.key`` in both languages.

    >>> worded("moves_to", state=both("closed"))
    ('chuyển sang closed', 'it moves to closed')
    """
    return say(f"explain.{key}", "vi", **params), say(f"explain.{key}", "en", **params)
