"""A note: one numbered, cited line of an explanation, kept as references and worded when read."""

from __future__ import annotations

from typing import Any, NamedTuple

__all__ = ["Note"]


class Note(NamedTuple):
    """What was done, with what, on which article (S35).

    ``key`` names a template of :mod:`feedback_rules.wording` (``"calendar.session"``), ``params`` holds what
    the template shows, ``start`` and ``end`` are instants in microseconds UTC, ``counted`` is how much of the
    limit this line used (microseconds, or whole days), ``basis`` cites.
    """

    key: str
    params: tuple[tuple[str, Any], ...] = ()
    basis: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None
    counted: int | None = None
