"""The names of the holders that every regulation has."""

from __future__ import annotations

WORDS = {
    "holder.citizen": ("Người phản ánh", "The citizen"),
    "holder.system": ("Hệ thống", "The system"),
    "holder.nobody": ("Không ai", "Nobody"),
}
