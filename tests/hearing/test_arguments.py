"""A value of another kind is refused where it is passed, with what it is and what to pass instead (S20, S23)."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import feedback_rules as fr
from feedback_rules.errors import CaseError, InputError
from feedback_rules.workflow.effect import Effect
from feedback_rules.workflow.happening import Happening
from tests.hearing.bench import at, by_handler, engine, event, forward, handling, refused, steps, submit
from tests.hearing.small import compiled, document, flow, stay, text

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = at("04 09:00")
ROW = submit().to_dict()
ROWS = [submit(), forward()]


def told(code: str, words: str, ask: Callable[[], object]) -> None:
    """Ask: it is refused with this code, and the sentence says what to pass instead, in both languages."""
    with pytest.raises(InputError) as caught:
        ask()
    assert caught.value.code == code
    assert words in caught.value.text("en")
    assert caught.value.text("vi") != caught.value.text("en")


@pytest.mark.parametrize("value", ["langson", Path("langson"), 5, None])
def test_an_engine_is_made_of_a_profile(value: Any) -> None:
    """Interface: a name is not a profile yet."""
    named = isinstance(value, str | Path)
    told("not-a-profile", "load_profile('langson')" if named else "load_profile(name", lambda: fr.Engine(value))


def asks(case: Any) -> list[Callable[[], object]]:
    """Give every verb that takes a case, asked of a value."""
    on = engine()
    return [
        lambda: on.apply(case, forward()),
        lambda: on.advance(case, NOW),
        lambda: on.next_wakeup(case),
        lambda: on.options(case, NOW),
        lambda: on.clocks(case, NOW),
        lambda: on.facts(case),
        lambda: on.carry(case, NOW),
        lambda: on.explain(case),
    ]


@pytest.mark.parametrize("verb", range(8))
def test_a_case_is_no_step(verb: int) -> None:
    """S20: who passes the step is told to pass its case; a snapshot is to be read first."""
    step = steps(submit())[-1]
    told("not-a-case", "pass step.case", asks(step)[verb])
    told("not-a-case", "pass caserun.case", asks(engine().replay(ROWS).cases["C-1"])[verb])
    told("not-a-case", "Case.from_dict(row)", asks(step.case.to_dict())[verb])
    told("not-a-case", "step.case", asks("C-1")[verb])


def test_what_is_wrong_inside_is_not_laid_on_the_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    """S20: an error of another kind goes through as it is."""
    case = fr.Case.from_dict(handling().to_dict())
    monkeypatch.setattr("feedback_rules.workflow.snapshot.must_fit", lambda _book, _case: _case.nothing)
    with pytest.raises(AttributeError, match="nothing"):
        engine().apply(case, forward())


@pytest.mark.parametrize("value", [ROW, None, 5, ("C-1", "submit", 0, "citizen", None, None, None, None, {})])
def test_an_event_is_no_row(value: Any) -> None:
    """S20: a row is to be read first, for an opening as for what follows."""
    words = "Event.from_dict(row)" if isinstance(value, dict) else "Event(case="
    told("not-an-event", words, lambda: engine().apply(None, value))
    told("not-an-event", words, lambda: engine().apply(handling(), value))
    told("not-an-event", words, lambda: engine().replay([value]))
    told("not-an-event", words, lambda: engine().revise([value]))
    told("not-an-event", words, lambda: engine().revise(ROWS, add=[value]))


class Marked(fr.Event):
    """An event of a host's own class."""

    __slots__ = ()


def test_an_event_of_a_hosts_own_class_is_one() -> None:
    """S20: only what is no event is refused."""
    own = Marked(**submit()._asdict())
    assert engine().apply(None, own).case == steps(submit())[-1].case
    assert engine().replay([own]).cases["C-1"].case == engine().replay([submit()]).cases["C-1"].case


