"""How much of what a page shows is one story, and how much leads to others."""

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.tasks.core.cleaning.text.boxes import Block
from dateline.tasks.core.cleaning.text.select import HEADINGS

_CARD_WORDS = 60
"""Words that a teaser may have behind its heading."""
_TITLE_WORDS = 3
"""Words from which a link that stands by itself is a title."""
_LIST_CARDS, _LIST_WORDS, _LIST_SHARE = 4, 60, 0.75
"""A list of teasers has so many of them, so many words of text, and such a share of the text in them."""


@dataclass(slots=True)
class Layout:
    """Counts of a page's blocks, in words. A card is a linked title with what little text follows it."""

    words: int = 0
    link_words: int = 0
    text_words: int = 0
    """Words of what was taken for the text."""
    story_words: int = 0
    """Those of them that stand in no card."""
    headings: int = 0
    """How many headings the text has."""
    cards: int = 0
    linked_headings: int = 0
    """Cards whose title is a heading."""

    @property
    def is_list(self) -> bool:
        """Whether what was taken for the text is hardly more than teasers."""
        in_cards = self.text_words - self.story_words
        return self.cards >= _LIST_CARDS and self.text_words >= _LIST_WORDS and in_cards > _LIST_SHARE * self.text_words


def measure(blocks: Sequence[Block], text: Sequence[Block]) -> Layout:
    """Return the layout of a page, given its blocks and those of them that were taken for its text."""
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
