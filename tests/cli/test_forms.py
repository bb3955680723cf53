"""What is typed after options, and how times and tables are printed."""

from __future__ import annotations

import io
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from feedback_rules.cli import parameters, progress, shown, tables
from feedback_rules.cli.law import Law
from feedback_rules.cli.session import Session
from feedback_rules.errors import InputError
from feedback_rules.wording.cli import WORDS

HANOI = timezone(timedelta(hours=7))


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


@pytest.mark.parametrize(
    ("form", "text", "value"),
    [
        (parameters.INSTANT, "2025-05-09T08:00+07:00", datetime(2025, 5, 9, 8, tzinfo=HANOI)),
        (parameters.INSTANT, "2025-05-09 08:00:30Z", datetime(2025, 5, 9, 8, 0, 30, tzinfo=UTC)),
        (parameters.DAY, "2025-05-09", date(2025, 5, 9)),
        (parameters.MONTHS, "2024-03", "2024-03"),
        (parameters.MONTHS, "2023-11/2024-03", "2023-11/2024-03"),
        (parameters.READING, "one_day=a=b", ("one_day", "a=b")),
        (parameters.Whole(0), "0", 0),
        (parameters.Whole(-5), "-5", -5),
        (parameters.Choice("a", "b"), "b", "b"),
        (parameters.LOG, "-", "-"),
    ],
)
def test_forms_take_what_they_say(form: Any, text: str, value: object) -> None:
    """A right value is read; one already read is taken as it is."""
    assert form.convert(text, None, None) == value
    assert form.convert(None, None, None) is None


@pytest.mark.parametrize(
    ("form", "text", "code"),
    [
        (parameters.INSTANT, "tomorrow", "bad-instant"),
        (parameters.INSTANT, "2025-05-09T25:00+07:00", "bad-instant"),
        (parameters.INSTANT, "0001-01-01T00:00+14:00", "bad-instant"),
        (parameters.INSTANT, "9999-12-31T23:59-12:00", "bad-instant"),
        (parameters.INSTANT, "2025-05-09T08:00", "naive-instant"),
        (parameters.DAY, "09/05/2025", "bad-day"),
        (parameters.DAY, "2025-05-09T08:00", "bad-day"),
        (parameters.DAY, "9999-12-31", "bad-day"),
        (parameters.DAY, "20250509", "bad-day"),
        (parameters.MONTHS, "2024-13", "bad-month"),
        (parameters.MONTHS, "9999-12", "bad-month"),
        (parameters.MONTHS, "2024-W1", "bad-month"),
        (parameters.MONTHS, "2024-03/", "bad-month"),
        (parameters.MONTHS, "2024-03/2024-04/2024-05", "bad-month"),
        (parameters.MONTHS, "2024-03/2023-11", "bad-month"),
        (parameters.READING, "one_day", "bad-reading"),
        (parameters.READING, "=x", "bad-reading"),
        (parameters.PAUSE, "2025-05-09T08:00+07:00", "bad-pause"),
        (parameters.PAUSE, "2025-05-09T08:00+07:00/2025-05-09T08:00+07:00", "bad-pause"),
        (parameters.Whole(1), "0", "bad-number"),
        (parameters.Whole(1), "1.5", "bad-number"),
        (parameters.Whole(1), "9" * 5000, "bad-number"),
        (parameters.Choice("a"), "b", "bad-choice"),
        (parameters.EXISTING, "nowhere", "no-such-file"),
    ],
)
def test_forms_refuse_anything_else_showing_it(form: Any, text: str, code: str) -> None:
    """A wrong value is refused in both languages, with the value and a right one."""
    with pytest.raises(InputError) as refused:
        form.convert(text, None, None)
    assert refused.value.code == code
    assert repr(text) in refused.value.en
    assert repr(text) in refused.value.vi


@pytest.mark.parametrize(
    ("text", "proposal"),
    [("2025-05-09T08:00", "2025-05-09T08:00+07:00"), ("2025-05-09", "2025-05-09T00:00+07:00")],
)
def test_a_naive_instant_is_refused_with_what_to_write(text: str, proposal: str) -> None:
    """A naive instant is refused showing the value, and the proposal itself is accepted (S1)."""
    with pytest.raises(InputError, match="names no zone") as refused:
        parameters.INSTANT.read(text, "--from")
    assert refused.value.en.endswith(proposal)
    assert parameters.INSTANT.read(proposal, "--from").tzinfo is not None


