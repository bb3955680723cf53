"""From bytes to text: what is no clean UTF-8 is refused before it is parsed."""

from __future__ import annotations

import re

from feedback_rules.profiles.files import MAX_BYTES, load_bytes, too_large
from feedback_rules.profiles.problem import found, refuse
from feedback_rules.profiles.tree import Place

__all__ = ["FORBIDDEN", "MAX_BYTES", "cleaned", "decode", "load_bytes", "place_at"]

FORBIDDEN = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\u2029\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""Control characters, lone surrogates, a byte order mark inside the text, and signs that turn the reading direction."""

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


def decode(data: bytes, file: str) -> str:
    """Give the text of clean UTF-8 bytes without their byte order mark; anything else is a ``ProfileError``.

    >>> decode("hạn: 1 giờ".encode(), "a.yaml")
    'hạn: 1 giờ'
    """
    if len(data) > MAX_BYTES:
        raise too_large(Place(file, 1, 1))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refuse([found("not-utf8", Place(file, 1, 1), byte="UTF-16")], file)
    data = data.removeprefix(b"\xef\xbb\xbf")
    if b"\0" in data:
        before = data[: data.index(b"\0")].decode("utf-8", "replace")
        raise refuse([found("binary", place_at(before, len(before), file))], file)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        at = place_at(before, len(before), file)
        raise refuse([found("not-utf8", at, byte=f"0x{data[error.start]:02X}")], file) from None
    return cleaned(text, file)


def cleaned(text: str, file: str) -> str:
    """Give a text that holds no forbidden character; another is a ``ProfileError``."""
    bad = FORBIDDEN.search(text)
    if bad is not None:
        sign = f"U+{ord(bad.group()):04X}"
        raise refuse([found("bad-character", place_at(text, bad.start(), file), sign=sign)], file)
    return text


def place_at(text: str, index: int, file: str) -> Place:
    r"""Give the place of a character, lines counted as the parser counts them (U+0085, U+2028 and U+2029 too).

    >>> place_at("a\u2028bc", 3, "a.yaml")
    Place(file='a.yaml', line=2, column=2)
    """
    line, start = 1, 0
    for end in _BREAK.finditer(text, 0, index):
        line, start = line + 1, end.end()
    return Place(file, line, index - start + 1)
