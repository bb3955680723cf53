"""Recurring duties: the periods that a report covers, and the day it is due only where the text names one (S29)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Final, NamedTuple

from feedback_rules.errors import InputError

__all__ = ["EVERY", "Period", "periods_between"]

EVERY: Final = ("week", "month", "quarter", "half_year", "year")

_MONTHS: Final = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


class Period(NamedTuple):
    """One instance of a recurring duty: its first and last day, and its due day where a rule gives one."""

    every: str
    first: date
    last: date
    due: date | None


def periods_between(
    every: str, first: date, last: date, *, due_day: int | None = None, months_after: int = 0
) -> tuple[Period, ...]:
    """Give the periods that overlap the days from ``first`` to ``last``, both included (S29).

    ``due_day`` is the day of the month (of the week, 1 is Monday, for ``week``) on which the period's duty is due: in
    the last month of the period, or ``months_after`` later; a month too short for it has its last day. Without it the
    due is None: no text of law is completed. Errors: ``InputError``.

    >>> [(str(p.first), str(p.last), p.due) for p in periods_between("quarter", date(2026, 3, 1), date(2026, 4, 1))]
    [('2026-01-01', '2026-03-31', None), ('2026-04-01', '2026-06-30', None)]
    >>> periods_between("month", date(2026, 2, 1), date(2026, 2, 1), due_day=30)[0].due
    datetime.date(2026, 2, 28)
    """
    if every not in EVERY:
        raise InputError(
            "period-unknown",
            en=f"{every!r} is no period of a duty: write one of {', '.join(EVERY)}",
            vi=f"{every!r} không phải kỳ của nhiệm vụ định kỳ: hãy dùng {', '.join(EVERY)}",
            value=every,
        )
    if last < first:
        raise InputError(
            "period-backwards",
            en=f"the days run from {first} to {last}: write the earlier one first",
            vi=f"khoảng ngày từ {first} đến {last}: hãy viết ngày sớm hơn trước",
            first=first,
            last=last,
        )
    longest = 7 if every == "week" else 31
    if (due_day is not None and not 1 <= due_day <= longest) or months_after < 0 or (every == "week" and months_after):
        raise InputError(
            "period-due-unknown",
            en=f"day {due_day}, {months_after} months after, is no due of a {every}: a day from 1 to {longest}, "
            "months from 0 on, none for a week",
            vi=f"ngày {due_day}, {months_after} tháng sau, không phải hạn của kỳ {every}: ngày từ 1 đến {longest}, "
            "tháng từ 0 trở lên, không dùng cho tuần",
            due_day=due_day,
            months_after=months_after,
        )
    begins = _begins(every, first, last)
    return tuple(
        Period(every, begin, after - timedelta(1), _due(every, begin, after, due_day, months_after))
        for begin, after in pairwise(begins)
    )


def _begins(every: str, first: date, last: date) -> list[date]:
    """Give the first days of the periods, and of the one after them."""
    from dateutil.relativedelta import relativedelta
    from dateutil.rrule import MONTHLY, WEEKLY, rrule

    midnight = datetime.min.time()
    if every == "week":
        start, step = first - timedelta(first.weekday()), relativedelta(weeks=1)
        rule = rrule(WEEKLY, dtstart=datetime.combine(start, midnight), until=datetime.combine(last, midnight))
    else:
        months = _MONTHS[every]
        start, step = first.replace(month=(first.month - 1) // months * months + 1, day=1), relativedelta(months=months)
        rule = rrule(
            MONTHLY,
            interval=months,
            dtstart=datetime.combine(start, midnight),
            until=datetime.combine(last, midnight),
        )
    begins = [begin.date() for begin in rule]
    return [*begins, begins[-1] + step]


def _due(every: str, begin: date, after: date, due_day: int | None, months_after: int) -> date | None:
    from dateutil.relativedelta import relativedelta

    if due_day is None:
        return None
    if every == "week":
        return begin + timedelta(due_day - 1)
    return after - timedelta(1) + relativedelta(months=months_after, day=due_day)
