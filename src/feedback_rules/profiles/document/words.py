"""The small forms: texts, names, citations, dates, flags, numbers, limits, hours."""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from feedback_rules.calendar.limit import TimeLimit
from feedback_rules.calendar.sessions import parse_hours
from feedback_rules.calendar.zone import Zone
from feedback_rules.citation import is_citation
from feedback_rules.errors import InputError
from feedback_rules.profiles.document.faults import Fault, Faults, gather, kind_of, wrong
from feedback_rules.profiles.problem import near

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "NAME",
    "article",
    "basis",
    "citation",
    "day",
    "each",
    "flag",
    "hours",
    "line",
    "listed",
    "month_day",
    "name",
    "number",
    "one_limit",
    "outline_item",
    "place_code",
    "prose",
    "share",
    "weekdays",
    "zone",
]

NAME = re.compile(r"[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*")
_ARTICLE = re.compile(r"D|PL|[1-9][0-9]{0,2}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SHARE = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{1,2})? ?%")
_MONTH_DAY = re.compile(r"(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])")
_PLACE = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,4}")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LANGUAGES = frozenset({"vi", "en"})
_WHOLE = 100
_MAX_NUMBER = 1_000_000


def line(value: Any) -> str:
    r"""Give a text on one line; runs of white space become one space, so that the style of a file changes nothing.

    >>> line("Quy chế\n  vận hành\n")
    'Quy chế vận hành'
    """
    if isinstance(value, str):
        text = " ".join(value.split())
        if not text:
            raise wrong("empty-value")
        return text
    if isinstance(value, bool | int):  # a canonical form may hold them
        return str(value).lower() if isinstance(value, bool) else str(value)
    raise wrong("wrong-type", wanted=("một chữ", "a text"), got=kind_of(value))


def prose(value: Any) -> dict[str, str]:
    """Give a text in both languages; a plain one says the same in both.

    >>> prose("IOC")
    {'vi': 'IOC', 'en': 'IOC'}
    """
    if isinstance(value, str):
        text = line(value)
        return {"vi": text, "en": text}
    if not isinstance(value, dict):
        raise wrong("wrong-type", wanted=("một văn bản {vi, en}", "a text {vi, en}"), got=kind_of(value))
    faults = [
        Fault("unknown-key", (key,), {"key": key, "known": "vi, en"}, near(key, ("vi", "en")))
        for key in value
        if key not in _LANGUAGES and not key.startswith("~")
    ]
    read: dict[str, str] = {}
    for lang in ("vi", "en"):
        if lang not in value:
            faults.append(Fault("missing-key", (), {"key": lang}))
            continue
        try:
            read[lang] = line(value[lang])
        except Faults as error:
            faults += [fault.below(lang) for fault in error.faults]
    if faults:
        raise Faults(faults)
    return read


def name(value: Any) -> str:
    """Give a name: kebab- or snake-case ASCII that starts with a letter.

    >>> name("at_commune")
    'at_commune'
    """
    text = line(value)
    if len(text) > 100 or not NAME.fullmatch(text):  # noqa: PLR2004 - no name is a sentence
        raise wrong("bad-name", instead=_slug(text), value=text)
    return text


def _slug(text: str) -> str | None:
    from unicodedata import combining, normalize

    letters = normalize("NFD", text[:100].casefold().replace("đ", "d"))
    slug = re.sub(r"[^a-z0-9]+", "_", "".join(sign for sign in letters if not combining(sign))).strip("_")
    return slug if NAME.fullmatch(slug) else None


def citation(value: Any) -> str:
    """Give a citation such as ``7.3.a/p2`` (S30).

    >>> citation("7.1.đ")
    '7.1.đ'
    """
    text = line(value)
    if not is_citation(text):
        guess = re.sub(r"[)\s]", "", text.casefold().replace(",", ".")).strip(".")
        raise wrong("bad-citation", instead=guess if is_citation(guess) else None, value=text)
    return text


def basis(value: Any) -> list[str]:
    """Give citations, the source first, then its restatements (S30).

    >>> basis("8.5")
    ['8.5']
    """
    return [citation(item) for item in listed(value)] if not isinstance(value, list) else each(value, citation)


def each(items: list[Any], read: Callable[[Any], Any]) -> list[Any]:
    """Read every item of a list; the faults of all of them are raised together."""
    try:
        return [read(item) for item in items]
    except Faults:  # now all of them
        return gather(((index,), partial(read, item)) for index, item in enumerate(items))


