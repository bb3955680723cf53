"""The vocabulary: entries are filled by keyword, once, and say what they lack."""

from __future__ import annotations

import pytest

from feedback_rules.workflow.spec import RoleSpec
from tests.hearing.bench import engine


def test_an_entry_is_filled_by_keyword() -> None:
    """What is left out takes its default; what has none is needed; what is unknown is refused."""
    role = RoleSpec(id="officer", of="ioc")
    assert (role.title, role.basis, repr(role)) == (("", ""), (), "<RoleSpec officer>")
    with pytest.raises(TypeError, match="RoleSpec needs of"):
        RoleSpec(id="officer")
    with pytest.raises(TypeError, match="RoleSpec has no colour"):
        RoleSpec(id="officer", of="ioc", colour="red")


def test_events_whose_number_or_instant_matters_are_known() -> None:
    """S11a, S23: those with a bound, and those that a clock counts from."""
    flows = engine().book.workflows
    assert flows["chain"].counted == {"note", "start_chain"}
    assert flows["report"].counted == {"supply", "take_over", "file_note", "link"}
