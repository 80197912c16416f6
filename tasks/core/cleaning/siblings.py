"""Finds the elements beside one, passing over texts and comments."""

from selectolax.lexbor import LexborNode


def element_before(node: LexborNode) -> LexborNode | None:
    """Return the previous sibling that is an element, or None."""
    before = node.prev
    while before is not None and (before.is_text_node or before.is_comment_node):
        before = before.prev
    return before


def element_after(node: LexborNode) -> LexborNode | None:
    """Return the next sibling that is an element, or None."""
    following = node.next
    while following is not None and (following.is_text_node or following.is_comment_node):
        following = following.next
    return following


def follows_paragraph(node: LexborNode) -> bool:
    """Return whether a paragraph directly precedes an element. A site's own footer follows boxes."""
    before = element_before(node)
    return before is not None and before.tag == "p"
