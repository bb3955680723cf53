"""Which limits could apply to a run, which of them decides, and why (S3, S11b, S16)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.calendar.limit import TimeLimit
from feedback_rules.explain.moments import both, due_words, joined, worded
from feedback_rules.workflow.case import NO_DUE
from feedback_rules.workflow.clock import decisive, row_due, stretches
from feedback_rules.workflow.spec import ALWAYS, EMPTY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from feedback_rules.explain.story import Story
    from feedback_rules.workflow.case import Run
    from feedback_rules.workflow.spec import ClockSpec, LimitRow, Text, WorkflowSpec

__all__ = ["lasting_limit", "limit_of", "limit_words", "tell_limits"]


def limit_of(row: LimitRow, run: Run) -> TimeLimit:
    """Give the limit of a row: the amount that was given, once it is given (S10a)."""
    if row.field is not None and run.given is not None and run.given[0] == "limit":
        return TimeLimit.parse(str(run.given[1]))
    return row.limit


def limit_words(row: LimitRow) -> Text:
    """Word the limit of a row."""
    return row.limit.text("vi"), row.limit.text("en")


def lasting_limit(row: LimitRow, run: Run, zone: str) -> Text:
    """Word the limit by which a run is judged: that of its row, with what it was extended to, by, or until (S17)."""
    own = [extension for extension in run.extensions if extension[1] != "was"]
    if not own:
        return limit_words(row)
    first = limit_of(row, run)
    words = first.text("vi"), first.text("en")
    base, legs = stretches(row, run, ()), stretches(row, run, own)
    for number, leg in enumerate(legs):
        if leg in base:
            continue
        if leg.limit is None:
            words = worded("limit_extended_until", limit=words, until=due_words(leg.fixed or 0, zone))
        else:
            more = leg.limit.text("vi"), leg.limit.text("en")
            words = worded("limit_extended_by" if number else "limit_extended_to", limit=words, more=more)
    return words


def tell_limits(story: Story, flow: WorkflowSpec, spec: ClockSpec, run: Run) -> None:
    """Tell every way and row of the limit, and which of them decides about the due."""
    for row in spec.rows:
        _tell_row(story, flow, spec, run, row)
    chosen = decisive(story.book, spec, run)
    open_rows = [row for row in spec.rows if run.rows >> row.index & 1]
    if run.row >= 0 and len(spec.rows) > 1:
        act = joined(
            (story.names.event(event, flow, states=spec.scope) for event in sorted(spec.ways[chosen.way].events)),
            "explain.or",
        )
        story.tell("rule", "act_row", cited=chosen, limit=lasting_limit(chosen, run, story.book.zone), act=act)
    elif len(open_rows) > 1:
        _tell_unknown(story, spec, open_rows)
        story.tell(
            "rule", "decides", cited=chosen, limit=lasting_limit(chosen, run, story.book.zone), count=len(open_rows)
        )
    if chosen.at_least is not None:
        least = chosen.at_least.text("vi"), chosen.at_least.text("en")
        story.tell("rule", "at_least", cited=chosen, limit=least)
    for value, policy in spec.policy.items():
        words = _facts(story, spec.depends)
        if value is None:
            story.tell("rule", f"policy_{policy}", cited=spec, facts=words)
        else:
            fact = next((index for index in sorted(spec.depends) if value in story.book.facts[index].values), None)
            shown = both(str(value)) if fact is None else story.names.value(fact, value)
            story.tell("rule", f"policy_{policy}_if", cited=spec, facts=words, value=shown)


def _tell_row(story: Story, flow: WorkflowSpec, spec: ClockSpec, run: Run, row: LimitRow) -> None:
    """Tell one limit: of which acts, on which facts, and whether it could apply."""
    names = story.names
    events = spec.ways[row.way].events
    acts = joined((names.event(event, flow, states=spec.scope) for event in sorted(events)), "explain.or")
    words: dict[str, Any] = {"acts": acts, "limit": limit_words(row), "condition": names.condition(row.when)}
    key = "row" if row.when == ALWAYS else "row_if"
    if not events:
        key += "_free"
    may = run.rows >> row.index & 1 or run.row == row.index
    if len(spec.rows) > 1:
        rest = row_due(story.book, row, run) if may else NO_DUE
        key += "_open" if may else "_ruled_out"
        if rest != NO_DUE:
            words["due"] = story.due(rest)
            key += "_due"
    story.tell("rule", key, cited=row, **words)
    if row.unknown is not None and row.unknown != EMPTY:
        story.tell("rule", "unknown", cited=row, why=row.unknown)


def _tell_unknown(story: Story, spec: ClockSpec, open_rows: list[LimitRow]) -> None:
    """Tell which facts were not known yet, where several rows of one table are open."""
    for way in spec.ways:
        own = [row for row in open_rows if row.index in way.rows]
        facts = {test.fact for row in own for tests in row.when for test in tests}
        if len(own) > 1 and facts:
            story.tell("rule", "not_known", cited=own[0], facts=_facts(story, facts))


def _facts(story: Story, indices: Iterable[int]) -> Text:
    return joined((story.names.asked(index) for index in sorted(indices)), "explain.comma")
