"""Snapshots: what the JSON of a case holds, place by place; whatever no case can hold is refused (S26).

Shapes and what follows from the snapshot alone are looked at when it is read (:func:`case_row`), what only the
regulation knows when an engine first meets the case (:func:`must_fit`).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from feedback_rules.calendar.limit import TimeLimit
from feedback_rules.errors import CaseError, InputError
from feedback_rules.workflow.clock import stretches
from feedback_rules.workflow.columns import shown
from feedback_rules.workflow.event import CITIZEN, NOBODY
from feedback_rules.workflow.values import fact_value, wrong_fact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from feedback_rules.workflow.case import Case, Part, Run
    from feedback_rules.workflow.ledger import Ledger
    from feedback_rules.workflow.spec import ClockSpec, Rulebook, WorkflowSpec

__all__ = ["case_row", "must_fit"]

EARLIEST: Final = -62_135_596_800_000_000
"""The first instant (µs) that a date can say."""

LATEST: Final = 253_402_300_799_999_999
"""The last one."""

BEYOND: Final = 1 << 62
"""``case.NO_DUE``: a due that was beyond the day table of a former edition; a number that nobody counts up to."""

ENDS: Final = frozenset({"fulfilled", "left", "replaced"})


class Kind(NamedTuple):
    """What a place holds: whether a value ``fits``, and what it is called in Vietnamese and in English."""

    fits: Callable[[Any], bool]
    vi: str
    en: str


def _whole(value: Any, low: int, high: int) -> bool:
    return type(value) is int and low <= value <= high


def _list(value: Any) -> bool:
    return isinstance(value, list | tuple)


def _limit(value: Any) -> bool:
    try:
        return TimeLimit.parse(value).amount is not None or value == "same working day"
    except InputError:
        return False


def _given(value: Any) -> bool:
    if value is None or not _list(value) or len(value) != 2:  # noqa: PLR2004 - a kind and a value
        return value is None
    kind, amount = value
    return _limit(amount) if kind == "limit" else kind in ("instant", "date") and _whole(amount, EARLIEST, LATEST)


def _extension(value: Any) -> bool:
    if not _list(value) or len(value) != 3 or not _whole(value[0], 0, LATEST):  # noqa: PLR2004 - when, a kind, a value
        return False
    kind, amount = value[1:]
    return _limit(amount) if kind in ("to", "by") else kind in ("at", "was") and _whole(amount, EARLIEST, BEYOND)


def _pause(value: Any) -> bool:
    if not _list(value) or len(value) != 2 or not _whole(value[0], 0, LATEST):  # noqa: PLR2004 - from and to
        return False
    return value[1] is None or _whole(value[1], value[0], LATEST)


def _pauses(value: Any) -> bool:
    """Tell whether these are spans one after another, of which only the last may be open."""
    if not _list(value) or not all(map(_pause, value)):
        return False
    return all(one[1] is not None and one[1] <= two[0] for one, two in pairwise(value))


def _fact(value: Any) -> bool:
    plain = value is None or type(value) in (str, bool)
    return plain or (_list(value) and all(type(member) in (str, bool) for member in value))


def _row_of(*kinds: Kind) -> Callable[[Any], bool]:
    def fits(value: Any) -> bool:
        if not _list(value) or len(value) != len(kinds):
            return False
        return all(kind.fits(member) for kind, member in zip(kinds, value, strict=True))

    return fits


def _all(kind: Kind) -> Callable[[Any], bool]:
    def fits(value: Any) -> bool:
        return _list(value) and all(map(kind.fits, value))

    return fits


TEXT: Final = Kind(lambda value: type(value) is str, "văn bản", "a text")
NAME: Final = Kind(lambda value: type(value) is str and value != "", "một tên", "a name")
WHOSE: Final = Kind(lambda value: value is None or NAME.fits(value), "một tên hoặc null", "a name, or null")
FLAG: Final = Kind(lambda value: type(value) is bool, "true hoặc false", "true or false")
COUNT: Final = Kind(lambda value: _whole(value, 0, BEYOND), "số nguyên từ 0", "a whole number from 0 on")
TIMES: Final = Kind(lambda value: _whole(value, 1, BEYOND), "số nguyên từ 1", "a whole number from 1 on")
ROW: Final = Kind(lambda value: _whole(value, -1, BEYOND), "số nguyên từ -1", "a whole number from -1 on")
MARK: Final = Kind(lambda value: _whole(value, 0, 2**32 - 1), "mã kiểm tra", "a check sum")
INSTANT: Final = Kind(
    lambda value: _whole(value, 0, LATEST), "thời điểm (micro giây UTC)", "an instant in microseconds UTC"
)
AT: Final = Kind(
    lambda value: value is None or _whole(value, EARLIEST, LATEST),
    "thời điểm (micro giây UTC) hoặc null",
    "an instant in microseconds UTC, or null",
)
APPLIED: Final = Kind(
    _all(Kind(_row_of(ROW, MARK), "", "")), "các cặp số và mã kiểm tra", "pairs of a number and a check sum"
)
UNITS: Final = Kind(_all(Kind(_row_of(NAME, NAME), "", "")), "các cặp loại và đơn vị", "pairs of a kind and a unit")
FACTS: Final = Kind(
    _all(Kind(_fact, "", "")), "các giá trị (văn bản, true/false, danh sách)", "values: texts, flags, lists"
)
COUNTERS: Final = Kind(_all(COUNT), "các số nguyên từ 0", "whole numbers from 0 on")
COUNTS: Final = Kind(
    _all(Kind(_row_of(NAME, TIMES, INSTANT), "", "")),
    "các bộ ba sự kiện, số lần, thời điểm",
    "triples of an event, how often, and when",
)
VISITS: Final = Kind(lambda value: _all(NAME)(value) and len(value) > 0, "các trạng thái", "names of states")
HELD: Final = Kind(
    lambda value: _all(Kind(_row_of(WHOSE, WHOSE, INSTANT), "", ""))(value) and len(value) > 0,
    "các bộ ba loại, đơn vị, thời điểm",
    "triples of a kind, a unit, and since when",
)
GIVEN: Final = Kind(_given, "thời hạn được nêu hoặc null", "a given limit, or null")
PAUSES: Final = Kind(_pauses, "các khoảng tạm dừng nối tiếp nhau", "spans one after another")
EXTENSIONS: Final = Kind(_all(Kind(_extension, "", "")), "các lần gia hạn", "extensions: when, what kind, how much")
END: Final = Kind(
    lambda value: type(value) is str and (not value or value in ENDS),
    "rỗng, fulfilled, left hoặc replaced",
    "empty, fulfilled, left, replaced",
)
PARTS: Final = Kind(lambda value: _list(value) and len(value) > 0, "danh sách các phần", "a list of parts")
RUNS: Final = Kind(_list, "danh sách các lượt", "a list of runs")
OBJECT: Final = Kind(lambda value: isinstance(value, dict), "một đối tượng", "an object")

_CASE: Final = (
    ("id", NAME), ("profile", TEXT), ("law", TEXT), ("days", TEXT), ("opened", INSTANT), ("at", INSTANT),
    ("seq", COUNT), ("applied", APPLIED), ("parts", PARTS),
)  # fmt: skip
_PART: Final = (
    ("address", TEXT), ("workflow", NAME), ("state", NAME), ("holder", WHOSE), ("unit", WHOSE), ("units", UNITS),
    ("facts", FACTS), ("runs", RUNS), ("counters", COUNTERS), ("counts", COUNTS), ("visits", VISITS), ("held", HELD),
    ("opened", INSTANT), ("ended", AT),
)  # fmt: skip
_RUN: Final = (
    ("clock", NAME), ("number", TIMES), ("holder", WHOSE), ("unit", WHOSE), ("started", INSTANT), ("counted", INSTANT),
    ("ended_day", FLAG), ("cause", TEXT), ("rows", TIMES), ("given", GIVEN), ("floor", INSTANT), ("passed", AT),
    ("pauses", PAUSES), ("extensions", EXTENSIONS), ("ended", AT), ("end", END), ("row", ROW),
)  # fmt: skip
_RUN_KINDS: Final = tuple(kind for _, kind in _RUN)


def case_row(row: Mapping[str, Any]) -> None:
    """Refuse a snapshot that no case can have given: ``CaseError``, with the place, what stands there and what should.

    >>> case_row({"id": "LS-1", "profile": "langson", "law": 5})
    Traceback (most recent call last):
    feedback_rules.errors.CaseError: this is not the snapshot of a case: law is 5, it must be a text; ...
    """
    _fields(row, _CASE, "")
    if "/" in row["id"]:
        raise _broken("id", row["id"], ("mã của một hồ sơ, không phải của một phần", "the id of a case, not of a part"))
    at, taken = row["at"], set()
    for index, part in enumerate(row["parts"]):
        where = f"parts[{index}]"
        _part(part, where, at)
        if part["address"] in taken or bool(index) is not bool(part["address"]):
            raise _broken(
                f"{where}.address",
                part["address"],
                ("rỗng ở phần đầu, và khác nhau", "empty in the first, each another"),
            )
        taken.add(part["address"])
    if row["opened"] != row["parts"][0]["opened"] or row["opened"] > at:
        raise _broken("opened", row["opened"], ("lúc mở phần đầu", "when its first part was opened"))


def _fields(row: Any, fields: tuple[tuple[str, Kind], ...], where: str) -> None:
    if not OBJECT.fits(row):
        raise _broken(where or "it", row, OBJECT[1:])
    for name, kind in fields:
        if name not in row or not kind.fits(row[name]):
            raise _broken(f"{where}.{name}" if where else name, row.get(name), kind[1:])


def _part(part: Any, where: str, at: int) -> None:
    """Look at a part; nothing of it can have happened after the case's own instant."""
    _fields(part, _PART, where)
    for index, run in enumerate(part["runs"]):
        _run(run, f"{where}.runs[{index}]", at)
    held, until = part["held"], part["ended"]
    if until is not None and not part["opened"] <= until <= at:
        raise _broken(f"{where}.ended", until, ("giữa lúc mở và bây giờ", "between its opening and the case's instant"))
    times = [part["opened"], *(since for _, _, since in held), at]
    if times != sorted(times):
        raise _broken(f"{where}.held", [list(one) for one in held], ("theo thứ tự thời gian", "in the order of time"))
    if part["visits"][-1] != part["state"]:
        raise _broken(
            f"{where}.visits", part["visits"], ("kết thúc ở trạng thái hiện tại", "states that end with its own")
        )
    if tuple(held[-1][:2]) != (part["holder"], part["unit"]):
        raise _broken(f"{where}.held", held[-1], ("kết thúc ở người đang giữ", "holders that end with who holds it"))
    for name, pairs in (("counts", part["counts"]), ("units", part["units"])):
        if len({pair[0] for pair in pairs}) < len(pairs):
            raise _broken(f"{where}.{name}", pairs, ("mỗi tên một lần", "each name once"))
    if any(last > at for _, _, last in part["counts"]):
        raise _broken(f"{where}.counts", part["counts"], ("trước thời điểm của hồ sơ", "before the case's own instant"))


