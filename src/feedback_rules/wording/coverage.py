"""What is said of that which a log leaves untried."""

from __future__ import annotations

__all__ = ["WORDS"]

WORDS: dict[str, tuple[str, str]] = {
    "coverage.not_taken": ("{id}: chưa hồ sơ nào đi qua", "{id}: no case takes it"),
    "coverage.not_made": ("{id}: chưa hồ sơ nào tạo ra tác động này", "{id}: no case makes this effect"),
    "coverage.not_started": ("{id}: thời hạn chưa bắt đầu lần nào", "{id}: the limit never starts"),
    "coverage.not_met": ("{id}: chưa lần nào đúng hạn", "{id}: the limit is never met"),
    "coverage.not_missed": ("{id}: chưa lần nào trễ hạn", "{id}: the limit is never missed"),
    "coverage.not_used": ("{id}: chưa lần nào dùng quyền trong hạn", "{id}: the window is never used"),
    "coverage.not_passed": ("{id}: chưa lần nào hết hạn", "{id}: the window never passes"),
    "coverage.not_stopped": ("{id}: chưa lần nào dừng trước hạn", "{id}: the timer is never stopped"),
    "coverage.not_expired": ("{id}: chưa lần nào đến hạn", "{id}: the timer never expires"),
    "coverage.not_ended": ("{id}: chưa lần nào kết thúc", "{id}: it never ends"),
}
