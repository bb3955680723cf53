"""Generated calendars: unequal days, half days, nights, seasons, closures, exchanged days, zones that change clocks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

from hypothesis import assume
from hypothesis import strategies as st

from feedback_rules.calendar.counting import COUNTING, DAY_ENDS, Counting
from feedback_rules.calendar.limit import TimeLimit
from feedback_rules.calendar.working import WorkCalendar
from feedback_rules.errors import CalendarError, CalendarHorizonError
from tests.clock.oracle import Oracle

WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

# Zones, and days near which their clocks change; Ho Chi Minh City's never do in these years.
ZONES = {
    "Asia/Ho_Chi_Minh": [date(2026, 2, 16), date(2024, 2, 27), date(2025, 12, 20)],
    "Europe/Berlin": [date(2026, 3, 29), date(2026, 10, 25)],
    "America/New_York": [date(2026, 3, 8), date(2026, 11, 1)],
    "Australia/Lord_Howe": [date(2026, 4, 5), date(2026, 10, 4)],  # by half an hour
    "America/Havana": [date(2024, 3, 10), date(2024, 11, 3)],  # at midnight, twice 00:00 to 01:00
    "America/Sao_Paulo": [date(2018, 11, 4), date(2018, 2, 18)],  # at midnight, twice 23:00 to 24:00
    "America/St_Johns": [date(2006, 10, 29), date(2006, 4, 2)],  # a minute after midnight, back into the day before
    "Pacific/Apia": [date(2011, 12, 30)],  # a day that never was
    "UTC": [date(2026, 6, 1)],
}


class Made(NamedTuple):
    """A calendar, what it was given, and its oracle."""

    calendar: WorkCalendar
    given: dict[str, Any]
    oracle: Oracle


def text(opening: int, closing: int) -> str:
    """Write a session."""
    closing = closing if closing <= 1440 else closing - 1440
    return f"{opening // 60:02}:{opening % 60:02}-{closing // 60:02}:{closing % 60:02}"


@st.composite
def patterns(draw: st.DrawFn, *, nights: bool) -> list[str]:
    """Draw the sessions of a weekday."""
    kind = draw(st.sampled_from(["office", "half", "closed", "any", "all", *(["night"] * 3 if nights else [])]))
    if kind == "closed":
        return []
    if kind == "office":
        return ["07:30-11:30", "13:00-17:00"]
    if kind == "half":
        return ["07:30-11:30"]
    if kind == "all" and not nights:
        return ["00:00-24:00"]
    low = 240 if nights else 0
    borders = sorted(draw(st.sets(st.integers(low, 1320), min_size=2, max_size=6)))
    pairs = list(zip(borders[::2], borders[1::2], strict=False))
    if kind == "night":
        pairs.append((draw(st.integers(1320, 1439)), draw(st.integers(1441, 1680))))
    return [text(opening, closing) for opening, closing in pairs]


@st.composite
def weeks(draw: st.DrawFn, *, nights: bool) -> dict[str, list[str]]:
    """Draw a week with at least one session."""
    if draw(st.booleans()):
        week = {"mon-fri": draw(patterns(nights=nights))}
    else:
        week = {weekday: draw(patterns(nights=nights)) for weekday in WEEKDAYS}
    if not any(week.values()):
        week = {"mon-fri": ["07:30-11:30", "13:00-17:00"]}
    return week


@st.composite
def givens(draw: st.DrawFn, *, plain: bool = False) -> tuple[dict[str, Any], date, date]:
    """Draw what a calendar of some weeks is given."""
    zone = draw(st.sampled_from(list(ZONES)))
    near = draw(st.sampled_from(ZONES[zone]))
    first = near - timedelta(days=draw(st.integers(1, 16)))
    last = near + timedelta(days=draw(st.integers(10, 25)))
    nights = draw(st.booleans())
    given: dict[str, Any] = {"zone": zone}
    form = draw(st.sampled_from(["week", "week", "seasons", "periods"]))
    if form == "week":
        given["week"] = draw(weeks(nights=nights))
    elif form == "seasons":
        border = near + timedelta(days=draw(st.integers(-5, 8)))
        half = border + timedelta(days=180)
        before, other = border - timedelta(days=1), half - timedelta(days=1)
        given["seasons"] = [
            {"from": f"{border:%m-%d}", "to": f"{other:%m-%d}", "week": draw(weeks(nights=nights))},
            {"from": f"{half:%m-%d}", "to": f"{before:%m-%d}", "week": draw(weeks(nights=nights))},
        ]
    else:
        given["periods"] = [
            {"from": first, "week": draw(weeks(nights=nights))},
            {"from": near + timedelta(days=draw(st.integers(0, 5))), "week": draw(weeks(nights=nights))},
        ]
    if plain:
        return given, first, last
    days = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    off = draw(st.lists(st.sampled_from(days), max_size=5, unique=True))
    made_up = draw(st.lists(st.sampled_from([day for day in days if day not in off]), max_size=2, unique=True))
    given["days_off"] = off
    given["make_ups"] = [{"date": day, "replaces": draw(st.sampled_from(days))} for day in made_up]
    given["closures"] = draw(st.lists(closures(days), max_size=2))
    return given, first, last


@st.composite
def closures(draw: st.DrawFn, days: list[date]) -> dict[str, Any]:
    """Draw a closure of days, or of hours of days."""
    begin = draw(st.integers(0, len(days) - 1))
    end = min(begin + draw(st.integers(0, 2)), len(days) - 1)
    closure: dict[str, Any] = {"from": days[begin], "to": days[end], "document": "12/TB-UBND"}
    if draw(st.booleans()):
        opening = draw(st.integers(0, 1439))
        closure["hours"] = text(opening, opening + draw(st.integers(1, 600)))
    return closure


def build(given: dict[str, Any], first: date, last: date) -> Made:
    """Build a calendar and its oracle; drop what contradicts itself, which other tests try."""
    try:
        calendar = WorkCalendar(**given, first=first, last=last)
    except CalendarError:
        assume(condition=False)
        raise
    return Made(calendar, given, Oracle(given, first, last))


@st.composite
def calendars(draw: st.DrawFn, *, plain: bool = False) -> Made:
    """Draw a calendar with its oracle."""
    return build(*draw(givens(plain=plain)))


@st.composite
def offices(draw: st.DrawFn, *, plain: bool = False) -> tuple[WorkCalendar, dict[str, Any]]:
    """Draw a calendar with what it was given, and no oracle, which takes long to lay out."""
    given, first, last = draw(givens(plain=plain))
    given |= {"first": first, "last": last}
    return again(given), given


def again(given: dict[str, Any], **changed: Any) -> WorkCalendar:
    """Build a calendar from what another was given, with changes; drop what contradicts itself."""
    try:
        return WorkCalendar(**{**given, **changed})
    except CalendarError:
        assume(condition=False)
        raise


def instants(calendar: WorkCalendar) -> st.SearchStrategy[int]:
    """Draw an instant of a calendar: any, or a border of a session, or a midnight, or right beside one."""
    tables = calendar.tables
    borders = [*tables.spans.opens, *tables.spans.closes, *tables.midnights]
    beside = st.builds(lambda border, away: border + away, st.sampled_from(borders), st.sampled_from([-1, 0, 1]))
    return st.one_of(st.integers(tables.begin, tables.end), beside).map(
        lambda instant: min(max(instant, tables.begin), tables.end)
    )


def due(calendar: WorkCalendar, start: int, limit: TimeLimit, counting: Counting = COUNTING) -> int:
    """Give a due; drop a question whose answer lies beyond the calendar."""
    try:
        return calendar.due_us(start, limit, counting=counting)
    except CalendarHorizonError:
        assume(condition=False)
        raise


def limits(*units: str) -> st.SearchStrategy[TimeLimit]:
    """Draw a limit in one of some units."""
    most = {"working_minute": 2000, "hour": 100, "month": 1, "week": 2}
    amounted = [unit for unit in units if unit != "same_working_day"]
    drawn = st.sampled_from(amounted).flatmap(
        lambda unit: st.integers(1, most.get(unit, 12)).map(lambda amount: TimeLimit(amount, unit))
    )
    return drawn if len(amounted) == len(units) else st.one_of(drawn, st.just(TimeLimit(None, "same_working_day")))


COUNTINGS = st.tuples(st.sampled_from(DAY_ENDS), st.booleans()).map(lambda drawn: Counting(*drawn))
EVERY_UNIT = (
    "minute",
    "hour",
    "working_minute",
    "working_hour",
    "day",
    "week",
    "month",
    "working_day",
    "same_working_day",
)
