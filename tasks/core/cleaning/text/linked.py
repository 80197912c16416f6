"""Tells the links that belong to an article from those that lead away from it."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from dateline.tasks.core.cleaning.text.boxes import Block, Box
from dateline.tasks.core.cleaning.text.phrases import Phrase, phrase_kind
from dateline.tasks.core.cleaning.text.sentences import FULL_STOPS, ends_sentence, ends_with

_LISTS = frozenset(("ul", "ol"))
_IN_LISTS = frozenset(("li", "p"))
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_CELLS = frozenset(("td", "th"))
_JUDGED = 8
"""A linked paragraph of so many words may be a sentence, and a linked cell of more is no label of its row."""
_INTRODUCTION = 5
"""The minimum number of words of a line that introduces a list. Fewer may be a label, such as ``Contents:``."""
_PARAGRAPH = 25
"""The minimum number of words of a paragraph below a linked heading. Teasers are rarely paragraphs of that length."""
_HARDLY_LINKED = 3
"""A list is hardly linked if at most one in so many of its words is in a link."""


@dataclass(frozen=True, slots=True)
class LinkedParts:
    """The linked lists and headings that belong to an article, by what stands before and after them."""

    lists: AbstractSet[Box | None] = frozenset()
    """The box of each list that a sentence introduces: "Many patches were sent for review:"."""
    headings: AbstractSet[int] = frozenset()
    """The indexes of the headings with a long paragraph below."""


def find_linked_parts(blocks: Sequence[Block]) -> LinkedParts:
    """Return the lists and headings that belong to the article although they are linked. ``blocks`` are the page's."""
    lists: set[Box | None] = set()
    headings: set[int] = set()
    for before, block in pairwise(blocks):
        box = block.box
        if before.link_words:
            if before.link_words == before.words and before.box.tag in _HEADINGS and _is_paragraph(block):
                headings.add(before.index)
        elif before.text.endswith(":") and box.tag in _IN_LISTS and _introduces(before):
            listed = _list_of(box)
            if listed is not None and listed is not _list_of(before.box):
                lists.add(listed)
    return LinkedParts(lists, headings)


def _is_paragraph(block: Block) -> bool:
    return block.box.tag == "p" and min(block.words, block.prose) >= _PARAGRAPH


def _introduces(block: Block) -> bool:
    return block.words >= _INTRODUCTION and block.box.tag in {"p", "div"} and phrase_kind(block.text) is Phrase.NONE


def _list_of(box: Box | None) -> Box | None:
    while box is not None and box.tag not in _LISTS:
        box = box.parent
    return box


def belongs_though_linked(block: Block, parts: LinkedParts) -> bool:
    """Return whether a block of which most is linked belongs to the article."""
    box, words, linked = block.box, block.words, block.link_words
    if block.index in parts.headings or _heads_row(block) or (parts.lists and _list_of(box) in parts.lists):
        return True
    if linked == words:  # teasers rarely end with a full stop
        return box.tag == "p" and words >= _JUDGED and ends_with(block.text, FULL_STOPS)
    if ends_sentence(block.text) and (words >= _JUDGED or block.text.endswith(":")):
        return True
    listed = _list_of(box) if box.tag in _IN_LISTS else None
    return listed is not None and listed.link_words * _HARDLY_LINKED <= listed.words


def _heads_row(block: Block) -> bool:
    """Return whether a block is a linked cell of a row that is otherwise mostly unlinked text."""
    box, row = block.box, block.box.parent
    if box.tag not in _CELLS or box.blocks > 1 or block.words > _JUDGED or row is None:
        return False
    return row.tag == "tr" and row.link_words * 2 <= row.words + block.words and row.words > row.link_words
