"""A finding: what a check yields, before it is known where in which file it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from feedback_rules.profiles.problem import near

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from feedback_rules.profiles.tree import Path

__all__ = ["Finding", "listed", "unknown", "witness"]


class Finding(NamedTuple):
    """A code of ``wording.check``, the path of the entry in the canonical document, what the message shows."""

    code: str
    path: Path
    params: Mapping[str, Any]
    instead: str | None = None
    severity: str = "error"


def unknown(kind: str, name: str, path: Path, known: Iterable[str]) -> Finding:
    """Find a name that is not declared, with a near one that is.

    >>> unknown("state", "closd", (), ["closed"]).instead
    'closed'
    """
    names = list(known)
    return Finding(f"unknown-{kind}", path, {"name": name, "known": listed(names)}, near(name, names))


def listed(names: Iterable[Any]) -> str:
    """Give names as a message lists them: the first dozen, then how many more.

    >>> listed(["a", "b"])
    'a, b'
    """
    shown = [str(name) for name in names]
    more = f" … (+{len(shown) - 12})" if len(shown) > 12 else ""  # noqa: PLR2004 - as many as a reader looks through
    return ", ".join(shown[:12]) + more or "–"


def witness(facts: Mapping[str, Any]) -> tuple[str, str]:
    """Say in words on which facts a check failed.

    >>> witness({"severity": "urgent", "complete": True, "ground": None})[1]
    'severity is urgent, complete is true, ground is unset'
    """
    if not facts:
        return ("mọi trường hợp", "every case")
    return (
        ", ".join(f"{name} là {_value(value, 'chưa có')}" for name, value in facts.items()),
        ", ".join(f"{name} is {_value(value, 'unset')}" for name, value in facts.items()),
    )


def _value(value: Any, unset: str) -> str:
    if value is None or value == ():
        return unset
    if isinstance(value, bool):
        return str(value).lower()
    return "[" + ", ".join(map(str, value)) + "]" if isinstance(value, tuple) else str(value)
