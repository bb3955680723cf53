"""What each command answers: in words, in both languages, with its exit status."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

import pytest

from feedback_rules.cli.names import Names
from feedback_rules.cli.session import Session
from feedback_rules.profiles import places, shelf

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Answer

ROOT = Path(__file__).resolve().parents[2]
LOG = str(ROOT / "examples" / "langson.jsonl")

REPORT = {
    "full_name": "Lý Văn Páo",
    "address": "Thôn Co Sâu",
    "phone": "0900 000 103",
    "id_number": "020000000103",
    "category": "traffic_safety",
    "channel": "app",
    "content": "Cây đổ chắn ngang đường thôn",
    "location": "Đầu thôn Co Sâu",
}


def row(name: str, at: str, by: str, **more: object) -> dict[str, object]:
    """Make a row of the case LS-1."""
    return {"case": "LS-1", "name": name, "at": f"{at}+07:00", "by": by, **more}


FORWARDED = [
    row("submit", "2024-03-04T08:00:00", "citizen", data=REPORT),
    row("forward", "2024-03-04T08:30:00", "ioc_officer", data={"to_unit": "Hải Yến"}),
]
ASSIGN = row("assign", "2024-03-04T09:30:01", "commune_leader", unit="Hải Yến", data={"officer": "Hứa Văn Sình"})


@pytest.fixture
def late(tmp_path: Path) -> str:
    """Give a log in which the commune assigns a second late."""
    return written(tmp_path / "late.jsonl", [*FORWARDED, ASSIGN])


def written(path: Path, rows: list[dict[str, object]]) -> str:
    """Write rows as JSONL."""
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in rows), encoding="utf-8")
    return str(path)


# --------------------------------------------------------------------------------------------------- list and check


def test_list_names_place_number_and_day(call: Callable[..., Answer]) -> None:
    """A shipped profile is listed with its place, its number and since when it is in force."""
    answer = call("list")
    assert answer.status == 0
    assert "langson" in [line.split()[0] for line in answer.out.splitlines()[2:] if line]
    assert "826/QĐ-UBND" in answer.out
    assert "từ thứ Năm 12/05/2022" in answer.out
    assert "from Thu 12 May 2022" in call("list", "--lang", "en").out


def test_check_is_fine_with_what_is_shipped(call: Callable[..., Answer]) -> None:
    """A shipped profile has no problems, whichever reading is chosen."""
    answer = call("check", "langson", "--reading", "one_day=clock")
    assert (answer.status, answer.out) == (0, "1 tệp, 0 lỗi, 0 cảnh báo\n")


def test_check_tells_what_holds_on_a_day(call: Callable[..., Answer]) -> None:
    """``--on`` reports the rules that lead to a holder that has ended by that day (S34)."""
    problems = call("check", "langson", "--on", "2025-07-01", "--json").json["problems"]
    assert any("district" in problem["message"] for problem in problems)


def test_check_prints_each_problem_with_its_place(call: Callable[..., Answer], tmp_path: Path) -> None:
    """A broken profile exits 1; each problem takes a line that begins with file, line, column and code."""
    broken = tmp_path / "broken.yaml"
    broken.write_text("profile: broken\nformat: 1\nlimt: 3\n", encoding="utf-8")
    answer = call("check", broken, "--lang", "en")
    assert answer.status == 1
    assert answer.err == ""
    assert any(line.startswith(f"{broken}:3:1 unknown-key ") for line in answer.out.splitlines())
    assert answer.out.splitlines()[-1].startswith("1 files, ")
    same = call("check", broken, "--json").json["problems"]
    assert {problem["file"] for problem in same} == {str(broken)}


def test_check_with_a_reading_that_is_not_there(call: Callable[..., Answer]) -> None:
    """A chosen reading is looked up: a wrong one is wrong use, with the near name."""
    answer = call("check", "langson", "--reading", "one_dy=clock")
    assert answer.status == 2
    assert 'ý là "one_day"?' in answer.err


# ------------------------------------------------------------------------------------------------- show and limits


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "vi",
            ["Ai giữ hồ sơ", "đến hết thứ Hai 30/06/2025", "nghĩa vụ: ", "Các cách hiểu", "được coi là còn hiệu lực"],
        ),
        ("en", ["Who holds a case", "until Mon 30 Jun 2025", "obligation: ", "Readings", "presumed in force"]),
    ],
)
def test_show_tells_the_regulation(call: Callable[..., Answer], lang: str, said: list[str]) -> None:
    """A regulation is shown with holders and their dates, states, limits, readings and its status."""
    answer = call("show", "langson", "--lang", lang)
    assert answer.status == 0
    assert [words for words in said if words not in answer.out] == []


def test_show_marks_the_reading_that_is_chosen(call: Callable[..., Answer]) -> None:
    """The chosen option of a reading bears the star."""
    assert "  * civil_day" in call("show", "langson").out
    assert "  * clock" in call("show", "langson", "--reading", "one_day=clock").out


def test_show_marks_an_illustration(call: Callable[..., Answer]) -> None:
    """A text that is not law says so at once."""
    assert "MINH HỌA, không phải văn bản pháp luật" in call("show", "langson", "--overlay", two_tier()).out


def two_tier() -> str:
    """Give the path of the shipped overlay."""
    return next(str(path) for path in sorted((ROOT / "profiles").rglob("langson-two-tier.yaml")))


def test_show_clause_names_what_encodes_it(call: Callable[..., Answer]) -> None:
    """A clause is cited in full, with the entries that encode it and the limits that stand on it."""
    answer = call("show", "langson", "--clause", "7.2.a")
    first, second, *rest = answer.out.splitlines()
    assert first == "điểm a khoản 2 Điều 7 Quy chế ban hành kèm theo Quyết định 826/QĐ-UBND"
    assert second == "Được thể hiện bởi:"
    assert "  thời hạn «IOC tiếp nhận và chuyển» (report.submitted.clocks.intake)" in rest
    assert rest[-1].startswith("Thời hạn «IOC tiếp nhận và chuyển» (intake): 1 giờ, ")
    assert "Phần mềm chủ phải làm:" in call("show", "langson", "--clause", "10.1").out


def test_show_clause_that_is_not_there_names_the_nearest(call: Callable[..., Answer]) -> None:
    """An unknown clause is wrong use."""
    answer = call("show", "langson", "--clause", "7.2.x", "--lang", "en")
    assert answer.status == 2
    assert "near: 7.2" in answer.err


def test_limits_are_the_ten_of_article_7(call: Callable[..., Answer]) -> None:
    """The table has the ten limits of article 7, in the order of the text, and no other."""
    bases = [one["basis"][0] for one in call("limits", "langson", "--json").json]
    assert sorted(bases) == sorted(
        ["7.2.a", "7.2.b", "7.3.a", "7.3.a/p2", "7.3.b", "7.4.a", "7.4.a/p2", "7.4.b", "7.4.b", "7.5"]
    )
    table = call("limits", "langson").out.partition("\n\n")[0].splitlines()[4:]  # below the title and the heads
    lines = [line for line in table if not line.startswith(" ")]  # what is longer goes on below
    assert len(lines) == 10
    assert lines[0].startswith("điểm a khoản 2 Điều 7 ")
    assert [line.split()[-1] for line in lines[:2]] == ["intake", "supply"]
    assert "3 ngày làm việc" in lines[-1]
    assert max(map(len, table)) < 240


def test_limits_follow_the_reading(call: Callable[..., Answer]) -> None:
    """A chosen reading changes the row that depends on it, which names it."""
    by_id = {one["id"]: one for one in call("limits", "langson", "--reading", "one_day=working_day", "--json").json}
    assert by_id["commune_decision/pass_up"]["time_unit"] == "working_day"
    assert "one_day=working_day: " in call("limits", "langson", "--reading", "one_day=working_day").out


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_unknown_profile_names_the_nearest(call: Callable[..., Answer], lang: str) -> None:
    """A misspelt profile is wrong use, answered with a near name; so is a file that is not there."""
    answer = call("limits", "lngson", "--lang", lang)
    assert answer.status == 2
    assert '"langson"?' in answer.err
    assert len(answer.complaints) == 1
    answer = call("limits", "nowhere.yaml", "--lang", lang)
    assert answer.status == 2
    assert "nowhere.yaml" in answer.err


def test_names_fall_back_to_ids() -> None:
    """What has no title is shown by its id; holders that every regulation has are named in both languages."""
    names = Names(shelf.load_profile("langson"), Session("en"))
    assert names.holder("citizen") == "The person or organisation who reports"
    assert names.holder("system") == "The system"
    assert names.holder(None) == "as the case may be"
    assert names.holder("somebody", "A") == "somebody A"
    assert names.event("nowhere", "leap") == names.event("report", "leap") == "leap"
    assert names.start("report", "effect") == "the effect"
    assert names.start("report", "intake.due") == "the due of “The IOC takes in and forwards”"
    assert names.start("report", "supply") == "Supply what was missing"
    assert names.condition("strange: [a, b] | complete: true") == "strange: a or b or complete: yes"


# ----------------------------------------------------------------------------------------------------------- due


def test_due_tells_answer_and_steps(call: Callable[..., Answer]) -> None:
    """The answer comes first, then numbered steps, each with its article in full."""
    asked = ["due", "--profile", "langson", "--from", "2025-05-09T15:30+07:00", "--limit"]
    answer = call(*asked, "8 giờ làm việc")
    first, *steps = answer.out.splitlines()
    assert first == "8 giờ làm việc kể từ 15:30 thứ Sáu 09/05/2025: hạn là 15:30 thứ Hai 12/05/2025"
    assert [step.split(".")[0].strip() for step in steps] == [str(number) for number in range(1, len(steps) + 1)]
    assert "Điều 147 Bộ luật Dân sự 2015" in steps[0]
    first = call(*asked, "2 working days", "--lang", "en").out.splitlines()[0]
    assert first == "2 working days from 15:30 Fri 9 May 2025: due 24:00 Tue 13 May 2025"


def test_due_follows_the_day_ends_that_the_profile_counts_by(call: Callable[..., Answer]) -> None:
    """How a profile counts days holds for ``due`` too."""
    asked = ["due", "--profile", "langson", "--from", "2025-05-09T15:30+07:00", "--limit", "1 working day", "--json"]
    assert call(*asked).json["due"] == "2025-05-13T00:00:00+07:00"
    assert call(*asked, "--reading", "working_day_end=close_of_business").json["due"] == "2025-05-12T17:00:00+07:00"


def test_due_counts_no_pause(call: Callable[..., Answer]) -> None:
    """Time that is paused does not count (S13)."""
    pause = "2025-05-12T08:00+07:00/2025-05-12T10:00+07:00"
    asked = ["due", "--profile", "langson", "--from", "2025-05-09T15:30+07:00", "--limit", "8 working hours"]
    assert call(*asked, "--pause", pause, "--json").json["due"] == "2025-05-13T08:00:00+07:00"


def test_due_says_what_is_provisional(call: Callable[..., Answer]) -> None:
    """An answer that rests on days that may still change says from when (S7)."""
    asked = ["due", "--profile", "langson", "--from", "2026-12-30T15:30+07:00", "--limit", "5 working days"]
    assert call(*asked, "--json").json["provisional"] == "2027-01-01"
    assert "từ thứ Sáu 01/01/2027 chưa được công bố" in call(*asked).out.splitlines()[-1]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--from", "2025-05-09T15:30", "--limit", "1 giờ"], "'2025-05-09T15:30' không ghi múi giờ"),
        (["--from", "2025-05-09T15:30+07:00", "--limit", "8 cups"], "cups"),
        (["--from", "2025-05-09T15:30+07:00", "--limit", "at once"], "'ngay' không có số lượng"),
        (["--from", "2025-05-09T15:30+07:00", "--limit", "1 giờ", "--calendar", "offce"], '"offce"'),
        (["--from", "2025-05-09T15:30+07:00", "--limit", "9 years"], "2027-12-31"),
        (["--from", "2025-05-09T15:30+07:00", "--limit", "1 giờ", "--pause", "x/y"], "--pause 'x'"),
    ],
)
def test_due_refuses_what_can_not_be_counted(call: Callable[..., Answer], more: list[str], said: str) -> None:
    """A naive start, an unknown unit, a limit without a figure, a wrong calendar, a day too far: wrong use."""
    answer = call("due", "--profile", "langson", *more)
    assert (answer.status, answer.out) == (2, "")
    assert len(answer.complaints) == 1
    assert said in answer.err


# ----------------------------------------------------------------------------------------------------------- run


def test_run_tells_holders_clocks_and_who_is_charged(call: Callable[..., Answer], late: str) -> None:
    """The report says who held the case, each clock with its verdict, and to whom the lateness is charged."""
    out = call("run", "langson", late).out
    assert "Trung tâm thông tin chỉ đạo điều hành (IOC): 30 phút" in out
    assert "Ủy ban nhân dân cấp xã Hải Yến: đang giữ" in out
    charged = out.partition("Trễ hạn, quá hạn")[2]
    assert "Ủy ban nhân dân cấp xã Hải Yến" in charged
    assert "09:30 thứ Hai 04/03/2024" in charged
    assert "1 giây" in charged
    assert "điểm a khoản 3 Điều 7" in charged
    assert "Trung tâm thông tin" not in charged.partition("\n\n")[0]
    assert "1 lượt trễ hoặc quá hạn ở 1 hồ sơ" in out
    assert "leaders_hour=clock" in out


def test_run_says_when_nothing_was_late(call: Callable[..., Answer], tmp_path: Path) -> None:
    """A log without lateness says so, and ``--fail-late`` exits 0."""
    answer = call("run", "langson", written(tmp_path / "a.jsonl", FORWARDED), "--fail-late", "--lang", "en")
    assert answer.status == 0
    assert "Nothing was late." in answer.out
    assert "Each case is read at its own last event." in answer.out


@pytest.mark.parametrize("form", [[], ["--json"], ["--jsonl"], ["--all-readings"]])
def test_fail_late_exits_1(call: Callable[..., Answer], late: str, form: list[str]) -> None:
    """``--fail-late`` exits 1 where a case was late, in every form; without it the status is 0."""
    assert call("run", "langson", late, *form).status == 0
    assert call("run", "langson", late, *form, "--fail-late").status == 1


def test_run_at_lets_time_pass(call: Callable[..., Answer], tmp_path: Path) -> None:
    """By default a case is read at its own last event; ``--at`` lets what is open fall due."""
    log = written(tmp_path / "a.jsonl", FORWARDED[:1])
    assert call("run", "langson", log, "--json").json["cases"][0]["clocks"][0]["status"] == "running"
    asked = ["run", "langson", log, "--at", "2024-03-04T09:00:01+07:00"]
    assert call(*asked, "--json").json["cases"][0]["clocks"][0]["status"] == "breached"
    out = call(*asked).out
    assert "Xét đến 09:00:01 thứ Hai 04/03/2024." in out
    assert "quá hạn, chưa làm" in out


def test_control_stops_at_a_refused_row_and_audit_lists_it(call: Callable[..., Answer], tmp_path: Path) -> None:
    """In control mode a refused row is the answer "no"; an audit lists it and goes on (S24)."""
    log = written(tmp_path / "a.jsonl", [*FORWARDED, {**ASSIGN, "unit": "Tân Mỹ"}])
    answer = call("run", "langson", log, "--mode", "control")
    assert (answer.status, answer.out) == (1, "")
    assert answer.complaints[0].startswith("feedback-rules: wrong-unit: ")
    answer = call("run", "langson", log)
    assert answer.status == 0
    assert "bị từ chối" in answer.out
    followed = call("run", "langson", log, "--recover", "follow", "--json").json["cases"][0]["state"]
    stayed = call("run", "langson", log, "--recover", "stay", "--json").json["cases"][0]["state"]
    assert (followed, stayed) == ("commune_handling", "at_commune")


def test_run_shows_a_case_that_no_row_opens(call: Callable[..., Answer], tmp_path: Path) -> None:
    """A case without an opening row is listed as never opened, and can't be explained."""
    log = written(tmp_path / "a.jsonl", [ASSIGN])
    assert "chưa được mở" in call("run", "langson", log).out
    answer = call("explain", "langson", log, "--case", "LS-1")
    assert answer.status == 2
    assert "never-opened" in answer.err


