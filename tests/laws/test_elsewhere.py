"""An engine and a profile in another process: as what they were compiled from, to be compiled again there (S26)."""

from __future__ import annotations

import copy
import pickle

import pytest

from feedback_rules.engine import Engine
from feedback_rules.errors import InputError
from feedback_rules.profiles.shelf import load_profile, shipped
from tests.examples.shipped import engine_of, events


@pytest.mark.parametrize("name", shipped())
def test_a_profile_goes_through_a_pickle(name: str) -> None:
    """S26: the same law, days and readings; what it answers is the same."""
    profile = load_profile(name)
    for again in (pickle.loads(pickle.dumps(profile)), pickle.loads(pickle.dumps(load_profile(name), 2))):
        assert (again.digest, again.law, again.days, again.readings) == (
            profile.digest, profile.law, profile.days, profile.readings,
        )  # fmt: skip
        assert again.to_dict() == profile.to_dict()


def test_a_chosen_reading_goes_with_it() -> None:
    """S31: a profile is the text as it is read."""
    profile = load_profile("langson", readings={"one_day": "clock"})
    assert pickle.loads(pickle.dumps(profile)).readings["one_day"] == "clock"


def test_an_engine_goes_through_a_pickle() -> None:
    """S26: elsewhere a log gives the same cases, effects and traces, and a case of the one is a case of the other."""
    rows = events("langson.jsonl")
    here = engine_of("langson")
    there: Engine = pickle.loads(pickle.dumps(here))
    assert there.replay(rows, mode="audit") == here.replay(rows, mode="audit")
    case = here.replay(rows, mode="audit").cases[rows[0].case].case
    assert case is not None
    assert there.next_wakeup(case) == here.next_wakeup(case)


def test_what_never_changes_is_its_own_copy() -> None:
    """S20: an engine and a profile are shared, never doubled."""
    engine = engine_of("langson")
    for one in (engine, engine.profile):
        assert copy.copy(one) is one
        assert copy.deepcopy(one) is one


def test_an_engine_of_a_bare_rulebook_stays_where_it_is() -> None:
    """S26: what it was compiled from is not known; the error says how a worker gets one."""
    with pytest.raises(InputError) as caught:
        pickle.dumps(Engine(engine_of("langson").book))
    assert caught.value.code == "engine-of-rulebook"
    assert "load_profile" in caught.value.text("vi")
