"""The derivation of a deadline: the same answer with numbered, cited steps that add up to it (S35)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from feedback_rules.calendar.counting import COUNTING, Counting
from feedback_rules.calendar.pauses import due_with_pauses, merged
from feedback_rules.calendar.phrases import iso, moment
from feedback_rules.calendar.steps import Question, steps_of
from feedback_rules.wording import say

if TYPE_CHECKING:
    from datetime import date, datetime

    from feedback_rules.calendar.limit import TimeLimit
    from feedback_rules.calendar.pauses import Pause
    from feedback_rules.calendar.working import WorkCalendar
    from feedback_rules.trace import Note

__all__ = ["Derivation", "derive"]


class Derivation(NamedTuple):
    """How a due comes about; the ``counted`` of its steps add up to the limit, in the limit's own kind (S35).

    Limits in minutes and hours count microseconds (office time for the working kind), working days count days,
    weeks, months and years count themselves. ``provisional`` is the first day it rests on that may still change (S7).
    """

    start: datetime
    due: datetime
    limit: TimeLimit
    provisional: date | None
    steps: tuple[Note, ...]

    def text(self, lang: str = "en") -> str:
        """Give the derivation as numbered lines in ``"vi"`` or ``"en"``."""
        column = 0 if lang == "vi" else 1
        start, due = moment(self.start), moment(self.due)
        lines = [say("calendar.head", lang, limit=self.limit.text(lang), start=start[column], due=due[column])]
        for number, step in enumerate(self.steps, 1):
            basis = f" [{'; '.join(step.basis)}]" if step.basis else ""
            lines.append(f"{number}. {say(step.key, lang, **dict(step.params))}{basis}")
        if self.provisional is not None:
            lines.append(say("calendar.provisional", lang, day=self.provisional.isoformat()))
        return "\n".join(lines)

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """Give the derivation as JSON values, instants in the calendar's zone."""
        info = self.due.tzinfo
        return {
            "start": self.start.isoformat(),
            "due": self.due.isoformat(),
            "provisional": None if self.provisional is None else self.provisional.isoformat(),
            "steps": [
                {
                    "text": say(step.key, lang, **dict(step.params)),
                    "from": iso(step.start, info),
                    "to": iso(step.end, info),
                    "counted": step.counted,
                    "basis": list(step.basis),
                }
                for step in self.steps
            ],
        }


def derive(
    calendar: WorkCalendar,
    start: int,
    limit: TimeLimit,
    *,
    pauses: tuple[Pause, ...] = (),
    counting: Counting = COUNTING,
    ended_day: bool = False,
) -> Derivation:
    """Give the due of a limit with its steps; errors as those of ``due``."""
    due = due_with_pauses(calendar.tables, start, limit, counting, pauses, ended_day=ended_day)
    spans = [span for span in merged(pauses) if span[0] < due and span[1] > start]
    question = Question(calendar, start, due, limit, counting, spans, ended_day=ended_day)
    return Derivation(
        calendar.to_datetime(start),
        calendar.to_datetime(due),
        limit,
        calendar.provisional(start, due, limit, counting),
        steps_of(question),
    )
