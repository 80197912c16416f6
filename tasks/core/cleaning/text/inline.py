"""Tells inline elements that a reader does not see, or that stand apart from the text beside them."""

import re
from enum import Enum
from functools import lru_cache

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


class Look(Enum):
    """How a reader sees an inline element."""

    UNSEEN = 0
    """Not at all: it is hidden, only read aloud, or numbers a line."""
    APART = 1
    """As no part of the text beside it: a caption after its picture, or a summary. Some systems write all of a text,
    and these, in one element with line breaks."""


class _Named(Enum):
    """What the names of an inline element say."""

    LINE_NUMBER = 0
    UNSEEN = 1
    SUMMARY = 2
    CAPTION = 3


def look_of(node: LexborNode) -> Look | None:
    """Return how a reader sees an inline element, or None: as a part of the text beside it."""
    attributes = node.attributes
    if not attributes:
        return None
    names = attributes.get("class")
    named = _named(names) if names else None
    if named is _Named.LINE_NUMBER and node.text().strip().isdecimal():
        return Look.UNSEEN
    style = attributes.get("style")
    is_hidden = named is _Named.UNSEEN or "hidden" in attributes or (style and _HIDING.search(style))
    if is_hidden and len(node.text()) <= _MAX_UNSEEN:
        return Look.UNSEEN
    return Look.APART if named is not None and _is_apart(node, named) else None


@lru_cache(maxsize=4096)
def _named(names: str) -> _Named | None:
    """Return what a class attribute says. Cached, because a page repeats a few of them."""
    if _LINE_NUMBER.search(names):
        return _Named.LINE_NUMBER
    if UNSEEN.search(names):
        return _Named.UNSEEN
    found = _APART.search(names)
    if found is None:
        return None
    return _Named.SUMMARY if found["summary"] else _Named.CAPTION


def _is_apart(node: LexborNode, named: _Named) -> bool:
    """Return whether what is named a caption is one, because its picture stands before it; or a summary, at the top."""
    if named is _Named.SUMMARY:
        after = _beside(node, forward=True)
        return after is not None and after.tag in _ENDS and _beside(node, forward=False) is None
    before = _beside(node, forward=False) if named is _Named.CAPTION else None
    return before is not None and before.is_element_node and before.css_first(_PICTURES) is not None


def _beside(node: LexborNode, *, forward: bool) -> LexborNode | None:
    """Return the element, or the text, beside a node, regardless of white space and comments."""
    at = node.next if forward else node.prev
    while at is not None and (at.is_comment_node or at.is_empty_text_node):
        at = at.next if forward else at.prev
    return at
