"""``list``: the shipped profiles."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from feedback_rules.cli import shown, tables
from feedback_rules.cli.frame import verb

if TYPE_CHECKING:
    from feedback_rules.cli.session import Session
    from feedback_rules.profiles.profile import Profile

__all__ = ["command"]


@verb("list")
def command(session: Session, *, as_json: bool) -> None:
    """Print a row for each shipped profile."""
    from feedback_rules.profiles.shelf import load_profile, shipped

    profiles = [load_profile(name) for name in shipped()]
    if as_json:
        session.json([_entry(session, profile) for profile in profiles])
        return
    rows = []
    for profile in profiles:
        first, last = profile.in_force
        since = session.word("since", day=shown.day(first, session.lang)) if first else ""
        until = " " + session.word("until", day=shown.day(last, session.lang)) if last else ""
        counts = Counter(clause.disposition for clause in profile.clauses())
        covered = session.word("list.covered", encoded=counts["encoded"], total=counts.total())
        rows.append([profile.name, profile.place[1], profile.number, since + until, covered, profile.digest[:16]])
    heads = ("name", "place", "number", "in_force", "clauses", "digest")
    tables.show(session, [session.word(f"list.{head}") for head in heads], rows)


def _entry(session: Session, profile: Profile) -> dict[str, Any]:
    code, place = profile.place
    first, last = profile.in_force
    regulation = profile.document.get("regulation", {})
    counts = Counter(clause.disposition or "unaccounted" for clause in profile.clauses())
    return {
        "name": profile.name,
        "place": {"code": code, "name": place},
        "number": profile.number,
        "title": session.pick(profile.title),
        "in_force": {
            "from": None if first is None else first.isoformat(),
            "until": None if last is None else last.isoformat(),
        },
        "status": regulation.get("status", {}).get("is"),
        "clauses": {"total": counts.total(), **dict(sorted(counts.items()))},
        "digest": profile.digest,
    }
