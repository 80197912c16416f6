"""Selects the blocks that belong to the article, by their place, their wording and their neighbours."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from dateline.tasks.core.cleaning.elements import element_after, element_before
from dateline.tasks.core.cleaning.names import key_of
from dateline.tasks.core.cleaning.text.boxes import Block, Box, Outline
from dateline.tasks.core.cleaning.text.calls import SHORT_LINE, without_calls
from dateline.tasks.core.cleaning.text.ends import (
    HEADINGS,
    ITEMS,
    LABEL,
    LONG_ENOUGH,
    without_appendix,
    without_loose_ends,
)
from dateline.tasks.core.cleaning.text.inline import UNSEEN
from dateline.tasks.core.cleaning.text.linked import LinkedParts, belongs_though_linked, find_linked_parts, heads_panel
from dateline.tasks.core.cleaning.text.offers import without_offers
from dateline.tasks.core.cleaning.text.panels import BESIDE_TEXT
from dateline.tasks.core.cleaning.text.phrases import Phrase, phrase_kind
from dateline.tasks.core.cleaning.text.pictures import is_under_picture
from dateline.tasks.core.cleaning.text.pull_quotes import without_pull_quotes
from dateline.tasks.core.cleaning.text.sentences import ends_sentence, ends_with
from dateline.tasks.core.cleaning.text.structured import StatedBody
from dateline.tasks.core.vocabulary.css_classes import Hint

APART = BESIDE_TEXT | int(Hint.META | Hint.HIDDEN)
"""Hints of content that is neither the article's text nor its standfirst, as `Hint` bits."""
_DROPPED = APART | int(Hint.INFOBOX | Hint.EMBED | Hint.WIDGET | Hint.NOTE)
_META = int(Hint.META)
_HEADED = frozenset(("tr", "header"))
"""Elements whose links may outweigh their text: a row's number, the time above the heading of a live entry."""
_CELLS = frozenset(("td", "th"))
_LISTS = frozenset(("ul", "ol", "dl"))
_LIST_ITEMS = frozenset(("li", "dd", "dt"))
_TITLE, _HEADING = int(Hint.TITLE), 2
"""The hint of a plain element that looks like a heading and is named so, and the minimum number of words in it."""
_QUESTION, _QUESTION_MARKS = 25, frozenset("?？؟")
"""The maximum number of words of a question, and what it ends with."""
_PLAIN = frozenset(("div", "section", "span", "article", "a"))
_FEW_WORDS, _JUDGED = 3, 8
"""Lengths in words. A block of up to three words may repeat (a speaker's name), and from eight on it is compared with
the stated body."""
_PARAGRAPHS = 40
"""A box with more words of running text, and outside links, is no list of links: about two paragraphs."""
_AGREES, _DISAGREES, _WHOLE = 0.6, 0.1, 0.7
"""A paragraph agrees with the stated body from this share of its word runs on, and disagrees up to the second share.
Text and stated body must share the third part of their words for the stated body to count as complete."""

_ENTRY_HEAD = 10
"""The maximum number of words above an entry of a live blog."""
_SECTION = 120
"""The minimum number of words of a section: of one that the stated body lacks, or with an ``h1`` for its heading."""


def select(outline: Outline, containers: Sequence[Box], anchor: Block | None, stated: StatedBody | None) -> list[Block]:
    """Return the blocks of the article's body in reading order, without headline, captions and boilerplate."""
    linked = find_linked_parts(outline.blocks)
    inside = _inside(outline, containers, linked)
    after = anchor.index if anchor else -1
    body = [block for block in outline.blocks[after + 1 :] if block.box in inside and not block.aside]
    article = without_appendix(without_offers(body, containers, outline.asking), linked)
    likely = without_other_titles(without_teased_lists(article), anchor)
    story = (block for block in likely if is_story(block, linked))
    kept = without_calls(story)
    if stated:
        kept = checked(kept, stated)
    return without_loose_ends(without_pull_quotes(once(kept)))


def join(blocks: Sequence[Block]) -> str:
    """Return the text of the blocks, separated by blank lines. The cells of a table row are on one line."""
    lines: list[str] = []
    row = None
    for block in blocks:
        cell_of = block.box.parent if block.box.tag in _CELLS and block.box.blocks == 1 else None
        if cell_of is not None and cell_of is row:
            lines[-1] += f" | {block.text}"
        else:
            lines.append(block.text)
        row = cell_of
    return "\n\n".join(lines)


def _inside(outline: Outline, containers: Sequence[Box], linked: LinkedParts) -> set[Box | None]:
    """Return the boxes in the containers, without those that are lists of links."""
    inside: set[Box | None] = set(containers)
    prose = sum(container.prose for container in containers)
    for box in outline.boxes:
        if box.parent in inside and (
            box.blocks == 1
            or box.link_words * 2 < box.words
            or box.prose > 0.2 * prose
            or (min(box.prose, box.words - box.link_words) > _PARAGRAPHS and box.tag not in _LISTS)
            or box in linked.lists
            or (box.tag in _HEADED and box.link_words < box.words)  # what is below has passed this test
        ):
            inside.add(box)
    return inside


