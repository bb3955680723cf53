"""One call of the command line: its language, and how it speaks."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from feedback_rules.cli.streams import legible
from feedback_rules.wording import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["Session", "dumps"]


def dumps(value: Any, *, indent: int | None = 2) -> str:
    """Write JSON: letters as they are, keys in the order in which they were made.

    >>> dumps({"holder": "commune/Hải Yến"}, indent=None)
    '{"holder": "commune/Hải Yến"}'
    """
    import json

    return json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)


class Session:
    """What every command is given: ``lang`` (``"vi"`` or ``"en"``) and the verbs that print."""

    def __init__(self, lang: str = "vi") -> None:
        self.lang = lang

    @property
    def terminal(self) -> bool:
        """Whether somebody is looking at a terminal: colours, frames and progress are for them only."""
        return sys.stdout.isatty()

    def word(self, key: str, /, **params: Any) -> str:
        """Word ``cli.<key>`` in the language of the call."""
        return say(f"cli.{key}", self.lang, **params)

    def metavar(self, written: str) -> str:
        """Name what stands for a value in the language of the call.

        >>> Session("vi").metavar("[FILES]..."), Session("en").metavar("[FILES]..."), Session("vi").metavar("ID=OPTION")
        ('[TỆP]...', '[FILES]...', 'ID=PHƯƠNG_ÁN')
        """
        import re

        from feedback_rules.wording.cli import WORDS

        def named(found: re.Match[str]) -> str:
            return self.word(f"metavar.{found[0]}") if f"cli.metavar.{found[0]}" in WORDS else found[0]

        return re.sub(r"[A-Z]+", named, written)

    def pick(self, pair: Any) -> str:
        """Choose from ``(vi, en)`` or ``{"vi": …, "en": …}``; the other language stands in where one is empty.

        >>> Session("en").pick(("Xã", "Commune")), Session("vi").pick({"en": "Commune"}), Session().pick("xã")
        ('Commune', 'Commune', 'xã')
        """
        if pair is None:
            return ""
        if isinstance(pair, str):
            return pair
        if isinstance(pair, dict):
            pair = (pair.get("vi", ""), pair.get("en", ""))
        vi, en = pair
        return str((vi or en) if self.lang == "vi" else (en or vi))

    def print(self, text: str = "") -> None:
        """Print a line, or several."""
        sys.stdout.write(legible(text) + "\n")

    def raw(self, text: str) -> None:
        """Print a text that has its own line ends."""
        sys.stdout.write(text)

    def bytes_out(self) -> Callable[[bytes], object]:
        """Give what prints bytes of UTF-8 that have their own line ends; at a terminal they are seen at once."""
        sys.stdout.flush()
        stream = getattr(sys.stdout, "buffer", None)
        if stream is None or self.terminal:
            return lambda data: self.raw(data.decode("utf-8", "surrogatepass"))
        write: Callable[[bytes], object] = stream.write
        return write

    def json(self, value: Any) -> None:
        """Print one JSON document."""
        self.print(dumps(value))

    def jsonl(self, values: Iterable[Any]) -> None:
        """Print each value as JSON on a line of its own, as soon as it is there."""
        for value in values:
            self.print(dumps(value, indent=None))

    def complain(self, line: str) -> None:
        """Say one line on standard error; line ends inside it become spaces."""
        import contextlib

        with contextlib.suppress(OSError):  # nobody listens: the exit status still tells
            sys.stderr.write(legible(f"feedback-rules: {' '.join(line.split())}") + "\n")
            sys.stderr.flush()
