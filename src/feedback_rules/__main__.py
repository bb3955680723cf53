"""``python -m feedback_rules`` is the command ``feedback-rules``."""

from __future__ import annotations

import sys

from feedback_rules.cli import main

if __name__ == "__main__":
    sys.exit(main())
