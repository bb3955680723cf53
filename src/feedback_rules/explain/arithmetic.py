"""The count: from where a run counts, over pauses and extensions, to its due; its steps add up (S4, S35)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.calendar.counting import COUNTING
from feedback_rules.calendar.derivation import derive
from feedback_rules.calendar.limit import TimeLimit
from feedback_rules.calendar.phrases import day_words
from feedback_rules.errors import CalendarHorizonError
from feedback_rules.explain.limits import limit_of
from feedback_rules.explain.moments import joined
from feedback_rules.workflow.case import NO_DUE
from feedback_rules.workflow.clock import stretches
from feedback_rules.workflow.spec import Cited

if TYPE_CHECKING:
    from feedback_rules.explain.story import Story
    from feedback_rules.trace import Note
    from feedback_rules.workflow.case import Part, Run
    from feedback_rules.workflow.clock import Stretch
    from feedback_rules.workflow.spec import ClockSpec, Extension, LimitRow, Transition, WorkflowSpec

__all__ = ["tell_count"]

SECTION = "arithmetic"

DAYS = frozenset({"day", "week", "month", "year", "working_day"})
"""The limits that count days."""

OFFICE = frozenset({"session", "full_days", "working_day", "working_days", "closes", "same_time", "same_day", "due"})
"""The steps of a derivation that rest on the hours of an office."""

PAUSED = frozenset({"paused", "put_off", "paused_day", "after_pause"})
"""The steps of a derivation that a pause brings about."""

HOURS = frozenset({"working_minute", "working_hour", "working_day", "same_working_day"})
"""The limits that are counted in the hours or the days of an office."""


def tell_count(story: Story, flow: WorkflowSpec, part: Part, run: Run, spec: ClockSpec, row: LimitRow) -> int:
    """Tell how the due comes about, and give it; ``NO_DUE`` where there is none, with the reason told."""
    _tell_zero(story, flow, run, spec, row)
    pausing = _pausing(flow, run, spec)
    _tell_pauses(story, part, run, pausing)
    if row.rule is None and row.field is None:
        key = "at_once" if row.limit.unit == "at_once" else "no_limit_known"
        story.tell(SECTION, key, cited=row, start=run.counted)
        return NO_DUE
    if row.field is not None and run.given is None:
        story.tell(SECTION, "awaits", cited=row, start=run.counted, field=story.names.fields([row.field]))
        return NO_DUE
    paused = bool(run.pauses) and run.pauses[-1][1] is None
    if paused and any(leg.limit is not None for leg in stretches(row, run, run.extensions)):
        story.tell(SECTION, "paused_open", cited=pausing, start=run.pauses[-1][0])
        return NO_DUE
    due = NO_DUE
    for leg in _legs(story, flow, run, row):
        due = _tell_leg(story, run, row, leg, due, pausing)
        if due == NO_DUE:
            return NO_DUE
    if run.floor > due:
        story.tell(SECTION, "floor", cited=spec, end=run.floor, at=story.when(run.floor))
    return due


def _tell_zero(story: Story, flow: WorkflowSpec, run: Run, spec: ClockSpec, row: LimitRow) -> None:
    """Tell from where the run counts, and that it counts from the day that ended (S5)."""
    if run.counted != run.started:
        events = joined((story.names.event(event, flow) for event in sorted(spec.counts_from)), "explain.or")
        story.tell(SECTION, "counts_from", cited=spec, start=run.counted, at=story.when(run.counted), events=events)
    if run.ended_day and limit_of(row, run).unit in {*DAYS, "same_working_day"}:
        story.tell(SECTION, "ended_day", cited=spec, start=run.counted, at=story.due(run.counted))


def _pausing(flow: WorkflowSpec, run: Run, spec: ClockSpec) -> Cited:
    """Give the source of the pauses: the transitions that pause this clock or let it run on (S13)."""
    moves = [move for state in flow.states.values() for moves in state.events.values() for move in moves]
    own = [move for move in moves if run.clock in move.pauses or run.clock in move.resumes]
    basis = tuple(dict.fromkeys(cited for move in own for cited in move.basis))
    return Cited(basis=basis or spec.basis, inferred=next((move.inferred for move in own if move.inferred), None))


def _tell_pauses(story: Story, part: Part, run: Run, pausing: Cited) -> None:
    for start, end in run.pauses:
        words: dict[str, Any] = {"clock": story.names.run(run.id, part.address), "start_at": story.when(start)}
        if end is None:
            story.tell(SECTION, "paused_since", cited=pausing, start=start, **words)
        else:
            story.tell(SECTION, "paused", cited=pausing, start=start, end=end, **words, end_at=story.when(end))


def _legs(story: Story, flow: WorkflowSpec, run: Run, row: LimitRow) -> list[Stretch]:
    """Give the stretches that lead to the due, telling the limit given and each extension on the way (S17)."""
    _tell_given(story, run, row)
    legs = stretches(row, run, ())
    for number, (at, kind, value) in enumerate(run.extensions, 1):
        before, legs = legs, stretches(row, run, run.extensions[:number])
        if kind == "was":
            story.tell(SECTION, "kept_due", start=at, at=story.when(at), until=story.due(int(value)))
            continue
        moves = _extending(story, flow, run, kind)
        cite, words = _extension(story, flow, moves, at)
        key = f"extended_{kind}"
        if kind == "at":
            words["until"] = story.due(int(value))
        else:
            limit = TimeLimit.parse(str(value))
            words["limit"] = (limit.text("vi"), limit.text("en"))
            total = legs[-1].limit if legs else None
            if kind == "by" and len(legs) == len(before) and total is not None:
                words["total"] = (total.text("vi"), total.text("en"))
                key = "extended_by_same"
        story.tell(SECTION, key, **cite, start=at, **words)
        _ceiling(story, run, moves)
    return legs


def _tell_given(story: Story, run: Run, row: LimitRow) -> None:
    """Tell the limit that was given, if one was to be (S10a)."""
    if row.field is None or run.given is None:
        return
    kind, value = run.given
    words: dict[str, Any] = {"field": story.names.fields([row.field])}
    if kind == "limit":
        limit = TimeLimit.parse(str(value))
        story.tell(SECTION, "given_limit", cited=row, **words, limit=(limit.text("vi"), limit.text("en")))
    else:
        story.tell(SECTION, f"given_{kind}", cited=row, end=int(value), **words, until=story.due(int(value)))


def _extending(story: Story, flow: WorkflowSpec, run: Run, kind: str) -> list[tuple[Transition, Extension]]:
    """List the transitions that can have made an extension of this kind, each with its rule."""
    every = [move for state in flow.states.values() for moves in state.events.values() for move in moves]
    found = []
    for move in every:
        extension = move.extends
        if extension is not None and extension.clock == run.clock:
            field = story.book.fields.get(extension.field or "")
            made = "to" if field is None else "by" if field.type == "limit" else "at"
            if made == kind:
                found.append((move, extension))
    return found


def _extension(
    story: Story, flow: WorkflowSpec, moves: list[tuple[Transition, Extension]], at: int
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give the source of an extension and the words that all its kinds share."""
    events = joined(
        (story.names.event(event, flow) for event in dict.fromkeys(move.event for move, _ in moves)), "explain.or"
    )
    by = story.names.roles(frozenset().union(*(move.by for move, _ in moves)))
    basis = tuple(dict.fromkeys(cited for _, extension in moves for cited in extension.basis))
    return {"basis": basis}, {"at": story.when(at), "events": events, "by": by}


