"""A planned step is the full step: same case, effects, trace and refusals, whoever brings what when (S20)."""

from __future__ import annotations

import copy
import pickle
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_rules.workflow import configuration, door, execute, started
from feedback_rules.workflow.case import Part
from feedback_rules.workflow.deeds import effects_of, trace_of
from feedback_rules.workflow.draft import Draft
from feedback_rules.workflow.dues import let_pass
from feedback_rules.workflow.falling import let_fall
from feedback_rules.workflow.opening import open_case, open_in_full
from feedback_rules.workflow.refusal import Refusal
from feedback_rules.workflow.started import Started
from feedback_rules.workflow.step import advance, apply, apply_in_full, done, wake_of
from tests.examples.shipped import engine_of, events
from tests.hearing.bench import event
from tests.hearing.small import compiled, document, flow, stay, text
from tests.laws.generated import DAY, HOUR, History, histories

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedback_rules.engine import Engine
    from feedback_rules.workflow.case import Case
    from feedback_rules.workflow.event import Event
    from feedback_rules.workflow.spec import Rulebook

LAWS: Final = ("binhphuoc", "hanoi", "hcmc", "langson", "travinh")


def both(book: Rulebook, case: Case | None, row: Event) -> tuple[Any, Any]:
    """Take a step as it is taken, and in full."""
    if case is None:
        return open_case(book, row, marked=False), open_in_full(book, row, marked=False)
    address = row.case.partition("/")[2]
    taken = apply(book, case, row, marked=False)
    if row.at < case.at:
        return taken, taken
    return taken, apply_in_full(book, case, row, address, case.applied)


def agree(book: Rulebook, case: Case | None, row: Event) -> Any:
    """Hold that both ways give the same, to the caches of the case."""
    taken, whole = both(book, case, row)
    if isinstance(whole, Refusal):
        assert taken == whole
        return None
    return same(taken, whole)


def passes(book: Rulebook, case: Case, to: int) -> Any:
    """Hold that time passes as it does on a draft of the case."""
    draft = Draft(book, case)
    whole = done(draft) if let_pass(draft, to) else (case, ())
    return same(advance(book, case, to), whole)


def same(taken: Any, whole: Any) -> Any:
    """Hold that two steps are the same, to the caches of the case."""
    assert taken[0] == whole[0]
    assert hash(taken[0]) == hash(whole[0])
    assert taken[0].to_dict() == whole[0].to_dict()
    assert effects_of(taken[1]) == effects_of(whole[1])
    assert list(trace_of(taken[1])) == list(trace_of(whole[1]))
    for mine, other in zip(taken[0].parts, whole[0].parts, strict=True):
        assert (mine.wake, mine.live) == (other.wake, other.live)
        assert [run.due for run in mine.runs] == [run.due for run in other.runs]
    return taken[0]


def astray(row: Event) -> Iterator[Event]:
    """Give the event as others might bring it: somebody else, without a field, with a wrong one, later."""
    yield row._replace(by="citizen" if row.by != "citizen" else "system")
    yield row._replace(unit=None if row.unit else "Somewhere")
    yield row._replace(unit=f"{row.unit} II" if row.unit else "II")
    for name, value in row.data.items():
        yield row._replace(data={key: kept for key, kept in row.data.items() if key != name})
        yield row._replace(data={**row.data, name: " "})
        yield row._replace(data={**row.data, name: 1 if value is True else [value]})
        yield row._replace(data={**row.data, name: "elsewhere"})
    yield row._replace(at=row.at + 40 * DAY)


@given(histories(), st.data())
def test_a_planned_step_is_the_full_step(history: History, data: st.DataObject) -> None:
    """S20: whatever happened and whatever is brought next, what is foreseen is what a draft of the case gives."""
    book = history.engine.book
    case: Case | None = None
    for row, step in zip(history.rows, history.steps, strict=True):
        assert agree(book, case, row) == step.case
        other = data.draw(st.sampled_from(history.rows))
        later = row.at + data.draw(st.sampled_from((0, 1, HOUR, 9 * DAY)))
        stray = data.draw(st.sampled_from(list(astray(row))))
        for each in (row._replace(at=later), other._replace(at=later), stray):
            agree(book, case, each)
        case = step.case
        passes(book, case, later)
        passes(book, case, row.at + 40 * DAY)


