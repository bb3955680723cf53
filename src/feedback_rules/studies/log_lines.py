"""The lines of a file of text: numbered, decoded, capped; nothing that is no text gets through."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO, Final, TypeVar

from feedback_rules.studies.log_faults import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from feedback_rules.studies.log_faults import Faults

__all__ = ["LINE_CAP", "SIZE_CAP", "Joined", "lines_of", "pieces_of"]

Thing = TypeVar("Thing")

LINE_CAP: Final = 1 << 20
"""How many bytes a line may have."""

SIZE_CAP: Final = 4 << 30
"""How many bytes a file may have."""

BOM: Final = b"\xef\xbb\xbf"

PACKED: Final = (
    (b"\x1f\x8b", ("nén gzip", "a gzip archive")),
    (b"PK\x03\x04", ("ZIP hoặc sổ tính Excel", "a ZIP archive or an Excel workbook")),
    (b"\xd0\xcf\x11\xe0", ("sổ tính Excel cũ", "an old Excel workbook")),
    (b"BZh", ("nén bzip2", "a bzip2 archive")),
    (b"\xfd7zXZ", ("nén xz", "an xz archive")),
    (b"%PDF", ("PDF", "a PDF")),
    (b"SQLite format 3", ("cơ sở dữ liệu SQLite", "a SQLite database")),
)
"""How files begin that people take for a log."""

UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
"""How text begins that was saved as "Unicode": every other byte of it is a NUL."""


BLOCK: Final = 1 << 15
"""How many bytes are taken at once; never more than a line may have."""


def lines_of(stream: BinaryIO, file: str, faults: Faults) -> Iterator[tuple[int, str]]:
    r"""Give (number, text) of each line; a line that can't be read is a fault and is left out.

    A byte order mark and the line feed are taken off. What is no text at all ends the file there.

    >>> from io import BytesIO
    >>> from feedback_rules.studies.log_faults import Faults
    >>> list(lines_of(BytesIO(b"\xef\xbb\xbfa\r\nb"), "log", Faults()))
    [(1, 'a\r'), (2, 'b')]
    """
    for before, texts, _ in pieces_of(stream, file, faults):
        yield from enumerate(texts, before + 1)


def pieces_of(
    stream: BinaryIO, file: str, faults: Faults, quick: Callable[[bytes], list[Thing] | None] | None = None
) -> Iterator[tuple[int, list[str], list[Thing]]]:
    """Give of each block of lines how many came before, and its texts or, if it can, what ``quick`` made of them."""
    take = getattr(stream, "read1", None)
    number = size = 0
    rest: Any = stream
    while take is not None and (block := take(BLOCK)):
        if not block.endswith(b"\n"):
            block += stream.readline(LINE_CAP + 1)
        made = texts = None
        if not _begins(block, number) and len(block) <= LINE_CAP and size + len(block) <= SIZE_CAP:
            made = quick and quick(block)
            texts = _texts(block) if made is None else []
        if texts is None:
            rest = Joined(block, stream)
            break
        yield number, texts, made or []
        number += len(made or texts)
        size += len(block)
    for count, text in _one_by_one(rest, file, faults, number, size):
        yield count - 1, [text], []


def _begins(block: bytes, number: int) -> bool:
    """Tell whether a file begins with a mark, or as one that is no text."""
    return number == 0 and block.startswith((BOM, *UTF_16, *(magic for magic, _ in PACKED)))


def _texts(block: bytes) -> list[str] | None:
    """Give the lines of a block that is text, None for any other."""
    if b"\0" in block:
        return None
    try:
        texts = block.decode().split("\n")
    except UnicodeDecodeError:
        return None
    if not texts[-1]:
        texts.pop()
    return texts


def _one_by_one(stream: Any, file: str, faults: Faults, number: int, size: int) -> Iterator[tuple[int, str]]:
    """Read on behind ``number`` lines of ``size`` bytes, looking at each line."""
    read = stream.readline
    while raw := read(LINE_CAP + 1):
        number += 1
        size += len(raw)
        if number == 1:
            if packed := next((name for magic, name in PACKED if raw.startswith(magic)), None):
                faults.add(file, 1, Fault("packed", params=(("value", packed),)))
                return
            if raw.startswith(UTF_16):
                faults.add(file, 1, Fault("not-utf8", params=(("value", f"0x{raw[0]:02X} (UTF-16)"),)))
                return
            raw = raw.removeprefix(BOM)
        if len(raw) > LINE_CAP and b"\0" not in raw:
            while raw and not raw.endswith(b"\n"):
                raw = read(LINE_CAP)
                size += len(raw)
                if size > SIZE_CAP:
                    break
            faults.add(file, number, Fault("long-line", params=(("value", LINE_CAP),)))
            raw = b""
        if size > SIZE_CAP:
            faults.add(file, number, Fault("too-large", params=(("value", SIZE_CAP),)))
            return
        if not raw:
            continue
        try:
            text = raw.decode()
        except UnicodeDecodeError as error:
            value = f"0x{raw[error.start]:02X}"
            faults.add(file, number, Fault("not-utf8", column=error.start + 1, params=(("value", value),)))
            continue
        if "\0" in text:
            faults.add(file, number, Fault("binary", column=text.index("\0") + 1))
            return
        yield number, text.removesuffix("\n")


class Joined:
    """A stream whose beginning has been taken already."""

    def __init__(self, beginning: bytes, rest: BinaryIO) -> None:
        self.beginning = BytesIO(beginning)
        self.rest = rest

    def readline(self, size: int) -> bytes:
        """Read a line, also one that goes on behind the beginning."""
        line = self.beginning.readline(size)
        return line if line.endswith(b"\n") or len(line) == size else line + self.rest.readline(size - len(line))

    def read(self, size: int) -> bytes:
        """Read so many bytes."""
        data = self.beginning.read(size)
        return data + self.rest.read(size - len(data))

    def read1(self, size: int) -> bytes:
        """Read what is there, at most so many bytes."""
        data = self.beginning.read(size)
        if data:
            return data
        take = getattr(self.rest, "read1", self.rest.read)
        more: bytes = take(size)
        return more
