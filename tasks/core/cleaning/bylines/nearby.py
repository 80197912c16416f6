"""Gathers the texts above and below a headline, among which a byline may be."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from dateline.tasks.core.cleaning.credits import may_be_led
from dateline.tasks.core.cleaning.elements import class_and_id, element_after, follows_paragraph, spaced_text
from dateline.tasks.core.cleaning.text.ends import is_comments_heading
from dateline.tasks.core.cleaning.text.phrases import Phrase, phrase_kind
from dateline.tasks.core.vocabulary.css_classes import KICKERS

UNSEEN_TAGS = frozenset({"script", "style", "noscript", "template", "title", "desc"})
"""Elements whose text is not shown. Titles and descriptions are those of drawings."""
_EMBEDDED = re.compile(
    r"(?:^|[-_ ])(?:fb|facebook|twitter|tweet|instagram|insta|tiktok|embed(?:ded)?|gallery|captions?|credit)"
    r"(?:$|[-_ ])"
)
_QUOTING = frozenset({"blockquote", "figcaption"})
_NEAR_QUOTE = 4
_NEAR_HEADING = 2500
"""How many characters after the headline are searched for a visible byline."""
_MAX_TEXTS = 400
_BEFORE_LEVELS, _MAX_BEFORE = 2, 160
"""How many elements around the headline are searched for a byline above it, and how long those above may be."""
_MAX_TEASERS = 30
"""The maximum length of a heading of links to other articles."""
_COMMENTS = re.compile(
    r"(?:^|[-_ ])(?:comments?|respond|disqus|related(?:-?posts)?|recirc|more-?stories)(?:$|[-_ ])", re.IGNORECASE
)
_ASIDE = re.compile(r"(?:^|[-_ ])(?:side-?bar|widgets?|archives?)(?:$|[-_ ])", re.IGNORECASE)
_KICKER = re.compile(KICKERS, re.IGNORECASE)
_KICKER_LEVELS = 2
_FRONT = re.compile(r"https?://[^/]+/?|/")
_MAX_LINE = 100
_BELOW_LEVELS, _MAX_BELOW = 2, 3
_LINES = frozenset({"p", "div", "h3", "h4", "h5", "h6", "i", "em", "small", "address", "span"})
PARAGRAPH = 80
"""Characters of a text that is a paragraph of the article."""


class _Called(NamedTuple):
    """What the names of an element say of the texts in it."""

    quotes: bool
    """That they are quoted, embedded or captions."""
    is_kicker: bool


class _Surroundings:
    """The elements around texts, of which each is read once: many texts have the same ones."""

    def __init__(self) -> None:
        self._by_id: dict[int, _Called] = {}

    def is_quoted(self, node: LexborNode | None) -> bool:
        """Return whether a text is in a quotation, a table amid the text, an embedded post or a caption: no byline."""
        for _ in range(_NEAR_QUOTE):
            if node is None:
                return False
            if self._of(node).quotes:
                return True
            node = node.parent
        return False

    def is_kicker(self, element: LexborNode | None, text: str) -> bool:
        """Return whether a text is in an element that is called a kicker, and is neither a byline nor has a date."""
        for _ in range(_KICKER_LEVELS):
            if element is None:
                return False
            if self._of(element).is_kicker:
                return not (any(map(str.isdecimal, text)) or may_be_led(text))
            element = element.parent
        return False

    def _of(self, node: LexborNode) -> _Called:
        if (known := self._by_id.get(node.mem_id)) is None:
            known = self._by_id[node.mem_id] = _read(node)
        return known


def _read(node: LexborNode) -> _Called:
    called = _called(node.attributes.get("class") or "")
    # A table that follows no paragraph lays out the page.
    is_quotation = node.tag in _QUOTING or (node.tag == "table" and follows_paragraph(node))
    return called._replace(quotes=True) if is_quotation else called


@lru_cache(maxsize=4096)
def _called(css_class: str) -> _Called:
    return _Called(_EMBEDDED.search(css_class) is not None, _KICKER.search(css_class) is not None)


def texts_before(heading: LexborNode) -> list[str]:
    """Return the short texts above a headline, in the elements that directly contain it."""
    texts: list[str] = []
    around = _Surroundings()
    at: LexborNode | None = heading
    for _ in range(_BEFORE_LEVELS):
        if at is None or at.parent is None or at.tag in {"body", "main", "article"}:
            break
        beside: list[str] = []
        sibling = at.parent.child
        while sibling is not None and sibling.mem_id != at.mem_id:
            if sibling.tag not in UNSEEN_TAGS and len(sibling.text() or "") <= _MAX_BEFORE:
                beside += (
                    text
                    for part in sibling.traverse(include_text=True)
                    if part.is_text_node
                    and (text := (part.text_content or "").strip())
                    and not _is_of_site(part.parent, text, around)
                )
            sibling = sibling.next
        texts = [*beside, *texts]
        at = at.parent
    return texts


def _begins_others(text: str) -> bool:
    """Return whether a text heads links to other articles or comments, whose authors are named beside them."""
    is_teaser = len(text) <= _MAX_TEASERS and phrase_kind(text) is Phrase.TEASER
    return is_teaser or (len(text) <= _MAX_LINE and is_comments_heading(text))


def lines_below(heading: LexborNode) -> Iterator[str]:
    """Yield the texts of the first elements below a headline that are lines of their own, without links."""
    around = _Surroundings()
    at: LexborNode | None = heading
    for _ in range(_BELOW_LEVELS):
        if at is None or at.tag in {"body", "main", "article"}:
            return
        below = element_after(at)
        for _ in range(_MAX_BELOW):
            text = spaced_text(below) if below is not None else ""
            if below is None or len(text) > _MAX_BEFORE:
                return
            is_line = below.tag in _LINES and below.css_first("a, button, input") is None
            if is_line and not around.is_kicker(below, text):
                yield text
            below = element_after(below)
        at = at.parent


def texts_after(heading: LexborNode) -> list[str]:
    """Return the texts after an element, in page order, as far as a byline may follow it."""
    texts: list[str] = []
    around = _Surroundings()
    length, has_paragraph = 0, False
    at: LexborNode | None = heading
    while at is not None:
        sibling = at.next
        while sibling is not None:
            if not sibling.is_text_node and _is_of_others(sibling, is_below_text=has_paragraph):
                sibling = sibling.next
                continue
            for node in sibling.traverse(include_text=True):
                text = (node.text_content or "").strip() if node.is_text_node else ""
                parent = node.parent if text else None
                if parent is None or parent.tag in UNSEEN_TAGS:
                    continue
                if around.is_quoted(parent) or around.is_kicker(parent, text):
                    continue
                length += len(text)
                has_paragraph = has_paragraph or len(text) > PARAGRAPH
                if length > _NEAR_HEADING or len(texts) >= _MAX_TEXTS or (has_paragraph and _begins_others(text)):
                    return texts
                texts.append(text)
            sibling = sibling.next
        at = at.parent
    return texts


def _is_of_others(element: LexborNode, *, is_below_text: bool) -> bool:
    """Return whether an element holds comments or other articles or, below the text, what stands at the page's side."""
    called = class_and_id(element)
    is_aside = is_below_text and (element.tag in {"aside", "nav"} or _ASIDE.search(called) is not None)
    return is_aside or _COMMENTS.search(called) is not None


def _is_of_site(element: LexborNode | None, text: str, around: _Surroundings) -> bool:
    """Return whether a text above a headline is the site's name, which links to its front page, or a kicker."""
    address = element.attributes.get("href") if element is not None and element.tag == "a" else None
    return _FRONT.fullmatch(address or "") is not None or around.is_kicker(element, text)
