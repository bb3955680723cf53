"""Holders and roles: who can hold a case, from when until when, and who acts for them (S34)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from feedback_rules.profiles.build_cited import cited, text
from feedback_rules.wording import pair
from feedback_rules.workflow.spec import HolderSpec, RoleSpec

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["ALWAYS_THERE", "holder_specs", "role_specs"]

ALWAYS_THERE = ("citizen", "system", "nobody")
"""The holders that every regulation has."""

_ONE_DAY = timedelta(days=1)


def holder_specs(document: Mapping[str, Any], midnight: Callable[[date], int]) -> dict[str, HolderSpec]:
    """Give the kinds of holders by name, those that are always there last; ``midnight`` gives 00:00 of a day in µs."""
    found = {
        name: _holder(name, entry, midnight)
        for name, entry in document.get("holders", {}).items()
        if not name.startswith("~")
    }
    for name in ALWAYS_THERE:
        if name not in found:
            found[name] = HolderSpec(id=name, title=pair(f"holder.{name}"))
    return found


def role_specs(document: Mapping[str, Any]) -> dict[str, RoleSpec]:
    """Give the roles by name."""
    return {
        name: RoleSpec(id=name, of=entry["of"], **cited(entry))
        for name, entry in document.get("roles", {}).items()
        if not name.startswith("~")
    }


def _holder(name: str, entry: Mapping[str, Any], midnight: Callable[[date], int]) -> HolderSpec:
    end = entry.get("at_end", {})
    return HolderSpec(
        id=name,
        level=entry.get("level", ""),
        many=entry.get("many", False),
        since=midnight(date.fromisoformat(entry["from"])) if "from" in entry else None,
        until=midnight(date.fromisoformat(entry["until"]) + _ONE_DAY) if "until" in entry else None,
        successor=end.get("successor"),
        stuck=text(end["stuck"]) if "stuck" in end else None,
        end_basis=tuple(end.get("basis", ())),
        **cited(entry),
    )
