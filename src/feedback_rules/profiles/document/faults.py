"""What a form refuses, before it is known where in a file it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["Fault", "Faults", "gather", "kind_of", "wrong"]

T = TypeVar("T")


class Fault(NamedTuple):
    """One thing wrong: a code, the path below the value looked at, the parameters of the message, a near name."""

    code: str
    path: tuple[str | int, ...]
    params: dict[str, Any]
    instead: str | None = None

    def below(self, *path: str | int) -> Fault:
        """Give the same fault as seen from further above."""
        return self._replace(path=(*path, *self.path))


class Faults(ValueError):  # noqa: N818 - several, each of which is a fault
    """Everything that is wrong with one value; a ``ValueError``, so that the models collect it with the others."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(", ".join(fault.code for fault in faults))
        self.faults = faults


def wrong(code: str, *path: str | int, instead: str | None = None, **params: Any) -> Faults:
    """Make the error of one fault."""
    return Faults([Fault(code, path, params, instead)])


def gather(calls: Iterable[tuple[tuple[str | int, ...], Callable[[], T]]]) -> list[T]:
    """Make every call, each of which reads what stands at a path; the faults of all of them are raised together."""
    read: list[T] = []
    faults: list[Fault] = []
    for path, call in calls:
        try:
            read.append(call())
        except Faults as error:
            faults += [fault.below(*path) for fault in error.faults]
    if faults:
        raise Faults(faults)
    return read


_KINDS = {
    "text": ("một chữ hoặc số", "a text"),
    "list": ("một danh sách", "a list"),
    "mapping": ("một mục gồm các khóa", "a mapping of keys"),
    "nothing": ("không có gì", "nothing"),
}


def kind_of(value: object) -> tuple[str, str]:
    """Say what a value is, in both languages.

    >>> kind_of(["a"])
    ('một danh sách', 'a list')
    """
    if isinstance(value, dict):
        return _KINDS["mapping"]
    if isinstance(value, list):
        return _KINDS["list"]
    return _KINDS["nothing" if value is None or value == "" else "text"]
