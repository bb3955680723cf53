"""``coverage``: what has become of every clause, and what the shipped logs leave untried."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from feedback_rules.cli import shown, tables
from feedback_rules.cli.entries import Entries
from feedback_rules.cli.frame import option, verb
from feedback_rules.cli.law import Law, law_argument
from feedback_rules.cli.logs import read
from feedback_rules.cli.names import Names
from feedback_rules.cli.parameters import EXISTING, LOG
from feedback_rules.cli.shipped import no_scenarios, shipped_log, shipped_scenarios
from feedback_rules.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from feedback_rules.cli.session import Session
    from feedback_rules.profiles.profile import Profile

__all__ = ["command"]


@verb("coverage")
@law_argument
@option("--examples", is_flag=True)
@option("--scenarios", type=EXISTING, multiple=True, metavar="PATH")
@option("--log", "logs", type=LOG, multiple=True, metavar="FILE")
def command(
    session: Session, *, law: Law, examples: bool, scenarios: tuple[str, ...], logs: tuple[str, ...], as_json: bool
) -> int:
    """Print a row for each clause; with ``--examples`` only what no log exercises, 1 if there is anything."""
    profile = law.load()
    if examples or logs:
        return _untried(session, profile, logs or _shipped_logs(profile), as_json=as_json)
    from feedback_rules.studies.coverage import coverage
    from feedback_rules.studies.scenario import find, read_scenarios

    asked = scenarios or shipped_scenarios()
    files = find(asked)
    if scenarios and not files:
        raise no_scenarios(asked)
    rows = coverage(profile, [read_scenarios(path) for path in files], session.lang)
    if as_json:
        session.json(rows)
    else:
        _tell(session, profile, rows)
    return 0


def _shipped_logs(profile: Profile) -> tuple[str, ...]:
    """Find the shipped log of a profile."""
    found = shipped_log(profile.name)
    if found is None:
        raise InputError(
            "no-shipped-log",
            en=f"no log is shipped for {profile.name}; name one with --log FILE",
            vi=f"không có nhật ký mẫu cho {profile.name}; hãy nêu bằng --log TỆP",
        )
    return (found,)


def _untried(session: Session, profile: Profile, logs: tuple[str, ...], *, as_json: bool) -> int:
    from feedback_rules.engine import Engine
    from feedback_rules.studies.coverage import examples

    found = examples(Engine(profile), read(session, logs, profile), session.lang)
    if as_json:
        session.json(found)
    else:
        names, entries = Names(profile, session), Entries(profile, session)
        for gap in found:
            basis = shown.articles(gap["basis"], profile.number, session.lang)
            label = _label(session, names, entries, gap)
            session.print(gap["text"].replace(gap["id"], label, 1) + (f" [{basis}]" if basis else ""))
    return 1 if found else 0


def _label(session: Session, names: Names, entries: Entries, gap: Mapping[str, Any]) -> str:
    """Name what is untried by title, with the id by which the profile has it."""
    name = str(gap["id"])
    if gap["kind"] == "limit":
        clock = name.rpartition(".")[2].partition("/")[0]
        flow = next((flow.id for flow in names.book.workflows.values() if clock in flow.clocks), "")
        named = f"{session.word('entry.clocks')} {session.word('quoted', title=names.clock(flow, clock))}"
    else:
        named = entries.nearest(name.partition(" ")[0])
    return f"{named} ({name})" if named else name


def _tell(session: Session, profile: Profile, rows: list[dict[str, Any]]) -> None:
    tables.heading(session, Names(profile, session).title)
    heads = ("clause", "disposition", "encoded_by", "tested_by", "note")
    entries = Entries(profile, session)
    table = [_row(session, entries, row) for row in rows]
    tables.show(session, [session.word(f"coverage.{head}") for head in heads], table, wrapped={2: 70, 4: 60})
    counts = Counter(row["disposition"] or "nothing" for row in rows)
    told = ", ".join(f"{session.word(f'coverage.is_{name}')} {count}" for name, count in counts.most_common())
    tested = sum(bool(row["tested_by"]) for row in rows if row["disposition"] == "encoded")
    session.print()
    session.print(session.word("coverage.summary", total=len(rows), told=told, tested=tested))


def _row(session: Session, entries: Entries, row: Mapping[str, Any]) -> list[str]:
    by = list(dict.fromkeys(entries.named(entry) for entry in row["encoded_by"]))
    more = session.word("coverage.more", count=len(by) - 2) if len(by) > 2 else ""  # noqa: PLR2004 - what fits beside the rest
    tested = session.word("coverage.scenarios", count=len(row["tested_by"])) if row["tested_by"] else ""
    disposition = session.word(f"coverage.is_{row['disposition'] or 'nothing'}")
    return [row["clause"], disposition, ", ".join(by[:2]) + more, tested, row["note"] or ""]
