"""What is explained: one run of a clock, or the whole case; an unknown name is answered with those that there are."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from feedback_rules.errors import InputError
from feedback_rules.explain.case import case_story
from feedback_rules.explain.deadline import deadline_story
from feedback_rules.workflow.draft import Draft
from feedback_rules.workflow.dues import let_pass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feedback_rules.explain.explanation import Explanation
    from feedback_rules.workflow.case import Case, Part, Run
    from feedback_rules.workflow.spec import Rulebook

__all__ = ["explain"]

SHOWN = 8
"""How many names an error lists."""


def explain(
    book: Rulebook,
    case: Case,
    *,
    clock: str | None = None,
    run: int | None = None,
    at: int | None = None,
    part: str = "",
) -> Explanation:
    """Derive a run of ``clock`` (``run`` its number, by default the last) in a ``part``, or tell the whole case.

    It is read at the instant ``at`` (µs UTC), by default where the case stands; what falls due until then has happened.
    ``InputError``: a clock, run or part that the case does not have.
    """
    moment = case.at if at is None else max(at, case.at)
    draft = Draft(book, case)  # also where nothing falls due: a case read from JSON has no cached dues yet
    let_pass(draft, moment)
    now = draft.freeze()
    found = now.part(part)
    if found is None:
        raise _unknown("part", part, [one.address for one in now.parts if one.address], now)
    if clock is None:
        return case_story(book, now, moment)
    return deadline_story(book, now, found, _run(now, found, clock, run), moment)


def _run(case: Case, part: Part, clock: str, number: int | None) -> Run:
    """Find the run that is asked for."""
    own = [one for one in part.runs if one.clock == clock]
    if not own:
        raise _unknown("clock", clock, _clocks(case, part), case)
    if number is None:
        return own[-1]
    chosen = next((one for one in own if one.number == number), None)
    if chosen is None:
        raise _unknown("run", f"{clock}.{number}", [one.id for one in own], case)
    return chosen


def _clocks(case: Case, part: Part) -> list[str]:
    """Name the clocks that have run, those of this part first; those of another part with its address."""
    own = [run.clock for run in part.runs]
    others = [f"{one.address}:{run.clock}" for one in case.parts if one is not part for run in one.runs]
    return list(dict.fromkeys([*own, *others]))


KINDS = {"part": ("phần", "part"), "clock": ("thời hạn", "clock"), "run": ("lần chạy", "run")}


def _unknown(kind: str, asked: str, known: Sequence[str], case: Case) -> InputError:
    plain = {name.rpartition(":")[2]: name for name in reversed(known)}
    near = [plain.get(name, name) for name in get_close_matches(asked, [*known, *plain], n=1)]
    vi, en = KINDS[kind]
    listed = ", ".join(known[:SHOWN]) or "–"
    return InputError(
        f"unknown-{kind}",
        en=f"the case {case.id} has no {en} {asked!r}"
        + (f"; did you mean {near[0]}?" if near else "")
        + f" (it has: {listed})",
        vi=f"hồ sơ {case.id} không có {vi} {asked!r}"
        + (f"; ý là {near[0]}?" if near else "")
        + f" (hồ sơ có: {listed})",
        value=asked,
        hint=near[0] if near else None,
        known=tuple(known),
    )
