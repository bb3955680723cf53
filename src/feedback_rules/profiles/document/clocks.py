"""Clocks and what they bring about: limits, ways to comply, windows, outcomes, effects."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, PlainValidator, model_validator

from feedback_rules.profiles.document import asks
from feedback_rules.profiles.document.base import (
    Condition,
    Entry,
    Flag,
    Limit,
    Name,
    Named,
    Names,
    Routes,
    Sets,
    listing,
    optional,
    required,
    rows,
    shaped,
    unmarked,
)
from feedback_rules.profiles.document.faults import wrong
from feedback_rules.profiles.document.words import listed, name, one_limit, prose

__all__ = ["VERBS", "Clock", "Effect", "EffectClock", "Effects", "LimitRow", "Outcome", "Outcomes", "Way", "Window"]

VERBS = (
    "notify", "publish", "assign", "escalate", "report", "remind", "redirect", "record", "archive", "lock", "unlock",
    "delete", "spawn", "signal",
)  # fmt: skip

DayEnd = Literal["end_of_day", "close_of_business", "same_time"]


def meant(value: Any) -> str | dict[str, Any]:
    """Give the value of a limit: words, ``{given: field}`` or ``{unknown: text}`` (S3)."""
    if not isinstance(value, dict):
        return one_limit(value)
    given = unmarked(value)
    if list(given) == ["given"]:
        return {"given": name(given["given"])}
    if list(given) == ["unknown"]:
        return {"unknown": prose(given["unknown"])}
    raise wrong("bad-limit-form", *list(given)[:1])


def table(value: Any) -> Any:
    """Give the rows of a limit; a limit written alone is a table of one row without a condition."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and "is" in value:
        return [value]
    if isinstance(value, dict):
        marks = {key: item for key, item in value.items() if key.startswith("~")}
        return [{"is": unmarked(value), **marks}]
    return [{"is": value}]


class LimitRow(Entry):
    """One limit, or one row of a table of limits."""

    when: Condition | None = optional("Khi")
    is_: Annotated[Any, PlainValidator(meant), shaped("limit_value")] = Field(alias="is", title="Thời hạn")
    at_least: Limit | None = optional("Ít nhất")
    calendar: Name | None = optional("Lịch làm việc")
    counting: DayEnd | None = optional("Cách tính ngày cuối")


Limits = Annotated[list[LimitRow], BeforeValidator(table), Field(json_schema_extra={"form": "limits"})]


class Way(Entry):
    """One way to comply, in its own time (S11b)."""

    limit: Limits = listing("Thời hạn")
    when: Condition | None = optional("Khi")
    at_least: Limit | None = optional("Ít nhất")
    calendar: Name | None = optional("Lịch làm việc")
    counting: DayEnd | None = optional("Cách tính ngày cuối")


def ways(value: Any) -> Any:
    """Give the ways to comply by event; a list of events gives none of them a limit of its own."""
    if isinstance(value, str):
        return {value: {}}
    if isinstance(value, list):
        return {name(item): {} for item in listed(value)}
    return unmarked(value)


class Effect(Entry):
    """What is to be done by whoever runs the system: one verb with its addressee (S25)."""

    notify: Name | None = optional("Thông báo cho")
    publish: Name | None = optional("Công khai cho")
    assign: Name | None = optional("Giao cho")
    escalate: Name | None = optional("Báo cáo vượt cấp lên")
    report: Name | None = optional("Báo cáo cho")
    remind: Name | None = optional("Đôn đốc")
    redirect: Name | None = optional("Hướng dẫn đến")
    record: Name | None = optional("Ghi nhận cho")
    archive: Name | None = optional("Lưu trữ tại")
    lock: Name | None = optional("Khóa")
    unlock: Name | None = optional("Mở khóa")
    delete: Name | None = optional("Xóa")
    spawn: Name | None = optional("Mở thêm")
    signal: Name | None = optional("Báo cho hồ sơ nêu trong trường")
    event: Name | None = optional("Sự kiện mà hồ sơ kia nhận")
    by: Name | None = optional("Ai thực hiện, nếu không phải nơi giữ")
    channel: Name | None = optional("Kênh")
    with_: Names = Field(default_factory=list, alias="with", title="Kèm theo")
    when: Condition | None = optional("Khi")
    within: EffectClock | None = optional("Trong thời hạn")

    @model_validator(mode="after")
    def _one_verb(self) -> Self:
        given = [verb for verb in VERBS if getattr(self, verb) is not None]
        if not given:
            raise wrong("missing-verb", known=", ".join(VERBS))
        if len(given) > 1:
            raise wrong("two-keys", given[1], first=given[0], second=given[1])
        if given == ["signal"] and self.event is None:
            raise wrong("missing-key", key="event")
        if given != ["signal"] and self.event is not None:
            raise wrong("two-keys", "event", first=given[0], second="event")
        return self


