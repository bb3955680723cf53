"""Telling days: what is counted, what is not, and which document ordered it, as notes in order (S35)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from feedback_rules.calendar.phrases import Pair, clock, day_words, moment, span_words
from feedback_rules.calendar.zone import DAY
from feedback_rules.trace import Note

if TYPE_CHECKING:
    from typing import Any

    from feedback_rules.calendar.working import WorkCalendar

__all__ = ["LENGTH", "Telling"]

LENGTH: Final = ("BLDS 144",)
"""Civil Code 2015, article 144: a limit is a length of time, in minutes, hours, days and longer."""

_WEEKLY_REST: Final = ("BLLD 111.1",)

Piece = tuple[int, int]


class Telling:
    """A growing list of notes about days of one calendar.

    Ordinary full days that follow each other become one step, over weekly rests too; whatever a document ordered, a
    day off, a make-up day or a closure, stands by itself with its source.
    """

    def __init__(self, calendar: WorkCalendar) -> None:
        self.calendar = calendar
        self.tables = calendar.tables
        self.hours_basis = calendar.hours_basis or LENGTH
        self.notes: list[Note] = []
        self._run: list[tuple[int, int | None]] = []  # full days: the day, its office time or None where days count
        self._rests: list[int] = []

    def note(
        self,
        key: str,
        words: dict[str, Any],
        *,
        start: int | None = None,
        end: int | None = None,
        counted: int | None = None,
        basis: tuple[str, ...] = (),
    ) -> None:
        """Add one note, after what was joined before it."""
        self.flush()
        self.notes.append(Note(f"calendar.{key}", tuple(words.items()), basis, start, end, counted))

    def flush(self) -> None:
        """Write out the days joined so far, and the weekly rest after them."""
        run, rests = self._run, self._rests
        self._run, self._rests = [], []
        if run:
            self._write_run(run)
        if rests:
            first, last = self.day(rests[0]), self.day(rests[-1])
            key = "calendar.rest" if len(rests) == 1 else "calendar.rests"
            params: tuple[tuple[str, Any], ...] = (("day", first), ("first", first), ("last", last))
            bounds = self.midnight(rests[0]), self.midnight(rests[-1] + 1)
            self.notes.append(Note(key, params[:1] if len(rests) == 1 else params[1:], _WEEKLY_REST, *bounds))

    def _write_run(self, run: list[tuple[int, int | None]]) -> None:
        first, last = run[0][0], run[-1][0]
        bounds = self.midnight(first), self.midnight(last + 1)
        params: list[tuple[str, Any]] = [("first", self.day(first)), ("last", self.day(last)), ("days", len(run))]
        if run[0][1] is None:
            if len(run) == 1:
                key, params = "calendar.working_day", [("day", self.day(first))]
            else:
                key = "calendar.working_days"
            self.notes.append(Note(key, tuple(params), self.hours_basis, *bounds, len(run)))
            return
        if len(run) == 1:
            for piece in self.sessions(first):
                self.notes.append(self._session(first, piece))
            return
        counted = sum(amount or 0 for _, amount in run)
        params.append(("span", span_words(counted)))
        self.notes.append(Note("calendar.full_days", tuple(params), self.hours_basis, *bounds, counted))

    def join(self, day: int, counted: int | None) -> None:
        """Count one ordinary full day, together with those before it."""
        if self._run:
            self._rests = []  # a rest between two counted days goes without saying
        else:
            self.flush()
        self._run.append((day, counted))

    def free(self, day: int) -> None:
        """Tell why a day is not worked."""
        why = self.calendar.plan.why(day)
        start, end = self.midnight(day), self.midnight(day + 1)
        words: dict[str, Any] = {"day": self.day(day)}
        if why.kind == "rest":
            self._rests.append(day)
        elif why.kind == "off":
            self.note("day_off", {**words, "name": why.name}, start=start, end=end, basis=why.cites)
        elif why.kind == "closed":
            self.note("closed", {**words, "document": why.cites[0]}, start=start, end=end, basis=why.cites)
        elif why.kind == "part":
            self.part(day)
        else:
            self.note("no_session", words, start=start, end=end, basis=self.hours_basis)

    def part(self, day: int) -> None:
        """Tell which hours of a day were closed, and by what."""
        why = self.calendar.plan.why(day)
        self.note("part", {"day": self.day(day), "hours": why.name[0], "document": why.cites[0]}, basis=why.cites)

    def special(self, day: int) -> None:
        """Tell what is out of the ordinary about a day that is worked."""
        why = self.calendar.plan.why(day)
        if why.kind == "part":
            self.part(day)
        elif why.kind == "made_up" and why.replaces is not None:
            self.note("made_up_for", {"day": self.day(day), "replaced": day_words(why.replaces)}, basis=why.cites)
        elif why.kind == "made_up":
            self.note("made_up", {"day": self.day(day)}, basis=why.cites)
        table = self.calendar.days
        if table is not None and (name := table.pending.get(self.tables.date_at(day))) is not None:
            year = table.years[self.tables.date_at(day).year]  # what orders the year's days off leaves this one out
            self.note("pending", {"day": self.day(day), "name": name}, basis=table.cite(year.sources))

    def session(self, day: int, piece: Piece) -> None:
        """Count one piece of office time."""
        self.flush()
        self.notes.append(self._session(day, piece))

    def _session(self, day: int, piece: Piece) -> Note:
        begin, end = (self.calendar.to_datetime(instant) for instant in piece)
        until = "24:00" if piece[1] == self.midnight(day + 1) else clock(end)
        span = piece[1] - piece[0]
        params = (("day", self.day(day)), ("hours", f"{clock(begin)}-{until}"), ("span", span_words(span)))
        return Note("calendar.session", params, self.hours_basis, *piece, span)

    def sessions(self, day: int) -> list[Piece]:
        """Give the sessions that open on a day as instants."""
        opens, closes, _, _ = self.tables.spans
        return [(opens[index], closes[index]) for index in self.tables.spans_of(day)]

    def works(self, day: int) -> bool:
        """Say whether a session opens on a day."""
        return self.tables.rank[day + 1] > self.tables.rank[day]

    def ordinary(self, day: int) -> bool:
        """Say whether a day is worked as its weekday is, with nothing to tell about it."""
        table = self.calendar.days
        pending = table is not None and self.tables.date_at(day) in table.pending
        return self.calendar.plan.why(day).kind == "week" and not pending

    def paused(self, start: int, end: int) -> None:
        """Tell that the clock stood still."""
        self.note("paused", {"begin": self.moment(start), "until": self.moment(end)}, start=start, end=end)

    def day(self, day: int) -> Pair:
        """Name a day by its index."""
        return day_words(self.tables.date_at(day))

    def moment(self, instant: int) -> Pair:
        """Name an instant."""
        return moment(self.calendar.to_datetime(instant))

    def midnight(self, day: int) -> int:
        """Give the instant at which a day begins, also beyond the table."""
        tables = self.tables
        return tables.midnights[day] if 0 <= day <= tables.count else tables.zone.at((tables.first + day) * DAY)
