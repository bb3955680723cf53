"""What every entry of a rulebook carries: its source, what was inferred, the readings it depends on, its title."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

from feedback_rules.profiles.tree import READINGS
from feedback_rules.workflow.spec import EMPTY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from feedback_rules.workflow.spec import Text

__all__ = ["UNCITED", "Citing", "cited", "inner", "text"]


class Citing(TypedDict):
    """The four slots of :class:`feedback_rules.workflow.spec.Cited`, ready to be passed on."""

    basis: tuple[str, ...]
    inferred: Text | None
    readings: tuple[tuple[str, str], ...]
    title: Text


UNCITED: Citing = {"basis": (), "inferred": None, "readings": (), "title": EMPTY}


def text(value: Mapping[str, str] | None) -> Text:
    """Give a prose text as the pair (Vietnamese, English).

    >>> text({"vi": "Phường", "en": "Ward"}), text(None)
    (('Phường', 'Ward'), ('', ''))
    """
    return EMPTY if value is None else (value["vi"], value["en"])


def cited(entry: Mapping[str, Any], outer: Citing = UNCITED) -> Citing:
    """Give the source of an entry that is cited on its own; of ``outer`` it takes the readings alone.

    >>> cited({"basis": ["7.2.a"], "~readings": {"one_day": "clock"}})["readings"]
    (('one_day', 'clock'),)
    """
    inferred = entry.get("inferred")
    return {
        "basis": tuple(entry.get("basis", ())),
        "inferred": None if inferred is None else text(inferred),
        "readings": _readings(entry, outer),
        "title": text(entry.get("title")),
    }


def inner(entry: Mapping[str, Any], outer: Citing, *, titled: bool = False) -> Citing:
    """Give the source of an entry inside another: what it does not cite itself it has from ``outer`` (S30).

    >>> inner({}, cited({"basis": ["7.3"], "title": {"vi": "a", "en": "b"}}))["basis"]
    ('7.3',)
    """
    own = cited(entry, outer)
    if not own["basis"]:
        own["basis"] = outer["basis"]
        if own["inferred"] is None:
            own["inferred"] = outer["inferred"]
    if titled and own["title"] == EMPTY:
        own["title"] = outer["title"]
    return own


def _readings(entry: Mapping[str, Any], outer: Citing) -> tuple[tuple[str, str], ...]:
    own = entry.get(READINGS)
    if not own:
        return outer["readings"]
    return tuple(sorted({**dict(outer["readings"]), **own}.items()))
