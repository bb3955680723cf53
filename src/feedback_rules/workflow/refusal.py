"""A refusal: what was asked, where, what is open there and to whom, and why this was not (S23)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from feedback_rules.errors import RefusedError
from feedback_rules.workflow.instants import iso

if TYPE_CHECKING:
    from collections.abc import Iterable

    from feedback_rules.workflow.event import Event

__all__ = ["Refusal", "near_name"]

UNOPENED = frozenset({"two-transitions", "unmet-condition", "wrong-actor"})
"""What is said in other words of an opening: there is no state yet."""

SLASH = "slash-in-id"


class Refusal(NamedTuple):
    """Why an event was not taken: a stable ``code``, where the case stood, what is open there (event, roles), and the
    reason as a key of the wording catalogue with its parameters.

    Codes: unknown-event wrong-state not-open not-yet-in-force no-longer-in-force no-such-part orphaned wrong-actor
    wrong-unit missing-unit holder-ended holder-to-come missing-field missing-evidence bad-value unmet-condition
    two-transitions too-often too-late too-early out-of-order seq-taken past-date over-ceiling no-clock
    slash-in-id.
    """

    code: str
    case: str
    event: str
    at: int
    by: str
    state: str
    open: tuple[tuple[str, tuple[str, ...]], ...]
    params: tuple[tuple[str, Any], ...]
    basis: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The key of its sentence in the wording catalogue: of an opening there is no state to name, of a unit that is
        wrong because no kind was given the case, no other unit.
        """
        if not self.state and self.code in UNOPENED:
            return f"refusal.{self.code}.unopened"
        routed = dict(self.params).get("expected", "") is not None
        return f"refusal.{self.code}" if routed else f"refusal.{self.code}-unrouted"

    @property
    def says_all(self) -> bool:
        """Whether the reason itself says what to do instead, so that what is open needs no mention."""
        return self.code == SLASH

    def text(self, lang: str = "en") -> str:
        """Say it in one sentence, with what is open instead."""
        from feedback_rules.wording import say

        words = {"event": self.event, "by": self.by, "state": self.state, "near": "", **dict(self.params)}
        why = say(self.sentence, lang, **words)
        if self.says_all:
            return f"{why}."
        if not self.open:
            return why + say("refusal.nothing_open", lang)
        offers = "; ".join(f"{name} ({', '.join(who)})" for name, who in self.open)
        return why + say("refusal.open", lang, offers=offers)

    def to_dict(self, zone: str = "UTC") -> dict[str, Any]:
        """Give the refusal as JSON values."""
        return {
            "code": self.code,
            "case": self.case,
            "event": self.event,
            "at": iso(self.at, zone),
            "by": self.by,
            "state": self.state,
            "open": [{"event": name, "by": list(who)} for name, who in self.open],
            "why": {"vi": self.text("vi"), "en": self.text("en")},
            "basis": list(self.basis),
        }

    def error(self, event: Event, zone: str) -> RefusedError:
        """Give what is raised: of many rows, it says which one this is; ``details["row"]`` is the event itself."""
        from feedback_rules.wording import pair

        row = event.to_dict(zone)
        vi, en = (words.format(case=self.case, event=self.event, at=row["at"]) for words in pair("refusal.of"))
        return RefusedError(self.code, en=en + self.text("en"), vi=vi + self.text("vi"), refusal=self, row=row)

    @classmethod
    def of(cls, code: str, event: Event, state: str, *, basis: tuple[str, ...] = (), **params: Any) -> Refusal:
        """Make a refusal of ``event``; what is open is filled in by whoever knows the state."""
        return cls(code, event.case, event.name, event.at, event.by, state, (), tuple(params.items()), basis)


def near_name(word: str, known: Iterable[str]) -> str:
    """Give the known name nearest to ``word`` as a question behind it, or nothing.

    >>> near_name("citzen", ["citizen", "commune_leader"]), near_name("x", ["citizen"])
    (' (citizen?)', '')
    """
    from difflib import get_close_matches

    near = get_close_matches(word, sorted(known), n=1)
    return f" ({near[0]}?)" if near else ""
