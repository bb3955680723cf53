"""The shipped regulation of Lạng Sơn explained, on random histories and on one that an official would check by hand."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from feedback_rules.calendar.zone import from_instant
from feedback_rules.engine import Engine
from feedback_rules.errors import RefusedError
from feedback_rules.explain import explain_effect, explain_refusal, held
from feedback_rules.profiles.shelf import load_profile
from feedback_rules.workflow.event import Event
from tests.explaining.reading import check, due_of, every, legs, line, reached, whole

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
HOUR = 3_600_000_000
PLACES = ("Hải Yến", "Cao Lộc", "Sở Xây dựng")
COMPLETE = {"full_name": "A", "address": "B", "phone": "1", "id_number": "2", "content": "c", "location": "l"}


@cache
def langson() -> Engine:
    """Load the profile once."""
    return Engine(load_profile("langson"))


def at(words: str) -> datetime:
    """Give a wall time of Viet Nam as an instant."""
    return datetime.fromisoformat(words).replace(tzinfo=ZONE)


def value(draw: st.DrawFn, name: str) -> Any:
    """Draw what a field or a fact may be given."""
    book = langson().book
    fact = next((spec for spec in book.facts if spec.id == name), None)
    if fact is not None and fact.values:
        return draw(st.sampled_from(fact.values))
    kind = book.fields[name].type
    return list(PLACES[2:]) if kind == "units" else PLACES[0] if name == "to_unit" else PLACES[1]


@st.composite
def walks(draw: st.DrawFn) -> Any:
    """Draw a case of Lạng Sơn that has gone wherever its options allow."""
    engine = langson()
    data = {name: words for name, words in COMPLETE.items() if draw(st.integers(0, 9))}
    category = draw(st.sampled_from(("urban_order", "health")))
    opened = at("2024-04-24 15:10")
    first = Event(
        case="W-1", name="submit", at=opened, by="citizen", data={**data, "category": category, "channel": "app"}
    )
    steps = [engine.apply(None, first)]
    for _ in range(draw(st.integers(0, 7))):
        case = steps[-1].case
        later = from_instant(case.at + draw(st.sampled_from((0, 20, 65, 600, 1500, 6000))) * 60_000_000, ZONE)
        chosen = [option for option in engine.options(case, at=later) if option.allowed]
        if not chosen:
            break
        option = draw(st.sampled_from(chosen))
        brought = {name: value(draw, name) for need in option.needs for name in need[:1]}
        brought |= {name: COMPLETE[name] for name in option.may if name in COMPLETE}
        address = f"W-1/{option.part}" if option.part else "W-1"
        row = Event(case=address, name=option.event, at=later, by=option.by[0], unit=option.unit, data=brought)
        try:
            steps.append(engine.apply(case, row))
        except RefusedError as error:
            check(explain_refusal(error.details["refusal"], engine.book))
    return steps


@given(walks(), st.sampled_from((0, 2 * HOUR, 400 * HOUR)))
def test_random_cases_add_up_and_are_cited(steps: Any, later: int) -> None:
    """S35: on the shipped regulation the steps of every deadline add up to it, and all of them are cited."""
    engine, case = langson(), steps[-1].case
    check(engine.explain(case))
    for view, told in every(engine, case, case.at + later):
        check(told)
        assert reached(told) == due_of(view)
        assert all(leg.counted == whole(leg.limit) for leg in legs(told))
    for step in steps:
        for effect in step.effects:
            check(explain_effect(engine.book, effect))


def example() -> Any:
    """Replay a case that is passed up to the district before the holidays of 2024."""
    rows = [
        Event(
            case="LS-1",
            name="submit",
            at=at("2024-04-25 16:10"),
            by="citizen",
            data={**COMPLETE, "category": "urban_order", "channel": "app"},
        ),
        Event(case="LS-1", name="forward", at=at("2024-04-25 17:00"), by="ioc_officer", data={"to_unit": "Hải Yến"}),
        Event(
            case="LS-1",
            name="pass_up",
            at=at("2024-04-26 09:00"),
            by="commune_leader",
            unit="Hải Yến",
            data={"to_district": "Cao Lộc"},
        ),
    ]
    return langson().replay(rows).cases["LS-1"].case


def test_an_official_can_read_the_deadline() -> None:
    """S35: two working days over a weekend, a swap, two holidays: each with its source, in the words of an official."""
    told = langson().explain(example(), clock="district_decision", at=at("2024-05-06 10:00"))
    text = told.text("vi")
    assert "Quy chế ban hành kèm theo Quyết định 826/QĐ-UBND" in text
    assert "thứ Hai 29/04/2024 là ngày nghỉ" in text
    assert "thứ Năm 02/05/2024 đến thứ Sáu 03/05/2024: 2 ngày làm việc" in text
    assert "Quá hạn: hạn 24:00 thứ Sáu 03/05/2024, xét lúc 10:00 thứ Hai 06/05/2024" in text
    assert line(told, "over", "vi") == "Quá 1 ngày làm việc"
    assert line(told, "charged_obligation", "vi") == "Tính cho Ủy ban nhân dân cấp huyện Cao Lộc"
    assert "Ủy ban nhân dân cấp huyện Cao Lộc giữ từ 09:00 thứ Sáu 26/04/2024 đến 10:00 thứ Hai 06/05/2024" in text
    assert "working_day_end=end_of_day" in text
    assert "BLL" not in text


def test_the_event_has_the_title_that_it_has_there() -> None:
    """S35: the same event name means one thing to the commune and another to the district."""
    commune = langson().explain(example(), clock="commune_decision").text("vi")
    assert "«Chuyển lên UBND cấp huyện» (pass_up)" in commune
    assert "Chuyển Trung tâm IOC» (pass_up)" not in commune
    district = langson().explain(example(), clock="district_decision").text("vi")
    assert "«Chuyển Trung tâm IOC» (pass_up)" in district


def test_the_district_that_ended_leaves_the_case_with_nobody() -> None:
    """S34: when the tier ends its clocks are left, and the story says that nobody holds the case."""
    rows = [
        Event(
            case="LS-2",
            name="submit",
            at=at("2025-06-30 08:00"),
            by="citizen",
            data={**COMPLETE, "category": "health", "channel": "app"},
        ),
        Event(case="LS-2", name="forward", at=at("2025-06-30 08:30"), by="ioc_officer", data={"to_unit": "Hải Yến"}),
        Event(
            case="LS-2",
            name="pass_up",
            at=at("2025-06-30 09:00"),
            by="commune_leader",
            unit="Hải Yến",
            data={"to_district": "Cao Lộc"},
        ),
    ]
    engine = langson()
    case = engine.replay(rows, at=at("2025-07-02 08:00")).cases["LS-2"].case
    assert case is not None
    told = engine.explain(case, at=at("2025-07-02 08:00"))
    check(told)
    assert "nobody holds it" in told.text("en")
    clock = engine.explain(case, clock="district_decision", at=at("2025-07-02 08:00"))
    check(clock)
    assert "the holder came to its end" in line(clock, "left_orphaned")
    spans = held(engine.book, case, case.at)
    assert [span.holder for span in spans][-1:] == ["nobody"]


def test_another_reading_is_named_as_the_host_s_choice() -> None:
    """S31: an option other than the default is told as chosen by the host, and the arithmetic follows it."""
    engine = Engine(load_profile("langson", readings={"one_day": "clock"}))
    told = engine.explain(_carried(engine), clock="commune_decision")
    check(told)
    texts = [row["text"] for row in told.to_dict("en")["steps"]]
    assert any("other than the default" in text and "one_day=clock" in text for text in texts)
    (leg,) = legs(told)
    assert (leg.limit.amount, leg.limit.unit) == (24, "hour")


def _carried(engine: Engine) -> Any:
    rows = [
        Event(
            case="LS-3",
            name="submit",
            at=at("2024-04-25 16:10"),
            by="citizen",
            data={**COMPLETE, "category": "health", "channel": "web"},
        ),
        Event(case="LS-3", name="forward", at=at("2024-04-25 17:00"), by="ioc_officer", data={"to_unit": "Hải Yến"}),
        Event(
            case="LS-3",
            name="pass_up",
            at=at("2024-04-26 09:00"),
            by="commune_leader",
            unit="Hải Yến",
            data={"to_district": "Cao Lộc"},
        ),
    ]
    return engine.replay(rows).cases["LS-3"].case


def test_the_source_of_the_profile_is_at_hand() -> None:
    """S30, S31: the rulebook carries number, form, issuer, the readings and the titles of values."""
    source = langson().book.source
    assert (source.number, source.form) == ("826/QĐ-UBND", "administrative")
    assert date.fromisoformat(source.issued) == date(2022, 5, 12)
    assert source.readings["one_day"].option == source.readings["one_day"].default == "civil_day"
    assert source.values["category", "health"] == ("Y tế", "Health")
    assert source.values["satisfaction", "satisfied"] == ("Hài lòng", "Satisfied")
    assert source.hours["office"].inferred is not None
