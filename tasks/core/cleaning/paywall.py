"""Decides whether a page is behind a paywall, by its declarations and by what it shows where the text ends."""

import re

from dateline.tasks.core.cleaning.candidate import Candidate
from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.elements import spaced_text
from dateline.tasks.core.cleaning.late_pattern import LatePattern
from dateline.tasks.core.cleaning.lower_case import lowered, without_look_alikes
from dateline.tasks.core.cleaning.structured import JsonObject
from dateline.tasks.core.cleaning.text.read import Body
from dateline.tasks.core.vocabulary.by_language import all_patterns
from dateline.tasks.core.vocabulary.paywall_words import PAYWALLED

_PREVIEW_WORDS = 300
"""A text with so many words counts as complete. A paywall that the page shows is then for other pages."""
_NEAR = 10
"""How many blocks after the text are searched for a notice."""
_MAX_BOXES = 8
_MAX_NOTICE = 300
"""The maximum length of a notice, in characters. A longer block may be an article about paywalls."""
_NOTICE = LatePattern(without_look_alikes(rf"(?<!\w)(?:{all_patterns(PAYWALLED)})"))
_MARKED = (
    '[class*="paywall" i], [id*="paywall" i], [class*="paygate" i], [id*="paygate" i], [class*="regwall" i]'
    ', [id*="regwall" i], [class*="subscriber-only" i], [class*="subscribers-only" i]'
)
_MARK = re.compile(r"paywall|paygate|regwall|subscribers?-only", re.IGNORECASE)


def read_paywalled(document: Document, body: Body) -> Candidate[bool] | None:
    """Return whether the page is behind a paywall, or None if it neither declares nor shows that."""
    return _stated(document) or _shown(document, body)


def _stated(document: Document) -> Candidate[bool] | None:
    nodes = [document.article, *document.json_ld]
    said = [free for node in nodes if (free := _as_bool(node.get("isAccessibleForFree"))) is not None]
    if said:
        return Candidate(not said[0], "json-ld:isAccessibleForFree")
    for value in document.meta.get("article:content_tier", ()):
        if value.casefold() in {"free", "metered", "locked"}:
            return Candidate(value.casefold() == "locked", "meta:article:content_tier", value)
    for value in document.meta.get("isaccessibleforfree", ()):
        if (free := _as_bool(value)) is not None:
            return Candidate(not free, "microdata:isAccessibleForFree", value)
    return None


def _parts(document: Document) -> list[JsonObject]:
    parts = document.article.get("hasPart")
    return [document.resolve(part) for part in (parts if isinstance(parts, list) else [parts])]


def _as_bool(value: object) -> bool | None:
    """Return a truth value that may be a string ("False", "http://schema.org/False"), or None for other values."""
    if isinstance(value, bool | int):
        return bool(value) if value in {0, 1} else None
    word = value.strip().rsplit("/", 1)[-1].casefold() if isinstance(value, str) else ""
    return {"true": True, "false": False, "yes": True, "no": False}.get(word)


def _shown(document: Document, body: Body) -> Candidate[bool] | None:
    """Return True if a page with little text shows a paywall: a locked part, a notice, or a box named after it.

    Pages with the complete text are not examined: they may have locked parts for readers over a quota or without an
    account.
    """
    if not body.kept or sum(block.words for block in body.kept) >= _PREVIEW_WORDS:
        return None
    if any(_as_bool(part.get("isAccessibleForFree")) is False for part in _parts(document)):
        return Candidate(value=True, origin="json-ld:hasPart.isAccessibleForFree")
    for block in body.outline.blocks[body.kept[0].index : body.kept[-1].index + _NEAR + 1]:
        if len(block.text) <= _MAX_NOTICE and _NOTICE.search(lowered(block.text)):
            return Candidate(value=True, origin="text:notice", raw=block.text)
    return _marked(document, body)


def _marked(document: Document, body: Body) -> Candidate[bool] | None:
    """Return True if a box named after a paywall shows words besides the article's. Its name alone proves nothing."""
    for node in document.select(_MARKED)[:_MAX_BOXES]:
        words = spaced_text(node)
        if words and node.tag not in {"html", "body"} and not any(block.text in words for block in body.kept):
            name = _MARK.search(f"{node.attributes.get('class')} {node.attributes.get('id')}")
            return Candidate(value=True, origin=f"markup:{name.group().lower() if name else node.tag}", raw=words)
    return None
