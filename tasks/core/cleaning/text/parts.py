"""Finds the parts of a body that is divided into several boxes, such as the rows of a page builder."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import itemgetter

from dateline.tasks.core.cleaning.text.belief import UNLIKELY, upwards
from dateline.tasks.core.cleaning.text.boxes import Block, Box, Outline
from dateline.tasks.core.vocabulary.css_classes import Hint

_BODY = int(Hint.BODY)
_HOLDERS = frozenset(("div", "section"))
_HEADLINES = frozenset(("h1", "h2", "h3"))
_COLUMN = re.compile(r"\b(?:col|column|grid|span|cell)", re.IGNORECASE)
"""Names of columns. The column beside the article has the same names, but holds something else."""
_MIN_PROSE = 20.0
"""The minimum running text of the first and last part, in weighted words: about a paragraph."""
_ADDS, _LARGELY = 0.1, 0.6
"""What a larger body must add, as a share of the words of the smaller one; and the share of long paragraphs in it."""
_LONG = 30
"""The least words of a long paragraph. Teasers have fewer."""
_INTRODUCTION = 400
"""A body of fewer words may be the introduction to what stands below it."""
_TITLE = 3
"""The minimum number of words of another article's linked title. Fewer may be a logo or a section."""
_MIN_INTRODUCTION = 60.0
"""The minimum running text of an introduction in a box of its own, in weighted words."""
_SEVERAL = 2
"""The minimum number of long paragraphs of the box that continues an introduction."""
_UNDISCOUNTED = 0.7
"""The least running text of a long paragraph for each of its words. Names that speak against the article lower it."""
_HARDLY_LINKED = 5
"""At most one in so many words of a long paragraph is in a link."""
_LINKED = 4
"""At most one in so many words of a part is in a link."""


def with_parts(outline: Outline, body: Box, anchor: Block | None) -> tuple[Box, ...]:
    """Return the body and the boxes with the same names that continue it, in page order.

    These are its siblings, boxes in rows like its own or, if its name says that it is a body, any boxes under the same
    headline.
    """
    if body.tag not in _HOLDERS or not body.tokens or _COLUMN.search(body.tokens):
        return (body,)
    kind, article = _kind(body), _article_of(body)
    around = set(upwards(body))
    parts = [
        box
        for box in _under_headline(outline.boxes, body, anchor)
        if box is body
        or (
            box.tag == body.tag
            and box not in around
            # Reading names takes time.
            and (box.parent is body.parent or (box.prose and (body.hints & _BODY or _are_cousins(box, body))))
            and box.link_words * _LINKED <= box.words
            and _alike(kind, _kind(box))
            and _article_of(box) is article
            and not any(holder.believed & UNLIKELY for holder in upwards(box))
        )
    ]
    with_text = [place for place, box in enumerate(parts) if box is body or box.prose >= _MIN_PROSE]
    return _with_boxes_between(outline.boxes, parts[with_text[0] : with_text[-1] + 1])


def _with_boxes_between(boxes: Sequence[Box], parts: Sequence[Box]) -> tuple[Box, ...]:
    """Return the parts and the boxes with other names that stand between them, such as panels between paragraphs."""
    if len(parts) == 1:
        return tuple(parts)
    chosen = set(parts)
    around: set[Box | None] = {holder for part in parts for holder in upwards(part.parent)}
    return tuple(
        box
        for box in boxes[boxes.index(parts[0]) : boxes.index(parts[-1]) + 1]
        if box in chosen
        or (
            box.parent in around
            and box not in around
            and box.words
            and box.tag in _HOLDERS
            and box.link_words * _LINKED <= box.words
            and not any(holder.believed & UNLIKELY for holder in upwards(box))
        )
    )


def with_introduction(outline: Outline, parts: tuple[Box, ...], anchor: Block | None) -> tuple[Box, ...]:
    """Return the parts, and before them the box above with the name of a body that holds long paragraphs, if any."""
    boxes = outline.boxes
    if anchor is None or boxes[0].prose - sum(part.prose for part in parts) < _MIN_INTRODUCTION:
        return parts
    around = set(upwards(parts[0]))
    for box in boxes[boxes.index(anchor.box) : boxes.index(parts[0])]:
        if (
            box.prose >= _MIN_INTRODUCTION
            and box.tag in _HOLDERS
            and box not in around
            and box.link_words * _HARDLY_LINKED <= box.words
            and box.hints & _BODY
            and _article_of(box) in (None, _article_of(parts[0]))
            and not any(holder.believed & UNLIKELY for holder in upwards(box))
        ):
            return (box, *parts)
    return parts


