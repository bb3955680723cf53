"""Scenarios: read with the place of everything, replayed, and every difference told as data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from feedback_rules.errors import LogError, ProfileError
from feedback_rules.studies.scenario import Engines, Verdict, find, read_scenarios, run_file
from feedback_rules.studies.scenario_rows import moment

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[[str], tuple[Verdict, ...]]

ENGINES: Engines = {}
"""Each regulation is loaded once for each choice of readings."""

EVERYTHING = Path(__file__).with_name("everything.yaml")

HEAD = """\
profile: langson
given:
  complete: {full_name: A, address: B, phone: "0900", id_number: "02", content: C, location: D, category: health}
  named: {full_name: "A"}
scenarios:
"""
SENT = '      - {name: submit, at: "2024-03-04 08:00", by: citizen, data: {use: complete}}\n'
FORWARDED = '      - {name: forward, at: "2024-03-04 08:40", by: ioc_officer, data: {to_unit: "Hải Yến"}}\n'


def story(log: str, expect: str, more: str = "") -> str:
    """Write a file with one scenario."""
    title = '  - title: {vi: "Chuyện", en: "A story"}\n    basis: [7.2.a]\n'
    return f"{HEAD}{title}{more}    log:\n{log}    expect: {expect}\n"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run the text of a scenario file."""

    def written(text: str) -> tuple[Verdict, ...]:
        path = tmp_path / "stories.yaml"
        path.write_text(text, encoding="utf-8")
        return run_file(path, ENGINES)

    return written


@pytest.mark.parametrize(
    "expect",
    [
        "{state: at_commune, holder: commune, unit: Hải Yến, outcome: none, ended: none, workflow: report}",
        "{holder: commune/Hải Yến}",
        "{facts: {complete: true, category: health, lacks: [], grounds: unset, excluded: unset}}",
        '{clocks: {intake: {status: met, due: "2024-03-04 09:00", bound_unit: ioc, kind: obligation, overdue: 0}}}',
        '{clocks: {intake.1: {started: "2024-03-04T08:00:00+07:00", ended: "2024-03-04 08:40", basis: 7.2.a}}}',
        "{clocks: {intake.2: none, supply: none}}",
        '{clocks: {commune_decision: {due: "2024-03-05 24:00", ended: none, basis: [7.3.b]}}}',
        "{effects: [archive ioc, archive, {verb: assign, to: commune, basis: 7.2.a}, publish public]}",
        "{no_effects: [escalate, notify citizen]}",
        '{effects: [{verb: assign, at: "2024-03-04 08:40", carries: [location, content], unit: Hải Yến}]}',
        "{effects: [{verb: assign, by: none}]}",
        "{parts: {coordination/1: none}}",
    ],
)
def test_what_came_out_as_expected_is_no_difference(run: Run, expect: str) -> None:
    """Everything named is compared: instants as instants, lists as sets, none as nothing."""
    [verdict] = run(story(SENT + FORWARDED, expect))
    assert verdict.passed, verdict.differences
    assert verdict.to_dict("en")["passed"] is True
    assert verdict.to_dict("en")["title"] == "A story"


