"""Recurring duties: the report instances of a span of dates, also as an iCalendar file (S29)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from feedback_rules.errors import InputError
from feedback_rules.studies.ics import AllDay, write_ics
from feedback_rules.studies.periods import KINDS, ending_in
from feedback_rules.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedback_rules.profiles.profile import Profile

__all__ = ["duties", "duties_ics"]


def duties(profile: Profile, first: date, last: date, lang: str = "vi") -> list[dict[str, Any]]:
    """List the reports on the periods that end between two days, in order of their end, then those made on request.

    A text that names no day gives no due date: ``due`` is null and ``note`` says so (S29).
    """
    if first > last:
        raise InputError(
            "bad-span",
            en=f"the span ends ({last}) before it begins ({first}); swap the two days",
            vi=f"khoảng thời gian kết thúc ({last}) trước khi bắt đầu ({first}); hãy đổi chỗ hai ngày",
            first=first,
            last=last,
        )
    rows = list(_periodic(profile, first, last, lang))
    rows.sort(key=lambda row: (row["to"], KINDS.index(row["every"]), row["duty"]))
    for name, duty in profile.document.get("duties", {}).items():
        if duty.get("on_request"):
            row = {"duty": name, "every": "on_request", "period": None, "from": None, "to": None}
            rows.append(row | _said(profile, duty, last, lang) | {"note": say("duties.on_request", lang)})
    return rows


def duties_ics(profile: Profile, first: date, last: date, lang: str = "vi") -> str:
    """Give the periodic reports as an iCalendar file: an all-day entry on the last day of each period.

    The same question gives the same bytes (S26). Needs the extra ``ics``.
    """
    issued = date.fromisoformat(profile.document["regulation"]["issued"])
    rows = (row for row in duties(profile, first, last, lang) if row["to"] is not None)
    return write_ics(profile.name, lang, issued, (_entry(profile, row) for row in rows))


def _entry(profile: Profile, row: dict[str, Any]) -> AllDay:
    told = [f"{row['by']} → {row['addressee']}", row["note"], ", ".join(row["basis"])]
    return AllDay(
        f"{row['duty']}-{row['period']}@{profile.name}",
        date.fromisoformat(row["to"]),
        f"{row['title'] or row['duty']} ({row['period']})",
        "\n".join(line for line in told if line),
    )


def _periodic(profile: Profile, first: date, last: date, lang: str) -> Iterator[dict[str, Any]]:
    for name, duty in profile.document.get("duties", {}).items():
        for kind in _listed(duty.get("every")):
            for period in ending_in(kind, first, last):
                row = {
                    "duty": name,
                    "every": kind,
                    "period": period.name,
                    "from": period.first.isoformat(),
                    "to": period.last.isoformat(),
                }
                yield row | _said(profile, duty, period.last, lang)


def _said(profile: Profile, duty: dict[str, Any], day: date, lang: str) -> dict[str, Any]:
    """Give what the text says of a duty, who it binds on a day, and that it names no day."""
    title = duty.get("title") or {}
    inferred = duty.get("inferred") or {}
    return {
        "due": None,
        "by": ", ".join(_then(profile, name, day) for name in _listed(duty["by"])),
        "addressee": _then(profile, duty["addressee"], day),
        "channel": _then(profile, duty["channel"], day) if "channel" in duty else None,
        "title": title.get(lang, ""),
        "note": say("duties.no_day", lang),
        "basis": _listed(duty.get("basis")),
        "inferred": inferred.get(lang),
    }


def _then(profile: Profile, name: str, day: date) -> str:
    """Name who stands for a kind of holder on a day: one that has ended is followed by its successor (S34)."""
    holders = profile.document.get("holders", {})
    entry = holders.get(name, {})
    while entry.get("until", "9999") < day.isoformat() and "successor" in entry.get("at_end", {}):
        name = entry["at_end"]["successor"]
        entry = holders.get(name, {})
    return name


def _listed(value: Any) -> list[str]:
    return list(value) if isinstance(value, list | tuple) else [] if value is None else [str(value)]
