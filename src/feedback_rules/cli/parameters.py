"""What is typed after an option: instants, days, months, files, pairs; each refused with its value and a right one."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from feedback_rules.cli.streams import native
from feedback_rules.errors import InputError

if TYPE_CHECKING:
    from feedback_rules.calendar.limit import TimeLimit

__all__ = ["DAY", "EXISTING", "INSTANT", "LIMIT", "LOG", "MONTHS", "PAUSE", "READING", "Choice", "Whole", "shown"]

if TYPE_CHECKING:
    _Type = click.ParamType[Any]
else:  # before click 8.4 its types have no parameters
    _Type = click.ParamType


YEARS = range(1970, 2200)
SPAN = f"{YEARS[0]}-{YEARS[-1]}"
"""What can be asked about: the years that the rows of a log may name."""


def shown(param: click.Parameter | None) -> str:
    """Name an option as its user writes it; an argument has no name that is typed."""
    return param.opts[0] if isinstance(param, click.Option) else ""


def _asked(where: str, value: str) -> str:
    """Show what was typed, after the option to which it was given."""
    return f"{where} {value!r}" if where else repr(value)


class _Form(_Type, ABC):
    """A form of value: ``read`` takes the text, or refuses it naming the parameter."""

    name = "value"

    @abstractmethod
    def read(self, value: str, where: str) -> Any:
        """Read the text typed at ``where``."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read what was typed; a default is taken as it is."""
        del ctx
        return self.read(value, shown(param)) if isinstance(value, str) else value


class Choice(_Form):
    """One of a few words."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def read(self, value: str, where: str) -> str:
        """Take the word as it is, or refuse it with those that exist."""
        if value not in self.words:
            raise InputError(
                "bad-choice",
                en=f"{where} {value!r}: choose one of {', '.join(self.words)}",
                vi=f"{where} {value!r}: hãy chọn một trong {', '.join(self.words)}",
            )
        return value


class Whole(_Form):
    """A whole number, not below ``least``."""

    def __init__(self, least: int) -> None:
        self.least = least

    def read(self, value: str, where: str) -> int:
        """Take plain ASCII digits (and a sign) only."""
        digits = value.removeprefix("-")
        number = int(value) if digits.isascii() and digits.isdigit() and len(digits) <= 18 else None  # noqa: PLR2004 - 64 bits
        if number is None or number < self.least:
            raise InputError(
                "bad-number",
                en=f"{where} {value!r}: write a whole number from {self.least}",
                vi=f"{where} {value!r}: hãy ghi một số nguyên từ {self.least}",
            )
        return number


class Instant(_Form):
    """An instant with its zone (S1); a naive one is refused."""

    def read(self, value: str, where: str) -> datetime:
        """Read ISO 8601 with an offset."""
        try:
            instant = datetime.fromisoformat(value)
        except ValueError:
            instant = None
        if instant is None or instant.year not in YEARS:
            raise InputError(
                "bad-instant",
                en=f"{where} {value!r} is not an instant of the years {SPAN}; write one like 2025-05-09T08:00+07:00",
                vi=f"{where} {value!r} không phải là một thời điểm trong các năm {SPAN}; "
                "hãy ghi như 2025-05-09T08:00+07:00",
            )
        if instant.tzinfo is None:
            from feedback_rules.workflow.instants import with_offset

            proposal = with_offset(instant)
            raise InputError(
                "naive-instant",
                en=f"{where} {value!r} names no zone (S1); write it with its offset: {proposal}",
                vi=f"{where} {value!r} không ghi múi giờ (S1); hãy ghi kèm độ lệch: {proposal}",
            )
        return instant


def _day(value: str) -> date | None:
    """Read YYYY-MM-DD of a year that can be asked about."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if day.year in YEARS and len(value) == len("2025-05-09") else None


class Day(_Form):
    """A day of the calendar."""

    def read(self, value: str, where: str) -> date:
        """Read YYYY-MM-DD."""
        day = _day(value)
        if day is None:
            raise InputError(
                "bad-day",
                en=f"{where} {value!r} is not a day of the years {SPAN}; write one like 2025-05-09",
                vi=f"{where} {value!r} không phải là một ngày trong các năm {SPAN}; hãy ghi như 2025-05-09",
            )
        return day


