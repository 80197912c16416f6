"""Decides which hints of boxes to believe: a box that holds the article is not a widget, whatever its class says."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from dateline.tasks.core.cleaning.text.boxes import Block, Box, Outline
from dateline.tasks.core.vocabulary.css_classes import Hint

VERY_UNLIKELY = int(Hint.COMMENT | Hint.NAVIGATION | Hint.FOOTER | Hint.CONSENT | Hint.HIDDEN)
"""Hints of boxes that almost never hold an article."""
UNLIKELY = VERY_UNLIKELY | int(
    Hint.FORM
    | Hint.SIGNUP
    | Hint.RELATED
    | Hint.CAPTION
    | Hint.BYLINE
    | Hint.SHARE
    | Hint.HEADER
    | Hint.ASIDE
    | Hint.WIDGET
)
"""Hints of boxes that rarely hold an article."""
CERTAIN = int(Hint.COMMENT | Hint.HIDDEN)
"""Hints that are believed however much text the box holds."""
_SPECIFIC = int(Hint.RELATED | Hint.CAPTION | Hint.ASIDE | Hint.COMMENT)
"""Hints that are believed of repeated boxes, unless these hold most of the text together."""
_HIDDEN = int(Hint.HIDDEN)
_WEAK = int(
    Hint.BODY
    | Hint.ARTICLE
    | Hint.LIST
    | Hint.TABLE
    | Hint.QUOTE
    | Hint.META
    | Hint.NOTE
    | Hint.WIDGET
    | Hint.SHARE
    | Hint.BYLINE
    | Hint.AD
    | Hint.SUMMARY
    | Hint.TITLE
    | Hint.HEADER
)
"""Hints from words that are often used for something else, so that less text outweighs them."""

_DOUBTFUL = ~int(Hint.BODY | Hint.ARTICLE | Hint.LIST | Hint.TABLE | Hint.QUOTE | Hint.TITLE | Hint.LINK | Hint.FIGURE)
"""Hints that exclude text from the article, or make it the standfirst."""
SOME, _MUCH, MOST = 0.15, 0.3, 0.6
"""Shares of the page's running text."""
_MIN_BLOCKS = 3
"""A box of fewer blocks may be a biography or a note, however long it is."""
_NO_WORDS: AbstractSet[str] = frozenset()


def believe(outline: Outline, boxes: Sequence[Box], anchor: Block | None) -> Mapping[Box, int]:
    """Set `Box.believed`, the hints that are believed of each box. ``boxes`` are those that hold running text.

    Returns the hints that are believed of each of ``boxes`` or of its ancestors.
    """
    if not boxes:
        return {}
    total = boxes[0].prose
    binding = _binding_hints(outline.blocks)
    cleared = {box for box in upwards(anchor.box if anchor else None) if box.prose > 0.2 * total}
    doubted = _doubted_words(boxes, cleared, binding)
    cleared.update(box for box in boxes if box.hints and _outweighs(box, box.prose / total, binding))
    seen = sum(block.prose for block in outline.blocks if block.prose and not block.box.context_hints & binding)
    cleared.update(box for box in boxes if box.prose > MOST * seen and not box.context_hints & binding)
    believed: dict[Box, int] = {}
    for box in outline.boxes if doubted else boxes:
        if box in cleared:
            box.believed = 0
        elif doubted and box.hints:
            box.believed = box.hints & ~_doubted_hints(box, doubted)
        if box.prose:
            believed[box] = box.believed | believed[box.parent] if box.parent else box.believed
    return believed


def _doubted_words(boxes: Sequence[Box], wrappers: AbstractSet[Box], binding: int) -> Mapping[str, int]:
    """Return the words whose hints are not believed on this page, each with those hints.

    These are words in the names of boxes that together hold much of the running text: if each paragraph is in a widget
    of its own (``f-0 widget``, ``f-1 widget``), a widget is nothing special. Boxes that alone hold most of the text,
    and ``wrappers`` of the headline, do not count: ``has-sidebar`` around everything says nothing about the sidebar.
    """
    total = boxes[0].prose
    counted = {
        box: box.prose
        for box in boxes
        if box.hints & _DOUBTFUL
        and box.prose <= MOST * total
        and box not in wrappers
        and not box.context_hints & binding
    }
    if sum(counted.values()) <= _MUCH * total:  # as on most pages
        return {}
    return {
        word: ~(_SPECIFIC if prose < MOST * total else 0) & ~(binding & _HIDDEN)
        for word, prose in _prose_by_word(boxes, counted).items()
        if prose > _MUCH * total
    }


def _prose_by_word(boxes: Sequence[Box], counted: Mapping[Box, float]) -> Mapping[str, float]:
    """Return how much running text is in boxes with each word in their names. Only ``counted`` boxes are considered."""
    held: dict[str, float] = {}
    within: dict[Box | None, AbstractSet[str]] = {}
    for box in boxes:
        around = within.get(box.parent, _NO_WORDS)
        if box in counted:
            fresh = {word for word, _ in box.hint_words} - around
            for word in fresh:
                held[word] = held.get(word, 0.0) + box.prose
            around |= fresh
        within[box] = around
    return held


def _doubted_hints(box: Box, doubted: Mapping[str, int]) -> int:
    """Return the hints of a box that come only from doubted words."""
    believed = doubtful = 0
    for word, hints in box.hint_words:
        doubt = doubted.get(word, 0)
        doubtful |= hints & doubt
        believed |= hints & ~doubt
    return doubtful & ~believed


def _outweighs(box: Box, share: float, binding: int) -> bool:
    """Return whether a box holds so much of the page's running text (``share``, 0 to 1) that its hints are wrong."""
    if share > MOST:
        return not box.hints & binding & CERTAIN
    if share > _MUCH:
        return not box.hints & binding
    return share > SOME and box.blocks >= _MIN_BLOCKS and not box.hints & ~_WEAK


def _binding_hints(blocks: Iterable[Block]) -> int:
    """Return the hints that no amount of text outweighs. There are fewer if the page has almost no other text."""
    seen = hidden = rest = 0.0
    copies: set[str] = set()
    for block in blocks:
        if not block.prose:
            continue
        unlikely = block.box.context_hints & VERY_UNLIKELY
        if not unlikely:
            seen += block.prose
        elif unlikely != _HIDDEN:
            rest += block.prose
        elif block.text not in copies:
            copies.add(block.text)
            hidden += block.prose
    if seen < 60 and seen < 0.15 * (hidden + rest):  # noqa: PLR2004 - a sentence or two, measured against a page's text
        return 0
    return VERY_UNLIKELY & ~_HIDDEN if hidden > 3 * seen else VERY_UNLIKELY


def upwards(box: Box | None) -> Iterable[Box]:
    """Yield the box and its ancestors, innermost first."""
    while box is not None:
        yield box
        box = box.parent