def _run(run: Any, where: str, at: int) -> None:
    if not _list(run) or len(run) != len(_RUN):
        names = ", ".join(name for name, _ in _RUN)
        raise _broken(where, run, (f"danh sách {len(_RUN)} giá trị: {names}", f"a list of {len(_RUN)} values: {names}"))
    for (name, kind), value in zip(_RUN, run, strict=True):
        if not kind.fits(value):
            raise _broken(f"{where}.{name}", value, kind[1:])
    _, _, _, _, started, counted, _, _, _, _, floor, _, pauses, extensions, ended, end, row = run
    since = max(started, counted, floor, *(one[0] for one in extensions), *(one[0] for one in pauses))
    until = max(ended or 0, *(one[1] or 0 for one in pauses), 0)
    if since > at or until > at or (ended is not None and ended < started):
        raise _broken(
            where, run, ("những gì xảy ra trước thời điểm của hồ sơ", "what was before the case's own instant")
        )
    if (ended is None) is not (end == "") or (row >= 0) is not (end == "fulfilled"):
        raise _broken(
            where, [ended, end, row], ("cùng đang mở hoặc cùng đã kết thúc", "open or ended in all its fields")
        )


def must_fit(book: Rulebook, case: Case) -> None:
    """Refuse a case that its own regulation can't have given: ``CaseError``, as :func:`case_row` (S26)."""
    if case.profile != book.name:
        raise _broken("profile", case.profile, (f"quy chế {book.name}", f"the profile {book.name}"))
    places = {"": case.root.workflow}
    numbers: dict[str, int] = {}
    for index, part in enumerate(case.parts):
        where = f"parts[{index}]"
        ledger = part.ledger
        flow = _one_of(book.workflows, ledger.workflow, f"{where}.workflow")
        if part.address:
            _inside(book, part, flow, places, numbers, f"{where}.address")
        elif flow.is_part:
            raise _broken(f"{where}.workflow", flow.id, ("quy trình của hồ sơ", "the workflow of a case"))
        places[part.address] = flow.id
        _stands(book, flow, part, ledger, where)
        _facts(book, part, where)
        if len(part.counters) != len(flow.counters) or any(
            value >= counter.at for value, counter in zip(part.counters, flow.counters, strict=True)
        ):
            bounds = [counter.at for counter in flow.counters]
            raise _broken(f"{where}.counters", part.counters, (f"các số dưới {bounds}", f"numbers below {bounds}"))
        _runs(book, flow, ledger.runs, where)


