"""Files that are missing, folders, unreadable or empty, and names that do not exist: a clear line, 2, no traceback."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Answer

LOG = str(Path(__file__).resolve().parents[2] / "examples" / "langson.jsonl")
BYTES = b"\x00\xff\xfe\x80\xec\n"

BAD = ("missing", "folder", "bytes", "empty")


@pytest.fixture
def files(tmp_path: Path) -> Callable[[str, str], str]:
    """Give a path of a kind of bad file."""

    def made(kind: str, suffix: str) -> str:
        path = tmp_path / f"{kind}{suffix}"
        if kind == "folder":
            path.mkdir()
        elif kind != "missing":
            path.write_bytes(BYTES if kind == "bytes" else b"")
        return str(path)

    return made


def refused(answer: Answer) -> None:
    """Hold an answer to the rule: nothing printed, a line or more of complaint, exit 2, and no fault of the program."""
    assert answer.status == 2
    assert answer.out == ""
    assert answer.complaints
    assert all(line.startswith("feedback-rules: ") for line in answer.complaints)
    for words in ("Traceback", "ngoài dự kiến", "unexpected fault"):
        assert words not in answer.err


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("kind", BAD)
@pytest.mark.parametrize("command", ["show", "limits", "coverage", "vectors"])
def test_a_bad_profile_file(
    call: Callable[..., Answer], files: Callable[[str, str], str], command: str, kind: str, lang: str
) -> None:
    """A profile that can't be read, or is none, is wrong use, told in one line of the language of the call."""
    answer = call(command, files(kind, ".yaml"), "--lang", lang)
    refused(answer)
    assert len(answer.complaints) == 1
    assert ("tệp" in answer.err) == (lang == "vi")


@pytest.mark.parametrize("form", [(), ("--jsonl",), ("--json",), ("--mode", "control")])
def test_data_that_no_regulation_declares_are_told_once(
    call: Callable[..., Answer], tmp_path: Path, form: tuple[str, ...]
) -> None:
    """A misspelt name is told where it stands first, with the one that may be meant; results are those without it."""
    row = '{"case": "LS-%s", "name": "submit", "at": "2024-03-04T0%s:00:00+07:00", "by": "citizen", "data": {%s}}'
    known = '"category": "urban_order", "content": "Ồn", "location": "Phố", "full_name": "An", "phone": "1"'
    logs = []
    for name, more in (("plain", ""), ("more", ', "chanel": "app", "gps": [1, 2]')):
        path = tmp_path / f"{name}.jsonl"
        path.write_text(
            "\n".join([row % (1, 8, known), row % (2, 8, known + more), row % (3, 9, known + more)]), "utf-8"
        )
        logs.append(path)
    plain, told = (call("run", "langson", path, *form, "--lang", "en") for path in logs)
    assert plain.complaints == []
    assert [line.split(": ", 1)[1].split(": what")[0] for line in told.complaints] == [
        f'{logs[1]}:2:1 unknown-data the regulation declares no field "{name}"' for name in ("chanel", "gps")
    ]
    assert 'Did you mean "channel"?' in told.complaints[0]
    assert (told.out, told.status) == (plain.out, plain.status)


def test_data_are_told_where_a_replay_is_stopped(call: Callable[..., Answer], tmp_path: Path) -> None:
    """What the regulation lacks may be there under another name."""
    path = tmp_path / "log.csv"
    path.write_text("case,name,at,by,data.categry\nLS-1,send,2024-03-04T08:00:00+07:00,citizen,security\n", "utf-8")
    answer = call("run", "langson", path, "--mode", "control", "--lang", "en")
    assert answer.status != 0
    assert any('unknown-data the regulation declares no field "categry"' in line for line in answer.complaints)


@pytest.mark.parametrize("kind", ["missing", "folder"])
def test_check_of_what_is_no_file(call: Callable[..., Answer], files: Callable[[str, str], str], kind: str) -> None:
    """``check`` lists the problems of a file; where there is no file, that is wrong use."""
    refused(call("check", files(kind, ".yaml")))


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".yaml"])
@pytest.mark.parametrize("kind", BAD)
@pytest.mark.parametrize(
    "asked",
    [
        ["run", "langson"],
        ["run", "langson", "--jsonl"],
        ["explain", "langson", "--case", "LS-1"],
        ["oversight", "langson", "--month", "2024-02"],
        ["coverage", "langson", "--examples", "--log"],
    ],
    ids=" ".join,
)
def test_a_bad_log(
    call: Callable[..., Answer], files: Callable[[str, str], str], asked: list[str], kind: str, suffix: str
) -> None:
    """A log that is missing, a folder, not text or without a row is wrong use for whoever reads it."""
    for lang in ("vi", "en"):
        path = files(kind, suffix) if lang == "vi" else path_of(files, kind, suffix)
        refused(call(*asked, path, "--lang", lang))


