"""``test``: scenario files, and every difference as given, expected, got, and the clause."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

from feedback_rules.cli.frame import verb
from feedback_rules.cli.parameters import EXISTING
from feedback_rules.cli.progress import watched
from feedback_rules.cli.shipped import no_scenarios, shipped_scenarios
from feedback_rules.wording.cli import WORDS

if TYPE_CHECKING:
    from pathlib import Path

    from feedback_rules.cli.session import Session
    from feedback_rules.engine import Engine
    from feedback_rules.studies.scenario import Verdict

__all__ = ["command"]


@verb("test")
@click.argument("paths", nargs=-1, type=EXISTING)
def command(session: Session, *, paths: tuple[str, ...], as_json: bool) -> int:
    """Run the scenarios of these files and folders; 1 if one of them fails."""
    verdicts: list[Verdict] = []
    engines: dict[tuple[Any, ...], Engine] = {}
    for path in watched(_files(paths), session.word("test.running")):
        from feedback_rules.studies.scenario import run_file

        verdicts += run_file(path, engines)
    failed = [verdict for verdict in verdicts if not verdict.passed]
    if as_json:
        passed = len(verdicts) - len(failed)
        session.json(
            {
                "passed": passed,
                "failed": len(failed),
                "cases": [verdict.to_dict(session.lang) for verdict in verdicts],
            }
        )
    else:
        for verdict in failed:
            _tell(session, verdict)
        session.print(session.word("test.summary", passed=len(verdicts) - len(failed), failed=len(failed)))
    return 1 if failed else 0


def _files(paths: tuple[str, ...]) -> list[Path]:
    """Find the files; nothing found is wrong use, never a test that passed."""
    from feedback_rules.studies.scenario import find

    asked = paths or shipped_scenarios()
    files = [path for path in find(asked) if path.is_file()]
    if not files:
        raise no_scenarios(asked)
    return files


def _tell(session: Session, verdict: Verdict) -> None:
    session.print(f"{verdict.file}:{verdict.line}: {session.pick(verdict.title)}")
    lines: list[tuple[str, Any]] = [("given", row) for row in verdict.given]
    for difference in verdict.differences:
        told = difference.to_dict(session.lang)
        read = {key: _read(session, difference.where, told[key]) for key in ("expected", "got")}
        lines += (told | read).items()
    for key, value in lines:
        session.print(f"    {session.word(f'test.{key}')}: {value}")


def _read(session: Session, where: str, value: str) -> str:
    """Write a value as a scenario does: instants without offset, a due at midnight as 24:00, words explained.

    >>> from feedback_rules.cli.session import Session
    >>> _read(Session("en"), "clocks.intake.due", "2024-03-05T00:00:00+07:00")
    '2024-03-04 24:00'
    >>> _read(Session("vi"), "clocks.intake.status", "late")
    'late (trễ hạn)'
    >>> _read(Session("vi"), "outcome", "none")
    'none (không có)'
    """
    key = f"status.{value}" if where.endswith(".status") else f"test.value.{value}"
    if f"cli.{key}" in WORDS:
        return f"{value} ({session.word(key)})"
    try:
        at = datetime.fromisoformat(value) if "T" in value else None
    except ValueError:
        at = None
    if at is None:
        return value
    clock = f"{at:%H:%M:%S.%f}".rstrip("0").removesuffix(".").removesuffix(":00")
    if where.endswith(".due") and clock == "00:00":
        return f"{at.date() - timedelta(1)} 24:00"
    return f"{at.date()} {clock}"
