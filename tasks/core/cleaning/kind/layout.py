"""Measures how much of a page is one article, and how much links to other pages."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from dateline.tasks.core.cleaning.text.boxes import Block
from dateline.tasks.core.cleaning.text.ends import HEADINGS

_CARD_WORDS = 60
"""The maximum number of words that belong to a teaser after its title."""
_TITLE_WORDS, _HEADING_WORDS = 3, 2
"""The minimum number of words of a link that counts as a title, and of one that is a heading."""
_MORE_WORDS, _MORE_TIMES = 4, 4
"""A link of so few words that occurs so often, such as "Read more", ends teasers whose titles are not linked."""
_LIST_CARDS, _LIST_WORDS, _LIST_SHARE = 4, 60, 0.75
"""A list of teasers has at least so many cards and words of text, and more than this share of the text in cards."""

_LINKED_HEADINGS = 5
"""If so many headings of a text are links, and no others are headings, they head teasers of any length."""
_ENTRIES = 5
"""So many blocks that begin with a date and a link are a list. A chronicle has its links within sentences."""
_FIGURE_WORDS = 4
_FIGURE_ENDS = frozenset("0123456789°CF%‰€$£¥hm²aRDPF")
_FIGURE = re.compile(
    r"[-+−±]?[€$£¥]?\s?\d+(?:[.,]\d+)*\s?(?:°\s?[CF]?|[%‰€$£¥]|km/?h|km|mm|cm|m²|hPa|mph|kWh|EUR|USD|GBP|CHF)"
    r"|[-+−±€$£¥]?\s?\d+[.,]\d{1,4}"
)
"""A figure with a unit or a fraction. Dates and times are none: they stand beside many a headline."""
_DATE_FIRST = re.compile(
    r"\W*(?:\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}\.?\s(?:de\s)?[^\W\d_]+\s(?:de\s)?\d{4}"
    r"|[^\W\d_]+\s\d{1,2},?\s\d{4}|\d{4}\s?[年년])(?!\d)"
)
_DATE_LAST = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\W*$")
_MAX_LIKELY = 200
"""How many blocks that may be dated are examined, because the search for a link may take long in a large element."""
_DATE_ENDS = frozenset("0123456789).]")
_WORD = re.compile(r"[^\W\d_]+")
_DATE_WORDS, _MAX_DATE = 5, 30
"""The maximum number of words of a date that stands alone, and of characters of one before a link."""


@dataclass(slots=True)
class Layout:
    """Counts of a page's words and cards.

    A card is a teaser: a linked title with the few words that follow it, or a few words above a link that is repeated.
    """

    words: int = 0
    link_words: int = 0
    text_words: int = 0
    """The number of words in the extracted text."""
    story_words: int = 0
    """The number of words in the extracted text outside cards."""
    headings: int = 0
    """The number of headings in the extracted text."""
    cards: int = 0
    figures: int = 0
    """The number of blocks that are only a figure with a unit or a fraction: "8°", "41.20 EUR"."""
    linked_headings: int = 0
    """The number of cards whose title is a heading."""

    only_links_head: bool = False
    """Whether the text has several headings, and each is a link."""

    @property
    def is_list(self) -> bool:
        """Whether the extracted text is mostly teasers."""
        in_cards = self.text_words - self.story_words
        return self.cards >= _LIST_CARDS and self.text_words >= _LIST_WORDS and in_cards > _LIST_SHARE * self.text_words


def measure(blocks: Sequence[Block], text: Sequence[Block]) -> Layout:
    """Return the layout of a page, given its blocks and those that belong to its text."""
    layout = Layout()
    in_cards: set[int] = set()
    entries = _dated_entries(blocks)
    left = 0
    for block in blocks:
        words, linked = block.words, block.link_words
        layout.words += words
        layout.link_words += linked
        heads = block.box.tag in HEADINGS
        is_title = (
            linked * 2 > words
            and words >= (_HEADING_WORDS if heads else _TITLE_WORDS)
            and (heads or block.box.tag != "p")
        )
        layout.figures += words <= _FIGURE_WORDS and _is_figure(block.text)
        if is_title or block.index in entries:
            layout.cards += 1
            layout.linked_headings += heads
            left = _CARD_WORDS
        elif heads or words > left:
            left = 0
            continue
        else:
            left -= words
        in_cards.add(block.index)
    for teaser in _with_links_below(blocks):
        layout.cards += not in_cards.issuperset(teaser)
        in_cards.update(teaser)
    for block in text:
        layout.text_words += block.words
        layout.headings += block.box.tag in HEADINGS
        if block.index not in in_cards:
            layout.story_words += block.words
    if text:
        layout.only_links_head = _only_links_head(blocks[text[0].index : text[-1].index + 1])
    return layout


def _only_links_head(blocks: Sequence[Block]) -> bool:
    headings = [block for block in blocks if block.box.tag in HEADINGS]
    return len(headings) >= _LINKED_HEADINGS and all(block.link_words * 2 > block.words for block in headings)


def _is_figure(text: str) -> bool:
    return text[-1:] in _FIGURE_ENDS and _FIGURE.fullmatch(text) is not None


def _dated_entries(blocks: Sequence[Block]) -> AbstractSet[int]:
    """Return the indices of the blocks with which the entries of lists begin: each a date, with a link behind it.

    The link stands in the same block, or in the next cell or line of the same entry; or it begins a block that ends
    with the date. Few dates with links are no list.
    """
    # What begins or ends with a digit, or has a year near its beginning, may be dated. Most blocks are not.
    texts = [block.text for block in blocks[:-1]]
    likely = [
        at for at, text in enumerate(texts) if text[-1:] in _DATE_ENDS or text[:1] in _DATE_ENDS or " 20" in text[:20]
    ]
    if len(likely) < _ENTRIES:
        return frozenset()
    examined = _of_frequent_tags([(blocks[at], blocks[at + 1]) for at in likely[:_MAX_LIKELY]])
    entries = _of_frequent_tags([pair for pair in examined if _begins_entry(*pair)])
    return frozenset(block.index for block, _ in entries)


def _of_frequent_tags(pairs: Sequence[tuple[Block, Block]]) -> list[tuple[Block, Block]]:
    """Return the pairs of which enough first blocks are of one tag to be the entries of a list."""
    often = Counter(block.box.tag for block, _ in pairs)
    return [pair for pair in pairs if often[pair[0].box.tag] >= _ENTRIES]


def _begins_entry(block: Block, following: Block) -> bool:
    """Return whether an entry with a date and a link begins with a block. ``following`` is the next one."""
    text = block.text
    if block.link_words and text[-1:] in _DATE_ENDS and _DATE_LAST.search(text) and _link_at(block) == 0:
        return True
    if not _DATE_FIRST.match(text):
        return False
    is_beside = block.box.parent is following.box.parent or block.box is following.box.parent
    return 0 < _link_at(block) <= _MAX_DATE or (block.words <= _DATE_WORDS and is_beside and following.link_words > 0)


def _link_at(block: Block) -> int:
    """Return where in the text of a block its first link begins, or -1."""
    link = block.box.node.css_first("a[href]") if block.link_words else None
    title = " ".join(link.text().split()) if link is not None else ""
    return block.text.find(title) if title else -1


def _with_links_below(blocks: Sequence[Block]) -> Iterator[list[int]]:
    """Yield the indices of the blocks of each teaser that a link such as "Read more" ends, from its heading on."""
    shorts = {block.index: _letters(block.text) for block in blocks if _is_short_link(block)}
    often = Counter(shorts.values())
    ends = {index for index, letters in shorts.items() if often[letters] >= _MORE_TIMES}
    if not ends:
        return
    teaser: list[int] = []
    words = 0
    for block in blocks:
        if block.index in ends:
            if teaser and words <= _CARD_WORDS:
                yield teaser
            teaser, words = [], 0
        elif block.box.tag in HEADINGS:
            teaser, words = [block.index], 0
        else:
            teaser.append(block.index)
            words += block.words


def _is_short_link(block: Block) -> bool:
    return 0 < block.link_words <= block.words <= _MORE_WORDS and (
        block.link_words == block.words or _DATE_LAST.search(block.text) is not None
    )


def _letters(text: str) -> str:
    """Return a text without numbers and marks: the dates beside links that read the same differ."""
    return " ".join(_WORD.findall(text))
