"""Where the checkout and its sources are."""

from __future__ import annotations

from pathlib import Path

__all__ = ["ROOT", "SOURCES"]

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(path.relative_to(ROOT) for path in (ROOT / "src").rglob("*.py"))
