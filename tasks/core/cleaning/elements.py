"""Reads the text and the names of elements, and finds those beside them."""

from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborNode

_PARAGRAPH = 100
"""Characters of a text of the length of a paragraph. East Asian paragraphs are short."""


def each_once(found: Iterable[LexborNode]) -> Iterator[LexborNode]:
    """Yield the elements that a query with several selectors found: it gives one once for each that it matches."""
    last = None
    for node in found:
        if node.mem_id != last:
            yield node
            last = node.mem_id


def spaced_text(node: LexborNode) -> str:
    """Return an element's text with single spaces, also between the texts of the elements in it."""
    return " ".join((node.text(separator=" ") or "").split())


def class_and_id(node: LexborNode) -> str:
    """Return an element's class and id, separated by a space."""
    attributes = node.attributes
    return f"{attributes.get('class') or ''} {attributes.get('id') or ''}"


def element_before(node: LexborNode) -> LexborNode | None:
    """Return the previous sibling that is an element, passing over texts and comments, or None."""
    before = node.prev
    while before is not None and (before.is_text_node or before.is_comment_node):
        before = before.prev
    return before


def element_after(node: LexborNode) -> LexborNode | None:
    """Return the next sibling that is an element, passing over texts and comments, or None."""
    following = node.next
    while following is not None and (following.is_text_node or following.is_comment_node):
        following = following.next
    return following


def follows_paragraph(node: LexborNode) -> bool:
    """Return whether a paragraph directly precedes an element. A site's own footer follows boxes."""
    before = element_before(node)
    return before is not None and before.tag == "p"


def precedes_text(node: LexborNode) -> bool:
    """Return whether text of the length of a paragraph directly follows an element. A footer then is of nothing."""
    following = element_after(node)
    return following is not None and len(following.text() or "") > _PARAGRAPH
