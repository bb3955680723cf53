"""``run``: a log of many cases, replayed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.cli.frame import one_form, option, verb
from feedback_rules.cli.law import Law, law_argument
from feedback_rules.cli.logs import batches_of, logs_argument, read
from feedback_rules.cli.parameters import INSTANT, Choice

if TYPE_CHECKING:
    from datetime import datetime

    from feedback_rules.cli.session import Session
    from feedback_rules.profiles.profile import Profile

__all__ = ["command"]


@verb("run")
@law_argument
@logs_argument
@option("--at", type=INSTANT, metavar="T")
@option("--mode", type=Choice("control", "audit"), default="audit", metavar="control|audit")
@option("--recover", type=Choice("follow", "stay"), default="follow", metavar="follow|stay")
@option("--all-readings", is_flag=True)
@option("--fail-late", is_flag=True)
@option("--jsonl", is_flag=True)
def command(
    session: Session,
    *,
    law: Law,
    logs: tuple[str, ...],
    at: datetime | None,
    mode: str,
    recover: str,
    all_readings: bool,
    fail_late: bool,
    jsonl: bool,
    as_json: bool,
) -> int:
    """Replay the rows and print what has become of each case; with ``--fail-late``, 1 if one was late."""
    from feedback_rules.cli.audited import worded
    from feedback_rules.cli.names import Names
    from feedback_rules.cli.report import extended, late_runs, print_report
    from feedback_rules.engine import Engine
    from feedback_rules.studies.results import results_of

    one_form(jsonl=jsonl, json=as_json, all_readings=jsonl and all_readings)
    profile = law.load()
    settings: dict[str, Any] = {"at": at, "mode": mode, "recover": recover}
    engine = Engine(profile)
    if jsonl:
        with worded(profile, logs):
            return _stream(session, profile, logs, settings, fail_late=fail_late)
    rows = read(session, logs, profile)
    with worded(profile, logs):
        cases = engine.replay(rows, **settings).cases
        result = results_of(engine, cases, at=at)
    if all_readings:
        from feedback_rules.cli.readings import print_changes

        with worded(profile, logs):
            print_changes(session, law, profile, rows, result, settings, as_json=as_json)
    elif as_json:
        session.json(result)
    else:
        print_report(session, Names(profile, session), result, at, extended(engine.book, cases))
    return 1 if fail_late and any(late_runs(result["cases"])) else 0


def _stream(
    session: Session, profile: Profile, logs: tuple[str, ...], settings: dict[str, Any], *, fail_late: bool
) -> int:
    """Print each case as soon as its rows are read; a log sorted by case needs no memory for the others."""
    from tempfile import TemporaryFile

    from feedback_rules.engine import Engine
    from feedback_rules.studies.results import packed

    late = False
    write = session.bytes_out()
    for text, bad in packed(Engine(profile), batches_of(session, logs, profile), keep=TemporaryFile, **settings):
        write(text + b"\n")
        late = late or bad
    return 1 if late and fail_late else 0