@pytest.mark.parametrize("law", LAWS)
def test_a_planned_step_of_a_shipped_case_is_the_full_step(law: str) -> None:
    """S20: each event of the shipped logs, and each of them as others might bring it."""
    book = engine_of(law).book
    for name in (law, f"{law}-audit"):
        cases: dict[str, Case | None] = {}
        tried = set()
        for row in events(f"{name}.jsonl"):
            root = row.case.partition("/")[0]
            case = cases.get(root)
            cases[root] = agree(book, case, row) or case
            asked = (row.name, None if case is None else case.state)
            if asked not in tried:
                tried.add(asked)
                for stray in astray(row):
                    agree(book, case, stray)
                    if case is not None:
                        passes(book, case, stray.at)


def obligation(limit: str, **more: Any) -> dict[str, Any]:
    """Give a clock."""
    return {"kind": "obligation", "title": text("clock"), "limit": [{"is": limit}], "basis": ["1"], **more}


def on_its_own(**state: Any) -> Engine:
    """Give a regulation whose one open state is held by a unit of many, with these clocks and events."""
    held = {"title": text("held"), "held_by": "unit", "basis": ["1"], **state}
    over = {"title": text("over"), "final": True, "outcome": "over", "basis": ["1"]}
    return compiled(
        document(
            {"report": flow({"held": held, "over": over}, {"routes": {"unit": "to_unit"}})},
            holders={"unit": {"many": True, "title": text("unit"), "basis": ["1"]}},
            facts={
                "grave": {"flag": True, "title": text("grave"), "basis": ["1"]},
                "twin": {"is": "case", "title": text("twin"), "basis": ["1"]},
            },
            fields={"to_unit": {"unit_of": "unit", "title": text("unit")}},
        )
    )


def test_a_clock_that_stands_for_another_is_left_to_the_full_step() -> None:
    """S10a: whether a clock replaces one that is open depends on more than is foreseen, whatever starts it."""
    clocks = {
        "first": obligation("3 days", met_by={"done": {}}),
        "second": obligation("1 day", met_by={"done": {}}, starts_on=["promise"], replaces=["first"]),
    }
    done = {"to": [{"to": "over"}], "by": ["officer"], "basis": ["1"]}
    engine = on_its_own(clocks=clocks, events={"promise": stay(), "done": done})
    case = agree(engine.book, None, event("open", "04 08:00", "citizen", to_unit="North"))
    for row in (event("promise", "04 09:00"), event("promise", "04 10:00"), event("done", "05 08:00")):
        case = agree(engine.book, case, row)
    assert [run.end for run in case.parts[0].runs] == ["replaced", "fulfilled"]


def test_another_unit_of_the_same_kind_is_foreseen_apart() -> None:
    """S11a: a clock follows the unit that holds; where it stands for another one, the step is taken in full."""
    clocks = {
        "mine": obligation("3 days", met_by={"done": {}}, replaces=["watch"]),
        "watch": {
            "kind": "timer", "title": text("watch"), "limit": [{"is": "9 days"}], "starts_on": ["note"],
            "at_due": [{"effects": []}], "basis": ["1"],
        },
    }  # fmt: skip
    events = {
        "done": {"to": [{"to": "over"}], "by": ["officer"], "basis": ["1"]},
        "move": stay(routes={"unit": "to_unit"}),
        "note": stay(),
    }
    engine = on_its_own(clocks=clocks, events=events)
    case = agree(engine.book, None, event("open", "04 08:00", "citizen", to_unit="North"))
    for row in (
        event("move", "04 09:00", to_unit="North"),
        event("move", "04 10:00", to_unit="South"),
        event("note", "04 11:00"),
        event("move", "04 12:00", to_unit="East"),
        event("move", "04 13:00"),
    ):
        case = agree(engine.book, case, row)
    assert [(run.clock, run.unit, run.end) for run in case.parts[0].runs] == [
        ("mine", "North", "left"),
        ("mine", "South", "left"),
        ("watch", "South", ""),
        ("mine", "East", ""),
    ]


def test_a_link_is_set_and_set_again() -> None:
    """S27: which case a link names is kept with the case, whoever else stands alike."""
    engine = on_its_own(no_limit=text("none"), events={"link": stay(sets={"take": ["twin"]})})
    for name in ("A", "B"):
        case = agree(engine.book, None, event("open", "04 08:00", "citizen", case=name, to_unit="North"))
        for twin in ("X", "Y"):
            case = agree(engine.book, case, event("link", "04 09:00", case=name, twin=f"{name}-{twin}"))
            assert case.parts[0].facts[-1] == f"{name}-{twin}"
            agree(engine.book, case, event("link", "04 09:00", case=name, twin=" "))


