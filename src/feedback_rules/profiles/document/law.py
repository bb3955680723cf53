"""The regulation itself: its numbers and dates, its outline, its calendars, what it orders beside single cases."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainValidator,
    WithJsonSchema,
    WrapValidator,
    model_validator,
)

from feedback_rules.profiles.document import words
from feedback_rules.profiles.document.base import (
    Count,
    Counted,
    Day,
    Entry,
    Flag,
    Key,
    Line,
    Name,
    Named,
    Names,
    Part,
    Prose,
    listing,
    mapping,
    optional,
    required,
    rows,
    shaped,
    unmarked,
)
from feedback_rules.profiles.document.clocks import DayEnd
from feedback_rules.profiles.document.faults import wrong
from feedback_rules.profiles.problem import near

__all__ = [
    "Article", "Calendar", "Counting", "Disposition", "Duty", "Governed", "Monitor", "Place", "Publication", "Rating",
    "Reading", "Regulation",
]  # fmt: skip


class InForce(Entry):
    """From when until when the text binds (S33); ``until`` is the last day."""

    from_: Day = Field(alias="from", title="Từ ngày")
    until: Day | None = optional("Đến hết ngày")

    @model_validator(mode="after")
    def _dated(self) -> Self:
        if self.until is not None and self.until < self.from_:
            raise wrong("dates-turned", "until", first=self.from_, last=self.until)
        return self


class Status(Entry):
    """What is known about whether the text still binds (S33)."""

    is_: Literal["in_force", "presumed_in_force", "transitional", "repealed"] = Field(alias="is", title="Tình trạng")
    as_of: Day = required("Tính đến ngày")
    confidence: Literal["low", "medium", "high"] = required("Độ tin cậy")
    why: Prose = required("Vì sao")


class Regulation(Entry):
    """Number, issuer and dates of the text."""

    number: Line = required("Số hiệu")
    form: Literal["administrative", "normative"] = required("Hành chính hay quy phạm pháp luật")
    issuer: Prose = required("Cơ quan ban hành")
    issued: Day = required("Ngày ban hành")
    in_force: InForce = required("Hiệu lực")
    replaces: Annotated[list[Line], BeforeValidator(words.listed)] = listing("Thay thế")
    replaced_by: Annotated[list[Line], BeforeValidator(words.listed)] = listing("Được thay thế bởi")
    status: Status = required("Tình trạng hiệu lực")


class Place(Part):
    """Where the text binds."""

    code: Annotated[str, PlainValidator(words.place_code), WithJsonSchema({"type": "string"})] = required("Mã tỉnh")
    name: Line = required("Tên địa phương")


def clauses(value: Any) -> list[str]:
    """Give the clauses of an article, each of them once."""
    found = words.each(words.listed(value) if not isinstance(value, list) else value, words.outline_item)
    if len(set(found)) < len(found):
        index = next(index for index, clause in enumerate(found) if clause in found[:index])
        raise wrong("repeated-value", index, value=found[index])
    return found


Clauses = Annotated[list[str], PlainValidator(clauses)]


ArticleKey = Annotated[str, AfterValidator(words.article)]
ClauseKey = Annotated[str, AfterValidator(words.outline_item)]


class Article(Part):
    """The clauses of an article whose text has faults: what is missing, what was reconstructed."""

    clauses: Annotated[Clauses, shaped("clauses")] = listing("Các khoản, điểm")
    reconstructed: Prose | None = optional("Số hiệu được khôi phục: vì sao")
    missing: Annotated[dict[ClauseKey, Prose], BeforeValidator(unmarked)] = mapping("Phần thiếu")


def _article(value: Any, handler: Any) -> Any:
    if isinstance(value, dict):
        return handler(value)
    return clauses(value)


Outline = Annotated[
    dict[ArticleKey, Annotated[Article, WrapValidator(_article), Field(json_schema_extra={"form": "article"})]],
    BeforeValidator(unmarked),
]


class Counting(Entry):
    """How the profile counts days where it departs from the Civil Code (S4)."""

    days: DayEnd = optional("Ngày cuối kết thúc lúc", "end_of_day")


Session = Annotated[str, PlainValidator(words.hours), WithJsonSchema({"type": "string"})]
Week = Annotated[
    dict[Annotated[str, AfterValidator(words.weekdays)], Annotated[list[Session], BeforeValidator(words.listed)]],
    BeforeValidator(unmarked),
]
MonthDay = Annotated[str, PlainValidator(words.month_day), WithJsonSchema({"type": "string"})]


class Season(Part):
    """A part of every year with its own week."""

    from_: MonthDay = Field(alias="from", title="Từ ngày")
    to: MonthDay = required("Đến hết ngày")
    week: Week = required("Giờ làm việc trong tuần")


class Closure(Part):
    """A day, or hours of a day, on which an ordered document closes the office (S6)."""

    date: Day = required("Ngày")
    hours: Session | None = optional("Giờ")
    document: Line = required("Văn bản")


class Calendar(Entry):
    """When offices are open (S6)."""

    default: Flag = optional("Lịch mặc định", default=False)
    week: Week | None = optional("Giờ làm việc trong tuần")
    seasons: Annotated[list[Season], BeforeValidator(rows)] = listing("Giờ làm việc theo mùa")
    days: Name | None = optional("Bảng ngày nghỉ")
    closures: Annotated[list[Closure], BeforeValidator(rows)] = listing("Ngày đóng cửa")

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if (self.week is None) == (not self.seasons):
            raise wrong("one-of-keys", known="week, seasons")
        return self


def named_options(value: Any) -> Any:
    """Give the options by name; where each place gives its own values they are a plain list of names.

    >>> named_options(["closing", "verification"])
    {'closing': 'closing', 'verification': 'verification'}
    """
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return {item: item for item in value}
    return unmarked(value)


Options = Annotated[
    dict[Key, Any],
    BeforeValidator(named_options),
    Field(min_length=2, json_schema_extra={"form": "options"}),
]


class Reading(Entry):
    """A question that the text leaves open, its options and the default (S31)."""

    question: Prose = required("Câu hỏi")
    options: Options = required("Các cách hiểu")
    titles: Named[Prose] = mapping("Tên các cách hiểu")
    default: Annotated[str, PlainValidator(words.name), shaped("option")] = required("Mặc định")
    why: Prose = required("Vì sao")

    @model_validator(mode="after")
    def _titled(self) -> Self:
        for option in self.titles:
            if option not in self.options:
                close = near(option, self.options)
                known = ", ".join(self.options)
                raise wrong("unknown-title", "titles", option, instead=close, option=option, known=known)
        return self


class Duty(Entry):
    """A recurring report (S29)."""

    every: Annotated[
        list[Literal["day", "week", "month", "quarter", "half_year", "year"]], BeforeValidator(words.listed)
    ] = listing("Định kỳ")
    on_request: Flag = optional("Khi được yêu cầu", default=False)
    by: Names = required("Ai báo cáo")
    addressee: Name = required("Báo cáo cho")
    channel: Name | None = optional("Kênh")

    @model_validator(mode="after")
    def _some_time(self) -> Self:
        if not self.every and not self.on_request:
            raise wrong("one-of-keys", known="every, on_request: true")
        return self


Share = Annotated[str, PlainValidator(words.share), shaped("line")]


class Monitor(Entry):
    """A threshold over many cases (S28)."""

    share: Counted | None = optional("Tỷ lệ")
    count: Counted | None = optional("Số lượng")
    of: Name = required("Trên tổng số")
    by: Name = required("Theo")
    over: Share | None = optional("Vượt quá")
    at: Count | None = optional("Từ")
    period: Literal["day", "week", "month", "quarter", "half_year", "year"] | None = optional("Kỳ")
    then: Prose | None = optional("Thì")

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if (self.share is None) == (self.count is None):
            raise wrong("one-of-keys", known="share, count")
        if (self.over is None) == (self.at is None):
            raise wrong("one-of-keys", known="over, at")
        return self


class Rating(Entry):
    """How the citizen rates the answer."""

    event: Name = required("Sự kiện đánh giá")
    scale: Named[Prose] = mapping("Thang đánh giá")


class Publication(Entry):
    """What is shown to the public, and what is withheld."""

    shown: Names = listing("Công khai")
    withheld: Named[Prose] = mapping("Không công khai")


class Governed(Entry):
    """What another text runs."""

    number: Line = required("Số hiệu")
    articles: Annotated[list[Line], BeforeValidator(words.listed)] = listing("Các điều")


class Disposition(Part):
    """What becomes of a clause that nothing encodes (S32)."""

    host: Prose | None = optional("Việc của bên vận hành")
    organisational: Flag = optional("Quy định về tổ chức", default=False)
    definition: Flag = optional("Giải thích từ ngữ", default=False)
    undetermined: Prose | None = optional("Chưa xác định được: vì sao")
    note: Prose | None = optional("Ghi chú")

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        forms = (self.host is not None, self.organisational, self.definition, self.undetermined is not None)
        if sum(forms) != 1:
            raise wrong("one-of-keys", known="host, organisational: true, definition: true, undetermined")
        return self
