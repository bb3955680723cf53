"""What one regulation declares, at hand while its workflows are compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from feedback_rules.calendar.working import WorkCalendar
    from feedback_rules.profiles.build_conditions import Conditions
    from feedback_rules.profiles.build_limits import Limits
    from feedback_rules.profiles.tree import Path
    from feedback_rules.workflow.spec import HolderSpec, RoleSpec

__all__ = ["Names"]


class Names:
    """The declared names with their compiled meaning, and where each compiled entry stands in the document.

    ``enters`` lists the categories by the state that they enter. ``paths`` is kept by identity: the entries live as
    long as the rulebook that holds them.
    """

    __slots__ = ("calendars", "conditions", "document", "enters", "holders", "limits", "paths", "roles")

    def __init__(
        self,
        document: Mapping[str, Any],
        *,
        conditions: Conditions,
        holders: Mapping[str, HolderSpec],
        roles: Mapping[str, RoleSpec],
        calendars: Mapping[str, WorkCalendar],
        limits: Limits,
        enters: Mapping[str, tuple[str, ...]],
    ) -> None:
        self.document = document
        self.conditions = conditions
        self.holders = holders
        self.roles = roles
        self.calendars = calendars
        self.limits = limits
        self.enters = enters
        self.paths: dict[int, Path] = {}

    def kind(self, name: str) -> str:
        """Give the kind of holder that ``name`` (a role or a kind) means."""
        role = self.roles.get(name)
        return name if role is None else role.of

    def fact(self, name: str) -> int:
        """Give the index of a fact."""
        return self.conditions.index[name]

    def at(self, entry: object, path: Path) -> None:
        """Note where ``entry`` stands."""
        self.paths[id(entry)] = path
