"""What can be wrong with a profile's file, its shape, its readings and its overlays, and what to write instead."""

from __future__ import annotations

__all__ = ["WORDS"]

_FILE: dict[str, tuple[str, str]] = {
    "problem.missing-file": ("không có tệp {name}", "there is no file {name}"),
    "problem.missing-file.hint": (
        "Hãy kiểm tra đường dẫn, hoặc gọi một quy chế có sẵn bằng tên.",
        "Check the path, or call a shipped profile by its name.",
    ),
    "problem.not-a-file": ("{name} không phải là tệp thường", "{name} is no regular file"),
    "problem.not-a-file.hint": (
        "Hãy nêu một tệp .yaml; thư mục, ống dẫn và thiết bị không được mở.",
        "Name a .yaml file; folders, pipes and devices are not opened.",
    ),
    "problem.unreadable-file": ("không đọc được {name}: {reason}", "{name} can't be read: {reason}"),
    "problem.unreadable-file.hint": ("Hãy kiểm tra quyền đọc tệp.", "Check who may read it."),
    "problem.too-large": ("tệp lớn hơn {most} KiB", "the file is larger than {most} KiB"),
    "problem.too-large.hint": (
        "Một tệp chỉ chứa một quy chế; hãy bỏ những gì không thuộc quy chế.",
        "A profile holds one regulation; take out what is no part of it.",
    ),
    "problem.not-utf8": ("tệp không phải UTF-8 (gặp {byte})", "the file is not UTF-8 (found {byte})"),
    "problem.not-utf8.hint": (
        "Hãy lưu lại với bảng mã UTF-8.",
        "Save it again as UTF-8.",
    ),
    "problem.binary": ("tệp chứa dữ liệu nhị phân", "the file holds binary data"),
    "problem.binary.hint": ("Cần một tệp văn bản YAML.", "A YAML text is needed."),
    "problem.bad-character": (
        "ký tự {sign} không được dùng trong tệp",
        "the character {sign} may not stand in the file",
    ),
    "problem.bad-character.hint": (
        "Hãy xóa ký tự điều khiển hoặc ký tự đổi chiều chữ này.",
        "Delete this control or direction-changing character.",
    ),
    "problem.empty-file": ("tệp không có nội dung", "the file is empty"),
    "problem.empty-file.hint": (
        'Tệp quy chế và tệp tình huống bắt đầu bằng "profile: tên".',
        'A profile and a scenario file begin with "profile: name".',
    ),
    "problem.not-a-mapping": (
        "tệp quy chế phải là một mục gồm các khóa",
        "a profile is a mapping of keys",
    ),
    "problem.not-a-mapping.hint": ('Hãy bắt đầu bằng "profile: tên".', 'Begin with "profile: name".'),
    "problem.too-many-nodes": ("tệp có hơn {most} giá trị", "the file has more than {most} values"),
    "problem.too-many-nodes.hint": (
        "Một tệp chỉ chứa một quy chế; hãy bỏ những gì không thuộc quy chế.",
        "A profile holds one regulation; take out what is no part of it.",
    ),
    "problem.too-deep": ("các mục lồng nhau sâu hơn {most} tầng", "entries stand in each other more than {most} deep"),
    "problem.too-deep.hint": (
        "Hãy kiểm tra dấu ngoặc và thụt lề ở đây.",
        "Check the brackets and the indentation here.",
    ),
}

