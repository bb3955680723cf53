"""Workflows: intake, states, events, groups, counters and parts."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import (
    BeforeValidator,
    Field,
    PlainValidator,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_validator,
)

from feedback_rules.profiles.document import asks
from feedback_rules.profiles.document.base import (
    Condition,
    Count,
    Entry,
    Flag,
    Limit,
    Name,
    Named,
    Names,
    Prose,
    Routes,
    Sets,
    listing,
    mapping,
    optional,
    required,
    rows,
    shaped,
    unmarked,
)
from feedback_rules.profiles.document.clocks import Clock, Effects, Outcomes, Window
from feedback_rules.profiles.document.faults import wrong
from feedback_rules.profiles.document.words import listed, name

__all__ = ["Event", "Group", "Intake", "State", "Workflow"]


def targets(value: Any, handler: ValidatorFunctionWrapHandler) -> Any:
    """Give the targets of an event as a list; ``{category: enters}`` stays as it is."""
    if isinstance(value, dict) and list(unmarked(value)) == ["category"]:
        if value["category"] != "enters":
            raise wrong("bad-choice", "category", instead="enters", value=value["category"], known="enters")
        return {"category": "enters"}
    if isinstance(value, list):
        return handler(value)
    return handler([value if isinstance(value, dict) else {"to": value}])


class Target(Entry):
    """One of several targets of an event, with its condition."""

    when: Condition | None = optional("Khi")
    to: Name = required("Trạng thái")
    sets: Sets = Field(default_factory=dict, title="Gán sự kiện")
    routes: Routes = Field(default_factory=dict, title="Giao cho đơn vị nêu trong trường")
    effects: Effects = listing("Việc phải làm")


def need(value: Any) -> Any:
    """Give what an event needs as entries, each of them any one of some fields."""
    if not isinstance(value, list):
        value = listed(value)
    return [item if isinstance(item, dict) else {"any_of": [item]} for item in value]


class Need(Entry):
    """What an event must bring."""

    any_of: Names = required("Một trong các trường")
    when: Condition | None = optional("Khi")


Ceiling = Annotated[Any, PlainValidator(asks.ceiling), shaped("ceiling")]


class Extension(Entry):
    """An extension of a clock (S17)."""

    clock: Name = required("Thời hạn được gia hạn")
    by: Name | None = optional("Thêm theo trường")
    to: Limit | None = optional("Thành tổng cộng")
    ceiling: Ceiling = required("Tối đa")
    last: Literal["due", "any"] = optional("Chậm nhất lúc", "due")

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.by is None) == (self.to is None):
            raise wrong("one-of-keys", known="by, to")
        return self


class Event(Entry):
    """What somebody may do, and where that leads."""

    to: Annotated[list[Target] | None, WrapValidator(targets), Field(json_schema_extra={"form": "targets"})] = optional(
        "Chuyển sang trạng thái"
    )
    stay: Flag = optional("Ở lại trạng thái", default=False)
    by: Names = required("Ai được làm")
    when: Condition | None = optional("Khi")
    needs: Annotated[list[Need], BeforeValidator(need), Field(json_schema_extra={"form": "needs"})] = listing("Phải có")
    may: Names = listing("Có thể kèm")
    sets: Sets = Field(default_factory=dict, title="Gán sự kiện")
    routes: Routes = Field(default_factory=dict, title="Giao cho đơn vị nêu trong trường")
    within: Window | None = optional("Trong thời hạn")
    after_due: Name | None = optional("Chỉ khi đã hết hạn")
    at_most: Count | None = optional("Số lần tối đa trong một hồ sơ")
    unbounded: Prose | None = optional("Vì sao vòng lặp không có giới hạn")
    supplement: Flag = optional("Bổ sung thông tin còn thiếu", default=False)
    extends: Extension | None = optional("Gia hạn")
    pauses: Names = listing("Tạm dừng thời hạn")
    resumes: Names = listing("Tính tiếp thời hạn")
    reroutes: Flag = optional("Chuyển lại khi không còn ai giữ", default=False)
    opens: Names = listing("Mở phần việc")
    closes: Names = listing("Đóng phần việc")
    effects: Effects = listing("Việc phải làm")

    @model_validator(mode="after")
    def _one_target(self) -> Self:
        if not self.to and not self.stay:
            raise wrong("one-of-keys", known="to, stay: true")
        if self.to and self.stay:
            raise wrong("two-keys", "stay", first="to", second="stay")
        return self


class HeldRow(Entry):
    """One row of the table that says who holds a state."""

    when: Condition | None = optional("Khi")
    is_: Name = Field(alias="is", title="Ai giữ")


def held(value: Any, handler: ValidatorFunctionWrapHandler) -> Any:
    """Give who holds a state: a kind, or a table of kinds."""
    return handler(rows(value)) if isinstance(value, dict | list) else name(value)


class State(Entry):
    """Where a case can be: who holds it, what runs, what may happen."""

    held_by: Annotated[list[HeldRow] | None, WrapValidator(held), Field(json_schema_extra={"form": "held"})] = optional(
        "Ai đang giữ hồ sơ"
    )
    no_limit: Prose | None = optional("Vì sao không có thời hạn")
    final: Flag = optional("Kết thúc", default=False)
    outcome: Name | None = optional("Kết quả")
    clocks: Named[Clock] = mapping("Thời hạn")
    events: Named[Event] = mapping("Sự kiện")

    @model_validator(mode="after")
    def _nobodys(self) -> Self:
        """Refuse a holder of what has ended: the time after the end is nobody's (S18)."""
        if self.final and self.held_by is not None:
            raise wrong("two-keys", "held_by", first="final", second="held_by")
        return self


