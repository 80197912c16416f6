"""Finds the boxes that offer a newsletter, an account or the rest of the text, by a line or a field in them."""

import re
from collections.abc import Sequence

from dateline.tasks.core.cleaning.late_pattern import LatePattern
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
        LatePattern(_START + f"(?:{all_patterns({str(number): lines for number, lines in enumerate(of_language)})})"),
    )
    for tag, hints in OFFER_HINTS.items()
    if (of_language := [kind[tag] for kind in (PAYWALLED, SIGNUP_LINES, COMMENT_RULES) if tag in kind])
)
"""For each language, beginnings of words or phrases, and the pattern of the lines that contain one of them."""
_HEAD = re.compile(r"(\w{1,4})\w*")
"""The first letters of a word."""
_CJK_LETTERS = "\u3040"
"""The first of the letters of scripts without spaces, whose words may begin anywhere."""
_ANYWHERE: list[str] = []
"""The hints in such scripts."""
_BY_HEAD: dict[str, list[str]] = {}
"""All others, by the first letters of their first word."""
for _hint in sorted(frozenset().union(*(hints for hints, _ in _OFFERS))):
    (_ANYWHERE if _hint >= _CJK_LETTERS else _BY_HEAD.setdefault(_HEAD.findall(_hint)[0], [])).append(_hint)
_MAX_LINE, _MAX_PARAGRAPH, _BEGINNING = 250, 1000, 120
"""Lengths in characters. A longer line may be an article about subscriptions, unless it begins with an offer. Of such
a paragraph, only so much is read."""
_MAX_WORDS = 90
"""The maximum number of words of a box that holds nothing but an offer."""


def without_offers(body: Sequence[Block], containers: Sequence[Box], asking: Sequence[Box]) -> list[Block]:
    """Return the blocks of the body without the lines that offer something, and the small boxes around these lines.

    ``asking`` are the boxes with a field for an e-mail address, which are offers, too.
    """
    lines = [(block, line) for block in body if (line := _line_of(block))]
    outer = set(containers)
    offered = {_box_of_offer(box, outer) for box in asking if box not in outer and box.words <= _MAX_WORDS}
    present = _hints_in("\n".join(line for _, line in lines))
    for hints, offer in _OFFERS:
        if found := hints & present:
            offered.update(
                _box_of_offer(block.box, outer)
                for block, line in lines
                if any(hint in line for hint in found) and _is_found(offer, block, line)
            )
    if not offered:  # as on most pages
        return list(body)
    rest = [block for block in body if not _is_within(block.box, offered, outer)]
    return rest if any(block.prose for block in rest) else list(body)  # a page that only asks, such as for consent


def _line_of(block: Block) -> str:
    """Return what may offer something, in lower case: a short text, or the beginning of a paragraph."""
    text = block.text
    if len(text) <= _MAX_LINE:
        return text.lower()
    is_paragraph = len(text) <= _MAX_PARAGRAPH and block.box.blocks == 1 and block.box.tag == "p"
    return text[:_BEGINNING].lower() if is_paragraph else ""


def _is_found(offer: LatePattern, block: Block, line: str) -> bool:
    """Return whether a block makes an offer, and does not only quote one. A longer one must begin with it."""
    if len(block.text) > _MAX_LINE:
        return offer.match(line) is not None
    return (found := offer.search(line)) is not None and not set(_OPENING).intersection(line[: found.start()])


def _hints_in(text: str) -> set[str]:
    """Return the hints in a text. Words are looked up by their first letters: few begin like a hint."""
    heads = set(_HEAD.findall(text))
    likely = [hint for head in _BY_HEAD.keys() & heads for hint in _BY_HEAD[head]]
    if not text.isascii() and max(heads, default="") >= _CJK_LETTERS:
        likely += _ANYWHERE
    return {hint for hint in likely if hint in text}


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
