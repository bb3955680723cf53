"""A story: the steps of an explanation while it is being told; none is left without a source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.explain.explanation import INFERRED, Explanation
from feedback_rules.explain.moments import due_words, moment_words
from feedback_rules.explain.naming import Naming
from feedback_rules.trace import Note
from feedback_rules.wording import pair

if TYPE_CHECKING:
    from feedback_rules.workflow.spec import Cited, Rulebook, Text

__all__ = ["Story"]


class Story:
    """Collects notes under sections; a note without a source of its own takes that of ``ground``, else it follows."""

    __slots__ = ("_notes", "_sections", "book", "ground", "names")

    def __init__(self, book: Rulebook, *ground: Cited) -> None:
        self.book = book
        self.ground = ground
        self.names = Naming(book)
        self._notes: list[Note] = []
        self._sections: list[str] = []

    def tell(
        self,
        section: str,
        key: str,
        *,
        cited: Cited | None = None,
        basis: tuple[str, ...] = (),
        inferred: Text | None = None,
        start: int | None = None,
        end: int | None = None,
        counted: int | None = None,
        **params: Any,
    ) -> None:
        """Add one step; ``cited`` hands in an entry whose source it has."""
        if cited is not None:
            basis, inferred = basis or cited.basis, inferred or cited.inferred
        self.add(section, Note(f"explain.{key}", tuple(params.items()), basis, start, end, counted), inferred)

    def add(self, section: str, note: Note, inferred: Text | None = None) -> None:
        """Add a note as it is, with a source."""
        if not note.basis and inferred is None:
            for entry in self.ground:
                if entry.basis or entry.inferred is not None:
                    note, inferred = note._replace(basis=entry.basis), entry.inferred
                    break
            else:
                inferred = pair("explain.follows")
        if inferred is not None:
            note = note._replace(params=(*note.params, (INFERRED, inferred)))
        self._notes.append(note)
        self._sections.append(section)

    def when(self, instant: int) -> Text:
        """Name an instant."""
        return moment_words(instant, self.book.zone)

    def due(self, instant: int) -> Text:
        """Name a due: midnight as 24:00."""
        return due_words(instant, self.book.zone)

    def told(self, key: str, **params: Any) -> Explanation:
        """Give the explanation, its steps ordered by section as they were first told."""
        head = Note(f"explain.{key}", tuple(params.items()))
        order = {section: place for place, section in enumerate(dict.fromkeys(self._sections))}
        pairs = sorted(zip(self._sections, self._notes, strict=True), key=lambda pair: order[pair[0]])
        notes = tuple(note for _, note in pairs)
        sections = tuple(section for section, _ in pairs)
        return Explanation(head, notes, sections, self.book.source.number, self.book.zone)
