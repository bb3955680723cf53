"""The data of an event, checked field by field: what is of the wrong kind, and what would be right."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from feedback_rules.calendar.limit import TimeLimit
from feedback_rules.calendar.zone import to_instant
from feedback_rules.errors import InputError
from feedback_rules.workflow.instants import read_instant, zone_info

if TYPE_CHECKING:
    from collections.abc import Mapping

    from feedback_rules.workflow.spec import FactSpec, FieldSpec, Rulebook

__all__ = ["Fault", "bad_value", "fact_value", "given_limit", "is_blank", "wrong_fact"]

Fault = tuple[str, Any, str, str]
"""A field, its value, and why it is wrong in Vietnamese and in English."""


def is_blank(value: Any) -> bool:
    """Tell whether a field brings nothing: absent, null, a text or list with nothing in it.

    >>> is_blank(None), is_blank(" "), is_blank(["", None]), is_blank(False), is_blank(["photo.jpg"])
    (True, True, True, False, False)
    """
    if type(value) is str:
        return not value or value.isspace()
    return value is None or (isinstance(value, list | tuple) and all(map(is_blank, value)))


def bad_value(book: Rulebook, data: Mapping[str, Any]) -> Fault | None:
    """Find the first declared field whose value is not of its kind."""
    accepted = book.accepted
    for name, value in data.items():
        if value.__class__ is str:  # of most fields every text is a value
            known = accepted.get(name)
            if known is None or value in known or not value or value.isspace():
                continue
            spec = book.fields[name]
        else:
            declared = book.fields.get(name)
            if declared is None or is_blank(value):
                continue
            spec = declared
        wrong = _CHECKS[spec.type](spec, value)
        if wrong is not None:
            return (name, value, *wrong)
    return None


def wrong_fact(spec: FactSpec, value: Any) -> Fault | None:
    """Say why ``value`` is no value of the fact, if it is none."""
    if spec.link:
        linked = isinstance(value, str) and bool(value.strip())
        return None if linked else (spec.id, value, "phải là mã của một hồ sơ", "it must be the id of a case")
    members = value if spec.many and isinstance(value, list | tuple) else (value,)
    for member in members:
        if type(member) not in (str, bool) or member not in spec.values:
            shown = ", ".join(_shown(known) for known in spec.values)
            return (spec.id, value, f"phải là một trong {shown}", f"it must be one of {shown}")
    return None


def fact_value(spec: FactSpec, value: Any) -> Any:
    """Give the value as a case keeps it: a set-valued fact as a tuple in the order of its declaration."""
    if spec.many:
        members = value if isinstance(value, list | tuple) else (value,)
        return tuple(known for known in spec.values if known in members)
    return value


def given_limit(spec: FieldSpec, value: Any, zone: str) -> tuple[str, int | str]:
    """Give a given limit (S10a) as the ledger keeps it: an instant, the 24:00 of a date, or the text of an amount."""
    if spec.type == "instant":
        return ("instant", read_instant(value))
    if spec.type == "date":
        day = date.fromisoformat(value) + timedelta(days=1)
        return ("date", to_instant(datetime(day.year, day.month, day.day, tzinfo=zone_info(zone))))
    return ("limit", TimeLimit.parse(value).text("en"))


def _shown(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _text(_: FieldSpec, value: Any) -> tuple[str, str] | None:
    return None if isinstance(value, str) else ("phải là văn bản", "it must be a text")


def _file(_: FieldSpec, value: Any) -> tuple[str, str] | None:
    listed = isinstance(value, list | tuple) and all(isinstance(name, str) for name in value)
    if isinstance(value, str) or listed:
        return None
    return ("phải là tên tệp hoặc danh sách tên tệp", "it must be the name of a file, or a list of names")


def _flag(_: FieldSpec, value: Any) -> tuple[str, str] | None:
    return None if isinstance(value, bool) else ("phải là true hoặc false", "it must be true or false")


def _number(_: FieldSpec, value: Any) -> tuple[str, str] | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return None
    return ("phải là một số", "it must be a number")


def _date(_: FieldSpec, value: Any) -> tuple[str, str] | None:
    try:
        if len(value) == len("2026-01-31") and date.fromisoformat(value).year < date.max.year:
            return None
    except (TypeError, ValueError):
        pass
    return ("phải là một ngày, ví dụ 2026-01-31", "it must be a date like 2026-01-31")


def _instant(_: FieldSpec, value: Any) -> tuple[str, str] | None:
    try:
        read_instant(value)
    except InputError as error:
        return (error.vi, error.en)
    return None


def _limit(_: FieldSpec, value: Any) -> tuple[str, str] | None:
    try:
        limit = TimeLimit.parse(value)
    except InputError as error:
        return (error.vi, error.en)
    if limit.amount is None and limit.unit != "same_working_day":
        return ("phải là một khoảng thời gian, ví dụ 3 ngày làm việc", "it must be an amount like 3 working days")
    return None


def _units(_: FieldSpec, value: Any) -> tuple[str, str] | None:
    if isinstance(value, list | tuple) and all(isinstance(unit, str) and unit.strip() for unit in value):
        if len(set(value)) == len(value):
            return None
        return ("nêu một đơn vị hai lần", "it names a unit twice")
    return ("phải là danh sách tên đơn vị", "it must be a list of names of units")


def _one_of(spec: FieldSpec, value: Any) -> tuple[str, str] | None:
    if isinstance(value, str | bool) and value in spec.values:
        return None
    shown = ", ".join(_shown(known) for known in spec.values)
    return (f"phải là một trong {shown}", f"it must be one of {shown}")


_CHECKS = {
    "text": _text,
    "file": _file,
    "flag": _flag,
    "number": _number,
    "date": _date,
    "instant": _instant,
    "limit": _limit,
    "case": _text,
    "units": _units,
    "one_of": _one_of,
    "unit_of": _text,
}
