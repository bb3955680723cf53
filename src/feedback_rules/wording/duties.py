"""What is said of recurring duties."""

from __future__ import annotations

__all__ = ["WORDS"]

WORDS: dict[str, tuple[str, str]] = {
    "duties.no_day": (
        "Quy chế không nêu ngày báo cáo; kỳ kết thúc vào ngày cuối nêu ở đây",
        "The text names no day for the report; the period ends on the last day given here",
    ),
    "duties.on_request": (
        "Báo cáo đột xuất khi được yêu cầu; không có kỳ",
        "Made when it is asked for; it has no period",
    ),
}
