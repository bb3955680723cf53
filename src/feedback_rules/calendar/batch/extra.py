"""numpy, or the error that says which extra brings it; and the mark of a row that has no answer."""

from __future__ import annotations

from typing import Final

from feedback_rules.errors import MissingExtraError


def _missing() -> MissingExtraError:
    return MissingExtraError(
        "missing-batch",
        en="asking a calendar with arrays needs the package numpy; install: pip install 'feedback-rules[batch]'",
        vi="tính hàng loạt theo lịch cần gói numpy; hãy cài: pip install 'feedback-rules[batch]'",
    )


try:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray
except ImportError:
    raise _missing() from None

__all__ = ["INVALID", "ArrayLike", "Ints", "NDArray", "np"]

Ints = NDArray[np.int64]

INVALID: Final = -(1 << 63)
"""The integer that marks a row without an answer: what ``NaT`` is inside."""
