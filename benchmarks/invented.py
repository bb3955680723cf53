"""Regulations of any size: an invented one, with a workflow of as many states and clocks as are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import feedback_rules as fr

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["MINUTE", "START", "going", "guarded", "invented", "opening", "row"]

START = 1_709_514_000_000_000
"""Monday 4 March 2024, 08:00 in Việt Nam."""

MINUTE = 60_000_000

_HEAD = """\
profile: grown
format: 1
illustration: {vi: "Tỉnh và văn bản giả định", en: "An invented province and text"}
title: {vi: "Quy chế giả định", en: "Invented rules"}
regulation:
  number: 00/QĐ-UBND
  form: administrative
  issuer: {vi: "Ủy ban nhân dân (giả định)", en: "People's Committee (invented)"}
  issued: 2024-01-15
  in_force: {from: 2024-02-01, basis: D.1}
  status: {is: in_force, as_of: 2026-11-21, confidence: high, why: {vi: "Giả định", en: "Invented"}}
place: {code: VN-00, name: "Giả định"}
zone: Asia/Ho_Chi_Minh
outline:
  D: [1]
  "1": []
  "2": [1]
  "3": [1]
  "4": [1]
inferences:
  receipt: {vi: "Văn bản không nêu mốc; lấy lúc nhận được việc", en: "The text names no start; receipt is taken"}
calendars:
  office:
    default: true
    week: {mon-fri: ["07:30-11:30", "13:00-17:00"]}
    days: vietnam
    inferred: {vi: "Giờ giả định", en: "Assumed hours"}
holders:
  centre: {title: {vi: "Trung tâm", en: "Centre"}, basis: 3.1}
  citizen: {title: {vi: "Người phản ánh", en: "The citizen"}, basis: "1"}
roles:
  receiver: {of: centre, title: {vi: "Cán bộ tiếp nhận", en: "Receiving officer"}, basis: 3.1}
fields:
  content: {is: text, title: {vi: "Nội dung", en: "Content"}, basis: 2.1}
categories:
  any: {title: {vi: "Phản ánh", en: "Report"}, basis: "1", enters: s000}
workflows:
  report:
    title: {vi: "Phản ánh", en: "A report"}
    basis: "3"
    opens_with:
      submit: {to: {category: enters}, needs: [content], by: citizen, title: {vi: "Gửi", en: "Send"}, basis: 3.1}
    states:
"""
_STATE = """\
      s%(this)03d:
        title: {vi: "Bước %(this)d", en: "Step %(this)d"}
        held_by: centre
        basis: 4.1
        clocks:
%(clocks)s\
        events:
          go%(this)03d: {title: {vi: "Xong", en: "Done"}, to: s%(next)03d, by: receiver, basis: 4.1}
          note%(this)03d: {title: {vi: "Ghi chú", en: "Note"}, stay: true, by: receiver, basis: 4.1}
%(back)s\
"""
_BACK = """\
          back%(this)03d:
            title: {vi: "Trả lại", en: "Return"}
            to: s%(before)03d
            by: receiver
            unbounded: {vi: "Không nêu", en: "None is set"}
            basis: 4.1
"""
_CLOCK = """\
          c%(this)03d_%(number)02d:
            kind: obligation
            title: {vi: "Hạn %(this)d.%(number)d", en: "Limit %(this)d.%(number)d"}
            limit: 900 working hours
            met_by: [go%(this)03d]
            inferred: receipt
            basis: 4.1
"""
_GUARDED = """\
      %(this)s:
        title: {vi: "Bước %(this)s", en: "Step %(this)s"}
        held_by: centre
        no_limit: {vi: "Không nêu", en: "None is stated"}
        basis: 4.1
        events:
          %(event)s: {title: {vi: "Xong", en: "Done"}, to: %(next)s, by: %(role)s, basis: 4.1}
"""
_LAST = """\
      s%(this)03d: {title: {vi: "Xong", en: "Done"}, final: true, outcome: answered, basis: 4.1}
"""


def guarded(folder: Path, states: Sequence[str], events: Sequence[tuple[str, str]]) -> Path:
    """Write the text of a regulation of one line of states, each left by an event of one role, without clocks."""
    roles = {role for _, role in events}
    head = _HEAD.replace("s000", states[0])
    for role in sorted(roles):
        told = f'  {role}: {{of: centre, title: {{vi: "Vai {role}", en: "The {role}"}}, basis: 3.1}}\n'
        head = head.replace("roles:\n", f"roles:\n{told}")
    unused = ("  receiver:", "inferences:", "  receipt:")
    head = "\n".join(line for line in head.splitlines() if not line.startswith(unused)) + "\n"
    parts = [head]
    for (event, role), this, following in zip(events, states[:-1], states[1:], strict=True):
        parts.append(_GUARDED % {"this": this, "event": event, "next": following, "role": role})
    parts.append(_LAST.replace("s%(this)03d", states[-1]))
    path = folder / "grown.yaml"
    path.write_text("".join(parts), encoding="utf-8")
    return path


def invented(folder: Path, states: int, clocks: int = 1) -> Path:
    """Write the text of a regulation with so many states, each with so many clocks; give its path."""
    parts = [_HEAD]
    for this in range(states - 1):
        limits = "".join(_CLOCK % {"this": this, "number": number} for number in range(clocks))
        back = _BACK % {"this": this, "before": this - 1} if this else ""
        parts.append(_STATE % {"this": this, "next": this + 1, "clocks": limits, "back": back})
    parts.append(_LAST % {"this": states - 1})
    path = folder / "grown.yaml"
    path.write_text("".join(parts), encoding="utf-8")
    return path


def row(name: str, turn: int, by: str = "receiver") -> fr.Event:
    """Give an event, a minute after the one before."""
    return fr.Event(case="G-1", name=name, at=START + turn * MINUTE, by=by)


def opening() -> fr.Event:
    """Give the event that opens the case."""
    data = {"content": "Đèn hỏng", "category": "any", "channel": "app"}
    return fr.Event(case="G-1", name="submit", at=START, by="citizen", data=data)


def going(engine: fr.Engine, names: list[str]) -> fr.Step:
    """Take a new case through events, and give the last step."""
    step = engine.apply(None, opening())
    for turn, name in enumerate(names, 1):
        step = engine.apply(step.case, row(name, turn))
    return step
