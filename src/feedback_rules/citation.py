"""Citations: where in a regulation a value stands, read, put in the order of the text and printed in full (S30)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from feedback_rules.errors import InputError

__all__ = ["LAWS", "Citation", "in_full", "is_citation", "parse", "sort_key"]

LAWS = {
    "BLDS": ("Bộ luật Dân sự 2015 (91/2015/QH13)", "the Civil Code 2015 (91/2015/QH13)"),
    "BLLD": ("Bộ luật Lao động 2019 (45/2019/QH14)", "the Labour Code 2019 (45/2019/QH14)"),
}
"""Laws that a profile may cite beside its own text: ``BLDS 148.5``."""

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_FORM = re.compile(
    r"(?:(?P<law>[A-Z]{3,6}) )?(?P<head>D|PL|[0-9]{1,3})"
    r"(?P<parts>(?:\.(?:[0-9]{1,3}|[a-zđ]))*)(?P<marks>(?:/[spdi][0-9]{1,2})*)"
)
_MARKS = {
    "s": ("bước {n}", "step {n}"),
    "p": ("đoạn {n}", "paragraph {n}"),
    "d": ("gạch đầu dòng thứ {n}", "dash {n}"),
    "i": ("dấu cộng thứ {n}", "plus-item {n}"),
}
_ORDER = {"D": 0, "": 1, "PL": 2}


class Citation(NamedTuple):
    """A place in a text: ``source`` is ``""`` (the regulation), ``D`` (the decision that issues it), ``PL`` (an
    appendix) or a law of :data:`LAWS`; ``parts`` are article, clause, point; ``marks`` steps, paragraphs and items.
    """

    source: str
    parts: tuple[str, ...]
    marks: tuple[tuple[str, int], ...] = ()

    @property
    def article(self) -> str:
        """The article, ``7`` or ``D.2``, as an outline names it."""
        return ".".join((self.source, self.parts[0])) if self.source in {"D", "PL"} else self.parts[0]

    def covers(self, other: Citation) -> bool:
        """Tell whether ``other`` is this place or lies inside it.

        >>> parse("7.3").covers(parse("7.3.a/p2")), parse("7.3").covers(parse("7.30"))
        (True, False)
        """
        mine, theirs = (*self.parts, *self.marks), (*other.parts, *other.marks)
        return self.source == other.source and mine == theirs[: len(mine)]


@lru_cache(maxsize=4096)
def parse(text: str) -> Citation:
    """Read a citation; anything else is an ``InputError`` (S30).

    >>> parse("7.1.a/s2")
    Citation(source='', parts=('7', '1', 'a'), marks=(('s', 2),))
    >>> parse("D.2").source, parse("PL.1").parts, parse("BLDS 148.5").source
    ('D', ('1',), 'BLDS')
    >>> parse("article 7")
    Traceback (most recent call last):
    feedback_rules.errors.InputError: "article 7" is no citation: write article.clause.point as in 7.1.a, ...
    """
    found = _FORM.fullmatch(text)
    parts = tuple(part for part in found["parts"].split(".") if part) if found else ()
    if found is None or (found["law"] is not None and (found["law"] not in LAWS or not found["head"].isdigit())):
        raise _unreadable(text)
    if found["head"] in {"D", "PL"}:
        if not parts:
            raise _unreadable(text)
        source = found["head"]
    else:
        source = found["law"] or ""
        parts = (found["head"], *parts)
    marks = tuple((mark[0], int(mark[1:])) for mark in found["marks"].split("/") if mark)
    return Citation(source, parts, marks)


def is_citation(text: object) -> bool:
    """Tell whether ``text`` can be read as a citation.

    >>> is_citation("7.1.đ"), is_citation("7,1")
    (True, False)
    """
    try:
        return isinstance(text, str) and bool(parse(text))
    except InputError:
        return False


def sort_key(text: str) -> tuple[object, ...]:
    """Order citations as the text does: the decision, the regulation, its appendices, other laws; đ stands after d.

    >>> sorted(["7.10", "PL.1", "7.2.đ", "7.2.e", "D.1", "7.2.d", "BLDS 147", "7.2"], key=sort_key)
    ['D.1', '7.2', '7.2.d', '7.2.đ', '7.2.e', '7.10', 'PL.1', 'BLDS 147']
    """
    cited = parse(text)
    places = tuple((1, int(part)) if part.isdigit() else (2, _ALPHABET.index(part)) for part in cited.parts)
    return (
        _ORDER.get(cited.source, 3),
        cited.source,
        *places,
        *((0, "spdi".index(m) * 100 + n) for m, n in cited.marks),
    )


def in_full(text: str, number: str, lang: str = "vi") -> str:
    """Print a citation in full, with the number of the decision that issued the regulation (S30).

    >>> in_full("7.1.a/s2", "4874/QĐ-UBND")
    'bước 2 điểm a khoản 1 Điều 7 Quy chế ban hành kèm theo Quyết định 4874/QĐ-UBND'
    >>> in_full("7.1.a/s2", "4874/QĐ-UBND", "en")
    'step 2, point a, clause 1, Article 7 of the Regulation issued with Decision 4874/QĐ-UBND'
    >>> in_full("D.2", "826/QĐ-UBND"), in_full("BLDS 148.5", "826/QĐ-UBND")
    ('Điều 2 Quyết định 826/QĐ-UBND', 'khoản 5 Điều 148 Bộ luật Dân sự 2015 (91/2015/QH13)')
    """
    cited = parse(text)
    column = 0 if lang == "vi" else 1
    words = [_MARKS[mark][column].format(n=n) for mark, n in reversed(cited.marks)]
    words += [_part(place, part, cited.source)[column] for place, part in reversed(list(enumerate(cited.parts)))]
    source = _source(cited.source, number)[column]
    if lang == "vi":
        return " ".join((*words, source))
    joint = " " if cited.source == "PL" else " of "
    return f"{', '.join(words)}{joint}{source}"


def _part(place: int, part: str, source: str) -> tuple[str, str]:
    """Name one level: the article, the clause, the point, and the rare number below a clause."""
    if place == 0:
        return (f"Phụ lục {part}", f"Appendix {part}") if source == "PL" else (f"Điều {part}", f"Article {part}")
    if part.isdigit():
        if source == "PL" or place > 1:
            return f"mục {part}", f"item {part}"
        return f"khoản {part}", f"clause {part}"
    return f"điểm {part}", f"point {part}"


def _source(source: str, number: str) -> tuple[str, str]:
    if source == "D":
        return f"Quyết định {number}", f"Decision {number}"
    if source == "PL":
        return f"ban hành kèm theo Quyết định {number}", f"issued with Decision {number}"
    if source:
        return LAWS[source]
    return (f"Quy chế ban hành kèm theo Quyết định {number}", f"the Regulation issued with Decision {number}")


def _unreadable(text: object) -> InputError:
    return InputError(
        "bad-citation",
        en=f'"{text}" is no citation: write article.clause.point as in 7.1.a, then /s2 for a step, /p2 a paragraph, '
        "/d1 a dash, /i2 a plus-item; D.2 for the decision, PL.1 for an appendix, BLDS 148.5 for the Civil Code",
        vi=f'"{text}" không phải là trích dẫn: hãy viết điều.khoản.điểm như 7.1.a, thêm /s2 cho bước, /p2 cho đoạn, '
        "/d1 cho gạch đầu dòng, /i2 cho dấu cộng; D.2 cho quyết định, PL.1 cho phụ lục, BLDS 148.5 cho Bộ luật Dân sự",
        value=text,
    )
