"""What the verbs take: each says of a value of another kind what it is, and what to pass instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.errors import InputError
from feedback_rules.workflow.case import Case
from feedback_rules.workflow.columns import shown
from feedback_rules.workflow.deeds import Chronicle
from feedback_rules.workflow.event import Event

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["must_be_case", "must_be_event", "numbered_rows", "rows_of"]


def must_be_case(value: object) -> None:
    """Refuse what is no case: ``InputError``, with where the case is (S20).

    >>> must_be_case({"semantics": 1})
    Traceback (most recent call last):
    feedback_rules.errors.InputError: a case is needed, got {"semantics": 1}: read a snapshot with Case.from_dict(row)
    """
    if isinstance(value, Case):
        return
    if isinstance(value, Chronicle):
        kind = type(value).__name__
        raise InputError(
            "not-a-case",
            en=f"a case is needed, got the {kind} that holds one: pass {kind.lower()}.case",
            vi=f"cần một hồ sơ, nhận được {kind} chứa hồ sơ: hãy đưa {kind.lower()}.case",
        )
    if isinstance(value, dict):
        raise InputError(
            "not-a-case",
            en=f"a case is needed, got {shown(value)}: read a snapshot with Case.from_dict(row)",
            vi=f"cần một hồ sơ, nhận được {shown(value)}: hãy đọc bản lưu bằng Case.from_dict(row)",
        )
    raise InputError(
        "not-a-case",
        en=f"a case is needed, got {_seen(value)}: pass the case that the last step gave, step.case",
        vi=f"cần một hồ sơ, nhận được {_seen(value)}: hãy đưa hồ sơ mà bước trước cho ra, step.case",
    )


def must_be_event(value: object) -> None:
    """Refuse what is no event: ``InputError``, with how one is made (S20)."""
    if not isinstance(value, Event):
        row = isinstance(value, dict)
        raise InputError(
            "not-an-event",
            en=f"an event is needed, got {_seen(value)}: "
            + ("make it one with Event.from_dict(row)" if row else "make one with Event(case=…, name=…, at=…, by=…)"),
            vi=f"cần một sự kiện, nhận được {_seen(value)}: "
            + ("hãy dùng Event.from_dict(row)" if row else "hãy dùng Event(case=…, name=…, at=…, by=…)"),
        )


def rows_of(name: str, value: Iterable[Event]) -> list[Event]:
    """Give the rows of an argument as a list; ``InputError`` where one is no event, or where there is no list.

    >>> rows_of("add", Event(case="C-1", name="note", at=0, by="citizen"))
    Traceback (most recent call last):
    feedback_rules.errors.InputError: add takes a list of events, got a single one: write add=[event]
    """
    if isinstance(value, Event):
        raise InputError(
            "not-rows",
            en=f"{name} takes a list of events, got a single one: write {name}=[event]",
            vi=f"{name} nhận một danh sách sự kiện, nhận được một sự kiện: hãy viết {name}=[event]",
        )
    try:
        rows = list(value)
    except TypeError:
        raise InputError(
            "not-rows",
            en=f"{name} takes a list of events, got {_seen(value)}: write {name}=[event, …]",
            vi=f"{name} nhận một danh sách sự kiện, nhận được {_seen(value)}: hãy viết {name}=[event, …]",
        ) from None
    if not {Event}.issuperset(map(type, rows)):  # nearly always all are: not looked at one by one
        for row in rows:
            must_be_event(row)
    return rows


def numbered_rows(value: Any) -> set[tuple[str, int]]:
    """Give the rows that ``void`` names, each by its case and its number; ``InputError`` where one is named otherwise.

    >>> numbered_rows([["C-1", 2]])
    {('C-1', 2)}
    """
    try:
        named = [value] if isinstance(value, str) else list(value)
    except TypeError:
        raise _not_numbered(value) from None
    found: set[tuple[str, int]] = set()
    for one in named:
        pair = one if isinstance(one, tuple | list) else ()
        if len(pair) != 2 or not isinstance(pair[0], str) or type(pair[1]) is not int:  # noqa: PLR2004 - a pair
            raise _not_numbered(one)
        found.add((pair[0], pair[1]))
    return found


def _not_numbered(value: object) -> InputError:
    return InputError(
        "not-a-row-number",
        en=f'void names rows by case and number, got {_seen(value)}: write void=[("C-1", 2)]',
        vi=f'void nêu dòng bằng hồ sơ và số thứ tự, nhận được {_seen(value)}: hãy viết void=[("C-1", 2)]',
    )


def _seen(value: object) -> str:
    """Show a value of another kind: what JSON can say, else its class."""
    plain = value is None or isinstance(value, str | int | float | dict) or type(value) in (list, tuple)
    return shown(value) if plain else type(value).__name__
