"""What comes with the profiles: their logs, and in a checkout their scenarios."""

from __future__ import annotations

from pathlib import Path

from feedback_rules.errors import InputError

__all__ = ["SCENARIOS", "no_scenarios", "shipped_log", "shipped_scenarios"]

SCENARIOS = "tests/scenarios"


def shipped_log(profile: str) -> str | None:
    """Give the path of a profile's log: in the wheel's own data, else in the checkout; None where there is none."""
    from feedback_rules.profiles.places import shelf

    for folder in (shelf() / "examples", shelf().parent / "examples"):
        path = folder / f"{profile}.jsonl"
        if path.is_file():
            return str(path)
    return None


def shipped_scenarios() -> tuple[str, ...]:
    """Give the folder of scenarios: below the working folder, else the checkout's; nothing where there is none."""
    from feedback_rules.profiles.places import shelf

    for folder in (Path(SCENARIOS), shelf().parent / SCENARIOS):
        if folder.is_dir():
            return (str(folder),)
    return ()


def no_scenarios(asked: tuple[str, ...]) -> InputError:
    """Say that these paths hold no scenario file."""
    where = ", ".join(asked) or SCENARIOS
    return InputError(
        "no-scenarios",
        en=f"there are no scenario files in {where}; name a file or a folder that has *.yaml",
        vi=f"không có tệp tình huống nào trong {where}; hãy nêu một tệp hoặc thư mục có *.yaml",
    )
