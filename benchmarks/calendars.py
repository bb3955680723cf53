"""Ours and the peers' calendars on the same questions, every answer held against the oracle."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from benchmarks import inputs
from benchmarks.calendar_peers import PEERS, Peer, busday, ours
from benchmarks.goals import Goal, shown
from benchmarks.measure import named, once, peer, per_call
from feedback_rules.calendar.limit import TimeLimit
from feedback_rules.calendar.working import WorkCalendar

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

HOME = inputs.ZONES[0]
HOURS = (8, 48, 1000)
SPANS = (1, 365)
HOUR = 3_600_000_000
CHECKED, TIMED = 3, 12  # instants of each kind
_NOT_ENDED = (False,)  # a start that is no 24:00


def table() -> tuple[list[list[str]], dict[tuple[str, str], float]]:
    """Give a row for everybody in every zone that they can be set up in, and all figures by name and question."""
    rows, figures = [], {}
    for zone in inputs.ZONES:
        makers = (ours, *PEERS) if zone == HOME else (ours, PEERS[0])
        for maker in makers:
            one = maker(zone)
            if one is None:
                rows.append([maker.__name__, zone, *["not installed"] * 6])
                continue
            cells, right, asked = [], 0, 0
            for name, call, questions, answers in _questions(one, zone):
                correct = sum(answer(call(question)) for question, answer in zip(questions, answers, strict=True))
                right, asked = right + correct, asked + len(questions)
                few = questions[::5] if one.name.startswith("businesstimedelta") else _many(one, zone, name)
                figures[one.name, zone + name] = took = per_call(call, few)
                cells.append(shown(took))
            cells += ["–"] * (len(HOURS) + len(SPANS) - len(cells))
            rows.append([one.name, zone, *cells, f"{right} of {asked}"])
    return rows, figures


def _questions(one: Peer, zone: str) -> list[tuple[str, Callable[[Any], Any], list[Any], list[Callable[[Any], bool]]]]:
    moments = _moments(zone, CHECKED)
    out = []
    for hours in HOURS:
        if one.due is None:
            continue
        answers = [_same_instant(one, want) for want in _dues(zone, hours)]
        out.append((f" due {hours}", one.due(hours), [one.take(moment) for moment in moments], answers))
    for days in SPANS:
        if one.elapsed is None:
            continue
        pairs = [(one.take(moment), one.take(moment + timedelta(days=days))) for moment in moments]
        out.append((f" elapsed {days}", one.elapsed, pairs, [_same_span(one, want) for want in _gone(zone, days)]))
    return out


def _many(one: Peer, zone: str, name: str) -> list[Any]:
    moments = _moments(zone, TIMED)
    if " due " in name:
        return [one.take(moment) for moment in moments]
    days = int(name.rpartition(" ")[2])
    return [(one.take(moment), one.take(moment + timedelta(days=days))) for moment in moments]


def _same_instant(one: Peer, want: int) -> Callable[[Any], bool]:
    return lambda got: inputs.micros(one.back(got)) == want


def _same_span(one: Peer, want: int) -> Callable[[Any], bool]:
    return lambda got: one.seconds(got) == want / 1e6


@cache
def _moments(zone: str, each: int) -> list[datetime]:
    return [moment for moments in inputs.starts(zone, each).values() for moment in moments]


@cache
def _dues(zone: str, hours: int) -> list[int]:
    oracle = inputs.oracle(zone)
    return [oracle.due_office(inputs.micros(moment), hours * HOUR, []) for moment in _moments(zone, CHECKED)]


@cache
def _gone(zone: str, days: int) -> list[int]:
    oracle = inputs.oracle(zone)
    pairs = [
        (inputs.micros(moment), inputs.micros(moment + timedelta(days=days))) for moment in _moments(zone, CHECKED)
    ]
    return [oracle.office(start, end, []) for start, end in pairs]


def office() -> WorkCalendar:
    """Give our calendar at home."""
    return WorkCalendar(**inputs.given(HOME), first=inputs.FIRST, last=inputs.LAST)


def days_table() -> tuple[list[list[str]], dict[str, float]]:
    """Give working days and plain days: ours, numpy's, and whether all agree with the oracle."""
    oracle, moments = inputs.oracle(HOME), _moments(HOME, CHECKED)
    calendar, many = office(), _moments(HOME, TIMED)
    rows, figures = [], {}
    for text in ("5 working days", "5 days"):
        limit = TimeLimit.parse(text)
        call = _asking(calendar, limit)

        right = 0
        for moment in moments:
            start = inputs.micros(moment)
            if limit.unit == "day":
                want = oracle.due_days(start, 5, "day", [], roll=True, ended_day=False)
            else:
                want = oracle.due_working_days(start, 5, "end_of_day", [], ended_day=False)
            right += inputs.micros(call(moment)) == want
        figures[text] = per_call(call, many)
        rows.append([f"feedback_rules, {text}", shown(figures[text]), f"{right} of {len(moments)}"])
    found = busday()
    if found is None:
        rows.append(["numpy busday_offset", "not installed", "–"])
        return rows, figures
    name, check, measured = found
    right = 0
    for moment in moments:
        want = oracle.due_working_days(inputs.micros(moment), 5, "end_of_day", [], ended_day=False)
        right += oracle.midnight(check(moment.date(), 5) + timedelta(days=1)) == want
    figures["numpy"] = per_call(measured, [moment.date() for moment in many])
    rows.append([f"{name} busday_offset, 5 working days", shown(figures["numpy"]), f"{right} of {len(moments)}"])
    return rows, figures


def _asking(calendar: WorkCalendar, limit: TimeLimit) -> Callable[[datetime], datetime]:
    ask = calendar.due
    return lambda start: ask(start, limit)


