"""A month's figures by unit: sums that grow case by case, so that no case has to be kept (S28)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from feedback_rules.studies.charges import Duty, Voice
    from feedback_rules.studies.periods import Period
    from feedback_rules.workflow.case import Case

__all__ = ["Figures", "falls"]


def falls(due: int, span: tuple[int, int]) -> bool:
    """Tell whether a due lies in a period: its 24:00 is still in it, the 00:00 at which it begins is not.

    >>> falls(10, (0, 10)), falls(0, (0, 10))
    (True, False)
    """
    return span[0] < due <= span[1]


class Figures:
    """What fell due in one month and how it went, unit by unit and for all; ``span`` are its two ends."""

    __slots__ = ("_all", "_ended", "_month", "_opened", "_scale", "_span", "_units")

    def __init__(self, month: Period, span: tuple[int, int], scale: Sequence[str]) -> None:
        self._month = month
        self._span = span
        self._scale = scale
        self._units: dict[str, _Sum] = {}
        self._all = _Sum()
        self._opened = self._ended = 0

    def add(self, case: Case, duties: Sequence[Duty], voices: Sequence[Voice]) -> None:
        """Count what one case had due in the month, and what was said in it of those who handled it."""
        begins, ends = self._span
        self._opened += begins <= case.opened < ends
        self._ended += case.ended is not None and begins <= case.ended < ends
        due = [duty for duty in duties if falls(duty.due, self._span)]
        said = [voice for voice in voices if begins <= voice.at < ends and voice.value in self._scale]
        if not due and not said:
            return
        self._all.add(due, said)
        for unit in {duty.unit for duty in due}.union(voice.unit for voice in said):
            own = self._units.setdefault(unit, _Sum())
            own.add([duty for duty in due if duty.unit == unit], [voice for voice in said if voice.unit == unit])

    def rows(self) -> Iterator[dict[str, Any]]:
        """Give a row for each unit, then one for all."""
        for unit, own in sorted(self._units.items()):
            yield {"kind": "unit", "unit": unit, "month": self._month.name, **own.row(self._scale)}
        total = {"kind": "total", "unit": None, "month": self._month.name, **self._all.row(self._scale)}
        yield {**total, "opened": self._opened, "ended": self._ended}


class _Sum:
    """The figures of one unit, or of all."""

    __slots__ = ("cases", "due", "late", "ratings", "statuses")

    def __init__(self) -> None:
        self.cases = self.late = self.due = 0
        self.statuses: Counter[str] = Counter()
        self.ratings: Counter[str] = Counter()

    def add(self, due: Collection[Duty], said: Collection[Voice]) -> None:
        """Count one case."""
        self.cases += bool(due)
        self.late += any(duty.bad for duty in due)
        self.due += len(due)
        self.statuses.update(duty.status for duty in due)
        self.ratings.update(voice.value for voice in said)

    def row(self, scale: Sequence[str]) -> dict[str, Any]:
        """Give the figures as JSON values."""
        return {
            "cases": self.cases,
            "cases_late": self.late,
            "share_late": round(self.late / self.cases, 4) if self.cases else None,
            "due": self.due,
            **{status: self.statuses[status] for status in ("met", "late", "breached")},
            "ratings": {value: self.ratings[value] for value in scale},
        }