_YAML: dict[str, tuple[str, str]] = {
    "problem.alias": ("tham chiếu *{name} không được dùng", "the alias *{name} is not allowed"),
    "problem.alias.hint": (
        'Hãy viết ra nội dung; chữ bắt đầu bằng "*" cần đặt trong ngoặc kép.',
        'Write out what it stands for; put a text that begins with "*" in quotes.',
    ),
    "problem.anchor": ("neo &{name} không được dùng", "the anchor &{name} is not allowed"),
    "problem.anchor.hint": (
        'Hãy bỏ neo; chữ bắt đầu bằng "&" cần đặt trong ngoặc kép.',
        'Leave it out; put a text that begins with "&" in quotes.',
    ),
    "problem.tag": ("nhãn kiểu {name} không được dùng", "the tag {name} is not allowed"),
    "problem.tag.hint": (
        'Hãy bỏ nhãn; chữ bắt đầu bằng "!" cần đặt trong ngoặc kép.',
        'Leave it out; put a text that begins with "!" in quotes.',
    ),
    "problem.several-documents": ("tệp chứa nhiều hơn một tài liệu", "the file holds more than one document"),
    "problem.several-documents.hint": (
        'Hãy tách ra mỗi tệp một tài liệu, hoặc xóa dòng "---".',
        'Put each profile in its own file, or delete the line "---".',
    ),
    "problem.bad-key": ("khóa phải là chữ, không phải một mục hay danh sách", "a key is a text, no mapping or list"),
    "problem.bad-key.hint": (
        "Hãy đặt chữ có dấu ngoặc nhọn hoặc vuông trong ngoặc kép.",
        "Put a text with braces or brackets in quotes.",
    ),
    "problem.duplicate-key": (
        'khóa "{key}" lặp lại ở đây; lần đầu ở dòng {line}',
        'the key "{key}" stands here again; it was first written on line {line}',
    ),
    "problem.duplicate-key.hint": ("Hãy giữ một trong hai.", "Keep one of the two."),
    "problem.prose-comma": (
        'dấu phẩy đã tách "{part}" khỏi nội dung của "{key}"',
        'the comma splits "{part}" off the text of "{key}"',
    ),
    "problem.prose-comma.hint": (
        'Hãy đặt cả câu trong ngoặc kép: {key}: "{whole}"',
        'Put the whole sentence in quotes: {key}: "{whole}"',
    ),
    "problem.missing-value": ('khóa "{key}" không có giá trị', 'the key "{key}" has no value'),
    "problem.missing-value.hint": (
        'Hãy viết "{key}: giá trị", hoặc dùng ngoặc vuông nếu đây là danh sách.',
        'Write "{key}: value", or use square brackets if this is a list.',
    ),
    "problem.stray-colon": ("dấu hai chấm ở đây làm hỏng câu", "the colon here breaks the text"),
    "problem.stray-colon.hint": (
        "Hãy đặt câu có dấu hai chấm trong ngoặc kép; nếu đây là khóa mới thì xuống dòng và thụt lề cho đúng.",
        "Put a text with a colon in quotes; if this is a new key, give it its own, well indented line.",
    ),
    "problem.tab": ("không được thụt lề bằng phím tab", "a tab can't indent"),
    "problem.tab.hint": ("Hãy thay tab bằng dấu cách.", "Replace it by spaces."),
    "problem.reserved-sign": ('giá trị không thể bắt đầu bằng "{sign}"', 'a value can\'t begin with "{sign}"'),
    "problem.reserved-sign.hint": ("Hãy đặt giá trị trong ngoặc kép.", "Put the value in quotes."),
    "problem.bad-escape": (
        "dấu gạch chéo ngược trong ngoặc kép mở ra một ký hiệu không có",
        "the backslash in double quotes begins a sign that does not exist",
    ),
    "problem.bad-escape.hint": (
        "Hãy dùng nháy đơn, hoặc viết hai dấu \\\\.",
        "Use single quotes, or write \\\\ twice.",
    ),
    "problem.open-quote": (
        "dấu ngoặc kép mở ở dòng {opened} không được đóng",
        "the quote opened on line {opened} is not closed",
    ),
    "problem.open-quote.hint": ("Hãy thêm dấu đóng ngoặc kép.", "Add the closing quote."),
    "problem.open-bracket": (
        "dấu ngoặc mở ở dòng {opened} không được đóng, hoặc thiếu dấu phẩy trước chỗ này",
        "the bracket opened on line {opened} is not closed, or a comma is missing before this place",
    ),
    "problem.open-bracket.hint": (
        "Hãy thêm dấu phẩy hoặc dấu đóng ngoặc; chữ có dấu ngoặc cần đặt trong ngoặc kép.",
        "Add the comma or the closing bracket; put a text with brackets in quotes.",
    ),
    "problem.missing-colon": (
        "dòng trước thiếu dấu hai chấm sau khóa",
        "the line before lacks the colon after its key",
    ),
    "problem.missing-colon.hint": ('Hãy viết "khóa: giá trị".', 'Write "key: value".'),
    "problem.colon-space": (
        'sau dấu hai chấm của "{key}" thiếu dấu cách',
        'a space is missing after the colon of "{key}"',
    ),
    "problem.colon-space.hint": ('Hãy viết "{key}: {value}".', 'Write "{key}: {value}".'),
    "problem.wide-colon": (
        'dấu hai chấm sau "{key}" là dấu rộng (U+FF1A), không phải dấu ":"',
        'the colon after "{key}" is a full-width one (U+FF1A), not ":"',
    ),
    "problem.wide-colon.hint": ('Hãy viết "{key}: {value}".', 'Write "{key}: {value}".'),
    "problem.space-indent": (
        "dòng {line} thụt lề bằng dấu cách không ngắt ({sign}), thường do chép từ Word",
        "line {line} is indented with a non-breaking space ({sign}), as when copied from Word",
    ),
    "problem.space-indent.hint": (
        "Hãy xóa khoảng trắng đầu dòng và thụt lề lại bằng dấu cách thường.",
        "Delete the white space at the beginning of the line and indent it with ordinary spaces.",
    ),
    "problem.typographic-quotes": (
        "dấu ngoặc kiểu in {signs} trở thành một phần của nội dung",
        "the typographic quotes {signs} become part of the text",
    ),
    "problem.typographic-quotes.hint": (
        'Hãy dùng dấu ngoặc thẳng: "{text}"; nếu muốn giữ dấu kiểu in thì đặt chúng bên trong dấu ngoặc thẳng.',
        'Use straight quotes: "{text}"; to keep the typographic ones, put them inside straight ones.',
    ),
    "problem.stray-dash": ("dấu gạch của danh sách đứng sai chỗ", "the dash of a list stands in the wrong place"),
    "problem.stray-dash.hint": (
        "Hãy xuống dòng trước dấu gạch và thụt lề bằng nhau.",
        "Begin a new line before the dash, and indent all dashes alike.",
    ),
    "problem.bad-indent": ("dòng này thụt lề không khớp với các dòng trên", "this line's indentation fits none above"),
    "problem.bad-indent.hint": (
        "Hãy thụt lề thẳng hàng với khóa cùng cấp ở trên.",
        "Indent it like the key above that it stands beside.",
    ),
    "problem.bad-yaml": ("không đọc được YAML ({reason})", "the YAML can't be read ({reason})"),
    "problem.bad-yaml.hint": (
        "Hãy kiểm tra thụt lề, dấu ngoặc và dấu hai chấm quanh chỗ này.",
        "Check indentation, quotes, brackets and colons around this place.",
    ),
}

