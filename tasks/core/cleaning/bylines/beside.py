"""Tells which bylines of the markup name the authors together, and which list completes the name that a page states."""

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from dateline.tasks.core.cleaning.candidate import Candidate
from dateline.tasks.core.cleaning.names import key_of
from dateline.tasks.core.cleaning.person_names import looks_like_person

MAX_LINE = 100
"""The maximum length of a text in which several elements each name an author."""
_LEVELS, _MAX_SHOWN = 4, 4


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


def with_others_shown(
    stated: Candidate[tuple[str, ...]], bylines: Iterator[Candidate[tuple[str, ...]]]
) -> Candidate[tuple[str, ...]]:
    """Return the one author whom a page states, or its first byline if that names other people besides.

    Some systems tell machines only the first author.
    """
    shown = next(bylines, None) if len(stated.value) == 1 else None
    if shown is None or not 1 < len(shown.value) <= _MAX_SHOWN or not all(map(looks_like_person, shown.value)):
        return stated
    return shown if key_of(stated.value[0]) == key_of(shown.value[0]) else stated
