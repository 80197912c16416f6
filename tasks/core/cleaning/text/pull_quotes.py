"""Leaves out the sentences that a page shows again in large letters, to draw its reader into the article."""

from itertools import islice

from dateline.tasks.core.cleaning.names import key_of
from dateline.tasks.core.cleaning.text.boxes import Block
from dateline.tasks.core.vocabulary.css_classes import Hint

_QUOTE = int(Hint.QUOTE)
_MIN_LETTERS = 16
"""A shorter quotation may be a word that the article uses elsewhere."""
_MAX_QUOTES = 50
"""How many quotations of a page are looked for in its text, so that time grows linearly with its length."""


def without_pull_quotes(blocks: list[Block]) -> list[Block]:
    """Return the blocks without the quotations that another block contains."""
    quotes = list(islice((block for block in blocks if block.box.context_hints & _QUOTE), _MAX_QUOTES))
    if not quotes:  # as on most pages
        return blocks
    text = "\n".join(key_of(block.text) for block in blocks if not block.box.context_hints & _QUOTE)
    pulled = {block.index for block in quotes if len(key := key_of(block.text)) >= _MIN_LETTERS and key in text}
    return [block for block in blocks if block.index not in pulled]
