"""Provincial regulations on citizens' reports: each one profile, one engine for all.

The public names are resolved when they are asked for, so that importing the package costs little:

>>> import feedback_rules as fr
>>> "Engine" in dir(fr)
True
"""

from __future__ import annotations

from feedback_rules.version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from feedback_rules.calendar.daytable import DayTable
    from feedback_rules.calendar.limit import TimeLimit
    from feedback_rules.calendar.working import WorkCalendar
    from feedback_rules.engine import Engine, Step
    from feedback_rules.errors import (
        CalendarError,
        CalendarHorizonError,
        CaseError,
        FeedbackRulesError,
        InputError,
        LogError,
        MissingExtraError,
        NotInForceError,
        ProfileError,
        RefusedError,
    )
    from feedback_rules.profiles.shelf import day_table, in_force, load_profile, shipped
    from feedback_rules.workflow.case import Case
    from feedback_rules.workflow.effect import Effect
    from feedback_rules.workflow.event import Event

__all__ = [
    "CalendarError",
    "CalendarHorizonError",
    "Case",
    "CaseError",
    "DayTable",
    "Effect",
    "Engine",
    "Event",
    "FeedbackRulesError",
    "InputError",
    "LogError",
    "MissingExtraError",
    "NotInForceError",
    "ProfileError",
    "RefusedError",
    "Step",
    "TimeLimit",
    "WorkCalendar",
    "__version__",
    "day_table",
    "in_force",
    "load_profile",
    "shipped",
]

_ROOMS = {
    "Case": "workflow.case",
    "DayTable": "calendar.daytable",
    "Effect": "workflow.effect",
    "Engine": "engine",
    "Event": "workflow.event",
    "Step": "engine",
    "TimeLimit": "calendar.limit",
    "WorkCalendar": "calendar.working",
    "day_table": "profiles.shelf",
    "in_force": "profiles.shelf",
    "load_profile": "profiles.shelf",
    "shipped": "profiles.shelf",
}

if not TYPE_CHECKING:  # a type checker that saw these would let every misspelt name pass

    def __getattr__(name: str) -> object:
        """Fetch a public name from its room, once (PEP 562)."""
        if name not in __all__:
            message = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(message)
        from importlib import import_module

        value = getattr(import_module(f"{__name__}.{_ROOMS.get(name, 'errors')}"), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        """List the public names beside those already loaded."""
        return sorted({*globals(), *__all__})
