"""Finds the boxes in which a page offers a newsletter, an account or the rest of the text, by a line in them."""

import re
from collections.abc import Sequence

from dateline.tasks.core.cleaning.text.boxes import Block, Box
from dateline.tasks.core.vocabulary.by_language import all_patterns
from dateline.tasks.core.vocabulary.paywall_words import PAYWALLED
from dateline.tasks.core.vocabulary.signup_lines import COMMENT_RULES, OFFER_HINTS, SIGNUP_LINES

_OPENING = "“„«‹「『"
_START = (
    rf"(?:^|[.!?;|•·–—)…。！？])[^\w{_OPENING}\"]*"
    r"(?:(?:please|just|or|and|bitte|oder|und|ou|et|o|y|e|или|и)\s+)?"
)
"""The beginning of a sentence. Within one, the same words tell of others: "customers can cancel at any time"."""
_OFFERS = tuple(
    (
        frozenset(hints.split("|")),
        re.compile(_START + f"(?:{all_patterns({str(number): lines for number, lines in enumerate(of_language)})})"),
    )
    for tag, hints in OFFER_HINTS.items()
    if (of_language := [kind[tag] for kind in (PAYWALLED, SIGNUP_LINES, COMMENT_RULES) if tag in kind])
)
"""For each language, parts of words, and the pattern of the lines that contain one of them."""
_HINTS = frozenset().union(*(hints for hints, _ in _OFFERS))
_MAX_LINE = 250
"""A longer line, in characters, may be an article about subscriptions."""
_MAX_WORDS = 90
"""The maximum number of words of a box that holds nothing but an offer."""


def without_offers(body: Sequence[Block], containers: Sequence[Box]) -> list[Block]:
    """Return the blocks of the body without the lines that offer something, and the small boxes around these lines."""
    lines = [(block, block.text.lower()) for block in body if len(block.text) <= _MAX_LINE]
    outer = {id(container) for container in containers}
    offered: set[int] = set()
    together = "\n".join(line for _, line in lines)
    present = {hint for hint in _HINTS if hint in together}
    for hints, offer in _OFFERS:
        if found := hints & present:
            offered.update(
                id(_box_of_offer(block.box, outer))
                for block, line in lines
                if any(hint in line for hint in found) and _is_found(offer, line)
            )
    if not offered:  # as on most pages
        return list(body)
    rest = [block for block in body if not _is_within(block.box, offered, outer)]
    return rest if any(block.prose for block in rest) else list(body)  # a page that only asks, such as for consent


def _is_found(offer: re.Pattern[str], line: str) -> bool:
    """Return whether a line makes an offer, and does not only quote one."""
    return (found := offer.search(line)) is not None and not set(_OPENING).intersection(line[: found.start()])


def _box_of_offer(box: Box, outer: set[int]) -> Box:
    """Return the outermost box around an offer that holds few words, and not the article."""
    while (parent := box.parent) is not None and parent.words <= _MAX_WORDS and id(parent) not in outer:
        box = parent
    return box


def _is_within(box: Box | None, offered: set[int], outer: set[int]) -> bool:
    while box is not None and id(box) not in outer:
        if id(box) in offered:
            return True
        box = box.parent
    return False
