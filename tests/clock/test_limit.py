"""Time limits: what is read, in both languages, and what is refused with what to write instead (S3)."""

from __future__ import annotations

import operator
import pickle
from typing import Literal
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_rules.calendar.limit import MAX_AMOUNT, UNITS, WITHOUT_AMOUNT, TimeLimit
from feedback_rules.errors import InputError

AMOUNTED = [unit for unit in UNITS if unit not in WITHOUT_AMOUNT]
SIMPLE = st.one_of(
    st.tuples(st.integers(1, MAX_AMOUNT), st.sampled_from(AMOUNTED)).map(lambda drawn: TimeLimit(*drawn)),
    st.sampled_from(sorted(WITHOUT_AMOUNT)).map(lambda unit: TimeLimit(None, unit)),
)
LIMITS = st.one_of(SIMPLE, st.tuples(SIMPLE, SIMPLE).map(lambda drawn: TimeLimit(*drawn[0][:2], drawn[1])))


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("8 working hours", 8, "working_hour"),
        ("8 giờ làm việc", 8, "working_hour"),
        ("08 giờ làm việc", 8, "working_hour"),
        ("01 ngày", 1, "day"),
        ("05 phút", 5, "minute"),
        ("1 ngày làm việc", 1, "working_day"),
        ("30 ngày làm việc", 30, "working_day"),
        ("15 phút làm việc", 15, "working_minute"),
        ("1 working minute", 1, "working_minute"),
        ("trong ngày làm việc", None, "same_working_day"),
        ("same working day", None, "same_working_day"),
        ("ngay", None, "at_once"),
        ("At once", None, "at_once"),
        ("24 hours", 24, "hour"),
        ("1 hour", 1, "hour"),
        ("1 year", 1, "year"),
        ("01 năm", 1, "year"),
        ("2 tuần", 2, "week"),
        ("3 weeks", 3, "week"),
        ("6 tháng", 6, "month"),
        ("1 months", 1, "month"),
        ("  7   WORKING\tDays ", 7, "working_day"),
        ("30ngày", 30, "day"),
        ("as given", None, "given"),
        ("không rõ thời hạn", None, "unknown"),
    ],
)
def test_reads_english_and_vietnamese(text: str, amount: int | None, unit: str) -> None:
    """S3: a limit is read in English or Vietnamese, plural or not, with leading zeros."""
    assert TimeLimit.parse(text) == TimeLimit(amount, unit)
    assert TimeLimit.parse(normalize("NFD", text)) == TimeLimit(amount, unit)


@given(LIMITS, st.sampled_from(["vi", "en"]), st.sampled_from(["NFC", "NFD"]))
def test_text_is_read_back(limit: TimeLimit, lang: str, form: Literal["NFC", "NFD"]) -> None:
    """S3: parse(text(lang)) gives the limit back, also decomposed; so does a pickle."""
    assert TimeLimit.parse(normalize(form, limit.text(lang))) == limit
    assert pickle.loads(pickle.dumps(limit)) == limit


def test_units_are_never_converted() -> None:
    """S3: 24 hours, 1 day and 1 working day are three limits."""
    assert len({TimeLimit.parse(text) for text in ("24 hours", "1 day", "1 working day", "1440 minutes")}) == 4


def test_at_least_is_information() -> None:
    """S3: a lower bound is kept and said, and read in either language."""
    limit = TimeLimit.parse("30 ngày làm việc (ít nhất 4 giờ)")
    assert limit == TimeLimit(30, "working_day", TimeLimit(4, "hour"))
    assert limit.text("en") == "30 working days (at least 4 hours)"


REFUSED = [
    (8, "limit-not-text", "8", "8"),
    ("", "limit-unreadable", '""', '""'),
    ("soon", "limit-unreadable", "amount and a unit", "số và đơn vị"),
    ("within 8 hours", "limit-unreadable", "8 working hours", "8 giờ làm việc"),
    ("x" * 5000, "limit-unreadable", "…", "…"),
    ("8", "limit-without-unit", "8 working hours", "8 giờ làm việc"),
    ("-3 days", "limit-negative", "from 1 on", "từ 1 trở lên"),
    ("−3 ngày", "limit-negative", "from 1 on", "từ 1 trở lên"),
    ("0 hours", "limit-zero", '"at once"', '"ngay"'),
    ("00 giờ", "limit-zero", '"at once"', '"ngay"'),
    ("1.5 hours", "limit-fraction", "90 minutes", "90 phút"),
    ("1,5 giờ", "limit-fraction", "90 minutes", "90 phút"),
    ("0.25 working hours", "limit-fraction", "15 working minutes", "15 phút làm việc"),
    ("0.0 hours", "limit-fraction", "a whole number", "số nguyên"),
    ("1.001 hours", "limit-fraction", "a whole number", "số nguyên"),
    ("1.5 days", "limit-fraction", "a whole number", "số nguyên"),
    ("2.5 fortnights", "limit-fraction", "a whole number", "số nguyên"),
    ("½ day", "limit-fraction", "a whole number", "số nguyên"),
    ("1/2 ngày", "limit-fraction", "a whole number", "số nguyên"),
    ("99999999 days", "limit-too-long", "at most 9999999", "nhiều nhất 9999999"),
    ("9" * 150 + " days", "limit-too-long", "at most", "nhiều nhất"),
    ("2 business days", "limit-unknown-unit", '"working days"', '"ngày làm việc"'),
    ("3 hrs", "limit-unknown-unit", '"hours"', '"giờ"'),
    ("8h", "limit-unknown-unit", '"hours"', '"giờ"'),
    ("30 min", "limit-unknown-unit", '"minutes"', '"phút"'),
    ("3d", "limit-unknown-unit", '"days"', '"ngày"'),
    ("8g", "limit-unknown-unit", '"giờ"', '"giờ"'),
    ("30p", "limit-unknown-unit", '"phút"', '"phút"'),
    ("8 giờ hành chính", "limit-unknown-unit", '"giờ làm việc"', '"giờ làm việc"'),
    ("3 days work", "limit-unknown-unit", '"working days"', '"ngày làm việc"'),
    ("8 hours of work", "limit-unknown-unit", '"working hours"', '"giờ làm việc"'),
    ("3 ngày theo giờ hành chính", "limit-unknown-unit", '"ngày làm việc"', '"ngày làm việc"'),
    ("2 tháng làm việc", "limit-unknown-unit", "", ""),
    ("8 wurking hours", "limit-unknown-unit", '"working hours"', '"giờ làm việc"'),
    ("8 zzz", "limit-unknown-unit", "minutes, hours", "phút, giờ"),
    ("8 days (at least 0 hours)", "limit-zero", "at once", "ngay"),
]


