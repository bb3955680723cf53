"""Standard streams that carry Vietnamese everywhere, also where the locale is C or the console has a code page."""

from __future__ import annotations

import os
import sys

__all__ = ["close_quietly", "legible", "native", "open_utf8"]


def open_utf8() -> None:
    """Make standard output and error UTF-8 with plain line ends, whatever the locale says.

    A lone surrogate (half of a broken file name) is escaped, never an error.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by the shell: whatever is said is lost
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 - lives as long as the process
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def legible(text: str) -> str:
    r"""Read as UTF-8 what the C locale handed over as bytes in disguise; all else stays as it is.

    >>> legible("gi\udce1\udcbb\udc9d"), legible("tệp gi\udce1\udcbb\udc9d")
    ('giờ', 'tệp giờ')
    """
    if text.isascii():
        return text
    try:
        return text.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half of a pair, which no file system makes
        return text


def native(path: str) -> str:
    """Give the name of a file as this machine's file system functions take it.

    >>> native("examples/langson.jsonl")
    'examples/langson.jsonl'
    """
    encoding = sys.getfilesystemencoding()
    if path.isascii() or encoding == "utf-8":
        return path
    return path.encode("utf-8", "surrogateescape").decode(encoding, "surrogateescape")


def close_quietly() -> None:
    """Forget what a reader that went away did not take, so that nothing is said about it at exit."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):  # not a stream of the system's: nothing is flushed at exit
        return
