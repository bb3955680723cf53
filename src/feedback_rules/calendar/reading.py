"""Reading dates, words and lists that a calendar is given, from code or from a parsed document."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from feedback_rules.errors import CalendarError, InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["closed_keys", "day_from", "entries_from", "frozen", "texts_from"]


def day_from(value: object, where: str) -> date:
    """Give a date, from a ``date`` or from ISO text; anything else is an ``InputError`` that names ``where``.

    >>> day_from("2026-01-10", "make_ups")
    datetime.date(2026, 1, 10)
    """
    if isinstance(value, str) and len(value) == len("2026-01-10"):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    elif isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise InputError(
        "day-unreadable",
        en=f"{where}: {value!r} is no day: write it as 2026-01-10",
        vi=f"{where}: {value!r} không phải ngày: hãy viết dạng 2026-01-10",
        where=where,
        value=value,
    )


def entries_from(value: object, where: str) -> Mapping[Any, Any]:
    """Give a mapping; anything else is an ``InputError`` that names ``where``."""
    if isinstance(value, dict):
        return value
    raise InputError(
        "entry-not-mapping",
        en=f"{where}: {value!r} is not an entry of names and values",
        vi=f"{where}: {value!r} không phải mục gồm tên và giá trị",
        where=where,
        value=value,
    )


def texts_from(value: object, where: str) -> tuple[str, ...]:
    """Give the texts of a list; anything else is an ``InputError`` that names ``where``."""
    if isinstance(value, list | tuple) and all(isinstance(text, str) for text in value):
        return tuple(value)
    raise InputError(
        "list-unreadable",
        en=f"{where}: {value!r} is not a list of texts: write it in brackets, [one, two]",
        vi=f"{where}: {value!r} không phải danh sách chữ: hãy viết trong ngoặc vuông, [một, hai]",
        where=where,
        value=value,
    )


def closed_keys(entry: Mapping[Any, Any], known: Iterable[str], where: str) -> None:
    """Refuse a key that is not one of ``known``, with the nearest: ``CalendarError``."""
    known = tuple(known)
    for key in entry:
        if key not in known:
            from difflib import get_close_matches

            near = get_close_matches(str(key), known, n=1)
            hint_en, hint_vi = (f'did you mean "{near[0]}"?', f'ý là "{near[0]}"?') if near else ("", "")
            raise CalendarError(
                "calendar-unknown-key",
                en=f'{where}: "{key}" is not known here, only {", ".join(known)}. {hint_en}'.rstrip(),
                vi=f'{where}: "{key}" không dùng được ở đây, chỉ có {", ".join(known)}. {hint_vi}'.rstrip(),
                where=where,
                value=key,
                hint=near[0] if near else None,
            )


def frozen(value: Any) -> Any:
    """Give a value whose lists and mappings are the calendar's own, so that nobody else changes them."""
    if isinstance(value, dict):
        return {key: frozen(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(map(frozen, value)) if type(value) in {list, tuple} else value
    return value
