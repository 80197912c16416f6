"""A second look at names, once it is known where the story lies: what is in it is judged by the story alone."""

from collections.abc import Sequence

from dateline.tasks.core.cleaning.text.belief import MOST, SURE, upwards
from dateline.tasks.core.cleaning.text.boxes import Box, Outline
from dateline.tasks.core.vocabulary.css_classes import Hint

_LISTS = frozenset(("ul", "ol", "dl"))
_OF_LINKS = int(Hint.RELATED | Hint.AD | Hint.WIDGET)
"""What a list or a table without links is not, whatever it is called."""
_OF_LABELS = int(Hint.META)
"""What a list with sentences is not."""
_FEW = 10
"""A list links to nothing if at most one of so many of its words is in a link."""


def settle(outline: Outline, containers: Sequence[Box]) -> None:
    """Take back what names hint at of the containers, of all that holds them, and of what they hold of the story."""
    for container in containers:
        for holder in upwards(container):
            holder.own = 0
    least = MOST * sum(container.words - container.link_words for container in containers)
    inside = {id(container) for container in containers}
    doubts: dict[int, int] = {}
    for box in outline.boxes:
        parent = id(box.parent)
        if parent in inside:
            inside.add(id(box))
            if box.words - box.link_words > least and not box.hints & SURE:
                box.own = 0
            elif doubt := doubts.get(parent, 0) or _doubt(box):
                doubts[id(box)] = doubt
                box.own &= ~doubt
                if box.tag == "table":
                    _free_frame(box)


def _doubt(box: Box) -> int:
    """Return the hints that the box and all that it holds do not have, being a list or a table with few links."""
    if box.tag in _LISTS and box.link_words * _FEW <= box.words:
        return _OF_LINKS | (_OF_LABELS if box.prose else 0)
    if box.tag == "table" and box.link_words * 2 <= box.words:
        return _OF_LINKS
    return 0


def _free_frame(table: Box) -> None:
    """Take back what the names of boxes say that are around a table and nothing else."""
    for holder in upwards(table.parent):
        if holder.words > table.words or holder.hints & SURE:
            return
        holder.own &= ~_OF_LINKS
