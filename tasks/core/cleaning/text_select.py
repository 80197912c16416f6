"""Which blocks of a page are its article."""

from tasks.core.cleaning.text_blocks import Block, Box, Outline
from tasks.core.cleaning.text_words import Hint

_NOT_PROSE = int(
    Hint.NAVIGATION | Hint.FOOTER | Hint.COMMENT | Hint.CONSENT | Hint.FORM | Hint.SIGNUP | Hint.RELATED | Hint.CAPTION
    | Hint.BYLINE | Hint.SHARE
)


def prose_words(block: Block) -> float:
    """Return how many of the block's words look like running text."""
    own = block.words - block.link_words
    if block.words < 8 or own * 2 < block.words:
        return 0.0
    weight = 1.0
    text = block.text
    if "." not in text and "。" not in text and "?" not in text and "!" not in text:
        weight = 0.3
    if block.box.around & _NOT_PROSE:
        weight *= 0.3
    if block.box.tag == "p":
        weight *= 1.5
    return own * weight


def weigh(outline: Outline) -> None:
    """Fill in each box's sums, children before parents."""
    for block in outline.blocks:
        box = block.box
        box.words += block.words
        box.link_words += block.link_words
        box.blocks += 1
        box.prose += prose_words(block)
    for box in reversed(outline.boxes):
        parent = box.parent
        if parent is not None:
            parent.words += box.words
            parent.link_words += box.link_words
            parent.blocks += box.blocks
            parent.prose += box.prose


def find_container(outline: Outline) -> Box:
    """Return the innermost box that holds most of the page's running text."""
    children: dict[int, list[Box]] = {}
    for box in outline.boxes:
        if box.parent is not None and box.prose:
            children.setdefault(id(box.parent), []).append(box)
    box = outline.boxes[0]
    while True:
        heaviest = max(children.get(id(box), ()), key=lambda child: child.prose, default=None)
        if heaviest is None or heaviest.prose < 0.75 * box.prose:
            return box
        box = heaviest
