"""Days in pieces: what is the same for every instant of a local day (S4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedback_rules.calendar.batch.extra import INVALID, np
from feedback_rules.calendar.batch.pieces import Pieces
from feedback_rules.errors import CalendarHorizonError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feedback_rules.calendar.counting import Rule
    from feedback_rules.calendar.tables import Tables

__all__ = ["ask", "by_day", "closings", "due_by_day"]


def ask(rule: Rule, start: int, *, ended_day: bool) -> int:
    """Give a due, or ``INVALID`` where the scalar question is a ``CalendarHorizonError``."""
    try:
        return rule(start, ended_day)
    except CalendarHorizonError:
        return INVALID


def by_day(tables: Tables, answers: Sequence[int], points: dict[int, int], *, ended_day: bool) -> Pieces:
    """Give the function that answers every instant of day ``i`` with ``answers[i]``."""
    breaks = np.array(tables.midnights, np.int64) - (not ended_day)
    return Pieces(breaks, np.array(answers, np.int64), np.zeros(len(answers), np.bool_), points)


def due_by_day(tables: Tables, rule: Rule, *, ended_day: bool) -> Pieces:
    """Give the function of a rule that depends on the day of the start alone."""
    answers = [ask(rule, midnight, ended_day=False) for midnight in tables.midnights[:-1]]
    points = {tables.begin: ask(rule, tables.begin, ended_day=True)} if ended_day else {}
    return by_day(tables, answers, points, ended_day=ended_day)


def closings(tables: Tables, rule: Rule, *, ended_day: bool) -> Pieces:
    """Give the function of the next close of business: it stays from one closing to the next."""
    closed = tables.closings
    # One at 00:00, unless the start is a 24:00, is no longer the next; the rule says where that is so.
    breaks = [tables.begin - 1, *(at - (ask(rule, at, ended_day=ended_day) != at) for at in closed)]
    return Pieces(np.array(breaks, np.int64), np.array(closed, np.int64), np.zeros(len(closed), np.bool_), {})
