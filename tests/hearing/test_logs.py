"""Logs: their order, two ways to read them, what happened and what was recorded, corrections (S23a-S24, S26)."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

import pytest

from feedback_rules.errors import InputError, RefusedError
from feedback_rules.workflow.replay import hear
from tests.hearing.bench import at, by_handler, engine, event, forward, status, steps, submit, us, view

if TYPE_CHECKING:
    from feedback_rules.workflow.event import Event
    from feedback_rules.workflow.replay import CaseRun

WORK = [submit(), forward(), by_handler("assign", "04 09:00"), by_handler("finish", "04 10:00", photo="a.jpg")]


def audit(rows: list[Event], recover: str = "follow", case: str = "C-1") -> CaseRun:
    """Audit a log and give what has become of a case."""
    return engine().replay(rows, mode="audit", recover=recover).cases[case]


def listed(run: CaseRun) -> list[tuple[str, str]]:
    """Give what an audit lists as kind and code."""
    return [(one.kind, one.code) for one in run.violations]


def test_a_log_gives_what_its_events_give_one_by_one() -> None:
    """S26: case, effects and trace, of every case of the log in the order in which it names them first."""
    rows = [submit(), submit(case="C-0"), *WORK[1:]]
    replayed = engine().replay(rows).cases
    assert list(replayed) == ["C-1", "C-0"]
    made = steps(*WORK)
    assert replayed["C-1"].case == made[-1].case
    assert replayed["C-1"].effects == tuple(effect for step in made for effect in step.effects)


def test_one_case_may_be_heard_alone() -> None:
    """S27: where no signal reaches it, that is the replay of its rows."""
    assert hear(engine().book, WORK) == engine().replay(WORK).cases["C-1"]
    assert hear(engine().book, WORK, to=us("05 08:00")) == engine().replay(WORK, at=at("05 08:00")).cases["C-1"]


def test_rows_come_in_the_order_of_time_and_number() -> None:
    """S23a: whatever the order in the file."""
    rows = [row._replace(seq=number) for number, row in enumerate(WORK, 1)]
    assert engine().replay(reversed(rows)).cases == engine().replay(rows).cases
    tied = [submit(), event("file_note", "04 09:00", seq=3), event("link", "04 09:00", seq=2, twin="C-2")]
    trace = audit(tied, "stay").trace
    assert [line.subject for line in trace if line.kind == "applied"] == ["submit", "link", "file_note"]


def test_rows_of_one_instant_without_numbers_are_taken_in_file_order() -> None:
    """S23a: and listed as ambiguous; with numbers, or with one of them, nothing is left open."""
    rows = [submit(), event("file_note", "04 09:00"), event("link", "04 09:00", twin="C-2")]
    found = audit(rows, "stay")
    assert [one.kind for one in found.violations if one.name == "link"] == ["ambiguous-order"]
    assert "file_note" in found.violations[0].message[1]
    assert engine().replay(rows).cases["C-1"].violations[:0] == ()
    numbered = [submit(), event("file_note", "04 09:00", seq=8), event("link", "04 09:00", twin="C-2")]
    assert ("ambiguous-order", "ambiguous-order") not in listed(audit(numbered, "stay"))


def test_a_row_without_a_number_gets_the_next_free_one() -> None:
    """S25: in file order, skipping those taken."""
    rows = [submit(), event("forward", "04 08:30", seq=2, to_unit="North"), by_handler("assign", "04 09:00"), WORK[3]]
    effects = engine().replay(rows).cases["C-1"].effects
    assert [effect.id for effect in effects] == ["C-1/e1/0", "C-1/e2/0", "C-1/e2/1", "C-1/e4/0"]


def test_a_row_already_applied_is_repeated() -> None:
    """S23a: same number, same content: not applied twice, and listed."""
    rows = [row._replace(seq=number) for number, row in enumerate(WORK, 1)]
    once = engine().replay(rows).cases["C-1"]
    again = audit([*rows, rows[1]])
    assert (again.case, again.effects) == (once.case, once.effects)
    assert listed(again) == [("repeated", "repeated")]
    control = engine().replay([*rows, rows[1]]).cases["C-1"]
    assert (control.case, control.violations) == (once.case, ())


def test_control_raises_at_what_the_law_does_not_allow() -> None:
    """S24: with the refusal, and of many rows it says which one it was; its number is the one that it was given."""
    with pytest.raises(RefusedError) as caught:
        engine().replay([submit(), by_handler("assign", "04 09:00")])
    assert caught.value.code == "wrong-state"
    assert str(caught.value).startswith("C-1, assign at 2024-03-04T09:00:00+07:00: assign is not open")
    assert caught.value.text("vi").startswith("C-1, assign lúc 2024-03-04T09:00:00+07:00: assign không mở")
    assert caught.value.details["row"]["seq"] == 2
    assert pickle.loads(pickle.dumps(caught.value)).details == caught.value.details


def test_an_unknown_way_to_read_a_log_is_refused() -> None:
    """S24: control or audit; follow or stay."""
    for mode, recover in (("strict", "stay"), ("audit", "jump")):
        with pytest.raises(InputError) as caught:
            engine().replay([], mode=mode, recover=recover)
        assert caught.value.code == "bad-option"
        assert caught.value.text("vi") != caught.value.text("en")
    with pytest.raises(InputError):
        engine().revise([], mode="strict")


def test_staying_lists_a_refused_row_and_moves_nothing() -> None:
    """S24: with its citation, and no transition."""
    found = audit([submit(), event("forward", "04 08:30", "chief", to_unit="North")], "stay")
    assert found.case is not None
    assert found.case.state == "desk"
    (one,) = found.violations
    assert (one.kind, one.code, one.basis, one.recovered) == ("refused", "wrong-actor", ("2.2.a",), "")
    assert one.message[0] != one.message[1]
    assert one.to_dict("Asia/Ho_Chi_Minh")["at"] == "2024-03-04T08:30:00+07:00"


def test_following_takes_the_row_s_transition_from_here() -> None:
    """S24: what the wrong actor did has happened all the same."""
    found = audit([submit(), event("forward", "04 08:30", "chief", to_unit="North"), by_handler("assign", "04 09:00")])
    assert found.case is not None
    assert (found.case.state, found.violations[0].recovered) == ("working", "desk -> handling")
    assert status(found.case, "intake", "05 08:00") == "met"


def test_following_goes_back_to_the_latest_state_in_which_it_was_open() -> None:
    """S24: a second forwarding after the case had gone on is read from the desk."""
    found = audit([*WORK[:3], event("forward", "04 09:30", to_unit="South")])
    assert found.case is not None
    assert (found.case.state, found.case.unit) == ("handling", "South")
    assert [one.recovered for one in found.violations] == ["desk -> handling"]


def test_following_chooses_by_actor_and_facts() -> None:
    """S24: of several targets the one whose condition holds, else nothing is taken from that state."""
    rows = [*WORK[:3], by_handler("finish", "04 10:00", secret=True)]
    found = audit(rows)
    assert found.case is not None
    assert (found.case.state, listed(found)) == ("sealed", [("refused", "missing-evidence")])


def test_following_takes_the_only_source_where_the_row_was_never_open() -> None:
    """S24: the log says that it was done, though nothing shows how the case came there."""
    found = audit([submit(), by_handler("pick", "04 09:00")])
    assert found.case is not None
    assert (found.case.state, found.violations[0].recovered) == ("handling", "pool -> handling")
    lone = audit([submit(), event("done_last", "04 09:00", "lasthand", unit="G1")])
    assert lone.case is not None
    assert lone.case.state == "answered"


def test_where_there_is_nothing_to_follow_the_case_stays() -> None:
    """S24: an unknown event, one that could come from many states, one of a part that is not there."""
    for row in (
        event("nonsense", "04 09:00"),
        event("withdraw", "04 09:00", "citizen"),
        event("make_clear", "04 09:00", case="C-1/clarification/1"),
        event("finish", "04 09:00", "handler", unit="North", photo="a"),
    ):
        found = audit([submit(), row])
        assert found.case is not None
        assert (found.case.state, found.violations[0].recovered) == ("desk", "")
    early = engine().apply(None, submit())
    assert audit([submit("04 08:00", case="C-1")]).case == early.case


def test_what_is_broken_in_a_row_is_left_out_when_it_is_followed() -> None:
    """S24: a value of the wrong kind brings nothing; what a fact can't take neither."""
    found = audit(
        [
            submit(),
            event("forward", "04 08:30", to_unit=["North"]),
            event("reroute", "04 09:00", to_unit="South", photo=3),
        ]
    )
    assert found.case is not None
    assert (found.case.state, found.case.unit) == ("handling", "South")
    weighed = audit([submit(), forward(), by_handler("weigh", "04 09:00", severity="grave")])
    assert weighed.case is not None
    assert "severity" not in engine().facts(weighed.case)
    assert listed(weighed) == [("refused", "bad-value")]


