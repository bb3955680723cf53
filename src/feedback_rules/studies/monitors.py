"""Monitors: thresholds over many cases, evaluated exactly as written (S28)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from feedback_rules.conditions import holds
from feedback_rules.profiles.build_conditions import Conditions
from feedback_rules.profiles.checks_references import facts_asked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from feedback_rules.engine import Engine
    from feedback_rules.studies.oversight import Duty, Voice
    from feedback_rules.studies.periods import Period
    from feedback_rules.workflow.replay import CaseRun

__all__ = ["evaluated", "exceeds", "reached"]


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


def reached(
    engine: Engine, condition: Mapping[str, Any], voices: list[Voice], cases: Mapping[str, CaseRun]
) -> Iterator[tuple[str, str]]:
    """Give the cases on whose facts a condition holds, each charged with the last event that told one of these facts.

    ``cases`` are as they stand at the end of the period; a case of which nothing was told in it is not counted.
    """
    asked = {fact for fact, _ in facts_asked(condition, ())}
    compiled = Conditions(engine.book.facts)(condition)
    last = {voice.case: voice for voice in sorted(voices, key=lambda voice: voice.at) if voice.fact in asked}
    for name, voice in last.items():
        case = cases[name].case if name in cases else None
        if case is not None and holds(compiled, case.parts[0].facts):
            yield voice.unit, name


def evaluated(
    name: str, monitor: Mapping[str, Any], period: Period, duties: list[Duty], hits: list[tuple[str, str]], lang: str
) -> list[dict[str, Any]]:
    """Evaluate one monitor for every unit; one that is not ``by: unit`` is evaluated for all together.

    A share is taken of the cases that had a duty due in the period: ``duties`` are those, ``hits`` the units and cases
    that the monitor counts.
    """
    whole: dict[str, dict[str, None]] = {}
    hit: dict[str, dict[str, None]] = {}
    by_unit = monitor["by"] == "unit"
    for duty in duties:
        whole.setdefault(duty.unit if by_unit else "", {})[duty.case] = None
    for unit, case in hits:
        hit.setdefault(unit if by_unit else "", {})[case] = None
    title = monitor.get("title") or {}
    then = monitor.get("then") or {}
    rows = []
    for unit in sorted({*whole, *hit}):
        population = whole.get(unit, {})
        bad = [case for case in hit.get(unit, ()) if "count" in monitor or case in population]
        total = len(population)
        rows.append(
            {
                "kind": "monitor",
                "monitor": name,
                "unit": unit or None,
                "period": period.name if "period" in monitor else None,
                "cases": total,
                "counted": len(bad),
                "share": round(len(bad) / total, 4) if "share" in monitor and total else None,
                "threshold": f"> {monitor['over']}" if "over" in monitor else f">= {monitor['at']}",
                "exceeded": exceeds(len(bad), total, monitor),
                "bad": bad,
                "then": then.get(lang),
                "title": title.get(lang, ""),
                "basis": list(monitor.get("basis") or ()),
                "readings": dict(monitor.get("~readings") or {}),
            }
        )
    return rows
