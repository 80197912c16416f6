"""What bytes that were to be a feed or a sitemap look like instead, in words for a warning."""

import re

_SIGNS = (
    (re.compile(r"\s*\Z"), "empty"),
    (re.compile(r"(?is).{0,2000}<(?:!doctype html|html|head|body)[\s>]"), "an HTML page"),
    (re.compile(r"(?is).{0,2000}<(?:sitemapindex|urlset)\b"), "a sitemap"),
    (re.compile(r"(?is).{0,2000}<opml\b"), "an OPML list of feeds"),
    (re.compile(r"\s*[\[{]"), "JSON"),
    (re.compile(r"%PDF|.PNG\r?\n|GIF8|PK\x03\x04|\x00"), "a binary file"),
    (re.compile(r"(?is).{0,2000}<[a-z_?!]"), "XML or markup of another kind"),
)


def sniff(head: str) -> str:
    """Return what the beginning of a text shows it to be ("an HTML page", "empty"), or "plain text"."""
    return next((name for sign, name in _SIGNS if sign.match(head)), "plain text")
