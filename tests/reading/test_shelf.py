"""The shelf: names, paths, dates and places, day tables, and the compiled form."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from unicodedata import combining, normalize

import pytest

from feedback_rules.errors import InputError, NotInForceError, ProfileError
from feedback_rules.profiles import places
from feedback_rules.profiles.compiled import compile_checkout, compile_shelf
from feedback_rules.profiles.loading import load_source
from feedback_rules.profiles.shelf import day_table, examine, in_force, load_profile, overlays_shipped, shipped

HERE = Path(__file__).parent
SMALL = (HERE / "small.yaml").read_text(encoding="utf-8")
DAYS = Path(__file__).parents[2] / "profiles" / "calendars" / "vietnam.yaml"


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shelf of its own, as a wheel has one beside the package."""
    folder = tmp_path / "_shelf"
    (folder / "calendars").mkdir(parents=True)
    (folder / "overlays").mkdir()
    shutil.copy(DAYS, folder / "calendars")
    monkeypatch.setattr(places, "_INSTALLED", folder)
    return folder


def _put(folder: Path, name: str, text: str = SMALL) -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(text.replace("profile: small", f"profile: {name}", 1), encoding="utf-8")
    return path


def test_shipped_profiles_have_no_problem() -> None:
    """Everything on the shelf loads, and examining it finds nothing, warnings included."""
    assert "langson" in shipped()
    for name in (*shipped(), *overlays_shipped()):
        assert [problem.text() for problem in examine(name)] == []
        assert load_profile(name).name == name


def test_a_profile_is_called_by_name_or_by_path(shelf: Path) -> None:
    """A name is looked up on the shelf, also among its overlays; anything with a folder or a suffix is a path."""
    path = _put(shelf, "small")
    _put(shelf / "overlays", "upper", "profile: small\noverlays: small\nplace: {name: Upper}\n")
    assert shipped() == ("small",)
    assert overlays_shipped() == ("upper",)
    assert load_profile("small").digest == load_profile(path).digest == load_profile(str(path)).digest
    assert load_profile("upper").place == ("VN-09", "Upper")
    assert load_profile("small", overlays=["upper"]).digest == load_profile("upper").digest


def test_the_package_s_own_shelf_comes_first(shelf: Path) -> None:
    """What was built into the wheel is what runs; a checkout is used where there is none."""
    _put(shelf, "small")
    assert shipped() == ("small",)
    shutil.rmtree(shelf)
    assert "langson" in shipped()


@pytest.mark.parametrize(("name", "hint"), [("langsn", "langson"), ("", None), ("zzz", None), ("Langson", "langson")])
def test_an_unknown_name_is_refused_with_a_near_one(name: str, hint: str | None) -> None:
    """``InputError`` lists what is shipped and says how to call a file."""
    with pytest.raises(InputError) as caught:
        load_profile(name)
    assert caught.value.code == "unknown-profile"
    assert caught.value.details["hint"] == hint
    assert "langson" in caught.value.en
    assert "langson" in caught.value.vi


def test_a_place_and_a_day_have_one_regulation(shelf: Path) -> None:
    """The first and the last day are in force; the days beside them are not (S33)."""
    _put(shelf, "small")
    for day in (date(2020, 1, 1), date(2029, 12, 31)):
        assert in_force("VN-09", on=day).name == "small"
    assert in_force("vn-09", on=date(2024, 1, 1)).name == "small"
    for day in (date(2019, 12, 31), date(2030, 1, 1)):
        with pytest.raises(NotInForceError) as caught:
            in_force("VN-09", on=day)
        assert caught.value.code == "none-in-force"
        assert "2020-01-01" in caught.value.en
        assert "2029-12-31" in caught.value.vi


def test_a_place_is_called_by_its_name_too(shelf: Path) -> None:
    """A name stands for the code where one place has it; a name like it, or without diacritics, is answered with it."""
    _put(shelf, "small")
    day = date(2024, 1, 1)
    own = in_force("VN-09", on=day).place[1]
    for name in (own, own.upper(), f"Tỉnh  {own}", normalize("NFD", own)):
        assert in_force(name, on=day).name == "small"
    with pytest.raises(NotInForceError) as caught:
        in_force(own, on=date(2019, 12, 31))
    assert caught.value.code == "none-in-force"
    bare = "".join(sign for sign in normalize("NFD", own) if not combining(sign))
    for typed in (bare, bare[:-1]):
        with pytest.raises(NotInForceError) as caught:
            in_force(typed, on=day)
        assert caught.value.details["hint"] == "VN-09"
        assert all('"VN-09"?' in caught.value.text(lang) for lang in ("vi", "en"))
    _put(shelf, "other", SMALL.replace("profile: small", "profile: other").replace("code: VN-09", "code: VN-10"))
    with pytest.raises(NotInForceError) as caught:
        in_force(own, on=day)
    assert (caught.value.code, caught.value.details["hint"]) == ("place-unknown", None)
    assert "VN-09" in caught.value.en
    assert "VN-10" in caught.value.vi
    assert in_force("VN-10", on=day).name == "other"


