"""The words: every sentence that the library says, in Vietnamese and in English, by key."""

from __future__ import annotations

from importlib import import_module
from typing import Any

__all__ = ["LANGUAGES", "both", "pair", "say"]

LANGUAGES = ("vi", "en")


def pair(key: str) -> tuple[str, str]:
    """Give the Vietnamese and the English template of ``key``; its first word names the module that holds it.

    >>> pair("calendar.day_off")[1]
    '{day} is a day off: {name}'
    """
    module = import_module(f"feedback_rules.wording.{key.partition('.')[0]}")
    words: dict[str, tuple[str, str]] = module.WORDS
    return words[key]


def say(key: str, lang: str, /, **params: Any) -> str:
    """Word ``key`` in ``lang`` with its parameters; a pair ``(vi, en)`` among them is taken in that language.

    >>> say("calendar.day_off", "en", day="2025-09-02", name=("Quốc khánh", "National Day"))
    '2025-09-02 is a day off: National Day'
    """
    column = 0 if lang == "vi" else 1
    chosen = {
        name: value[column] if type(value) is tuple and len(value) == 2 else value  # noqa: PLR2004 - a pair
        for name, value in params.items()
    }
    return pair(key)[column].format(**chosen)


def both(key: str, /, **params: Any) -> tuple[str, str]:
    """Word ``key`` in both languages at once, for a message that is read in either.

    >>> both("difference.row", number=2)
    ('dòng 2', 'row 2')
    """
    return say(key, "vi", **params), say(key, "en", **params)