@pytest.mark.parametrize(
    ("expect", "where", "expected", "got"),
    [
        ("{state: submitted}", "state", "submitted", "at_commune"),
        ("{holder: commune/Nghĩa Đô}", "holder", "commune/Nghĩa Đô", "commune/Hải Yến"),
        ("{outcome: answered}", "outcome", "answered", "none"),
        ("{facts: {complete: false}}", "facts.complete", "false", "true"),
        ("{facts: {lacks: [phone]}}", "facts.lacks", "[phone]", "unset"),
        ("{facts: {category: unset}}", "facts.category", "unset", "health"),
        ("{facts: {colour: red}}", "facts.colour", "red", "no fact; there are: "),
        ("{clocks: {intake: {status: late}}}", "clocks.intake.status", "late", "met"),
        ('{clocks: {intake: {due: "2024-03-04 10:00"}}}', "clocks.intake.due", "2024-03-04 10:00", "2024-03-04T09:00"),
        ("{clocks: {intake: {due: none}}}", "clocks.intake.due", "none", "2024-03-04T09:00"),
        ("{clocks: {intake: {basis: 7.2.b}}}", "clocks.intake.basis", "7.2.b", "[7.2.a]"),
        ("{clocks: {intake.2: {status: met}}}", "clocks.intake.2", "a run", "none; there are: intake.1"),
        ("{clocks: {intake: none}}", "clocks.intake", "none", "met"),
        ("{effects: [notify citizen]}", "effects", "notify citizen", "archive ioc, assign commune"),
        ("{effects: [archive ioc, archive ioc]}", "effects", "archive ioc", "archive ioc, assign"),
        ("{effects: [{verb: archive, basis: 9.2}]}", "effects", "{verb: archive, basis: 9.2}", "archive ioc"),
        ("{effects: [{verb: archive, by: ioc}]}", "effects", "{verb: archive, by: ioc}", "archive ioc"),
        ("{no_effects: [archive]}", "no_effects", "no archive", "archive ioc"),
        ("{parts: {coordination/1: {state: consulted}}}", "parts.coordination/1", "a part", "none"),
        ("{cases: {C-2: {state: x}}}", "case", "C-2", "never opened"),
        ("{cases: {C-1: {state: x}}}", "cases.C-1.state", "x", "at_commune"),
        ("{refused: {row: 2, code: wrong-unit}}", "refused.row 2 (forward)", "refused wrong-unit", "taken"),
        ("{refused: {row: 2}}", "refused.row 2 (forward)", "refused", "taken"),
    ],
)
def test_a_difference_says_where_what_was_expected_and_what_was_got(
    run: Run, expect: str, where: str, expected: str, got: str
) -> None:
    """A difference is data: where, expected, got, and the clause at stake."""
    [verdict] = run(story(SENT + FORWARDED, expect))
    assert not verdict.passed
    [difference] = verdict.differences
    told = difference.to_dict("en")
    assert (told["where"], told["expected"]) == (where, expected)
    assert told["got"].startswith(got)
    assert difference.clause
    assert verdict.to_dict()["differences"] == [difference.to_dict()]
    assert verdict.given[0].startswith("2024-03-04 08:00 citizen submit (")


@pytest.mark.parametrize(
    ("expect", "expected", "got"),
    [
        ("{facts: {colour: red}}", "red", "không có dữ kiện này; hiện có: "),
        ("{clocks: {intake.2: {status: met}}}", "một lượt thời hạn", "không có; hiện có: intake.1"),
        ("{no_effects: [archive]}", "không có archive", "archive ioc"),
        ("{parts: {coordination/1: {}}}", "một phần của hồ sơ", "không có, cũng không có cái nào khác"),
        ("{cases: {C-2: {state: x}}}", "C-2", "chưa được mở"),
        ("{refused: {row: 2, code: wrong-unit}}", "bị từ chối (wrong-unit)", "được nhận"),
        ("{refused: {row: 2}}", "bị từ chối", "được nhận"),
    ],
)
def test_a_difference_is_told_in_vietnamese_too(run: Run, expect: str, expected: str, got: str) -> None:
    """Whatever is said of a value is said in the language of the reader; names stay as the file has them."""
    [verdict] = run(story(SENT + FORWARDED, expect))
    [told] = verdict.to_dict()["differences"]
    assert told["expected"] == expected
    assert told["got"].startswith(got)


def test_a_fault_names_the_scenario_in_the_language_of_the_reader(run: Run) -> None:
    """The place inside a file is told with the scenario's own title, in Vietnamese or in English."""
    text = story("      - {name: a, by: citizen}\n", "{stat: x}")
    with pytest.raises(LogError) as caught:
        run(text)
    told = [problem.message for problem in caught.value.details["problems"]]
    assert told == [
        ("Chuyện: dòng 1: thiếu at", "A story: row 1: at is missing"),
        ("Chuyện: expect: không có khóa stat", "A story: expect: there is no key stat"),
    ]
    with pytest.raises(LogError) as caught:
        run("profile: langson\n")
    assert caught.value.details["problems"][0].message[0] == "tệp này: thiếu scenarios"


def test_a_refused_row_must_be_expected(run: Run) -> None:
    """Every refusal that is not expected is a difference; the row then changes nothing."""
    wrong = '      - {name: assign, at: "2024-03-04 08:50", by: commune_leader, unit: "Khác", data: {officer: X}}\n'
    log = SENT + FORWARDED + wrong
    for refused in ("{row: 3, code: wrong-unit}", "{row: 3}", "[{row: 3, code: wrong-unit}]"):
        [verdict] = run(story(log, f"{{state: at_commune, refused: {refused}}}"))
        assert verdict.passed, verdict.differences
    [verdict] = run(story(log, "{state: at_commune}"))
    told = [verdict.differences[0].to_dict(lang) for lang in ("vi", "en")]
    assert [each["expected"] for each in told] == ["được nhận", "taken"]
    assert told[0]["got"].startswith("bị từ chối (wrong-unit): Lãnh đạo UBND cấp xã thuộc đơn vị Khác")
    assert told[1]["got"].startswith("refused wrong-unit: Commune leader belongs to Khác")
    [verdict] = run(story(log, "{refused: {row: 3, code: too-late}}"))
    assert verdict.differences[0].to_dict("en")["expected"] == "refused too-late"


