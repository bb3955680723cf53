"""A law on trial: its scenarios, and which of them fails when something in the law is changed."""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from feedback_rules.engine import Engine
from feedback_rules.errors import FeedbackRulesError
from feedback_rules.profiles.checks import check
from feedback_rules.profiles.profile import Profile
from feedback_rules.profiles.reader import read_file
from feedback_rules.profiles.shelf import day_table, load_profile
from feedback_rules.profiles.tree import Pairs, Place, Positions
from feedback_rules.studies.log_faults import Faults
from feedback_rules.studies.scenario import find, judge, read_scenarios
from tests.mutation.mutants import Mutant, changed, of_document, value_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedback_rules.studies.scenario import Scenario, ScenarioFile

__all__ = ["Trial", "trial"]

PROFILES: Final = Path(__file__).parents[2] / "profiles"
SCENARIOS: Final = Path(__file__).parents[1] / "scenarios"
NOWHERE: Final = Positions(Pairs({}, {}, Place("", 1, 1)))

Choice = tuple[tuple[str, str], ...]


class Engines(dict[Any, Engine]):
    """Engines of a mutated law, built when a scenario first asks for its readings."""

    def __init__(self, court: Trial, mutant: Mutant | None) -> None:
        super().__init__()
        self.court = court
        self.mutant = mutant

    def get(self, key: Any, default: Any = None) -> Any:
        """Give the engine for (profile, readings, overlays), changed where it has what the mutant changes."""
        if key not in self:
            law = self.court.document(key[1])
            if self.mutant is not None and value_at(law, self.mutant.path) == self.mutant.old:
                law = self.court.mutated(law, self.mutant)
            self[key] = Engine(Profile(law, {"vietnam": day_table("vietnam")}, readings=dict(key[1])))
        return self[key]


class Trial:
    """One shipped law, its scenarios and its mutants."""

    def __init__(self, law: str) -> None:
        self.law = law
        self.documents: dict[Choice, dict[str, Any]] = {}

    @cached_property
    def scenarios(self) -> tuple[tuple[ScenarioFile, Scenario], ...]:
        """Every scenario of the regulation."""
        files = [read_scenarios(file) for file in find([SCENARIOS / self.law])]
        return tuple((read, scenario) for read in files for scenario in read.scenarios)

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        """The readings under which scenarios are told: by default, then with other options."""
        other = {tuple(sorted(scenario.readings.items())) for _, scenario in self.scenarios}
        return ((), *sorted(other - {()}))

    def document(self, chosen: Choice) -> dict[str, Any]:
        """Give the canonical document under these readings."""
        if chosen not in self.documents:
            self.documents[chosen] = dict(load_profile(self.law, readings=dict(chosen)).document)
        return self.documents[chosen]

    @cached_property
    def mutants(self) -> tuple[Mutant, ...]:
        """Every change of the law as it is read by default, then of what each other option of a reading puts there."""
        found = [mutant for chosen in self.choices for mutant in of_document(self.document(chosen))]
        said = {_told(mutant, mutant.path) for mutant in found}
        own = [mutant for mutant in found if not any(told in said for told in self._inherited(mutant))]
        return tuple({str(mutant): mutant for mutant in own}.values())

    @cached_property
    def likenesses(self) -> dict[str, str]:
        """The workflows that are like another one, which stands in the file once for both."""
        workflows = read_file(PROFILES / f"{self.law}.yaml").pairs["workflows"]
        assert isinstance(workflows, Pairs)
        like = {name: flow.text("like") for name, flow in workflows.pairs.items() if isinstance(flow, Pairs)}
        return {name: other for name, other in like.items() if other is not None}

    def mutated(self, law: dict[str, Any], mutant: Mutant) -> dict[str, Any]:
        """Give the law with the change, also in the workflows that inherit what is changed."""
        top, *rest = mutant.path
        paths = [mutant.path]
        for name, other in self.likenesses.items() if top == "workflows" else ():
            if ("workflows", other, *rest[1:]) in paths:
                paths.append((top, name, *rest[1:]))
        for path in paths:
            if _bare(value_at(law, path)) == _bare(mutant.old):
                law = changed(law, path, mutant.new)
        return law

    def _inherited(self, mutant: Mutant) -> Iterator[tuple[Any, ...]]:
        """Give the same change in the workflow that this one is like: what is written once is changed once."""
        top, *rest = mutant.path
        if top == "workflows" and rest[0] in self.likenesses:
            yield _told(mutant, (top, self.likenesses[str(rest[0])], *rest[1:]))

    def _where(self, mutant: Mutant) -> dict[str, Any]:
        laws = map(self.document, self.choices)
        return next(law for law in laws if value_at(law, mutant.path) == mutant.old)

    def loads(self, mutant: Mutant) -> bool:
        """Tell whether a law so changed passes the checks: one that doesn't load fails every scenario."""
        law = self.mutated(self._where(mutant), mutant)
        problems = check(law, NOWHERE, {"vietnam": day_table("vietnam")})
        return not any(problem.severity == "error" for problem in problems)

    def clauses_at(self, mutant: Mutant) -> set[str]:
        """Give the clauses that the changed entry cites, or the entry around it."""
        law = self._where(mutant)
        for end in range(len(mutant.path), 0, -1):
            entry = value_at(law, mutant.path[:end])
            if isinstance(entry, dict) and "basis" in entry:
                return set(entry["basis"])
        return set()

    def killer(self, mutant: Mutant | None) -> Scenario | None:
        """Give the first scenario that fails under a mutant; those that cite its clause are asked first."""
        engines, faults = Engines(self, mutant), Faults()
        clauses = set() if mutant is None else self.clauses_at(mutant)
        ordered = sorted(self.scenarios, key=lambda one: (not clauses & set(one[1].basis), bool(one[1].readings)))
        for read, scenario in ordered:
            try:
                verdict = judge(scenario, read, engines, faults)
            except FeedbackRulesError:
                return scenario
            if verdict is None or not verdict.passed:
                return scenario
        return None

    def survives(self, mutant: Mutant) -> bool:
        """Tell whether a changed law loads and no scenario notices."""
        return self.killer(mutant) is None and self.loads(mutant)


def _told(mutant: Mutant, path: tuple[str | int, ...]) -> tuple[Any, ...]:
    """Tell a change without its citations, which a likeness renumbers."""
    return (mutant.kind, path, repr(_bare(mutant.old)), repr(_bare(mutant.new)))


def _bare(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _bare(value) for key, value in node.items() if key != "basis"}
    return [_bare(item) for item in node] if isinstance(node, list) else node


@cache
def trial(law: str) -> Trial:
    """Give the trial of a shipped law."""
    return Trial(law)
