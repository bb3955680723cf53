"""What the columns of an event may hold: what no log may say (decision 21), no event may say either."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from feedback_rules.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["EXACT", "FIELD_CAP", "HOSTILE", "TEXT_CAP", "must_hold", "refused", "shown", "unlike_name", "wrong_column"]

FIELD_CAP: Final = 200
"""How many fields an event may bring."""

TEXT_CAP: Final = 200
"""How many characters a name may have."""

EXACT: Final = 2**53 - 1
"""The greatest whole number that every reader of JSON keeps exactly."""

UNTIL: Final = 7_258_118_400_000_000
"""The first instant (µs) of the year 2200: the years from 1970 on are those that an event may name (decision 25)."""

EXAMPLE: Final = '"2024-03-04T08:00:00+07:00"'
"""An instant as a log has it."""

HOSTILE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""Control characters but tabs and line ends, and halves of a character."""

WIDTH: Final = 60
"""How many characters of an offending value are shown."""

Wrong = tuple[str, str, Any]
"""What is wrong with a column: the code of a sentence of ``wording/log.py``, the column, and what it holds."""


def wrong_column(row: tuple[Any, ...]) -> Wrong | None:
    """Find the first column of an event that holds what no log may hold.

    >>> wrong_column(("C-1", "submit", 0, "citizen", None, None, -1, None, {}))
    ('bad-seq', 'seq', -1)
    """
    case, name, at, by, unit, person, seq, noted, data = row
    for text in (case, name, by) if unit is person is None else (case, name, by, unit, person):
        if text.__class__ is not str or not 0 < len(text) <= TEXT_CAP or not text.isprintable() or text != text.strip():
            wrong = _wrong_names(row)  # looked at once more, one by one
            if wrong is not None:
                return wrong
            break
    if not 0 <= at < UNTIL:
        return "bad-instant", "at", at
    if noted is not None and not 0 <= noted < UNTIL:
        return "bad-instant", "recorded_at", noted
    if seq is not None and (not isinstance(seq, int) or isinstance(seq, bool) or not 0 <= seq <= EXACT):
        return "bad-seq", "seq", seq
    if data.__class__ is not dict and not isinstance(data, Mapping):
        return "bad-data", "data", data
    return _wrong_data(data) if data else None


def refused(wrong: Wrong) -> InputError:
    """Say what is wrong with a column of an event, and what to write instead, as of a row of a log."""
    from feedback_rules.wording import say

    code, key, value = wrong
    told = {lang: say(f"log.{code}", lang, value=shown(value)) for lang in ("vi", "en")}
    hint = {lang: say(f"log.{code}.hint", lang, example=EXAMPLE) for lang in ("vi", "en")}
    hint = {lang: words[:1].upper() + words[1:] for lang, words in hint.items()}
    return InputError(
        code,
        en=f"{key} of an event: {told['en']}. {hint['en']}",
        vi=f"{key} của sự kiện: {told['vi']}. {hint['vi']}",
        column=key,
        value=value,
    )


def must_hold(
    row: Any, source: str, texts: tuple[str, ...], *, maybe: tuple[str, ...] = (), lists: tuple[str, ...] = ()
) -> None:
    """Refuse a row that ``source`` has not written: of ``texts``, of those that it ``maybe`` has, of ``lists`` of them.

    >>> must_hold({"id": 5}, "Effect.to_dict()", ("id", "verb"))
    Traceback (most recent call last):
    feedback_rules.errors.InputError: id is 5, it must be a text; give what Effect.to_dict() gave
    """
    if not isinstance(row, Mapping):
        raise _unlike(source, "it", row, ("các cặp tên và giá trị", "a mapping of names to values"))
    for key in texts:
        if not isinstance(row.get(key), str):
            raise _unlike(source, key, row.get(key), ("văn bản", "a text"))
    for key in maybe:
        if row.get(key) is not None and not isinstance(row[key], str):
            raise _unlike(source, key, row[key], ("văn bản", "a text"))
    for key in lists:
        value = row.get(key, ())
        if not isinstance(value, list | tuple) or not all(isinstance(member, str) for member in value):
            raise _unlike(source, key, value, ("danh sách văn bản", "a list of texts"))


def _unlike(source: str, key: str, value: Any, needed: tuple[str, str]) -> InputError:
    return InputError(
        "bad-record",
        en=f"{key} is {shown(value)}, it must be {needed[1]}; give what {source} gave",
        vi=f"{key} là {shown(value)}, phải là {needed[0]}; hãy đưa kết quả của {source}",
        column=key,
        value=value,
    )


def shown(value: Any) -> str:
    r"""Show an offending value, whole or its beginning, with whatever can't be printed escaped.

    >>> shown("đường\x00"), shown(12), shown(["a"] * 100)
    ('"đường\\u0000"', '12', '["a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a",…')
    """
    if isinstance(value, str):
        text = json.dumps(value[: WIDTH + 1], ensure_ascii=False)
        text = "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in text)
        return text if len(value) <= WIDTH else f"{text[:WIDTH]}…"
    if isinstance(value, int) and not -(10**WIDTH) < value < 10**WIDTH:
        return "10^60…" if value > 0 else "-10^60…"
    try:
        text = json.dumps(value)
    except (TypeError, ValueError, RecursionError):
        text = f"({type(value).__name__})"
    return text if len(text) <= WIDTH else f"{text[:WIDTH]}…"


def _wrong_names(row: tuple[Any, ...]) -> Wrong | None:
    case, name, _, by, unit, person, *_ = row
    for key, text in (("case", case), ("name", name), ("by", by), ("unit", unit), ("person", person)):
        if text is None:
            if key not in ("unit", "person"):
                return "missing", key, None
        elif not _is_name(text):
            return unlike_name(text), key, text
    return None


def unlike_name(value: Any) -> str:
    """Give the code of what is wrong with a value that is no name.

    >>> unlike_name("Hải Yến "), unlike_name(5)
    ('outer-space', 'bad-text')
    """
    return "outer-space" if isinstance(value, str) and value != value.strip(" ") != "" else "bad-text"


def _is_name(value: Any) -> bool:
    """Tell whether a value is a name: short, printable, without spaces at its ends."""
    return (
        isinstance(value, str) and 0 < len(value) <= TEXT_CAP and value.isprintable() and value[0] != " " != value[-1]
    )


def _wrong_data(data: Mapping[Any, Any]) -> Wrong | None:
    """Find what an event may not bring; ``None`` brings nothing, and a tuple is a list."""
    if len(data) > FIELD_CAP:
        return "many-fields", "data", len(data)
    for name, value in data.items():
        if not _is_name(name):
            return "bad-text", "data", name
        if value.__class__ is str:
            if not value.isprintable() and HOSTILE.search(value):
                return "bad-chars", f"data.{name}", value
        elif value is not None and value.__class__ is not bool:
            wrong = _wrong_value(name, value if isinstance(value, list | tuple) else (value,))
            if wrong is not None:
                return wrong
    return None


def _wrong_value(name: str, values: Iterable[Any]) -> Wrong | None:
    for value in values:
        if isinstance(value, str):
            if HOSTILE.search(value):
                return "bad-chars", f"data.{name}", value
        elif not isinstance(value, int | float):
            return "bad-value", f"data.{name}", value
        elif not -EXACT <= value <= EXACT:  # neither NaN nor an infinity passes
            return "bad-number", f"data.{name}", value
    return None
