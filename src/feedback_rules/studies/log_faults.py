"""The faults of a log: collected, the first hundred in full, and raised as one error."""

from __future__ import annotations

from typing import Any, NamedTuple

from feedback_rules.errors import LogError
from feedback_rules.profiles.problem import Problem, found
from feedback_rules.profiles.tree import Place
from feedback_rules.wording import LANGUAGES, say
from feedback_rules.workflow.columns import shown

__all__ = ["CAP", "Fault", "Faults", "shown"]

CAP = 100
"""How many faults are told in full; the rest is a number."""


class Fault(NamedTuple):
    """What is wrong with one place of a row: ``code`` names a sentence of ``wording/log.py``."""

    code: str
    field: str = ""
    column: int = 1
    params: tuple[tuple[str, Any], ...] = ()


class Faults:
    """Collects the faults of one or several files; :meth:`error` gives them as one ``LogError``.

    >>> faults = Faults()
    >>> faults.add("a.jsonl", 3, Fault("missing", "by"))
    >>> print(faults.error().text("en"))
    a.jsonl:3:1 missing by: a value is required here. Every row has case, name, at and by
    """

    __slots__ = ("found", "more")

    def __init__(self) -> None:
        self.found: list[Problem] = []
        self.more = 0

    def __len__(self) -> int:
        return len(self.found) + self.more

    def add(self, file: str, line: int, fault: Fault) -> None:
        """Keep a fault of a line, or count it once there are enough."""
        if len(self.found) >= CAP:
            self.more += 1
            return
        path = (fault.field,) if fault.field else ()
        problem = found(fault.code, Place(file, line, fault.column), path, room="log", **dict(fault.params))
        if fault.field:
            vi, en = problem.message
            problem = problem._replace(message=(f"{fault.field}: {vi}", f"{fault.field}: {en}"))
        self.found.append(problem)

    def keep(self, problem: Problem) -> None:
        """Keep a problem that another reader has found, or count it."""
        if len(self.found) >= CAP:
            self.more += 1
        else:
            self.found.append(problem)

    def error(self) -> LogError:
        """Give everything found as one error: a line for each, in both languages."""
        lines = {lang: [problem.text(lang) for problem in self.found] for lang in LANGUAGES}
        if self.more:
            for lang, told in lines.items():
                told.append(say("log.more", lang, more=self.more))
        texts = {lang: "\n".join(told) for lang, told in lines.items()}
        return LogError(self.found[0].code, **texts, problems=tuple(self.found), more=self.more)
