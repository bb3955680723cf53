"""What officials read: titles for ids, days as they write them, tables that fit; JSON keeps ids and ISO."""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from feedback_rules.cli import audited, shown, tables
from feedback_rules.cli.entries import Entries
from feedback_rules.cli.names import Names
from feedback_rules.cli.session import Session
from feedback_rules.errors import RefusedError
from feedback_rules.profiles import shelf
from feedback_rules.studies.log_place import find_row
from feedback_rules.workflow.event import Event
from feedback_rules.workflow.refusal import Refusal
from tests.cli.test_commands import ASSIGN, FORWARDED, written

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Answer

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
PROFILES = ("langson", "hanoi", "hcmc", "binhphuoc", "travinh")

ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
BARE = re.compile(r"(?<![(./=\w])(?:[a-z]+_[a-z_]+)(?![)/\w.=])")
"""An id with an underline that stands alone: neither in brackets, nor a reading, nor part of an id."""

UNKNOWN = {"mark_late"}
"""An event of an audited log that the regulation does not have: there is no other name for it."""


def said(text: str) -> str:
    """Leave out what names a case, which may look like anything."""
    return re.sub(r"\b[A-Z]{2,}[\w-]*-\d{4}-\d+\S*", "", text)


@pytest.mark.parametrize("name", [*PROFILES, *(f"{name}-audit" for name in PROFILES)])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_report_has_neither_bare_ids_nor_iso_instants(call: Callable[..., Answer], name: str, lang: str) -> None:
    """A report on a log names events, clocks, holders and states by title, and writes days as people do."""
    answer = call("run", name.removesuffix("-audit"), EXAMPLES / f"{name}.jsonl", "--lang", lang)
    assert answer.status == 0
    text = said(answer.out)
    assert ISO.findall(text) == []
    assert set(BARE.findall(text)) <= UNKNOWN


@pytest.mark.parametrize("profile", PROFILES)
def test_limits_fit_a_page_and_cite_once(call: Callable[..., Answer], profile: str) -> None:
    """The table of limits has its article in one column, and no line of it is wider than a page on its side."""
    table = call("limits", profile).out.partition("\n\n")[0].splitlines()[2:]
    assert table[0].split()[:2] == ["điều", "khoản"]
    assert max(map(len, table)) <= 240


def test_a_reading_is_named_at_the_way_that_it_is_about(call: Callable[..., Answer]) -> None:
    """Of a clock with two ways each reading is listed beside the way whose article it reads."""
    lines = call("limits", "langson").out.splitlines()
    assert "Theo cách hiểu leaders_hour=clock: commune_decision/assign, district_decision/assign." in lines
    assert "Theo cách hiểu one_day=civil_day: commune_decision/pass_up." in lines


@pytest.mark.parametrize("profile", PROFILES)
def test_what_encodes_a_clause_is_named(profile: str) -> None:
    """Each entry that encodes a clause has a kind and, but for those that stand by themselves, a title."""
    loaded = shelf.load_profile(profile)
    for lang in ("vi", "en"):
        entries = Entries(loaded, Session(lang))
        names = {entry: entries.named(entry) for info in loaded.clauses() for entry in info.encoded_by}
        alone = {"publication", "rating", "regulation.in_force", "calendars.office", "calendars.round_the_clock"}
        assert {entry for entry, name in names.items() if not set(name) & set("«“")} <= alone
        assert [entry for entry, name in names.items() if entry == name and entry not in alone] == []
        assert entries.named("no.such.entry") == entries.listed("no.such.entry") == "no.such.entry"
        assert entries.nearest("no.such") == ""


def test_coverage_tells_titles(call: Callable[..., Answer]) -> None:
    """The table of clauses and the list of what is untried speak of acts, limits and holders by title."""
    assert "nơi giữ «Ủy ban nhân dân cấp xã»" in call("coverage", "langson").out
    untried = call("coverage", "langson", "--examples", "--log", EXAMPLES / "langson-audit.jsonl", "--lang", "en")
    assert untried.status == 1
    assert "opening act “Grant the account” (account.opens_with.grant_account): no case" in untried.out
    assert "limit “Publish the result" not in untried.out
    assert re.search(r"limit “[^”]+” \(provincial_result\): the limit never starts", untried.out)


def test_a_refusal_that_stops_the_replay_has_names(call: Callable[..., Answer], tmp_path: Path) -> None:
    """In control mode the row that stops it is refused in words, in ``run``, ``--jsonl``, readings and ``explain``."""
    log = written(tmp_path / "a.jsonl", [*FORWARDED, {**ASSIGN, "unit": "Tân Mỹ"}])
    for asked in (["run"], ["run", "--jsonl"], ["run", "--all-readings"], ["explain", "--case", "LS-1"]):
        command, *options = asked
        answer = call(command, "langson", log, "--mode", "control", *options)
        assert (answer.status, len(answer.complaints)) == (1, 1)
        place = f"wrong-unit: {log}:3: LS-1, 09:30:01 thứ Hai 04/03/2024: "
        assert f"{place}Lãnh đạo UBND cấp xã thuộc đơn vị Tân Mỹ" in answer.err
        assert "«Phân công cán bộ» (assign): Lãnh đạo UBND cấp xã" in answer.err