@pytest.mark.parametrize(("text", "code", "en", "vi"), REFUSED, ids=lambda value: str(value)[:30])
def test_refuses_the_rest_and_says_what_to_write(text: str, code: str, en: str, vi: str) -> None:
    """S3: anything else is an error with a stable code, in both languages, that says what to write."""
    with pytest.raises(InputError) as caught:
        TimeLimit.parse(text)
    assert caught.value.code == code
    assert en in caught.value.text("en")
    assert vi in caught.value.text("vi")
    assert len(caught.value.text("en")) < 400


@pytest.mark.parametrize(
    ("amount", "unit", "code"),
    [
        (0, "hour", "limit-zero"),
        (-1, "hour", "limit-negative"),
        (MAX_AMOUNT + 1, "hour", "limit-too-long"),
        (1.5, "hour", "limit-amount-not-whole"),
        (True, "hour", "limit-amount-not-whole"),
        (None, "hour", "limit-amount-not-whole"),
        (1, "at_once", "limit-amount-not-wanted"),
        (1, "hours", "limit-unknown-unit"),
        (1, "lightyear", "limit-unknown-unit"),
    ],
)
def test_a_limit_made_by_hand_is_checked_too(amount: int | None, unit: str, code: str) -> None:
    """S3: an impossible limit can't be made."""
    with pytest.raises(InputError) as caught:
        TimeLimit(amount, unit)
    assert caught.value.code == code
    assert caught.value.text("vi") != caught.value.text("en")


@pytest.mark.parametrize(
    ("unit", "named"),
    [
        ("hours", '"hour"'),
        ("giờ", '"hour"'),
        ("h", '"hour"'),
        ("working days", '"working_day"'),
        ("at_onse", '"at_once"'),
    ],
)
def test_a_unit_made_by_hand_has_the_name_that_is_proposed(unit: str, named: str) -> None:
    """S3: what is proposed is a unit, not a word that would be refused again."""
    with pytest.raises(InputError) as caught:
        TimeLimit(1, unit)
    assert all(f" {named}, " in caught.value.text(lang) for lang in ("vi", "en"))
    assert named.strip('"') in UNITS


@given(st.text(max_size=60))
def test_any_text_is_a_limit_or_a_clear_refusal(text: str) -> None:
    """S3: no text ends in anything but a limit or an InputError."""
    try:
        unit = TimeLimit.parse(text).unit
    except InputError as error:
        unit = "" if error.en and error.vi else "mute"
    assert unit in {"", *UNITS}


def test_amounts_of_one_unit_are_ordered() -> None:
    """S3: longer and shorter mean the amount; what is only told beside it has no part in it."""
    short, long = TimeLimit(2, "hour", TimeLimit(1, "day")), TimeLimit(10, "hour")
    assert sorted([long, short]) == [short, long]
    assert (short < long, short <= long, short > long, short >= long) == (True, True, False, False)
    assert short <= TimeLimit(2, "hour") <= short
    assert max(short, long) is long


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("90 minutes", "2 hours"),
        ("1 day", "1 working day"),
        ("1 day", "same working day"),
        ("same working day", "same working day"),
        ("at once", "1 hour"),
    ],
)
def test_other_limits_have_no_order(one: str, other: str) -> None:
    """S3: units are never converted into each other, also not by a comparison."""
    pair = TimeLimit.parse(one), TimeLimit.parse(other)
    for compare in (operator.lt, operator.le, operator.gt, operator.ge):
        for first, second in (pair, pair[::-1], (pair[0], tuple(pair[1]))):
            with pytest.raises(InputError) as caught:
                compare(first, second)
            assert caught.value.code == "limit-not-ordered"
            assert caught.value.text("vi") != caught.value.text("en")
        with pytest.raises(TypeError):
            compare(pair[0], 5)
    with pytest.raises(InputError):
        sorted(pair)
