"""Refusals, effects and the lines of a trace in words (S23, S25, S35)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from feedback_rules.errors import RefusedError
from feedback_rules.explain import explain_effect, explain_refusal, happening_text
from feedback_rules.explain.citing import Citer, full
from feedback_rules.wording.explain import WORDS
from feedback_rules.wording.refusal import WORDS as REFUSALS
from feedback_rules.workflow.happening import Happening
from feedback_rules.workflow.refusal import Refusal
from tests.explaining.reading import check, keys, line
from tests.explaining.rich import case_of, event, rich
from tests.laws.generated import History, histories


def refusal(case: Any, asked: Any) -> Refusal:
    """Give the refusal with which an event is answered."""
    with pytest.raises(RefusedError) as caught:
        rich().apply(case, asked)
    return caught.value.details["refusal"]  # type: ignore[no-any-return] # the details of an error are untyped


def test_a_refusal_says_what_where_why_and_what_is_open() -> None:
    """S23: what was asked, in which state, why this was not, what is open there and to whom, each cited."""
    found = refusal(case_of(), event("close", "2024-03-05 09:00", "handler", unit="North"))
    told = explain_refusal(found, rich().book)
    check(told)
    assert line(told, "asked") == "09:00 Tue 5 Mar 2024: handler asked for close in the case R-1"
    assert line(told, "stood") == "The case stood in “the desk”"
    assert line(told, "refused") == "Not taken (wrong-state): close is not open in the state “the desk”"
    offers = [note for note in told.steps if note.key == "explain.offer"]
    assert len(offers) == len(found.open)
    assert all(note.basis for note in offers)


def test_a_refusal_can_be_told_without_its_regulation() -> None:
    """S23: without the regulation ids stand for names and instants are UTC, and still no step is without a reason."""
    found = refusal(case_of(), event("finish", "2024-03-05 09:00", "citizen"))
    told = explain_refusal(found)
    assert all(note.basis or dict(note.params)["inferred"] for note in told.steps)
    assert line(told, "asked").startswith("02:00 Tue 5 Mar 2024 (UTC): The citizen asked for finish")
    assert told.text("vi") != told.text("en")


def test_an_event_that_opens_nothing_is_told_with_what_does() -> None:
    """S23: before a case is open there is no state; what opens one is offered."""
    with pytest.raises(RefusedError) as caught:
        rich().apply(None, event("finish", "2024-03-05 09:00"))
    told = explain_refusal(caught.value.details["refusal"], rich().book)
    check(told)
    assert "stood" not in keys(told)
    assert line(told, "offer") == "Open: “send” (submit), for The citizen"


def test_where_nothing_is_open_that_is_said() -> None:
    """S23: a refusal says that nothing is open rather than nothing."""
    found = refusal(case_of(), event("close", "2024-03-05 09:00"))._replace(open=(), basis=("3.1.a",))
    told = explain_refusal(found, rich().book)
    assert "no_offer" in keys(told)


def test_every_code_of_refusal_has_its_sentence() -> None:
    """S23: the reason of each code is worded with the names of the regulation, in both languages."""
    shown = (
        "near who unit expected kind day fields field value text why_vi why_en condition first second due clock at last"
    )
    params: dict[str, Any] = dict.fromkeys([*shown.split(), "part", "ceiling", "id", "instead"], "x") | {
        "times": 3,
        "seq": 1,
        "why": ("vì", "why"),
    }
    for key in REFUSALS:
        code = key.partition(".")[2]
        if code not in ("of", "open", "nothing_open"):
            asked = event("finish", "2024-03-05 09:00")
            told = explain_refusal(Refusal.of(code, asked, "desk", **params), rich().book)
            check(told)


@given(histories())
def test_every_effect_is_told_with_its_source(history: History) -> None:
    """S25: each effect says what ordered it, to whom it goes, and on which article."""
    for one in history.steps:
        for effect in one.effects:
            told = explain_effect(history.engine.book, effect)
            check(told)
            assert "ordered" in keys(told) or "ordered_by" in keys(told)


def test_an_effect_names_addressee_channel_what_it_carries_and_its_clock() -> None:
    """S25: an effect's own clock is told with its limit and the event that reports the act."""
    effects = rich().replay(
        [
            event("submit", "2024-03-04 08:00", "citizen", category="light", result="r"),
            event("finish", "2024-03-05 09:00"),
        ]
    )
    (effect,) = effects.cases["R-1"].effects
    told = explain_effect(rich().book, effect)
    check(told)
    assert line(told, "ordered_by") == "09:00 Tue 5 Mar 2024: ordered by “finish” (finish), event 2 of the case"
    assert line(told, "addressed") == "publish: Publication for the public"
    assert line(told, "carries") == "With it: result"
    assert line(told, "channel") == "By the channel portal"
    assert line(told, "own_clock").endswith("(publication): 1 hour; the act is reported by published")