def test_two_texts_for_a_day_are_named(shelf: Path) -> None:
    """Two regulations of one place and day are an error that names both."""
    _put(shelf, "small")
    _put(shelf, "other")
    with pytest.raises(NotInForceError) as caught:
        in_force("VN-09", on=date(2024, 1, 1))
    assert caught.value.code == "two-in-force"
    assert caught.value.details["profiles"] == ["other", "small"]
    assert "other, small" in caught.value.vi


def test_a_temporary_rule_stands_for_the_text_it_changes(shelf: Path) -> None:
    """An overlay governs while it is in force itself; one marked as an illustration never does."""
    _put(shelf, "small")
    span = "regulation: {in_force: {from: 2024-01-01, until: 2024-12-31, basis: D.2}}\n"
    _put(shelf, "storm", f"profile: small\noverlays: small\n{span}")
    _put(shelf / "overlays", "dream", f"profile: small\noverlays: small\nillustration: A dream\n{span}")
    assert in_force("VN-09", on=date(2023, 12, 31)).name == "small"
    assert in_force("VN-09", on=date(2024, 6, 1)).name == "storm"
    assert in_force("VN-09", on=date(2025, 1, 1)).name == "small"
    compile_shelf(shelf, shelf)
    assert in_force("VN-09", on=date(2024, 6, 1)).name == "storm"


def test_an_unknown_place_or_day_is_refused(shelf: Path) -> None:
    """A place without a regulation is answered with a near one; a day is a date, not an instant."""
    _put(shelf, "small")
    with pytest.raises(NotInForceError) as caught:
        in_force("VN-9", on=date(2024, 1, 1))
    assert (caught.value.code, caught.value.details["hint"]) == ("place-unknown", "VN-09")
    for day in ("2024-01-01", datetime(2024, 1, 1)):  # noqa: DTZ001 - what is refused here
        with pytest.raises(InputError):
            in_force("VN-09", on=day)  # type: ignore[arg-type] # what a careless caller does
    _put(shelf, "small", SMALL.replace("place: {code: VN-09", "place: {cod: VN-09"))
    with pytest.raises(ProfileError):
        in_force("VN-09", on=date(2024, 1, 1))


def test_day_tables_are_called_by_name(shelf: Path, tmp_path: Path) -> None:
    """A shipped table by name, one beside a profile first; an unknown or a broken one is named."""
    assert day_table("vietnam").name == "vietnam"
    with pytest.raises(InputError) as caught:
        day_table("vietnm")
    assert caught.value.details["hint"] == "vietnam"
    own = tmp_path / "own"
    (own / "calendars").mkdir(parents=True)
    text = DAYS.read_text(encoding="utf-8")
    (own / "calendars" / "vietnam.yaml").write_text(
        text.replace("status: verified", "status: provisional"), encoding="utf-8"
    )
    path = _put(own, "small")
    assert load_profile(path).days != load_profile(_put(shelf, "small")).days
    (own / "calendars" / "vietnam.yaml").write_text("days: vietnam\nyears: {}\n", encoding="utf-8")
    assert [problem.code for problem in examine(path)] == ["bad-days"]
    with pytest.raises(ProfileError):
        load_profile(path)
    shutil.copy(DAYS, own / "calendars")
    _put(own, "small", SMALL.replace("days: vietnam", "days: vietnm"))
    (problem,) = examine(path)
    assert '"vietnam"?' in problem.hint[1]


def test_the_compiled_form_is_the_same_profile(shelf: Path) -> None:
    """What is compiled loads to the same document, digests and limits, without a YAML parser or a model."""
    _put(shelf, "small")
    _put(shelf / "overlays", "upper", "profile: small\noverlays: ../small.yaml\nplace: {name: Upper}\n")
    before = [load_profile(name).to_dict() for name in ("small", "upper")]
    written = compile_shelf(shelf, shelf)
    assert sorted(path.name for path in written) == ["small.json", "upper.json", "vietnam.json"]
    assert [load_profile(name).to_dict() for name in ("small", "upper")] == before
    program = (
        "import sys; from pathlib import Path; from feedback_rules.profiles import places;"
        f"places._INSTALLED = Path({str(shelf)!r});"
        "from feedback_rules.profiles.shelf import load_profile;"
        "print(load_profile('small', readings={'days': 'working'}).digest);"
        "print(sorted({'yaml', 'pydantic', 'networkx', 'holidays', 'dataclasses'} & set(sys.modules)))"
    )
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert shown.splitlines() == [before[0]["digest"], "[]"]