def test_run_reads_standard_input(call: Callable[..., Answer], late: str) -> None:
    """``-`` is standard input."""
    text = Path(late).read_text(encoding="utf-8")
    assert call("run", "langson", "-", "--json", stdin=text).json == call("run", "langson", late, "--json").json


def test_run_takes_several_logs(call: Callable[..., Answer], tmp_path: Path, late: str) -> None:
    """Logs are read in order as one."""
    first = written(tmp_path / "a.jsonl", FORWARDED)
    second = written(tmp_path / "b.jsonl", [ASSIGN])
    assert call("run", "langson", first, second, "--json").json == call("run", "langson", late, "--json").json


def test_run_refuses_two_forms_at_once(call: Callable[..., Answer], late: str) -> None:
    """``--jsonl`` goes with neither ``--json`` nor ``--all-readings``."""
    for other in ("--json", "--all-readings"):
        answer = call("run", "langson", late, "--jsonl", other)
        assert answer.status == 2
        assert f"--jsonl và {other}" in answer.err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "1:2"),
        (b"\xff\xfe", "UTF-8"),
        (b'{"case": "C-1"}\n{"case": "C-2"}', ":2:"),
        (b'{"case": "C-1", "name": "submit", "at": "2024-03-04T08:00:00", "by": "citizen"}', "2024-03-04T08:00:00"),
    ],
)
def test_a_log_that_can_not_be_read_is_told_by_place(
    call: Callable[..., Answer], tmp_path: Path, content: bytes, said: str
) -> None:
    """Every fault of a log takes a line with file, line and column; nothing is printed."""
    log = tmp_path / "broken.jsonl"
    log.write_bytes(content)
    answer = call("run", "langson", log)
    assert (answer.status, answer.out) == (2, "")
    assert all(line.startswith(f"feedback-rules: {log}:") for line in answer.complaints)
    assert said in answer.err
    assert call("run", "langson", tmp_path / "nowhere.jsonl").status == 2


