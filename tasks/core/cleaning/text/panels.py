"""Finds panels and tabs that readers open, and remarks in boxes: they are part of a page's text."""

import re
from collections.abc import Mapping
from itertools import islice

from selectolax.lexbor import LexborNode

from dateline.tasks.core.cleaning.elements import element_before
from dateline.tasks.core.cleaning.late_pattern import LatePattern
from dateline.tasks.core.cleaning.lower_case import lowered, without_look_alikes
from dateline.tasks.core.vocabulary.article_phrases import ADMONITIONS
from dateline.tasks.core.vocabulary.by_language import all_patterns
from dateline.tasks.core.vocabulary.css_classes import Hint

_PAGE = frozenset(("html", "body"))
_OPENED = frozenset(("h2", "h3", "h4", "h5", "h6", "dt", "summary"))
_SECTIONS = frozenset(("section", "div"))
HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_PANEL = re.compile(
    r"accordion|faq|(?:^|[-_ ])(?:panel|answer|collapse|collapsible|toggle-(?:content|item)|tab-content)(?:$|[-_ ])",
    re.IGNORECASE,
)
"""Names of panels that a reader can open, and of their lists."""
_TAB = re.compile(r"(?:^|[-_ ])tabs?(?:[-_]?(?:pane|panel|content|item|body))", re.IGNORECASE)
"""Names of tabs, of which one is shown at a time."""
_MAX_TABS = 100
"""How many nodes beside a tab are looked at, so that time grows linearly with the page."""
_PANEL_OF_CARD = ".collapse"
_CARD_HEIGHT = 2
"""How many elements around a part of a card are looked at for the panel that it stands in."""
_LONG_PARAGRAPH, _SEVERAL = 120, 2
"""The minimum number of characters of a long paragraph, and of such paragraphs of the rest of a text."""
BESIDE_TEXT = int(
    Hint.COMMENT | Hint.NAVIGATION | Hint.FOOTER | Hint.CONSENT | Hint.FORM | Hint.SIGNUP | Hint.RELATED | Hint.CAPTION
    | Hint.BYLINE | Hint.SHARE | Hint.ASIDE | Hint.AD
)  # fmt: skip
"""Hints of what stands around a text, as `Hint` bits."""
_APART = BESIDE_TEXT | int(Hint.WIDGET | Hint.NOTE | Hint.INFOBOX)
"""Hints of what is no part of a text."""

REMARK = int(Hint.CONSENT | Hint.INFOBOX | Hint.ASIDE | Hint.NOTE)
"""The hints of what guides name such boxes: alerts, notices, info boxes and call-outs."""
_AMID_TEXT = frozenset(("p", "ul", "ol", "pre", "table", "figure", "h2", "h3", "h4", "h5", "h6"))
"""Elements below which a remark stands. Those of the site itself stand at the top or the end of a page."""
_LABEL = LatePattern(rf"\W*(?:{without_look_alikes(all_patterns(ADMONITIONS))})\s*(?:[:：!！]|$)")
_MAX_REMARK = 600
_FORMS = "form, input, button, h1"


def opens_under_heading(node: LexborNode) -> bool:
    """Return whether a hidden element is a panel that a reader can open: a heading or button directly precedes it."""
    before = node.prev
    while before is not None and (before.is_text_node or before.is_comment_node):
        if (before.text_content or "").strip() and before.is_text_node:
            return False
        before = before.prev
    if before is None or not {"hidden", "aria-hidden"}.isdisjoint(before.attributes):
        return False
    return before.tag in _OPENED or is_opener(before, node)


def is_of_panel(node: LexborNode) -> bool:
    """Return whether a card has a panel that a reader can open, or stands in one, as in Bootstrap's accordions."""
    at: LexborNode | None = node
    for _ in range(_CARD_HEIGHT):
        if at is None or at.tag in _PAGE:
            return False
        if at.css_first(_PANEL_OF_CARD) is not None or "collapse" in (at.attributes.get("class") or "").split():
            return True
        at = at.parent
    return False


def is_other_tab(node: LexborNode) -> bool:
    """Return whether a hidden element is a tab of which another, beside it, is shown."""
    attributes = node.attributes
    if attributes.get("role") != "tabpanel" and _TAB.search(attributes.get("class") or "") is None:
        return False
    shown = node.parent.first_child if node.parent is not None else None
    for _ in range(_MAX_TABS):
        if shown is None:
            return False
        if shown.is_element_node and shown.tag == node.tag and _are_tabs(attributes, shown.attributes):
            return True
        shown = shown.next
    return False


def _are_tabs(hidden: Mapping[str, str | None], shown: Mapping[str, str | None]) -> bool:
    """Return whether two elements, by their attributes, are tabs of one set, and the second is shown."""
    if "hidden" in shown or shown.get("aria-hidden") == "true" or HIDING.search(shown.get("style") or "") is not None:
        return False
    if hidden.get("role") == shown.get("role") == "tabpanel":
        return True
    return bool({*(hidden.get("class") or "").split()} & {*(shown.get("class") or "").split()})


def continues_text(node: LexborNode, hints: int) -> bool:
    """Return whether a hidden element is the rest of a text, which a button such as "Read on" opens.

    It follows a paragraph that is shown, holds several of that length, and has no other ``hints`` of its own.
    """
    if hints & _APART or node.tag not in _SECTIONS:
        return False
    before = node.prev
    while before is not None and not before.is_element_node:
        before = before.prev
    if before is None or before.tag != "p" or not {"hidden", "aria-hidden", "style"}.isdisjoint(before.attributes):
        return False
    if len(before.text()) < _LONG_PARAGRAPH:
        return False
    long = (child for child in node.iter() if child.tag == "p" and len(child.text()) >= _LONG_PARAGRAPH)
    return len(list(islice(long, _SEVERAL))) == _SEVERAL


def is_opener(node: LexborNode, panel: LexborNode) -> bool:
    """Return whether an element is the button that opens a panel: it says so, and names the panel or stands in a list.

    Menus and dialogs have such buttons, too, but are not named like the panels of questions and answers.
    """
    attributes = node.attributes
    if node.tag != "button" and attributes.get("role") != "button" and "aria-expanded" not in attributes:
        return False
    parent = panel.parent
    names = [panel.attributes.get("class") or "", (parent.attributes.get("class") or "") if parent is not None else ""]
    return _PANEL.search(" ".join(names)) is not None


def is_remark(node: LexborNode) -> bool:
    """Return whether an element is a short remark amid a text, which begins with a label such as "Note"."""
    before = element_before(node)
    if before is None or before.tag not in _AMID_TEXT:
        return False
    if _LABEL.match(lowered(_first_text(node))) is None:
        return False
    return len(node.text()) <= _MAX_REMARK and node.css_first(_FORMS) is None


def _first_text(node: LexborNode) -> str:
    """Return the first text within an element that has letters."""
    for part in node.traverse(include_text=True):
        text = (part.text_content or "").strip() if part.is_text_node else ""
        if any(map(str.isalpha, text)):
            return text
    return ""
