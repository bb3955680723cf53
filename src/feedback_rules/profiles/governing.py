"""Governing: which shipped regulation binds a place on a day (S33)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import combining, normalize

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

    ``place`` is the code of a province (``VN-09``) or its name. An overlay that is in force itself stands for the text
    it changes; one marked as an illustration never counts. ``NotInForceError``: none is in force there on that day, or
    two are, naming both.

    >>> in_force("VN-09", on=date(2024, 3, 1)).name, in_force("Lạng Sơn", on=date(2024, 3, 1)).name
    ('langson', 'langson')
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
    code = _code(str(place), counted)
    there = [span for span in counted if span.code == code]
    day = on.isoformat()
    binding = [span for span in there if span.first <= day <= (span.last or "9999-12-31")]
    changed = {span.base for span in binding}
    found_ = [span for span in binding if span.name not in changed]
    if len(found_) == 1:
        return load_profile(found_[0].name)
    if not there:
        raise _no_place(str(place), counted)
    raise _none_or_two(str(place), day, there, found_)


def _code(place: str, spans: Sequence[_Span]) -> str:
    """Give the code of a place that is called by it, or by a name that no other place has."""
    named = {span.code for span in spans if _plain(span.place) == _plain(place)}
    return named.pop() if len(named) == 1 else place.upper()


def _plain(name: str) -> str:
    """Write a name without what people leave out: case, double spaces, "tỉnh" or "thành phố" before it."""
    words = " ".join(normalize("NFC", name).casefold().split())
    return words.removeprefix("tỉnh ").removeprefix("thành phố ")


def _bare(name: str) -> str:
    """Write a name without its diacritics too, to find what was meant by one that was typed without them."""
    return "".join(sign for sign in normalize("NFD", _plain(name)) if not combining(sign)).replace("đ", "d")


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
    bare = [_bare(name) for name in codes.values()]
    names = {name: code for name, code in zip(bare, codes, strict=True) if bare.count(name) == 1}
    close = near(place.upper(), codes) or names.get(_bare(place)) or names.get(near(_bare(place), names) or "")
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
