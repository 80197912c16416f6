"""Reads the kicker: words above or before the headline, in the same element, that are not part of it."""

from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from dateline.tasks.core.cleaning.candidate import Candidate
from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.headings import JOINTS, heading_parts, is_hidden
from dateline.tasks.core.cleaning.names import is_name, key_of
from dateline.tasks.core.cleaning.structured import clean_string

_MAX_HEADINGS = 8
_MAX_PARTS = 6
_MAX_CHARS = 100


def read_kicker(document: Document, headline: str | None, names: frozenset[str]) -> Candidate[str] | None:
    """Return the kicker in the heading that shows the headline, or None if that shows nothing else.

    ``headline`` is the page's headline as decided. ``names`` are the publisher's, which do not count as kickers.
    """
    key = key_of(headline or "")
    for node in document.headings[:_MAX_HEADINGS] if key else ():
        kicker = None if is_hidden(node) else _before(node, key)
        if kicker and len(kicker) <= _MAX_CHARS and any(map(str.isalpha, kicker)) and not is_name(kicker, names):
            return Candidate(kicker, "markup:h1", kicker)
    return None


def _before(node: LexborNode, key: str) -> str:
    """Return the text before the headline in its heading, or "". ``key`` is the headline's (see `key_of`)."""
    parts = [part.text for part in heading_parts(node) if part.shown]
    for at in range(1, min(len(parts), _MAX_PARTS)):
        if key_of(_joined(parts[at:])) == key:
            return _joined(parts[:at]).strip(JOINTS)
    return ""


def _joined(parts: Sequence[str]) -> str:
    return clean_string(" ".join(parts))
