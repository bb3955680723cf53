"""The calendars of others, set up with the same hours, days off and make-up Saturdays."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from benchmarks.inputs import DAYS_OFF, FIRST, LAST, MAKE_UPS, closed_saturdays, given
from benchmarks.measure import named, peer
from feedback_rules.calendar.limit import TimeLimit
from feedback_rules.calendar.working import WorkCalendar

if TYPE_CHECKING:
    from collections.abc import Callable

SESSIONS = ((time(7, 30), time(11, 30)), (time(13), time(17)))


class Peer(NamedTuple):
    """One who answers: how its starts are made, what it does, and how an answer is read back in local time."""

    name: str
    take: Callable[[datetime], Any]
    due: Callable[[int], Callable[[Any], Any]] | None  # from hours to the call
    elapsed: Callable[[tuple[Any, Any]], Any] | None
    back: Callable[[Any], datetime]
    seconds: Callable[[Any], float] = lambda gone: float(gone.total_seconds())


def ours(zone: str) -> Peer:
    """Set up ours."""
    calendar = WorkCalendar(**given(zone), first=FIRST, last=LAST)

    def due(hours: int) -> Callable[[Any], Any]:
        limit, ask = TimeLimit(hours, "working_hour"), calendar.due
        return lambda start: ask(start, limit)

    elapsed = calendar.elapsed
    return Peer("feedback_rules", _same, due, lambda pair: elapsed(*pair), _same)


def workclock(zone: str) -> Peer | None:
    """Set up workclock: Saturdays are worked, those that are not are days off."""
    module = peer("workclock")
    if module is None:
        return None
    off = module.Holidays([*DAYS_OFF, *closed_saturdays()])
    rules = [module.WorkDay(low, high, range(6)) for low, high in SESSIONS]
    schedule = module.Schedule([*rules, off], time_zone=zone)

    def due(hours: int) -> Callable[[Any], Any]:
        span, add = timedelta(hours=hours), schedule.add
        return lambda start: add(start, span)

    between = schedule.between
    return Peer(named("workclock"), _same, due, lambda pair: between(*pair), _same)


def timegrid(zone: str) -> Peer | None:
    """Set up timegrid, which knows no zones."""
    module = peer("timegrid")
    if module is None:
        return None
    calendar = module.TimeGridCalendar.weekdays(SESSIONS[0][0], SESSIONS[1][1])
    calendar = calendar.break_weekdays(SESSIONS[0][1], SESSIONS[1][0])
    for day in DAYS_OFF:
        calendar = calendar.close(day)
    for number, entry in enumerate(MAKE_UPS):
        for part, (low, high) in enumerate(SESSIONS):
            borders = (datetime.combine(entry["date"], border) for border in (low, high))
            calendar = calendar.set_open_window(f"made up {number} {part}", *borders)

    def due(hours: int) -> Callable[[Any], Any]:
        span, add = module.hours(hours), calendar.add_work_duration
        return lambda start: add(start, span)

    gone = calendar.get_working_duration
    info = ZoneInfo(zone)
    return Peer(
        named("timegrid"),
        lambda start: start.replace(tzinfo=None),
        due,
        lambda pair: gone(*pair),
        lambda moment: moment.replace(tzinfo=info),
    )


def exchange_calendars(zone: str) -> Peer | None:
    """Set up exchange_calendars, which counts minutes that have ended."""
    module, pandas = peer("exchange_calendars"), peer("pandas")
    if module is None:
        return None

    class Office(module.ExchangeCalendar):  # type: ignore[misc, name-defined] # the peer is not there for the checker
        name = "OFFICE"
        tz = ZoneInfo(zone)
        open_times = ((None, SESSIONS[0][0]),)
        break_start_times = ((None, SESSIONS[0][1]),)
        break_end_times = ((None, SESSIONS[1][0]),)
        close_times = ((None, SESSIONS[1][1]),)
        weekmask = "1111110"
        adhoc_holidays = tuple(pandas.Timestamp(day) for day in sorted([*DAYS_OFF, *closed_saturdays()]))

    calendar = Office(start=FIRST.isoformat(), end=LAST.isoformat(), side="right")
    minute = pandas.Timedelta(minutes=1)

    def due(hours: int) -> Callable[[Any], Any]:
        count, offset, following = 60 * hours - 1, calendar.minute_offset, calendar.minute_to_trading_minute
        return lambda start: offset(following(start + minute, "next"), count)

    def elapsed(pair: tuple[Any, Any]) -> Any:
        return calendar.minutes_distance(pair[0] + minute, pair[1]) * minute

    info = ZoneInfo(zone)
    return Peer(
        named("exchange_calendars"),
        lambda start: pandas.Timestamp(start).tz_convert("UTC").floor("min"),
        due,
        elapsed,
        lambda moment: moment.to_pydatetime().astimezone(info),
    )


def custom_business_hour(zone: str) -> Peer | None:
    """Set up pandas' offset."""
    pandas = peer("pandas")
    if pandas is None:
        return None
    holidays = [pandas.Timestamp(day) for day in [*DAYS_OFF, *closed_saturdays()]]

    def due(hours: int) -> Callable[[Any], Any]:
        offset = pandas.offsets.CustomBusinessHour(
            n=hours,
            start=[low for low, _ in SESSIONS],
            end=[high for _, high in SESSIONS],
            weekmask="Mon Tue Wed Thu Fri Sat",
            holidays=holidays,
        )
        return lambda start: start + offset

    info = ZoneInfo(zone)
    return Peer(
        named("pandas").replace("pandas", "pandas CustomBusinessHour"),
        lambda start: pandas.Timestamp(start.replace(tzinfo=None)),
        due,
        None,
        lambda moment: moment.to_pydatetime().replace(tzinfo=info),
    )


def businesstimedelta(zone: str) -> Peer | None:
    """Set up businesstimedelta."""
    module = peer("businesstimedelta")
    if module is None:
        return None
    info = peer("pytz").timezone(zone)  # it asks a zone to localize, which only pytz's can
    off = dict.fromkeys([*DAYS_OFF, *closed_saturdays()], "off")
    work = module.WorkDayRule(start_time=SESSIONS[0][0], end_time=SESSIONS[1][1], working_days=[*range(6)], tz=info)
    lunch = module.LunchTimeRule(start_time=SESSIONS[0][1], end_time=SESSIONS[1][0], working_days=[*range(6)], tz=info)
    rules = module.Rules([work, lunch, module.HolidayRule(off, tz=info)])

    def due(hours: int) -> Callable[[Any], Any]:
        delta = module.BusinessTimeDelta(rules, hours=hours)
        return lambda start: start + delta

    return Peer(
        named("businesstimedelta"),
        _same,
        due,
        lambda pair: rules.difference(*pair),
        _same,
        lambda gone: float(gone.hours * 3600 + gone.seconds),
    )


def busday() -> tuple[str, Callable[[date, int], date], Callable[[Any], Any]] | None:
    """Set up numpy's business days: a check, and the call that is measured, of five days."""
    numpy = peer("numpy")
    if numpy is None:
        return None
    off = numpy.array([*DAYS_OFF, *closed_saturdays()], dtype="datetime64[D]")
    days = numpy.busdaycalendar(weekmask="1111110", holidays=off)
    offset = numpy.busday_offset

    def check(day: date, amount: int) -> date:
        found: date = offset(day, amount, roll="backward", busdaycal=days).item()
        return found

    return named("numpy"), check, lambda day: offset(day, 5, roll="backward", busdaycal=days)


PEERS = (workclock, timegrid, exchange_calendars, custom_business_hour, businesstimedelta)


def _same(value: Any) -> Any:
    return value
