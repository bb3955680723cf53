"""Office time in pieces: what has passed by an instant, and when an amount more will have (S4, S8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedback_rules.calendar.batch.extra import INVALID, Ints, np
from feedback_rules.calendar.batch.pieces import Pieces

if TYPE_CHECKING:
    from collections.abc import Callable

    from feedback_rules.calendar.tables import Tables

__all__ = ["Office"]


class Office:
    """A calendar's sessions as arrays, in microseconds UTC."""

    __slots__ = ("_before", "_begin", "_borders", "_closes", "_opens", "reach", "used")

    def __init__(self, tables: Tables) -> None:
        opens, closes, before, _ = tables.spans
        self._begin = begin = tables.begin
        # A session of no length stands first, so that every instant comes after the opening of one.
        self._opens = np.array([begin, *opens], np.int64)
        self._closes = np.array([begin, *closes], np.int64)
        self._before = np.array([0, *before], np.int64)
        last = max(tables.end, int(self._closes[-1]))
        self._borders = np.unique(np.concatenate((self._opens, self._closes, [last])))
        used = self._used(self._borders)
        self.used = Pieces(self._borders, used[1:], np.diff(used) > 0, {begin: 0})
        """The office time from the first day to an instant."""
        sessions = np.ones(len(self._opens), np.bool_)
        self.reach = Pieces(self._before, self._closes, sessions, {})
        """The earliest instant by which an amount of office time, counted from the first day, has passed."""

    def due(self, amount: int) -> Callable[[Ints], Ints]:
        """Give the function from starts to the earliest instants by which an amount of office time has passed."""
        at_once = self._due(amount)
        if at_once.on_grid or not self.used.on_grid:
            return at_once
        # An amount off the grid of the sessions needs smaller slots than a table has room for: two steps, then.
        used, reach = self.used, self.reach
        return lambda starts: reach(used(starts) + amount)

    def _due(self, amount: int) -> Pieces:
        # Besides the borders of sessions: the starts whose due is one.
        left = self._before - min(amount, int(self._before[-1]) + 1)
        breaks = np.unique(np.concatenate((self._borders, self._reach(left[left > 0]))))
        used = self._used(breaks)
        known = used <= self._before[-1] - amount
        answers = np.full(len(breaks), INVALID)
        answers[known] = self._reach(used[known] + amount)
        grows = (np.diff(used) > 0) & known[1:]
        return Pieces(breaks, answers[1:], grows, {self._begin: int(answers[0])})

    def _used(self, instants: Ints) -> Ints:
        session = np.searchsorted(self._opens, instants, side="right") - 1
        passed: Ints = np.minimum(instants, self._closes[session]) - self._opens[session]
        return self._before[session] + passed

    def _reach(self, amounts: Ints) -> Ints:
        session = np.searchsorted(self._before, amounts) - 1
        return self._opens[session] + amounts - self._before[session]
