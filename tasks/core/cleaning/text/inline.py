"""Tells inline elements that a reader does not see, or that stand apart from the text beside them."""

import re

from selectolax.lexbor import LexborNode

from dateline.tasks.core.cleaning.late_pattern import LatePattern

NAMED_INLINE = ("span", "em", "small", "strong")
"""The inline elements whose names are read."""
UNSEEN = LatePattern(
    r"(?:^|\s)(?:sr-only|visually-?hidden|screen-?reader(?:-text|-only)?|a11y(?:-hidden)?|mw-editsection)(?:\s|$)",
    re.IGNORECASE,
)
"""Names of words that are read aloud and not shown ("opens in a new window"), or that only writers need ("edit")."""
_HIDING = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_LINE_NUMBER = LatePattern(r"(?:^|\s)(?:ln|lnt|line-?no|line-?nos|line-?numbers?)(?:\s|$)", re.IGNORECASE)
"""Names of the numbers before the lines of a program."""
_MAX_UNSEEN = 200
"""The maximum number of characters of a hidden element. A longer one may be the rest of a text that a button opens."""
_APART = LatePattern(
    r"caption|credit|cutline|(?:img|image|photo)[-_]?desc|(?P<summary>summary|standfirst|subhead)", re.IGNORECASE
)
_PICTURES = "img, picture, video, iframe, amp-img"
_ENDS = frozenset(("br", "p", "div", "figure", "section", "span", "h2", "h3", "ul"))
"""What may follow an inline element that holds a summary, besides nothing."""


def is_unseen(node: LexborNode) -> bool:
    """Return whether a reader does not see an inline element: it is hidden, only read aloud, or numbers a line."""
    attributes = node.attributes
    if not attributes:
        return False
    names = attributes.get("class") or ""
    if _LINE_NUMBER.search(names) is not None:
        return node.text().strip().isdecimal()
    hidden = "hidden" in attributes or _HIDING.search(attributes.get("style") or "") is not None
    if not hidden and UNSEEN.search(names) is None:
        return False
    return len(node.text()) <= _MAX_UNSEEN


def stands_apart(node: LexborNode) -> bool:
    """Return whether an inline element is no part of the text beside it: a caption after its picture, or a summary.

    Some systems write all of a text, and these, in one element with line breaks.
    """
    names = node.attributes.get("class")
    found = _APART.search(names) if names else None
    if found is None:
        return False
    before = _beside(node, forward=False)
    if found["summary"]:
        after = _beside(node, forward=True)
        return before is None and after is not None and after.tag in _ENDS
    return before is not None and before.is_element_node and before.css_first(_PICTURES) is not None


def _beside(node: LexborNode, *, forward: bool) -> LexborNode | None:
    """Return the element, or the text, beside a node, regardless of white space and comments."""
    at = node.next if forward else node.prev
    while at is not None and (at.is_comment_node or at.is_empty_text_node):
        at = at.next if forward else at.prev
    return at
