"""A case taken over by another edition of the days: open runs are counted anew, what has happened stays (S26)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedback_rules.workflow.case import NO_DUE, Part
from feedback_rules.workflow.clock import decisive, due_of, row_due
from feedback_rules.workflow.draft import Draft
from feedback_rules.workflow.dues import let_pass
from feedback_rules.workflow.instants import iso
from feedback_rules.workflow.step import done

if TYPE_CHECKING:
    from feedback_rules.calendar.working import WorkCalendar
    from feedback_rules.workflow.case import Case
    from feedback_rules.workflow.deeds import Done
    from feedback_rules.workflow.draft import PartDraft
    from feedback_rules.workflow.spec import Rulebook

__all__ = ["carry"]


def carry(book: Rulebook, case: Case, at: int, was: Rulebook | None) -> Done:
    """Count the open runs of ``case`` anew by the days of ``book``.

    ``was`` is the regulation with the days that the case was kept by: what fell due before ``at`` by those days
    happens first, each deadline that moved is listed with its old due, and what has passed keeps its own. Without it,
    each open deadline is listed as it is now, and what has passed is read by the new days.
    """
    moment = max(case.at, at)
    old = Draft(book if was is None else was, case)
    if was is not None:
        let_pass(old, moment)
    until = old.freeze()
    root, *inner = (Part.of(part.address, part.facts, part.counters, part.ledger) for part in until.parts)
    draft = Draft(book, until._replace(kept=book.kept, at=moment, root=root, inner=tuple(inner)))
    draft.effects += old.effects
    draft.trace += old.trace
    for part in draft.parts:
        for index, run in enumerate(part.runs):
            if run.ended is None and run.passed is None:
                _count_anew(draft, part, index, was)
            else:
                _keep(draft, part, index, was)
    return done(draft)


def _keep(draft: Draft, part: PartDraft, index: int, was: Rulebook | None) -> None:
    """Keep the due that a run had which has ended or passed it: what has happened stays."""
    run = part.runs[index]
    spec = part.spec.clocks[run.clock]
    if was is not None:
        former = was.workflows[part.spec.id].clocks[run.clock]
        then = row_due(was, decisive(was, former, run), run)
        if then != row_due(draft.book, decisive(draft.book, spec, run), run):
            run = run._replace(extensions=(*run.extensions, (draft.at, "was", then)))
    due = due_of(draft.book, spec, run)
    if due != part.runs[index].due or run != part.runs[index]:
        part.replace_run(index, run._replace(due=due))


def _count_anew(draft: Draft, part: PartDraft, index: int, was: Rulebook | None) -> None:
    """Compute the due of an open run, and list it if it moved."""
    run = part.runs[index]
    spec = part.spec.clocks[run.clock]
    due = due_of(draft.book, spec, run)
    moved = run.dated(due, draft.at if due < draft.at else 0)
    now = "-" if due == NO_DUE else iso(due, draft.book.zone)
    if was is None:
        part.replace_run(index, moved)
        draft.note("carried", part, run.id, now, spec.basis)
        return
    old = due_of(was, was.workflows[part.spec.id].clocks[run.clock], run)
    if due == old:
        return
    part.replace_run(index, moved)
    name = decisive(draft.book, spec, run).calendar
    documents = _documents(was.calendars[name], draft.book.calendars[name], run.counted, due, old)
    source = f" ({'; '.join(documents)})" if documents else ""
    shown = "-" if old == NO_DUE else iso(old, draft.book.zone)
    draft.note("carried", part, run.id, f"{shown} -> {now}{source}", spec.basis)


def _documents(was: WorkCalendar, now: WorkCalendar, start: int, *dues: int) -> list[str]:
    """Name the documents of the days between start and due that the two editions hold differently."""
    if was.days is None or now.days is None:
        return []
    first, last = now.date_of(start), max(now.date_of(due) for due in dues if due != NO_DUE)
    found: dict[str, None] = {}
    for table, other in ((now.days, was.days), (was.days, now.days)):
        for mine, theirs in ((table.off, other.off), (table.made_up, other.made_up)):
            for day, entry in mine.items():
                if first <= day <= last and theirs.get(day) != entry:
                    found.update(dict.fromkeys(table.cite(entry.sources)))
    return list(found)