def test_all_readings_tells_what_changes(call: Callable[..., Answer], tmp_path: Path) -> None:
    """Every other option is tried in its place; what changes is named by case (S31)."""
    night = [{**one, "at": str(one["at"]).replace("03-04T", "02-09T")} for one in [*FORWARDED, ASSIGN]]
    night[2]["at"] = "2024-02-12T09:00:00+07:00"  # in Tết: three days later, and no office hour has passed
    log = written(tmp_path / "night.jsonl", night)
    found = {
        (entry["reading"], entry["option"]): entry["cases"]
        for entry in call("run", "langson", log, "--all-readings", "--json").json["readings"]
    }
    assert found["lapse", "itself"] == []
    changed = {change["what"]: change for change in found["leaders_hour", "office"][0]["changed"]}
    assert changed["commune_decision.1 due"]["was"] == "2024-02-09T09:30:00+07:00"
    assert any(key.endswith("due") for key in changed)
    vi = call("run", "langson", log, "--all-readings").out
    assert "leaders_hour=office (đang chọn clock): 1 hồ sơ đổi" in vi
    assert "«Xã phân công hoặc chuyển cấp trên» hạn: 09:30 thứ Sáu 09/02/2024 → " in vi


def test_shipped_log_gives_every_kind_of_change(call: Callable[..., Answer]) -> None:
    """On the shipped log the readings change verdicts, dues or holders, worded in both languages."""
    for lang in ("vi", "en"):
        out = call("run", "langson", LOG, "--all-readings", "--lang", lang).out
        assert "cli." not in out
        assert " → " in out
        assert not re.search(r"\d{4}-\d\d-\d\dT|\[\"|{\"|commune/", out)