def test_a_case_that_was_never_opened_can_be_expected(run: Run) -> None:
    """Only the refusal is looked at then."""
    log = '      - {name: forward, at: "2024-03-04 08:00", by: ioc_officer}\n'
    [verdict] = run(story(log, "{refused: {row: 1, code: not-open}}"))
    assert verdict.passed, verdict.differences
    [verdict] = run(story(log, "{state: submitted, refused: {row: 1}}"))
    assert not verdict.passed


def test_time_passes_until_the_instant_that_is_named(run: Run) -> None:
    """``at`` lets time pass: one second after due the clock is breached; 24:00 is the end of the day."""
    for at, status in (
        ("2024-03-04 09:00", "running"),
        ("2024-03-04 09:00:01", "breached"),
        ("2024-03-04 24:00", "breached"),
    ):
        [verdict] = run(story(SENT, f"{{clocks: {{intake: {{status: {status}}}}}}}", f'    at: "{at}"\n'))
        assert verdict.passed, verdict.differences


def test_readings_and_overlays_are_those_of_the_scenario(run: Run, tmp_path: Path) -> None:
    """A scenario may choose readings, and an overlay beside its file."""
    expect = '{clocks: {commune_decision: {due: "2024-03-05 08:40", readings: {one_day: clock}}}}'
    [verdict] = run(story(SENT + FORWARDED, expect, "    readings: {one_day: clock}\n"))
    assert verdict.passed, verdict.differences
    source = Path(__file__).with_name("monitored.yaml").read_text(encoding="utf-8")
    (tmp_path / "beside.yaml").write_text(source.replace("profile: monitored", "profile: beside"), encoding="utf-8")
    [verdict] = run(story(SENT, "{state: submitted}", "    overlays: [beside.yaml]\n"))
    assert verdict.passed, verdict.differences


def test_what_is_given_is_laid_under_the_rows_own_data(run: Run) -> None:
    """A row may use several given data, add to them, replace them, and take a field away with none."""
    data = "{use: [named, complete], phone: none, channel: web}"
    log = f'      - {{name: submit, at: "2024-03-04 08:00", by: citizen, data: {data}}}\n'
    [verdict] = run(story(log, "{facts: {complete: false, lacks: [phone], channel: web}}"))
    assert verdict.passed, verdict.differences


