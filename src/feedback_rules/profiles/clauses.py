"""The outline of a regulation, and what each of its clauses has become: every clause is accounted for (S32)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from feedback_rules.citation import is_citation, sort_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from feedback_rules.profiles.tree import Path

__all__ = [
    "DISPOSITIONS",
    "UNCITING",
    "ClauseInfo",
    "Outline",
    "above",
    "citations",
    "clause_infos",
    "disposition_of",
    "entry_name",
    "missing_clauses",
    "unaccounted_clauses",
]

DISPOSITIONS = ("encoded", "host", "organisational", "definition", "undetermined")
"""What a clause can be: encoded by entries, or why it is not."""

UNCITING = ("clauses", "outline", "overlays")
"""What speaks about clauses and cites none."""

_SKIPPED = frozenset({"workflows", "states", "groups"})
_INSIDE = frozenset(
    {"basis", "effects", "to", "limit", "met_by", "at_due", "within", "then", "needs", "extends", "at_end"}
)


class ClauseInfo(NamedTuple):
    """One clause: what has become of it, the entries that encode it, and a note ``(vi, en)`` where there is one."""

    clause: str
    disposition: str
    encoded_by: tuple[str, ...]
    note: tuple[str, str] | None

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """Give the clause as JSON values, its note in ``lang``."""
        note = None if self.note is None else self.note[0 if lang == "vi" else 1]
        return {
            "clause": self.clause,
            "disposition": self.disposition,
            "encoded_by": list(self.encoded_by),
            "note": note,
        }


class Outline:
    """Every citable clause in the order of the text: each article, then what stands in it.

    >>> Outline({"outline": {"D": ["2"], "7": ["1", "2", "2.a", "/p2"], "10": {"clauses": []}}}).clauses
    ('D.2', '7', '7.1', '7.2', '7.2.a', '7/p2', '10')
    """

    __slots__ = ("_order", "below", "clauses")

    def __init__(self, document: Mapping[str, Any]) -> None:
        found: dict[str, None] = {}
        articles = [article for article in document.get("outline", {}) if not article.startswith("~")]
        for article in sorted(articles, key=_article_key):
            entry = document["outline"][article]
            listed = entry.get("clauses", ()) if isinstance(entry, dict) else entry
            if article not in {"D", "PL"}:
                found[article] = None
            for item in listed:
                found[f"{article}{item}" if str(item).startswith("/") else f"{article}.{item}"] = None
        self.clauses = tuple(found)
        self.below: dict[str, list[str]] = {clause: [] for clause in found}
        for clause in found:
            for other in above(clause):
                if other in self.below:
                    self.below[other].append(clause)
        self._order = {clause: index for index, clause in enumerate(self.clauses)}

    def __contains__(self, clause: str) -> bool:
        return clause in self._order

    def spoken_for(self, key: str) -> tuple[str, ...]:
        """Give the clauses for which a key of ``clauses`` speaks: itself and all below it, or a range of them.

        >>> Outline({"outline": {"11": ["1"], "12": [], "13": ["1"]}}).spoken_for("11-12")
        ('11', '11.1', '12')
        """
        first, _, last = key.partition("-")
        if first not in self or (last and last not in self):
            return ()
        if not last:
            return (first, *self.below[first])
        end = max(self._order[clause] for clause in (last, *self.below[last]))
        return self.clauses[self._order[first] : end + 1]


def above(citation: str) -> Iterator[str]:
    """Walk the clauses in which a clause lies, the nearest first.

    >>> list(above("7.3.a/p2")), list(above("D.2.1"))
    (['7.3.a', '7.3', '7'], ['D.2'])
    """
    text = citation
    while True:
        cut = text.rfind("/") if "/" in text else text.rfind(".")
        if cut < 0 or text[:cut] in {"D", "PL"}:
            return
        text = text[:cut]
        yield text


def missing_clauses(document: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Give the clauses that the text itself lacks, each with what is known about it."""
    found = {}
    for article, entry in document.get("outline", {}).items():
        if isinstance(entry, dict):
            for item, note in entry.get("missing", {}).items():
                found[f"{article}.{item}"] = (note["vi"], note["en"])
    return found


def citations(document: Mapping[str, Any]) -> list[tuple[str, Path]]:
    """List every citation with its path, in the order of the document."""
    found: list[tuple[str, Path]] = []
    for key, value in document.items():
        if key not in UNCITING:
            _cited_in(value, (key,), found)
    return found


def _cited_in(value: Any, path: Path, found: list[tuple[str, Path]]) -> None:
    if isinstance(value, dict):
        for key, item in value.items():
            if key == "basis" and isinstance(item, list):
                found += [(cited, (*path, key, index)) for index, cited in enumerate(item)]
            elif isinstance(item, dict | list) and not (path[0] == "readings" and key == "options"):
                _cited_in(item, (*path, key), found)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, dict | list):
                _cited_in(item, (*path, index), found)


