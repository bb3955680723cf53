"""Citations and prose: every value has its source, every clause is accounted for, every text is in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.citation import LAWS, is_citation, parse
from feedback_rules.profiles.build_holders import ALWAYS_THERE
from feedback_rules.profiles.build_workflows import entries
from feedback_rules.profiles.checks_finding import Finding, listed
from feedback_rules.profiles.clauses import citations, unaccounted_clauses
from feedback_rules.profiles.problem import near

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from feedback_rules.profiles.checks_survey import Survey
    from feedback_rules.profiles.tree import Path

__all__ = ["bad_clauses", "one_language", "outside_outline", "unaccounted", "uncited"]

_CITED_TABLES = (
    "calendars", "roles", "facts", "readings", "duties", "monitors", "governed_by",
)  # fmt: skip
_CITED_ENTRIES = ("counting", "rating", "publication")
_CITED_THINGS = frozenset(
    {
        "workflow", "channel", "language", "required", "optional", "excluded", "ground", "opening", "state", "event",
        "clock", "counter", "part",
    }
)  # fmt: skip


def uncited(survey: Survey) -> Iterator[Finding]:
    """Find every entry that says neither where the text has it nor why it had to be inferred (S30).

    A target, a row, a way, a window, an effect or a need has the source of the entry around it; a field, a group and
    a holder that is always there need none of their own.
    """
    document = survey.document
    for key in _CITED_ENTRIES:
        if key in document:
            yield from _without_source(document[key], (key,), key)
    if "in_force" in document.get("regulation", {}):
        yield from _without_source(document["regulation"]["in_force"], ("regulation", "in_force"), "in_force")
    for key in _CITED_TABLES:
        for name, entry in entries(document, key):
            yield from _without_source(entry, (key, name), name)
    for name, entry in entries(document, "holders"):
        if name not in ALWAYS_THERE:
            yield from _without_source(entry, ("holders", name), name)
    yield from _categories(document.get("categories", {}), ("categories",))
    for thing in survey.things:
        if thing.kind in _CITED_THINGS:
            yield from _without_source(thing.entry, thing.path, thing.name)


def _categories(tree: Mapping[str, Any], path: Path) -> Iterator[Finding]:
    for name, entry in tree.items():
        if not name.startswith("~"):
            yield from _without_source(entry, (*path, name), name)
            yield from _categories(entry.get("in", {}), (*path, name, "in"))


def _without_source(entry: Mapping[str, Any], path: Path, name: str) -> Iterator[Finding]:
    if not entry.get("basis") and "inferred" not in entry:
        yield Finding("uncited", path, {"name": name})


def outside_outline(survey: Survey) -> Iterator[Finding]:
    """Find citations of clauses that the outline does not list; other laws are taken as they are cited."""
    outline = survey.outline
    outside = {cited for cited in survey.cited if cited not in outline and is_citation(cited)}
    outside = {cited for cited in outside if parse(cited).source not in LAWS}
    for cited, path in citations(survey.document) if outside else ():
        if cited in outside:
            article = parse(cited).article
            known = [clause for clause in outline.clauses if parse(clause).article == article]
            yield Finding(
                "citation-not-in-outline", path, {"name": cited, "known": listed(known)}, near(cited, outline.clauses)
            )


def bad_clauses(survey: Survey) -> Iterator[Finding]:
    """Find entries of ``clauses`` about clauses that do not exist, or that something else speaks for already."""
    outline = survey.outline
    spoken: dict[str, str] = {}
    reach: dict[str, frozenset[str]] = {}
    for key in survey.document.get("clauses", {}):
        if key.startswith("~"):
            continue
        path: Path = ("clauses", key)
        clauses = outline.spoken_for(key)
        if not clauses:
            ends = [part for part in key.split("-") if part not in outline]
            name = ends[0] if ends else key
            yield Finding("unknown-clause", path, {"name": name}, near(name, outline.clauses))
            continue
        if key in survey.cited:
            yield Finding(
                "clause-twice", path, {"name": key, "other": ("một mục có trích dẫn", "an entry that cites it")}
            )
        reach[key] = frozenset(clauses)
        for clause in clauses:
            other = spoken.get(clause)
            if other is not None and not (reach[key] < reach[other] or reach[other] < reach[key]):
                yield Finding("clause-twice", path, {"name": clause, "other": f"clauses.{other}"})
                break
            if other is None or reach[key] < reach[other]:
                spoken[clause] = key


def unaccounted(survey: Survey) -> Iterator[Finding]:
    """Find clauses of the outline that nothing encodes and nothing explains (S32).

    One that only holds others is left out where one of those is told: it follows.
    """
    silent = unaccounted_clauses(survey.document, survey.outline, survey.cited)
    for clause in silent:
        if any(below in silent for below in survey.outline.below[clause]):
            continue
        article = parse(clause).article
        head = "D" if article.startswith("D.") else "PL" if article.startswith("PL.") else article
        yield Finding("clause-unaccounted", ("outline", head), {"name": clause})


def one_language(survey: Survey) -> Iterator[Finding]:
    """Warn of prose that says the same in both languages; a single word (a name, an acronym) may."""
    document = survey.document
    waiting: list[tuple[Any, Path]] = [(document, ())] if survey.alike else []
    while waiting:
        value, path = waiting.pop()
        if isinstance(value, dict):
            if set(value) == {"vi", "en"}:
                if value["vi"] == value["en"] and " " in str(value["vi"]) and not _resolved(document, path):
                    yield Finding("one-language", path, {"text": value["vi"]}, severity="warning")
                continue
            waiting += [(item, (*path, key)) for key, item in value.items() if isinstance(item, dict | list)]
        elif isinstance(value, list):
            waiting += [(item, (*path, index)) for index, item in enumerate(value) if isinstance(item, dict | list)]


def _resolved(document: Mapping[str, Any], path: Path) -> bool:
    """Tell whether a reason stands here by its name only: it is reported where it is declared."""
    if not path or path[-1] != "inferred":
        return False
    node: Any = document
    for step in path[:-1]:
        node = node[step]
    return "inferred_id" in node
