"""Citations in full, and in short once their text has been named in full (S30)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedback_rules.citation import in_full, is_citation, parse

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Citer", "full"]

OWN = ""
"""The source of a citation of the regulation itself."""


def full(basis: Iterable[str], number: str, lang: str) -> str:
    """Print citations in full; a document's own name, such as that of a notice on days off, stands as it is.

    >>> full(["7.2.a", "12729/VPCP-KGVX"], "826/QĐ-UBND", "vi")
    'điểm a khoản 2 Điều 7 Quy chế ban hành kèm theo Quyết định 826/QĐ-UBND; 12729/VPCP-KGVX'
    """
    return "; ".join(in_full(cited, number, lang) if is_citation(cited) else cited for cited in basis)


class Citer:
    """Prints one citation after another; the name of a text that was given in full is not repeated.

    >>> cite = Citer("826/QĐ-UBND", "vi")
    >>> cite(["7.2.a"]), cite(["7.3"])
    ('điểm a khoản 2 Điều 7 Quy chế ban hành kèm theo Quyết định 826/QĐ-UBND', 'khoản 3 Điều 7')
    """

    __slots__ = ("_lang", "_named", "_number")

    def __init__(self, number: str, lang: str) -> None:
        self._number = number
        self._lang = lang
        self._named: set[str] = set()

    def __call__(self, basis: Iterable[str]) -> str:
        """Print the citations of one step."""
        return "; ".join(dict.fromkeys(map(self._one, basis)))

    def _one(self, cited: str) -> str:
        if not is_citation(cited):
            return cited
        text = in_full(cited, self._number, self._lang)
        source = parse(cited).source
        if source in {"D", "PL"}:
            return text
        if source in self._named:
            return self._short(text, source)
        self._named.add(source)
        return text

    def _short(self, text: str, source: str) -> str:
        if source == OWN:
            tail = in_full("1", self._number, self._lang).partition("1")[2]
            return text.removesuffix(tail)
        return text.rpartition(" (")[0] or text