def listed(value: Any) -> list[Any]:
    """Give a list; a single value is a list of one.

    >>> listed("ioc_officer"), listed(["a", "b"])
    (['ioc_officer'], ['a', 'b'])
    """
    if isinstance(value, list):
        return value
    if value is None or value == "":
        raise wrong("empty-value")
    return [value]


def outline_item(value: Any) -> str:
    """Give a clause as an outline lists it, relative to its article: ``2``, ``2.a``, ``3.a/p2``, ``/p3``."""
    text = line(value)
    if not is_citation(f"1{text}" if text.startswith("/") else f"1.{text}"):
        raise wrong("bad-outline", value=text)
    return text


def article(value: str) -> str:
    """Give an article as an outline names it: ``7``, or ``D`` and ``PL`` for the decision and its appendices."""
    if not _ARTICLE.fullmatch(value):
        raise wrong("bad-outline", value=value)
    return value


def day(value: Any) -> str:
    """Give a day of the calendar, ``2022-05-12``.

    >>> day("2022-05-12")
    '2022-05-12'
    """
    text = line(value)
    if _DAY.fullmatch(text):
        try:
            date.fromisoformat(text)
        except ValueError:
            pass
        else:
            return text
    turned = re.fullmatch(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})", text)
    instead = f"{turned[3]}-{int(turned[2]):02}-{int(turned[1]):02}" if turned else None
    raise wrong("bad-date", instead=instead, value=text)


def flag(value: Any) -> bool:
    """Give ``true`` or ``false``; nothing else says yes or no."""
    if isinstance(value, bool):
        return value
    text = line(value)
    if text not in {"true", "false"}:
        meant = {"yes": "true", "on": "true", "có": "true", "no": "false", "off": "false", "không": "false"}
        raise wrong("bad-flag", instead=meant.get(text.casefold()), value=text)
    return text == "true"


def number(value: Any) -> int:
    """Give a whole number from 1 on."""
    text = line(value)
    if not text.isascii() or not text.isdecimal() or not 1 <= len(text) <= 7 or not 1 <= int(text) <= _MAX_NUMBER:  # noqa: PLR2004 - the digits of the greatest
        raise wrong("bad-number", value=text)
    return int(text)


def one_limit(value: Any) -> str:
    """Give a limit in words, as it is written and known to be readable (S3).

    >>> one_limit("01 ngày làm việc")
    '01 ngày làm việc'
    """
    text = line(value)
    try:
        TimeLimit.parse(text)
    except InputError as error:
        raise wrong("bad-limit", value=text, why=(error.vi, error.en)) from None
    return text


def share(value: Any) -> str:
    """Give a share ``30 %``, or a number of times."""
    text = line(value)
    if not _SHARE.fullmatch(text) and not (text.isascii() and text.isdecimal() and len(text) < 7):  # noqa: PLR2004 - far beyond any count
        raise wrong("bad-share", value=text)
    if text.endswith("%") and int(re.split(r"\D", text, maxsplit=1)[0]) >= _WHOLE:
        raise wrong("share-of-more", value=text)
    return text


def place_code(value: Any) -> str:
    """Give the ISO 3166-2 code of a province, ``VN-09``."""
    text = line(value)
    if not _PLACE.fullmatch(text):
        raise wrong("bad-place-code", instead=text.upper() if _PLACE.fullmatch(text.upper()) else None, value=text)
    return text


def month_day(value: Any) -> str:
    """Give a day of every year, ``04-01``."""
    text = line(value)
    if not _MONTH_DAY.fullmatch(text):
        raise wrong("bad-season", value=text)
    return text


def hours(value: Any) -> str:
    """Give one session, ``07:30-11:30`` (S6)."""
    text = line(value)
    try:
        parse_hours(text, "hours")
    except InputError:
        raise wrong("bad-hours", value=text) from None
    return text


def weekdays(value: str) -> str:
    """Give the name of a weekday, of several or of a range: ``mon``, ``mon,wed``, ``mon-fri``."""
    days = re.split(r"[-,]", value.replace(" ", ""))
    unknown = [word for word in days if word not in _WEEKDAYS]
    if unknown:
        raise wrong("bad-weekday", instead=near(unknown[0], _WEEKDAYS), value=value)
    return value


def zone(value: Any) -> str:
    """Give the name of an IANA zone (S1)."""
    text = line(value)
    try:
        Zone(text)
    except InputError as error:
        raise wrong("bad-zone", instead=error.details.get("hint"), value=text) from None
    return text
