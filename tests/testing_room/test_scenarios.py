"""Scenario files in a host's own test run."""

from __future__ import annotations

from pathlib import Path

import pytest

from feedback_rules import InputError, LogError
from feedback_rules.testing import assert_scenarios

SHIPPED = Path(__file__).parents[1] / "scenarios" / "langson"
STORY = """\
profile: langson
scenarios:
  - title: {{vi: "Chuyển sau 40 phút", en: "Forwarded after 40 minutes"}}
    basis: 7.2.a
    log:
      - {{name: submit, at: "2024-03-04 08:00", by: citizen, data: {{category: urban_order, channel: app}}}}
    expect: {{state: {state}}}
"""


def test_scenarios_that_hold_are_counted() -> None:
    """Files and folders may be mixed; the number of scenarios is given back."""
    one = assert_scenarios(SHIPPED / "1-intake.yaml")
    assert one > 1
    assert assert_scenarios(SHIPPED / "1-intake.yaml", SHIPPED / "2-supplement.yaml") > one


@pytest.mark.parametrize(("lang", "title", "word"), [("vi", "Chuyển sau", "mong đợi"), ("en", "Forwarded", "expected")])
def test_a_difference_is_told_with_rows_and_clause(tmp_path: Path, lang: str, title: str, word: str) -> None:
    """The failure names file and line, what was given, what was expected and got, and the clause."""
    (tmp_path / "good.yaml").write_text(STORY.format(state="submitted"), encoding="utf-8")
    bad = tmp_path / "wrong.yaml"
    bad.write_text(STORY.format(state="answered"), encoding="utf-8")
    with pytest.raises(AssertionError) as caught:
        assert_scenarios(tmp_path, lang=lang)
    head, where, given, difference = str(caught.value).splitlines()
    assert head.startswith("1 ")
    assert " 2 " in head
    assert where.startswith(f"{bad}:3: {title}")
    assert "2024-03-04 08:00 citizen submit" in given
    for part in (word, "answered", "submitted", "[7.2.a]"):
        assert part in difference


def test_nothing_to_look_at_does_not_pass(tmp_path: Path) -> None:
    """A folder without scenarios is wrong use, a file that can't be read names its line."""
    with pytest.raises(InputError) as caught:
        assert_scenarios(tmp_path)
    assert caught.value.code == "no-scenarios"
    (tmp_path / "torn.yaml").write_text("profile: langson\nscenarios: 3\n", encoding="utf-8")
    with pytest.raises(LogError):
        assert_scenarios(tmp_path)
