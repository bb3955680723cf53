"""What is said of a scenario file that can't be read: each fault (why) with its remedy (``….hint``)."""

from __future__ import annotations

__all__ = ["WORDS"]

WORDS: dict[str, tuple[str, str]] = {
    "scenario.unknown-key": ("{where}: không có khóa {value}", "{where}: there is no key {value}"),
    "scenario.unknown-key.hint": ("các khóa ở đây là {known}", "the keys here are {known}"),
    "scenario.missing-key": ("{where}: thiếu {value}", "{where}: {value} is missing"),
    "scenario.missing-key.hint": (
        "mỗi kịch bản có title, basis, log và expect; tệp có profile và scenarios",
        "every scenario has title, basis, log and expect; a file has profile and scenarios",
    ),
    "scenario.not-a-mapping": ("{where}: cần các cặp khóa và giá trị", "{where}: keys with values are needed"),
    "scenario.not-a-mapping.hint": ("hãy viết khóa: giá trị", "write key: value"),
    "scenario.not-a-list": ("{where}: cần một danh sách", "{where}: a list is needed"),
    "scenario.not-a-list.hint": ("hãy bắt đầu mỗi mục bằng '- '", "begin each item with '- '"),
    "scenario.not-a-text": ("{where}: cần một văn bản", "{where}: a text is needed"),
    "scenario.not-a-text.hint": (
        "hãy viết một giá trị, trong ngoặc kép nếu là câu",
        "write one value, in quotes if it is a sentence",
    ),
    "scenario.empty": ("{where} trống", "{where} is empty"),
    "scenario.empty.hint": (
        "một kịch bản không nói điều gì phải xảy ra thì không kiểm được gì",
        "a scenario that does not say what must happen tests nothing",
    ),
    "scenario.title-twice": (
        'tên "{value}" đã dùng cho kịch bản ở dòng {line}',
        'the title "{value}" is also that of the scenario on line {line}',
    ),
    "scenario.title-twice.hint": (
        "hãy nói kịch bản này khác kịch bản kia ở chỗ nào",
        "say in it what sets this scenario apart",
    ),
    "scenario.citation-not-in-outline": (
        'trích dẫn "{value}" không có trong mục lục của văn bản',
        'the citation "{value}" is not in the outline of the text',
    ),
    "scenario.citation-not-in-outline.hint": ("ở đó có: {known}", "there is: {known}"),
    "scenario.unknown-given": ("không có dữ liệu cho sẵn tên {value}", "no given data is named {value}"),
    "scenario.unknown-given.hint": ("dưới given có: {known}", "under given there are: {known}"),
    "scenario.missing-file": ("không có tệp {value}", "there is no file {value}"),
    "scenario.missing-file.hint": (
        "đường dẫn được tính từ thư mục của tệp kịch bản này, sau đó từ thư mục đang làm việc",
        "a path counts from the folder of this scenario file, then from the working folder",
    ),
    "scenario.unknown-profile": ("{why}", "{why}"),
    "scenario.unknown-profile.hint": (
        "hãy viết tên có sẵn, hoặc đường dẫn tính từ tệp kịch bản này",
        "write a shipped name, or a path seen from this scenario file",
    ),
    "scenario.bad-at": ("{value} không phải một thời điểm", "{value} is no instant"),
    "scenario.bad-at.hint": (
        'hãy viết "2024-03-04 08:00" theo giờ của quy chế',
        'write "2024-03-04 08:00", on the clock of the regulation',
    ),
    "scenario.bad-row": ("{value} không phải số thứ tự của một dòng", "{value} is not the number of a row"),
    "scenario.bad-row.hint": ("các dòng của log được đếm từ 1", "the rows of the log are counted from 1"),
}