def _inside(
    book: Rulebook, part: Part, flow: WorkflowSpec, places: dict[str, str], numbers: dict[str, int], where: str
) -> None:
    """Refuse an address that its case does not give: ``name/number`` inside a part that stands before it (S27)."""
    base, _, number = part.address.rpartition("/")
    above, _, name = base.rpartition("/")
    parent = book.workflows.get(places.get(above, ""))
    numbers[base] = numbers.get(base, 0) + 1
    declared = None if parent is None else parent.parts.get(name)
    if declared is None or declared.workflow != flow.id or number != str(numbers[base]):
        raise _broken(where, part.address, ("địa chỉ TÊN/SỐ của quy chế", "an address NAME/NUMBER of the regulation"))


def _stands(book: Rulebook, flow: WorkflowSpec, part: Part, ledger: Ledger, where: str) -> None:
    """Refuse states, holders, units and counted events that the regulation does not know."""
    state = flow.states[_one_of(flow.states, ledger.state, f"{where}.state").id]
    for visited in ledger.visits:
        _one_of(flow.states, visited, f"{where}.visits")
    for kind, _, _ in ledger.held:
        _holder(book, kind, f"{where}.held")
    for kind, _ in ledger.units:
        _holder(book, kind, f"{where}.units")
    for event, _, _ in ledger.counts:
        _one_of(dict.fromkeys(sorted(flow.counted)), event, f"{where}.counts")
    if (ledger.ended is None) is state.final and (state.final or not part.address):
        raise _broken(
            f"{where}.ended", ledger.ended, ("đã kết thúc nếu trạng thái là cuối", "set if its state is final")
        )


