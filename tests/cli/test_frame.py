"""The frame: languages, help, errors in one line, exit statuses, streams."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest

from feedback_rules.cli import frame, main, mistakes, program, streams
from feedback_rules.cli.program import COMMANDS, Program
from feedback_rules.cli.session import Session, dumps
from feedback_rules.errors import FeedbackRulesError, InputError, LogError, ProfileError, RefusedError
from feedback_rules.wording.cli import WORDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Answer

C_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def raises(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Let every command raise ``error`` after it has printed a line."""

    @frame.verb("list")
    def command(session: Session, as_json: bool) -> None:
        session.print("said before")
        raise error

    monkeypatch.setattr(Program, "load", lambda *_: command)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(
    "path", [[], *([name] for name in COMMANDS), *(["calendar", n] for n in ("show", "check", "ics"))]
)
def test_every_command_has_help_in_both_languages(call: Callable[..., Answer], path: list[str], lang: str) -> None:
    """``--help`` prints usage, arguments, options and an example in the chosen language, and exits 0."""
    answer = call(*path, "--help", "--lang", lang)
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.startswith("Cách dùng: feedback-rules" if lang == "vi" else "Usage: feedback-rules")
    assert ("in trợ giúp này" if lang == "vi" else "show this help") in answer.out
    assert "cli." not in answer.out


def test_every_word_is_there_in_both_languages() -> None:
    """No sentence of the command line lacks a language, and both take the same parameters."""
    import string

    def taken(template: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(template) if name}

    assert [key for key, pair in WORDS.items() if not all(pair)] == []
    assert [key for key, (vi, en) in WORDS.items() if taken(vi) != taken(en)] == []


def test_no_command_shows_the_help_as_wrong_use(call: Callable[..., Answer]) -> None:
    """Without a command the help is shown and the status is 2."""
    answer = call()
    assert answer.status == 2
    assert all(name in answer.out for name in COMMANDS)
    assert call("calendar").status == 2


@pytest.mark.parametrize("later", ["graph", "compare", "diff", "new", "schema"])
def test_commands_to_come_are_not_listed(call: Callable[..., Answer], later: str) -> None:
    """What is not there is neither listed nor taken."""
    assert f" {later} " not in call("--help").out
    assert call(later).status == 2


def test_unknown_command_names_the_nearest(call: Callable[..., Answer]) -> None:
    """A misspelt command is wrong use, answered with the nearest name in the chosen language."""
    answer = call("limit", "--lang", "en")
    assert answer.status == 2
    assert answer.complaints == [
        "feedback-rules: unknown-command: there is no command 'limit'; did you mean limits or list?"
    ]
    assert "các lệnh là: list" in call("xyzzy").err


