"""One run of a clock, told from what started it to whom its verdict is charged (S10-S18, S35)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.explain.arithmetic import tell_count
from feedback_rules.explain.brought import by_due
from feedback_rules.explain.grounds import tell_grounds
from feedback_rules.explain.limits import tell_limits
from feedback_rules.explain.origin import origin_of
from feedback_rules.explain.story import Story
from feedback_rules.explain.verdict import tell_verdict
from feedback_rules.workflow.clock import decisive

if TYPE_CHECKING:
    from feedback_rules.explain.explanation import Explanation
    from feedback_rules.workflow.case import Case, Part, Run
    from feedback_rules.workflow.spec import ClockSpec, Rulebook, WorkflowSpec

__all__ = ["deadline_story"]


def deadline_story(book: Rulebook, case: Case, part: Part, run: Run, at: int) -> Explanation:
    """Derive one run as it stands at ``at``: rule, events, arithmetic, verdict, and whom it is charged to."""
    flow = book.workflows[part.workflow]
    spec = flow.clocks[run.clock]
    story = Story(book, spec, flow)
    row = decisive(book, spec, run)
    _tell_rule(story, flow, spec)
    _tell_start(story, flow, part, run, spec)
    tell_limits(story, flow, spec, run)
    due = tell_count(story, flow, part, run, spec, row)
    tell_verdict(story, case, part, run, spec, due, at)
    tell_grounds(story, flow, run, spec, row, due)
    where = f"{case.id}/{part.address}" if part.address else case.id
    return story.told("head_clock", clock=story.names.run(run.id, part.address), case=where, at=story.when(at))


def _tell_rule(story: Story, flow: WorkflowSpec, spec: ClockSpec) -> None:
    """Tell which clock it is, and what it measures."""
    names = story.names
    words: dict[str, Any] = {"clock": names.clock(spec), "flow": names.workflow(flow.id)}
    if spec.window_of is not None:
        words["event"] = names.event(spec.window_of, flow)
        story.tell("rule", f"rule_window_{spec.after}", cited=spec, **words)
    elif spec.of_effect:
        story.tell("rule", "rule_effect", cited=spec, **words)
    else:
        story.tell("rule", f"rule_{spec.kind}", cited=spec, **words)


def _tell_start(story: Story, flow: WorkflowSpec, part: Part, run: Run, spec: ClockSpec) -> None:
    """Tell what started the run, and what it stands for."""
    origin = origin_of(story.names, flow, part, run, spec)
    key = "started_by" if origin.by[0] else "started"
    story.tell(
        "happened",
        key,
        basis=origin.basis,
        inferred=origin.inferred if not origin.basis else None,
        start=run.started,
        at=story.due(run.started) if by_due(run) else story.when(run.started),
        what=origin.what,
        by=origin.by,
        clock=story.names.run(run.id, part.address),
    )
    if run.number > 1:
        before = next(one for one in part.runs if one.clock == run.clock and one.number == run.number - 1)
        key = "restarted" if before.end == "replaced" and before.ended == run.started else "again"
        story.tell("happened", key, cited=spec, number=run.number, start=run.started)
    for name in spec.replaces:
        other = next((one for one in reversed(part.runs) if one.clock == name and one.started <= run.started), None)
        if other is not None:
            ended = other.end == "replaced" and other.ended == run.started
            stood = story.names.run(other.id, part.address)
            story.tell("happened", "stands_for" if ended else "beside", cited=spec, start=run.started, clock=stood)
