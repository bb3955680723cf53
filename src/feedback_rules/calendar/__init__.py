"""The clock room: limits, days, sessions, and what falls due when (S1-S8, S13, S29)."""

from __future__ import annotations
