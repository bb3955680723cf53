"""The vocabulary: entries are filled by keyword, once, and say what they lack."""

from __future__ import annotations

import pytest

from feedback_rules.workflow.spec import RoleSpec
from feedback_rules.workflow.values import bad_value
from tests.hearing.bench import engine
from tests.hearing.small import compiled, document, flow, stay, text


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


def test_a_field_of_several_values_takes_those_and_no_other() -> None:
    """S23: texts and truth values alike; what is blank brings nothing, a number is no truth value."""
    begin = {"title": text("begin"), "held_by": "ioc", "no_limit": text("none"), "basis": ["1"]}
    fields = {"kind": {"one_of": [True, "later"], "title": text("kind")}}
    book = compiled(document({"report": flow({"begin": {**begin, "events": {"say": stay()}}})}, fields=fields)).book
    for value in (True, "later", " ", None):
        assert bad_value(book, {"kind": value}) is None
    for other in (False, "never", 1.5, ["later"]):
        wrong = bad_value(book, {"kind": other})
        assert wrong is not None
        assert wrong[:2] == ("kind", other)
