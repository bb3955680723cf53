"""An explanation: numbered, cited steps, worded when read, as lines, as JSON, or as a page for the file (S35)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from feedback_rules.explain.citing import Citer, full
from feedback_rules.wording import say
from feedback_rules.workflow.instants import iso

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedback_rules.trace import Note

__all__ = ["INFERRED", "Explanation"]

INFERRED = "inferred"
"""The parameter of a note that says, in both languages, what was inferred where no article is cited."""

_TITLED = re.compile(r"([«“][^»”]*[»”])(?: \(\w+\))+")
"""A title with its id, as ``naming`` writes it."""


class Once:
    """Leaves out the id behind a title that has already been named with it.

    >>> once = Once()
    >>> once("“Intake” (intake) starts"), once("“Intake” (intake) ends")
    ('“Intake” (intake) starts', '“Intake” ends')
    """

    __slots__ = ("_named",)

    def __init__(self) -> None:
        self._named: set[str] = set()

    def __call__(self, words: str) -> str:
        """Give the words with each id at its first mention only."""
        return _TITLED.sub(self._one, words)

    def _one(self, found: re.Match[str]) -> str:
        if found[0] in self._named:
            return found[1]
        self._named.add(found[0])
        return found[0]


class Explanation(NamedTuple):
    """Why something is as it is: ``steps`` in order, each with a basis or an inferred reason.

    ``head`` names what is explained; ``sections`` gives the heading under which each step stands in the memo;
    ``number`` is that of the decision by which the citations are printed in full.
    """

    head: Note
    steps: tuple[Note, ...]
    sections: tuple[str, ...]
    number: str
    zone: str

    def text(self, lang: str = "en") -> str:
        """Give the numbered lines in ``"vi"`` or ``"en"``, each with its article in brackets.

        A text is cited in full where it is first named, and in short from then on, as in an official letter; so does a
        title bear its id the first time only.
        """
        once = Once()
        head = once(say(self.head.key, lang, **dict(self.head.params)))
        return "\n".join([head, *(line for _, line in self._lines(lang, once))])

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """Give the steps as JSON values: instants ISO in the profile's zone, ``counted`` microseconds or whole days,
        ``basis`` as the profile cites, ``citation`` in full, ``inferred`` where no article says it.
        """
        return {"steps": [self._row(number, note, lang) for number, note in enumerate(self.steps, 1)]}

    def memo(self, lang: str = "en") -> str:
        """Give a page for the file: the same steps under headings."""
        once = Once()
        lines = dict.fromkeys(self.sections, "")
        title = once(say(self.head.key, lang, **dict(self.head.params)))
        for section, line in self._lines(lang, once):
            lines[section] += f"{line}\n"
        parts = [f"{say('explain.memo', lang).upper()}\n{title}\n"]
        for letter, (section, text) in zip("ABCDEFGHIJKLMN", lines.items(), strict=False):
            parts.append(f"{letter}. {say(f'explain.section.{section}', lang)}\n{text}")
        return "\n".join(parts)

    def _lines(self, lang: str, once: Once) -> Iterator[tuple[str, str]]:
        """Give each step as a numbered line, with its section."""
        cite = Citer(self.number, lang)
        reasons: dict[str, int] = {}
        for number, (note, section) in enumerate(zip(self.steps, self.sections, strict=True), 1):
            sources = [cite(note.basis)] if note.basis else []
            reason = _reason(note, lang)
            words = _words(note, lang)
            if reason:
                known = reasons.setdefault(reason, number)
                key = "inferred" if known == number else "inferred_again"
                key = "inferred_plain" if reason == words else key
                sources.append(say(f"explain.{key}", lang, reason=reason, number=known))
            yield section, f"{number}. {once(words)} [{'; '.join(sources)}]"

    def _row(self, number: int, note: Note, lang: str) -> dict[str, Any]:
        row: dict[str, Any] = {"n": number, "text": _words(note, lang)}
        row["from"] = None if note.start is None else iso(note.start, self.zone)
        row["to"] = None if note.end is None else iso(note.end, self.zone)
        row["counted"] = note.counted
        row["basis"] = list(note.basis)
        row["citation"] = full(note.basis, self.number, lang)
        row["inferred"] = _reason(note, lang) or None
        return row


def _words(note: Note, lang: str) -> str:
    return say(note.key, lang, **dict(note.params))


def _reason(note: Note, lang: str) -> str:
    vi, en = dict(note.params).get(INFERRED, ("", ""))
    return str(vi if lang == "vi" else en)
