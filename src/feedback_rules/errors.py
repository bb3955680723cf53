"""The errors: one small tree, each with a stable code and a message in both languages."""

from __future__ import annotations

from typing import Any

__all__ = [
    "CalendarError",
    "CalendarHorizonError",
    "CaseError",
    "FeedbackRulesError",
    "InputError",
    "LogError",
    "MissingExtraError",
    "NotInForceError",
    "ProfileError",
    "RefusedError",
]


class FeedbackRulesError(Exception):
    """The root of every error that this library raises on purpose.

    >>> error = FeedbackRulesError("example", en="What and why.", vi="Gì và vì sao.", where="7.2.a")
    >>> error.code, str(error), error.text("vi"), error.details
    ('example', 'What and why.', 'Gì và vì sao.', {'where': '7.2.a'})
    """

    def __init__(self, code: str, *, en: str, vi: str, **details: Any) -> None:
        super().__init__(en)
        self.code = code
        self.en = en
        self.vi = vi
        self.details = details

    def text(self, lang: str = "en") -> str:
        """Give the message in ``"vi"`` or ``"en"``."""
        return self.vi if lang == "vi" else self.en

    def __reduce__(self) -> tuple[Any, ...]:
        """Keep the keywords when an error crosses a process border."""
        return (_again, (type(self), self.code, self.en, self.vi, self.details))


def _again(kind: type[FeedbackRulesError], code: str, en: str, vi: str, details: dict[str, Any]) -> FeedbackRulesError:
    return kind(code, en=en, vi=vi, **details)


class InputError(FeedbackRulesError):
    """A value given by the caller is not of the form that the verb takes (S1, S3)."""


class CalendarError(FeedbackRulesError):
    """A working calendar contradicts itself (S6)."""


class CalendarHorizonError(FeedbackRulesError):
    """A question reaches beyond the last day of the day table (S7)."""


class ProfileError(FeedbackRulesError):
    """A profile does not load; ``details["problems"]`` holds every problem found."""


class NotInForceError(FeedbackRulesError):
    """No profile, or more than one, governs a place on a date (S33)."""


class CaseError(FeedbackRulesError):
    """A case does not belong to this engine: another law, another semantics, a broken snapshot (S26)."""


class RefusedError(FeedbackRulesError):
    """An event is refused; ``details["refusal"]`` says what is open and why this was not (S23)."""


class LogError(FeedbackRulesError):
    """A row of a log can't be read; the message names file, line and column."""


class MissingExtraError(FeedbackRulesError):
    """An optional feature needs a package that is not installed."""
