"""Titles and summaries of feeds and sitemaps as plain text, whatever markup and escaping they came in."""

import html
import re

_MAX_MARKUP_CHARACTERS = 100_000
_HIDDEN = re.compile(r"(?is)<(script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)")
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)(?:[\s/][^<>]*)?>")
_INLINE_TAGS = "a abbr b cite code em font i ins mark q s small span strong sub sup u"
_INLINE = frozenset(_INLINE_TAGS.split())


def plain_text(markup: str | None, max_characters: int) -> str | None:
    """Return the text of a piece of HTML in one line of at most ``max_characters``, or None where there is none.

    Markup that was escaped once too often is taken away as well. Linear in time.
    """
    if not markup:
        return None
    text = html.unescape(_without_tags(html.unescape(_without_tags(markup[:_MAX_MARKUP_CHARACTERS]))))
    return " ".join(text.split())[:max_characters].rstrip() or None


def _without_tags(markup: str) -> str:
    return _TAG.sub(_gap, _HIDDEN.sub(" ", markup)) if "<" in markup else markup


def _gap(tag: re.Match[str]) -> str:
    return "" if tag[1].lower() in _INLINE else " "