def _are_cousins(box: Box, other: Box) -> bool:
    """Return whether two boxes are all that their parents hold, and these are alike: rows with a column each."""
    parent, others = box.parent, other.parent
    if parent is None or others is None or parent.parent is not others.parent:
        return False
    alone = parent.words == box.words and others.words == other.words
    return alone and parent.tag == others.tag and parent.tokens == others.tokens


def with_paragraphs_around(outline: Outline, body: Box) -> Box:
    """Return the body, or the box around it that adds long paragraphs, and hardly anything else but links.

    A body that was chosen by its weight may be the introduction, or one row of several. What stands only below a body
    of some length is rather about something else.
    """
    around = [box for box in upwards(body.parent) if box.parent is not None]
    if not around or around[-1].prose < (1 + _ADDS) * body.prose:
        return body
    held, first = _long_paragraphs(outline)
    chosen = body
    for box in around:
        added = held[box] - held[chosen]
        unlinked = (box.words - box.link_words) - (chosen.words - chosen.link_words)
        begins = first.get(box, 0) < first.get(chosen, 0)
        if added >= max(_ADDS * chosen.words, _LARGELY * unlinked) and (begins or chosen.words < _INTRODUCTION):
            chosen = box
    return chosen


def with_continuation(outline: Outline, parts: tuple[Box, ...]) -> tuple[Box, ...]:
    """Return the parts of the body, and the box after them that holds more long paragraphs than they do, if any.

    Some pages show headline and introduction in one box, and the article in another. Both are under one headline: no
    linked heading stands between them, as it would above another article.
    """
    words = sum(part.words - part.link_words for part in parts)
    if words >= _INTRODUCTION or outline.boxes[0].prose < 2 * sum(part.prose for part in parts):
        return parts
    inside: set[Box | None] = set(parts)
    inside.update(box for box in outline.boxes if box.parent in inside)  # parents come before children
    end = max((block.index for block in outline.blocks if block.box in inside), default=-1)
    held: Counter[Box] = Counter()
    counts: Counter[Box] = Counter()
    for block in outline.blocks[end + 1 :]:
        if block.box.tag in _HEADLINES and block.words >= _TITLE and block.link_words == block.words:
            break
        holder = block.box.parent
        if holder is not None and block.box.tag == "p" and _is_long(block):
            held[holder] += block.words
            counts[holder] += 1
    chosen, added = max(held.items(), key=itemgetter(1), default=(None, 0))
    if chosen is None or counts[chosen] < _SEVERAL or added < words:
        return parts
    article = _article_of(chosen)
    return (*parts, chosen) if article is None or article is _article_of(parts[0]) else parts


def _is_long(block: Block) -> bool:
    """Return whether a block is a paragraph as articles have, and teasers have not."""
    return (
        block.words >= _LONG
        and block.prose >= _UNDISCOUNTED * block.words
        and block.link_words * _HARDLY_LINKED <= block.words
    )


def _long_paragraphs(outline: Outline) -> tuple[Counter[Box], dict[Box, int]]:
    """Return how many words of each box are in long paragraphs, and the index of the first."""
    held: Counter[Box] = Counter()
    first: dict[Box, int] = {}
    for before, block in pairwise((None, *outline.blocks)):
        if block is None or (before is not None and before.link_words == before.words):
            continue  # what follows a linked title is a teaser
        if _is_long(block):
            held[block.box] += block.words
            first.setdefault(block.box, block.index)
    for box in reversed(outline.boxes):
        if box.parent is not None and (inside := held.get(box)):
            parent = box.parent
            held[parent] += inside
            first[parent] = min(first[box], first.get(parent, first[box]))
    return held, first


def _under_headline(boxes: Sequence[Box], body: Box, anchor: Block | None) -> Iterable[Box]:
    """Return the boxes after the headline and before the next ``h1``, unless the body has sections headed by ``h1``."""
    place = boxes.index(body)
    around = set(upwards(body))
    heads = [number for number, box in enumerate(boxes) if box.tag == "h1"]
    start = boxes.index(anchor.box) if anchor else 0
    above = max((number for number in (*heads, start) if number < place), default=0)
    beside = [holder for holder in upwards(boxes[above]) if holder not in around]
    first = boxes.index(beside[-1]) if beside else above  # a part may begin with the headline
    after = [number for number in heads if number > max(place, start)]
    last = after[0] if after and body not in upwards(boxes[after[0]]) else len(boxes)
    return boxes[first:last]


def _kind(box: Box) -> frozenset[str]:
    """Return the box's names without the numbers in them."""
    return frozenset(box.unnumbered.split())


def _alike(kind: frozenset[str], other: frozenset[str]) -> bool:
    return bool(other) and (kind <= other or other <= kind)


def _article_of(box: Box) -> Box | None:
    return next((holder for holder in upwards(box.parent) if holder.tag == "article"), None)
