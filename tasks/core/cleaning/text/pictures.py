"""Tells captions that no name marks: a few words that share a box with a picture, and with nothing else."""

from dateline.tasks.core.cleaning.text.boxes import Block, Box
from dateline.tasks.core.cleaning.text.sentences import ends_sentence

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
