"""Outcomes and effects: what an event, a due, a counter or a join brings about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from feedback_rules.profiles.build_cited import inner
from feedback_rules.workflow.spec import EffectSpec, Outcome, Set

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from feedback_rules.profiles.build_cited import Citing
    from feedback_rules.profiles.build_names import Names
    from feedback_rules.profiles.tree import Path

__all__ = ["VERBS", "brings", "effects", "fixed", "outcomes", "routes", "verb_of"]

VERBS: Final = (
    "notify", "publish", "assign", "escalate", "report", "remind", "redirect", "record", "archive", "lock", "unlock",
    "delete", "spawn", "signal",
)  # fmt: skip
"""What an effect can be (S25)."""


def verb_of(effect: Mapping[str, Any]) -> str:
    """Give the verb of an effect of the document: the one key that is a verb.

    >>> verb_of({"notify": "citizen", "channel": "sms"})
    'notify'
    """
    return next(verb for verb in VERBS if verb in effect)


def effects(listed: Iterable[Mapping[str, Any]], names: Names, cite: Citing, path: Path) -> tuple[EffectSpec, ...]:
    """Compile effects; one with ``within`` names its own clock."""
    found = []
    for index, entry in enumerate(listed):
        verb = verb_of(entry)
        signal = verb == "signal"
        effect = EffectSpec(
            verb=verb,
            to="case" if signal else entry[verb],
            channel=entry.get("channel", ""),
            carries=tuple(entry.get("with", ())),
            when=names.conditions(entry.get("when")),
            clock=entry["within"]["id"] if "within" in entry else None,
            event=entry.get("event"),
            case_field=entry[verb] if signal else None,
            by=entry.get("by"),
            channel_fact=names.conditions.index.get(entry.get("channel", "")),
            **inner(entry, cite),
        )
        names.at(effect, (*path, index))
        found.append(effect)
    return tuple(found)


def brings(entry: Mapping[str, Any], names: Names) -> tuple[Set, ...]:
    """Give the facts that an event takes from its data, under their own names or from the field that it names."""
    sets = entry.get("sets", {})
    own = tuple(Set(fact=names.fact(name), field=name) for name in sets.get("take", ()))
    return own + tuple(Set(fact=names.fact(name), field=field) for name, field in sets.get("from", {}).items())


def fixed(entry: Mapping[str, Any], names: Names) -> tuple[Set, ...]:
    """Give the facts that are set to a constant."""
    listed = entry.get("sets", {}).get("fixed", {})
    return tuple(Set(fact=names.fact(name), value=_kept(names, name, value)) for name, value in listed.items())


def routes(entry: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Give the pairs of a kind and the field that names its unit.

    >>> routes({"routes": {"commune": "to_unit"}})
    (('commune', 'to_unit'),)
    """
    return tuple((kind, field) for kind, field in entry.get("routes", {}).items() if not kind.startswith("~"))


def outcomes(
    listed: Sequence[Mapping[str, Any]], names: Names, cite: Citing, path: Path, *, named: str | None = None
) -> tuple[Outcome, ...]:
    """Compile the alternatives of an outcome; one without ``as`` is known by ``named``."""
    found = []
    for index, entry in enumerate(listed):
        place = (*path, index)
        own = inner(entry, cite)
        outcome = Outcome(
            when=names.conditions(entry.get("when")),
            to=entry.get("to"),
            sets=fixed(entry, names),
            routes=routes(entry),
            opens=tuple(entry.get("opens", ())),
            closes=tuple(entry.get("closes", ())),
            effects=effects(entry.get("effects", ()), names, own, (*place, "effects")),
            named=entry.get("as", named),
            **own,
        )
        names.at(outcome, place)
        found.append(outcome)
    return tuple(found)


def _kept(names: Names, name: str, value: Any) -> Any:
    """Give a constant as a case keeps it: a set-valued fact holds a tuple."""
    fact = names.conditions.facts[names.fact(name)]
    if not fact.many or value is None:
        return value if not fact.many else ()
    members = value if isinstance(value, list) else [value]
    return tuple(known for known in fact.values if known in members)
