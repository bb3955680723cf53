"""The consequences of a planned step for other parts: those that it opens, and whether there are any (S27)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.workflow.case import UNSET, Part
from feedback_rules.workflow.configuration import UNPLANNED, common
from feedback_rules.workflow.deeds import Record
from feedback_rules.workflow.event import cause_named
from feedback_rules.workflow.execute import execute
from feedback_rules.workflow.happens import routed, unit_named
from feedback_rules.workflow.planning import plan_join, plan_part
from feedback_rules.workflow.values import is_blank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feedback_rules.workflow.case import Case
    from feedback_rules.workflow.deeds import Deed
    from feedback_rules.workflow.event import Event
    from feedback_rules.workflow.plan import Plan
    from feedback_rules.workflow.spec import PartSpec, Rulebook

__all__ = ["let_part", "may_join"]


def let_part(book: Rulebook, plan: Plan, event: Event, address: str, case: Case, deeds: list[Deed]) -> Case | None:
    """Open the parts that a planned step opens, and join those that it completes; ``None`` where it closes some, or
    where one of them can't be foreseen.
    """
    within = f"{address}/" if address else ""
    for name in plan.option.closes:
        if any(part.address.startswith(f"{within}{name}/") and not part.over for part in case.inner):
            return None
    told = len(deeds)
    now: Case | None = case
    for name in plan.option.opens:
        spec = book.workflows[plan.origin.workflow].parts[name]
        now = None if now is None else _opened(book, now, address, spec, event, deeds)
    if now is not None and address and plan.final and plan.origin.open:
        now = _joined(book, now, address, event, deeds)
    if now is None:
        del deeds[told:]
    return now


def _opened(book: Rulebook, case: Case, address: str, spec: PartSpec, event: Event, deeds: list[Deed]) -> Case | None:
    """Open a part for each unit named, or one."""
    parent = case.part(address)
    assert parent is not None  # noqa: S101 - it has just been stepped
    plan = plan_part(book, book.workflows[spec.workflow], parent.facts)
    if plan is None:
        return None
    brought = None if spec.one_for is None else event.data.get(spec.one_for)
    named: Sequence[str | None] = [None] if is_blank(brought) else list(brought)  # type: ignore[arg-type] # a list of names
    base = f"{address}/{spec.id}" if address else spec.id
    taken = sum(1 for part in case.inner if part.address.rpartition("/")[0] == base)
    opening = event._replace(name=plan.name)
    now = case
    for number, unit in enumerate(named, taken + 1):
        units = parent.units
        for kind, field in spec.routes:
            units = routed(units, kind, unit if field == "each" else unit_named(event, field))
        units = common(book, units)
        own = f"{base}/{number}"
        deeds.append(Record(((event.at, "part-opened", own, spec.id, unit or "", spec.basis),), ()))
        zeros = book.workflows[spec.workflow].zeros
        blank = tuple.__new__(
            Part, (own, units, parent.known, parent.links, zeros, (None,), b"", UNSET, (), book.started[()], None)
        )
        opened = execute(book, now, blank, plan, opening, now.applied)
        if opened is None:
            return None
        now = opened[0]
        deeds += opened[1]
    return now


def _joined(book: Rulebook, case: Case, address: str, event: Event, deeds: list[Deed]) -> Case | None:
    """Let the case go on where the part that has ended makes its parts complete."""
    above, _, _ = address.rpartition("/")
    parent_address, _, name = above.rpartition("/")
    parent = case.part(parent_address)
    if not may_join(book, case, address):
        return case
    if parent is None or parent.configuration is None:
        return None
    plan: Any = parent.configuration.falls.get(name, UNPLANNED)
    if plan is UNPLANNED:
        plan = plan_join(book, parent.configuration, name)
    if plan is None or (parent_address and plan.final):
        return None
    spec = book.workflows[parent.workflow].parts[name]
    deeds.append(Record(((event.at, "joined", parent_address, name, spec.join, spec.basis),), ()))
    if not plan.said:
        return case
    cause = cause_named(case.seq if event.seq is None else event.seq)
    taken = execute(book, case, parent, plan, event._replace(name=cause), case.applied)
    if taken is None:
        return None
    deeds += taken[1]
    return taken[0]


def may_join(book: Rulebook, case: Case, address: str) -> bool:
    """Tell whether the end of the part at ``address`` makes its like complete, or is the first of them, while the case
    can still go on.
    """
    above, _, _ = address.rpartition("/")
    parent_address, _, name = above.rpartition("/")
    parent, part = case.part(parent_address), case.part(address)
    assert parent is not None  # noqa: S101 - a part lives inside another one
    assert part is not None  # noqa: S101 - it has just been stepped
    flow = book.workflows[parent.workflow]
    if parent.over and not flow.states[parent.state].final:
        return False
    join = flow.parts[name].join
    same = [one for one in case.inner if one.address.rpartition("/")[0] == above]
    if join == "all":
        return all(one.over for one in same)
    together = [one for one in same if one.opened == part.opened]
    return join == "any" and sum(1 for one in together if one.over) == 1
