"""Tells remarks and warnings that a guide sets apart from its text: "Note", "Warning". They are part of it."""

import re
from functools import cache

from selectolax.lexbor import LexborNode

from dateline.tasks.core.cleaning.elements import element_before
from dateline.tasks.core.cleaning.lower_case import lowered
from dateline.tasks.core.vocabulary.article_phrases import ADMONITIONS
from dateline.tasks.core.vocabulary.by_language import all_patterns
from dateline.tasks.core.vocabulary.css_classes import Hint

REMARK = int(Hint.CONSENT | Hint.INFOBOX | Hint.ASIDE | Hint.NOTE)
"""The hints of what guides name such boxes: alerts, notices, info boxes and call-outs."""
_AMID_TEXT = frozenset(("p", "ul", "ol", "pre", "table", "figure", "h2", "h3", "h4", "h5", "h6"))
"""Elements below which a remark stands. Those of the site itself stand at the top or the end of a page."""
_MAX_REMARK = 600
_FORMS = "form, input, button, h1"


@cache
def _label() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{all_patterns(ADMONITIONS)})\s*(?:[:：!！]|$)")


def is_remark(node: LexborNode) -> bool:
    """Return whether an element is a short remark amid a text, which begins with a label such as "Note"."""
    before = element_before(node)
    if before is None or before.tag not in _AMID_TEXT:
        return False
    if _label().match(lowered(_first_text(node))) is None:
        return False
    return len(node.text()) <= _MAX_REMARK and node.css_first(_FORMS) is None


def _first_text(node: LexborNode) -> str:
    """Return the first text within an element that has letters."""
    for part in node.traverse(include_text=True):
        text = (part.text_content or "").strip() if part.is_text_node else ""
        if any(map(str.isalpha, text)):
            return text
    return ""
