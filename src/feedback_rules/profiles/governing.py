"""Governing: which shipped regulation binds a place on a day (S33)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from feedback_rules.errors import InputError, NotInForceError
from feedback_rules.profiles.loading import examine, load_profile, merged
from feedback_rules.profiles.places import located, overlays_shipped, shipped, stored
from feedback_rules.profiles.problem import near, refuse

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from feedback_rules.profiles.profile import Profile

__all__ = ["in_force"]


class _Span(NamedTuple):
    """What must be known of a profile to tell whether it governs a place on a day."""

    name: str
    code: str
    place: str
    first: str
    last: str
    illustration: bool
    base: str


def in_force(place: str, *, on: date) -> Profile:
    """Load the profile that governs a place on a day (S33).

    ``place`` is the code of a province (``VN-09``). An overlay that is in force itself stands for the text it changes;
    one marked as an illustration never counts. ``NotInForceError``: none is in force there on that day, or two are,
    naming both.

    >>> in_force("VN-09", on=date(2024, 3, 1)).name
    'langson'
    >>> in_force("VN-09", on=date(2020, 1, 1))
    Traceback (most recent call last):
    feedback_rules.errors.NotInForceError: no shipped regulation is in force in VN-09 on 2020-01-01: langson ...
    """
    if type(on) is not date:
        raise InputError(
            "day-not-date",
            en=f"on is a date such as date(2025, 6, 1), got {on!r}",
            vi=f"on là một ngày, ví dụ date(2025, 6, 1), nhận được {on!r}",
            value=on,
        )
    spans = [_span(name) for name in (*shipped(), *overlays_shipped())]
    counted = [span for span in spans if not span.illustration]
    there = [span for span in counted if span.code == str(place).upper()]
    day = on.isoformat()
    binding = [span for span in there if span.first <= day <= (span.last or "9999-12-31")]
    changed = {span.base for span in binding}
    found_ = [span for span in binding if span.name not in changed]
    if len(found_) == 1:
        return load_profile(found_[0].name)
    if not there:
        raise _no_place(str(place), counted)
    raise _none_or_two(str(place), day, there, found_)


def _span(name: str) -> _Span:
    """Look at the dates and the place of a shipped text, without typing or checking the rest."""
    path = located(name)
    assert path is not None  # noqa: S101 - the shelf has just named it
    ready = stored(path)
    if ready is not None:
        return _span_of(name, ready["document"])
    from feedback_rules.profiles.tree import plain

    tree = merged(name).tree
    keys = ("place", "regulation", "illustration", "overlays")
    return _span_of(name, {key: plain(tree.pairs[key]) for key in keys if key in tree.pairs})


def _span_of(name: str, document: Mapping[str, Any]) -> _Span:
    try:
        span = document["regulation"]["in_force"]
        return _Span(
            name,
            str(document["place"]["code"]),
            str(document["place"]["name"]),
            str(span["from"]),
            str(span.get("until", "")),
            illustration="illustration" in document,
            base=str(document.get("overlays", "")),
        )
    except (LookupError, TypeError, AttributeError):
        raise refuse(examine(name), name) from None


def _no_place(place: str, spans: Sequence[_Span]) -> NotInForceError:
    codes = {span.code: span.place for span in spans}
    close = near(place.upper(), codes)
    listed = ", ".join(f"{code} {name}" for code, name in sorted(codes.items())) or "–"
    return NotInForceError(
        "place-unknown",
        en=f'no shipped regulation governs the place "{place}"'
        + (f'; did you mean "{close}"?' if close else "")
        + f" (known: {listed})",
        vi=f'không có quy chế nào của địa phương "{place}"'
        + (f'; ý là "{close}"?' if close else "")
        + f" (đã có: {listed})",
        place=place,
        hint=close,
    )


def _none_or_two(place: str, day: str, there: Sequence[_Span], binding: Sequence[_Span]) -> NotInForceError:
    if binding:
        names = ", ".join(span.name for span in binding)
        return NotInForceError(
            "two-in-force",
            en=f"{len(binding)} regulations claim {place} on {day}: {names}; load the one that governs by its name",
            vi=f"{len(binding)} quy chế cùng áp dụng cho {place} ngày {day}: {names}; hãy gọi đúng quy chế bằng tên",
            place=place,
            on=day,
            profiles=[span.name for span in binding],
        )
    spans_en = "; ".join(f"{span.name} is in force from {span.first} to {span.last or 'an open end'}" for span in there)
    spans_vi = "; ".join(
        f"{span.name} có hiệu lực từ {span.first} đến {span.last or 'khi bị thay thế'}" for span in there
    )
    return NotInForceError(
        "none-in-force",
        en=f"no shipped regulation is in force in {place} on {day}: {spans_en}",
        vi=f"không có quy chế nào có hiệu lực ở {place} ngày {day}: {spans_vi}",
        place=place,
        on=day,
        profiles=[],
    )
