"""The forms that ask and set facts: conditions, facts that are set, policies, starts, ceilings."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from feedback_rules.calendar.limit import TimeLimit
from feedback_rules.profiles.document.faults import Faults, gather, kind_of, wrong
from feedback_rules.profiles.document.words import line, listed, name, one_limit, prose
from feedback_rules.profiles.problem import near

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["ceiling", "condition", "counted", "fact_value", "one_of", "policy", "sets", "starts"]

POLICIES = ("keep", "recompute", "restart")
LATE = "late"
_NESTED = ("any_of", "all_of")
_UNMEASURED = frozenset({"at_once", "given", "unknown"})
"""Units that no extension can be measured by."""
_RESERVED = frozenset({"true", "false", "unset", "none"})


def _keys(value: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(key, item) for key, item in value.items() if not key.startswith("~")]


def fact_value(value: Any, *, is_flag: bool) -> Any:
    """Give one value of a fact: ``unset`` is None, those of a flag are booleans.

    >>> fact_value("true", is_flag=True), fact_value("urgent", is_flag=False), fact_value("unset", is_flag=False)
    (True, 'urgent', None)
    """
    if value is None or isinstance(value, bool):
        return value
    text = line(value)
    if text == "unset":
        return None
    if is_flag and text in {"true", "false"}:
        return text == "true"
    return text


def condition(value: Any, flags: Collection[str]) -> dict[str, Any]:
    """Give a condition with a list of values for each fact; ``flags`` are the facts that are true or false.

    >>> condition({"complete": "true", "severity": {"not": "urgent"}, "ground": "unset"}, {"complete"})
    {'complete': [True], 'severity': {'not': ['urgent']}, 'ground': [None]}
    """
    if not isinstance(value, dict):
        wanted = ("một điều kiện {sự kiện: giá trị}", "a condition {fact: value}")
        raise wrong("wrong-type", wanted=wanted, got=kind_of(value))
    asked = _keys(value)
    if not asked:
        raise wrong("empty-value")
    found = gather(((key,), partial(_asked, key, item, flags)) for key, item in asked)
    return dict(zip((key for key, _ in asked), found, strict=True))


def _asked(key: str, item: Any, flags: Collection[str]) -> Any:
    """Read what is asked under one key: conditions, or the values of a fact."""
    if key in _NESTED:
        if not isinstance(item, list) or not item:
            raise wrong("wrong-type", wanted=("một danh sách điều kiện", "a list of conditions"), got=kind_of(item))
        return gather(((index,), partial(condition, inner, flags)) for index, inner in enumerate(item))
    name(key)
    is_flag = key in flags
    if not isinstance(item, dict):
        return _values(item, is_flag)
    if [known for known, _ in _keys(item)] != ["not"]:
        raise wrong("bad-test", fact=key)
    return {"not": _values(item["not"], is_flag, "not")}


def _values(value: Any, is_flag: bool, *path: str) -> list[Any]:  # noqa: FBT001 - a property of the fact
    items = listed(value)
    if not items:
        raise wrong("empty-value", *path)
    for index, item in enumerate(items):
        if isinstance(item, dict | list):
            raise wrong("wrong-type", *path, index, wanted=("một giá trị", "a value"), got=kind_of(item))
    return [fact_value(item, is_flag=is_flag) for item in items]


def counted(value: Any, flags: Collection[str]) -> str | dict[str, Any]:
    """Give which cases a monitor counts: ``late`` ones, or those on whose facts a condition holds (S28).

    >>> counted("late", ()), counted({"satisfaction": "unsatisfied"}, ())
    ('late', {'satisfaction': ['unsatisfied']})
    """
    if value == LATE:
        return LATE
    if isinstance(value, str):
        wanted = ("late hoặc một điều kiện {sự kiện: giá trị}", "late, or a condition {fact: value}")
        raise wrong("wrong-type", wanted=wanted, got=kind_of(value))
    return condition(value, flags)


def sets(value: Any, flags: Collection[str]) -> dict[str, Any]:
    """Give the facts that are taken from data, those that get a fixed value, and those taken from another field.

    >>> sets(["competence", {"approved": "true"}], {"approved"})
    {'take': ['competence'], 'fixed': {'approved': True}}
    """
    take: list[str] = []
    fixed: dict[str, Any] = {}
    brought: dict[str, str] = {}
    if isinstance(value, dict) and _is_canonical(value):
        named = {key: {"from": field} for key, field in value.get("from", {}).items()}
        value = [*value.get("take", ()), value.get("fixed", {}), named]
    for index, item in enumerate(listed(value)):
        below = (index,) if isinstance(value, list) else ()
        if not isinstance(item, dict):
            try:
                take.append(name(item))
            except Faults as error:
                raise Faults([fault.below(*below) for fault in error.faults]) from None
            continue
        for key, constant in _keys(item):
            if key in fixed or key in brought:
                raise wrong("duplicate-key", *below, key, key=key, line="…")
            name(key)
            if isinstance(constant, list):
                fixed[key] = _values(constant, key in flags)
            elif isinstance(constant, dict) and [known for known, _ in _keys(constant)] == ["from"]:
                brought[key] = name(constant["from"])
            elif isinstance(constant, dict):
                raise wrong("wrong-type", *below, key, wanted=("một giá trị", "a value"), got=kind_of(constant))
            else:
                fixed[key] = fact_value(constant, is_flag=key in flags)
    read: dict[str, Any] = {}
    if take:
        read["take"] = take
    if fixed:
        read["fixed"] = fixed
    if brought:
        read["from"] = brought
    return read


def _is_canonical(value: dict[str, Any]) -> bool:
    return (
        set(value) <= {"take", "fixed", "from"}
        and isinstance(value.get("take", []), list)
        and isinstance(value.get("fixed", {}), dict)
        and isinstance(value.get("from", {}), dict)
    )


def one_of(value: Any) -> str | list[str]:
    """Give the values that a fact or field can have, or the name of a list that the profile declares elsewhere."""
    if isinstance(value, str):
        return name(value)
    items = listed(value)
    if not items or not isinstance(value, list):
        raise wrong("empty-value")
    read = []
    for index, item in enumerate(items):
        try:
            read.append(name(item))
        except Faults as error:
            raise Faults([fault.below(index) for fault in error.faults]) from None
        if read[-1] in _RESERVED:
            raise wrong("reserved-name", index, value=read[-1])
        if read[-1] in read[:-1]:
            raise wrong("repeated-value", index, value=read[-1])
    return read


def policy(value: Any) -> str | dict[str, str]:
    """Give what happens when a fact changes under a running clock: one policy, or one for each new value (S16)."""
    if isinstance(value, dict):
        read = {key: _policy(item, key) for key, item in _keys(value)}
        if not read:
            raise wrong("empty-value")
        return read
    return _policy(value)


def _policy(value: Any, *path: str) -> str:
    text = line(value)
    if text not in POLICIES:
        raise wrong("bad-choice", *path, instead=near(text, POLICIES), value=text, known=", ".join(POLICIES))
    return text


def starts(value: Any) -> list[str | dict[str, str]]:
    """Give what starts a clock: events, and the dues of other clocks."""
    read: list[str | dict[str, str]] = []
    for index, item in enumerate(listed(value)):
        below = (index,) if isinstance(value, list) else ()
        try:
            if isinstance(item, dict):
                if [key for key, _ in _keys(item)] != ["due"]:
                    raise wrong("bad-start", *[key for key, _ in _keys(item)][:1])
                read.append({"due": name(item["due"])})
            else:
                read.append(name(item))
        except Faults as error:
            raise Faults([fault.below(*below) for fault in error.faults]) from None
    return read


def ceiling(value: Any) -> str | dict[str, Any]:
    """Give the most to which a limit can be extended, or why there is none (S17)."""
    if isinstance(value, dict):
        if [key for key, _ in _keys(value)] != ["none"]:
            raise wrong("bad-ceiling", *[key for key, _ in _keys(value)][:1])
        try:
            return {"none": prose(value["none"])}
        except Faults as error:
            raise Faults([fault.below("none") for fault in error.faults]) from None
    text = one_limit(value)
    if TimeLimit.parse(text).unit in _UNMEASURED:
        raise wrong("bad-ceiling")
    return text