def test_a_signal_names_the_other_case() -> None:
    """S27: a signal says which event it tells to which case."""
    case = case_of()
    step = rich().apply(case, event("link", "2024-03-05 09:00", twin="R-2"))
    told = explain_effect(rich().book, step.effects[0])
    check(told)
    assert line(told, "signalled") == "Signal to another case: tells touch to the case R-2"
    other = step.effects[0]._replace(verb="report", to="officer", unit="North", basis=(), title=("lạ", "strange"))
    assert "officer North" in line(explain_effect(rich().book, other), "addressed")


@given(histories())
def test_every_line_of_a_trace_has_words(history: History) -> None:
    """S35: each happening is worded in both languages; a line of a part begins with its address."""
    for one in history.steps:
        for happening in one.trace:
            vi, en = (happening_text(history.engine.book, happening, lang) for lang in ("vi", "en"))
            assert vi
            assert en
            assert "{" not in vi + en
            assert vi.startswith(happening.part)


LINES = {
    ("repeated", "finish", ""): "“finish” (finish) was applied before",
    ("confirmed", "silence", "2025-01-05T00:00:00+07:00"): "silence confirms what happened at 00:00 Sun 5 Jan 2025",
    ("carried", "whole.1", "a -> b"): "“duty” (whole): due by the new days a -> b",
    ("succeeded", "unit", "ioc"): "unit comes to its end: centre takes over",
    ("moved", "whole.2.due", ""): "“duty” (whole), run 2 fell due",
    ("moved", "S/e1/0", "closed"): "the signal S/e1/0 of another case: it moves to “closed”",
    ("unjudged", "torn.1", "unknown"): "“torn” (torn): not judged (unknown)",
    ("joined", "help", "any"): "one part help is complete",
    ("started", "chance.1", ""): "reply (chance) starts",
    ("started", "add.1", ""): "“add” (add) starts",
    ("started", "gone.1", ""): "gone.1 starts",
    ("orphaned", "", ""): "Nobody has come to its end: nobody holds it",
    ("opened", "submit", "elsewhere"): "elsewhere opened by “send” (submit)",
    ("applied", "go", "nowhere"): "go: it moves to nowhere",
}


@pytest.mark.parametrize(("line_of", "text"), LINES.items())
def test_lines_are_worded(line_of: tuple[str, str, str], text: str) -> None:
    """S35: the rarer kinds of happening, and names that the regulation no longer has, read as sentences."""
    kind, subject, note = line_of
    assert happening_text(rich().book, Happening(0, kind, "", subject, note, ()), "en") == text


def test_a_cited_text_is_named_once() -> None:
    """S30: laws and the decision itself are cited as an official letter does it."""
    cite = Citer("7/QĐ-UBND", "en")
    assert cite(["BLDS 148.5"]) == "clause 5, Article 148 of the Civil Code 2015 (91/2015/QH13)"
    assert cite(["BLDS 148.6"]) == "clause 6, Article 148 of the Civil Code 2015"
    assert cite(["D.2", "D.2"]) == "Article 2 of Decision 7/QĐ-UBND"
    assert cite(["Thông báo 1/TB"]) == "Thông báo 1/TB"
    assert full(["3.1", "Thông báo 1/TB"], "7/QĐ-UBND", "vi").endswith("Quyết định 7/QĐ-UBND; Thông báo 1/TB")


def test_both_languages_of_every_sentence_take_the_same_words() -> None:
    """S35: a sentence exists in Vietnamese and in English, and shows the same things in both."""
    import re

    for key, (vi, en) in WORDS.items():
        assert sorted(re.findall(r"{(\w+)}", vi)) == sorted(re.findall(r"{(\w+)}", en)), key
        assert vi
        assert en
