"""Cases with the rows that decide about them: a case alone, or all that signals join, held together no longer (S27)."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from feedback_rules.studies.results_kept import Kept
from feedback_rules.studies.results_reach import Reach
from feedback_rules.workflow.replay import hear, replay, signals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from feedback_rules.workflow.event import Event
    from feedback_rules.workflow.replay import CaseRun
    from feedback_rules.workflow.spec import Rulebook

__all__ = ["Group", "gathered"]


class Group(NamedTuple):
    """The rows of cases that can reach each other, by case; ``joined`` is false for a case that reaches nobody."""

    rows: Mapping[str, Sequence[Event]]
    joined: bool

    def stands(
        self, book: Rulebook, *, mode: str, recover: str, to: int | None, before: int | None = None
    ) -> Mapping[str, CaseRun]:
        """Replay the cases up to an instant after the last row of each, or only what happened ``before`` another."""
        rows = self.rows
        if before is not None:
            rows = {name: [row for row in own if row.at < before] for name, own in rows.items()}
        if self.joined:
            return replay(book, chain.from_iterable(rows.values()), mode=mode, recover=recover, to=to)
        return {name: hear(book, own, mode=mode, recover=recover, to=to) for name, own in rows.items()}


def gathered(
    book: Rulebook, events: Iterable[Event], keep: Callable[[], BinaryIO]
) -> Iterator[tuple[str, Group | None]]:
    """Give each case of a log in any order, as the log first names them, with its rows and those of its group.

    Rows are packed away in the file that ``keep`` opens. A group comes with the first of its cases, and with no other.
    """
    reach = Reach(book) if signals(book) else None
    with keep() as file:
        kept = Kept(file)
        for event in events:
            kept.add(event)
            if reach is not None:
                reach.note(event)
        joined = {} if reach is None else reach.joined(kept.cases)
        given: set[str] = set()
        for name in kept.cases:
            others = joined.get(name)
            if others is None:
                yield name, Group({name: list(kept.rows(name))}, joined=False)
            elif name in given:
                given.discard(name)
                yield name, None
            else:
                given.update(others)
                given.discard(name)
                yield name, Group({other: list(kept.rows(other)) for other in others}, joined=True)
