"""Monitors: thresholds over many cases, evaluated exactly as written (S28)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from feedback_rules.conditions import holds
from feedback_rules.profiles.build_conditions import Conditions
from feedback_rules.profiles.checks_references import facts_asked
from feedback_rules.studies.figures import falls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from feedback_rules.studies.charges import Duty, Voice
    from feedback_rules.studies.periods import Period
    from feedback_rules.workflow.case import Case
    from feedback_rules.workflow.spec import Rulebook

__all__ = ["Monitor", "exceeds"]

LATE: Final = "late"
ALWAYS_BEFORE: Final = -(1 << 62)
"""Where a monitor without a period begins: before every instant."""


def exceeds(counted: int, total: int, monitor: Mapping[str, Any]) -> bool:
    """Compare exactly as written: "over" is more than, "at" is as many or more (S28).

    >>> exceeds(3, 10, {"share": "late", "over": "30 %"}), exceeds(4, 10, {"share": "late", "over": "30 %"})
    (False, True)
    >>> (
    ...     exceeds(5, 9, {"count": {"satisfaction": ["unsatisfied"]}, "at": 5}),
    ...     exceeds(3, 9, {"count": "late", "over": "3"}),
    ... )
    (True, False)
    """
    over = monitor.get("over")
    share = "share" in monitor
    if share and not total:
        return False
    figure = Fraction(counted, total) if share else Fraction(counted)
    bar = _bar(monitor["at"] if over is None else over, share=share)
    return figure >= bar if over is None else figure > bar


def _bar(text: Any, *, share: bool) -> Fraction:
    """Read a threshold: ``30 %`` of the whole, or a number of times."""
    number = str(text).strip()
    if number.endswith("%") or share:
        return Fraction(number.removesuffix("%").strip().replace(",", ".")) / 100
    return Fraction(number)


class Monitor:
    """One monitor over one period: which cases it is taken of and which it counts, unit by unit."""

    __slots__ = (
        "_always",
        "_asked",
        "_book",
        "_by_unit",
        "_condition",
        "_hit",
        "_whole",
        "name",
        "period",
        "rule",
        "span",
    )

    def __init__(
        self, book: Rulebook, name: str, rule: Mapping[str, Any], period: Period, span: tuple[int, int]
    ) -> None:
        word = rule.get("share") or rule["count"]
        self._book = book
        self._by_unit = rule["by"] == "unit"
        self._always = "count" in rule
        self._asked = frozenset() if word == LATE else frozenset(fact for fact, _ in facts_asked(word, ()))
        self._condition = None if word == LATE else Conditions(book.facts)(word)
        self._whole: dict[str, int] = {}
        self._hit: dict[str, list[tuple[int, str]]] = {}
        self.name = name
        self.rule = rule
        self.period = period
        self.span = span if "period" in rule else (ALWAYS_BEFORE, span[1])

    def counts(self, fact: str) -> bool:
        """Tell whether the condition asks for this fact."""
        return fact in self._asked

    def add(
        self,
        name: str,
        case: Case,
        duties: Sequence[Duty],
        voices: Sequence[Voice],
        stood: Callable[[int], Case | None],
    ) -> None:
        """Count one case; ``stood`` gives it as it was before an instant."""
        if self.rule["of"] not in ("cases", case.workflow):
            return
        owed = [duty for duty in duties if falls(duty.due, self.span)]
        whole = {duty.unit if self._by_unit else "" for duty in owed}
        for unit in whole:
            self._whole[unit] = self._whole.get(unit, 0) + 1
        first = 0
        if self._condition is None:
            hit = {duty.unit if self._by_unit else "" for duty in owed if duty.bad}
        else:
            said = [voice for voice in voices if voice.fact in self._asked and self._said(voice)]
            if not said:
                return
            then = stood(self.span[1])
            if then is None or not holds(self._condition, then.parts[0].facts):
                return
            first = min(voice.at for voice in said)
            last = max(reversed(said), key=lambda voice: voice.at)  # of one instant, the one that stands last
            hit = {last.unit if self._by_unit else ""}
        for unit in hit:
            found = self._hit.setdefault(unit, [])
            if self._always or unit in whole:
                found.append((first, name))

    def _said(self, voice: Voice) -> bool:
        return self.span[0] <= voice.at < self.span[1]

    def rows(self, lang: str) -> Iterator[dict[str, Any]]:
        """Evaluate it for every unit; one that is not ``by: unit`` is evaluated for all together.

        A share is taken of the cases that had a duty due in the period. Cases counted for what was said are listed in
        the order in which it was said, late ones in that of the log.
        """
        rule = self.rule
        title, then = rule.get("title") or {}, rule.get("then") or {}
        for unit in sorted({*self._whole, *self._hit}):
            bad = [case for _, case in sorted(self._hit.get(unit, ()), key=lambda pair: pair[0])]
            total = self._whole.get(unit, 0)
            yield {
                "kind": "monitor",
                "monitor": self.name,
                "unit": unit or None,
                "period": self.period.name if "period" in rule else None,
                "cases": total,
                "counted": len(bad),
                "share": round(len(bad) / total, 4) if "share" in rule and total else None,
                "threshold": f"> {rule['over']}" if "over" in rule else f">= {rule['at']}",
                "exceeded": exceeds(len(bad), total, rule),
                "bad": bad,
                "then": then.get(lang),
                "title": title.get(lang, ""),
                "basis": list(rule.get("basis") or ()),
                "readings": dict(rule.get("~readings") or {}),
            }
