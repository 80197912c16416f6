"""Finds cards: boxes that repeat beside each other, each with the linked title of another page and a short text.

Their texts read like running text, and a few of them outweigh a short article. Names do not tell them, since builders
of sites name boxes by their look (``rounded shadow``).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from dateline.tasks.core.cleaning.text.belief import MOST, VERY_UNLIKELY, upwards
from dateline.tasks.core.cleaning.text.boxes import Block, Box, Outline
from dateline.tasks.core.vocabulary.css_classes import Hint

_SEVERAL = 3
"""The minimum number of cards beside each other."""
_TITLE, _BESIDE = 2, 6
"""The minimum number of words of a linked title: one may be a section, a name or a button. And the maximum number of
words beside it: a date, a section, a number of minutes."""
_CARD_WORDS = 70
"""The maximum number of words of a card. The entries of a roundup have more."""
_TWICE = 1
"""How many cards of a row may be about the same page."""
_PARTS = frozenset(("p", "span", "a", "h1", "h2", "h3", "h4", "h5", "h6"))
"""Elements that are parts of a card, never a card."""
_SENTENCES = 2
"""The minimum number of paragraphs of an article whose box does not say that it is one."""
_BODY = int(Hint.BODY)


def set_cards_aside(outline: Outline, anchor: Block | None) -> None:
    """Set `Block.prose` of the texts of cards to 0, and `Block.aside` of those that stand outside the article's box.

    A page of nothing else is a list, or an article that is written in cards. The sums of the boxes must be known, and
    must be counted again.
    """
    if anchor is None or not (cards := _find_cards(outline, anchor)):  # as on most pages
        return
    story = [
        block
        for block in outline.blocks[anchor.index + 1 :]
        if block.prose and block.box not in cards and not block.box.context_hints & VERY_UNLIKELY
    ]
    if not story:
        return
    within = set(upwards(story[0].box))
    holder = next(box for box in upwards(anchor.box) if box in within)
    held = [block for block in story if holder in upwards(block.box)]
    if sum(block.prose for block in held) < MOST * sum(block.prose for block in story):
        return  # the cards stand amid the text
    if len(held) < _SENTENCES and holder.tag != "article" and not holder.hints & _BODY:
        return  # a list, with a line about what it lists
    for block in outline.blocks:
        if (card := cards.get(block.box)) is None:
            continue
        if holder not in upwards(card):
            block.aside, block.prose = True, 0.0
        elif len(held) >= _SENTENCES and block.index > held[-1].index:
            block.prose = 0.0


def _find_cards(outline: Outline, anchor: Block) -> Mapping[Box, Box]:
    """Return the card of each box of a card.

    Names and links are read of those boxes alone that repeat: few pages have any.
    """
    around = set(upwards(anchor.box))
    rows: dict[tuple[Box, str], dict[Box, list[Block]]] = defaultdict(dict)
    for title in filter(_may_be_title, outline.blocks):
        box = title.box
        while box.words <= _CARD_WORDS and box.parent is not None and box not in around:
            if box.prose and box.tag not in _PARTS:
                rows[box.parent, box.tag].setdefault(box, []).append(title)
            box = box.parent
    repeated = [row for row in rows.values() if len(row) >= _SEVERAL]
    chosen = {card for row in repeated for cards in _alike(row) if _are_titled(list(cards.values())) for card in cards}
    return _with_inner(outline.boxes, chosen) if chosen else {}


def _may_be_title(block: Block) -> bool:
    return not block.prose and block.link_words >= _TITLE and block.words - block.link_words <= _BESIDE


def _alike(row: Mapping[Box, Sequence[Block]]) -> Iterable[Mapping[Box, tuple[str, str]]]:
    """Return the boxes of a row by their names, each with the site to which its title leads, and the title."""
    alike: dict[str, dict[Box, tuple[str, str]]] = defaultdict(dict)
    for box, titles in row.items():
        linked = next(((site, title.text) for title in titles if (site := _linked_site(title)) is not None), None)
        if linked is not None:
            alike[box.unnumbered][box] = linked
    return alike.values()


def _are_titled(links: Sequence[tuple[str, str]]) -> bool:
    """Return whether links, each with a site and a text, are titles of pages of one site.

    The things that a guide lists lead to many sites, or have the same button ("Check the price").
    """
    sites, texts = {site for site, _ in links}, {text for _, text in links}
    return len(sites) == 1 and len(texts) >= max(_SEVERAL, len(links) - _TWICE)


def _with_inner(boxes: Iterable[Box], cards: set[Box]) -> Mapping[Box, Box]:
    card_of: dict[Box, Box] = {}
    for box in boxes:  # parents come before children
        if box.parent in card_of:
            card_of[box] = card_of[box.parent]
        elif box in cards:
            card_of[box] = box
    return card_of


def _linked_site(block: Block) -> str | None:
    """Return the site to which a title leads, "" for the page's own, or None if it leads to no page."""
    link = _link_of(block.box.node)
    href = (link.attributes.get("href") or "").strip() if link is not None else ""
    if not href or href.startswith("#"):
        return None
    try:
        return urlsplit(href).netloc
    except ValueError:
        return None


def _link_of(node: LexborNode) -> LexborNode | None:
    """Return the first link in an element, or else the one around it."""
    if (inner := node.css_first("a[href]")) is not None:
        return inner
    at: LexborNode | None = node
    while at is not None and at.tag != "a":
        at = at.parent
    return at
