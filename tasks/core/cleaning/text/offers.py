"""Finds the boxes that offer a newsletter, an account or the rest of the text, by a line or a field in them."""

import re
from collections.abc import Sequence

from dateline.tasks.core.cleaning.late_pattern import LatePattern
from dateline.tasks.core.cleaning.text.alternatives import ByFirstLetters, head_of
from dateline.tasks.core.cleaning.text.boxes import Block, Box
from dateline.tasks.core.vocabulary.by_language import all_patterns
from dateline.tasks.core.vocabulary.paywall_words import PAYWALLED
from dateline.tasks.core.vocabulary.selling import BOOKINGS, BUTTONS
from dateline.tasks.core.vocabulary.signup_lines import COMMENT_RULES, SIGNUP_LINES

_OPENING = "“„«‹「『"
_ENDS = r".!?;|•·–—)…。！？"
_START = rf"(?:^|[{_ENDS}])[^\w{_OPENING}\"]*"
"""The beginning of a sentence. Within one, the same words tell of others: "customers can cancel at any time"."""
_SENTENCE = re.compile(rf"{_START}(?=\w)")
_JOINED = re.compile(r"(?:please|just|or|and|bitte|oder|und|ou|et|o|y|e|or|или|и)\s+(?=\w)")
"""What may stand before the words of an offer."""
_OFFERS = ByFirstLetters(*map(all_patterns, (PAYWALLED, SIGNUP_LINES, COMMENT_RULES)))
_MAX_LINE, _MAX_PARAGRAPH, _BEGINNING = 250, 1000, 120
"""Lengths in characters. A longer line may be an article about subscriptions, unless it begins with an offer. Of such
a paragraph, only so much is read."""
_BUTTON = LatePattern(f"{all_patterns(BUTTONS)}|{all_patterns(BOOKINGS)}")
_MAX_BUTTON, _MAX_PITCH, _MAX_BLOCKS, _MAX_PITCHES = 5, 40, 4, 2
"""The maximum numbers of words of a button, of words and blocks of its box, and of such boxes of a page: reviews list
products in more of them."""
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_MAX_WORDS = 90
"""The maximum number of words of a box that holds nothing but an offer."""


def without_offers(body: Sequence[Block], containers: Sequence[Box], asking: Sequence[Box]) -> list[Block]:
    """Return the blocks of the body without the lines that offer something, and the small boxes around these lines.

    ``asking`` are the boxes with a field for an e-mail address, which are offers, too.
    """
    outer = set(containers)
    offered = {_box_of_offer(box, outer) for box in asking if box not in outer and box.words <= _MAX_WORDS}
    offered.update(_box_of_offer(block.box, outer) for block in body if _makes_offer(block))
    offered.update(_boxes_with_buttons(body, outer))
    if not offered:  # as on most pages
        return list(body)
    rest = [block for block in body if not _is_within(block.box, offered, outer)]
    return rest if any(block.prose for block in rest) else list(body)  # a page that only asks, such as for consent


def _boxes_with_buttons(body: Sequence[Block], outer: set[Box]) -> set[Box]:
    """Return the boxes of a heading, few words and a link that calls on readers, unless a page lists many of them."""
    buttons = [block for block in body if 0 < block.words <= _MAX_BUTTON and block.link_words == block.words]
    around = [(_box_around(block.box, outer), block) for block in buttons]
    small = [(box, block) for box, block in around if 1 < box.blocks <= _MAX_BLOCKS and box.words <= _MAX_PITCH]
    headed = {block.box.parent for block in body if block.box.tag in _HEADINGS} if small else set()
    found = {box for box, block in small if box in headed and box not in outer and _calls_on(block)}
    return found if len(found) <= _MAX_PITCHES else set()


def _box_around(box: Box, outer: set[Box]) -> Box:
    """Return the innermost box around a block that has another one as well."""
    while box.blocks == 1 and box.parent is not None and box not in outer:
        box = box.parent
    return box


def _calls_on(block: Block) -> bool:
    return _BUTTON.fullmatch(block.text.lower().strip(" !›»→>")) is not None


def _line_of(block: Block) -> str:
    """Return what may offer something, in lower case: a short text, or the beginning of a paragraph."""
    text = block.text
    if len(text) <= _MAX_LINE:
        return text.lower()
    is_paragraph = len(text) <= _MAX_PARAGRAPH and block.box.blocks == 1 and block.box.tag == "p"
    return text[:_BEGINNING].lower() if is_paragraph else ""


def _makes_offer(block: Block) -> bool:
    """Return whether a block makes an offer, and does not only quote one. A longer one must begin with it."""
    line = _line_of(block)
    for sentence in _SENTENCE.finditer(line):
        at = sentence.end()
        if _begins_with_offer(line, at) or (
            (joined := _JOINED.match(line, at)) and _begins_with_offer(line, joined.end())
        ):
            return not set(_OPENING).intersection(line[:at])
        if len(block.text) > _MAX_LINE:
            return False
    return False


def _begins_with_offer(line: str, at: int) -> bool:
    return _OFFERS.match(line, head_of(line, at), at)


def _box_of_offer(box: Box, outer: set[Box]) -> Box:
    """Return the outermost box around an offer that holds few words, and not the article."""
    while (parent := box.parent) is not None and parent.words <= _MAX_WORDS and parent not in outer:
        box = parent
    return box


def _is_within(box: Box | None, offered: set[Box], outer: set[Box]) -> bool:
    while box is not None and box not in outer:
        if box in offered:
            return True
        box = box.parent
    return False
