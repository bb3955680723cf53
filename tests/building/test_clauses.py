"""Every clause is accounted for (S32), and every limit stands in the table."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from feedback_rules.profiles.build import build
from feedback_rules.profiles.checks_cited import unaccounted
from feedback_rules.profiles.clauses import ClauseInfo, Outline, clause_infos, entry_name, missing_clauses
from feedback_rules.profiles.limits import limit_infos
from tests.building.rich import rich
from tests.building.small import TABLES, small, text


def infos(document: dict[str, Any]) -> dict[str, ClauseInfo]:
    """Give the clauses by name."""
    return {info.clause: info for info in clause_infos(document)}


def test_clauses_come_in_the_order_of_the_text() -> None:
    """The decision first, then article by article, each list as it stands."""
    assert [info.clause for info in clause_infos(small())] == [
        "D.1", "D.2", "1", "1.1", "1.2", "2", "2.1", "2.1.a", "2.1.b", "2.2", "3", "3.1", "3.2", "3.3", "4",
    ]  # fmt: skip


def test_a_cited_clause_is_encoded_by_what_cites_it() -> None:
    """The entries that cite a clause are named as a reader finds them."""
    found = infos(small())
    assert found["2.1.a"].disposition == "encoded"
    assert found["2.1.a"].encoded_by == (
        "report.intake.required.full_name",
        "report.submitted.clocks.intake",
        "report.submitted.events.forward",
    )
    assert found["D.2"].encoded_by == ("regulation.in_force",)


def test_an_article_named_alone_speaks_for_what_is_left() -> None:
    """An article or a range speaks for those of its clauses that nothing else accounts for."""
    document = small()
    document["outline"].update({"5": ["1", "2"], "6": [], "7": ["1"]})
    document["holders"]["ioc"]["basis"] = ["1.1", "5.2"]
    document["clauses"] = {
        "D.1": {"definition": True},
        "4-6": {"host": text("the host does it")},
        "6": {"definition": True},
    }
    found = infos(document)
    assert (found["4"].disposition, found["4"].note) == ("host", ("the host does it (vi)", "the host does it"))
    assert (found["5.1"].disposition, found["5.2"].disposition) == ("host", "encoded")
    assert found["6"].disposition == "definition"
    assert (found["7"].disposition, found["7.1"].disposition) == ("", "")
    assert found["5.1"].to_dict("vi")["note"] == "the host does it (vi)"


def test_a_clause_that_only_holds_others_goes_with_them() -> None:
    """An article is accounted for once everything in it is."""
    document = small()
    del document["categories"], document["workflows"]["report"]["opens_with"]
    document["outline"]["5"] = ["1", "2"]
    document["clauses"].update({"5.1": {"definition": True}, "5.2": {"organisational": True, "note": text("note")}})
    assert infos(document)["5"].disposition == "definition"
    assert infos(document)["5.2"].note == ("note (vi)", "note")


def test_ranges_and_unknown_clauses() -> None:
    """A range needs both its ends; what is not in the outline speaks for nothing."""
    outline = Outline(
        {"outline": {"1": ["1"], "2": ["/p2", "1"], "3": {"clauses": ["1"], "missing": {"2": text("lost")}}}}
    )
    assert outline.spoken_for("1-2") == ("1", "1.1", "2", "2/p2", "2.1")
    assert outline.spoken_for("2") == ("2", "2/p2", "2.1")
    assert outline.spoken_for("1-9") == outline.spoken_for("9") == ()
    assert missing_clauses({"outline": {"3": {"missing": {"2": text("lost")}}, "4": []}}) == {
        "3.2": ("lost (vi)", "lost")
    }


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (("holders", "ioc", "basis", 0), "holders.ioc"),
        (
            ("workflows", "report", "groups", "hand", "clocks", "fix", "met_by", "do", "basis", 0),
            "report.hand.clocks.fix",
        ),
        (("workflows", "report", "states", "groups", "basis", 0), "report.groups"),
        (("calendars", "office", "closures", 0, "basis", 0), "calendars.office.closures"),
    ],
)
def test_entries_are_named_as_a_reader_finds_them(path: tuple[str | int, ...], name: str) -> None:
    """An encoded thing is named by the entry that a citation stands in."""
    assert entry_name({}, path) == name


def test_the_table_of_limits() -> None:
    """One row for each way to comply and each row of a table, in the order of the text, in plain values."""
    rows = {row.id: row.to_dict() for row in limit_infos(build(rich(), TABLES))}
    assert list(rows)[:3] == ["intake", "supplement", "settle/settle/2"]
    assert rows["settle/settle/1"] == {
        "id": "settle/settle/1", "workflow": "report", "kind": "obligation", "holder": "board", "amount": 4,
        "time_unit": "working_hour", "at_least": None, "starts": ["enter at_board"], "counts_from": [],
        "met_by": ["settle"], "when": "severity: urgent", "at_due": ["awaiting", "settle.due"], "basis": ["3.1"],
        "inferred": None, "calendar": "hotline", "readings": {"days": "working", "who": "board"}, "title": "settle",
    }  # fmt: skip
    assert rows["settle/settle/2"]["at_least"] == "4 hours"
    assert (rows["settle/promise"]["time_unit"], rows["settle/promise"]["amount"]) == ("given", None)
    assert rows["lock"]["starts"] == ["rush", "settle.due"]
    assert (rows["lock"]["holder"], rows["lock"]["counts_from"]) == (None, ["submit"])
    assert rows["publication"]["starts"] == ["effect"]
    assert rows["intake"]["calendar"] is None
    assert rows["supplement"]["holder"] == "citizen"


def test_prose_of_the_table_is_in_the_language_asked_for() -> None:
    """A limit that was inferred says why, in either language."""
    document = small()
    clock = document["workflows"]["report"]["states"]["assigned"]["clocks"]["report"]
    clock["inferred"] = text("receipt is taken")
    row = next(row for row in limit_infos(build(document, TABLES)) if row.id == "report")
    assert (row.to_dict("vi")["inferred"], row.to_dict()["inferred"]) == ("receipt is taken (vi)", "receipt is taken")


def test_a_clause_that_only_holds_a_silent_one_is_not_told_beside_it() -> None:
    """S32: one clause left out is one problem; the article above follows from it."""
    outline = Outline({"outline": {"3": ["1", "2"], "4": []}})
    survey = SimpleNamespace(document={"outline": {"3": ["1", "2"], "4": []}}, outline=outline, cited={"3.1"})
    found = unaccounted(survey)  # type: ignore[arg-type] # whatever it asks of a survey
    assert [finding.params["name"] for finding in found] == ["3.2", "4"]
