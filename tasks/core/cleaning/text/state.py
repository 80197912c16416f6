"""Reads the text of pages that are rendered in the browser, from the HTML in their scripts' JSON.

Frameworks that render in the browser ship the article as a JSON string of HTML in a script (the hydration state). The
longest string literal with several paragraphs is taken, whatever the framework.
"""

import json
import re

from selectolax.lexbor import LexborHTMLParser

from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.nesting import tame
from dateline.tasks.core.cleaning.text.blocks import flatten
from dateline.tasks.core.cleaning.text.boxes import Outline

_PARAGRAPH = re.compile(r"(?:<|\\u003[cC])p(?:[ >]|\\u003[eE])")
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*+)"?', re.DOTALL)
"""A string literal, or the rest of the script after an unclosed quote, so that the search takes linear time."""
_MAX_SCRIPT = 3_000_000
_MIN_PARAGRAPHS = 3


def read_state(document: Document) -> Outline | None:
    """Return the outline of the longest piece of HTML in the page's scripts, or None if there is none."""
    best = ""
    for script in document.tree.css('script:not([type*="ld+json" i])'):
        source = (script.text() or "")[:_MAX_SCRIPT]
        if _PARAGRAPH.search(source) is None:
            continue
        for literal in _LITERAL.finditer(source):
            raw = literal[1]
            if len(raw) > len(best) and len(_PARAGRAPH.findall(raw)) >= _MIN_PARAGRAPHS:
                best = raw
    try:
        markup = json.loads(f'"{best}"', strict=False)
    except ValueError:
        return None
    if not markup:
        return None
    body = LexborHTMLParser(tame(markup.encode("utf-8", "replace"))).body
    return flatten(body) if body is not None else None
