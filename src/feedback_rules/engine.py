"""The engine: the one place where the rooms meet; every verb is a sentence about a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from feedback_rules.calendar.zone import from_instant, to_instant
from feedback_rules.errors import CaseError, InputError
from feedback_rules.workflow.arguments import must_be_case, must_be_event, numbered_rows, rows_of
from feedback_rules.workflow.case import NO_DUE, Case
from feedback_rules.workflow.deeds import Chronicle
from feedback_rules.workflow.event import Event
from feedback_rules.workflow.instants import iso, zone_info
from feedback_rules.workflow.opening import open_case
from feedback_rules.workflow.refusal import Refusal
from feedback_rules.workflow.replay import CaseRun, replay
from feedback_rules.workflow.spec import Rulebook
from feedback_rules.workflow.step import advance, apply, wake_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from typing import Self

    from feedback_rules.explain import Explanation
    from feedback_rules.profiles.profile import Profile
    from feedback_rules.workflow.effect import Effect
    from feedback_rules.workflow.happening import Trace
    from feedback_rules.workflow.options import Option
    from feedback_rules.workflow.shown import Shown
    from feedback_rules.workflow.view import ClockView

__all__ = ["Engine", "Replay", "Revision", "Step"]

MODES = ("control", "audit")
RECOVERIES = ("follow", "stay")


if TYPE_CHECKING:

    class _Step(Chronicle, tuple[Case, tuple[Effect, ...], Trace]):
        """What a step is to whoever unpacks it."""

        __slots__ = ()

else:
    _Step = Chronicle


class Step(_Step):
    """What a step gives: the new case, the effects for the host to perform, and the trace that tells why (S20).

    It keeps compact references; its ``effects`` and its ``trace`` are made when they are read (S35).
    """

    __slots__ = ()
    case: Case


class Replay(NamedTuple):
    """A log replayed: what has become of each case, in the order in which the log first names them."""

    cases: Mapping[str, CaseRun]


class Revision(NamedTuple):
    """A log corrected: the cases as they are now, the effects that no longer follow, and those that are new (S23c)."""

    cases: Mapping[str, CaseRun]
    withdrawn: tuple[Effect, ...]
    added: tuple[Effect, ...]


class Engine:
    """One regulation, compiled once: immutable, deterministic, safe to share between threads.

    >>> import feedback_rules as fr
    >>> from datetime import datetime
    >>> from zoneinfo import ZoneInfo
    >>> engine = fr.Engine(fr.load_profile("langson"))
    >>> t0 = datetime(2024, 3, 4, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    >>> report = {"category": "urban_order", "channel": "app", "content": "Lấn chiếm vỉa hè"}
    >>> step = engine.apply(None, fr.Event(case="LS-1", name="submit", at=t0, by="citizen", data=report))
    >>> step.case.state, step.case.holder
    ('submitted', 'ioc')
    """

    __slots__ = ("_shown", "book", "profile")
    book: Rulebook
    profile: Profile | None

    def __init__(self, profile: Profile | Rulebook) -> None:
        self._shown: Shown | None = None  # made when clocks are first asked for
        if isinstance(profile, Rulebook):
            self.profile, self.book = None, profile
        elif isinstance(found := getattr(profile, "rulebook", None), Rulebook):
            self.profile, self.book = profile, found
        else:
            raise _no_profile(profile)

    def __reduce__(self) -> tuple[Any, ...]:
        """Go through a pickle as its profile, to be compiled again; one made of a bare rulebook is refused."""
        if self.profile is None:
            raise InputError(
                "engine-of-rulebook",
                en="this engine was made of a bare rulebook, which can't leave its process; make it of a profile, "
                "Engine(load_profile(name)), or load it where it is needed",
                vi="bộ máy này dựng từ một rulebook riêng, không thể rời tiến trình của nó; hãy dựng từ một quy chế, "
                "Engine(load_profile(tên)), hoặc tải ngay tại nơi cần dùng",
            )
        return type(self), (self.profile,)

    def __copy__(self) -> Self:
        return self  # immutable

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self

    def apply(self, case: Case | None, event: Event) -> Step:
        """Apply an event: first what fell due before it, then the event, then what it causes at once (S20).

        ``case`` is the root case (``None`` for an opening event), also where the event names a part of it. A
        refused event raises :class:`~feedback_rules.errors.RefusedError` and changes nothing (S23).
        """
        book = self.book
        if event.__class__ is not Event:
            must_be_event(event)
        if case is None:
            outcome = open_case(book, event)
        else:
            try:
                if case.kept is not book.kept:
                    case = self._own(case)
            except AttributeError:
                must_be_case(case)
                raise
            outcome = apply(book, case, event)
        if outcome.__class__ is Refusal:
            raise outcome.error(event, book.zone)
        return tuple.__new__(Step, outcome)

    def advance(self, case: Case, to: datetime) -> Step:
        """Let time pass: breaches, lapses and timers due before ``to`` happen (S14)."""
        case = self._own(case)
        return tuple.__new__(Step, advance(self.book, case, to_instant(to)))

    def next_wakeup(self, case: Case) -> datetime | None:
        """Give the first instant at which :meth:`advance` would do something, or ``None`` (S14)."""
        case = self._own(case)
        wake = wake_of(self.book, case)
        return None if wake == NO_DUE else from_instant(wake, zone_info(self.book.zone))

    def options(self, case: Case, at: datetime) -> tuple[Option, ...]:
        """List what may happen next, by whom and with what; and what may not, and why (S23).

        ``at`` is no earlier than what the case has come to: ``InputError``.
        """
        from feedback_rules.workflow.options import options

        case = self._own(case)
        return options(self.book, case, _since(case, at, self.book.zone))

    def clocks(self, case: Case, at: datetime) -> tuple[ClockView, ...]:
        """Show every run of every part at ``at``, in the order in which they started (S12).

        ``at`` is no earlier than what the case has come to: ``InputError``.
        """
        shown = self._shown
        if shown is None:
            from feedback_rules.workflow.shown import Shown

            shown = self._shown = Shown(self.book)
        case = self._own(case)
        moment = _since(case, at, self.book.zone)
        if wake_of(self.book, case) <= moment:
            case = advance(self.book, case, moment)[0]
        return shown(case.parts, moment)

    def facts(self, case: Case, part: str = "") -> dict[str, Any]:
        """Give the facts of a case (or of one of its parts) that are known, by name."""
        if case.__class__ is not Case or case.kept is not self.book.kept:
            case = self._known(case)
        found = case.part(part)
        if found is None:
            return {}
        pairs = zip(self.book.facts, found.facts, strict=True)
        return {
            spec.id: list(value) if isinstance(value, tuple) else value
            for spec, value in pairs
            if value not in (None, ())
        }

    def replay(
        self, rows: Iterable[Event], mode: str = "control", recover: str = "follow", at: datetime | None = None
    ) -> Replay:
        """Replay a log of many cases: ``control`` raises at a refused row, ``audit`` lists it and goes on (S24).

        ``at`` lets time pass to that instant after the last row of each case.
        """
        _one_of("mode", mode, MODES)
        _one_of("recover", recover, RECOVERIES)
        to = None if at is None else to_instant(at)
        return Replay(replay(self.book, rows_of("rows", rows), mode=mode, recover=recover, to=to))

    def revise(
        self,
        rows: Iterable[Event],
        add: Iterable[Event] = (),
        void: Iterable[tuple[str, int] | list[str | int]] = (),
        mode: str = "control",
        recover: str = "follow",
    ) -> Revision:
        """Correct a log: ``add`` late rows, ``void`` mistaken ones by pairs (case, seq), and replay (S23c).

        The rows keep the numbers that they were first read with, so the ids of effects tell exactly what no longer
        follows and what is new.
        """
        from feedback_rules.workflow.revise import revise

        _one_of("mode", mode, MODES)
        _one_of("recover", recover, RECOVERIES)
        more, less = rows_of("add", add), numbered_rows(void)
        return Revision(*revise(self.book, rows_of("rows", rows), more, less, mode=mode, recover=recover))

    def carry(self, case: Case, at: datetime, was: Engine | None = None) -> Step:
        """Take a case over to this engine's edition of the day table (S26).

        What has happened stays, open runs are counted anew, and the trace lists each deadline that moved; with
        ``was``, the engine of the former edition, also its old due and the document that moved it. Another law is
        refused, and so is a ``was`` that did not keep the case.
        """
        from feedback_rules.workflow.carry import carry

        case = self._known(case)
        if was is not None:
            case = was._own(case)  # noqa: SLF001 - another engine of the same kind
        return tuple.__new__(Step, carry(self.book, case, to_instant(at), None if was is None else was.book))

    def explain(
        self, case: Case, clock: str | None = None, run: int | None = None, at: datetime | None = None, part: str = ""
    ) -> Explanation:
        """Derive a deadline, or with no clock the whole case: numbered, cited steps in Vietnamese and English (S35)."""
        from feedback_rules.explain import explain

        case = self._own(case)
        return explain(self.book, case, clock=clock, run=run, at=None if at is None else to_instant(at), part=part)

    def _own(self, case: Case) -> Case:
        """Give the case as one of this engine's own; one of another law or of other days is refused (S26)."""
        if case.__class__ is Case and case.kept is self.book.kept:
            return case
        known = self._known(case)
        if known.days != self.book.days:
            raise self._other(known)
        return known._replace(kept=self.book.kept)

    def _known(self, case: Case) -> Case:
        """Give a case that somebody else has made: refused if it is none, is of another law, or is broken (S26)."""
        from feedback_rules.workflow.snapshot import must_fit

        must_be_case(case)
        if case.law != self.book.law:
            raise self._other(case)
        must_fit(self.book, case)
        return case

    def _other(self, case: Case) -> CaseError:
        same = case.law == self.book.law
        return CaseError(
            "other-days" if same else "other-law",
            en=f"the case {case.id} was kept by {case.profile} with {'days' if same else 'law'} "
            f"{case.days if same else case.law}, this engine runs {self.book.name} with "
            f"{self.book.days if same else self.book.law}; "
            + ("take it over with carry()" if same else "use the engine of its own law, or replay its log"),
            vi=f"hồ sơ {case.id} theo {case.profile}, {'bảng ngày' if same else 'văn bản'} "
            f"{case.days if same else case.law}; bộ máy này chạy {self.book.name}, "
            f"{self.book.days if same else self.book.law}; "
            + ("hãy chuyển bằng carry()" if same else "hãy dùng bộ máy của đúng văn bản, hoặc chạy lại nhật ký"),
        )


def _since(case: Case, at: datetime, zone: str) -> int:
    """Give the instant at which a case is looked at: its past is told by its trace, not by what it is now."""
    moment = to_instant(at)
    if moment < case.at:
        last = iso(case.at, zone)
        raise InputError(
            "before-last",
            en=f"the case {case.id} stands at {last}, {at.isoformat()} is before that; ask for {last} or later, "
            "or replay its rows up to the earlier instant",
            vi=f"hồ sơ {case.id} đang ở thời điểm {last}, {at.isoformat()} là trước đó; hãy hỏi từ {last} trở đi, "
            "hoặc chạy lại các dòng của nó đến thời điểm sớm hơn",
            value=at,
        )
    return moment


def _one_of(name: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise InputError(
            "bad-option",
            en=f"{name} is {value!r}; it is one of {', '.join(known)}",
            vi=f"{name} là {value!r}; phải là một trong {', '.join(known)}",
        )


def _no_profile(value: object) -> InputError:
    named = isinstance(value, str) or hasattr(value, "__fspath__")
    shown = repr(str(value) if named else type(value).__name__)
    return InputError(
        "not-a-profile",
        en=f"an engine is made of a profile, got {shown}: write "
        + (f"Engine(load_profile({shown}))" if named else "Engine(load_profile(name_or_path))"),
        vi=f"bộ máy dựng từ một quy chế, nhận được {shown}: hãy viết "
        + (f"Engine(load_profile({shown}))" if named else "Engine(load_profile(tên hoặc đường dẫn))"),
    )