def entry_name(document: Mapping[str, Any], path: Path) -> str:
    """Name the entry that a path leads into: ``report.submitted.events.forward``, ``readings.one_day``.

    >>> entry_name({}, ("workflows", "report", "states", "submitted", "events", "forward", "effects", 0, "basis"))
    'report.submitted.events.forward'
    """
    names: list[str] = []
    node: Any = document
    for depth, step in enumerate(path):
        node = _below(node, step)
        if isinstance(step, int):
            label = node.get("id", node.get("field")) if isinstance(node, dict) else None
            if not isinstance(label, str):
                break
            names.append(label)
        elif step in _INSIDE:
            break
        elif step not in _SKIPPED or depth not in {0, 2}:
            names.append(step)
    return ".".join(names)


def _below(node: Any, step: str | int) -> Any:
    if isinstance(node, dict):
        return node.get(step)
    return node[step] if isinstance(node, list) and isinstance(step, int) and step < len(node) else None


def disposition_of(entry: Mapping[str, Any]) -> str:
    """Tell what an entry of ``clauses`` says has become of a clause.

    >>> disposition_of({"organisational": True, "note": {"vi": "a", "en": "b"}})
    'organisational'
    """
    return next((name for name in DISPOSITIONS if name in entry), "undetermined")


def clause_infos(document: Mapping[str, Any]) -> tuple[ClauseInfo, ...]:
    """Tell of every clause of the outline what has become of it, in the order of the text (S32).

    A clause that nothing speaks for has the disposition ``""``; one that only holds others has that of the first.
    """
    outline = Outline(document)
    encoded: dict[str, dict[str, None]] = {clause: {} for clause in outline.clauses}
    for cited, path in citations(document):
        if cited in encoded:
            encoded[cited][entry_name(document, path)] = None
    spoken = _spoken(document, outline)
    silent = unaccounted_clauses(document, outline, {clause for clause, by in encoded.items() if by})
    found: dict[str, ClauseInfo] = {}
    for clause in sorted(outline.clauses, key=lambda each: len(outline.below[each])):
        by = tuple(encoded[clause])
        said = spoken.get(clause)
        if by:
            info = ClauseInfo(clause, "encoded", by, None)
        elif said is not None:
            info = ClauseInfo(clause, disposition_of(said), (), _note(said))
        else:
            disposition = "" if clause in silent else found[outline.below[clause][0]].disposition
            info = ClauseInfo(clause, disposition, (), None)
        found[clause] = info
    return tuple(found[clause] for clause in outline.clauses)


def unaccounted_clauses(document: Mapping[str, Any], outline: Outline, cited: Collection[str]) -> Collection[str]:
    """Give the clauses that nothing cites, that no entry of ``clauses`` speaks for, and that do not only hold others
    which are accounted for (S32), in the order of the text.

    >>> document = {"outline": {"7": ["1", "2"]}, "clauses": {"7.2": {"host": True}}}
    >>> (
    ...     list(unaccounted_clauses(document, Outline(document), {"7.1"})),
    ...     list(unaccounted_clauses(document, Outline(document), ())),
    ... )
    ([], ['7', '7.1'])
    """
    spoken = _spoken(document, outline)
    silent: set[str] = set()
    for clause in sorted(outline.clauses, key=lambda each: len(outline.below[each])):
        below = outline.below[clause]
        if clause not in cited and clause not in spoken and (not below or any(other in silent for other in below)):
            silent.add(clause)
    return {clause: None for clause in outline.clauses if clause in silent}


def _spoken(document: Mapping[str, Any], outline: Outline) -> dict[str, Mapping[str, Any]]:
    """Give for each clause the entry of ``clauses`` that speaks for it: the one that names the least."""
    found: dict[str, Mapping[str, Any]] = {}
    reach = {key: outline.spoken_for(key) for key in document.get("clauses", {}) if not key.startswith("~")}
    for key in sorted(reach, key=lambda each: -len(reach[each])):
        found.update(dict.fromkeys(reach[key], document["clauses"][key]))
    return found


def _note(entry: Mapping[str, Any]) -> tuple[str, str] | None:
    for key in (*DISPOSITIONS, "note"):
        value = entry.get(key)
        if isinstance(value, dict):
            return (value["vi"], value["en"])
    return None


def _article_key(article: str) -> tuple[object, ...]:
    if article in {"D", "PL"}:
        return sort_key(f"{article}.1")
    return sort_key(article) if is_citation(article) else (1, "", (9, 0))
