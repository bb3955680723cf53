"""The plan of the days: which sessions each day has, and what ordered them (S6)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from feedback_rules.calendar.dayrecords import DayOff, MakeUp, both_off_and_made_up
from feedback_rules.calendar.reading import closed_keys, day_from, entries_from
from feedback_rules.calendar.seasons import Period, stretches
from feedback_rules.calendar.sessions import CLOSED, DAY_MINUTES, Pattern, Week, check_touch, cut, parse_hours, shown
from feedback_rules.errors import CalendarError, InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from feedback_rules.calendar.daytable import DayTable

__all__ = ["Closure", "Plan", "Why", "span_of"]

_FIRST, _LAST = date(2000, 1, 1), date(2100, 12, 31)
_EARLIEST, _LATEST = date(2, 1, 1), date(9990, 12, 31)


class Closure(NamedTuple):
    """Days, or hours of days, on which an office is closed by an ordered document; it beats all else (S6)."""

    first: date
    last: date
    hours: tuple[int, int] | None
    document: str


class Why(NamedTuple):
    """Why a day has the sessions that it has; ``kind`` is week, rest, off, made_up, closed or part."""

    kind: str
    name: tuple[str, str] = ("", "")
    cites: tuple[str, ...] = ()
    replaces: date | None = None


class Plan:
    """The sessions of every day from ``first`` to ``last``: closures beat make-up days and days off, these the week.

    ``patterns[i]`` are the sessions of day ``first + i``, in minutes since its 00:00. It is laid out when it is first
    needed, unless sessions reach past midnight: then at once, since a make-up day may bring two of them to overlap.
    """

    __slots__ = ("_days", "_made_up", "_off", "_patterns", "_periods", "closures", "first", "last")

    def __init__(
        self,
        *,
        periods: tuple[Period, ...],
        days: DayTable | None,
        closures: Iterable[object],
        days_off: Iterable[object],
        make_ups: Iterable[object],
        swaps: bool,
        first: date,
        last: date,
    ) -> None:
        self._periods = periods
        self._days = days
        self.first = max(first, periods[0][0])
        self.last = last
        if self.first > self.last:
            raise CalendarError(
                "calendar-no-days",
                en=f"the calendar would begin on {self.first} and end on {self.last}: it has no day",
                vi=f"lịch bắt đầu {self.first} và kết thúc {self.last}: không có ngày nào",
            )
        self._off: dict[date, DayOff] = {}
        self._made_up: dict[date, MakeUp] = {}
        if days is not None:
            self._off.update({day: off for day, off in days.off.items() if swaps or off.kind != "swap"})
            if swaps:
                self._made_up.update(days.made_up)
        self._add_days(list(days_off), list(make_ups))
        self.closures = tuple(
            self._closure(value, f"closures[{index}]") for index, value in enumerate(_listed(closures, "closures"))
        )
        self._patterns: Sequence[Pattern] | None = None
        if any(pattern and pattern[-1][1] > DAY_MINUTES for week in self.weeks() for pattern in week):
            self._check_nights()

    @property
    def patterns(self) -> Sequence[Pattern]:
        """The sessions of each day, by index."""
        if self._patterns is None:
            self._patterns = self._lay()
        return self._patterns

    def weeks(self) -> list[Week]:
        """Give every week that some season of some period declares."""
        return [season.week for _, seasons in self._periods for season in seasons]

    def why(self, index: int) -> Why:
        """Say what ordered the sessions of day ``index``, with the words that cite it."""
        day = date.fromordinal(self.first.toordinal() + index)
        weekly = self._week_on(day)[day.weekday()]
        made_up = self._made_up.get(day)
        partly = None
        for closure in self.closures:
            if closure.first <= day <= closure.last:
                if closure.hours is None:
                    return Why("closed", cites=(closure.document,))
                partly = partly or Why("part", (shown(closure.hours),) * 2, (closure.document,))
        if partly is not None and (weekly or made_up is not None):
            return partly
        if made_up is not None:
            return Why("made_up", cites=self._cites(made_up.sources), replaces=made_up.replaces)
        off = self._off.get(day)
        if off is not None and weekly:
            return Why("off", off.name, self._cites(off.sources))
        return Why("week" if weekly else "rest")

    def _cites(self, sources: tuple[str, ...]) -> tuple[str, ...]:
        known = {} if self._days is None else self._days.sources
        return tuple(known[source].cite if source in known else source for source in sources)

    def _week_on(self, day: date) -> Week:
        ordinal = day.toordinal()
        return next(stretches(self._periods, ordinal, ordinal)).week

    def _made_up_pattern(self, made_up: MakeUp) -> Pattern:
        week = self._week_on(made_up.day)
        weekday = made_up.day.weekday()
        if made_up.replaces is not None:
            # An office that does not work on the day exchanged has nothing to make up.
            return week[made_up.replaces.weekday()] or week[weekday]
        return next(filter(None, (week[(weekday - back) % 7] for back in range(7))))

    def _lay(self) -> Sequence[Pattern]:
        begin = self.first.toordinal()
        patterns: list[Pattern] = []
        for stretch in stretches(self._periods, begin, self.last.toordinal()):
            weekday = (stretch.first - 1) % 7
            seven = stretch.week[weekday:] + stretch.week[:weekday]
            length = stretch.last - stretch.first + 1
            patterns += (seven * (length // 7 + 1))[:length]
        count = len(patterns)
        for day in self._off:
            index = day.toordinal() - begin
            if 0 <= index < count:
                patterns[index] = CLOSED
        for day, made_up in self._made_up.items():
            index = day.toordinal() - begin
            if 0 <= index < count:
                patterns[index] = self._made_up_pattern(made_up)
        for closure in self.closures:
            for index in range(closure.first.toordinal() - begin, closure.last.toordinal() - begin + 1):
                if closure.hours is None:
                    patterns[index] = CLOSED
                    continue
                for away in (-1, 0, 1):  # the hours of a clock's day also cut the night session of the day before
                    if 0 <= index + away < count:
                        opening, closing = (minute - away * DAY_MINUTES for minute in closure.hours)
                        patterns[index + away] = cut(patterns[index + away], opening, closing)
        return patterns

    def _check_nights(self) -> None:
        patterns = self.patterns
        begin = self.first.toordinal()
        for index in range(len(patterns) - 1):
            check_touch(patterns[index], patterns[index + 1], date.fromordinal(begin + index).isoformat())

    def _inside(self, day: date, where: str) -> date:
        if self.first <= day <= self.last:
            return day
        raise CalendarError(
            "day-outside-calendar",
            en=f"{where}: {day} lies outside the calendar, {self.first} to {self.last}",
            vi=f"{where}: {day} nằm ngoài lịch, từ {self.first} đến {self.last}",
            where=where,
            value=day,
        )

    def _add_days(self, days_off: list[object], make_ups: list[object]) -> None:
        own_off: dict[date, DayOff] = {}
        for index, value in enumerate(days_off):
            where = f"days_off[{index}]"
            day, entry = self._own(value, where, ("date", "name", "document"), own_off)
            own_off[day] = DayOff(day, "ordered", _name(entry.get("name", ("ngày nghỉ", "day off"))), _document(entry))
        own_made_up: dict[date, MakeUp] = {}
        for index, value in enumerate(make_ups):
            where = f"make_ups[{index}]"
            day, entry = self._own(value, where, ("date", "replaces", "document"), own_made_up)
            replaces = day_from(entry["replaces"], f"{where}.replaces") if "replaces" in entry else None
            own_made_up[day] = MakeUp(day, replaces, _document(entry))
        for day in own_off:
            if day in own_made_up or day in self._made_up:
                raise both_off_and_made_up(day)
        for day in own_made_up:
            if day in self._off:
                raise both_off_and_made_up(day)
        self._off.update(own_off)
        self._made_up.update(own_made_up)

    def _own(
        self, value: object, where: str, known: tuple[str, ...], before: dict[date, DayOff] | dict[date, MakeUp]
    ) -> tuple[date, dict[str, object]]:
        entry = dict(entries_from(value, where)) if isinstance(value, dict) else {"date": value}
        closed_keys(entry, known, where)
        day = self._inside(day_from(entry.get("date"), f"{where}.date"), where)
        if day in before:
            raise CalendarError(
                "days-twice",
                en=f"{where}: {day} stands twice: keep one of them",
                vi=f"{where}: {day} xuất hiện hai lần: hãy giữ một",
                where=where,
                value=day,
            )
        return day, entry

    def _closure(self, value: object, where: str) -> Closure:
        entry = entries_from(value, where)
        closed_keys(entry, ("date", "from", "to", "hours", "document"), where)
        if ("date" in entry) == ("from" in entry or "to" in entry):
            raise CalendarError(
                "closure-one-form",
                en=f"{where}: a closure has a date, or from and to",
                vi=f"{where}: ngày đóng cửa gồm date, hoặc from và to",
                where=where,
            )
        first = day_from(entry["date"] if "date" in entry else entry.get("from"), where)
        last = day_from(entry["date"] if "date" in entry else entry.get("to"), where)
        if last < first:
            raise CalendarError(
                "closure-backwards",
                en=f"{where}: it ends on {last}, before it begins on {first}",
                vi=f"{where}: kết thúc {last} trước khi bắt đầu {first}",
                where=where,
            )
        document = _document(entry)
        if not document:
            raise CalendarError(
                "closure-without-document",
                en=f"{where}: name the document that ordered the closure, document: 12/TB-UBND",
                vi=f"{where}: hãy nêu văn bản quyết định đóng cửa, document: 12/TB-UBND",
                where=where,
            )
        hours = parse_hours(str(entry["hours"]), f"{where}.hours") if "hours" in entry else None
        return Closure(self._inside(first, where), self._inside(last, where), hours, document[0])


def span_of(days: DayTable | None, first: date | str | None, last: date | str | None) -> tuple[date, date]:
    """Give the first and the last day that a calendar knows: those of its day table, or those that are given."""
    begin = day_from(first, "first") if first is not None else None
    end = day_from(last, "last") if last is not None else None
    if days is not None:
        if not hasattr(days, "covers"):
            raise InputError(
                "days-not-table",
                en=f'days is a day table, got {days!r}: write days=day_table("vietnam"), or DayTable.from_dict(…)',
                vi=f'days là một bảng ngày, nhận được {days!r}: hãy viết days=day_table("vietnam"), hoặc '
                "DayTable.from_dict(…)",
                value=days,
            )
        begin, end = begin or days.first, end or days.last
        if not days.covers(begin) or not days.covers(end):
            raise CalendarError(
                "calendar-beyond-days",
                en=f"the calendar is to know {begin} to {end}, the day table only {days.first} to {days.last}",
                vi=f"lịch cần từ {begin} đến {end}, bảng ngày chỉ có từ {days.first} đến {days.last}",
            )
    begin, end = begin or _FIRST, end or _LAST
    if not _EARLIEST <= begin <= end <= _LATEST:
        raise InputError(
            "calendar-span",
            en=f"a calendar's days run from {begin} to {end}: write a first day before a last one, years 2 to 9990",
            vi=f"lịch từ {begin} đến {end}: ngày đầu phải trước ngày cuối, trong các năm 2 đến 9990",
        )
    return begin, end


def _name(value: object) -> tuple[str, str]:
    if isinstance(value, dict):
        return str(value.get("vi", "")), str(value.get("en", ""))
    if isinstance(value, tuple):
        return str(value[0]), str(value[-1])
    return str(value), str(value)


def _document(entry: object) -> tuple[str, ...]:
    document = entries_from(entry, "document").get("document")
    return () if document is None or not str(document).strip() else (str(document),)


def _listed(value: object, where: str) -> list[object]:
    if isinstance(value, list | tuple):
        return list(value)
    raise InputError(
        "list-unreadable",
        en=f"{where}: {value!r} is not a list",
        vi=f"{where}: {value!r} không phải danh sách",
        where=where,
        value=value,
    )
