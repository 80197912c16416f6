"""Tells sentences of the article from the calls to readers that begin with the same words.

"Follow the money, the judge said" begins like "Follow us on the river", and no list of beginnings can tell them apart.
What a site says of itself stands in a box, is linked or no full sentence, or has words for itself and its offers.
"""

from collections.abc import Iterable

from dateline.tasks.core.cleaning.late_pattern import LatePattern
from dateline.tasks.core.cleaning.lower_case import lowered, without_look_alikes
from dateline.tasks.core.cleaning.text.boxes import Block
from dateline.tasks.core.cleaning.text.phrases import Phrase, phrase_kind
from dateline.tasks.core.cleaning.text.sentences import FULL_STOPS, ends_with
from dateline.tasks.core.vocabulary.by_language import all_patterns
from dateline.tasks.core.vocabulary.site_words import SITE_WORDS

_UNSPACED = frozenset(("ja", "zh", "ko", "th"))
"""Languages whose words need no space around them."""
_OF_THE_SITE = LatePattern(
    without_look_alikes(
        rf"\b(?:{all_patterns({tag: words for tag, words in SITE_WORDS.items() if tag not in _UNSPACED})})\b"
        rf"|{all_patterns({tag: words for tag, words in SITE_WORDS.items() if tag in _UNSPACED})}|@|\.\.\."
    )
)
_MIN_WORDS = 4
"""Shorter sentences with such a beginning are calls, such as "Watch the video." """
_RUNNING = frozenset(("p", "div", "section", "article", "td", "li", "dd", "span", "blockquote"))
_CELLS = frozenset(("td", "th"))
_POINTERS = frozenset("👉📲📱🔔📩📧✉")
SHORT_LINE = 50
"""The first words of a longer block are not checked for such beginnings."""


def without_calls(blocks: Iterable[Block]) -> list[Block]:
    """Return the blocks without captions, notices, teasers and calls to readers, which their first words tell.

    A sentence about something else stays if more of the article follows it.
    """
    kept: list[Block] = []
    uncertain: set[int] = set()
    end = 0
    for block in blocks:
        may_call = block.words < SHORT_LINE and not _is_in_table(block) and not _opens_details(block)
        kind = phrase_kind(block.text) if may_call else Phrase.NONE
        if kind is Phrase.NONE and not _points(block):
            end = len(kept) + 1 if block.prose else end
        elif kind in {Phrase.TEASER, Phrase.ACTION} and _tells_of_others(block):
            uncertain.add(block.index)
        else:
            continue
        kept.append(block)
    return [block for place, block in enumerate(kept) if place < end or block.index not in uncertain]


def _points(block: Block) -> bool:
    """Return whether a short block has a link that a picture of a hand, a phone or a letter points to."""
    return block.link_words > 0 and block.words < SHORT_LINE and block.text[0] in _POINTERS


def _opens_details(block: Block) -> bool:
    """Return whether a block is the unlinked title of details that a reader can open: "More about the bolts"."""
    return block.box.tag == "summary" and not block.link_words


def _is_in_table(block: Block) -> bool:
    """Return whether a block is an unlinked cell beside others. A table may list shares, categories or dates."""
    row = block.box.parent
    return block.box.tag in _CELLS and not block.link_words and row is not None and row.blocks > 1


def _tells_of_others(block: Block) -> bool:
    """Return whether a block is a full sentence without links and without words of a site for itself."""
    return (
        not block.link_words
        and block.words >= _MIN_WORDS
        and block.box.tag in _RUNNING
        and ends_with(block.text, FULL_STOPS)
        and not speaks_for_site(block.text)
    )


def speaks_for_site(text: str) -> bool:
    """Return whether a text has words of a site for itself, its offers and its readers: "our", "your inbox"."""
    return _OF_THE_SITE.search(lowered(text)) is not None
