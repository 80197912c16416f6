"""Recognises a page that got another headline and address: by the id in its address, its minute and its text.

Many sites write an article's id into its address beside words of the headline (``/news/471123-pier-to-be-mended``).
The id alone is no proof, since it may be a section's; with the same minute and the very same text it is. A day is no
minute, and a notice that every page shows is no text.
"""

import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

from dateline.tasks.core.models import ADDED, Article, Outcome, Precision
from dateline.tasks.core.web.urls import is_http, url_key

MIN_TEXT_CHARS = 200
"""Shorter texts may be what a site shows instead of an article."""

_ID = re.compile(
    r"(?<![0-9A-Za-z])(?:[0-9]{5,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?=[a-f]*[0-9])[0-9a-f]{12,})(?![0-9A-Za-z])",
    re.IGNORECASE,
)
"""A number of five digits or more, a UUID, or as long a hexadecimal number as no word is."""
_CODE = re.compile(r"(?<![0-9A-Za-z])(?=[0-9a-z]*[0-9][a-z]+[0-9])[0-9a-z]{8,}(?![0-9A-Za-z])", re.IGNORECASE)
"""Eight letters and digits or more, with letters between digits. It counts where there is no other id."""
_DATE = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")


def twin_key(article: Article) -> str | None:
    """Return what two records of one page have in common though headline and address differ.

    None where the record has no id in its address, no minute, or too little text to be recognised by.
    """
    if article.published_precision is not Precision.MINUTE or len(article.text) < MIN_TEXT_CHARS:
        return None
    return _key(article.url, article.published_at, article.text_hash)


def twin_key_of(outcome: Outcome) -> str | None:
    """Return the twin key of the record that an outcome added, or None if it added none."""
    if outcome.kind not in ADDED or outcome.published_at is None or outcome.text_hash is None:
        return None
    return _key(outcome.page_url or outcome.url, outcome.published_at, outcome.text_hash)


def ids_in(url: str) -> tuple[str, ...]:
    """Return the possible ids of an article in the path of a URL or else in its query, in order. Dates are not ids."""
    parts = urlsplit(url)
    for pattern, text in ((_ID, parts.path), (_CODE, parts.path), (_ID, parts.query)):
        if found := [each.lower() for each in pattern.findall(text) if not _DATE.fullmatch(each)]:
            return tuple(found)
    return ()


def _key(url: str, published_at: datetime, text_hash: str) -> str | None:
    if not is_http(url):
        return None
    normal = url_key(url)
    ids = ids_in(normal)
    if not ids:
        return None
    return "\n".join((urlsplit(normal).netloc, *ids, f"{published_at.astimezone(UTC):%Y-%m-%dT%H:%MZ}", text_hash))
