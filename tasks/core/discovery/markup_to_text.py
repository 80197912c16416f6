"""Converts titles and summaries of feeds and sitemaps to plain text, whatever their markup and escaping."""

import html
import re

from dateline.tasks.core.web.foreign_text import clean_line

MAX_MARKUP_CHARACTERS = 100_000
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>", re.IGNORECASE)
"""The marks of a section that was escaped with its content."""
_HIDDEN = re.compile(r"(?is)<(script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)")
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)(?:[\s/][^<>]*)?>")
_HTML_TAGS = (
    "a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink blockquote body br "
    "button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt "
    "em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr "
    "html i iframe img input ins kbd label legend li link main map mark marquee menu meta meter nav nobr noembed "
    "noframes noscript object ol optgroup option output p param picture pre progress q rp rt ruby s samp script "
    "search section select slot small source span strike strong style sub summary sup svg table tbody td "
    "template textarea tfoot th thead time title tr track tt u ul var video wbr"
)
_HTML = frozenset(_HTML_TAGS.split())
"""The elements of HTML. Other names in angle brackets are text."""
_INLINE_TAGS = "a abbr b cite code em font i ins mark q s small span strong sub sup u"
_INLINE = frozenset(_INLINE_TAGS.split())


def plain_text(markup: str | None, max_characters: int) -> str | None:
    """Return the text of an HTML fragment as one line of at most ``max_characters``, or None if it has none.

    Markup that was escaped twice is removed, too. Text in angle brackets that is not an HTML element is kept. The
    result can be encoded as JSON; linear in time.
    """
    if not markup:
        return None
    text = html.unescape(_without_tags(html.unescape(_without_tags(markup[:MAX_MARKUP_CHARACTERS]))))
    return clean_line(text, MAX_MARKUP_CHARACTERS)[:max_characters].rstrip() or None


def _without_tags(markup: str) -> str:
    return _TAG.sub(_gap, _HIDDEN.sub(" ", _CDATA.sub("", markup))) if "<" in markup else markup


def _gap(tag: re.Match[str]) -> str:
    name = tag[1].lower()
    if name not in _HTML:
        return tag[0]
    return "" if name in _INLINE else " "
