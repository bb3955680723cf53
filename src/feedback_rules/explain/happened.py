"""The words for the lines of a trace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.calendar.limit import TimeLimit
from feedback_rules.explain.moments import both, moment_words
from feedback_rules.explain.naming import Naming
from feedback_rules.wording import say
from feedback_rules.workflow.instants import read_instant

if TYPE_CHECKING:
    from feedback_rules.workflow.happening import Happening
    from feedback_rules.workflow.spec import Rulebook, Text

__all__ = ["happening_text"]

EVENTS = frozenset({"opened", "applied", "repeated", "confirmed"})
HOLDERS = frozenset({"orphaned", "succeeded"})
PARTS = frozenset({"part-opened", "part-closed", "joined", "counted"})


def happening_text(book: Rulebook, happening: Happening, lang: str) -> str:
    """Word one line of a trace in ``"vi"`` or ``"en"``, without its instant and its articles, which stand beside it."""
    names = Naming(book)
    kind, note, address = happening.kind, happening.note, happening.part
    words: dict[str, Any] = {"what": _subject(names, happening), "note": note, "at": happening.part}
    key = kind
    if kind in {"applied", "moved"}:
        if note:
            words["note"] = names.state(note, address=address)
        else:
            key += "_stay"
    elif kind == "opened":
        words["note"] = names.workflow(note)
    elif kind == "confirmed":
        words["note"] = moment_words(read_instant(note), book.zone)
    elif kind == "succeeded":
        words["note"] = names.holder(note)
    elif kind == "joined":
        key += f"_{note}"
    elif note and kind not in {"carried", "counted", "part-opened"}:
        limit = TimeLimit.parse(note)
        key, words["note"] = f"{kind}_limit", (limit.text("vi"), limit.text("en"))
    elif not note and kind == "part-opened":
        key += "_one"
    text = say(f"explain.happened.{key}", lang, **words)
    return f"{address}: {text}" if address else text


def _subject(names: Naming, happening: Happening) -> Text:
    """Name what the line is about."""
    kind, subject, address = happening.kind, happening.subject, happening.part
    if kind in EVENTS:
        return names.event(subject, address=address)
    if kind in HOLDERS:
        return names.holder(subject or None)
    if kind in PARTS:
        return both(subject)
    if kind == "moved":
        return names.cause(subject, address)
    return names.run(subject, address)
