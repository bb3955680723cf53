"""The steps of a deadline, one function for each way in which limits are counted (S4, S35)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any, Final

from feedback_rules.calendar.business import first_closing, time_of_day
from feedback_rules.calendar.counting import nominal_days
from feedback_rules.calendar.pauses import paused_days, running_opening
from feedback_rules.calendar.phrases import clock, span_words
from feedback_rules.calendar.telling import LENGTH, Telling
from feedback_rules.calendar.zone import DAY

if TYPE_CHECKING:
    from feedback_rules.calendar.counting import Counting
    from feedback_rules.calendar.limit import TimeLimit
    from feedback_rules.calendar.telling import Piece
    from feedback_rules.calendar.working import WorkCalendar
    from feedback_rules.trace import Note

__all__ = ["Question", "steps_of"]

# Articles of the Civil Code 2015 (Bộ luật Dân sự) on where a limit begins and ends.
_MOMENT: Final = ("BLDS 147.1",)
_EVENT: Final = ("BLDS 147.3",)
_END: Final = {"day": "BLDS 148.1", "week": "BLDS 148.2", "month": "BLDS 148.3", "year": "BLDS 148.4"}
_ROLLED: Final = ("BLDS 148.5",)
_MIDNIGHT: Final = ("BLDS 148.6",)


class Question:
    """What was asked and what was answered, as the steps need it: instants in microseconds, pauses merged."""

    def __init__(
        self,
        calendar: WorkCalendar,
        start: int,
        due: int,
        limit: TimeLimit,
        counting: Counting,
        spans: list[Piece],
        *,
        ended_day: bool,
    ) -> None:
        self.calendar = calendar
        self.start = start
        self.due = due
        self.limit = limit
        self.counting = counting
        self.spans = spans
        self.ended_day = ended_day


def steps_of(question: Question) -> tuple[Note, ...]:
    """Give the notes that lead from the start to the due, which comes last."""
    telling = Telling(question.calendar)
    unit = question.limit.unit
    if unit in {"minute", "hour"}:
        _elapsed(telling, question)
    elif unit in {"working_minute", "working_hour"}:
        _office_time(telling, question)
    elif unit == "same_working_day":
        _same_working_day(telling, question)
    elif unit == "working_day":
        _working_days(telling, question)
    else:
        _days(telling, question)
    telling.flush()
    return tuple(telling.notes)


def _elapsed(telling: Telling, question: Question) -> None:
    at = question.start
    telling.note("from_moment", {"moment": telling.moment(at)}, start=at, basis=_MOMENT)
    for begin, end in [*question.spans, (question.due, question.due)]:
        if begin > at:
            words = {"begin": telling.moment(at), "until": telling.moment(begin), "span": span_words(begin - at)}
            telling.note("elapses", words, start=at, end=begin, counted=begin - at, basis=LENGTH)
        if begin < question.due:
            telling.paused(max(begin, question.start), end)
        at = max(at, end)
    _due(telling, question, _MOMENT)


def _due(telling: Telling, question: Question, basis: tuple[str, ...]) -> None:
    telling.note("due", {"moment": telling.moment(question.due)}, end=question.due, basis=basis)


def _office_time(telling: Telling, question: Question) -> None:
    tables, spans = question.calendar.tables, question.calendar.tables.spans
    first, last = bisect_right(spans.closes, question.start), bisect_left(spans.closes, question.due)
    pieces: dict[int, list[Piece]] = {}
    for index in range(first, last + 1):
        whole = max(spans.opens[index], question.start), min(spans.closes[index], question.due)
        pieces.setdefault(spans.owner[index], []).extend(_running(whole, question.spans))
    begun = min(piece[0] for each in pieces.values() for piece in each)
    if begun == question.start:
        telling.note("from_moment", {"moment": telling.moment(begun)}, start=begun, basis=_MOMENT)
    else:
        words = {"moment": telling.moment(question.start), "opening": telling.moment(begun)}
        telling.note("from_opening", words, start=question.start, end=begun, basis=_MOMENT)
    waiting = [(max(begin, question.start), end) for begin, end in question.spans]
    for day in range(min(tables.day_of(question.start), spans.owner[first]), spans.owner[last] + 1):
        paused = [span for span in waiting if span[0] < telling.midnight(day + 1)]
        waiting = waiting[len(paused) :]
        _office_day(telling, day, pieces.get(day, []), paused)
    for begin, end in waiting:  # in the night session of the last day
        telling.paused(begin, end)
    _due(telling, question, telling.hours_basis)


def _office_day(telling: Telling, day: int, pieces: list[Piece], paused: list[Piece]) -> None:
    if not telling.works(day):
        telling.free(day)
    elif pieces == telling.sessions(day) and telling.ordinary(day) and not paused:
        telling.join(day, sum(end - begin for begin, end in pieces))
        return
    elif pieces:
        telling.special(day)
    for span in sorted([*pieces, *paused]):
        if span in paused:
            telling.paused(*span)
        else:
            telling.session(day, span)


def _running(piece: Piece, spans: list[Piece]) -> list[Piece]:
    """Give what of a piece of office time is not paused."""
    at, stop = piece
    out = []
    for begin, end in spans:
        out.append((at, min(begin, stop)))
        at = max(at, end)
    out.append((at, stop))
    return [(low, high) for low, high in out if low < high]


def _zero(telling: Telling, question: Question) -> int:
    """Tell which day is not counted, and give it."""
    zone, tables = question.calendar.zone, question.calendar.tables
    zero = zone.day_of(question.start - question.ended_day) - tables.first
    whose = "day_zero_24" if zone.day_of(question.start) - tables.first != zero else "day_zero"
    telling.note(whose, {"day": telling.day(zero)}, start=question.start, basis=_EVENT)
    return zero


def _days(telling: Telling, question: Question) -> None:
    tables, limit = question.calendar.tables, question.limit
    zero = _zero(telling, question)
    last = zero + nominal_days(limit, tables.first + zero)
    words: dict[str, Any] = {"limit": (limit.text("vi"), limit.text("en")), "last": telling.day(last)}
    if limit.unit in {"month", "year"}:
        same = tables.date_at(zero).day == tables.date_at(last).day
        key = "corresponding" if same else "last_of_month"
    else:
        words["first"] = telling.day(zero + 1)
        key = "plain_day" if last == zero + 1 else "plain_days"
    start, end = telling.midnight(zero + 1), telling.midnight(last + 1)
    telling.note(key, words, start=start, end=end, counted=limit.amount, basis=(_END[limit.unit],))
    skipped = paused_days(tables, question.spans)
    nominal = last
    for begin, stop in skipped:
        if begin <= last:
            last += max(0, stop - max(begin, zero + 1) + 1)
    if last != nominal:
        telling.note("put_off", {"days": last - nominal, "last": telling.day(last)}, end=telling.midnight(last + 1))
    if telling.midnight(last + 1) != question.due:
        while telling.midnight(last + 1) != question.due:
            if telling.works(last):
                telling.note("paused_day", {"day": telling.day(last)})
            else:
                telling.free(last)
            last += 1
        telling.note("rolled", {"day": telling.day(last)}, end=question.due, basis=_ROLLED)
    telling.note("ends", {"day": telling.day(last)}, end=question.due, basis=_MIDNIGHT)


def _working_days(telling: Telling, question: Question) -> None:
    tables, zone = question.calendar.tables, question.calendar.zone
    shown = 0
    if question.counting.day_end == "same_time":
        moved, zero = running_opening(tables, question.start, question.spans, ended_day=question.ended_day)
        if moved != question.start:
            words = {"moment": telling.moment(question.start), "opening": telling.moment(moved)}
            telling.note("from_opening", words, start=question.start, end=moved, basis=_MOMENT)
        telling.note("day_zero", {"day": telling.day(zero)}, start=moved, basis=_EVENT)
        shown = time_of_day(tables, moved, zero)
    else:
        zero = _zero(telling, question)
    skipped = paused_days(tables, question.spans)
    left, day = question.limit.amount or 0, zero
    while left:
        day += 1
        if not telling.works(day):
            telling.free(day)
        elif _hit(skipped, day):
            telling.note("paused_day", {"day": telling.day(day)})
        else:
            left -= 1
            _count_day(telling, day)
    if question.counting.day_end == "end_of_day":
        telling.note("ends", {"day": telling.day(day)}, end=question.due, basis=_MIDNIGHT)
        return
    if question.counting.day_end == "same_time":
        _ends_at(telling, question, "same_time", day, zone.at((tables.first + day) * DAY + shown, last=True))
    else:
        _ends_at(telling, question, "closes", day, tables.closings[tables.rank[day]])


def _count_day(telling: Telling, day: int) -> None:
    if telling.ordinary(day):
        telling.join(day, None)
        return
    telling.special(day)
    telling.join(day, None)
    telling.flush()


def _same_working_day(telling: Telling, question: Question) -> None:
    tables = question.calendar.tables
    skipped = paused_days(tables, question.spans)
    day = tables.working[first_closing(tables, question.start, ended_day=question.ended_day)]
    today = question.calendar.zone.day_of(question.start - question.ended_day) - tables.first
    if day > today:
        telling.note("next_day", {"moment": telling.moment(question.start)}, start=question.start, basis=LENGTH)
        for free in range(today + 1, day):
            telling.free(free)
    while not telling.works(day) or _hit(skipped, day):
        if telling.works(day):
            telling.note("paused_day", {"day": telling.day(day)})
        else:
            telling.free(day)
        day += 1
    telling.special(day)
    start, end = telling.midnight(day), telling.midnight(day + 1)
    telling.note("same_day", {"day": telling.day(day)}, start=start, end=end, counted=1, basis=telling.hours_basis)
    _ends_at(telling, question, "closes", day, tables.closings[tables.rank[day]])


def _ends_at(telling: Telling, question: Question, key: str, day: int, end: int) -> None:
    time = clock(question.calendar.to_datetime(end))
    telling.note(key, {"day": telling.day(day), "time": time}, end=end, basis=telling.hours_basis)
    if end != question.due:
        telling.note("after_pause", {"moment": telling.moment(question.due)}, end=question.due)


def _hit(skipped: list[Piece], day: int) -> bool:
    return any(begin <= day <= stop for begin, stop in skipped)