def batch_table(rows_asked: int = 1_000_000) -> tuple[list[list[str]], dict[str, float]]:
    """Give nanoseconds a row over a million rows, ours and those of the peers who take arrays."""
    numpy = peer("numpy")
    if numpy is None:
        return [["numpy", "not installed", "–"]], {}
    from feedback_rules.calendar.batch import Batch

    calendar = office()
    begin = calendar.tables.begin
    last = inputs.micros(_moments(HOME, 1)[0].replace(year=2025, month=11, day=1))
    starts = numpy.random.default_rng(4).integers(begin, last, rows_asked)
    batch = Batch(calendar)
    some = range(0, rows_asked, 997)
    rows, figures = [], {}
    for text in ("8 working hours", "1000 working hours", "24 hours", "5 days", "5 working days"):
        limit = TimeLimit.parse(text)
        dues = batch.due(starts, limit)
        rule = calendar.rule(limit)
        right = sum(rule(int(starts[row]), *_NOT_ENDED) == int(dues[row]) for row in some)
        figures[text] = _row_cost(lambda limit=limit: batch.due(starts, limit), rows_asked)  # type: ignore[misc]
        rows.append([f"feedback_rules batch, {text}", shown(figures[text]), f"{right} of {len(some)}"])
    ends = starts + 10 * 24 * HOUR
    figures["elapsed"] = _row_cost(lambda: batch.elapsed(starts, ends), rows_asked)
    gone = batch.elapsed(starts, ends)
    right = sum(calendar.elapsed_us(int(starts[row]), int(ends[row]), "working_hour") == int(gone[row]) for row in some)
    rows.append(["feedback_rules batch, office time elapsed", shown(figures["elapsed"]), f"{right} of {len(some)}"])
    workclock = peer("workclock")
    if workclock is not None:
        fewer = starts[:50_000].astype("datetime64[us]")
        add_many, span = _workclock_many(), numpy.timedelta64(8, "h")
        found = add_many(fewer, span).view(numpy.int64)
        right = int((found == batch.due(starts[:50_000], "8 working hours")).sum())
        cost = _row_cost(lambda: add_many(fewer, span), 50_000)
        rows.append([f"{named('workclock')} add_many, 8 hours", shown(cost), f"{right} of 50000 as ours"])
    offset = _busday_many(numpy, starts)
    rows.append([f"{named('numpy')} busday_offset, 5 working days", shown(offset), "–"])
    return rows, figures


def _row_cost(call: Callable[[], object], rows: int) -> float:
    call()
    return once(call) / rows * 1e9


def _workclock_many() -> Callable[..., Any]:
    module = peer("workclock")
    from benchmarks.calendar_peers import SESSIONS

    off = module.Holidays([*inputs.DAYS_OFF, *inputs.closed_saturdays()])
    schedule = module.Schedule([*(module.WorkDay(low, high, range(6)) for low, high in SESSIONS), off], time_zone=HOME)
    many: Callable[..., Any] = schedule.add_many
    return many


def _busday_many(numpy: Any, starts: Any) -> float:
    off = numpy.array([*inputs.DAYS_OFF, *inputs.closed_saturdays()], dtype="datetime64[D]")
    calendar = numpy.busdaycalendar(weekmask="1111110", holidays=off)
    days = (starts + 7 * HOUR).astype("datetime64[us]").astype("datetime64[D]")
    return _row_cost(lambda: numpy.busday_offset(days, 5, roll="backward", busdaycal=calendar), len(days))


def goals(figures: dict[tuple[str, str], float], days: dict[str, float], batch: dict[str, float]) -> list[Goal]:
    """Give the goals of the calendar with what was reached."""
    calendar, limit = office(), TimeLimit(8, "working_hour")
    ask = calendar.due
    by_kind = inputs.starts(HOME, TIMED)
    whole = [moment for kind, moments in by_kind.items() if kind != "with seconds" for moment in moments]
    seconds = by_kind["with seconds"]
    out = [
        Goal("due, 8 working hours, whole minutes", per_call(lambda start: ask(start, limit), whole), "µs", 0.45),
        Goal("due, 8 working hours, with seconds", per_call(lambda start: ask(start, limit), seconds), "µs", 0.75),
    ]
    home = {name: figures["feedback_rules", HOME + name] for name in (" due 8", " due 48", " due 1000")}
    spread = max(home.values()) / min(home.values())
    out.append(Goal("due, 8, 48 and 1000 hours: dearest over cheapest", spread, "×", 1.2, scaled=False))
    rust = named("workclock")
    for hours, times in ((8, 12.0), (1000, 100.0)):
        if (rust, f"{HOME} due {hours}") in figures:
            ratio = figures[rust, f"{HOME} due {hours}"] / home[f" due {hours}"]
            out.append(Goal(f"faster than workclock, {hours} h", ratio, "×", times, least=True, scaled=False))
    out += [
        Goal("due, working days", days["5 working days"], "µs", 0.15),
        Goal("due, days", days["5 days"], "µs", 0.15),
    ]
    if "numpy" in days:
        ratio = days["numpy"] / days["5 working days"]
        out.append(Goal("faster than numpy's scalar call", ratio, "×", 10, least=True, scaled=False))
    out += [
        Goal(f"elapsed, {span}", figures["feedback_rules", f"{HOME} elapsed {count}"], "µs", 0.5)
        for count, span in ((1, "1 day"), (365, "1 year"))
    ]
    if batch:
        out += [
            Goal("batch, working hours", batch["8 working hours"], "ns a row", 8),
            Goal("batch, days", max(batch["5 days"], batch["5 working days"]), "ns a row", 3),
        ]
    return out
