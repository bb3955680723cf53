"""Office time: the earliest instant by which an amount of it has passed, on arrays of what passed before (S4, S8)."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from feedback_rules.calendar.zone import DAY, MINUTE

if TYPE_CHECKING:
    from collections.abc import Callable

    from feedback_rules.calendar.tables import Tables

    Rule = Callable[[int, bool], int]

__all__ = ["office_time"]


def office_time(tables: Tables, amount: int) -> Rule:
    """Give the function from a start to the earliest instant by which an amount of office time has passed (S4)."""
    if not tables.by_day:
        return _by_session(tables, amount)
    alike = {pattern for pattern in tables.patterns if pattern}
    return _alike(tables, amount) if len(alike) == 1 else _by_day(tables, amount)


def _by_session(tables: Tables, amount: int) -> Rule:
    used, reach = tables.used, tables.reach

    def rule(start: int, ended_day: bool = False) -> int:  # noqa: ARG001, FBT001, FBT002 - one shape for all rules
        return reach(used(start) + amount)

    return rule


def _alike(tables: Tables, amount: int) -> Rule:
    """Count office time where all working days are alike: a division finds the day."""
    before, losts, skips = tables.added_up()
    begin, end, outside, last = tables.begin, tables.end, tables.outside, amount - 1
    midnights = [tables.midnights[day] for day in tables.working]
    skip = skips[tables.working[0]]
    length = len(skip) * MINUTE

    def rule(start: int, ended_day: bool = False) -> int:  # noqa: ARG001, FBT001, FBT002 - one shape for all rules
        if not begin <= start <= end:
            raise outside(start)
        day, rest = divmod(start - begin, DAY)
        lost = losts[day][rest // MINUTE]
        target = before[day] + last + (rest - lost if lost >= 0 else ~lost)
        try:
            midnight = midnights[target // length]
        except IndexError:
            raise outside() from None
        target %= length
        return midnight + target + skip[target // MINUTE] + 1

    return rule


def _by_day(tables: Tables, amount: int) -> Rule:
    """Count office time where days differ: a search finds the day."""
    before, losts, skips = tables.added_up()
    begin, end, outside, last = tables.begin, tables.end, tables.outside, amount - 1
    midnights, total = tables.midnights, before[-1]

    def rule(start: int, ended_day: bool = False) -> int:  # noqa: ARG001, FBT001, FBT002 - one shape for all rules
        if not begin <= start <= end:
            raise outside(start)
        day, rest = divmod(start - begin, DAY)
        lost = losts[day][rest // MINUTE]
        target = before[day] + last + (rest - lost if lost >= 0 else ~lost)
        if target >= total:
            raise outside()
        day = bisect_right(before, target) - 1
        target -= before[day]
        return midnights[day] + target + skips[day][target // MINUTE] + 1

    return rule