def test_a_refusal_that_stops_the_replay_has_a_place(call: Callable[..., Answer], tmp_path: Path) -> None:
    """In control mode the row that stops it is named by file, line, case and instant, whatever form the log has."""
    wrong = {**ASSIGN, "unit": "Tân Mỹ"}
    other = {**FORWARDED[0], "case": "LS-2"}
    one = written(tmp_path / "one.jsonl", [other, *FORWARDED])
    two = written(tmp_path / "two.jsonl", [{**FORWARDED[1], "case": "LS-2"}, wrong, {**wrong, "unit": "Ba Sơn"}])
    for options in ([], ["--jsonl"]):
        answer = call("run", "langson", one, two, "--mode", "control", "--lang", "en", *options)
        assert answer.complaints[-1].startswith(f"feedback-rules: wrong-unit: {two}:2: LS-1, 09:30:01 Mon 4 Mar 2024: ")
    rows: list[dict[str, Any]] = [*FORWARDED, wrong]
    sheet = tmp_path / "sheet.csv"
    flat = [{**row, **{f"data.{key}": value for key, value in row.get("data", {}).items()}} for row in rows]
    columns = dict.fromkeys(key for row in flat for key in row if key != "data")
    with sheet.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, columns, extrasaction="ignore")
        table.writeheader()
        table.writerows(flat)
    text = tmp_path / "text.yaml"
    text.write_text("".join(f"\n- {json.dumps(row)}\n" for row in rows), encoding="utf-8")
    for log, line in ((sheet, 4), (text, 6)):
        answer = call("run", "langson", log, "--mode", "control", "--lang", "en")
        assert f": {log}:{line}: LS-1, 09:30:01 Mon 4 Mar 2024: " in answer.err


def test_a_refused_row_that_is_gone_has_no_line(call: Callable[..., Answer], tmp_path: Path) -> None:
    """Standard input and a pipe are not read twice; a file that has become unreadable behind the row still is."""
    wrong = {**ASSIGN, "unit": "Tân Mỹ"}
    log = written(tmp_path / "a.jsonl", [*FORWARDED, wrong])
    rows = Path(log).read_text(encoding="utf-8")
    answer = call("run", "langson", "-", "--mode", "control", "--lang", "en", stdin=rows)
    assert answer.err.startswith("feedback-rules: wrong-unit: -: LS-1, 09:30:01 Mon 4 Mar 2024: ")
    answer = call("run", "langson", log, "-", "--mode", "control", "--lang", "en", stdin=rows.replace("LS-1", "LS-2"))
    assert f"{log}:3: LS-1, " in answer.err
    first = written(tmp_path / "b.jsonl", FORWARDED)
    answer = call("run", "langson", first, "-", "--mode", "control", "--lang", "en", stdin=json.dumps(wrong))
    assert answer.err.startswith("feedback-rules: wrong-unit: LS-1, 09:30:01 Mon 4 Mar 2024: ")
    law = shelf.load_profile("langson")
    numbered = Event.from_dict(wrong).numbered(3).to_dict(law.rulebook.zone)
    with Path(log).open("a", encoding="utf-8") as more:
        more.write("{")
    found = find_row(numbered, log, profile=law)
    assert found is not None
    assert found.line == 3


def test_a_refused_signal_names_its_sender() -> None:
    """A signal of another case stands in no file: the effect that sent it is named."""
    law = shelf.load_profile("langson")
    data = {"signal": "LS-2/e3/0", "from": "LS-2"}
    sent = Event(case="LS-1", name="merged", at=1709514000000000, by="system", data=data)
    with pytest.raises(RefusedError) as caught, audited.worded(law, ["a.jsonl"]):
        raise Refusal.of("wrong-state", sent, "submitted").error(sent, law.rulebook.zone)
    assert str(caught.value).startswith("LS-1, 08:00 Mon 4 Mar 2024 (LS-2/e3/0): ")


