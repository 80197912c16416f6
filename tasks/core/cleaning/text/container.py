"""Finds the boxes that contain the article's text, by how much running text each box holds."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from dateline.tasks.core.cleaning.text.belief import MOST, SOME, UNLIKELY, VERY_UNLIKELY, believe, upwards
from dateline.tasks.core.cleaning.text.boxes import Block, Box, Outline
from dateline.tasks.core.cleaning.text.cards import set_cards_aside
from dateline.tasks.core.cleaning.text.clear_hints import clear_hints
from dateline.tasks.core.cleaning.text.parts import (
    with_continuation,
    with_introduction,
    with_paragraphs_around,
    with_parts,
)
from dateline.tasks.core.vocabulary.css_classes import Hint

_BODY, _HEADER, _HIDDEN = int(Hint.BODY), int(Hint.HEADER), int(Hint.HIDDEN)
_STORY, _APART = int(Hint.BODY | Hint.ARTICLE), int(Hint.FIGURE | Hint.CAPTION | Hint.RELATED)
_SHORT_STORY, _BRIEF = 100.0, 50.0
"""Weighted words (see `prose_words`): a box around the headline with so many may hold the whole article. A brief has at
least two sentences."""

_NO_BODIES = frozenset(("ul", "ol", "dl", "table", "tbody", "tr"))
"""A list or a table is only a part of the article, however large. A cell of a layout table may be all of it."""
_HEADLINE_TAGS = frozenset(("h1", "h2", "h3"))
_GROWTH = 1.5
"""A body in several parts has at most so many times the words, and the running text, of its main part."""
_MIN_PROSE = 8
_CLEARLY = 0.75
"""The share of the text of a box that a box inside it holds if it is clearly the one with the text."""
_EARLY = 1 - MOST
"""The maximum share of the running text that stands before the headline."""
_ENDS = frozenset(".。?!？！।۔…։።။។؟")


def prose_words(block: Block) -> float:
    """Return the weighted number of the block's words that look like running text, or 0. ``p`` elements weigh more."""
    own = block.words - block.link_words
    if block.words < _MIN_PROSE or own * 2 < block.words:
        return 0.0
    weight = 1.0 if "." in block.text or not _ENDS.isdisjoint(block.text) else 0.3
    return own * weight * (1.5 if block.box.tag == "p" else 1.0)


def find_anchor(outline: Outline, headline: str | None) -> Block | None:
    """Return the block with the page's headline, else an ``h1``, or None. Most of the running text must follow it.

    If there is no better place, a heading with the headline counts even if its name, or that of a box around it, speaks
    against it: boxes named ``off-canvas``, ``overlay`` or ``masthead`` often wrap the whole article. Also sets
    `Block.prose` of every block.
    """
    wanted = _letters(headline) if headline else ""
    first, longest = wanted[:1], 3 * len(wanted)
    same: list[Block] = []
    elsewhere: list[Block] = []
    doubted: list[Block] = []
    others: list[Block] = []
    before: dict[int, float] = {}
    likely = unlikely = 0.0
    for block in outline.blocks:
        text, box = block.text, block.box
        if block.words >= _MIN_PROSE:
            block.prose = prose_words(block)
        # The first letter rules out most texts.
        may_begin = len(text) < longest and ((letter := text[0].casefold()[0]) == first or not letter.isalnum())
        if may_begin and _letters(text).startswith(wanted):
            found = same if box.tag in _HEADLINE_TAGS else elsewhere
        elif wanted and box.tag in _HEADLINE_TAGS and len(text) < longest and _letters(text).endswith(wanted):
            found = same  # below a kicker
        elif box.tag == "h1":
            found = others
        elif block.prose:
            found = None
        else:
            continue
        if hints := box.context_hints & VERY_UNLIKELY:
            if found is same and not hints & _HIDDEN:
                before[block.index] = likely + unlikely
                doubted.append(block)
            unlikely += block.prose
            continue
        if found is not None:
            before[block.index] = likely
            found.append(block)
        likely += block.prose
    clear = (block for block in (*same, *elsewhere) if before[block.index] <= _EARLY * likely)
    wrapped = (block for block in doubted if before[block.index] <= _EARLY * (likely + unlikely))
    beside = (block for block in others if before[block.index] <= _EARLY * likely)
    return next(chain(clear, wrapped, beside), None)


def _letters(text: str) -> str:
    """Return the letters and digits of a text, case folded. Headlines are compared regardless of typography."""
    return "".join(filter(str.isalnum, text.casefold()))


def weigh(outline: Outline, anchor: Block | None) -> None:
    """Set the sums of each box and its `Box.believed`. `find_anchor` must have run.

    Running text is counted twice: first all of it, then with discounts for blocks in boxes whose hints say that they
    are not the article. Boxes that hold the headline or much of the page's running text get no discount, whatever their
    names: a body with the class `subscriber-only` or `has-comments` is a body.
    """
    for block in outline.blocks:
        box = block.box
        box.words += block.words
        box.link_words += block.link_words
        box.blocks += 1
        box.prose += block.prose
    for box in reversed(outline.boxes):
        parent = box.parent
        if parent is not None:
            parent.words += box.words
            parent.link_words += box.link_words
            parent.blocks += box.blocks
            parent.prose += box.prose
    set_cards_aside(outline, anchor)
    with_prose = [box for box in outline.boxes if box.prose]
    _discount(with_prose, believe(outline, with_prose, anchor), outline.blocks)
    for box in upwards(anchor.box if anchor and not anchor.link_words else None):
        box.believed &= ~_APART  # a picture with the headline in its caption, or a teaser, is the article's own head


