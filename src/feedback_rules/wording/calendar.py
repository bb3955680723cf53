"""What the clock room says: the steps of a derivation, by key, in Vietnamese and in English."""

from __future__ import annotations

__all__ = ["MONTHS", "WEEKDAYS", "WORDS"]

WEEKDAYS: tuple[tuple[str, str], ...] = (
    ("thứ Hai", "Mon"),
    ("thứ Ba", "Tue"),
    ("thứ Tư", "Wed"),
    ("thứ Năm", "Thu"),
    ("thứ Sáu", "Fri"),
    ("thứ Bảy", "Sat"),
    ("Chủ nhật", "Sun"),
)

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

WORDS: dict[str, tuple[str, str]] = {
    # The head and the end of a derivation.
    "calendar.head": ("{limit} kể từ {start}: hạn {due}", "{limit} from {start}: due {due}"),
    "calendar.due": ("Hạn {moment}", "Due {moment}"),
    "calendar.provisional": (
        "Tạm tính: lịch nghỉ từ {day} chưa được công bố chính thức",
        "Provisional: the days off from {day} on are not published yet",
    ),
    # Where the count begins.
    "calendar.from_moment": (
        "{moment}: bắt đầu tính từ thời điểm này",
        "{moment}: the count begins at that moment",
    ),
    "calendar.from_opening": (
        "{moment}: ngoài giờ làm việc, bắt đầu tính khi mở cửa {opening}",
        "{moment}: outside office hours, the count begins at the opening on {opening}",
    ),
    "calendar.day_zero": (
        "{day}: ngày xảy ra sự kiện không được tính",
        "{day}: the day of the event is not counted",
    ),
    "calendar.day_zero_24": (
        "24:00 {day}: thuộc ngày vừa kết thúc, ngày đó không được tính",
        "24:00 of {day}: it belongs to the day that ended, which is not counted",
    ),
    # What is counted.
    "calendar.elapses": ("{begin} đến {until}: {span}", "{begin} to {until}: {span}"),
    "calendar.session": ("{hours} {day}: {span}", "{hours} {day}: {span}"),
    "calendar.full_days": (
        "{first} đến {last}: {days} ngày làm việc, {span}",
        "{first} to {last}: {days} working days, {span}",
    ),
    "calendar.working_day": ("{day}: 1 ngày làm việc", "{day}: 1 working day"),
    "calendar.working_days": (
        "{first} đến {last}: {days} ngày làm việc",
        "{first} to {last}: {days} working days",
    ),
    "calendar.plain_days": ("{limit}: {first} đến {last}", "{limit}: {first} to {last}"),
    "calendar.plain_day": ("{limit}: {first}", "{limit}: {first}"),
    "calendar.corresponding": (
        "{limit}: ngày tương ứng là {last}",
        "{limit}: the corresponding day is {last}",
    ),
    "calendar.last_of_month": (
        "{limit}: tháng đó không có ngày tương ứng, lấy ngày cuối tháng {last}",
        "{limit}: that month has no corresponding day, so its last one, {last}",
    ),
    "calendar.same_day": (
        "{day}: trong ngày làm việc này",
        "{day}: within this working day",
    ),
    "calendar.next_day": (
        "{moment}: sau giờ làm việc hoặc ngày nghỉ, tính cho ngày làm việc tiếp theo",
        "{moment}: after close of business or on a day off, so the next working day counts",
    ),
    # What is not counted, and why.
    "calendar.rest": ("{day}: nghỉ hằng tuần, không tính", "{day}: weekly rest, not counted"),
    "calendar.rests": (
        "{first} đến {last}: nghỉ hằng tuần, không tính",
        "{first} to {last}: weekly rest, not counted",
    ),
    "calendar.day_off": ("{day} là ngày nghỉ: {name}", "{day} is a day off: {name}"),
    "calendar.closed": ("{day}: đóng cửa theo {document}", "{day}: closed by {document}"),
    "calendar.part": (
        "{day}: đóng cửa {hours} theo {document}",
        "{day}: closed {hours} by {document}",
    ),
    "calendar.no_session": (
        "{day}: đồng hồ được chỉnh nên không có giờ làm việc",
        "{day}: the clock is changed, so no session is left",
    ),
    "calendar.paused": ("{begin} đến {until}: tạm dừng, không tính", "{begin} to {until}: paused, not counted"),
    "calendar.put_off": (
        "tạm dừng lúc 24:00 của {days} ngày nên lùi đến {last}",
        "the clock did not run at the 24:00 of {days} days, so put off to {last}",
    ),
    "calendar.paused_day": ("{day}: tạm dừng lúc 24:00, không tính", "{day}: paused at its 24:00, not counted"),
    # What is worth knowing about a day that is counted.
    "calendar.made_up": ("{day}: làm bù", "{day}: a make-up working day"),
    "calendar.made_up_for": (
        "{day}: làm bù cho {replaced}",
        "{day}: worked in exchange for {replaced}",
    ),
    "calendar.pending": ("{day} vẫn là ngày làm việc: {name}", "{day} is still a working day: {name}"),
    # Where it ends.
    "calendar.rolled": (
        "ngày cuối là ngày nghỉ nên kết thúc vào ngày làm việc tiếp theo {day}",
        "the last day is not worked, so it ends on the next working day, {day}",
    ),
    "calendar.ends": ("Hạn 24:00 {day}", "Due at 24:00 of {day}"),
    "calendar.closes": ("Hạn khi hết giờ làm việc {day}, {time}", "Due at close of business of {day}, {time}"),
    "calendar.same_time": ("Hạn cùng giờ {day}, {time}", "Due at the same time of day on {day}, {time}"),
    "calendar.after_pause": (
        "đang tạm dừng nên lùi đến {moment}",
        "the clock is paused then, so it is put off to {moment}",
    ),
    # A day table beside the package that cross-checks it.
    "calendar.difference": (
        "{day}: bảng ngày ghi {table}, gói phần mềm ghi {package}{name}",
        "{day}: the table says {table}, the package {package}{name}",
    ),
    "calendar.is_off": ("ngày nghỉ", "a day off"),
    "calendar.is_made_up": ("ngày làm bù", "a make-up working day"),
    "calendar.is_ordinary": ("ngày thường", "an ordinary day"),
}
