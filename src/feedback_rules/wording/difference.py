"""How a place in a scenario file is named, and what is said where something else came out."""

from __future__ import annotations

__all__ = ["WORDS"]

WORDS: dict[str, tuple[str, str]] = {
    "difference.file": ("tệp này", "the file"),
    "difference.one": ("một kịch bản", "a scenario"),
    "difference.row": ("dòng {number}", "row {number}"),
    "difference.a-run": ("một lượt thời hạn", "a run"),
    "difference.a-part": ("một phần của hồ sơ", "a part"),
    "difference.an-entry": ("một mục", "an entry"),
    "difference.there-is-one": ("có mục này", "there is one"),
    "difference.none-of": ("không có; hiện có: {known}", "none; there are: {known}"),
    "difference.none-at-all": ("không có, cũng không có cái nào khác", "none, nor any other"),
    "difference.no-fact": ("không có dữ kiện này; hiện có: {known}", "no fact; there are: {known}"),
    "difference.no-effect": ("không có {what}", "no {what}"),
    "difference.never-opened": ("chưa được mở", "never opened"),
    "difference.taken": ("được nhận", "taken"),
    "difference.refused": ("bị từ chối", "refused"),
    "difference.refused-code": ("bị từ chối ({code})", "refused {code}"),
    "difference.refused-why": ("bị từ chối ({code}): {why}", "refused {code}: {why}"),
}
