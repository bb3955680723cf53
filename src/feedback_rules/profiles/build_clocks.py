"""Clocks: what they measure, what fulfils them in which time, what their due brings about (S10-S16)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from feedback_rules.profiles.build_cited import cited, inner
from feedback_rules.profiles.build_conditions import either
from feedback_rules.profiles.build_outcomes import outcomes
from feedback_rules.workflow.intake import SETTLED
from feedback_rules.workflow.spec import ALWAYS, ClockSpec, LimitRow, Way

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from feedback_rules.profiles.build_cited import Citing
    from feedback_rules.profiles.build_names import Names
    from feedback_rules.profiles.tree import Path
    from feedback_rules.workflow.spec import Transition

__all__ = ["Written", "clock_spec", "facts_of", "given_fields", "leading_out", "rows_of"]


class Written(NamedTuple):
    """A clock as the document has it: under ``clocks``, as an event's ``within`` or as an effect's."""

    id: str
    entry: Mapping[str, Any]
    scope: frozenset[str]
    outer: Citing
    path: Path
    window_of: str | None = None
    of_effect: bool = False

    @property
    def kind(self) -> str:
        """Give obligation, window or timer."""
        if self.window_of is not None:
            return "window"
        return "obligation" if self.of_effect else str(self.entry["kind"])

    @property
    def plain(self) -> bool:
        """Tell whether it stands under ``clocks``, with a source of its own."""
        return self.window_of is None and not self.of_effect


Ways = list[tuple[list[str], "Sequence[Mapping[str, Any]]", "Mapping[str, Any]"]]


def clock_spec(
    written: Written, workflow: str, names: Names, leaving: Sequence[Transition], *, citizens: bool
) -> ClockSpec:
    """Compile a clock; ``leaving`` are the transitions from its scope, ``citizens`` marks a citizen's own."""
    entry = written.entry
    own = cited(entry, written.outer) if written.plain else inner(entry, written.outer, titled=True)
    timer = written.kind == "timer"
    manner = names.limits.manner(entry, timer=timer, citizens=citizens)
    rows: list[LimitRow] = []
    ways: list[Way] = []
    met_by: dict[str, int] = {}
    for number, (events, limit, way) in enumerate(_ways(written, leaving)):
        cite = inner(way, own, titled=True) if way is not entry else own
        first = len(rows)
        said = {**entry, **way, "when": way.get("when")} if way is not entry else {**entry, "when": None}
        counted = names.limits.manner(said, timer=timer, citizens=citizens)
        rows += names.limits.rows(limit, (number, said), first, counted, cite)
        place = (*written.path, "limit") if way is entry else (*written.path, "met_by", events[0], "limit")
        for index, row in enumerate(rows[first:]):
            names.at(row, (*place, index))
        met_by.update(dict.fromkeys(events, number))
        ways.append(_way(events, tuple(range(first, len(rows))), leaving))
    starts = entry.get("starts_on", ())
    clock = ClockSpec(
        id=written.id,
        workflow=workflow,
        kind=written.kind,
        scope=written.scope,
        on_entry=not starts and not written.of_effect,
        when=names.conditions(entry.get("when")),
        ways=tuple(ways),
        rows=tuple(rows),
        met_by=met_by,
        binds=names.kind(entry["binds"]) if "binds" in entry else None,
        starts_on=frozenset(name for name in starts if isinstance(name, str)),
        starts_after=frozenset(start["due"] for start in starts if isinstance(start, dict)),
        counts_from=frozenset(entry.get("counts_from", ())),
        restarts_on=frozenset(entry.get("restarts_on", ())),
        replaces=tuple(entry.get("replaces", ())),
        depends=facts_of(rows, ways),
        policy=_policy(entry.get("if_facts_change")),
        at_due=outcomes(entry.get("at_due", ()), names, own, (*written.path, "at_due"), named=f"{written.id}.due"),
        after=entry.get("after", "late"),
        window_of=written.window_of,
        of_effect=written.of_effect,
        calendar=manner.calendar,
        **own,
    )
    names.at(clock, written.path)
    return clock


def rows_of(entry: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """List every limit row of a clock of the document, those of its ways included."""
    rows = list(entry.get("limit", ()))
    met_by = entry.get("met_by")
    if isinstance(met_by, dict):
        for name, way in met_by.items():
            rows += way.get("limit", ()) if not name.startswith("~") else ()
    return rows


def given_fields(entry: Mapping[str, Any]) -> frozenset[str]:
    """Name the fields that give a limit of this clock.

    >>> sorted(given_fields({"limit": [{"is": {"given": "committed_by"}}]}))
    ['committed_by']
    """
    limits = (row["is"] for row in rows_of(entry))
    return frozenset(limit["given"] for limit in limits if isinstance(limit, dict) and "given" in limit)


def leading_out(scope: frozenset[str], leaving: Sequence[Transition]) -> list[str]:
    """Name the events that lead out of ``scope``, in the order of the file."""
    return list(dict.fromkeys(move.event for move in leaving if move.to is not None and move.to not in scope))


def facts_of(rows: Sequence[LimitRow], ways: Sequence[Way]) -> frozenset[int]:
    """Give the facts that decide which limit applies: of the rows, and of the guards where there are several ways."""
    conditions = [row.when for row in rows]
    if len(ways) > 1:
        conditions += [way.open_when for way in ways]
    return frozenset(test.fact for condition in conditions for tests in condition for test in tests)


def _ways(written: Written, leaving: Sequence[Transition]) -> Ways:
    """Tell the ways to comply: one for the clock's own limit, one for each event that has a limit of its own (S11b)."""
    entry = written.entry
    limit = entry.get("limit", ())
    if written.window_of is not None:
        return [([written.window_of], limit, entry)]
    met_by = entry.get("met_by")
    if met_by is None:
        events = leading_out(written.scope, leaving) if written.kind != "timer" else []
        return [(events if len(events) == 1 else [], limit, entry)]
    if isinstance(met_by, str):
        met_by = [met_by]
    if not isinstance(met_by, dict):
        met_by = {name: {} for name in met_by}
    shared = [name for name, way in met_by.items() if not name.startswith("~") and "limit" not in way]
    ways: Ways = [(shared, limit, entry)] if limit else []
    ways += [([name], way["limit"], way) for name, way in met_by.items() if not name.startswith("~") and "limit" in way]
    return ways


def _way(events: Sequence[str], rows: tuple[int, ...], leaving: Sequence[Transition]) -> Way:
    """Join the guards of a way's events, and what they bring themselves; what is known from intake is as open where
    any event inside the clock's scope brings it.
    """
    moves = [move for move in leaving if move.event in events]
    return Way(
        events=frozenset(events),
        rows=rows,
        open_when=either([move.guard for move in moves]) if moves else ALWAYS,
        free=frozenset(taken.fact for move in moves for taken in move.brings)
        | SETTLED.intersection(taken.fact for move in leaving for taken in move.brings),
    )


def _policy(written: str | Mapping[str, str] | None) -> dict[Any, str]:
    """Give the policy by new value; the key None speaks for every value that is not named."""
    if written is None:
        return {}
    if isinstance(written, str):
        return {None: written}
    flags = {"true": True, "false": False}
    return {flags.get(value, value): policy for value, policy in written.items() if not value.startswith("~")}
