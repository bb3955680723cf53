"""What falls due happens at the first instant after, in order; ties, timers, counters (S14, S20, S22, S28)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from feedback_rules.engine import Engine
from feedback_rules.errors import CaseError
from feedback_rules.profiles.shelf import load_profile
from feedback_rules.workflow.case import NO_DUE
from feedback_rules.workflow.step import wake_of
from tests.hearing.bench import (
    SHOWCASE,
    TICK,
    advanced,
    at,
    by_handler,
    case_of,
    due,
    effects,
    engine,
    event,
    forward,
    handling,
    kinds,
    run_of,
    status,
    steps,
    submit,
    us,
    view,
)
from tests.hearing.small import compiled, document, flow, text

if TYPE_CHECKING:
    from feedback_rules.workflow.case import Case
    from feedback_rules.workflow.event import Event


def chain(*more: Event, **data: Any) -> Case:
    """Give a case of the bench of chains."""
    return case_of(event("start_chain", "04 08:00", "citizen", **data), *more)


def account(*more: tuple[str, str]) -> Case:
    """Give an account and what its holder or the system did."""
    by = {"login": "citizen", "login_failed": "system"}
    return case_of(event("grant", "04 08:00"), *(event(name, when, by.get(name, "officer")) for name, when in more))


def test_what_falls_due_happens_after_every_event_of_that_instant() -> None:
    """S14: recorded at the due, done at the first instant after it."""
    case = case_of(submit())
    edge = at("04 09:00")
    assert engine().next_wakeup(case) == edge + TICK
    still = engine().advance(case, edge)
    assert (still.case, still.effects, still.trace) == (case, (), ())
    step = engine().advance(case, edge + TICK)
    assert [(line.kind, line.at) for line in step.trace] == [("breached", us("04 09:00"))]
    assert step.case.at == us("04 09:00") + 1
    in_time = engine().apply(case, forward("04 09:00"))
    assert status(in_time.case, "intake", "05 08:00") == "met"


def test_a_case_in_which_nothing_is_due_has_no_wakeup() -> None:
    """S14: nor one that has passed all its dues, or ended."""
    case = case_of(submit(name=None))
    assert engine().next_wakeup(case) is None
    assert wake_of(engine().book, case) == NO_DUE
    assert engine().next_wakeup(advanced(case_of(submit()), "05 08:00")) is None
    ended = handling(event("withdraw", "04 09:00", "citizen"))
    assert engine().next_wakeup(ended) == at("04 10:30") + TICK, "the centre still has to publish"


def test_an_advance_into_the_past_does_nothing() -> None:
    """S14: time does not run backwards."""
    case = advanced(case_of(submit()), "05 08:00")
    assert engine().advance(case, at("04 08:30")).case is case


def test_the_due_of_a_clock_has_its_consequence_once() -> None:
    """S14, S25: the effects of a due carry its instant and its cause."""
    step = engine().advance(handling(), at("30 08:00"))
    assert [effect.id for effect in step.effects] == ["C-1/whole.1.due/0"]
    assert effects(step) == ["escalate chief"]
    assert step.effects[0].at == us("20 00:00")
    assert status(step.case, "whole", "30 08:00") == "breached"
    again = engine().advance(step.case, at("2024-04-30 08:00"))
    assert not again.effects


def test_a_timer_moves_the_case() -> None:
    """S11: at due something happens; the run is left by its own consequence and stays expired."""
    case = handling()
    assert due(case, "silence") == "2025-03-05 00:00"
    later = advanced(case, "2025-03-05 00:00:00.000001")
    assert (later.state, later.ended) == ("withdrawn", us("2025-03-05 00:00"))
    assert status(later, "silence", "2025-04-01 08:00") == "expired"


def test_runs_due_at_one_instant_are_judged_first() -> None:
    """S22: then their consequences happen by clock id; one whose state is gone is overtaken."""
    case = advanced(chain(mood="happy"), "10 23:00")
    step = engine().advance(case, at("11 00:00:00.000001"))
    told = kinds(step)
    assert told[:3] == [("expired", "tie_away.1"), ("expired", "tie_behind.1"), ("moved", "tie_away.1.due")]
    assert told[-2:] == [("started", "rest.1"), ("overtaken", "tie_behind.1")]
    assert effects(step) == ["report ioc"]
    assert engine().facts(step.case)["opinion"] == "asked"
    assert step.case.state == "two"


def test_the_alternative_that_holds_happens() -> None:
    """Language: alternatives of an outcome have disjoint conditions; where none holds nothing happens."""
    glad = engine().advance(chain(mood="happy"), at("10 08:00"))
    assert engine().facts(glad.case)["opinion"] == "given"
    sad = engine().advance(chain(mood="sad"), at("10 08:00"))
    assert "notify citizen" in effects(sad)
    assert "opinion" not in engine().facts(sad.case)
    neither = engine().advance(chain(), at("10 08:00"))
    assert "notify citizen" not in effects(neither)
    assert status(neither.case, "two_ways", "10 08:00") == "expired"


def test_a_due_that_starts_another_clock_needs_its_state() -> None:
    """S11a: after the case has gone the follower does not start."""
    gone = advanced(chain(event("ack", "05 08:00")), "08 08:00")
    assert "second" not in [run.clock for run in gone.parts[0].runs]
    assert gone.state == "three"


def test_a_breach_that_something_waits_for() -> None:
    """S11: an event may be open only once a clock is past due."""
    case = chain(event("note", "04 09:00"), event("once_late", "05 09:00", "chief"))
    assert status(case, "on_note", "05 09:00") == "breached"
    assert run_of(case, "on_note").passed == us("04 17:00")


def test_a_full_counter_acts_once_and_starts_again() -> None:
    """S20: the third wrong password locks the account, whatever was before; the counter is then at zero."""
    case = account(("login_failed", "04 09:00"), ("login_failed", "04 09:01"))
    assert case.state == "active"
    step = engine().apply(case, event("login_failed", "04 09:02", "system"))
    assert (step.case.state, effects(step)) == ("locked", ["lock citizen"])
    assert kinds(step, "counted") == [("counted", "wrong_passwords")]
    assert step.effects[0].id == "C-1/e4/0"
    wrong = engine().book.workflows["account"].counters
    assert dict(zip((one.id for one in wrong), step.case.parts[0].counters, strict=True))["wrong_passwords"] == 0


def test_a_counter_is_reset() -> None:
    """S28: a login clears the wrong passwords counted so far, so the third in a row is meant."""
    case = account(
        *(
            (name, f"04 09:0{n}")
            for n, name in enumerate(("login_failed", "login_failed", "login", "login_failed", "login_failed"))
        )
    )
    assert case.state == "active"
    assert engine().apply(case, event("login_failed", "04 10:00", "system")).case.state == "locked"


def test_the_opening_event_counts_too() -> None:
    """S20: a counter adds the event that opened the case like any other."""
    step = engine().apply(account(), event("login", "04 09:00", "citizen"))
    assert effects(step) == ["remind citizen"]
    assert kinds(step, "counted") == [("counted", "granted")]


def test_an_account_is_held_by_nobody_and_is_no_orphan() -> None:
    """S11, S34: a state need not have a holder; what nobody holds by the text is open as any other."""
    case = account(("login", "04 09:00"))
    assert (case.holder, case.state) == (None, "active")
    idle = engine().advance(case, at("2024-04-05 00:00:00.000001"))
    assert (idle.case.state, effects(idle)) == ("locked", ["lock citizen"])
    assert status(idle.case, "unlocking", "2024-04-06 08:00") == "running"
    free = engine().advance(idle.case, at("2024-05-05 00:00:00.000001"))
    assert (free.case.state, effects(free)) == ("active", ["unlock citizen"])
    assert view(free.case, "idle", "2024-05-05 08:00").counts_from == at("2024-05-05 00:00")
    resting = advanced(chain(), "11 08:00")
    assert (resting.holder, resting.state) == ("nobody", "two")
    assert engine().apply(resting, event("wake", "11 09:00")).case.state == "three"


def test_a_login_keeps_the_account_alive() -> None:
    """S11a: a month from the last login; a month ends on the corresponding day and does not roll."""
    case = account(("login", "29 09:00"))
    assert due(case, "idle", "30 08:00") == "2024-04-30 00:00"
    assert status(case, "idle", "30 08:00", 1) == "replaced"


def test_a_workflow_like_another_differs_where_it_says_so() -> None:
    """Language: merged like an overlay, entries dropped with none, citations renumbered."""
    flow = engine().book.workflows["other_account"]
    assert set(flow.opening) == {"register"}
    assert [counter.id for counter in flow.counters] == ["wrong_passwords"]
    assert flow.states["active"].basis == ("6",)
    case = case_of(event("register", "04 08:00", "citizen"))
    assert (case.workflow, case.state) == ("other_account", "active")


def test_a_due_beyond_the_day_table_never_fails_a_step() -> None:
    """S7: the run reads no due and the last day known; only a question for that date raises."""
    case = chain()
    found = view(case, "far", "04 09:00")
    assert (found.due, found.beyond, found.status, found.remaining) == (None, "2025-12-31", "running", None)
    assert found.to_dict()["beyond"] == "2025-12-31"
    assert status(chain(event("ack", "05 08:00")), "far", "30 08:00") == "met"
    later = advanced(case, "2026-06-01 08:00")
    assert view(later, "far", "2026-06-01 08:00").status in {"cancelled", "running"}


def test_a_case_opened_beyond_the_day_table_is_opened() -> None:
    """S7: what can't be known is not known: its dues, and whether the office was open."""
    case = case_of(submit("2026-03-04 08:00"))
    assert view(case, "intake", "2026-03-04 08:30").due == at("2026-03-04 09:00")
    assert "in_hours" not in engine().facts(case)
    handled = engine().apply(case, forward("2026-03-04 08:30")).case
    found = view(handled, "publication", "2026-03-04 09:00")
    assert (found.due, found.beyond, found.elapsed) == (None, "2025-12-31", None)
    assert view(handled, "regret", "2026-03-04 09:00").beyond == "2025-12-31"


