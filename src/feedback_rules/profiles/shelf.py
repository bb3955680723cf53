"""The shelf: shipped profiles by name, by path, by place and date, and the day tables that they count on."""

from __future__ import annotations

from feedback_rules.profiles.governing import in_force
from feedback_rules.profiles.loading import examine, load_profile
from feedback_rules.profiles.places import overlays_shipped, shipped
from feedback_rules.profiles.tables import day_table

__all__ = ["day_table", "examine", "in_force", "load_profile", "overlays_shipped", "shipped"]
