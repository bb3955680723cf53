"""How the documents are built: strictly, offline."""

from __future__ import annotations

import feedback_rules

project = "feedback_rules"
author = "the feedback_rules authors"
release = version = feedback_rules.__version__
language = "en"

extensions = ["myst_parser", "sphinx.ext.autodoc"]
myst_heading_anchors = 3
myst_enable_extensions = ["colon_fence", "deflist"]

nitpicky = True
# Builds need no network: every name of the project is held to resolve, those of others are not looked up.
nitpick_ignore_regex = [("py:.*", r"(?!feedback_rules\.).*")]
autodoc_member_order = "bysource"
autodoc_class_signature = "separated"

html_theme = "furo"
html_title = f"feedback_rules {release}"
html_show_sourcelink = False
