"""What the command line says: help, headings, verdicts, mistakes of use."""

from __future__ import annotations

__all__ = ["WORDS"]

WORDS: dict[str, tuple[str, str]] = {
    # ---------------------------------------------------------------------------------------------------- the frame
    "cli.usage": ("Cách dùng:", "Usage:"),
    "cli.arguments": ("Đối số", "Arguments"),
    "cli.options": ("Tùy chọn", "Options"),
    "cli.commands": ("Các lệnh", "Commands"),
    "cli.example": ("Ví dụ", "Example"),
    "cli.interrupted": ("đã dừng theo yêu cầu", "interrupted"),
    "cli.see_help": ("xem: {command} --help", "see: {command} --help"),
    "cli.did_you_mean": ("; có phải {names}?", "; did you mean {names}?"),
    "cli.no_such_option": ("không có tùy chọn {name}{close}", "there is no option {name}{close}"),
    "cli.missing_option": ("thiếu tùy chọn {name}", "the option {name} is missing"),
    "cli.missing_argument": ("thiếu đối số {name}", "the argument {name} is missing"),
    "cli.option_needs_value": ("tùy chọn {name} cần một giá trị", "the option {name} needs a value"),
    "cli.option_takes_none": ("tùy chọn {name} không nhận giá trị", "the option {name} takes no value"),
    "cli.extra_argument": ("thừa đối số: {what}", "one argument too many: {what}"),
    "cli.not_utf8": (
        "byte thứ {place} không thuộc UTF-8; hãy lưu tệp với bảng mã UTF-8",
        "the byte at {place} is not UTF-8; save the file in the encoding UTF-8",
    ),
    "cli.too_much": (
        "dữ liệu lớn hoặc lồng sâu quá mức máy này xử lý được ({kind}); hãy chia nhỏ",
        "the input is larger or more deeply nested than this machine can take ({kind}); split it",
    ),
    "cli.unexpected": (
        "lỗi ngoài dự kiến của chương trình: {kind}: {what} (tại {where}); xin báo lại kèm lệnh vừa chạy",
        "an unexpected fault of the program: {kind}: {what} (at {where}); please report it with the command",
    ),
    "cli.os.line": ("{name}: {why}", "{name}: {why}"),
    "cli.os.FileNotFoundError": ("không có tệp này", "there is no such file"),
    "cli.os.IsADirectoryError": ("đây là thư mục, không phải tệp", "this is a folder, not a file"),
    "cli.os.NotADirectoryError": ("một phần của đường dẫn không phải thư mục", "a part of the path is not a folder"),
    "cli.os.PermissionError": ("không có quyền đọc hoặc ghi", "no right to read or write it"),
    "cli.os.FileExistsError": ("tệp đã có", "the file is already there"),
    "cli.more_problems": ("… và {count} lỗi nữa", "… and {count} more"),
    "cli.yes": ("có", "yes"),
    "cli.no": ("không", "no"),
    # ----------------------------------------------------------------------------------------------------- commands
    "cli.help.program": (
        (
            "Quy chế tiếp nhận, xử lý phản ánh, kiến nghị của người dân: mỗi quy chế một tệp YAML, một bộ máy chạy "
            "mọi quy chế và cho cùng một kết quả trên mọi máy. Mã thoát: 0 ổn, 1 câu trả lời là «không», 2 dùng sai."
        ),
        (
            "Regulations on citizens' reports: one declarative profile for each text, one engine that runs any profile "
            'and gives the same answer on every machine. Exit status: 0 fine, 1 the answer is "no", 2 wrong use.'
        ),
    ),
    "cli.short.list": ("các quy chế có sẵn", "the shipped profiles"),
    "cli.short.check": ("tìm mọi lỗi của các tệp quy chế", "find every problem of profiles"),
    "cli.short.show": ("một quy chế trong một trang", "a regulation at a glance"),
    "cli.short.limits": ("bảng mọi thời hạn", "the table of every time limit"),
    "cli.short.due": ("tính một hạn, có diễn giải", "compute one deadline, with its derivation"),
    "cli.short.run": ("chạy nhật ký của nhiều hồ sơ", "replay a log of many cases"),
    "cli.short.explain": ("diễn giải một hồ sơ hoặc một thời hạn", "derive a case or a deadline step by step"),
    "cli.short.test": ("chạy các tình huống kiểm thử", "run scenario files"),
    "cli.short.coverage": ("từng điều khoản được thể hiện ở đâu", "where every clause is accounted for"),
    "cli.short.duties": ("các kỳ báo cáo phải nộp", "the reports that fall due in a period"),
    "cli.short.oversight": ("số liệu tháng theo đơn vị", "monthly figures by unit"),
    "cli.short.simulate": ("sinh nhật ký mẫu, lặp lại được", "make a plausible log, reproducibly"),
    "cli.short.vectors": ("bộ ca đối chiếu cho phần mềm khác", "conformance cases for other software"),
    "cli.short.calendar": ("bảng ngày nghỉ, ngày làm bù", "the days off and make-up days"),
    "cli.short.calendar_show": ("in bảng ngày của một năm", "print the days of a year"),
    "cli.short.calendar_check": ("đối chiếu với gói holidays", "compare with the package holidays"),
    "cli.short.calendar_ics": ("xuất bảng ngày ra iCalendar", "write the days as iCalendar"),
    "cli.help.list": (
        "Liệt kê các quy chế có sẵn: địa phương, số hiệu, hiệu lực, mã băm, số điều khoản đã thể hiện.",
        "List the shipped profiles: place, number, in force, digest, clauses covered.",
    ),
    "cli.help.check": (
        (
            "Tìm mọi lỗi của các tệp này (hoặc mọi quy chế có sẵn), mỗi lỗi một dòng: tệp:dòng:cột mã nội dung "
            "cách sửa. Mã thoát 1 nếu có lỗi."
        ),
        (
            "Find every problem of these files (or of all shipped profiles), one a line: file:line:column code message "
            "hint. Exit status 1 if there is an error."
        ),
    ),
    "cli.help.show": (
        (
            "Trình bày một quy chế: ai giữ, trạng thái, việc, thời hạn, cách hiểu đã chọn. Với --clause: những gì "
            "thể hiện điều khoản đó."
        ),
        "Show a regulation: holders, states, events, limits, readings. With --clause: what encodes that clause.",
    ),
    "cli.help.limits": (
        "In bảng mọi thời hạn của quy chế: ai phải làm, trong bao lâu, tính từ đâu, theo điều nào.",
        "Print the table of every time limit: who must act, within what time, counted from what, on which article.",
    ),
    "cli.help.due": (
        "Tính một hạn theo lịch làm việc của quy chế và in từng bước. Giờ bắt đầu phải ghi múi giờ.",
        "Compute one deadline on the profile's calendar and print each step. The start must carry its offset.",
    ),
    "cli.help.run": (
        (
            "Chạy lại nhật ký của nhiều hồ sơ: trạng thái, đồng hồ, hệ quả, vi phạm. Nhật ký là JSONL, CSV hoặc YAML; "
            "«-» là đầu vào chuẩn."
        ),
        (
            "Replay a log of many cases: states, clocks, effects, violations. A log is JSONL, CSV or YAML; “-” is "
            "standard input."
        ),
    ),
    "cli.help.explain": (
        "Diễn giải một hồ sơ, hoặc một đồng hồ, từng bước có dẫn điều khoản. Với --memo: một trang để lưu hồ sơ.",
        "Derive a case, or one of its clocks, in numbered steps, each cited. With --memo: a page for the file.",
    ),
    "cli.help.test": (
        (
            "Chạy các tệp tình huống (hoặc mọi tệp trong tests/scenarios); mỗi sai khác được nêu: "
            "cho gì, mong gì, được gì, theo điều nào."
        ),
        "Run scenario files (or all of tests/scenarios); a difference is shown as given, expected, got, and clause.",
    ),
    "cli.help.coverage": (
        (
            "Từng điều khoản: được thể hiện bởi gì, được thử bởi gì, hoặc vì sao không. Với --examples: "
            "những gì nhật ký mẫu chưa chạm tới; mã thoát 1 nếu có."
        ),
        (
            "Every clause: encoded by what, tested by what, or why not. With --examples: what the shipped logs do not "
            "exercise; exit status 1 if anything."
        ),
    ),
    "cli.help.duties": (
        "Liệt kê các báo cáo định kỳ phải nộp trong một khoảng thời gian, hoặc xuất ra lịch iCalendar.",
        "List the periodic reports of a span of time, or write them as iCalendar.",
    ),
    "cli.help.oversight": (
        "Số liệu một tháng theo đơn vị và các ngưỡng theo dõi của quy chế.",
        "The figures of a month by unit, and the thresholds that the regulation watches.",
    ),
    "cli.help.simulate": (
        "Sinh nhật ký của N hồ sơ, cùng hạt giống thì cùng kết quả: đi qua mọi bước chuyển và làm trễ cả thời hạn.",
        "Make a log of N cases, the same for the same seed: it takes every transition and breaches clocks too.",
    ),
    "cli.help.vectors": (
        "Xuất bộ ca đối chiếu cho mọi ngôn ngữ lập trình: nhật ký, rồi mọi đồng hồ, hệ quả, trạng thái mong đợi.",
        "Write language-neutral conformance cases: a log, then every clock, effect and state expected.",
    ),
    "cli.help.calendar": (
        "Bảng ngày nghỉ và ngày làm bù của quốc gia, là chứng cứ cố định, mỗi ngày có nguồn.",
        "The national days off and make-up days: frozen evidence, each day with its source.",
    ),
    "cli.help.calendar_show": (
        "In các ngày nghỉ và ngày làm bù, kèm nguồn và mức chắc chắn.",
        "Print days off and make-up days with their sources and how sure they are.",
    ),
    "cli.help.calendar_check": (
        (
            "Đối chiếu bảng ngày với gói holidays; gói này chỉ để soát, không quyết định kết quả nào. "
            "Mã thoát 1 nếu có khác biệt."
        ),
        (
            "Compare the table with the package holidays, which proposes and never decides an answer. "
            "Exit status 1 if they differ."
        ),
    ),
    "cli.help.calendar_ics": (
        "Xuất các ngày nghỉ và ngày làm bù thành iCalendar.",
        "Write days off and make-up days as iCalendar.",
    ),
    # ----------------------------------------------------------------------------------------------------- examples
    "cli.example.list": ("feedback-rules list",) * 2,
    "cli.example.check": ("feedback-rules check profiles/langson.yaml --on 2025-07-01",) * 2,
    "cli.example.show": ("feedback-rules show langson --clause 7.2.a",) * 2,
    "cli.example.limits": ("feedback-rules limits langson",) * 2,
    "cli.example.due": ('feedback-rules due --profile langson --limit "8 giờ làm việc" --from 2025-05-09T15:30+07:00',)
    * 2,
    "cli.example.run": ("feedback-rules run langson examples/langson.jsonl --fail-late",) * 2,
    "cli.example.explain": (
        "feedback-rules explain langson examples/langson.jsonl --case LS-2023-001 --clock intake --memo",
    )
    * 2,
    "cli.example.test": ("feedback-rules test tests/scenarios/langson",) * 2,
    "cli.example.coverage": ("feedback-rules coverage langson --examples",) * 2,
    "cli.example.duties": ("feedback-rules duties langson --from 2024-01-01 --to 2024-12-31 --format ics",) * 2,
    "cli.example.oversight": ("feedback-rules oversight langson examples/langson.jsonl --month 2024-02",) * 2,
    "cli.example.simulate": ("feedback-rules simulate langson -n 100 --seed 7 > log.jsonl",) * 2,
    "cli.example.vectors": ("feedback-rules vectors langson > vectors.json",) * 2,
    "cli.example.calendar_show": ("feedback-rules calendar show --year 2026",) * 2,
    "cli.example.calendar_check": ("feedback-rules calendar check --year 2025",) * 2,
    "cli.example.calendar_ics": ("feedback-rules calendar ics --year 2026 > ngay-nghi.ics",) * 2,
    # ---------------------------------------------------------------------------------------- arguments and options
    "cli.argument.profile": (
        "tên một quy chế có sẵn, hoặc đường dẫn tệp YAML",
        "a shipped name, or the path of a YAML file",
    ),
    "cli.argument.files": (
        "các tệp quy chế (bỏ trống: mọi quy chế có sẵn)",
        "profile files (none: all shipped profiles)",
    ),
    "cli.argument.logs": (
        "các tệp nhật ký JSONL, CSV hoặc YAML; «-»: đầu vào chuẩn",
        "log files, JSONL, CSV or YAML; “-”: standard input",
    ),
    "cli.argument.paths": ("tệp hoặc thư mục tình huống", "scenario files or folders"),
    "cli.argument.days": ("tên bảng ngày (mặc định: vietnam)", "the day table (default: vietnam)"),
    "cli.option.help": ("in trợ giúp này", "show this help"),
    "cli.option.version": ("in số phiên bản", "show the version"),
    "cli.option.lang": ("ngôn ngữ: vi (mặc định) hoặc en", "language: vi (default) or en"),
    "cli.option.json": ("in JSON với các khóa cố định", "print JSON with stable keys"),
    "cli.option.reading": (
        "chọn một cách hiểu: ID=PHƯƠNG_ÁN (dùng được nhiều lần)",
        "choose a reading: ID=OPTION (repeatable)",
    ),
    "cli.option.overlay": (
        "áp một tệp sửa đổi lên quy chế (dùng được nhiều lần)",
        "apply an overlay file to the profile (repeatable)",
    ),
    "cli.option.on": (
        "soát theo ngày này (mặc định: ngày hiệu lực đầu tiên)",
        "check as of this day (default: the first day in force)",
    ),
    "cli.option.clause": ("điều khoản, ví dụ 7.2.a", "a clause, like 7.2.a"),
    "cli.option.profile": ("quy chế có lịch làm việc cần dùng", "the profile whose calendar counts"),
    "cli.option.limit": ('thời hạn, ví dụ "8 giờ làm việc"', 'the limit, like "8 working hours"'),
    "cli.option.from": ("thời điểm bắt đầu, có múi giờ", "the start, with its offset"),
    "cli.option.calendar": (
        "tên lịch (mặc định: lịch mặc định của quy chế)",
        "the calendar's name (default: the profile's default)",
    ),
    "cli.option.pause": ("quãng tạm dừng TỪ/ĐẾN (dùng được nhiều lần)", "a pause FROM/TO (repeatable)"),
    "cli.option.at": (
        "xét tại thời điểm này (mặc định: sự kiện cuối của từng hồ sơ)",
        "judge at this instant (default: each case at its own last event)",
    ),
    "cli.option.mode": (
        "control: dừng ở sự kiện bị từ chối; audit: ghi vi phạm rồi chạy tiếp (mặc định)",
        "control: stop at a refused event; audit: record the violation and go on (default)",
    ),
    "cli.option.recover": (
        "khi audit gặp vi phạm: follow theo bước của dòng đó (mặc định), stay giữ nguyên",
        "how an audit goes on: follow the row's own transition (default), or stay",
    ),
    "cli.option.all_readings": ("hồ sơ nào đổi kết quả theo cách hiểu nào", "which cases change under which reading"),
    "cli.option.fail_late": ("mã thoát 1 nếu có hồ sơ trễ hoặc quá hạn", "exit status 1 if a case is late or overdue"),
    "cli.option.jsonl": ("mỗi hồ sơ một dòng JSON", "a case a line, as JSON"),
    "cli.option.case": ("mã hồ sơ", "the case"),
    "cli.option.clock": (
        "đồng hồ, ví dụ intake; của một phần: clarification/1:answer",
        "the clock, like intake; of a part: clarification/1:answer",
    ),
    "cli.option.run": ("lần chạy thứ mấy (mặc định: lần cuối)", "which run (default: the last)"),
    "cli.option.memo": ("in một trang để lưu hồ sơ", "print a page for the file"),
    "cli.option.examples": ("những gì nhật ký mẫu chưa chạm tới", "what the shipped logs do not exercise"),
    "cli.option.period_from": ("ngày đầu", "the first day"),
    "cli.option.period_to": ("ngày cuối", "the last day"),
    "cli.option.format": ("table (mặc định) hoặc ics", "table (default) or ics"),
    "cli.option.scenarios": (
        "tệp hoặc thư mục tình huống (mặc định: tests/scenarios)",
        "scenario files or folders (default: tests/scenarios)",
    ),
    "cli.option.log": (
        "nhật ký thay cho nhật ký mẫu (dùng được nhiều lần)",
        "a log instead of the shipped ones (repeatable)",
    ),
    "cli.option.month": ("tháng, ví dụ 2024-02", "the month, like 2024-02"),
    "cli.option.number": ("số hồ sơ", "how many cases"),
    "cli.option.looked_through": (
        "số hồ sơ mô phỏng được xét (mặc định 300)",
        "how many simulated cases are looked through (default 300)",
    ),
    "cli.option.start": (
        "ngày đầu mở hồ sơ (mặc định: ngày có hiệu lực)",
        "the first day on which cases open (default: the first day in force)",
    ),
    "cli.option.form": ("jsonl (mặc định), csv hoặc yaml", "jsonl (default), csv or yaml"),
    "cli.option.seed": ("hạt giống", "the seed"),
    "cli.option.year": ("năm (mặc định: mọi năm)", "the year (default: all)"),
    # ----------------------------------------------------------------------------------------------------- verdicts
    "cli.status.met": ("đúng hạn", "in time"),
    "cli.status.late": ("trễ hạn", "late"),
    "cli.status.breached": ("quá hạn, chưa làm", "overdue, not done"),
    "cli.status.lapsed": ("hết hạn, không dùng", "lapsed unused"),
    "cli.status.expired": ("đã đến hạn", "expired"),
    "cli.status.running": ("đang trong hạn", "running"),
    "cli.status.paused": ("tạm dừng", "paused"),
    "cli.status.awaiting_limit": ("chờ nêu thời hạn", "awaiting its limit"),
    "cli.status.unjudged": ("không có căn cứ đánh giá", "not judged"),
    "cli.status.replaced": ("được thay thế", "replaced"),
    "cli.status.cancelled": ("không còn phải làm", "no longer owed"),
    "cli.kind.obligation": ("nghĩa vụ", "obligation"),
    "cli.kind.window": ("thời hạn của quyền", "window"),
    "cli.kind.timer": ("mốc tự động", "timer"),
    "cli.kind.ceiling": ("mức tối đa khi gia hạn", "ceiling of an extension"),
    # ------------------------------------------------------------------------------------------------------- tables
    "cli.head.case": ("hồ sơ", "case"),
    "cli.head.opened": ("tiếp nhận", "opened"),
    "cli.head.state": ("trạng thái", "state"),
    "cli.head.held": ("ai giữ, trong bao lâu", "who held it, how long"),
    "cli.head.clock": ("việc phải làm", "what is owed"),
    "cli.head.bound": ("đơn vị", "unit"),
    "cli.head.charged": ("đơn vị chịu trách nhiệm", "unit charged"),
    "cli.head.limit": ("thời hạn", "limit"),
    "cli.head.started": ("bắt đầu", "started"),
    "cli.head.due": ("đến hạn", "due"),
    "cli.head.ended": ("kết thúc", "ended"),
    "cli.head.status": ("kết quả", "verdict"),
    "cli.head.overdue": ("trễ", "late by"),
    "cli.head.basis": ("điều khoản", "article"),
    "cli.head.holder": ("người giữ", "holder"),
    "cli.head.in_force": ("hiệu lực", "in force"),
    "cli.head.at": ("lúc", "at"),
    "cli.head.violation": ("loại", "kind"),
    "cli.head.message": ("nội dung", "message"),
    "cli.several": ("tùy trường hợp", "as the case may be"),
    "cli.or": (" hoặc ", " or "),
    "cli.since": ("từ {day}", "from {day}"),
    "cli.until": ("đến hết {day}", "until {day}"),
    "cli.own_articles": (
        "Điều khoản không ghi tên văn bản là của Quy chế ban hành kèm theo Quyết định {number}.",
        "An article that names no text is one of the Regulation issued with Decision {number}.",
    ),
    "cli.fact.category": ("lĩnh vực", "category"),
    "cli.fact.channel": ("kênh", "channel"),
    "cli.fact.language": ("ngôn ngữ", "language"),
    "cli.fact.complete": ("đủ thông tin", "complete"),
    "cli.fact.lacks": ("còn thiếu", "lacks"),
    "cli.fact.excluded": ("thuộc diện loại trừ", "excluded"),
    "cli.fact.grounds": ("căn cứ từ chối, hủy", "grounds"),
    "cli.fact.in_hours": ("trong giờ làm việc", "in office hours"),
    "cli.value.true": ("có", "yes"),
    "cli.value.false": ("không", "no"),
    "cli.value.unset": ("chưa ghi nhận", "not set"),
    "cli.start.effect": ("khi có hệ quả", "the effect"),
    "cli.start.enter": ("vào «{state}»", "entering “{state}”"),
    "cli.start.due": ("hết hạn «{clock}»", "the due of “{clock}”"),
    # ----------------------------------------------------------------------------------------------------- commands
    "cli.limits.clause": ("điểm", "clause"),
    "cli.limits.id": ("mã", "id"),
    "cli.limits.holder": ("ai", "who"),
    "cli.limits.amount": ("thời hạn", "limit"),
    "cli.limits.starts": ("tính từ", "counted from"),
    "cli.limits.met_by": ("hoàn thành khi", "met by"),
    "cli.limits.when": ("khi nào", "when"),
    "cli.limits.basis": ("điều khoản", "article"),
    "cli.limits.at_least": (", từ {limit}", ", from {limit}"),
    "cli.limits.nobody": ("–", "–"),
    "cli.limits.inferred": ("Suy ra ({ids}): {reason}.", "Inferred ({ids}): {reason}."),
    "cli.limits.reading": ("Theo cách hiểu {chosen}: {ids}.", "Under the reading {chosen}: {ids}."),
    "cli.due.answer": ("{limit} kể từ {start}: hạn là {due}", "{limit} from {start}: due {due}"),
    "cli.show.illustration": ("MINH HỌA, không phải văn bản pháp luật: {why}", "AN ILLUSTRATION, not law: {why}"),
    "cli.show.issuer": ("Cơ quan ban hành", "Issued by"),
    "cli.show.place": ("Địa phương", "Place"),
    "cli.show.issued": ("Ngày ban hành", "Issued"),
    "cli.show.in_force": ("Hiệu lực", "In force"),
    "cli.show.until": ("Hết hiệu lực sau", "Until"),
    "cli.show.status": ("Tình trạng", "Status"),
    "cli.show.status_line": (
        "{status}, xét đến {day}, độ tin cậy {confidence}: {why}",
        "{status}, as of {day}, confidence {confidence}: {why}",
    ),
    "cli.show.replaces": ("Thay thế", "Replaces"),
    "cli.show.replaced_by": ("Được thay bằng", "Replaced by"),
    "cli.show.digest": ("Mã băm", "Digest"),
    "cli.show.holders": ("Ai giữ hồ sơ", "Who holds a case"),
    "cli.show.many": (" (nhiều đơn vị)", " (many units)"),
    "cli.show.final": (" (kết thúc)", " (final)"),
    "cli.show.no_limit": ("Không có thời hạn", "No limit"),
    "cli.show.readings": ("Các cách hiểu (* đang chọn)", "Readings (* chosen)"),
    "cli.show.limit": ("Thời hạn {id}: {limit}, {holder}", "Limit {id}: {limit}, {holder}"),
    "cli.law.in_force": ("có hiệu lực", "in force"),
    "cli.law.presumed_in_force": ("được coi là còn hiệu lực", "presumed in force"),
    "cli.law.transitional": ("chuyển tiếp", "transitional"),
    "cli.law.repealed": ("đã bị bãi bỏ", "repealed"),
    "cli.confidence.low": ("thấp", "low"),
    "cli.confidence.medium": ("vừa", "medium"),
    "cli.confidence.high": ("cao", "high"),
    "cli.confidence.unsaid": ("không nêu", "unsaid"),
    "cli.disposition.encoded": ("Được thể hiện bởi:", "Encoded by:"),
    "cli.disposition.host": ("Phần mềm chủ phải làm:", "For the host to do:"),
    "cli.disposition.organisational": ("Về tổ chức, không có gì để tính.", "Organisational, nothing to compute."),
    "cli.disposition.definition": ("Phạm vi, giải thích từ ngữ hoặc câu dẫn.", "A definition."),
    "cli.disposition.undetermined": ("Chưa xác định được:", "Undetermined:"),
    "cli.disposition.nothing": ("Chưa được xem xét.", "Not accounted for."),
    "cli.report.at": ("Xét đến {at}.", "As of {at}."),
    "cli.report.own_end": (
        "Mỗi hồ sơ được xét đến sự kiện cuối của chính nó.",
        "Each case is read at its own last event.",
    ),
    "cli.report.held": ("Ai giữ từng hồ sơ", "Who held each case"),
    "cli.report.clocks": ("Từng thời hạn", "Every clock"),
    "cli.report.late": ("Trễ hạn, quá hạn: đơn vị chịu trách nhiệm", "Late and overdue: who is charged"),
    "cli.report.none_late": ("Không có việc nào trễ.", "Nothing was late."),
    "cli.report.unopened": ("chưa được mở", "never opened"),
    "cli.report.still": ("{holder}: đang giữ", "{holder}: holds it"),
    "cli.report.no_due": ("không có mốc", "none"),
    "cli.report.beyond": ("sau {day}, ngoài bảng ngày", "after {day}, beyond the day table"),
    "cli.report.provisional": ("{due} (tạm tính)", "{due} (provisional)"),
    "cli.report.violations": ("Dòng nhật ký không đúng quy chế", "Rows that do not follow the regulation"),
    "cli.report.readings": ("Kết quả phụ thuộc cách hiểu: {chosen}.", "Answers depend on the readings: {chosen}."),
    "cli.report.summary": (
        (
            "{cases} hồ sơ, {ended} đã kết thúc; {clocks} lượt thời hạn, {met} đúng hạn; "
            "{late} lượt trễ hoặc quá hạn ở {late_cases} hồ sơ."
        ),
        (
            "{cases} cases, {ended} ended; {clocks} clock runs, {met} in time; "
            "{late} late or overdue in {late_cases} cases."
        ),
    ),
    "cli.late.office": ("{since} ({length} làm việc)", "{since} ({length} of office time)"),
    "cli.late.days": ("{since} ({count} ngày làm việc)", "{since} ({count} working day(s))"),
    "cli.violation.refused": ("bị từ chối", "refused"),
    "cli.violation.repeated": ("lặp lại", "repeated"),
    "cli.violation.confirmed": ("xác nhận", "confirmed"),
    "cli.violation.ambiguous-order": ("không rõ thứ tự", "order unclear"),
    "cli.violation.late-recorded": ("ghi nhận muộn", "recorded late"),
    "cli.violation.signal": ("tín hiệu không tới", "signal not delivered"),
    "cli.readings.running": ("chạy lại theo từng cách hiểu", "replaying each reading"),
    "cli.readings.title": ("Kết quả đổi theo cách hiểu", "What changes with the readings"),
    "cli.readings.option": (
        "{reading}={option} (đang chọn {chosen}): {count} hồ sơ đổi",
        "{reading}={option} (chosen: {chosen}): {count} cases change",
    ),
    "cli.test.running": ("chạy tình huống", "running scenarios"),
    "cli.test.given": ("cho", "given"),
    "cli.test.where": ("ở", "at"),
    "cli.test.expected": ("mong", "expected"),
    "cli.test.got": ("được", "got"),
    "cli.test.clause": ("điều khoản", "clause"),
    "cli.test.summary": ("{passed} đạt, {failed} không đạt", "{passed} passed, {failed} failed"),
    "cli.duties.period": ("kỳ", "period"),
    "cli.duties.report": ("báo cáo", "report"),
    "cli.duties.by": ("ai nộp", "by"),
    "cli.duties.addressee": ("nộp cho", "to"),
    "cli.duties.basis": ("điều khoản", "article"),
    "cli.duties.on_request": ("khi có yêu cầu", "on request"),
    "cli.oversight.month": ("Tháng {month}", "Month {month}"),
    "cli.oversight.unit": ("đơn vị", "unit"),
    "cli.oversight.cases": ("hồ sơ", "cases"),
    "cli.oversight.due": ("đến hạn", "fell due"),
    "cli.oversight.met": ("đúng hạn", "in time"),
    "cli.oversight.late": ("trễ hạn", "late"),
    "cli.oversight.breached": ("quá hạn", "overdue"),
    "cli.oversight.share": ("tỷ lệ trễ", "share late"),
    "cli.oversight.total": ("Tất cả", "All"),
    "cli.oversight.flow": (
        "Trong tháng: {opened} hồ sơ tiếp nhận, {ended} hồ sơ kết thúc.",
        "In the month: {opened} cases opened, {ended} cases ended.",
    ),
    "cli.oversight.no_monitors": (
        "Quy chế không đặt ngưỡng theo dõi nào.",
        "The regulation sets no threshold to watch.",
    ),
    "cli.oversight.monitor": ("theo dõi", "monitor"),
    "cli.oversight.counted": ("số đếm", "counted"),
    "cli.oversight.threshold": ("ngưỡng", "threshold"),
    "cli.oversight.exceeded": ("vượt", "exceeded"),
    "cli.oversight.then": ("hệ quả", "then"),
    "cli.oversight.basis": ("điều khoản", "article"),
    "cli.list.name": ("tên", "name"),
    "cli.list.place": ("địa phương", "place"),
    "cli.list.number": ("số hiệu", "number"),
    "cli.list.in_force": ("hiệu lực", "in force"),
    "cli.list.clauses": ("điều khoản thể hiện", "clauses encoded"),
    "cli.list.covered": ("{encoded}/{total}", "{encoded}/{total}"),
    "cli.list.digest": ("mã băm", "digest"),
    "cli.check.running": ("soát quy chế", "checking profiles"),
    "cli.check.summary": (
        "{files} tệp, {errors} lỗi, {warnings} cảnh báo",
        "{files} files, {errors} errors, {warnings} warnings",
    ),
    "cli.show.opened": ("Được mở từ trong hồ sơ", "Opened from within the case"),
    "cli.days.day": ("ngày", "day"),
    "cli.days.what": ("loại", "what"),
    "cli.days.name": ("tên", "name"),
    "cli.days.sources": ("nguồn", "source"),
    "cli.days.made_up": ("làm bù", "worked in exchange"),
    "cli.days.replaces": ("thay cho {day}", "for {day}"),
    "cli.days.pending": ("chưa quyết định", "not decided"),
    "cli.days.kind.statutory": ("nghỉ lễ", "public holiday"),
    "cli.days.kind.adjacent": ("nghỉ liền kề", "adjacent day off"),
    "cli.days.kind.tet": ("nghỉ Tết", "Tết"),
    "cli.days.kind.tet_or_substitute": ("nghỉ Tết hoặc nghỉ bù", "Tết or substitute"),
    "cli.days.kind.substitute": ("nghỉ bù", "substitute"),
    "cli.days.kind.swap": ("nghỉ hoán đổi", "swapped day off"),
    "cli.days.status": ("Năm {year}: {status}.", "{year}: {status}."),
    "cli.days.verified": ("đã công bố", "verified"),
    "cli.days.provisional": ("tạm tính, chưa công bố", "provisional"),
    "cli.days.differences": ("{count} ngày khác với gói holidays", "{count} days differ from the package holidays"),
    "cli.coverage.clause": ("điều khoản", "clause"),
    "cli.coverage.disposition": ("thuộc loại", "disposition"),
    "cli.coverage.encoded_by": ("thể hiện bởi", "encoded by"),
    "cli.coverage.tested_by": ("thử bởi", "tested by"),
    "cli.coverage.note": ("ghi chú", "note"),
    "cli.coverage.more": (" và {count} mục nữa", " and {count} more"),
    "cli.coverage.scenarios": ("{count} tình huống", "{count} scenarios"),
    "cli.coverage.is_encoded": ("đã thể hiện", "encoded"),
    "cli.coverage.is_host": ("phần mềm chủ làm", "host"),
    "cli.coverage.is_organisational": ("về tổ chức", "organisational"),
    "cli.coverage.is_definition": ("phạm vi, giải thích", "definition"),
    "cli.coverage.is_undetermined": ("chưa xác định", "undetermined"),
    "cli.coverage.is_nothing": ("chưa xem xét", "not accounted for"),
    "cli.coverage.summary": (
        "{total} điều khoản: {told}; {tested} điều khoản đã thể hiện có tình huống thử.",
        "{total} clauses: {told}; {tested} encoded ones are tested by scenarios.",
    ),
    "cli.readings.status": ("kết quả", "verdict"),
    "cli.readings.due": ("hạn", "due"),
    "cli.readings.state": ("trạng thái", "state"),
    "cli.readings.outcome": ("kết cục", "outcome"),
    "cli.readings.facts": ("dữ kiện", "facts"),
    "cli.readings.held": ("người giữ", "holders"),
    "cli.readings.effects": ("hệ quả", "effects"),
    "cli.log.reading": ("đọc nhật ký", "reading the log"),
    "cli.simulate.running": ("sinh dòng nhật ký", "making rows"),
}