def _discount(boxes: Sequence[Box], believed: Mapping[Box, int], blocks: Sequence[Block]) -> None:
    """Count the boxes' running text again, with blocks in unlikely places counting little (see `believe`)."""
    for box in boxes:
        box.prose = 0.0
    for block in blocks:
        if block.prose:
            if unlikely := believed[block.box] & UNLIKELY:
                block.prose *= 0.05 if unlikely & VERY_UNLIKELY else 0.25
            block.box.prose += block.prose
    for box in reversed(boxes):
        if box.parent is not None:
            box.parent.prose += box.prose


def find_containers(outline: Outline, anchor: Block | None) -> tuple[Box, ...]:
    """Return the innermost box, or its parts, that hold the article's running text, and clear their hints."""
    children: dict[Box, list[Box]] = {}
    for box in outline.boxes:
        if box.blocks > 1 and box.prose and box.parent is not None:
            children.setdefault(box.parent, []).append(box)
    wrappers = set(upwards(anchor.box if anchor else None))
    box = _surroundings(outline, anchor)
    while (inner := _step(box, children.get(box, ()), wrappers)) is not None:
        box = inner
    # A body may be divided (before and after a paywall, live posts): take all of it if an ancestor is named a body.
    whole = box
    for above in upwards(box.parent):
        if above.prose > _GROWTH * box.prose or above.words > _GROWTH * box.words:
            break
        if above.hints & _BODY:
            whole = above
    while whole.tag in _NO_BODIES and whole.parent is not None:
        whole = whole.parent
    whole = with_paragraphs_around(outline, whole)
    clear_hints(outline, (whole,))
    parts = with_continuation(outline, with_introduction(outline, with_parts(outline, whole, anchor), anchor))
    if len(parts) > 1:
        clear_hints(outline, parts)
    return parts


def _surroundings(outline: Outline, anchor: Block | None) -> Box:
    """Return the smallest box around the headline that may hold the whole article, else the box of the page."""
    page = outline.boxes[0]
    if anchor is None:
        return page
    sentences: Mapping[Box, int] | None = None
    for holder in upwards(anchor.box):
        share = holder.prose / (page.prose or 1.0)
        if holder.prose < _BRIEF or share <= SOME:
            continue
        if holder.prose >= _SHORT_STORY:
            return holder
        if sentences is None:
            if (lone := _lone_story(outline, anchor)) is not None:
                return lone
            sentences = _sentences_after(anchor, outline)
        if sentences.get(holder, 0) > 1 and not holder.hints & _HEADER:
            return holder
    return (_lone_story(outline, anchor) if sentences is None else None) or page


def _lone_story(outline: Outline, anchor: Block) -> Box | None:
    """Return the box around the headline that is named a story and holds all sentences that may be of one, or None."""
    likely = [block for block in outline.blocks if block.prose and not block.box.context_hints & UNLIKELY]
    if not likely:
        return None
    for holder in upwards(anchor.box.parent):
        if holder.hints & _STORY and not holder.hints & _HEADER and holder.tag != "main":
            return holder if all(holder in upwards(block.box) for block in likely) else None
    return None


def _sentences_after(anchor: Block, outline: Outline) -> Mapping[Box, int]:
    """Return how many blocks of running text after the headline each box holds."""
    held = Counter(block.box for block in outline.blocks[anchor.index + 1 :] if block.prose)
    for box in reversed(outline.boxes):
        if box.parent is not None and (inside := held.get(box)):
            held[box.parent] += inside
    return held


def _step(box: Box, inner: Iterable[Box], wrappers: set[Box]) -> Box | None:
    """Return the box inside ``box`` that holds the text, or None if ``box`` itself holds it."""
    inner = list(inner)
    if not inner:
        return None
    heaviest = max(inner, key=lambda child: child.prose)
    first = heaviest.prose
    if first < _MIN_PROSE and heaviest.words < _CLEARLY * box.words and box.link_words * 2 <= box.words:
        return None  # there is no running text to judge by, as on the page of a poem
    kinds: dict[tuple[str, str], float] = {}
    for child in inner:
        if child is not heaviest:
            kind = (child.tag, child.tokens)
            kinds[kind] = kinds.get(kind, 0.0) + child.prose
    loose = box.prose - first - sum(kinds.values())  # in paragraphs directly in this box
    others = max(kinds.values(), default=0.0)
    likely = heaviest in wrappers or heaviest.hints & _STORY
    clear = first >= _CLEARLY * box.prose or (likely and first >= 0.4 * box.prose and others <= 0.25 * first)
    return heaviest if clear and loose <= 0.12 * box.prose else None
