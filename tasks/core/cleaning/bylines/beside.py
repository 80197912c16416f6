"""Tells which bylines of the markup name the authors together."""

from selectolax.lexbor import LexborNode

MAX_LINE = 100
"""The maximum length of a text in which several elements each name an author."""
_LEVELS = 4


def are_beside(node: LexborNode, other: LexborNode) -> bool:
    """Return whether two bylines of the same kind are in the same place, so that each names one of the authors."""
    if node.tag != other.tag or node.attributes.get("class") != other.attributes.get("class"):
        return False
    if node.parent is not None and other.parent is not None and node.parent.mem_id == other.parent.mem_id:
        return True
    return bool(node.attributes.get("itemprop")) and _share_a_line(node, other)


def _share_a_line(node: LexborNode, other: LexborNode) -> bool:
    """Return whether two bylines, each in an element of its own, stand in the same short element: "By A and B"."""
    one, another = _short_around(node), _short_around(other)
    return not one.isdisjoint(another) and other.mem_id not in one and node.mem_id not in another


def _short_around(node: LexborNode) -> frozenset[int]:
    """Return the memory ids of the short elements around one."""
    around: list[int] = []
    at = node.parent
    while at is not None and len(around) < _LEVELS and len(at.text() or "") <= MAX_LINE:
        around.append(at.mem_id)
        at = at.parent
    return frozenset(around)
