"""``due``: one deadline on a profile's calendar, with its derivation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedback_rules.cli import shown
from feedback_rules.cli.frame import option, verb
from feedback_rules.cli.law import Law, law_options
from feedback_rules.cli.parameters import INSTANT, LIMIT, PAUSE
from feedback_rules.errors import InputError
from feedback_rules.wording import say

if TYPE_CHECKING:
    from datetime import datetime

    from feedback_rules.calendar.derivation import Derivation
    from feedback_rules.calendar.limit import TimeLimit
    from feedback_rules.cli.session import Session
    from feedback_rules.profiles.profile import Profile

__all__ = ["command"]


@verb("due")
@law_options
@option("--limit", type=LIMIT, required=True, metavar="LIMIT")
@option("--from", "start", type=INSTANT, required=True, metavar="T")
@option("--calendar", metavar="NAME")
@option("--pause", "pauses", type=PAUSE, multiple=True, metavar="FROM/TO")
def command(
    session: Session,
    *,
    law: Law,
    limit: TimeLimit,
    start: datetime,
    calendar: str | None,
    pauses: tuple[tuple[datetime, datetime], ...],
    as_json: bool,
) -> None:
    """Print the due and the numbered, cited steps that add up to it."""
    from feedback_rules.calendar.counting import Counting

    if limit.unit in ("at_once", "given", "unknown"):
        raise InputError(
            "no-figure",
            en=f"--limit {limit.text('en')!r} has no figure to count; give one like '8 working hours'",
            vi=f"--limit {limit.text('vi')!r} không có số lượng nên không tính được; hãy nêu như '8 giờ làm việc'",
        )
    profile = law.load()
    day_end = profile.document.get("counting", {}).get("days", Counting().day_end)
    derivation = profile.calendar(calendar).explain(start, limit, pauses=pauses, counting=Counting(day_end))
    if as_json:
        session.json(derivation.to_dict(session.lang))
    else:
        _tell(session, profile, derivation)


def _tell(session: Session, profile: Profile, derivation: Derivation) -> None:
    """Print the answer first, then the steps, each with its article in full."""
    lang = session.lang
    session.print(
        session.word(
            "due.answer",
            limit=derivation.limit.text(lang),
            start=shown.instant(derivation.start, lang),
            due=shown.instant(derivation.due, lang, due=True),
        )
    )
    for number, step in enumerate(derivation.steps, 1):
        basis = shown.articles(step.basis, profile.number, lang, full=True) or session.word("due.asked")
        session.print(f"{number:>3}. {say(step.key, lang, **dict(step.params))}" + f" ({basis})")
    if derivation.provisional is not None:
        session.print(say("calendar.provisional", lang, day=shown.day(derivation.provisional, lang)))
