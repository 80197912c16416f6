"""Telling a page that asks for consent from the page that was asked for."""

import re
from collections.abc import Iterable

from dateline.tasks.core.cleaning.text.boxes import Block
from dateline.tasks.core.cleaning.text.read import Body
from dateline.tasks.core.vocabulary.by_language import all_patterns
from dateline.tasks.core.vocabulary.consent_lines import CONSENT_HINTS, CONSENT_LINES

_CONSENT = re.compile(all_patterns(CONSENT_LINES))
_HINTS = tuple(CONSENT_HINTS.split())
_SENTENCE = 4
"""Words of the shortest line that is looked at."""
_SHORT = 250
"""Words of text above which a page is none that asks for consent, whatever it says."""
_MOST_SHOWN = 1000
"""Words of all that it shows, menus included, above which a page is none, so that long pages cost nothing."""
_READ = 1000
"""How many characters of a line are looked at."""
_SHARE = 0.4
"""The share of the text, in words, from which a page is one."""
_NEXT_TO_NOTHING = 25
"""Words of other text that a page may have whose request is left out of its text, as a banner's is."""


def asks_for_consent(body: Body) -> bool:
    """Return whether a page asks for consent to cookies and says hardly anything else."""
    words = sum(block.words for block in body.kept)
    if words > _SHORT:
        return False
    asked = _words_asking(body.kept)
    if asked:
        return asked >= _SHARE * words
    shown = body.outline.blocks
    if words >= _NEXT_TO_NOTHING or sum(block.words for block in shown) > _MOST_SHOWN:
        return False
    return _words_asking(shown) >= _NEXT_TO_NOTHING


def _words_asking(blocks: Iterable[Block]) -> int:
    return sum(block.words for block in blocks if block.words >= _SENTENCE and _asks(block.text[:_READ].lower()))


def _asks(text: str) -> bool:
    return any(hint in text for hint in _HINTS) and _CONSENT.search(text) is not None
