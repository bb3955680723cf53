"""Instants and wall times: integers inside, one zone's clock at the border (S1, S6)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from feedback_rules.errors import CalendarHorizonError, InputError

if TYPE_CHECKING:
    from datetime import tzinfo

__all__ = [
    "DAY",
    "EPOCH",
    "EPOCH_DAY",
    "HOUR",
    "MICROSECOND",
    "MINUTE",
    "Datetimes",
    "Zone",
    "from_instant",
    "to_instant",
]

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_DAY: Final = EPOCH.toordinal()
MICROSECOND: Final = timedelta(microseconds=1)
SECOND: Final = 1_000_000
MINUTE: Final = 60 * SECOND
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR

KEPT: Final = 1 << 12
"""How many datetimes are remembered before all are forgotten: memory must not grow with what is asked."""

_NAIVE_EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001 - a wall time is naive until its zone is asked


def to_instant(moment: datetime) -> int:
    """Give an aware datetime as microseconds UTC since 1970; anything else is an ``InputError`` (S1).

    >>> to_instant(datetime(1970, 1, 2, 7, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")))
    82800000000
    """
    try:
        since = moment - EPOCH
        return (since.days * 86_400 + since.seconds) * SECOND + since.microseconds
    except (TypeError, AttributeError):
        raise refused_instant(moment) from None


def refused_instant(value: object) -> InputError:
    """Say why ``value`` is no instant, and what to write instead (S1)."""
    if isinstance(value, datetime):
        return InputError(
            "instant-naive",
            en=f"{value.isoformat()} names no zone: give an aware datetime, for example with "
            'tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")',
            vi=f"{value.isoformat()} không có múi giờ: hãy dùng datetime có múi giờ, ví dụ "
            'tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")',
            value=value,
        )
    return InputError(
        "instant-not-datetime",
        en=f"an instant is an aware datetime, got {value!r}",
        vi=f"thời điểm là datetime có múi giờ, nhận được {value!r}",
        value=value,
    )


def from_instant(instant: int, info: tzinfo | None) -> datetime:
    """Give an instant as an aware datetime in a zone; beyond year 9999 is a ``CalendarHorizonError``.

    >>> from_instant(0, ZoneInfo("Asia/Ho_Chi_Minh")).isoformat()
    '1970-01-01T08:00:00+08:00'
    """
    try:
        return (EPOCH + timedelta(0, instant // SECOND, instant % SECOND)).astimezone(info)
    except (OverflowError, ValueError):
        raise CalendarHorizonError(
            "beyond-dates",
            en="the answer lies outside the years 1 to 9999 that a date can say",
            vi="kết quả nằm ngoài các năm 1 đến 9999 mà ngày tháng biểu diễn được",
            instant=instant,
        ) from None


class Datetimes(dict[int, datetime]):
    """Instants as aware datetimes of one zone, as :func:`from_instant` gives them, each made once.

    A whole minute is the start of its UTC day and a time of day; a day in which the clock is changed, or shows a time
    again, is asked instant by instant.

    >>> Datetimes(ZoneInfo("Asia/Ho_Chi_Minh"))[0].isoformat()
    '1970-01-01T08:00:00+08:00'
    """

    __slots__ = ("_days", "_info")

    def __init__(self, info: ZoneInfo) -> None:
        super().__init__()
        self._info = info
        self._days: dict[int, datetime | None] = {}

    def __missing__(self, instant: int) -> datetime:
        day, rest = divmod(instant, DAY)
        days = self._days
        begun = days[day] if day in days else self._begun(day)
        if begun is None:
            found = from_instant(instant, self._info)
        else:
            found = begun + (timedelta(0, 0, rest) if rest % MINUTE else _CLOCK[rest // MINUTE])
        if len(self) >= KEPT:
            self.clear()
        self[instant] = found
        return found

    def _begun(self, day: int) -> datetime | None:
        """Give the start of a UTC day in this zone; ``None`` where the clock is changed in it, or no date says it."""
        found = None
        try:
            first, last = from_instant(day * DAY, self._info), from_instant((day + 1) * DAY - 1, self._info)
            if first.utcoffset() == last.utcoffset() and not first.fold and not last.fold:
                found = first
        except CalendarHorizonError:
            pass
        if len(self._days) >= KEPT:
            self._days.clear()
        self._days[day] = found
        return found


class Zone:
    """One zone's clock: which instant a wall time is, also where the clock is changed (S6).

    Wall times are microseconds since 1970-01-01 00:00 on that clock. A wall time that the zone skips is the
    instant after the gap; one that occurs twice is the first (``last=False``) or the last (``last=True``).

    >>> berlin = Zone("Europe/Berlin")
    >>> spring = (datetime(2026, 3, 29).toordinal() - EPOCH_DAY) * DAY
    >>> from_instant(berlin.at(spring + 2 * HOUR + 30 * MINUTE), berlin.info).isoformat()
    '2026-03-29T03:00:00+02:00'
    """

    __slots__ = ("info", "name")

    def __init__(self, name: str) -> None:
        try:
            self.info = ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, TypeError, OSError):
            hint = _meant(str(name))
            raise InputError(
                "zone-unknown",
                en=f'{name!r} is no IANA zone: write for example "{hint}"',
                vi=f'{name!r} không phải múi giờ IANA: hãy viết ví dụ "{hint}"',
                value=name,
                hint=hint,
            ) from None
        self.name = name

    def __reduce__(self) -> tuple[type[Zone], tuple[str]]:
        """Go through a pickle as the name alone."""
        return Zone, (self.name,)

    def at(self, wall: int, *, last: bool = False) -> int:
        """Give the instant at which this clock shows ``wall``."""
        try:
            shown = (_NAIVE_EPOCH + timedelta(0, 0, wall)).replace(tzinfo=self.info)
            before = _micros(shown.utcoffset())
            after = _micros(shown.replace(fold=1).utcoffset())
        except (OverflowError, ValueError):
            raise CalendarHorizonError(
                "beyond-dates",
                en="the answer lies outside the years 1 to 9999 that a date can say",
                vi="kết quả nằm ngoài các năm 1 đến 9999 mà ngày tháng biểu diễn được",
            ) from None
        if before == after:
            return wall - before
        if before > after:  # it occurs twice
            return wall - (after if last else before)
        return self._change(wall - after, wall - before, before)

    def offset(self, instant: int) -> int:
        """Give how far this clock is ahead of UTC at an instant, in microseconds."""
        return _micros(from_instant(instant, self.info).utcoffset())

    def latest_shown(self, instant: int) -> int:
        """Give the latest wall time that the clock has shown up to an instant, so that it never goes back.

        >>> berlin = Zone("Europe/Berlin")
        >>> autumn = (datetime(2026, 10, 25).toordinal() - EPOCH_DAY) * DAY
        >>> second_pass = berlin.at(autumn + 2 * HOUR + 10 * MINUTE, last=True)
        >>> (berlin.latest_shown(second_pass) - autumn) // MINUTE
        180
        """
        shown = from_instant(instant, self.info)
        now = _micros(shown.utcoffset())
        if not shown.fold:
            return instant + now
        before = _micros(shown.replace(fold=0).utcoffset())
        return self._change(instant - (before - now), instant, before) + before

    def day_of(self, instant: int) -> int:
        """Give the local day of an instant, counted from 1970-01-01.

        A day begins when the clock first shows its 00:00; where it is set back over midnight, the day stays.
        """
        shown = from_instant(instant, self.info)
        day = shown.toordinal() - EPOCH_DAY
        return max(day, (self.latest_shown(instant) - 1) // DAY) if shown.fold else day

    def at_midnight(self, instant: int) -> bool:
        """Say whether a local day begins at an instant."""
        return self.at(self.day_of(instant) * DAY) == instant

    def date_of(self, instant: int) -> date:
        """Give the local date of an instant, as :meth:`day_of` does."""
        return date.fromordinal(self.day_of(instant) + EPOCH_DAY)

    def midnights(self, first: int, count: int) -> tuple[list[int], int | None]:
        """Give the instants at which ``count`` days from day ``first`` begin, and the offset if it never changes."""
        offsets = _offsets(self.info, first, count)
        if len(set(offsets)) == 1:
            offset = _micros(offsets[0])
            start = first * DAY - offset
            return list(range(start, start + count * DAY, DAY)), offset
        begins = []
        for index, offset_here in enumerate(offsets):
            near = offsets[max(index - 1, 0) : index + 2]
            wall = (first + index) * DAY
            begins.append(wall - _micros(offset_here) if near.count(offset_here) == len(near) else self.at(wall))
        return begins, None

    def _change(self, low: int, high: int, before: int) -> int:
        """Give the first instant in ``(low, high]`` at which the clock is no longer ``before`` ahead of UTC."""
        while high - low > 1:
            middle = (low + high) // 2
            if self.offset(middle) == before:
                low = middle
            else:
                high = middle
        return high


def _meant(name: str) -> str:
    """Give the zone of which ``name`` is an obvious slip; any other name was meant for Viet Nam's."""
    from difflib import get_close_matches

    zones = {zone.casefold(): zone for zone in sorted(available_timezones())}
    near = get_close_matches(name.casefold(), zones, n=1, cutoff=0.9)
    return zones[near[0]] if near else "Asia/Ho_Chi_Minh"


@lru_cache(maxsize=8)
def _offsets(info: ZoneInfo, first: int, count: int) -> list[timedelta | None]:
    """Give how far a zone's clock is ahead at the midnights of some days; the calendars of a text share them."""
    base = _NAIVE_EPOCH.replace(tzinfo=info) + timedelta(first)
    one = timedelta(1)
    offsets = []
    for _ in range(count):
        offsets.append(base.utcoffset())
        base += one
    return offsets


_CLOCK: Final = tuple(timedelta(0, 60 * minute) for minute in range(24 * 60))


def _micros(offset: timedelta | None) -> int:
    assert offset is not None  # noqa: S101 - a ZoneInfo always knows its offset
    return offset // MICROSECOND
