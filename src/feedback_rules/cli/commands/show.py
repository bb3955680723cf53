"""``show``: a regulation at a glance, or what encodes one of its clauses."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from feedback_rules.cli import shown, tables
from feedback_rules.cli.entries import Entries
from feedback_rules.cli.frame import near, option, verb
from feedback_rules.cli.law import Law, law_argument
from feedback_rules.cli.names import Names
from feedback_rules.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feedback_rules.cli.session import Session
    from feedback_rules.profiles.profile import Profile
    from feedback_rules.workflow.spec import StateSpec, Transition, WorkflowSpec

__all__ = ["command"]


@verb("show")
@law_argument
@option("--clause", metavar="CLAUSE")
def command(session: Session, *, law: Law, clause: str | None, as_json: bool) -> None:
    """Print the whole regulation on a page or two, or one clause of it."""
    profile = law.load()
    if clause is not None:
        _clause(session, profile, clause, as_json=as_json)
    elif as_json:
        session.json(profile.to_dict())
    else:
        names = Names(profile, session)
        _regulation(session, profile, names)
        _holders(session, profile, names)
        for flow in profile.rulebook.workflows.values():
            _workflow(session, flow, names)
        _readings(session, profile)
        session.print()
        session.print(session.word("own_articles", number=profile.number))


def _clause(session: Session, profile: Profile, clause: str, *, as_json: bool) -> None:
    """Say what has become of a clause, and which limits stand on it."""
    infos = {info.clause: info for info in profile.clauses()}
    clause = shown.clause_of(clause, infos, profile.number)
    if clause not in infos:
        close = near(clause, list(infos)) or tuple(infos)[:8]
        raise InputError(
            "unknown-clause",
            en=f"the outline of {profile.name} has no clause {clause!r}; near: {', '.join(close)}",
            vi=f"{profile.name} không có điều khoản {clause!r}; gần nhất: {', '.join(close)}",
        )
    info = infos[clause]
    limits = [row for row in profile.limits() if clause in row.basis]
    if as_json:
        entry = info.to_dict(session.lang)
        entry["in_full"] = shown.articles([clause], profile.number, session.lang, full=True)
        entry["limits"] = [row.to_dict(session.lang) for row in limits]
        session.json(entry)
        return
    session.print(shown.articles([clause], profile.number, session.lang, full=True))
    session.print(session.word(f"disposition.{info.disposition or 'nothing'}"))
    entries = Entries(profile, session)
    for entry_name in info.encoded_by:
        session.print(f"  {entries.listed(entry_name)}")
    if info.note is not None:
        session.print(session.pick(info.note))
    for row in limits:
        names = Names(profile, session)
        holder, title = names.whose(row.kind, row.holder), names.clock(row.workflow, row.id.partition("/")[0])
        session.print(session.word("show.limit", title=title, id=row.id, limit=names.limit(row), holder=holder))


def _regulation(session: Session, profile: Profile, names: Names) -> None:
    document = profile.document
    regulation: dict[str, Any] = document.get("regulation", {})
    tables.heading(session, names.title)
    if "illustration" in document:
        session.print(session.word("show.illustration", why=session.pick(document["illustration"])))
    code, place = profile.place
    first, last = profile.in_force
    lines = [
        ("issuer", session.pick(regulation.get("issuer"))),
        ("place", f"{place} ({code})"),
        ("issued", _day(session, regulation.get("issued"))),
        ("in_force", session.word("since", day=_day(session, first)) if first else ""),
        ("until", _day(session, last)),
        ("status", _status(session, regulation.get("status"))),
        ("replaces", ", ".join(regulation.get("replaces", ()))),
        ("replaced_by", str(regulation.get("replaced_by", ""))),
        ("digest", session.word("show.digest_means", digest=profile.digest[:16])),
    ]
    for key, value in lines:
        if value:
            session.print(f"{session.word(f'show.{key}')}: {value}")


def _day(session: Session, value: date | str | None) -> str:
    if value is None:
        return ""
    return shown.day(date.fromisoformat(value) if isinstance(value, str) else value, session.lang)


def _status(session: Session, status: dict[str, Any] | None) -> str:
    if not status:
        return ""
    words = session.word(f"law.{status.get('is')}")
    return session.word(
        "show.status_line",
        status=words,
        day=_day(session, status.get("as_of")),
        confidence=session.word(f"confidence.{status.get('confidence', 'unsaid')}"),
        why=session.pick(status.get("why")),
    )


def _holders(session: Session, profile: Profile, names: Names) -> None:
    session.print()
    tables.heading(session, session.word("show.holders"))
    rows = []
    for kind, spec in profile.rulebook.holders.items():
        end = ""
        if spec.until is not None:
            last = profile.rulebook.calendars[profile.rulebook.default_calendar].to_datetime(spec.until - 1)
            end = session.word("until", day=shown.day(last.date(), session.lang))
        title = names.holder(kind) + (session.word("show.many") if spec.many else "")
        rows.append([title, end, shown.articles(spec.basis, names.number, session.lang)])
    tables.show(session, [session.word(f"head.{head}") for head in ("holder", "in_force", "basis")], rows)


def _workflow(session: Session, flow: WorkflowSpec, names: Names) -> None:
    """Print the states as a case comes to them: holder, clocks, what may happen and where it leads."""
    session.print()
    tables.heading(session, session.pick(flow.title) or flow.id)
    for event, transitions in flow.opening.items():
        session.print(_event(session, flow, names, event, transitions))
    for state in _in_order(flow):
        basis = shown.articles(state.basis, names.number, session.lang)
        session.print(f"{names.state(flow.id, state.id)}{session.word('show.final') if state.final else ''} [{basis}]")
        if state.held_by is not None:
            session.print(f"    {session.word('head.holder')}: {_held_by(session, state, names)}")
        for clock in state.clocks:
            limits = ", ".join(dict.fromkeys(row.limit.text(session.lang) for row in clock.rows))
            session.print(f"    {session.word(f'kind.{clock.kind}')}: {names.clock(flow.id, clock.id)}: {limits}")
        if state.no_limit is not None:
            session.print(f"    {session.word('show.no_limit')}: {session.pick(state.no_limit)}")
        for event, transitions in state.events.items():
            session.print("    " + _event(session, flow, names, event, transitions))


def _event(session: Session, flow: WorkflowSpec, names: Names, event: str, transitions: Sequence[Transition]) -> str:
    """Word an event: its title, who may do it, where it leads, on which article."""
    own = session.word("show.opened") if event == "opened" else event
    title = next((text for one in transitions if (text := session.pick(one.title))), own)
    actors = sorted({role for one in transitions for role in one.by})
    targets = dict.fromkeys(one.to for one in transitions if one.to is not None)
    basis = dict.fromkeys(cited for one in transitions for cited in one.basis)
    leads = f" → {session.word('or').join(names.state(flow.id, to) for to in targets)}" if targets else ""
    who = ", ".join(names.role(role) for role in actors)
    return f"- {title} ({who}){leads} [{shown.articles(basis, names.number, session.lang)}]"


def _in_order(flow: WorkflowSpec) -> list[StateSpec]:
    """Order the states as a case comes to them, then those that nothing leads to."""
    waiting = [one.to for transitions in flow.opening.values() for one in transitions if one.to is not None]
    found: dict[str, StateSpec] = {}
    while waiting:
        name = waiting.pop(0)
        if name in flow.states and name not in found:
            found[name] = flow.states[name]
            waiting += [one.to for each in found[name].events.values() for one in each if one.to is not None]
    return [*found.values(), *(state for name, state in flow.states.items() if name not in found)]


def _held_by(session: Session, state: StateSpec, names: Names) -> str:
    if state.held_by is None:
        return ""
    if isinstance(state.held_by, str):
        return names.holder(state.held_by)
    return session.word("or").join(names.holder(kind) for _, kind in state.held_by)


def _readings(session: Session, profile: Profile) -> None:
    entries: dict[str, Any] = profile.document.get("readings", {})
    if not entries:
        return
    session.print()
    tables.heading(session, session.word("show.readings"))
    for reading, entry in entries.items():
        if reading.startswith("~"):
            continue
        session.print(f"{reading}: {session.pick(entry.get('question'))}")
        titles = entry.get("titles", {})
        for choice in entry.get("options", {}):
            mark = "*" if profile.readings.get(reading, entry.get("default")) == choice else " "
            session.print(f"  {mark} {choice}  {session.pick(titles.get(choice))}".rstrip())
        session.print(f"    {session.pick(entry.get('why'))}")
