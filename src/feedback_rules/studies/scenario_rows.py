"""The rows of a scenario as events: naive instants on the regulation's clock, data taken from what is given."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from feedback_rules.profiles.problem import near
from feedback_rules.profiles.tree import Items, Pairs, Text
from feedback_rules.studies.log_cells import types_of
from feedback_rules.studies.log_row import INSTANT, event_of
from feedback_rules.studies.log_yaml import place_of, row_of
from feedback_rules.studies.scenario_file import problem
from feedback_rules.workflow.instants import zone_info

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from feedback_rules.studies.log_faults import Fault, Faults
    from feedback_rules.studies.scenario_file import Scenario
    from feedback_rules.workflow.event import Event
    from feedback_rules.workflow.spec import Rulebook

__all__ = ["FIRST_CASE", "day_of", "events_of", "moment"]

FIRST_CASE: Final = "C-1"
"""The case of a row that names none."""


def events_of(scenario: Scenario, given: Mapping[str, Pairs], book: Rulebook, faults: Faults) -> list[Event]:
    """Make the events of a scenario; whatever is wrong goes to ``faults`` with its line."""
    types = types_of(book)
    events = []
    for item in scenario.log.items:
        assert isinstance(item, Pairs)  # noqa: S101 - anything else was refused when the file was read
        whole = _with_given(item, given, faults)
        found: list[Fault] = []
        row: dict[str, Any] = {"case": FIRST_CASE, **row_of(whole, types, found)}
        for key in ("at", "recorded_at"):
            if isinstance(row.get(key), str) and (instant := moment(row[key], book.zone)):
                row[key] = instant.isoformat()
        event = event_of(row, found)
        for fault in found:
            place = place_of(whole, fault.field)
            if fault.code in {"bad-instant", "naive"}:
                problem(faults, "bad-at", place, value=str(row[fault.field]))
                continue
            faults.add(scenario.file, place.line, fault._replace(column=place.column))
        if event is not None and not found:
            events.append(event)
    return events


def day_of(text: str, zone: str) -> date:
    """Give the local day of an instant that :func:`moment` can read; 24:00 still belongs to the day that it ends.

    >>> day_of("2025-03-31 24:00", "Asia/Ho_Chi_Minh").isoformat()
    '2025-03-31'
    """
    found = moment(text, zone)
    assert found is not None  # noqa: S101 - an instant that can't be read was refused before
    return found.astimezone(zone_info(zone)).date() - timedelta(days=text[11:].startswith("24:00"))


def moment(text: str, zone: str) -> datetime | None:
    """Read an instant; without an offset it is on the clock of ``zone``, and 24:00 is the end of that day.

    >>> moment("2024-03-04 24:00", "Asia/Ho_Chi_Minh").isoformat()
    '2024-03-05T00:00:00+07:00'
    """
    ends_day = text[11:] in {"24:00", "24:00:00"}
    text = f"{text[:11]}00:00" if ends_day else text
    matched = INSTANT.fullmatch(text)
    if matched is None:
        return None
    try:
        found = datetime.fromisoformat(text)
        if ends_day:
            found += timedelta(days=1)
    except (ValueError, OverflowError):
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=zone_info(zone))


def _with_given(item: Pairs, given: Mapping[str, Pairs], faults: Faults) -> Pairs:
    """Lay a row's own data over the given data that it uses; ``none`` takes a field away."""
    data = item.pairs.get("data")
    if not isinstance(data, Pairs):
        return item
    pairs, keys = dict(data.pairs), dict(data.keys)
    use = pairs.pop("use", None)
    names = use.items if isinstance(use, Items) else () if use is None else (use,)
    base: dict[str, Any] = {}
    for node in names:
        name = node.text if isinstance(node, Text) else ""
        if name not in given:
            known = ", ".join(given) or "–"
            problem(faults, "unknown-given", node.at, near(name, given), value=name, known=known)
            continue
        base.update(given[name].pairs)
        keys = {**given[name].keys, **keys}
    merged = {
        name: node
        for name, node in {**base, **pairs}.items()
        if not (isinstance(node, Text) and node.text == "none" and not node.quoted)
    }
    return item.with_pair("data", Pairs(merged, keys, data.at))
