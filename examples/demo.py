"""The main job on the shipped logs: who held each case, every clock with its verdict, what was late, who is charged.

``make demo`` runs it for every shipped regulation; ``python examples/demo.py hanoi --lang en`` for one, in English.
"""

from __future__ import annotations

import sys
from pathlib import Path

import feedback_rules as fr
from feedback_rules.cli import main
from feedback_rules.studies.log import read_log

HERE = Path(__file__).parent

WORDS = {
    "vi": (
        "{title}\nChạy lại nhật ký {log}, xét đến dòng cuối ({at}).",
        "Vì sao trễ? Diễn giải một thời hạn, từng bước có dẫn điều khoản ({case}, {clock}):",
        "Thử tiếp: {program} list · {program} limits hanoi · {program} show langson --clause 7.2.a",
    ),
    "en": (
        "{title}\nReplaying the log {log} as of its last row ({at}).",
        "Why late? One deadline derived step by step, each with its article ({case}, {clock}):",
        "Go on: {program} list · {program} limits hanoi · {program} show langson --clause 7.2.a",
    ),
}


def demo(lang: str, names: list[str]) -> int:
    """Replay the logs of the regulations named, or of every shipped one that has a log."""
    status = 0
    for name in names or fr.shipped():
        log = HERE / f"{name}.jsonl"
        if log.is_file():
            status = one(name, log, lang) or status
    say(WORDS[lang][2].format(program=program(Path(sys.executable), Path.cwd())))
    return status


def one(name: str, log: Path, lang: str) -> int:
    """Replay one log as of its last row, then derive the first deadline that was missed."""
    before, why, _ = WORDS[lang]
    profile = fr.load_profile(name)
    engine = fr.Engine(profile)
    rows = read_log(log, profile=profile)
    last = profile.calendar().to_datetime(max(row.at for row in rows))
    title = profile.title[lang != "vi"]
    say(before.format(title=title, log=log.name, at=last.isoformat(" ", "minutes")))
    status = main(["run", name, str(log), "--at", last.isoformat(), "--lang", lang])
    for case, run in engine.replay(rows, mode="audit", at=last).cases.items():
        views = engine.clocks(run.case, at=last) if run.case is not None else ()
        missed = [view for view in views if view.kind == "obligation" and view.status in {"late", "breached"}]
        if missed:
            clock = f"{missed[0].part}:{missed[0].clock}".lstrip(":")
            say(f"\n{why.format(case=case, clock=clock)}")
            asked = ["--case", case, "--clock", clock, "--run", str(missed[0].run), "--lang", lang]
            status = status or main(["explain", name, str(log), *asked])
            break
    say("")
    return status


def program(python: Path, here: Path) -> str:
    """Name the command as it can be typed here: it stands beside the Python that it was installed for."""
    found = [python.with_name(name) for name in ("feedback-rules", "feedback-rules.exe")]
    if not any(each.is_file() for each in found):
        return f"{python} -m feedback_rules"
    return str(found[0].relative_to(here) if found[0].is_relative_to(here) else found[0])


def say(text: str) -> None:
    """Print as UTF-8, also where the locale is C."""
    sys.stdout.flush()
    sys.stdout.buffer.write(f"{text}\n".encode())
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    asked = [word for word in sys.argv[1:] if word not in {"--lang", "vi", "en"} and not word.startswith("--lang=")]
    sys.exit(demo("en" if {"en", "--lang=en"} & set(sys.argv[1:]) else "vi", asked))
