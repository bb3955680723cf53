"""Explanations: every deadline, route, refusal and effect with its derivation, numbered and cited (S35)."""

from __future__ import annotations

from feedback_rules.explain.ask import explain
from feedback_rules.explain.effect import explain_effect
from feedback_rules.explain.explanation import Explanation
from feedback_rules.explain.happened import happening_text
from feedback_rules.explain.holding import Span, held
from feedback_rules.explain.reason import refusal_words
from feedback_rules.explain.refused import explain_refusal

__all__ = [
    "Explanation",
    "Span",
    "explain",
    "explain_effect",
    "explain_refusal",
    "happening_text",
    "held",
    "refusal_words",
]
