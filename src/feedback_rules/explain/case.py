"""A whole case as a dated story: how it was opened, who held it, what ran and how it was judged, where it stands."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from feedback_rules.calendar.phrases import day_words
from feedback_rules.explain.brought import brought, by_due, fell_at
from feedback_rules.explain.custody import custody
from feedback_rules.explain.grounds import tell_days, tell_inferred, tell_readings
from feedback_rules.explain.holding import spans_of
from feedback_rules.explain.moments import amount_words, joined, lasting, worded
from feedback_rules.explain.origin import ended_by, opened_by, origin_of
from feedback_rules.explain.story import Story
from feedback_rules.workflow.case import NO_DUE
from feedback_rules.workflow.clock import beyond, decisive, row_due, status
from feedback_rules.workflow.event import NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedback_rules.explain.explanation import Explanation
    from feedback_rules.workflow.case import Case, Part, Run
    from feedback_rules.workflow.spec import Cited, ClockSpec, Rulebook, Text, WorkflowSpec

__all__ = ["case_story"]


class Moment(NamedTuple):
    """One thing that happened: when, whether a due brought it, in which order among those of one instant, and what
    there is to say. What a due brings comes after every act of its instant (S14), and the due itself first.
    """

    at: int
    rank: int
    key: str
    cited: Cited | None
    basis: tuple[str, ...]
    words: dict[str, Any]
    of_due: bool = False


def case_story(book: Rulebook, case: Case, at: int) -> Explanation:
    """Tell a case as it stands at ``at``, from what it keeps: states, holders, runs, counted events, facts, parts."""
    root = book.workflows[case.workflow]
    story = Story(book, root)
    used: list[Cited] = []
    for part in case.parts:
        flow = book.workflows[part.workflow]
        _tell_opening(story, part, flow)
        for moment in sorted(_moments(story, part, flow, at), key=lambda one: (one.at, one.of_due, one.rank)):
            words = {"at": _written(story, moment.at, due=moment.of_due), **moment.words}
            story.tell("happened", moment.key, cited=moment.cited, basis=moment.basis, start=moment.at, **words)
        _tell_now(story, part, flow, at)
        _tell_held(story, case, part, flow, at)
        used += [entry for run in part.runs for entry in _behind(book, flow, run)]
        _tell_days(story, part, flow)
    tell_readings(story, {name: option for entry in used for name, option in entry.readings})
    tell_inferred(story, used, root.basis)
    return story.told("head_case", case=case.id, at=story.when(at), flow=story.names.workflow(root.id))


def _verdict(story: Story, spec: ClockSpec, run: Run, at: int) -> Text:
    """Word what has become of a run; what nobody owed is not "no longer owed"."""
    word = status(story.book, spec, run, at)
    return worded(f"verdict.{word}_{spec.kind}" if word == "cancelled" else f"verdict.{word}")


def _written(story: Story, at: int, *, due: bool) -> Text:
    """Write an instant; what a due brings has the instant of the due, 24:00 for midnight (S5)."""
    return story.due(at) if due else story.when(at)


def _tell_days(story: Story, part: Part, flow: WorkflowSpec) -> None:
    """Tell which dues rest on days that may still change, or lie beyond them (S7)."""
    for run in part.runs:
        spec = flow.clocks[run.clock]
        row = decisive(story.book, spec, run)
        tell_days(story, run, row, row_due(story.book, row, run))
        last = beyond(story.book, spec, run)
        if last is not None:
            story.tell("days", "beyond", cited=row, day=day_words(date.fromisoformat(last)))


def _behind(book: Rulebook, flow: WorkflowSpec, run: Run) -> list[Cited]:
    spec = flow.clocks[run.clock]
    return [spec, decisive(book, spec, run)]


def _tell_opening(story: Story, part: Part, flow: WorkflowSpec) -> None:
    """Tell how the part began, and what is known of it now."""
    names = story.names
    origin = opened_by(names, flow, part)
    words: dict[str, Any] = {"at": story.when(part.opened), "what": origin.what, "by": origin.by}
    words["flow"] = names.workflow(flow.id)
    if part.address:
        words["part"] = part.address
    key = "part_opened" if part.address else "opened"
    story.tell("case", key, basis=origin.basis or flow.basis, start=part.opened, **words)
    known = [
        (spec, worded("fact_is", fact=names.fact(spec.index), value=names.value(spec.index, part.facts[spec.index])))
        for spec in story.book.facts
        if part.facts[spec.index] not in (None, ())
    ]
    if known:
        basis = tuple(dict.fromkeys(cited for spec, _ in known for cited in spec.basis)) or origin.basis
        story.tell("case", "facts", basis=basis, facts=joined((text for _, text in known), "explain.semicolon"))


def _moments(story: Story, part: Part, flow: WorkflowSpec, at: int) -> Iterator[Moment]:
    """Walk what the part keeps of its own history."""
    names, alone = story.names, brought(part)
    for holder, unit, since in part.held:
        if holder is not None:
            words = {"holder": names.holder(holder, unit)}
            key = "held_nobody" if holder == NOBODY else "held"
            yield Moment(since, 2, key, custody(story.book, flow, part, holder), (), words, since in alone)
    for run in part.runs:
        yield from _moments_of(story, part, flow, run, at, alone)
    for name, times, last in part.counts:
        basis = tuple(dict.fromkeys(cited for move in names.moves(flow, name) for cited in move.basis))
        yield Moment(last, 0, "counted", None, basis, {"event": names.event(name, flow), "times": times})
    if part.ended is not None:
        state, of_due = flow.states[part.state], part.ended in alone
        if state.final:
            yield Moment(part.ended, 5, "ended", state, (), {"state": names.state(part.state, flow)}, of_due)
        else:
            yield Moment(part.ended, 5, "closed", state, (), {"part": part.address}, of_due)


def _moments_of(
    story: Story, part: Part, flow: WorkflowSpec, run: Run, at: int, alone: frozenset[int]
) -> Iterator[Moment]:
    """Walk the life of one run: its start with its due, the passing of the due, its end with the verdict."""
    spec = flow.clocks[run.clock]
    row = decisive(story.book, spec, run)
    due = row_due(story.book, row, run)
    words: dict[str, Any] = {"clock": story.names.run(run.id, part.address)}
    words["holder"] = story.names.holder(run.holder, run.unit)
    words["what"] = origin_of(story.names, flow, part, run, spec).what
    if due != NO_DUE:
        words["due"] = story.due(due)
    key = "runs" if due == NO_DUE else "runs_until"
    yield Moment(run.started, 3, key, row, (), words, of_due=by_due(run))
    if run.passed is not None:
        passing = {**words, "due": story.due(run.passed)}
        yield Moment(fell_at(run), 0, "past_due", spec, (), passing, of_due=True)
    if run.ended is not None:
        verdict = _verdict(story, spec, run, at)
        act = ended_by(story.names, flow, part, run, spec)
        key = "run_done" if run.end == "fulfilled" else "run_left"
        of_due = run.end != "fulfilled" and run.ended in alone
        yield Moment(run.ended, 1, key, row, (), {**words, "what": act.what, "verdict": verdict}, of_due)


def _tell_now(story: Story, part: Part, flow: WorkflowSpec, at: int) -> None:
    """Tell the way that the part took, where it stands, and what runs."""
    names = story.names
    ways = joined((names.state(state, flow) for state in part.visits), "explain.arrow")
    story.tell("now", "path", cited=flow, path=ways)
    state = flow.states[part.state]
    if part.ended is not None:
        story.tell(
            "now",
            "over_case",
            cited=state,
            state=names.state(part.state, flow),
            end=part.ended,
            at=_written(story, part.ended, due=part.ended in brought(part)),
        )
        return
    words: dict[str, Any] = {"state": names.state(part.state, flow), "at": story.when(at)}
    if part.holder in {None, NOBODY}:
        story.tell("now", "stands_nobody", cited=custody(story.book, flow, part, part.holder), start=at, **words)
    else:
        words["holder"] = names.holder(part.holder, part.unit)
        story.tell("now", "stands", cited=state, start=at, **words)
    running = [run for run in part.runs if run.ended is None]
    for run in running:
        spec = flow.clocks[run.clock]
        row = decisive(story.book, spec, run)
        due = row_due(story.book, row, run)
        words = {"clock": names.run(run.id, part.address), "holder": names.holder(run.holder, run.unit)}
        words["verdict"] = _verdict(story, spec, run, at)
        if due != NO_DUE:
            words["due"] = story.due(due)
        story.tell("now", "open" if due == NO_DUE else "open_until", cited=row, start=run.started, **words)
    obliged = any(flow.clocks[run.clock].kind == "obligation" for run in running)
    if state.no_limit is not None and not obliged:
        story.tell("now", "no_limit", cited=state, why=state.no_limit)


def _tell_held(story: Story, case: Case, part: Part, flow: WorkflowSpec, at: int) -> None:
    """Tell each holder's span, elapsed and of office time."""
    alone = brought(part)
    for span in spans_of(story.book, case, part, at):
        words: dict[str, Any] = {
            "holder": span.title,
            "start_at": _written(story, span.start, due=span.start in alone),
            "end_at": _written(story, span.end, due=span.end in alone),
        }
        words["span"] = lasting(span.elapsed)
        key = "held_span"
        if span.office is not None:
            key, words["office"] = "held_span_office", amount_words(span.office)
        cited = custody(story.book, flow, part, span.holder)
        story.tell("held", key, cited=cited, start=span.start, end=span.end, **words)
        if span.waiting:
            story.tell("held", "waiting", cited=cited, start=span.start, parts=", ".join(span.waiting))
