"""Opening, close of business and time of day: what the ends of a working day are found by (S4, S5)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from feedback_rules.calendar.zone import DAY, MINUTE

if TYPE_CHECKING:
    from feedback_rules.calendar.tables import Tables

__all__ = ["first_closing", "opening_at", "time_of_day"]


def first_closing(tables: Tables, start: int, *, ended_day: bool) -> int:
    """Give the rank of the working day whose business closes first at or after ``start`` (S4, S5)."""
    closed = tables.closings
    index = bisect_left(closed, start)
    if not ended_day and index < len(closed) and closed[index] == start and tables.zone.at_midnight(start):
        index += 1  # 00:00 belongs to the day that begins, not to the business that closes at 24:00
    return index


def opening_at(tables: Tables, start: int, *, ended_day: bool) -> tuple[int, int]:
    """Give ``start``, or the next opening if the office is closed then, and the day to which the session belongs."""
    opens, closes, _, owner = tables.spans
    if start < tables.begin:
        raise tables.outside(start)
    index = bisect_right(opens, start - ended_day) - 1
    if index >= 0 and start <= closes[index]:
        return start, owner[index]
    if index + 1 >= len(opens):
        raise tables.outside()
    return opens[index + 1], owner[index + 1]


def time_of_day(tables: Tables, moved: int, day: int) -> int:
    """Give the time since 00:00 of ``day`` that the clock showed last at ``moved``, never past the next opening.

    The cap only matters to a night session that ends later in the day than the next one, days away, begins: without
    it a later start could be due earlier (S8).
    """
    shown = tables.zone.latest_shown(moved) - (tables.first + day) * DAY
    following = tables.rank[day + 1]
    if following >= len(tables.working):
        raise tables.outside()
    return min(shown, DAY + tables.patterns[tables.working[following]][0][0] * MINUTE)