_SHAPE: dict[str, tuple[str, str]] = {
    "problem.near": ('Ý là "{name}"?', 'Did you mean "{name}"?'),
    "problem.unknown-key": ('khóa "{key}" không dùng được ở đây', 'the key "{key}" is not known here'),
    "problem.unknown-key.hint": ("Các khóa dùng được: {known}", "Known here: {known}"),
    "problem.missing-key": ('thiếu khóa "{key}"', 'the key "{key}" is missing'),
    "problem.missing-key.hint": ('Hãy thêm "{key}: …".', 'Add "{key}: …".'),
    "problem.wrong-type": ("cần {wanted}, ở đây là {got}", "{wanted} is needed, here is {got}"),
    "problem.wrong-type.hint": (
        "Xem hình thức của khóa này trong trang tham chiếu của ngôn ngữ.",
        "See the form of this key on the language's reference page.",
    ),
    "problem.empty-value": ("giá trị bị bỏ trống", "the value is empty"),
    "problem.empty-value.hint": ("Hãy viết giá trị, hoặc bỏ cả khóa.", "Write the value, or leave the key out."),
    "problem.one-option": (
        "chỉ có một lựa chọn: một cách hiểu phải có ít nhất hai",
        "there is a single option: a reading has two or more",
    ),
    "problem.one-option.hint": (
        "Hãy thêm cách hiểu kia, hoặc bỏ cách hiểu này và viết thẳng giá trị.",
        "Add the other way to read it, or write the value in its place and leave the reading out.",
    ),
    "problem.bad-name": ('"{value}" không phải là tên', '"{value}" is no name'),
    "problem.bad-name.hint": (
        "Tên gồm chữ thường không dấu, số, gạch dưới hoặc gạch nối, bắt đầu bằng chữ.",
        "A name is lower-case ASCII letters, digits, _ or -, and begins with a letter.",
    ),
    "problem.reserved-name": (
        '"{value}" có nghĩa riêng trong điều kiện',
        '"{value}" has a meaning of its own in conditions',
    ),
    "problem.reserved-name.hint": (
        "Hãy chọn tên khác; sự kiện đúng hoặc sai thì viết flag: true.",
        "Choose another name; for a fact that is true or false write flag: true.",
    ),
    "problem.repeated-value": ('"{value}" có hai lần trong danh sách', '"{value}" stands twice in the list'),
    "problem.repeated-value.hint": ("Hãy giữ một.", "Keep one."),
    "problem.bad-citation": ('"{value}" không phải là trích dẫn', '"{value}" is no citation'),
    "problem.bad-citation.hint": (
        "Hãy viết điều.khoản.điểm như 7.1.a, thêm /s2 cho bước, /p2 cho đoạn, /d1 cho gạch; D.2 cho quyết định.",
        "Write article.clause.point as in 7.1.a, then /s2 for a step, /p2 a paragraph, /d1 a dash; D.2: the decision.",
    ),
    "problem.bad-outline": ('"{value}" không phải là khoản, điểm của một điều', '"{value}" is no clause of an article'),
    "problem.bad-outline.hint": (
        "Hãy viết số trong điều: 2, 2.a, 3.a/p2 hoặc /p3.",
        "Write it relative to its article: 2, 2.a, 3.a/p2 or /p3.",
    ),
    "problem.bad-date": ('"{value}" không phải là ngày', '"{value}" is no date'),
    "problem.bad-date.hint": ("Hãy viết năm-tháng-ngày: 2022-05-12.", "Write year-month-day: 2022-05-12."),
    "problem.dates-turned": (
        "ngày cuối {last} trước ngày đầu {first}",
        "the last day {last} lies before the first {first}",
    ),
    "problem.dates-turned.hint": ("Hãy kiểm tra hai ngày.", "Check the two dates."),
    "problem.bad-flag": ('"{value}" không phải true hay false', '"{value}" is neither true nor false'),
    "problem.bad-flag.hint": ("Hãy viết true hoặc false.", "Write true or false."),
    "problem.bad-number": ('"{value}" không phải là số nguyên từ 1', '"{value}" is no whole number from 1 on'),
    "problem.bad-number.hint": ("Hãy viết số bằng chữ số.", "Write it in digits."),
    "problem.bad-share": (
        '"{value}" không phải là tỷ lệ hay số lần',
        '"{value}" is neither a share nor a number of times',
    ),
    "problem.bad-share.hint": ('Hãy viết ví dụ "30 %" hoặc "3".', 'Write for example "30 %" or "3".'),
    "problem.share-of-more": (
        "không tỷ lệ nào vượt quá {value}",
        "no share can be over {value}",
    ),
    "problem.share-of-more.hint": (
        "Hãy viết tỷ lệ dưới 100 %, hoặc số hồ sơ không có dấu %.",
        "Write a share below 100 %, or a number of cases without the sign.",
    ),
    "problem.bad-limit": ("{why}", "{why}"),
    "problem.bad-limit.hint": (
        "Thời hạn gồm số và đơn vị: 1 giờ, 8 giờ làm việc, 3 ngày làm việc, ngay.",
        "A limit is an amount and a unit: 1 hour, 8 working hours, 3 working days, at once.",
    ),
    "problem.bad-limit-form": ("thời hạn không có hình thức này", "a limit has no such form"),
    "problem.bad-limit-form.hint": (
        "Hãy viết thời hạn bằng chữ, {{given: trường}}, {{unknown: lý do}}, hoặc bảng các dòng {{when, is}}.",
        "Write it in words, {{given: field}}, {{unknown: reason}}, or a table of rows {{when, is}}.",
    ),
    "problem.bad-season": ('"{value}" không phải là ngày trong năm', '"{value}" is no day of a year'),
    "problem.bad-season.hint": ("Hãy viết tháng-ngày: 04-01.", "Write month-day: 04-01."),
    "problem.bad-hours": ('"{value}" không phải là giờ làm việc', '"{value}" is no session of office hours'),
    "problem.bad-hours.hint": (
        'Hãy viết giờ mở và giờ đóng: "07:30-11:30".',
        'Write opening and closing: "07:30-11:30".',
    ),
    "problem.bad-weekday": ('"{value}" không phải là thứ trong tuần', '"{value}" names no weekday'),
    "problem.bad-weekday.hint": ("Hãy viết mon, mon-fri hoặc mon,wed.", "Write mon, mon-fri or mon,wed."),
    "problem.bad-zone": ('"{value}" không phải là múi giờ IANA', '"{value}" is no IANA time zone'),
    "problem.bad-zone.hint": ("Hãy viết ví dụ Asia/Ho_Chi_Minh.", "Write for example Asia/Ho_Chi_Minh."),
    "problem.bad-place-code": ('"{value}" không phải là mã địa phương', '"{value}" is no code of a place'),
    "problem.bad-place-code.hint": (
        "Hãy viết mã ISO 3166-2, ví dụ VN-01.",
        "Write the ISO 3166-2 code, for example VN-01.",
    ),
    "problem.bad-format": ('phiên bản ngôn ngữ "{value}" chưa có', 'there is no format "{value}" of the language'),
    "problem.bad-format.hint": ("Hãy viết format: 1.", "Write format: 1."),
    "problem.bad-choice": ('"{value}" không thuộc các giá trị cho phép', '"{value}" is none of the values allowed'),
    "problem.bad-choice.hint": ("Các giá trị cho phép: {known}", "Allowed: {known}"),
    "problem.bad-test": ('điều kiện về "{fact}" không có hình thức này', 'the test of "{fact}" has no such form'),
    "problem.bad-test.hint": (
        "Hãy viết một giá trị, một danh sách, hoặc {{not: [giá trị]}}.",
        "Write a value, a list of values, or {{not: [value]}}.",
    ),
    "problem.bad-start": ("mốc bắt đầu không có hình thức này", "a start has no such form"),
    "problem.bad-start.hint": (
        "Hãy viết tên sự kiện, hoặc {{due: tên thời hạn}}.",
        "Write the name of an event, or {{due: clock}}.",
    ),
    "problem.bad-ceiling": ("mức tối đa không có hình thức này", "a ceiling has no such form"),
    "problem.bad-ceiling.hint": (
        "Hãy viết một thời hạn có số lượng, hoặc {{none: vì sao không có}}.",
        "Write a limit with an amount, or {{none: why there is none}}.",
    ),
    "problem.unknown-inference": (
        'suy luận "{value}" chưa được khai báo trong inferences',
        'the inference "{value}" is not declared under inferences',
    ),
    "problem.unknown-inference.hint": (
        "Hãy khai báo, hoặc viết lý do bằng một câu {{vi, en}}.",
        "Declare it, or write the reason as a text {{vi, en}}.",
    ),
    "problem.missing-verb": ("việc phải làm không nêu làm gì", "the effect does not say what is to be done"),
    "problem.missing-verb.hint": ("Hãy viết một trong: {known}", "Write one of: {known}"),
    "problem.two-keys": ('"{first}" và "{second}" không đi cùng nhau', '"{first}" and "{second}" exclude each other'),
    "problem.two-keys.hint": ("Hãy giữ một trong hai.", "Keep one of the two."),
    "problem.one-of-keys": ("cần đúng một trong: {known}", "exactly one of these is needed: {known}"),
    "problem.one-of-keys.hint": ("Hãy viết một và chỉ một.", "Write one, and one only."),
}

