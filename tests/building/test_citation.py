"""Citations: read, ordered and printed (S30)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_rules.citation import in_full, is_citation, parse, sort_key
from feedback_rules.errors import InputError

ARTICLES = st.integers(1, 40).map(str)
CLAUSES = st.lists(st.integers(1, 9).map(str), max_size=1)
POINTS = st.lists(st.sampled_from("abcdđeg"), max_size=1)
MARKS = st.lists(
    st.tuples(st.sampled_from("spdi"), st.integers(1, 9)).map(lambda mark: f"/{mark[0]}{mark[1]}"), max_size=2
)


@st.composite
def citations(draw: st.DrawFn) -> str:
    """Draw a citation of a regulation, its decision or an appendix."""
    source = draw(st.sampled_from(["", "D.", "PL."]))
    return source + ".".join([draw(ARTICLES), *draw(CLAUSES), *draw(POINTS)]) + "".join(draw(MARKS))


@given(citations())
def test_what_is_cited_can_be_read_and_printed(text: str) -> None:
    """Every citation has a place, an article and a full form that ends with the number of the decision."""
    cited = parse(text)
    assert cited.covers(cited)
    assert text.startswith(cited.article)
    for lang in ("vi", "en"):
        assert in_full(text, "826/QĐ-UBND", lang).endswith("826/QĐ-UBND")


@given(citations(), citations())
def test_order_is_that_of_the_text(first: str, second: str) -> None:
    """A place comes before what lies inside it, and two places have one order."""
    a, b = parse(first), parse(second)
    if a.covers(b) and a != b:
        assert sort_key(first) < sort_key(second)
    assert (sort_key(first) == sort_key(second)) == (a == b)


@pytest.mark.parametrize(
    ("text", "vi", "en"),
    [
        (
            "7.1.a/s2",
            "bước 2 điểm a khoản 1 Điều 7 Quy chế ban hành kèm theo Quyết định 4874/QĐ-UBND",
            "step 2, point a, clause 1, Article 7 of the Regulation issued with Decision 4874/QĐ-UBND",
        ),
        (
            "8.5/d3/i1",
            "dấu cộng thứ 1 gạch đầu dòng thứ 3 khoản 5 Điều 8 Quy chế ban hành kèm theo Quyết định 4874/QĐ-UBND",
            "plus-item 1, dash 3, clause 5, Article 8 of the Regulation issued with Decision 4874/QĐ-UBND",
        ),
        (
            "7.3.a/p2",
            "đoạn 2 điểm a khoản 3 Điều 7 Quy chế ban hành kèm theo Quyết định 4874/QĐ-UBND",
            "paragraph 2, point a, clause 3, Article 7 of the Regulation issued with Decision 4874/QĐ-UBND",
        ),
        ("D.2", "Điều 2 Quyết định 4874/QĐ-UBND", "Article 2 of Decision 4874/QĐ-UBND"),
        ("PL.1", "Phụ lục 1 ban hành kèm theo Quyết định 4874/QĐ-UBND", "Appendix 1 issued with Decision 4874/QĐ-UBND"),
        (
            "PL.1.2",
            "mục 2 Phụ lục 1 ban hành kèm theo Quyết định 4874/QĐ-UBND",
            "item 2, Appendix 1 issued with Decision 4874/QĐ-UBND",
        ),
        (
            "BLDS 148.5",
            "khoản 5 Điều 148 Bộ luật Dân sự 2015 (91/2015/QH13)",
            "clause 5, Article 148 of the Civil Code 2015 (91/2015/QH13)",
        ),
    ],
)
def test_a_citation_is_printed_in_full(text: str, vi: str, en: str) -> None:
    """The smallest place comes first, as Vietnamese documents cite."""
    assert in_full(text, "4874/QĐ-UBND") == vi
    assert in_full(text, "4874/QĐ-UBND", "en") == en


@pytest.mark.parametrize(
    "text", ["", "7,1", "7.", ".7", "7.1.A", "7/x1", "7/s", "D", "PL", "7.1 ", "XYZ 3", "BLDS D.1", "0x7", "7.1.ab"]
)
def test_what_is_no_citation_is_refused(text: str) -> None:
    """Anything else is refused with what to write, in both languages."""
    assert not is_citation(text)
    with pytest.raises(InputError, match=r"7\.1\.a") as refused:
        parse(text)
    assert refused.value.code == "bad-citation"
    assert "7.1.a" in refused.value.text("vi")


def test_other_laws_come_last_and_points_as_in_the_alphabet() -> None:
    """đ stands between d and e; the decision before the regulation, appendices and other laws after it."""
    texts = ["BLDS 147.1", "PL.1", "7.10", "7.2.e", "7.2.đ", "7.2.d", "7.2", "7", "D.3"]
    ordered = ["D.3", "7", "7.2", "7.2.d", "7.2.đ", "7.2.e", "7.10", "PL.1", "BLDS 147.1"]
    assert sorted(texts, key=sort_key) == ordered