@pytest.mark.parametrize(("value", "words"), [(submit(), "[event]"), (None, "[event, …]"), (5, "[event, …]")])
def test_rows_are_a_list(value: Any, words: str) -> None:
    """S23c: a single event is a tuple of columns, not a log."""
    told("not-rows", f"rows={words}", lambda: engine().replay(value))
    told("not-rows", f"add={words}", lambda: engine().revise(ROWS, add=value))


def test_rows_to_void_are_named_by_case_and_number() -> None:
    """S23c: pairs, which JSON gives as lists of two."""
    rows = [*ROWS, by_handler("assign", "04 10:00")]
    told_pairs = engine().revise(rows, void=[("C-1", 3)])
    assert engine().revise(rows, void=[["C-1", 3]]) == told_pairs
    wrong: list[Any] = ["C-1", ["C-1"], [("C-1", "3")], [(3, "C-1")], ("C-1", 3), [("C-1", True)], 5]
    for value in wrong:
        told("not-a-row-number", 'void=[("C-1", 2)]', partial(engine().revise, rows, void=value))


def test_readings_are_pairs_and_overlays_a_list() -> None:
    """S31: the form of the command line is not that of the library."""
    wrong: Any = ["one_day=clock"]
    told("readings-not-pairs", '{"one_day": "clock"}', lambda: fr.load_profile("langson", readings=wrong))
    wrong = {"one_day": 5}
    told("readings-not-pairs", '{"one_day": "clock"}', lambda: fr.load_profile("langson", readings=wrong))
    for path in ("ov.yaml", Path("ov.yaml")):
        single: Any = path
        told("overlays-not-listed", "overlays=['ov.yaml']", partial(fr.load_profile, "langson", overlays=single))
    single = 5
    told("overlays-not-listed", "overlays=[5]", lambda: fr.load_profile("langson", overlays=single))


def test_a_calendar_takes_a_day_table() -> None:
    """S7: the name of one is not the table yet."""
    named: Any = "vietnam"
    told("days-not-table", 'day_table("vietnam")', lambda: fr.WorkCalendar(week={"mon": ["08:00-12:00"]}, days=named))


def test_facts_are_those_of_the_case_s_own_law() -> None:
    """S26: facts are kept by their places, which another law orders otherwise; other days do not matter."""
    begin = {
        "title": text("begin"),
        "held_by": "ioc",
        "no_limit": text("x"),
        "basis": ["1"],
        "events": {"note": stay()},
    }
    mine, other, later = (
        compiled(document({"report": flow({"begin": begin})}), law=law, days=days)
        for law, days in (("a", "d"), ("b", "d"), ("a", "e"))
    )
    case = mine.apply(None, event("open", "04 08:00", "citizen")).case
    assert later.facts(case) == mine.facts(case)
    with pytest.raises(CaseError) as caught:
        other.facts(case)
    assert caught.value.code == "other-law"


@pytest.mark.parametrize(
    "row",
    [None, [], {}, {"id": 5}, "x"],
)
def test_what_no_step_has_written_is_refused(row: Any) -> None:
    """S26: an effect and a happening that are not theirs, with the place."""
    told("bad-record", "Effect.to_dict()", lambda: Effect.from_dict(row))
    told("bad-record", "Happening.to_dict()", lambda: Happening.from_dict(row))


def test_each_place_of_an_effect_is_looked_at() -> None:
    """S26: a value of another kind in any place is refused, naming it; what was written comes back."""
    effect = next(one for step in steps(submit(), forward()) for one in step.effects)
    row = effect.to_dict()
    assert Effect.from_dict(row) == effect
    for key in row:
        with pytest.raises(InputError) as caught:
            Effect.from_dict({**row, key: 5})
        assert caught.value.text("en")
    line = steps(submit())[-1].trace[0]
    for key in line.to_dict():
        with pytest.raises(InputError):
            Happening.from_dict({**line.to_dict(), key: 5})


def test_a_refusal_is_still_a_refusal() -> None:
    """S23: what is an event is heard, and refused as before."""
    assert refused(handling(), submit()).code