def test_an_answer_that_rests_on_a_provisional_year_says_so() -> None:
    """S7: with its first provisional day."""
    case = handling()
    assert view(case, "whole", "05 08:00").provisional is None
    later = case_of(submit("2024-12-30 08:00"), forward("2024-12-30 08:30"))
    assert view(later, "whole", "2024-12-30 09:00").provisional == "2025-01-01"
    assert view(later, "intake", "2024-12-30 09:00").provisional is None


def test_a_finished_work_leaves_nothing_due() -> None:
    """S14: all clocks of what has ended are ended or have passed, but those of effects still to be done."""
    case = handling(
        by_handler("assign", "04 09:00"), event("published", "04 09:30"), by_handler("finish", "04 10:00", photo="a")
    )
    assert case.state == "answered"
    assert [run.clock for run in case.parts[0].runs if run.ended is None] == ["rating"]


def test_a_follower_whose_state_is_gone_does_not_start() -> None:
    """S11a: the due that would start it has moved the case out of its states."""
    away = {
        "kind": "timer", "title": text("away"), "limit": [{"is": "1 hour"}], "at_due": [{"to": "over"}], "basis": ["1"],
    }  # fmt: skip
    after = {**away, "starts_on": [{"due": "away"}], "at_due": [{"effects": []}]}
    begin = {
        "title": text("begin"), "held_by": "ioc", "no_limit": text("none"), "basis": ["1"],
        "clocks": {"away": away, "after": after},
    }  # fmt: skip
    over = {"title": text("over"), "final": True, "outcome": "over", "basis": ["1"]}
    small = compiled(document({"report": flow({"begin": begin, "over": over})}))
    case = small.apply(None, event("open", "04 08:00", "citizen")).case
    step = small.advance(case, at("05 08:00"))
    assert (step.case.state, [run.clock for run in step.case.parts[0].runs]) == ("over", ["away"])


def test_another_reading_is_another_law() -> None:
    """S31: an option may be none, and one reading may give several places their values."""
    other = Engine(load_profile(SHOWCASE, readings={"note_over": "silent", "chain_day": "working"}))
    rows = [event("start_chain", "04 08:00", "citizen"), event("note", "04 09:00")]
    silent, told = (steps(*rows, on=on)[-1].case for on in (other, engine()))
    assert "C-1/on_note.1.due/0" in [effect.id for effect in engine().advance(told, at("05 23:00")).effects]
    assert other.advance(silent, at("05 23:00")).effects == ()
    (run,) = (view for view in other.clocks(silent, at("04 10:00")) if view.clock == "on_note")
    assert (run.due, dict(run.readings)["chain_day"]) == (at("05 09:00"), "working")
    with pytest.raises(CaseError):
        other.advance(told, at("05 23:00"))