Effects = Annotated[list[Effect], BeforeValidator(rows)]


class Outcome(Entry):
    """What happens when a limit has passed, a counter is full or parts have joined."""

    as_: Name | None = Field(default=None, alias="as", title="Tên khi ghi trong nhật ký")
    when: Condition | None = optional("Khi")
    to: Name | None = optional("Chuyển sang trạng thái")
    sets: Sets = Field(default_factory=dict, title="Gán sự kiện")
    routes: Routes = Field(default_factory=dict, title="Giao cho đơn vị nêu trong trường")
    opens: Names = listing("Mở phần việc")
    closes: Names = listing("Đóng phần việc")
    effects: Effects = listing("Việc phải làm")


Outcomes = Annotated[list[Outcome], BeforeValidator(rows), Field(json_schema_extra={"form": "outcomes"})]


class _Timed(Entry):
    """What every clock has."""

    when: Condition | None = optional("Khi")
    limit: Limits = listing("Thời hạn")
    binds: Name | None = optional("Ràng buộc ai")
    counts_from: Names = listing("Tính từ sự kiện")
    calendar: Name | None = optional("Lịch làm việc")
    counting: DayEnd | None = optional("Cách tính ngày cuối")
    roll: Flag | None = optional("Ngày cuối gặp ngày nghỉ thì lùi sang ngày làm việc kế tiếp")
    at_least: Limit | None = optional("Ít nhất")
    if_facts_change: Annotated[str | dict[str, str] | None, PlainValidator(asks.policy), shaped("policy")] = optional(
        "Khi sự kiện thay đổi"
    )
    at_due: Outcomes = listing("Khi hết hạn")


class Clock(_Timed):
    """A clock, written where the case is while it runs (S11)."""

    kind: Literal["obligation", "window", "timer"] = required("Loại: nghĩa vụ, cửa sổ, hẹn giờ")
    met_by: Annotated[dict[Name, Way], BeforeValidator(ways), Field(json_schema_extra={"form": "ways"})] = Field(
        default_factory=dict, title="Hoàn thành bởi"
    )
    starts_on: Annotated[list[Any], PlainValidator(asks.starts), shaped("starts")] = listing("Bắt đầu khi")
    restarts_on: Names = listing("Bắt đầu lại khi")
    replaces: Names = listing("Thay cho")

    @model_validator(mode="after")
    def _limited(self) -> Self:
        if not self.limit and not (self.met_by and all(way.limit for way in self.met_by.values())):
            raise wrong("missing-key", key="limit")
        return self


class Window(_Timed):
    """The limit of one event (S11)."""

    id: Name | None = optional("Tên của thời hạn")
    limit: Limits = required("Thời hạn")
    after: Literal["late", "refuse"] = optional("Sau khi hết hạn: trễ hoặc từ chối", "late")


class EffectClock(_Timed):
    """The limit within which an effect must be done, reported by an event of ``met_by`` (S25)."""

    id: Name = required("Tên của thời hạn")
    limit: Limits = required("Thời hạn")
    met_by: Annotated[dict[Name, Way], BeforeValidator(ways), Field(json_schema_extra={"form": "ways"})] = Field(
        default_factory=dict, title="Hoàn thành bởi"
    )


Effect.model_rebuild()
NamedClocks = Named[Clock]
