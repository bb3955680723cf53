"""Scenarios: stories that an official can read, replayed and compared with what must follow."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from feedback_rules.citation import LAWS, is_citation, parse
from feedback_rules.engine import Engine
from feedback_rules.errors import InputError
from feedback_rules.profiles.checks_finding import listed
from feedback_rules.profiles.clauses import Outline
from feedback_rules.profiles.problem import near
from feedback_rules.profiles.profile import Profile
from feedback_rules.profiles.shelf import load_profile
from feedback_rules.profiles.tree import Items, Pairs, Place
from feedback_rules.studies.expectations import Difference, compare
from feedback_rules.studies.expected_law import compare_law
from feedback_rules.studies.log_faults import Faults
from feedback_rules.studies.results import results
from feedback_rules.studies.scenario_file import LAW, Scenario, ScenarioFile, beside, problem, read_scenarios
from feedback_rules.studies.scenario_rows import FIRST_CASE, day_of, events_of, moment
from feedback_rules.wording import both, pair
from feedback_rules.workflow.instants import iso

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator, Mapping

    from feedback_rules.profiles.tree import Node
    from feedback_rules.workflow.event import Event

__all__ = [
    "Difference",
    "Engines",
    "Scenario",
    "ScenarioFile",
    "Verdict",
    "find",
    "judge",
    "read_scenarios",
    "run_file",
]


Engines = dict[tuple[Any, ...], Engine]
"""The engines made so far, by profile, readings and overlays."""


class Verdict(NamedTuple):
    """What became of one scenario: ``differences`` is empty where everything expected came out."""

    title: tuple[str, str]
    file: str
    line: int
    profile: str
    basis: tuple[str, ...]
    given: tuple[str, ...]
    differences: tuple[Difference, ...]

    @property
    def passed(self) -> bool:
        """Whether everything expected came out."""
        return not self.differences

    def to_dict(self, lang: str = "vi") -> dict[str, Any]:
        """Give the verdict as JSON values, worded in ``lang``."""
        return {
            "title": self.title[0 if lang == "vi" else 1],
            "file": self.file,
            "line": self.line,
            "profile": self.profile,
            "basis": list(self.basis),
            "passed": self.passed,
            "given": list(self.given),
            "differences": [difference.to_dict(lang) for difference in self.differences],
        }


def find(paths: Iterable[str | os.PathLike[str]]) -> list[Path]:
    """Give the scenario files of these paths: files as they are, folders searched for ``*.yaml``, in order of name."""
    found: list[Path] = []
    for path in map(Path, paths):
        found += sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
    return found


def run_file(path: str | os.PathLike[str], engines: Engines | None = None) -> tuple[Verdict, ...]:
    """Run every scenario of a file; a profile or a file that does not load is an error, a difference is data.

    Hand over the same ``engines`` to several files, so that each regulation is loaded once for each choice of readings.
    """
    read = read_scenarios(path)
    known: Engines = {} if engines is None else engines
    faults = Faults()
    verdicts = []
    for scenario in read.scenarios:
        verdict = judge(scenario, read, known, faults)
        if verdict is not None:
            verdicts.append(verdict)
    if faults:
        raise faults.error()
    return tuple(verdicts)


def judge(scenario: Scenario, read: ScenarioFile, engines: Engines, faults: Faults) -> Verdict | None:
    """Replay one scenario and compare; ``None`` where its rows can't be read, which ``faults`` then says."""
    engine = _engine(scenario, read, engines)
    book = engine.book
    known = [fact.id for fact in book.facts]
    told = len(faults)
    if isinstance(engine.profile, Profile):
        _check_basis(scenario, engine.profile, faults)
    events = events_of(scenario, read.given, book, faults)
    until = None if scenario.at is None else moment(scenario.at.text, book.zone)
    if scenario.at is not None and until is None:
        problem(faults, "bad-at", scenario.at.at, value=scenario.at.text)
    expected = dict(_expected_refusals(scenario.expect.pairs.get("refused"), len(events), faults))
    if len(faults) > told:
        return None
    answer = results(engine, events, at=until, mode="audit", recover="stay")
    by_case = {case["case"]: case for case in answer["cases"]}
    clause = ", ".join(scenario.basis)
    differences = list(_refusals(events, answer["cases"], expected, book.zone, clause))
    asked: list[tuple[str, Pairs]] = [(events[0].case.partition("/")[0] if events else FIRST_CASE, scenario.expect)]
    others = scenario.expect.pairs.get("cases")
    if isinstance(others, Pairs):
        asked += [(name, node) for name, node in others.pairs.items() if isinstance(node, Pairs)]
    for name, node in asked:
        if name in by_case:
            found = compare(node, by_case[name], book.zone, clause, known)
            prefix = f"cases.{name}." if node is not scenario.expect else ""
            differences += [one._replace(where=prefix + one.where) for one in found]
        elif node.pairs.keys() - {"refused", "cases", *LAW}:
            differences.append(Difference("case", name, pair("difference.never-opened"), clause))
    if any(key in scenario.expect.pairs for key in LAW):
        last = iso(events[-1].at, book.zone) if scenario.at is None else scenario.at.text
        differences += compare_law(scenario.expect, engine, events, day_of(last, book.zone), clause)
    return Verdict(
        scenario.title,
        scenario.file,
        scenario.line,
        read.profile,
        scenario.basis,
        tuple(_told(event, book.zone) for event in events),
        tuple(differences),
    )