def path_of(files: Callable[[str, str], str], kind: str, suffix: str) -> str:
    """Name the file that was made before."""
    return files("missing", suffix).replace("missing", kind)


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_scenario_file(call: Callable[..., Answer], files: Callable[[str, str], str], kind: str) -> None:
    """So is a scenario file, for ``test`` and for ``coverage``; a folder without one is no test that passed."""
    path = files(kind, ".yaml")
    refused(call("test", path))
    refused(call("coverage", "langson", "--scenarios", path))


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_overlay(call: Callable[..., Answer], files: Callable[[str, str], str], kind: str) -> None:
    """So is an overlay."""
    refused(call("limits", "langson", "--overlay", files(kind, ".yaml")))


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["explain", "langson", LOG, "--case", "LS-2024-07"], "LS-2024-007"),
        (["explain", "langson", LOG, "--case", "LS-2024-007", "--clock", "intak"], "intake"),
        (["explain", "langson", LOG, "--case", "LS-2024-007", "--clock", "intake", "--run", "9"], "intake.1"),
        (["explain", "langson", LOG, "--case", "LS-2024-007", "--run", "1"], "--clock"),
        (["explain", "langson", LOG, "--case", "LS-2024-007", "--memo", "--json"], "options-together: --memo"),
        (["simulate", "langson", "-n", "1", "--seed", "1", "--start", "2010-01-01"], "2010-01-01 (--start)"),
        (["explain", "langson", LOG, "--case", "LS-2024-007/none/1"], "none/1"),
        (["explain", "langson", LOG, "--case", "LS-2024-007", "--clock", "none/1:intake"], "none/1"),
        (["explain", "lngson", LOG, "--case", "LS-2024-007"], "langson"),
        (["run", "langson", LOG, "--recovr", "stay"], "--recover"),
        (["run", "langson", LOG, "--at", "2024-01-01"], "2024-01-01T00:00+07:00"),
        (["run", "langson", LOG, "--reading", "one_day=never"], "civil_day"),
        (["duties", "langson", "--from", "2024-02-01", "--to", "2024-01-01"], "2024-02-01"),
        (["duties", "langson", "--from", "2024-02-01"], "--to"),
        (["oversight", "langson", LOG, "--month", "2024-13"], "2024-03"),
        (["simulate", "langson", "-n", "0", "--seed", "1"], "-n"),
        (["calendar", "show", "vietnm"], "vietnam"),
        (["calendar", "show", "--year", "1900"], "2018"),
        (["show", "langson", "--clause", ""], "D.1"),
        (["due", "--profile", "langson", "--limit", "8h", "--from", "2024-01-01T08:00+07:00"], '"h"'),
        (["due", "--profile", "langson", "--limit", "", "--from", "2024-01-01T08:00+07:00"], "8 "),
    ],
    ids=lambda value: " ".join(Path(word).name for word in value) if isinstance(value, list) else "",
)
def test_what_is_named_wrongly(call: Callable[..., Answer], asked: list[str], said: str, lang: str) -> None:
    """A wrong case, clock, run, part, profile, option, reading or day is refused in one line that says what to do."""
    answer = call(*asked, "--lang", lang)
    refused(answer)
    assert len(answer.complaints) == 1
    assert said in answer.err


def test_units_are_proposed_in_the_language_of_the_call(call: Callable[..., Answer]) -> None:
    """``8h`` is hours to one and giờ to the other; each proposal is read, whichever language is spoken."""
    asked = ["due", "--profile", "langson", "--from", "2024-01-01T08:00+07:00", "--limit"]
    for lang, unit in (("vi", "giờ"), ("en", "hours")):
        assert call(*asked, "8h", "--lang", lang).err.rstrip().endswith(f'"{unit}"')
        assert call(*asked, f"8 {unit}", "--lang", lang).status == 0


def test_a_profile_with_problems_is_not_a_wrong_name(call: Callable[..., Answer], tmp_path: Path) -> None:
    """A profile that is there and has problems is the answer "no", with every problem on a line."""
    path = tmp_path / "mine.yaml"
    path.write_text("profile: mine\nformat: 1\n", encoding="utf-8")
    answer = call("limits", path)
    assert answer.status == 1
    assert answer.complaints
