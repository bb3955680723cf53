"""Scenarios that ask the law itself: in force, who sees a field, reports owed, monitors."""

from __future__ import annotations

from pathlib import Path

import pytest

from feedback_rules.errors import LogError
from feedback_rules.studies.scenario import Engines, Verdict, run_file

ENGINES: Engines = {}
MONITORED = Path(__file__).with_name("monitored.yaml")

SENT = (
    '{name: submit, at: "2024-01-08 08:00", by: citizen, data: {category: sanitation, channel: app, full_name: A, '
    'address: B, phone: "0900", id_number: "02", content: C, location: D}}'
)


def run(folder: Path, body: str, profile: str = "langson") -> Verdict:
    """Run one scenario about a profile."""
    path = folder / "stories.yaml"
    head = f'profile: {profile}\nscenarios:\n  - title: {{vi: "Chuyện", en: "A story"}}\n    basis: [9.2]\n'
    path.write_text(f"{head}{body}", encoding="utf-8")
    [verdict] = run_file(path, ENGINES)
    return verdict


@pytest.mark.parametrize(
    ("at", "expect"),
    [
        ("2022-05-12 00:00", "{in_force: true}"),
        ("2022-05-11 23:59", "{in_force: false}"),
        ("2022-05-11 24:00", "{in_force: false}"),
        ("2022-05-12T00:30:00+09:00", "{in_force: false}"),
        ("2024-03-04 08:00", "{fields: {full_name: {public: false, basis: 5.1.a}, committed_by: none}}"),
        ("2024-03-31 24:00", "{duties: {office_report: {periods: [2024-03, 2024-Q1], on_request: true, by: office}}}"),
        ("2024-12-31 08:00", "{duties: {office_report: {periods: [2024-12, 2024-Q4, '2024'], channel: none}}}"),
        (
            "2024-03-30 08:00",
            "{duties: {office_report: {periods: none, addressee: provincial_committee}, x: none}}",
        ),
    ],
)
def test_what_the_law_says_on_a_day_needs_no_log(tmp_path: Path, at: str, expect: str) -> None:
    """The day is that of ``at`` on the regulation's clock; 24:00 belongs to the day that it ends."""
    verdict = run(tmp_path, f'    at: "{at}"\n    expect: {expect}\n')
    assert verdict.passed, verdict.differences
    assert verdict.given == ()


@pytest.mark.parametrize(
    ("expect", "where", "expected", "got"),
    [
        ("{in_force: false}", "in_force", "false", "true"),
        ("{fields: {full_name: {public: true}}}", "fields.full_name.public", "true", "false"),
        ("{fields: {colour: {public: true}}}", "fields.colour", "an entry", "none; there are: "),
        ("{duties: {office_report: {periods: [2024-03]}}}", "duties.office_report.periods", "[2024-03]", "[2024-03, "),
        ("{duties: {office_report: {by: ioc}}}", "duties.office_report.by", "ioc", "office"),
        ("{duties: {office_report: none}}", "duties.office_report", "none", "there is one"),
        ("{duties: {other: {by: ioc}}}", "duties.other", "an entry", "none; there are: "),
        ("{monitors: {late_share: {ioc: {cases: 1}}}}", "monitors.late_share.ioc", "an entry", "none, nor any other"),
    ],
)
def test_a_difference_from_the_law_is_told_like_any_other(
    tmp_path: Path, expect: str, where: str, expected: str, got: str
) -> None:
    """Where, expected, got, and the clause at stake."""
    verdict = run(tmp_path, f'    at: "2024-03-31 08:00"\n    expect: {expect}\n')
    [difference] = verdict.differences
    told = difference.to_dict("en")
    assert (told["where"], told["expected"]) == (where, expected)
    assert told["got"].startswith(got)
    assert difference.clause


def test_a_monitor_stands_as_at_the_end_of_its_period(tmp_path: Path) -> None:
    """Units are named like holders; one that is not counted by unit stands under ``all``."""
    late = "{cases: 1, counted: 1, share: 1.0, threshold: '> 30 %', exceeded: true, bad: [C-1], period: 2024-01}"
    log = f"    log:\n      - {SENT}\n"
    verdict = run(tmp_path, f"{log}    expect: {{monitors: {{late_share: {{ioc: {late}}}}}}}\n", str(MONITORED))
    assert verdict.passed, verdict.differences
    more = f'{log}    at: "2024-02-01 00:00"\n'
    verdict = run(tmp_path, f"{more}    expect: {{monitors: {{late_share: {{ioc: none}}}}}}\n", str(MONITORED))
    assert verdict.passed, verdict.differences
    everybody = "{unhappy_share: {all: {cases: 1, counted: 0, share: 0.0}}, unhappy: {ioc: {exceeded: false}}}"
    verdict = run(tmp_path, f"{log}    expect: {{monitors: {everybody}}}\n", str(MONITORED))
    assert verdict.passed, verdict.differences


@pytest.mark.parametrize(
    "expect",
    [
        "{duties: {office_report: {every: month}}}",
        "{monitors: {late_share: {ioc: {units: 1}}}}",
        "{monitors: {late_share: 3}}",
        "{fields: [phone]}",
    ],
)
def test_an_unknown_key_of_the_law_is_refused(tmp_path: Path, expect: str) -> None:
    """A slip would otherwise pass by accident."""
    with pytest.raises(LogError):
        run(tmp_path, f'    at: "2024-03-31 08:00"\n    expect: {expect}\n')


def test_with_neither_rows_nor_an_instant_nothing_can_be_asked(tmp_path: Path) -> None:
    """The log may be left out only where ``at`` names the day."""
    with pytest.raises(LogError, match="log"):
        run(tmp_path, "    expect: {in_force: true}\n")


def test_a_case_can_not_be_expected_without_rows(tmp_path: Path) -> None:
    """What is expected of a case that no row opens is a difference."""
    verdict = run(tmp_path, '    at: "2024-03-31 08:00"\n    expect: {state: submitted}\n')
    assert verdict.differences[0].to_dict("en")["got"] == "never opened"
