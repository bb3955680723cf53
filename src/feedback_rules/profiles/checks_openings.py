"""How a case opens: by some event, by one alone, and whatever a report may be about or come by."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from feedback_rules.conditions import overlap
from feedback_rules.profiles.checks_finding import Finding, listed, witness
from feedback_rules.profiles.checks_graph import allows, apart, category_path
from feedback_rules.profiles.checks_values import declared_domains
from feedback_rules.workflow.intake import CATEGORY, CHANNEL, LANGUAGE, OTHER
from feedback_rules.workflow.spec import ALWAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedback_rules.profiles.build import Built
    from feedback_rules.profiles.tree import Path

__all__ = ["never_opened", "openings", "two_openings"]


def openings(built: Built) -> Iterator[Finding]:
    """Find workflows that nothing opens, and parts that do not open by exactly one event."""
    for flow in built.rulebook.workflows.values():
        path = ("workflows", flow.id)
        if not flow.opening:
            yield Finding("no-opening", path, {"name": flow.id})
        elif flow.is_part and len(flow.opening) > 1:
            yield Finding("part-opening", (*path, "opens_with"), {"name": flow.id})


def two_openings(built: Built) -> Iterator[Finding]:
    """Find two openings of a case that are open to one event: those of all workflows are one table."""
    book = built.rulebook
    for event, moves in book.opening.items():
        for first, second in combinations(moves, 2):
            domains = declared_domains(book, [first.guard, second.guard])
            facts = None if apart(book, first, second) else overlap(first.guard, second.guard, domains)
            if facts is not None:
                goes = (f"{first.workflow}.{first.to}", f"{second.workflow}.{second.to}")
                params = {"event": event, "first": goes[0], "second": goes[1], "facts": witness(facts)}
                yield Finding("two-openings", built.path(second), params)


def never_opened(built: Built) -> Iterator[Finding]:
    """Find categories, channels and languages of which no report can be opened: each is refused where it is sent.

    Asked of the openings that take reports in, or ask one of these; a category that only gathers others, one of which
    is taken in, needs no opening of its own.
    """
    book = built.rulebook
    asked = {CATEGORY, CHANNEL, LANGUAGE}
    guards = [
        move.guard
        for moves in book.opening.values()
        for move in moves
        if book.workflows[move.workflow].intake is not None
        or any(test.fact in asked for tests in move.guard for test in tests)
    ]
    if not guards or any(guard == ALWAYS for guard in guards):
        return
    parents = book.facts[CATEGORY].parents
    for fact in sorted(asked):
        spec = book.facts[fact]
        opened = [value for value in spec.values if any(allows(guard, value, fact) for guard in guards)]
        taken = {*opened, OTHER} if fact == LANGUAGE else set(opened)
        if fact == CATEGORY:
            for name in opened:
                while name in parents:
                    name = parents[name]  # noqa: PLW2901 - the way up
                    taken.add(name)
        for value in spec.values:
            if value not in taken:
                path = category_path(book, value) if fact == CATEGORY else _place(built, fact, value)
                yield Finding("never-opened", path, {"facts": witness({spec.id: value}), "known": listed(opened)})


def _place(built: Built, fact: int, name: str) -> Path:
    """Give the place of a channel or of a language, in the first intake that has it."""
    key = "channels" if fact == CHANNEL else "languages"
    flows = built.rulebook.workflows.values()
    flow = next(flow for flow in flows if flow.intake is not None and name in getattr(flow.intake, key))
    return ("workflows", flow.id, "intake", key, name)
