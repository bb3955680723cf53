"""Answers in pieces: between two breaks a function of the instant stays, or grows as the instant does.

What is due, and what has passed, are such functions. Where all breaks lie on a grid (the half hour, say), one division
finds an instant's place; elsewhere a search does. The answers are the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from feedback_rules.calendar.batch.extra import INVALID, Ints, NDArray, np

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Pieces"]

_CHUNK: Final = 8192  # what is worked on at a time stays in the nearest caches
_MOST_SLOTS: Final = 1 << 21


class Pieces:
    """A function of instants, made of pieces: each begins after a break and ends with the next one.

    ``answers[i]`` is the answer at ``breaks[i + 1]``; where ``grows[i]``, an instant so much earlier has an answer so
    much earlier. Outside the breaks the answer is ``INVALID``, except at the instants that ``points`` names.

    >>> half = Pieces(np.array([0, 10, 20]), np.array([10, 90]), np.array([True, False]), {0: 7})
    >>> half(np.array([-1, 0, 1, 10, 11, 20, 21])).tolist()
    [-9223372036854775808, 7, 1, 10, 90, 90, -9223372036854775808]
    """

    __slots__ = ("_answers", "_breaks", "_first", "_grows", "_points", "_slot", "_slots")

    def __init__(self, breaks: Ints, answers: Ints, grows: NDArray[np.bool_], points: Mapping[int, int]) -> None:
        self._breaks = breaks
        # What lies before the first break, and after the last, is a piece too, without an answer.
        self._answers = np.concatenate(([INVALID], answers, [INVALID]))
        self._grows = np.concatenate(([False], grows, [False]))
        self._points = dict(points)
        lengths = np.diff(breaks)
        self._slot = max(int(np.gcd.reduce(lengths)), 1)
        self._first = int(breaks[0]) + 1 - self._slot
        self._slots = self._lay(lengths // self._slot) if self._fits() else None

    @property
    def on_grid(self) -> bool:
        """Whether a division finds an instant's place."""
        return self._slots is not None

    def _fits(self) -> bool:
        """Say whether a table of slots is small, and leaves each answer its lowest bit for saying that it grows."""
        if (self._breaks[-1] - self._breaks[0]) // self._slot > _MOST_SLOTS:
            return False
        return not self._grows.any() or (self._slot % 2 == 0 and not np.bitwise_and(self._answers, 1).any())

    def _lay(self, counts: Ints) -> Ints:
        answers = np.repeat(self._answers[1:-1], counts)
        ends = np.repeat(self._breaks[1:], counts)
        grows = np.repeat(self._grows[1:-1], counts)
        slot_ends = int(self._breaks[0]) + self._slot * np.arange(1, len(ends) + 1)
        # A growing slot keeps the answer at its first microsecond, which is odd.
        answers -= np.where(grows, ends - slot_ends + self._slot - 1, 0)
        return np.concatenate(([INVALID], answers, [INVALID]))

    def __call__(self, instants: Ints) -> Ints:
        """Give the answer for each instant."""
        out = self._search(instants) if self._slots is None else self._look_up(instants, self._slots)
        for instant, answer in self._points.items():
            at = instants == instant
            if at.any():
                out[at] = answer
        return out

    def _search(self, instants: Ints) -> Ints:
        piece = np.searchsorted(self._breaks, instants)
        early = self._breaks.take(piece, mode="clip") - instants
        return self._answers[piece] - np.where(self._grows[piece], early, 0)

    def _look_up(self, instants: Ints, slots: Ints) -> Ints:
        out = np.empty_like(instants)
        first, slot, growing = self._first, self._slot, bool(self._grows.any())
        since_room, index_room = np.empty(_CHUNK, np.int64), np.empty(_CHUNK, np.int64)
        for low in range(0, len(instants), _CHUNK):
            part, answers = instants[low : low + _CHUNK], out[low : low + _CHUNK]
            since, index = since_room[: len(part)], index_room[: len(part)]
            # An instant so far away that this wraps around is clipped to an outer slot, without an answer.
            np.subtract(part, first, out=since)
            np.floor_divide(since, slot, out=index)
            slots.take(index, out=answers, mode="clip")
            if growing:
                index *= slot
                since -= index
                np.bitwise_and(answers, 1, out=index)
                index *= since
                answers += index
        return out