class Group(Entry):
    """States that share events and clocks."""

    states: Names = required("Các trạng thái")
    clocks: Named[Clock] = mapping("Thời hạn")
    events: Named[Event] = mapping("Sự kiện")


class Counter(Entry):
    """Counts events; when it is full, something happens."""

    adds: Names = required("Tăng khi")
    resets: Names = listing("Về không khi")
    at: Count = required("Đầy khi đạt")
    then: Outcomes = required("Khi đầy")


class PartRule(Entry):
    """A part of a case: a workflow of its own inside it (S27)."""

    workflow: Name = required("Quy trình của phần việc")
    one_for: Name | None = optional("Mỗi đơn vị nêu trong trường một phần")
    routes: Routes = Field(default_factory=dict, title="Giao cho")
    join: Literal["all", "any", "none"] = optional("Chờ tất cả, một, hay không chờ", "none")
    then: Outcomes = listing("Khi xong")
    if_never: Prose | None = optional("Nếu không bao giờ xong")


class Channel(Entry):
    """A channel, or a language, of an intake."""


class RequiredField(Entry):
    """A field that an opening must bring."""

    field: Name = required("Trường")
    when: Condition | None = optional("Khi")


class OptionalField(Entry):
    """A field that an opening may bring."""

    field: Name = required("Trường")


class Exclusion(Entry):
    """A matter that is not taken in, and where it belongs."""

    id: Name = required("Tên")
    when: Condition | None = optional("Khi")
    redirect: Prose | None = optional("Hướng dẫn đến")


class Ground(Entry):
    """A ground of refusal: found by a condition or a check, else set by a person."""

    id: Name = required("Tên")
    when: Condition | None = optional("Khi")
    check: Name | None = optional("Kiểm tra tự động")
    of: Name | None = optional("Trường được kiểm tra")


class Intake(Entry):
    """What an opening event is measured against (S23)."""

    channels: Named[Channel] = mapping("Kênh tiếp nhận")
    languages: Named[Channel] = mapping("Ngôn ngữ")
    hours: Name | None = optional("Lịch tiếp nhận")
    required: Annotated[list[RequiredField], BeforeValidator(rows)] = listing("Bắt buộc")
    optional: Annotated[list[OptionalField], BeforeValidator(rows)] = listing("Tùy chọn")
    excluded: Annotated[list[Exclusion], BeforeValidator(rows)] = listing("Không tiếp nhận")
    grounds: Annotated[list[Ground], BeforeValidator(rows)] = listing("Căn cứ từ chối")


class Workflow(Entry):
    """One kind of case."""

    judged_by: Literal["opened", "current"] = optional("Theo quy chế lúc mở hồ sơ hay hiện hành", "opened")
    part: Flag = optional("Là phần việc của quy trình khác", default=False)
    no_end: Prose | None = optional("Vì sao không có kết thúc")
    intake: Intake | None = optional("Tiếp nhận")
    opens_with: Named[Event] = mapping("Mở hồ sơ bằng")
    states: Named[State] = Field(title="Trạng thái", min_length=1)
    groups: Named[Group] = mapping("Nhóm trạng thái")
    counters: Named[Counter] = mapping("Bộ đếm")
    parts: Named[PartRule] = mapping("Phần việc")