def test_parts_are_compared_like_cases(run: Run) -> None:
    """A part is named by its address, its clocks with it; one that ends makes the join when all have."""
    log = """\
      - {name: submit, at: "2024-03-04 08:00", by: citizen, data: {category: roads, channel: app, content: C}}
      - {name: cooperate, at: "2024-03-04 09:00", by: clerk, data: {wards: [A, B]}}
      - {name: help_out, case: C-1/help/2, at: "2024-03-05 09:00", by: ward_clerk, unit: B}
"""

    def told(expect: str) -> Verdict:
        [verdict] = run(story(log, expect).replace("langson", str(EVERYTHING)).replace("[7.2.a]", "[1.7]"))
        return verdict

    parts = "help/1: {state: asked, holder: ward/A, unit: A, outcome: none}, help/2: {state: helped, outcome: helped}"
    clocks = (
        'help/1:reply: {status: running, due: "2024-03-06 24:00"}, help/2:reply.1: {status: met, bound_unit: ward/B}'
    )
    verdict = told(f"{{state: waiting, parts: {{{parts}, help/3: none}}, clocks: {{{clocks}}}}}")
    assert verdict.passed, verdict.differences
    verdict = told(
        "{parts: {help/1: {state: helped}, help/3: {}, help/2: none}, clocks: {help/1:answer: {status: met}}}"
    )
    assert [(told["where"], told["got"]) for told in verdict.to_dict("en")["differences"]] == [
        ("parts.help/1.state", "asked"),
        ("parts.help/3", "none; there are: help/1, help/2"),
        ("parts.help/2", "helped"),
        ("clocks.help/1:answer", "none; there are: notice.1, torn.1, help/1:reply.1, help/2:reply.1"),
    ]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("profile: langson\n", 1, "the file: scenarios is missing"),
        ("profile: langson\nscenarios: []\n", 2, "scenarios is empty"),
        ("profile: langson\nscenarios: x\n", 2, "a list is needed"),
        ("profile: langson\ngiven: x\nscenarios: [x]\n", 2, "given: keys with values"),
        ("profile: langson\ngiven: {a: x}\nscenarios: [x]\n", 2, "given.a: keys with values"),
        (f"{HEAD}  - x\n", 6, "scenarios: keys with values"),
        (f"{HEAD}  - {{basis: 7.2.a, log: [], expect: {{state: x}}}}\n", 6, "a scenario: title is missing"),
        (f"{HEAD}  - {{title: T, log: [], expect: {{state: x}}}}\n", 6, "T: basis is missing"),
        (f"{HEAD}  - {{title: T, basis: [], log: [], expect: {{state: x}}}}\n", 6, "T: basis is empty"),
        (f"{HEAD}  - {{title: T, basis: 7, log: []}}\n", 6, "T: expect is missing"),
        (f"{HEAD}  - {{title: T, basis: 7, log: [], expect: {{}}}}\n", 6, "T: log is empty"),
        (f"{HEAD}  - {{title: T, basis: 7, log: [x], expect: {{}}}}\n", 6, "row 1: keys with values"),
        (f"{HEAD}  - {{title: {{vi: T}}, basis: 7, log: [], expect: x}}\n", 6, "title: en is missing"),
        (f"{HEAD}  - {{title: [T], basis: [[7]], log: [], expect: x}}\n", 6, "title: a text is needed"),
        (story(SENT, "{}"), 10, "A story: expect is empty"),
        (story(SENT, "x"), 10, "expect: keys with values"),
        (story(SENT, "{stat: x}"), 10, "there is no key stat"),
        (story(SENT, "{clocks: {intake: {stats: x}}}"), 10, "there is no key stats"),
        (story(SENT, "{clocks: x}"), 10, "clocks: keys with values"),
        (story(SENT, "{parts: {a: {stat: x}}}"), 10, "there is no key stat"),
        (story(SENT, "{facts: x}"), 10, "facts: keys with values"),
        (story(SENT, "{effects: [{verbs: x}]}"), 10, "there is no key verbs"),
        (story(SENT, "{effects: x}"), 10, "effects: a list is needed"),
        (story(SENT, "{refused: x}"), 10, "refused: keys with values"),
        (story(SENT, "{refused: {code: x}}"), 10, "row is missing"),
        (story(SENT, "{refused: {row: 2}}"), 10, "2 is not the number of a row"),
        (story(SENT, "{cases: {C-2: {}}}"), 10, "A story: C-2: expect is empty"),
        (story(SENT, "{state: x}", "    readings: x\n"), 8, "readings: keys with values"),
        (story(SENT, "{state: x}", "    readings: {a: [b]}\n"), 8, "readings.a: a text is needed"),
        (story(SENT, "{state: x}", "    at: [x]\n"), 8, "at: a text is needed"),
        (story(SENT, "{state: x}", "    at: later\n"), 8, "later is no instant"),
        (
            story("      - {name: a, at: x, by: citizen, data: {use: complet}}\n", "{state: x}"),
            9,
            "no given data is named",
        ),
        (
            story("      - {name: a, at: x, by: citizen, data: {use: [[a]]}}\n", "{state: x}"),
            9,
            "no given data is named",
        ),
        (story("      - {name: a, at: x, by: citizen}\n", "{state: x}"), 9, "x is no instant"),
        (story("      - {name: a, by: citizen}\n", "{state: x}"), 9, "row 1: at is missing"),
        (story("      - {name: a, at: x, by: citizen, whom: b}\n", "{state: x}"), 9, "there is no key whom"),
        ("profile: langson\nprofile: langson\n", 2, "profile"),
    ],
)
def test_a_broken_file_is_refused_by_name_and_line(run: Run, text: str, line: int, words: str) -> None:
    """What is missing or misspelt is told with its line, in both languages."""
    with pytest.raises(LogError) as caught:
        run(text)
    found = caught.value.details["problems"]
    told = [problem for problem in found if words in problem.message[1]]
    assert told, [problem.text() for problem in found]
    assert told[0].line == line
    assert all(problem.message[0] and problem.hint[0] for problem in found)


def test_unknown_keys_have_near_names(run: Run) -> None:
    """A misspelt key is offered the right one."""
    with pytest.raises(LogError) as caught:
        run(story(SENT, "{stat: x}"))
    assert 'Did you mean "state"?' in caught.value.details["problems"][0].hint[1]


def test_a_profile_that_does_not_load_is_an_error(run: Run) -> None:
    """A scenario of no regulation says so; it is no difference."""
    with pytest.raises((ProfileError, Exception), match="nowhere"):
        run(story(SENT, "{state: x}").replace("langson", "nowhere"))