@pytest.mark.parametrize(
    ("arguments", "vi", "en"),
    [
        (["limits"], "thiếu đối số QUY_CHẾ;", "the argument PROFILE is missing"),
        (["due", "--profile", "x"], "thiếu tùy chọn", "the option"),
        (
            ["limits", "a", "--jsn"],
            "không có tùy chọn --jsn; có phải --json?",
            "there is no option --jsn; did you mean --json?",
        ),
        (["limits", "a", "b"], "thừa đối số: b", "one argument too many: b"),
        (["limits", "a", "--lang", "vi", "--reading"], "tùy chọn --reading cần một giá trị", ""),
        (["list", "--json=1"], "tùy chọn --json không nhận giá trị", "the option --json takes no value"),
        (["list", "--lang", "fr"], "--lang 'fr': hãy chọn một trong vi, en", ""),
        (["limits", "a", "--reading", "x"], "--reading 'x': hãy ghi ID=", "--reading 'x': write ID="),
        (["check", "nowhere.yaml"], ": 'nowhere.yaml': không có tệp này", ": 'nowhere.yaml': there is no such file"),
        (["test", "nowhere"], "no-such-file: 'nowhere': không có", "no-such-file: 'nowhere': there is"),
        (["run", "langson", "nowhere"], "no-such-file: 'nowhere': không có", "no-such-file: 'nowhere': there is"),
        (["check", "--on", "2025-02-30"], "--on '2025-02-30' không phải là một ngày", "--on '2025-02-30' is not a day"),
        (["oversight", "a", "b", "--month", "3/2024"], "--month '3/2024'", "--month '3/2024' is not a month"),
        (["oversight", "a", "b", "--month", "2024-03/"], "--month '2024-03/'", "--month '2024-03/' is not a month"),
        (
            ["oversight", "a", "b", "--month", "2024-03/2024-02"],
            "--month '2024-03/2024-02': tháng cuối trước",
            "--month '2024-03/2024-02': the months end before",
        ),
        (
            ["simulate", "a", "-n", "0", "--seed", "1"],
            "-n '0': hãy ghi một số nguyên từ 1",
            "-n '0': write a whole number",
        ),
        (["simulate", "a", "-n", "٣", "--seed", "1"], "-n '٣'", "-n '٣'"),
    ],
)
def test_wrong_use_is_one_line_and_two(call: Callable[..., Answer], arguments: list[str], vi: str, en: str) -> None:
    """Wrong use exits 2 with one line on standard error that names what was typed, in the chosen language."""
    for lang, said in (("vi", vi), ("en", en)):
        if not said:
            continue
        answer = call(*arguments, *([] if "--lang" in arguments else ["--lang", lang]))
        assert (answer.status, answer.out) == (2, "")
        assert len(answer.complaints) == 1
        assert said in answer.complaints[0]
        assert answer.complaints[0].startswith("feedback-rules: ")


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (InputError("some-code", en="why", vi="vì sao"), 2, ["some-code: vì sao"]),
        (RefusedError("wrong-state", en="why", vi="vì\nhai dòng"), 1, ["wrong-state: vì", "hai dòng"]),
        (LogError("bad-log", en="x", vi="2 lỗi:\n a.jsonl:1:1 x\n\n a.jsonl:2:1 y"), 2, None),
        (FeedbackRulesError("empty", en="", vi=""), 2, ["empty:"]),
        (FileNotFoundError(2, "No such file", "a.yaml"), 2, ["a.yaml: không có tệp này"]),
        (OSError(28, "No space left", "b"), 2, ["b: No space left"]),
        (OSError("odd"), 2, ["–: odd"]),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "no"), 2, ["byte thứ 0"]),
        (MemoryError(), 2, ["MemoryError"]),
        (RecursionError(), 2, ["RecursionError"]),
        (KeyError("k"), 2, ["KeyError: 'k'", "xin báo lại"]),
        (click.ClickException("odd"), 2, ["odd"]),
        (click.UsageError("odd use"), 2, ["odd use; xem: feedback-rules list --help"]),
        (KeyboardInterrupt(), 130, ["đã dừng"]),
        (click.Abort(), 130, ["đã dừng"]),
        (BrokenPipeError(), 141, []),
    ],
)
def test_every_error_is_told_without_a_traceback(
    call: Callable[..., Answer],
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    status: int,
    said: list[str] | None,
) -> None:
    """Whatever is raised, what was said stays, the error takes a line each and the status says which kind it was."""
    raises(monkeypatch, error)
    answer = call("list")
    assert answer.status == status
    assert answer.out == "said before\n"
    assert "Traceback" not in answer.err
    assert all(line.startswith("feedback-rules: ") for line in answer.complaints)
    for words in ["bad-log: 2 lỗi:", "a.jsonl:1:1 x", "a.jsonl:2:1 y"] if said is None else said:
        assert words in answer.err


def test_problems_of_a_profile_take_a_line_each_and_exit_one() -> None:
    """A profile that does not load tells each of its problems; the answer is "no"."""
    from feedback_rules.profiles.problem import Problem

    problem = Problem("bad-limit", "error", ("sai", "wrong"), ("hãy viết 1 giờ", "write 1 hour"), "a.yaml", 3, 9)
    error = ProfileError("broken-profile", en="x", vi="x", problems=[problem, problem], count=5)
    lines, status = mistakes.told(error, Session("en"))
    assert status == 1
    assert lines == ["a.yaml:3:9 bad-limit wrong. write 1 hour"] * 2 + ["… and 3 more"]


def test_a_log_that_can_not_be_read_tells_every_fault_as_wrong_use() -> None:
    """The faults of a log take a line each; a log that can't be read is wrong use, like a file that is not there."""
    from feedback_rules.profiles.problem import Problem

    fault = Problem("missing", "error", ("thiếu", "missing"), ("", ""), "a.jsonl", 3, 1)
    error = LogError("missing", en="x", vi="x", problems=(fault,), more=7)
    assert mistakes.told(error, Session("vi")) == (["a.jsonl:3:1 missing thiếu", "… và 7 lỗi nữa"], 2)
    gone = ProfileError("broken-profile", en="x", vi="x", problems=[fault._replace(code="missing-file")])
    assert mistakes.told(gone, Session("vi"))[1] == 2


def test_where_an_unexpected_error_arose_is_named() -> None:
    """The last resort names the innermost line of the library, never a path of the machine."""
    with pytest.raises(AttributeError) as fault:
        streams.legible(None)  # type: ignore[arg-type] # the fault that is wanted
    (line,), _ = mistakes.told(fault.value, Session("en"))
    assert "(at cli/streams.py:" in line


def test_language_is_found_before_parsing() -> None:
    """``--lang`` counts wherever it stands, the last one wins, and what follows ``--`` is no option."""
    find = program.chosen_language
    assert find(["--lang", "en", "list"]) == find(["list", "--lang=en"]) == "en"
    assert (
        find(["list"])
        == find(["--", "--lang", "en"])
        == find(["--lang", "en", "--lang", "vi"])
        == find(["--lang"])
        == "vi"
    )


