"""``explain``: a case or one of its clocks, derived as an official would write it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedback_rules.cli.frame import near, one_form, option, verb
from feedback_rules.cli.law import Law, law_argument
from feedback_rules.cli.logs import logs_argument, read
from feedback_rules.cli.parameters import INSTANT, Choice, Whole
from feedback_rules.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from feedback_rules.cli.session import Session
    from feedback_rules.workflow.event import Event
    from feedback_rules.workflow.replay import CaseRun

__all__ = ["command"]


@verb("explain")
@law_argument
@logs_argument
@option("--case", required=True, metavar="C")
@option("--clock", metavar="K")
@option("--run", type=Whole(1), metavar="N")
@option("--at", type=INSTANT, metavar="T")
@option("--mode", type=Choice("control", "audit"), default="audit", metavar="control|audit")
@option("--recover", type=Choice("follow", "stay"), default="follow", metavar="follow|stay")
@option("--memo", is_flag=True)
def command(  # noqa: PLR0913 - an option each
    session: Session,
    *,
    law: Law,
    logs: tuple[str, ...],
    case: str,
    clock: str | None,
    run: int | None,
    at: datetime | None,
    mode: str,
    recover: str,
    memo: bool,
    as_json: bool,
) -> None:
    """Replay the case's rows and print the numbered, cited steps, or a page for the file."""
    from feedback_rules.cli.audited import worded
    from feedback_rules.engine import Engine

    if run is not None and clock is None:
        raise InputError(
            "options-together",
            en="--run is the number of a run of one clock; name the clock with --clock",
            vi="--run là lần chạy của một thời hạn; hãy nêu thời hạn đó bằng --clock",
        )
    one_form(memo=memo, json=as_json)
    profile = law.load()
    rows = read(session, logs, profile)
    root, _, part = case.partition("/")
    if clock is not None and ":" in clock:
        part, _, clock = clock.rpartition(":")
    engine = Engine(profile)
    with worded(profile, logs):
        found = engine.replay(rows, mode=mode, recover=recover, at=at).cases.get(root)
    if found is None:
        raise _unknown_case(case, rows)
    if found.case is None:
        raise _unopened(case, found)
    explanation = engine.explain(found.case, clock=clock, run=run, at=at, part=part)
    if as_json:
        session.json(explanation.to_dict(session.lang))
    elif memo:
        session.print(explanation.memo(session.lang).rstrip())
    else:
        session.print(explanation.text(session.lang))


def _unopened(case: str, found: CaseRun) -> InputError:
    first = found.violations[0]
    return InputError(
        "never-opened",
        en=f"no row opens the case {case!r}, so there is nothing to explain: {first.message[1]}",
        vi=f"không dòng nào mở hồ sơ {case!r} nên không có gì để diễn giải: {first.message[0]}",
    )


def _unknown_case(case: str, rows: Iterable[Event]) -> InputError:
    known = list(dict.fromkeys(row.case.partition("/")[0] for row in rows))
    close = near(case, known) or tuple(known[:5])
    return InputError(
        "unknown-case",
        en=f"the log has no case {case!r} among its {len(known)}; near: {', '.join(close)}",
        vi=f"nhật ký có {len(known)} hồ sơ, không có {case!r}; gần nhất: {', '.join(close)}",
    )
