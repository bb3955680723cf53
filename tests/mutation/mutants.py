"""Changes of a law, one at a time: of each limit, calendar, condition, target, actor, effect, counter and holder.

Of what it orders beside single cases too: the days in force, who sees a field, reports, monitors.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from feedback_rules.calendar.limit import TimeLimit
from feedback_rules.profiles.document.clocks import VERBS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["GONE", "Mutant", "changed", "of_document", "value_at"]

GONE: Final = object()
"""Instead of a value: the entry is taken away."""

TAKEN_AWAY: Final = (
    "at_most", "after_due", "supplement", "routes", "opens", "closes", "counts_from", "at_due", "one_for", "hours",
    "with", "channel", "starts_on", "restarts_on", "resets", "replaces", "extends", "pauses", "resumes", "reroutes",
)  # fmt: skip
"""Keys that matter as a whole: a mutant lacks one of them."""

LISTED: Final = frozenset({"effects", "needs", "required", "excluded", "grounds"})
"""Lists from which a mutant leaves out one item."""

NESTED: Final = ("any_of", "all_of")

OTHER_UNIT: Final = {
    "minute": ("working_minute", 1), "working_minute": ("minute", 1), "hour": ("working_hour", 1),
    "working_hour": ("hour", 1), "day": ("hour", 24), "working_day": ("day", 1), "week": ("day", 8),
    "month": ("day", 32), "year": ("month", 11), "same_working_day": ("working_day", 1),
}  # fmt: skip
"""The unit, and how many of it, that take the place of one unit: never as long as it was."""

Path_ = tuple[str | int, ...]


class Mutant(NamedTuple):
    """One change of the canonical document: what stood at ``path`` becomes ``new``."""

    kind: str
    path: Path_
    old: Any
    new: Any

    def __str__(self) -> str:
        old, new = ("nothing" if value is GONE else value for value in (self.old, self.new))
        return f"{self.kind} {'.'.join(map(str, self.path))}: {old!r} -> {new!r}"


class Names(NamedTuple):
    """What a mutant puts instead: the states of the workflow, the roles and the kinds of holders of the law."""

    states: list[str]
    roles: list[str]
    holders: list[str]

    def holder(self, old: str) -> str:
        """Give another kind of holder."""
        return next(name for name in self.holders if name != old)


def value_at(node: Any, path: Path_) -> Any:
    """Give what stands at a path, or ``GONE``."""
    for key in path:
        inside = key in node if isinstance(node, dict) else isinstance(node, list) and int(key) < len(node)
        if not inside:
            return GONE
        node = node[key]
    return node


def changed(node: Any, path: Path_, new: Any) -> Any:
    """Give a copy with ``new`` at a path, or without what stands there."""
    first, *rest = path
    copied: Any = list(node) if isinstance(node, list) else dict(node)
    if rest:
        copied[first] = changed(copied[first], tuple(rest), new)
    elif new is GONE:
        del copied[first]
    else:
        copied[first] = new
    return copied


def of_document(law: Mapping[str, Any]) -> Iterator[Mutant]:
    """Walk every change of one document."""
    holders = [name for name in sorted(law["holders"]) if name != "citizen"]
    for name, workflow in law["workflows"].items():
        names = Names(sorted(workflow["states"]), sorted(law["roles"]), holders)
        yield from of_node(workflow, ("workflows", name), names)
    yield from of_categories(law, law.get("categories", {}), ("categories",))
    yield from of_holders(law, holders)
    yield from of_calendars(law["calendars"])
    yield from of_force(law["regulation"]["in_force"], ("regulation", "in_force"))
    for name, field in law.get("fields", {}).items():
        yield from of_field(field, ("fields", name))
    for name, duty in law.get("duties", {}).items():
        yield from of_duty(duty, ("duties", name), holders)
    for name, monitor in law.get("monitors", {}).items():
        yield from of_monitor(monitor, ("monitors", name))
    for days in ("end_of_day", "close_of_business", "same_time"):
        counting = law.get("counting", {})
        old = counting.get("days", GONE)
        if counting and days not in (old, "end_of_day" if old is GONE else ""):
            yield Mutant("counting", ("counting", "days"), old, days)
    yield Mutant("calendar", ("zone",), law["zone"], "Asia/Tokyo")


def of_force(span: Mapping[str, Any], path: Path_) -> Iterator[Mutant]:
    """Move the first and the last day in force by a day, to either side."""
    for key in ("from", "until"):
        for days in (-1, 1) if key in span else ():
            day = (date.fromisoformat(span[key]) + timedelta(days)).isoformat()
            yield Mutant("in force", (*path, key), span[key], day)


def of_field(field: Mapping[str, Any], path: Path_) -> Iterator[Mutant]:
    """Show a field to everybody, or to one role less."""
    if "public" in field:
        yield Mutant("field", (*path, "public"), field["public"], not field["public"])
    for role in field.get("shown_to", ()):
        rest = [other for other in field["shown_to"] if other != role]
        yield Mutant("field", (*path, "shown_to"), field["shown_to"], rest or GONE)


def of_duty(duty: Mapping[str, Any], path: Path_, holders: list[str]) -> Iterator[Mutant]:
    """Let a report be made for other periods, not on request, by or to somebody else, on no channel."""
    periods = duty.get("every", [])
    for period in periods:
        rest = [other for other in periods if other != period]
        yield Mutant("duty", (*path, "every"), periods, rest or ["half_year"])
    for key in ("on_request", "channel"):
        if key in duty and (key != "on_request" or periods):
            yield Mutant("duty", (*path, key), duty[key], GONE)
    by = duty["by"]
    others = [name for name in holders if name not in by and name != duty["addressee"]]
    yield Mutant("duty", (*path, "by"), by, [others[0]] if isinstance(by, list) else others[0])
    yield Mutant("duty", (*path, "addressee"), duty["addressee"], others[0])


def of_monitor(monitor: Mapping[str, Any], path: Path_) -> Iterator[Mutant]:
    """Change a monitor's threshold, its period, and what it counts."""
    for key in ("at", "over"):
        if key not in monitor:
            continue
        number, *percent = str(monitor[key]).split()
        for other in (int(number) - 1, int(number) + 1):
            new = other if isinstance(monitor[key], int) else " ".join([str(other), *percent])
            yield Mutant("monitor", (*path, key), monitor[key], new)
    if "period" in monitor:
        yield Mutant("monitor", (*path, "period"), monitor["period"], "year")
        yield Mutant("monitor", (*path, "period"), monitor["period"], GONE)
    else:
        yield Mutant("monitor", (*path, "period"), GONE, "month")
    for key in ("share", "count"):
        if isinstance(monitor.get(key), dict):
            here = (*path, key)
            yield from (one for one in of_condition(monitor[key], here) if one.path != here)