def test_the_path_of_a_profile_counts_from_the_scenario_file(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever the command is typed, the profile beside the scenarios is theirs; else the working folder counts."""
    source = EVERYTHING.read_text(encoding="utf-8")
    (tmp_path / "beside.yaml").write_text(source.replace("profile: everything", "profile: beside"), encoding="utf-8")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    text = story(SENT, "{facts: {channel: app}}").replace("langson", "beside.yaml").replace("[7.2.a]", "[1.1]")
    [verdict] = run(text)
    assert verdict.profile == str(tmp_path / "beside.yaml")
    monkeypatch.chdir(tmp_path.parent)
    [verdict] = run(text.replace("beside.yaml", f"{tmp_path.name}/beside.yaml"))
    assert verdict.profile == f"{tmp_path.name}/beside.yaml"


@pytest.mark.parametrize(
    ("name", "more", "code", "line", "told"),
    [
        ("nowhere.yaml", "", "missing-file", 1, "there is no file nowhere.yaml"),
        ("nowhere", "", "unknown-profile", 1, 'there is no shipped profile "nowhere"'),
        ("langson", "    overlays: [away.yaml]\n", "missing-file", 6, "there is no file away.yaml"),
    ],
)
def test_a_profile_that_is_not_there_is_a_fault_of_the_file_that_names_it(
    run: Run, name: str, more: str, code: str, line: int, told: str
) -> None:
    """The place is where the scenario file names it, never the file that is missing."""
    with pytest.raises(LogError) as caught:
        run(story(SENT, "{state: x}", more).replace("langson", name))
    [found] = caught.value.details["problems"]
    assert (found.code, found.line) == (code, line)
    assert found.file.endswith("stories.yaml")
    assert told in found.message[1]
    assert found.message[0] != found.message[1]


def test_files_are_found_in_folders_in_order_of_name(tmp_path: Path) -> None:
    """Folders are searched for YAML, files taken as they are."""
    for name in ("b/2.yaml", "b/1.yaml", "a.yaml", "c.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    found = find([tmp_path, tmp_path / "c.txt"])
    assert [str(path.relative_to(tmp_path)) for path in found] == ["a.yaml", "b/1.yaml", "b/2.yaml", "c.txt"]


@pytest.mark.parametrize(
    "text", ["", "2024", "2024-02-30 08:00", "2024-02-30 24:00", "9999-12-31 24:00", "2024-03-04 24:01"]
)
def test_what_is_no_instant_is_none(text: str) -> None:
    """No text that is not an instant is taken for one."""
    assert moment(text, "Asia/Ho_Chi_Minh") is None


def test_the_shipped_scenarios_read_well() -> None:
    """Every shipped scenario file is read whole."""
    files = find([Path(__file__).parents[1] / "scenarios"])
    assert files
    for file in files:
        assert read_scenarios(file).scenarios


def test_a_scenario_cites_clauses_that_are_in_the_outline(run: Run) -> None:
    """S30: every citation of ``basis`` is a clause of the text, or of a law that may be cited beside it."""
    good = story(SENT + FORWARDED, "{state: at_commune}").replace("[7.2.a]", '[7.2.a, "BLDS 148"]')
    assert run(good)[0].passed
    for basis, column, near, known in (
        ("[7.2.a, 7.2.z]", 20, '"7.2.c"?', "7.1"),
        ("77.1", 12, '"7.1"?', "11, 12"),
        ("Article 7", 12, "", "11, 12"),
    ):
        with pytest.raises(LogError) as caught:
            run(good.replace('[7.2.a, "BLDS 148"]', basis))
        (problem,) = caught.value.details["problems"]
        assert (problem.code, problem.line, problem.column) == ("citation-not-in-outline", 7, column)
        assert near in problem.hint[1]
        assert known in problem.hint[0]
        assert problem.message[0] != problem.message[1]


def test_two_scenarios_of_one_file_have_two_titles(run: Run) -> None:
    """A title names one scenario of its file, in either language; the line of the first is told."""
    first = story(SENT + FORWARDED, "{state: at_commune}")
    body = first.removeprefix(HEAD)
    other = body.replace("Chuyện", "Chuyện khác").replace("A story", "Another")
    assert len(run(first + other)) == 2
    for again in (body, body.replace("Chuyện", "Khác"), body.replace("A story", "Another")):
        with pytest.raises(LogError) as caught:
            run(first + again)
        (problem,) = caught.value.details["problems"]
        assert (problem.code, problem.line, problem.column) == ("title-twice", 12, 12)
        assert "line 6" in problem.message[1]