def test_run_words_lateness_in_office_time(call: Callable[..., Answer], late: str) -> None:
    """Where the limit is one of office time, the office time since the due stands beside the time since it."""
    out = call("run", "langson", late, "--reading", "leaders_hour=office", "--at", "2024-03-04T09:30:01+07:00").out
    assert "1 giây (1 giây làm việc)" in out


def test_run_says_what_lies_beyond_the_day_table(call: Callable[..., Answer], tmp_path: Path) -> None:
    """A due that rests on provisional days says so; one beyond the table says after which day it lies (S7)."""
    moved = [{**one, "at": str(one["at"]).replace("2024-03-04", "2027-12-31")} for one in [*FORWARDED, ASSIGN]]
    out = call("run", "langson", written(tmp_path / "a.jsonl", moved)).out
    assert "sau thứ Sáu 31/12/2027, ngoài bảng ngày" in out
    moved = [{**one, "at": str(one["at"]).replace("2024-03-04", "2027-03-04")} for one in [*FORWARDED, ASSIGN]]
    assert "(tạm tính)" in call("run", "langson", written(tmp_path / "b.jsonl", moved)).out


# ------------------------------------------------------------------------------------------------------- explain


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_explain_gives_numbered_cited_steps(call: Callable[..., Answer], late: str, lang: str) -> None:
    """A clock is derived in numbered steps, each of which ends with its article or what was inferred."""
    answer = call("explain", "langson", late, "--case", "LS-1", "--clock", "commune_decision", "--lang", lang)
    head, *steps = answer.out.splitlines()
    assert "LS-1" in head
    assert [step.partition(".")[0] for step in steps] == [str(number) for number in range(1, len(steps) + 1)]
    assert all(step.endswith("]") for step in steps)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_memo_is_a_page_for_the_file(call: Callable[..., Answer], late: str, lang: str) -> None:
    """The memo has a title and lettered sections."""
    out = call("explain", "langson", late, "--case", "LS-1", "--memo", "--lang", lang).out
    assert out.splitlines()[0] == ("PHIẾU LƯU HỒ SƠ" if lang == "vi" else "NOTE FOR THE FILE")
    assert "\nA. " in out
    assert "\nB. " in out


