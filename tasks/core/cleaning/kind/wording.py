"""How a page speaks: whether it sells, asks to become a customer, or speaks for an organisation."""

import re
from collections.abc import Sequence

from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.text.boxes import Block
from dateline.tasks.core.vocabulary.by_language import all_patterns, all_words
from dateline.tasks.core.vocabulary.selling import BASKETS, CALLS, OURSELVES

_CALL, _BASKET = (re.compile(all_patterns(words)) for words in (CALLS, BASKETS))
_OURSELVES = frozenset(all_words(OURSELVES).split())
_SHORT_LINE = 8
"""Words of a line that may be a call."""
_READ = 6000
"""How many characters of the text are asked for who speaks."""


def short_lines(document: Document, blocks: Sequence[Block]) -> list[str]:
    """Return the page's short lines and what its buttons say, in small letters."""
    lines = [block.text.lower() for block in blocks if block.words <= _SHORT_LINE]
    lines += [" ".join(button.text().lower().split()) for button in document.tree.css("button")]
    return lines


def count_calls(lines: Sequence[str]) -> int:
    """Return how many lines ask the reader to become a customer."""
    return sum(_CALL.match(line) is not None for line in lines)


def count_basket_lines(lines: Sequence[str]) -> int:
    """Return how many lines a shop would have: of baskets, stock, shipping."""
    return sum(_BASKET.match(line) is not None for line in lines)


def self_reference(text: str) -> float:
    """Return the share of words of the text (0 to 1) by which an organisation speaks of itself."""
    words = text[:_READ].lower().split()
    return sum(word in _OURSELVES for word in words) / len(words) if words else 0.0
