"""What falls due while nothing else happens, as far as it is foreseen (S14, S22, S34)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.workflow.configuration import UNPLANNED
from feedback_rules.workflow.event import NO_DATA, SYSTEM, Event
from feedback_rules.workflow.execute import execute
from feedback_rules.workflow.parting import may_join
from feedback_rules.workflow.plan import ENDS
from feedback_rules.workflow.planning import plan_due, plan_end

if TYPE_CHECKING:
    from feedback_rules.workflow.case import Case, Part
    from feedback_rules.workflow.deeds import Deed
    from feedback_rules.workflow.spec import Rulebook

__all__ = ["let_fall"]


def let_fall(book: Rulebook, case: Case, to: int, deeds: list[Deed]) -> Case | None:
    """Let what is due before ``to`` happen, one by one; ``None`` where one of it is not foreseen: of several at one
    instant one that has consequences before another is judged, a part that ends, a holder whom nobody follows.

    ``deeds`` takes what it does.
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
                if one.address < part.address:
                    part = one
        if first >= to:
            return now
        now = _fall(book, now, part, deeds, alone=alone)
    return None


def _fall(book: Rulebook, case: Case, part: Part, deeds: list[Deed], *, alone: bool) -> Case | None:
    """Let the first thing happen that is due in a part; all that is due at one instant is judged before any of it has
    consequences (S14).
    """
    address, _, _, _, _, _, _, at, dues, started, configuration = part
    if configuration is None or started is None:
        return None
    waiting = range(len(dues)) if configuration.pending is None else configuration.pending
    due_now = [position for position in waiting if dues[position] == at]
    ends = configuration.holder in book.ending and book.holders[configuration.holder or ""].until == at
    if ends and due_now:
        return None
    live = configuration.live
    position = ENDS if ends else min(due_now, key=lambda position: live[position][0])
    plan: Any = configuration.falls.get(position, UNPLANNED)
    if plan is UNPLANNED:
        plan = plan_end(book, configuration) if ends else plan_due(book, configuration, position)
    if plan is None or (plan.said and (due_now[1:] or not alone)):
        return None
    if plan.until == at and plan.holder != configuration.holder:  # whose end may have come at this very instant
        return None
    name = (configuration.holder or "") if ends else f"{started.ids[live[position][0]]}.due"
    due = tuple.__new__(Event, (case.id, name, at, SYSTEM, None, None, None, None, NO_DATA))
    taken = execute(book, case, part, plan, due, case.applied)
    if taken is None or (plan.final and plan.origin.open and address and may_join(book, taken[0], address)):
        return None
    deeds += taken[1]
    return taken[0]
