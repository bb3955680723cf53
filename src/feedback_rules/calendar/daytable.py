"""The day table: frozen, cited evidence of which days were off and which were worked in exchange (S7)."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from feedback_rules.calendar.dayrecords import (
    KINDS,
    STATUSES,
    DayOff,
    MakeUp,
    Source,
    Year,
    both_off_and_made_up,
    pair_from,
    source_from,
    twice,
    year_from,
)
from feedback_rules.calendar.reading import closed_keys, day_from, entries_from, texts_from
from feedback_rules.errors import CalendarError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["KINDS", "DayOff", "DayTable", "MakeUp", "Source", "Year"]


class DayTable:
    """The days off and make-up days of some whole years, each with its source (S7).

    >>> table = DayTable.from_dict(
    ...     {
    ...         "days": "example",
    ...         "sources": {"n1": "Notice 1"},
    ...         "years": {
    ...             "2026": {
    ...                 "status": "verified",
    ...                 "off": {"2026-01-02": {"kind": "swap", "vi": "hoán đổi", "en": "exchanged", "sources": ["n1"]}},
    ...                 "made_up": {"2026-01-10": {"replaces": "2026-01-02", "sources": ["n1"]}},
    ...             }
    ...         },
    ...     }
    ... )
    >>> table.off[date(2026, 1, 2)].name
    ('hoán đổi', 'exchanged')
    >>> table.made_up[date(2026, 1, 10)].replaces, table.last, table.cite(["n1"])
    (datetime.date(2026, 1, 2), datetime.date(2026, 12, 31), ('Notice 1',))
    """

    name: str
    first: date
    last: date
    off: Mapping[date, DayOff]
    made_up: Mapping[date, MakeUp]
    years: Mapping[int, Year]
    sources: Mapping[str, Source]

    def __init__(self, document: Mapping[Any, Any]) -> None:
        top = entries_from(document, "days")
        closed_keys(top, _TOP, "days")
        self.name = str(top.get("days", "days"))
        self.title = pair_from(entries_from(top.get("title", {}), "title"))
        self.compiled = str(top.get("compiled", ""))
        self.sources = {
            str(key): source_from(value, f"sources.{key}")
            for key, value in entries_from(top.get("sources", {}), "sources").items()
        }
        self.rules = {str(key): str(text) for key, text in entries_from(top.get("rules", {}), "rules").items()}
        self.not_verified = texts_from(top.get("not_verified", ()), "not_verified")
        self.off = {}
        self.made_up = {}
        self.years = {}
        for key, value in sorted(entries_from(top.get("years", {}), "years").items(), key=lambda pair: str(pair[0])):
            self._read_year(year_from(key), entries_from(value, f"years.{key}"))
        self._check_span(top)
        self._check_days()

    @classmethod
    def from_dict(cls, document: Mapping[Any, Any]) -> DayTable:
        """Build the table from a parsed document, whose scalars may all be text (the shape of ``to_dict``)."""
        return cls(document)

    def _read_year(self, year: int, entry: Mapping[Any, Any]) -> None:
        where = f"years.{year}"
        if year in self.years:
            raise twice(where, str(year))
        closed_keys(entry, _YEAR, where)
        status = entry.get("status")
        if status not in STATUSES:
            raise CalendarError(
                "days-status-unknown",
                en=f"{where}.status: {status!r} is neither verified nor provisional",
                vi=f"{where}.status: {status!r} không phải verified hay provisional",
                where=where,
                value=status,
            )
        for key, value in entries_from(entry.get("off", {}), f"{where}.off").items():
            day, at, fields = self._dated(year, key, value, f"{where}.off", self.off)
            closed_keys(fields, ("kind", "vi", "en", "sources"), at)
            kind = fields.get("kind")
            if kind not in KINDS:
                raise CalendarError(
                    "days-kind-unknown",
                    en=f"{at}: {kind!r} is no kind of day off: write one of {', '.join(KINDS)}",
                    vi=f"{at}: {kind!r} không phải loại ngày nghỉ: hãy dùng {', '.join(KINDS)}",
                    where=at,
                    value=kind,
                )
            self.off[day] = DayOff(day, kind, pair_from(fields, at), self._cited(fields, at))  # type: ignore[index] # frozen after __init__
        for key, value in entries_from(entry.get("made_up", {}), f"{where}.made_up").items():
            day, at, fields = self._dated(year, key, value, f"{where}.made_up", self.made_up)
            closed_keys(fields, ("replaces", "sources"), at)
            replaces = day_from(fields["replaces"], f"{at}.replaces") if "replaces" in fields else None
            self.made_up[day] = MakeUp(day, replaces, self._cited(fields, at))  # type: ignore[index] # frozen after __init__
        pending: dict[date, tuple[str, str]] = {}
        for key, value in entries_from(entry.get("pending", {}), f"{where}.pending").items():
            day, at, fields = self._dated(year, key, value, f"{where}.pending", pending)
            closed_keys(fields, ("vi", "en"), at)
            pending[day] = pair_from(fields, at)
        self.years[year] = Year(  # type: ignore[index] # frozen after __init__
            year,
            status,
            str(entry.get("confidence", "")),
            self._cited(entry, where) if "sources" in entry else (),
            tuple(sorted(pending.items())),
            texts_from(entry.get("notes", ()), f"{where}.notes"),
        )

    def _dated(
        self, year: int, key: object, value: object, where: str, known: Mapping[date, object]
    ) -> tuple[date, str, Mapping[Any, Any]]:
        day = day_from(key, where)
        at = f"{where}.{day}"
        if day in known:
            raise twice(at, day.isoformat())
        if day.year != year:
            raise CalendarError(
                "days-wrong-year",
                en=f"{at}: {day} does not lie in {year}: move it to its own year",
                vi=f"{at}: {day} không thuộc năm {year}: hãy chuyển sang đúng năm",
                where=at,
                value=day,
            )
        return day, at, entries_from(value, at)

    def _cited(self, fields: Mapping[Any, Any], where: str) -> tuple[str, ...]:
        sources = texts_from(fields.get("sources", ()), f"{where}.sources")
        if not sources:
            raise CalendarError(
                "days-without-source",
                en=f"{where}: a day is evidence and names at least one source",
                vi=f"{where}: mỗi ngày là chứng cứ, phải nêu ít nhất một nguồn",
                where=where,
            )
        for source in sources:
            if source not in self.sources:
                raise CalendarError(
                    "days-unknown-source",
                    en=f'{where}: source "{source}" is not declared under sources',
                    vi=f'{where}: nguồn "{source}" chưa được khai báo trong sources',
                    where=where,
                    value=source,
                )
        return sources

    def _check_span(self, top: Mapping[Any, Any]) -> None:
        years = sorted(self.years)
        if not years or years != list(range(years[0], years[-1] + 1)):
            raise CalendarError(
                "days-years-gap",
                en=f"years: a table covers whole years without a gap, got {', '.join(map(str, years)) or 'none'}",
                vi=f"years: bảng ngày gồm các năm liên tục, nhận được {', '.join(map(str, years)) or 'không năm nào'}",
                value=years,
            )
        self.first, self.last = date(years[0], 1, 1), date(years[-1], 12, 31)
        for key, expected in (("first", self.first), ("last", self.last)):
            if key in top and day_from(top[key], key) != expected:
                raise CalendarError(
                    "days-span-differs",
                    en=f"{key}: {top[key]} is not {expected}, which the years say",
                    vi=f"{key}: {top[key]} khác {expected} theo các năm đã khai báo",
                    where=key,
                    value=top[key],
                )

    def _check_days(self) -> None:
        replaced: dict[date, date] = {}
        for day, make_up in self.made_up.items():
            if day in self.off:
                raise both_off_and_made_up(day)
            if make_up.replaces is None:
                continue
            if self.covers(make_up.replaces) and make_up.replaces not in self.off:
                raise CalendarError(
                    "make-up-without-day-off",
                    en=f"{day} is worked for {make_up.replaces}, which is not off",
                    vi=f"{day} làm bù cho {make_up.replaces}, nhưng ngày đó không nghỉ",
                    value=day,
                )
            if make_up.replaces in replaced:
                raise twice(f"made_up.{day}.replaces", make_up.replaces.isoformat())
            replaced[make_up.replaces] = day

    def covers(self, day: date) -> bool:
        """Say whether the table knows a day."""
        return self.first <= day <= self.last

    def is_provisional(self, day: date) -> bool:
        """Say whether a day lies in a year that may still change (S7)."""
        year = self.years.get(day.year)
        return year is not None and year.status == "provisional"

    def first_provisional(self, first: date, last: date) -> date | None:
        """Give the first provisional day from ``first`` to ``last``, both included, or None (S7)."""
        for year in range(first.year, last.year + 1):
            known = self.years.get(year)
            if known is not None and known.status == "provisional":
                return max(first, date(year, 1, 1))
        return None

    @cached_property
    def pending(self) -> Mapping[date, tuple[str, str]]:
        """What is proposed for a day and not decided, ``(vi, en)`` by day; it changes no answer."""
        return {day: words for year in self.years.values() for day, words in year.pending}

    def cite(self, sources: tuple[str, ...] | list[str]) -> tuple[str, ...]:
        """Give the documents by their ids, as they are cited."""
        return tuple(self.sources[source].cite for source in sources)

    @cached_property
    def digest(self) -> str:
        """The sha256 of the table's canonical content, in hex; the order of the file changes nothing (S26)."""
        from hashlib import sha256
        from json import dumps

        canonical = dumps(self.to_dict(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return sha256(canonical.encode()).hexdigest()

    def to_dict(self) -> dict[str, Any]:
        """Give the table as JSON values; ``from_dict`` reads them back."""
        out: dict[str, Any] = {"days": self.name, "sources": {}, "years": {}}
        for key, source in self.sources.items():
            out["sources"][key] = {"cite": source.cite, "found": source.found} if source.found else source.cite
        if any(self.title):
            out["title"] = dict(zip(("vi", "en"), self.title, strict=True))
        said = {"compiled": self.compiled, "rules": self.rules, "not_verified": list(self.not_verified)}
        out.update({key: value for key, value in said.items() if value})
        for year in self.years.values():
            entry: dict[str, Any] = {"status": year.status, "off": {}, "made_up": {}}
            if year.confidence:
                entry["confidence"] = year.confidence
            if year.sources:
                entry["sources"] = list(year.sources)
            if year.pending:
                entry["pending"] = {str(day): {"vi": words[0], "en": words[1]} for day, words in year.pending}
            if year.notes:
                entry["notes"] = list(year.notes)
            out["years"][str(year.year)] = entry
        for off in self.off.values():
            out["years"][str(off.day.year)]["off"][str(off.day)] = {
                "kind": off.kind,
                "vi": off.name[0],
                "en": off.name[1],
                "sources": list(off.sources),
            }
        for made_up in self.made_up.values():
            entry = {"sources": list(made_up.sources)}
            if made_up.replaces is not None:
                entry["replaces"] = str(made_up.replaces)
            out["years"][str(made_up.day.year)]["made_up"][str(made_up.day)] = entry
        return out

    def without_swaps(self) -> DayTable:
        """Give the table as a citizen sees it: without the swaps ordered for state bodies (S6)."""
        document = self.to_dict()
        for entry in document["years"].values():
            entry["off"] = {day: fields for day, fields in entry["off"].items() if fields["kind"] != "swap"}
            entry["made_up"] = {}
        return DayTable(document)

    def __eq__(self, other: object) -> bool:
        """Hold tables equal that say the same."""
        return isinstance(other, DayTable) and self.digest == other.digest

    def __hash__(self) -> int:
        """Hash by content."""
        return hash(self.digest)

    def __repr__(self) -> str:
        """Show the name, the span and the digest's beginning."""
        return f"<DayTable {self.name} {self.first} .. {self.last} {self.digest[:12]}>"

    def __reduce__(self) -> tuple[type[DayTable], tuple[dict[str, Any]]]:
        """Go through a pickle as the document."""
        return DayTable, (self.to_dict(),)


_TOP: Final = (
    "days",
    "format",
    "title",
    "compiled",
    "first",
    "last",
    "sources",
    "rules",
    "not_verified",
    "years",
)
_YEAR: Final = ("status", "confidence", "sources", "off", "made_up", "pending", "notes")
