"""Loading: a profile by name or by path, with readings and overlays, checked before it is handed out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from feedback_rules.errors import InputError, ProfileError
from feedback_rules.profiles.canonical import digests
from feedback_rules.profiles.places import Source, located, overlays_shipped, shipped, stored
from feedback_rules.profiles.problem import Problem, near, refuse
from feedback_rules.profiles.profile import Profile
from feedback_rules.profiles.tables import tables_for

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from feedback_rules.calendar.daytable import DayTable
    from feedback_rules.profiles.assemble import Assembled, Draft, Shapes
    from feedback_rules.profiles.checks import Proved

__all__ = ["examine", "load_profile", "load_source", "merged"]

_SOUND: Final[set[bytes]] = set()
"""What was read so far in which every option of every reading has its shape: other options need not look again."""


def load_profile(
    name_or_path: str | os.PathLike[str],
    *,
    readings: Mapping[str, str] | None = None,
    overlays: Sequence[str | os.PathLike[str]] = (),
) -> Profile:
    """Load a shipped profile by name, or any by the path of its file, with chosen readings and overlays.

    ``InputError``: no profile of that name, no such reading or option. ``ProfileError``: the text does not pass its
    checks; ``details["problems"]`` lists every one with its place.

    >>> load_profile("langson", readings={"one_day": "clock"}).readings["one_day"]
    'clock'
    """
    source = _source(name_or_path)
    _pairs(readings)
    above = _listed(overlays)
    if not above:
        ready = stored(source.path)
        if ready is not None and (readings or {}).items() <= ready["readings"].items():
            return _from_compiled(source.path, ready)
    return _load(source, readings, above)[0]


def load_source(path: Path) -> tuple[Profile, list[Path]]:
    """Load a profile from its YAML, whatever is compiled beside it; give the files it was made of too."""
    profile, assembled = _load(Source(path, f"{path.parent.name}/{path.name}"), None, [])
    return profile, [source.path for source in reversed(assembled.sources)]


def examine(
    name_or_path: str | os.PathLike[str], *, overlays: Sequence[str | os.PathLike[str]] = (), on: date | None = None
) -> list[Problem]:
    """List every problem of a profile, warnings too, with every option of every reading in its place (S31).

    ``on`` is the day on which holders must exist (default: the first day in force, S34). A file that can't be read at
    all has the problems that say so.
    """
    try:
        return _unique(_all_problems(merged(name_or_path, overlays), on))
    except ProfileError as error:
        return list(error.details["problems"])


def merged(name_or_path: str | os.PathLike[str], overlays: Sequence[str | os.PathLike[str]] = ()) -> Assembled:
    """Read a text with what it overlays and what overlays it, as a tree that keeps where everything was written."""
    return _assemble(_source(name_or_path), _listed(overlays))


def _from_compiled(path: Path, ready: Mapping[str, Any]) -> Profile:
    document = ready["document"]
    return Profile(
        document,
        lambda: tables_for(document, [path.parent]),
        digest=ready["digest"],
        law=ready["law"],
        days=ready["days"],
        readings=ready["readings"],
    )


def _load(source: Source, readings: Mapping[str, str] | None, overlays: Sequence[Source]) -> tuple[Profile, Assembled]:
    from feedback_rules.profiles.assemble import Shapes, draft

    assembled = _assemble(source, overlays)
    shapes = None if assembled.content in _SOUND else Shapes(assembled.tree)
    drafted = draft(assembled.tree, readings) if shapes is None or readings else shapes.default()
    problems = [*assembled.problems, *drafted.problems]
    tables: dict[str, DayTable] = {}
    if drafted.document is not None:
        tables = tables_for(drafted.document, _folders(assembled))
        problems += _checked(drafted, tables, None, None)
    if shapes is not None:
        problems += _shapes(assembled, shapes, shapes.default() if readings else drafted)
    errors = [problem for problem in _unique(problems) if problem.severity == "error"]
    if errors or drafted.document is None:
        raise refuse(errors, assembled.sources[-1].shown)
    digest, law, days = digests(drafted.document, tables)
    profile = Profile(drafted.document, tables, digest=digest, law=law, days=days, readings=drafted.options)
    return profile, assembled


def _all_problems(assembled: Assembled, on: date | None) -> list[Problem]:
    from feedback_rules.profiles.assemble import draft

    drafted = draft(assembled.tree)
    problems = [*assembled.problems, *drafted.problems]
    proved: Proved = {}
    if drafted.document is not None:
        problems += _checked(drafted, tables_for(drafted.document, _folders(assembled)), on, proved)
    return problems + _options(assembled, on, proved)


def _shapes(assembled: Assembled, shapes: Shapes, default: Draft) -> list[Problem]:
    """Check the shape of every option of every reading (S31), once for one content of the text.

    ``default`` is the text as it is read by default.
    """
    if default.problems or default.document is None:
        problems = [*default.problems, *_options(assembled, None, None)]
    else:
        options = shapes.options()
        problems = [_under(problem, reading, option) for reading, option, found in options for problem in found]
    if not any(problem.severity == "error" for problem in problems):
        _SOUND.add(assembled.content)
    return problems


def _options(assembled: Assembled, on: date | None, proved: Proved | None) -> list[Problem]:
    """Check every option but the defaults, each alone in its place (S31); a problem says under which it appears.

    Without a place for what is ``proved`` only the shape is looked at.
    """
    from feedback_rules.profiles.assemble import complete
    from feedback_rules.profiles.readings import variants

    problems: list[Problem] = []
    for reading, option, chosen in variants(assembled.tree):
        drafted = complete(chosen)
        more = drafted.problems
        if proved is not None and drafted.document is not None:
            more = [*more, *_checked(drafted, tables_for(drafted.document, _folders(assembled)), on, proved)]
        problems += [_under(problem, reading, option) for problem in more]
    return problems


def _under(problem: Problem, reading: str, option: str) -> Problem:
    """Say under which option a problem appears."""
    from feedback_rules.wording import pair

    vi, en = pair("problem.in-option")
    return problem._replace(
        message=(
            vi.format(message=problem.message[0].rstrip("."), reading=reading, option=option),
            en.format(message=problem.message[1].rstrip("."), reading=reading, option=option),
        )
    )


def _unique(problems: Iterable[Problem]) -> list[Problem]:
    """Keep each problem once, in the order of the files; one that an option shares with the default is said plainly."""
    known: dict[tuple[Any, ...], Problem] = {}
    plainly: dict[tuple[Any, ...], str] = {}
    for problem in problems:
        place = (problem.code, problem.file, problem.line, problem.column)
        first = plainly.setdefault(place, problem.message[1])
        if first == problem.message[1] or not problem.message[1].startswith(first.rstrip(".")):
            known.setdefault((*place, problem.message[1]), problem)
    return sorted(known.values(), key=lambda problem: problem[4:7])


def _checked(drafted: Draft, tables: Mapping[str, DayTable], on: date | None, proved: Proved | None) -> list[Problem]:
    """Run the checks beyond shape."""
    from feedback_rules.profiles.checks import check

    assert drafted.document is not None  # noqa: S101 - a document without shape has nothing to check
    return check(drafted.document, drafted.positions, tables, on=on, proved=proved)


def _folders(assembled: Assembled) -> list[Path]:
    return [source.path.parent for source in reversed(assembled.sources)]


def _assemble(source: Source, overlays: Sequence[Source]) -> Assembled:
    from feedback_rules.profiles.assemble import assemble

    return assemble(source, overlays, _base)


def _base(name: str, above: Source) -> Source | None:
    """Find the profile that a file overlays: a relative path, a file beside it, or a shipped name."""
    if "/" in name or name.endswith((".yaml", ".yml")):
        path = above.path.parent / name
        return Source(path, str(path)) if path.is_file() else None
    beside = above.path.parent / f"{name}.yaml"
    if beside.is_file():
        return Source(beside, str(Path(above.shown).parent / beside.name))
    shipped_ = located(name)
    return None if shipped_ is None else Source(shipped_, f"{shipped_.parent.name}/{shipped_.name}")


def _source(name_or_path: str | os.PathLike[str]) -> Source:
    """Tell a shipped name from a path: a name has no folder and no suffix."""
    if isinstance(name_or_path, str) and not any(sign in name_or_path for sign in "/\\.\0"):
        path = located(name_or_path)
        if path is None:
            raise _unknown(name_or_path)
        return Source(path, f"{path.parent.name}/{path.name}")
    try:
        return Source(Path(name_or_path), str(Path(name_or_path)))
    except TypeError:
        raise InputError(
            "profile-not-named",
            en=f"a profile is called by a shipped name or by a path, got {name_or_path!r}",
            vi=f"quy chế được gọi bằng tên có sẵn hoặc đường dẫn, nhận được {name_or_path!r}",
            value=name_or_path,
        ) from None


def _listed(overlays: Any) -> list[Source]:
    """Give the files of overlays; a single path where a list is wanted would be read letter by letter."""
    if isinstance(overlays, str | bytes) or hasattr(overlays, "__fspath__") or not hasattr(overlays, "__iter__"):
        shown = repr(overlays if isinstance(overlays, str) or not hasattr(overlays, "__fspath__") else str(overlays))
        raise InputError(
            "overlays-not-listed",
            en=f"overlays is a list of paths, got {shown}: write overlays=[{shown}]",
            vi=f"overlays là một danh sách đường dẫn, nhận được {shown}: hãy viết overlays=[{shown}]",
            value=overlays,
        )
    return [_source(overlay) for overlay in overlays]


def _pairs(readings: Any) -> None:
    """Refuse readings that are no mapping, as the command line takes them."""
    if readings is None or (
        hasattr(readings, "items") and all(isinstance(each, str) for pair in readings.items() for each in pair)
    ):
        return
    raise InputError(
        "readings-not-pairs",
        en=f'readings maps each reading to the option chosen, got {readings!r}: write readings={{"one_day": "clock"}}',
        vi=f"readings gán cho mỗi cách hiểu một phương án, nhận được {readings!r}: "
        'hãy viết readings={"one_day": "clock"}',
        value=readings,
    )


def _unknown(name: str) -> InputError:
    known = (*shipped(), *overlays_shipped())
    close = near(name, known)
    listed = ", ".join(known) or "–"
    return InputError(
        "unknown-profile",
        en=f'there is no shipped profile "{name}"'
        + (f'; did you mean "{close}"?' if close else "")
        + f" (shipped: {listed}; a file is called by its path, for example ./{name or 'name'}.yaml)",
        vi=f'không có quy chế "{name}"'
        + (f'; ý là "{close}"?' if close else "")
        + f" (có sẵn: {listed}; tệp thì gọi bằng đường dẫn, ví dụ ./{name or 'name'}.yaml)",
        value=name,
        hint=close,
    )
