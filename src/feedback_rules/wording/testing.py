"""What a host's test run says about scenarios that fail."""

from __future__ import annotations

__all__ = ["WORDS"]

WORDS: dict[str, tuple[str, str]] = {
    "testing.failed": (
        "{failed} trong {all} tình huống không cho kết quả mong đợi:",
        "{failed} of {all} scenarios do not come out as expected:",
    ),
    "testing.given": ("đã xảy ra", "given"),
    "testing.difference": (
        "{where}: mong đợi {expected}, kết quả {got} [{clause}]",
        "{where}: expected {expected}, got {got} [{clause}]",
    ),
}
