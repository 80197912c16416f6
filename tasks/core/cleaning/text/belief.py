"""Decides which names of boxes to believe: a box that holds the story is not a widget, whatever its name."""

from collections.abc import Container, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from dateline.tasks.core.cleaning.text.boxes import Block, Box, Outline
from dateline.tasks.core.vocabulary.css_classes import Hint

GRAVE = int(Hint.COMMENT | Hint.NAVIGATION | Hint.FOOTER | Hint.CONSENT | Hint.HIDDEN)
"""Hints of boxes that hardly ever hold a story."""
UNLIKELY = GRAVE | int(
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
"""Hints of boxes that rarely hold a story."""
SURE = int(Hint.COMMENT | Hint.HIDDEN)
"""Believed however much text they hold."""
_TELLING = int(Hint.RELATED | Hint.CAPTION | Hint.ASIDE | Hint.COMMENT)
"""Believed of a kind of box that recurs, unless it holds most of the text."""
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
"""Hints from names that are often used for other things, and so are disbelieved sooner."""

_DOUBTFUL = ~int(Hint.BODY | Hint.ARTICLE | Hint.LIST | Hint.TABLE | Hint.QUOTE | Hint.TITLE | Hint.LINK | Hint.FIGURE)
"""Hints that exclude text from the story, or make it a standfirst."""
SOME, _MUCH, MOST = 0.15, 0.3, 0.6
"""Shares of the page's running text."""
_PARTS = 3
"""A box of fewer blocks may well be a biography or a note, however long."""
_NO_WORDS: AbstractSet[str] = frozenset()


def believe(outline: Outline, boxes: Sequence[Box], anchor: Block | None) -> Mapping[int, int]:
    """Set `own` of each box: its hints as far as they are believed. ``boxes`` are those that hold running text.

    Return, by the id of each of these, the hints that are believed of it and of all around it.
    """
    if not boxes:
        return {}
    total = boxes[0].prose
    never = _never_forgiven(outline.blocks)
    forgiven = {id(box) for box in upwards(anchor.box if anchor else None) if box.prose > 0.2 * total}
    doubted = _doubted_words(boxes, forgiven, never)
    forgiven.update(id(box) for box in boxes if box.hints and _outweighs(box, box.prose / total, never))
    seen = sum(block.prose for block in outline.blocks if block.prose and not block.box.around & never)
    forgiven.update(id(box) for box in boxes if box.prose > MOST * seen and not box.around & never)
    near: dict[int, int] = {}
    for box in outline.boxes if doubted else boxes:
        if id(box) in forgiven:
            box.own = 0
        elif doubted and box.hints:
            box.own = box.hints & ~_doubted_hints(box, doubted)
        if box.prose:
            near[id(box)] = box.own | near[id(box.parent)] if box.parent else box.own
    return near


def _doubted_words(boxes: Sequence[Box], wrappers: AbstractSet[int], never: int) -> Mapping[str, int]:
    """Return the words in names that tell less on this page than elsewhere, each with the hints that it does not give.

    They are those of boxes that hold much of the running text together: where each paragraph stands in a widget of its
    own (``f-0 widget``, ``f-1 widget``), a widget is nothing apart. What holds most of it alone, or the headline (one
    of the ``wrappers``), does not count: ``has-sidebar`` around everything says nothing of the sidebar.
    """
    total = boxes[0].prose
    apart = {
        id(box): box.prose
        for box in boxes
        if box.hints & _DOUBTFUL and box.prose <= MOST * total and id(box) not in wrappers and not box.around & never
    }
    if sum(apart.values()) <= _MUCH * total:  # so it is on most pages
        return {}
    return {
        word: ~(_TELLING if prose < MOST * total else 0) & ~(never & _HIDDEN)
        for word, prose in _held_by_words(boxes, apart).items()
        if prose > _MUCH * total
    }


def _held_by_words(boxes: Sequence[Box], counted: Container[int]) -> Mapping[str, float]:
    """Return how much running text stands in boxes with each word in their names; of the boxes, some are counted."""
    held: dict[str, float] = {}
    within: dict[int, AbstractSet[str]] = {}
    for box in boxes:
        around = within.get(id(box.parent), _NO_WORDS)
        if id(box) in counted:
            fresh = {word for word, _ in box.telling_words} - around
            for word in fresh:
                held[word] = held.get(word, 0.0) + box.prose
            around |= fresh
        within[id(box)] = around
    return held


def _doubted_hints(box: Box, doubted: Mapping[str, int]) -> int:
    """Return the hints of a box that come only from doubted words."""
    believed = doubtful = 0
    for word, hints in box.telling_words:
        doubt = doubted.get(word, 0)
        doubtful |= hints & doubt
        believed |= hints & ~doubt
    return doubtful & ~believed


def _outweighs(box: Box, share: float, never: int) -> bool:
    """Return whether a box holds so much of the page's running text (0 to 1) that its name is meaningless."""
    if share > MOST:
        return not box.hints & never & SURE
    if share > _MUCH:
        return not box.hints & never
    return share > SOME and box.blocks >= _PARTS and not box.hints & ~_WEAK


def _never_forgiven(blocks: Iterable[Block]) -> int:
    """Return the hints that no amount of text outweighs. There are fewer if the page has almost no other text."""
    seen = hidden = rest = 0.0
    copies: set[str] = set()
    for block in blocks:
        if not block.prose:
            continue
        grave = block.box.around & GRAVE
        if not grave:
            seen += block.prose
        elif grave != _HIDDEN:
            rest += block.prose
        elif block.text not in copies:
            copies.add(block.text)
            hidden += block.prose
    if seen < 60 and seen < 0.15 * (hidden + rest):  # noqa: PLR2004 - a sentence or two, measured against a page's text
        return 0
    return GRAVE & ~_HIDDEN if hidden > 3 * seen else GRAVE


def upwards(box: Box | None) -> Iterable[Box]:
    """Yield the box and its ancestors, the innermost first."""
    while box is not None:
        yield box
        box = box.parent
