"""The models of the document: the whole grammar of the profile language, closed and typed."""

from __future__ import annotations

from feedback_rules.profiles.document.model import Checked, Document, changed_shape, typed, validate

__all__ = ["Checked", "Document", "changed_shape", "typed", "validate"]
