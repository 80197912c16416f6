"""The cleaner: a raw page in, everything that could be read off it out."""

from tasks.core.cleaning.document import Document
from tasks.core.cleaning.headline import read_headline
from tasks.core.cleaning.names import publisher_names
from tasks.core.cleaning.page import Extraction, Page
from tasks.core.cleaning.text import read_text
from tasks.core.cleaning.timestamp import read_timestamps
from tasks.core.cleaning.verdict import Verdict, judge

__all__ = ["Document", "Extraction", "Page", "Verdict", "clean_page", "extract", "read"]


def extract(html: bytes, url: str | None = None) -> Extraction:
    """Return what a page says, given its bytes and its address alone."""
    return read(Page(html, url))


def read(page: Page) -> Extraction:
    """Return what a page says, obeying its source's rules and using its feed's words."""
    return _read_html(page, Document(page.body, page.url, page.content_type))


def clean_page(page: Page) -> Extraction | Verdict:
    """Return what a page says, or why it is no article. Never raises, whatever the bytes are."""
    document = Document(page.body, page.url, page.content_type)
    extraction = _read_html(page, document)
    return judge(page, document, extraction) or extraction


def _read_html(page: Page, document: Document) -> Extraction:
    names = publisher_names(document, page)
    headline = read_headline(document, page, names)
    stamps = read_timestamps(document, page)
    body = read_text(document, page, headline.value if headline else None)
    published, modified = stamps.published, stamps.modified
    return Extraction(
        headline=headline.value if headline else None,
        summary=body.summary,
        text=body.text,
        captions=body.captions,
        published_at=published.at if published else None,
        published_raw=published.raw if published else None,
        published_precision=published.precision if published else None,
        timezone_source=published.timezone_source if published else None,
        modified_at=modified.at if modified else None,
        provenance=dict(body.provenance),
        warnings=(*stamps.warnings, *body.warnings),
    )
