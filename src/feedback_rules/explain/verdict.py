"""What has become of a run, on what the due brings about, and to whom the verdict is charged (S5, S12, S14, S18)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.calendar.limit import TimeLimit
from feedback_rules.calendar.zone import from_instant
from feedback_rules.errors import CalendarHorizonError
from feedback_rules.explain.brought import brought
from feedback_rules.explain.custody import custody
from feedback_rules.explain.holding import spans_of
from feedback_rules.explain.limits import lasting_limit, limit_of
from feedback_rules.explain.moments import MICROSECOND, amount_words, joined, lasting, worded
from feedback_rules.explain.origin import ended_by
from feedback_rules.workflow.case import NO_DUE
from feedback_rules.workflow.clock import decisive, ends_a_day, status
from feedback_rules.workflow.event import NOBODY
from feedback_rules.workflow.instants import zone_info
from feedback_rules.workflow.spec import ALWAYS
from feedback_rules.workflow.view import view

if TYPE_CHECKING:
    from feedback_rules.explain.story import Story
    from feedback_rules.workflow.case import Case, Part, Run
    from feedback_rules.workflow.spec import ClockSpec, LimitRow, Outcome, Text

__all__ = ["tell_verdict"]

OPEN = frozenset({"running", "paused", "awaiting_limit"})
DUE = frozenset({"breached", "lapsed", "expired", "met", "late"})
"""The verdicts whose sentence names the due."""


def tell_verdict(story: Story, case: Case, part: Part, run: Run, spec: ClockSpec, due: int, at: int) -> None:
    """Tell what ended the run, how it is judged, what its due brings about and whom it is charged to."""
    _tell_day_end(story, spec, due)
    _tell_passed(story, run, spec)
    _tell_end(story, part, run, spec)
    _tell_status(story, part, run, spec, due, at)
    for outcome in spec.at_due:
        _tell_consequence(story, part, run, outcome)
    _tell_followers(story, part, run, spec)
    _tell_charged(story, case, part, run, spec, at)


def _tell_day_end(story: Story, spec: ClockSpec, due: int) -> None:
    """Tell that a limit ends with its day, and what an act at that instant is (S5)."""
    if spec.kind != "timer" and due != NO_DUE and ends_a_day(story.book, due) and not _shown(story, due).hour:
        story.tell("verdict", "day_end", cited=spec, end=due, due=story.due(due))


def _shown(story: Story, instant: int) -> Any:
    return from_instant(instant, zone_info(story.book.zone))


def _tell_passed(story: Story, run: Run, spec: ClockSpec) -> None:
    """Tell that the due was passed, or that a recount put it into the past."""
    if run.passed is None:
        return
    fell = max(run.passed, run.floor)
    story.tell("verdict", f"passed_{spec.kind}", cited=spec, start=fell, due=story.due(run.passed))


def _tell_end(story: Story, part: Part, run: Run, spec: ClockSpec) -> None:
    """Tell what ended the run: the act and the limit by which it was judged, or what took the run's ground away."""
    if run.ended is None:
        return
    names, flow = story.names, story.book.workflows[part.workflow]
    at = story.when(run.ended)
    if run.end == "fulfilled":
        act, row = ended_by(names, flow, part, run, spec), spec.rows[run.row]
        story.tell("happened", "done", basis=act.basis, end=run.ended, at=at, what=act.what, by=act.by)
        story.tell(
            "verdict", "judged_by", cited=row, end=run.ended, limit=lasting_limit(row, run, story.book.zone), at=at
        )
    elif run.end == "replaced":
        successor = _successor(story, part, run)
        story.tell("happened", "replaced", cited=spec, end=run.ended, at=at, clock=successor)
    else:
        _tell_left(story, part, run, spec)


def _successor(story: Story, part: Part, run: Run) -> Text:
    """Name the run that took the place of this one: a promise's clock, or its own next number."""
    flow = story.book.workflows[part.workflow]
    begun = [one for one in part.runs if one.started == run.ended]
    promises = [one for one in begun if run.clock in flow.clocks[one.clock].replaces]
    again = [one for one in begun if one.clock == run.clock and one.number == run.number + 1]
    return joined((story.names.run(one.id, part.address) for one in [*promises, *again]), "explain.or")


