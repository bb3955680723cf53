"""What an audit says of a row that was not simply applied."""

from __future__ import annotations

__all__ = ["WORDS"]

WORDS: dict[str, tuple[str, str]] = {
    "audit.ambiguous-order": (
        "{event} trùng thời điểm với {before} và không có số thứ tự; đã lấy theo thứ tự trong tệp",
        "{event} has the same instant as {before} and no number; they were taken in file order",
    ),
    "audit.repeated": (
        "{event} đã được áp dụng trước đó; không áp dụng lần nữa",
        "{event} was already applied; it was not applied again",
    ),
    "audit.confirmed": (
        "{event} xác nhận việc đã tự xảy ra khi hết hạn lúc {due}",
        "{event} confirms what happened by itself when the due passed at {due}",
    ),
    "audit.confirmed-signal": (
        "{event} xác nhận việc đã được báo đến từ hồ sơ khác lúc {due}",
        "{event} confirms what another case reported at {due}",
    ),
    "audit.late-recorded": (
        "{event} được ghi nhận muộn lúc {recorded}; nếu tính theo lúc ghi nhận: {verdicts}",
        "{event} was recorded late, at {recorded}; by the recorded instant: {verdicts}",
    ),
    "audit.signal-again": (
        "{event} gửi đến hồ sơ {to} lần thứ hai trong cùng một chuỗi tín hiệu; không chuyển nữa",
        "{event} was sent to the case {to} a second time in one chain of signals; it was not delivered again",
    ),
    "audit.signal": (
        "{event} gửi đến hồ sơ {to}, hồ sơ này chưa được mở",
        "{event} was sent to the case {to}, which is not open",
    ),
}