_WHOLE: dict[str, tuple[str, str]] = {
    "problem.name-differs": (
        'quy chế tên "{name}" nằm trong tệp "{stem}"',
        'the profile "{name}" stands in the file "{stem}"',
    ),
    "problem.name-differs.hint": (
        "Tên quy chế (profile) và tên tệp phải như nhau.",
        "Give the profile and its file the same name.",
    ),
    "problem.unknown-reading": (
        'cách hiểu "{reading}" chưa được khai báo trong readings',
        'the reading "{reading}" is not declared under readings',
    ),
    "problem.unknown-reading.hint": ("Đã khai báo: {known}", "Declared: {known}"),
    "problem.unknown-option": (
        'cách hiểu "{reading}" không có lựa chọn "{option}"',
        'the reading "{reading}" has no option "{option}"',
    ),
    "problem.unknown-option.hint": ("Các lựa chọn: {known}", "Its options: {known}"),
    "problem.unknown-title": (
        '"{option}" không phải là lựa chọn của cách hiểu này',
        '"{option}" is no option of this reading',
    ),
    "problem.unknown-title.hint": ("Các lựa chọn: {known}", "Its options: {known}"),
    "problem.reading-cycle": (
        'cách hiểu "{reading}" nằm trong chính lựa chọn của nó',
        'the reading "{reading}" stands inside an option of its own',
    ),
    "problem.reading-cycle.hint": ("Hãy viết ra nội dung của lựa chọn.", "Write out what the option means."),
    "problem.reading-values": (
        'ở đây phải nêu giá trị cho mọi lựa chọn của cách hiểu "{reading}"',
        'this place must give a value for every option of the reading "{reading}"',
    ),
    "problem.reading-values.hint": (
        "Hãy viết is: với đủ các lựa chọn: {known}; none là bỏ mục này.",
        "Write is: with all its options: {known}; none leaves the entry out.",
    ),
    "problem.bad-reading": (
        'khóa "{key}" đứng cạnh "reading"; cách hiểu thay cho cả mục',
        'the key "{key}" stands beside "reading", which takes the place of the whole entry',
    ),
    "problem.bad-reading.hint": (
        "Hãy chuyển các khóa kia vào từng lựa chọn của cách hiểu.",
        "Move the other keys into each option of the reading.",
    ),
    "problem.too-many-options": (
        "các cách hiểu có hơn {most} lựa chọn",
        "the readings have more than {most} options",
    ),
    "problem.too-many-options.hint": (
        "Hãy bỏ những cách hiểu mà không ai dùng.",
        "Take out the readings that nobody holds.",
    ),
    "problem.in-option": (
        "{message} (khi cách hiểu {reading} là {option})",
        "{message} (where the reading {reading} is {option})",
    ),
    "problem.unknown-base": (
        'không tìm thấy quy chế "{name}" để phủ lên',
        'there is no profile "{name}" to lay this on',
    ),
    "problem.unknown-base.hint": (
        "Hãy viết tên một quy chế có sẵn, hoặc đường dẫn tính từ tệp này.",
        "Write the name of a shipped profile, or a path relative to this file.",
    ),
    "problem.wrong-base": (
        'tệp này phủ lên "{name}", không phải lên "{base}"',
        'this file is laid on "{name}", not on "{base}"',
    ),
    "problem.wrong-base.hint": (
        "Hãy nạp quy chế mà tệp này nêu ở overlays.",
        "Load the profile that it names under overlays.",
    ),
    "problem.not-an-overlay": ("tệp này không phủ lên quy chế nào", "this file is laid on no profile"),
    "problem.not-an-overlay.hint": ('Hãy thêm "overlays: tên quy chế".', 'Add "overlays: name of the profile".'),
    "problem.overlay-cycle": ('"{name}" rốt cuộc phủ lên chính nó', '"{name}" is in the end laid on itself'),
    "problem.overlay-cycle.hint": ("Hãy sửa overlays của một trong các tệp.", "Correct overlays in one of the files."),
    "problem.nothing-to-remove": ('không có "{key}" để bỏ', 'there is no "{key}" to remove'),
    "problem.nothing-to-remove.hint": (
        "chữ none chỉ bỏ được mục có trong quy chế bên dưới.",
        "the word none removes only what the text below has.",
    ),
    "problem.unknown-like": ('không có quy trình "{name}"', 'there is no workflow "{name}"'),
    "problem.unknown-like.hint": ("Các quy trình: {known}", "The workflows: {known}"),
    "problem.like-cycle": ('"{name}" rốt cuộc giống chính nó', '"{name}" is in the end like itself'),
    "problem.like-cycle.hint": ("Hãy viết ra một trong các quy trình.", "Write out one of the workflows."),
    "problem.bad-days": ("bảng ngày có lỗi: {why}", "the day table is wrong: {why}"),
    "problem.bad-days.hint": ("Hãy sửa bảng ngày.", "Correct the day table."),
}

WORDS: dict[str, tuple[str, str]] = {**_FILE, **_YAML, **_SHAPE, **_WHOLE}