def _tell_left(story: Story, part: Part, run: Run, spec: ClockSpec) -> None:
    """Tell why a run was left: its states, its unit, its holder or its ground were gone."""
    names, flow = story.names, story.book.workflows[part.workflow]
    ended = run.ended or 0
    if run.passed == ended and any(outcome.to is not None for outcome in spec.at_due):
        return  # its own consequence moved the case on, and is told as such
    at = story.when(ended)
    holder = next(((kind, unit) for kind, unit, since in part.held if since == ended), None)
    if holder is not None and holder[0] == NOBODY:
        story.tell("happened", "left_orphaned", cited=spec, end=ended, at=at)
        return
    act = ended_by(names, flow, part, run, spec)
    if act.basis or act.inferred:
        story.tell(
            "happened", "left_by", basis=act.basis, inferred=act.inferred, end=ended, at=at, what=act.what, by=act.by
        )
    elif holder is not None and holder[0] is not None:
        story.tell("happened", "left_unit", cited=spec, end=ended, at=at, holder=names.holder(*holder))
    elif part.ended == ended:
        story.tell("happened", "left_closed", cited=spec, end=ended, at=at)
    else:
        story.tell("happened", "left_ground", cited=spec, end=ended, at=at, condition=names.condition(spec.when))


def _tell_status(story: Story, part: Part, run: Run, spec: ClockSpec, due: int, at: int) -> None:
    """Tell the verdict, with what is left or what was too much."""
    word = status(story.book, spec, run, at)
    words: dict[str, Any] = {"at": story.when(at if run.ended is None else run.ended)}
    key = f"status_{word}" if word != "cancelled" else f"status_cancelled_{spec.kind}"
    if due != NO_DUE:
        words["due"] = story.due(due)
    elif word in OPEN or word in DUE:
        key += "_undue"
    row = spec.rows[run.row] if run.row >= 0 else decisive(story.book, spec, run)
    story.tell("verdict", key, cited=row, start=run.counted, end=run.ended, **words)
    if due != NO_DUE and word in {"running", "breached", "late"}:
        _tell_amount(story, part, run, spec, row, at)


def _tell_amount(story: Story, part: Part, run: Run, spec: ClockSpec, row: LimitRow, at: int) -> None:
    """Tell how much is left, or how much it was too late, in the limit's own unit."""
    try:
        shown = view(story.book, spec, part, run, at)
    except CalendarHorizonError:
        return
    key, value = ("over", shown.overdue) if shown.overdue else ("left", shown.remaining)
    if not value:
        return
    unit = limit_of(row, run).unit
    if isinstance(value, int):
        days = TimeLimit(value, "working_day")
        amount = (days.text("vi"), days.text("en")) if unit == "working_day" else amount_words(value)
    else:
        amount = amount_words(value)
        key += "_office" if unit in {"working_hour", "working_minute"} else ""
    story.tell("verdict", key, cited=row, amount=amount)


def _tell_consequence(story: Story, part: Part, run: Run, outcome: Outcome) -> None:
    """Tell what the due brings about by itself, or has brought about."""
    names, flow = story.names, story.book.workflows[part.workflow]
    done = "did" if run.passed is not None else "will"
    condition = names.condition(outcome.when)
    what: list[Text] = []
    if outcome.to is not None:
        what.append(worded("moves_to", state=names.state(outcome.to, flow)))
    what += [worded("effect_of", verb=names.verb(one.verb), to=names.addressee(one.to)) for one in outcome.effects]
    what += [
        worded("fact_is", fact=names.fact(one.fact), value=names.value(one.fact, one.value)) for one in outcome.sets
    ]
    key = f"at_due_{done}" + ("" if outcome.when == ALWAYS else "_if")
    words: dict[str, Any] = {"what": joined(what) if what else worded("nothing_more"), "condition": condition}
    story.tell("verdict", key, cited=outcome, start=run.passed, **words)


def _tell_followers(story: Story, part: Part, run: Run, spec: ClockSpec) -> None:
    """Tell the clocks that this due starts."""
    flow = story.book.workflows[part.workflow]
    for other in flow.clocks.values():
        if spec.id in other.starts_after:
            begun = any(one.clock == other.id and one.cause == f"{run.id}.due" for one in part.runs)
            key = "starts_did" if begun else "starts_will"
            story.tell("verdict", key, cited=other, clock=story.names.clock(other), start=run.passed)


def _tell_charged(story: Story, case: Case, part: Part, run: Run, spec: ClockSpec, at: int) -> None:
    """Tell whom the run binds, and who held the part in its span (S18)."""
    names = story.names
    key = f"charged_{spec.kind}"
    story.tell("charged", key, cited=spec, holder=names.holder(run.holder, run.unit))
    until, alone = at if run.ended is None else run.ended, brought(part)
    for span in spans_of(story.book, case, part, at):
        start, end = max(span.start, run.started), min(span.end, until)
        if start < end or (start == end and span.start <= run.started <= span.end and run.started == until):
            cited = custody(story.book, story.book.workflows[part.workflow], part, span.holder)
            words: dict[str, Any] = {"holder": span.title}
            words["start_at"] = story.due(start) if start in alone else story.when(start)
            words["end_at"] = story.due(end) if end in alone else story.when(end)
            words["span"] = lasting((end - start) * MICROSECOND)
            story.tell("charged", "span", cited=cited, start=start, end=end, **words)
