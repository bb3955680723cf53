"""Scenario files: what happened and what must follow, read with the place of everything."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from feedback_rules.errors import LogError, ProfileError
from feedback_rules.profiles.problem import found, near, shown
from feedback_rules.profiles.reader import read_file
from feedback_rules.profiles.tree import Items, Pairs, Text
from feedback_rules.studies.log_faults import Faults
from feedback_rules.studies.log_row import COLUMNS
from feedback_rules.wording import both, pair

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping

    from feedback_rules.profiles.tree import Node, Place

    Words = tuple[str, str]

__all__ = ["EXPECT", "LAW", "Scenario", "ScenarioFile", "beside", "problem", "read_scenarios"]

FILE: Final = ("profile", "given", "scenarios")
SCENARIO: Final = ("title", "basis", "readings", "overlays", "log", "at", "expect")
PART: Final = ("state", "outcome", "holder", "unit", "workflow", "ended")
CASE: Final = (*PART, "facts", "clocks", "effects", "no_effects", "parts")
LAW: Final = ("in_force", "fields", "duties", "monitors")
EXPECT: Final = (*CASE, *LAW, "refused", "cases")
CLOCK: Final = (
    "status", "due", "started", "counts_from", "ended", "kind", "bound_unit", "limit", "provisional", "beyond", "basis",
    "overdue", "remaining", "elapsed", "readings",
)  # fmt: skip
EFFECT: Final = ("verb", "to", "unit", "by", "channel", "event", "clock", "basis", "at", "carries")
REFUSED: Final = ("row", "code")
DUTY: Final = ("periods", "on_request", "by", "addressee", "channel", "basis")
FIELD: Final = ("public", "shown_to", "basis")
MONITOR: Final = ("cases", "counted", "share", "threshold", "exceeded", "bad", "period", "basis", "readings")


class Scenario(NamedTuple):
    """One scenario: ``log`` and ``expect`` keep their nodes until the profile says what they mean.

    ``basis_at`` says where each citation of ``basis`` is written.
    """

    title: tuple[str, str]
    basis: tuple[str, ...]
    basis_at: tuple[Place, ...]
    readings: Mapping[str, str]
    overlays: tuple[str, ...]
    log: Items
    at: Text | None
    expect: Pairs
    file: str
    line: int


class ScenarioFile(NamedTuple):
    """The scenarios of one file, the profile that they are about, and its named data."""

    file: str
    profile: str
    given: Mapping[str, Pairs]
    scenarios: tuple[Scenario, ...]
    at: Place
    """Where the profile is named."""


def read_scenarios(path: str | os.PathLike[str]) -> ScenarioFile:
    """Read a scenario file; everything wrong with its shape is one ``LogError`` whose problems name line and column."""
    try:
        root = read_file(path)
    except ProfileError as error:
        raise LogError("bad-scenario", en=error.en, vi=error.vi, **error.details) from None
    reading = _Reading(str(path))
    reading.keys(root, pair("difference.file"), FILE, ("profile", "scenarios"))
    given = reading.named(root.pairs.get("given"), "given")
    items = reading.list(root.pairs.get("scenarios"), "scenarios")
    scenarios = tuple(reading.scenario(item) for item in items)
    reading.titles(items, scenarios)
    if "scenarios" in root.pairs and not items:
        reading.say("empty", root.keys["scenarios"], where="scenarios")
    if reading.faults:
        raise reading.faults.error()
    profile = beside(str(path), root.text("profile") or "")
    return ScenarioFile(str(path), profile, given, scenarios, root.pairs["profile"].at)


def beside(file: str, name: str) -> str:
    """Take a path in a scenario file as seen from that file, where something stands there, else as it is written."""
    near_by = Path(file).parent / name
    return str(near_by) if near_by.is_file() else name


def problem(faults: Faults, code: str, at: Place, instead: str | None = None, **params: Any) -> None:
    """Keep a problem in the words of scenarios."""
    faults.keep(found(code, at, room="scenario", instead=instead, **params))


def _items(node: Node | None) -> tuple[Node, ...]:
    """Give the items of a list, or one alone."""
    return node.items if isinstance(node, Items) else () if node is None else (node,)


def _inside(where: Words, what: str | Words) -> Words:
    """Lead from a scenario to what stands in it, in both languages."""
    vi, en = (what, what) if isinstance(what, str) else what
    return f"{where[0]}: {vi}", f"{where[1]}: {en}"


class _Reading:
    """Checks shapes, and collects what is wrong with them."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults = Faults()

    def say(self, code: str, at: Place, instead: str | None = None, **params: object) -> None:
        problem(self.faults, code, at, instead, **params)

    def keys(self, node: Pairs, where: str | Words, known: tuple[str, ...], needed: Iterable[str] = ()) -> None:
        """Refuse the keys that are not known, and ask for those that are needed."""
        for key in node.pairs:
            if key not in known:
                self.say(
                    "unknown-key", node.keys[key], near(key, known), where=where, value=key, known=", ".join(known)
                )
        for key in needed:
            if key not in node.pairs:
                self.say("missing-key", node.at, where=where, value=key)

    def mapping(self, node: Node | None, where: str | Words, known: tuple[str, ...]) -> Pairs | None:
        """Take a mapping of these keys, if there is one."""
        if isinstance(node, Pairs):
            self.keys(node, where, known)
            return node
        if node is not None:
            self.say("not-a-mapping", node.at, where=where)
        return None

    def list(self, node: Node | None, where: str) -> tuple[Node, ...]:
        """Take the items of a list, if there is one."""
        if isinstance(node, Items):
            return node.items
        if node is not None:
            self.say("not-a-list", node.at, where=where)
        return ()

    def text(self, node: Node | None, where: str) -> str:
        """Take a text, if there is one."""
        if isinstance(node, Text) and node.text.strip():
            return node.text
        if node is not None:
            self.say("not-a-text", node.at, where=where)
        return ""

    def texts(self, node: Node | None, where: str) -> tuple[str, ...]:
        """Take a text or a list of texts."""
        return tuple(self.text(item, where) for item in _items(node))

    def named(self, node: Node | None, where: str) -> dict[str, Pairs]:
        """Take named mappings."""
        if node is None or not isinstance(node, Pairs):
            self.mapping(node, where, ())
            return {}
        for name, value in node.pairs.items():
            if not isinstance(value, Pairs):
                self.say("not-a-mapping", value.at, where=f"{where}.{name}")
        return {name: value for name, value in node.pairs.items() if isinstance(value, Pairs)}

    def scenario(self, node: Node) -> Scenario:
        """Take one scenario; what is missing is told with its title, if it has one."""
        nothing = Pairs({}, {}, node.at)
        if not isinstance(node, Pairs):
            self.say("not-a-mapping", node.at, where="scenarios")
            return Scenario(("", ""), (), (), {}, (), Items((), node.at), None, nothing, self.file, node.at.line)
        title = self._title(node.pairs.get("title"))
        where = (shown(title[0]), shown(title[1])) if title[1] else pair("difference.one")
        log = () if "at" in node.pairs else ("log",)  # with neither rows nor an instant nothing can be asked
        self.keys(node, where, SCENARIO, ("title", "basis", *log, "expect"))
        basis = self.texts(node.pairs.get("basis"), "basis")
        if "basis" in node.pairs and not basis:
            self.say("empty", node.keys["basis"], where=_inside(where, "basis"))
        rows = self.list(node.pairs.get("log"), "log")
        if "log" in node.pairs and not rows:
            self.say("empty", node.keys["log"], where=_inside(where, "log"))
        for number, row in enumerate(rows, 1):
            at = _inside(where, both("difference.row", number=number))
            if row_pairs := self.mapping(row, at, COLUMNS):
                self.keys(row_pairs, at, COLUMNS, ("name", "at", "by"))
        readings = node.pairs.get("readings")
        chosen = {}
        if isinstance(readings, Pairs):
            chosen = {name: self.text(option, f"readings.{name}") for name, option in readings.pairs.items()}
        else:
            self.mapping(readings, "readings", ())
        expect = node.pairs.get("expect")
        if "expect" in node.pairs and isinstance(expect, Pairs):
            self._expect(expect, where, EXPECT)
        else:
            self.mapping(expect, "expect", EXPECT)
        until = node.pairs.get("at")
        if until is not None:
            self.text(until, "at")
        return Scenario(
            title,
            basis,
            tuple(item.at for item in _items(node.pairs.get("basis"))),
            chosen,
            self.texts(node.pairs.get("overlays"), "overlays"),
            Items(rows, node.at),
            until if isinstance(until, Text) else None,
            expect if isinstance(expect, Pairs) else nothing,
            self.file,
            node.at.line,
        )

    def titles(self, items: Iterable[Node], scenarios: Iterable[Scenario]) -> None:
        """Refuse a title that another scenario has: a report by titles could not tell the two apart."""
        known: dict[tuple[int, str], int] = {}
        for item, scenario in zip(items, scenarios, strict=True):
            keys = [(column, title) for column, title in enumerate(scenario.title) if title]
            before = next((known[key] for key in keys if key in known), None)
            if before is not None and isinstance(item, Pairs):
                at = item.pairs["title"].at
                told = (shown(scenario.title[0]), shown(scenario.title[1]))
                self.say("title-twice", at, value=told, line=before)
            for key in keys:
                known.setdefault(key, scenario.line)

    def _title(self, node: Node | None) -> tuple[str, str]:
        if isinstance(node, Pairs):
            self.keys(node, "title", ("vi", "en"), ("vi", "en"))
            return self.text(node.pairs.get("vi"), "title.vi"), self.text(node.pairs.get("en"), "title.en")
        text = self.text(node, "title")
        return text, text

    def _expect(self, node: Pairs, where: Words, known: tuple[str, ...]) -> None:
        """Check the keys of what is expected, to the bottom."""
        if not node.pairs:
            self.say("empty", node.at, where=_inside(where, "expect"))
        self.keys(node, _inside(where, "expect"), known)
        self.named_or_text(node.pairs.get("clocks"), "clocks", CLOCK)
        self.named_or_text(node.pairs.get("parts"), "parts", PART)
        self.named_or_text(node.pairs.get("fields"), "fields", FIELD)
        self.named_or_text(node.pairs.get("duties"), "duties", DUTY)
        for name, units in self.named(node.pairs.get("monitors"), "monitors").items():
            self.named_or_text(units, f"monitors.{name}", MONITOR)
        for key in ("effects", "no_effects"):
            for item in self.list(node.pairs.get(key), key):
                if isinstance(item, Pairs):
                    self.keys(item, key, EFFECT)
        facts = node.pairs.get("facts")
        if facts is not None and not isinstance(facts, Pairs):
            self.mapping(facts, "facts", ())
        refused = node.pairs.get("refused")
        for item in refused.items if isinstance(refused, Items) else () if refused is None else (refused,):
            if refusal := self.mapping(item, "refused", REFUSED):
                self.keys(refusal, "refused", REFUSED, ("row",))
        for name, other in self.named(node.pairs.get("cases"), "cases").items():
            self._expect(other, _inside(where, name), CASE)

    def named_or_text(self, node: Node | None, where: str, known: tuple[str, ...]) -> None:
        """Check named mappings of these keys; the word ``none`` may stand for one that must not be there."""
        if node is not None and not isinstance(node, Pairs):
            self.mapping(node, where, ())
            return
        for name, value in () if node is None else node.pairs.items():
            if not (isinstance(value, Text) and value.text == "none"):
                self.mapping(value, f"{where}.{name}", known)
