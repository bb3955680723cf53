"""``python -m docs._ext`` writes the generated pages: a page for each shipped regulation, and the errors.

With names of profiles it writes only their pages. A test compares what it would write with what stands there.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import feedback_rules as fr
from docs._ext.errors import errors_page
from docs._ext.regulation import page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DOCS = Path(__file__).resolve().parents[1]


def pages(names: Sequence[str] = ()) -> Iterator[tuple[Path, str]]:
    """Give each generated page with its path."""
    for name in names or fr.shipped():
        yield DOCS / "regulations" / f"{name}.md", page(fr.load_profile(name))
    if not names:
        yield DOCS / "reference" / "errors.md", errors_page()


if __name__ == "__main__":
    for path, text in pages(sys.argv[1:]):
        path.write_text(text, encoding="utf-8")
        print(path.relative_to(DOCS.parent))
