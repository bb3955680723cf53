"""A log: rows of JSONL, CSV or YAML in, checked at the border, with the place of each (S23a)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, NamedTuple

from feedback_rules.studies.log_cells import types_of
from feedback_rules.studies.log_csv import read_csv
from feedback_rules.studies.log_faults import Fault, Faults
from feedback_rules.studies.log_jsonl import read_jsonl
from feedback_rules.studies.log_lines import Joined, lines_of
from feedback_rules.studies.log_write import write_rows
from feedback_rules.studies.log_yaml import read_yaml

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping

    from feedback_rules.profiles.profile import Profile
    from feedback_rules.workflow.event import Event

__all__ = ["Batch", "Row", "read_batches", "read_log", "read_rows", "write_rows"]

FORMS: Final = {
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv", ".yaml": "yaml", ".yml": "yaml",
}  # fmt: skip

YAML_CAP: Final = (1 << 20) + 1
"""One byte more than the safe reader takes, so that it can say that there is more."""


PEEK: Final = 1 << 16
"""How far is looked to tell what form a stream has."""


class Row(NamedTuple):
    """An event and the place of its row."""

    event: Event
    file: str
    line: int


class Batch(NamedTuple):
    """Events of rows that stand on lines one after another, and the place of the first."""

    file: str
    line: int
    events: list[Event]


def read_log(
    *paths: str | os.PathLike[str], profile: Profile | None = None, stdin: BinaryIO | None = None
) -> list[Event]:
    """Read whole logs, in the order of the files and of their rows; every fault of all of them is one ``LogError``.

    ``profile`` says what the cells of a CSV file and the plain scalars of a YAML file are. The path ``-`` reads
    ``stdin``.
    """
    batches = read_batches(*paths, profile=profile, stdin=stdin)
    return [event for batch in batches for event in batch.events]


def read_rows(
    *paths: str | os.PathLike[str], profile: Profile | None = None, stdin: BinaryIO | None = None
) -> Iterator[Row]:
    """Give row after row, as they are read; memory does not grow with a JSONL or CSV file.

    After the first faulty row no other is given, but all are read, so that the ``LogError`` at the end names every
    fault (the first hundred in full).
    """
    for file, first, events in read_batches(*paths, profile=profile, stdin=stdin):
        for line, event in enumerate(events, first):
            yield Row(event, file, line)


def read_batches(
    *paths: str | os.PathLike[str], profile: Profile | None = None, stdin: BinaryIO | None = None
) -> Iterator[Batch]:
    """Give the same rows as they are read, plain ones of a JSONL file many at once."""
    types = {} if profile is None else types_of(profile.rulebook)
    faults = Faults()
    found = faults.found
    for path in paths:
        name = str(path)
        for line, events in _read(name, types, faults, stdin):
            if not found:
                yield Batch(name, line, events)
    if faults:
        raise faults.error()


def _read(
    name: str, types: Mapping[str, str], faults: Faults, stdin: BinaryIO | None
) -> Iterator[tuple[int, list[Event]]]:
    """Open a file, or take the stream that was handed over."""
    if name == "-":
        if stdin is None:
            faults.add(name, 1, Fault("no-stream"))
        else:
            yield from _rows(stdin, name, types, faults)
        return
    try:
        stream = Path(name).open("rb")  # noqa: SIM115 - closed below, once every row was read
    except (OSError, ValueError) as error:  # a name with a NUL is a ValueError
        faults.add(name, 1, Fault("unreadable", params=(("value", type(error).__name__),)))
        return
    with stream:
        yield from _rows(stream, name, types, faults)


def _rows(stream: Any, name: str, types: Mapping[str, str], faults: Faults) -> Iterator[tuple[int, list[Event]]]:
    form = FORMS.get(Path(name).suffix.lower())
    if form is None:
        form, stream = _recognised(stream)
    if form == "jsonl":
        yield from read_jsonl(stream, name, faults)
        return
    if form == "yaml":
        rows = read_yaml(stream.read(YAML_CAP), name, faults, types)
    else:
        rows = read_csv(lines_of(stream, name, faults), name, faults, types)
    for line, event in rows:
        yield line, [event]


def _recognised(stream: Any) -> tuple[str, Joined]:
    """Tell the form by how the text begins: ``{`` is JSONL, a dash, bracket or hash YAML, all else CSV."""
    beginning = b""
    while len(beginning) < PEEK and (line := stream.readline(PEEK)):
        beginning += line
        if line.strip(b"\xef\xbb\xbf \t\r\n"):
            break
    sign = beginning.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    form = "jsonl" if sign in (b"{", b"") else "yaml" if sign in (b"-", b"[", b"#") else "csv"
    return form, Joined(beginning, stream)
