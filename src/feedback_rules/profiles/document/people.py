"""Who holds and who acts; what is known and what is brought; what a report is about."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import Field, PlainValidator, model_validator

from feedback_rules.profiles.document import asks
from feedback_rules.profiles.document.base import (
    Day,
    Entry,
    Flag,
    Name,
    Named,
    Names,
    Prose,
    mapping,
    optional,
    required,
    shaped,
)
from feedback_rules.profiles.document.faults import wrong

__all__ = ["Category", "FactRule", "FieldRule", "Holder", "Role"]

OneOf = Annotated[Any, PlainValidator(asks.one_of), shaped("one_of")]


class End(Entry):
    """What becomes of the cases of a holder that ends (S34)."""

    stuck: Prose | None = optional("Không ai tiếp nhận: vì sao")
    successor: Name | None = optional("Đơn vị kế thừa")

    @model_validator(mode="after")
    def _one_end(self) -> Self:
        if (self.stuck is None) == (self.successor is None):
            raise wrong("one-of-keys", known="stuck, successor")
        return self


class Holder(Entry):
    """A kind of holder (S34)."""

    level: Name | None = optional("Cấp")
    many: Flag = optional("Có nhiều đơn vị", default=False)
    from_: Day | None = Field(default=None, alias="from", title="Từ ngày")
    until: Day | None = optional("Đến hết ngày")
    at_end: End | None = optional("Khi chấm dứt")

    @model_validator(mode="after")
    def _dated(self) -> Self:
        if self.from_ is not None and self.until is not None and self.until < self.from_:
            raise wrong("dates-turned", "until", first=self.from_, last=self.until)
        return self


class Role(Entry):
    """Who acts for a kind of holder."""

    of: Name = required("Thuộc đơn vị")


class FactRule(Entry):
    """A fact that conditions may ask: one of some values, or true or false."""

    one_of: OneOf = optional("Một trong các giá trị")
    flag: Flag = optional("Đúng hoặc sai", default=False)
    is_: Literal["case"] | None = Field(default=None, alias="is", title="Liên kết đến hồ sơ khác")

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if (self.one_of is not None) + self.flag + (self.is_ is not None) != 1:
            raise wrong("one-of-keys", known="one_of, flag: true, is: case")
        return self


class FieldRule(Entry):
    """What an event may bring."""

    is_: Literal["text", "file", "flag", "number", "date", "instant", "limit", "case", "units"] | None = Field(
        default=None, alias="is", title="Kiểu dữ liệu"
    )
    one_of: OneOf = optional("Một trong các giá trị")
    unit_of: Names | None = optional("Tên đơn vị thuộc loại")
    of: Name | None = optional("Các đơn vị thuộc loại")
    shown_to: Names = Field(default_factory=list, title="Ai được xem")
    public: Flag | None = optional("Công khai")

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if sum(form is not None for form in (self.is_, self.one_of, self.unit_of)) != 1:
            raise wrong("one-of-keys", known="is, one_of, unit_of")
        if (self.is_ == "units") != (self.of is not None):
            if self.of is None:
                raise wrong("missing-key", key="of")
            raise wrong("two-keys", "of", first="is", second="of")
        return self


class Category(Entry):
    """What a report is about; sub-categories stand under ``in``."""

    enters: Name | None = optional("Vào trạng thái")
    in_: Named[Category] = mapping("Nhóm con", alias="in")
