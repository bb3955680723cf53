"""``calendar check``: the table against the package ``holidays``, which proposes and never decides (S7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedback_rules.cli.days import days_arguments, load
from feedback_rules.cli.frame import verb

if TYPE_CHECKING:
    from feedback_rules.cli.session import Session

__all__ = ["command"]


@verb("check")
@days_arguments
def command(session: Session, *, days: str, year: int | None, as_json: bool) -> int:
    """Print every day on which the two disagree; 1 if there is one."""
    from feedback_rules.calendar.authoring import check

    table, years = load(days, year)
    found = check(table, years)
    if as_json:
        rows = [{"day": str(one.day), "table": one.table, "package": one.package, "name": one.name} for one in found]
        session.json({"days": table.name, "years": years, "differences": rows})
    else:
        for one in found:
            session.print(one.text(session.lang))
        session.print(session.word("days.differences", count=len(found)))
    return 1 if found else 0