def test_violations_are_told_with_names(call: Callable[..., Answer], tmp_path: Path) -> None:
    """What was recorded late, twice or in no order is told by title, with the verdict and the instant in words."""
    late = {**FORWARDED[1], "recorded_at": "2024-03-04T09:45:00+07:00"}
    answer = call("run", "langson", written(tmp_path / "a.jsonl", [FORWARDED[0], late]))
    told = " ".join(answer.out.split())
    assert "«Chuyển đến UBND cấp xã nơi xảy ra» (forward) được ghi nhận muộn lúc 09:45 thứ Hai 04/03/2024" in told
    assert "«IOC tiếp nhận và chuyển» trễ hạn" in told
    message = call("run", "langson", str(tmp_path / "a.jsonl"), "--json").json["cases"][0]["violations"][0]["message"]
    assert "2024-03-04T09:45:00+07:00" in message["vi"]  # a program reads what it always read
    names = Names(shelf.load_profile("langson"), Session("en"))
    case = {"workflow": "report", "parts": [{"part": "clarification/1", "workflow": "clarifying"}]}
    message = ("", "clarify has the same instant as nothing_known and no number")
    violation = {"case": "LS-1/clarification/1", "kind": "ambiguous-order", "name": "clarify", "message": message}
    words = audited.told(Session("en"), names, case, violation)
    assert words == "“Explain and reply” (clarify) has the same instant as nothing_known and no number"


def test_an_unkept_limit_that_ended_says_so(call: Callable[..., Answer]) -> None:
    """A limit that was overdue and ended without the act is not said to be still undone."""
    lines = call("run", "langson", EXAMPLES / "langson.jsonl").out.splitlines()
    ended = [one for one in lines if "quá hạn, không làm" in one]
    assert ended
    assert all(len(re.findall(r"\d\d:\d\d (?:thứ|Chủ)", one)) >= 2 for one in ended)
    assert any("không còn ai giữ" in one for one in lines)
    assert not any("Không ai: đang giữ" in one for one in lines)


def test_duties_name_the_days_of_a_period(call: Callable[..., Answer]) -> None:
    """A week is told by its first and last day, not by its number."""
    out = call("duties", "hcmc", "--from", "2024-01-01", "--to", "2024-01-31").out
    assert "tuần 01/01/2024 – 07/01/2024" in out
    assert "W01" not in out
    assert (
        "week 1 Jan 2024 – 7 Jan 2024"
        in call("duties", "hcmc", "--from", "2024-01-01", "--to", "2024-01-31", "--lang", "en").out
    )
    assert shown.plain_day(date(2024, 1, 7), "vi") == "07/01/2024"


def test_all_readings_tell_facts_states_and_holders(call: Callable[..., Answer]) -> None:
    """What changes under a reading is told by title; a share of the custody that stays is left out."""
    out = call("run", "hcmc", EXAMPLES / "hcmc.jsonl", "--all-readings").out
    assert "đủ thông tin: có → không" in out
    assert "còn thiếu: chưa ghi nhận → Địa chỉ hộp thư điện tử" in out
    assert "trạng thái: Đã có kết quả → Tổng đài tiếp nhận, phân loại" in out
    assert '["' not in out
    assert '{"' not in out
    assert ISO.findall(said(out)) == []


def test_show_explains_the_digest_and_who_may_act(call: Callable[..., Answer]) -> None:
    """The page of a regulation says what the digest is for, points with an arrow, and names whoever holds the case."""
    out = call("show", "langson").out
    assert "cùng mã là cùng quy định" in out
    assert " → " in out
    assert " -> " not in out
    assert "Làm rõ và phản hồi (đơn vị đang giữ)" in out


def test_a_failing_scenario_is_told_on_the_clock_of_the_text(call: Callable[..., Answer], tmp_path: Path) -> None:
    """A difference shows instants as a scenario writes them, and the verdict in words beside its name."""
    log = [{key: value for key, value in one.items() if key != "case"} for one in FORWARDED]
    expected = {"clocks": {"intake": {"status": "late", "due": "2024-03-04 10:00"}}}
    scenario = {"title": {"vi": "a", "en": "b"}, "basis": "7.2.a", "log": log, "expect": expected}
    path = tmp_path / "mine.yaml"
    path.write_text(json.dumps({"profile": "langson", "scenarios": [scenario]}), encoding="utf-8")
    answer = call("test", path)
    assert answer.status == 1
    assert "mong đợi: late (trễ hạn)" in answer.out
    assert "kết quả: met (đúng hạn)" in answer.out
    assert "kết quả: 2024-03-04 09:00" in answer.out


def test_a_pause_of_the_question_is_said_to_be_that(call: Callable[..., Answer]) -> None:
    """No article orders a pause that was typed in: the step says whence it comes."""
    pause = "2025-05-12T08:00+07:00/2025-05-12T10:00+07:00"
    asked = ["due", "--profile", "langson", "--from", "2025-05-09T15:30+07:00", "--limit", "8 working hours"]
    out = call(*asked, "--pause", pause).out
    assert "tạm dừng, không tính (theo khoảng tạm dừng nêu trong lệnh)" in out
    assert all(line.endswith(")") for line in out.splitlines()[1:])


