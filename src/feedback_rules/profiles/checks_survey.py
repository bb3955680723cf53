"""A survey of a document: what several checks ask of all of it, gathered in one walk each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.profiles.build_facts import fact_specs
from feedback_rules.profiles.checks_references import references
from feedback_rules.profiles.checks_walk import things
from feedback_rules.profiles.clauses import UNCITING, Outline
from feedback_rules.profiles.tree import READINGS

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Survey"]


class Survey:
    """A canonical document, with its things, references, facts, outline, and what is named anywhere in it.

    ``cited`` holds the citations, ``reasons`` the named inferences, ``readings`` those on which any entry depends, of
    other options too; ``alike`` tells whether some prose of several words says the same in both languages.

    >>> survey = Survey({"roles": {"clerk": {"of": "ward", "basis": ["7.1"], "inferred": "usual"}}})
    >>> survey.cited, survey.reasons, [reference.kind for reference in survey.references]
    ({'7.1'}, {'usual'}, ['holder'])
    """

    __slots__ = ("alike", "cited", "document", "facts", "outline", "readings", "reasons", "references", "things")

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self.things = tuple(things(document))
        self.references = tuple(references(document, self.things))
        self.facts = fact_specs(document)
        self.outline = Outline(document)
        self.cited: set[str] = set()
        self.reasons: set[str] = set()
        self.readings: set[str] = set()
        self.alike = False
        readings = document.get("readings", {})
        apart = {*UNCITING, "readings", READINGS}  # of the declared readings, the document itself depends on none
        entries = [entry for name, entry in readings.items() if name != "options" and isinstance(entry, dict)]
        own = [{key: value for key, value in entry.items() if key != "options"} for entry in entries]
        self._look([{key: value for key, value in document.items() if key not in apart}, *own], citing=True)
        self._look([document[key] for key in apart if key in document], citing=False)

    def _look(self, waiting: list[Any], *, citing: bool) -> None:
        """Go through what is ``waiting`` and all below it."""
        while waiting:
            value = waiting.pop()
            if isinstance(value, list):
                waiting += [item for item in value if not isinstance(item, str)]
            elif isinstance(value, dict):
                if value.keys() == _PROSE:
                    self.alike = self.alike or (value["vi"] == value["en"] and " " in str(value["vi"]))
                    continue
                for key, item in value.items():
                    if isinstance(item, str):
                        self._named(key, item)
                    elif key != "basis" or not isinstance(item, list):
                        waiting.append(item)
                        if key == READINGS:
                            self.readings.update(item)
                    elif citing:
                        self.cited.update(item)

    def _named(self, key: str, name: str) -> None:
        if key in _REASONS:
            self.reasons.add(name)
        elif key == "reading":
            self.readings.add(name)


_PROSE = {"vi", "en"}
_REASONS = frozenset({"inferred", "inferred_id"})
