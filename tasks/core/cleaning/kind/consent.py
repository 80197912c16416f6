"""Recognizes pages that ask for consent to cookies instead of showing an article."""

from collections.abc import Iterable

from dateline.tasks.core.cleaning.late_pattern import LatePattern
from dateline.tasks.core.cleaning.text.boxes import Block
from dateline.tasks.core.cleaning.text.read import Body
from dateline.tasks.core.vocabulary.by_language import all_patterns
from dateline.tasks.core.vocabulary.consent_lines import CONSENT_HINTS, CONSENT_LINES

_CONSENT = LatePattern(all_patterns(CONSENT_LINES))
_HINTS = tuple(CONSENT_HINTS.split())
_MIN_LINE_WORDS = 4
"""Shorter lines are not examined, in words."""
_MAX_TEXT_WORDS = 250
"""A page with more words of text does not ask for consent, whatever it says."""
_MAX_SHOWN_WORDS = 1000
"""A page that shows more words, including menus, is not examined, to save time."""
_MAX_LINE_CHARS = 1000
"""How many characters of a line are examined."""
_MIN_SHARE = 0.4
"""The minimum share of the text, in words, that must ask for consent."""
_FEW_WORDS = 25
"""If the request is not part of the text, as in a banner, it must have so many words, and the text fewer."""


def asks_for_consent(body: Body) -> bool:
    """Return whether a page asks for consent to cookies and says hardly anything else."""
    words = sum(block.words for block in body.kept)
    if words > _MAX_TEXT_WORDS:
        return False
    asking = _words_asking(body.kept)
    if asking:
        return asking >= _MIN_SHARE * words
    shown = body.outline.blocks
    if words >= _FEW_WORDS or sum(block.words for block in shown) > _MAX_SHOWN_WORDS:
        return False
    return _words_asking(shown) >= _FEW_WORDS


def _words_asking(blocks: Iterable[Block]) -> int:
    """Return the number of words of the lines that ask for consent. Lines that are repeated count once."""
    lines = {block.text: block.words for block in blocks if block.words >= _MIN_LINE_WORDS}
    return sum(words for line, words in lines.items() if _asks(line[:_MAX_LINE_CHARS].lower()))


def _asks(text: str) -> bool:
    return any(hint in text for hint in _HINTS) and _CONSENT.search(text) is not None
