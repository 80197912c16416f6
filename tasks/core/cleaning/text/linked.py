"""Tells the links that belong to an article from those that lead away from it."""

import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import groupby, pairwise

from selectolax.lexbor import LexborNode

from dateline.tasks.core.cleaning.text.boxes import Block, Box
from dateline.tasks.core.cleaning.text.phrases import Phrase, phrase_kind
from dateline.tasks.core.cleaning.text.sentences import FULL_STOPS, ends_sentence, ends_with, has_no_full_stops

_LISTS = frozenset(("ul", "ol"))
_RUNNING = frozenset(("p", "li", "div"))
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.-]+", re.IGNORECASE)
"""The address of a page or a mailbox, written out."""
_PANEL_TITLE = re.compile(
    r"(?:accordion|toggle|faq|collaps\w*|panel|tab)[-_]*(?:\w+[-_]+)?(?:title|head|heading|header|question)\b",
    re.IGNORECASE,
)
"""Names of titles that open panels, which are links to nowhere in some page builders."""
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_INTRODUCING = frozenset(("p", "div", *_HEADINGS))
_IN_LISTS = frozenset(("li", "p", *_HEADINGS))
_CELLS = frozenset(("td", "th"))
_JUDGED = 8
"""A linked paragraph of so many words may be a sentence, and a linked cell of more is no label of its row."""
_INTRODUCTION = 2
"""The minimum number of words of a line that introduces a list. One may be a label, such as ``Contents:``."""
_PARTLY = 0.7
"""The maximum share of linked words of a partly linked list. Teasers with a date or a section may have less."""
_SEVERAL, _TITLE = 2, 7
"""The minimum number of items of a list amid the text, and of words that titles of pages have on average."""
_OUTWEIGHED = 2
"""The minimum running text beside a linked list, for each of its words."""
_PARAGRAPH = 25
"""The minimum number of words of a paragraph below a linked heading. Teasers are rarely paragraphs of that length."""
_HARDLY_LINKED = 3
"""A list is hardly linked if at most one in so many of its words is in a link."""
_BODY_BLOCKS, _BODY_WORDS = 12, 5
"""A box of at least so many blocks, with at most one in so many words linked, is text. Teasers are smaller."""
_COVERED, _REPEATED = 12, 2
"""The minimum number of words of a paragraph of which all is in a link, and the minimum number of such paragraphs and
of links to one page, if one was never closed. The first link may begin in the paragraph above."""
_HEIGHT = 3
"""How many elements around a paragraph may be its link."""


@dataclass(frozen=True, slots=True)
class LinkedParts:
    """The linked lists and headings that belong to an article, by what stands before and after them."""

    lists: AbstractSet[Box | None] = frozenset()
    """The box of each list that a line introduces ("Many patches were sent for review:"), that stands under a heading
    amid the text, or that is partly linked amid the text."""
    headings: AbstractSet[int] = frozenset()
    """The indexes of the headings with a long paragraph below, or amid the text."""


def find_linked_parts(blocks: Sequence[Block]) -> LinkedParts:
    """Return the lists and headings that belong to the article although they are linked. ``blocks`` are the page's."""
    introduced: set[Box] = set()
    amid: set[Box] = set()
    headings: set[int] = set()
    for before, block in pairwise(blocks):
        box = block.box
        if (
            before.link_words
            and _is_linked_title(before)
            and (_is_paragraph(block) or _is_amid_text(before))
            and not _is_of_card(before)
        ):
            headings.add(before.index)
        if not block.link_words or box.tag not in _IN_LISTS or before.link_words * 2 > before.words:
            continue
        listed = _list_of(box)
        if listed is None or listed is _list_of(before.box) or phrase_kind(before.text) is not Phrase.NONE:
            continue
        if before.text.endswith(":") and before.words >= _INTRODUCTION and before.box.tag in _INTRODUCING:
            introduced.add(listed)
        elif _lists_things(listed, before.box):
            amid.add(listed)
    lists = _lists_of_article(blocks, introduced, amid) if introduced or amid else frozenset[Box]()
    return LinkedParts(lists, headings)


def _lists_of_article(
    blocks: Sequence[Block], introduced: AbstractSet[Box], amid: AbstractSet[Box]
) -> AbstractSet[Box]:
    """Return the lists that are no tables of contents. Those ``amid`` the text must be followed by more of it."""
    titles = {block.text for block in blocks if block.box.tag in _HEADINGS and not block.link_words}
    repeated: Counter[Box] = Counter()
    with_text: set[Box | None] = set()
    followed: set[Box] = set()
    for block in reversed(blocks):
        listed = _list_of(block.box) if block.box.tag in _IN_LISTS else None
        if listed is not None:
            repeated[listed] += block.text in titles
            if listed.parent in with_text:
                followed.add(listed)
            if block.prose and listed.link_words * _HARDLY_LINKED <= listed.words:
                with_text.add(listed.parent)
        elif block.prose:
            with_text.add(block.box.parent)
    return {listed for listed in introduced | (amid & followed) if repeated[listed] * 2 < listed.blocks}


