"""What the tests read out of an explanation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from feedback_rules.calendar.counting import AMOUNTS
from feedback_rules.calendar.limit import TimeLimit
from feedback_rules.calendar.zone import from_instant, to_instant
from feedback_rules.citation import is_citation
from feedback_rules.explain.explanation import INFERRED
from feedback_rules.workflow.case import NO_DUE
from feedback_rules.workflow.instants import zone_info

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedback_rules.engine import Engine
    from feedback_rules.explain import Explanation
    from feedback_rules.trace import Note


GIVEN = frozenset({"explain.fixed", "explain.given_instant", "explain.given_date"})
"""The steps that end at an instant that somebody gave."""


class Leg(NamedTuple):
    """A counted stretch: its limit, what its steps count together, and where its last step ends."""

    limit: TimeLimit
    counted: int
    end: int | None


def legs(explanation: Explanation) -> list[Leg]:
    """Split the arithmetic into the stretches that it counts."""
    found: list[Leg] = []
    for note, section in zip(explanation.steps, explanation.sections, strict=True):
        if section != "arithmetic":
            continue
        if note.key in ("explain.count", "explain.count_own"):
            found.append(Leg(TimeLimit.parse(dict(note.params)["limit"][1]), 0, None))
        elif note.key.startswith("calendar."):
            last = found[-1]
            end = note.end if note.end is not None else last.end
            found[-1] = Leg(last.limit, last.counted + (note.counted or 0), end)
    return found


def whole(limit: TimeLimit) -> int:
    """Give what the steps of a limit count together: microseconds, or days, months and years."""
    return (limit.amount or 1) * AMOUNTS.get(limit.unit, 1)


def reached(explanation: Explanation) -> int:
    """Give the instant to which the arithmetic leads, or ``NO_DUE``."""
    if any(note.key == "explain.beyond" for note in explanation.steps):
        return NO_DUE
    end = NO_DUE
    for note in explanation.steps:
        leads = note.key.startswith("calendar.") or note.key in GIVEN
        end = note.end if leads and note.end is not None else end
    return end


def check(explanation: Explanation) -> None:
    """Hold an explanation to the house's rule: every step is cited or says what was inferred, in two languages."""
    assert explanation.steps
    assert len(explanation.steps) == len(explanation.sections)
    for note in explanation.steps:
        assert note.basis or dict(note.params).get(INFERRED)
    vi, en = explanation.text("vi"), explanation.text("en")
    for text in (vi, en, explanation.memo("vi"), explanation.memo("en")):
        assert "{" not in text
        assert "explain." not in text
    assert vi != en
    assert len(vi.splitlines()) == len(en.splitlines()) == len(explanation.steps) + 1
    for lang in ("vi", "en"):
        rows = explanation.to_dict(lang)["steps"]
        assert [row["n"] for row in rows] == list(range(1, len(rows) + 1))
        for row, note in zip(rows, explanation.steps, strict=True):
            assert row["text"]
            assert row["citation"] or row["inferred"]
            assert row["basis"] == list(note.basis)
            if any(is_citation(cited) and cited[0].isdigit() for cited in row["basis"]):
                assert explanation.number in row["citation"]


def keys(explanation: Explanation) -> list[str]:
    """Give the keys of the steps, without the name of the module."""
    return [note.key.removeprefix("explain.") for note in explanation.steps]


def step(explanation: Explanation, key: str) -> Note:
    """Give the one step of a key."""
    (found,) = [note for note in explanation.steps if note.key == f"explain.{key}"]
    return found


def line(explanation: Explanation, key: str, lang: str = "en") -> str:
    """Give the words of the one step of a key."""
    number = explanation.steps.index(step(explanation, key))
    return str(explanation.to_dict(lang)["steps"][number]["text"])


def every(engine: Engine, case: Any, at: int) -> Iterator[tuple[Any, Explanation]]:
    """Explain every run of a case at an instant, each beside its view."""
    moment = from_instant(at, zone_info(engine.book.zone))
    for view in engine.clocks(case, at=moment):
        yield view, engine.explain(case, clock=view.clock, run=view.run, at=moment, part=view.part)


def due_of(view: Any) -> int:
    """Give the due of a view in microseconds."""
    return NO_DUE if view.due is None else to_instant(view.due)