def _check_basis(scenario: Scenario, profile: Profile, faults: Faults) -> None:
    """Ask that everything a scenario cites is in the outline of the text, or in a law that may be cited beside it."""
    outline = _outline(profile)
    for cited, at in zip(scenario.basis, scenario.basis_at, strict=True):
        if cited in outline or (is_citation(cited) and parse(cited).source in LAWS):
            continue
        article = parse(cited).article if is_citation(cited) else ""
        known = [clause for clause in outline.clauses if parse(clause).article == article]
        known = known or [clause for clause in outline.clauses if clause.isdigit()]
        close = near(cited, outline.clauses)
        problem(faults, "citation-not-in-outline", at, close, value=cited, known=listed(known))


@lru_cache(maxsize=16)
def _outline(profile: Profile) -> Outline:
    """Give the outline of a profile, made once for all scenarios of it."""
    return Outline(profile.document)


def _engine(scenario: Scenario, read: ScenarioFile, engines: Engines) -> Engine:
    """Give the engine of a scenario; a regulation that isn't there is a fault of the file that names it."""
    overlays = tuple(beside(scenario.file, overlay) for overlay in scenario.overlays)
    key = (read.profile, tuple(sorted(scenario.readings.items())), overlays)
    known = engines.get(key)
    if known is not None:
        return known
    faults = Faults()
    for name in overlays:
        if not Path(name).exists():
            problem(faults, "missing-file", Place(scenario.file, scenario.line, 1), value=name)
    if any(sign in read.profile for sign in "/\\.") and not Path(read.profile).exists():
        problem(faults, "missing-file", read.at, value=read.profile)
    if faults:
        raise faults.error()
    try:
        profile = load_profile(read.profile, readings=dict(scenario.readings), overlays=overlays)
    except InputError as error:
        if error.code != "unknown-profile":
            raise
        problem(faults, error.code, read.at, why=(error.vi, error.en))
        raise faults.error() from None
    return engines.setdefault(key, Engine(profile))


def _expected_refusals(node: Node | None, rows: int, faults: Faults) -> Iterator[tuple[int, str]]:
    """Give the rows that must be refused, each with the code or the empty text for any."""
    for item in node.items if isinstance(node, Items) else () if node is None else (node,):
        assert isinstance(item, Pairs)  # noqa: S101 - anything else was refused when the file was read
        row = item.text("row") or ""
        if row.isdigit() and 1 <= int(row) <= rows:
            yield int(row), item.text("code") or ""
        else:
            at = item.pairs["row"].at
            problem(faults, "bad-row", at, value=row)


def _refusals(
    events: list[Event], cases: list[Mapping[str, Any]], expected: Mapping[int, str], zone: str, clause: str
) -> Iterator[Difference]:
    """Compare the refused rows with those that must be: any other is a difference."""
    refused: dict[tuple[str, str, str], list[Mapping[str, Any]]] = {}
    for case in cases:
        for violation in case["violations"]:
            if violation["kind"] == "refused":
                refused.setdefault((case["case"], violation["name"], violation["at"]), []).append(violation)
    for number, event in enumerate(events, 1):
        waiting = refused.get((event.case.partition("/")[0], event.name, iso(event.at, zone)))
        got = waiting.pop(0) if waiting else None
        code = expected.get(number)
        where = f"refused.row {number} ({event.name})"
        if got is None:
            if code is not None:
                yield Difference(where, _refused(code), pair("difference.taken"), clause)
        elif code is None or code not in ("", got["code"]):
            wanted = pair("difference.taken") if code is None else _refused(code)
            why = (got["message"]["vi"], got["message"]["en"])
            basis = ", ".join(got["basis"]) or clause
            yield Difference(where, wanted, both("difference.refused-why", code=got["code"], why=why), basis)


def _refused(code: str) -> tuple[str, str]:
    """Say that a row must be refused: with this code, or with any."""
    return both("difference.refused-code", code=code) if code else pair("difference.refused")


def _told(event: Event, zone: str) -> str:
    """Tell a row in a line: when, who, what, with what."""
    unit = f"/{event.unit}" if event.unit else ""
    data = ", ".join(f"{name}: {_short(value)}" for name, value in event.data.items())
    when = iso(event.at, zone)[:16].replace("T", " ")
    return f"{when} {event.by}{unit} {event.name}{f' ({data})' if data else ''}"


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 30 else f"{text[:29]}…"  # noqa: PLR2004 - what fits beside others on a line