def _is_linked_title(block: Block) -> bool:
    """Return whether a block is a heading of which most is linked, and no link after a label ("Watch: Storm hits")."""
    if block.box.tag not in _HEADINGS or block.link_words * 2 <= block.words:
        return False
    return block.link_words == block.words or not block.text.partition(" ")[0].endswith(":")


def _lists_things(listed: Box, before: Box) -> bool:
    """Return whether a list has several items that are no titles of pages.

    They are partly linked, or short and under a heading amid text that outweighs them.
    """
    if listed.blocks < _SEVERAL or listed.parent is None:
        return False
    if listed.link_words <= _PARTLY * listed.words:
        return True
    is_short = listed.words < _TITLE * listed.blocks
    return is_short and before.tag in _HEADINGS and listed.parent.prose > _OUTWEIGHED * listed.words


def _is_of_card(heading: Block) -> bool:
    """Return whether a heading stands beside a picture inside one link to another page."""
    at: Box | None = heading.box
    while at is not None and at.words == heading.words:
        if at.tag == "a":
            return at.node.css_first("img, picture") is not None
        at = at.parent
    return False


def _is_paragraph(block: Block) -> bool:
    return block.box.tag == "p" and min(block.words, block.prose) >= _PARAGRAPH


def _is_amid_text(heading: Block) -> bool:
    """Return whether a heading is one of many blocks of a box with few links, as the body of an article is."""
    around = heading.box.parent
    return around is not None and around.blocks >= _BODY_BLOCKS and around.link_words * _BODY_WORDS <= around.words


def _list_of(box: Box | None) -> Box | None:
    while box is not None and box.tag not in _LISTS:
        box = box.parent
    return box


def belongs_though_linked(block: Block, parts: LinkedParts) -> bool:
    """Return whether a block of which most is linked belongs to the article."""
    box, words, linked = block.box, block.words, block.link_words
    if block.index in parts.headings or _heads_row(block) or heads_panel(block):
        return True
    if parts.lists and _list_of(box) in parts.lists:
        return True
    if linked == words:  # teasers rarely end with a full stop, and hardly ever show an address
        if words == 1 and box.tag in _RUNNING and _ADDRESS.fullmatch(block.text) is not None:
            return True
        return box.tag == "p" and words >= _JUDGED and _is_sentence(block)
    if ends_sentence(block.text) and (words >= _JUDGED or block.text.endswith(":")):
        return True
    listed = _list_of(box) if box.tag in _IN_LISTS else None
    return listed is not None and listed.link_words * _HARDLY_LINKED <= listed.words


def _is_sentence(block: Block) -> bool:
    """Return whether a linked paragraph ends with a full stop, or is long in a language that writes none."""
    return ends_with(block.text, FULL_STOPS) or (block.words >= _PARAGRAPH and has_no_full_stops(block.text))


def heads_panel(block: Block) -> bool:
    """Return whether a block is the title of a panel that a reader can open."""
    return _PANEL_TITLE.search(block.box.tokens) is not None


def _heads_row(block: Block) -> bool:
    """Return whether a block is a linked cell of a row that is otherwise mostly unlinked text."""
    box, row = block.box, block.box.parent
    if box.tag not in _CELLS or box.blocks > 1 or block.words > _JUDGED or row is None:
        return False
    return row.tag == "tr" and row.link_words * 2 <= row.words + block.words and row.words > row.link_words


def clear_unclosed_links(blocks: Sequence[Block]) -> None:
    """Set `Block.link_words` to 0 where a link that was never closed covers paragraphs.

    Parsers, as browsers, repeat such a link in each paragraph that follows it, or wrap them in it.
    """
    if len([block for block in blocks if _COVERED <= block.link_words == block.words]) < _REPEATED:
        return  # as on most pages
    before: Block | None = None
    for target, group in groupby(blocks, _target_of_all):
        covered = list(group)
        if target and len(covered) >= _REPEATED:
            links = {link.mem_id for block in covered if (link := _link_of(block)) is not None}
            if before is not None and before.link_words and before.box.tag == "p":
                beginnings = before.box.node.css("a[href]")
                links.update(link.mem_id for link in beginnings if link.attributes.get("href") == target)
            if len(links) >= _REPEATED:
                for block in covered:
                    block.link_words = 0
        before = covered[-1]


def _target_of_all(block: Block) -> str:
    """Return the URL to which all words of a paragraph lead, or ""."""
    if block.link_words < _COVERED or block.link_words < block.words or not ends_sentence(block.text):
        return ""
    link = _link_of(block)
    return (link.attributes.get("href") or "") if link is not None else ""


def _link_of(block: Block) -> LexborNode | None:
    """Return the link inside a paragraph, or around it."""
    at: LexborNode | None = block.box.node
    for _ in range(_HEIGHT):
        if at is None or at.tag == "a":
            return at
        at = at.parent
    return block.box.node.css_first("a")
