"""What a log exercises: the transitions taken, what became of each limit, the effects made."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from feedback_rules.calendar.zone import from_instant
from feedback_rules.studies.inventory import Entry, effects_of, inventory
from feedback_rules.studies.plausible import met_by, wanted
from feedback_rules.workflow.clock import status
from feedback_rules.workflow.instants import zone_info

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedback_rules.engine import Engine
    from feedback_rules.workflow.case import Run
    from feedback_rules.workflow.effect import Effect
    from feedback_rules.workflow.event import Event
    from feedback_rules.workflow.happening import Happening
    from feedback_rules.workflow.replay import CaseRun
    from feedback_rules.workflow.spec import ClockSpec, EffectSpec, Rulebook

__all__ = ["Seen", "fates", "observe"]


class Seen(NamedTuple):
    """The names of the entries taken, what each limit's row came to, and the names of the effects made."""

    taken: set[str]
    limits: dict[tuple[str, str, int], set[str]]
    effects: set[str]


def observe(engine: Engine, events: list[Event]) -> Seen:
    """Replay a log (as an audit does) and tell what it exercises."""
    seen = Seen(set(), {}, set())
    entries: dict[tuple[str, str, str], list[Entry]] = {}
    for entry in inventory(engine.book):
        entries.setdefault((entry.workflow, entry.source, entry.name), []).append(entry)
    by_case: dict[str, list[Event]] = {}
    for event in events:
        by_case.setdefault(event.case.partition("/")[0], []).append(event)
    for name, run in engine.replay(events, mode="audit").cases.items():
        if run.case is None:
            continue
        every = run.effects
        for entry, happening in _taken(engine, run, entries, by_case[name]):
            seen.taken.add(entry.id)
            made = [effect for effect in every if effect.at == happening.at]
            seen.effects.update(key for key, spec in effects_of(entry) if any(_is(effect, spec) for effect in made))
        for part in run.case.parts:
            clocks = engine.book.workflows[part.workflow].clocks
            for one in part.runs:
                for row, fate in fates(engine.book, clocks[one.clock], one, run.case.at):
                    seen.limits.setdefault((part.workflow, one.clock, row), set()).add(fate)
    return seen


def fates(book: Rulebook, spec: ClockSpec, run: Run, at: int) -> Iterator[tuple[int, str]]:
    """Give what a run says of each limit's row: that it started, and what it came to."""
    verdict = status(book, spec, run, at)
    for row in spec.rows:
        if not (run.rows >> row.index & 1 or run.row == row.index):
            continue
        yield row.index, "started"
        judged = run.row == row.index
        if run.ended is not None and (judged or run.row < 0):
            yield row.index, "ended"
        if verdict == "met" and judged:
            yield row.index, "met"
            yield row.index, "used"
        if (verdict == "late" and judged) or verdict == "breached":
            yield row.index, "missed"
        if verdict in {"late", "lapsed"}:
            yield row.index, "passed"
        if verdict in {"met", "replaced", "cancelled"}:
            yield row.index, "stopped"
        if verdict == "expired":
            yield row.index, "expired"


def _taken(
    engine: Engine, run: CaseRun, entries: dict[tuple[str, str, str], list[Entry]], rows: list[Event]
) -> Iterator[tuple[Entry, Happening]]:
    """Follow the trace of a case from state to state and name what was taken."""
    assert run.case is not None  # noqa: S101 - asked of opened cases only
    flows = {part.address: part.workflow for part in run.case.parts}
    states: dict[str, str] = {}
    joined = ""
    for happening in run.trace:
        part, subject = happening.part, happening.subject
        if happening.kind in {"counted", "joined"}:
            joined = subject
        if happening.kind not in {"applied", "moved"}:
            continue
        source = states.get(part, "")
        if happening.kind == "applied":
            name = subject
        else:
            name, source = joined or _clock_of(subject), ""
            joined = ""
        found = [
            entry
            for entry in entries.get((flows[part], source, name), ())
            if (entry.outcome.to or "") == happening.note and entry.outcome.basis == happening.basis
        ]
        if len(found) > 1:
            found = _narrowed(engine, found, happening, rows)
        for entry in found:
            yield entry, happening
        if happening.note:
            states[part] = happening.note


def _clock_of(cause: str) -> str:
    """Give the name of the consequence of a due: ``lock.2.due`` is that of ``lock.due``."""
    clock = cause.removesuffix(".due").rpartition(".")[0]
    return f"{clock}.due"


def _narrowed(engine: Engine, found: list[Entry], happening: Happening, rows: list[Event]) -> list[Entry]:
    """Tell alternatives with the same target and citation apart by the facts of that instant."""
    at = from_instant(happening.at, zone_info(engine.book.zone))
    until = [row for row in rows if row.at <= happening.at]
    then = engine.replay(until, mode="audit", at=at).cases
    case = next((run.case for run in then.values() if run.case is not None), None)
    part = None if case is None else case.part(happening.part)
    if part is None:
        return found
    fitting = []
    for entry in found:
        guard = getattr(entry.outcome, "guard", entry.outcome.when)
        own = dict.fromkeys(one.fact for one in entry.outcome.sets)
        if any(met_by(way, part.facts, own) for way in wanted(guard)):
            fitting.append(entry)
    return fitting or found


def _is(effect: Effect, spec: EffectSpec) -> bool:
    """Tell whether an effect was made by this entry of the profile."""
    same = (effect.verb, effect.basis, effect.title, effect.event) == (spec.verb, spec.basis, spec.title, spec.event)
    to = spec.case_field is not None or effect.to == spec.to
    clock = (effect.clock or "").rpartition(".")[0] == (spec.clock or "")
    return same and to and clock
