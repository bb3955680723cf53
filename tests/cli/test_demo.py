"""``make demo``: the main job on the shipped log."""

from __future__ import annotations

import runpy
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

DEMO = str(Path(__file__).resolve().parents[2] / "examples" / "demo.py")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["langson"],
            [
                "Ai giữ từng hồ sơ",
                "Từng thời hạn",
                "Trễ hạn, quá hạn: đơn vị chịu trách nhiệm",
                "đúng hạn",
                "trễ hạn",
                "điểm a khoản 2 Điều 7",
                "Vì sao trễ?",
                "[điểm",
            ],
        ),
        (
            ["langson", "--lang", "en"],
            ["Who held each case", "Every clock", "who is charged", "in time", "late", "Why late?", "Article 7"],
        ),
    ],
)
def test_demo_tells_who_held_what_was_late_and_who_is_charged(
    arguments: list[str], said: list[str], monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """The demo prints holders, clocks with verdicts and articles, what was late, a summary, and one derivation."""
    monkeypatch.setattr(sys, "argv", [DEMO, *arguments])
    with pytest.raises(SystemExit) as left:
        runpy.run_path(DEMO, run_name="__main__")
    out = capsysbinary.readouterr().out.decode()
    assert left.value.code == 0
    shown = shlex.split(out.splitlines()[-1].partition(": ")[2].partition(" · ")[0])
    assert subprocess.run(shown, check=True, capture_output=True).stdout  # the first of the commands that it ends in
    assert [words for words in said if words not in out] == []
    assert len({line.split()[0] for line in out.splitlines() if line.startswith("LS-")}) >= 30


def test_the_demo_ends_in_commands_that_can_be_typed(tmp_path: Path) -> None:
    """The command stands in the environment that ``make demo`` has made, not on the path of a shell."""
    program = runpy.run_path(DEMO)["program"]
    for folder, name in (("bin", "feedback-rules"), ("Scripts", "feedback-rules.exe")):
        beside = tmp_path / ".venv" / folder
        beside.mkdir(parents=True)
        assert program(beside / "python", tmp_path) == f"{beside / 'python'} -m feedback_rules"
        (beside / name).touch()
        typed = Path(".venv") / folder / "feedback-rules"
        assert program(beside / "python", tmp_path) == str(typed)
        assert program(beside / "python", tmp_path / "elsewhere") == str(tmp_path / typed)
