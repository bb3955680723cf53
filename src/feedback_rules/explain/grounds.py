"""What an answer rests on beside the articles: readings chosen, provisional days, what was inferred (S7, S31)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedback_rules.calendar.counting import COUNTING, reads_days
from feedback_rules.calendar.phrases import day_words
from feedback_rules.explain.limits import limit_of
from feedback_rules.workflow.case import NO_DUE
from feedback_rules.workflow.spec import EMPTY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from feedback_rules.explain.story import Story
    from feedback_rules.workflow.case import Run
    from feedback_rules.workflow.spec import Cited, ClockSpec, LimitRow, Text, WorkflowSpec

__all__ = ["tell_days", "tell_grounds", "tell_inferred", "tell_readings"]


def tell_grounds(story: Story, flow: WorkflowSpec, run: Run, spec: ClockSpec, row: LimitRow, due: int) -> None:
    """Tell everything that an answer of this run depends on."""
    source = story.book.source
    counting = row.counting or COUNTING
    hours = source.hours.get(row.calendar.partition("~")[0])
    entries: list[Cited] = [spec, *spec.rows]
    limit = limit_of(row, run)
    if hours is not None and reads_days(limit, counting):
        entries.append(hours)
    if source.counting is not None and limit.unit == "working_day":
        entries.append(source.counting)
    tell_readings(story, {name: option for entry in [flow, *entries] for name, option in entry.readings})
    tell_days(story, run, row, due)
    tell_inferred(story, entries, row.basis or spec.basis)


def tell_days(story: Story, run: Run, row: LimitRow, due: int) -> None:
    """Tell the first provisional day that a due rests on (S7)."""
    if due == NO_DUE:
        return
    counting = row.counting or COUNTING
    first = story.book.calendars[row.calendar].provisional(run.counted, due, limit_of(row, run), counting)
    if first is not None:
        story.tell("days", "provisional", cited=row, day=day_words(first))


def tell_readings(story: Story, readings: Mapping[str, str]) -> None:
    """Tell each reading with the option that was chosen, and why the default is what it is."""
    for name, option in sorted(readings.items()):
        spec = story.book.source.readings.get(name)
        if spec is None:
            story.tell("readings", "reading_plain", reading=name, option=option)
            continue
        answer = spec.answer if spec.answer != EMPTY else (option, option)
        key = "reading" if option == spec.default else "reading_other"
        story.tell(
            "readings",
            key,
            cited=spec,
            question=spec.question,
            answer=answer,
            option=option,
            reading=name,
            why=spec.why,
        )


def tell_inferred(story: Story, entries: Iterable[Cited], used: tuple[str, ...]) -> None:
    """Tell what was filled in where the text is silent, each reason once; ``used`` cites the rule that needed it."""
    reasons: dict[Text, list[Cited]] = {}
    for entry in entries:
        if entry.inferred is not None:
            reasons.setdefault(entry.inferred, []).append(entry)
    for reason, own in reasons.items():
        basis = tuple(dict.fromkeys(cited for entry in own for cited in entry.basis))
        inferred = None if basis else reason
        story.tell("inferred", "inferred_because", basis=basis or used, inferred=inferred, reason=reason)
