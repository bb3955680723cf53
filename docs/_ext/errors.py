"""The page of errors: every code that the library can say, read from its sources and its tables of words."""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import feedback_rules
from docs._ext.markdown import both, table
from feedback_rules import errors

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from feedback_rules.workflow.spec import Text

__all__ = ["errors_page", "raised", "worded"]

SOURCES = Path(str(feedback_rules.__file__)).parent
KINDS = frozenset(errors.__all__) - {"FeedbackRulesError"}
ROOMS = {
    "calendar": "Clock room",
    "citation.py": "Citations",
    "profiles": "Reading room",
    "workflow": "Hearing room",
    "engine.py": "Engine",
    "explain": "Explanations",
    "studies": "Studies",
    "cli": "Command line",
    "testing": "Testing",
}
TABLES = {
    "problem": ("Problems of a profile's file, shape, readings and overlays", '`ProfileError`, `details["problems"]`'),
    "check": ("Problems that the checks find", "`check`; errors also as `ProfileError`"),
    "log": ("Faults of a log", '`LogError`, `details["problems"]`; of an `Event` made by hand `InputError`'),
    "scenario": ("Faults of a scenario file", '`LogError`, `details["problems"]`'),
    "refusal": ("Refusals", '`RefusedError`, `details["refusal"]`; in audit mode a violation of kind `refused`'),
    "audit": ("What an audit lists beside refusals", "violations, by kind"),
}
INNER = frozenset(
    {
        "problem.near", "log.near", "log.more", "refusal.of", "refusal.open", "refusal.nothing_open",
        "refusal.not_taken_over", "refusal.wrong-unit-unrouted",
    }
)  # fmt: skip
"""Sentences that only stand inside others."""

INTRODUCTION = """# Errors

Every error is a {py:class}`feedback_rules.FeedbackRulesError`: a stable `code` in kebab-case, the message in both
languages (`error.text("vi")`, `error.text("en")`) and `details`. Programs look at the code, people read the message; it
says what is wrong, where, why, and what to write instead. Codes are never renamed; messages may get better.

This page is read from the sources by `make pages`, and a test fails when it is stale. Words in braces stand for what
the message names; `…` stands for a part that depends on the case.
"""


class Raised(NamedTuple):
    """A place that raises: its room, the code, the class and the message."""

    room: str
    code: str
    kind: str
    message: Text


def errors_page() -> str:
    """Write the page."""
    return "\n".join(_lines()).rstrip() + "\n"


def _lines() -> Iterator[str]:
    yield INTRODUCTION
    found = sorted(set(raised()))
    for room, title in ROOMS.items():
        rows = [[f"`{one.code}`", f"`{one.kind}`", both(one.message)] for one in found if one.room == room]
        if rows:
            yield from (f"## {title}", "")
            yield from table([("mã", "code"), ("lớp", "class"), ("nội dung", "message")], rows)
    for module, (title, where) in TABLES.items():
        words: dict[str, Text] = import_module(f"feedback_rules.wording.{module}").WORDS
        yield from (f"## {title}", "", f"{where}.", "")
        heads = [("mã", "code"), ("nội dung", "message"), ("cách sửa", "what to do")]
        yield from table(
            heads,
            [
                [f"`{key.partition('.')[2]}`", _ways(words, key), both(words.get(f"{key}.hint"))]
                for key in sorted(words)
                if key.count(".") == 1 and key not in INNER
            ],
        )


def _ways(words: dict[str, Text], key: str) -> str:
    """Write a message, and how the same is said of a case that is not open yet."""
    return "<br>".join(both(words[way]) for way in (key, f"{key}.unopened") if way in words)


def raised() -> Iterator[Raised]:
    """Read every place of the sources that makes an error of the library with a code of its own."""
    for path in sorted(SOURCES.rglob("*.py")):
        room = path.relative_to(SOURCES).parts[0]
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for function in ast.walk(tree):
            for call in _calls(function):
                keywords = {word.arg: word.value for word in call.keywords}
                if isinstance(call.func, ast.Name) and call.func.id in KINDS and call.args and "en" in keywords:
                    for code, taken in _codes(call.args[0], function, tree):
                        message = (worded(keywords["vi"], taken), worded(keywords["en"], taken))
                        yield Raised(room, code, call.func.id, message)


def _calls(function: ast.AST) -> Iterator[ast.Call]:
    if isinstance(function, ast.FunctionDef):
        yield from (node for node in ast.walk(function) if isinstance(node, ast.Call))


def _codes(node: ast.expr, function: ast.AST, tree: ast.Module) -> Iterator[tuple[str, dict[str, bool]]]:
    """Give the codes that an expression can be, each with what was decided on the way to it, which decides about the
    message too; a parameter is looked up where the function is called.
    """
    if isinstance(node, ast.Constant):
        yield str(node.value), {}
    elif isinstance(node, ast.IfExp):
        for way, decided in ((node.body, True), (node.orelse, False)):
            for code, taken in _codes(way, function, tree):
                yield code, {ast.unparse(node.test): decided, **taken}
    elif isinstance(node, ast.JoinedStr) and isinstance(function, ast.FunctionDef):
        for value in _values(ast.unparse(node.values[-1]).strip("f'\"{}"), function, tree):
            code = "".join(str(part.value) if isinstance(part, ast.Constant) else value for part in node.values)
            yield code, {}


def _values(name: str, function: ast.FunctionDef, tree: ast.Module) -> Iterator[str]:
    """Give the constants that a name can stand for: assigned inside the function, or handed over by its callers."""
    parameters = [argument.arg for argument in function.args.args]
    for node in ast.walk(tree):
        pairs: list[tuple[ast.expr, ast.expr]] = []
        if isinstance(node, ast.Call) and ast.unparse(node.func) == function.name:
            pairs = [(ast.Name(each), given) for each, given in zip(parameters, node.args, strict=False)]
        elif (
            isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Tuple)
            and isinstance(node.value, ast.Tuple)
        ):
            pairs = list(zip(node.targets[0].elts, node.value.elts, strict=True))
        for target, given in pairs:
            if isinstance(target, ast.Name) and target.id == name and isinstance(given, ast.Constant):
                yield str(given.value)


def worded(node: ast.expr, taken: Mapping[str, bool] | None = None) -> str:
    """Write the pattern of a message: what it names stands in braces.

    Of two ways to say it the one is shown that the code has decided for (``taken``), else the longer one.
    """
    known = taken or {}
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(worded(part, known) for part in node.values)
    if isinstance(node, ast.FormattedValue):
        return worded(node.value, known)
    if isinstance(node, ast.BinOp):
        return worded(node.left, known) + worded(node.right, known)
    if isinstance(node, ast.IfExp) and (decided := known.get(ast.unparse(node.test))) is not None:
        return worded(node.body if decided else node.orelse, known)
    if isinstance(node, ast.IfExp):
        ways = [way for way in (node.body, node.orelse) if isinstance(way, ast.Constant | ast.JoinedStr)]
        return max((worded(way, known) for way in ways), key=len, default="…")
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "rstrip":
        return worded(node.func.value, known)
    named = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
    return f"{{{named}}}" if named else "…"