def test_main_and_run_take_the_arguments_of_the_process(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without arguments, those of the process are taken."""
    monkeypatch.setattr(sys, "argv", ["feedback-rules", "--version"])
    assert main() == 0
    with pytest.raises(SystemExit) as left:
        Program().main()
    assert left.value.code == 0
    assert capsys.readouterr().out.count("feedback-rules 0.1.0\n") == 2


def test_closed_streams_are_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process without standard streams still gives its status."""
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["--version"]) == 0
    assert main(["nope"]) == 2
    for stream in (sys.stdout, sys.stderr):
        stream.close()


def test_stream_that_cannot_be_changed_is_used_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """A host that put its own stream in place gets the text there."""
    own = io.StringIO()
    monkeypatch.setattr(sys, "stdout", own)
    assert main(["--version"]) == 0
    assert own.getvalue() == "feedback-rules 0.1.0\n"
    streams.close_quietly()


def test_a_flush_that_fails_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A full disk is an error of one line, also when the text itself had been taken."""

    class Full(io.StringIO):
        def flush(self) -> None:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(sys, "stdout", Full())
    assert main(["--version", "--lang", "en"]) == 2
    assert capsys.readouterr().err == "feedback-rules: –: No space left on device\n"


def test_legible_and_native_are_inverse() -> None:
    """An argument handed over as bytes in disguise is read as UTF-8, and given back to the file system as it came."""
    disguised = "tệp".encode().decode("ascii", "surrogateescape")
    assert streams.legible(disguised) == "tệp"
    assert streams.legible("tệp") == "tệp"
    assert streams.legible("tệp \ud800") == "tệp \ud800"
    assert streams.native("tệp") == os.fsdecode("tệp".encode())


def test_native_where_file_names_are_ascii(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system's names are ASCII, a Vietnamese one goes back as the bytes it came from."""
    monkeypatch.setattr(sys, "getfilesystemencoding", lambda: "ascii")
    assert streams.native("a.yaml") == "a.yaml"
    assert streams.native("tệp").encode("ascii", "surrogateescape").decode() == "tệp"


def test_pick_falls_back_to_the_other_language() -> None:
    """A text that has one language only is shown in it."""
    assert Session("en").pick({"vi": "Xã"}) == "Xã"
    assert Session("vi").pick(("", "Commune")) == "Commune"
    assert Session("vi").pick(None) == ""


def test_json_is_plain_and_refuses_what_json_has_not() -> None:
    """JSON keeps letters and the order of keys; NaN is no JSON."""
    assert dumps({"b": "ế", "a": 1}, indent=None) == '{"b": "ế", "a": 1}'
    with pytest.raises(ValueError, match="Out of range"):
        dumps(float("nan"))


def run(
    *arguments: str, world: dict[str, str] | None = None, shell: str | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own, or a shell line that uses it as ``$F``."""
    environment = {"PATH": os.environ["PATH"], **(world or {})}
    command = [sys.executable, "-m", "feedback_rules", *arguments]
    if shell is not None:
        environment["F"] = f"{sys.executable} -m feedback_rules"
        command = ["/bin/bash", "-c", shell]
    return subprocess.run(command, env=environment, capture_output=True, check=False)


def test_vietnamese_prints_under_the_c_locale() -> None:
    """Output is UTF-8 also where the locale is C and Python's UTF-8 mode is off."""
    done = run("--help", world=C_LOCALE)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Quy chế về phản ánh" in done.stdout.decode()
    done = run("giờ", world=C_LOCALE)
    assert done.returncode == 2
    assert "không có lệnh 'giờ'" in done.stderr.decode()


def test_a_code_page_changes_nothing() -> None:
    """Under the code page of a Vietnamese Windows console the bytes are the same."""
    plain = run("--help").stdout
    assert run("--help", world={"PYTHONIOENCODING": "cp1258"}).stdout == plain
    assert run("--help", world=C_LOCALE).stdout == plain


def test_a_file_with_a_vietnamese_name_is_found_under_the_c_locale(tmp_path: Path) -> None:
    """The name of a file typed in UTF-8 is found, and shown, where the locale is C."""
    (tmp_path / "tệp lạ.yaml").write_text("profile: [", encoding="utf-8")
    done = run("check", str(tmp_path / "tệp lạ.yaml"), world=C_LOCALE)
    assert done.returncode == 1
    assert "tệp lạ.yaml" in (done.stdout + done.stderr).decode()
    done = run("check", str(tmp_path / "không có.yaml"), world=C_LOCALE)
    assert done.returncode == 2
    assert "không có.yaml" in done.stderr.decode()


def test_a_reader_that_goes_away_hears_nothing() -> None:
    """A closed pipe ends the program quietly with the shell's status for it."""
    done = run(shell="set -o pipefail; $F --help | true; echo ${PIPESTATUS[0]}")
    assert done.stderr == b""
    assert done.stdout in (b"141\n", b"0\n")  # 0 where the text fitted into the pipe before it was closed
    done = run(shell="$F --help >&-; echo $?")
    assert (done.stdout, done.stderr) == (b"0\n", b"")
