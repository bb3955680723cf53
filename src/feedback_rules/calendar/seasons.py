"""Seasons and effective dates: which week of sessions is in force on which day (S6)."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from feedback_rules.calendar.reading import closed_keys, day_from, entries_from
from feedback_rules.calendar.sessions import Week, parse_week
from feedback_rules.errors import CalendarError, InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Season", "Stretch", "parse_periods", "stretches"]

_LEAP_YEAR = [date.fromordinal(date(2000, 1, 1).toordinal() + index) for index in range(366)]
_MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])\Z")


class Season(NamedTuple):
    """A part of every year, ``(month, day)`` to ``(month, day)``, both included, with its week."""

    first: tuple[int, int]
    last: tuple[int, int]
    week: Week


class Stretch(NamedTuple):
    """Consecutive days, by ordinal and both included, in which one week is in force."""

    first: int
    last: int
    week: Week


Period = tuple[date, tuple[Season, ...]]
"""From a date on: the seasons of the year, one if there are none."""


def parse_periods(week: object, seasons: object, periods: object) -> tuple[Period, ...]:
    """Read the one of the three forms that is given: a week, seasons, or periods with effective dates (S6).

    >>> both = parse_periods(
    ...     None,
    ...     [
    ...         {"from": "04-01", "to": "09-30", "week": {"mon-fri": ["07:30-11:30", "13:30-17:30"]}},
    ...         {"from": "10-01", "to": "03-31", "week": {"mon-fri": ["07:30-11:30", "13:00-17:00"]}},
    ...     ],
    ...     None,
    ... )
    >>> [(season.first, season.last) for season in both[0][1]]
    [((4, 1), (9, 30)), ((10, 1), (3, 31))]
    """
    given = [value is not None for value in (week, seasons, periods)]
    if sum(given) != 1:
        raise CalendarError(
            "hours-one-form",
            en="a calendar takes exactly one of week, seasons, periods",
            vi="lịch làm việc cần đúng một trong week, seasons, periods",
        )
    if periods is None:
        return ((date.min, _seasons(week, seasons, "")),)
    found: list[Period] = []
    for index, value in enumerate(_entries(periods, "periods")):
        where = f"periods[{index}]"
        entry = entries_from(value, where)
        closed_keys(entry, ("from", "week", "seasons"), where)
        start = day_from(entry.get("from"), f"{where}.from")
        if ("week" in entry) == ("seasons" in entry):
            raise CalendarError(
                "hours-one-form",
                en=f"{where}: a period takes exactly one of week, seasons",
                vi=f"{where}: mỗi giai đoạn cần đúng một trong week, seasons",
                where=where,
            )
        if found and start <= found[-1][0]:
            raise CalendarError(
                "periods-order",
                en=f"{where}: {start} is not after {found[-1][0]}: write the periods in the order of their dates",
                vi=f"{where}: {start} không sau {found[-1][0]}: hãy viết các giai đoạn theo thứ tự ngày",
                where=where,
                value=start,
            )
        found.append((start, _seasons(entry.get("week"), entry.get("seasons"), f"{where}.")))
    return tuple(found)


def _seasons(week: object, seasons: object, where: str) -> tuple[Season, ...]:
    if seasons is None:
        return (Season((1, 1), (12, 31), parse_week(week, f"{where}week")),)
    read: list[Season] = []
    for index, value in enumerate(_entries(seasons, f"{where}seasons")):
        at = f"{where}seasons[{index}]"
        entry = entries_from(value, at)
        closed_keys(entry, ("from", "to", "week"), at)
        first, last = _month_day(entry.get("from"), f"{at}.from"), _month_day(entry.get("to"), f"{at}.to")
        read.append(Season(first, last, parse_week(entry.get("week"), f"{at}.week")))
    for day in _LEAP_YEAR:
        holding = [index for index, season in enumerate(read) if _holds(season, (day.month, day.day))]
        if len(holding) != 1:
            words = f"{day.month:02}-{day.day:02}"
            names = ", ".join(f"seasons[{index}]" for index in holding)
            raise CalendarError(
                "seasons-overlap" if holding else "seasons-gap",
                en=f"{where}seasons: {words} lies in " + (f"{names}: in one only" if holding else "no season"),
                vi=f"{where}seasons: {words} " + (f"thuộc {names}: chỉ được một" if holding else "không thuộc mùa nào"),
                where=f"{where}seasons",
                value=words,
            )
    return tuple(read)


def stretches(periods: tuple[Period, ...], first: int, last: int) -> Iterator[Stretch]:
    """Give the days from ordinal ``first`` to ``last`` cut where the week changes."""
    for index, (start, seasons) in enumerate(periods):
        begin = max(first, start.toordinal())
        end = min(last, periods[index + 1][0].toordinal() - 1) if index + 1 < len(periods) else last
        if begin > end:
            continue
        if len(seasons) == 1:
            yield Stretch(begin, end, seasons[0].week)
            continue
        for year in range(date.fromordinal(begin).year, date.fromordinal(end).year + 1):
            yield from _of_year(seasons, year, begin, end)


def _of_year(seasons: tuple[Season, ...], year: int, begin: int, end: int) -> Iterator[Stretch]:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    starts = [(season.first, season.week) for season in seasons]
    # One that reaches over the turn of the year goes on from 1 January.
    starts += [((1, 1), season.week) for season in seasons if season.first > season.last]
    parts = [(_ordinal(year, first, leap), week) for first, week in sorted(starts, key=lambda start: start[0])]
    stops = [*(start - 1 for start, _ in parts[1:]), date(year, 12, 31).toordinal()]
    for (start, week), stop in zip(parts, stops, strict=True):
        if max(start, begin) <= min(stop, end):
            yield Stretch(max(start, begin), min(stop, end), week)


def _ordinal(year: int, month_day: tuple[int, int], leap: bool) -> int:  # noqa: FBT001 - a fact about the year
    if month_day == (2, 29) and not leap:
        month_day = (3, 1)
    return date(year, *month_day).toordinal()


def _holds(season: Season, day: tuple[int, int]) -> bool:
    if season.first <= season.last:
        return season.first <= day <= season.last
    return day >= season.first or day <= season.last


def _month_day(value: object, where: str) -> tuple[int, int]:
    found = _MONTH_DAY.match(value) if isinstance(value, str) else None
    if found is not None:
        month, day = int(found[1]), int(found[2])
        if any((known.month, known.day) == (month, day) for known in _LEAP_YEAR):
            return month, day
    raise InputError(
        "season-unreadable",
        en=f"{where}: {value!r} is no day of a year: write it as 04-01",
        vi=f"{where}: {value!r} không phải ngày trong năm: hãy viết dạng 04-01",
        where=where,
        value=value,
    )


def _entries(value: object, where: str) -> list[Any] | tuple[Any, ...]:
    if isinstance(value, list | tuple) and value:
        return value
    raise InputError(
        "entries-unreadable",
        en=f"{where}: a list of at least one entry is needed, got {value!r}",
        vi=f"{where}: cần danh sách có ít nhất một mục, nhận được {value!r}",
        where=where,
        value=value,
    )