def test_explain_takes_a_clock_of_a_part(call: Callable[..., Answer]) -> None:
    """A clock of a part is named by the part's address; an unknown one is refused, naming those that are there."""
    answer = call("explain", "langson", LOG, "--case", "LS-2022-001", "--clock", "nowhere/1:intake")
    assert answer.status == 2
    answer = call("explain", "langson", LOG, "--case", "LS-2022-001", "--clock", "intke")
    assert answer.status == 2
    assert "intake" in answer.err


def test_explain_at_and_run(call: Callable[..., Answer], late: str) -> None:
    """``--at`` reads the case at an instant, ``--run`` another run of the clock."""
    asked = ["explain", "langson", late, "--case", "LS-1", "--clock", "commune_report"]
    assert "2024" in call(*asked, "--at", "2024-03-20T08:00:00+07:00").out
    assert call(*asked, "--run", "7").status == 2
    assert call(*asked, "--run", "1").status == 0


def test_unknown_case_names_the_nearest(call: Callable[..., Answer]) -> None:
    """A case that the log does not have is wrong use."""
    answer = call("explain", "langson", LOG, "--case", "LS-2022-01", "--lang", "en")
    assert answer.status == 2
    assert "LS-2022-001" in answer.err


# --------------------------------------------------------------------------------------------- test and coverage