def test_two_rows_of_one_number_are_not_both_followed() -> None:
    """S23a, S25: the second is listed; following it would give two effects one id."""
    rows = [
        submit(seq=1),
        event("forward", "04 08:30", seq=2, to_unit="North"),
        event("forward", "04 08:40", seq=2, to_unit="South"),
    ]
    found = audit(rows)
    assert listed(found) == [("refused", "seq-taken")]
    assert len({effect.id for effect in found.effects}) == len(found.effects)
    assert found.case is not None
    assert found.case.unit == "North"


def test_a_followed_row_that_comes_twice_is_repeated() -> None:
    """S23a: its number has been given, though the row was not allowed."""
    wrong = event("forward", "04 08:30", "chief", seq=2, to_unit="North")
    found = audit([submit(seq=1), wrong, wrong])
    assert listed(found) == [("refused", "wrong-actor"), ("repeated", "repeated")]
    assert len({effect.id for effect in found.effects}) == len(found.effects)


def test_rows_of_a_case_that_nothing_opens_are_listed() -> None:
    """S24: no row is dropped; there is no case."""
    found = audit([forward(), by_handler("assign", "04 09:00")])
    assert (found.case, listed(found)) == (None, [("refused", "not-open")] * 2)
    replayed = engine().replay([forward()], mode="audit", at=at("30 08:00")).cases["C-1"]
    assert replayed.case is None