def of_categories(law: Mapping[str, Any], tree: Mapping[str, Any], path: Path_) -> Iterator[Mutant]:
    """Let each category enter another state of the workflow that it enters."""
    for name, category in tree.items():
        here = (*path, name)
        if "enters" in category:
            flow = next(flow for flow in law["workflows"].values() if category["enters"] in flow["states"])
            other = next((state for state in sorted(flow["states"]) if state != category["enters"]), None)
            if other is not None:
                yield Mutant("target", (*here, "enters"), category["enters"], other)
        yield from of_categories(law, category.get("in", {}), (*here, "in"))


def of_holders(law: Mapping[str, Any], holders: list[str]) -> Iterator[Mutant]:
    """Change when a kind ends and who follows it, whether it has units, and whose each role is."""
    for name, holder in law["holders"].items():
        path = ("holders", name)
        for days in (-1, 1) if "until" in holder else ():
            day = (date.fromisoformat(holder["until"]) + timedelta(days)).isoformat()
            yield Mutant("holder", (*path, "until"), holder["until"], day)
        end = holder.get("at_end", {})
        if "successor" in end:
            stuck = {"stuck": {"vi": "không còn ai", "en": "nobody is left"}}
            yield Mutant("holder", (*path, "at_end"), end, stuck)
        if holder.get("many"):
            yield Mutant("holder", (*path, "many"), True, GONE)
    for name, role in law["roles"].items():
        many = law["holders"].get(role["of"], {}).get("many")
        others = (each for each in holders if bool(law["holders"][each].get("many")) != bool(many))
        other = next((each for each in others if each != role["of"]), None)
        if other is not None:
            yield Mutant("holder", ("roles", name, "of"), role["of"], other)


