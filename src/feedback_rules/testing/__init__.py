"""For a host's own tests: instants at the edges of a calendar, limits, histories of cases, scenarios under pytest."""

from __future__ import annotations

from feedback_rules.testing.scenarios import assert_scenarios
from feedback_rules.testing.strategies import histories, instants, limits

__all__ = ["assert_scenarios", "histories", "instants", "limits"]
