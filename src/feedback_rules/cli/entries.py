"""What encodes a clause, by title: the entries of a profile as people call them, with what kind of entry each is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.profiles.clauses import entry_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from feedback_rules.cli.session import Session
    from feedback_rules.profiles.profile import Profile
    from feedback_rules.profiles.tree import Path

__all__ = ["Entries"]

KINDS = frozenset(
    {
        "calendars", "categories", "channels", "clocks", "counters", "duties", "events", "excluded", "facts", "fields",
        "grounds", "groups", "held_by", "holders", "monitors", "opens_with", "optional", "parts", "readings",
        "required", "roles", "states", "workflows",
    }
)  # fmt: skip
"""The collections whose members are named by their kind."""


class Entries:
    """Looks up the entries that a citation names: ``report.submitted.clocks.intake`` is a limit and has a title."""

    def __init__(self, profile: Profile, session: Session) -> None:
        self.session = session
        self.fields: Mapping[str, Any] = profile.document.get("fields", {})
        self.workflows: Mapping[str, Any] = profile.document.get("workflows", {})
        self.known: dict[str, tuple[str, str]] = {}
        for path, node in _entries(profile.document, ()):
            name = entry_name(profile.document, path)
            self.known.setdefault(name, (_kind(path), self._title(path, node)))

    def named(self, entry: str) -> str:
        """Give an entry its kind and its title; one that has neither keeps its id."""
        kind, title = self.known.get(entry, ("", ""))
        above = entry
        while not title and kind and "." in above:  # what has no title of its own is told by that in which it stands
            above = above.rpartition(".")[0]
            title = self.known.get(above, ("", ""))[1]
        word = self.session.word(f"entry.{kind}") if kind else self._alone(entry)
        quoted = self.session.word("quoted", title=title) if title else ""
        return " ".join(part for part in (word, quoted) if part) or entry

    def listed(self, entry: str) -> str:
        """Give an entry by name, with its id for whoever looks it up in the file."""
        named = self.named(entry)
        return named if named == entry else f"{named} ({entry})"

    def nearest(self, entry: str) -> str:
        """Name an entry, or the one in which it stands where only that is known; empty where none is."""
        while entry and entry not in self.known:
            entry = entry.rpartition(".")[0]
        return self.named(entry) if entry else ""

    def _alone(self, entry: str) -> str:
        """Name what stands by itself: the rating, the counting, the date on which a text comes into force."""
        from feedback_rules.wording.cli import WORDS

        for name in (entry, entry.partition(".")[0]):
            if f"cli.entry.{name}" in WORDS:
                return self.session.word(f"entry.{name}")
        return ""

    def _title(self, path: Path, node: Mapping[str, Any]) -> str:
        """Give the title of an entry; a required field has that of the field."""
        title = node.get("title", node if {"vi", "en"} <= node.keys() else None)
        if title is None:
            title = node.get("question", self.workflows.get(str(node.get("workflow", "")), {}).get("title"))
        if title is None and path[-2:-1] and path[-2] in {"required", "optional"}:
            title = self.fields.get(str(path[-1]), {}).get("title")
        if title is None and isinstance(path[-1], int):
            title = self.fields.get(str(node.get("field", "")), {}).get("title")
        return self.session.pick(title) if title is not None else ""


def _entries(node: Any, path: Path) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Walk the mappings of a document with their paths, the outer ones first."""
    if isinstance(node, dict):
        if path:
            yield path, node
        for key, value in node.items():
            yield from _entries(value, (*path, key))
    elif isinstance(node, list):
        for place, value in enumerate(node):
            yield from _entries(value, (*path, place))


def _kind(path: Path) -> str:
    """Tell in which collection an entry stands."""
    above = "held_by" if path[-1:] == ("held_by",) else path[-2] if len(path) > 1 else ""
    return above if isinstance(above, str) and above in KINDS else ""