SCENARIO = """\
profile: langson
scenarios:
  - title: {vi: "Gửi xong thì IOC giữ", en: "Once sent, the IOC holds it"}
    basis: [7.1]
    log: [{name: submit, at: "2024-03-04 08:00", by: citizen}]
    expect: {state: STATE, holder: ioc}
"""


def test_test_passes_and_fails(call: Callable[..., Answer], tmp_path: Path) -> None:
    """A scenario that comes out passes; a difference is shown as given, expected, got and the clause, and exits 1."""
    file = tmp_path / "one.yaml"
    file.write_text(SCENARIO.replace("STATE", "submitted"), encoding="utf-8")
    answer = call("test", tmp_path)
    assert (answer.status, answer.out) == (0, "1 đạt, 0 không đạt\n")
    file.write_text(SCENARIO.replace("STATE", "at_commune"), encoding="utf-8")
    answer = call("test", file, "--lang", "en")
    assert answer.status == 1
    assert f"{file}:3: Once sent, the IOC holds it" in answer.out
    lines = [line.strip() for line in answer.out.splitlines()]
    assert "expected: at_commune" in lines
    assert "got: submitted" in lines
    assert "clause: 7.1" in lines
    assert lines[-1] == "0 passed, 1 failed"


def test_nothing_to_test_is_wrong_use(
    call: Callable[..., Answer], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder without scenarios never counts as a test that passed."""
    assert call("test", tmp_path).status == 2
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(places, "shelf", lambda: tmp_path / "profiles")
    answer = call("test")
    assert answer.status == 2
    assert "tests/scenarios" in answer.err


def test_without_a_path_the_scenarios_at_hand_are_run(
    call: Callable[..., Answer], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder tests/scenarios below the working folder is taken first, then the checkout's."""
    checkout = tmp_path / "checkout"  # with the scenarios of one law: `make check` runs all of them
    for law in ("langson", "langson-two-tier"):
        copytree(ROOT / "tests" / "scenarios" / law, checkout / "tests" / "scenarios" / law)
    (checkout / "profiles").symlink_to(ROOT / "profiles")
    monkeypatch.setattr(places, "_CHECKOUT", checkout / "profiles")
    monkeypatch.chdir(tmp_path)
    assert call("test", "--json").json["passed"] >= 40
    (tmp_path / "tests" / "scenarios").mkdir(parents=True)
    (tmp_path / "tests" / "scenarios" / "one.yaml").write_text(SCENARIO.replace("STATE", "submitted"), encoding="utf-8")
    assert call("test", "--json").json["passed"] == 1


def test_a_broken_scenario_is_told_by_place(call: Callable[..., Answer], tmp_path: Path) -> None:
    """A scenario file that can't be read is wrong use, with file, line and column."""
    file = tmp_path / "broken.yaml"
    file.write_text("profile: langson\nscenarois: []\n", encoding="utf-8")
    answer = call("test", file)
    assert (answer.status, answer.out) == (2, "")
    assert f"{file}:2:1" in answer.err


def test_coverage_accounts_for_every_clause(call: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch) -> None:
    """Every clause has its disposition; the scenarios of the checkout test what is encoded."""
    monkeypatch.chdir(ROOT)
    rows = call("coverage", "langson", "--json").json
    assert all(one["disposition"] for one in rows)
    assert next(one for one in rows if one["clause"] == "7.2.a")["tested_by"]
    for lang, word in (("vi", "đã thể hiện"), ("en", "encoded")):
        assert word in call("coverage", "langson", "--lang", lang).out


def test_coverage_takes_scenarios_or_none(
    call: Callable[..., Answer], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Scenarios may be named; where there are none, nothing is tested."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(places, "shelf", lambda: tmp_path / "profiles")
    assert not any(one["tested_by"] for one in call("coverage", "langson", "--json").json)
    (tmp_path / "one.yaml").write_text(SCENARIO.replace("STATE", "submitted"), encoding="utf-8")
    rows = call("coverage", "langson", "--scenarios", tmp_path / "one.yaml", "--json").json
    assert [one["clause"] for one in rows if one["tested_by"]] == ["7.1"]


def test_coverage_examples_is_silent_when_nothing_is_left(call: Callable[..., Answer]) -> None:
    """The shipped log takes every transition, meets and misses every limit and makes every effect."""
    answer = call("coverage", "langson", "--examples")
    assert (answer.status, answer.out, answer.err) == (0, "", "")


def test_coverage_examples_prints_what_a_log_leaves(call: Callable[..., Answer], late: str) -> None:
    """What a log does not exercise is printed with its article, and exits 1."""
    answer = call("coverage", "langson", "--log", late, "--lang", "en")
    assert answer.status == 1
    assert "Article 7]" in answer.out


def test_a_profile_without_a_shipped_log_asks_for_one(call: Callable[..., Answer], tmp_path: Path) -> None:
    """Where no log is shipped for a profile, one must be named."""
    text = (ROOT / "profiles" / "langson.yaml").read_text(encoding="utf-8")
    own = tmp_path / "mine.yaml"
    own.write_text(text.replace("profile: langson", "profile: mine", 1), encoding="utf-8")
    answer = call("coverage", own, "--examples")
    assert answer.status == 2
    assert "--log" in answer.err


# -------------------------------------------------------------------------------------------- duties and oversight


def test_duties_of_a_quarter(call: Callable[..., Answer]) -> None:
    """Monthly and quarterly reports of a span are listed; the text names no day, so none is invented (S29)."""
    rows = call("duties", "langson", "--from", "2024-01-01", "--to", "2024-03-31", "--json").json
    office = [one["period"] for one in rows if one["duty"] == "office_report"]
    assert office == ["2024-01", "2024-02", "2024-03", "2024-Q1", None]
    assert {one["due"] for one in rows} == {None}
    for lang, word in (("vi", "khi có yêu cầu"), ("en", "on request")):
        assert word in call("duties", "langson", "--from", "2024-01-01", "--to", "2024-03-31", "--lang", lang).out


def test_duties_as_a_calendar_file(call: Callable[..., Answer]) -> None:
    """``--format ics`` gives an iCalendar file, the same each time."""
    asked = ["duties", "langson", "--from", "2024-01-01", "--to", "2024-03-31", "--format", "ics"]
    out = call(*asked).out
    assert out.startswith("BEGIN:VCALENDAR")
    assert out == call(*asked).out
    assert call(*asked, "--json").json[0]["period"] == "2024-01"


def test_duties_span_must_run_forward(call: Callable[..., Answer]) -> None:
    """A span that ends before it begins is wrong use."""
    assert call("duties", "langson", "--from", "2024-02-01", "--to", "2024-01-01").status == 2


def test_oversight_by_unit(call: Callable[..., Answer], late: str) -> None:
    """The figures of a month are given by unit and for all (S28)."""
    answer = call("oversight", "langson", late, "--month", "2024-03")
    assert "Tháng 03/2024" in answer.out
    assert "100,0 %" in answer.out
    assert "Tất cả" in answer.out
    rows = call("oversight", "langson", late, "--month", "2024-03", "--json").json
    commune = next(one for one in rows if one["unit"] == "commune/Hải Yến")
    assert commune["late"] == 1


def test_oversight_of_several_months(call: Callable[..., Answer], late: str) -> None:
    """Each month of a span has its own table, also one in which nothing happened (S28)."""
    asked = ["oversight", "langson", late, "--month", "2024-02/2024-04"]
    out = call(*asked).out
    assert [out.count(f"Tháng {month}/2024") for month in ("02", "03", "04")] == [1, 1, 1]
    totals = [(row["month"], row["due"] > 0) for row in call(*asked, "--json").json if row["kind"] == "total"]
    assert totals == [("2024-02", False), ("2024-03", True), ("2024-04", False)]


def test_oversight_shows_monitors(call: Callable[..., Answer], tmp_path: Path, late: str) -> None:
    """A threshold that the regulation watches is shown with what it counted and what follows."""
    overlay = tmp_path / "watched.yaml"
    overlay.write_text(
        "profile: watched\n"
        "format: 1\n"
        "overlays: langson\n"
        'illustration: {vi: "thử", en: "a trial"}\n'
        "monitors:\n"
        "  late_share:\n"
        "    {share: late, of: cases, by: unit, over: 30 %, period: month, basis: 14.4,\n"
        '     title: {vi: "Tỷ lệ trễ", en: "Share late"}, then: {vi: "nhắc nhở", en: "remind"}}\n',
        encoding="utf-8",
    )
    asked = ["oversight", "langson", late, "--month", "2024-03", "--overlay", overlay]
    monitors = [one for one in call(*asked, "--json").json if one["kind"] == "monitor"]
    assert {one["unit"]: one["exceeded"] for one in monitors} == {"commune/Hải Yến": True, "ioc": False}
    out = call(*asked).out
    assert "nhắc nhở" in out
    assert "Tỷ lệ trễ (2024-03)" in out
    assert "remind" in call(*asked, "--lang", "en").out


# ------------------------------------------------------------------------------------------- simulate and vectors


def test_simulate_is_reproducible_and_replays(call: Callable[..., Answer], tmp_path: Path) -> None:
    """The same seed gives the same bytes, which replay without a refusal; another seed gives others."""
    asked = ["simulate", "langson", "-n", "5", "--seed"]
    out = call(*asked, "7").out
    assert out == call(*asked, "7").out != call(*asked, "8").out
    log = tmp_path / "log.jsonl"
    log.write_text(out, encoding="utf-8")
    assert call("run", "langson", log, "--mode", "control").status == 0
    assert [json.loads(line) for line in out.splitlines()] == call(*asked, "7", "--json").json


@pytest.mark.parametrize("form", ["csv", "yaml"])
def test_simulate_in_other_forms_is_the_same_log(call: Callable[..., Answer], tmp_path: Path, form: str) -> None:
    """CSV and YAML hold the same rows."""
    asked = ["simulate", "langson", "-n", "3", "--seed", "7", "--start", "2024-01-01"]
    plain, other = tmp_path / "log.jsonl", tmp_path / f"log.{form}"
    plain.write_text(call(*asked).out, encoding="utf-8")
    other.write_text(call(*asked, "--format", form).out, encoding="utf-8")
    assert call("run", "langson", plain, "--json").json == call("run", "langson", other, "--json").json


def test_vectors_tell_what_must_come_out(call: Callable[..., Answer]) -> None:
    """Vectors hold logs with the results that ``run`` gives, with ``--json`` or without."""
    vectors = call("vectors", "langson", "-n", "3").json
    assert vectors["profile"] == "langson"
    assert vectors["cases"][0]["expected"][0]["case"] == vectors["cases"][0]["log"][0]["case"]
    assert vectors == call("vectors", "langson", "-n", "3", "--json").json


# ------------------------------------------------------------------------------------------------------- calendar


def test_calendar_show_names_sources(call: Callable[..., Answer]) -> None:
    """Days off and make-up days are shown with their sources and how sure the year is."""
    out = call("calendar", "show", "--year", "2026").out
    assert "thứ Bảy 10/01/2026" in out
    assert "làm bù" in out
    assert "Công văn 12729/VPCP-KGVX" in out
    assert "Năm 2026: đã công bố." in out
    out = call("calendar", "show", "--lang", "en").out
    assert "2027: provisional." in out


def test_calendar_check_tells_differences(call: Callable[..., Answer]) -> None:
    """A day on which table and package differ exits 1; 2026 has the swap of 2 January, 2025 has none."""
    answer = call("calendar", "check", "--year", "2026", "--lang", "en")
    assert answer.status == 1
    assert "2026-01-02" in answer.out
    answer = call("calendar", "check", "--year", "2025")
    assert answer.status == 0
    assert answer.out.startswith("0 ngày khác")


def test_calendar_ics_is_the_same_each_time(call: Callable[..., Answer]) -> None:
    """The iCalendar file holds each day, off or worked, and the same question gives the same bytes."""
    asked = ["calendar", "ics", "--year", "2026"]
    out = call(*asked).out
    assert out.count("BEGIN:VEVENT") == len(call(*asked, "--json").json)
    assert out == call(*asked).out
    assert "TENTATIVE" in call("calendar", "ics", "--year", "2027").out


def test_calendar_ics_without_its_package(call: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch) -> None:
    """Without icalendar the command names the extra to install."""
    monkeypatch.setitem(sys.modules, "icalendar", None)
    answer = call("calendar", "ics")
    assert answer.status == 2
    assert "feedback-rules[ics]" in answer.err


def test_calendar_refuses_what_it_does_not_have(call: Callable[..., Answer]) -> None:
    """A year outside the table and an unknown table are wrong use."""
    assert "2018 đến 2027" in call("calendar", "show", "--year", "1999").err
    assert call("calendar", "show", "atlantis").status == 2


def test_cases_with_later_rows_are_counted_under_the_instant(call: Callable[..., Answer], log: Path) -> None:
    """S14: what has happened is not taken back; how many cases are read later than asked is said under the heading."""
    early = call("run", "langson", log, "--at", "2022-01-01T00:00+07:00", "--lang", "en")
    cases = len({row["case"].partition("/")[0] for row in map(json.loads, log.read_text("utf-8").splitlines())})
    assert f"Cases that have later rows, and are read at their last: {cases}." in early.out
    late = call("run", "langson", log, "--at", "2027-01-01T00:00+07:00", "--lang", "en")
    assert "later rows" not in late.out