class Months(_Form):
    """A month of a year, or a span of months, as text: ``"2024-03"``, ``"2024-01/2024-06"``."""

    def read(self, value: str, where: str) -> str:
        """Read YYYY-MM or YYYY-MM/YYYY-MM; the second must not come before the first."""
        months = value.split("/", 1)
        if any(len(month) != len("2024-03") or _day(f"{month}-01") is None for month in months):
            raise InputError(
                "bad-month",
                en=f"{where} {value!r} is not a month of the years {SPAN}; write one like 2024-03, "
                "or several like 2024-01/2024-06",
                vi=f"{where} {value!r} không phải là một tháng trong các năm {SPAN}; hãy ghi như 2024-03, "
                "nhiều tháng thì như 2024-01/2024-06",
            )
        if months != sorted(months):
            raise InputError(
                "bad-month",
                en=f"{where} {value!r}: the months end before they begin",
                vi=f"{where} {value!r}: tháng cuối trước tháng đầu",
            )
        return value


class Reading(_Form):
    """A chosen reading: ``ID=OPTION``."""

    def read(self, value: str, where: str) -> tuple[str, str]:
        """Split at the first equals sign."""
        name, equals, chosen = value.partition("=")
        if not (name and equals and chosen):
            raise InputError(
                "bad-reading",
                en=f"{where} {value!r}: write ID=OPTION, like one_day=clock",
                vi=f"{where} {value!r}: hãy ghi ID=PHƯƠNG_ÁN, như one_day=clock",
            )
        return name, chosen


class Pause(_Form):
    """A pause: ``FROM/TO``, two instants."""

    def read(self, value: str, where: str) -> tuple[datetime, datetime]:
        """Read both ends; the second must come after the first."""
        start, slash, end = value.partition("/")
        if not slash:
            raise InputError(
                "bad-pause",
                en=f"{where} {value!r}: write FROM/TO, two instants, like "
                "2025-05-09T08:00+07:00/2025-05-09T10:00+07:00",
                vi=f"{where} {value!r}: hãy ghi TỪ/ĐẾN, hai thời điểm, như "
                "2025-05-09T08:00+07:00/2025-05-09T10:00+07:00",
            )
        first, last = INSTANT.read(start, where), INSTANT.read(end, where)
        if last <= first:
            raise InputError(
                "bad-pause",
                en=f"{where} {value!r}: the pause ends before it begins",
                vi=f"{where} {value!r}: quãng tạm dừng kết thúc trước khi bắt đầu",
            )
        return first, last


class Limit(_Form):
    """A time limit in Vietnamese or English words (S3)."""

    def read(self, value: str, where: str) -> TimeLimit:
        """Let the clock room read it; it says what is wrong."""
        from feedback_rules.calendar.limit import TimeLimit

        del where
        return TimeLimit.parse(value)


class Existing(_Form):
    """A file or folder that is there."""

    def read(self, value: str, where: str) -> str:
        """Give its path as the system takes it."""
        import os

        path = native(value)
        asked = _asked(where, value)
        if not os.path.exists(path):  # noqa: PTH110 - pathlib is not needed to ask this
            raise InputError(
                "no-such-file",
                en=f"{asked}: there is no such file",
                vi=f"{asked}: không có tệp này",
            )
        return path


class LogFile(_Form):
    """A log: a file that is there, or ``-`` for standard input."""

    def read(self, value: str, where: str) -> str:
        """Give its path as the system takes it."""
        import os

        path: str = native(value) if value == "-" else EXISTING.read(value, where)
        if os.path.isdir(path):  # noqa: PTH112 - pathlib is not needed to ask this
            asked = _asked(where, value)
            raise InputError(
                "not-a-file",
                en=f"{asked}: this is a folder; name the files in it",
                vi=f"{asked}: đây là thư mục; hãy nêu từng tệp trong đó",
            )
        return path


INSTANT = Instant()
DAY = Day()
MONTHS = Months()
READING = Reading()
PAUSE = Pause()
LIMIT = Limit()
EXISTING = Existing()
LOG = LogFile()
