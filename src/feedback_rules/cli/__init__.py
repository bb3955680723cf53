"""The command line; click and rich are loaded when a command runs."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]

MISSING = """\
feedback-rules: dòng lệnh cần các gói click và rich; hãy cài: pip install 'feedback-rules[cli]'
feedback-rules: the command line needs the packages click and rich; install: pip install 'feedback-rules[cli]'
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status: 0 fine, 1 the answer is "no", 2 wrong use.

    ``arguments`` are those of the process unless given.
    """
    try:
        import click  # noqa: F401 - asked for first, so that nothing else is loaded before the message
        import rich  # noqa: F401 - likewise
    except ImportError:
        import sys

        # A C locale can't encode Vietnamese; bytes pass everywhere.
        sys.stderr.flush()
        sys.stderr.buffer.write(MISSING.encode())
        sys.stderr.buffer.flush()
        return 2
    from feedback_rules.cli.program import run

    return run(arguments)
