"""What may happen next to a case, by whom and with what; and what may not, and why (S23)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from feedback_rules.calendar.zone import from_instant
from feedback_rules.conditions import may_hold
from feedback_rules.wording import say
from feedback_rules.workflow.case import NO_DUE
from feedback_rules.workflow.choose import is_past, may_open, stuck, who
from feedback_rules.workflow.clock import act_row, row_due
from feedback_rules.workflow.draft import Draft
from feedback_rules.workflow.dues import let_pass
from feedback_rules.workflow.instants import iso, zone_info
from feedback_rules.workflow.show import show_condition

if TYPE_CHECKING:
    from datetime import datetime

    from feedback_rules.workflow.case import Case
    from feedback_rules.workflow.draft import PartDraft
    from feedback_rules.workflow.spec import Extension, Rulebook, Transition

__all__ = ["Option", "options"]


class Option(NamedTuple):
    """One event of the state: whether it may happen now, by which roles (of which unit), what it needs and may
    bring, the facts it sets, where it leads, the due of the act, and if it is not open why (Vietnamese, English).
    """

    part: str
    event: str
    allowed: bool
    by: tuple[str, ...]
    unit: str | None
    needs: tuple[tuple[str, ...], ...]
    may: tuple[str, ...]
    sets: tuple[str, ...]
    to: str | None
    due: datetime | None
    why: tuple[str, str] | None
    title: tuple[str, str]
    basis: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Give the option as JSON values."""
        row = self._asdict()
        row["needs"] = [list(need) for need in self.needs]
        row["due"] = None if self.due is None else self.due.isoformat()
        row["why"] = None if self.why is None else {"vi": self.why[0], "en": self.why[1]}
        row["title"] = {"vi": self.title[0], "en": self.title[1]}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in row.items()}


def options(book: Rulebook, case: Case, at: int) -> tuple[Option, ...]:
    """List every event of every open part's state at ``at``, the allowed first, each in the order of its name."""
    draft = Draft(book, case)
    let_pass(draft, at)
    found = [
        _option(book, part, option, at)
        for part in draft.parts
        if part.ended is None or part.spec.states[part.state].final  # else the case went on without it (S27)
        for moves in part.spec.states[part.state].events.values()
        for option in moves
    ]
    return tuple(sorted(found, key=lambda one: (not one.allowed, one.part, one.event, one.to or "")))


def _option(book: Rulebook, part: PartDraft, option: Transition, at: int) -> Option:
    why = _why_not(book, part, option, at)
    by = who(book, part, (option,))
    role = next((book.roles[name] for name in by if name in book.roles), None)
    return Option(
        part.address,
        option.event,
        why is None,
        by,
        None if role is None else part.unit_of(role.of),
        tuple(need.fields for need in option.needs if may_hold(need.when, part.facts)),
        tuple(sorted(option.may)),
        tuple(sorted(book.facts[one.fact].id for one in option.brings)),
        option.to,
        _due(book, part, option),
        why,
        option.title,
        option.basis,
    )


def _due(book: Rulebook, part: PartDraft, option: Transition) -> datetime | None:
    """Give the earliest due of the open runs that the event would fulfil."""
    dues = []
    for run in part.runs:
        if run.ended is None:
            spec = part.spec.clocks[run.clock]
            if option.event in spec.met_by:
                row = act_row(book, spec, run, option.event, part.facts, kept=True)
                dues.append(row_due(book, spec.rows[row], run))
    first = min(dues, default=NO_DUE)
    return None if first == NO_DUE else from_instant(first, zone_info(book.zone))


def _why_not(book: Rulebook, part: PartDraft, option: Transition, at: int) -> tuple[str, str] | None:
    """Say what stands against the event as such, whoever brings it with whatever data."""
    if not option.reroutes and part.orphaned():
        return _both("orphaned", book, option, part, why=stuck(book, part))
    kinds = [book.holders[book.roles[name].of] for name in who(book, part, (option,)) if name in book.roles]
    gone = [kind for kind in kinds if kind.until is not None and kind.until < at]
    if gone and len(gone) == len(option.by):
        day = iso(gone[0].until or at, book.zone)[:10]
        return _both("holder-ended", book, option, part, kind=gone[0].id, day=day)
    if not may_open(option, part.facts):
        return _both("unmet-condition", book, option, part, condition=show_condition(book, option.guard))
    times = next((times for name, times, _ in part.counts if name == option.event), 0)
    if option.at_most is not None and times >= option.at_most:
        return _both("too-often", book, option, part, times=option.at_most)
    if option.window is not None:
        run = part.last_run(option.window)
        if run is not None and part.spec.clocks[option.window].after == "refuse" and is_past(run, at):
            return _both("too-late", book, option, part, due=iso(run.due, book.zone))
    if option.after_due is not None:
        run = part.last_run(option.after_due)
        if run is None or run.passed is None:
            due = "" if run is None or run.due == NO_DUE else f" ({iso(run.due, book.zone)})"
            return _both("too-early", book, option, part, clock=option.after_due, due=due)
    return None if option.extends is None else _not_extended(book, part, option, option.extends, at)


def _not_extended(
    book: Rulebook, part: PartDraft, option: Transition, extension: Extension, at: int
) -> tuple[str, str] | None:
    run = part.last_run(extension.clock)
    if run is None or run.ended is not None:
        return _both("no-clock", book, option, part, clock=extension.clock)
    if not extension.after_due and is_past(run, at):
        return _both("too-late", book, option, part, due=iso(run.due, book.zone))
    return None


def _both(code: str, book: Rulebook, option: Transition, part: PartDraft, **params: Any) -> tuple[str, str]:
    by = ", ".join(who(book, part, (option,)))
    known = {"event": option.event, "state": part.state, "by": by, **params}
    return (say(f"refusal.{code}", "vi", **known), say(f"refusal.{code}", "en", **known))