def test_a_reading_chosen_twice_is_refused() -> None:
    """Two options of one reading contradict each other; the same one twice does not."""
    assert Law("x", (("a", "b"), ("a", "b"))).chosen() == {"a": "b"}
    with pytest.raises(InputError, match="given twice: b and c"):
        Law("x", (("a", "b"), ("a", "c"))).chosen()


@pytest.mark.parametrize(
    ("moment", "due", "vi", "en"),
    [
        ("2025-05-09T17:00:00+07:00", True, "17:00 thứ Sáu 09/05/2025", "17:00 Fri 9 May 2025"),
        ("2025-05-12T00:00:00+07:00", True, "24:00 Chủ nhật 11/05/2025", "24:00 Sun 11 May 2025"),
        ("2025-05-12T00:00:00+07:00", False, "00:00 thứ Hai 12/05/2025", "00:00 Mon 12 May 2025"),
        ("2025-05-12T00:00:01+07:00", True, "00:00:01 thứ Hai 12/05/2025", "00:00:01 Mon 12 May 2025"),
        ("2025-05-12T00:00:00.500000+07:00", True, "00:00:00.5 thứ Hai 12/05/2025", "00:00:00.5 Mon 12 May 2025"),
    ],
)
def test_instants_are_written_as_officials_write_them(moment: str, due: bool, vi: str, en: str) -> None:
    """An instant shows clock, weekday and day; a limit that ends at 24:00 says so (S5)."""
    assert shown.instant(moment, "vi", due=due) == vi
    assert shown.instant(datetime.fromisoformat(moment), "en", due=due) == en


def test_every_status_has_a_word_and_a_colour() -> None:
    """Each status of a run (S12) is worded plainly in both languages."""
    statuses = {key.rpartition(".")[2] for key in WORDS if key.startswith("cli.status.")}
    assert statuses == set(shown.STYLES)
    assert len({shown.verdict(Session("vi"), status).text for status in statuses}) == len(statuses)


def test_plain_tables_are_aligned_by_what_is_seen() -> None:
    """Columns line up by display width, also where letters are written with separate marks."""
    lines = tables.columns_of(["a", "b"], [["Hải", "x"], ["Ha\u0309i", "y"], [tables.Cell("字", "red"), "z\n w"]])
    assert [lines[0], *lines[2:]] == ["a    b", "Hải  x", "Ha\u0309i  y", "字   z w"]


def test_terminal_tables_are_framed_and_coloured(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal a table has colours and keeps what looks like markup as text."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    screen = Terminal()
    monkeypatch.setattr(sys, "stdout", screen)
    tables.heading(Session(), "Thời hạn")
    tables.show(Session(), ["hồ sơ", "số"], [[tables.Cell("[red]trễ", "red"), "1"]], right=[1])
    out = screen.getvalue()
    assert "\x1b[31m[red]trễ" in out
    assert "\x1b[1mThời hạn" in out
    assert "─" in out


def test_progress_is_for_terminals_only(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Long work shows how far it has come on a terminal, and nothing anywhere else."""
    assert list(progress.watched(iter([1, 2]), "work")) == [1, 2]
    assert capsys.readouterr().err == ""
    monkeypatch.setenv("TERM", "xterm")
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    assert list(progress.watched([1, 2], "work")) == [1, 2]
    assert list(progress.watched(iter([1, 2]), "work", total=2)) == [1, 2]
    assert "work" in screen.getvalue()


def test_span_says_zero() -> None:
    """No time at all is said, not left blank."""
    assert shown.span(timedelta(0), "vi") == "0 giây"
    assert shown.span(timedelta(days=1, seconds=1), "en") == "1 d 1 s"


@pytest.mark.parametrize("text", ["2025-05-09T08", "20250509T0800", "2025-W19-5T08:00"])
def test_what_is_proposed_for_a_naive_instant_is_taken(text: str) -> None:
    """S1: in whatever form of ISO 8601 the instant was, whoever follows the advice is not refused again."""
    with pytest.raises(InputError) as caught:
        parameters.INSTANT.convert(text, None, None)
    assert caught.value.text("vi").endswith(" 2025-05-09T08:00+07:00")
