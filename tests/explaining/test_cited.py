"""Every step of every explanation of the shipped logs is cited, and said in both languages (S35)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from feedback_rules.engine import Engine
from feedback_rules.explain.explanation import Once
from feedback_rules.profiles.shelf import day_table, load_profile
from feedback_rules.studies.log import read_log
from tests.explaining.reading import line, step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedback_rules.explain import Explanation

ROOT = Path(__file__).resolve().parents[2]
LOGS = ("langson", "hanoi", "hcmc", "binhphuoc", "travinh")
AUDITS = tuple(f"{name}-audit" for name in LOGS)


@cache
def engine_of(name: str) -> Engine:
    """Load the regulation of a log once."""
    return Engine(load_profile(name.removesuffix("-audit")))


def told(name: str) -> Iterator[tuple[str, Explanation]]:
    """Explain each case of a log, and each run of each clock in each of its parts."""
    engine = engine_of(name)
    replayed = engine.replay(list(read_log(str(ROOT / "examples" / f"{name}.jsonl"))), mode="audit")
    for case, run in replayed.cases.items():
        if run.case is None:
            continue
        yield case, engine.explain(run.case)
        for part in run.case.parts:
            for one in part.runs:
                where = f"{case}/{part.address}:{one.id}"
                yield where, engine.explain(run.case, clock=one.clock, run=one.number, part=part.address)


def faults(row: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """Say what a step lacks: its articles, or its words in one of the languages."""
    found = [] if row["basis"] and row["citation"] and other["citation"] else ["uncited"]
    found += [lang for lang, text in (("vi", row["text"]), ("en", other["text"])) if not text.strip()]
    return found + (["the same words twice"] if row["text"] == other["text"] else [])


@pytest.mark.parametrize("name", [*LOGS, *AUDITS])
def test_every_step_is_cited_in_both_languages(name: str) -> None:
    """Of every case and run, each step names its articles and has words of its own in Vietnamese and in English."""
    count = 0
    wrong: dict[str, str] = {}
    for where, explanation in told(name):
        vi, en = (explanation.to_dict(lang)["steps"] for lang in ("vi", "en"))
        assert len(vi) == len(en) == len(explanation.steps)
        for note, row, other in zip(explanation.steps, vi, en, strict=True):
            count += 1
            if found := faults(row, other):
                wrong.setdefault(note.key, f"{where} step {row['n']}: {', '.join(found)}: {row['text']}")
    assert wrong == {}
    assert count > 100


def test_a_day_that_may_still_change_cites_the_year_s_table() -> None:
    """A day on which a decision is pending is worked: the documents that order the year's days off leave it out."""
    table = day_table("vietnam")
    office = engine_of("langson").book.calendars["office"]
    for day, words in table.pending.items():
        start = office.to_datetime(office.tables.zone.at((day.toordinal() - 719_164) * 86_400_000_000))
        found = office.explain(start, "1 working day")
        pending = [note for note in found.steps if note.key == "calendar.pending"]
        assert [dict(note.params)["name"] for note in pending] == [words]
        assert pending[0].basis == table.cite(table.years[day.year].sources) != ()


def test_an_id_stands_beside_its_title_once() -> None:
    """A title bears its id where it is first named, head included, and stands alone from then on."""
    where, explanation = next(pair for pair in told("langson") if pair[0].endswith(":intake.1"))
    for lang in ("vi", "en"):
        for text in (explanation.text(lang), explanation.memo(lang)):
            assert text.count("(intake)") == 1, where
            assert text.count("(forward)") == 1, where
    once = Once()
    assert once("«A» (a) → «B» (a); «A» (a)") == "«A» (a) → «B» (a); «A»"


def test_nobody_holds_a_case_on_the_article_of_the_state_in_which_it_stopped() -> None:
    """S34: where the district tier has ended, the step cites the state it held and says what the text leaves open."""
    explanation = next(found for where, found in told("langson") if where == "LS-2025-013")
    note = step(explanation, "held_nobody")
    assert note.basis[0] == "7.4"
    assert "cấp huyện" in explanation.to_dict("vi")["steps"][explanation.steps.index(note)]["inferred"]
    assert line(explanation, "stands_nobody", "vi").endswith("không ai giữ")
    assert line(explanation, "stands_nobody").endswith("held by nobody")


def test_a_successor_stands_on_the_article_of_the_one_it_follows() -> None:
    """S34: a department that took over is cited by the article of the one whose cases it took."""
    explanation = next(found for where, found in told("hcmc") if where == "DM-002")
    held = [note for note in explanation.steps if note.key == "explain.held"]
    assert set(held[-1].basis) == {"10.1", "11.6"}
    assert "merged" in dict(held[-1].params)["inferred"][1]