def of_calendars(calendars: Mapping[str, Any]) -> Iterator[Mutant]:
    """Change each working week: its first and last day, its rest days, each opening and closing, its days off."""
    for name, calendar in calendars.items():
        path = ("calendars", name)
        week = calendar.get("week", {})
        for days, sessions in week.items():
            others = {"mon-fri": ("mon-thu", "tue-fri", "mon-sat"), "mon-sun": ("mon-sat", "tue-sun")}.get(days, ())
            for other in others:
                yield Mutant("calendar", (*path, "week"), week, {other: sessions})
            for index, session in enumerate(sessions):
                opening, closing = session.split("-")
                for other in (f"{_moved(opening, 30)}-{closing}", f"{opening}-{_moved(closing, -30)}"):
                    yield Mutant("calendar", (*path, "week", days, index), session, other)
        if "days" in calendar:
            yield Mutant("calendar", (*path, "days"), calendar["days"], GONE)


def _moved(clock: str, minutes: int) -> str:
    hours, rest = map(int, clock.split(":"))
    total = hours * 60 + rest + minutes
    return f"{total // 60:02}:{total % 60:02}"


def of_node(node: Any, path: Path_, names: Names) -> Iterator[Mutant]:
    """Walk the changes of everything in a workflow."""
    if isinstance(node, list):
        for index, item in enumerate(node):
            yield from of_node(item, (*path, index), names)
        return
    if not isinstance(node, dict):
        return
    for key, value in node.items():
        here = (*path, key)
        if key == "when":
            yield from of_condition(value, here)
            continue
        if key in TAKEN_AWAY:
            yield Mutant(key, here, value, GONE)
        if not key.startswith("~"):
            yield from of_entry(key, value, here, node, names)
            yield from of_node(value, here, names)


def of_entry(  # noqa: PLR0912, C901 - one branch for each word of the language
    key: str, value: Any, path: Path_, node: Mapping[str, Any], names: Names
) -> Iterator[Mutant]:
    """Walk the changes of one entry of a workflow, by the word under which it stands."""
    if key == "limit" and isinstance(value, list):
        for index, row in enumerate(value):
            yield from of_limit(row["is"], (*path, index, "is"))
    elif key == "to" and isinstance(value, list):
        for index, target in enumerate(value):
            for other in [state for state in names.states if state != target["to"]][:2]:
                yield Mutant("target", (*path, index, "to"), target["to"], other)
            if len(value) > 1:
                yield Mutant("target", path, value, value[:index] + value[index + 1 :])
    elif key == "to" and isinstance(value, str) and len(names.states) > 1:
        yield Mutant("target", path, value, next(state for state in names.states if state != value))
    elif key == "stay" and value is True:
        event = {name: entry for name, entry in node.items() if name != "stay"}
        for other in [state for state in names.states if state not in path][:1]:
            yield Mutant("target", path[:-1], dict(node), {**event, "to": [{"to": other}]})
    elif key == "by" and isinstance(value, list) and value != ["system"]:
        for actor in value:
            rest = [each for each in value if each != actor]
            yield Mutant("by", path, value, rest or [next(role for role in names.roles if role not in value)])
    elif key in LISTED and isinstance(value, list):
        for index, item in enumerate(value):
            yield Mutant(key, path, value, value[:index] + value[index + 1 :])
            for verb in VERBS if key == "effects" else ():
                if verb in item and verb != "signal":
                    yield Mutant(key, (*path, index, verb), item[verb], names.holder(item[verb]))
    elif key == "if_facts_change" and isinstance(value, str):
        for policy in sorted({"keep", "recompute", "restart"} - {value}):
            yield Mutant("policy", path, value, policy)
    elif key in {"met_by", "channels", "adds"} and len(value) > 1:
        for name in value:
            if isinstance(value, dict):
                yield Mutant(key, (*path, name), value[name], GONE)
            else:
                yield Mutant(key, path, value, [each for each in value if each != name])
    elif key == "sets":
        yield from of_sets(value, path)
    elif key == "held_by":
        yield from of_held(value, path, names)
    elif key == "outcome":
        yield Mutant("outcome", path, value, "unknown")
    elif key == "kind" and value == "obligation":
        yield Mutant("kind", path, value, "timer")
    elif key == "binds":
        yield Mutant("binds", path, value, names.holder(value))
    elif key == "roll":
        yield Mutant("roll", path, value, not value)
    elif key == "at" and isinstance(value, int):
        for number in (value - 1, value + 1):
            yield Mutant("counter", path, value, number)
    elif key == "states" and isinstance(value, list):
        for index, state in enumerate(value):
            yield Mutant("group", (*path, index), state, GONE)


