"""Calendar periods: the days, weeks, months, quarters, half-years and years of a span of dates."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from feedback_rules.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["KINDS", "Period", "ending_in", "period_of", "read_month", "read_months"]

KINDS: Final = ("day", "week", "month", "quarter", "half_year", "year")
MONTHS: Final = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


class Period(NamedTuple):
    """A period with its name, and its first and last day."""

    kind: str
    name: str
    first: date
    last: date


def period_of(kind: str, day: date) -> Period:
    """Give the period of this kind that ``day`` lies in; weeks are those of ISO 8601, Monday to Sunday.

    >>> period_of("quarter", date(2024, 5, 6))[1:]
    ('2024-Q2', datetime.date(2024, 4, 1), datetime.date(2024, 6, 30))
    """
    if kind == "day":
        return Period(kind, day.isoformat(), day, day)
    if kind == "week":
        year, week, weekday = day.isocalendar()
        first = day - timedelta(weekday - 1)
        return Period(kind, f"{year}-W{week:02}", first, first + timedelta(6))
    length = MONTHS[kind]
    number = (day.month - 1) // length
    first = date(day.year, number * length + 1, 1)
    after = number * length + length
    last = date(day.year + after // 12, after % 12 + 1, 1) - timedelta(1)
    names = {
        "month": f"{day.year}-{day.month:02}",
        "quarter": f"{day.year}-Q{number + 1}",
        "half_year": f"{day.year}-H{number + 1}",
        "year": f"{day.year}",
    }
    return Period(kind, names[kind], first, last)


def ending_in(kind: str, first: date, last: date) -> Iterator[Period]:
    """Give the periods whose last day lies between two days, both included.

    >>> [period.name for period in ending_in("month", date(2024, 1, 31), date(2024, 3, 30))]
    ['2024-01', '2024-02']
    """
    period = period_of(kind, first)
    while period.last <= last:
        yield period
        period = period_of(kind, period.last + timedelta(1))


def read_month(text: str) -> Period:
    """Read ``2024-03`` as a period; anything else is an ``InputError``.

    >>> read_month("2024-02").last
    datetime.date(2024, 2, 29)
    """
    try:
        if len(text) == len("2024-03") and text.isascii() and date.fromisoformat(f"{text}-01").year < date.max.year:
            return period_of("month", date.fromisoformat(f"{text}-01"))
    except ValueError:
        pass  # told below
    raise InputError(
        "bad-month",
        en=f"{text!r} is no month; write it like 2024-03",
        vi=f"{text!r} không phải một tháng; hãy viết như 2024-03",
        value=text,
    )


def read_months(text: str) -> list[Period]:
    """Read ``2024-03``, or ``2024-01/2024-06`` as the months from the first to the last; else an ``InputError``.

    >>> [month.name for month in read_months("2023-12/2024-02")]
    ['2023-12', '2024-01', '2024-02']
    """
    first, slash, last = text.partition("/")
    if not slash:
        return [read_month(text)]
    begin, end = read_month(first), read_month(last)
    if end < begin:
        raise InputError(
            "bad-month",
            en=f"{text!r}: the months end before they begin; write the earlier one first, like 2024-01/2024-06",
            vi=f"{text!r}: tháng cuối trước tháng đầu; hãy ghi tháng sớm hơn trước, như 2024-01/2024-06",
            value=text,
        )
    return list(ending_in("month", begin.first, end.last))
