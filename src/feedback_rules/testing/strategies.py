"""Hypothesis strategies: what a host's system must get right is drawn often, everything else now and then."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from feedback_rules.calendar.limit import TimeLimit
from feedback_rules.calendar.zone import to_instant
from feedback_rules.errors import InputError, MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from hypothesis.strategies import DrawFn, SearchStrategy

    from feedback_rules.calendar.working import WorkCalendar
    from feedback_rules.engine import Engine
    from feedback_rules.workflow.event import Event

__all__ = ["MOST", "histories", "instants", "limits"]

MOST: Final = {
    "minute": 3 * 1440, "hour": 240, "working_minute": 2400, "working_hour": 80, "day": 90, "week": 12, "month": 12,
    "year": 1, "working_day": 60,
}  # fmt: skip
"""The largest amount drawn of each unit; with ``same_working_day`` these are the units that have a due."""

NEAR: Final = (0, 0, -1, 1, -1_000_000, 1_000_000)
"""How far from an edge an instant lies, in microseconds: most often on it, else beside it."""

ROOM: Final = timedelta(days=400)
"""Left free before the calendar's last day, so that a limit of a year still ends inside."""

DAY: Final = timedelta(days=1)


def instants(
    calendar: WorkCalendar, *, first: date | None = None, last: date | None = None
) -> SearchStrategy[datetime]:
    """Draw aware datetimes in the calendar's zone, most of them at an edge (S5, S6).

    Edges: openings, closings and midnights, to the microsecond and one beside it; days off, worked Saturdays,
    closures and their neighbours come as often as all other days together. ``first`` and ``last`` bound the day
    (default: all that the calendar knows, less 400 days at the end, so that dues stay inside its day table).

    >>> from feedback_rules import load_profile
    >>> from hypothesis import find
    >>> office = load_profile("langson").calendar()
    >>> found = find(instants(office), lambda at: at.weekday() == 5 and office.is_working_day(at.date()))
    >>> office.explain(found, "1 working hour").steps != ()
    True
    """
    st = _strategies()
    if not hasattr(calendar, "midnight_us"):
        raise _wants("calendar", "WorkCalendar", calendar, 'profile.calendar("office")')
    begin, end = _range(calendar, _day("first", first), _day("last", last))
    ordinary = st.dates(begin, end)
    special = sorted(_special(calendar, begin, end))
    days = st.one_of(ordinary, st.sampled_from(special)) if special else ordinary

    def near_an_edge(draw: DrawFn) -> datetime:
        day = draw(days)
        return calendar.to_datetime(draw(st.sampled_from(_edges(calendar, day))) + draw(st.sampled_from(NEAR)))

    def anywhere(draw: DrawFn) -> datetime:
        day = draw(days)
        midnight, next_midnight = calendar.midnight_us(day), calendar.midnight_us(day + DAY)
        return calendar.to_datetime(draw(st.integers(midnight, next_midnight - 1)))

    edge: SearchStrategy[datetime] = st.composite(near_an_edge)()
    other: SearchStrategy[datetime] = st.composite(anywhere)()
    return edge | edge | other


def limits(units: Iterable[str] | None = None) -> SearchStrategy[TimeLimit]:
    """Draw time limits that have a due, of these units (default: all of them); small amounts first (S3).

    >>> from hypothesis import find
    >>> find(limits(["working_day"]), lambda limit: limit.amount > 6)
    TimeLimit(amount=7, unit='working_day', at_least=None)
    """
    st = _strategies()
    known = (*MOST, "same_working_day")
    if isinstance(units, str) or not (units is None or hasattr(units, "__iter__")):
        raise _wants("units", "list of units", units, 'units=["hour", "working_day"]')
    wanted = known if units is None else tuple(units)
    if not wanted:
        raise _wants("units", "list of at least one unit", list(wanted), 'units=["hour"], or leave it out')
    for unit in wanted:
        if unit not in known:
            listed = ", ".join(known)
            raise InputError(
                "unit-without-due",
                en=f'no limits of the unit "{unit}" can be drawn; those that have a due: {listed}',
                vi=f'không tạo được thời hạn theo đơn vị "{unit}"; các đơn vị có ngày hết hạn: {listed}',
                value=unit,
                known=known,
            )
    each = [
        st.integers(1, MOST[unit]).map(partial(_limit, unit)) if unit in MOST else st.just(TimeLimit(None, unit))
        for unit in wanted
    ]
    found: SearchStrategy[TimeLimit] = st.one_of(each)
    return found


def _limit(unit: str, amount: int) -> TimeLimit:
    return TimeLimit(amount, unit)


