"""Answers by the million: a calendar asked with numpy arrays of instants (extra ``batch``)."""

from __future__ import annotations

from feedback_rules.calendar.batch.asking import Batch
from feedback_rules.calendar.batch.extra import INVALID

__all__ = ["INVALID", "Batch"]