def test_the_compiled_form_is_used_only_while_its_source_is_unchanged(shelf: Path) -> None:
    """An edited YAML, its base or another version's compiled form is read anew."""
    path = _put(shelf, "small")
    upper = _put(shelf, "upper", "profile: small\noverlays: small\n")
    compile_shelf(shelf, shelf)
    compiled = path.with_suffix(".json")
    made = json.loads(compiled.read_text(encoding="utf-8"))
    made["content"]["document"]["place"]["name"] = "Compiled"
    compiled.write_text(json.dumps(made), encoding="utf-8")
    assert load_profile("small").place[1] == "Compiled"
    assert load_profile("small", readings={"days": "plain"}).place[1] == "Lạng Sơn"
    assert load_profile("small", overlays=[upper]).place[1] == "Lạng Sơn"
    for broken in ("{", "[]", json.dumps({**made, "form": "0"}), json.dumps({**made, "sources": []})):
        compiled.write_text(broken, encoding="utf-8")
        assert load_profile("small").place[1] == "Lạng Sơn"
    _put(shelf, "small", SMALL.replace('name: "Lạng Sơn"', "name: Edited"))
    assert load_profile("small").place[1] == "Edited"
    assert load_profile("upper").place[1] == "Edited"


def test_a_compiled_profile_counts_on_the_days_that_it_was_made_from(shelf: Path) -> None:
    """An edited day table is another edition of the days: what was compiled before does not speak for it (S26)."""
    _put(shelf, "small")
    compile_shelf(shelf, shelf)
    days = load_profile("small").days
    table = shelf / "calendars" / "vietnam.yaml"
    table.write_text(
        table.read_text(encoding="utf-8").replace("status: verified", "status: provisional"), encoding="utf-8"
    )
    assert load_profile("small").days != days


def test_every_shipped_profile_compiles_to_itself(tmp_path: Path) -> None:
    """The compiled form of each profile on the shelf has the digests and the document of its YAML (S26)."""
    source = Path(__file__).parents[2] / "profiles"
    compile_shelf(source, tmp_path)
    shutil.copytree(source, tmp_path, dirs_exist_ok=True)
    for name in shipped():
        plain, profile = load_source(source / f"{name}.yaml")[0], load_profile(tmp_path / f"{name}.yaml")
        ready = places.stored(tmp_path / f"{name}.yaml")
        assert ready is not None
        assert profile.digest == ready["digest"] == plain.digest
        assert profile.to_dict() == plain.to_dict()


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of its own, with a folder for what it builds."""
    folder = tmp_path / "profiles"
    (folder / "calendars").mkdir(parents=True)
    shutil.copy(DAYS, folder / "calendars")
    monkeypatch.setattr(places, "_CHECKOUT", folder)
    monkeypatch.setattr(places, "_BUILT", tmp_path / "build" / "shelf")
    return folder


def test_a_checkout_uses_what_its_installation_compiled(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was compiled is used until the YAML or a source of the reading room is touched; loading writes nothing."""
    path = _put(checkout, "small")
    digest = load_profile("small").digest
    assert not places.built().exists()
    (written,) = [each for each in compile_checkout() if each.stem == "small"]
    assert written == places.built() / "small.json"
    assert not path.with_suffix(".json").exists()
    made = json.loads(written.read_text(encoding="utf-8"))
    made["content"]["document"]["place"]["name"] = "Compiled"
    written.write_text(json.dumps(made), encoding="utf-8")
    assert load_profile("small").place[1] == load_profile(path).place[1] == "Compiled"
    form = places.form_here()
    with monkeypatch.context() as patch:
        patch.setattr(places, "form_here", lambda: f"{form}0")
        assert (load_profile("small").place[1], load_profile("small").digest) == ("Lạng Sơn", digest)
    _put(checkout, "small", SMALL.replace('name: "Lạng Sơn"', "name: Edited"))
    assert load_profile("small").place[1] == "Edited"
    assert written.read_text(encoding="utf-8") == json.dumps(made)


def test_a_profile_with_problems_is_not_compiled(shelf: Path) -> None:
    """What does not pass its checks is not shipped."""
    _put(shelf, "small", SMALL.replace("to: in_hand", "to: in_hnd"))
    with pytest.raises(ProfileError):
        compile_shelf(shelf, shelf)


def test_examining_lists_problems_and_never_raises(tmp_path: Path) -> None:
    """``examine`` gives what is wrong as data, also where nothing can be read."""
    assert [problem.code for problem in examine(tmp_path / "none.yaml")] == ["missing-file"]
    path = _put(tmp_path, "odd", SMALL.replace("to: in_hand\n", "to: in_hnd\n"))
    (problem,) = [problem for problem in examine(path) if problem.code == "unknown-state"]
    assert '"in_hand"?' in problem.hint[0]
    ended = examine(_put(tmp_path, "late"), on=date(2029, 1, 1))
    assert {problem.code for problem in ended} != set()


def test_names_in_problems_do_not_depend_on_the_machine(shelf: Path) -> None:
    """A shipped file is shown from its shelf on, whatever the folder in which it was installed."""
    _put(shelf, "small", SMALL.replace("zone: Asia/Ho_Chi_Minh", "zone: Nowhere"))
    (problem,) = examine("small")
    assert problem.file == "_shelf/small.yaml"
    assert os.sep not in problem.file.removeprefix("_shelf/")
