"""Scenario files in a host's own test run: one call, one readable failure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedback_rules.errors import InputError
from feedback_rules.studies.scenario import Engines, find, run_file
from feedback_rules.wording import say

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

    from feedback_rules.studies.scenario import Verdict

__all__ = ["assert_scenarios"]


def assert_scenarios(path: str | os.PathLike[str], *more: str | os.PathLike[str], lang: str = "en") -> int:
    """Run the scenarios of files and folders, and give their number; what differs is told in one ``AssertionError``.

    Each difference is shown as expected and got, under the rows that were given and the clause at stake, in ``lang``
    (``"vi"`` or ``"en"``). A regulation is loaded once for all files. ``LogError``: a file that can't be read;
    ``InputError``: paths without any scenario, for a test that looks at nothing must not pass.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> told = '''{profile: langson, scenarios: [{title: {vi: "Bỏ trống", en: "Left open"}, basis: "7.2.a",
    ...   log: [{name: submit, at: 2024-03-04 08:00, by: citizen, data: {category: urban_order, channel: app}}],
    ...   expect: {state: answered}}]}'''
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "ours.yaml").write_text(told)
    ...     try:
    ...         assert_scenarios(folder)
    ...     except AssertionError as error:
    ...         print(str(error).splitlines()[-1].strip())
    state: expected answered, got submitted [7.2.a]
    """
    paths = (path, *more)
    engines: Engines = {}
    verdicts = [verdict for file in find(paths) for verdict in run_file(file, engines)]
    if not verdicts:
        listed = ", ".join(map(str, paths))
        raise InputError(
            "no-scenarios",
            en=f"there are no scenarios in {listed}; name a file or a folder that has *.yaml",
            vi=f"không có tình huống nào trong {listed}; hãy nêu một tệp hoặc thư mục có *.yaml",
        )
    failed = [verdict for verdict in verdicts if not verdict.passed]
    if failed:
        head = say("testing.failed", lang, failed=len(failed), all=len(verdicts))
        raise AssertionError("\n".join([head, *(line for verdict in failed for line in _told(verdict, lang))]))
    return len(verdicts)


def _told(verdict: Verdict, lang: str) -> Iterator[str]:
    """Tell a scenario that failed: where it stands, what was given, what differs."""
    title = verdict.title[0 if lang == "vi" else 1]
    yield f"{verdict.file}:{verdict.line}: {title}"
    for row in verdict.given:
        yield f"    {say('testing.given', lang)}: {row}"
    for difference in verdict.differences:
        yield f"    {say('testing.difference', lang, **difference.to_dict(lang))}"