def test_cases_that_go_the_same_way_share_what_is_foreseen() -> None:
    """A second case of the same course is planned from what the first one left: nothing is worked out again."""
    engine = engine_of("langson")
    rows = [row for row in events("langson.jsonl") if row.case == "LS-2022-001"]
    counts = []
    for name in ("A", "B", "C"):
        case = None
        for row in rows:
            case = engine.apply(case, row._replace(case=name)).case
        counts.append((len(engine.book.configurations), len(engine.book.doors["submit"].known)))
        assert case is not None
        assert case.parts[0].configuration in engine.book.configurations.values()
    assert counts[1] == counts[0] == counts[2]


@pytest.mark.parametrize("most", [0, 1, 2])
def test_more_configurations_than_are_kept_are_stepped_through_in_full(
    monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """The memory of an engine is bounded: beyond it every answer stays the same."""
    book = engine_of("langson").book
    few(monkeypatch, book, most)
    case: Case | None = None
    for row in [row for row in events("langson.jsonl") if row.case == "LS-2022-001"]:
        case = agree(book, None if case is None else type(case).from_dict(case.to_dict()), row)
        case = agree(book, case, row._replace(name="nothing")) or case
    assert len(book.configurations) == most
    assert book.doors["submit"].known == {}


@pytest.mark.parametrize(
    ("most", "runs"), [*((most, most) for most in range(1, 40, 2)), *((DAY, runs) for runs in range(1, 16, 2))]
)
def test_wherever_the_memory_of_an_engine_ends_the_answers_stay(
    monkeypatch: pytest.MonkeyPatch, most: int, runs: int
) -> None:
    """Whatever is the first that is not kept: how a part stands once a due has passed, its holder has ended or a part
    has joined it, what has started, where it was routed, what the facts become.
    """
    engine = engine_of("hanoi")
    book, log = engine.book, events("hanoi.jsonl")
    ends = {"orphaned", "succeeded"}
    handed_on = [name for name, run in engine.replay(log).cases.items() if any(one.kind in ends for one in run.trace)]
    asked = sorted({row.case.partition("/")[0] for row in log if "/" in row.case})
    for name in (*asked[:3], *handed_on[:2]):
        few(monkeypatch, book, most, runs)
        case: Case | None = None
        for row in log:
            if row.case.partition("/")[0] == name:
                if case is not None:
                    passes(book, case, row.at)
                case = agree(book, case, row) or case


def few(monkeypatch: pytest.MonkeyPatch, book: Rulebook, most: int, runs: int | None = None) -> None:
    """Let an engine that has seen nothing yet remember no more than so many of each (of started runs so many)."""
    monkeypatch.setattr(configuration, "MOST", most)
    monkeypatch.setattr(started, "MOST", most if runs is None else runs)
    monkeypatch.setattr(execute, "MADE", 0)
    monkeypatch.setattr(door, "MOST", 0)
    for name in ("configurations", "doors", "units"):
        monkeypatch.setattr(book, name, {})
    monkeypatch.setattr(book, "started", {(): Started({})})


@pytest.mark.parametrize("law", LAWS)
def test_a_copy_of_a_case_leaves_the_engine_behind(law: str) -> None:
    """S26: a case can be pickled and copied; the copy holds no part of the regulation, and goes on like the case."""
    engine = engine_of(law)
    log = events(f"{law}.jsonl")
    rows = [row for row in log if row.case == log[0].case]
    case = None
    for row in rows:
        if case is not None:
            for again in (pickle.loads(pickle.dumps(case)), copy.deepcopy(case)):
                assert again == case
                assert again.parts[0].configuration is None
                assert wake_of(engine.book, again) == wake_of(engine.book, case)
                assert engine.apply(again, row) == engine.apply(case, row)
        case = engine.apply(case, row).case


def test_a_due_that_starts_a_clock_anew_is_left_to_the_full_step() -> None:
    """S16, S22: what a due sets may restart a run; that is more than is foreseen."""
    clocks = {
        "watch": {
            "kind": "timer", "title": text("watch"), "limit": [{"is": "1 hour"}], "basis": ["1"],
            "at_due": [{"sets": {"fixed": {"grave": True}}}],
        },
        "first": obligation("3 days", met_by={"done": {}}, if_facts_change="restart"),
    }  # fmt: skip
    clocks["first"]["limit"] = [
        {"when": {"grave": [True]}, "is": "1 day"},
        {"when": {"grave": [False]}, "is": "3 days"},
    ]
    change = stay(sets={"take": ["grave"]})
    engine = on_its_own(clocks=clocks, events={"change": change})
    case = agree(engine.book, None, event("open", "04 08:00", "citizen", to_unit="North"))
    case = agree(engine.book, case, event("change", "04 08:30", grave=False))
    case = passes(engine.book, case, case.at + DAY)
    assert [(run.clock, run.end) for run in case.root.runs] == [("watch", ""), ("first", "replaced"), ("first", "")]


def test_what_follows_a_confirmed_due_is_numbered_after_it() -> None:
    """S24, S25: the row that confirmed a due changed nothing but took a number, which no run may be named after."""
    clocks = {
        "watch": {
            "kind": "timer", "title": text("watch"), "limit": [{"is": "1 hour"}], "basis": ["1"],
            "at_due": [{"effects": []}],
        },
        "late": obligation("3 days", met_by={"done": {}}, starts_on=["go"]),
    }  # fmt: skip
    engine = on_its_own(clocks=clocks, events={"note": stay(), "go": stay()})
    case = agree(engine.book, None, event("open", "04 08:00", "citizen", to_unit="North"))
    for row in (event("note", "04 10:00"), event("watch.due", "04 11:00"), event("go", "04 12:00")):
        case = agree(engine.book, case, row)
    assert [(run.clock, run.cause) for run in case.root.runs] == [("watch", "e1"), ("late", "e4")]


def test_a_clock_that_a_due_starts_counts_from_what_it_looks_back_at() -> None:
    """S5, S11a: where a due at 24:00 starts a clock that counts from an earlier event, no day has ended there."""
    clocks = {
        "watch": {
            "kind": "timer", "title": text("watch"), "limit": [{"is": "1 day"}], "basis": ["1"],
            "at_due": [{"sets": {"fixed": {"grave": True}}}],
        },
        "late": obligation("3 days", met_by={"done": {}}, when={"grave": [True]}, counts_from=["note"]),
    }  # fmt: skip
    engine = on_its_own(clocks=clocks, events={"note": stay()})
    case = agree(engine.book, None, event("open", "04 08:00", "citizen", to_unit="North"))
    case = agree(engine.book, case, event("note", "04 09:00"))
    case = passes(engine.book, case, case.at + 2 * DAY)
    assert [(run.clock, run.started - run.counted > DAY, run.ended_day) for run in case.root.runs] == [
        ("watch", False, False),
        ("late", True, False),
    ]


def parting(then: list[dict[str, Any]], **asked: Any) -> Engine:
    """Give a regulation whose case asks a desk, in a part that a due may end, and then goes on."""
    begin = {
        "title": text("begin"), "held_by": "ioc", "basis": ["1"],
        "clocks": {"settle": obligation("9 days", met_by={"done": {}}, binds="desk")},
        "events": {
            "ask": stay(opens=["inside"]),
            "done": {"to": [{"to": "over"}], "by": ["officer"], "basis": ["1"]},
        },
    }  # fmt: skip
    over = {"title": text("over"), "final": True, "outcome": "over", "basis": ["1"]}
    ask = {
        "title": text("asked"), "held_by": "ioc", "basis": ["1"],
        "events": {"tell": {"to": [{"to": "told"}], "by": ["officer"], "basis": ["1"]}}, **asked,
    }  # fmt: skip
    told = {"title": text("told"), "final": True, "outcome": "told", "basis": ["1"]}
    inner = flow({"asked": ask, "told": told}, {"by": ["officer"]}, part=True)
    inside = {"workflow": "inner", "join": "all", "then": then, "basis": ["1"]}
    outer = flow({"begin": begin, "over": over}, {"routes": {"desk": "to_desk"}}, parts={"inside": inside})
    return compiled(
        document(
            {"outer": outer, "inner": inner},
            holders={"desk": {"many": True, "title": text("desk"), "basis": ["1"]}},
            fields={"to_desk": {"unit_of": "desk", "title": text("d")}},
        )
    )


WAIT: Final = {
    "kind": "timer", "title": text("wait"), "limit": [{"is": "1 hour"}], "at_due": [{"to": "told"}], "basis": ["1"],
}  # fmt: skip


@pytest.mark.parametrize(
    "then",
    [
        [],
        [{"effects": [{"notify": "citizen", "basis": ["1"]}]}],
        [{"opens": ["inside"]}],
        [{"routes": {"desk": "to_desk"}}],
        [{"to": "over"}],
    ],
)
@pytest.mark.parametrize("by_due", [False, True])
def test_a_join_is_foreseen_or_left_to_the_full_step(then: list[dict[str, Any]], *, by_due: bool) -> None:
    """S27: whatever the case goes on with when its part has ended, by an act or by a due, both ways give the same."""
    engine = parting(then, **({"clocks": {"wait": WAIT}} if by_due else {"no_limit": text("none")}))
    book = engine.book
    case = agree(book, None, event("open", "04 08:00", "citizen", to_desk="A"))
    case = agree(book, case, event("ask", "04 09:00"))
    passes(book, case, case.at + DAY)
    root = case.root
    plain = Part.of("", root.facts, root.counters, root.ledger)._replace(wake=root.wake)
    agree(book, case._replace(root=plain), event("tell", "04 09:30", case="C-1/inside/1"))
    case = agree(book, case, event("tell", "04 09:30", to_desk="B", case="C-1/inside/1"))
    assert case.parts[1].state == "told"
    assert case.root.state == ("over" if then == [{"to": "over"}] else "begin")
    for row in (event("ask", "04 10:00"), event("done", "05 08:00")):
        case = agree(book, case, row) or case
        passes(book, case, case.at + DAY)


@pytest.mark.parametrize("acting", ["", "a", "b", "c", "ab", "bc"])
def test_of_what_is_due_at_one_instant_all_is_judged_first(acting: str) -> None:
    """S14: consequences follow when all is judged, so only that of the last one judged is foreseen."""
    clocks: dict[str, Any] = {
        name: {
            "kind": "timer", "title": text(name), "limit": [{"is": "1 hour"}], "basis": ["1"],
            **({"at_due": [{"sets": {"fixed": {"grave": True}}}]} if name in acting else {}),
        }
        for name in "abc"
    }  # fmt: skip
    engine = on_its_own(clocks={**clocks, "slow": obligation("3 days", met_by={"done": {}})}, events={"note": stay()})
    case = agree(engine.book, None, event("open", "04 08:00", "citizen", to_unit="North"))
    assert (let_fall(engine.book, case, case.at + 2 * HOUR, []) is None) is bool({*acting} & {"a", "b"})
    fallen = passes(engine.book, case, case.at + 2 * HOUR)
    assert [run.passed is not None for run in fallen.root.runs if run.clock != "slow"] == [True] * 3
    agree(engine.book, case, event("note", "04 10:00"))
    agree(engine.book, fallen, event("note", "04 10:00"))


def test_parts_that_are_due_at_one_instant_are_judged_in_the_order_of_their_addresses() -> None:
    """S14, S27: each by itself where nothing follows, whichever part stands first in the case."""
    engine = parting([{"to": "over"}], clocks={"answer": obligation("1 hour", met_by={"tell": {}})})
    case = agree(engine.book, None, event("open", "04 08:00", "citizen", to_desk="North"))
    for _ in range(2):
        case = agree(engine.book, case, event("ask", "04 09:00"))
    assert let_fall(engine.book, case, case.at + 2 * HOUR, []) is not None
    turned = case._replace(inner=case.inner[::-1])
    for one in (case, turned):
        lines = trace_of(advance(engine.book, one, case.at + 2 * HOUR)[1])
        assert [(line.part, line.kind) for line in lines] == [("inside/1", "breached"), ("inside/2", "breached")]
        passes(engine.book, one, case.at + 2 * HOUR)


def test_a_number_that_nobody_counts_up_to_is_stepped_through_in_full() -> None:
    """S23a: a host numbers its events as it likes; what is too large to be packed is written out."""
    engine = on_its_own(clocks={}, events={"note": stay()})
    case = agree(engine.book, None, event("open", "04 08:00", "citizen", to_unit="North"))
    highest = 0
    for hour, number in enumerate((2**63 - 1, 2**63, 2**80, 7), 10):
        case = engine.apply(case, event("note", f"04 {hour}:00")._replace(seq=number)).case
        highest = max(number, highest)
        assert case.seq == highest
        assert case.to_dict()["seq"] == highest


def test_an_event_that_passes_a_case_on_to_a_kind_that_ends_is_woken_by_its_end() -> None:
    """S34: though it touches no clock."""
    states = {
        "begin": {
            "title": text("begin"), "held_by": "ioc", "no_limit": text("none"), "basis": ["1"],
            "events": {"pass": {"to": [{"to": "late"}], "by": ["officer"], "basis": ["1"]}},
        },
        "late": {
            "title": text("late"), "held_by": "dying", "no_limit": text("none"), "basis": ["1"],
            "events": {"note": stay()},
        },
    }  # fmt: skip
    dying = {"until": "2024-03-07", "at_end": {"successor": "ioc"}, "title": text("dying"), "basis": ["1"]}
    book = compiled(document({"report": flow(states)}, holders={"dying": dying})).book
    case = agree(book, None, event("open", "04 08:00", "citizen"))
    case = agree(book, case, event("pass", "04 09:00"))
    assert passes(book, case, case.at + 9 * DAY).holder == "ioc"
