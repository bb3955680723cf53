"""What a planned step orders of open runs: limits given, extensions, pauses (S10a, S13, S17)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.workflow.case import Run
from feedback_rules.workflow.choose import asked_extension
from feedback_rules.workflow.clock import due_of
from feedback_rules.workflow.history import open_run, ordered
from feedback_rules.workflow.values import given_limit, is_blank

if TYPE_CHECKING:
    from collections.abc import Mapping

    from feedback_rules.workflow.case import Part
    from feedback_rules.workflow.event import Event
    from feedback_rules.workflow.happening import Line
    from feedback_rules.workflow.plan import Order, Plan
    from feedback_rules.workflow.spec import Extension, Rulebook

__all__ = ["obey"]


def obey(
    book: Rulebook,
    plan: Plan,
    part: Part,
    event: Event,
    dues: tuple[int, ...],
    lines: list[Line],
    values: tuple[Any, ...],
    ids: Mapping[str, str],
    *,
    first: bool,
) -> tuple[tuple[int, ...], tuple[Any, ...]] | None:
    """Give the dues as the orders leave them, and the values that the event brings for them behind those so far;
    ``None`` where a due comes to lie in the past. ``first`` are the orders of runs that were open before the step.
    """
    now = [*dues]
    brought = [*values]
    for order in plan.first if first else plan.orders:
        kind, position, _, spec, _, basis = order
        value = _value(book, order, event)
        run = ordered(_run(plan, part, order, event.at, first=first), kind, value, event.at)
        brought.append(None if run is None else value)
        if run is None:
            continue
        now[position] = due_of(book, spec, run)
        if now[position] < event.at:
            return None
        said = "recomputed" if kind == "given" else kind
        lines.append((event.at, said, part.address, ids[spec.id], "", basis))
    return tuple(now), tuple(brought)


def _value(book: Rulebook, order: Order, event: Event) -> Any:
    """Give the limit or the extension that the event brings, if it brings one; a pause needs none."""
    kind, _, what, _, _, _ = order
    if kind == "given":
        field = str(what)
        value = event.data.get(field)
        return None if is_blank(value) else given_limit(book.fields[field], value, book.zone)
    if kind == "extended":
        extension: Extension = what  # type: ignore[assignment] # of an extension
        return asked_extension(book, extension, event)
    return True


def _run(plan: Plan, part: Part, order: Order, at: int, *, first: bool) -> Run:
    """Give the run of which something is ordered: one that is open, or one that starts with the step."""
    _, position, _, spec, fresh, _ = order
    if not fresh:
        return open_run(part, position if first else plan.stays[position])
    rows = next(rows for clock, rows, _ in plan.begins if clock is spec)
    return Run(spec.id, 1, None, None, at, at, False, "", rows, None, 0, None, (), (), None, "", -1, 0)  # noqa: FBT003 - in order
