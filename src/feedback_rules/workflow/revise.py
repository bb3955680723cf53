"""A log corrected: late entries added, mistaken ones voided, and exactly what that changes (S23c)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedback_rules.errors import InputError
from feedback_rules.workflow.replay import by_case, replay_numbered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feedback_rules.workflow.effect import Effect
    from feedback_rules.workflow.event import Event
    from feedback_rules.workflow.replay import CaseRun
    from feedback_rules.workflow.spec import Rulebook

__all__ = ["revise"]


def revise(
    book: Rulebook,
    rows: Sequence[Event],
    add: Sequence[Event],
    void: set[tuple[str, int]],
    *,
    mode: str,
    recover: str,
) -> tuple[dict[str, CaseRun], tuple[Effect, ...], tuple[Effect, ...]]:
    """Replay the log as it was and as it is now; effects are told apart by their ids."""
    was = by_case(rows)
    known = {(case, row.seq) for case, own in was.items() for row, _ in own}
    missing = sorted(void - known)
    if missing:
        shown = ", ".join(f"{case} {seq}" for case, seq in missing)
        raise InputError(
            "no-such-row",
            en=f"the log has no row {shown} to void; name rows by case and number",
            vi=f"nhật ký không có dòng {shown} để hủy; hãy nêu dòng bằng hồ sơ và số thứ tự",
        )
    now = {case: [pair for pair in own if (case, pair[0].seq) not in void] for case, own in was.items()}
    last = {case: max((row.seq or 0 for row, _ in own), default=0) for case, own in was.items()}
    for row in add:
        case = row.case.partition("/")[0]
        if row.seq is None:
            last[case] = last.get(case, 0) + 1
            now.setdefault(case, []).append((row.numbered(last[case]), False))
        else:
            last[case] = max(last.get(case, 0), row.seq)
            now.setdefault(case, []).append((row, True))
    before = replay_numbered(book, was, mode=mode, recover=recover)
    after = replay_numbered(book, {case: own for case, own in now.items() if own}, mode=mode, recover=recover)
    old = {effect.id: effect for run in before.values() for effect in run.effects}
    new = {effect.id: effect for run in after.values() for effect in run.effects}
    withdrawn = tuple(effect for name, effect in old.items() if new.get(name) != effect)
    added = tuple(effect for name, effect in new.items() if old.get(name) != effect)
    return after, withdrawn, added
