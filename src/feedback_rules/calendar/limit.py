"""A time limit: an amount and a unit that is never converted into another (S3)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple
from unicodedata import normalize

from feedback_rules.errors import InputError

if TYPE_CHECKING:
    from typing import Self

__all__ = ["MAX_AMOUNT", "UNITS", "WITHOUT_AMOUNT", "TimeLimit"]

UNITS: Final = (
    "minute",
    "hour",
    "working_minute",
    "working_hour",
    "day",
    "week",
    "month",
    "year",
    "working_day",
    "same_working_day",
    "at_once",
    "given",
    "unknown",
)

WITHOUT_AMOUNT: Final = frozenset({"same_working_day", "at_once", "given", "unknown"})
"""The units that say all by themselves: ``TimeLimit(None, "at_once")``."""

MAX_AMOUNT: Final = 9_999_999
"""More than any limit that a text could mean; keeps every sum inside what a date can say."""

_SINGULAR: Final = {
    "minute": ("phút", "minute"),
    "hour": ("giờ", "hour"),
    "working_minute": ("phút làm việc", "working minute"),
    "working_hour": ("giờ làm việc", "working hour"),
    "day": ("ngày", "day"),
    "week": ("tuần", "week"),
    "month": ("tháng", "month"),
    "year": ("năm", "year"),
    "working_day": ("ngày làm việc", "working day"),
}
_WHOLE: Final = {
    "same_working_day": ("trong ngày làm việc", "same working day"),
    "at_once": ("ngay", "at once"),
    "given": ("theo thời hạn được nêu", "as given"),
    "unknown": ("không rõ thời hạn", "unknown"),
}
_AT_LEAST: Final = ("ít nhất", "at least")

_UNIT_OF: Final = {word: unit for unit, pair in _SINGULAR.items() for word in (*pair, pair[1] + "s")}
_WHOLE_OF: Final = {word: unit for unit, pair in _WHOLE.items() for word in pair}

# What people write for a unit of the law, and what the law calls it.
_INSTEAD: Final = {
    "business day": "working days",
    "business hour": "working hours",
    "office hour": "working hours",
    "office day": "working days",
    "workday": "working days",
    "hr": "hours",
    "min": "minutes",
    "h": "hours",
    "d": "days",
    "g": "giờ",
    "p": "phút",
    "ph": "phút",
    "quarter": "months",
    "second": "minutes",
    "giờ hành chính": "giờ làm việc",
    "ngày hành chính": "ngày làm việc",
    "ngày công": "ngày làm việc",
    "tiếng": "giờ",
    "quý": "tháng",
    "giây": "phút",
}

_AMOUNT = re.compile(r"(?P<amount>[0-9]+)\s*(?P<unit>[^\W\d_].*)?\Z")
_FRACTION = re.compile(r"(?P<whole>[0-9]+)[.,](?P<part>[0-9]{1,6})\s*(?P<unit>.*)\Z|.*(?:½|¼|¾|[0-9]\s*/\s*[0-9]).*\Z")
_PARTED = re.compile(r"(?P<limit>.*?)\s*\((?:at least|ít nhất) (?P<least>[^()]*)\)\Z")


class _Fields(NamedTuple):
    amount: int | None
    unit: str
    at_least: TimeLimit | None = None


class TimeLimit(_Fields):
    """A limit as the law states it; "8 working hours", "1 working day" and "1 day" never become each other (S3).

    ``at_least`` is information about a lower bound that the text mentions, never a bar. Only amounts of one unit are
    longer or shorter; other limits have no order: ``InputError``.

    >>> TimeLimit.parse("08 giờ làm việc")
    TimeLimit(amount=8, unit='working_hour', at_least=None)
    >>> TimeLimit(1, "working_day").text("vi"), TimeLimit(2, "week").text("en")
    ('1 ngày làm việc', '2 weeks')
    >>> TimeLimit(0, "hour")
    Traceback (most recent call last):
    feedback_rules.errors.InputError: a limit of 0 hours leaves no time: write a whole number from 1 on, or "at once"
    >>> TimeLimit(2, "hour") < TimeLimit(10, "hour")
    True
    >>> TimeLimit(90, "minute") < TimeLimit(2, "hour")
    Traceback (most recent call last):
    feedback_rules.errors.InputError: "90 minutes" and "2 hours" have no order: only amounts of one unit do, ...
    """

    __slots__ = ()

    def __new__(cls, amount: int | None, unit: str, at_least: TimeLimit | None = None) -> Self:
        """Refuse what no text of law could mean: ``InputError``."""
        if unit not in UNITS:
            raise _no_unit(str(unit))
        if unit in WITHOUT_AMOUNT:
            if amount is not None:
                raise InputError(
                    "limit-amount-not-wanted",
                    en=f'"{_WHOLE[unit][1]}" takes no amount, got {amount!r}: leave the amount out',
                    vi=f'"{_WHOLE[unit][0]}" không đi kèm số lượng, nhận được {amount!r}: bỏ số lượng',
                    value=amount,
                )
        elif type(amount) is not int:
            raise InputError(
                "limit-amount-not-whole",
                en=f"the amount of a limit is a whole number, got {amount!r}: choose a smaller unit for a part",
                vi=f"số lượng của thời hạn là số nguyên, nhận được {amount!r}: dùng đơn vị nhỏ hơn cho phần lẻ",
                value=amount,
            )
        elif not 1 <= amount <= MAX_AMOUNT:
            raise _out_of_range(amount, unit)
        return super().__new__(cls, amount, unit, at_least)

    def __lt__(self, other: object) -> bool:
        return NotImplemented if (pair := self._amounts(other)) is None else pair[0] < pair[1]

    def __le__(self, other: object) -> bool:
        return NotImplemented if (pair := self._amounts(other)) is None else pair[0] <= pair[1]

    def __gt__(self, other: object) -> bool:
        return NotImplemented if (pair := self._amounts(other)) is None else pair[0] > pair[1]

    def __ge__(self, other: object) -> bool:
        return NotImplemented if (pair := self._amounts(other)) is None else pair[0] >= pair[1]

    def _amounts(self, other: object) -> tuple[int, int] | None:
        """Give two amounts of one unit; ``InputError``: units are never converted into each other (S3)."""
        if not isinstance(other, TimeLimit):
            if isinstance(other, tuple):  # which would compare the fields, whatever they mean
                raise _not_ordered(self, other)
            return None
        if self.unit != other.unit or self.amount is None or other.amount is None:
            raise _not_ordered(self, other)
        return self.amount, other.amount

    @classmethod
    def parse(cls, text: str) -> TimeLimit:
        """Read a limit in English or Vietnamese; anything else is an ``InputError`` that says what to write (S3).

        >>> TimeLimit.parse("24 hours").unit, TimeLimit.parse("05 phút").amount
        ('hour', 5)
        >>> TimeLimit.parse("trong ngày làm việc").unit, TimeLimit.parse("at once").unit
        ('same_working_day', 'at_once')
        >>> TimeLimit.parse("7 working days (at least 4 hours)").at_least
        TimeLimit(amount=4, unit='hour', at_least=None)
        >>> TimeLimit.parse("1.5 hours")
        Traceback (most recent call last):
        feedback_rules.errors.InputError: "1.5 hours" is not a whole number of a unit: write 90 minutes
        """
        if not isinstance(text, str):
            raise InputError(
                "limit-not-text",
                en=f'a limit is text such as "8 working hours", got {text!r}',
                vi=f'thời hạn là chữ, ví dụ "8 giờ làm việc", nhận được {text!r}',
                value=text,
            )
        if len(text) > 200:  # noqa: PLR2004 - far beyond any limit, so that a hostile text costs nothing
            raise _unreadable(text[:40] + "…")
        return cls(*_parsed(text))

    def text(self, lang: str = "en") -> str:
        """Word the limit in ``"vi"`` or ``"en"``; ``parse`` reads it back.

        >>> TimeLimit(7, "working_day", TimeLimit(4, "hour")).text("vi")
        '7 ngày làm việc (ít nhất 4 giờ)'
        """
        column = 0 if lang == "vi" else 1
        if self.amount is None:
            words = _WHOLE[self.unit][column]
        else:
            plural = "s" if column and self.amount != 1 else ""
            words = f"{self.amount} {_SINGULAR[self.unit][column]}{plural}"
        return words if self.at_least is None else f"{words} ({_AT_LEAST[column]} {self.at_least.text(lang)})"


@lru_cache(maxsize=256)
def _parsed(text: str) -> tuple[int | None, str, TimeLimit | None]:
    """Read a text, once where it is given again and again."""
    words = " ".join(normalize("NFC", text).casefold().split())
    parted = _PARTED.match(words)
    if parted is None:
        return *_read(words, text), None
    least = TimeLimit(*_read(parted["least"], text))
    return *_read(parted["limit"], text), least


def _read(words: str, text: str) -> tuple[int | None, str]:
    whole = _WHOLE_OF.get(words)
    if whole is not None:
        return None, whole
    if words.startswith(("-", "−")):
        raise InputError(
            "limit-negative",
            en=f'"{text}" lies before its own start: a limit is a whole number from 1 on',
            vi=f'"{text}" nằm trước mốc bắt đầu: thời hạn là số nguyên từ 1 trở lên',
            value=text,
        )
    fraction = _FRACTION.match(words)
    if fraction is not None:
        raise _fraction(text, fraction)
    found = _AMOUNT.match(words)
    if found is None:
        raise _unreadable(text)
    if found["unit"] is None:
        raise InputError(
            "limit-without-unit",
            en=f'"{text}" has no unit: write for example "{text} working hours" or "{text} days"',
            vi=f'"{text}" không có đơn vị: hãy viết ví dụ "{text} giờ làm việc" hoặc "{text} ngày"',
            value=text,
        )
    unit = _UNIT_OF.get(found["unit"])
    if unit is None:
        raise _unknown_unit(found["unit"])
    digits = found["amount"].lstrip("0")
    if not 1 <= len(digits) <= len(str(MAX_AMOUNT)):
        raise _out_of_range(0 if not digits else found["amount"][:20], unit)
    return int(digits), unit


def _unknown_unit(word: str) -> InputError:
    """Refuse a word that is no unit; each language proposes its own, which ``parse`` reads whoever speaks it."""
    instead = _instead(word)
    known_en = ", ".join(f"{pair[1]}s" for pair in _SINGULAR.values())
    known_vi = ", ".join(pair[0] for pair in _SINGULAR.values())
    here = None if instead is None else _SINGULAR[_UNIT_OF[instead]][0]
    return InputError(
        "limit-unknown-unit",
        en=f'"{word}" is no unit of a limit: ' + (f'write "{instead}"' if instead else f"write one of {known_en}"),
        vi=f'"{word}" không phải đơn vị thời hạn: ' + (f'hãy viết "{here}"' if here else f"dùng {known_vi}"),
        value=word,
        hint=instead,
    )


def _instead(word: str) -> str | None:
    """Give the word of the law for what people write, or the nearest one."""
    from difflib import get_close_matches

    found = _INSTEAD.get(word.removesuffix("s")) or _of_work(word)
    near = [found] if found else get_close_matches(word, _UNIT_OF, n=1, cutoff=0.6)
    return near[0] if near else None


def _no_unit(name: str) -> InputError:
    """Refuse the name of a unit where one of :data:`UNITS` is meant, not a word of a text."""
    from difflib import get_close_matches

    word = _instead(name)
    near = [_UNIT_OF[word]] if word else get_close_matches(name, UNITS, n=1)
    choice = f'"{near[0]}"' if near else ", ".join(UNITS)
    return InputError(
        "limit-unknown-unit",
        en=f'"{name}" names no unit of a limit: give {choice}, or let TimeLimit.parse read a text',
        vi=f'"{name}" không phải tên đơn vị thời hạn: hãy dùng {choice}, hoặc để TimeLimit.parse đọc văn bản',
        value=name,
        hint=near[0] if near else None,
    )


def _of_work(word: str) -> str | None:
    """Give the unit of office time that a word means which speaks of work: never the plain one beside it."""
    for marks, units, form in (
        (("work", "office", "business"), ("day", "hour", "minute"), "working {}s"),
        (("việc", "hành chính"), ("ngày", "giờ", "phút"), "{} làm việc"),
    ):
        unit = next((unit for unit in units if unit in word), None)
        if unit is not None and any(mark in word for mark in marks):
            return form.format(unit)
    return None


def _not_ordered(one: TimeLimit, other: object) -> InputError:
    words = {lang: other.text(lang) if isinstance(other, TimeLimit) else str(other) for lang in ("vi", "en")}
    return InputError(
        "limit-not-ordered",
        en=f'"{one.text("en")}" and "{words["en"]}" have no order: only amounts of one unit do, since units are never '
        "converted; compare the dues that a calendar gives from one start",
        vi=f'"{one.text("vi")}" và "{words["vi"]}" không so sánh được: chỉ các lượng cùng đơn vị mới có thứ tự, vì đơn '
        "vị không bao giờ được quy đổi; hãy so ngày hết hạn mà lịch tính từ cùng một mốc",
        value=(one, other),
    )


def _out_of_range(amount: int | str, unit: str) -> InputError:
    vi, en = _SINGULAR[unit]
    if amount == 0:
        return InputError(
            "limit-zero",
            en=f'a limit of 0 {en}s leaves no time: write a whole number from 1 on, or "at once"',
            vi=f'thời hạn 0 {vi} không còn thời gian nào: hãy viết số nguyên từ 1 trở lên, hoặc "ngay"',
            value=amount,
        )
    if isinstance(amount, int) and amount < 0:
        return InputError(
            "limit-negative",
            en=f'"{amount} {en}s" lies before its own start: a limit is a whole number from 1 on',
            vi=f'"{amount} {vi}" nằm trước mốc bắt đầu: thời hạn là số nguyên từ 1 trở lên',
            value=amount,
        )
    return InputError(
        "limit-too-long",
        en=f"{amount} {en}s is no limit of law: at most {MAX_AMOUNT} of a unit",
        vi=f"{amount} {vi} không phải thời hạn của văn bản: nhiều nhất {MAX_AMOUNT} đơn vị",
        value=amount,
    )


def _fraction(text: str, found: re.Match[str]) -> InputError:
    unit = _UNIT_OF.get(found["unit"] or "")
    smaller = {"hour": "minute", "working_hour": "working_minute", "day": None}.get(unit or "")
    exact: tuple[str, str] | None = None
    if smaller is not None:
        scale = 10 ** len(found["part"])
        amount, rest = divmod(int(found["whole"][-9:] + found["part"]) * 60, scale)
        if amount and not rest:
            exact = (f"{amount} {_SINGULAR[smaller][0]}", f"{amount} {_SINGULAR[smaller][1]}s")
    return InputError(
        "limit-fraction",
        en=f'"{text}" is not a whole number of a unit: write '
        + (exact[1] if exact else 'a whole number, for example "90 minutes" or "12 hours"'),
        vi=f'"{text}" không phải số nguyên của đơn vị: hãy viết '
        + (exact[0] if exact else 'số nguyên, ví dụ "90 phút" hoặc "12 giờ"'),
        value=text,
    )


def _unreadable(text: str) -> InputError:
    return InputError(
        "limit-unreadable",
        en=f'"{text}" is no limit: write an amount and a unit, for example "8 working hours", "1 day", "at once"',
        vi=f'"{text}" không phải thời hạn: hãy viết số và đơn vị, ví dụ "8 giờ làm việc", "1 ngày", "ngay"',
        value=text,
    )