def _facts(book: Rulebook, part: Part, where: str) -> None:
    facts = part.facts
    if len(facts) != len(book.facts):
        count = len(book.facts)
        raise _broken(f"{where}.facts", facts, (f"{count} giá trị", f"{count} values"))
    for spec, value in zip(book.facts, facts, strict=True):
        if value is None or value == ():
            if spec.many is (value is None):
                raise _broken(
                    f"{where}.facts.{spec.id}", value, ("một danh sách", "a list") if spec.many else ("null",) * 2
                )
            continue
        if isinstance(value, tuple) is not spec.many or wrong_fact(spec, value) or fact_value(spec, value) != value:
            values = ", ".join(map(str, spec.values)) or "-"
            raise _broken(f"{where}.facts.{spec.id}", value, (f"giá trị trong {values}", f"of the values {values}"))


def _runs(book: Rulebook, flow: WorkflowSpec, runs: Sequence[Run], where: str) -> None:
    """Refuse runs of clocks that the regulation does not have, or that can't follow each other (S11a)."""
    before: dict[str, Run] = {}
    for index, run in enumerate(runs):
        here = f"{where}.runs[{index}]"
        spec = _one_of(flow.clocks, run.clock, f"{here}.clock")
        _holder(book, run.holder, f"{here}.holder")
        last = before.get(run.clock)
        before[run.clock] = run
        if run.number != (1 if last is None else last.number + 1) or (last is not None and last.ended is None):
            raise _broken(
                f"{here}.number", run.number, ("lượt kế tiếp của lượt đã kết thúc", "the next after an ended one")
            )
        _limits(spec, run, here)
        if run.pauses or run.extensions:
            _ordered(book, flow, spec, run, here)