def test_a_case_that_was_opened_twice() -> None:
    """S24: the second opening has nothing to open."""
    found = audit([submit(), submit("04 09:00")])
    assert listed(found) == [("refused", "wrong-state")]


def test_a_row_that_names_a_derived_step_confirms_it() -> None:
    """S24: with the due that passed by itself; it takes a number, and is not applied again."""
    rows = [event("start_promise", "04 08:00", "citizen", in_time="1 hour"), event("time_is_up", "04 11:00", "system")]
    found = audit(rows)
    (one,) = found.violations
    assert (one.kind, one.basis) == ("confirmed", ("4.1",))
    assert "2024-03-04T09:00:00+07:00" in one.message[1]
    assert [effect.id for effect in found.effects] == ["C-1/promised_time.1.due/0"]
    before = audit([rows[0], event("time_is_up", "04 09:00", "system")])
    assert listed(before) == [("refused", "unknown-event")]
    never = audit([submit(), event("escalated", "04 09:00", "system")])
    assert listed(never) == [("refused", "unknown-event")]


def test_a_due_is_confirmed_also_when_its_clock_runs_again() -> None:
    """S24: the account was locked, and opened again, before the clerk wrote down the lock."""
    found = audit([event("grant", "04 08:00"), event("idle_lock", "2024-05-20 08:00", "system")])
    assert found.case is not None
    assert found.case.state == "active"
    assert [run.clock for run in found.case.parts[0].runs] == ["idle", "unlocking", "idle"]
    (one,) = found.violations
    assert one.kind == "confirmed"
    assert "2024-04-05T00:00:00+07:00" in one.message[1]


def test_a_confirming_row_has_a_number_like_any_other() -> None:
    """S23a, S25: repeated when it comes twice, and what follows is numbered after it, row by row as in a replay."""
    rows = [
        event("start_promise", "04 08:00", "citizen", in_time="1 hour"),
        event("time_is_up", "04 11:00", "system"),
        event("extend_hours", "04 12:00", "chief", more="1 hour"),
        event("promise_time", "04 12:30", in_time="1 hour"),
    ]
    made = steps(*rows)
    assert made[-1].case == engine().replay(rows).cases["C-1"].case
    assert made[-1].case.seq == 4
    numbered = [row._replace(seq=number) for number, row in enumerate(rows, 1)]
    assert listed(audit([*numbered, numbered[1]])) == [("confirmed", "confirmed"), ("repeated", "repeated")]
    with pytest.raises(RefusedError) as caught:
        engine().apply(made[1].case, event("extend_hours", "04 10:59", "chief", more="1 hour"))
    assert caught.value.code == "out-of-order"