def without_teased_lists(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks without linked items of lists that follow a line such as "More stories"."""
    before: Block | None = None
    teased = False
    for block in blocks:
        if block.box.tag != "li":
            before, teased = block, False
        else:
            if before is not None:  # the first item of the list
                teased = before.words < SHORT_LINE and phrase_kind(before.text) is Phrase.TEASER
                before = None
            if teased and block.link_words:
                continue
        yield block


def without_other_titles(blocks: Iterable[Block], anchor: Block | None) -> Iterator[Block]:
    """Yield the blocks without ``h1`` elements that repeat or complete the headline, or name something else.

    Those without links amid running text are headings within the article.
    """
    title = key_of(anchor.text) if anchor else ""
    begun = False
    for block in blocks:
        if block.box.tag == "h1":
            around = block.box.parent
            in_text = begun and around is not None and around.prose >= _SECTION
            if not in_text or not title or block.link_words or title in key_of(block.text):
                continue
        else:
            begun = begun or block.prose > 0
        yield block


def checked(kept: list[Block], stated: StatedBody) -> list[Block]:
    """Return the blocks without the paragraphs that are missing from the stated body, if that is complete.

    Longer passages that are missing are sections of the article, such as questions and answers at its end.
    """
    shares = {block.index: stated.share(block.text) for block in kept if block.words >= _JUDGED}
    agreed = sum(block.words for block in kept if shares.get(block.index, 0.0) > _AGREES)
    judged = sum(block.words for block in kept if block.index in shares)
    if agreed < _WHOLE * judged or agreed < _WHOLE * stated.words:
        return kept
    result: list[Block] = []
    for disagrees, passage in groupby(kept, lambda block: shares.get(block.index, 0.0) <= _DISAGREES):
        blocks = list(passage)
        if disagrees and sum(block.words for block in blocks) < _SECTION:
            blocks = [block for block in blocks if block.index not in shares or block.box.tag in ITEMS]
        result += blocks
    return result


def is_story(block: Block, linked_parts: LinkedParts) -> bool:
    """Return whether a block inside the article's container may belong to its text, by its place and its links.

    ``linked_parts`` are those of the page (see `find_linked_parts`).
    """
    box, words, linked = block.box, block.words, block.link_words
    hints = box.context_believed
    if box.tag in HEADINGS and words > _FEW_WORDS:
        hints &= ~_META  # such as the dated headings of a live blog
    if hints & _DROPPED or box.tag == "figure":  # what stands in a figure without an element of its own is its caption
        return False
    if words < LABEL and box.blocks == 1 and box.tag in _PLAIN and _is_label(block):
        return False
    if words < LONG_ENOUGH and (UNSEEN.search(box.tokens) or _names_tab(block)):
        return False
    if is_under_picture(block) or _heads_entry(block):
        return False
    return linked * 2 <= words or belongs_though_linked(block, linked_parts)


def _names_tab(block: Block) -> bool:
    """Return whether a block is one of several labels beside each other by which a reader changes tabs."""
    node = block.box.node
    if node.attributes.get("role") != "tab":
        return False
    beside = element_after(node) or element_before(node)
    return beside is not None and beside.attributes.get("role") == "tab"


def _heads_entry(block: Block) -> bool:
    """Return whether a line is nothing but a time and a linked name, as above the entries of a live blog."""
    if not block.link_words or block.words > _ENTRY_HEAD or block.box.tag in HEADINGS:
        return False
    times = [time.text(separator=" ") for time in block.box.node.css("time")]
    return bool(times) and len(" ".join(times).split()) + block.link_words >= block.words


def _is_label(block: Block) -> bool:
    """Return whether a few words in a box of their own are a button, counter or label: in a named box, no sentence."""
    if ends_sentence(block.text) or not (block.box.tokens or block.link_words):
        return False
    if block.words >= _HEADING and not block.link_words and block.box.hints == _TITLE:
        return False
    return not heads_panel(block)


def once(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks without those that repeat an earlier paragraph or list.

    Rows of a table, items of two lists, questions to several people, and paragraphs beside each other (a refrain) may
    be equal. A list item or a question is a copy only if what stands beside it is one, too.
    """
    firsts: dict[str, int] = {}
    for place, block in enumerate(blocks):
        firsts.setdefault(block.text, place)
    kept = []
    for place, block in enumerate(blocks):
        first = firsts[block.text]
        may_repeat = block.words <= _FEW_WORDS or block.box.tag in _CELLS or _are_alike(blocks[first].box, block.box)
        if first == place or may_repeat:
            kept.append(block)
        elif block.words < LONG_ENOUGH if block.box.tag in _LIST_ITEMS else _is_question(block):
            beside = (n for n in (-1, 1) if 0 <= place + n < len(blocks))
            if not any(firsts[blocks[place + n].text] == first + n for n in beside):
                kept.append(block)
    return kept


def _is_question(block: Block) -> bool:
    return block.words <= _QUESTION and ends_with(block.text, _QUESTION_MARKS)


def _are_alike(box: Box, other: Box) -> bool:
    """Return whether two boxes are one, or stand beside each other under the same names. Copies stand elsewhere."""
    if box is other:
        return True
    return box.parent is other.parent and box.tag == other.tag != "li" and box.tokens == other.tokens