def _ordered(book: Rulebook, flow: WorkflowSpec, spec: ClockSpec, run: Run, where: str) -> None:
    """Refuse pauses and extensions that no event of the regulation orders of this clock (S13, S17)."""
    events = [flow.opening, *(state.events for state in flow.states.values())]
    moves = [move for known in events for options in known.values() for move in options]
    extensions = [move.extends for move in moves if move.extends is not None and move.extends.clock == spec.id]
    kinds = {"was"}  # what a former edition of the days came to (S26)
    for one in extensions:
        kinds.add("to" if one.to is not None else "by" if book.fields[one.field or ""].type == "limit" else "at")
    if run.pauses and not any(spec.id in move.pauses for move in moves):
        raise _broken(f"{where}.pauses", run.pauses, ("rỗng: không được tạm dừng", "empty: nothing pauses its clock"))
    try:
        for row in spec.rows:
            stretches(row, run, run.extensions)
        known = kinds.issuperset(kind for _, kind, _ in run.extensions)
    except InputError:  # together longer than any limit
        known = False
    if not known:
        raise _broken(f"{where}.extensions", run.extensions, ("như sự kiện gia hạn cho", "as its events extend it"))


def _limits(spec: ClockSpec, run: Run, where: str) -> None:
    count = len(spec.rows)
    if run.rows >> count or run.row >= count:
        raise _broken(f"{where}.rows", [run.rows, run.row], (f"của {count} thời hạn", f"of its {count} limits"))
    if run.given is not None and not any(row.field for row in spec.rows):
        raise _broken(f"{where}.given", run.given, ("null: không được nêu thời hạn", "null: nobody gives its limit"))


def _one_of(known: Mapping[str, Any], name: str, where: str) -> Any:
    if name not in known:
        listed = ", ".join(known)
        raise _broken(where, name, (f"một trong {listed}", f"one of {listed}"))
    return known[name]


def _holder(book: Rulebook, kind: str | None, where: str) -> None:
    if kind is not None and kind not in book.holders and kind not in (CITIZEN, NOBODY):
        _one_of(dict.fromkeys([*book.holders, CITIZEN, NOBODY]), kind, where)


def _broken(where: str, value: Any, needed: Iterable[str]) -> CaseError:
    """Say what stands at a place of a snapshot, and what must."""
    vi, en = needed
    return CaseError(
        "broken-snapshot",
        en=f"this is not the snapshot of a case: {where} is {shown(value)}, it must be {en}; use what Case.to_dict() "
        "gave, or replay the log of the case",
        vi=f"đây không phải bản lưu của một hồ sơ: {where} là {shown(value)}, phải là {vi}; hãy dùng kết quả của "
        "Case.to_dict(), hoặc chạy lại nhật ký của hồ sơ",
        where=where,
        value=value,
    )
