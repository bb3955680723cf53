"""Rows that do not follow the regulation, told with its names: events, clocks and instants as people say them."""

from __future__ import annotations

import re
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from feedback_rules.cli import shown
from feedback_rules.errors import RefusedError
from feedback_rules.wording import LANGUAGES
from feedback_rules.workflow.event import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from feedback_rules.cli.names import Names
    from feedback_rules.cli.session import Session
    from feedback_rules.profiles.profile import Profile

__all__ = ["told", "worded"]

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?[+-]\d\d:\d\d")
_DAY = re.compile(r"(?<![\w-])\d{4}-\d\d-\d\d(?![\w-])")
_BESIDE = re.compile(r"((?:trùng thời điểm với|has the same instant as) )(\w+)")
_VERDICT = re.compile(r"\b(\w+)\.(\d+) (late|met)\b")
_UNMET = re.compile(r"(không thỏa: |does not hold: )(.*?)(?=\. |$)")


def told(session: Session, names: Names, case: Mapping[str, Any], violation: Mapping[str, Any]) -> str:
    """Word one violation: what its message names by id has its title here, instants stand as everywhere else."""
    text = session.pick(violation["message"])
    workflow = _workflow(case, violation["case"])
    if violation["kind"] == "refused":
        text = _DAY.sub(lambda found: shown.plain_day(date.fromisoformat(found[0]), session.lang), text)
        return _UNMET.sub(lambda found: found[1] + names.condition(found[2]), text)
    text = _BESIDE.sub(lambda found: found[1] + _event(session, names, workflow, found[2]), text)
    text = _VERDICT.sub(lambda found: _verdict(session, names, workflow, found), text)
    due = violation["kind"] == "confirmed"
    text = _INSTANT.sub(lambda found: shown.instant(found[0], session.lang, due=due), text)
    return text.replace(violation["name"], _event(session, names, workflow, violation["name"]), 1)


def _event(session: Session, names: Names, workflow: str, event: str) -> str:
    """Name an event, or a step that a due brings about, by its title, with the id that the log has."""
    flows = [workflow, *names.book.workflows]
    titles = (title for flow in flows for title in (names.event(flow, event), names.step(flow, event)))
    title = next((title for title in titles if title != event), "")
    return f"{session.word('quoted', title=title)} ({event})" if title else event


def _workflow(case: Mapping[str, Any], address: str) -> str:
    """Find the workflow of the case or of the part that a row was for."""
    part = address.partition("/")[2]
    return next((each["workflow"] for each in case["parts"] if each["part"] == part), case["workflow"] or "")


def _verdict(session: Session, names: Names, workflow: str, found: re.Match[str]) -> str:
    clock, number, verdict = found.groups()
    again = f" ({number})" if number != "1" else ""
    title = session.word("quoted", title=names.clock(workflow, clock))
    return f"{title}{again} {session.word(f'status.{verdict}')}"


@contextmanager
def worded(profile: Profile, logs: Sequence[str]) -> Iterator[None]:
    """Say of a refusal that stops a replay where its row stands, and why, with the names of the regulation."""
    from feedback_rules.explain.reason import refusal_words

    try:
        yield
    except RefusedError as error:
        refusal, row = error.details["refusal"], error.details["row"]
        place = _place(row, logs, profile)
        sender = f" ({signal})" if (signal := _signal(row)) else ""
        vi, en = (
            f"{place}{row['case']}, {shown.instant(row['at'], lang)}{sender}: {why}"
            for lang, why in zip(LANGUAGES, refusal_words(refusal, profile.rulebook), strict=True)
        )
        raise RefusedError(error.code, en=en, vi=vi, **error.details) from error


def _signal(row: Mapping[str, Any]) -> str | None:
    """Give the id of the effect that sent a row which stands in no file."""
    return row.get("data", {}).get("signal") if row["by"] == SYSTEM else None


def _place(row: Mapping[str, Any], logs: Sequence[str], profile: Profile) -> str:
    """Give file and line of a row; what came by standard input or a pipe is gone and has no line."""
    from feedback_rules.studies.log_place import find_row

    if found := find_row(row, *logs, profile=profile):
        return f"{found.file}:{found.line}: "
    return f"{logs[0]}: " if len(logs) == 1 and not _signal(row) else ""
