"""What all entries of a profile have in common, and the types of their values."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)

from feedback_rules.profiles.document import asks, words
from feedback_rules.profiles.document.faults import wrong
from feedback_rules.profiles.problem import near

__all__ = [
    "Basis",
    "Condition",
    "Count",
    "Counted",
    "Day",
    "Entry",
    "Flag",
    "Limit",
    "Line",
    "Name",
    "Named",
    "Names",
    "Part",
    "Prose",
    "Routes",
    "Sets",
    "listing",
    "mapping",
    "optional",
    "required",
    "rows",
    "shaped",
]


def shaped(name: str) -> WithJsonSchema:
    """Name the form of :mod:`feedback_rules.profiles.document.schema` that people may write here."""
    return WithJsonSchema({"x-form": name})


def required(title: str) -> Any:
    """Declare a key that must be there, with the Vietnamese title that an editor shows."""
    return Field(title=title)


def optional(title: str, default: Any = None, **more: Any) -> Any:
    """Declare a key that may be left out; a value equal to the default is left out of the canonical form."""
    return Field(default=default, title=title, **more)


def mapping(title: str, **more: Any) -> Any:
    """Declare a mapping that may be left out."""
    return Field(default_factory=dict, title=title, **more)


def listing(title: str, **more: Any) -> Any:
    """Declare a list that may be left out."""
    return Field(default_factory=list, title=title, **more)


def unmarked(value: Any) -> Any:
    """Leave the hidden keys out of a mapping of names: it is no entry itself."""
    if isinstance(value, dict):
        return {key: item for key, item in value.items() if not key.startswith("~")}
    return value


def rows(value: Any) -> Any:
    """Give a list of entries; a single one is a list of one."""
    return [value] if isinstance(value, dict) else value


def _flags(info: ValidationInfo) -> Any:
    return (info.context or {}).get("flags", frozenset())


def _inferences(info: ValidationInfo) -> Any:
    return (info.context or {}).get("inferences", {})


def _reason(value: Any, info: ValidationInfo) -> dict[str, str]:
    """Give why something was inferred; a name that is not declared is no reason."""
    if isinstance(value, str) and words.NAME.fullmatch(value):
        raise wrong("unknown-inference", instead=near(value, _inferences(info)), value=value)
    return words.prose(value)


def _condition(value: Any, info: ValidationInfo) -> Any:
    return asks.condition(value, _flags(info))


def _counted(value: Any, info: ValidationInfo) -> Any:
    return asks.counted(value, _flags(info))


def _sets(value: Any, info: ValidationInfo) -> Any:
    return asks.sets(value, _flags(info))


Prose = Annotated[dict[str, str], PlainValidator(words.prose), shaped("text")]
Reason = Annotated[dict[str, str], PlainValidator(_reason), shaped("text")]
Line = Annotated[str, PlainValidator(words.line), shaped("line")]
Name = Annotated[str, PlainValidator(words.name), shaped("name")]
Key = Annotated[str, AfterValidator(words.name)]
Day = Annotated[str, PlainValidator(words.day), shaped("day")]
Flag = Annotated[bool, PlainValidator(words.flag), shaped("flag")]
Count = Annotated[int, PlainValidator(words.number), shaped("count")]
Basis = Annotated[list[str], PlainValidator(words.basis), shaped("citations")]
Limit = Annotated[str, PlainValidator(words.one_limit), shaped("limit")]
Condition = Annotated[dict[str, Any], PlainValidator(_condition), shaped("condition")]
Counted = Annotated[str | dict[str, Any], PlainValidator(_counted), shaped("counted")]
Sets = Annotated[dict[str, Any], PlainValidator(_sets), shaped("sets")]
Names = Annotated[list[Name], BeforeValidator(words.listed), shaped("names")]
Routes = Annotated[dict[Key, Name], BeforeValidator(unmarked)]

T = TypeVar("T")
Named = Annotated[dict[Key, T], BeforeValidator(unmarked)]
"""Entries by name."""


class Part(BaseModel):
    """A closed mapping: a key that is not declared is a problem."""

    model_config = ConfigDict(extra="forbid", frozen=True, protected_namespaces=(), defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _before(cls, value: Any, _info: ValidationInfo) -> Any:
        """Leave the hidden keys out; an entry, which keeps them, looks at its value in its own way."""
        return unmarked(value)


class Entry(Part):
    """A cited entry (S30): every value says where the text has it, or what was inferred."""

    title: Prose | None = optional("Tên gọi")
    basis: Basis = listing("Căn cứ: điều, khoản, điểm")
    inferred: Reason | None = optional("Suy luận khi văn bản không nói rõ", json_schema_extra={"reason": True})
    inferred_id: Name | None = optional("Tên của suy luận", json_schema_extra={"hidden": True})
    readings_used: dict[str, str] | None = Field(default=None, alias="~readings", json_schema_extra={"hidden": True})

    @model_validator(mode="before")
    @classmethod
    def _before(cls, value: Any, info: ValidationInfo) -> Any:
        """Put the words of a named inference in its place, and keep its name."""
        reason = value.get("inferred") if isinstance(value, dict) else None
        if isinstance(reason, str) and words.NAME.fullmatch(reason):
            known = _inferences(info)
            if reason in known:
                return {**value, "inferred": known[reason], "inferred_id": reason}
        return value
