"""The page of a regulation, Vietnamese first, everything read from its profile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docs._ext.markdown import NONE, both, code, heading, inline, many, plain, table
from docs._ext.path import CasePath
from docs._ext.words import basis, cited, confidence, day, listed, row_id, worded
from feedback_rules.profiles.clauses import entry_name
from feedback_rules.wording import pair
from feedback_rules.workflow.spec import ALWAYS, EMPTY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from feedback_rules.profiles.limits import LimitInfo
    from feedback_rules.profiles.profile import Profile
    from feedback_rules.workflow.spec import LimitRow, Text

__all__ = ["page"]

DISPOSITIONS = {
    "encoded": ("thể hiện", "encoded"),
    "host": ("phần mềm chủ", "host"),
    "organisational": ("tổ chức", "organisational"),
    "definition": ("giải thích", "definition"),
    "undetermined": ("chưa xác định", "undetermined"),
    "": ("chưa xét", "not accounted for"),
}
ABOUT = (
    "Trang này được đọc từ hồ sơ quy chế; nó dẫn số điều khoản, không chép câu nào của văn bản.",
    "This page is read from the profile; it cites the clauses and copies no sentence of the text.",
)
PERIODS = {
    "day": ("ngày", "day"),
    "week": ("tuần", "week"),
    "month": ("tháng", "month"),
    "quarter": ("quý", "quarter"),
    "half_year": ("sáu tháng", "half year"),
    "year": ("năm", "year"),
}

LIMITS = [
    ("Điều khoản", "Clause"),
    ("Việc", "What"),
    ("Ai", "Who"),
    ("Thời hạn", "Limit"),
    ("Tính từ", "Counted from"),
    ("Hoàn thành khi", "Met by"),
    ("Áp dụng khi", "Where"),
    ("Hết hạn thì", "At due"),
    ("Suy ra; cách hiểu", "Inferred; readings"),
]


def page(profile: Profile) -> str:
    """Write the page of a profile."""
    return "\n".join(Page(profile).lines()).rstrip() + "\n"


class Page(CasePath):
    """The page of one profile, section by section."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.document: Mapping[str, Any] = profile.document
        super().__init__(profile.rulebook)
        self.rows: dict[tuple[str, str], LimitRow] = {}
        for flow in self.book.workflows.values():
            for clock in flow.clocks.values():
                self.rows.update({(flow.id, row_id(clock, row)): row for row in clock.rows})

    def lines(self) -> Iterator[str]:
        """Give every line of the page."""
        yield from self.header()
        yield from self.holders()
        yield from self.limits()
        for flow in sorted(self.book.workflows.values(), key=lambda flow: (flow.is_part, -len(flow.states), flow.id)):
            yield from self.workflow(flow)
        yield from self.readings()
        yield from self.inferences()
        yield from self.duties()
        yield from self.clauses()

    def header(self) -> Iterator[str]:
        """Say what the text is, whether it is in force, and how sure that is."""
        regulation = self.document.get("regulation", {})
        place, number = self.profile.place, self.profile.number
        yield from heading(1, f"{place[1]}: {number}", f"{place[1]}: {number}")
        yield from (inline(ABOUT), "")
        if "illustration" in self.document:
            yield from (":::{warning}", both(self.document["illustration"]), ":::", "")
        status = regulation.get("status", {})
        says = status.get("is")
        first, last = self.profile.in_force
        count = [info.disposition for info in self.profile.clauses()]
        told = [f"{count.count(kind)} {words[0]} ({words[1]})" for kind, words in DISPOSITIONS.items() if kind in count]
        rows = [
            (("Văn bản", "Text"), both(self.profile.title)),
            (("Hồ sơ quy chế", "Profile"), f"`{self.profile.name}`"),
            (("Cơ quan ban hành", "Issued by"), both(regulation.get("issuer"))),
            (("Ngày ban hành", "Issued"), str(regulation.get("issued", NONE))),
            (("Hiệu lực", "In force"), f"{day(first)} → {day(last)}"),
            (("Tình trạng", "Status"), both(pair(f"cli.law.{says}")) if says else NONE),
            (("Mức chắc chắn", "Confidence"), confidence(status)),
            (("Vì sao", "Why"), both(status.get("why"))),
            (("Thay thế", "Replaces"), plain(", ".join(regulation.get("replaces", ()))) or NONE),
            (("Được thay bằng", "Replaced by"), plain(str(regulation.get("replaced_by", NONE)))),
            (("Điều khoản", "Clauses"), plain(", ".join(told))),
            (("Giờ làm việc", "Office hours"), self.hours()),
        ]
        yield from table([("Mục", "Item"), ("Nội dung", "Value")], [[both(head), value] for head, value in rows])

    def hours(self) -> str:
        """Give the sessions of each calendar, and what they rest on."""
        found = []
        for name, entry in self.document.get("calendars", {}).items():
            if name.startswith("~"):
                continue
            spans = [(f"{s['from']}–{s['to']} ", s["week"]) for s in entry.get("seasons", ())]
            for season, week in spans or [("", entry.get("week", {}))]:
                sessions = "; ".join(f"{days} {', '.join(hours)}" for days, hours in week.items() if days[0] != "~")
                found.append(f"`{name}`: {plain(season + sessions)}")
            found.append(both(entry["inferred"]) if "inferred" in entry else plain(", ".join(entry.get("basis", ()))))
        return "<br>".join(found)

    def holders(self) -> Iterator[str]:
        """List who can hold a case, from when until when, and what then becomes of it."""
        yield from heading(2, "Ai giữ hồ sơ", "Who holds a case")
        rows = []
        for kind, spec in self.book.holders.items():
            if kind in {"system", "nobody"} and not spec.basis:
                continue
            entry = self.document.get("holders", {}).get(kind, {})
            roles = [
                role.title if role.title != EMPTY else (role.id, role.id)
                for role in self.book.roles.values()
                if role.of == kind
            ]
            then = NONE
            if spec.stuck is not None:
                then = both(spec.stuck)
            elif spec.successor is not None:
                then = both(self.names.holder(spec.successor))
            span = (
                f"{entry.get('from', '…')} → {entry.get('until', '…')}"
                if entry.get("from") or entry.get("until")
                else NONE
            )
            title = both(self.names.holder(kind)) + (f"<br>{both(('nhiều đơn vị', 'many units'))}" if spec.many else "")
            rows.append([title, many(roles), span, then, basis(spec.basis)])
        heads = [
            ("Người giữ", "Holder"),
            ("Ai thao tác", "Who acts"),
            ("Từ – đến hết", "From – until"),
            ("Sau đó", "Then"),
        ]
        yield from table([*heads, ("Điều khoản", "Clause")], rows)

    def limits(self) -> Iterator[str]:
        """List every time limit of the text, in its order."""
        yield from heading(2, "Các thời hạn", "Time limits")
        yield from table(LIMITS, map(self.limit, self.profile.limits()))

    def limit(self, row: LimitInfo) -> list[str]:
        """Give one row of the table of limits."""
        flow = self.book.workflows[row.workflow]
        clock = flow.clocks[row.id.partition("/")[0]]
        own = self.rows.get((row.workflow, row.id))  # none: the total up to which an act may extend the clock
        conditions = [clock.when, ALWAYS if own is None else own.when]
        when = [self.names.condition(each) for each in conditions if each != ALWAYS]
        named = clock.title if own is not None else row.title
        what = both(named if named != EMPTY else self.names.clock(clock))
        notes = [both(row.inferred)] if row.inferred else []
        notes += [f"`{reading}={option}`" for reading, option in row.readings]
        return [
            basis(row.basis),
            f"{what}<br>`{row.id}`<br>{both(pair(f'cli.kind.{row.kind}'))}",
            both(self.names.holder(row.holder)) if row.holder else both(pair("cli.several")),
            both(worded(row)),
            many(self.start(flow, start) for start in (row.counts_from or row.starts)),
            many(self.event(flow, event, clock.scope) for event in row.met_by),
            many(when),
            self.outcomes(flow, clock.at_due if own is not None else ()),
            "<br>".join(notes) or NONE,
        ]

    def readings(self) -> Iterator[str]:
        """Put the questions that the text leaves open, the options, and why the default is one."""
        entries = {name: entry for name, entry in self.document.get("readings", {}).items() if name[0] != "~"}
        if entries:
            yield from heading(2, "Các cách hiểu", "Readings")
        for name, entry in entries.items():
            yield from (f"### `{name}`", "")
            yield from (f"{both(entry.get('question'))} {cited(entry.get('basis', ()))}", "")
            titles = entry.get("titles", {})
            for option in entry.get("options", {}):
                chosen = f" **{inline(('mặc định', 'default'))}**" if option == entry.get("default") else ""
                yield f"- `{option}`{chosen}" + (f": {inline(titles[option])}" if option in titles else "")
            yield from ("", f"{inline(('Vì sao', 'Why'))}: {inline(entry.get('why'))}", "")

    def inferences(self) -> Iterator[str]:
        """List what was filled in where the text is silent, and where."""
        found: dict[str, dict[str, None]] = {}
        for reason, path in inferred(self.document, ()):
            found.setdefault(both(reason), {})[entry_name(self.document, path) or str(path[0])] = None
        if found:
            yield from heading(2, "Điều được suy ra", "What was inferred")
        yield from table(
            [("Suy luận", "Reason"), ("Ở đâu", "Where")], [[why, code(names)] for why, names in found.items()]
        )

    def duties(self) -> Iterator[str]:
        """List recurring reports and the thresholds that the text watches."""
        duties = {name: entry for name, entry in self.document.get("duties", {}).items() if name[0] != "~"}
        if duties:
            yield from heading(2, "Báo cáo định kỳ", "Recurring duties")
        rows = []
        for name, entry in duties.items():
            every = [PERIODS.get(each, (each, each)) for each in listed(entry.get("every"))]
            every += [pair("cli.duties.on_request")] if entry.get("on_request") else []
            who, to = (
                many(self.names.addressee(each) for each in listed(entry.get(key))) for key in ("by", "addressee")
            )
            rows.append(
                [f"{both(entry.get('title'))}<br>`{name}`", who, to, many(every), basis(entry.get("basis", ()))]
            )
        heads = [("Báo cáo", "Report"), ("Ai nộp", "By"), ("Nộp cho", "To"), ("Kỳ", "Every"), ("Điều khoản", "Clause")]
        yield from table(heads, rows)
        monitors = {name: entry for name, entry in self.document.get("monitors", {}).items() if name[0] != "~"}
        if monitors:
            yield from heading(2, "Ngưỡng theo dõi", "Monitors")
        rows = [
            [f"{both(entry.get('title'))}<br>`{name}`", both(entry.get("then")), basis(entry.get("basis", ()))]
            for name, entry in monitors.items()
        ]
        yield from table([("Ngưỡng", "Threshold"), ("Thì", "Then"), ("Điều khoản", "Clause")], rows)

    def clauses(self) -> Iterator[str]:
        """Account for every clause of the text."""
        yield from heading(2, "Từng điều khoản", "Clause by clause")
        rows = []
        for info in self.profile.clauses():
            words = DISPOSITIONS[info.disposition]
            rows.append(
                [f"`{info.clause}`", both(words), code(info.encoded_by) if info.encoded_by else both(info.note)]
            )
        heads = [("Điều khoản", "Clause"), ("Xử lý", "Disposition"), ("Ở đâu, hoặc vì sao không", "Where, or why not")]
        yield from table(heads, rows)


def inferred(node: Any, path: tuple[str | int, ...]) -> Iterator[tuple[Text, tuple[str | int, ...]]]:
    """Walk a document for the reasons that its entries give where the text is silent."""
    if isinstance(node, dict):
        reason = node.get("inferred")
        if isinstance(reason, dict) and reason.keys() == {"vi", "en"}:
            yield (reason["vi"], reason["en"]), path
        for key, value in node.items():
            if key != "inferences":
                yield from inferred(value, (*path, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from inferred(value, (*path, index))
