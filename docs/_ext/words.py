"""Small words of a page: a limit, a sentence, a citation, a row's name, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docs._ext.markdown import NONE, both
from feedback_rules.calendar.limit import TimeLimit
from feedback_rules.wording import pair

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from feedback_rules.profiles.limits import LimitInfo
    from feedback_rules.workflow.spec import ClockSpec, LimitRow, Text

__all__ = ["basis", "cited", "confidence", "day", "filled", "listed", "row_id", "unquoted", "worded"]


def row_id(clock: ClockSpec, row: LimitRow) -> str:
    """Name a row of a clock as the table of limits does."""
    way = clock.ways[row.way]
    parts = [clock.id]
    parts += ["+".join(sorted(way.events))] if len(clock.ways) > 1 else []
    parts += [str(way.rows.index(row.index) + 1)] if len(way.rows) > 1 else []
    return "/".join(parts)


def day(value: date | None) -> str:
    """Write a day of the life of a text, or an open end."""
    return "…" if value is None else value.isoformat()


def worded(row: LimitInfo) -> Text:
    """Write a limit in both languages, with the lower bound that the text mentions."""
    texts = []
    for lang in ("vi", "en"):
        text = TimeLimit(row.amount, row.time_unit).text(lang)
        if row.at_least is not None:
            bound = TimeLimit.parse(row.at_least).text(lang)
            text += pair("cli.limits.at_least")[lang == "en"].format(limit=bound)
        texts.append(text)
    return texts[0], texts[1]


def filled(key: str, **names: Text) -> Text:
    """Fill a sentence in both languages."""
    vi, en = pair(key)
    return vi.format(**{name: text[0] for name, text in names.items()}), en.format(
        **{name: text[1] for name, text in names.items()}
    )


def unquoted(text: Text, name: str) -> Text:
    """Take the quotes and the id off a name as an explanation has it."""
    vi, en = (each.removesuffix(f" ({name})").strip("«»“”") for each in text)
    return vi, en


def basis(clauses: Iterable[str]) -> str:
    """Write citations for a cell."""
    return "<br>".join(f"`{clause}`" for clause in clauses) or NONE


def cited(clauses: Iterable[str]) -> str:
    """Write citations within a line."""
    listed_clauses = list(clauses)
    return f"[{', '.join(f'`{clause}`' for clause in listed_clauses)}]" if listed_clauses else ""


def confidence(status: Mapping[str, Any]) -> str:
    """Say how sure the status is, and as of which day."""
    if not status:
        return NONE
    return f"{both(pair('cli.confidence.' + str(status.get('confidence', 'unsaid'))))} ({status.get('as_of', NONE)})"


def listed(value: Any) -> list[str]:
    """Give one value or several as a list."""
    return [] if value is None else [value] if isinstance(value, str) else list(value)
