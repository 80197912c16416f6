"""Reads the kicker: words above or before the headline that are not part of it, in its element or in the one before."""

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from dateline.tasks.core.cleaning.candidate import Candidate
from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.elements import element_before
from dateline.tasks.core.cleaning.headings import JOINTS, heading_parts, is_hidden, shown_text
from dateline.tasks.core.cleaning.names import is_name, key_of
from dateline.tasks.core.cleaning.structured import clean_string
from dateline.tasks.core.vocabulary.css_classes import KICKERS

_MAX_HEADINGS = 8
_MAX_PARTS = 6
_LEVELS = 2
"""How many elements, from the heading outwards, may have the kicker before them."""
_MAX_CHARS = 100
_KICKER = re.compile(KICKERS, re.IGNORECASE)


def read_kicker(document: Document, headline: str | None, names: frozenset[str]) -> Candidate[str] | None:
    """Return the kicker in the heading that shows the headline, or marked as one directly above it, or None.

    ``headline`` is the page's headline as decided. ``names`` are the publisher's, which do not count as kickers.
    """
    key = key_of(headline or "")
    for node in document.headings[:_MAX_HEADINGS] if key else ():
        inside = "" if is_hidden(node) else _before(node, key)
        kicker = inside or ("" if is_hidden(node) else _above(node, key))
        if kicker and len(kicker) <= _MAX_CHARS and any(map(str.isalpha, kicker)) and not is_name(kicker, names):
            return Candidate(kicker, "markup:h1" if inside else "markup:kicker", kicker)
    return None


def _before(node: LexborNode, key: str) -> str:
    """Return the text before the headline in its heading, or "". ``key`` is the headline's (see `key_of`)."""
    parts = [part.text for part in heading_parts(node) if part.shown]
    for at in range(1, min(len(parts), _MAX_PARTS)):
        if key_of(_joined(parts[at:])) == key:
            return _joined(parts[:at]).strip(JOINTS)
    return ""


def _above(node: LexborNode, key: str) -> str:
    """Return the text of the element before a heading or its container if a class marks it as a kicker, or ""."""
    if key not in key_of(clean_string(shown_text(node))):
        return ""
    at: LexborNode | None = node
    for _ in range(_LEVELS):
        before = element_before(at) if at is not None else None
        if before is not None:
            is_kicker = _KICKER.search(before.attributes.get("class") or "") is not None
            return clean_string(shown_text(before)).strip(JOINTS) if is_kicker else ""
        at = at.parent if at is not None else None
    return ""


def _joined(parts: Sequence[str]) -> str:
    return clean_string(" ".join(parts))
