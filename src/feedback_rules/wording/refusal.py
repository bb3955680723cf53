"""Why an event was refused, and what is open instead."""

from __future__ import annotations

__all__ = ["WORDS"]

WORDS: dict[str, tuple[str, str]] = {
    "refusal.unknown-event": (
        "không có sự kiện nào tên {event}{near}",
        "there is no event named {event}{near}",
    ),
    "refusal.wrong-state": (
        "{event} không mở ở trạng thái {state}",
        "{event} is not open in the state {state}",
    ),
    "refusal.not-open": (
        "hồ sơ chưa được mở: {event} không phải sự kiện mở hồ sơ",
        "the case has not been opened: {event} opens none",
    ),
    "refusal.not-yet-in-force": (
        "{text} chỉ điều chỉnh hồ sơ mở từ {day}; hồ sơ mở trước đó theo văn bản khi ấy có hiệu lực",
        "{text} governs cases opened from {day} on; earlier ones are governed by the text that was in force then",
    ),
    "refusal.no-longer-in-force": (
        "{text} chỉ điều chỉnh hồ sơ mở đến hết {day}; hồ sơ mở sau đó theo văn bản thay thế",
        "{text} governs cases opened up to {day}; later ones are governed by the text that has replaced it",
    ),
    "refusal.slash-in-id": (
        "dấu “/” trong {id} chỉ một phần của hồ sơ (HỒ-SƠ/tên/số), {event} thì mở hồ sơ: hãy viết mã là {instead}",
        "a “/” as in {id} addresses a part of a case (CASE/name/n), {event} opens a case: write its id as {instead}",
    ),
    "refusal.no-such-part": (
        "hồ sơ không có phần {part}",
        "the case has no part {part}",
    ),
    "refusal.orphaned": (
        "không còn ai giữ hồ sơ (trạng thái {state}): {why}; chỉ còn việc chuyển lại",
        "nobody holds the case any more (state {state}): {why}; only re-routing is open",
    ),
    "refusal.not_taken_over": ("chưa có đơn vị nào tiếp nhận", "no holder has taken it over"),
    "refusal.wrong-actor": (
        "{by}{near} không được thực hiện {event} ở trạng thái {state}; việc này của {who}",
        "{by}{near} may not do {event} in the state {state}; it is for {who}",
    ),
    "refusal.wrong-actor.unopened": (
        "{by}{near} không được mở hồ sơ bằng {event}; việc này của {who}",
        "{by}{near} may not open a case with {event}; it is for {who}",
    ),
    "refusal.wrong-unit": (
        "{by} thuộc đơn vị {unit}, hồ sơ đã giao cho {expected}",
        "{by} belongs to {unit}, the case was routed to {expected}",
    ),
    "refusal.wrong-unit-unrouted": (
        "{by} thuộc đơn vị {unit}, hồ sơ chưa được giao cho đơn vị nào",
        "{by} belongs to {unit}, the case was routed to no unit yet",
    ),
    "refusal.missing-unit": (
        "{by} phải nêu đơn vị của mình (loại {kind} có nhiều đơn vị)",
        "{by} must name a unit (there are many of the kind {kind})",
    ),
    "refusal.holder-ended": (
        "{by} thuộc {kind}, không còn hoạt động từ {day}",
        "{by} belongs to {kind}, which ended on {day}",
    ),
    "refusal.holder-to-come": (
        "{by} thuộc {kind}, chỉ hoạt động từ {day}",
        "{by} belongs to {kind}, which begins on {day}",
    ),
    "refusal.missing-field": ("{event} thiếu {fields}", "{event} lacks {fields}"),
    "refusal.missing-evidence": ("{event} thiếu chứng cứ {fields}", "{event} lacks the evidence {fields}"),
    "refusal.bad-value": (
        "{field} là {value}: {why_vi}",
        "{field} is {value}: {why_en}",
    ),
    "refusal.unmet-condition": (
        "điều kiện của {event} ở trạng thái {state} không thỏa: {condition}",
        "the condition of {event} in the state {state} does not hold: {condition}",
    ),
    "refusal.unmet-condition.unopened": (
        "{event} không mở được hồ sơ, vì điều kiện không thỏa: {condition}",
        "{event} opens no case, as its condition does not hold: {condition}",
    ),
    "refusal.two-transitions": (
        "hai bước chuyển cùng mở cho {event} ở trạng thái {state}: {first} và {second}; hồ sơ quy định có lỗi",
        "two transitions are open to {event} in the state {state}: {first} and {second}; the profile is at fault",
    ),
    "refusal.two-transitions.unopened": (
        "hai cách mở hồ sơ cùng dành cho {event}: {first} và {second}; hồ sơ quy định có lỗi",
        "two ways to open a case are open to {event}: {first} and {second}; the profile is at fault",
    ),
    "refusal.too-often": (
        "{event} chỉ được {times} lần trong một hồ sơ",
        "{event} is allowed {times} time(s) in a case",
    ),
    "refusal.too-late": (
        "{event} chỉ được đến hết {due}",
        "{event} was open until {due} only",
    ),
    "refusal.too-early": (
        "{event} chỉ mở sau khi {clock} quá hạn{due}",
        "{event} opens only once {clock} is past due{due}",
    ),
    "refusal.out-of-order": (
        "{event} lúc {at} đến sau việc đã ghi nhận lúc {last}; hãy dùng revise để bổ sung việc đến muộn",
        "{event} at {at} comes after what is already recorded at {last}; use revise to add a late entry",
    ),
    "refusal.seq-taken": (
        "số thứ tự {seq} đã dùng cho một nội dung khác",
        "the number {seq} was already given to another content",
    ),
    "refusal.past-date": (
        "{field} là {value}, đã qua lúc {at}; hãy nêu một thời điểm chưa tới",
        "{field} is {value}, already past at {at}; give an instant to come",
    ),
    "refusal.over-ceiling": (
        "gia hạn đến {due} vượt mức tối đa {ceiling}",
        "the extension to {due} goes beyond the ceiling {ceiling}",
    ),
    "refusal.no-clock": (
        "{clock} không đang chạy nên không gia hạn được",
        "{clock} is not running and can't be extended",
    ),
    "refusal.of": ("{case}, {event} lúc {at}: ", "{case}, {event} at {at}: "),
    "refusal.open": (". Đang mở: {offers}.", ". Open instead: {offers}."),
    "refusal.nothing_open": (". Không có sự kiện nào đang mở.", ". Nothing is open."),
}