def _ceiling(story: Story, run: Run, moves: list[tuple[Transition, Extension]]) -> None:
    """Tell the ceiling of the extension, counted from the run's own start, or why there is none."""
    extension = moves[0][1]
    if extension.ceiling is not None and extension.ceiling_rule is not None:
        limit = extension.ceiling.text("vi"), extension.ceiling.text("en")
        words: dict[str, Any] = {"limit": limit, "start_at": story.when(run.started)}
        try:
            end = extension.ceiling_rule(run.started, run.ended_day)
        except CalendarHorizonError:
            story.tell(SECTION, "ceiling_beyond", cited=extension, **words)
        else:
            story.tell(SECTION, "ceiling", cited=extension, end=end, **words, until=story.due(end))
    elif extension.no_ceiling is not None:
        story.tell(SECTION, "no_ceiling", cited=extension, why=extension.no_ceiling)


def _tell_leg(story: Story, run: Run, row: LimitRow, leg: Stretch, before: int, pausing: Cited) -> int:
    """Tell one stretch, with the calendar's own steps, and give where it ends."""
    if leg.fixed is not None or leg.limit is None:
        end = leg.fixed or 0
        story.tell(SECTION, "fixed", cited=row, end=end, due=story.due(end))
        return end
    start = leg.start if leg.start != NO_DUE else before
    words: dict[str, Any] = {"limit": (leg.limit.text("vi"), leg.limit.text("en")), "at": story.due(start)}
    if not leg.ended_day:
        words["at"] = story.when(start)
    words["calendar"] = story.names.calendar(row.calendar.partition("~")[0])
    key = "count_own" if "~" in row.calendar else "count"
    story.tell(SECTION, key, cited=row, start=start, **words)
    calendar = story.book.calendars[row.calendar]
    counting = row.counting or COUNTING
    try:
        found = derive(calendar, start, leg.limit, pauses=run.pauses, counting=counting, ended_day=leg.ended_day)
    except CalendarHorizonError:
        last = calendar.last_day
        story.tell("days", "beyond", cited=row, day=day_words(last))
        return NO_DUE
    _tell_steps(story, row, leg.limit, found.steps, pausing)
    if leg.limit.unit in DAYS and not counting.roll:
        story.tell(SECTION, "no_roll", cited=row)
    return calendar.due_us(start, leg.limit, counting=counting, pauses=run.pauses, ended_day=leg.ended_day)


def _tell_steps(story: Story, row: LimitRow, limit: TimeLimit, steps: tuple[Note, ...], pausing: Cited) -> None:
    """Tell the calendar's own steps: a pause on the article that pauses, office hours on the one that sets them.

    Where no article sets the hours, the step stands on the limit that is counted in them, and says what was inferred.
    """
    hours = story.book.source.hours.get(row.calendar.partition("~")[0])
    for note in steps:
        key = note.key.partition(".")[2]
        cited: Cited | None = None
        if key in PAUSED:
            cited = pausing
        elif key in OFFICE and limit.unit in HOURS:
            cited = hours
        if cited is not None and (cited.basis or cited.inferred is not None):
            story.add(SECTION, note._replace(basis=cited.basis or row.basis), cited.inferred)
        else:
            story.add(SECTION, note)
