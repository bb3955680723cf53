"""The whole document, from its tree to its canonical form, with every problem of shape at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainValidator,
    ValidationError,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)

from feedback_rules.profiles.document import words
from feedback_rules.profiles.document.base import (
    Line,
    Name,
    Named,
    Part,
    Prose,
    mapping,
    optional,
    required,
    unmarked,
)
from feedback_rules.profiles.document.complaints import complaints
from feedback_rules.profiles.document.faults import wrong
from feedback_rules.profiles.document.flow import Workflow
from feedback_rules.profiles.document.law import (
    Calendar,
    Counting,
    Disposition,
    Duty,
    Governed,
    Monitor,
    Outline,
    Place,
    Publication,
    Rating,
    Reading,
    Regulation,
)
from feedback_rules.profiles.document.people import Category, FactRule, FieldRule, Holder, Role
from feedback_rules.profiles.tree import Pairs, Positions, plain

if TYPE_CHECKING:
    from feedback_rules.profiles.problem import Problem
    from feedback_rules.profiles.tree import Path

__all__ = ["Checked", "Document", "changed_shape", "difference", "typed", "validate"]

FLAGS = frozenset({"complete", "in_hours"})
"""The built-in facts that are true or false."""


def format_number(value: Any) -> int:
    """Give the number of the language's format: 1 is the only one."""
    text = words.line(value)
    if text != "1":
        raise wrong("bad-format", value=text)
    return 1


def clause_or_range(value: str) -> str:
    """Give a clause, or a range of articles such as ``12-13``."""
    first, _, last = value.partition("-")
    for part in (first, last) if last else (first,):
        words.citation(part)
    return value


Format = Annotated[int, PlainValidator(format_number), WithJsonSchema({"enum": [1, "1"]})]
Zone = Annotated[str, PlainValidator(words.zone), WithJsonSchema({"type": "string"})]
ClauseKey = Annotated[str, AfterValidator(clause_or_range)]


class Document(Part):
    """One regulation."""

    profile: Name = required("Tên hồ sơ quy chế")
    format: Format = required("Phiên bản ngôn ngữ")
    overlays: Line | None = optional("Phủ lên hồ sơ")
    illustration: Prose | None = optional("Chỉ để minh họa, không phải luật")
    title: Prose = required("Tên quy chế")
    regulation: Regulation = required("Văn bản")
    place: Place = required("Địa phương")
    zone: Zone = required("Múi giờ")
    outline: Outline = required("Mục lục điều, khoản, điểm")
    inferences: Named[Prose] = mapping("Các suy luận dùng chung")
    counting: Counting | None = optional("Cách tính ngày")
    calendars: Named[Calendar] = required("Lịch làm việc")
    holders: Named[Holder] = required("Ai giữ hồ sơ")
    roles: Named[Role] = mapping("Vai trò")
    facts: Named[FactRule] = mapping("Sự kiện mà điều kiện hỏi đến")
    fields: Named[FieldRule] = mapping("Trường dữ liệu")
    categories: Named[Category] = mapping("Nhóm phản ánh")
    workflows: Annotated[Named[Workflow], Field(min_length=1)] = required("Quy trình")
    readings: Named[Reading] = mapping("Các cách hiểu")
    duties: Named[Duty] = mapping("Báo cáo định kỳ")
    monitors: Named[Monitor] = mapping("Giám sát trên nhiều hồ sơ")
    rating: Rating | None = optional("Đánh giá của người dân")
    publication: Publication | None = optional("Công khai")
    governed_by: Named[Governed] = mapping("Do văn bản khác điều chỉnh")
    clauses: Annotated[dict[ClauseKey, Disposition], BeforeValidator(unmarked)] = mapping("Điều khoản không mã hóa")
    readings_used: dict[str, str] | None = Field(default=None, alias="~readings", json_schema_extra={"hidden": True})

    @model_validator(mode="before")
    @classmethod
    def _before(cls, value: Any, _info: ValidationInfo) -> Any:
        """Keep the hidden keys: the readings chosen for all of it."""
        return value


class Checked(NamedTuple):
    """What validation gives: the canonical document, None where the shape is wrong, and the problems."""

    document: dict[str, Any] | None
    problems: list[Problem]


def validate(tree: Pairs, data: dict[str, Any] | None = None) -> Checked:
    """Type a tree whose overlays, readings and likenesses are resolved; every problem of shape at once.

    ``data`` are its texts, where they are at hand.
    """
    try:
        return Checked(typed(plain(tree) if data is None else data), [])
    except ValidationError as error:
        return Checked(None, complaints(error, Document, Positions(tree)))


