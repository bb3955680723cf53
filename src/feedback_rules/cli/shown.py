"""Instants, days and verdicts as an official reads them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from unicodedata import normalize

from feedback_rules.citation import in_full, is_citation
from feedback_rules.cli.tables import Cell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from feedback_rules.cli.session import Session

__all__ = ["articles", "clause_of", "day", "instant", "plain_day", "span", "verdict"]

WEEKDAYS = (
    ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
)

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

STYLES = {
    "met": "green",
    "late": "red",
    "breached": "bold red",
    "lapsed": "yellow",
    "expired": "yellow",
    "running": "cyan",
    "paused": "cyan",
    "awaiting_limit": "cyan",
    "unjudged": "magenta",
    "replaced": "dim",
    "cancelled": "dim",
}


def day(of: date, lang: str) -> str:
    """Write a day with its weekday.

    >>> day(date(2025, 5, 9), "vi"), day(date(2025, 5, 9), "en")
    ('thứ Sáu 09/05/2025', 'Fri 9 May 2025')
    """
    weekday = WEEKDAYS[lang != "vi"][of.weekday()]
    if lang == "vi":
        return f"{weekday} {of:%d/%m/}{of.year:04}"
    return f"{weekday} {of.day} {MONTHS[of.month - 1]} {of.year}"


def plain_day(of: date, lang: str) -> str:
    """Write a day without its weekday.

    >>> plain_day(date(2025, 5, 9), "vi"), plain_day(date(2025, 5, 9), "en")
    ('09/05/2025', '9 May 2025')
    """
    return day(of, lang).removeprefix(WEEKDAYS[lang != "vi"][of.weekday()]).strip()


def instant(moment: datetime | str, lang: str, *, due: bool = False) -> str:
    """Write an instant in the clock that it carries; as a due, midnight is 24:00 of the day that ends (S5).

    >>> instant("2025-05-09T17:00:00+07:00", "vi")
    '17:00 thứ Sáu 09/05/2025'
    >>> instant("2025-05-10T00:00:00+07:00", "en", due=True)
    '24:00 Fri 9 May 2025'
    """
    at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    clock = f"{at:%H:%M}"
    if at.microsecond:
        clock = f"{at:%H:%M:%S.%f}".rstrip("0")
    elif at.second:
        clock = f"{at:%H:%M:%S}"
    if due and clock == "00:00":
        return f"24:00 {day(at.date() - timedelta(1), lang)}"
    return f"{clock} {day(at.date(), lang)}"


def span(length: timedelta | float, lang: str) -> str:
    """Write a length of time, two units at most (seconds count as a length too).

    >>> span(timedelta(hours=26, minutes=5), "vi"), span(90, "en"), span(0, "en")
    ('1 ngày 2 giờ', '1 min 30 s', '0 s')
    """
    seconds = int(length.total_seconds() if isinstance(length, timedelta) else length)
    parts = []
    for size, vi, en in ((86400, "ngày", "d"), (3600, "giờ", "h"), (60, "phút", "min"), (1, "giây", "s")):
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count} {vi if lang == 'vi' else en}")
    return " ".join(parts[:2]) or ("0 giây" if lang == "vi" else "0 s")


def verdict(session: Session, status: str, *, ended: bool = False, kind: str = "obligation") -> Cell:
    """Word the status of a run (S12) plainly; one that has ended past its due without the act was never kept, and one
    that left before its due was owed by somebody only if it is an obligation.

    >>> from feedback_rules.cli.session import Session
    >>> verdict(Session("vi"), "late").text, verdict(Session("en"), "met").text
    ('trễ hạn', 'in time')
    >>> verdict(Session("en"), "breached").text, verdict(Session("en"), "breached", ended=True).text
    ('overdue, not done', 'overdue, never done')
    >>> verdict(Session("en"), "cancelled").text, verdict(Session("en"), "cancelled", kind="timer").text
    ('no longer owed', 'ended before it fell due')
    """
    key = "never_kept" if ended and status == "breached" else f"status.{status}"
    if status == "cancelled" and kind != "obligation":
        key = f"left.{kind}"
    return Cell(session.word(key), STYLES.get(status, ""))


def articles(basis: Iterable[str], number: str, lang: str, *, full: bool = False) -> str:
    """Print citations; those of the regulation itself leave out its name unless ``full`` (S30).

    A document that is no article, such as the one that closes an office, is named as it is.


    >>> articles(["7.2.a", "BLDS 148.6"], "826/QĐ-UBND", "vi")
    'điểm a khoản 2 Điều 7; khoản 6 Điều 148 Bộ luật Dân sự 2015 (91/2015/QH13)'
    >>> articles(["7.2.a"], "826/QĐ-UBND", "en", full=True)
    'point a, clause 2, Article 7 of the Regulation issued with Decision 826/QĐ-UBND'
    """
    own = in_full("1", number, lang).partition("1")[2]
    texts = (in_full(cited, number, lang) if is_citation(cited) else cited for cited in basis)
    return "; ".join(text if full else text.removesuffix(own) for text in texts)


def clause_of(typed: str, clauses: Iterable[str], number: str) -> str:
    """Find the clause that is meant: by its number, or as this program prints it, in either language.

    Commas, capitals and spaces do not count. What is none of them is given back as it was typed.

    >>> clause_of("point a, clause 2, Article 7", ["7", "7.2", "7.2.a"], "826/QĐ-UBND")
    '7.2.a'
    >>> clause_of("khoản 2 điều 7", ["7", "7.2", "7.2.a"], "826/QĐ-UBND"), clause_of("Điều 9", ["7"], "826/QĐ-UBND")
    ('7.2', 'Điều 9')
    """
    known = list(clauses)
    if typed in known:
        return typed
    for clause in known:
        for lang in ("vi", "en"):
            printed = (articles([clause], number, lang, full=full) for full in (False, True))
            if _plain(typed) in map(_plain, printed):
                return clause
    return typed


def _plain(words: str) -> str:
    return " ".join(normalize("NFC", words).casefold().replace(",", " ").split())
