"""One row, checked by hand at the border: closed, typed, frozen into an event (S1, S23)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final
from unicodedata import normalize

from feedback_rules.studies.log_faults import Fault
from feedback_rules.wording import pair
from feedback_rules.workflow.columns import EXACT, FIELD_CAP, HOSTILE, TEXT_CAP, shown, unlike_name
from feedback_rules.workflow.event import NO_DATA, Event

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["COLUMNS", "INSTANT", "REQUIRED", "event_of", "unknown"]

COLUMNS: Final = ("case", "name", "at", "by", "unit", "person", "seq", "recorded_at", "data")
REQUIRED: Final = ("case", "name", "at", "by")

INSTANT: Final = re.compile(r"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)(Z|[+-]\d\d:\d\d)?", re.ASCII)
"""An instant as the log writes it; without its second group it is naive."""

TIME: Final = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d", re.ASCII)
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
LAST: Final = datetime(2200, 1, 1, tzinfo=UTC)
MICROSECOND: Final = timedelta(microseconds=1)


def event_of(row: Mapping[Any, Any], faults: list[Fault]) -> Event | None:
    """Make an event of a row of JSON values; whatever is wrong with it goes to ``faults``.

    ``null`` is the same as a column that is not there. Texts are kept in Unicode's composed form (NFC), so that a
    unit has one spelling.

    >>> faults = []
    >>> event_of({"case": "C-1", "name": "submit", "at": "2024-03-04 08:00", "by": "citizen"}, faults)
    >>> faults[0].code, faults[0].field
    ('naive', 'at')
    """
    before = len(faults)
    taken: list[Any] = [None, None, None, None, None, None, None, None, NO_DATA]
    for key, value in row.items():
        place, take = _TAKES.get(key, _NOWHERE)
        if place < 0:
            faults.append(unknown(key, COLUMNS))
        elif value is not None:
            taken[place] = take(key, value, faults)
    if None in taken[:4]:
        faults.extend(Fault("missing", key) for key, value in zip(REQUIRED, taken, strict=False) if value is None)
    return Event._make(taken) if len(faults) == before else None


def unknown(key: Any, names: tuple[str, ...]) -> Fault:
    """Say that there is no such field, with the nearest name."""
    near = get_close_matches(str(key)[:TEXT_CAP], names, n=1)

    said = pair("log.near")
    hint = (said[0].format(name=near[0]), said[1].format(name=near[0])) if near else ("", "")
    return Fault("unknown-field", params=(("value", shown(key)), ("near", hint)))


def _text(key: str, value: Any, faults: list[Fault]) -> str:
    """Take a name: short, printable, without spaces at its ends."""
    if type(value) is str and 0 < len(value) <= TEXT_CAP and value.isprintable() and value[0] != " " != value[-1]:
        return value if value.isascii() else normalize("NFC", value)
    faults.append(Fault(unlike_name(value), key, params=(("value", shown(value)),)))
    return ""


def _instant(key: str, value: Any, faults: list[Fault]) -> int:
    """Take an ISO instant with its offset as microseconds UTC (S1)."""
    try:
        if len(value) == 25 and value[10] == "T":  # noqa: PLR2004 - 2024-03-04T08:00:00+07:00, as nearly all are
            return _midnight(value[:10], value[19:]) + _time(value[11:19])
    except (TypeError, ValueError):
        pass  # looked at once more, slowly
    matched = INSTANT.fullmatch(value) if type(value) is str else None
    if matched:
        try:
            moment = datetime.fromisoformat(value)
            if matched[2] is None:
                example = f'"{moment.isoformat()}+07:00"'
                faults.append(Fault("naive", key, params=(("value", shown(value)), ("example", example))))
                return 0
            if EPOCH <= moment < LAST:
                return (moment - EPOCH) // MICROSECOND
        except ValueError:
            pass  # no such day or time: told below like any other text
    faults.append(Fault("bad-instant", key, params=(("value", shown(value)), ("example", f'"{_meant(value)}"'))))
    return 0


def _meant(value: Any) -> str:
    """Write what is an instant in some other form of ISO 8601 as a log has it, and give an example of any other."""
    try:
        moment = datetime.fromisoformat(value)
        text = moment.isoformat() if moment.tzinfo is not None else f"{moment.isoformat()}+07:00"
        if INSTANT.fullmatch(text) and EPOCH <= datetime.fromisoformat(text) < LAST:
            return text
    except (TypeError, ValueError, OverflowError):
        pass
    return "2024-03-04T08:00:00+07:00"


@lru_cache(maxsize=4096)
def _midnight(day: str, offset: str) -> int:
    """Give the instant at which a day begins; a ``ValueError`` unless both are as :data:`INSTANT` has them."""
    text = f"{day}T00:00:00{offset}"
    matched = INSTANT.fullmatch(text)
    if matched is None or not "1970-01-02" <= day <= "2199-12-30":
        raise ValueError(text)
    return (datetime.fromisoformat(text) - EPOCH) // MICROSECOND


@lru_cache(maxsize=4096)
def _time(text: str) -> int:
    """Give how long after midnight a time is; a ``ValueError`` unless it is ``HH:MM:SS``."""
    if not TIME.fullmatch(text):
        raise ValueError(text)
    return ((int(text[:2]) * 60 + int(text[3:5])) * 60 + int(text[6:])) * 1_000_000


def _seq(key: str, value: Any, faults: list[Fault]) -> int:
    if type(value) is int and 0 <= value <= EXACT:
        return value
    faults.append(Fault("bad-seq", key, params=(("value", shown(value)),)))
    return 0


def _data(key: str, value: Any, faults: list[Fault]) -> dict[str, Any]:
    """Take what the event brings: names with texts, numbers, flags, or lists of these."""
    if type(value) is not dict:
        faults.append(Fault("bad-data", key, params=(("value", shown(value)),)))
        return {}
    if len(value) > FIELD_CAP:
        faults.append(Fault("many-fields", key, params=(("value", len(value)),)))
        return {}
    taken = {}
    for name, given in value.items():
        if not (name and len(name) <= TEXT_CAP and name.isprintable() and name[0] != " " != name[-1]):
            faults.append(Fault("bad-text", key, params=(("value", shown(name)),)))
            continue
        kept = name if name.isascii() else normalize("NFC", name)
        kind = type(given)
        if kind is bool or (kind is str and given.isascii() and given.isprintable()):
            taken[kept] = given
        elif kind is list:
            taken[kept] = [_value(kept, member, faults) for member in given]
        elif given is not None:
            taken[kept] = _value(kept, given, faults)
    return taken


def _value(name: str, value: Any, faults: list[Fault]) -> Any:
    """Take one value of the data."""
    kind = type(value)
    if kind is str:
        if not HOSTILE.search(value):
            return value if value.isascii() else normalize("NFC", value)
        code = "bad-chars"
    elif kind is bool:
        return value
    elif kind is int or kind is float:
        if -EXACT <= value <= EXACT:  # neither NaN nor an infinity passes
            return value
        code = "bad-number"
    else:
        code = "bad-value"
    faults.append(Fault(code, f"data.{name}", params=(("value", shown(value)),)))
    return None


_TAKES: Final[Mapping[str, tuple[int, Any]]] = {
    "case": (0, _text), "name": (1, _text), "at": (2, _instant), "by": (3, _text), "unit": (4, _text),
    "person": (5, _text), "seq": (6, _seq), "recorded_at": (7, _instant), "data": (8, _data),
}  # fmt: skip
_NOWHERE: Final = (-1, _text)
