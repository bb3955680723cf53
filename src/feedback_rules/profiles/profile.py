"""A profile: one regulation, read, checked and compiled, with everything that can be asked of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from feedback_rules.errors import InputError
from feedback_rules.profiles.build_calendars import calendars, default_calendar
from feedback_rules.profiles.build_cited import text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Self

    from feedback_rules.calendar.daytable import DayTable
    from feedback_rules.calendar.working import WorkCalendar
    from feedback_rules.profiles.clauses import ClauseInfo
    from feedback_rules.profiles.limits import LimitInfo
    from feedback_rules.workflow.spec import Rulebook, Text

__all__ = ["Profile"]


class Profile:
    """One regulation as it is applied: compiled once, never changed, safe to share.

    ``document`` is the canonical document, ``readings`` the option chosen for each reading (S31), ``digest`` covers
    the law (``law``) and the day tables (``days``) (S26), ``rulebook`` is what an engine runs. Calendars and rulebook
    are built when they are first asked for: who wants a deadline needs no workflow.
    """

    __slots__ = ("_calendars", "_rulebook", "_tables", "days", "digest", "document", "law", "name", "readings", "title")

    def __init__(
        self,
        document: Mapping[str, Any],
        tables: Mapping[str, DayTable] | Callable[[], Mapping[str, DayTable]],
        *,
        digest: str = "",
        law: str = "",
        days: str = "",
        readings: Mapping[str, str] | None = None,
    ) -> None:
        """Take a canonical document that has passed its checks; ``tables`` holds or gives the day tables by name."""
        self.document = document
        self.name: str = document["profile"]
        self.title: Text = text(document.get("title"))
        self.digest = digest
        self.law = law
        self.days = days
        self.readings: dict[str, str] = dict(readings or {})
        self._tables = tables
        self._calendars: dict[str, WorkCalendar] | None = None
        self._rulebook: Rulebook | None = None

    def __repr__(self) -> str:
        """Show the name and the beginning of the digest."""
        return f"<Profile {self.name} {self.digest[:12]}>"

    def __reduce__(self) -> tuple[Any, ...]:
        """Go through a pickle as the checked document and its day tables; the rest is compiled where it is needed."""
        tables = self._tables() if callable(self._tables) else self._tables
        given = (self.document, dict(tables), self.digest, self.law, self.days, self.readings)
        return _again, (type(self), *given)

    def __copy__(self) -> Self:
        return self  # never changed: a copy would only compile it once more

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self

    @property
    def rulebook(self) -> Rulebook:
        """The regulation compiled: facts, workflows, clocks and calendars, as an engine runs them."""
        if self._rulebook is None:
            from feedback_rules.profiles.build import build_with_paths

            self._rulebook = build_with_paths(
                self.document,
                {},
                digest=self.digest,
                law=self.law,
                days=self.days,
                readings=self.readings,
                working=self.calendars,
            ).rulebook
        return self._rulebook

    @property
    def calendars(self) -> Mapping[str, WorkCalendar]:
        """The working calendars by name."""
        if self._calendars is None:
            tables = self._tables() if callable(self._tables) else self._tables
            self._calendars = calendars(self.document, tables)
        return self._calendars

    @property
    def place(self) -> tuple[str, str]:
        """The code and the name of the place that the regulation governs."""
        place = self.document.get("place", {})
        return place.get("code", ""), place.get("name", "")

    @property
    def number(self) -> str:
        """The number of the decision that issued the regulation."""
        return str(self.document.get("regulation", {}).get("number", ""))

    @property
    def in_force(self) -> tuple[date | None, date | None]:
        """The first and the last day in force; None for a last day that nobody has set (S33)."""
        span = self.document.get("regulation", {}).get("in_force", {})
        first, last = span.get("from"), span.get("until")
        return (
            date.fromisoformat(first) if first is not None else None,
            date.fromisoformat(last) if last is not None else None,
        )

    def calendar(self, name: str | None = None) -> WorkCalendar:
        """Give a working calendar by name, or the default one; ``InputError``: there is none so named."""
        wanted = default_calendar(self.document) if name is None else name
        found = self.calendars.get(wanted)
        if found is None:
            known = ", ".join(self.calendars)
            raise InputError(
                "unknown-calendar",
                en=f'the profile {self.name} has no calendar "{wanted}": choose one of {known}',
                vi=f'quy chế {self.name} không có lịch "{wanted}": hãy chọn một trong {known}',
                value=wanted,
            )
        return found

    def limits(self) -> tuple[LimitInfo, ...]:
        """List every time limit: a row for each way to comply and each row of a table."""
        from feedback_rules.profiles.limits import limit_infos

        return limit_infos(self.rulebook)

    def clauses(self) -> tuple[ClauseInfo, ...]:
        """List every clause of the text with what has become of it (S32)."""
        from feedback_rules.profiles.clauses import clause_infos

        return clause_infos(self.document)

    def to_dict(self) -> dict[str, Any]:
        """Give the whole profile as JSON values: identity, canonical document, limits and clauses."""
        return {
            "name": self.name,
            "digest": self.digest,
            "law": self.law,
            "days": self.days,
            "readings": dict(sorted(self.readings.items())),
            "document": self.document,
            "limits": [row.to_dict() for row in self.limits()],
            "clauses": [clause.to_dict() for clause in self.clauses()],
        }


def _again(
    kind: type[Profile], document: Any, tables: Any, digest: str, law: str, days: str, readings: dict[str, str]
) -> Profile:
    return kind(document, tables, digest=digest, law=law, days=days, readings=readings)
