"""Tells captions whose box has no such name: their words have it, or share a box with a picture and nothing else."""

from dateline.tasks.core.cleaning.text.boxes import Block, Box
from dateline.tasks.core.cleaning.text.sentences import ends_sentence
from dateline.tasks.core.cleaning.text.visible import visible

_INLINE_CAPTIONS = ", ".join(
    f'{tag}[class*="{word}" i]' for tag in ("span", "small", "em", "i") for word in ("caption", "credit", "cutline")
)
_RUNNING = frozenset(("p", "div", "section"))
_MAX_NAMED = 100
"""The maximum number of words of a caption that a name marks."""
_MAX_BESIDE = 12
"""How many blocks may stand in the box of such a caption, so that time grows linearly with the page."""
_OTHERS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "dd", "dt", "pre", "a"))
"""Elements whose text may stand beside a picture: headings and items."""
_MAX_WORDS, _MAX_BLOCKS = 25, 2
"""The maximum number of words of a caption, and of blocks: caption and credit."""
_MORE = 3
"""Around a caption is at least so many times its running text."""


def is_under_picture(block: Block) -> bool:
    """Return whether a block is the caption of a picture: no sentence, and all that the box of the picture says."""
    if block.words > _MAX_WORDS or block.link_words:
        return False
    holder: Box | None = None
    box = block.box
    while box.blocks <= _MAX_BLOCKS and box.words <= _MAX_WORDS and box.parent is not None:
        if box.tag in _OTHERS:
            return False
        holder, box = box, box.parent
    if holder is None or box.prose < _MORE * block.prose or ends_sentence(block.text):
        return False
    return holder.node.css_first("img, picture") is not None


def is_named_caption(block: Block) -> bool:
    """Return whether all of a block stands beside a picture in an inline element that is named a caption."""
    box = block.box
    if block.words > _MAX_NAMED or box.tag not in _RUNNING or box.blocks > _MAX_BESIDE:
        return False
    if all(visible(inner.text()) != block.text for inner in box.node.css(_INLINE_CAPTIONS)):
        return False
    around = box.parent if box.blocks == 1 and box.parent is not None and box.parent.blocks <= _MAX_BESIDE else box
    return around.node.css_first("img, picture, video, iframe") is not None
