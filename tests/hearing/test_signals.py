"""Signals: another case is reached by an effect that a replay delivers at once and a host applies by hand (S27)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from feedback_rules.errors import RefusedError
from feedback_rules.workflow.replay import signals
from tests.hearing.bench import TICK, at, engine, event, kinds, steps, submit, us
from tests.hearing.small import compiled, document, flow, stay, text

if TYPE_CHECKING:
    from feedback_rules.engine import Engine
    from feedback_rules.workflow.event import Event


def replayed(rows: list[Event], on: Engine | None = None, **how: Any) -> Any:
    """Replay a log."""
    return (on or engine()).replay(rows, **how).cases


def test_a_signal_names_the_case_of_a_field_or_a_link() -> None:
    """Language: the data first, then the link fact of that name."""
    step = steps(submit(), event("link", "04 09:00", twin="C-2"))[-1]
    (effect,) = step.effects
    assert (effect.verb, effect.to, effect.event, effect.id) == ("signal", "C-2", "twin_found", "C-1/e2/0")
    told = effect.signal()
    assert (told.case, told.name, told.by, told.at) == ("C-2", "twin_found", "system", us("04 09:00"))
    assert told.data == {"signal": "C-1/e2/0", "from": "C-1"}
    kept = engine().apply(step.case, event("twin_found", "04 10:00", "system"))
    assert [one.to for one in kept.effects] == ["C-2", "ioc"]
    noted = engine().apply(steps(submit())[-1].case, event("file_note", "04 10:00", other="C-3"))
    assert [one.to for one in noted.effects] == ["C-3"]
    assert engine().apply(steps(submit())[-1].case, event("file_note", "04 10:00")).effects == ()
    nowhere = engine().apply(steps(submit())[-1].case, event("twin_found", "04 10:00", "system"))
    assert [one.verb for one in nowhere.effects] == ["report"]


def test_what_a_host_does_to_its_row_afterwards_changes_no_step() -> None:
    """S20: effects are made when they are read, of what the event brought when it was applied."""
    brought = {"other": "C-3"}
    step = engine().apply(steps(submit())[-1].case, event("file_note", "04 10:00")._replace(data=brought))
    brought["other"] = "C-4"
    assert [one.to for one in step.effects] == ["C-3"]


def test_a_replay_delivers_a_signal_at_once() -> None:
    """S27: with the effect that sent it as its cause."""
    cases = replayed([submit(), submit(case="C-2"), event("link", "04 09:00", twin="C-2")])
    assert [effect.id for effect in cases["C-2"].effects] == ["C-2/e1/0", "C-2/C-1/e2/0/0"]
    assert [one.at for one in cases["C-2"].effects] == [us("04 08:00"), us("04 09:00")]
    assert cases["C-2"].case.seq == 1


def test_a_host_applies_a_signal_by_hand() -> None:
    """S27: the same case, and a signal that comes twice is applied once."""
    first = steps(submit(), event("link", "04 09:00", twin="C-2"))[-1]
    signal = first.effects[0].signal()
    other = steps(submit(case="C-2"), signal)[-1]
    cases = replayed([submit(), submit(case="C-2"), event("link", "04 09:00", twin="C-2")])
    assert other.case == cases["C-2"].case
    again = engine().apply(other.case, signal._replace(at=us("04 12:00")))
    assert (again.case, kinds(again)) == (other.case, [("repeated", "twin_found")])


def test_a_signal_that_a_clerk_recorded_by_hand_is_confirmed() -> None:
    """S24: a row by the system that names what a signal has done confirms it, once; another is a step of its own."""
    link = event("link", "04 09:00", twin="C-2")
    by_hand = event("twin_found", "04 09:20", "system", case="C-2")
    rows = [submit(), submit(case="C-2"), link]
    plain = replayed(rows, mode="audit", at=at("04 09:30"))["C-2"]
    found = replayed([*rows, by_hand], mode="audit", at=at("04 09:30"))["C-2"]
    assert (found.case, found.effects) == (plain.case, plain.effects)
    (confirmed,) = found.violations
    assert (confirmed.kind, confirmed.name, confirmed.basis) == ("confirmed", "twin_found", link_basis())
    assert "2024-03-04T09:00:00+07:00" in confirmed.message[0]
    twice = replayed([*rows, by_hand, by_hand._replace(at=us("04 09:40"))], mode="audit")["C-2"]
    assert len(twice.effects) > len(plain.effects)
    early = replayed([submit(), submit(case="C-2"), by_hand._replace(at=us("04 08:30")), link], mode="audit")["C-2"]
    assert [one.kind for one in early.violations] == []
    control = replayed([*rows, by_hand])["C-2"]
    assert len(control.effects) > len(plain.effects)


def link_basis() -> tuple[str, ...]:
    """Give what the signal of ``link`` rests on."""
    return steps(submit(), event("link", "04 09:00", twin="C-2"))[-1].effects[0].basis


def test_a_log_that_holds_the_signal_too_has_it_once() -> None:
    """S23a, S24: what a host wrote down of a signal is the signal that the replay delivers."""
    link = event("link", "04 09:00", twin="C-2")
    signal = steps(submit(), link)[-1].effects[0].signal()
    rows = [submit(), submit(case="C-2"), link]
    for row in (signal, signal._replace(seq=7), signal._replace(at=us("04 09:30"))):
        cases = replayed([*rows, row, event("file_note", "04 10:00", case="C-2")], mode="audit")
        plain = replayed([*rows, event("file_note", "04 10:00", case="C-2")], mode="audit")
        assert cases["C-2"].case == plain["C-2"].case
        assert cases["C-2"].effects == plain["C-2"].effects
        assert [one.kind for one in cases["C-2"].violations] == ["repeated"]


def test_a_signal_that_finds_no_case_is_listed() -> None:
    """S27: with its sender, in control and in audit."""
    for rows in ([], [event("nonsense", "04 08:00", case="C-2")]):
        for mode in ("control", "audit") if not rows else ("audit",):
            cases = replayed([submit(), event("link", "04 09:00", twin="C-2"), *rows], mode=mode)
            (one,) = cases["C-1"].violations
            assert (one.kind, one.code, one.name) == ("signal", "not-open", "twin_found")
            assert "C-2" in one.message[0]
            assert one.message[0] != one.message[1]


def test_a_signal_that_is_refused_is_refused_like_any_event() -> None:
    """S24: control raises, audit lists it with the case that refused it."""
    _, bell = chain_of_bells()
    rows = [event("open", "04 08:00", "citizen", case="A", next="B"), event("open", "04 08:00", "citizen", case="B")]
    shut = event("shut", "04 08:30", case="B")
    with pytest.raises(RefusedError):
        replayed([*rows, shut, event("ring", "04 09:00", case="A")], bell)
    cases = replayed([*rows, shut, event("ring", "04 09:00", case="A")], bell, mode="audit", recover="stay")
    assert [(one.kind, one.code) for one in cases["B"].violations] == [("refused", "wrong-state")]


def chain_of_bells(limit: str = "1 hour") -> tuple[dict[str, Any], Engine]:
    """Give a regulation in which a case rings the next one, and its timer strikes the next one when it is due."""
    strike = {
        "kind": "timer", "title": text("strike"), "limit": [{"is": limit}], "basis": ["1"],
        "at_due": [{"effects": [{"signal": "next", "event": "struck", "basis": ["1"]}], "basis": ["1"]}],
    }  # fmt: skip
    pass_on = [{"signal": "next", "event": "rung", "basis": ["1"]}]
    begin = {
        "title": text("begin"), "held_by": "ioc", "no_limit": text("none"), "basis": ["1"],
        "clocks": {"strike": strike},
        "events": {
            "ring": stay(effects=pass_on),
            "rung": stay(by=["system"], effects=pass_on),
            "struck": stay(by=["system"]),
            "shut": {"to": [{"to": "over"}], "by": ["officer"], "basis": ["1"]},
            "note": stay(),
        },
    }  # fmt: skip
    over = {"title": text("over"), "final": True, "outcome": "over", "basis": ["1"]}
    made = document(
        {"report": flow({"begin": begin, "over": over}, {"sets": {"take": ["next"]}})},
        facts={"next": {"is": "case", "title": text("next"), "basis": ["1"]}},
    )
    return made, compiled(made)


def test_signals_hand_on_signals() -> None:
    """S27: what a signal causes in the next case is delivered too, all at the same instant."""
    _, bell = chain_of_bells()
    rows = [
        event("open", "04 08:00", "citizen", case=name, **({"next": to} if to else {}))
        for name, to in (("A", "B"), ("B", "C"), ("C", None))
    ]
    cases = replayed([*rows, event("ring", "04 08:30", case="A")], bell)
    assert [line.subject for line in cases["C"].trace if line.kind == "applied"] == ["open", "rung"]
    assert [effect.id for effect in cases["B"].effects] == ["B/A/e2/0/0"]


def test_a_circle_of_signals_is_cut_and_listed() -> None:
    """S20: each at most once: what would come back is listed with its sender."""
    _, bell = chain_of_bells()
    rows = [event("open", "04 08:00", "citizen", case=name, next=to) for name, to in (("A", "B"), ("B", "A"))]
    cases = replayed([*rows, event("ring", "04 08:30", case="A")], bell)
    assert [line.subject for line in cases["A"].trace if line.kind == "applied"] == ["open", "ring", "rung"]
    (one,) = cases["A"].violations
    assert (one.kind, one.code) == ("signal", "repeated")
    assert one.message[0] != one.message[1]


def test_what_a_due_signals_arrives_at_the_first_instant_after() -> None:
    """S14, S27: so two cases that are due at one instant may signal each other, and order decides nothing."""
    _, bell = chain_of_bells()
    rows = [event("open", "04 08:00", "citizen", case=name, next=to) for name, to in (("A", "B"), ("B", "A"))]
    cases = replayed(rows[::-1], bell, at=at("05 08:00"))
    assert cases == replayed(rows, bell, at=at("05 08:00"))
    for name in ("A", "B"):
        struck = [line.at for line in cases[name].trace if line.subject == "struck"]
        assert struck == [us("04 09:00") + 1]
    made = bell.apply(None, rows[0]).case
    (effect,) = bell.advance(made, at("04 10:00")).effects
    assert (effect.at, effect.signal().at) == (us("04 09:00"), us("04 09:00") + 1)
    other = bell.advance(bell.apply(None, rows[1]).case, at("04 09:00") + TICK).case
    assert bell.apply(other, effect.signal()).case == cases["B"].case


def test_cases_that_signal_keep_one_order_of_time() -> None:
    """S27: a due of one case comes between two rows of the other; a case stays at its own last row unless asked."""
    _, bell = chain_of_bells()
    rows = [
        event("open", "04 08:00", "citizen", case="A", next="B"),
        event("open", "04 08:30", "citizen", case="B"),
        event("note", "04 08:45", case="B"),
        event("note", "04 10:00", case="A"),
        event("note", "04 11:00", case="B"),
    ]
    cases = replayed(rows, bell)
    assert [line.subject for line in cases["B"].trace if line.kind == "applied"] == ["open", "note", "struck", "note"]
    assert cases["A"].case.at == us("04 10:00")
    short = replayed(rows[:3], bell)
    assert short["A"].case.at == us("04 08:00"), "without a later row or an instant asked for, A stays at its own last"
    assert [line.subject for line in short["B"].trace if line.kind == "applied"] == ["open", "note"]


def test_a_signal_may_reach_a_part() -> None:
    """S27: an address inside another case finds that case."""
    cases = replayed(
        [submit(), submit(case="C-2"), event("link", "04 09:00", twin="C-2/clarification/1")], mode="audit"
    )
    (one,) = cases["C-2"].violations
    assert (one.kind, one.code) == ("refused", "no-such-part")


def test_a_regulation_without_signals_hears_its_cases_one_by_one() -> None:
    """S27: nothing can reach another case, so the order of cases can't matter."""
    begin = {
        "title": text("begin"),
        "held_by": "ioc",
        "no_limit": text("none"),
        "basis": ["1"],
        "events": {"note": stay()},
    }
    plain = compiled(document({"report": flow({"begin": begin})}))
    assert not signals(plain.book)
    assert signals(engine().book)
    rows = [event("open", "04 08:00", "citizen", case="A"), event("open", "04 07:00", "citizen", case="B")]
    assert replayed([*rows, event("note", "04 09:00", case="A")], plain, at=at("05 08:00"))["A"].case.at == us(
        "04 09:00"
    )