def of_sets(value: Mapping[str, Any], path: Path_) -> Iterator[Mutant]:
    """Set one fact less, or the other value of a flag."""
    for index, name in enumerate(value.get("take", ())):
        yield Mutant("sets", (*path, "take", index), name, GONE)
    for name, constant in value.get("fixed", {}).items():
        yield Mutant("sets", (*path, "fixed", name), constant, GONE)
        if isinstance(constant, bool):
            yield Mutant("sets", (*path, "fixed", name), constant, not constant)


def of_held(value: Any, path: Path_, names: Names) -> Iterator[Mutant]:
    """Give a state, or each row of the table that says who holds it, to somebody else."""
    if isinstance(value, str):
        yield Mutant("holder", path, value, names.holder(value))
        return
    for index, row in enumerate(value):
        yield Mutant("holder", (*path, index, "is"), row["is"], names.holder(row["is"]))


def of_limit(limit: Any, path: Path_) -> Iterator[Mutant]:
    """Change a limit's amount, and its unit; one that the log gives becomes a fixed one."""
    if not isinstance(limit, str):
        if "given" in limit:
            yield Mutant("limit", path, limit, "13 hours")
        return
    known = TimeLimit.parse(limit)
    if known.amount is not None:
        yield Mutant("limit", path, limit, TimeLimit(known.amount + 1, known.unit).text("en"))
    if known.unit in OTHER_UNIT:
        other, times = OTHER_UNIT[known.unit]
        yield Mutant("limit", path, limit, TimeLimit((known.amount or 1) * times, other).text("en"))


def of_condition(condition: Mapping[str, Any], path: Path_) -> Iterator[Mutant]:
    """Take a condition away, each of its facts, each of several values; and turn each test round."""
    yield Mutant("condition", path, condition, GONE)
    for fact, value in condition.items():
        if fact.startswith("~"):
            continue
        if len(condition) > 1:
            yield Mutant("condition", (*path, fact), value, GONE)
        if fact in NESTED:
            for index, inner in enumerate(value):
                if len(value) > 1:
                    yield Mutant("condition", (*path, fact, index), inner, GONE)
                below = (*path, fact, index)
                yield from (one for one in of_condition(inner, below) if one.path != below)
            continue
        turned = value["not"] if isinstance(value, dict) else {"not": value}
        yield Mutant("condition", (*path, fact), value, turned)
        if isinstance(value, list) and len(value) > 1:
            for index, item in enumerate(value):
                yield Mutant("condition", (*path, fact, index), item, GONE)
