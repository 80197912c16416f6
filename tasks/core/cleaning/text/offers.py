"""Finds the boxes that offer a newsletter, an account or the rest of the text, by a line or a field in them."""

import re
from collections.abc import Sequence

from dateline.tasks.core.cleaning.late_pattern import LatePattern
from dateline.tasks.core.cleaning.text.alternatives import ByFirstLetters, head_of
from dateline.tasks.core.cleaning.text.boxes import Block, Box
from dateline.tasks.core.vocabulary.by_language import all_patterns
from dateline.tasks.core.vocabulary.paywall_words import PAYWALLED
from dateline.tasks.core.vocabulary.selling import BOOKINGS, BUTTONS, ORDERS
from dateline.tasks.core.vocabulary.signup_lines import COMMENT_RULES, SIGNUP_LINES

_OPENING = "“„«‹「『"
_ENDS = r".!?;|•·–—)…。！？"
_START = rf"(?:^|[{_ENDS}])[^\w{_OPENING}\"]*"
"""The beginning of a sentence. Within one, the same words tell of others: "customers can cancel at any time"."""
_SENTENCE = re.compile(rf"{_START}(?=\w)")
_FULL_STOP = re.compile(r"[.!?…。！？]['\"”’»]?$")
"""The end of a sentence at the end of a block."""
_JOINED = re.compile(r"(?:please|just|or|and|bitte|oder|und|ou|et|o|y|e|или|и)\s+(?=\w)")
"""What may stand before the words of an offer."""
_OFFERS = ByFirstLetters(*map(all_patterns, (PAYWALLED, SIGNUP_LINES, COMMENT_RULES)))
_MAX_LINE, _MAX_PARAGRAPH, _BEGINNING = 250, 1000, 120
"""Lengths in characters. A longer line may be an article about subscriptions, unless it begins with an offer. Of such
a paragraph, only so much is read."""
AROUND_LABELS = " !›»→>"
"""What may stand around the words of a button."""
_BUTTON = LatePattern(all_patterns(BUTTONS))
_ORDER = LatePattern(f"{all_patterns(BOOKINGS)}|{all_patterns(ORDERS)}")
"""What a button also says in a box of the article itself: how to go there, how to help."""
_MAX_LABEL = 8
"""The maximum number of words besides the button of a box that only names what is offered."""
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
    """Return the boxes of a heading, few words and a link that calls on readers, unless a page lists many of them.

    Articles have boxes with links to book or order as well. Such a box counts if it only names what is offered, or
    stands before or behind all running text.
    """
    buttons = [block for block in body if 0 < block.words <= _MAX_BUTTON and block.link_words == block.words]
    around = [(_box_around(block.box, outer), block) for block in buttons]
    small = [(box, block) for box, block in around if 1 < box.blocks <= _MAX_BLOCKS and box.words <= _MAX_PITCH]
    headed = {block.box.parent for block in body if block.box.tag in _HEADINGS} if small else set()
    known = [(box, block) for box, block in small if box in headed and box not in outer]
    found = {box for box, block in known if _says(_BUTTON, block)}
    found.update(box for box, block in known if _says(_ORDER, block) and not _may_be_of_article(box, block, body))
    return found if len(found) <= _MAX_PITCHES else set()


def _may_be_of_article(box: Box, button: Block, body: Sequence[Block]) -> bool:
    """Return whether a box with a button stands amid running text, and has a sentence or more than a few words."""
    inside = [at for at, block in enumerate(body) if _is_within(block.box, {box}, set())]
    first, last = inside[0], inside[-1]
    if not (any(block.prose for block in body[:first]) and any(block.prose for block in body[last + 1 :])):
        return False
    says_more = any(_FULL_STOP.search(block.text) for block in body[first : last + 1] if block is not button)
    return says_more or box.words - button.words > _MAX_LABEL


def _box_around(box: Box, outer: set[Box]) -> Box:
    """Return the innermost box around a block that has another one as well."""
    while box.blocks == 1 and box.parent is not None and box not in outer:
        box = box.parent
    return box


def _says(button: LatePattern, block: Block) -> bool:
    return button.fullmatch(block.text.lower().strip(AROUND_LABELS)) is not None


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