def test_long_cells_go_on_below() -> None:
    """A wrapped column breaks between words only; a word longer than the column stays whole."""
    lines = tables.columns_of(["a", "b"], [["x", "một hai ba"], ["abcdefghij", ""]], wrapped={0: 4, 1: 7})
    assert lines[2:] == ["x           một hai", "            ba", "abcdefghij"]


def test_an_outcome_is_named_by_its_state() -> None:
    """An outcome has the title of the final state that has it; what the profile does not have stays as it is."""
    names = Names(shelf.load_profile("langson"), Session("vi"))
    assert names.outcome("report", "answered") == "Đã trả lời"
    assert names.outcome("report", "nowhere") == names.outcome("none", "nowhere") == "nowhere"
    assert names.value("complete", None) == names.value("lacks", []) == "chưa ghi nhận"
    assert names.value("lacks", ["phone"]) == "Số điện thoại"
    assert names.condition("answered_by: commune").endswith(": Ủy ban nhân dân cấp xã")


def test_an_extended_limit_is_marked_beside_its_due(call: Callable[..., Answer]) -> None:
    """S17: the table names the extension with the limit; the JSON keeps the limit of the law."""
    log = str(EXAMPLES / "hanoi.jsonl")
    until = {
        "vi": "15 ngày làm việc, gia hạn đến 24:00 thứ Sáu 20/06/2025",
        "en": "15 working days, extended until 24:00",
    }
    for lang, words in until.items():
        assert words in call("run", "hanoi", log, "--lang", lang).out
    cases = map(json.loads, call("run", "hanoi", log, "--jsonl").out.splitlines())
    [clocks] = [case["clocks"] for case in cases if case["case"] == "HN-2025-023"]
    assert {clock["limit"] for clock in clocks if clock["clock"] == "handling"} == {"15 working days"}


def test_a_ceiling_says_that_it_is_one(call: Callable[..., Answer]) -> None:
    """S17: in the table of limits, and where a clause is shown, the total of an extension is no limit of its own."""
    said_of = {"vi": "30 ngày làm việc (mức tối đa khi gia hạn)", "en": "30 working days (ceiling of the extension)"}
    for lang, words in said_of.items():
        assert words in call("show", "hanoi", "--clause", "8.5/d3/i3", "--lang", lang).out
        head = words.partition("(")[2].split()[0]
        assert f"({head}" in call("limits", "hanoi", "--lang", lang).out


def test_a_timer_falls_due_by_itself(call: Callable[..., Answer]) -> None:
    """S11: nobody must act on a timer; it is not owed, and it ends at the instant of its due."""
    log = str(EXAMPLES / "hanoi.jsonl")
    for lang, words, ended in (
        ("vi", "tự đến hạn", "24:00 thứ Năm 06/11/2025  24:00 thứ Năm 06/11/2025"),
        ("en", "falls due by itself", "24:00 Thu 6 Nov 2025   24:00 Thu 6 Nov 2025"),
    ):
        [row] = [
            row
            for row in call("run", "hanoi", log, "--lang", lang).out.splitlines()
            if row.startswith("TK-001  ") and "30 " in row
        ]
        assert words in row
        assert ended in row
        assert words in call("limits", "hanoi", "--lang", lang).out
    for lang, words in (("vi", "dừng trước khi đến hạn"), ("en", "ended before it fell due")):
        assert shown.verdict(Session(lang), "cancelled", kind="timer").text == words
    assert shown.verdict(Session("en"), "cancelled", kind="window").text == "no longer open"


@pytest.mark.parametrize("profile", PROFILES)
def test_a_clause_is_found_by_the_form_in_which_it_is_printed(profile: str) -> None:
    """S30: every clause of every outline, in both languages, with and without the name of the text."""
    law = shelf.load_profile(profile)
    clauses = [info.clause for info in law.clauses()]
    for clause in clauses[:: max(1, len(clauses) // 20)]:
        for lang in ("vi", "en"):
            for full in (False, True):
                typed = shown.articles([clause], law.number, lang, full=full)
                assert shown.clause_of(typed, clauses, law.number) == clause
                assert shown.clause_of(typed.upper().replace(",", ""), clauses, law.number) == clause


def test_show_takes_a_clause_as_it_prints_it(call: Callable[..., Answer]) -> None:
    """The words of an article, typed back, show the same as its number; what is no clause is refused as typed."""
    plain = call("show", "langson", "--clause", "7.2.a")
    assert plain.status == 0
    for typed in ("điểm a khoản 2 Điều 7", "point a, clause 2, Article 7"):
        assert call("show", "langson", "--clause", typed).out == plain.out
    assert "'khoản 99 Điều 7'" in call("show", "langson", "--clause", "khoản 99 Điều 7").err