def test_a_late_recording_is_judged_by_when_it_happened() -> None:
    """S23b: an audit lists it with the verdict that its recorded instant would have had."""
    row = event("forward", "04 08:59", to_unit="North", recorded_at="04 09:30")
    found = audit([submit(), row])
    assert found.case is not None
    assert status(found.case, "intake", "05 08:00") == "met"
    (one,) = found.violations
    assert (one.kind, one.at) == ("late-recorded", us("04 08:59"))
    assert "intake.1 late" in one.message[1]
    in_time = audit([submit(), event("forward", "04 08:30", to_unit="North", recorded_at="04 08:45")])
    assert "intake.1 met" in in_time.violations[0].message[1]
    nothing = audit([submit(), event("file_note", "04 08:30", recorded_at="04 08:45")])
    assert nothing.violations[0].message[1].endswith(": -")
    assert engine().replay([submit(), row]).cases["C-1"].violations == ()
    assert audit([submit(), event("file_note", "04 08:30", recorded_at="04 08:30")]).violations == ()


def test_time_passes_to_an_instant_after_the_last_row() -> None:
    """S24: each case is looked at where its log ends, unless an instant is named."""
    plain = engine().replay([submit()]).cases["C-1"].case
    later = engine().replay([submit()], at=at("05 08:00")).cases["C-1"]
    assert plain is not None
    assert later.case is not None
    assert (plain.at, later.case.at) == (us("04 08:00"), us("04 09:00") + 1)
    assert [line.kind for line in later.trace][-1] == "breached"
    assert engine().replay([submit()], at=at("04 07:00")).cases["C-1"].case == plain


# ------------------------------------------------------------------------------------------------------- corrections


def test_a_late_entry_gives_the_case_as_it_should_be() -> None:
    """S23c: with the effects that no longer follow and those that are new."""
    rows = [submit(), forward(), by_handler("assign", "04 09:00"), by_handler("finish", "04 10:00", photo="a.jpg")]
    secret = by_handler("finish", "04 09:30", photo="a.jpg", secret=True)
    revised = engine().revise(rows, add=[secret], void=[("C-1", 4)])
    case = revised.cases["C-1"].case
    assert case is not None
    assert case.state == "sealed"
    assert [(effect.id, effect.verb) for effect in revised.withdrawn] == [("C-1/e4/0", "notify")]
    assert [(effect.id, effect.verb) for effect in revised.added] == [("C-1/e5/0", "record")]


def test_a_revision_never_renumbers() -> None:
    """S25: what was first read keeps its number, so the ids of its effects."""
    rows = [submit(), forward(), by_handler("weigh", "04 08:50", severity="normal"), *WORK[2:]]
    revised = engine().revise(rows, void=[("C-1", 3)])
    kept = {effect.id for effect in engine().replay(rows).cases["C-1"].effects}
    assert {effect.id for effect in revised.cases["C-1"].effects} == kept
    assert revised.withdrawn == revised.added == ()


def test_a_revision_of_nothing_changes_nothing() -> None:
    """S23c: not even what the case keeps of its rows."""
    for mode in ("control", "audit"):
        revised = engine().revise(WORK, mode=mode)
        assert revised.cases == engine().replay(WORK, mode=mode).cases
        assert revised.withdrawn == revised.added == ()


def test_an_entry_may_open_a_case_or_take_it_away() -> None:
    """S23c: a whole case that was forgotten, or entered by mistake."""
    revised = engine().revise(
        WORK,
        add=[
            submit(case="C-2"),
            event("file_note", "05 08:00", case="C-2", seq=9),
            event("file_note", "05 09:00", case="C-2"),
        ],
    )
    other = revised.cases["C-2"].case
    assert other is not None
    assert (other.seq, [effect.id for effect in revised.added]) == (10, ["C-2/e1/0"])
    gone = engine().revise([submit()], void=[("C-1", 1)])
    assert (gone.cases, [effect.id for effect in gone.withdrawn]) == ({}, ["C-1/e1/0"])


def test_a_row_that_is_not_there_can_t_be_voided() -> None:
    """S23c: rows are named by case and number."""
    with pytest.raises(InputError) as caught:
        engine().revise(WORK, void=[("C-1", 9), ("C-2", 1)])
    assert caught.value.code == "no-such-row"
    assert "C-1 9, C-2 1" in caught.value.text("en")
    assert caught.value.text("vi") != caught.value.text("en")


def test_a_verdict_changes_with_the_log() -> None:
    """S23c: a forwarding that was entered an hour late is corrected, and so is its verdict."""
    rows: list[Any] = [submit(), forward("04 09:30")]
    before = engine().replay(rows).cases["C-1"].case
    after = engine().revise(rows, add=[forward("04 08:45")], void=[("C-1", 2)]).cases["C-1"].case
    assert before is not None
    assert after is not None
    assert (view(before, "intake", "05 08:00").status, view(after, "intake", "05 08:00").status) == ("late", "met")
