"""JSONL: a JSON object a line, read strictly (no duplicate keys, no NaN, no deep nesting)."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, BinaryIO, Final, NoReturn

from feedback_rules.studies.log_faults import Fault, shown
from feedback_rules.studies.log_lines import pieces_of
from feedback_rules.studies.log_quick import Quick, decoder
from feedback_rules.studies.log_row import event_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedback_rules.studies.log_faults import Faults
    from feedback_rules.workflow.event import Event

__all__ = ["DEEP", "careful", "read_jsonl", "strict_decoder"]

DEEP: Final = 16
"""How many brackets may be open at once."""

STRINGS: Final = re.compile(r'"(?:[^"\\]|\\.)*+"')


class _FaultyError(ValueError):
    """A fault met while JSON is read."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


def read_jsonl(stream: BinaryIO, file: str, faults: Faults) -> Iterator[tuple[int, list[Event]]]:
    r"""Give (line, events) of rows that stand on lines one after another; blank lines are skipped.

    Plain rows go the quick way, many at once; whatever has to be looked at, or is wrong, goes the careful one.

    >>> from io import BytesIO
    >>> from feedback_rules.studies.log_faults import Faults
    >>> row = b'{"case": "C-1", "name": "rate", "at": "2024-03-04T08:00:00+07:00", "by": "citizen"}'
    >>> faults = Faults()
    >>> [line for line, events in read_jsonl(BytesIO(row + b"\n{"), "log", faults)], faults.found[0].line
    ([1], 2)
    """
    quick = Quick(decoder())
    strict = strict_decoder()
    found: list[Fault] = []
    for before, texts, events in pieces_of(stream, file, faults, quick.block):
        if events:
            yield before + 1, events
        for number, text in enumerate(texts, before + 1):
            event = quick(text) or careful(text.rstrip(), strict, found)
            if event is not None:
                yield number, [event]
                continue
            for fault in found:
                faults.add(file, number, fault)
            found.clear()


def careful(text: str, strict: json.JSONDecoder, found: list[Fault]) -> Event | None:
    """Read a line that has been stripped at its end; whatever is wrong with it goes to ``found``."""
    try:
        if text.count("[") + text.count("{") > DEEP and _depth(text) > DEEP:
            raise _FaultyError(Fault("deep", params=(("value", DEEP),)))  # noqa: TRY301 - like those of the decoder
        row, end = strict.raw_decode(text) if text.startswith("{") else (None, -1)
        if end != len(text):  # spaces around it, or a fault that the decoder words
            row = strict.decode(text)
        if type(row) is dict:
            return event_of(row, found)
        found.append(Fault("not-object", params=(("value", shown(row)),)))
    except _FaultyError as error:
        found.append(error.fault)
    except json.JSONDecodeError as error:
        if text:
            there = shown(text[error.pos : error.pos + 20]) if error.pos < len(text) else _END
            found.append(Fault("not-json", column=error.pos + 1, params=(("value", there),)))
    return None


def strict_decoder() -> json.JSONDecoder:
    """Give the decoder that refuses duplicate keys, NaN and numbers of thousands of digits."""
    return json.JSONDecoder(object_pairs_hook=_object, parse_constant=_constant, parse_int=_int)


_END: Final = ("chỗ dòng đột ngột kết thúc", "where the line breaks off")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make a dict, refusing a key that stands twice."""
    made = dict(pairs)
    if len(made) != len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value] # add tells nothing
        raise _FaultyError(Fault("duplicate", params=(("value", shown(twice)),)))
    return made


def _constant(name: str) -> NoReturn:
    """Refuse NaN and the infinities, which JSON doesn't have."""
    raise _FaultyError(Fault("bad-number", params=(("value", name),)))


def _int(digits: str) -> int:
    """Read a whole number; thousands of digits are refused before they cost anything."""
    if len(digits) > 400:  # noqa: PLR2004 - far beyond any number that is told further on
        raise _FaultyError(Fault("bad-number", params=(("value", f"{digits[:20]}…"),)))
    return int(digits)


def _depth(text: str) -> int:
    """Count how many brackets are open at most, those in strings left out."""
    depth = deepest = 0
    for sign in re.findall(r"[\[\]{}]", STRINGS.sub("", text)):
        depth += 1 if sign in "[{" else -1
        deepest = max(deepest, depth)
    return deepest
