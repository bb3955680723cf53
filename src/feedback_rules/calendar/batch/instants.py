"""Arrays of instants at the border: microseconds UTC inside, NaT for what is none (S1)."""

from __future__ import annotations

from typing import NamedTuple

from feedback_rules.calendar.batch.extra import INVALID, ArrayLike, Ints, NDArray, np
from feedback_rules.errors import InputError

__all__ = ["Instants", "read"]


class Instants(NamedTuple):
    """Instants in one row, the shape that they came in, and whether they came as ``datetime64``."""

    values: Ints
    shape: tuple[int, ...]
    dated: bool

    def due(self, answers: Ints) -> NDArray[np.int64 | np.datetime64]:
        """Give answers in the shape and the type in which the instants came."""
        shaped = answers.reshape(self.shape)
        return shaped.view("datetime64[us]") if self.dated else shaped


def read(given: ArrayLike) -> Instants:
    """Read ``datetime64`` of any unit (UTC, as numpy has it) or integers, which are microseconds UTC since 1970.

    What is no whole microsecond, or none that 64 bits can say, becomes NaT; other types are an ``InputError``.

    >>> read(np.array(["1970-01-01T00:00:01", "NaT"], dtype="datetime64[s]")).values.tolist()
    [1000000, -9223372036854775808]
    """
    array = np.asarray(given)
    if array.dtype.kind == "M":
        micros = array.astype("datetime64[us]")
        values = micros.view(np.int64)
        if array.dtype != micros.dtype:
            exact = micros.astype(array.dtype) == array
            values = np.where(exact, values, INVALID)
    elif array.dtype.kind in "iu" and np.can_cast(array.dtype, np.int64):
        values = array.astype(np.int64, copy=False)
    else:
        raise InputError(
            "instants-type",
            en=f"instants in an array are datetime64 (UTC) or int64 (microseconds UTC since 1970), got {array.dtype}: "
            "convert aware datetimes to UTC first",
            vi=f"mảng thời điểm phải là datetime64 (UTC) hoặc int64 (micro giây UTC từ 1970), nhận được {array.dtype}: "
            "hãy đổi datetime có múi giờ sang UTC trước",
            value=str(array.dtype),
        )
    return Instants(np.ascontiguousarray(values).reshape(-1), array.shape, array.dtype.kind == "M")
