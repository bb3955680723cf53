"""The report on a replayed log: who held each case, every clock with its verdict, what was late and who is charged."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from feedback_rules.calendar.limit import TimeLimit
from feedback_rules.cli import audited, shown, tables
from feedback_rules.cli.tables import Cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from feedback_rules.cli.names import Names
    from feedback_rules.cli.session import Session
    from feedback_rules.workflow.replay import CaseRun
    from feedback_rules.workflow.spec import Rulebook, Text

    Extended = Mapping[tuple[str, str, str, int], Text]

__all__ = ["BAD", "extended", "late_runs", "print_report"]

BAD = frozenset({"late", "breached"})
"""The statuses of an obligation that was not kept (S12)."""

Row = "dict[str, Any]"


def late_runs(cases: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Give each case with each of its obligations that was late or is overdue.

    >>> clock = {"kind": "obligation", "status": "late"}
    >>> [case["case"] for case, _ in late_runs([{"case": "C-1", "clocks": [clock]}, {"case": "C-2", "clocks": []}])]
    ['C-1']
    """
    for case in cases:
        for clock in case["clocks"]:
            if clock["kind"] == "obligation" and clock["status"] in BAD:
                yield case, clock


def extended(book: Rulebook, cases: Mapping[str, CaseRun]) -> Extended:
    """Word the limit of each run that was extended, by its case, part, clock and number (S17)."""
    from feedback_rules.explain.limits import lasting_limit
    from feedback_rules.workflow.clock import decisive

    return {
        (name, part.address, run.clock, run.number): lasting_limit(
            decisive(book, book.workflows[part.workflow].clocks[run.clock], run), run, book.zone
        )
        for name, replayed in cases.items()
        if replayed.case is not None
        for part in replayed.case.parts
        for run in part.runs
        if any(kind != "was" for _, kind, _ in run.extensions)
    }


def print_report(
    session: Session, names: Names, result: Mapping[str, Any], at: datetime | None, extensions: Extended
) -> None:
    """Print the four tables and the summary of ``results``, which were read at ``at``."""
    cases: Sequence[Mapping[str, Any]] = result["cases"]
    tables.heading(session, names.title)
    if at is None:
        session.print(session.word("report.own_end"))
    else:
        moment = names.profile.calendar().zone.info
        session.print(session.word("report.at", at=shown.instant(at.astimezone(moment), session.lang)))
        later = sum(case["at"] is not None and datetime.fromisoformat(case["at"]) > at for case in cases)
        if later:
            session.print(session.word("report.later", count=later))
    session.print()
    tables.heading(session, session.word("report.held"))
    tables.show(
        session,
        [session.word(f"head.{head}") for head in ("case", "opened", "state", "held")],
        [row for case in cases for row in _held(session, names, case)],
    )
    session.print()
    tables.heading(session, session.word("report.clocks"))
    tables.show(
        session,
        [
            session.word(f"head.{head}")
            for head in ("case", "clock", "bound", "limit", "started", "due", "ended", "status", "basis")
        ],
        [row for case in cases for row in _clocks(session, names, case, extensions)],
    )
    session.print()
    _late(session, names, cases)
    _violations(session, names, cases)
    _readings(session, cases)
    _summary(session, cases)
    session.print(session.word("own_articles", number=names.number))


def _held(session: Session, names: Names, case: Mapping[str, Any]) -> Iterator[list[str | Cell]]:
    """Give a line for each holder; the case, its opening and its state stand on the first."""
    workflow = case.get("workflow", "")
    held = case["held"]
    state = names.state(workflow, case["state"]) if case["state"] else session.word("report.unopened")
    opened = shown.instant(held[0]["from"], session.lang) if held else ""
    first: list[str | Cell] = [case["case"], opened, state]
    for span in held or [None]:
        yield [*first, "" if span is None else _span(session, names, span)]
        first = ["", "", ""]


def _span(session: Session, names: Names, span: Mapping[str, Any]) -> str:
    holder = names.holder(span["holder"], span.get("unit"))
    if span["to"] is None:
        return session.word("report.nobody" if span["holder"] == "nobody" else "report.still", holder=holder)
    length = datetime.fromisoformat(span["to"]) - datetime.fromisoformat(span["from"])
    return f"{holder}: {shown.span(length, session.lang)}"


def _clocks(
    session: Session, names: Names, case: Mapping[str, Any], extensions: Extended
) -> Iterator[list[str | Cell]]:
    first = case["case"]
    for clock in case["clocks"]:
        longer = extensions.get((case["case"], clock.get("part", ""), clock["clock"], clock["run"]))
        limit = TimeLimit.parse(clock["limit"]).text(session.lang) if clock["limit"] else ""
        yield [
            first,
            _title(names, case, clock),
            session.word("by_itself") if clock["kind"] == "timer" else names.bound(clock["bound_unit"]),
            limit if longer is None else session.pick(longer),
            shown.instant(clock["started"], session.lang),
            _due(session, clock),
            _ended(session, clock),
            shown.verdict(session, clock["status"], ended=clock["ended"] is not None, kind=clock["kind"]),
            shown.articles(clock["basis"], names.number, session.lang),
        ]
        first = ""


