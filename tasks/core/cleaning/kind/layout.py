"""Measures how much of a page is one article, and how much links to other pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.tasks.core.cleaning.text.boxes import Block
from dateline.tasks.core.cleaning.text.ends import HEADINGS

_CARD_WORDS = 60
"""The maximum number of words that belong to a teaser after its title."""
_TITLE_WORDS = 3
"""The minimum number of words of a link that counts as a title."""
_LIST_CARDS, _LIST_WORDS, _LIST_SHARE = 4, 60, 0.75
"""A list of teasers has at least so many cards and words of text, and more than this share of the text in cards."""


@dataclass(slots=True)
class Layout:
    """Counts of a page's words and cards. A card is a linked title with the few words that follow it: a teaser."""

    words: int = 0
    link_words: int = 0
    text_words: int = 0
    """The number of words in the extracted text."""
    story_words: int = 0
    """The number of words in the extracted text outside cards."""
    headings: int = 0
    """The number of headings in the extracted text."""
    cards: int = 0
    linked_headings: int = 0
    """The number of cards whose title is a heading."""

    @property
    def is_list(self) -> bool:
        """Whether the extracted text is mostly teasers."""
        in_cards = self.text_words - self.story_words
        return self.cards >= _LIST_CARDS and self.text_words >= _LIST_WORDS and in_cards > _LIST_SHARE * self.text_words


def measure(blocks: Sequence[Block], text: Sequence[Block]) -> Layout:
    """Return the layout of a page, given its blocks and those that belong to its text."""
    layout = Layout()
    in_cards: set[int] = set()
    left = 0
    for block in blocks:
        words, linked = block.words, block.link_words
        layout.words += words
        layout.link_words += linked
        heads = block.box.tag in HEADINGS
        if linked * 2 > words and words >= _TITLE_WORDS and (heads or block.box.tag != "p"):
            layout.cards += 1
            layout.linked_headings += heads
            left = _CARD_WORDS
        elif heads or words > left:
            left = 0
            continue
        else:
            left -= words
        in_cards.add(block.index)
    for block in text:
        layout.text_words += block.words
        layout.headings += block.box.tag in HEADINGS
        if block.index not in in_cards:
            layout.story_words += block.words
    return layout