def histories(engine: Engine, *, cases: int = 3, first: date | None = None) -> SearchStrategy[tuple[Event, ...]]:
    """Draw the rows of up to ``cases`` plausible cases, sorted by time; the engine refuses none of them.

    ``first`` is the first day on which cases open (default: the first in force). The rows are those of
    :func:`feedback_rules.studies.simulate.simulate`: they keep limits and miss them.

    >>> from feedback_rules import Engine, load_profile
    >>> from hypothesis import find
    >>> rows = find(histories(Engine(load_profile("langson")), cases=1), lambda rows: len(rows) > 2)
    >>> {row.case for row in rows}
    {'LANGSON-000001'}
    """
    from feedback_rules.studies.simulate import simulate

    st = _strategies()
    if not hasattr(engine, "book"):
        raise _wants("engine", "Engine", engine, "Engine(profile)")
    if type(cases) is not int or cases < 1:
        raise _wants("cases", "whole number from 1 on", cases, "cases=3")
    begin = _day("first", first)

    def simulated(n: int, seed: int) -> tuple[Event, ...]:
        return tuple(sorted(simulate(engine, n, seed, begin), key=lambda row: row.at))

    found: SearchStrategy[tuple[Event, ...]] = st.builds(simulated, st.integers(1, cases), st.integers(0, 2**32 - 1))
    return found


def _range(calendar: WorkCalendar, first: date | None, last: date | None) -> tuple[date, date]:
    """Give the days to draw from; both ends leave a neighbour that the calendar knows."""
    begin, end = calendar.first_day + DAY, calendar.last_day - DAY
    if last is None and end - ROOM > begin:
        end -= ROOM
    begin, end = max(begin, first or begin), min(calendar.last_day - DAY, last or end)
    if begin > end:
        raise InputError(
            "no-days-to-draw",
            en=f"there is no day from {begin} to {end} that the calendar knows; it knows {calendar.first_day} to "
            f"{calendar.last_day}",
            vi=f"không có ngày nào từ {begin} đến {end} mà lịch biết; lịch có từ {calendar.first_day} đến "
            f"{calendar.last_day}",
        )
    return begin, end


def _day(name: str, value: date | None) -> date | None:
    """Give a day; an instant is none, though ``datetime`` is a kind of ``date``."""
    if value is not None and type(value) is not date:
        raise _wants(name, "date", value, f"{name}=date(2025, 3, 3)")
    return value


def _wants(name: str, kind: str, value: object, example: str) -> InputError:
    """Say what an argument takes, what was passed, and how it is written."""
    plain = value is None or isinstance(value, str | int | float | list | date)
    shown = repr(value) if plain else type(value).__name__
    return InputError(
        "strategy-argument",
        en=f"{name} takes a {kind}, got {shown}: write {example}",
        vi=f"{name} nhận {_KINDS[kind]}, nhận được {shown}: hãy viết {example}",
        value=value,
    )


_KINDS: Final = {
    "WorkCalendar": "một WorkCalendar",
    "list of units": "một danh sách đơn vị",
    "list of at least one unit": "một danh sách có ít nhất một đơn vị",
    "Engine": "một Engine",
    "whole number from 1 on": "một số nguyên từ 1",
    "date": "một ngày (date)",
}
"""What an argument takes, in Vietnamese."""


def _special(calendar: WorkCalendar, begin: date, end: date) -> set[date]:
    """Gather the days that are not as their week says, and their neighbours."""
    start = calendar.first_day
    found: set[date] = set()
    for offset in range((begin - start).days, (end - start).days + 1):
        if calendar.plan.why(offset).kind in {"off", "made_up", "closed", "part"}:
            day = start + offset * DAY
            found |= {each for each in (day - DAY, day, day + DAY) if begin <= each <= end}
    return found


def _edges(calendar: WorkCalendar, day: date) -> list[int]:
    """List the instants of a day at which something begins or ends."""
    return list(dict.fromkeys(_edges_of(calendar, day)))


def _edges_of(calendar: WorkCalendar, day: date) -> Iterator[int]:
    yield calendar.midnight_us(day)
    for opening, closing in calendar.sessions(day):
        yield to_instant(opening)
        yield to_instant(closing)
    yield calendar.midnight_us(day + DAY)


def _strategies() -> Any:
    """Give hypothesis' strategies, or say how to get them."""
    try:
        from hypothesis import strategies
    except ImportError:
        raise MissingExtraError(
            "testing-missing",
            en="the strategies need hypothesis, which is not installed; install: pip install 'feedback-rules[testing]'",
            vi="các chiến lược sinh dữ liệu cần hypothesis nhưng chưa cài; hãy cài: "
            "pip install 'feedback-rules[testing]'",
        ) from None
    return strategies
