"""The questions that everybody is asked: one year of an office with lunch breaks, days off and make-up Saturdays."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from tests.clock.oracle import Oracle, instant

ZONES = ("Asia/Ho_Chi_Minh", "Europe/Berlin", "America/New_York")
FIRST, LAST = date(2025, 1, 1), date(2026, 12, 31)
WEEK = {"mon-fri": ["07:30-11:30", "13:00-17:00"]}
DAYS_OFF = [
    *(date(2025, 1, 27) + timedelta(days=away) for away in range(5)),
    date(2025, 4, 7),
    date(2025, 4, 30),
    date(2025, 5, 1),
    date(2025, 5, 2),
    date(2025, 9, 1),
    date(2025, 9, 2),
    date(2026, 1, 1),
    *(date(2026, 2, 16) + timedelta(days=away) for away in range(5)),
]
MAKE_UPS = [
    {"date": date(2025, 4, 26), "replaces": date(2025, 5, 2)},
    {"date": date(2025, 9, 6), "replaces": date(2025, 9, 1)},
]
KINDS = ("in office hours", "lunch break", "night", "weekend", "day off", "make-up Saturday", "with seconds")


def given(zone: str) -> dict[str, Any]:
    """Give what a calendar of a zone is made of."""
    return {"zone": zone, "week": WEEK, "days_off": DAYS_OFF, "make_ups": MAKE_UPS}


@cache
def oracle(zone: str) -> Oracle:
    """Give the slow walk that everybody's answers are held against."""
    return Oracle(given(zone), FIRST, LAST)


def open_days() -> list[date]:
    """Give the days that are worked."""
    made_up = {entry["date"] for entry in MAKE_UPS}
    days = [FIRST + timedelta(days=away) for away in range((LAST - FIRST).days + 1)]
    return [day for day in days if day in made_up or (day.weekday() < 5 and day not in DAYS_OFF)]


def closed_saturdays() -> list[date]:
    """Give the Saturdays that are not worked: how those say make-up days who have no word for them."""
    worked = set(open_days())
    days = [FIRST + timedelta(days=away) for away in range((LAST - FIRST).days + 1)]
    return [day for day in days if day.weekday() == 5 and day not in worked]


def starts(zone: str, each: int) -> dict[str, list[datetime]]:
    """Give instants of each kind, always the same ones, in the first ten months."""
    draw = Random(4)
    worked = [day for day in open_days() if day < date(2025, 11, 1)]
    by_kind = {
        "in office hours": (worked, [(450, 689), (780, 1019)]),
        "lunch break": (worked, [(690, 779)]),
        "night": (worked, [(0, 449), (1020, 1439)]),
        "weekend": ([day for day in closed_saturdays() if day < date(2025, 11, 1)], [(0, 1439)]),
        "day off": ([day for day in DAYS_OFF if day < date(2025, 11, 1)], [(0, 1439)]),
        "make-up Saturday": ([entry["date"] for entry in MAKE_UPS], [(450, 689), (780, 1019)]),
        "with seconds": (worked, [(450, 689), (780, 1019)]),
    }
    info = ZoneInfo(zone)
    out: dict[str, list[datetime]] = {}
    for kind, (days, spans) in by_kind.items():
        out[kind] = []
        for _ in range(each):
            day = days[int(draw.random() * len(days))]
            low, high = spans[int(draw.random() * len(spans))]
            minute = low + int(draw.random() * (high - low + 1))
            moment = datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=info)
            if kind == "with seconds":
                moment += timedelta(seconds=1 + int(draw.random() * 58))
            out[kind].append(moment)
    return out


def micros(moment: datetime) -> int:
    """Give an instant in microseconds."""
    return instant(moment.astimezone(UTC))
