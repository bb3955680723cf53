"""Coverage: what encodes and what tests each clause, and what a log leaves untried (S32)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from feedback_rules.studies.exercised import observe
from feedback_rules.studies.inventory import effects_of, inventory, rows_of
from feedback_rules.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from feedback_rules.engine import Engine
    from feedback_rules.profiles.profile import Profile
    from feedback_rules.studies.scenario_file import ScenarioFile
    from feedback_rules.workflow.event import Event

__all__ = ["Gap", "coverage", "examples", "gaps"]


class Gap(NamedTuple):
    """Something that a log does not exercise: ``kind`` is transition, consequence, limit or effect."""

    kind: str
    id: str
    missing: str
    basis: tuple[str, ...]

    def to_dict(self, lang: str = "vi") -> dict[str, Any]:
        """Give the gap as JSON values, with a sentence in ``lang``."""
        told = say(f"coverage.{self.missing}", lang, id=self.id)
        return {"kind": self.kind, "id": self.id, "missing": self.missing, "text": told, "basis": list(self.basis)}


def coverage(profile: Profile, scenarios: Iterable[ScenarioFile] = (), lang: str = "vi") -> list[dict[str, Any]]:
    """Give for every clause of the outline what encodes it, which scenarios of the profile cite it, or why neither."""
    tested: dict[str, list[str]] = {}
    for read in scenarios:
        if _named(read.profile) == profile.name:
            for scenario in read.scenarios:
                title = scenario.title[0 if lang == "vi" else 1]
                for clause in scenario.basis:
                    tested.setdefault(clause, []).append(title)
    return [
        {
            "clause": info["clause"],
            "disposition": info["disposition"],
            "encoded_by": info["encoded_by"],
            "tested_by": tested.get(info["clause"], []),
            "note": info["note"],
        }
        for info in (clause.to_dict(lang) for clause in profile.clauses())
    ]


def _named(profile: str) -> str:
    """Give the name of the profile that a scenario file names, also where it names its file.

    >>> _named("langson"), _named("examples/province/an-binh.yaml")
    ('langson', 'an-binh')
    """
    return profile.replace("\\", "/").rpartition("/")[2].removesuffix(".yaml")


def examples(engine: Engine, events: Iterable[Event], lang: str = "vi") -> list[dict[str, Any]]:
    """List what a log does not exercise; an empty list says that it leaves nothing untried."""
    return [gap.to_dict(lang) for gap in gaps(engine, events)]


def gaps(engine: Engine, events: Iterable[Event]) -> list[Gap]:
    """List every transition and consequence not taken, every limit not started, kept or missed, every effect not made.

    A limit's row is *met* by an act judged by it, *missed* by a late act judged by it or a breach while it applied. A
    window is used and passed, a timer stopped and expired; a duty without a figure only ends.
    """
    book = engine.book
    seen = observe(engine, list(events))
    return [*_moves(book, seen), *_limits(book, seen), *_effects(book, seen)]


def _moves(book: Any, seen: Any) -> Iterator[Gap]:
    for entry in inventory(book):
        if entry.id not in seen.taken:
            yield Gap(entry.kind, entry.id, "not_taken", entry.outcome.basis)


def _limits(book: Any, seen: Any) -> Iterator[Gap]:
    for row in rows_of(book):
        for missing in row.wanted:
            if missing not in seen.limits.get(row.key, ()):
                yield Gap("limit", row.id, f"not_{missing}", row.basis)


def _effects(book: Any, seen: Any) -> Iterator[Gap]:
    for entry in inventory(book):
        for name, spec in effects_of(entry):
            if name not in seen.effects:
                yield Gap("effect", name, "not_made", spec.basis)