def _title(names: Names, case: Mapping[str, Any], clock: Mapping[str, Any]) -> str:
    """Name a run, with its number from the second on and its part where it has one."""
    part = clock.get("part", "")
    workflow = next(
        (each["workflow"] for each in case.get("parts", ()) if each["part"] == part), case.get("workflow", "")
    )
    number = f" ({clock['run']})" if clock["run"] > 1 else ""
    return (f"{part}: " if part else "") + names.clock(workflow, clock["clock"]) + number


def _due(session: Session, clock: Mapping[str, Any]) -> str:
    if clock["due"] is None:
        if clock.get("beyond"):
            return session.word("report.beyond", day=shown.day(date.fromisoformat(clock["beyond"]), session.lang))
        return session.word("report.no_due")
    text = shown.instant(clock["due"], session.lang, due=True)
    return session.word("report.provisional", due=text) if clock.get("provisional") else text


def _ended(session: Session, clock: Mapping[str, Any]) -> str:
    """Write when a run ended: with its own due as that due is written, by an act as the clock then stood (S5)."""
    of_due = clock["ended"] == clock["due"] and clock["status"] in {"breached", "lapsed", "expired"}
    return shown.instant(clock["ended"], session.lang, due=of_due) if clock["ended"] else ""


def _late(session: Session, names: Names, cases: Sequence[Mapping[str, Any]]) -> None:
    """Print what was late, by the unit that is charged (S18)."""
    tables.heading(session, session.word("report.late"))
    found = sorted(late_runs(cases), key=lambda pair: (pair[1]["bound_unit"], pair[0]["case"]))
    if not found:
        session.print(session.word("report.none_late"))
        session.print()
        return
    rows: list[list[str | Cell]] = [
        [
            names.bound(clock["bound_unit"]),
            case["case"],
            _title(names, case, clock),
            _due(session, clock),
            _ended(session, clock),
            shown.verdict(session, clock["status"], ended=clock["ended"] is not None),
            Cell(_overdue(session, case, clock), "red"),
            shown.articles(clock["basis"], names.number, session.lang),
        ]
        for case, clock in found
    ]
    heads = ("charged", "case", "clock", "due", "ended", "status", "overdue", "basis")
    tables.show(session, [session.word(f"head.{head}") for head in heads], rows)
    session.print()


def _overdue(session: Session, case: Mapping[str, Any], clock: Mapping[str, Any]) -> str:
    """Word how late: the time since the due, and for limits of office time or working days also those."""
    due, until = (datetime.fromisoformat(text) for text in (clock["due"], clock["ended"] or case["at"]))
    since = shown.span(until - due, session.lang)
    unit, overdue = TimeLimit.parse(clock["limit"]).unit, clock["overdue"]
    if unit.startswith("working_") and unit != "working_day":
        return session.word("late.office", since=since, length=shown.span(timedelta(seconds=overdue), session.lang))
    return session.word("late.days", since=since, count=overdue) if unit == "working_day" and overdue else since


def _violations(session: Session, names: Names, cases: Sequence[Mapping[str, Any]]) -> None:
    found = [(case, violation) for case in cases for violation in case["violations"]]
    if not found:
        return
    tables.heading(session, session.word("report.violations"))
    rows = [
        [
            violation["case"],
            shown.instant(violation["at"], session.lang),
            session.word(f"violation.{violation['kind']}"),
            audited.told(session, names, case, violation),
        ]
        for case, violation in found
    ]
    heads = [session.word(f"head.{head}") for head in ("case", "at", "violation", "message")]
    tables.show(session, heads, rows, wrapped={3: 110})
    session.print()


def _readings(session: Session, cases: Sequence[Mapping[str, Any]]) -> None:
    """Name the chosen readings on which an answer above depends (S31)."""
    used = sorted({pair for case in cases for clock in case["clocks"] for pair in clock.get("readings", {}).items()})
    if used:
        chosen = ", ".join(f"{reading}={option}" for reading, option in used)
        session.print(session.word("report.readings", chosen=chosen))


def _summary(session: Session, cases: Sequence[Mapping[str, Any]]) -> None:
    clocks = [clock for case in cases for clock in case["clocks"]]
    late = list(late_runs(cases))
    session.print(
        session.word(
            "report.summary",
            cases=len(cases),
            ended=sum(1 for case in cases if case["outcome"]),
            clocks=len(clocks),
            met=sum(1 for clock in clocks if clock["status"] == "met"),
            late=len(late),
            late_cases=len({case["case"] for case, _ in late}),
        )
    )