def changed_shape(tree: Pairs, data: dict[str, Any], known: dict[str, Any]) -> list[Problem]:
    """Give the problems of shape of a document, of which ``data`` are the texts, where it differs from a sound one.

    No model looks at two entries of one name and another at once, so that an entry which is the same has no problem.
    """
    changed, left_out = difference(data, known)
    try:
        Document.model_validate(changed, context=_context(data))
    except ValidationError as error:
        return complaints(error, Document, Positions(tree), left_out)
    return []


def difference(data: dict[str, Any], known: dict[str, Any]) -> tuple[dict[str, Any], set[Path]]:
    """Give a document without the entries that it shares with another, and which keys that leaves out.

    >>> one = {"holders": {"a": {"x": "1"}, "b": {}}, "zone": "Z", "workflows": {"w": {"states": {"s": {}}}}}
    >>> two = {"holders": {"a": {"x": "2"}, "b": {}}, "zone": "Z", "workflows": {"w": {"states": {"s": {}}}}}
    >>> difference(one, two)[0], sorted(difference(one, two)[1])
    ({'holders': {'a': {'x': '1'}}}, [('workflows',), ('zone',)])
    """
    changed: dict[str, Any] = {}
    left_out: set[Path] = set()
    for key, value in data.items():
        before = known.get(key)
        if value == before:
            left_out.add((key,))
        elif key == "workflows" and isinstance(value, dict) and isinstance(before, dict):
            flows = _apart(value, before)
            changed[key] = {name: _of_flow(name, flow, before.get(name), left_out) for name, flow in flows.items()}
        else:
            changed[key] = _apart(value, before) if key in _BY_NAME else value
    return changed, left_out


_BY_NAME = frozenset({"holders", "roles", "facts", "fields", "duties", "monitors", "governed_by", "clauses"})
_IN_FLOW = frozenset({"states", "groups", "opens_with", "counters", "parts"})
_PLACES = frozenset({"states", "groups"})
_IN_PLACE = frozenset({"clocks", "events"})


def _of_flow(name: str, flow: Any, before: Any, left_out: set[Path]) -> Any:
    """Give a workflow with those of its states, groups and other entries that have changed."""
    if not isinstance(flow, dict) or not isinstance(before, dict):
        return flow
    changed = {}
    for key, value in flow.items():
        if value == before.get(key):
            left_out.add(("workflows", name, key))
        elif key not in _IN_FLOW:
            changed[key] = value
        else:
            changed[key] = _apart(value, before.get(key))
            if key in _PLACES and isinstance(changed[key], dict):
                changed[key] = {
                    place: _of_place(entry, before.get(key), place) for place, entry in changed[key].items()
                }
    return changed


def _of_place(entry: Any, places: Any, name: str) -> Any:
    """Give a state or a group with those of its clocks and events that have changed."""
    before = places.get(name) if isinstance(places, dict) else None
    if not isinstance(entry, dict) or not isinstance(before, dict):
        return entry
    changed = {}
    for key, value in entry.items():
        known = before.get(key)
        if key not in _IN_PLACE or not isinstance(value, dict) or not isinstance(known, dict):
            changed[key] = value
        elif value != known:
            changed[key] = {each: item for each, item in value.items() if item != known.get(each)}
    return changed


def _apart(value: Any, before: Any) -> Any:
    """Give the entries of a mapping that differ; all of them where none of those that are left does."""
    if not isinstance(value, dict) or not isinstance(before, dict):
        return value
    return {name: item for name, item in value.items() if item != before.get(name)} or value


def typed(data: dict[str, Any]) -> dict[str, Any]:
    """Give the canonical form of a document of texts, or of one that has it already: it comes back as it is.

    ``pydantic.ValidationError``: the shape is wrong.
    """
    model = Document.model_validate(data, context=_context(data))
    # Some validators give another shape than their annotation says: the canonical one.
    dumped: dict[str, Any] = model.model_dump(by_alias=True, exclude_defaults=True, warnings=False)
    return dumped


def _context(data: dict[str, Any]) -> dict[str, Any]:
    """Give what the forms of one entry have to know of others."""
    return {"flags": _declared_flags(data), "inferences": _declared_inferences(data)}


def _declared_flags(data: Any) -> frozenset[str]:
    facts = data.get("facts")
    if not isinstance(facts, dict):
        return FLAGS
    return FLAGS | {
        key for key, entry in facts.items() if isinstance(entry, dict) and entry.get("flag") in ("true", True)
    }


def _declared_inferences(data: Any) -> dict[str, Any]:
    reasons = data.get("inferences")
    return dict(reasons) if isinstance(reasons, dict) else {}
