"""A problem of a profile: where it stands, what is wrong, what to write instead, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from feedback_rules.errors import ProfileError
from feedback_rules.wording import pair

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from feedback_rules.profiles.tree import Place

__all__ = ["MAX_PROBLEMS", "Problem", "found", "near", "refuse", "shown"]

MAX_PROBLEMS = 200
"""More problems than anybody reads at once: what a hostile file could add beyond is counted, not listed."""

_SHOWN = 80


class Problem(NamedTuple):
    """One thing wrong with a profile.

    ``code`` is stable and in kebab-case, ``severity`` is ``"error"`` or ``"warning"``, ``message`` and ``hint`` are
    pairs ``(vi, en)``; ``line`` and ``column`` count from 1, the column in characters; ``path`` leads to the entry.

    >>> problem = Problem(
    ...     "bad-limit", "error", ("sai", "wrong"), ("hãy viết 1 giờ", "write 1 hour"), "a.yaml", 3, 9, ("workflows",)
    ... )
    >>> problem.text("en")
    'a.yaml:3:9 bad-limit wrong. write 1 hour'
    """

    code: str
    severity: str
    message: tuple[str, str]
    hint: tuple[str, str]
    file: str
    line: int
    column: int
    path: tuple[str | int, ...] = ()

    def text(self, lang: str = "en") -> str:
        """Give ``file:line:column code message hint`` in ``"vi"`` or ``"en"``, on one line."""
        column = 0 if lang == "vi" else 1
        message, hint = self.message[column], self.hint[column]
        words = f"{message.rstrip('.')}. {hint}" if hint else message
        return " ".join(f"{self.file}:{self.line}:{self.column} {self.code} {words}".split())

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """Give the problem as JSON values, worded in ``lang``."""
        column = 0 if lang == "vi" else 1
        return {
            "code": self.code,
            "severity": self.severity,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "message": self.message[column],
            "hint": self.hint[column],
            "path": list(self.path),
        }


def found(
    code: str,
    at: Place,
    path: Sequence[str | int] = (),
    *,
    severity: str = "error",
    instead: str | None = None,
    room: str = "problem",
    **params: Any,
) -> Problem:
    """Make a problem of the words ``room.code`` and ``room.code.hint``; ``instead`` is a near name to offer first.

    >>> from feedback_rules.profiles.tree import Place
    >>> problem = found("unknown-key", Place("a.yaml", 3, 5), instead="limit", key="limt", known="limit, basis")
    >>> problem.text("en")
    'a.yaml:3:5 unknown-key the key "limt" is not known here. Did you mean "limit"? Known here: limit, basis'
    """
    shown_params = {
        name: value if type(value) is tuple or name == "known" else shown(value) for name, value in params.items()
    }
    message = _worded(f"{room}.{code}", shown_params)
    hint = _begun(_worded(f"{room}.{code}.hint", shown_params))
    if instead is not None:
        offer = _worded("problem.near", {"name": shown(instead)})
        hint = (f"{offer[0]} {hint[0]}".rstrip(), f"{offer[1]} {hint[1]}".rstrip())
    return Problem(code, severity, message, hint, at.file, at.line, at.column, tuple(path))


def _begun(words: tuple[str, str]) -> tuple[str, str]:
    """Begin what stands after a full stop with a capital."""
    vi, en = words
    return vi[:1].upper() + vi[1:], en[:1].upper() + en[1:]


def _worded(key: str, params: dict[str, Any]) -> tuple[str, str]:
    vi, en = pair(key)
    return tuple(  # type: ignore[return-value] # two columns, two words
        template.format(**{name: value[column] if type(value) is tuple else value for name, value in params.items()})
        for column, template in enumerate((vi, en))
    )


def shown(value: object) -> str:
    r"""Give a value as a message shows it: on one line, cut where it is long.

    >>> shown("a\nb"), len(shown("x" * 1000))
    ('a b', 80)
    """
    text = value if isinstance(value, str) else str(value)
    text = " ".join(text[: 10 * _SHOWN].split())
    text = "".join(sign if sign.isprintable() else f"U+{ord(sign):04X}" for sign in text)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def near(name: str, known: Iterable[str]) -> str | None:
    """Give the known name that is nearest to ``name``, or None.

    >>> near("obligaton", ["obligation", "window", "timer"])
    'obligation'
    """
    from difflib import get_close_matches

    names = [known_name for known_name in known if known_name != name]
    close = get_close_matches(name[:_SHOWN], names[:2000], n=1, cutoff=0.6)
    return close[0] if close else None


def refuse(problems: Sequence[Problem], what: str) -> ProfileError:
    """Make the error of a profile that does not load: ``details["problems"]`` holds them all, ordered by place.

    The first message is shown in the error's own text, with the number of the others.
    """
    ordered = sorted(problems, key=lambda problem: (problem.severity != "error", *problem[4:7], problem.code))
    listed = ordered[:MAX_PROBLEMS]
    first = listed[0]
    more_vi = f" (và {len(ordered) - 1} lỗi nữa)" if len(ordered) > 1 else ""
    more_en = f" (and {len(ordered) - 1} more)" if len(ordered) > 1 else ""
    return ProfileError(
        "broken-profile",
        en=f"{shown(what)} does not load: {first.text('en')}{more_en}",
        vi=f"{shown(what)} không nạp được: {first.text('vi')}{more_vi}",
        problems=listed,
        count=len(ordered),
    )
