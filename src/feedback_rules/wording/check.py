"""What the checks of a profile say: for each code what is wrong, and what to write instead."""

from __future__ import annotations

from typing import Final

__all__ = ["WORDS"]

_NAMES: Final = {
    "state": ("trạng thái", "state"),
    "event": ("sự kiện", "event"),
    "role": ("vai trò", "role"),
    "holder": ("loại đơn vị", "holder"),
    "fact": ("dữ kiện", "fact"),
    "field": ("trường", "field"),
    "clock": ("thời hạn", "clock"),
    "calendar": ("lịch làm việc", "calendar"),
    "day-table": ("bảng ngày", "day table"),
    "list": ("danh sách", "list"),
    "check": ("phép kiểm tra", "check"),
    "workflow": ("quy trình", "workflow"),
    "part": ("phần việc", "part"),
    "addressee": ("nơi nhận", "addressee"),
}

_OWNED: Final = {
    **{name: _NAMES[name] for name in ("holder", "role", "fact", "field", "calendar", "part", "workflow")},
    "inference": ("suy luận", "inference"),
    "reading": ("cách hiểu", "reading"),
}

WORDS: Final[dict[str, tuple[str, str]]] = {
    "check.unknown-value": (
        '"{name}" không phải là giá trị của dữ kiện "{fact}"',
        '"{name}" is no value of the fact "{fact}"',
    ),
    "check.unknown-value.hint": ("Các giá trị có thể: {known}", "It can be: {known}"),
    "check.unknown-clause": (
        '"{name}" không có trong mục lục, hoặc là một khoảng viết ngược',
        '"{name}" is not in the outline, or is a range written backwards',
    ),
    "check.unknown-clause.hint": (
        "Hãy ghi một điều khoản của outline, hoặc một khoảng như 12-13",
        "Name a clause of the outline, or a range such as 12-13",
    ),
    "check.after-due-of-nothing": (
        'after_due nêu sự kiện "{name}", nhưng sự kiện này không có thời hạn (within)',
        'after_due names the event "{name}", which has no window (within)',
    ),
    "check.after-due-of-nothing.hint": (
        "Hãy thêm within cho sự kiện đó, hoặc nêu một thời hạn",
        "Give that event a within, or name a clock",
    ),
    "check.duplicate-clock": (
        'quy trình này có hai thời hạn cùng tên "{name}"',
        'this workflow has two clocks named "{name}"',
    ),
    "check.duplicate-clock.hint": (
        "Hãy đặt tên khác; within lấy tên sự kiện nếu không có id",
        "Name one of them otherwise; a within without id takes the name of its event",
    ),
    "check.name-taken": (
        'tên "{name}" đã có nghĩa khác trong ngôn ngữ này',
        'the name "{name}" already means something else',
    ),
    "check.name-taken.hint": ("Hãy đặt tên khác", "Choose another name"),
    "check.no-calendar": ("không có lịch làm việc nào", "there is no calendar"),
    "check.no-calendar.hint": (
        "Hãy khai báo ít nhất một lịch dưới calendars, với default: true",
        "Declare at least one under calendars, with default: true",
    ),
    "check.default-calendar": (
        "có nhiều lịch làm việc nhưng lịch mặc định không rõ (đang ghi: {marked})",
        "there are several calendars and it is not clear which is the default (marked: {marked})",
    ),
    "check.default-calendar.hint": (
        "Ghi default: true cho đúng một lịch",
        "Write default: true in exactly one of them",
    ),
    "check.bad-calendar": ('lịch "{name}" không dùng được: {why}', 'the calendar "{name}" can\'t be used: {why}'),
    "check.bad-calendar.hint": (
        "Hãy sửa giờ làm việc, mùa hoặc ngày đóng cửa",
        "Correct its hours, seasons or closures",
    ),
    "check.condition-too-wide": (
        "điều kiện này có hơn {most} trường hợp",
        "this condition has more than {most} alternatives",
    ),
    "check.condition-too-wide.hint": (
        "Hãy tách thành nhiều sự kiện, hoặc đặt một dữ kiện thay cho nhóm điều kiện",
        "Split it among several events, or let one fact stand for the whole question",
    ),
    "check.not-of-a-set": (
        '"{name}" là một tập hợp: not không nói rõ là không có phần tử nào hay còn phần tử khác',
        '"{name}" is a set: with not it is unclear whether none is meant, or any other member',
    ),
    "check.not-of-a-set.hint": (
        "Hãy nêu các phần tử được phép, hoặc unset, hoặc {{not: unset}}",
        "List the members that will do, or write unset, or {{not: unset}}",
    ),
    "check.computed-fact": (
        'dữ kiện "{name}" do khâu tiếp nhận tính ra, không sự kiện nào gán được',
        'the fact "{name}" is computed by intake; no event sets it',
    ),
    "check.computed-fact.hint": (
        "Hãy bỏ nó khỏi sets; sự kiện bổ sung ghi supplement: true",
        "Leave it out of sets; an event that supplies what is missing says supplement: true",
    ),
    "check.several-values": (
        'dữ kiện "{name}" chỉ nhận một giá trị',
        'the fact "{name}" takes one value only',
    ),
    "check.several-values.hint": ("Hãy ghi một giá trị", "Write one value"),
    "check.scale-of-nothing": (
        'sự kiện "{event}" không mang dữ kiện nào có các giá trị để thang đánh giá đo',
        'the event "{event}" brings no fact with values that this could be the scale of',
    ),
    "check.scale-of-nothing.hint": (
        "Hãy khai báo dữ kiện (one_of: các mức) và ghi nó vào needs và sets của sự kiện, hoặc bỏ scale",
        "Declare a fact (one_of: the steps) and name it in the needs and sets of the event, or leave the scale out",
    ),
    "check.scale-lacks": (
        'thang đánh giá không có {values}, giá trị của "{fact}": đánh giá như vậy không được đếm',
        'the scale has no {values}, which "{fact}" can be: such a rating is counted nowhere',
    ),
    "check.scale-lacks.hint": ("Hãy thêm vào scale", "Add it to the scale"),
    "check.status-before-issue": (
        "tình trạng hiệu lực tính đến {day}, trước ngày ban hành {issued}",
        "the status is that of {day}, before the text was issued on {issued}",
    ),
    "check.status-before-issue.hint": ("Hãy kiểm tra issued và as_of", "Check issued and as_of"),
    "check.in-force-before-issue": (
        "văn bản có hiệu lực từ {day}, trước ngày ban hành {issued}",
        "the text binds from {day}, before it was issued on {issued}",
    ),
    "check.in-force-before-issue.hint": (
        "Hãy kiểm tra hai ngày; hiệu lực trở về trước phải được văn bản nêu rõ",
        "Check the two dates; that a text binds from before its issue must be stated in it",
    ),
    "check.options-alike": (
        'hai lựa chọn "{first}" và "{second}" của cách hiểu "{name}" có cùng giá trị',
        'the options "{first}" and "{second}" of the reading "{name}" have the same value',
    ),
    "check.options-alike.hint": (
        "Hãy sửa một trong hai; nếu mỗi nơi có giá trị riêng (is) thì options chỉ là danh sách tên",
        "Correct one of them; where each place has its own values (is), options are a plain list of names",
    ),
    "check.uncited": ('"{name}" không có căn cứ', '"{name}" has no source'),
    "check.uncited.hint": (
        "Hãy ghi basis: điều.khoản.điểm, hoặc inferred: vì sao phải suy ra",
        "Write basis: article.clause.point, or inferred: why it had to be filled in",
    ),
    "check.citation-not-in-outline": (
        'trích dẫn "{name}" không có trong mục lục của văn bản',
        'the citation "{name}" is not in the outline of the text',
    ),
    "check.citation-not-in-outline.hint": (
        "Điều đó có: {known}. Hãy sửa trích dẫn, hoặc bổ sung mục lục",
        "That article has: {known}. Correct the citation, or complete the outline",
    ),
    "check.clause-twice": (
        'điều khoản "{name}" đã được tính ở nơi khác: {other}',
        'the clause "{name}" is already accounted for elsewhere: {other}',
    ),
    "check.clause-twice.hint": (
        "Mỗi điều khoản chỉ có một cách xử lý: hãy bỏ một trong hai",
        "A clause has one disposition: leave one of the two out",
    ),
    "check.clause-unaccounted": (
        'không mục nào mã hóa hay giải thích điều khoản "{name}"',
        'nothing encodes or explains the clause "{name}"',
    ),
    "check.clause-unaccounted.hint": (
        "Hãy trích dẫn nó ở mục mã hóa nó, hoặc ghi dưới clauses: host, organisational, definition hay undetermined",
        "Cite it where it is encoded, or say under clauses: host, organisational, definition or undetermined",
    ),
    "check.one-language": (
        'câu này chỉ có một ngôn ngữ: "{text}"',
        'this text is in one language only: "{text}"',
    ),
    "check.one-language.hint": ('Hãy ghi {{vi: "…", en: "…"}}', 'Write {{vi: "…", en: "…"}}'),
    "check.no-opening": ('không sự kiện nào mở quy trình "{name}"', 'no event opens the workflow "{name}"'),
    "check.no-opening.hint": ("Hãy thêm opens_with", "Add opens_with"),
    "check.part-opening": (
        'phần việc "{name}" phải mở bằng đúng một sự kiện',
        'the part "{name}" must open by exactly one event',
    ),
    "check.part-opening.hint": (
        "Hãy giữ một sự kiện trong opens_with; nhiều đích đến thì ghi thành danh sách to",
        "Keep one event in opens_with; several targets are a list under to",
    ),
    "check.unreachable-state": (
        'không hồ sơ nào đến được trạng thái "{name}"',
        'no case can come to the state "{name}"',
    ),
    "check.unreachable-state.hint": (
        "Hãy thêm sự kiện dẫn đến đó, sửa điều kiện, hoặc bỏ trạng thái",
        "Add an event that leads there, correct a condition, or leave the state out",
    ),
    "check.no-way-out": ('hồ sơ không thể rời trạng thái "{name}"', 'a case can never leave the state "{name}"'),
    "check.no-way-out.hint": (
        "Hãy thêm sự kiện hoặc at_due dẫn đi, hoặc ghi final: true",
        "Add an event or an at_due that leads on, or write final: true",
    ),
    "check.no-end": (
        'từ trạng thái "{name}" không đường nào đến được kết thúc',
        'no path leads from the state "{name}" to an end',
    ),
    "check.no-end.hint": (
        "Hãy nối đến một trạng thái có final: true; nếu loại hồ sơ này vốn không kết thúc, ghi no_end và lý do",
        "Connect it to a state that has final: true; where a case never ends by nature, write no_end with the reason",
    ),
    "check.category-nowhere": (
        'phản ánh thuộc nhóm "{name}" không đến được đơn vị nào hoặc không kết thúc được trong quy trình "{flow}"',
        'a report of the category "{name}" comes to no holder, or to no end, in the workflow "{flow}"',
    ),
    "check.category-nowhere.hint": (
        "Hãy sửa enters của nhóm, hoặc điều kiện trên đường đi",
        "Correct what the category enters, or the conditions on the way",
    ),
    "check.never-opened": (
        "phản ánh không mở được khi {facts}: không sự kiện nào của opens_with nhận, nơi gửi sẽ bị từ chối",
        "a report can't be opened when {facts}: no event of opens_with takes it in, and whoever sends it is refused",
    ),
    "check.never-opened.hint": (
        "Mở được: {known}. Hãy ghi enters cho nhóm, hoặc để when của một sự kiện mở hồ sơ nhận nó, hoặc bỏ nó",
        "These can be: {known}. Say what the category enters, let the when of an opening admit it, or leave it out",
    ),
    "check.final-moves": (
        'sự kiện "{event}" chuyển hồ sơ đã kết thúc ở "{state}" sang "{to}"',
        'the event "{event}" moves a case that has ended in "{state}" to "{to}"',
    ),
    "check.final-moves.hint": (
        "Ở trạng thái kết thúc chỉ có stay: true; hãy bỏ final hoặc bỏ to",
        "A final state has only events with stay: true; drop final, or drop to",
    ),
    "check.self-move": (
        'sự kiện "{event}" chuyển "{state}" về chính nó',
        'the event "{event}" moves "{state}" to itself',
    ),
    "check.self-move.hint": ("Hãy ghi stay: true", "Write stay: true"),
    "check.two-transitions": (
        'ở "{state}" sự kiện "{event}" mở hai đường ({first}; {second}) khi {facts}',
        'in "{state}" the event "{event}" has two ways ({first}; {second}) when {facts}',
    ),
    "check.two-transitions.hint": (
        "Thứ tự trong tệp không quyết định: hãy làm cho when của hai đường loại trừ nhau",
        "Order in the file decides nothing: make the two conditions exclude each other",
    ),
    "check.two-openings": (
        'sự kiện "{event}" mở hai hồ sơ ({first}; {second}) khi {facts}',
        'the event "{event}" opens two cases ({first}; {second}) when {facts}',
    ),
    "check.two-openings.hint": (
        "Hãy dùng tên sự kiện khác nhau, hoặc when loại trừ nhau",
        "Name the events differently, or make their conditions exclude each other",
    ),
    "check.unbounded-cycle": (
        "hồ sơ có thể quay vòng mãi: {states}",
        "a case can go round for ever: {states}",
    ),
    "check.unbounded-cycle.hint": (
        'Hãy ghi at_most cho "{event}", hoặc unbounded: vì sao văn bản không giới hạn',
        'Give "{event}" an at_most, or say unbounded: why the text sets no bound',
    ),
    "check.table-hole": (
        'bảng của "{name}" không có dòng nào khi {facts}',
        'the table of "{name}" has no row when {facts}',
    ),
    "check.table-hole.hint": ("Hãy thêm dòng cho trường hợp này", "Add a row for that"),
    "check.table-overlap": (
        'bảng của "{name}" có hai dòng khi {facts}',
        'the table of "{name}" has two rows when {facts}',
    ),
    "check.table-overlap.hint": (
        "Hãy làm cho các điều kiện loại trừ nhau; thứ tự không quyết định",
        "Make the conditions exclude each other; order decides nothing",
    ),
    "check.table-too-wide": (
        'bảng của "{name}" hỏi quá nhiều: hơn {most} tổ hợp dữ kiện',
        'the table of "{name}" asks too much: more than {most} combinations of facts',
    ),
    "check.table-too-wide.hint": (
        "Hãy gộp các dữ kiện thành một dữ kiện do sự kiện gán",
        "Join the facts into one that an event sets",
    ),
    "check.set-before-read": (
        'điều kiện hỏi "{name}" ở nơi chưa sự kiện nào có thể gán nó',
        'a condition asks for "{name}" where no event can have set it',
    ),
    "check.set-before-read.hint": (
        "Hãy gán nó bằng sets ở một sự kiện trước đó, hoặc hỏi unset",
        "Let an earlier event set it, or ask whether it is unset",
    ),
    "check.no-holder": ('không ai giữ hồ sơ ở trạng thái "{name}"', 'nobody holds a case in the state "{name}"'),
    "check.no-holder.hint": (
        "Hãy ghi held_by; thời gian của hồ sơ phải thuộc về một ai đó",
        "Write held_by: the time of a case belongs to somebody",
    ),
    "check.no-obligation": (
        'ở "{name}" không ai bị ràng buộc thời hạn khi {facts}',
        'in "{name}" nobody is obliged in any time when {facts}',
    ),
    "check.no-obligation.hint": (
        "Hãy thêm một thời hạn kind: obligation, hoặc no_limit: vì sao không có",
        "Add a clock of kind obligation, or no_limit: why there is none",
    ),
    "check.met-by-missing": (
        'không rõ sự kiện nào hoàn thành "{name}" (có thể: {events})',
        'it is not clear which event fulfils "{name}" (could be: {events})',
    ),
    "check.met-by-missing.hint": ("Hãy ghi met_by", "Write met_by"),
    "check.met-by-elsewhere": (
        'sự kiện "{event}" hoàn thành "{name}" nhưng không mở ở nơi thời hạn chạy ({states})',
        'the event "{event}" is to fulfil "{name}" but is not open where it runs ({states})',
    ),
    "check.met-by-elsewhere.hint": (
        "Hãy đặt sự kiện ở trạng thái đó, hoặc đặt thời hạn ở nhóm trạng thái có sự kiện",
        "Put the event there, or the clock into a group that has it",
    ),
    "check.timer-without-due": (
        'hết hẹn giờ "{name}" mà không có gì xảy ra',
        'nothing happens when the timer "{name}" has run out',
    ),
    "check.timer-without-due.hint": (
        "Hãy ghi at_due, hoặc một sự kiện có after_due",
        "Write at_due, or an event with after_due",
    ),
    "check.binds-needed": (
        'không rõ "{name}" ràng buộc ai: {kinds}',
        'it is not clear whom "{name}" binds: {kinds}',
    ),
    "check.binds-needed.hint": ("Hãy ghi binds", "Write binds"),
    "check.policy-missing": (
        'thời hạn "{name}" phụ thuộc "{fact}", mà "{by}" có thể thay đổi khi thời hạn đang chạy',
        'the limit of "{name}" depends on "{fact}", which "{by}" can change while it runs',
    ),
    "check.policy-missing.hint": (
        "Hãy ghi if_facts_change: keep, recompute hay restart",
        "Write if_facts_change: keep, recompute or restart",
    ),
    "check.due-conflict": (
        'ở "{state}" hết "{first}" thì sang "{to}", hết "{second}" thì sang "{other}", cả hai cùng chạy khi {facts}',
        'in "{state}" the due of "{first}" leads to "{to}" and that of "{second}" to "{other}"; both run when {facts}',
    ),
    "check.due-conflict.hint": (
        "Hãy nối tiếp hai thời hạn (starts_on: [{{due: …}}]), hoặc loại trừ nhau bằng when",
        "Let one follow the other (starts_on: [{{due: …}}]), or make their conditions exclude each other",
    ),
    "check.given-type": (
        'trường "{name}" ({type}) không thể nêu một thời hạn',
        'the field "{name}" ({type}) can\'t give a limit',
    ),
    "check.given-type.hint": ("Trường phải là date, instant hay limit", "It must be a date, an instant or a limit"),
    "check.given-nowhere": (
        'thời hạn "{clock}" được nêu trong trường "{name}", nhưng không sự kiện nào mang trường này',
        'the limit of "{clock}" is given in the field "{name}", which no event brings',
    ),
    "check.given-nowhere.hint": ("Hãy thêm trường vào needs hoặc may", "Add the field to the needs or may of an event"),
    "check.ceiling-missing": (
        'không rõ "{name}" được gia hạn tối đa đến đâu',
        'it is not said how far "{name}" may be extended',
    ),
    "check.ceiling-missing.hint": (
        "Hãy ghi ceiling, hoặc ceiling: {{none: vì sao}}",
        "Write ceiling, or ceiling: {{none: why}}",
    ),
    "check.ceiling-below": (
        'mức tối đa {ceiling} ngắn hơn chính thời hạn "{name}" ({limit}): không gia hạn được lần nào',
        'the ceiling of {ceiling} lies below the limit of "{name}" itself ({limit}): no extension can be made',
    ),
    "check.ceiling-below.hint": (
        "Mức tối đa tính từ đầu thời hạn, gồm cả thời hạn ban đầu: hãy ghi tổng cộng",
        "A ceiling counts from the clock's own start, the first limit included: write the total",
    ),
    "check.never-resumed": (
        'sự kiện "{event}" tạm dừng "{clock}", nhưng không sự kiện nào cho tính tiếp (resumes)',
        'the event "{event}" pauses "{clock}", which no event resumes',
    ),
    "check.never-resumed.hint": (
        "Thời hạn sẽ đứng yên đến khi hồ sơ rời trạng thái: hãy thêm một sự kiện có resumes, nếu văn bản có nêu",
        "It stands still until the case moves on: add an event with resumes, if the text has one",
    ),
    "check.route-not-many": ('"{kind}" không có nhiều đơn vị để chuyển đến', '"{kind}" has no units to route to'),
    "check.route-not-many.hint": (
        "Hãy ghi many: true cho loại này, hoặc bỏ routes",
        "Write many: true for it, or drop the route",
    ),
    "check.route-mismatch": (
        '"{field}" ({why}) không nêu một đơn vị loại "{kind}"',
        '"{field}" ({why}) names no unit of the kind "{kind}"',
    ),
    "check.route-mismatch.hint": (
        "Hãy dùng trường unit_of: {kind}; same chỉ dành cho người của đơn vị đó",
        "Use a field unit_of: {kind}; same is only for actors of that kind",
    ),
    "check.unit-not-routed": (
        'ở "{name}" một đơn vị loại "{kind}" giữ hồ sơ, nhưng có đường đến đây mà chưa nêu đơn vị nào',
        'in "{name}" a unit of the kind "{kind}" holds the case, but on some path no unit has been named',
    ),
    "check.unit-not-routed.hint": (
        "Hãy ghi routes: {{{kind}: trường nêu đơn vị}} ở sự kiện dẫn đến đây",
        "Write routes: {{{kind}: a field that names the unit}} in the event that leads here",
    ),
    "check.holder-ended": (
        'ngày {day} đường này dẫn đến "{state}" do "{kind}" giữ, mà khi đó không có đơn vị này',
        'on {day} this leads to "{state}", held by "{kind}", which is not there then',
    ),
    "check.holder-ended.hint": (
        "Hãy dẫn đến đơn vị khác, hoặc nêu đơn vị kế thừa (successor)",
        "Lead it to another holder, or name a successor",
    ),
    "check.at-end-missing": (
        '"{name}" chấm dứt ngày {until} nhưng không nói hồ sơ đang giữ ra sao',
        '"{name}" ends on {until} and it is not said what becomes of its cases',
    ),
    "check.at-end-missing.hint": (
        "Hãy ghi at_end: {{successor: …}} hoặc at_end: {{stuck: vì sao}}",
        "Write at_end: {{successor: …}} or at_end: {{stuck: why}}",
    ),
    "check.successor-cycle": (
        "các đơn vị kế thừa nhau thành vòng, rốt cuộc không ai tiếp nhận: {kinds}",
        "these follow each other in a circle, so that in the end nobody takes over: {kinds}",
    ),
    "check.successor-cycle.hint": (
        'Hãy nêu đơn vị kế thừa khác cho "{name}", hoặc at_end: {{stuck: vì sao}}',
        'Name another successor of "{name}", or write at_end: {{stuck: why}}',
    ),
    "check.successor-nameless": (
        'hồ sơ ở "{state}" chuyển từ "{kind}" sang một đơn vị loại "{successor}", nhưng có đường chưa nêu đơn vị',
        'a case in "{state}" passes from "{kind}" to a unit of the kind "{successor}", but on some path none was named',
    ),
    "check.successor-nameless.hint": (
        "Hãy ghi routes: {{{successor}: trường nêu đơn vị}} ở sự kiện dẫn đến đó, hoặc nêu loại kế thừa khác",
        "Write routes: {{{successor}: a field that names the unit}} where it leads there, or name another successor",
    ),
    "check.successor-idle": (
        'ngày {day} "{state}" do "{successor}" giữ thay "{kind}", nhưng ở đó chỉ vai trò đã hết được làm: {roles}',
        'on {day} "{successor}" holds "{state}" after "{kind}", but only roles that have ended may act there: {roles}',
    ),
    "check.successor-idle.hint": (
        'Hãy thêm một vai trò của "{successor}" (hoặc holder) vào by của các sự kiện ở đó',
        'Add a role of "{successor}", or holder, to the by of the events there',
    ),
    "check.if-never-missing": (
        'phần việc "{name}" chờ tất cả nhưng không nói nếu có phần không bao giờ xong',
        'the part "{name}" waits for all and does not say what if one never ends',
    ),
    "check.if-never-missing.hint": ("Hãy ghi if_never", "Write if_never"),
    **{
        f"check.unknown-{code}": (f'{vi} "{{name}}" chưa được khai báo', f'the {en} "{{name}}" is not declared')
        for code, (vi, en) in _NAMES.items()
    },
    **{
        f"check.unknown-{code}.hint": (
            f"Có: {{known}}. Hãy sửa tên, hoặc khai báo {vi} này",
            "There is: {known}. Correct the name, or declare it",
        )
        for code, (vi, _) in _NAMES.items()
    },
    **{
        f"check.unused-{code}": (
            f'{vi} "{{name}}" được khai báo nhưng không dùng',
            f'the {en} "{{name}}" is declared but never used',
        )
        for code, (vi, en) in _OWNED.items()
    },
    **{f"check.unused-{code}.hint": ("Hãy dùng nó, hoặc bỏ khai báo", "Use it, or leave it out") for code in _OWNED},
}
"""Messages and hints by code, in Vietnamese and in English."""
