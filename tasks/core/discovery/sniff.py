"""Describes, for a warning, what bytes look like that are not the expected feed or sitemap."""

import re

_EMPTY = "empty"
_SIGNS = (
    (re.compile(r"\s*\Z"), _EMPTY),
    (re.compile(r"(?is).{0,2000}<opml\b"), "an OPML list of feeds"),
    (re.compile(r"(?is).{0,2000}<(?:!doctype html|html|head|body)[\s>]"), "an HTML page"),
    (re.compile(r"(?is).{0,2000}<(?:sitemapindex|urlset)\b"), "a sitemap"),
    (re.compile(r"\s*[\[{]"), "JSON"),
    (re.compile(r"%PDF|.PNG\r?\n|GIF8|PK\x03\x04|\x00"), "a binary file"),
    (re.compile(r"(?is).{0,2000}<[a-z_?!]"), "other XML or markup"),
)


def sniff(head: str) -> str:
    """Return what a text is by its beginning: "it is empty", or what it looks like; by default, plain text."""
    kind = next((name for sign, name in _SIGNS if sign.match(head)), "plain text")
    return "it is empty" if kind == _EMPTY else f"it looks like {kind}"
