"""An event: somebody of some unit does something to a case at an instant; a row of a log is one."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from feedback_rules.calendar.zone import to_instant
from feedback_rules.errors import InputError
from feedback_rules.workflow.columns import refused, shown, wrong_column
from feedback_rules.workflow.instants import iso, read_instant

if TYPE_CHECKING:
    from typing import Self

__all__ = ["CAUSES", "CITIZEN", "MANY", "NOBODY", "NO_DATA", "SYSTEM", "Event", "cause_named"]

CITIZEN = "citizen"
SYSTEM = "system"
NOBODY = "nobody"
NO_DATA: Mapping[str, Any] = {}
"""The data of an event that brings none."""

MANY: Final = 256
CAUSES: Final = tuple([f"e{number}" for number in range(MANY)])
"""What the effects of an event are named after, by its number; the texts are shared by all cases."""

KEYS = ("case", "name", "at", "by", "unit", "person", "seq", "recorded_at", "data")


SHAPES: tuple[tuple[str, type, str, str], ...] = (
    ("unit", str, "văn bản", "a text"),
    ("person", str, "văn bản", "a text"),
    ("seq", int, "một số nguyên", "a whole number"),
    ("data", dict, "các cặp tên và giá trị", "a mapping of names to values"),
)
"""What the columns that may be left out hold."""


class _Event(NamedTuple):
    case: str
    name: str
    at: int
    by: str
    unit: str | None
    person: str | None
    seq: int | None
    recorded_at: int | None
    data: Mapping[str, Any]


class Event(_Event):
    """One event of a case (a part is addressed as ``CASE/name/n``); instants are kept in microseconds UTC (S1).

    What no row of a log may hold is refused here too, as ``InputError`` with the code that the log reader gives it.

    >>> from datetime import datetime, timezone
    >>> event = Event(case="C-1", name="submit", at=datetime(2026, 1, 5, 8, tzinfo=timezone.utc), by="citizen")
    >>> event.at, event.to_dict()["at"]
    (1767600000000000, '2026-01-05T08:00:00+00:00')
    >>> Event(case="C-1", name="submit", at=datetime(2026, 1, 5, 8), by="citizen")
    Traceback (most recent call last):
    ...
    feedback_rules.errors.InputError: 2026-01-05T08:00:00 names no zone: ...
    >>> Event(case="C-1", name="submit", at=0, by="citizen", seq=-1)
    Traceback (most recent call last):
    feedback_rules.errors.InputError: seq of an event: -1 is no sequence number. The field seq is a whole ...
    """

    __slots__ = ()

    def __new__(
        cls,
        *,
        case: str,
        name: str,
        at: datetime | int,
        by: str,
        unit: str | None = None,
        person: str | None = None,
        seq: int | None = None,
        recorded_at: datetime | int | None = None,
        data: Mapping[str, Any] | None = None,
    ) -> Self:
        """Take instants as aware datetimes or as microseconds UTC."""
        moment = at if type(at) is int else to_instant(_aware(at, "at"))
        noted = recorded_at
        if noted is not None and type(noted) is not int:
            noted = to_instant(_aware(noted, "recorded_at"))
        brought = NO_DATA if data is None else data
        made = tuple.__new__(cls, (case, name, moment, by, unit, person, seq, noted, brought))
        wrong = wrong_column(made)
        if wrong is not None:
            raise refused(wrong)
        return made if isinstance(brought, dict) else made._replace(data=dict(brought))

    def __reduce__(self) -> tuple[Any, ...]:
        """Go through a pickle or a copy as the fields: they were checked when the event was made."""
        return type(self)._make, (tuple(self),)

    @property
    def signal(self) -> str | None:
        """The id of the effect that sent this event, if it is a signal of another case (S27)."""
        return str(self.data["signal"]) if self.by == SYSTEM and "signal" in self.data else None

    def numbered(self, seq: int) -> Self:
        """Give the event with a number."""
        return tuple.__new__(type(self), (*self[:6], seq, *self[7:]))

    def to_dict(self, zone: str = "UTC") -> dict[str, Any]:
        """Give the row as JSON values, without the columns that are empty."""
        row: dict[str, Any] = {"case": self.case, "name": self.name, "at": iso(self.at, zone), "by": self.by}
        for key in ("unit", "person", "seq"):
            if getattr(self, key) is not None:
                row[key] = getattr(self, key)
        if self.recorded_at is not None:
            row["recorded_at"] = iso(self.recorded_at, zone)
        if self.data:
            row["data"] = dict(self.data)
        return row

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> Event:
        """Read a row; instants are ISO texts with an offset.

        >>> row = {"case": "C-1", "name": "submit", "at": "2026-01-05T15:00:00+07:00", "by": "citizen"}
        >>> Event.from_dict(row).to_dict("Asia/Ho_Chi_Minh") == row
        True
        """
        if not isinstance(row, Mapping):
            raise _no_row(row)
        unknown = [key for key in row if key not in KEYS]
        missing = [key for key in ("case", "name", "at", "by") if not isinstance(row.get(key), str)]
        if unknown or missing:
            words = ", ".join(map(str, unknown or missing))
            raise InputError(
                "bad-row",
                en=f"a row {'has no column' if unknown else 'needs the text'} {words}; "
                f"its columns are {', '.join(KEYS)}",
                vi=f"một dòng {'không có cột' if unknown else 'phải có văn bản ở cột'} {words}; "
                f"các cột là {', '.join(KEYS)}",
            )
        _shaped(row)
        noted = row.get("recorded_at")
        return cls(
            case=row["case"],
            name=row["name"],
            at=read_instant(row["at"]),
            by=row["by"],
            unit=row.get("unit"),
            person=row.get("person"),
            seq=row.get("seq"),
            recorded_at=None if noted is None else read_instant(noted),
            data=row.get("data"),
        )

    def fingerprint(self) -> int:
        """Give a number that is the same on every machine for the same content (S23a).

        A signal is the same event whenever it arrives: the effect that sent it tells it from others.
        """
        content: tuple[Any, ...] = (self.case, self.name, self.signal)
        if self.signal is None:
            content = (self.case, self.name, self.at, self.by, self.unit, self.person, _sorted(self.data))
        return zlib.crc32(repr(content).encode("utf-8", "surrogatepass"))


def cause_named(number: int) -> str:
    """Give the cause that the effects of the event of this number are named after (S25).

    >>> cause_named(3), cause_named(1000)
    ('e3', 'e1000')
    """
    return CAUSES[number] if 0 <= number < MANY else f"e{number}"


def _shaped(row: Mapping[str, Any]) -> None:
    """Refuse a column of another type than its own."""
    for key, kind, vi, en in SHAPES:
        value = row.get(key)
        if value is not None and (not isinstance(value, kind) or isinstance(value, bool)):
            raise InputError(
                "bad-row",
                en=f"the column {key} is {value!r}; it must be {en}",
                vi=f"cột {key} là {value!r}; phải là {vi}",
            )


def _no_row(row: Any) -> InputError:
    example = '{"case": "C-1", "name": "submit", "at": "2026-01-05T15:00:00+07:00", "by": "citizen"}'
    return InputError(
        "not-a-row",
        en=f"a row is a mapping of columns to values, got {shown(row)}; give what Event.to_dict() gave, for example "
        f"{example}",
        vi=f"một dòng là các cặp tên cột và giá trị, nhận được {shown(row)}; hãy đưa kết quả của Event.to_dict(), "
        f"ví dụ {example}",
    )


def _aware(moment: Any, column: str) -> datetime:
    if not isinstance(moment, datetime):
        raise InputError(
            "not-an-instant",
            en=f"{column} is {moment!r}, not an instant; give an aware datetime",
            vi=f"{column} là {moment!r}, không phải một thời điểm; hãy đưa datetime có múi giờ",
        )
    return moment


def _sorted(value: Any) -> Any:
    """Order the keys of mappings, so that the same content reads the same."""
    if isinstance(value, dict):
        return [(key, _sorted(value[key])) for key in sorted(value)]
    if isinstance(value, list | tuple):
        return [_sorted(member) for member in value]
    return value
