"""What falls due while nothing else happens, as far as it is foreseen (S14, S22, S34)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.workflow.clock import PAST_DUE
from feedback_rules.workflow.configuration import UNPLANNED
from feedback_rules.workflow.event import NO_DATA, SYSTEM, Event
from feedback_rules.workflow.execute import execute
from feedback_rules.workflow.parting import may_join
from feedback_rules.workflow.plan import ENDS
from feedback_rules.workflow.planning import plan_due, plan_end

if TYPE_CHECKING:
    from feedback_rules.workflow.case import Case, Part
    from feedback_rules.workflow.effect import Effect
    from feedback_rules.workflow.happening import Line
    from feedback_rules.workflow.spec import Rulebook

__all__ = ["let_fall"]


def let_fall(book: Rulebook, case: Case, to: int, lines: list[Line], effects: list[Effect]) -> Case | None:
    """Let what is due before ``to`` happen, one by one; ``None`` where one of it is not foreseen: two at one instant,
    a part that ends, a holder whom nobody follows.

    ``lines`` and ``effects`` take what it makes.
    """
    now: Case | None = case
    while now is not None:
        part, alone = now.root, True
        first = part.wake
        for one in now.inner:
            if one.wake < first:
                first, part, alone = one.wake, one, True
            elif one.wake == first:
                alone = False
        if first >= to:
            return now
        if not alone:
            return None
        now = _fall(book, now, part, lines, effects)
    return None


def _fall(book: Rulebook, case: Case, part: Part, lines: list[Line], effects: list[Effect]) -> Case | None:
    """Let the first thing happen that is due in a part."""
    address, _, _, _, _, _, at, dues, started, configuration = part
    if configuration is None or started is None:
        return None
    ends = configuration.holder in book.ending and book.holders[configuration.holder or ""].until == at
    if dues.count(at) != (0 if ends else 1):
        return None
    position = ENDS if ends else dues.index(at)
    plan: Any = configuration.falls.get(position, UNPLANNED)
    if plan is UNPLANNED:
        plan = plan_end(book, configuration) if ends else plan_due(book, configuration, position)
    if plan is None:
        return None
    name = configuration.holder or ""
    if not ends:
        spec = book.workflows[configuration.workflow].clocks[configuration.live[position][0]]
        run = started.ids[spec.id]
        lines.append((at, PAST_DUE[spec.kind], address, run, "", spec.basis))
        name = f"{run}.due"
    due = Event(case=case.id, name=name, at=at, by=SYSTEM, data=NO_DATA)
    fallen = execute(book, case, part, plan, due, case.applied, lines, effects)
    if fallen is not None and plan.final and plan.origin.open and address and may_join(book, fallen, address):
        return None
    return fallen
