"""A week of sessions: the hours in which an office is open, by weekday (S6)."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from feedback_rules.calendar.reading import entries_from, texts_from
from feedback_rules.errors import CalendarError, InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "CLOSED",
    "DAY_MINUTES",
    "WEEKDAYS",
    "Pattern",
    "Week",
    "check_touch",
    "cut",
    "parse_hours",
    "parse_week",
    "shown",
    "weekdays",
]

Pattern = tuple[tuple[int, int], ...]
"""One day's sessions as (opening, closing) minutes since its own 00:00; a closing after 24:00 lies in the next day."""

Week = tuple[Pattern, ...]
"""Seven patterns, Monday first."""

CLOSED: Final[Pattern] = ()
DAY_MINUTES: Final = 24 * 60
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_HOURS = re.compile(r"([01]?[0-9]|2[0-4]):([0-5][0-9])\s*[-–]\s*([01]?[0-9]|2[0-4]):([0-5][0-9])\Z")


def parse_hours(text: str, where: str) -> tuple[int, int]:
    """Read one session; a closing at or before its opening lies in the next day, ``24:00`` ends the day (S6).

    >>> parse_hours("07:30-11:30", "mon"), parse_hours("22:00-02:00", "mon"), parse_hours("13:00-24:00", "mon")
    ((450, 690), (1320, 1560), (780, 1440))
    """
    found = _HOURS.match(text.strip())
    if found is not None:
        opening, closing = int(found[1]) * 60 + int(found[2]), int(found[3]) * 60 + int(found[4])
        if opening < DAY_MINUTES and closing <= DAY_MINUTES and opening != closing:
            return opening, closing if closing > opening else closing + DAY_MINUTES
    raise InputError(
        "session-unreadable",
        en=f'{where}: "{text}" is no session: write opening and closing, for example "07:30-11:30" or "00:00-24:00"',
        vi=f'{where}: "{text}" không phải giờ làm việc: hãy viết giờ mở và giờ đóng, ví dụ "07:30-11:30" '
        'hoặc "00:00-24:00"',
        where=where,
        value=text,
    )


def parse_week(value: object, where: str = "week") -> Week:
    """Read a week, days named ``mon``, ``mon-fri`` or ``mon,wed``; a day that is not named is closed (S6).

    >>> week = parse_week({"mon-thu": ["07:30-11:30", "13:00-17:00"], "fri": ["07:30-11:30"]})
    >>> week[0], week[4], week[5]
    (((450, 690), (780, 1020)), ((450, 690),), ())
    >>> parse_week({"mon": ["08:00-12:00", "11:00-17:00"]})
    Traceback (most recent call last):
    feedback_rules.errors.CalendarError: week.mon: 08:00-12:00 and 11:00-17:00 overlap: let one end where ...
    """
    week: dict[int, Pattern] = {}
    for key, texts in entries_from(value, where).items():
        at = f"{where}.{key}"
        pattern = tuple(sorted(parse_hours(text, at) for text in texts_from(texts, at)))
        for earlier, later in pairwise(pattern):
            if later[0] < earlier[1]:
                raise _overlap(at, shown(earlier), shown(later))
        for weekday in weekdays(key, at):
            if weekday in week:
                raise CalendarError(
                    "weekday-twice",
                    en=f"{at}: {WEEKDAYS[weekday]} stands twice in this week: name each day once",
                    vi=f"{at}: {WEEKDAYS[weekday]} xuất hiện hai lần trong tuần: mỗi ngày chỉ nêu một lần",
                    where=at,
                    value=WEEKDAYS[weekday],
                )
            week[weekday] = pattern
    whole = tuple(week.get(weekday, CLOSED) for weekday in range(7))
    if not any(whole):
        raise CalendarError(
            "week-empty",
            en=f'{where}: no day of this week has a session: write for example {{"mon-fri": ["07:30-11:30"]}}',
            vi=f'{where}: tuần này không có giờ làm việc nào: hãy viết ví dụ {{"mon-fri": ["07:30-11:30"]}}',
            where=where,
        )
    for weekday in range(7):
        check_touch(whole[weekday], whole[(weekday + 1) % 7], f"{where}.{WEEKDAYS[weekday]}")
    return whole


def check_touch(today: Pattern, tomorrow: Pattern, where: str) -> None:
    """Refuse a night session that reaches into a session of the next day: ``CalendarError``."""
    if today and tomorrow and today[-1][1] > tomorrow[0][0] + DAY_MINUTES:
        night, morning = shown(today[-1]), shown(tomorrow[0])
        raise CalendarError(
            "sessions-overlap",
            en=f"{where}: {night} closes on the next day, when {morning} is open already: a closing before its opening "
            "is one of the next day; correct the hours, or let it end where the other begins",
            vi=f"{where}: {night} đóng vào hôm sau, khi {morning} đã mở: giờ đóng trước giờ mở là giờ của hôm sau; "
            "hãy sửa giờ, hoặc để buổi này kết thúc khi buổi kia bắt đầu",
            where=where,
            value=(night, morning),
        )


def cut(pattern: Pattern, opening: int, closing: int) -> Pattern:
    """Give a day's sessions without the minutes from ``opening`` to ``closing``.

    >>> cut(((450, 690), (780, 1020)), 600, 800)
    ((450, 600), (800, 1020))
    """
    left = []
    for begin, end in pattern:
        if begin < min(end, opening):
            left.append((begin, min(end, opening)))
        if max(begin, closing) < end:
            left.append((max(begin, closing), end))
    return tuple(left)


def shown(session: Sequence[int]) -> str:
    """Write a session as people do.

    >>> shown((1320, 1560)), shown((780, 1440))
    ('22:00-02:00', '13:00-24:00')
    """
    opening, closing = session
    closing = closing if closing <= DAY_MINUTES else closing - DAY_MINUTES
    opening %= DAY_MINUTES
    return f"{opening // 60:02}:{opening % 60:02}-{closing // 60:02}:{closing % 60:02}"


def weekdays(key: object, where: str) -> list[int]:
    """Give the weekdays that a key of a week names, Monday being 0.

    >>> weekdays("mon-wed,sat", "week"), weekdays("fri-mon", "week")
    ([0, 1, 2, 5], [4, 5, 6, 0])
    """
    days: list[int] = []
    for part in str(key).split(","):
        first, dash, last = (word.strip() for word in part.partition("-"))
        if first not in WEEKDAYS or (dash and last not in WEEKDAYS):
            raise CalendarError(
                "weekday-unknown",
                en=f'{where}: "{key}" names no days: write mon, mon-fri or mon,wed,fri',
                vi=f'{where}: "{key}" không nêu ngày nào: hãy viết mon, mon-fri hoặc mon,wed,fri',
                where=where,
                value=key,
            )
        begin = WEEKDAYS.index(first)
        length = (WEEKDAYS.index(last) - begin) % 7 if dash else 0
        days += [(begin + step) % 7 for step in range(length + 1)]
    return days


def _overlap(where: str, earlier: str, later: str) -> CalendarError:
    return CalendarError(
        "sessions-overlap",
        en=f"{where}: {earlier} and {later} overlap: let one end where the other begins",
        vi=f"{where}: {earlier} và {later} chồng lên nhau: hãy để buổi này kết thúc khi buổi kia bắt đầu",
        where=where,
        value=(earlier, later),
    )
