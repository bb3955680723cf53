"""Which day table is asked, and which of its years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from feedback_rules.cli.frame import option
from feedback_rules.cli.parameters import Whole
from feedback_rules.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from feedback_rules.calendar.daytable import DayTable

__all__ = ["days_arguments", "load"]


def days_arguments(function: Callable[..., Any]) -> Callable[..., Any]:
    """Take the name of a day table (``vietnam`` if none is given) and ``--year``."""
    with_year: Callable[..., Any] = option("--year", type=Whole(1), metavar="YYYY")(function)
    made: Callable[..., Any] = click.argument("days", default="vietnam")(with_year)
    return made


def load(days: str, year: int | None) -> tuple[DayTable, list[int]]:
    """Load the table and give the years asked for; a year that it does not have is refused."""
    from feedback_rules.profiles.shelf import day_table

    table = day_table(days)
    if year is not None and year not in table.years:
        raise InputError(
            "year-outside",
            en=f"the day table {days} has no {year}; it covers {table.first.year} to {table.last.year}",
            vi=f"bảng ngày {days} không có năm {year}; bảng có từ {table.first.year} đến {table.last.year}",
        )
    return table, sorted(table.years) if year is None else [year]
